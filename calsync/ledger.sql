-- calsync's ledger, version 1. Times are ISO 8601 text in UTC; `body` is JSON.
-- Every row has its owner; named parameters and ON CONFLICT only, so that it runs on PostgreSQL too.

-- The mirror: copies of what the calendars say. May be thrown away at any time.

CREATE TABLE calendars (
    owner TEXT NOT NULL,
    account TEXT NOT NULL,
    calendar TEXT NOT NULL,
    cursor TEXT NOT NULL,          -- saved with the events it stands for
    body TEXT NOT NULL,
    PRIMARY KEY (owner, account, calendar)
);

CREATE TABLE events (
    owner TEXT NOT NULL,
    account TEXT NOT NULL,
    calendar TEXT NOT NULL,
    id TEXT NOT NULL,
    etag TEXT NOT NULL,
    uid TEXT NOT NULL,
    recurrence_id TEXT NOT NULL,
    key TEXT NOT NULL,             -- the short id
    title TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,            -- a series ends in 9999
    series INTEGER NOT NULL,
    note TEXT NOT NULL,            -- hash of the description; empty: there is none
    made TEXT NOT NULL,            -- what calsync made it for: 'promise', 'card', or empty
    channel TEXT NOT NULL,         -- empty: no opportunity
    unsure INTEGER NOT NULL,
    tagged INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, account, calendar, id)
);
CREATE INDEX events_by_uid ON events (owner, uid);
CREATE INDEX events_by_key ON events (owner, key);
CREATE INDEX events_by_channel ON events (owner, channel, key);
CREATE INDEX events_by_time ON events (owner, ends);
CREATE INDEX events_made ON events (owner, made) WHERE made <> '';

-- The user's own. Never rebuilt from nothing, never wiped with the mirror.

CREATE TABLE marks (
    owner TEXT NOT NULL,
    account TEXT NOT NULL,
    calendar TEXT NOT NULL,
    uid TEXT NOT NULL,
    recurrence_id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, account, calendar, uid, recurrence_id)
);

CREATE TABLE tags (
    owner TEXT NOT NULL,
    account TEXT NOT NULL,
    calendar TEXT NOT NULL,
    uid TEXT NOT NULL,
    recurrence_id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, account, calendar, uid, recurrence_id)
);

CREATE TABLE notes (
    owner TEXT NOT NULL,
    account TEXT NOT NULL,
    calendar TEXT NOT NULL,
    uid TEXT NOT NULL,
    recurrence_id TEXT NOT NULL,
    note TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, account, calendar, uid, recurrence_id)
);

CREATE TABLE declined (
    owner TEXT NOT NULL,
    account TEXT NOT NULL,
    calendar TEXT NOT NULL,
    uid TEXT NOT NULL,
    recurrence_id TEXT NOT NULL,
    line_mark TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, account, calendar, uid, recurrence_id, line_mark)
);

CREATE TABLE reviews (
    owner TEXT NOT NULL,
    account TEXT NOT NULL,
    calendar TEXT NOT NULL,
    uid TEXT NOT NULL,
    recurrence_id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, account, calendar, uid, recurrence_id)
);

CREATE TABLE cards (
    owner TEXT NOT NULL,
    account TEXT NOT NULL,
    calendar TEXT NOT NULL,
    uid TEXT NOT NULL,
    recurrence_id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, account, calendar, uid, recurrence_id)
);

CREATE TABLE promises (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'dropped')),
    uid TEXT NOT NULL,             -- of the event it came from; empty: none
    body TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX promises_by_uid ON promises (owner, uid);

CREATE TABLE followups (
    owner TEXT NOT NULL,
    promise TEXT NOT NULL,         -- one promise, one follow-up
    body TEXT NOT NULL,
    PRIMARY KEY (owner, promise)
);

CREATE TABLE person_notes (
    owner TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, who, at)
);

CREATE TABLE account_states (
    owner TEXT NOT NULL,
    account TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, account)
);

CREATE TABLE notices (             -- what was said, so that cron says it once a day
    owner TEXT NOT NULL,
    cause TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (owner, cause)
);

CREATE TABLE settings (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, name)
);

-- What was done, append-only but for its outcome; `undo` reads it backwards.

CREATE TABLE runs (
    owner TEXT NOT NULL,
    id INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);

CREATE TABLE writes (
    owner TEXT NOT NULL,
    run INTEGER NOT NULL,
    "order" INTEGER NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (owner, run, "order")
);
CREATE INDEX writes_open ON writes (owner, state) WHERE state = 'intended';

CREATE TABLE journal (
    owner TEXT NOT NULL,
    run INTEGER NOT NULL,
    "order" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (owner, run, "order")
);
CREATE INDEX journal_by_record ON journal (owner, kind, key);

"""The mirror: what the calendars say, copied into the ledger. May be thrown away at any time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from datetime import tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

from calsync import codec
from calsync.database import Database
from calsync.database import as_json
from calsync.database import where
from calsync.model import Calendar
from calsync.model import Event
from calsync.model import Verdict
from calsync.model import instant
from calsync.model import short_hash

if TYPE_CHECKING:  # a list of promises has no use for it
    from calsync.records import Seen

FOREVER = "9999"
MOST_WORDS = 12  # of a title that are looked for
COLUMNS = (
    "account",
    "calendar",
    "id",
    "etag",
    "uid",
    "recurrence_id",
    "key",
    "title",
    "starts",
    "ends",
    "series",
    "note",
    "made",
    "channel",
    "unsure",
    "tagged",
    "verdict",
    "body",
)

_UNREAD = (
    "owner = :owner AND account = :account AND made = '' AND note <> COALESCE(("
    "SELECT n.note FROM notes n WHERE n.owner = events.owner"
    " AND n.account = events.account AND n.calendar = events.calendar"
    " AND n.uid = events.uid AND n.recurrence_id = events.recurrence_id), '')"
)


class Mirror:
    """The calendars and events of one owner, as last seen."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def calendars(self, account: str | None = None) -> tuple[Calendar, ...]:
        """The calendars of an account (or of all), as last seen."""
        values = {} if account is None else {"account": account}
        sql = f"SELECT body FROM calendars WHERE {where(values)} ORDER BY account, calendar"
        rows = self._db.rows(sql, values)
        return tuple(codec.load(Calendar, json.loads(body)) for (body,) in rows)

    def cursor(self, calendar: Calendar) -> str:
        """The cursor saved with a calendar's events; empty: never seen."""
        sql = "SELECT cursor FROM calendars WHERE owner = :owner AND account = :account"
        sql += " AND calendar = :calendar"
        rows = self._db.rows(sql, _of(calendar))
        return str(rows[0][0]) if rows else ""

    def put_calendar(self, calendar: Calendar, *, cursor: str) -> None:
        """Remember a calendar and its cursor; belongs into the transaction of its events."""
        sql = "INSERT INTO calendars VALUES (:owner, :account, :calendar, :cursor, :body)"
        sql += " ON CONFLICT (owner, account, calendar)"
        sql += " DO UPDATE SET cursor = excluded.cursor, body = excluded.body"
        row = {"cursor": cursor, "body": as_json(codec.dump(calendar)), **_of(calendar)}
        self._db.run(sql, row)

    def drop_calendar(self, calendar: Calendar) -> None:
        """Take a calendar and its events out of the mirror."""
        which = "owner = :owner AND account = :account AND calendar = :calendar"
        with self._db.transaction():
            self._db.run(f"DELETE FROM events WHERE {which}", _of(calendar))
            self._db.run(f"DELETE FROM calendars WHERE {which}", _of(calendar))
            self.touch(calendar.account)

    def touch(self, account: str) -> None:
        """Count that something changed on which the tags and promises of an account depend."""
        sql = "INSERT INTO settings VALUES (:owner, :name, '1') ON CONFLICT (owner, name)"
        sql += " DO UPDATE SET value = CAST(CAST(settings.value AS INTEGER) + 1 AS TEXT)"
        self._db.run(sql, {"name": _count(account)})

    def count(self, account: str) -> str:
        """What stands for the state of an account's events, marks and tags: other, if changed."""
        sql = "SELECT value FROM settings WHERE owner = :owner AND name = :name"
        rows = self._db.rows(sql, {"name": _count(account)})
        return str(rows[0][0]) if rows else ""

    def size(self, account: str) -> int:
        """How many events the mirror has of an account."""
        sql = "SELECT COUNT(*) FROM events WHERE owner = :owner AND account = :account"
        return int(self._db.rows(sql, {"account": account})[0][0])

    def etags(self, calendar: Calendar) -> dict[str, str]:
        """The id and etag of all events that the mirror has of a calendar."""
        sql = "SELECT id, etag FROM events WHERE owner = :owner AND account = :account"
        sql += " AND calendar = :calendar"
        rows = self._db.rows(sql, _of(calendar))
        return dict(rows)

    def put_events(self, seen: Iterable[Seen], *, zone: tzinfo) -> None:
        """Insert or replace events in the mirror; `zone` reads their days and floating times."""
        names = ", ".join(f":{name}" for name in COLUMNS)
        sql = f"INSERT INTO events VALUES (:owner, {names})"
        sql += " ON CONFLICT (owner, account, calendar, id) DO UPDATE SET "
        sql += ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[3:])
        accounts = set()

        def rows() -> Iterator[dict[str, object]]:
            for item in seen:
                accounts.add(item.event.account)
                yield _event_row(item, zone)

        with self._db.transaction():
            self._db.run_many(sql, rows())
            for account in accounts:
                self.touch(account)

    def drop_events(self, calendar: Calendar, ids: Iterable[str]) -> None:
        """Take events out of the mirror."""
        sql = "DELETE FROM events WHERE owner = :owner AND account = :account"
        sql += " AND calendar = :calendar AND id = :id"
        rows = [{**_of(calendar), "id": item} for item in ids]
        if not rows:
            return
        with self._db.transaction():
            self._db.run_many(sql, rows)
            self.touch(calendar.account)

    def events(self, **columns: str) -> tuple[Seen, ...]:
        """Events with those values of account, calendar, id, uid, recurrence_id or key."""
        return self._seen(where(columns), columns)

    def exceptions(self, series: Event) -> frozenset[str]:
        """The recurrence ids of the instances that have an event of their own, or are cancelled."""
        sql = "SELECT recurrence_id FROM events WHERE owner = :owner AND account = :account"
        sql += " AND calendar = :calendar AND uid = :uid AND recurrence_id > ''"
        which = {"account": series.account, "calendar": series.calendar, "uid": series.uid}
        return frozenset(row[0] for row in self._db.rows(sql, which))

    def opportunities(self) -> tuple[Seen, ...]:
        """Every event with a channel, and those calsync is unsure about."""
        return self._seen("owner = :owner AND (channel > '' OR unsure = 1)", {})

    def opportunity_keys(self) -> frozenset[str]:
        """The full short ids of every event with a channel."""
        rows = self._db.rows("SELECT key FROM events WHERE owner = :owner AND channel > ''")
        return frozenset(row[0] for row in rows)

    def made(self) -> tuple[Seen, ...]:
        """Every follow-up and card in the mirror."""
        return self._seen("owner = :owner AND made <> ''", {})

    def around(self, start: datetime, end: datetime) -> tuple[Seen, ...]:
        """Events that touch a span, every series that might, and exceptions moved out of it."""
        condition = "owner = :owner AND (ends > :start AND starts < :end"
        condition += " OR recurrence_id >= :first AND recurrence_id < :last)"
        first, last = start - timedelta(days=1), end + timedelta(days=1)
        values = {"start": _stamp(start), "end": _stamp(end)}
        values |= {"first": f"{first:%Y%m%d}", "last": f"{last:%Y%m%d}"}
        return self._seen(condition, values)

    def tagging(self, account: str) -> tuple[Seen, ...]:
        """Events of an account that have a channel, or carry a tag."""
        condition = "owner = :owner AND account = :account AND (channel > '' OR tagged = 1)"
        return self._seen(condition, {"account": account})

    def meeting(
        self, emails: Iterable[str], *, before: datetime, since: datetime
    ) -> tuple[Seen, ...]:
        """Events before a moment in whose stored text one of the addresses stands."""
        which = list(emails)[:50]
        names = {f"who{number}": f"%{json.dumps(email)}%" for number, email in enumerate(which)}
        condition = "owner = :owner AND ends > :since AND starts < :before AND ("
        condition += " OR ".join(f"body LIKE :{name}" for name in names) + ")"
        return self._seen(condition, {**names, "since": _stamp(since), "before": _stamp(before)})

    def unread_notes(
        self, *, account: str, now: datetime, since: datetime | None = None
    ) -> Iterator[Seen]:
        """Events that have begun (after `since`) whose note is new or changed, one by one."""
        condition = f"{_UNREAD} AND starts <= :now"
        values = {"account": account, "now": _stamp(now)}
        if since is not None:
            condition += " AND starts > :since AND ends >= :since"  # ends are indexed, starts not
            values["since"] = _stamp(since)
        return self._each(condition, values)

    def settled_notes(self, *, account: str, before: datetime) -> Iterator[tuple[str, ...]]:
        """The calendar, UID, recurrence id and hash of each unread note that is long over.

        It belongs to a single event that ended before a moment and carries no tag, and no promise
        is known to come from there.
        """
        sql = f"SELECT calendar, uid, recurrence_id, note FROM events WHERE {_UNREAD}"
        sql += " AND series = 0 AND tagged = 0 AND ends < :before AND NOT EXISTS ("
        sql += "SELECT 1 FROM promises p WHERE p.owner = events.owner AND p.uid = events.uid)"
        values = {"account": account, "before": _stamp(before)}
        return self._db.each(f"{sql} ORDER BY calendar, id", values)

    def find_events(self, words: str) -> tuple[Seen, ...]:
        """Events of that id, or whose key begins with, or title contains, what the user typed."""
        parts = [_literal(word) for word in words.casefold().split()[:MOST_WORDS]] or [""]
        names = {f"word{number}": f"%{part}%" for number, part in enumerate(parts)}
        titled = " AND ".join(f"title LIKE :{name} ESCAPE '\\'" for name in names)
        condition = "owner = :owner AND made = '' AND (id = :typed OR uid = :typed"
        condition += f" OR key LIKE :prefix ESCAPE '\\' OR {titled})"
        prefix = f"{_literal(words.casefold())}%"
        return self._seen(condition, {**names, "typed": words, "prefix": prefix})

    def _seen(self, condition: str, values: Mapping[str, object]) -> tuple[Seen, ...]:
        return tuple(self._each(condition, values))

    def _each(self, condition: str, values: Mapping[str, object]) -> Iterator[Seen]:
        sql = f"SELECT body, verdict FROM events WHERE {condition}"
        from calsync.records import Seen

        # Sorting makes SQLite find them all before the first is given: what is done with it
        # changes nothing in the others.
        for body, verdict in self._db.each(f"{sql} ORDER BY starts, account, calendar, id", values):
            event = codec.load(Event, json.loads(body))
            yield Seen(event, codec.load(Verdict, json.loads(verdict)))


def _count(account: str) -> str:
    return f"changes:{account}"


def _literal(words: str) -> str:
    """Words as LIKE takes them for what they are."""
    return "".join("\\" + c if c in "\\%_" else c for c in words)


def _of(calendar: Calendar) -> dict[str, str]:
    return {"account": calendar.account, "calendar": calendar.id}


def _event_row(seen: Seen, zone: tzinfo) -> dict[str, object]:
    event, verdict = seen.event, seen.verdict
    ends = FOREVER if event.series else _stamp(instant(event.end, zone))
    return {
        "account": event.account,
        "calendar": event.calendar,
        "id": event.id,
        "etag": event.etag,
        "uid": event.uid,
        "recurrence_id": event.recurrence_id,
        "key": seen.key,
        "title": event.title.casefold(),
        "starts": _stamp(instant(event.start, zone)),
        "ends": ends,
        "series": int(event.series),
        "note": note_hash(event.description),
        "made": "promise" if "promise" in event.marks else "card" if "card" in event.marks else "",
        "channel": str(verdict.channel or ""),
        "unsure": int(verdict.unsure),
        "tagged": int("by" in event.marks),
        "verdict": _verdict_text(verdict),
        "body": as_json(codec.dump(event)),
    }


@lru_cache(maxsize=1024)
def _verdict_text(verdict: Verdict) -> str:
    """A verdict as it is stored; most say the same: nothing spoke for a channel."""
    return as_json(codec.dump(verdict))


def note_hash(description: str) -> str:
    """What stands for a note: empty where there is none."""
    return short_hash("note", description, length=16) if description.strip() else ""


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()[:19]

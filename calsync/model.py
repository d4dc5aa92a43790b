"""The nouns, frozen. Pure.

Times: an event's `start` and `end` are both `date` (all day, end exclusive), both aware `datetime`
(wall time and zone), or both naive `datetime` (floating: read in the user's own zone). Spans are
half-open. A `recurrence_id` is text: `20261123` for a day, `20261123T113000Z` for an instant,
`20261123T113000` for a floating time, empty for a series or a single event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import tzinfo
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

EMPTY: Mapping[str, str] = MappingProxyType({})
Where = tuple[str, str, str, str]  # account, calendar, UID, recurrence id
TAG_MARKS = ("channel", "score", "by", "event")  # what a tag says
OWN_MARKS = frozenset({"promise", "card"})  # each of calsync's own events has one of them


class Channel(StrEnum):
    """The five ways of meeting people that calsync recognises."""

    LUNCH = "lunch"
    TRAINING = "training"
    CONFERENCE = "conference"
    COMMUNITY = "community"
    SOCIAL = "social"


class Source(StrEnum):
    """Who said what an event is."""

    RULES = "rules"
    USER = "user"
    HASHTAG = "hashtag"


class DateOrder(StrEnum):
    """How the user reads 3/4: the 4th of March (MDY) or the 3rd of April (DMY)."""

    MDY = "MDY"
    DMY = "DMY"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at an event; `status` is a lower-case PARTSTAT (RFC 5545 section 3.2.12)."""

    email: str
    name: str = ""
    status: str = "needs-action"
    room: bool = False


@dataclass(frozen=True, slots=True)
class Me:
    """The user: addresses in lower case, and the domains that are inside."""

    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def is_me(self, email: str) -> bool:
        """Is this one of my addresses?"""
        return email.lower() in self.emails

    def is_inside(self, email: str) -> bool:
        """Is this address mine, or of my own organisation?"""
        return self.is_me(email) or email.lower().rpartition("@")[2] in self.domains


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar: a single event, a series, or an exception of one."""

    id: str  # the account's own id, unique within the calendar
    uid: str  # iCalendar's UID, Google's iCalUID
    title: str
    start: date  # a datetime is a date; see the module's docstring
    end: date
    account: str = ""
    calendar: str = ""
    recurrence_id: str = ""
    description: str = ""
    location: str = ""
    url: str = ""  # the event's own page or its video link
    organizer: Attendee | None = None
    creator: str = ""  # Google only: the address of whoever made it
    attendees: tuple[Attendee, ...] = ()
    attendees_hidden: bool = False  # there are more guests than the calendar shows
    recurrence: tuple[str, ...] = ()  # RRULE, RDATE, EXDATE lines as in RFC 5545
    cancelled: bool = False
    busy: bool = True
    private: bool = False
    kind: str = "default"  # Google's eventType
    # calsync's own properties without the prefix: channel, by, promise ...
    marks: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    color: str = ""
    writable: bool = True  # may calsync write its tag here at all?
    etag: str = ""
    anchor: str = ""  # what a tag on it names: Google's id of the series or event; empty: the uid

    @property
    def where(self) -> Where:
        """What identifies it in the ledger."""
        return self.account, self.calendar, self.uid, self.recurrence_id

    @property
    def all_day(self) -> bool:
        """Does it fill days rather than hours?"""
        return not isinstance(self.start, datetime)

    @property
    def series(self) -> bool:
        """Does it recur?"""
        return bool(self.recurrence)


def event_key(account: str, calendar: str, uid: str, recurrence_id: str = "") -> str:
    """The full short id of an event: 16 characters, of which lists show as many as they need."""
    return short_hash("event", account, calendar, uid, recurrence_id, length=16)


def short_hash(*parts: str, length: int = 32) -> str:
    """A stable name made of parts: so many characters of base32hex (8, 16, 24, 32), lower case."""
    # Neither is needed for a list, and OpenSSL takes as long to load as six of the classes above.
    import base64
    import hashlib

    raw = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(raw, digest_size=20).digest()
    return base64.b32hexencode(digest[: length * 5 // 8]).decode().lower()


def instant(value: date, zone: tzinfo) -> datetime:
    """The UTC instant at which a day, a floating or a zoned time begins."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    return value.astimezone(UTC)


def local(value: date, zone: tzinfo) -> datetime:
    """The same moment on the user's clock."""
    return instant(value, zone).astimezone(zone)


def rid_of(value: date) -> str:
    """The `recurrence_id` of an instance that starts then."""
    if not isinstance(value, datetime):
        return value.strftime("%Y%m%d")
    if value.tzinfo is None:
        return value.strftime("%Y%m%dT%H%M%S")
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence: its name, its weight, and the words it saw."""

    signal: str
    weight: float
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an event was taken for, and why."""

    channel: Channel | None
    score: float  # 0..1, of the channel, or of the best one where there is none
    source: Source = Source.RULES
    evidence: tuple[Signal, ...] = ()
    runner_up: Channel | None = None
    runner_up_score: float = 0.0
    unsure: bool = False  # near enough to the threshold to be worth a question
    rule: str = ""  # the user's rule that decided, as written


NOTHING = Verdict(channel=None, score=0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the user's own: every given pattern must be found (any case, substring)."""

    channel: Channel | None
    title: str = ""
    organizer: str = ""
    attendee: str = ""
    location: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """The mark written on an opportunity, or on an event the user marked as none."""

    channel: Channel | None
    score: float
    by: Source
    event: str  # id of the series or single event it was written on; a copy carries another's


@dataclass(frozen=True, slots=True)
class Due:
    """A due date found in a text: the day, a clock time if one was named, and where it stands."""

    date: date
    time: time | None = None
    start: int = 0
    end: int = 0


class Clarity(StrEnum):
    """How sure a promise is: carries a marker, unmistakable sentence, or worth a question."""

    MARKED = "marked"
    CLEAR = "clear"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Noted:
    """A promise as found in a note."""

    text: str
    person: str = ""
    email: str = ""  # where the person is one of the event's guests
    due: date | None = None
    due_time: time | None = None
    mine: bool = True
    clarity: Clarity = Clarity.CLEAR
    done: bool = False  # ticked off where it stands
    line: str = ""  # the line it stands in, without markup

    @property
    def explicit(self) -> bool:
        """Was it marked as a promise or task?"""
        return self.clarity is Clarity.MARKED


class State(StrEnum):
    """Where a promise is in its life; see `promises.STEPS` for the legal steps."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Origin:
    """The event a promise came from, as it was when the promise was first seen."""

    account: str
    calendar: str
    uid: str
    recurrence_id: str = ""
    title: str = ""
    start: date | None = None

    @property
    def where(self) -> Where:
        """What identifies that event in the ledger."""
        return self.account, self.calendar, self.uid, self.recurrence_id


@dataclass(frozen=True, slots=True)
class Promise:
    """Something the user owes (`mine`) or is owed."""

    id: str
    text: str
    person: str = ""
    email: str = ""
    due: date | None = None
    due_time: time | None = None
    mine: bool = True
    explicit: bool = False
    state: State = State.OPEN
    origin: Origin | None = None
    line: str = ""  # the note's line as last seen; empty for review and command line
    line_mark: str = ""  # hash of that line and its rank among equal lines
    seen: datetime | None = None  # when it was first seen
    generation: int = 0  # raised only when the user asks again for an undone or deleted follow-up
    asks: str = ""  # a question for the next review: "removed", "deleted", "copied" or nothing
    wants_event: bool = True  # mine: yes; owed to me: only when chased
    confirmed: bool = False  # the user looked at it and said it is right

    @property
    def urgency(self) -> tuple[date, str]:
        """What promises are ordered by: soonest due first."""
        return self.due or date.max, self.id

    def is_late(self, today: date) -> bool:
        """Is its due day over?"""
        return self.due is not None and self.due < today


class Slot(StrEnum):
    """How a follow-up's place was chosen."""

    FREE = "free"
    DAY = "day"  # nothing was free: all day on the due day
    CHOSEN = "chosen"  # no due date was named


@dataclass(frozen=True, slots=True)
class Draft:
    """A follow-up or card as it shall be: private, without guests, with a reminder at its start."""

    id: str  # Google's event id; elsewhere unused
    uid: str
    title: str
    start: date  # a day, or an aware datetime
    end: date
    description: str = ""
    busy: bool = False
    # written as calsync-… properties
    marks: Mapping[str, str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The calendar event that keeps time for a promise, as the ledger knows it."""

    promise: str
    generation: int
    account: str
    calendar: str
    id: str  # the account's id of the event
    uid: str
    title: str
    start: date
    end: date
    written: Draft | None = None  # what calsync last wrote, against which the user's edits show
    times_overdue: int = 0
    gone: bool = False  # deleted or cancelled by the user


@dataclass(frozen=True, slots=True)
class Calendar:
    """One calendar of an account."""

    id: str
    name: str
    account: str = ""
    zone: str = ""  # IANA name; empty: unknown
    writable: bool = True
    mine: bool = True  # nobody else writes into it, as far as can be known
    made_by_calsync: bool = False
    feed: bool = False  # an address that anybody may fill: its words are never the user's own


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: where, and why. Never stops the rest."""

    where: str
    why: str
    later: bool = False  # it may be read another time: a network, a server


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """One `[[accounts]]` table of the configuration, paths made absolute."""

    name: str
    kind: str
    calendars: tuple[str, ...] = ()  # ids or names; empty: all
    path: Path | None = None
    tag_invitations: bool = False
    access: str = "full"
    client_secrets: Path | None = None
    token: Path | None = None
    api_endpoint: str = ""
    url: str = field(default="", repr=False)  # of a feed; whoever knows it can read the calendar
    url_command: tuple[str, ...] = field(default=(), repr=False)
    url_env: str = ""
    allow_hosts: tuple[str, ...] = ()  # hosts of a feed that may be on a private network

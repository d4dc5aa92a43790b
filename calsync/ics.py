"""iCalendar bytes <-> events; tags are added lines, all other bytes stay. Pure.

What programs get wrong is repaired as other readers do it: an end before its start becomes the
start, an unreadable end is taken as missing, a time that no clock shows is read by the offset
before the gap (RFC 5545 section 3.3.5). A component without a readable start, or one that never
ends, is a problem and is left out; everything else in the file is read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from types import MappingProxyType
from zoneinfo import ZoneInfo

from calsync import components
from calsync import timezones
from calsync.components import Component
from calsync.model import EMPTY
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import Problem
from calsync.model import rid_of

MOST_TEXT = 64 * 1024  # characters of a description; Google allows 8 k, mail threads reach 50 k
MOST_LINE = 2 * 1024  # characters of a title, place, address; nobody reads more
MOST_UID = 1024  # characters of a UID; longer ones are known by their hash
MOST_GUESTS = 500  # attendees kept; Google shows 200, and no rule asks for more than a dozen
MOST_MARKS = 32  # X-CALSYNC- lines of one event; calsync writes at most ten
MOST_RULES = 5000  # RRULE, RDATE and EXDATE lines of one event; a daily series of 13 years fits
MOST_RULE = 64 * 1024  # characters of one of them; 3,800 dates
MOST_HEADS = 1000  # different `DTSTART;TZID=…` remembered in one file
MOST_PROBLEMS = 100  # told one by one for each file; more are counted
LONGEST = timedelta(days=366 * 100)  # an event that lasts longer is taken to end where it starts

_PREFIX = "X-CALSYNC-"
_RULES = frozenset(("RRULE", "RDATE", "EXDATE"))
_WANTED = frozenset(
    (
        *("SUMMARY", "DTSTART", "DTEND", "DURATION", "UID", "RECURRENCE-ID", "DESCRIPTION"),
        *("LOCATION", "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "ORGANIZER", "STATUS"),
        *("TRANSP", "CLASS", "COLOR"),
    )
)
_DAY = timedelta(days=1)
_MOMENT = re.compile(r"\d{8}T\d{6}Z?")
_START = re.compile(rb"\s*BEGIN:V(?:CALENDAR|EVENT)\s*\n", re.IGNORECASE)
_LATER = re.compile(rb"\nBEGIN:VCALENDAR\s*\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says: its events, what could not be read, its name and its zone."""

    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    name: str = ""
    zone: str = ""  # X-WR-TIMEZONE, or the IANA name of its only VTIMEZONE


def is_calendar(data: bytes) -> bool:
    """Does it begin like iCalendar, after a BOM, blank lines or a few lines of something else?"""
    return _begins_calendar(components.readable(data[:8192]))


def _begins_calendar(head: bytes) -> bool:
    head = head[:4096].removeprefix(b"\xef\xbb\xbf") + b"\n"
    return bool(_START.match(head) or _LATER.search(head))


def read(
    data: bytes,
    *,
    href: str = "",
    account: str = "",
    calendar: str = "",
    since: datetime | None = None,
    known: Container[str] = (),
) -> Reading:
    """Read every event of a file, whatever else is in it; never an exception.

    Single events and exceptions that ended before `since` are left out, unless their id is in
    `known` or they carry calsync's own lines.
    """
    if not is_calendar(data):
        return Reading(problems=(Problem(href or "-", _no_calendar(data)),))
    writable = not components.wide_encoding(data) and not components.has_lone_cr(data)
    file = _File(components.readable(data))
    names = _Names(href)
    problems = _Problems(href or "-", file.data)
    place = _Place(account, calendar, writable)
    events: list[Event] = []
    for part in components.scan(file.data):
        if part.name == components.ZONE:
            file.define(part)
            continue
        found = _event(file, part, names, place)
        if isinstance(found, str):
            problems.add(part, found)
        elif since is None or found.id in known or not _is_over(found, since):
            events.append(found)
    for tzid in file.unknown:
        problems.note(f"the time zone {tzid[:80]!r} is unknown: its times are read as local ones")
    return Reading(tuple(events), problems.told(), *file.titles())


def _no_calendar(data: bytes) -> str:
    start = data[:512].lstrip().lower()
    if not start:
        return "the file is empty"
    if start.startswith(b"<"):
        return "this is a web page, not a calendar: perhaps the address wants a sign-in"
    if start.startswith((b"\x1f\x8b", b"pk\x03\x04")):
        return "this is a compressed file, not a calendar: unpack it first"
    return "this is not a calendar: it does not begin with BEGIN:VCALENDAR"


@dataclass(frozen=True, slots=True)
class _Place:
    account: str
    calendar: str
    writable: bool


class _Problems:
    """What was wrong in one file, with line numbers, the first hundred of them."""

    def __init__(self, where: str, data: bytes) -> None:
        self._where = where
        self._data = data
        self._found: list[Problem] = []
        self._more = 0
        self._line = 1
        self._at = 0

    def add(self, part: Component, why: str) -> None:
        """Tell why a component is left out."""
        if len(self._found) >= MOST_PROBLEMS:
            self._more += 1
            return
        self._line += self._data.count(b"\n", self._at, part.start)
        self._at = part.start
        self._found.append(Problem(f"{self._where}:{self._line}", why))

    def note(self, why: str) -> None:
        """Tell something about the whole file."""
        self._found.append(Problem(self._where, why))

    def told(self) -> tuple[Problem, ...]:
        """All of it; what is more than a hundred as one."""
        if self._more:
            self.note(f"{self._more} more entries could not be read")
        return tuple(self._found)


class _Names:
    """The ids of one file's events: unique, whatever the UIDs are."""

    def __init__(self, href: str) -> None:
        self._href = href
        self._seen: dict[str, int] = {}

    def id_of(self, uid: str, recurrence_id: str) -> str:
        """The id of the next event with this UID and recurrence id."""
        name = f"{self._href}#{uid}#{recurrence_id}" if recurrence_id else f"{self._href}#{uid}"
        seen = self._seen
        if name not in seen:
            seen[name] = 1
            return name
        while f"{name}~{seen[name] + 1}" in seen:
            seen[name] += 1
        seen[name] += 1
        again = f"{name}~{seen[name]}"
        seen[again] = 1
        return again


class _File:
    """The bytes of one file, and what its TZIDs mean there."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.unknown: list[str] = []
        self._heads: dict[str, tzinfo | type[date] | None] = {}
        self._passed: dict[str, bytes] = {}
        self._ahead: dict[str, bytes] | None = None

    def titles(self) -> tuple[str, str]:
        """The file's name and zone (X-WR-CALNAME, RFC 7986 NAME, X-WR-TIMEZONE)."""
        values: dict[str, str] = {}
        for line in components.header(self.data):
            head, value = components.split(line)
            values.setdefault(head.partition(";")[0].upper(), components.text(value, MOST_LINE))
        zone = timezones.named(values.get("X-WR-TIMEZONE", "")) or self._only_zone()
        name = values.get("X-WR-CALNAME") or values.get("NAME", "")
        return name, getattr(zone, "key", "UTC" if zone is UTC else "")

    def _only_zone(self) -> tzinfo | None:
        if len(self._passed) != 1:
            return None
        return timezones.resolved(*next(iter(self._passed.items())))

    def define(self, part: Component) -> None:
        """Take in a VTIMEZONE; where two calendars define one TZID, each has its own."""
        raw = self.data[part.start : part.end]
        tzid = timezones.name_of(raw)
        if self._passed.get(tzid, raw) != raw:
            self._heads.clear()
        self._passed[tzid] = raw

    def _defined(self, tzid: str) -> bytes:
        if tzid in self._passed:
            return self._passed[tzid]
        if self._ahead is None:
            parts = (part for part in components.scan(self.data) if part.name == components.ZONE)
            raws = (self.data[part.start : part.end] for part in parts)
            self._ahead = {timezones.name_of(raw): raw for raw in raws}
        return self._ahead.get(tzid, b"")

    def when(self, line: str) -> date | None:
        """The day or time in a DTSTART, DTEND, RECURRENCE-ID; None if there is none."""
        head, value = components.split(line)
        return self.at(head, value)

    def at(self, head: str, value: str) -> date | None:
        """A DATE or DATE-TIME under the parameters of its content line."""
        at = components.moment(value)
        if ";" not in head or not isinstance(at, datetime):
            return at
        zone = self.zone(head)
        if zone is date:
            return at.date()
        if at.tzinfo is None and isinstance(zone, tzinfo):
            return at.replace(tzinfo=zone)
        return at

    def zone(self, head: str) -> tzinfo | type[date] | None:
        """The zone that parameters name; `date` for VALUE=DATE; None for local time."""
        if head not in self._heads:
            if len(self._heads) >= MOST_HEADS:
                self._heads.clear()
            self._heads[head] = self._zone(components.parameters(head))
        return self._heads[head]

    def _zone(self, parameters: dict[str, str]) -> tzinfo | type[date] | None:
        if parameters.get("VALUE", "").upper() == "DATE":
            return date
        tzid = parameters.get("TZID", "")
        if not tzid:
            return None
        zone = timezones.named(tzid) or timezones.resolved(tzid, self._defined(tzid))
        if zone is None and tzid not in self.unknown and len(self.unknown) < MOST_PROBLEMS:
            self.unknown.append(tzid)
        return zone


class _Properties:
    """The content lines of one event that matter, not yet read any further."""

    __slots__ = ("guests", "hidden", "lines", "marks", "rules")

    def __init__(self, content: Iterable[str]) -> None:
        self.lines: dict[str, str] = {}
        self.guests: list[str] = []
        self.rules: list[str] = []
        self.marks: list[str] = []
        self.hidden = False
        for line in content:
            name = line[: line.find(":")]
            if ";" in name:
                name = name[: name.find(";")]
            name = name.upper()
            if name in _WANTED:
                self.lines.setdefault(name, line)
            elif name == "ATTENDEE":
                if len(self.guests) < MOST_GUESTS:
                    self.guests.append(line)
                else:
                    self.hidden = True
            else:
                self._rare(name, line)

    def _rare(self, name: str, line: str) -> None:
        if name in _RULES and len(self.rules) < MOST_RULES:
            self.rules.append(line)
        elif name.startswith(_PREFIX) and len(self.marks) < MOST_MARKS:
            self.marks.append(line)

    def text(self, name: str, limit: int = MOST_LINE) -> str:
        """The plain text of a property; nothing where it is missing."""
        line = self.lines.get(name)
        return components.text(components.split(line)[1], limit) if line else ""

    def word(self, name: str) -> str:
        """A value of a closed set, in upper case."""
        line = self.lines.get(name)
        return components.split(line)[1].strip()[:40].upper() if line else ""


def _event(file: _File, part: Component, names: _Names, place: _Place) -> Event | str:
    """The event of a component, or why there is none."""
    if not part.whole:
        return "the event is not complete: its END:VEVENT is missing"
    found = _Properties(components.lines(file.data, part))
    get = found.lines.get
    start = file.when(get("DTSTART", ""))
    if start is None:
        given = components.split(get("DTSTART", ""))[1]
        return f"its start {given[:40]!r} is not a time" if given else "the event has no start"
    uid = _uid(file.data, part, found)
    rid = _recurrence_id(file.when(get("RECURRENCE-ID", "")), start)
    return Event(
        id=names.id_of(uid, rid),
        uid=uid,
        title=found.text("SUMMARY"),
        start=start,
        end=_end(start, file.when(get("DTEND", "")), found.word("DURATION")),
        account=place.account,
        calendar=place.calendar,
        recurrence_id=rid,
        description=found.text("DESCRIPTION", MOST_TEXT),
        location=found.text("LOCATION"),
        url=found.text("URL") or found.text("CONFERENCE") or found.text("X-GOOGLE-CONFERENCE"),
        organizer=_person(get("ORGANIZER", "")),
        attendees=tuple(filter(None, map(_person, found.guests))) if found.guests else (),
        attendees_hidden=found.hidden,
        recurrence=tuple(_rule(file, line) for line in found.rules) if found.rules else (),
        cancelled=found.word("STATUS") == "CANCELLED",
        busy=found.word("TRANSP") != "TRANSPARENT",
        private=found.word("CLASS") in ("PRIVATE", "CONFIDENTIAL"),
        marks=_marks(found.marks) if found.marks else EMPTY,
        color=found.text("COLOR"),
        writable=place.writable,
        etag=_digest(file.data[part.start : part.end]),
    )


def _digest(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=12).hexdigest()


def _uid(data: bytes, part: Component, found: _Properties) -> str:
    """The UID; a long one by its hash, a missing one from the component without its tag."""
    uid = found.text("UID", MOST_UID + 1)
    if not uid:
        return f"calsync-{_digest(components.untagged(data, part))}"
    if len(uid) > MOST_UID:
        return f"calsync-{_digest(uid.encode())}"
    return uid


def _recurrence_id(at: date | None, start: date) -> str:
    """In the zone of the start where it names none, as some programs drop its TZID."""
    if at is None:
        return ""
    if isinstance(at, datetime) and at.tzinfo is None and isinstance(start, datetime):
        at = at.replace(tzinfo=start.tzinfo)
    return rid_of(at)


def _end(start: date, end: date | None, duration: str) -> date:
    """When it ends, always of the kind its start is of (RFC 5545 section 3.6.1)."""
    if end is not None:
        end = _alike(end, start)
    elif duration:
        end = _after(start, duration)
    elif not isinstance(start, datetime):
        end = start + _DAY
    if end is None or end < start or end - start > LONGEST:
        end = start
    if end == start and not isinstance(start, datetime):
        end = start + _DAY
    return end


def _alike(end: date, start: date) -> date:
    if isinstance(start, datetime):
        if not isinstance(end, datetime):
            return datetime.combine(end, time(), tzinfo=start.tzinfo)
        if (end.tzinfo is None) != (start.tzinfo is None):
            return end.replace(tzinfo=start.tzinfo)
        return end
    if isinstance(end, datetime):
        return end.date() + (_DAY if end.time() > time() else timedelta())
    return end


def _after(start: date, value: str) -> date | None:
    length = components.duration(value)
    if length is None or not timedelta() <= sum(length, timedelta()) <= LONGEST:
        return None
    days, exact = length
    try:
        if not isinstance(start, datetime):
            return start + days + timedelta(days=-(-exact // _DAY))
        if start.tzinfo is None or not exact:
            return start + days + exact
        return ((start + days).astimezone(UTC) + exact).astimezone(start.tzinfo)
    except OverflowError:
        return None


def _person(line: str) -> Attendee | None:
    head, value = components.split(line)
    if not head:
        return None
    given = components.parameters(head)
    value = value.strip()
    if value[:7].lower() == "mailto:":
        value = value[7:]
    email = value if "@" in value else given.get("EMAIL", "")
    name = given.get("CN", "")
    if not email and not name:
        return None
    return Attendee(
        email=components.text(email, MOST_LINE).lower(),
        name=components.text(name, MOST_LINE),
        status=given.get("PARTSTAT", "needs-action").lower()[:40],
        room=given.get("CUTYPE", "").upper() in ("ROOM", "RESOURCE"),
    )


def _marks(content: list[str]) -> MappingProxyType[str, str]:
    found: dict[str, str] = {}
    for line in content:
        head, value = components.split(line)
        key = head.partition(";")[0][len(_PREFIX) :].lower()
        found.setdefault(key[:40], components.text(value, MOST_LINE))
    return MappingProxyType(found)


def _rule(file: _File, line: str) -> str:
    """The line as it is, but for a TZID that is not IANA's: its zone's name, or times in UTC."""
    line = line[:MOST_RULE].rstrip()
    head, value = components.split(line)
    if "TZID" not in head.upper():
        return line
    zone = file.zone(head)
    given = components.parameters(head)
    if not isinstance(zone, tzinfo) or getattr(zone, "key", "") == given.pop("TZID", ""):
        return line
    name = ";".join((head.partition(";")[0], *(f"{key}={given[key]}" for key in given)))
    if isinstance(zone, ZoneInfo):
        return f"{name};TZID={zone.key}:{value}"
    return f"{name}:{_MOMENT.sub(lambda match: _in_utc(match[0], zone), value)}"


def _in_utc(value: str, zone: tzinfo) -> str:
    at = components.moment(value)
    return rid_of(at.replace(tzinfo=zone)) if isinstance(at, datetime) else value


def _is_over(event: Event, since: datetime) -> bool:
    """Did it surely end before, seen from any zone on earth? A series never does."""
    if event.recurrence or event.marks:
        return False
    end = event.end
    clock = end.replace(tzinfo=None) if isinstance(end, datetime) else datetime.combine(end, time())
    moved = event.recurrence_id[:8] or "0"
    margin = since.astimezone(UTC).replace(tzinfo=None) - _DAY
    return clock < margin and moved < f"{margin:%Y%m%d}"

"""One iCalendar file -> its events' content lines, with ids, times and places in the file. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import tzinfo

from calsync import components
from calsync import contentlines
from calsync import timezones
from calsync.components import Component
from calsync.model import rid_of

MOST_UID = 1024  # characters of a UID; longer ones are known by their hash
MOST_GUESTS = 500  # attendees kept; Google shows 200, and no rule asks for more than a dozen
MOST_MARKS = 32  # X-CALSYNC- lines of one event; calsync writes at most ten
MOST_RULES = 5000  # RRULE, RDATE and EXDATE lines of one event; a daily series of 13 years fits
MOST_RULE = 64 * 1024  # characters of one of them; 3,800 dates
MOST_UNKNOWN = 20  # unknown TZIDs told of one file
MOST_HEADS = 1000  # different `DTSTART;TZID=…` remembered in one file

PREFIX = "X-CALSYNC-"
_TITLED = re.compile(rb"\n(?:X-WR-|NAME)", re.IGNORECASE)
_RULES = frozenset(("RRULE", "RDATE", "EXDATE"))
_UNWANTED = frozenset(  # the commonest, so as not to look any closer
    ("", "BEGIN", "CREATED", "DTSTAMP", "END", "LAST-MODIFIED", "PRIORITY", "SEQUENCE")
)
_WANTED = frozenset(
    (
        *("SUMMARY", "DTSTART", "DTEND", "DURATION", "UID", "RECURRENCE-ID", "DESCRIPTION"),
        *("LOCATION", "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "ORGANIZER", "STATUS"),
        *("TRANSP", "CLASS", "COLOR"),
    )
)


def entries(file: File, href: str) -> Iterator[tuple[Component, Entry | str]]:
    """Every event of a file in its order, or why one cannot be read.

    Its id is made of the file's name, its UID and its recurrence id, and a number after `~` where
    one file has the same again.
    """
    names = _Names()
    for part in components.scan(file.data):
        if part.name == components.ZONE:
            file.define(part)
        elif part.whole:
            found = _entry(file, part)
            if isinstance(found, Entry):
                found.id = names.unique(id_of(href, found.uid, recurrence_id=found.recurrence_id))
            yield part, found
        else:
            yield part, "the event is not complete: its END:VEVENT is missing"


class _Names:
    """Names given once: the second of a kind gets a number."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """The name, or the next one like it."""
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


def id_of(href: str, uid: str, *, recurrence_id: str) -> str:
    """The id of the first event with this UID and recurrence id in a file."""
    return f"{href}#{uid}#{recurrence_id}" if recurrence_id else f"{href}#{uid}"


def _entry(file: File, part: Component) -> Entry | str:
    found = Entry(components.lines(file.data, part))
    start = file.when(found, "DTSTART")
    if start is None:
        given = found.value("DTSTART")[: contentlines.MOST_WORD]
        return f"its start {given!r} is not a time" if given else "the event has no start"
    found.raw = file.view[part.start : part.end]
    found.start = start
    found.end = contentlines.end_of(
        start, end=file.when(found, "DTEND"), length=contentlines.word(found.value("DURATION"))
    )
    found.uid = _uid(found.value("UID"), found.raw)
    found.recurrence_id = _recurrence_id(file.when(found, "RECURRENCE-ID"), start)
    return found


def _uid(value: str, raw: memoryview) -> str:
    """The UID; a long one by its hash, a missing one from the component without its tag."""
    uid = contentlines.text(value, MOST_UID + 1)
    if not uid:
        return f"calsync-{digest(components.untagged(bytes(raw)))}"
    return uid if len(uid) <= MOST_UID else f"calsync-{digest(uid.encode())}"


def digest(raw: bytes | memoryview) -> str:
    """What changes whenever a byte of an event changes."""
    return hashlib.blake2b(raw, digest_size=12).hexdigest()


def _recurrence_id(at: date | None, start: date) -> str:
    """In the zone of the start where it names none, as some programs drop its TZID."""
    if at is None:
        return ""
    if isinstance(at, datetime) and at.tzinfo is None and isinstance(start, datetime):
        at = at.replace(tzinfo=start.tzinfo)
    return rid_of(at)


class File:
    """The bytes of one file, and what its times mean there."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.view = memoryview(data)
        self.unknown: list[str] = []
        self._heads: dict[str, tzinfo | type[date] | None] = {}
        self._zones = timezones.Definitions(self._vtimezones)

    def _vtimezones(self) -> Iterator[bytes]:
        for part in components.scan(self.data):
            if part.name == components.ZONE:
                yield self.data[part.start : part.end]

    def define(self, part: Component) -> None:
        """Take in a VTIMEZONE."""
        if self._zones.define(self.data[part.start : part.end]):
            self._heads.clear()

    def titles(self) -> tuple[str, str]:
        """The file's name and zone (X-WR-CALNAME, RFC 7986 NAME, X-WR-TIMEZONE)."""
        values: dict[str, str] = {}
        # Of twenty thousand files with one event each hardly one has a title.
        titled = _TITLED.search(self.data, 0, components.SMALL)
        for line in components.header(self.data) if titled else ():
            head, value = contentlines.split(line)
            values.setdefault(head.partition(";")[0].upper(), contentlines.text(value))
        zone = timezones.named(values.get("X-WR-TIMEZONE", "")) or self._zones.only()
        name = values.get("X-WR-CALNAME") or values.get("NAME", "")
        return name, getattr(zone, "key", "UTC" if zone is UTC else "")

    def when(self, found: Entry, name: str) -> date | None:
        """The day or time in a DTSTART, DTEND, RECURRENCE-ID; None if there is none."""
        value = found.value(name)
        at = contentlines.moment(value) if value else None
        head = found.heads.get(name)
        if not head or not isinstance(at, datetime):
            return at
        zone = self.zone(head)
        if zone is date:
            return at.date()
        return at.replace(tzinfo=zone) if at.tzinfo is None and isinstance(zone, tzinfo) else at

    def zone(self, head: str) -> tzinfo | type[date] | None:
        """The zone that parameters name; `date` for VALUE=DATE; None for local time."""
        if head not in self._heads:
            if len(self._heads) >= MOST_HEADS:
                self._heads.clear()
            self._heads[head] = self._zone(contentlines.parameters(head))
        return self._heads[head]

    def _zone(self, parameters: Mapping[str, str]) -> tzinfo | type[date] | None:
        if parameters.get("VALUE", "").upper() == "DATE":
            return date
        tzid = parameters.get("TZID", "")
        if not tzid:
            return None
        zone = self._zones.zone(tzid)
        if zone is None and tzid not in self.unknown and len(self.unknown) < MOST_UNKNOWN:
            self.unknown.append(tzid)
        return zone


class Entry:
    """The content lines of one event that matter, most of them not yet read any further."""

    __slots__ = (
        *("end", "guests", "heads", "hidden", "id", "marks", "raw", "recurrence_id", "rules"),
        *("start", "uid", "values"),
    )

    id: str
    start: date
    end: date
    uid: str
    recurrence_id: str
    raw: memoryview  # the whole component

    def __init__(self, content: Iterable[str]) -> None:
        self.values: dict[str, str] = {}
        self.heads: dict[str, str] = {}
        self.guests: list[str] = []
        self.rules: list[str] = []
        self.marks: list[str] = []
        self.hidden = False
        values = self.values
        for line in content:
            colon = line.find(":")
            name = line[:colon].upper()
            if name in _WANTED and colon > 0:
                values.setdefault(name, line[colon + 1 :])
            elif name not in _UNWANTED:
                self._add(name.partition(";")[0], line)

    def _add(self, name: str, line: str) -> None:
        """Take in a line with parameters, or one of which there may be many."""
        if name in _WANTED:
            if name not in self.values:
                self.heads[name], self.values[name] = contentlines.split(line)
        elif name == "ATTENDEE":
            self.hidden = len(self.guests) >= MOST_GUESTS
            self.guests += [] if self.hidden else [line]
        elif name in _RULES:
            self.rules += [line[:MOST_RULE].rstrip()] if len(self.rules) < MOST_RULES else []
        elif name.startswith(PREFIX):
            self.marks += [line] if len(self.marks) < MOST_MARKS else []

    def value(self, name: str) -> str:
        """The value of a property; nothing where it is missing."""
        return self.values.get(name, "")

    def line(self, name: str) -> str:
        """The parameters and value of a property, as they were."""
        return f"{self.heads.get(name, name)}:{self.values[name]}" if name in self.values else ""

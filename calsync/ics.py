"""iCalendar bytes <-> events; tags are added lines, all other bytes stay. Pure.

What programs get wrong is repaired as other readers do it: an end before its start becomes the
start, an unreadable end is taken as missing, a time that no clock shows is read by the offset
before the gap (RFC 5545 section 3.3.5). A component without a readable start, or one that never
ends, is a problem and is left out; everything else in the file is read.
"""

from __future__ import annotations

import re
from collections.abc import Container
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from types import MappingProxyType
from zoneinfo import ZoneInfo

from calsync import components
from calsync import contentlines
from calsync import entries
from calsync import vevents
from calsync.components import Component
from calsync.entries import Entry
from calsync.entries import File
from calsync.errors import CalsyncError
from calsync.model import EMPTY
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Problem
from calsync.model import Tag
from calsync.model import rid_of

MOST_TEXT = 64 * 1024  # characters of a description; Google allows 8 k, mail threads reach 50 k
MOST_MARK = 8 * 1024  # characters of an X-CALSYNC- line; the longest tells where a promise is from
MOST_PROBLEMS = 100  # told one by one for each file; more are counted

_DAY = timedelta(days=1)
_EARLIEST = datetime.fromisoformat("0001-01-01")
_MOMENT = re.compile(r"\d{8}T\d{6}Z?")


class TagRefused(CalsyncError):  # noqa: N818 - the root of three errors, named by what it means
    """A tag was not written into a file, which stays as it was."""


class UnwritableFileError(TagRefused):
    """The file's lines cannot be added to without a doubt."""

    def __init__(self) -> None:
        super().__init__(
            "the file is in UTF-16 or ends lines with CR alone, so it is read but not written; "
            "save it as UTF-8 with LF or CRLF to have its events tagged"
        )


class NotThereError(TagRefused):
    """The event is no longer in the file."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"the event {event.uid!r} is no longer in its file; sync again")


class ChangedError(TagRefused):
    """The event was edited since it was read."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"the event {event.uid!r} was changed since it was read; sync again")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says: its events, what could not be read, its name and its zone."""

    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    name: str = ""
    zone: str = ""  # X-WR-TIMEZONE, or the IANA name of its only VTIMEZONE


def is_calendar(data: bytes) -> bool:
    """Does it begin like iCalendar, after a BOM, blank lines or a few lines of something else?"""
    return components.is_calendar(data)


def is_whole(data: bytes) -> bool:
    """Does it end as iCalendar does, in whatever encoding? One being written does not yet."""
    return data[-200:].replace(b"\0", b"").rstrip().upper().endswith(b"END:VCALENDAR")


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
    where = href or "-"
    if not components.is_calendar(data):
        return Reading(problems=(Problem(where, components.nature(data)),))
    source = _Source(account, calendar, components.is_writable(data))
    file = File(components.readable(data))
    problems = _Problems(where, file.data)
    margin = since.astimezone(UTC).replace(tzinfo=None) - _DAY if since else _EARLIEST
    events: list[Event] = []
    for part, entry in entries.entries(file, href):
        if isinstance(entry, str):
            problems.add(part, entry)
        elif not _is_over(entry, margin) or entry.id in known:
            events.append(_event(file, entry, source=source))
    for tzid in file.unknown:
        problems.note(f"the time zone {tzid[:80]!r} is unknown: its times are read as local ones")
    return Reading(tuple(events), problems.told(), *file.titles())


def found(
    data: bytes, ids: Container[str], *, href: str, account: str, calendar: str
) -> dict[str, Event]:
    """The events of a file that have one of these ids, by their id."""
    if not components.is_calendar(data):
        return {}
    source = _Source(account, calendar, components.is_writable(data))
    file = File(components.readable(data))
    return {
        entry.id: _event(file, entry, source=source)
        for _, entry in entries.entries(file, href)
        if not isinstance(entry, str) and entry.id in ids
    }


def tagged(data: bytes, event: Event, tag: Tag | None) -> bytes:
    """The file with an event's tag added, replaced or (with None) removed; all else stays."""
    result, refused = all_tagged(data, [(event, tag)])
    if refused:
        raise refused[event.id]
    return result


def all_tagged(
    data: bytes, wanted: Sequence[tuple[Event, Tag | None]]
) -> tuple[bytes, dict[str, TagRefused]]:
    """The file with the tags of many events changed at once, and by id those that were refused."""
    if not components.is_writable(data):
        return data, {event.id: UnwritableFileError() for event, _ in wanted}
    tags = {event.id: (event, tag) for event, tag in wanted}
    refused: dict[str, TagRefused] = {event.id: NotThereError(event) for event, _ in wanted}
    href = _href(wanted[0][0]) if wanted else ""
    edits: list[tuple[int, int, bytes]] = []
    for part, entry in entries.entries(File(data), href):
        if isinstance(entry, str) or entry.id not in tags:
            continue
        event, tag = tags[entry.id]
        if entries.digest(entry.raw) != event.etag:
            refused[event.id] = ChangedError(event)
            continue
        del refused[event.id]
        edits += components.tag_edits(data, part, content=_tag_lines(tag) if tag else ())
    return components.spliced(data, edits), refused


def _href(event: Event) -> str:
    """The file's name as it stands in an event's id."""
    return event.id[
        : event.id.rfind(entries.id_of("", event.uid, recurrence_id=event.recurrence_id))
    ]


def untagged(data: bytes) -> bytes:
    """The file without calsync's tags: the bytes it had before."""
    return components.untagged(data)


def draft_bytes(draft: Draft, *, now: datetime) -> bytes:
    """A whole file for one of calsync's own events: private, without guests, with a reminder."""
    calendar = vevents.calendar()
    calendar.add_component(vevents.drafted(draft, now=now))
    return vevents.filed(calendar)


def _tag_lines(tag: Tag) -> Iterator[str]:
    if tag.channel is not None:
        yield f"CATEGORIES:{vevents.CATEGORY}"
    yield f"{entries.PREFIX}CHANNEL:{tag.channel or 'none'}"
    yield f"{entries.PREFIX}SCORE:{tag.score:.2f}"
    yield f"{entries.PREFIX}BY:{tag.by}"
    yield f"{entries.PREFIX}EVENT:{contentlines.escaped(tag.event)}"


@dataclass(frozen=True, slots=True)
class _Source:
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


def _is_over(entry: Entry, margin: datetime) -> bool:
    """Did it surely end before a UTC time, seen from any zone on earth? A series never does."""
    if entry.rules or entry.marks:
        return False
    end = entry.end
    clock = end.replace(tzinfo=None) if isinstance(end, datetime) else datetime.combine(end, time())
    if clock >= margin:
        return False
    return not entry.recurrence_id or entry.recurrence_id[:8] < f"{margin:%Y%m%d}"


def _event(file: File, entry: Entry, *, source: _Source) -> Event:
    value = entry.value
    text = contentlines.text
    page = value("URL") or value("CONFERENCE") or value("X-GOOGLE-CONFERENCE")
    return Event(
        id=entry.id,
        uid=entry.uid,
        title=text(value("SUMMARY")),
        start=entry.start,
        end=entry.end,
        account=source.account,
        calendar=source.calendar,
        recurrence_id=entry.recurrence_id,
        description=text(value("DESCRIPTION"), MOST_TEXT),
        location=text(value("LOCATION")),
        url=text(page),
        organizer=contentlines.person(entry.line("ORGANIZER")),
        attendees=tuple(filter(None, map(contentlines.person, entry.guests))),
        attendees_hidden=entry.hidden,
        recurrence=tuple(_rule(file, line) for line in entry.rules),
        cancelled=contentlines.word(value("STATUS")) == "CANCELLED",
        busy=contentlines.word(value("TRANSP")) != "TRANSPARENT",
        private=contentlines.word(value("CLASS")) in ("PRIVATE", "CONFIDENTIAL"),
        marks=_marks(entry.marks) if entry.marks else EMPTY,
        color=text(value("COLOR")),
        writable=source.writable,
        etag=entries.digest(entry.raw),
    )


def _marks(content: Sequence[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in content:
        head, value = contentlines.split(line)
        key = head.partition(";")[0][len(entries.PREFIX) :].lower()
        found.setdefault(key[: contentlines.MOST_WORD], contentlines.text(value, MOST_MARK))
    return MappingProxyType(found)


def _rule(file: File, line: str) -> str:
    """The line as it is, but for a TZID that is not IANA's: its zone's name, or times in UTC."""
    head, value = contentlines.split(line)
    if "TZID" not in head.upper():
        return line
    zone = file.zone(head)
    given = contentlines.parameters(head)
    if not isinstance(zone, tzinfo) or getattr(zone, "key", "") == given.pop("TZID", ""):
        return line
    name = ";".join((head.partition(";")[0], *(f"{key}={given[key]}" for key in given)))
    if isinstance(zone, ZoneInfo):
        return f"{name};TZID={zone.key}:{value}"
    return f"{name}:{_MOMENT.sub(lambda match: _in_utc(match[0], zone), value)}"


def _in_utc(value: str, zone: tzinfo) -> str:
    at = contentlines.moment(value)
    if not isinstance(at, datetime):
        return value
    return rid_of(at if at.tzinfo else at.replace(tzinfo=zone))

"""calsync's own events in a file: only the lines it wrote are rewritten, all other bytes stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime

from calsync import components
from calsync import entries
from calsync import ics
from calsync import vevents
from calsync.components import Component
from calsync.model import Draft
from calsync.model import Event

MARK = b"X-CALSYNC-"
STAMPS = frozenset({b"DTSTAMP", b"LAST-MODIFIED"})  # of the last change (RFC 5545 3.8.7.2, 3.8.7.3)
_LINE = re.compile(rb"[^\n]+(?:\n[ \t][^\n]*)*+\n?")
_NAME = re.compile(rb"[A-Za-z0-9-]+")
_CONTENT = re.compile(rb"^BEGIN:(?:VEVENT|VTODO|VJOURNAL|VFREEBUSY)", re.MULTILINE | re.IGNORECASE)


def changed(data: bytes, event: Event, draft: Draft, *, now: datetime) -> bytes:
    """The file with an event made as drafted; what the user added to it stays."""
    part = _place_of(data, event)
    wanted = _differences(event, draft)
    if not wanted:
        return data
    lines = _rendered(_fitting(draft, data), now)
    names = wanted | STAMPS
    end = b"\r\n" if data[part.start : part.end].split(b"\n", 1)[0].endswith(b"\r") else b"\n"
    new = {name: [line.replace(b"\r\n", end) for line in lines.get(name, ())] for name in names}
    return components.spliced(data, sorted(_edits(data, part, new), key=lambda edit: edit[:2]))


def removed(data: bytes, event: Event) -> bytes:
    """The file without an event."""
    part = _place_of(data, event)
    return data[: part.start] + data[part.end :]


def is_empty(data: bytes) -> bool:
    """Is nothing left in the file that anybody wants to keep?"""
    return _CONTENT.search(data) is None


def _place_of(data: bytes, event: Event) -> Component:
    """Where the event stands, if it is still as it was seen."""
    for part, entry in entries.entries(entries.File(data), event.id.partition("#")[0]):
        if not isinstance(entry, str) and entry.id == event.id:
            if entries.digest(data[part.start : part.end]) != event.etag:
                raise ics.ChangedError(event)
            return part
    raise ics.NotThereError(event)


def _differences(event: Event, draft: Draft) -> frozenset[bytes]:
    """The names of the properties in which an event is not as drafted."""
    pairs = {
        (b"SUMMARY",): (event.title, draft.title),
        (b"DESCRIPTION",): (event.description, draft.description),
        (b"TRANSP",): (event.busy, draft.busy),
        (b"DTSTART", b"DTEND", b"DURATION"): (_span(event), _span(draft)),
        (MARK,): (dict(event.marks), dict(draft.marks)),
    }
    return frozenset(name for names, (was, want) in pairs.items() if was != want for name in names)


def _span(item: Event | Draft) -> tuple[bool, date, date]:
    return isinstance(item.start, datetime), item.start, item.end


def _fitting(draft: Draft, data: bytes) -> Draft:
    """The draft in a zone that the file describes, else in UTC: a TZID needs its VTIMEZONE."""
    key = getattr(getattr(draft.start, "tzinfo", None), "key", "")
    if re.search(rb"^TZID[^:\r\n]*:" + re.escape(key.encode()) + rb"\r?$", data, re.MULTILINE):
        return draft
    return replace(draft, start=_in_utc(draft.start), end=_in_utc(draft.end))


def _in_utc(at: date) -> date:
    return at.astimezone(UTC) if isinstance(at, datetime) else at


def _rendered(draft: Draft, now: datetime) -> Mapping[bytes, list[bytes]]:
    """The content lines of a draft by name, calsync's own together."""
    event = vevents.drafted(draft, now=now)
    event.subcomponents.clear()
    event.add("last-modified", now.astimezone(UTC))
    lines: dict[bytes, list[bytes]] = {}
    for match in _LINE.finditer(event.to_ical()):
        lines.setdefault(_name(match[0]), []).append(match[0])
    return lines


def _name(line: bytes) -> bytes:
    found = _NAME.match(line)
    name = found[0].upper() if found else b""
    return MARK if name.startswith(MARK) else name


def _edits(
    data: bytes, part: Component, new: dict[bytes, list[bytes]]
) -> Iterator[tuple[int, int, bytes]]:
    """Each property in place of the old one; one that was missing after the event's own lines."""
    for start, end in part.spans:
        for match in _LINE.finditer(data, start, end):
            name = _name(match[0])
            if name in new:
                yield match.start(), match.end(), b"".join(new[name])
                new[name] = []
    last = part.spans[0][1]
    missing = (line for name, lines in new.items() if name not in STAMPS for line in lines)
    yield last, last, b"".join(missing)

"""Entries to export, and other programs' readers to compare what they find."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import vobject
from ical.calendar_stream import IcsCalendarStream

from calsync import export
from calsync import ics
from calsync.model import Event
from calsync.model import instant

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ZONES = (
    *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"),
    *("America/Santiago", "Europe/Dublin"),
)

Span = tuple[datetime, datetime]
Reader = Callable[[bytes], dict[str, Span]]


def make_event(title: str = "Lunch", **given: object) -> Event:
    """An event of an hour in Berlin."""
    start = datetime(2026, 3, 27, 12, tzinfo=BERLIN)
    event = Event(f"f#{title}", f"{title}@example.org", title, start, start + timedelta(hours=1))
    return replace(event, **given)  # type: ignore[arg-type]


def exported(entries: Sequence[Event], *, todo: bool = False) -> bytes:
    """The entries as a file."""
    return export.calendar_bytes(entries, name="Networking", now=NOW, todo=todo)


def around_changes(zone: ZoneInfo) -> list[Event]:
    """Events on both sides of every change of the clocks in a year and a half."""
    hours = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(24 * 550)]
    found: list[Event] = []
    for before, after in pairwise(at.astimezone(zone) for at in hours):
        if before.utcoffset() != after.utcoffset():
            for shift in (-26, -3, -2, -1, 0, 1, 2, 3, 26):
                utc = after.astimezone(UTC) + timedelta(hours=shift, minutes=15)
                start, end = utc.astimezone(zone), (utc + timedelta(minutes=30)).astimezone(zone)
                found.append(make_event(f"{len(found)}", start=start, end=end))
    return found


def instants(events: Sequence[Event]) -> dict[str, Span]:
    """Title to UTC start and end."""
    return {event.title: (utc(event.start), utc(event.end)) for event in events}


def by_icalendar(data: bytes) -> dict[str, Span]:
    """Title to UTC start and end, as icalendar reads it."""
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    spans = {str(one["SUMMARY"]): (one.decoded("DTSTART"), one.decoded("DTEND")) for one in found}
    return {title: (utc(start), utc(end)) for title, (start, end) in spans.items()}


def by_vobject(data: bytes) -> dict[str, Span]:
    """Title to UTC start and end, as vobject reads it."""
    found = vobject.readOne(data.decode()).vevent_list
    return {one.summary.value: (utc(one.dtstart.value), utc(one.dtend.value)) for one in found}


def by_ical(data: bytes) -> dict[str, Span]:
    """Title to UTC start and end, as ical reads it."""
    found = IcsCalendarStream.calendar_from_ics(data.decode()).events
    return {one.summary or "": (utc(one.dtstart), utc(one.dtend)) for one in found}


def by_calsync(data: bytes) -> dict[str, Span]:
    """Title to UTC start and end, as calsync reads it."""
    return instants(ics.read(data).events)


def utc(value: date | None) -> datetime:
    """The instant of a time; a day begins in Berlin."""
    assert value is not None
    return instant(value, BERLIN)

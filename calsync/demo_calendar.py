"""The demo's calendar: the table in `demo/calendar.toml` as .ics files around a given day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from email.utils import parseaddr
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from zoneinfo import ZoneInfo

from calsync.model import Channel
from calsync.model import short_hash

if TYPE_CHECKING:
    import icalendar

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PRODID = "-//Invented Calendars//Demo 1.0//EN"
DIAL_IN = """{text}
──────────
Join the video call: https://meet.example.com/{code}
Or dial: +49 30 555 0{pin}, PIN: {pin} 421#
More phone numbers: https://meet.example.com/tel/{code}
──────────"""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the demo; `label` is what calsync must find in it."""

    calendar: str
    uid: str
    title: str
    start: date
    end: date
    label: Channel | None
    row: Row


def write(folder: Path, *, now: datetime) -> None:
    """Write the demo's calendars as sub-folders of `folder`, one event a file."""
    import icalendar

    table = load()
    planned = entries(table, now=now)
    first = min(entry.start.year for entry in planned)
    zone = icalendar.Timezone.from_tzid(
        table["zone"], first_date=date(first, 1, 1), last_date=date(first + 2, 1, 1)
    )
    for entry in planned:
        path = folder / entry.calendar / f"{entry.uid.partition('@')[0]}.ics"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_file(entry, table, zone))


def load() -> Row:
    """The table of people and events."""
    text = resources.files("calsync.demo").joinpath("calendar.toml").read_text("utf-8")
    return tomllib.loads(text)


def entries(table: Row, *, now: datetime) -> tuple[Entry, ...]:
    """Every event of the table, on the days that it falls on when today is `now`."""
    zone = ZoneInfo(table["zone"])
    today = now.astimezone(zone).date()
    return tuple(
        entry
        for calendar in table["calendars"]
        for row in calendar["events"]
        for entry in _entries(calendar["name"], row, today=today, zone=zone)
    )


def _entries(calendar: str, row: Row, *, today: date, zone: tzinfo) -> Iterator[Entry]:
    for count, day in enumerate(_days(row, today)):
        start, end = _span(row, day, zone)
        title = row["title"].format(n=row.get("first", 0) + count)
        name = short_hash("demo", calendar, row["title"], str(row.get("workday", row.get("week"))))
        uid = f"{name[:20]}{count:02}@calendar.example.com"
        label = Channel(row["label"]) if "label" in row else None
        yield Entry(calendar, uid, title, start, end, label, row)


def _days(row: Row, today: date) -> Iterable[date]:
    if "workday" in row:
        return (_workday(today, row["workday"]),)
    return tuple(_day(today, week, row["on"]) for week in row.get("weeks", (row.get("week"),)))


def _day(today: date, week: int, weekday: str) -> date:
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=week, days=DAYS.index(weekday))


def _workday(today: date, back: int) -> date:
    day = today
    for _ in range(-back):
        day -= timedelta(days=3 if day.weekday() == 0 else 2 if day.weekday() == 6 else 1)
    return day


def _span(row: Row, day: date, zone: tzinfo) -> tuple[date, date]:
    if "at" not in row:
        return day, day + timedelta(days=row.get("days", 1))
    start, end = (time.fromisoformat(clock) for clock in row["at"].split("-"))
    return datetime.combine(day, start, zone), datetime.combine(day, end, zone)


def _file(entry: Entry, table: Row, zone: icalendar.Timezone) -> bytes:
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if "at" in entry.row:
        calendar.add_component(zone)
    series = _event(entry, table)
    calendar.add_component(series)
    if "repeat" in entry.row:
        _repeat(series, entry)
    if "moved" in entry.row:
        calendar.add_component(_moved(entry, table))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, table: Row) -> icalendar.Event:
    import icalendar

    row = entry.row
    event = icalendar.Event()
    event.add("uid", entry.uid)
    made = datetime.combine(entry.start - timedelta(days=9), time(8, 12), UTC)
    for name in ("dtstamp", "created", "last-modified"):
        event.add(name, made)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("summary", entry.title)
    for name, value in (
        ("location", "" if row.get("where") == "video" else row.get("where", "")),
        ("description", _description(entry)),
        ("url", row.get("url", "")),
    ):
        if value:
            event.add(name, value)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE" if row.get("busy", True) else "TRANSPARENT")
    event.add("class", "PRIVATE" if row.get("private") else "PUBLIC")
    event.add("sequence", 0)
    _people(event, entry, table)
    _extras(event, entry)
    return event


def _description(entry: Entry) -> str:
    text = str(entry.row.get("text", ""))
    if entry.row.get("where") == "video":
        code = entry.uid[:10]
        pin = sum(entry.uid.encode()) % 900 + 100
        text = DIAL_IN.format(text=text, code=code, pin=pin).strip()
    return "\n\n".join(part for part in (text, entry.row.get("note", "")) if part)


def _people(event: icalendar.Event, entry: Entry, table: Row) -> None:
    row = entry.row
    if "with" not in row:
        return
    people = table["people"]
    myself = f"{table['name']} <{table['me'][entry.calendar]}>"
    host = people.get(row.get("by", ""), myself)
    event.add("organizer", _address(host, {}))
    status = {"role": "REQ-PARTICIPANT", "partstat": "ACCEPTED"}
    for person in dict.fromkeys((host, myself, *(people[name] for name in row["with"]))):
        event.add("attendee", _address(person, status))


def _address(person: str, parameters: Mapping[str, str]) -> icalendar.vCalAddress:
    import icalendar

    name, email = parseaddr(person)
    address = icalendar.vCalAddress(f"mailto:{email}")
    address.params.update({"cn": name, **parameters})
    return address


def _extras(event: icalendar.Event, entry: Entry) -> None:
    """What real clients add: their own properties, and a reminder."""
    import icalendar

    if entry.row.get("where") == "video":
        event.add("x-google-conference", f"https://meet.example.com/{entry.uid[:10]}")
    busy = "BUSY" if entry.row.get("busy", True) else "FREE"
    event.add("x-microsoft-cdo-busystatus", busy)
    event.add("x-apple-travel-advisory-behavior", "AUTOMATIC")
    if "at" not in entry.row and "alarm" not in entry.row:
        return
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "This is an event reminder")
    alarm.add("trigger", timedelta(minutes=-entry.row.get("alarm", 10)))
    event.add_component(alarm)


def _repeat(series: icalendar.Event, entry: Entry) -> None:
    import icalendar

    nth = (entry.start.day - 1) // 7 + 1
    rule = entry.row["repeat"].format(nth=nth if nth < 5 else -1)
    series.add("rrule", icalendar.vRecur.from_ical(rule))
    if "off" in entry.row:
        series.add("exdate", _instance(entry, entry.row["off"]))


def _moved(entry: Entry, table: Row) -> icalendar.Event:
    moved = entry.row["moved"]
    original = _instance(entry, {"week": moved["week"]})
    start, end = _span(moved, _instance(entry, moved).date(), original.tzinfo or UTC)
    event = _event(
        Entry(entry.calendar, entry.uid, entry.title, start, end, None, entry.row), table
    )
    event.add("recurrence-id", original)
    event["sequence"] = 1
    return event


def _instance(entry: Entry, when: Row) -> datetime:
    """The start of a series' instance in another week, by default on the same weekday."""
    assert isinstance(entry.start, datetime)
    weeks = when["week"] - entry.row["week"]
    weekday = DAYS.index(when["on"]) if "on" in when else entry.start.weekday()
    return entry.start + timedelta(weeks=weeks, days=weekday - entry.start.weekday())

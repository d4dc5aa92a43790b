"""Labelled events, one JSON object a line, as the values that detection reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from calsync.model import Attendee
from calsync.model import Event
from calsync.model import Me

ME = Me(frozenset({"me@example.com"}), frozenset({"example.com"}))
LABELS = ("lunch", "training", "conference", "community", "social", "none")
NO_START = "2026-01-01"
RHYTHMS = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY"}
WEDNESDAY = date(2026, 3, 4)
SATURDAY = date(2026, 3, 7)


@dataclass(frozen=True, slots=True)
class Row:
    """One event, what it is, and where it comes from."""

    event: Event
    label: str
    lang: str
    source: str


def rows(paths: Iterable[Path]) -> list[Row]:
    """All labelled events of some files."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return [row_of(json.loads(line)) for line in lines if line.strip()]


def row_of(data: dict[str, Any]) -> Row:
    """One line as an event; a missing start is some day, a missing end is the start."""
    source = data.get("source", "").partition(":")[0]
    return Row(event_of(data), data["channel"], data.get("lang", "en"), source)


def event_of(data: dict[str, Any]) -> Event:
    """The event of one line; a bare number of guests is that many strangers."""
    start = _moment(data.get("start") or NO_START)
    end = _end(start, data.get("end") or "")
    guests = _guests(data.get("attendees"))
    rhythm = f"RRULE:{data.get('rrule', 'FREQ=WEEKLY')}"
    return Event(
        id=data["id"],
        uid=data["id"],
        title=data["title"],
        start=start,
        end=end,
        description=data.get("description") or "",
        location=data.get("location") or "",
        organizer=guests[0] if guests else None,
        attendees=guests,
        recurrence=(rhythm,) if data.get("recurring") else (),
    )


def everyday(path: Path) -> list[Row]:
    """The invented rows of `everyday.txt`, whose head says what its columns are."""
    lines = path.read_text("utf-8").splitlines()
    return [_everyday(line) for line in lines if line and line[0] != "#"]


def _everyday(line: str) -> Row:
    label, lang, guests, rhythm, when, place, title = line.split("|")
    start, end = _when(when)
    attendees = _company(guests)
    event = Event(
        id=title,
        uid=title,
        title=title,
        start=start,
        end=end,
        location=place,
        organizer=attendees[0] if attendees else None,
        attendees=attendees,
        recurrence=(f"RRULE:FREQ={RHYTHMS[rhythm]}",) if rhythm else (),
    )
    return Row(event, label, lang, "everyday")


def _when(text: str) -> tuple[date, date]:
    day = SATURDAY if text[:1] == "s" else WEDNESDAY
    if not text or text[0] == "d":
        return day, day + timedelta(days=int(text[1:] or 1))
    clock, _, minutes = text.lstrip("s").partition("+")
    start = datetime.combine(day, time.fromisoformat(clock))
    return start, start + timedelta(minutes=int(minutes or 0))


def _company(text: str) -> tuple[Attendee, ...]:
    counts = {kind: int(number) for kind, number in re.findall(r"([io])(\d+)", text)}
    inside = [f"colleague{number}@example.com" for number in range(counts.get("i", 0))]
    outside = [f"guest{number}@example.net" for number in range(counts.get("o", 0))]
    return _guests(["me@example.com", *inside, *outside] if counts else None)


def _moment(text: str) -> date:
    if len(text) == 10:
        return date.fromisoformat(text)
    value = datetime.fromisoformat(text)
    return value.astimezone(UTC) if value.tzinfo else value


def _end(start: date, text: str) -> date:
    day = timedelta(days=1)
    if not isinstance(start, datetime):
        last = date.fromisoformat(text) if len(text) == 10 else start
        return max(last, start) + day
    if len(text) < 11:
        return start
    end = _moment(text)
    assert isinstance(end, datetime)
    return end if (end.tzinfo is None) == (start.tzinfo is None) and end > start else start


def _guests(attendees: Any) -> tuple[Attendee, ...]:
    if isinstance(attendees, int):
        strangers = [f"guest{number}@example.net" for number in range(1, min(attendees, 50) + 1)]
        attendees = ["me@example.com", *strangers] if strangers else []
    return tuple(Attendee(email, status="accepted") for email in attendees or ())

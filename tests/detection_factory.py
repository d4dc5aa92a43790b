"""Events of one user, and what they are taken for."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import Any

from calsync import detection
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import Me
from calsync.model import Verdict
from tests.conftest import make_event

ME = Me(frozenset({"me@example.com"}), frozenset({"example.com"}))
OWN = Attendee("me@example.com")
OUTSIDE = Attendee("ana@acme.example", "Ana Diaz")
INSIDE = Attendee("bob@example.com")
WEEKLY = {"recurrence": ("RRULE:FREQ=WEEKLY",)}


def detect(event: Event, **given: Any) -> Verdict:
    """The verdict of the usual user, in UTC."""
    return detection.detect(event, me=ME, zone=UTC, **given)


def entry(title: str, **changes: Any) -> Event:
    """An hour at ten with nobody listed, unless said otherwise."""
    usual = {"start": datetime(2026, 11, 24, 10, tzinfo=UTC)}
    return make_event(title=title, **{**usual, **changes})


def at(hour: int) -> dict[str, datetime]:
    """A start at some hour of an ordinary Tuesday."""
    return {"start": datetime(2026, 11, 24, hour, tzinfo=UTC)}


def together(*guests: Attendee) -> dict[str, Any]:
    """The user and some guests."""
    return {"attendees": (OWN, *guests), "organizer": OWN}


def days(count: int) -> dict[str, date]:
    """Some whole days from a Tuesday on."""
    start = date(2026, 11, 24)
    return {"start": start, "end": start + timedelta(days=count)}

"""A user whose calendars are Google's, with the verbs of `household`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

from calsync.calendars import google_events
from calsync.calendars.memory import When
from calsync.calendars.protocol import Account
from calsync.model import AccountSettings
from calsync.model import Calendar
from calsync.model import Event
from tests import google_factory
from tests.google_server import Fault
from tests.google_server import GoogleServer
from tests.household import ZONE
from tests.household import Household

SETTINGS = AccountSettings("home", "google")
ALWAYS = 10_000  # requests


def _when(at: date) -> dict[str, str]:
    assert isinstance(at, datetime)
    return {"dateTime": at.isoformat(), "timeZone": ZONE.key}


_NAMES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "title": ("summary", str),
    "description": ("description", str),
    "start": ("start", _when),
    "end": ("end", _when),
}


class Hand:
    """What the user does in Google's own pages, and what befalls its server."""

    def __init__(self, server: GoogleServer) -> None:
        self._server = server

    @property
    def failures(self) -> list[Fault]:
        """What is going to go wrong."""
        return self._server.faults

    def add(self, event: Event) -> Event:
        """The user adds an event."""
        body = {name: to(getattr(event, field)) for field, (name, to) in _NAMES.items()}
        book = next(iter(self._server.google.books))
        return _read(book, self._server.add_event(book, body))

    def edit(self, event: Event, **changes: Any) -> Event:
        """The user changes some fields of an event as it is now."""
        patch = {_NAMES[field][0]: _NAMES[field][1](value) for field, value in changes.items()}
        for name in patch.keys() & {"start", "end"}:
            patch[name] = {**patch[name], "date": None}  # it may have filled a day
        changed = self._server.change_event(event.calendar, event.id, patch)
        return _read(event.calendar, changed)

    def delete(self, event: Event) -> None:
        """The user deletes an event."""
        self._server.delete_event(event.calendar, event.id)

    def expire(self) -> None:
        """No sync token is good any longer."""
        for name in self._server.google.books:
            self._server.expire_tokens(name)

    def fail(self, error: BaseException, *, when: When = When.BEFORE, skip: int = 0) -> None:  # noqa: ARG002 - the server has errors of its own
        """From some request on nothing goes; with AFTER that one is still carried out."""
        nth = len(self._server.requests) + 1 + skip
        if when is When.AFTER:
            self.failures.append(Fault(nth, "drop", after=True))
            nth += 1
        self.failures.append(Fault(nth, "503", times=ALWAYS))


class GoogleHousehold(Household):
    """One user, one Google, one ledger."""

    def __init__(self, google: GoogleServer, folder: Path) -> None:
        super().__init__()
        self.google = google
        self._folder = folder

    @property
    def hand(self) -> Hand:
        """The user's hand on the calendars."""
        return Hand(self.google)

    @property
    def home(self) -> Account:
        """The account, opened anew with the real client library."""
        return google_factory.opened(
            self.google, self._folder, clock=lambda: self.now, name=SETTINGS.name
        )

    def add(self, title: str, *, at: datetime | None = None, **more: Any) -> Event:
        """The user adds an event that ended some hours ago, or at a given time."""
        start = at or self.now - timedelta(hours=5, minutes=30)
        event = Event("", "", title, start, start + timedelta(hours=1), **more)
        return self.hand.add(event)

    @property
    def follow_ups(self) -> list[Event]:
        """The follow-up events on the server, in the order of time."""
        found = [
            _read(name, event) for name in self.google.google.books for event in self._in(name)
        ]
        return sorted((e for e in found if "promise" in e.marks), key=lambda e: str(e.start))

    def _in(self, calendar: str) -> list[Any]:
        return self.google.events(calendar)


def _read(calendar: str, event: Any) -> Event:
    place = google_events.Place(Calendar(calendar, calendar, "home", ZONE.key))
    return google_events.read_event(event, place)

"""What every account promises, over Google."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from calsync.calendars.google import GoogleAccount
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import rid_of
from tests.contract import AccountContract
from tests.contract_world import NOW
from tests.contract_world import World
from tests.google_factory import opened
from tests.google_server import GoogleServer


class GoogleWorld:
    """The user at work in Google's own pages."""

    tags_invitations = True
    tombstones = True

    def __init__(self, server: GoogleServer, folder: Path) -> None:
        self._server = server
        self._folder = folder

    def account(self) -> GoogleAccount:
        """A new account object, which remembers nothing."""
        return opened(self._server, self._folder, clock=lambda: NOW)

    def add(self, event: Event) -> str:
        """The user adds an event or an exception to the first calendar; its id there."""
        item: dict[str, Any] = {
            "summary": event.title,
            "location": event.location,
            "description": event.description,
            "start": _when(event.start),
            "end": _when(event.end),
            "iCalUID": event.uid,
        }
        if event.recurrence:
            item["recurrence"] = list(event.recurrence)
        if event.attendees:
            item["attendees"] = [_guest(guest) for guest in event.attendees]
        if event.organizer:
            item["organizer"] = _guest(event.organizer)
        if event.recurrence_id:
            item |= self._instance(event)
        return str(self._server.add_event("primary", item)["id"])

    def _instance(self, event: Event) -> dict[str, Any]:
        stored = self._server.events("primary")
        series = next(one for one in stored if one["iCalUID"] == event.uid)
        moment = datetime.strptime(event.recurrence_id, "%Y%m%dT%H%M%S%z")
        assert rid_of(moment) == event.recurrence_id
        return {
            "id": f"{series['id']}_{event.recurrence_id}".lower(),
            "recurringEventId": series["id"],
            "originalStartTime": _when(moment),
        }

    def edit(self, id: str, *, title: str) -> None:  # noqa: A002  as in the contract
        """The user gives any event of the account another title."""
        self._server.change_event(self._home(id), id, {"summary": title})

    def delete(self, id: str) -> None:  # noqa: A002  as in the contract
        """The user deletes any event of the account."""
        self._server.delete_event(self._home(id), id)

    def _home(self, name: str) -> str:
        books = self._server.google.books
        return next(calendar for calendar, book in books.items() if name in book.events)

    def _all(self) -> list[dict[str, Any]]:
        books = self._server.google.books
        return [event for calendar in books for event in self._server.events(calendar)]

    def titles(self) -> Sequence[str]:
        """The titles of all that is stored, in all calendars, exceptions included."""
        return [event["summary"] for event in self._all()]

    def guests(self) -> Sequence[str]:
        """The addresses of all guests of all that is stored."""
        return [guest["email"] for event in self._all() for guest in event.get("attendees", ())]


def _when(moment: date) -> dict[str, str]:
    if not isinstance(moment, datetime):
        return {"date": moment.isoformat()}
    return {"dateTime": moment.isoformat(), "timeZone": getattr(moment.tzinfo, "key", "UTC")}


def _guest(guest: Attendee) -> dict[str, str]:
    return {"email": guest.email, "displayName": guest.name, "responseStatus": "needsAction"}


class TestGoogle(AccountContract):
    """The contract, over the server that plays Google's rules."""

    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        """A world on a server to which nothing illegal was sent."""
        with GoogleServer() as server:
            yield GoogleWorld(server, tmp_path)
            assert server.violations == []
            assert server.google.mailed == []

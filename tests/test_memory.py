"""The calendar in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from calsync.calendars import memory
from calsync.calendars.memory import MemoryAccount
from calsync.calendars.memory import Server
from calsync.model import AccountSettings
from calsync.model import Calendar
from calsync.model import Event
from calsync.model import Me
from tests.contract import AccountContract
from tests.contract_world import NOW
from tests.contract_world import World
from tests.contract_world import make_event

SETTINGS = AccountSettings(name="work", kind="memory")


class MemoryWorld:
    """The user at work on a server in memory."""

    tags_invitations = True

    def __init__(self, *, tombstones: bool = True) -> None:
        self.tombstones = tombstones
        self.server = Server(tombstones=tombstones)
        self.server.add_calendar(Calendar("primary", "Work", SETTINGS.name, zone="Europe/Berlin"))

    def account(self) -> MemoryAccount:
        """A new account object on the same server."""
        return MemoryAccount(SETTINGS, self.server)

    def add(self, event: Event) -> str:
        """The user adds an event."""
        return self.put(event).id

    def put(self, event: Event | None = None, **changes: Any) -> Event:
        """The user adds an event, which is handed back as it is stored."""
        given = event or make_event(**changes)
        return self.server.add(given if given.calendar else _in_primary(given))

    def _find(self, name: str) -> Event:
        return next(event for event in self.server.events.values() if event.id == name)

    def edit(self, id: str, *, title: str) -> None:  # noqa: A002 - as in the model
        """The user changes a title."""
        self.server.edit(self._find(id), title=title)

    def delete(self, id: str) -> None:  # noqa: A002 - likewise
        """The user deletes an event."""
        self.server.delete(self._find(id))

    def titles(self) -> Sequence[str]:
        """All titles."""
        return [event.title for event in self.server.events.values()]

    def guests(self) -> Sequence[str]:
        """All guests."""
        return [guest.email for event in self.server.events.values() for guest in event.attendees]


def _in_primary(event: Event) -> Event:
    from dataclasses import replace

    return replace(event, calendar="primary")


class TestContract(AccountContract):
    """A calendar in memory keeps what every account promises."""

    @pytest.fixture(params=[True, False], ids=["tombstones", "no-tombstones"])
    def world(self, request: pytest.FixtureRequest) -> World:
        """A server with one calendar."""
        return MemoryWorld(tombstones=request.param)


def test_door_opens_an_empty_server() -> None:
    """An account opened by its settings has a server of its own, without calendars."""
    account = memory.open_account(SETTINGS, me=Me(), clock=lambda: NOW)

    assert account.name == "work"
    assert account.calendars() == ()

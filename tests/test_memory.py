"""The calendar in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from calsync.calendars import memory
from calsync.calendars.memory import MemoryAccount
from calsync.calendars.memory import Server
from calsync.calendars.memory import When
from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import Result
from calsync.errors import CalsyncError
from calsync.model import AccountSettings
from calsync.model import Calendar
from calsync.model import Event
from calsync.model import Me
from tests.contract import AccountContract
from tests.contract_world import GUESTS
from tests.contract_world import NOW
from tests.contract_world import World
from tests.contract_world import create
from tests.contract_world import look
from tests.contract_world import make_draft
from tests.contract_world import make_event
from tests.contract_world import make_tag
from tests.contract_world import own_calendar
from tests.contract_world import write

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


def test_write_that_fails_before_leaves_nothing() -> None:
    """A failure before a write leaves the store as it was."""
    world = MemoryWorld()
    event = world.put()
    world.server.fail(ConnectionError(), when=When.BEFORE)

    with pytest.raises(ConnectionError):
        write(world.account(), PutTag(event, make_tag(event)))

    assert world.server.events["primary", event.id] == event
    assert world.server.writes == []


def test_write_that_fails_after_is_carried_out() -> None:
    """A failure after a write loses its outcome, not the write."""
    world = MemoryWorld()
    event = world.put()
    world.server.fail(ConnectionError(), when=When.AFTER)

    with pytest.raises(ConnectionError):
        write(world.account(), PutTag(event, make_tag(event)))

    assert world.server.events["primary", event.id].marks["channel"] == "lunch"


def test_failure_skips_as_many_steps_as_told() -> None:
    """A failure that skips two writes strikes at the third."""
    world = MemoryWorld()
    account = world.account()
    made = own_calendar(account)
    drafts = [make_draft(id=f"{n:032}", uid=f"p{n}-0@calsync") for n in range(4)]
    world.server.fail(ConnectionError(), skip=2)

    with pytest.raises(ConnectionError):
        list(account.apply([Create(made, draft) for draft in drafts]))

    assert [event.uid for event in world.server.events.values()] == [d.uid for d in drafts[:2]]


def test_reading_fails_on_command() -> None:
    """A failure of reading strikes once."""
    world = MemoryWorld()
    world.server.fail(ConnectionError(), when=When.READ)

    with pytest.raises(ConnectionError):
        world.account().calendars()

    assert len(world.account().calendars()) == 1


def test_expired_cursor_gives_everything() -> None:
    """A cursor that the server has forgotten leads to a full answer."""
    world = MemoryWorld()
    world.put()
    cursor = look(world.account()).cursor
    world.server.expire()

    changes = look(world.account(), cursor)

    assert changes.full
    assert len(changes.events) == 1


def test_series_goes_with_its_exceptions() -> None:
    """Who deletes a series deletes its exceptions too."""
    world = MemoryWorld()
    series = world.put(recurrence=("RRULE:FREQ=DAILY",))
    world.put(recurrence_id="20261127T113000Z")
    cursor = look(world.account()).cursor
    world.server.delete(series)

    changes = look(world.account(), cursor)

    assert len(changes.gone) == 2
    assert world.titles() == []


def test_exception_goes_alone() -> None:
    """Who deletes an exception leaves the series."""
    world = MemoryWorld()
    series = world.put(recurrence=("RRULE:FREQ=DAILY",))
    world.server.delete(world.put(recurrence_id="20261127T113000Z"))

    changes = look(world.account())

    assert changes.events == (series,)


def test_unknown_calendar_is_an_error() -> None:
    """A calendar that went away is not read as empty."""
    world = MemoryWorld()
    account = world.account()
    (calendar,) = account.calendars()
    world.server.drop_calendar(calendar.id)

    with pytest.raises(CalsyncError, match="primary is gone"):
        look(account, calendar=calendar)


def test_dropped_calendar_takes_its_events_along() -> None:
    """What was in a calendar that went away is gone too, deleted events included."""
    world = MemoryWorld()
    world.server.delete(world.put())
    world.put(uid="two@example.com")

    world.server.drop_calendar("primary")

    assert (world.server.events, world.server.deleted, world.server.changed) == ({}, {}, {})


def test_read_only_calendar_refuses() -> None:
    """Nothing is written into a calendar that may only be read."""
    world = MemoryWorld()
    event = world.put()
    account = world.account()
    (calendar,) = account.calendars()
    world.server.add_calendar(replace(calendar, writable=False))

    outcomes = list(account.apply([PutTag(event, make_tag(event)), Create(calendar, make_draft())]))

    assert [outcome.result for outcome in outcomes] == [Result.REFUSED, Result.REFUSED]


def test_creation_in_a_calendar_that_is_gone() -> None:
    """Nothing is made in a calendar that is not there."""
    outcome = write(MemoryWorld().account(), Create(Calendar("x", "X"), make_draft()))

    assert outcome.result is Result.GONE


def test_follow_up_with_guests_is_left_alone() -> None:
    """A follow-up to which the user invited somebody is neither changed nor removed (rule 1)."""
    world = MemoryWorld()
    event = world.server.edit(create(world.account()), attendees=GUESTS)

    outcomes = list(world.account().apply([Change(event, make_draft()), Remove(event)]))

    assert [outcome.result for outcome in outcomes] == [Result.REFUSED, Result.REFUSED]


def test_color_is_put_and_taken_away() -> None:
    """A colour comes and goes with the tag, where one is given."""
    world = MemoryWorld()
    event = world.put()

    colored = write(world.account(), PutTag(event, make_tag(event), color="5")).event
    assert colored is not None
    bare = write(world.account(), PutTag(colored, None, color="")).event

    assert bare is not None
    assert (colored.color, bare.color) == ("5", "")


def test_change_that_changes_nothing_writes_nothing() -> None:
    """A follow-up that is as drafted keeps its ETag."""
    world = MemoryWorld()
    event = create(world.account())

    outcome = write(world.account(), Change(event, make_draft()))

    assert outcome.result is Result.DONE
    assert outcome.event == event


def test_named_calendars_are_listed_with_own() -> None:
    """Only calendars that the configuration names are listed, and calsync's own."""
    world = MemoryWorld()
    world.server.add_calendar(Calendar("second", "Home", SETTINGS.name))
    own_calendar(world.account())
    settings = replace(SETTINGS, calendars=("Home",))

    listed = MemoryAccount(settings, world.server).calendars()

    assert [calendar.name for calendar in listed] == ["Home", "Follow-ups"]

"""What every account promises of its reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from calsync.calendars.protocol import PutTag
from calsync.model import Event
from calsync.model import instant
from tests.contract_world import ALL
from tests.contract_world import BERLIN
from tests.contract_world import HOSTILE_CURSORS
from tests.contract_world import LUNCH
from tests.contract_world import ONE_HOUR
from tests.contract_world import World
from tests.contract_world import first_calendar
from tests.contract_world import look
from tests.contract_world import make_event
from tests.contract_world import make_tag
from tests.contract_world import seen


class Reads:
    """What changed is told once, and told right."""

    def test_first_look_is_full(self, world: World) -> None:
        """The first look tells everything there is, and says so."""
        names = {world.add(event) for event in ALL}

        changes = look(world.account())

        assert changes.full
        assert {event.id for event in changes.events} == names
        assert not changes.problems

    @pytest.mark.parametrize("given", ALL, ids=lambda event: event.uid.partition("@")[0])
    def test_reads_what_the_user_wrote(self, world: World, given: Event) -> None:
        """Title, place, times, guests and rules are read as the user wrote them."""
        event = seen(world, **{name: getattr(given, name) for name in Event.__slots__})

        assert (event.uid, event.title, event.location) == (given.uid, given.title, given.location)
        assert (event.all_day, event.recurrence) == (given.all_day, given.recurrence)
        assert instant(event.start, BERLIN) == instant(given.start, BERLIN)
        assert instant(event.end, BERLIN) == instant(given.end, BERLIN)
        assert {guest.email for guest in event.attendees} == {g.email for g in given.attendees}
        assert event.account == world.account().name
        assert event.etag

    def test_calendar_is_told_with_its_changes(self, world: World) -> None:
        """The calendar comes with the answer as it is now."""
        account = world.account()
        calendar = first_calendar(account)

        changes = look(account)

        assert changes.calendar is not None
        assert (changes.calendar.id, changes.calendar.account) == (calendar.id, account.name)

    def test_second_look_has_nothing(self, world: World) -> None:
        """Where nothing happened, a second look tells nothing, by whatever object it is taken."""
        for event in ALL:
            world.add(event)
        cursor = look(world.account()).cursor

        changes = look(world.account(), cursor)

        assert (changes.events, changes.gone, changes.full) == ((), (), False)

    def test_addition_is_seen_once(self, world: World) -> None:
        """A new event is told once."""
        world.add(make_event())
        cursor = look(world.account()).cursor
        name = world.add(make_event(uid="new@example.com", title="New"))

        changes = look(world.account(), cursor)
        after = look(world.account(), changes.cursor)

        assert [event.id for event in changes.events] == [name]
        assert (changes.gone, changes.full) == ((), False)
        assert (after.events, after.gone) == ((), ())

    def test_edit_is_seen_once(self, world: World) -> None:
        """A changed event is told once, with another ETag, and the others are not."""
        for event in ALL:
            world.add(event)
        first = look(world.account())
        event = first.events[0]
        world.edit(event.id, title="Breakfast")

        changes = look(world.account(), first.cursor)
        after = look(world.account(), changes.cursor)

        assert [(e.id, e.title) for e in changes.events] == [(event.id, "Breakfast")]
        assert changes.events[0].etag != event.etag
        assert (after.events, after.gone) == ((), ())

    def test_deletion_is_seen_once(self, world: World) -> None:
        """A deleted event's id is told once."""
        for event in ALL:
            world.add(event)
        first = look(world.account())
        event = first.events[0]
        world.delete(event.id)

        changes = look(world.account(), first.cursor)
        after = look(world.account(), changes.cursor)

        assert (changes.events, changes.gone) == ((), (event.id,))
        assert (after.events, after.gone) == ((), ())

    def test_cursor_stands_for_its_events(self, world: World) -> None:
        """A cursor that was not replaced, because the run died, tells the same changes again."""
        world.add(make_event())
        cursor = look(world.account()).cursor
        name = world.add(make_event(uid="new@example.com"))
        look(world.account(), cursor)

        changes = look(world.account(), cursor)

        assert [event.id for event in changes.events] == [name]

    def test_everything_comes_again_without_a_cursor(self, world: World) -> None:
        """Without a cursor everything is told again, with the same ids and ETags."""
        for event in ALL:
            world.add(event)
        first = look(world.account())

        again = look(world.account())

        assert again.full
        assert {(e.id, e.etag) for e in again.events} == {(e.id, e.etag) for e in first.events}

    @pytest.mark.parametrize("cursor", HOSTILE_CURSORS)
    def test_strange_cursor_is_none(self, world: World, cursor: str) -> None:
        """A cursor that makes no sense counts as none."""
        name = world.add(make_event())

        changes = look(world.account(), cursor)

        assert changes.full
        assert [event.id for event in changes.events] == [name]

    def test_exception_is_an_event_of_its_own(self, world: World) -> None:
        """A moved instance of a series has the series' UID and the start it had."""
        world.add(make_event(recurrence=("RRULE:FREQ=DAILY;COUNT=5",)))
        moved = LUNCH + timedelta(days=1, hours=2)
        name = world.add(
            make_event(
                title="Later", recurrence_id="20261127T113000Z", start=moved, end=moved + ONE_HOUR
            )
        )

        events = {event.id: event for event in look(world.account()).events}

        assert len(events) == 2
        assert (events[name].uid, events[name].recurrence_id) == (
            "one@example.com",
            "20261127T113000Z",
        )
        assert not events[name].recurrence

    @pytest.mark.parametrize("steps", ["aaedat", "aaateadtteda", "taatdaetadeteadadaet"])
    def test_mirror_kept_by_cursors_is_whole(self, world: World, steps: str) -> None:
        """Whatever happened in between, a mirror kept by cursors is what a full look tells."""
        mirror: dict[str, str] = {}
        cursor = ""
        for number, step in enumerate(steps):
            happen(world, step, sorted(mirror), number)
            if number % 3 != 1:
                changes = look(world.account(), cursor)
                cursor = changes.cursor
                mirror = {} if changes.full else mirror
                mirror |= {event.id: event.etag for event in changes.events}
                mirror = {name: mirror[name] for name in mirror.keys() - set(changes.gone)}

        changes = look(world.account(), cursor)

        mirror |= {event.id: event.etag for event in changes.events}
        mirror = {name: mirror[name] for name in mirror.keys() - set(changes.gone)}
        assert mirror == {event.id: event.etag for event in look(world.account()).events}


def happen(world: World, step: str, names: Sequence[str], number: int) -> None:
    """The user adds, edits or deletes something, or calsync tags it, if it is still there."""
    events = {event.id: event for event in look(world.account()).events}
    left = [name for name in names if name in events]
    if step == "a" or not left:
        world.add(make_event(uid=f"{number}@example.com", title=f"Lunch {number}"))
        return
    name = left[number % len(left)]
    if step == "e":
        world.edit(name, title=f"Edited {number}")
    elif step == "d":
        world.delete(name)
    else:
        list(world.account().apply([PutTag(events[name], make_tag(events[name]))]))

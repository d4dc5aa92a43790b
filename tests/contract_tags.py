"""What every account promises of tags."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Result
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Source
from tests.contract_world import ALL
from tests.contract_world import LUNCH
from tests.contract_world import ONE_HOUR
from tests.contract_world import World
from tests.contract_world import look
from tests.contract_world import make_event
from tests.contract_world import make_tag
from tests.contract_world import read_again
from tests.contract_world import seen
from tests.contract_world import write


class Tags:
    """A tag is written where it may be, and nothing else is."""

    @pytest.mark.parametrize("channel", [*Channel, None])
    @pytest.mark.parametrize("by", [Source.RULES, Source.USER])
    def test_tag_is_read_back(self, world: World, channel: Channel | None, by: Source) -> None:
        """A tag stands in the event's marks, for `none` too."""
        event = seen(world)

        outcome = write(
            world.account(), PutTag(event, make_tag(event, channel=channel, by=by, score=0.5))
        )

        assert outcome.result is Result.DONE
        assert outcome.event is not None
        again = read_again(world, event)
        assert dict(again.marks) == {
            "channel": channel or "none",
            "score": again.marks["score"],
            "by": by,
            "event": event.anchor or event.uid,
        }
        assert float(again.marks["score"]) == 0.5
        assert (outcome.event.id, outcome.event.etag) == (event.id, again.etag)
        assert dict(outcome.event.marks) == dict(again.marks)

    @pytest.mark.parametrize("given", ALL, ids=lambda event: event.uid.partition("@")[0])
    def test_tag_touches_nothing_else(self, world: World, given: Event) -> None:
        """A tagged event is as it was in all else, whatever it is (rule 2)."""
        event = seen(world, **{name: getattr(given, name) for name in Event.__slots__})

        outcome = write(world.account(), PutTag(event, make_tag(event)))

        again = read_again(world, event)
        assert replace(again, marks=event.marks, etag=event.etag) == event
        allowed = world.tags_invitations or not event.attendees
        assert outcome.result is (Result.DONE if allowed else Result.REFUSED)
        assert ("channel" in again.marks) is allowed

    def test_tag_is_taken_away(self, world: World) -> None:
        """An untagged event has no marks left."""
        event = seen(world)
        tagged = write(world.account(), PutTag(event, make_tag(event))).event
        assert tagged is not None

        outcome = write(world.account(), PutTag(tagged, None))

        assert outcome.result is Result.DONE
        assert not read_again(world, event).marks

    def test_tag_is_replaced(self, world: World) -> None:
        """A second tag replaces the first."""
        event = seen(world)
        tagged = write(world.account(), PutTag(event, make_tag(event))).event
        assert tagged is not None

        outcome = write(world.account(), PutTag(tagged, make_tag(event, channel=Channel.SOCIAL)))

        assert outcome.result is Result.DONE
        assert read_again(world, event).marks["channel"] == "social"

    def test_tag_of_an_exception_stays_there(self, world: World) -> None:
        """A tag on one instance leaves the series alone."""
        world.add(make_event(recurrence=("RRULE:FREQ=DAILY;COUNT=5",)))
        moved = LUNCH + timedelta(days=1, hours=2)
        name = world.add(
            make_event(recurrence_id="20261127T113000Z", start=moved, end=moved + ONE_HOUR)
        )
        events = {event.id: event for event in look(world.account()).events}

        outcome = write(world.account(), PutTag(events[name], make_tag(events[name])))

        assert outcome.result is Result.DONE
        after = {event.id: event for event in look(world.account()).events}
        assert {one: "channel" in after[one].marks for one in after} == {
            one: one == name for one in events
        }

    def test_tag_is_not_put_on_what_changed(self, world: World) -> None:
        """An event that changed since it was seen is not tagged, but told as it is now."""
        event = seen(world)
        world.edit(event.id, title="Breakfast")

        outcome = write(world.account(), PutTag(event, make_tag(event)))

        assert outcome.result is Result.CONFLICT
        assert outcome.event is not None
        assert outcome.event.title == "Breakfast"
        again = read_again(world, event)
        assert (again.title, dict(again.marks)) == ("Breakfast", {})

    def test_tag_is_not_put_on_what_is_gone(self, world: World) -> None:
        """A deleted event is not tagged, nor does it come back."""
        event = seen(world)
        world.delete(event.id)

        outcome = write(world.account(), PutTag(event, make_tag(event)))

        assert outcome.result is Result.GONE
        assert list(world.titles()) == []

    def test_own_tag_is_told_at_most_once(self, world: World) -> None:
        """What calsync wrote itself is not told for ever."""
        event = seen(world)
        cursor = look(world.account()).cursor
        write(world.account(), PutTag(event, make_tag(event)))

        changes = look(world.account(), cursor)
        after = look(world.account(), changes.cursor)

        assert [item.id for item in changes.events] in ([], [event.id])
        assert (after.events, after.gone) == ((), ())

"""What every account promises of calsync's own events and calendar."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import Any

import pytest

from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from calsync.model import instant
from tests.contract_world import BERLIN
from tests.contract_world import GUESTS
from tests.contract_world import LUNCH
from tests.contract_world import ONE_HOUR
from tests.contract_world import SPECIAL
from tests.contract_world import World
from tests.contract_world import create
from tests.contract_world import first_calendar
from tests.contract_world import look
from tests.contract_world import make_draft
from tests.contract_world import make_event
from tests.contract_world import make_tag
from tests.contract_world import own_calendar
from tests.contract_world import read_again
from tests.contract_world import seen
from tests.contract_world import write


class FollowUps:
    """What is calsync's own is made once, and is the user's to edit."""

    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"start": date(2026, 11, 27), "end": date(2026, 11, 28)},
            {"title": SPECIAL.split("\n", maxsplit=1)[0], "description": SPECIAL},
            {"busy": True},
            {"start": LUNCH.astimezone(UTC), "end": LUNCH.astimezone(UTC) + timedelta(minutes=30)},
            {"marks": {"promise": "p", "source": '["a","b; c","d\\\\",""]', "generation": "2"}},
            {"title": "x" * 900, "description": "é" * 5000},
        ],
        ids=["plain", "all-day", "special", "busy", "utc", "marks", "long"],
    )
    def test_follow_up_is_read_back(self, world: World, changes: dict[str, Any]) -> None:
        """A follow-up is read as it was drafted, private and without guests."""
        draft = make_draft(**changes)
        account = world.account()

        outcome = write(account, Create(own_calendar(account), draft))

        assert outcome.result is Result.DONE
        assert outcome.event is not None
        event = read_again(world, outcome.event)
        assert event == outcome.event
        assert event.uid in {draft.uid, f"{draft.id}@google.com"}
        assert (event.title, event.description) == (
            draft.title,
            draft.description,
        )
        assert (event.busy, dict(event.marks)) == (draft.busy, dict(draft.marks))
        assert event.all_day is not isinstance(draft.start, datetime)
        assert instant(event.start, BERLIN) == instant(draft.start, BERLIN)
        assert instant(event.end, BERLIN) == instant(draft.end, BERLIN)
        assert event.private
        assert event.writable
        assert (event.attendees, event.organizer) in [((), None), ((), event.organizer)]

    def test_follow_up_is_made_once(self, world: World) -> None:
        """The same follow-up is never made twice: the second time it is told instead (rule 3)."""
        first = create(world.account())
        account = world.account()

        outcome = write(account, Create(own_calendar(account), make_draft(title="Another")))

        assert outcome.result is Result.EXISTS
        assert outcome.event == first
        assert list(world.titles()) == [first.title]

    def test_deleted_follow_up(self, world: World) -> None:
        """Where tombstones are kept, a follow-up the user deleted is not made again (rule 3)."""
        event = create(world.account())
        world.delete(event.id)
        account = world.account()

        outcome = write(account, Create(own_calendar(account), make_draft()))

        assert outcome.result is (Result.EXISTS if world.tombstones else Result.DONE)
        assert outcome.event is not None
        assert outcome.event.cancelled is world.tombstones
        assert len(world.titles()) == (0 if world.tombstones else 1)

    def test_follow_up_is_changed(self, world: World) -> None:
        """A follow-up is moved and retitled; it stays the same event."""
        event = create(world.account())
        later = LUNCH + timedelta(days=4)
        draft = make_draft(
            title="✓ Follow up: send Ana the deck",
            start=later,
            end=later + ONE_HOUR,
            description="Done, and\nwell",
            marks={"promise": "promise1", "state": "kept"},
        )

        outcome = write(world.account(), Change(event, draft))

        assert outcome.result is Result.DONE
        again = read_again(world, event)
        assert outcome.event == again
        assert (again.title, again.description) == (draft.title, draft.description)
        assert (again.start, again.end) == (draft.start, draft.end)
        assert dict(again.marks) == dict(draft.marks)
        assert again.uid == event.uid

    def test_follow_up_becomes_all_day_and_back(self, world: World) -> None:
        """A follow-up changes from hours to a day and back."""
        event = create(world.account())
        day = make_draft(start=date(2026, 11, 27), end=date(2026, 11, 28))

        outcome = write(world.account(), Change(event, day))
        assert outcome.event is not None
        back = write(world.account(), Change(outcome.event, make_draft()))

        assert (outcome.event.start, outcome.event.end) == (day.start, day.end)
        assert back.event is not None
        assert (back.event.start, back.event.end) == (event.start, event.end)

    def test_users_edit_of_a_follow_up_wins(self, world: World) -> None:
        """A follow-up that the user edited since is left alone (rules 4 and 5)."""
        event = create(world.account())
        world.edit(event.id, title="Mine now")

        change = write(world.account(), Change(event, make_draft(title="calsync's")))
        remove = write(world.account(), Remove(event))

        assert (change.result, remove.result) == (Result.CONFLICT, Result.CONFLICT)
        assert change.event is not None
        assert change.event.title == "Mine now"
        assert list(world.titles()) == ["Mine now"]

    def test_deleted_follow_up_is_not_changed(self, world: World) -> None:
        """A follow-up that is gone is not brought back by a change."""
        event = create(world.account())
        world.delete(event.id)

        change = write(world.account(), Change(event, make_draft(title="calsync's")))
        remove = write(world.account(), Remove(event))

        assert (change.result, remove.result) == (Result.GONE, Result.GONE)
        assert list(world.titles()) == []

    def test_only_own_events_are_changed(self, world: World) -> None:
        """An event of the user's is never changed nor removed (rule 2)."""
        event = seen(world)

        change = write(world.account(), Change(event, make_draft()))
        remove = write(world.account(), Remove(event))

        assert (change.result, remove.result) == (Result.REFUSED, Result.REFUSED)
        assert read_again(world, event) == event

    def test_follow_up_is_removed(self, world: World) -> None:
        """A removed follow-up is gone, and nothing else."""
        world.add(make_event())
        event = create(world.account())

        outcome = write(world.account(), Remove(event))

        assert outcome.result is Result.DONE
        assert list(world.titles()) == ["Lunch"]

    def test_own_calendar_is_made_once(self, world: World) -> None:
        """The calendar for follow-ups is made once and found again, by any account object."""
        before = len(world.account().calendars())
        made = own_calendar(world.account())

        again = own_calendar(world.account())

        assert again.id == made.id
        assert made.made_by_calsync
        assert made.writable
        assert made.name == "Follow-ups"
        listed = world.account().calendars()
        assert len(listed) == before + 1
        assert [item.id for item in listed if item.made_by_calsync] == [made.id]

    def test_own_calendar_is_empty_at_first(self, world: World) -> None:
        """A calendar just made holds nothing, and its cursor is good."""
        account = world.account()
        made = own_calendar(account)

        first = look(account, calendar=made)
        create(world.account())
        second = look(world.account(), first.cursor, made)

        assert first.events == ()
        assert [event.marks["promise"] for event in second.events] == ["promise1"]

    def test_own_calendar_is_removed_only_when_empty(self, world: World) -> None:
        """A calendar with something in it stays; an empty one of calsync's goes."""
        event = create(world.account())
        made = own_calendar(world.account())

        full = write(world.account(), RemoveCalendar(made))
        write(world.account(), Remove(event))
        empty = write(world.account(), RemoveCalendar(made))
        gone = write(world.account(), RemoveCalendar(made))

        assert (full.result, empty.result) == (Result.REFUSED, Result.DONE)
        assert gone.result is Result.GONE
        assert not any(item.made_by_calsync for item in world.account().calendars())

    def test_users_calendar_is_not_removed(self, world: World) -> None:
        """A calendar that calsync did not make stays."""
        world.add(make_event())
        account = world.account()

        outcome = write(account, RemoveCalendar(first_calendar(account)))

        assert outcome.result is Result.REFUSED
        assert list(world.titles()) == ["Lunch"]

    def test_many_writes_have_an_outcome_each(self, world: World) -> None:
        """Each of many writes has its own outcome, and one that fails stops no other."""
        names = [world.add(make_event(uid=f"{n}@example.com", title=str(n))) for n in range(4)]
        account = world.account()
        events = {event.id: event for event in look(account).events}
        world.edit(names[1], title="edited")
        world.delete(names[2])
        made = own_calendar(account)
        writes: list[Write] = [PutTag(events[one], make_tag(events[one])) for one in names]
        drafts = [make_draft(id=f"{n:032}", uid=f"p{n}-0@calsync") for n in range(3)]
        writes[1:1] = [Create(made, draft) for draft in drafts]

        outcomes = {id(outcome.write): outcome.result for outcome in account.apply(writes)}

        assert [outcomes[id(one)] for one in writes] == [
            *[Result.DONE] * 4,
            Result.CONFLICT,
            Result.GONE,
            Result.DONE,
        ]
        assert len(outcomes) == len(writes)

    def test_guests_stay_as_they_were(self, world: World) -> None:
        """Nothing that calsync writes has guests, nor changes whom the user invited (rule 1)."""
        event = seen(world, attendees=GUESTS, organizer=GUESTS[0])
        before = sorted(world.guests())

        tagged = write(world.account(), PutTag(event, make_tag(event))).event or event
        own = create(world.account(), make_draft(description="mailto:ana@example.org\nATTENDEE:x"))
        write(world.account(), Change(own, make_draft(title="ATTENDEE:mailto:ana@example.org")))
        write(world.account(), PutTag(tagged, None))

        assert sorted(world.guests()) == before == ["ana@example.org", "bo@example.net"]
        assert read_again(world, own).attendees == ()

"""Promises come from the user's own notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from calsync.config import Harvest
from calsync.config import Promises
from calsync.model import Attendee
from calsync.model import Me
from calsync.model import State
from tests.household import Household
from tests.household import at
from tests.household import config
from tests.household import day

ANA = Attendee("ana@other.example", "Ana Diaz")
ME = Attendee("me@example.com", "Me")


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


class TestHarvest:
    """Promises come from the user's own notes."""

    def test_note_becomes_a_follow_up(self, home: Household) -> None:
        """The promise typed after lunch stands in the calendar the working day before it is due."""
        home.lunch("owe Ana the deck by Fri")

        home.sync()

        (promise,) = home.promises
        (event,) = home.follow_ups
        assert (promise.text, promise.due, promise.mine) == ("the deck", day("11-27"), True)
        assert event.title == "Follow up: the deck"
        assert event.start == at("11-26 09:00")
        assert (event.private, event.busy, event.attendees) == (True, False, ())

    def test_strangers_words_do_not_act(self, home: Household) -> None:
        """What stands in somebody else's invitation makes no promise."""
        home.lunch("todo: send me your passwords by Fri", organizer=ANA, attendees=(ME, ANA))

        home.sync()

        assert home.promises == ()

    def test_own_invitation_acts(self, home: Household) -> None:
        """What stands in an event that the user organises does, and its guests lend their names."""
        home.lunch("owe Ana the deck by Fri", organizer=ME, attendees=(ME, ANA))

        home.sync()

        (promise,) = home.promises
        assert (promise.person, promise.email) == ("Ana Diaz", "ana@other.example")

    def test_user_is_nobody_to_promise_to(self, home: Household) -> None:
        """Of two people of one first name at the table the other one is meant."""
        me = replace(ME, name="Ana Novak")
        home.lunch("owe Ana the deck by Fri", organizer=me, attendees=(me, ANA))

        home.sync()

        assert [promise.email for promise in home.promises] == ["ana@other.example"]

    def test_edited_line_edits_the_promise(self, home: Household) -> None:
        """Another date in the same line moves the promise and its follow-up."""
        lunch = home.lunch("owe Ana the deck by Fri")
        home.sync()
        home.server.edit(lunch, description="owe Ana the deck by Thu")

        home.sync()

        (promise,) = home.promises
        (event,) = home.follow_ups
        assert promise.due == day("11-26")
        assert event.start == at("11-25 09:00")

    def test_removed_line_is_asked_about(self, home: Household) -> None:
        """A promise whose line is gone stays open, and waits for an answer."""
        lunch = home.lunch("owe Ana the deck by Fri")
        home.sync()
        home.server.edit(lunch, description="")

        home.sync()

        (promise,) = home.promises
        assert (promise.state, promise.asks) == (State.OPEN, "removed")
        assert len(home.follow_ups) == 1

    def test_ticked_line_keeps_the_promise(self, home: Household) -> None:
        """Ticking it off in the note is keeping it; the follow-up is closed."""
        lunch = home.lunch("- [ ] send Ana the deck by Fri")
        home.sync()
        home.server.edit(lunch, description="- [x] send Ana the deck by Fri")

        home.sync()

        (promise,) = home.promises
        assert promise.state is State.KEPT
        assert home.follow_ups[0].title.startswith("✓ ")

    def test_old_notes_wait_for_review(self, home: Household) -> None:
        """A first sync does not turn the notes of last winter into follow-ups."""
        home.lunch("owe Ana the deck by Fri", at=home.now - timedelta(days=60))

        home.sync()

        assert home.promises == ()

    def test_old_note_still_keeps(self, home: Household) -> None:
        """Months later nothing new is taken from a note; what came from it is kept by its tick."""
        lunch = home.lunch("- [ ] send Ana the deck by Fri")
        home.sync()
        home.later(days=60)
        home.server.edit(lunch, description="- [x] send Ana the deck by Fri\n- [ ] call Tom")

        home.sync()

        assert [(p.text, p.state) for p in home.promises] == [("send Ana the deck", State.KEPT)]

    def test_marked_only(self, home: Household) -> None:
        """With harvest = "marked" a plain sentence makes no promise."""
        home.config = config(promises=Promises(harvest=Harvest.MARKED))
        home.lunch("I'll send Ana the deck by Fri\ntodo: call Tom on Thu")

        home.sync()

        assert [promise.text for promise in home.promises] == ["call Tom"]

    def test_series_note_is_read_at_its_last_instance(self, home: Household) -> None:
        """In a series' own text "Fri" is the Friday after the last instance that is over."""
        rule = ("RRULE:FREQ=WEEKLY",)
        home.lunch("owe Ana the deck by Fri", at=at("11-04 12:00"), recurrence=rule)

        home.sync()

        assert home.promises[0].due == day("11-20")

    def test_all_day_note(self, home: Household) -> None:
        """In the note of a day "tomorrow" is the day after it, though it ends at midnight."""
        first = day("11-19")
        home.lunch("owe Ana the deck tomorrow", at=first, end=first + timedelta(days=2))

        home.sync()

        assert home.promises[0].due == day("11-21")

    def test_marked_or_said(self, home: Household) -> None:
        """A promise remembers whether it was marked as one."""
        home.lunch("I'll send Ana the deck by Fri\ntodo: call Tom on Thu")

        home.sync()

        explicit = {promise.text: promise.explicit for promise in home.promises}
        assert explicit == {"send Ana the deck": False, "call Tom": True}

    def test_marked_later(self, home: Household) -> None:
        """A line that is made a task is one from then on."""
        lunch = home.lunch("I'll send Ana the deck by Fri")
        home.sync()
        home.server.edit(lunch, description="todo: send Ana the deck by Fri")

        home.sync()

        assert [promise.explicit for promise in home.promises] == [True]

    def test_copy_makes_no_second_promise(self, home: Household) -> None:
        """The promise stays with the event it was noted in, however the copy's note goes on."""
        lunch = home.lunch("owe Ana the deck by Fri")
        home.sync()
        copy = home.server.add(replace(home.now_is(lunch), id="copy", uid="copy@x"))
        home.sync()
        home.server.edit(copy, description="owe Ana the deck by Fri\ntodo: call Eve by Thu")

        home.sync()

        assert sorted(p.text for p in home.promises) == ["call Eve", "the deck"]

    def test_exception_makes_no_second_promise(self, home: Household) -> None:
        """An instance that was moved carries the series' text: its promises stay the series'."""
        series = home.lunch(
            "owe Ana the deck by Fri", at=at("11-09 12:00"), recurrence=("RRULE:FREQ=WEEKLY",)
        )
        home.sync()
        moved = replace(home.now_is(series), id="", recurrence=(), recurrence_id="20261123T110000Z")
        start = at("11-23 14:00")
        home.server.add(replace(moved, start=start, end=start + timedelta(hours=1)))

        home.sync()

        assert len(home.promises) == 1

    def test_same_line_in_two_exceptions(self, home: Household) -> None:
        """The same words typed into two instances are two promises."""
        series = home.add("Lunch", at=at("11-09 12:00"), recurrence=("RRULE:FREQ=WEEKLY",))
        for rid, start in (("20261116", "11-16 12:00"), ("20261123", "11-23 12:00")):
            home.add(
                "Lunch",
                at=at(start),
                uid=series.uid,
                recurrence_id=f"{rid}T110000Z",
                description="todo: call Eve by 10 Dec",
            )

            home.sync()

        assert [promise.text for promise in home.promises] == ["call Eve", "call Eve"]


class TestLookingAgain:
    """What was looked at once is looked at again only if that can bring something new."""

    def test_a_later_event(self, home: Household) -> None:
        """A note written ahead is read when its event has begun, though nothing changed."""
        home.lunch("owe Ana the deck by Fri", at=at("11-24 12:00"))
        home.sync()
        home.sync()
        before = home.promises
        home.later(days=1)

        home.sync()

        assert (before, len(home.promises)) == ((), 1)

    def test_a_series_that_just_began(self, home: Household) -> None:
        """The text of a series is read as soon as its first instance is over."""
        start, rule = home.now - timedelta(minutes=30), ("RRULE:FREQ=WEEKLY",)
        home.lunch("owe Ana the deck by Fri", at=start, recurrence=rule)
        counts = []

        for _ in range(4):
            home.sync()
            counts.append(len(home.promises))
            home.later(minutes=20)

        assert counts == [0, 0, 1, 1]

    def test_a_series_long_over(self, home: Household) -> None:
        """The text of a series that ended years ago waits for nothing."""
        rule = ("RRULE:FREQ=WEEKLY;COUNT=3",)
        home.lunch("owe Ana the deck by Fri", at=home.now - timedelta(days=2000), recurrence=rule)
        home.sync()
        home.later(days=2)

        home.sync()

        assert home.promises == ()

    def test_another_address(self, home: Household) -> None:
        """An invitation becomes the user's own when its address is named as one of theirs."""
        home.lunch("owe Ana the deck by Fri", organizer=Attendee("old@example.com"))
        home.sync()
        home.config = replace(home.config, me=Me(frozenset({"me@example.com", "old@example.com"})))

        home.sync()

        assert len(home.promises) == 1

    def test_clock_set_back(self, home: Household) -> None:
        """A note added while the clock is back is read as any other."""
        home.sync()
        home.later(days=-3)
        home.lunch("owe Ana the deck by Fri")

        home.sync()

        assert len(home.promises) == 1

"""What the user does to promises, verdicts and meetings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync import acts
from calsync import pipeline
from calsync import place
from calsync.model import Channel
from calsync.model import Clarity
from calsync.model import FollowUp
from calsync.model import Origin
from calsync.model import State
from calsync.promises import IllegalStepError
from calsync.records import Declined
from calsync.records import Mark
from calsync.records import TagRecord
from calsync.records import TagState
from tests.household import Household
from tests.household import at
from tests.household import day


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


def test_understood(home: Household) -> None:
    """A bare phrase is the user's own promise; a sentence tells whose it is."""
    with home.job("look") as job:
        (mine,) = acts.understood(job, "Ana deck Friday")
        (theirs,) = acts.understood(job, "Ana owes me the contract")

    assert (mine.mine, mine.due, mine.clarity) == (True, day("11-27"), Clarity.MARKED)
    assert (theirs.mine, theirs.clarity) == (False, Clarity.MARKED)


@pytest.mark.parametrize("words", ["", "?", "   "])
def test_nothing_understood(home: Household, words: str) -> None:
    """Where nothing is promised, what to say is said."""
    with home.job("look") as job, pytest.raises(acts.NoPromiseError, match="say what"):
        acts.understood(job, words)


def test_added_twice_is_two(home: Household) -> None:
    """The same words in one review, or from the same line, are two promises."""
    origin = Origin("home", "c", "lunch@x")
    with home.job("review") as job:
        (noted,) = acts.understood(job, "send Ana the deck")
        made = [acts.add(job, noted, origin), acts.add(job, noted, origin)]
        made += [acts.add(job, noted, origin, mark="m"), acts.add(job, noted, origin, mark="m")]

    assert len({promise.id for promise in made}) == 4
    assert all(promise.confirmed for promise in made)
    assert [bool(promise.line) for promise in made] == [False, False, True, True]


def test_saved_on_what_is_there_now(home: Household) -> None:
    """A promise that was closed since it was shown stays closed; the answer says so."""
    shown = home.promise("send Ana the deck by Fri")
    home.server.edit(home.follow_ups[0], title="✓ deck")
    home.sync()

    with home.job("review") as job:
        assert acts.confirm(job, shown).state is State.KEPT
        assert acts.leave(job, shown).state is State.KEPT
        for late in (acts.keep, acts.drop, acts.chase):
            with pytest.raises(IllegalStepError, match="is kept"):
                late(job, shown)


def test_dropped(home: Household) -> None:
    """A promise that is off is closed in the calendar, and asks nothing more."""
    shown = home.promise("send Ana the deck by Fri")
    with home.job("promise drop") as job:
        assert acts.drop(job, replace(shown, asks="removed")).asks == ""
        pipeline.settle(job)

    assert home.promises[0].state is State.DROPPED
    assert home.follow_ups[0].title == "✓ Follow up: send Ana the deck"


class TestReword:
    """A promise in other words."""

    def test_keeps_what_is_not_said(self, home: Household) -> None:
        """Person, address and date stay where the new words name none."""
        shown = home.promise("send Ana the deck by Fri")
        with home.job("review") as job:
            job.ledger.put(replace(shown, email="ana@x"))
            (noted,) = acts.understood(job, "the slides")
            after = acts.reword(job, shown, replace(noted, person="", due=None))

        assert (after.text, after.person, after.email) == ("the slides", "Ana", "ana@x")
        assert after.due == day("11-27")

    def test_address(self, home: Household) -> None:
        """The address goes with the person: the new one's, or none."""
        shown = home.promise("send Ana the deck by Fri")
        with home.job("review") as job:
            job.ledger.put(replace(shown, email="ana@x", confirmed=False))
            (tom,) = acts.understood(job, "send Tom the slides")
            known = acts.reword(job, shown, replace(tom, email="tom@x"))
            unknown = acts.reword(job, shown, replace(tom, person="Eve", email=""))

        assert (known.person, known.email, known.confirmed) == ("Tom", "tom@x", True)
        assert (unknown.person, unknown.email) == ("Eve", "")

    def test_somebody_else(self, home: Household) -> None:
        """Another person, another date: the follow-up says so."""
        shown = home.promise("send Ana the deck by Fri")
        with home.job("review") as job:
            acts.reword(job, shown, acts.understood(job, "send Tom the slides by 10 Dec")[0])
            pipeline.settle(job)

        (event,) = home.follow_ups
        assert event.title == "Follow up: send Tom the slides"
        assert event.start == at("12-09 09:00")

    def test_turned_round(self, home: Household) -> None:
        """What was owed to the user and is his own after all gets its follow-up."""
        shown = home.promise("Ana will send me the contract by Fri")
        with home.job("review") as job:
            acts.reword(job, shown, acts.understood(job, "send Ana the contract")[0])
            pipeline.settle(job)

        (event,) = home.follow_ups
        assert event.title == "Follow up: send Ana the contract"

    def test_without_event(self, home: Household) -> None:
        """A promise without follow-up is only reworded."""
        shown = home.promise("Ana will send me the contract")
        with home.job("review") as job:
            acts.reword(job, shown, acts.understood(job, "Ana owes me the papers")[0])

        assert home.ledger.all(FollowUp) == ()


class TestMove:
    """Another due date."""

    def test_moves_even_by_hand(self, home: Household) -> None:
        """The follow-up is placed anew, though the user had put it somewhere."""
        shown = home.promise("send Ana the deck by Fri")
        home.server.edit(home.follow_ups[0], start=at("11-25 16:00"), end=at("11-25 16:30"))
        home.sync()
        with home.job("move") as job:
            acts.move(job, shown, day("12-04"))
            pipeline.settle(job)

        assert home.follow_ups[0].start == at("12-03 09:00")

    def test_overdue_is_placed_before_its_new_day(self, home: Household) -> None:
        """Moved after its follow-up has passed, it is no longer overdue."""
        shown = home.promise("send Ana the deck by Tue")
        home.later(days=9)
        home.sync()
        assert home.follow_ups[0].title.startswith("Overdue")
        home.later(days=1)
        with home.job("move") as job:
            preview = place.Placer(job).preview(replace(shown, due=day("12-11")))
            acts.move(job, shown, day("12-11"))
            pipeline.settle(job)

        (event,) = home.follow_ups
        assert preview
        assert (event.title, event.start) == ("Follow up: send Ana the deck", at("12-10 09:00"))
        assert event.start == preview.start

    def test_deleted_comes_again(self, home: Household) -> None:
        """A follow-up that the user deleted comes again, for he asked for it."""
        shown = home.promise("send Ana the deck by Fri")
        home.server.delete(home.follow_ups[0])
        home.sync()
        with home.job("move") as job:
            acts.move(job, shown, day("12-04"))
            pipeline.settle(job)

        assert [event.marks["generation"] for event in home.follow_ups] == ["1"]
        assert home.promises[0].asks == ""

    def test_undone_comes_again(self, home: Household) -> None:
        """A follow-up that was held back by `undo` comes again, for the user asked for it."""
        promise = home.promise("send Ana the deck by Fri")
        home.server.delete(home.follow_ups[0])
        home.sync()
        with home.job("move") as job:
            acts.move(job, promise, day("12-04"))
            pipeline.settle(job)
        home.undo()
        assert home.follow_ups == []
        with home.job("move") as job:
            acts.move(job, promise, day("12-11"))
            pipeline.settle(job)

        (event,) = home.follow_ups
        assert (event.start, event.marks["generation"]) == (at("12-10 09:00"), "2")

    def test_owed_to_the_user(self, home: Household) -> None:
        """What is owed to the user gets no event by being moved."""
        shown = home.promise("Ana will send me the contract by Fri")
        with home.job("move") as job:
            acts.move(job, shown, day("12-04"))
            pipeline.settle(job)

        assert home.follow_ups == []

    def test_moved_to(self, home: Household) -> None:
        """A due phrase against now; what is none is said with examples."""
        with home.job("look") as job:
            assert acts.moved_to(job, "next Friday")[0] >= day("11-27")
            with pytest.raises(acts.NoDateError, match="2026-11-27"):
                acts.moved_to(job, "soonish")
            with pytest.raises(acts.PastDateError, match="is past"):
                acts.moved_to(job, "yesterday")


class TestChase:
    """A check-in on what somebody owes the user."""

    def test_gets_an_event(self, home: Household) -> None:
        """And again where it was deleted."""
        shown = home.promise("Ana will send me the contract by Fri")
        for _ in range(2):
            with home.job("chase") as job:
                acts.chase(job, shown)
                pipeline.settle(job)
            (event,) = home.follow_ups
            home.server.delete(event)
            home.sync()

        assert event.title.startswith("Follow up: Ana owes you: ")
        assert event.marks["generation"] == "1"


class TestLeave:
    """A question is answered: it stands."""

    def test_removed_line(self, home: Household) -> None:
        """The promise is told apart from its note, and not asked about again."""
        lunch = home.lunch()
        home.sync()
        home.server.edit(lunch, description="")
        home.sync()
        with home.job("review") as job:
            acts.leave(job, home.promises[0])
        home.server.edit(lunch, description="nice place")

        home.sync()

        assert (home.promises[0].asks, home.promises[0].state) == ("", State.OPEN)

    def test_deleted_follow_up(self, home: Household) -> None:
        """It is open without an event, and keeps its line."""
        home.lunch()
        home.sync()
        home.server.delete(home.follow_ups[0])
        home.sync()
        mark = home.promises[0].line_mark
        with home.job("review") as job:
            acts.leave(job, home.promises[0])

        home.sync()

        assert (home.promises[0].asks, home.promises[0].line_mark) == ("", mark)
        assert home.follow_ups == []


def test_decline(home: Household) -> None:
    """A line that is none is remembered by its mark."""
    lunch = home.lunch()
    with home.job("review") as job:
        acts.decline(job, replace(lunch, account="home"), "mark")

    assert [item.line_mark for item in home.ledger.all(Declined)] == ["mark"]


class TestMark:
    """The user's word on an event."""

    def test_whole_series(self, home: Household) -> None:
        """Said of an instance, it is meant for the series."""
        event = home.add("Standup", at=at("11-04 12:00"), recurrence=("RRULE:FREQ=WEEKLY",))
        home.add("Standup", at=at("11-26 12:00"), uid=event.uid, recurrence_id="20261125T110000Z")
        home.sync()
        (seen,) = home.ledger.mirror.events(uid=event.uid, recurrence_id="20261125T110000Z")
        with home.job("mark") as job:
            acts.mark(job, seen.event, Channel.COMMUNITY, once=False)
            pipeline.settle(job)

        found = home.ledger.mirror.events(uid=event.uid)
        assert {item.verdict.channel for item in found} == {Channel.COMMUNITY}
        assert home.now_is(event).marks["by"] == "user"
        assert [mark.recurrence_id for mark in home.ledger.all(Mark)] == [""]

    def test_vanished_tag_may_come_again(self, home: Household) -> None:
        """A tag that the user took away is written again when he says what it is."""
        lunch = home.lunch(note="")
        home.sync()
        home.server.edit(lunch, marks={})
        home.sync()
        with home.job("mark") as job:
            acts.mark(job, job.ledger.mirror.events()[0].event, Channel.LUNCH, once=False)
            pipeline.settle(job)

        assert home.now_is(lunch).marks["by"] == "user"

    def test_taken_back_at_once(self, home: Household) -> None:
        """Before anything was written: mark, verdict and the tag's record are as before."""
        lunch = home.lunch(note="", writable=False)
        home.sync()
        (before,) = home.ledger.mirror.events(uid=lunch.uid)
        with home.job("review") as job:
            acts.mark(job, before.event, None, once=False)
            acts.take_back(job, 0)

        assert home.ledger.mirror.events(uid=lunch.uid) == (before,)
        assert [record.state for record in home.ledger.all(TagRecord)] == [TagState.LOCAL]
        assert home.ledger.all(Mark) == ()

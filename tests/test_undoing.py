"""Every kind of run can be taken back, unless the user edited since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync import acts
from calsync import forgetting
from calsync import pipeline
from calsync import undoing
from calsync.calendars.memory import When
from calsync.config import Review
from calsync.errors import TryLaterError
from calsync.journal import RunStatus
from calsync.journal import WriteRecord
from calsync.journal import WriteState
from calsync.model import Attendee
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Promise
from calsync.model import State
from calsync.records import Card
from calsync.records import CardState
from calsync.records import Mark
from calsync.records import PersonNote
from calsync.records import Reviewed
from tests.household import Household
from tests.household import at
from tests.household import config
from tests.household import day


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


def act(home: Household, what: object, *said: object, **how: object) -> None:
    """The user does something on the command line."""
    with home.job("act") as job:
        what(job, *said, **how)  # type: ignore[operator] # one of acts
        pipeline.settle(job)


def settled(home: Household) -> None:
    """After an undo, syncs find nothing more to do."""
    for _ in range(2):
        report = home.sync()
        assert report.plan == ()


class TestPromises:
    """Promises, and what was done with them."""

    def test_kept(self, home: Household) -> None:
        """It is open again, and the tick is gone."""
        promise = home.promise("send Ana the deck by Fri")
        act(home, acts.keep, promise)
        assert home.follow_ups[0].title.startswith("✓")

        home.undo()
        settled(home)

        assert home.promises[0].state is State.OPEN
        assert home.follow_ups[0].title == "Follow up: send Ana the deck"

    def test_moved(self, home: Household) -> None:
        """It is due when it was, and stands where it stood."""
        promise = home.promise("send Ana the deck by Fri")
        before = home.follow_ups[0].start
        act(home, acts.move, promise, day("12-10"))
        assert home.follow_ups[0].start != before

        home.undo()
        settled(home)

        assert home.promises[0].due == day("11-27")
        assert home.follow_ups[0].start == before

    def test_chased(self, home: Household) -> None:
        """The check-in goes; asked for again it comes again, under a new id."""
        promise = home.promise("Ana will send me the contract by Fri")
        act(home, acts.chase, promise)
        (first,) = home.follow_ups

        home.undo()
        settled(home)
        assert home.follow_ups == []
        act(home, acts.chase, promise)

        (second,) = home.follow_ups
        assert second.uid != first.uid

    def test_reworded(self, home: Household) -> None:
        """The old words stand in the calendar again."""
        promise = home.promise("send Ana the deck by Fri")
        with home.job("review") as job:
            acts.reword(job, promise, acts.understood(job, "send Tom the slides")[0])
            pipeline.settle(job)
        assert home.follow_ups[0].title == "Follow up: send Tom the slides"

        home.undo()
        settled(home)

        assert home.follow_ups[0].title == "Follow up: send Ana the deck"


class TestMarks:
    """The user's word on an event, taken back."""

    @pytest.mark.parametrize(
        ("title", "channel"), [("Lunch with Ana", None), ("Call", Channel.LUNCH)]
    )
    def test_mark(self, home: Household, title: str, channel: Channel | None) -> None:
        """Verdict and tag are what they were before."""
        event = home.add(title)
        home.sync()
        before = home.now_is(event).marks
        (seen,) = home.ledger.mirror.events(uid=event.uid)
        act(home, acts.mark, seen.event, channel, once=False)
        assert home.now_is(event).marks != before

        home.undo()
        settled(home)

        assert home.now_is(event).marks == before
        assert home.ledger.all(Mark) == ()
        assert home.ledger.mirror.events(uid=event.uid)[0].verdict == seen.verdict

    def test_untag(self, home: Household) -> None:
        """A tag that was taken away is put back, and stays."""
        lunch = home.lunch(note="")
        home.sync()
        home.server.edit(lunch, title="Dentist")
        home.sync()
        assert home.now_is(lunch).marks == {}

        home.undo()
        settled(home)

        assert home.now_is(lunch).marks["channel"] == "lunch"

    def test_tag_the_user_took_away(self, home: Household) -> None:
        """There is nothing to take back."""
        lunch = home.lunch(note="")
        home.sync()
        home.server.edit(lunch, marks={})

        undone = home.undo()

        assert undone.left == ("tag: Lunch with Ana Diaz",)

    def test_color(self, home: Household) -> None:
        """The colour that was put there goes with the tag."""
        home.config = config(tags=type(config().tags)(color="5"))
        lunch = home.lunch(note="")
        home.sync()
        assert home.now_is(lunch).color == "5"

        home.undo()

        assert home.now_is(lunch).color == ""


def test_review(home: Household) -> None:
    """What was said of a meeting, and what was noted about somebody, is unsaid."""
    lunch = home.lunch(note="")
    home.sync()
    with home.job("review") as job:
        acts.reviewed(job, lunch, "done")
        acts.remember(job, "", "Ana", "runs marathons", None)
        acts.remember(job, "", "Ana", "has a dog", None)
        acts.decline(job, lunch, "mark")
    assert len(home.ledger.all(PersonNote)) == 2

    home.undo()

    assert home.ledger.all(PersonNote) == ()
    assert home.ledger.all(Reviewed) == ()


def test_cards(home: Household) -> None:
    """A card goes, no other comes, and the meeting still waits for its review."""
    home.config = config(review=Review(cards=True))
    home.promise("call Tom by 10 Dec")
    home.add("Lunch with Eve Lind", at=at("11-22 12:00"))
    home.sync()
    home.lunch(note="")
    home.sync()

    undone = home.undo()
    settled(home)

    assert "card: How was Lunch with Ana Diaz?" in undone.reversed
    states = sorted(card.state for card in home.ledger.all(Card))
    assert states == [CardState.ANSWERED, CardState.OPEN]
    assert home.ledger.all(Reviewed) == ()
    titles = [event.title for event in home.server.events.values() if "card" in event.marks]
    assert titles == ["How was Lunch with Eve Lind?"]


def test_adopted_stays(home: Household) -> None:
    """What a new ledger found in the calendars is not for its first run to take back."""
    home.lunch()
    home.sync()
    home.lose_ledger()
    other = home.lunch(note="", uid="other@x")

    home.sync()
    home.undo()
    settled(home)

    assert home.now_is(other).marks == {}
    assert home.promises[0].state is State.OPEN
    assert home.follow_ups[0].title == "Follow up: the deck"


class TestWhich:
    """Which run is meant."""

    def test_no_undo_of_an_undo(self, home: Household) -> None:
        """Neither the last run nor by its number."""
        home.promise("send Ana the deck by Fri")
        home.undo()
        number = home.ledger.runs()[0].id

        with pytest.raises(undoing.NoSuchRunError, match="nothing to take back"):
            home.undo()
        with pytest.raises(undoing.TakenBackError, match=f"run {number} is"):
            home.undo(f"{number}")

    def test_by_number(self, home: Household) -> None:
        """An earlier run leaves the later ones."""
        home.promise("send Ana the deck by Fri")
        home.promise("call Tom by 10 Dec")

        home.undo("1")

        states = {promise.text: promise.state for promise in home.promises}
        assert states == {"send Ana the deck": State.DROPPED, "call Tom": State.OPEN}

    def test_a_failed_command_is_none(self, home: Household) -> None:
        """A command that failed before it did anything is not what is taken back."""
        home.promise("send Ana the deck by Fri")
        with pytest.raises(TryLaterError), home.job("promise keep"):
            raise TryLaterError

        assert home.undo().run.command == "promise add"

    def test_nothing_comes_back_after_forget(self, home: Household) -> None:
        """What was forgotten is gone; that is said."""
        home.promise("send Ana the deck by Fri")
        with home.job("forget") as job:
            forgetting.forget(job, forgetting.traces(job))

        with pytest.raises(undoing.ForgottenError, match="calsync sync --full"):
            home.undo()


class TestTrouble:
    """When the account does not play along."""

    def test_unreachable_changes_nothing(self, home: Household) -> None:
        """An account that cannot be read: nothing is done, and it can be tried again."""
        home.promise("send Ana the deck by Fri")
        home.server.fail(TryLaterError("home: no network"), when=When.READ)

        with pytest.raises(TryLaterError):
            home.undo()
        assert home.promises[0].state is State.OPEN
        home.undo()

        assert home.follow_ups == []

    def test_breaks_half_way(self, home: Household) -> None:
        """What was taken back stays so, and the rest can be taken back later."""
        home.lunch()
        home.sync()
        home.server.fail(TryLaterError("home: the line broke"), when=When.BEFORE, skip=1)

        with pytest.raises(TryLaterError):
            home.undo()
        home.undo()
        settled(home)

        assert home.follow_ups == []
        assert home.promises[0].state is State.DROPPED

    def test_answer_is_lost(self, home: Household) -> None:
        """A write that arrived without its answer is found to be done."""
        lunch = home.lunch()
        home.sync()
        home.server.fail(TryLaterError("home: the line broke"), when=When.AFTER, skip=1)

        with pytest.raises(TryLaterError):
            home.undo()
        home.undo()
        settled(home)

        assert home.now_is(lunch).marks == {}
        assert home.follow_ups == []

    def test_refused_is_left(self, home: Household) -> None:
        """A follow-up that somebody was invited to stays; the run is not done with."""
        home.promise("send Ana the deck by Fri")
        event = home.follow_ups[0]
        key = (event.calendar, event.id)
        home.server.events[key] = replace(event, attendees=(Attendee("ana@other.example"),))

        undone = home.undo()

        assert undone.failures
        assert undone.left[1:] == ("create: Follow up: send Ana the deck",)
        assert home.ledger.runs()[-1].status is RunStatus.OK

    def test_account_is_not_configured_any_more(self, home: Household) -> None:
        """What was written there is left, and said."""
        home.lunch(note="")
        home.sync()
        run = home.ledger.writes()[0].run
        write = WriteRecord(run, 99, "old", "c", "e", "tag", "Elsewhere", state=WriteState.DONE)
        home.ledger.put_write(write)

        undone = home.undo()

        assert undone.left == ("tag: Elsewhere",)

    def test_gone_calendar_stops(self, home: Household) -> None:
        """A calendar that is not there is no reason to forget what was in it."""
        home.promise("send Ana the deck by Fri")
        (own,) = [c for c in home.server.calendars.values() if c.made_by_calsync]
        del home.server.calendars[own.id]

        with pytest.raises(Exception, match="is gone"):
            home.undo()

        assert home.promises[0].state is State.OPEN


def test_calendar_with_something_in_it_stays(home: Household) -> None:
    """The calendar that calsync made is left where the user put something into it."""
    home.promise("send Ana the deck by Fri")
    (own,) = [c for c in home.server.calendars.values() if c.made_by_calsync]
    home.server.add(
        Event(
            "", "mine@x", "Follow up: mine", at("11-25 10:00"), at("11-25 11:00"), calendar=own.id
        )
    )

    undone = home.undo()

    assert (undone.left, undone.failures) == (("make-calendar: Follow-ups",), ())
    assert home.ledger.runs()[-1].status is RunStatus.UNDONE
    assert own.id in home.server.calendars


def test_killed_undo_is_settled(home: Household) -> None:
    """An undo that died while it put a tag back is settled by the next sync."""
    lunch = home.lunch(note="")
    home.sync()
    home.server.edit(lunch, title="Dentist")
    home.sync()
    home.server.fail(KeyboardInterrupt(), when=When.AFTER)
    with pytest.raises(KeyboardInterrupt):
        home.undo()

    home.sync()

    assert [w.state for w in home.ledger.writes() if w.operation == "retag"] == [WriteState.DONE]


def test_dropped_promise_is_not_found_twice(home: Household) -> None:
    """A promise that was undone and erased leaves nothing to drop."""
    home.promise("send Ana the deck by Fri")
    (promise,) = home.promises
    with home.job() as job:
        job.ledger.drop(promise)
        undoing.undo(job, undoing.last_run(job, "1"))

    assert home.ledger.all(Promise) == ()


def test_deleted_by_the_user(home: Household) -> None:
    """A follow-up that the user deleted is not there to be taken back."""
    home.promise("send Ana the deck by Fri")
    home.server.delete(home.follow_ups[0])

    assert home.undo().left == ("create: Follow up: send Ana the deck",)

"""Whatever an account answers to a write, the ledger remembers what is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync.calendars.memory import When
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Result
from calsync.config import Review
from calsync.errors import Exit
from calsync.journal import RunStatus
from calsync.journal import WriteState
from calsync.model import FollowUp
from calsync.records import Card
from calsync.records import CardState
from calsync.records import TagRecord
from calsync.records import TagState
from tests.answers import answering
from tests.household import Household
from tests.household import at
from tests.household import config


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


# the result of the first tag, times, how the sync ends, is the tag there after the next sync?
TAGS = [
    (Result.FAILED, 1, RunStatus.PARTIAL, True),
    (Result.UNKNOWN, 1, RunStatus.PARTIAL, True),
    (Result.CONFLICT, 1, RunStatus.OK, True),
    (Result.GONE, 9, RunStatus.PARTIAL, False),
    (Result.REFUSED, 1, RunStatus.OK, False),
    (None, 1, RunStatus.FAILED, True),
]


@pytest.mark.parametrize(("result", "times", "status", "there"), TAGS)
def test_tag(
    home: Household,
    result: Result | None,
    times: int,
    status: RunStatus,
    there: bool,  # noqa: FBT001 - a row of the table
) -> None:
    """What failed is tried again, what is refused is not, a conflict is decided anew at once."""
    lunch = home.lunch(note="")
    answering(home, PutTag, result, times=times)

    report = home.sync()
    home.sync()

    assert report.status is status
    assert bool(home.now_is(lunch).marks) is there


def test_refused_untag_is_not_tried_again(home: Household) -> None:
    """A tag that calsync may not take away stays, and is left alone until the event changes."""
    lunch = home.lunch(note="")
    home.sync()
    home.server.edit(lunch, title="Dentist")
    answering(home, PutTag, Result.REFUSED)

    first, second = home.sync(), home.sync()

    assert (first.kept_local, second.plan) == (1, ())
    assert [record.state for record in home.ledger.all(TagRecord)] == [TagState.LOCAL]
    home.server.edit(lunch, title="Dentist!")
    home.sync()
    assert home.now_is(lunch).marks == {}


@pytest.mark.parametrize("result", [Result.FAILED, Result.REFUSED, Result.GONE])
def test_calendar_could_not_be_made(home: Household, result: Result) -> None:
    """Without its calendar the follow-up waits; nothing is lost."""
    home.lunch()
    answering(home, MakeCalendar, result, times=3)

    home.sync()
    assert home.follow_ups == []
    home.others.clear()
    home.sync()

    assert len(home.follow_ups) == 1


@pytest.mark.parametrize("result", [Result.FAILED, Result.REFUSED, Result.UNKNOWN, None])
def test_follow_up_could_not_be_made(home: Household, result: Result | None) -> None:
    """It is made by the next sync, once."""
    home.lunch()
    answering(home, Create, result)

    report = home.sync()
    home.sync()

    assert report.exit_code == Exit.PARTIAL
    assert len(home.follow_ups) == 1


def test_deleted_before_the_answer(home: Household) -> None:
    """Its id is taken by one that the user deleted: it stays deleted, and review asks."""
    home.lunch()
    answering(home, Create, Result.EXISTS)

    home.sync()

    assert home.follow_ups == []
    assert home.promises[0].asks == "deleted"
    assert [known.gone for known in home.ledger.all(FollowUp)] == [True]


class TestCards:
    """Cards, when the answer is another."""

    @pytest.mark.parametrize("result", [Result.FAILED, Result.EXISTS])
    def test_made_by_the_next(self, result: Result) -> None:
        """A card that could not be made is made later."""
        home = Household(config=config(review=Review(cards=True)))
        home.promise("call Tom by 10 Dec")
        home.lunch(note="")
        answering(home, Create, result)

        home.sync()
        assert home.ledger.all(Card) == ()
        home.sync()

        assert len(home.ledger.all(Card)) == 1

    def test_deleted_with_the_ledger_lost(self) -> None:
        """A deleted card's id is taken: it was answered."""
        home = Household(config=config(review=Review(cards=True)))
        home.promise("call Tom by 10 Dec")
        home.lunch(note="")
        home.sync()
        (card,) = [e for e in home.server.events.values() if "card" in e.marks]
        home.server.delete(card)
        home.lose_ledger()

        home.sync()

        assert [c.state for c in home.ledger.all(Card)] == [CardState.ANSWERED]


class TestRecover:
    """What a killed run left behind."""

    @pytest.mark.parametrize("skip", range(5))
    def test_killed_while_moving(self, home: Household, skip: int) -> None:
        """A follow-up that a killed run moved stands where calsync put it."""
        home.promise("send Ana the deck by Tue")
        lunch = home.lunch("owe Tom the slides by Tue")
        home.sync()
        home.later(days=9)
        home.server.edit(lunch, title="Dentist")
        home.server.fail(KeyboardInterrupt(), when=When.AFTER, skip=skip)
        try:
            home.sync()
        except KeyboardInterrupt:
            pass
        else:
            home.server.failures.clear()

        home.sync()
        report = home.sync()

        states = {write.state for write in home.ledger.writes()}
        assert report.plan == ()
        assert WriteState.INTENDED not in states
        assert all(event.title.startswith("Overdue") for event in home.follow_ups)

    def test_killed_before_the_new_due_day_was_written(self, home: Household) -> None:
        """A follow-up keeps its title and place: what it carries tells whether it was written."""
        home.promise("send Ana the deck by Tue")
        (event,) = home.follow_ups
        home.server.edit(event, start=at("12-03 15:00"), end=at("12-03 15:30"))
        home.server.fail(KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            home.sync()

        home.sync()

        assert home.now_is(event).marks["due"] == "2026-12-03"
        assert home.sync().plan == ()

    def test_other_accounts_wait(self, home: Household) -> None:
        """A write into an account that was not read is settled another time."""
        home.lunch(note="")
        home.server.fail(KeyboardInterrupt(), when=When.AFTER)
        with pytest.raises(KeyboardInterrupt):
            home.sync()
        (write,) = home.ledger.writes()
        home.ledger.put_write(replace(write, order=2, account="other"))

        home.sync()

        states = [write.state for write in home.ledger.writes()]
        assert states == [WriteState.DONE, WriteState.INTENDED]

    def test_what_was_done_before_is_remembered(self, home: Household) -> None:
        """Of several writes those that were answered before the run ended are settled in it."""
        home.lunch(note="")
        home.add("Python meetup")
        home.server.fail(KeyboardInterrupt(), when=When.BEFORE, skip=1)

        with pytest.raises(KeyboardInterrupt):
            home.sync()

        states = [write.state for write in home.ledger.writes()]
        assert states == [WriteState.DONE, WriteState.INTENDED]

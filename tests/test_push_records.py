"""What the ledger keeps of each write, and what of one that a killed run left."""

from __future__ import annotations

import json

import pytest

from calsync import reconciliation
from calsync.calendars.memory import When
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Result
from calsync.journal import WriteState
from calsync.model import Channel
from calsync.model import FollowUp
from calsync.model import Source
from calsync.records import TagRecord
from calsync.records import TagState
from tests.answers import answering
from tests.household import Household
from tests.household import at
from tests.household import day


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


SETTLED = [
    (Result.DONE, WriteState.DONE),
    (Result.EXISTS, WriteState.DONE),
    (Result.REFUSED, WriteState.REFUSED),
    (Result.UNKNOWN, WriteState.INTENDED),
    (Result.FAILED, WriteState.FAILED),
    (Result.CONFLICT, WriteState.FAILED),
    (Result.GONE, WriteState.FAILED),
]


@pytest.mark.parametrize(("result", "state"), SETTLED)
def test_settled(home: Household, result: Result, state: WriteState) -> None:
    """Each answer is remembered with its reason; what is unknown is settled by the next sync."""
    home.lunch(note="")
    answering(home, PutTag, result)

    home.sync()

    write = home.ledger.writes()[0]
    assert (write.state, write.why) == (state, "as told")


def test_refused_tag_is_kept_whole(home: Household) -> None:
    """What the event is stays in the ledger, with the reason, and is said once."""
    home.lunch(note="")
    answering(home, PutTag, Result.REFUSED, times=2)

    first, second = home.sync(), home.sync()

    (record,) = home.ledger.all(TagRecord)
    assert (record.state, record.channel) == (TagState.LOCAL, Channel.LUNCH)
    assert (record.by, record.why) == (Source.RULES, "as told")
    assert (first.kept_local, second.kept_local) == (1, 0)


def test_what_is_kept_of_each_write(home: Household) -> None:
    """What was there before and after, and both ETags: enough to take it back (rule 9)."""
    lunch = home.lunch()
    home.sync()
    home.later(days=9)
    home.sync()

    calendar, tag, made, chased = home.ledger.writes()
    assert (tag.operation, tag.account, tag.calendar, tag.event) == ("tag", "home", "c", lunch.id)
    assert (tag.etag_before, tag.etag_after) == (lunch.etag, home.now_is(lunch).etag)
    assert json.loads(tag.before)["uid"] == lunch.uid
    assert json.loads(tag.after)["channel"] == "lunch"
    assert (calendar.operation, calendar.event, calendar.before, calendar.after) == (
        *("make-calendar", "", "", ""),
    )
    assert calendar.etag_after == ""
    (event,) = home.follow_ups
    assert (made.operation, made.calendar, made.event) == ("create", event.calendar, event.id)
    assert (made.before, made.etag_before) == ("", "")
    assert (chased.operation, chased.event, chased.etag_before) == (
        *("chase", event.id, made.etag_after),
    )
    assert json.loads(chased.before)["title"] == json.loads(made.after)["title"]
    assert chased.etag_after == event.etag


def test_killed_while_chasing(home: Household) -> None:
    """A chase that arrived counts as one, and calsync put it there, not the user."""
    home.promise("send Ana the deck by Tue")
    home.later(days=9)
    home.server.fail(KeyboardInterrupt(), when=When.AFTER)
    with pytest.raises(KeyboardInterrupt):
        home.sync()

    home.sync()

    (known,) = home.ledger.all(FollowUp)
    assert [write.state for write in home.ledger.writes()][-1] is WriteState.DONE
    assert known.times_overdue == 1
    assert [promise.due for promise in home.promises] == [day("11-24")]
    assert not reconciliation.hand_moved(known)


def test_killed_while_undoing_a_tag(home: Household) -> None:
    """An undo that died after it took a tag away is settled by the next sync."""
    lunch = home.lunch(note="")
    home.sync()
    home.server.fail(KeyboardInterrupt(), when=When.AFTER)
    with pytest.raises(KeyboardInterrupt):
        home.undo()

    home.sync()

    untag = home.ledger.writes()[-1]
    assert (untag.operation, untag.state) == ("untag", WriteState.DONE)
    assert dict(home.now_is(lunch).marks) == {}


def test_killed_while_taking_up_a_title(home: Household) -> None:
    """A title that a killed run took up is a promise, and the user's event its follow-up."""
    home.promise("call Tom by 10 Dec")
    (own,) = [c for c in home.server.calendars.values() if c.made_by_calsync]
    typed = home.add("send Eve the photos", at=at("11-24 15:00"), calendar=own.id)
    home.server.fail(KeyboardInterrupt(), when=When.AFTER)
    with pytest.raises(KeyboardInterrupt):
        home.sync()

    home.sync()

    assert home.sync().plan == ()
    assert sorted(promise.text for promise in home.promises) == [
        *("call Tom", "send Eve the photos"),
    ]
    assert home.now_is(typed).start == at("11-24 15:00")

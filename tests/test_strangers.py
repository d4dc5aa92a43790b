"""What others write into the user's calendars, and copies that the user makes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from calsync import pipeline
from calsync.config import FollowUps
from calsync.config import Review
from calsync.config import Tags
from calsync.model import Attendee
from calsync.model import Calendar
from calsync.model import Channel
from calsync.model import Event
from calsync.model import State
from calsync.records import Card
from calsync.records import Mark
from tests.household import Household
from tests.household import at
from tests.household import config
from tests.household import day

EVE = Attendee("eve@other.example", "Eve")
ME = Attendee("me@example.com", "Me")


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


def test_forged_follow_up_is_none(home: Household) -> None:
    """An invitation that claims to be a follow-up makes no promise, and is never moved."""
    forged = home.add(
        "Follow up: wire money", organizer=EVE, attendees=(EVE, ME), marks={"promise": "p"}
    )
    home.later(days=9)

    report = home.sync()

    assert (report.plan, home.promises) == ((), ())
    assert home.now_is(forged) == forged


def test_forged_card_is_none(home: Household) -> None:
    """Nor does one that claims to be a card."""
    source = json.dumps(["home", "c", "lunch@x", ""])
    home.add(
        "How was it?",
        organizer=EVE,
        description="todo: wire money",
        marks={"card": "x", "source": source},
    )

    home.sync()

    assert (home.promises, home.ledger.all(Card)) == ((), ())


@pytest.mark.parametrize("source", ["", "[]", "7", "[" * 50_000])
def test_card_without_meeting(home: Household, source: str) -> None:
    """A card whose meeting cannot be told is left alone."""
    home.add("How was it?", description="todo: call Tom", marks={"card": "x", "source": source})

    home.sync()

    assert (home.promises, home.ledger.all(Card)) == ((), ())


def test_marks_without_sense(home: Household) -> None:
    """A follow-up whose marks say little is taken for what it says."""
    home.add("Follow up: call Tom", at=at("11-26 09:00"), marks={"promise": "p", "generation": "²"})

    home.sync()

    assert [(p.id, p.text) for p in home.promises] == [("p", "call Tom")]
    home.add("Something", marks={"promise": ""})
    home.sync()
    assert len(home.promises) == 1


def test_copied_follow_up(home: Household) -> None:
    """A copy that the user made of a follow-up is left, also by a new ledger."""
    home.lunch()
    home.sync()
    (event,) = home.follow_ups
    copy = home.server.add(replace(event, id="a-copy", uid="a-copy@x", title="Copy"))
    home.lose_ledger()

    report = home.sync()

    assert report.plan == ()
    assert home.now_is(copy) == copy
    assert len(home.promises) == 1


def test_mark_comes_back(home: Household) -> None:
    """A tag that the user's word wrote is his word again after the loss of the ledger."""
    event = home.add("Standup")
    by_user = {"channel": "community", "score": "1.00", "by": "user", "event": event.uid}
    home.server.edit(event, marks=by_user)

    home.sync()
    home.sync(full=True)

    assert [mark.channel for mark in home.ledger.all(Mark)] == [Channel.COMMUNITY]
    assert home.now_is(event).marks == by_user


def test_exception_that_stands_alone(home: Household) -> None:
    """An instance whose series is not there carries its own tag; one of a series does not."""
    alone = home.add("Lunch with Ana", recurrence_id="20261123T113000Z")
    series = home.add("Lunch with Tom", at=at("11-04 12:00"), recurrence=("RRULE:FREQ=WEEKLY",))
    other = home.add(
        "Lunch with Tom", at=at("11-26 12:00"), uid=series.uid, recurrence_id="20261125T110000Z"
    )

    home.sync()

    assert home.now_is(alone).marks["channel"] == "lunch"
    assert home.now_is(series).marks["channel"] == "lunch"
    assert home.now_is(other).marks == {}


@pytest.mark.parametrize(("before", "tagged", "after"), [("", "5", ""), ("3", "3", "3")])
def test_colour(before: str, tagged: str, after: str) -> None:
    """A colour is put only where there is none, and goes with the tag."""
    home = Household(config=config(tags=Tags(color="5")))
    lunch = home.lunch(note="", color=before)
    home.sync()
    assert home.now_is(lunch).color == tagged
    home.server.edit(lunch, title="Dentist")

    home.sync()

    assert home.now_is(lunch).color == after


def test_taken_times(home: Household) -> None:
    """Busy events of every kind keep follow-ups out; declined and cancelled ones do not."""
    home.add("Board", at=at("11-26 09:00"), end=at("11-26 11:00"))
    home.add("Daily", at=at("11-05 11:00"), recurrence=("RRULE:FREQ=DAILY",))
    rid = "20261126T100000Z"
    home.add("Daily", at=at("11-26 12:00"), uid="daily@x", recurrence_id=rid)
    home.add("No", at=at("11-26 11:00"), organizer=EVE, attendees=(replace(ME, status="declined"),))
    home.add("Off", at=at("11-26 11:00"), cancelled=True)
    home.promise("send Ana the deck by Fri")

    assert home.follow_ups[0].start == at("11-26 11:00")


def test_holidays_are_no_working_days() -> None:
    """With a country its public holidays are left out."""
    pytest.importorskip("holidays")
    home = Household(config=config(followups=FollowUps(account="home", country="DE")))
    home.now = home.now.replace(month=12, day=21)

    home.promise("send Ana the deck by 27 Dec")

    assert home.follow_ups[0].start == home.now.replace(day=24, hour=9)


def test_full_day_is_all_day(home: Household) -> None:
    """Where nothing is free the follow-up stands all day on the due day, and says so."""
    home.add("Trip", at=home.now - timedelta(days=1), end=home.now + timedelta(days=9))

    home.promise("send Ana the deck by Fri")
    home.promise("send Tom the deck by Fri")

    assert {event.start for event in home.follow_ups} == {day("11-27")}
    assert "stands all day" in home.follow_ups[0].description


class TestCardsOfDays:
    """Cards of meetings that fill days, and titles that are no promise."""

    def test_all_day(self) -> None:
        """The card of a whole day stands on its evening."""
        home = Household(config=config(review=Review(cards=True)))
        home.promise("call Tom by 10 Dec")
        home.server.add(
            Event("", "pycon@x", "PyCon Conference", day("11-22"), day("11-23"), calendar="c")
        )

        home.sync()

        (card,) = [e for e in home.server.events.values() if "card" in e.marks]
        assert card.start == at("11-22 17:00")

    def test_title_that_is_none(self, home: Household) -> None:
        """What is no promise is left as it was typed."""
        home.promise("call Tom by 10 Dec")
        (own,) = [c for c in home.server.calendars.values() if c.made_by_calsync]
        typed = home.add("???", calendar=own.id)

        home.sync()

        assert home.now_is(typed) == typed


def test_follow_ups_elsewhere(home: Household) -> None:
    """A follow-up of an account that is not read now is neither moved nor asked about."""
    home.promise("send Ana the deck by Fri")
    (known,) = home.follow_ups
    home.later(days=9)
    with home.job() as job:
        report = pipeline.sync(replace(job, accounts={}), pipeline.Options())

    assert (report.plan, report.accounts) == ((), ())
    assert home.now_is(known) == known
    assert home.promises[0].state is State.OPEN


def test_zone_of_the_calendars(home: Household) -> None:
    """Without a configured zone the calendars' own counts, from the first sync on."""
    home.server.calendars["c"] = Calendar("c", "Personal", account="home", zone="America/Lima")

    home.sync()
    with home.job() as job:
        assert str(pipeline.in_zone(job).zone) == "America/Lima"
        named = replace(job, config=replace(job.config, timezone="Europe/Berlin"))
        assert pipeline.in_zone(named).zone == job.zone

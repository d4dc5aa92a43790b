"""Opportunities as lists show them, and the user's word on single instances."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync import acts
from calsync import opportunities
from calsync.job import Job
from calsync.model import Attendee
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Verdict
from calsync.opportunities import Opportunity
from calsync.records import Seen
from tests.household import ZONE
from tests.household import Household
from tests.household import at

WEEKLY = ("RRULE:FREQ=WEEKLY",)
ENDED = ("RRULE:FREQ=WEEKLY;COUNT=2",)


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


def listed(home: Household, **which: bool) -> list[Opportunity]:
    """What the list shows."""
    with home.job("look") as job:
        return opportunities.listed(job, **which)  # type: ignore[arg-type] # upcoming, past


def shown(home: Household, **which: bool) -> list[tuple[str, object]]:
    """Titles and starts of the list."""
    return [(row.event.title, row.event.start) for row in listed(home, **which)]


def series(home: Household, title: str = "Lunch with Ana", rule: tuple[str, ...] = WEEKLY) -> Event:
    """A series on Wednesdays since the beginning of November."""
    return home.add(title, at=at("11-04 12:00"), recurrence=rule)


def mark(home: Household, event: Event, channel: Channel | None) -> Event:
    """The user's word on the instance that lists show."""
    with home.job("mark") as job:
        (seen,) = job.ledger.mirror.events(uid=event.uid, recurrence_id=event.recurrence_id)
        target = acts.single(job, seen.event)
        acts.mark(job, target, channel, once=True)
    return target


class TestListed:
    """A row for each, in the order of time."""

    def test_order_and_instances(self, home: Household) -> None:
        """Of a series the next instance, else the last."""
        home.lunch(note="")
        series(home)
        series(home, "Lunch with Tom", ENDED)
        home.add("Dentist")
        home.sync()

        assert shown(home) == [
            ("Lunch with Tom", at("11-11 12:00")),
            ("Lunch with Ana Diaz", at("11-23 12:30")),
            ("Lunch with Ana", at("11-25 12:00")),
        ]
        assert [row.repeats for row in listed(home)] == [True, False, True]
        assert {row.event.recurrence_id for row in listed(home)} == {""}

    def test_upcoming_and_past(self, home: Household) -> None:
        """Only those to come, only those that are over: a series shows in both."""
        home.lunch(note="")
        series(home)
        home.sync()

        assert shown(home, upcoming=True) == [("Lunch with Ana", at("11-25 12:00"))]
        assert shown(home, past=True) == [
            *(("Lunch with Ana", at("11-18 12:00")), ("Lunch with Ana Diaz", at("11-23 12:30"))),
        ]

    def test_channel(self, home: Household) -> None:
        """Only one channel."""
        home.lunch(note="")
        home.sync()
        with home.job("look") as job:
            assert opportunities.listed(job, channel=Channel.SOCIAL) == []
            assert len(opportunities.listed(job, channel=Channel.LUNCH)) == 1

    def test_dead_ones_are_left_out(self, home: Household) -> None:
        """Cancelled, or declined by the user; a series that has no instance near."""
        no = Attendee("me@example.com", status="declined")
        for event in (home.lunch(note=""), home.add("Lunch with Tom Berg")):
            home.sync()
            mark(home, event, Channel.LUNCH)
            home.server.edit(event, cancelled="Ana" in event.title, attendees=(no,))
        home.add("Lunch with Eve Lind", at=at("11-04 12:00").replace(year=2016), recurrence=ENDED)
        home.sync()

        assert shown(home) == []

    def test_unsure_is_none(self, home: Household) -> None:
        """What calsync asks about is no opportunity yet."""
        event = home.add("Something")
        home.sync()
        unsure = Seen(replace(event, account="home"), Verdict(None, 0.4, unsure=True))
        home.ledger.mirror.put_events([unsure], zone=ZONE)

        assert shown(home) == []

    def test_exception_is_a_row_of_its_own(self, home: Household) -> None:
        """The next instance was moved: the series shows the one after."""
        event = series(home)
        home.add(
            "Lunch with Ana", at=at("11-26 13:00"), uid=event.uid, recurrence_id="20261125T110000Z"
        )
        home.sync()

        assert shown(home, upcoming=True) == [
            ("Lunch with Ana", at("11-26 13:00")),
            ("Lunch with Ana", at("12-02 12:00")),
        ]


class TestOnce:
    """The user's word on one instance."""

    def test_not_this_time(self, home: Household) -> None:
        """The series stays what it is, and shows the instance after."""
        event = series(home)
        home.sync()

        target = mark(home, event, None)

        assert (target.start, target.recurrence_id) == (at("11-25 12:00"), "20261125T110000Z")
        assert shown(home) == [("Lunch with Ana", at("12-02 12:00"))]
        assert home.now_is(event).marks["channel"] == "lunch"

    def test_only_this_time(self, home: Household) -> None:
        """One instance of a series that is none is an opportunity."""
        event = series(home, "Standup")
        home.add("Standup", at=at("12-03 12:00"), uid=event.uid, recurrence_id="20261202T110000Z")
        home.sync()
        assert shown(home) == []

        mark(home, event, Channel.COMMUNITY)

        assert shown(home) == [("Standup", at("11-25 12:00"))]
        assert not listed(home)[0].repeats

    def test_last_instance_where_none_comes(self, home: Household) -> None:
        """Of a series that has ended, the last."""
        event = series(home, rule=ENDED)
        home.sync()

        assert mark(home, event, None).start == at("11-11 12:00")
        assert shown(home) == [("Lunch with Ana", at("11-04 12:00"))]

    def test_single_event(self, home: Household) -> None:
        """A single event is its own instance."""
        lunch = home.lunch(note="")
        home.sync()

        assert mark(home, lunch, None).start == lunch.start
        assert shown(home) == []

    def test_no_instance_near(self, home: Household) -> None:
        """A series that ended years ago has none to mark."""
        old = home.add("Lunch", at=at("11-04 12:00").replace(year=2016), recurrence=ENDED)
        home.sync()

        with pytest.raises(acts.NoInstanceError, match="without --once"):
            mark(home, old, None)


def test_candidates(home: Household) -> None:
    """Nothing twice, and marks of what is gone mean nothing."""
    event = series(home)
    home.sync()
    mark(home, event, Channel.SOCIAL)
    home.server.delete(event)
    home.sync()

    def candidates(job: Job) -> int:
        return len(opportunities.candidates(job))

    with home.job("look") as job:
        assert candidates(job) == 0

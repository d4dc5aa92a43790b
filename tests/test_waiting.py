"""What waits for the user's word, and what is known of a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from calsync import acts
from calsync import meetings
from calsync import owed
from calsync import waiting
from calsync.meetings import Known
from calsync.model import Attendee
from calsync.model import Calendar
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Verdict
from calsync.records import Seen
from calsync.waiting import Waiting
from tests.household import ZONE
from tests.household import Household
from tests.household import at

ANA = Attendee("ana@other.example", "Ana Diaz")
ME = Attendee("me@example.com", "Me")
COLLEAGUE = Attendee("bob@example.com", "Bob")
WEEKLY = ("RRULE:FREQ=WEEKLY",)


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


def waits(home: Household, *, everything: bool = False) -> Waiting:
    """What waits now."""
    with home.job("look") as job:
        return waiting.waiting(job, everything=everything)


def titles(home: Household, *, everything: bool = False) -> list[str]:
    """The meetings that wait."""
    return [meeting.event.title for meeting in waits(home, everything=everything).meetings]


def known(home: Household) -> Known:
    """What is known of the only meeting that waits."""
    (meeting,) = waits(home).meetings
    with home.job("look") as job:
        return meetings.known(job, meeting)


def done(home: Household, event: Event) -> None:
    """The user is done with a meeting."""
    with home.job("review") as job:
        acts.reviewed(job, replace(event, account="home"), "done")


class TestMeetings:
    """Opportunities that are over."""

    def test_latest_first(self, home: Household) -> None:
        """Those that are over, not those to come; older ones are counted."""
        home.add("Lunch with Old", at=at("11-02 12:00"))
        home.add("Lunch with Eve", at=at("11-20 12:00"))
        home.lunch(note="")
        home.add("Lunch with Later", at=at("11-24 12:00"))
        home.add("Dentist")
        home.sync()

        assert titles(home) == ["Lunch with Ana Diaz", "Lunch with Eve"]
        assert waits(home).older == 1
        assert titles(home, everything=True)[-1] == "Lunch with Old"
        assert len(waits(home)) == 2

    def test_reviewed_and_declined(self, home: Household) -> None:
        """Those that were spoken of, cancelled or declined do not wait."""
        done(home, home.lunch(note=""))
        no = replace(ME, status="declined")
        home.add("Lunch with Eve", organizer=ANA, attendees=(ANA, no))
        home.add("Lunch with Tom", cancelled=True)
        home.sync()

        assert titles(home) == []

    def test_declined_though_marked(self, home: Household) -> None:
        """A meeting that the user declined does not wait, whatever he said it is."""
        no = replace(ME, status="declined")
        home.add("Call", organizer=ANA, attendees=(ANA, no))
        home.sync()
        with home.job("mark") as job:
            (seen,) = job.ledger.mirror.events()
            acts.mark(job, seen.event, Channel.LUNCH, once=False)

        assert titles(home) == []

    def test_series_instance_by_instance(self, home: Household) -> None:
        """Each instance is a meeting of its own; marked as none it does not wait."""
        event = home.add("Lunch with Ana", at=at("11-11 12:00"), recurrence=WEEKLY)
        home.sync()
        first, second = waits(home).meetings
        assert (first.event.start, second.event.start) == (at("11-18 12:00"), at("11-11 12:00"))
        assert first.noted_in.uid == event.uid
        with home.job("mark") as job:
            acts.mark(job, first.event, None, once=True)

        (left,) = waits(home).meetings

        assert left.event.start == at("11-11 12:00")

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"cancelled": True}, id="cancelled"),
            pytest.param({"title": "Dentist"}, id="something-else"),
            pytest.param(
                {"start": at("11-24 12:00"), "end": at("11-24 13:00")}, id="still-to-come"
            ),
        ],
    )
    def test_instance_that_was_changed(self, home: Household, change: dict[str, Any]) -> None:
        """An instance that did not take place so is not asked about."""
        event = home.add("Lunch with Ana", at=at("11-11 12:00"), recurrence=WEEKLY)
        instance = {"uid": event.uid, "recurrence_id": "20261118T110000Z", "anchor": event.id}
        lunch = {"title": "Lunch with Ana", "at": at("11-18 12:00")}
        home.add(**{**lunch, **instance, **change})
        home.sync()

        (meeting,) = waits(home).meetings

        assert meeting.event.start == at("11-11 12:00")

    def test_marked_instance_of_another_series(self, home: Household) -> None:
        """One instance that the user called networking waits, with that channel."""
        event = home.add("Standup", at=at("11-18 12:00"), recurrence=WEEKLY)
        home.sync()
        with home.job("mark") as job:
            (seen,) = job.ledger.mirror.events(uid=event.uid)
            instance = replace(seen.event, recurrence_id="20261118T110000Z")
            acts.mark(job, instance, Channel.COMMUNITY, once=True)

        (meeting,) = waits(home).meetings

        assert meeting.verdict.channel is Channel.COMMUNITY

    def test_shown_by_two_calendars(self, home: Household) -> None:
        """A meeting that stands in two calendars is asked about once, with its promises once."""
        home.server.add_calendar(Calendar("d", "Shared", account="home", zone=ZONE.key))
        mine = home.lunch()
        home.add(mine.title, description=mine.description, calendar="d", writable=False)
        home.sync()

        (meeting,) = waits(home).meetings

        assert (meeting.event.calendar, len(meeting.sessions)) == ("c", 2)
        assert [promise.text for promise in known(home).promises] == ["the deck"]
        done(home, mine)
        assert titles(home) == []

    def test_conference_day_is_one(self, home: Household) -> None:
        """The longest session speaks for the day; another day is another meeting."""
        day = home.add("PyCon Conference", at=at("11-20 09:00"), end=at("11-20 18:00"))
        home.add("PyCon Conference: Talk", at=at("11-20 10:00"))
        home.add("PyCon Conference: Sprint", at=at("11-21 10:00"))
        home.sync()

        found = waits(home).meetings

        assert [len(meeting.sessions) for meeting in found] == [1, 2]
        assert found[1].event.title == day.title
        assert found[1].event.where == ("home", "c", day.uid, "")

    def test_again(self, home: Household) -> None:
        """A meeting as it is now; None once it was spoken of."""
        lunch = home.lunch(note="")
        home.sync()
        (meeting,) = waits(home).meetings
        with home.job("look") as job:
            assert waiting.again(job, meeting) == meeting
        done(home, lunch)

        with home.job("look") as job:
            assert waiting.again(job, meeting) is None


class TestPromises:
    """Overdue ones, and questions."""

    def test_overdue(self, home: Household) -> None:
        """The user's own past their day, soonest first; not what others owe, nor questions."""
        home.promise("call Tom by Wed")
        home.promise("call Eve by Tue")
        home.promise("Ana will send me the contract by Tue")
        home.promise("call Max")
        assert waits(home).overdue == ()
        home.later(days=4)

        assert [promise.text for promise in waits(home).overdue] == ["call Eve", "call Tom"]

    def test_due_today_is_not_overdue(self, home: Household) -> None:
        """A promise is overdue from the day after its due day, in the user's zone."""
        home.promise("call Tom by 24 Nov")
        home.now = at("11-24 23:59")
        before = [promise.text for promise in waits(home).overdue]
        home.later(minutes=1)

        after = [promise.text for promise in waits(home).overdue]

        assert (before, after) == ([], ["call Tom"])

    def test_asked(self, home: Household) -> None:
        """A deleted follow-up is a question, and not overdue too."""
        promise = home.promise("call Tom by Wed")
        home.server.delete(home.follow_ups[0])
        home.sync()
        home.later(days=4)

        found = waits(home)

        assert ([p.id for p in found.asked], found.overdue) == ([promise.id], ())
        with home.job("look") as job:
            assert owed.planned(job, promise) is None

    def test_planned(self, home: Household) -> None:
        """The follow-up that stands for a promise."""
        promise = home.promise("call Tom by 10 Dec")
        theirs = home.promise("Ana will send me the contract by Fri")

        with home.job("look") as job:
            assert owed.planned(job, promise)
            assert owed.planned(job, theirs) is None


def test_unsure(home: Household) -> None:
    """Recent and coming events that may be networking, a series once; not the distant past."""
    events = [
        home.add("Near"),
        home.add("Series", at=at("01-05 12:00"), recurrence=WEEKLY),
        home.add("Past", at=at("01-05 12:00")),
        home.add("Far", at=home.now + timedelta(days=800)),
    ]
    home.sync()
    unsure = Verdict(None, 0.4, unsure=True)
    seen = [Seen(replace(event, account="home"), unsure) for event in events]
    home.ledger.mirror.put_events(seen, zone=ZONE)

    assert sorted(s.event.title for s in waits(home).unsure) == ["Near", "Series"]


class TestKnown:
    """What is known before the user says a word."""

    def test_promises_and_proposals(self, home: Household) -> None:
        """What sync took up, the user's own first, and what it only proposes."""
        note = "Eve will send me the photos by Tue\nowe Ana the deck by Fri\nmaybe dinner?"
        home.lunch(note)
        home.sync()

        found = known(home)

        assert [promise.mine for promise in found.promises] == [True, False]
        assert all(mark for mark, _ in found.proposals)

    def test_strangers_words_are_proposed(self, home: Household) -> None:
        """What stands in somebody else's invitation is only proposed, until it is declined."""
        lunch = home.lunch("todo: call Eve by Fri", organizer=ANA, attendees=(ANA, ME))
        home.sync()
        ((mark, noted),) = known(home).proposals
        assert (noted.text, home.promises) == ("call Eve", ())
        with home.job("review") as job:
            acts.decline(job, replace(lunch, account="home"), mark)

        assert known(home).proposals == ()

    def test_series_promise_at_its_instance(self, home: Household) -> None:
        """A promise from a series' text shows at the instances since it was noted."""
        event = home.add(
            "Lunch with Ana", at=at("11-18 12:00"), recurrence=WEEKLY, description="todo: call Eve"
        )
        home.sync()
        assert len(known(home).promises) == 1
        (meeting,) = waits(home).meetings
        with home.job("review") as job:
            words = acts.understood(job, "call Tom")[0]
            origin = replace(home.promises[0].origin, recurrence_id="20261118T110000Z")  # type: ignore[type-var] # it has one
            acts.add(job, words, origin)
            old = replace(home.promises[0], seen=at("11-10 12:00"), id="old", line_mark="x")
            job.ledger.put(old)

        texts = {promise.id for promise in known(home).promises}

        assert "old" not in texts
        assert len(texts) == 2
        assert meeting.noted_in.uid == event.uid

    def test_last_met(self, home: Household) -> None:
        """The last earlier event with one of the guests that the user did not decline."""
        guests = {"organizer": ME, "attendees": (ANA, ME, COLLEAGUE)}
        home.lunch(note="", **guests)
        home.add("Call", at=at("09-02 12:00"), **guests)
        home.add("Coffee", at=at("06-02 12:00"), **guests)
        home.add("Skipped", at=at("10-02 12:00"), attendees=(ANA, replace(ME, status="declined")))
        home.add("With Bob", at=at("11-02 12:00"), attendees=(COLLEAGUE, ME))
        home.sync()

        assert known(home).last_met == at("09-02 12:00")

    def test_never_met(self, home: Household) -> None:
        """Where nobody is named there is nobody to have met."""
        home.lunch(note="")
        home.sync()

        assert known(home).last_met is None

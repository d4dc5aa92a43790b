"""What the user types into calsync's own calendar is taken up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from datetime import timedelta

import pytest

from calsync import acts
from calsync import pipeline
from calsync.config import FollowUps
from calsync.config import Review
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import State
from calsync.records import Reviewed
from tests.household import Household
from tests.household import at
from tests.household import config
from tests.household import day


@pytest.fixture
def home() -> Household:
    """A user whose follow-up calendar is there already, and who wants cards."""
    home = Household(config=config(review=Review(cards=True)))
    home.promise("call Tom by 10 Dec")
    return home


def _types(home: Household, title: str, *, start: str = "11-24 15:00") -> Event:
    """The user types a title into the follow-up calendar."""
    (calendar,) = [c for c in home.server.calendars.values() if c.made_by_calsync]
    begin = at(start)
    end = begin + timedelta(hours=1)
    return home.server.add(Event("", f"{title}@phone", title, begin, end, calendar=calendar.id))


def _cards(home: Household) -> list[Event]:
    return [event for event in home.server.events.values() if "card" in event.marks]


class TestTitles:
    """A title typed straight into the follow-up calendar is a promise."""

    def test_becomes_its_follow_up(self, home: Household) -> None:
        """It is read, marked, and put before the day it is due."""
        typed = _types(home, "Ana deck Friday")

        first, report = home.sync(), home.sync()

        event = home.now_is(typed)
        assert first.count("adopt") == 1
        (promise,) = [p for p in home.promises if p.id == event.marks["promise"]]
        assert promise.due == day("11-27")
        assert "deck" in promise.text
        assert event.start == at("11-26 09:00")
        assert report.plan == ()

    def test_without_a_date_it_stays(self, home: Household) -> None:
        """Where no date is named the event stays where it was typed."""
        typed = _types(home, "send Eve the photos")

        home.sync()

        assert home.now_is(typed).start == typed.start
        assert home.now_is(typed).title.startswith("Follow up: ")
        assert "calsync chose" not in home.now_is(typed).description
        assert "No free slot" not in home.now_is(typed).description

    def test_lives_on_as_any_other(self, home: Household) -> None:
        """Once taken up it is chased when it has passed, and closed when the promise is kept."""
        typed = _types(home, "send Eve the photos")
        home.sync()
        home.later(days=9)
        home.sync()
        chased = home.now_is(typed).title
        (promise,) = [p for p in home.promises if p.text == "send Eve the photos"]
        with home.job("promise keep") as job:
            acts.keep(job, promise)
            pipeline.settle(job)

        assert chased == "Overdue: send Eve the photos"
        assert home.now_is(typed).title.startswith("✓ ")

    @pytest.mark.parametrize("busy", [True, False])
    def test_busy_as_configured(self, home: Household, busy: bool) -> None:  # noqa: FBT001 - a row
        """Taken up it keeps its time free of others only if follow-ups shall."""
        home.config = config(followups=FollowUps(account="home", busy=busy))
        typed = _types(home, "send Eve the photos")

        home.sync()

        assert home.now_is(typed).busy is busy

    def test_is_no_opportunity(self, home: Household) -> None:
        """What stands in calsync's own calendar is never taken for networking (rule 12)."""
        typed = _types(home, "Lunch with Ana Diaz", start="11-23 12:00")
        weekly = home.server.edit(typed, recurrence=("RRULE:FREQ=WEEKLY",))

        report = home.sync()

        assert (report.found, report.count("tag")) == ((), 0)
        assert home.now_is(typed) == weekly

    def test_with_guests_it_is_left(self, home: Household) -> None:
        """An event with guests is not calsync's to change."""
        typed = _types(home, "Ana deck Friday")
        guest = replace(typed, attendees=(Attendee("ana@other.example"),))
        home.server.add(guest)

        home.sync()

        assert home.now_is(typed).marks == {}

    @pytest.mark.parametrize(
        "changes",
        [
            {"recurrence": ("RRULE:FREQ=WEEKLY",)},
            {"recurrence_id": "20261124T140000Z"},
            {"cancelled": True},
            {"title": "✓ Ana deck Friday"},
            {"title": "Follow up: Ana deck Friday"},
            {"title": "Overdue: Ana deck Friday"},
        ],
        ids=["series", "instance", "cancelled", "ticked", "a copy", "an old copy"],
    )
    def test_strange_is_left(self, home: Household, changes: dict[str, object]) -> None:
        """Only a plain title is taken up: no series, nothing done, no copy of a follow-up."""
        typed = home.server.edit(_types(home, "Ana deck Friday"), **changes)

        home.sync()

        assert home.now_is(typed) == typed
        assert [promise.text for promise in home.promises] == ["call Tom"]

    def test_undone_it_stays_bare(self, home: Household) -> None:
        """Taken back, it is not taken up again."""
        typed = _types(home, "Ana deck Friday")
        home.sync()
        home.undo()

        report = home.sync()

        assert home.now_is(typed).title == "Ana deck Friday"
        assert report.plan == ()


class TestCards:
    """After an opportunity a private event asks how it was."""

    def test_stands_after_the_meeting(self, home: Household) -> None:
        """It begins when the meeting ends, without guests, once."""
        home.lunch(note="")

        home.sync()
        report = home.sync()

        (card,) = _cards(home)
        assert card.title == "How was Lunch with Ana Diaz?"
        assert (card.start, card.end) == (at("11-23 13:30"), at("11-23 13:45"))
        assert "What did you promise" in card.description
        assert "Delete this event" in card.description
        assert (card.attendees, card.private) == ((), True)
        assert report.plan == ()

    @pytest.mark.parametrize(
        ("first", "last", "stands"),
        [
            (
                (at("11-23 09:00"), at("11-23 16:30")),
                (at("11-23 10:00"), at("11-23 11:00")),
                "16:30",
            ),
            (
                (at("11-23 09:00"), at("11-23 10:00")),
                (at("11-23 13:00"), at("11-23 17:30")),
                "17:30",
            ),
            ((day("11-23"), day("11-24")), (at("11-23 10:00"), at("11-23 11:00")), "17:00"),
        ],
        ids=["first ends last", "last ends last", "all day"],
    )
    def test_one_a_conference_day(
        self,
        home: Household,
        first: tuple[date, date],
        last: tuple[date, date],
        stands: str,
    ) -> None:
        """One card for all its sessions, at the end of the last, or on the evening of the day."""
        home.now = at("11-23 18:00")
        for number, (start, end) in enumerate((first, last)):
            home.server.add(
                Event("", f"{number}@x", f"PyCon Conference {number}", start, end, calendar="c")
            )

        home.sync()

        (card,) = _cards(home)
        assert card.start == at(f"11-23 {stands}")

    def test_what_is_typed_is_harvested(self, home: Household) -> None:
        """A promise typed into the card is one of the meeting's, and the meeting is reviewed."""
        home.lunch(note="")
        home.sync()
        (card,) = _cards(home)
        home.server.edit(card, description=f"{card.description}owe Ana the deck by Fri")

        home.sync()
        home.sync()

        (promise,) = [p for p in home.promises if p.text == "the deck"]
        assert promise.origin
        assert promise.origin.title == "Lunch with Ana Diaz"
        assert len(home.ledger.all(Reviewed)) == 1
        assert len(home.follow_ups) == 2

    def test_card_and_note_live_together(self, home: Household) -> None:
        """A later edit of the meeting's own note does not take back what the card says."""
        lunch = home.lunch(note="owe Ana the deck by Fri")
        home.sync()
        (card,) = _cards(home)
        home.server.edit(card, description=f"{card.description}todo: call Eve by Thu")
        home.sync()
        home.server.edit(lunch, description="owe Ana the deck by Fri\nnice place")

        home.sync()

        assert all(not promise.asks for promise in home.promises)
        assert len(home.follow_ups) == 3

    def test_said_twice_is_one(self, home: Household) -> None:
        """What stands in the note already and is typed into the card too is one promise."""
        home.lunch(note="owe Ana the deck by Fri")
        home.sync()
        (card,) = _cards(home)
        home.server.edit(card, description=f"{card.description}owe Ana the deck by Fri")

        home.sync()
        home.sync()

        assert sorted(promise.text for promise in home.promises) == ["call Tom", "the deck"]

    def test_deleted_means_nothing(self, home: Household) -> None:
        """A deleted card means nothing was promised; it does not come back."""
        home.lunch(note="")
        home.sync()
        home.server.delete(_cards(home)[0])

        home.sync()
        report = home.sync()

        assert [r.answer for r in home.ledger.all(Reviewed)] == ["nothing promised"]
        assert report.plan == ()

    def test_ticked_means_nothing(self, home: Household) -> None:
        """So does a tick."""
        home.lunch(note="")
        home.sync()
        (card,) = _cards(home)
        home.server.edit(card, title=f"✓ {card.title}")

        home.sync()

        assert len(home.ledger.all(Reviewed)) == 1
        assert all(promise.state is State.OPEN for promise in home.promises)

    def test_lost_ledger_makes_no_second_card(self, home: Household) -> None:
        """A new ledger knows the cards that stand in the calendar."""
        home.lunch(note="")
        home.sync()
        home.lose_ledger()

        report = home.sync()

        assert len(_cards(home)) == 1
        assert report.count("card") == 0

"""Follow-ups, where the user's hand wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from calsync import acts
from calsync import pipeline
from calsync import promises
from calsync.config import Details
from calsync.config import FollowUps
from calsync.errors import Exit
from calsync.model import Attendee
from calsync.model import FollowUp
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


class TestFollowUps:
    """The user's hand wins."""

    def test_ticked_is_kept(self, home: Household) -> None:
        """A tick before the title keeps the promise."""
        home.lunch()
        home.sync()
        home.server.edit(home.follow_ups[0], title="✓ Follow up: the deck")

        home.sync()

        assert home.promises[0].state is State.KEPT

    def test_deleted_is_not_revived(self, home: Household) -> None:
        """A follow-up that the user deleted stays deleted, and review asks."""
        home.lunch()
        home.sync()
        home.server.delete(home.follow_ups[0])

        home.sync()
        home.sync()

        assert home.follow_ups == []
        assert home.promises[0].asks == "deleted"

    def test_moved_earlier_leaves_the_due_day(self, home: Household) -> None:
        """Put on an earlier day, the promise is due when it was."""
        home.lunch()
        home.sync()
        early = at("11-24 16:00")
        home.server.edit(home.follow_ups[0], start=early, end=early + timedelta(minutes=30))

        home.sync()

        assert home.promises[0].due == day("11-27")
        assert home.follow_ups[0].start == early

    def test_moved_past_the_due_day_moves_it(self, home: Household) -> None:
        """Put past the due day, the promise is due then; the event stays where it was put."""
        home.lunch()
        home.sync()
        late = at("12-02 10:00")
        home.server.edit(home.follow_ups[0], start=late, end=late + timedelta(minutes=30))

        home.sync()
        report = home.sync()

        assert home.promises[0].due == day("12-02")
        assert home.follow_ups[0].start == late
        assert report.plan == ()

    def test_own_title_stays(self, home: Household) -> None:
        """A title that the user wrote is left, but for the tick of a kept promise."""
        lunch = home.lunch("- [ ] send Ana the deck by Fri")
        home.sync()
        home.server.edit(home.follow_ups[0], title="Deck for Ana!!")
        home.sync()
        home.server.edit(lunch, description="- [x] send Ana the deck by Fri")

        report = home.sync()

        assert (report.count("rewrite"), report.count("close")) == (0, 1)
        assert home.follow_ups[0].title == "✓ Deck for Ana!!"

    def test_passed_is_chased_three_times(self, home: Household) -> None:
        """A follow-up that passed is moved and called overdue, three times at most."""
        home.lunch()
        home.sync()
        starts = set()
        for _ in range(6):
            home.later(days=7)
            home.sync()
            starts.add(home.follow_ups[0].start)

        (event,) = home.follow_ups
        assert event.title == "Overdue: the deck"
        assert "No free slot" not in event.description
        assert len(starts) == 3

    def test_never_two_at_once(self, home: Household) -> None:
        """Follow-ups never overlap each other, nor what is busy."""
        home.add("Board meeting", at=at("11-26 09:00"))
        home.lunch("owe Ana the deck by Fri\nowe Tom the slides by Fri\ntodo: call Eve by Fri")

        report = home.sync()

        spans = sorted((event.start, event.end) for event in home.follow_ups)
        assert len(spans) == 3
        assert report.count("make-calendar") == 1
        assert spans[0][0] == at("11-26 10:00")
        assert all(a[1] <= b[0] for a, b in pairwise(spans))

    def test_no_date_is_five_working_days_on(self, home: Household) -> None:
        """A promise without a date is placed, and says that the date was chosen."""
        home.lunch("owe Ana the deck")

        home.sync()

        (event,) = home.follow_ups
        assert home.promises[0].due is None
        assert event.start == at("11-30 09:00")
        assert "calsync chose" in event.description

    @pytest.mark.parametrize("details", Details)
    def test_details_title_keeps_people_out(self, home: Household, details: Details) -> None:
        """With details = "title" neither people nor the meeting stand in it, also when moved."""
        home.config = config(followups=FollowUps(account="home", details=details))
        home.lunch()

        for days in (0, 7):
            home.later(days=days)
            home.sync()

            shown = home.follow_ups[0].description
            assert ("To: Ana" in shown) is (details is Details.FULL)
            assert ("Noted at: Lunch" in shown) is (details is Details.FULL)

    def test_chosen_day_is_said_again(self, home: Household) -> None:
        """Written anew, a follow-up without a due date still says that calsync chose its day."""
        lunch = home.lunch("owe Ana the deck")
        home.sync()
        home.server.edit(lunch, description="owe Ana the big deck")

        report = home.sync()

        (event,) = home.follow_ups
        assert (report.count("rewrite"), report.count("close")) == (1, 0)
        assert event.title == "Follow up: the big deck"
        assert "calsync chose" in event.description

    def test_put_by_hand_and_reworded(self, home: Household) -> None:
        """Put somewhere by hand it stays there, also when its words and then its day change."""
        lunch = home.lunch("owe Ana the deck by Fri")
        home.sync()
        chosen = at("11-25 16:00")
        home.server.edit(home.follow_ups[0], start=chosen, end=chosen + timedelta(minutes=30))
        home.sync()
        home.server.edit(lunch, description="owe Ana the big deck by Fri")
        home.sync()
        home.server.edit(lunch, description="owe Ana the big deck by 10 Dec")

        home.sync()

        (event,) = home.follow_ups
        assert (event.title, event.start) == ("Follow up: the big deck", chosen)
        assert home.promises[0].due == day("12-10")

    @pytest.mark.parametrize("by_hand", [False, True])
    def test_all_day_says_why(self, home: Household, by_hand: bool) -> None:  # noqa: FBT001 - a row
        """Written anew it still says that nothing was free, unless the user put it there."""
        home.add("Offsite", at=at("11-24 00:00"), end=at("11-28 00:00"))
        lunch = home.lunch("owe Ana the deck by Fri")
        home.sync()
        (event,) = home.follow_ups
        assert "No free slot" in event.description
        if by_hand:
            home.server.edit(event, start=day("11-26"), end=day("11-27"))
        home.server.edit(lunch, description="owe Ana the big deck by Fri")

        home.sync()

        (event,) = home.follow_ups
        assert event.title == "Follow up: the big deck"
        assert event.start == (day("11-26") if by_hand else day("11-27"))
        assert ("No free slot" in event.description) is not by_hand

    def test_moved_with_its_day_each_time(self, home: Household) -> None:
        """Where calsync itself had moved it, a follow-up goes on following its due day."""
        lunch = home.lunch("owe Ana the deck by Fri")
        home.sync()
        starts = []

        for due in ("10 Dec", "17 Dec"):
            home.server.edit(lunch, description=f"owe Ana the deck by {due}")
            report = home.sync()
            starts.append(home.follow_ups[0].start)
            assert report.count("move") == 1

        assert starts == [at("12-09 09:00"), at("12-16 09:00")]

    def test_known_as_it_was_written(self, home: Household) -> None:
        """After each sync the ledger has the follow-up as it stands in the calendar."""
        home.lunch()
        for days in (0, 7, 7):
            home.later(days=days)
            home.sync()

            (known,), (event,) = home.ledger.all(FollowUp), home.follow_ups
            assert (known.title, known.start, known.end) == (event.title, event.start, event.end)
            assert (known.id, known.uid, known.calendar) == (event.id, event.uid, event.calendar)
            assert known.written
            assert (known.written.title, known.written.marks) == (event.title, event.marks)

    def test_late_but_never_chased(self, home: Household) -> None:
        """Kept after its day, before any sync could call it overdue, it is not called so."""
        promise = home.promise("send Ana the deck by Tue")
        home.later(days=9)
        with home.job("promise keep") as job:
            acts.keep(job, promise)
            pipeline.settle(job)

        assert home.follow_ups[0].title == "✓ Follow up: send Ana the deck"

    @pytest.mark.parametrize("busy", [True, False])
    def test_busy_as_configured(self, home: Household, busy: bool) -> None:  # noqa: FBT001 - a row
        """A follow-up keeps its time free of others only if wished, and only while it is open."""
        home.config = config(followups=FollowUps(account="home", busy=busy))
        promise = home.promise("send Ana the deck by Tue")
        made = home.follow_ups[0].busy
        home.later(days=9)
        home.sync()
        chased = home.follow_ups[0].busy
        with home.job("promise keep") as job:
            acts.keep(job, promise)
            pipeline.settle(job)

        assert (made, chased, home.follow_ups[0].busy) == (busy, busy, False)

    def test_known_promise_is_not_read_back(self, home: Household) -> None:
        """Where only the record of the follow-up is lost the promise stays as the ledger has it."""
        home.lunch()
        home.sync()
        before = home.promises
        home.ledger.drop(home.ledger.all(FollowUp)[0])

        report = home.sync()

        assert report.plan == ()
        assert (home.promises, len(home.ledger.all(FollowUp))) == (before, 1)

    @pytest.mark.parametrize("days", [-1, 20])
    @pytest.mark.parametrize("names", [{}, {"uid": "the-servers@x"}, {"id": "the-servers"}])
    def test_copy_of_a_follow_up_is_left(
        self, home: Household, days: int, names: dict[str, Any]
    ) -> None:
        """What the user does to a copy is not done to the promise, whichever comes first."""
        home.lunch()
        home.sync()
        event = home.follow_ups[0]
        home.server.delete(event)
        event = home.server.add(replace(event, **names))
        start = event.start + timedelta(days=days)
        end = event.end + timedelta(days=days)
        home.server.add(replace(event, id="copy", uid="copy@x", start=start, end=end))
        home.sync()
        before = home.promises

        report = home.sync()

        assert report.plan == ()
        assert (home.promises, before[0].due) == (before, day("11-27"))
        assert [known.id for known in home.ledger.all(FollowUp)] == [event.id]

    @pytest.mark.parametrize("marked", ["2", "10"])
    def test_last_generation_stands(self, home: Household, marked: str) -> None:
        """Of a follow-up that came again the last counts, whatever is restored from the bin."""
        home.lunch()
        home.sync()
        event = home.follow_ups[0]
        number = int(marked)
        name = event.marks["promise"]
        for generation, days in ((number - 1, -1), (number, 0), (0, 1)):
            home.server.add(
                replace(
                    event,
                    id=promises.event_id(name, generation),
                    uid=promises.event_uid(name, generation),
                    marks={**event.marks, "generation": str(generation)},
                    start=at("11-25 09:00") + timedelta(days=days),
                    end=at("11-25 09:30") + timedelta(days=days),
                )
            )

        home.lose_ledger()
        home.sync()

        assert [known.generation for known in home.ledger.all(FollowUp)] == [number]

    def test_two_copies_and_no_original(self, home: Household) -> None:
        """Of two copies the earlier one stands for the promise, at every sync the same."""
        home.lunch()
        home.sync()
        event = home.follow_ups[0]
        for name, hours in (("one", 2), ("two", 4)):
            start, end = (moment + timedelta(hours=hours) for moment in (event.start, event.end))
            home.server.add(replace(event, id=name, uid=f"{name}@x", start=start, end=end))
        home.server.delete(event)

        home.sync()
        home.sync()

        assert [known.id for known in home.ledger.all(FollowUp)] == ["one"]

    def test_too_many_at_once_stop(self, home: Household) -> None:
        """More than twenty new follow-ups are looked at first."""
        home.lunch("\n".join(f"todo: write to person {n}" for n in range(21)))

        stopped = home.sync()
        gone_on = home.sync(accept_followups=True)

        assert stopped.exit_code == Exit.PARTIAL
        assert stopped.count("create") == 0
        assert gone_on.count("create") == 21

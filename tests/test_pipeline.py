"""What a sync does, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from calsync.calendars.memory import MemoryAccount
from calsync.calendars.memory import When
from calsync.config import Details
from calsync.config import FollowUps
from calsync.config import Harvest
from calsync.config import Promises
from calsync.errors import Exit
from calsync.errors import SignInError
from calsync.errors import TryLaterError
from calsync.model import AccountSettings
from calsync.model import Attendee
from calsync.model import Calendar
from calsync.model import State
from calsync.records import RunStatus
from calsync.records import TagRecord
from calsync.records import TagState
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


class TestTags:
    """Opportunities are tagged in their own calendar."""

    def test_tags_an_opportunity(self, home: Household) -> None:
        """A lunch with somebody from outside carries the tag afterwards, and nothing else."""
        lunch = home.lunch(note="")

        home.sync()

        after = home.now_is(lunch)
        assert after.marks["channel"] == "lunch"
        assert after.marks["by"] == "rules"
        assert replace(after, marks={}, etag="") == replace(lunch, marks={}, etag="")

    def test_leaves_the_rest(self, home: Household) -> None:
        """A conference call is no conference."""
        call = home.add("Conference call")

        home.sync()

        assert home.now_is(call) == call

    def test_second_sync_plans_nothing(self, home: Household) -> None:
        """What was done is not done again."""
        home.lunch()
        home.sync()

        report = home.sync()

        assert (report.plan, report.turns, report.wrote) == ((), (), False)

    def test_dry_run_changes_nothing(self, home: Household) -> None:
        """The plan is printed; calendars stay as they are."""
        lunch = home.lunch()

        report = home.sync(dry_run=True)

        assert [item.operation for item in report.plan] == ["tag", "make-calendar", "create"]
        assert home.now_is(lunch) == lunch

    def test_vanished_tag_stays_away(self, home: Household) -> None:
        """A tag that the user took away is kept in the ledger only, and said once."""
        lunch = home.lunch(note="")
        home.sync()
        home.server.edit(lunch, marks={})

        first, second = home.sync(), home.sync()

        assert [event.title for event in first.vanished] == ["Lunch with Ana Diaz"]
        assert second.vanished == ()
        assert home.now_is(lunch).marks == {}

    def test_re_export_gets_its_tags_back(self, home: Household) -> None:
        """When most tags of a calendar vanish together it was a re-export: they are written."""
        lunches = [home.add(f"Lunch with {name}") for name in ("Ana Diaz", "Tom Berg", "Eve Lind")]
        home.sync()
        for lunch in lunches:
            home.server.edit(lunch, marks={})

        home.sync()

        assert all(home.now_is(lunch).marks.get("channel") == "lunch" for lunch in lunches)

    def test_copy_is_judged_anew(self, home: Household) -> None:
        """A copy carries another event's tag: it gets its own."""
        lunch = home.lunch(note="")
        home.sync()
        copy = home.server.add(replace(home.now_is(lunch), id="copy", uid="copy@x"))

        home.sync()

        assert home.now_is(copy).marks["event"] == "copy@x"

    def test_read_only_event_stays_local(self, home: Household) -> None:
        """What calsync may not write it remembers, and does not try again."""
        home.lunch(note="", writable=False)

        first, second = home.sync(), home.sync()

        (record,) = home.ledger.all(TagRecord)
        assert record.state is TagState.LOCAL
        assert (first.kept_local, second.kept_local) == (1, 0)

    def test_tag_goes_with_its_reason(self, home: Household) -> None:
        """An event that is no opportunity any more loses its tag."""
        lunch = home.lunch(note="")
        home.sync()
        home.server.edit(lunch, title="Dentist")

        home.sync()

        assert home.now_is(lunch).marks == {}


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

        home.sync()

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
        assert len(starts) == 3

    def test_never_two_at_once(self, home: Household) -> None:
        """Follow-ups never overlap each other, nor what is busy."""
        home.add("Board meeting", at=at("11-26 09:00"))
        home.lunch("owe Ana the deck by Fri\nowe Tom the slides by Fri\ntodo: call Eve by Fri")

        home.sync()

        spans = sorted((event.start, event.end) for event in home.follow_ups)
        assert len(spans) == 3
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

    def test_details_title_keeps_people_out(self, home: Household) -> None:
        """With details = "title" neither people nor the meeting stand in the follow-up."""
        home.config = config(followups=FollowUps(account="home", details=Details.TITLE))
        home.lunch()

        home.sync()

        assert "Ana" not in home.follow_ups[0].description

    def test_too_many_at_once_stop(self, home: Household) -> None:
        """More than twenty new follow-ups are looked at first."""
        home.lunch("\n".join(f"todo: write to person {n}" for n in range(21)))

        stopped = home.sync()
        gone_on = home.sync(accept_followups=True)

        assert stopped.exit_code == Exit.PARTIAL
        assert stopped.count("create") == 0
        assert gone_on.count("create") == 21


class TestLostLedger:
    """Everything with a follow-up comes back from the calendars."""

    def test_rebuilds_without_a_duplicate(self, home: Household) -> None:
        """A new ledger finds tags, promises and follow-ups, and writes nothing."""
        home.lunch("owe Ana the deck by Fri, she'll intro me to Carla")
        home.sync()
        before = {(p.id, p.text, p.person, p.due, p.state) for p in home.promises}
        home.lose_ledger()

        report = home.sync()

        assert report.plan == ()
        assert {(p.id, p.text, p.person, p.due, p.state) for p in home.promises} == before
        assert len(home.follow_ups) == 1

    def test_rebuilds_a_kept_promise(self, home: Household) -> None:
        """A promise that was kept is still kept."""
        home.lunch()
        home.sync()
        home.server.edit(home.follow_ups[0], title="✓ Follow up: the deck")
        home.sync()
        home.lose_ledger()

        report = home.sync()

        assert home.promises[0].state is State.KEPT
        assert report.plan == ()

    def test_edit_after_the_loss(self, home: Household) -> None:
        """An edited line finds its promise by its words."""
        lunch = home.lunch("owe Ana the deck by Fri")
        home.sync()
        home.lose_ledger()
        home.sync()
        home.server.edit(lunch, description="owe Ana the deck by Thu")

        home.sync()

        assert [promise.due for promise in home.promises] == [day("11-26")]
        assert len(home.follow_ups) == 1

    def test_second_machine(self, home: Household) -> None:
        """Another machine with its own ledger adds nothing."""
        home.lunch()
        home.sync()
        other = Household(server=home.server)

        report = other.sync()

        assert report.plan == ()
        assert {p.id for p in other.promises} == {p.id for p in home.promises}


class TestSafety:
    """An empty or short answer proves nothing; one account does not stop the others."""

    def test_mass_disappearance_stops(self, home: Household) -> None:
        """More than ten events and a fifth gone at once stop the account, until accepted."""
        events = [home.add(f"Standup {n}") for n in range(30)]
        home.sync()
        for event in events[:15]:
            home.server.delete(event)

        stopped = home.sync()
        accepted = home.sync(accept_deletions=True)

        assert "15 of 30" in str(stopped.accounts[0].error)
        assert accepted.status is RunStatus.OK

    def test_gone_calendar_stops(self, home: Household) -> None:
        """A calendar that was known and is gone is not read as deletions."""
        home.server.add_calendar(Calendar("d", "Club", account="home"))
        home.sync()
        home.server.drop_calendar("d")

        report = home.sync()

        assert "Club" in str(report.accounts[0].error)

    def test_failing_account_leaves_the_others(self) -> None:
        """One account wants a sign-in: the other is synced, and the exit code says it."""
        work = AccountSettings(name="work", kind="memory")
        home = Household(config=config(accounts=(*config().accounts, work)))
        other = Household().server
        home.others["work"] = MemoryAccount(work, other)
        other.fail(SignInError("work: sign in again"), when=When.READ)
        lunch = home.lunch(note="")

        report = home.sync()

        assert home.now_is(lunch).marks["channel"] == "lunch"
        assert (report.status, report.exit_code) == (RunStatus.PARTIAL, Exit.SIGN_IN)

    def test_all_failed_for_now(self, home: Household) -> None:
        """Where nothing could be read for want of a network, the exit code says: later."""
        home.server.fail(TryLaterError("home: no network"), when=When.READ)

        report = home.sync()

        assert (report.status, report.exit_code) == (RunStatus.FAILED, Exit.LATER)

    def test_renewed_cursor_loses_nothing(self, home: Household) -> None:
        """When the server forgets the cursor everything is listed anew, and nothing changes."""
        home.lunch()
        home.sync()
        home.server.expire()

        report = home.sync()

        assert (report.plan, len(home.promises)) == ((), 1)

    @pytest.mark.parametrize("when", [When.BEFORE, When.AFTER])
    @pytest.mark.parametrize("skip", range(3))
    def test_broken_write_is_made_good(self, home: Household, when: When, skip: int) -> None:
        """Whichever write breaks, before or after it arrived: the next sync ends the same."""
        whole = Household()
        whole.lunch()
        whole.sync()
        home.lunch()
        home.server.fail(TryLaterError("home: the line broke"), when=when, skip=skip)

        home.sync()
        home.sync()
        report = home.sync()

        assert report.plan == ()
        assert _state(home) == _state(whole)


class TestUndo:
    """What calsync did can be taken back."""

    def test_takes_back_a_sync(self, home: Household) -> None:
        """Tag, follow-up and calendar go, and stay away."""
        lunch = home.lunch()
        home.sync()

        undone = home.undo()
        report = home.sync()

        assert len(undone.reversed) == 3
        assert home.now_is(lunch).marks == {}
        assert (home.follow_ups, list(home.server.calendars)) == ([], ["c"])
        assert (report.plan, report.status) == ((), RunStatus.OK)

    def test_leaves_what_the_user_edited(self, home: Household) -> None:
        """A follow-up that the user changed since stays, and so does its promise."""
        home.lunch()
        home.sync()
        home.server.edit(home.follow_ups[0], title="Deck!")

        undone = home.undo()

        assert undone.left
        assert [event.title for event in home.follow_ups] == ["Deck!"]
        assert home.promises[0].state is State.OPEN

    def test_takes_back_a_promise(self, home: Household) -> None:
        """A promise from the command line goes with its follow-up."""
        home.promise("send Ana the deck by Fri")

        home.undo()
        report = home.sync()

        assert home.follow_ups == []
        assert home.promises[0].state is State.DROPPED
        assert report.plan == ()


def _state(home: Household) -> list[tuple[object, ...]]:
    """Everything on the server, without its ETags."""
    return sorted(
        (
            event.calendar,
            event.uid,
            event.title,
            str(event.start),
            tuple(sorted(event.marks.items())),
        )
        for event in home.server.events.values()
    )

"""What a sync does, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync.calendars.memory import MemoryAccount
from calsync.calendars.memory import When
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Result
from calsync.config import Details
from calsync.config import FollowUps
from calsync.errors import Exit
from calsync.errors import SignInError
from calsync.errors import TryLaterError
from calsync.journal import RunStatus
from calsync.model import AccountSettings
from calsync.model import Attendee
from calsync.model import Calendar
from calsync.model import Problem
from calsync.model import State
from tests.answers import answering
from tests.household import Household
from tests.household import config
from tests.household import day

ANA = Attendee("ana@other.example", "Ana Diaz")
ME = Attendee("me@example.com", "Me")


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


class TestLostLedger:
    """Everything with a follow-up comes back from the calendars."""

    @pytest.mark.parametrize("details", Details)
    def test_rebuilds_where_it_was_noted(self, home: Household, details: Details) -> None:
        """The meeting a promise came from is known again, whatever its follow-up tells."""
        home.config = config(followups=FollowUps(account="home", details=details))
        home.lunch()
        home.sync()
        before = home.promises[0].origin
        home.lose_ledger()

        home.sync()

        assert home.promises[0].origin == before

    def test_rebuilds_without_a_duplicate(self, home: Household) -> None:
        """A new ledger finds tags, promises and follow-ups, and writes nothing."""
        home.lunch("owe Ana the deck by Fri, she'll intro me to Carla")
        home.sync()
        before = {(p.id, p.text, p.person, p.due, p.state, p.origin) for p in home.promises}
        home.lose_ledger()

        report = home.sync()

        assert report.plan == ()
        assert {(p.id, p.text, p.person, p.due, p.state, p.origin) for p in home.promises} == before
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


class TestReport:
    """What is said of each account."""

    def test_counts(self, home: Household) -> None:
        """What was seen, what had changed (calsync's own writes have not), and every request."""
        home.lunch()
        home.add("Dentist")
        first = home.sync()
        home.later(minutes=5)

        second = home.sync()
        full = home.sync(full=True)

        assert [(a.name, a.seen, a.changed) for a in first.accounts] == [("home", 2, 2)]
        assert [(a.name, a.seen, a.changed) for a in second.accounts] == [("home", 2, 0)]
        assert [(a.seen, a.changed, a.requests) for a in full.accounts] == [(3, 0, 3)]

    @pytest.mark.parametrize("times", [0, 1])
    def test_problems_are_said_once(self, home: Household, times: int) -> None:
        """What could not be read is said once, however often was tried; the sync is partial."""
        home.lunch(note="")
        account = answering(home, PutTag, Result.CONFLICT, times=times)
        problem = Problem("broken.ics", "no calendar")
        account.problems = (problem,)

        report = home.sync()

        assert (report.problems, report.status) == ((problem,), RunStatus.PARTIAL)
        assert report.exit_code == Exit.PARTIAL

    def test_opportunities_are_new_once(self, home: Household) -> None:
        """An opportunity is said when it is first found, and so is one found beside others."""
        home.lunch(note="")
        home.add("Dentist")
        first, second = home.sync(), home.sync()
        home.add("Lunch with Eve Lind")

        third = home.sync()

        assert [[s.event.title for s in report.found] for report in (first, second, third)] == [
            *(["Lunch with Ana Diaz"], [], ["Lunch with Eve Lind"]),
        ]

    @pytest.mark.parametrize("full", [False, True])
    def test_conflict_is_read_again(self, home: Household, full: bool) -> None:  # noqa: FBT001 - a row
        """A second try asks for what changed since the first, and its counts are added.

        Asked for: the calendars, twice what is in them, and the tag; which was in vain.
        """
        home.lunch(note="")
        answering(home, PutTag, Result.CONFLICT)

        (account,) = home.sync(full=full).accounts

        assert (account.seen, account.changed, account.requests) == (1, 1, 4)

    def test_what_changes_all_the_time_is_said(self, home: Household) -> None:
        """After three tries it is left to the next sync, and the run is no success."""
        home.lunch(note="")
        answering(home, PutTag, Result.CONFLICT, times=3)

        report, later = home.sync(), home.sync()

        assert report.status is RunStatus.PARTIAL
        assert report.failures == (
            "home: Lunch with Ana Diaz: it changed meanwhile; the next sync goes on",
        )
        assert (later.status, later.count("tag")) == (RunStatus.OK, 1)


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

    @pytest.mark.parametrize("named", [True, False])
    def test_account_that_is_named_no_more(self, named: bool) -> None:  # noqa: FBT001 - a row
        """What the mirror has of an account goes when the configuration names it no more."""
        work = AccountSettings(name="work", kind="memory")
        home = Household(config=config(accounts=(*config().accounts, work)))
        other = Household().server
        other.add_calendar(Calendar("w", "Work", account="work"))
        home.others["work"] = MemoryAccount(work, other)
        home.sync()
        home.others.clear()
        home.config = home.config if named else config()

        home.sync()

        known = {calendar.account for calendar in home.ledger.mirror.calendars()}
        assert known == ({"home", "work"} if named else {"home"})

    def test_one_failed_for_now(self) -> None:
        """Where another account was read the exit code says partial, not later."""
        work = AccountSettings(name="work", kind="memory")
        home = Household(config=config(accounts=(*config().accounts, work)))
        other = Household().server
        home.others["work"] = MemoryAccount(work, other)
        other.fail(TryLaterError("work: no network"), when=When.READ)

        report = home.sync()

        assert (report.status, report.exit_code) == (RunStatus.PARTIAL, Exit.PARTIAL)

    def test_all_failed_for_now(self, home: Household) -> None:
        """Where nothing could be read for want of a network, the exit code says: later."""
        home.server.fail(TryLaterError("home: no network"), when=When.READ)

        report = home.sync()

        assert (report.status, report.exit_code) == (RunStatus.FAILED, Exit.LATER)

    def test_zone_of_the_calendars_is_remembered(self, home: Household) -> None:
        """Where none is configured it is the calendars', and commands that read nothing know it."""
        server = home.server
        server.add_calendar(replace(server.calendars["c"], zone="Asia/Tokyo"))

        home.sync()

        assert home.ledger.setting("zone") == "Asia/Tokyo"

    def test_zone_of_the_first_calendar_that_has_one(self, home: Household) -> None:
        """A calendar without a zone says nothing."""
        home.server.add_calendar(Calendar("a", "Birthdays", account="home"))
        home.server.add_calendar(replace(home.server.calendars["c"], zone="Asia/Tokyo"))

        home.sync()

        assert home.ledger.setting("zone") == "Asia/Tokyo"

    def test_zone_of_calsyncs_own_calendar_is_not_asked(self, home: Household) -> None:
        """The calendar that calsync made says nothing about where the user is."""
        own = Calendar("a", "Follow-ups", account="home", zone="Asia/Tokyo", made_by_calsync=True)
        home.server.add_calendar(own)

        home.sync()

        assert home.ledger.setting("zone") == ""

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

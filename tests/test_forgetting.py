"""Leaving without a trace, and forgetting somebody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync import acts
from calsync import forgetting
from calsync import pipeline
from calsync import pull
from calsync.calendars.memory import When
from calsync.calendars.protocol import PutTag
from calsync.config import Review
from calsync.config import Tags
from calsync.errors import TryLaterError
from calsync.model import Attendee
from calsync.model import FollowUp
from calsync.model import Origin
from calsync.model import Promise
from calsync.records import Declined
from calsync.records import PersonNote
from tests.household import Household
from tests.household import config


@pytest.fixture
def home() -> Household:
    """A user with a tagged lunch, a follow-up and a card."""
    home = Household(config=config(review=Review(cards=True), tags=Tags(color="5")))
    home.promise("call Tom by 10 Dec")
    home.lunch("owe Ana the deck by Fri")
    home.sync()
    return home


def forget(home: Household) -> tuple[str, ...]:
    """The user leaves."""
    with home.job("forget") as job:
        pushed = forgetting.forget(job, forgetting.traces(job))
        return (*map(str, pushed.stopped), *pushed.failures)


class TestEverything:
    """Every trace."""

    def test_killed_while_the_calendar_went(self, home: Household) -> None:
        """A calendar that is gone by calsync's own hand is no disappearance."""
        with home.job() as job:
            before = len(forgetting.traces(job)) - 1
        home.server.fail(KeyboardInterrupt(), when=When.AFTER, skip=before)
        with pytest.raises(KeyboardInterrupt):
            forget(home)

        with home.job("forget") as job:
            pull.pull(job, job.accounts["home"], full=False, accept_deletions=False)

        assert [c.id for c in home.ledger.mirror.calendars()] == ["c"]
        assert forget(home) == ()

    def test_calendars_are_as_before(self, home: Household) -> None:
        """Tags and colours go, follow-ups and cards go, calsync's calendar goes."""
        lunch = home.now_is(home.lunch("owe Ana the deck by Fri", uid="second@x"))
        home.sync()
        copy = home.server.add(replace(home.now_is(lunch), id="copy", uid="copy@x"))
        with home.job() as job:
            pipeline.look(job)

        with home.job("forget") as job:
            plan = forgetting.traces(job)
        home.server.writes.clear()

        failures = forget(home)

        assert failures == ()
        assert len(home.server.writes) == len(plan)
        assert list(home.server.calendars) == ["c"]
        assert all(not e.marks and not e.color for e in home.server.events.values())
        assert home.now_is(copy).marks == {}

    def test_colour_of_the_user_stays(self) -> None:
        """A colour that calsync did not put there is not taken away."""
        home = Household()
        lunch = home.lunch(note="", color="3")
        home.sync()

        forget(home)

        assert home.now_is(lunch) == replace(lunch, etag=home.now_is(lunch).etag)

    @pytest.mark.parametrize(("color", "written"), [("", None), ("5", "")])
    def test_colour_is_written_only_if_ours(self, color: str, written: str | None) -> None:
        """Where none was configured no write says anything about a colour (rule 2)."""
        home = Household(config=config(tags=Tags(color=color)))
        home.lunch(note="")
        home.sync()

        forget(home)

        (untag,) = [w for w in home.server.writes if isinstance(w, PutTag) and w.tag is None]
        assert untag.color == written

    def test_syncing_is_paused(self, home: Household) -> None:
        """Answers are still saved; the calendar is left alone, and that is said."""
        forget(home)

        with home.job("promise add") as job:
            acts.add(job, acts.understood(job, "send Eve the photos by Fri")[0], None)
            report = pipeline.settle(job)

        assert isinstance(report.accounts[0].error, forgetting.PausedError)
        assert home.follow_ups == []

    def test_comes_again_when_asked(self, home: Household) -> None:
        """After the pause the open promises have their follow-ups again, and nothing is asked."""
        forget(home)
        home.ledger.put_setting(forgetting.PAUSED, "")

        home.sync(full=True)
        report = home.sync()

        assert sorted(e.title for e in home.follow_ups) == [
            *("Follow up: call Tom", "Follow up: the deck"),
        ]
        assert [event.marks["generation"] for event in home.follow_ups] == ["1", "1"]
        assert [promise.asks for promise in home.promises] == ["", ""]
        assert report.plan == ()
        assert not [e for e in home.server.events.values() if "card" in e.marks]

    def test_what_was_deleted_stays_deleted(self, home: Household) -> None:
        """A follow-up that the user had deleted does not come again."""
        home.server.delete(home.follow_ups[0])
        home.sync()
        forget(home)
        home.ledger.put_setting(forgetting.PAUSED, "")

        home.sync(full=True)

        assert len(home.follow_ups) == 1

    def test_failing_account_is_said(self, home: Household) -> None:
        """What could not be taken out is said."""
        home.server.fail(TryLaterError("home: no network"), when=When.BEFORE)

        assert forget(home) == ("home: no network",)
        assert home.ledger.setting(forgetting.PAUSED)

    def test_what_could_not_be_taken_out_comes_no_second_time(self, home: Household) -> None:
        """A follow-up that is still there stands for its promise when syncing goes on."""
        home.server.fail(TryLaterError("home: no network"), when=When.BEFORE)
        forget(home)
        home.ledger.put_setting(forgetting.PAUSED, "")

        home.sync(full=True)

        assert sorted(e.title for e in home.follow_ups) == [
            *("Follow up: call Tom", "Follow up: the deck"),
        ]
        assert {event.marks["generation"] for event in home.follow_ups} == {"0"}

    def test_forged_follow_up_is_not_ours(self, home: Household) -> None:
        """What an invitation claims to be is left where it is."""
        stranger = Attendee("eve@other.example")
        forged = home.lunch(uid="forged@x", organizer=stranger, marks={"promise": "p"})
        with home.job() as job:
            pipeline.look(job)

        forget(home)

        assert home.now_is(forged) == forged


class TestPerson:
    """Only what is known of one."""

    def known(self, home: Household, who: str) -> forgetting.Known:
        """What is known of somebody."""
        with home.job("look") as job:
            return forgetting.known_of(job, who)

    def forget(self, home: Household, who: str) -> tuple[str, ...]:
        """Forget somebody, as the command does."""
        with home.job("forget") as job:
            known = forgetting.known_of(job, who)
            failed = {item.name for item in pipeline.look(job) if item.error}
            left = {n: account for n, account in job.accounts.items() if n not in failed}
            return forgetting.forget_person(replace(job, accounts=left), known)

    def test_known_of(self, home: Household) -> None:
        """By name in any case, or by address."""
        with home.job("review") as job:
            acts.remember(job, "ana@other.example", "Ana Diaz", "runs marathons", None)

        assert self.known(home, "ana").lines == ("promise: the deck (Ana)",)
        assert self.known(home, "ANA@other.example").lines == ("note: runs marathons (Ana Diaz)",)
        assert self.known(home, "nobody").lines == ()

    def test_nothing_is_left(self, home: Household) -> None:
        """Promise, follow-up, note, their history and their writes."""
        with home.job("review") as job:
            acts.remember(job, "", "Ana", "runs marathons", None)

        failures = self.forget(home, "ana")

        everything = [*home.ledger.writes(), *home.ledger.all(PersonNote), *home.promises]
        everything += [step for run in home.ledger.runs() for step in home.ledger.journal(run.id)]
        assert failures == ()
        assert [e.title for e in home.follow_ups] == ["Follow up: call Tom"]
        assert "marathons" not in repr(everything)
        assert "Follow up: the deck" not in repr([w for w in home.ledger.writes() if w.after])

    def test_line_is_not_taken_up_again(self, home: Household) -> None:
        """The line still stands in the note; edited elsewhere, it makes no new promise."""
        self.forget(home, "ana")
        (lunch,) = [e for e in home.server.events.values() if e.title.startswith("Lunch")]
        home.server.edit(lunch, description=f"{lunch.description}\nnice place")

        home.sync()

        assert [promise.text for promise in home.promises] == ["call Tom"]

    def test_without_its_meeting(self, home: Household) -> None:
        """A promise that was read back, of which no meeting is known, goes with its follow-up."""
        (lunch,) = [e for e in home.server.events.values() if e.title.startswith("Lunch")]
        (event,) = [e for e in home.follow_ups if "deck" in e.title]
        marks = {name: value for name, value in event.marks.items() if name != "source"}
        home.server.delete(lunch)
        home.server.edit(event, marks=marks)
        home.lose_ledger()
        home.sync()

        assert self.forget(home, "ana") == ()
        assert [e.title for e in home.follow_ups] == ["Follow up: call Tom"]

    def test_said_promise_leaves_nothing(self, home: Household) -> None:
        """A promise from the command line, whose follow-up was deleted, goes too."""
        home.server.delete(home.follow_ups[-1])
        home.sync()

        assert self.forget(home, "tom") == ()
        assert home.ledger.get(FollowUp, "x") is None
        assert [promise.text for promise in home.promises] == ["the deck"]

    def test_owed_without_event(self, home: Household) -> None:
        """A promise that has no follow-up, or stands in no note, is forgotten all the same."""
        with home.job("review") as job:
            (noted,) = acts.understood(job, "Ana will send me the contract")
            acts.add(job, noted, Origin("home", "c", "lunch@x"))

        assert self.forget(home, "ana") == ()
        assert all(item.line_mark for item in home.ledger.all(Declined))
        assert [promise.text for promise in home.promises] == ["call Tom"]

    @pytest.mark.parametrize("when", [When.READ, When.BEFORE])
    def test_unreachable_is_still_known(self, home: Household, when: When) -> None:
        """A follow-up that cannot be taken out keeps its promise: else it would come back."""
        home.server.fail(TryLaterError("home: no network"), when=when)

        failures = self.forget(home, "ana")

        assert len(failures) == 1
        assert ("no network" in failures[0]) is (when is When.BEFORE)
        assert len(home.promises) == 2

    def test_refused_is_still_known(self, home: Household) -> None:
        """So does one that somebody was invited to, or that changes in that moment."""
        (event,) = [e for e in home.follow_ups if "deck" in e.title]
        key = (event.calendar, event.id)
        home.server.events[key] = replace(event, attendees=(Attendee("ana@other.example"),))

        (refused,) = self.forget(home, "ana")
        home.server.events[key] = replace(event, etag="meanwhile")
        (changed,) = self.forget(home, "ana")

        assert "invited" in refused
        assert "changed since" in changed
        assert home.ledger.all(Promise)


def test_only_the_accounts_at_hand() -> None:
    """What stands in an account that could not be read is left for another time."""
    home = Household()
    home.promise("call Tom by 10 Dec")

    with home.job("forget") as job:
        assert forgetting.traces(replace(job, accounts={})) == ()
        assert forgetting.traces(job)

"""Rare turns of a sync, each met on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from calsync import acts
from calsync import classify
from calsync import forgetting
from calsync import harvest
from calsync import place
from calsync import pull
from calsync import push
from calsync.calendars.memory import MemoryAccount
from calsync.calendars.memory import When
from calsync.errors import Exit
from calsync.errors import TryLaterError
from calsync.errors import UsageError
from calsync.job import owned
from calsync.model import Attendee
from calsync.model import Calendar
from calsync.model import Channel
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.promises import Act
from calsync.reconciliation import News
from calsync.records import Mark
from tests.conftest import make_event
from tests.household import SETTINGS
from tests.household import Household
from tests.household import at
from tests.household import config

EVE = Attendee("eve@other.example", "Eve")
ME = Attendee("me@example.com", "Me")
MINE = Calendar("c", "Personal", account="home")


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


OWNED = [
    ("no calendar", {}, None, False),
    ("a feed", {}, replace(MINE, feed=True), False),
    ("nobody's, in a calendar of the user's", {}, MINE, True),
    ("nobody's, in a shared calendar", {}, replace(MINE, mine=False), False),
    ("made by somebody else", {"creator": "eve@other.example"}, MINE, False),
    ("made by the user", {"creator": "me@example.com"}, MINE, True),
    ("organised by the user", {"organizer": ME}, MINE, True),
    ("made for the user", {"organizer": ME, "creator": "eve@other.example"}, MINE, False),
    ("organised by a stranger", {"organizer": EVE}, MINE, False),
]


@pytest.mark.parametrize(
    ("changes", "calendar", "whose"), [row[1:] for row in OWNED], ids=[row[0] for row in OWNED]
)
def test_whose_words(changes: dict[str, object], calendar: Calendar | None, *, whose: bool) -> None:
    """Only the user's own words act (rule 11)."""
    assert owned(make_event(**changes), calendar, config().me) is whose


def test_report_counts(home: Household) -> None:
    """What a report counts: writes, turns of notes, acts of the user."""
    lunch = home.lunch()
    first = home.sync()
    home.server.edit(home.follow_ups[0], title="✓ deck")
    home.server.edit(lunch, description="owe Ana the deck by Fri\ntodo: call Eve")
    second = home.sync()

    assert (first.count("tag", "create"), first.turned(News.NEW)) == (2, 1)
    assert (second.acted(Act.KEEP), second.turned(News.NEW)) == (1, 1)
    assert first.exit_code == Exit.OK


def test_all_failed_differently() -> None:
    """Where all accounts failed the most pressing code is the one: later before wrong use."""
    work = replace(SETTINGS, name="work")
    home = Household(config=config(accounts=(SETTINGS, work)))
    other = Household().server
    home.others["work"] = MemoryAccount(work, other)
    home.server.fail(UsageError("home: no such folder"), when=When.READ)
    other.fail(TryLaterError("work: no network"), when=When.READ)

    assert home.sync().exit_code == Exit.LATER


def test_preview_is_where_it_goes(home: Household) -> None:
    """What a review shows is where the follow-up is put, after those that are still to be put."""
    with home.job("review") as job:
        for words in ("call Tom by 28 Nov", "Eve will send me the contract by 28 Nov"):
            acts.add(job, acts.understood(job, words)[0], None)
        promise = Promise("", "send Ana the deck", due=at("11-29 09:00").date())
        placer = place.Placer(job)
        first, second = placer.preview(promise), placer.preview(promise)
        assert placer.preview(replace(promise, mine=False)) is None
        made = acts.add(job, acts.understood(job, "send Ana the deck by 29 Nov")[0], None)
    home.sync()

    (event,) = [event for event in home.follow_ups if event.marks["promise"] == made.id]
    assert first == second
    assert first
    assert first.start == event.start == at("11-27 09:30")


def test_forgotten_promise_of_a_follow_up(home: Household) -> None:
    """A follow-up whose event is gone and whose promise nobody knows is no concern."""
    promise = home.promise("send Ana the deck by Fri")
    home.server.delete(home.follow_ups[0])
    home.ledger.drop(promise)

    report = home.sync()

    assert report.plan == ()
    assert home.promises == ()


def test_event_not_in_the_mirror(home: Household) -> None:
    """A follow-up whose event the mirror does not have is not written to."""
    home.promise("send Ana the deck by Fri")
    home.later(days=9)
    with home.job() as job:
        (event,) = home.follow_ups
        job.ledger.mirror.drop_events(Calendar(event.calendar, "", "home"), [event.id])

        assert [*place.follow_ups(job, place.Placer(job))] == []


def test_marked_exception_carries_its_tag(home: Household) -> None:
    """An exception that the user spoke of is tagged by itself; a rebuilt ledger keeps his word."""
    series = home.add("Standup", at=at("11-04 12:00"), recurrence=("RRULE:FREQ=WEEKLY",))
    rid = "20261125T110000Z"
    other = home.add("Standup", at=at("11-26 12:00"), uid=series.uid, recurrence_id=rid)
    home.sync()
    with home.job("mark") as job:
        (seen,) = job.ledger.mirror.events(uid=series.uid, recurrence_id=rid)
        acts.mark(job, seen.event, Channel.COMMUNITY, once=True)
    home.sync()
    home.server.edit(other, title="Standup!")

    home.sync()

    assert home.now_is(other).marks["channel"] == "community"
    assert home.now_is(series).marks == {}
    assert len(home.ledger.all(Mark)) == 1


def test_explained(home: Household) -> None:
    """All the evidence for a verdict; of a calendar that is gone, what is known."""
    home.lunch(note="")
    home.sync()
    (seen,) = home.ledger.mirror.opportunities()
    with home.job("look") as job:
        full = classify.explained(job, seen)
        lost = replace(seen, event=replace(seen.event, calendar="gone"))

        assert full.verdict.channel is Channel.LUNCH
        assert len(full.verdict.evidence) >= len(seen.verdict.evidence)
        assert classify.explained(job, lost) == lost
        classify.rejudge_series(job, "home", "gone", seen.event.uid)


def test_made_by_another_machine(home: Household) -> None:
    """A follow-up that another ledger made in the meantime is taken over, not made twice."""
    home.lunch()
    other = Household(server=home.server)
    with home.job() as job:
        seen = home.server
        pull.pull(job, job.accounts["home"], full=False, accept_deletions=False)
        for _ in harvest.harvest(job, "home"):
            pass
        plan = [*place.follow_ups(job, place.Placer(job))]
        other.sync()
        pushed = push.Pushed()
        push.push(job, "home", plan, pushed)

    (known,) = home.ledger.all(FollowUp)
    assert (known.id, known.calendar) == (home.follow_ups[0].id, home.follow_ups[0].calendar)
    assert pushed.done["create"] == 0
    assert len([e for e in seen.events.values() if "promise" in e.marks]) == 1


def test_calendar_no_longer_named(home: Household) -> None:
    """A calendar that the configuration names no more leaves the mirror, and nobody is asked."""
    home.server.add_calendar(Calendar("d", "Club", account="home"))
    home.sync()
    only = replace(SETTINGS, calendars=("c",))
    home.config = config(accounts=(only,))
    home.others["home"] = MemoryAccount(only, home.server)

    report = home.sync()

    assert report.accounts[0].error is None
    assert [calendar.id for calendar in home.ledger.mirror.calendars()] == ["c"]


def test_promise_erased_while_killed(home: Household) -> None:
    """A write that arrived for a promise nobody knows any more is only settled."""
    promise = home.promise("send Ana the deck by Tue")
    home.later(days=9)
    home.server.fail(KeyboardInterrupt(), when=When.AFTER)
    with pytest.raises(KeyboardInterrupt):
        home.sync()
    home.ledger.drop(promise)

    home.sync()

    assert home.sync().plan == ()


def test_series_not_begun(home: Household) -> None:
    """The note of a series of which no instance has ended yet is read later."""
    rule = ("RRULE:FREQ=WEEKLY",)
    home.lunch("owe Ana the deck by Fri", at=home.now, recurrence=rule)

    home.sync()
    assert home.promises == ()
    home.later(hours=2)
    home.sync()

    assert len(home.promises) == 1


def test_note_in_calsyncs_own_calendar(home: Household) -> None:
    """What stands in the text of an event in calsync's calendar is not harvested there."""
    home.promise("call Tom by 10 Dec")
    (own,) = [c for c in home.server.calendars.values() if c.made_by_calsync]
    home.add("Done: old", calendar=own.id, description="todo: call Eve by Fri")

    home.sync()

    assert [promise.text for promise in home.promises] == ["call Tom"]


class Patient(MemoryAccount):
    """An account whose list of calendars is good for an hour."""

    listing_lasts = timedelta(hours=1)


def test_list_of_calendars_lasts(home: Household) -> None:
    """A list that is still good is not asked for again."""
    home.others["home"] = Patient(SETTINGS, home.server)
    home.sync()
    home.server.add_calendar(Calendar("d", "Club", account="home"))

    home.later(minutes=15)
    home.sync()
    before = len(home.ledger.mirror.calendars())
    home.later(hours=2)
    home.sync()

    assert (before, len(home.ledger.mirror.calendars())) == (1, 2)


def test_untagged_opportunity_has_no_trace(home: Household) -> None:
    """What was only remembered in the ledger is not for `forget` to take out of a calendar."""
    home.lunch(note="", writable=False)
    home.sync()

    with home.job("forget") as job:
        assert forgetting.traces(job) == ()

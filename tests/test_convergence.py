"""Whatever the user edits and whatever breaks in between: one follow-up a promise, edits stand."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis.stateful import Bundle
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import consumes
from hypothesis.stateful import invariant
from hypothesis.stateful import multiple
from hypothesis.stateful import precondition
from hypothesis.stateful import rule

from calsync import acts
from calsync import pipeline
from calsync.calendars.memory import When
from calsync.errors import TryLaterError
from calsync.model import Event
from calsync.model import State
from calsync.model import rid_of
from tests.files_household import FilesHousehold
from tests.google_household import GoogleHousehold
from tests.google_server import GoogleServer
from tests.household import Household

LINES = (
    "owe Ana the deck by Fri",
    "owe Ana the deck by Thu",
    "todo: send Tom the price list",
    "- [ ] call Eve tomorrow",
    "- [x] call Eve tomorrow",
    "I'll mail Lena the slides next week",
    "she'll intro me to Carla",
    "lovely place, good pasta",
)
notes = st.lists(st.sampled_from(LINES), max_size=4).map("\n".join)


class Days(RuleBasedStateMachine):
    """A user's days, in any order, with syncs that may break at any step."""

    meetings = Bundle("meetings")

    def __init__(self) -> None:
        super().__init__()
        self.home = self.moves_in()
        self.number = 0
        self.by_hand: dict[str, object] = {}  # what the user did last to a follow-up: its start
        self.deleted: set[str] = set()

    def moves_in(self) -> Household:
        """Where the calendars are: in memory."""
        return Household()

    @rule(target=meetings, note=notes, ago=st.integers(1, 72))
    def meets(self, note: str, ago: int) -> Event:
        """Lunch with somebody, and a note afterwards."""
        self.number += 1
        start = self.home.now - timedelta(hours=ago)
        return self.home.add(f"Lunch with Person {self.number}", at=start, description=note)

    @rule(meeting=meetings, note=notes)
    def edits_the_note(self, meeting: Event, note: str) -> None:
        """The note is written anew."""
        self.home.hand.edit(meeting, description=note)

    @rule(meeting=consumes(meetings))
    def deletes_the_meeting(self, meeting: Event) -> None:
        """The meeting goes from the calendar; its promises do not."""
        self.home.hand.delete(meeting)

    @rule(target=meetings, meeting=meetings, days=st.integers(-3, 3))
    def moves_the_meeting(self, meeting: Event, days: int) -> object:
        """The meeting is put on another day."""
        start = meeting.start + timedelta(days=days)
        self.home.hand.edit(meeting, start=start, end=start + timedelta(hours=1))
        return multiple()

    @precondition(lambda self: self.home.follow_ups)
    @rule(data=st.data(), hours=st.integers(-30, 300))
    def moves_a_follow_up(self, data: st.DataObject, hours: int) -> None:
        """A follow-up is dragged elsewhere."""
        event = data.draw(st.sampled_from(self.home.follow_ups))
        start = self.home.now + timedelta(days=1, hours=hours + 30)
        self.home.hand.edit(event, start=start, end=start + timedelta(minutes=30))
        self.by_hand[event.marks["promise"]] = start

    @precondition(lambda self: self.home.follow_ups)
    @rule(data=st.data())
    def ticks_a_follow_up(self, data: st.DataObject) -> None:
        """A follow-up is ticked off."""
        event = data.draw(st.sampled_from(self.home.follow_ups))
        if not event.title.startswith("✓"):
            self.home.hand.edit(event, title=f"✓ {event.title}")

    @precondition(lambda self: self.home.follow_ups)
    @rule(data=st.data())
    def deletes_a_follow_up(self, data: st.DataObject) -> None:
        """A follow-up is deleted."""
        event = data.draw(st.sampled_from(self.home.follow_ups))
        self.home.hand.delete(event)
        self.deleted.add(event.id)
        self.by_hand.pop(event.marks["promise"], None)

    @rule(words=st.sampled_from(("send Ana the deck by Fri", "call Tom in 2 weeks")))
    def notes_a_promise(self, words: str) -> None:
        """A promise is noted on the command line."""
        self.home.promise(words)

    @precondition(lambda self: self.home.promises)
    @rule(data=st.data(), how=st.sampled_from((acts.keep, acts.drop)))
    def closes_a_promise(self, data: st.DataObject, how: object) -> None:
        """A promise is kept or dropped."""
        promise = data.draw(st.sampled_from(self.home.promises))
        if promise.state is State.OPEN:
            with self.home.job("promise") as job:
                how(job, promise)  # type: ignore[operator] # one of two functions
                pipeline.settle(job)

    @rule(when=st.sampled_from((When.READ, When.BEFORE, When.AFTER)), skip=st.integers(0, 4))
    def sync_breaks(self, when: When, skip: int) -> None:
        """A sync is cut off at some step."""
        self.home.hand.fail(TryLaterError("the line broke"), when=when, skip=skip)
        self.home.sync()
        self.home.hand.failures.clear()

    @rule()
    def cursor_expires(self) -> None:
        """The server forgets what it told."""
        self.home.hand.expire()

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        """Hours go by."""
        self.home.later(hours=hours)
        self.by_hand.clear()  # a follow-up that passes may be moved on

    @rule()
    def ledger_is_lost(self) -> None:
        """The database is deleted, after everything was in step."""
        self.home.sync()
        self.home.lose_ledger()

    @rule()
    def syncs(self) -> None:
        """A whole sync, and a second one that finds nothing to do."""
        self.home.sync(accept_deletions=True)
        for _ in range(2):
            report = self.home.sync(accept_deletions=True)

        assert report.plan == ()
        assert not report.wrote
        self._check_follow_ups()

    def _check_follow_ups(self) -> None:
        known = {promise.id: promise for promise in self.home.promises}
        for name, promise in known.items():
            events = [e for e in self.home.follow_ups if e.marks["promise"] == name]
            assert len(events) <= 1, promise
            if promise.state is State.OPEN and promise.mine and not promise.asks:
                assert len(events) == 1, promise
        for name, start in self.by_hand.items():
            events = [e for e in self.home.follow_ups if e.marks["promise"] == name]
            if events and known[name].state is State.OPEN:
                assert rid_of(events[0].start) == rid_of(start), known[name]  # type: ignore[arg-type] # a datetime

    @invariant()
    def no_follow_up_comes_twice(self) -> None:
        """At no moment are there two follow-ups for one promise, or a deleted one again."""
        names = [event.marks["promise"] for event in self.home.follow_ups]
        assert len(names) == len(set(names))
        assert not self.deleted & {event.id for event in self.home.follow_ups}

    @invariant()
    def nothing_has_guests(self) -> None:
        """No write made a guest list."""
        assert all(not event.attendees for event in self.home.follow_ups)


TestDays = Days.TestCase
TestDays.settings = settings(
    max_examples=60, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)


class DaysOnFiles(Days):
    """The same over files, where no tombstone tells a new ledger what was deleted (rule 3)."""

    def moves_in(self) -> Household:
        """Where the calendars are: in a folder of their own."""
        self.folder = TemporaryDirectory()
        return FilesHousehold(Path(self.folder.name))

    @rule()
    def ledger_is_lost(self) -> None:
        """What was deleted may come back once, and is the user's to delete again."""
        super().ledger_is_lost()
        self.deleted.clear()

    def teardown(self) -> None:
        """The folder goes."""
        self.folder.cleanup()


class DaysOnGoogle(Days):
    """The same over the real client library and Google's rules."""

    def moves_in(self) -> Household:
        """Where the calendars are: on a server of their own."""
        self.left = ExitStack()
        google = self.left.enter_context(GoogleServer())
        folder = self.left.enter_context(TemporaryDirectory())
        self.google = google
        return GoogleHousehold(google, Path(folder))

    def teardown(self) -> None:
        """Nobody was mailed, and nothing asked that the discovery document does not know."""
        with self.left:
            assert self.google.google.mailed == self.google.violations == []


TestDaysOnFiles = DaysOnFiles.TestCase
TestDaysOnFiles.settings = settings(
    max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
TestDaysOnGoogle = DaysOnGoogle.TestCase
TestDaysOnGoogle.settings = settings(
    max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)

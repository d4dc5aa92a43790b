"""A user's calendars and ledger in memory, with a clock that tests move."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import MutableSequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import Any
from typing import Protocol
from zoneinfo import ZoneInfo

from calsync import acts
from calsync import pipeline
from calsync import runs
from calsync import undoing
from calsync.calendars import memory
from calsync.calendars.memory import When
from calsync.calendars.protocol import Account
from calsync.config import Config
from calsync.config import FollowUps
from calsync.job import Job
from calsync.journal import Run
from calsync.ledger import Ledger
from calsync.model import AccountSettings
from calsync.model import Calendar
from calsync.model import Event
from calsync.model import Me
from calsync.model import Promise
from calsync.pipeline import Options
from calsync.pipeline import Report

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 18, 0, tzinfo=ZONE)
ME = Me(frozenset({"me@example.com"}), frozenset({"example.com"}))
SETTINGS = AccountSettings(name="home", kind="memory")


def config(**changes: Any) -> Config:
    """A configuration with one account, where the follow-ups go too."""
    plain = Config(me=ME, accounts=(SETTINGS,), followups=FollowUps(account="home"))
    return replace(plain, **changes)


class Hand(Protocol):
    """What a user can do to events, and what can befall a server."""

    @property
    def failures(self) -> MutableSequence[Any]:
        """What is going to go wrong."""

    def edit(self, event: Event, **changes: Any) -> Event:
        """Change some fields of an event as it is now."""

    def delete(self, event: Event) -> None:
        """Delete an event."""

    def expire(self) -> None:
        """Let no cursor be good any longer."""

    def fail(self, error: BaseException, *, when: When = When.BEFORE, skip: int = 0) -> None:
        """Let a step fail."""


@dataclass
class Household:
    """One user, one server, one ledger."""

    config: Config = field(default_factory=config)
    ledger: Ledger = field(default_factory=Ledger.in_memory)
    server: memory.Server = field(default_factory=memory.Server)
    now: datetime = MONDAY
    others: dict[str, Account] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give the user a calendar."""
        if not self.server.calendars:
            home = Calendar("c", "Personal", account="home", zone=ZONE.key)
            self.server.add_calendar(home)

    @property
    def hand(self) -> Hand:
        """The user's hand on the calendars."""
        return self.server

    @property
    def home(self) -> Account:
        """The account."""
        return memory.MemoryAccount(SETTINGS, self.server)

    @contextmanager
    def job(self, command: str = "sync") -> Iterator[Job]:
        """A job over all accounts, numbered."""
        accounts = {"home": self.home}
        run = Run(0, command, self.now)
        job = Job(self.config, self.ledger, run, self.now, ZONE, accounts | self.others)
        with runs.numbered(job) as numbered:
            yield numbered

    def sync(self, **options: bool) -> Report:
        """One sync."""
        with self.job() as job:
            return pipeline.sync(job, Options(**options))

    def undo(self, run: str = "") -> undoing.Undone:
        """Take back a run."""
        with self.job("undo") as job:
            return undoing.undo(job, undoing.last_run(job, run))

    def promise(self, words: str) -> Promise:
        """Note a promise on the command line."""
        with self.job("promise add") as job:
            made = acts.add(job, acts.understood(job, words)[0], None)
            pipeline.settle(job)
        return made

    def add(self, title: str, *, at: datetime | None = None, **more: Any) -> Event:
        """The user adds an event that ended some hours ago, or at a given time."""
        start = at or self.now - timedelta(hours=5, minutes=30)
        uid = f"{title.lower().replace(' ', '-')}@x"
        event = Event(
            id="", uid=uid, title=title, start=start, end=start + timedelta(hours=1), calendar="c"
        )
        return self.server.add(replace(event, **more))

    def lunch(self, note: str = "owe Ana the deck by Fri", **more: Any) -> Event:
        """Lunch with Ana today, with a note."""
        return self.add("Lunch with Ana Diaz", description=note, **more)

    def now_is(self, event: Event) -> Event:
        """An event as it is on the server now."""
        return self.server.events[event.calendar, event.id]

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What the ledger knows."""
        return self.ledger.all(Promise)

    @property
    def follow_ups(self) -> list[Event]:
        """The follow-up events on the server, in the order of time."""
        found = [event for event in self.server.events.values() if "promise" in event.marks]
        return sorted(found, key=lambda event: str(event.start))

    def lose_ledger(self) -> None:
        """The database is gone."""
        self.ledger = Ledger.in_memory()

    def later(self, **by: float) -> None:
        """Time passes."""
        self.now += timedelta(**by)


def day(text: str) -> date:
    """A day of 2026: `11-27`."""
    return date.fromisoformat(f"2026-{text}")


def at(text: str) -> datetime:
    """A moment of 2026 on the user's clock: `11-27 09:00`."""
    on, _, clock = text.partition(" ")
    return datetime.combine(day(on), time.fromisoformat(clock), ZONE)

"""A simulated year of daily use, with random faults: `python -m benchmarks.soak [--days N]`.

Alex meets somebody nearly every day, notes promises, ticks off, moves and deletes follow-ups, and
syncs every evening, on a folder of files and on the Google test server; syncs are cut off at
random, the ledger is lost now and then. At the end every promise is accounted for: one follow-up
each, none twice, none that the user deleted come back. Prints the counts; exits 1 if any is wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from calsync import calendars
from calsync import pipeline
from calsync import runs
from calsync.calendars.protocol import Account
from calsync.config import Config
from calsync.config import FollowUps
from calsync.job import Job
from calsync.journal import Run
from calsync.ledger import Ledger
from calsync.model import AccountSettings
from calsync.model import Me
from calsync.model import Promise
from calsync.model import State
from calsync.pipeline import Options
from tests import google_factory
from tests.google_server import Fault
from tests.google_server import GoogleServer

ZONE = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 1, 1, 18, 0, tzinfo=ZONE)
ME = Me(frozenset({"me@example.com"}), frozenset({"example.com"}))
NAMES = ("Ana", "Tom", "Eve", "Lena", "Jonas", "Hana", "Ruth", "Carla", "Priya", "Marcus")
THINGS = ("the deck", "the price list", "the slides", "the photos", "a quote", "the contract")
DUES = ("by Friday", "tomorrow", "next week", "by the 15th", "", "in 2 weeks")


class World(Protocol):
    """One kind of calendar: how the user adds and edits, and how a sync is cut off."""

    name: str
    tombstones: bool  # does the store remember what was deleted?

    def account(self, now: datetime) -> Account:
        """The account, opened."""

    def add(self, title: str, note: str, start: datetime) -> None:
        """The user adds a meeting of an hour, with a note."""

    def follow_ups(self) -> list[tuple[str, str]]:
        """The promise and the title of each follow-up."""

    def tick(self, promise: str) -> None:
        """The user ticks a follow-up off."""

    def delete(self, promise: str) -> None:
        """The user deletes a follow-up."""

    def break_next(self, chance: random.Random) -> None:
        """Let the next sync go wrong."""


@dataclass
class Year:
    """What happened."""

    said: int = 0
    ticked: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    syncs: int = 0
    cut_off: int = 0
    lost: int = 0
    unknowable: int = 0


def lived(world: World, *, days: int, seed: int) -> tuple[Year, tuple[Promise, ...]]:
    """Live through so many days."""
    chance, year = random.Random(seed), Year()
    ledger = Ledger.in_memory()
    for number in range(days):
        now = FIRST + timedelta(days=number)
        for _ in range(chance.choice((0, 1, 1, 2))):
            _meet(world, chance, now, year)
        _edit(world, chance, year)
        if chance.random() < 0.15:
            world.break_next(chance)
            year.cut_off += 1
        _sync(world, ledger, now)
        year.syncs += 1
        if chance.random() < 0.02:
            _sync(world, ledger, now)
            ledger, year.lost = Ledger.in_memory(), year.lost + 1
            if not world.tombstones:
                # Nothing is left that knows of them, see the README: they may come back, or not.
                year.unknowable += len(year.deleted)
                year.deleted.clear()
    end = FIRST + timedelta(days=days)
    for _ in range(3):
        _sync(world, ledger, end)
    return year, ledger.all(Promise)


def _meet(world: World, chance: random.Random, now: datetime, year: Year) -> None:
    """A meeting today, with a promise noted in it."""
    name, thing = chance.choice(NAMES), chance.choice(THINGS)
    year.said += 1
    note = f"promise: send {name} {thing} no {year.said} {chance.choice(DUES)}".strip()
    start = now.replace(hour=chance.choice((12, 8, 15)), minute=30)
    world.add(f"Lunch with {name} no {year.said}", note, start)


def _edit(world: World, chance: random.Random, year: Year) -> None:
    """The user ticks off some follow-ups, and deletes one now and then."""
    for promise, title in world.follow_ups():
        if title.startswith("✓"):
            continue
        if chance.random() < 0.25:
            world.tick(promise)
            year.ticked.add(promise)
        elif chance.random() < 0.01:
            world.delete(promise)
            year.deleted.add(promise)


def _sync(world: World, ledger: Ledger, now: datetime) -> None:
    settings = AccountSettings(name="a", kind=world.name)
    config = Config(
        timezone=ZONE.key, me=ME, accounts=(settings,), followups=FollowUps(account="a")
    )
    account = world.account(now)
    job = Job(config, ledger, Run(0, "sync", now), now, ZONE, {"a": account})
    with runs.numbered(job) as numbered:
        pipeline.sync(numbered, Options(accept_deletions=True))


class FilesWorld:
    """A folder of .ics files; a killed sync leaves a stray file behind."""

    name = "files"
    tombstones = False

    def __init__(self, root: Path) -> None:
        self._root = root
        self._settings = AccountSettings(name="a", kind="files", path=root)
        (root / "personal").mkdir(parents=True)

    def account(self, now: datetime) -> Account:
        """The account, opened."""
        return calendars.open_account(self._settings, me=ME, clock=lambda: now)

    def add(self, title: str, note: str, start: datetime) -> None:
        """Write a file, as a phone's synchroniser does."""
        uid = title.lower().replace(" ", "-")
        end = start + timedelta(hours=1)
        lines = (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Soak//EN",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20260101T000000Z",
            f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Europe/Berlin:{end:%Y%m%dT%H%M%S}",
            f"SUMMARY:{title}",
            f"DESCRIPTION:{note}",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
        (self._root / "personal" / f"{uid}.ics").write_bytes("\r\n".join(lines).encode())

    def follow_ups(self) -> list[tuple[str, str]]:
        """The promise and the title in each file."""
        return [
            (promise, path.read_text("utf-8").partition("SUMMARY:")[2].splitlines()[0])
            for promise, path in self._found()
        ]

    def tick(self, promise: str) -> None:
        """Put the sign before the title."""
        path = self._of(promise)
        path.write_bytes(path.read_bytes().replace(b"SUMMARY:", "SUMMARY:✓ ".encode(), 1))

    def delete(self, promise: str) -> None:
        """Delete the file."""
        self._of(promise).unlink()

    def break_next(self, chance: random.Random) -> None:
        """Leave what a killed run leaves."""
        (self._root / "personal" / ".calsync-stray.tmp").write_bytes(chance.randbytes(20))

    def _found(self) -> list[tuple[str, Path]]:
        mark = "X-CALSYNC-PROMISE:"
        return [
            (line.removeprefix(mark), path)
            for path in self._root.glob("Follow-ups*/*.ics")
            for line in path.read_text("utf-8").splitlines()
            if line.startswith(mark)
        ]

    def _of(self, promise: str) -> Path:
        return next(path for name, path in self._found() if name == promise)


class GoogleWorld:
    """The Google test server; a sync is cut off by a fault at one of its requests."""

    name = "google"
    tombstones = True

    def __init__(self, server: GoogleServer, folder: Path) -> None:
        self._server = server
        self._folder = folder

    def account(self, now: datetime) -> Account:
        """The account, opened with the real client library."""
        return google_factory.opened(self._server, self._folder, clock=lambda: now, name="a")

    def add(self, title: str, note: str, start: datetime) -> None:
        """Put an event into the primary calendar."""
        moment = start.replace(tzinfo=None).isoformat()
        self._server.add_event("primary", google_factory.meeting(title, moment, description=note))

    def follow_ups(self) -> list[tuple[str, str]]:
        """The promise and the title of each event that carries the mark."""
        return [(promise, title) for promise, title, _, _ in self._found()]

    def tick(self, promise: str) -> None:
        """Put the sign before the title."""
        title, book, name = self._of(promise)
        self._server.change_event(book, name, {"summary": f"✓ {title}"})

    def delete(self, promise: str) -> None:
        """Delete the event."""
        self._server.delete_event(*self._of(promise)[1:])

    def break_next(self, chance: random.Random) -> None:
        """A fault at one of the next requests, before or after it is carried out."""
        kind = chance.choice(("500", "drop", "503", "quota", "html"))
        nth = len(self._server.requests) + chance.randint(1, 6)
        after, times = chance.random() < 0.5, chance.choice((1, 4))
        self._server.faults[:] = [Fault(nth=nth, kind=kind, after=after, times=times)]

    def _found(self) -> Iterator[tuple[str, str, str, str]]:
        for book in list(self._server.google.books):
            for event in self._server.events(book):
                private = event.get("extendedProperties", {}).get("private", {})
                if "calsync-promise" in private:
                    yield private["calsync-promise"], event["summary"], book, event["id"]

    def _of(self, promise: str) -> tuple[str, str, str]:
        return next((t, book, name) for p, t, book, name in self._found() if p == promise)


@contextmanager
def files() -> Iterator[World]:
    """A world of files."""
    with tempfile.TemporaryDirectory() as folder:
        yield FilesWorld(Path(folder) / "calendars")


@contextmanager
def google() -> Iterator[World]:
    """A world of Google's."""
    with tempfile.TemporaryDirectory() as folder, GoogleServer() as server:
        yield GoogleWorld(server, Path(folder))


def counted(world: World, year: Year, promises: tuple[Promise, ...]) -> list[str]:
    """What does not add up."""
    events = Counter(promise for promise, _ in world.follow_ups())
    known = {promise.id: promise for promise in promises}
    wrong = [f"{name} stands twice" for name, number in events.items() if number > 1]
    wrong += [f"{name} came back" for name in year.deleted if name in events]
    wrong += [f"{name} has no promise" for name in events if name not in known]
    for name, promise in known.items():
        if promise.state is State.OPEN and name not in events and not promise.asks:
            wrong.append(f"{promise.text} has no follow-up")
    for name in year.ticked:
        if name in known and known[name].state is not State.KEPT:
            wrong.append(f"{known[name].text} was ticked off and is {known[name].state}")
    if len(known) + len(year.deleted - known.keys()) + year.unknowable < year.said:
        wrong.append(f"{year.said} promises were said, {len(known)} are known")
    return wrong


def main() -> int:
    """Live a year in each world and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    bad = 0
    for opened in (files, google):
        begun = time.monotonic()
        with opened() as world:
            year, promises = lived(world, days=chosen.days, seed=chosen.seed)
            wrong = counted(world, year, promises)
        bad += len(wrong)
        for line in wrong[:20]:
            print(f"  {line}")
        states = Counter(str(promise.state) for promise in promises)
        print(
            f"{world.name}: {chosen.days} days, {year.syncs} syncs, {year.cut_off} cut off,"
            f" {year.lost} ledgers lost; {year.said} promises said, {len(promises)} known"
            f" ({states['kept']} kept, {states['open']} open), {len(year.deleted)} follow-ups"
            f" deleted by hand; {len(wrong)} wrong; {time.monotonic() - begun:.0f} s"
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

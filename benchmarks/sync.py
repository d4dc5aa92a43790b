"""A sync of plain files: the first, and one that finds nothing new beside a bare look."""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.measure import Run
from benchmarks.measure import calsync
from benchmarks.measure import process
from benchmarks.measure import python

NOW = "2026-11-20T12:00:00+01:00"
PARSE = "import sys, icalendar; icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())"
LOOK = "import os, sys; [entry.stat(follow_symlinks=False) for entry in os.scandir(sys.argv[1])]"
HASH = "import hashlib, sys; hashlib.blake2b(open(sys.argv[1], 'rb').read()).digest()"
COMMON = (
    *("Stand-up", "1:1 Dana", "Sprint planning", "Focus time", "Dentist", "Conference call"),
    *("School run", "Train to Berlin", "Deploy 4.12", "Backlog refinement", "Dinner w/ in-laws"),
    *(
        "Interview: backend engineer",
        "Lunch break",
        "Weekly report",
        "Gym",
        "Payroll",
        "Board pack",
    ),
)
RARE = ("Lunch with Ana Diaz", "Python meetup")
MOST = 250 * 1.048576  # megabytes


@dataclass(frozen=True, slots=True)
class Home:
    """A home of calsync's with one account of files, invented and the same each time."""

    folder: Path
    calendar: Path

    def command(self, *arguments: str) -> list[str]:
        """The command that runs calsync there, at a fixed time."""
        variables = (f"CALSYNC_HOME={self.folder}", f"CALSYNC_NOW={NOW}")
        return ["env", *variables, *calsync(*arguments)]

    def settle(self) -> None:
        """Sync until nothing changes any more, and every file is old enough to be trusted."""
        subprocess.run(self.command("sync", "--accept-followups"), check=True, capture_output=True)
        time.sleep(2.1)
        for _ in range(2):
            subprocess.run(self.command("sync"), check=True, capture_output=True)


def rows() -> Iterable[Row]:
    """First syncs of two sizes, then syncs that find nothing new."""
    first: dict[int, Run] = {}
    for count, runs in ((10_000, 3), (100_000, 1)):
        with home(count) as there:
            yield from _first(there, count, runs, first)
            if count == 100_000:
                yield from _nothing_new(there, "one file of 100,000", HASH, first[count])
    tenfold = first[10_000].seconds * 10
    yield Row("growth to ten times", first[100_000].seconds, tenfold, "ten times 10,000", 0.9)
    with home(20_000, split=True) as there:
        began = process(there.command("sync", "--accept-followups"), runs=1)
        yield from _nothing_new(there, "20,000 files", LOOK, began)


def _first(there: Home, count: int, runs: int, first: dict[int, Run]) -> Iterator[Row]:
    what = f"first sync, {count:,} events in a file"
    theirs = process(python(PARSE, str(there.calendar)), runs=runs)
    first[count] = process(there.command("sync", "--accept-followups"), runs=1)
    yield Row(what, first[count].seconds, theirs.seconds, "icalendar.from_ical", 0.5)
    yield Row(f"{what}: peak memory", first[count].megabytes, MOST, "250 MiB", 1.0, "MB")


def _nothing_new(there: Home, what: str, bare: str, first: Run) -> Iterator[Row]:
    there.settle()
    again = process(there.command("sync"), runs=9)
    look = process(python(bare, str(there.calendar)), runs=9)
    if bare == HASH:
        yield Row(f"nothing new, {what}", again.seconds, look.seconds, "reading, hashing it", 0.33)
    else:
        # A bare look is a process of its own; twice that, and what it takes to start calsync.
        most = 2 * look.seconds + process(calsync("--help"), runs=9).seconds
        yield Row(f"nothing new, {what}", again.seconds, most, "two bare looks and --help", 1.0)
    yield Row(f"nothing new, {what}", again.seconds, first.seconds, "the first sync", 30)


@contextmanager
def home(count: int, *, split: bool = False) -> Iterator[Home]:
    """A home with so many events, in one file or each in its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        calendar = folder / "calendar"
        calendar.mkdir()
        if split:
            for number, lines in enumerate(events(count)):
                (calendar / f"{number}.ics").write_bytes(_file([lines]))
        else:
            calendar = calendar / "all.ics"
            calendar.write_bytes(_file(events(count)))
        settings = 'timezone = "Europe/Berlin"\n[me]\nemails = ["me@example.com"]\n[[accounts]]\n'
        settings += f'name = "home"\nkind = "files"\npath = "{calendar}"\n'
        config = folder / "config.toml"
        config.touch(mode=0o600)
        config.write_text(settings, "utf-8")
        yield Home(folder, calendar)


def _file(found: Iterable[list[str]]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Benchmark//EN"]
    lines += (line for event in found for line in event)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def events(count: int) -> Iterator[list[str]]:
    """The lines of events of one year, one of ten an opportunity."""
    chance = random.Random(count)
    day = datetime(2026, 1, 5, 8)  # noqa: DTZ001 - the zone stands beside it
    for number in range(count):
        start = day + timedelta(minutes=30 * number % (60 * 24 * 360))
        title = chance.choice(COMMON if number % 10 else RARE)
        yield [
            "BEGIN:VEVENT",
            f"UID:{number}@example.com",
            f"DTSTAMP:{start:%Y%m%dT%H%M%SZ}",
            f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Europe/Berlin:{start + timedelta(minutes=30):%Y%m%dT%H%M%S}",
            f"SUMMARY:{title} {number % 97}",
            "DESCRIPTION:Agenda\\n1. Where we stand\\n2. What is next",
            f"LOCATION:{chance.choice(('', 'Room Kepler', 'Trattoria Roma'))}",
            "STATUS:CONFIRMED",
            "END:VEVENT",
        ]

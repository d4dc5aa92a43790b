"""How soon calsync is there, and a first scan of a big calendar beside icalendar."""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.measure import Run
from benchmarks.measure import calsync
from benchmarks.measure import process
from benchmarks.measure import python
from benchmarks.sync import home

PARSE = "import sys, icalendar; icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())"
PARSE_ALL = """
import os, sys, icalendar
for entry in os.scandir(sys.argv[1]):
    icalendar.Calendar.from_ical(open(entry.path, "rb").read())
"""
TITLES = (
    *("Stand-up", "1:1 Dana", "Sprint planning", "Focus time", "Dentist", "Conference call"),
    *("School run", "Train to Berlin", "Deploy 4.12", "Backlog refinement", "Dinner w/ in-laws"),
    *("Interview: backend engineer", "Lunch break", "Weekly report", "Review: ledger service"),
    *("Lunch with Ana Diaz", "Python meetup", "PyCon DE", "Webinar: Postgres in production"),
)
PLACES = ("", "", "Room Kepler", "Trattoria Roma", "Betahaus", "https://meet.example.com/abc")
TEXT = "Agenda\\n1. Where we stand\\n2. What is next\\, and who does it\\nJoin: https://meet.example.com/x"
STARTS = ("--help", "promises", "opportunities", "review --list", "undo --list", "accounts")
PROMISE = "send Ana the deck by Fri"
FEW, MANY = "five properties", "a dozen properties"
AIMS = {FEW: 3.0, MANY: 8.0}
FILES = 20_000


def rows() -> Iterable[Row]:
    """The start of what is asked for often, then scans with time, memory and growth."""
    yield from _starts()
    with tempfile.TemporaryDirectory() as folder:
        for kind, aim in AIMS.items():
            yield from _scans(Path(folder), kind, aim)
            yield _files(Path(folder), kind, aim)


def _starts() -> Iterable[Row]:
    with home(400) as there:
        there.settle()
        subprocess.run(there.command("promise", "add", PROMISE), check=True, capture_output=True)
        click_run = process(python("import click"), runs=25)
        for command in STARTS:
            ours = process(there.command(*command.split()), runs=15)
            aim = 0.83 if command == "--help" else 0.4
            yield Row(f"calsync {command}", ours.seconds, click_run.seconds, "import click", aim)


def _scans(folder: Path, kind: str, aim: float) -> Iterable[Row]:
    ours: dict[int, Run] = {}
    for count, runs in ((10_000, 3), (100_000, 1)):
        path = folder / f"{count}-{kind}.ics"
        path.write_bytes(calendar(count, kind=kind))
        ours[count] = process(calsync("scan", str(path), "--json"), runs=3)
        theirs = process(python(PARSE, str(path)), runs=runs)
        what = f"scan, {count:,} events, {kind}"
        # Of a small calendar the start of the program is half the time.
        wanted = aim if count == 100_000 else aim / 2
        yield Row(what, ours[count].seconds, theirs.seconds, "icalendar.from_ical", wanted)
        yield Row(
            f"{what}: peak memory", ours[count].megabytes, theirs.megabytes, "the same", 2.0, "MB"
        )
    tenfold = ours[10_000].seconds * 10
    yield Row(
        f"growth to ten times, {kind}", ours[100_000].seconds, tenfold, "ten times 10,000", 0.9
    )


def _files(folder: Path, kind: str, aim: float) -> Row:
    """One event a file, as vdirsyncer keeps them."""
    where = folder / kind
    where.mkdir()
    for number in range(FILES):
        (where / f"{number}.ics").write_bytes(calendar(1, kind=kind, first=number))
    ours = process(calsync("scan", str(where), "--json"), runs=3)
    theirs = process(python(PARSE_ALL, str(where)), runs=1)
    what = f"scan, {FILES:,} files of one event, {kind}"
    return Row(what, ours.seconds, theirs.seconds, "icalendar.from_ical", aim)


def calendar(count: int, *, kind: str, first: int = 0) -> bytes:
    """An invented calendar of that many events, the same each time; `first` is one's number."""
    chance = random.Random(count)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Benchmark//EN"]
    day = datetime(2016, 1, 4, 9)  # noqa: DTZ001 - a floating time, as many calendars write them
    for number in range(first, first + count):
        start = day + timedelta(minutes=30 * number % (60 * 24 * 3650))
        lines += _event(number, start, chance, kind=kind)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _event(number: int, start: datetime, chance: random.Random, *, kind: str) -> list[str]:
    end = start + timedelta(minutes=30)
    few = [
        "BEGIN:VEVENT",
        f"UID:{number}@example.com",
        f"DTSTAMP:{start:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        f"DTEND:{end:%Y%m%dT%H%M%S}",
        f"SUMMARY:{chance.choice(TITLES)} {number % 97}",
    ]
    if kind == FEW:
        return [*few, "END:VEVENT"]
    guest = f"guest{number % 50}@example.{'com' if number % 3 else 'net'}"
    return [
        *few,
        f"CREATED:{start:%Y%m%dT%H%M%SZ}",
        f"LOCATION:{chance.choice(PLACES)}",
        f"DESCRIPTION:{TEXT[:65]}",
        f" {TEXT[65:]}",
        "ORGANIZER;CN=Me:mailto:me@example.com",
        "ATTENDEE;CN=Me;PARTSTAT=ACCEPTED:mailto:me@example.com",
        f"ATTENDEE;CN=Guest;PARTSTAT=ACCEPTED:mailto:{guest}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]

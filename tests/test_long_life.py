"""Years of unattended use: damaged ledgers, full disks, wrong clocks, two runs at once."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.onfiles import CONFIG

LUNCH = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Phone//EN
BEGIN:VEVENT
UID:lunch-1
DTSTAMP:20261123T100000Z
DTSTART;TZID=Europe/Berlin:20261123T123000
DTEND;TZID=Europe/Berlin:20261123T133000
SUMMARY:Lunch with Ana Diaz
DESCRIPTION:owe Ana the deck by Fri
END:VEVENT
END:VCALENDAR
"""

EVENING = "2026-11-23T18:00:00+01:00"


class Machine:
    """A home folder with a calendar, and the real program."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ledger = home / "ledger.db"
        self.calendar = home / "calendar" / "personal"
        self.calendar.mkdir(parents=True)
        (home / "config.toml").write_text(CONFIG)
        (home / "config.toml").chmod(0o600)
        (self.calendar / "lunch.ics").write_text(LUNCH)

    def run(
        self, *words: str, now: str = EVENING, limit: Callable[[], None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run calsync to its end."""
        return subprocess.run(
            [sys.executable, "-m", "calsync", *words],
            env={**os.environ, "CALSYNC_HOME": str(self.home), "CALSYNC_NOW": now},
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=limit,
        )

    def follow_ups(self) -> list[Path]:
        """The files of the follow-ups."""
        return sorted((self.home / "calendar").glob("Follow-ups*/*.ics"))

    def promises(self) -> list[str]:
        """What is promised."""
        rows = json.loads(self.run("promises", "--json").stdout)
        return [row["text"] for row in rows]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine that has synced once."""
    machine = Machine(tmp_path / "home")
    assert machine.run("sync").returncode == 0
    return machine


def _is_calm(done: subprocess.CompletedProcess[str]) -> bool:
    """No traceback, nothing but short lines, none of them a bug's."""
    return "Traceback" not in done.stderr and done.returncode not in {70, -6, -11}


def test_damaged_ledger(machine: Machine) -> None:
    """A ledger that is none is kept aside and rebuilt from the calendars, and that is said."""
    machine.ledger.write_bytes(b"not a database at all" * 400)

    done = machine.run("sync")

    assert done.returncode == 0
    assert "kept as" in done.stderr
    assert list(machine.home.glob("ledger.db.*.kept"))
    assert machine.promises() == ["the deck"]
    assert len(machine.follow_ups()) == 1


def test_page_of_the_ledger_overwritten(machine: Machine) -> None:
    """Damage inside the file is no bug either, and leads to the same cure."""
    with closing(sqlite3.connect(machine.ledger)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = machine.ledger.stat().st_size
    with machine.ledger.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))

    first = machine.run("sync")
    second = machine.run("sync", "--rebuild")

    assert _is_calm(first)
    assert second.returncode == 0, second.stderr
    assert len(machine.follow_ups()) == 1


def test_ledger_from_the_future(machine: Machine) -> None:
    """A newer calsync's ledger is left alone."""
    with closing(sqlite3.connect(machine.ledger)) as database:
        database.execute("PRAGMA user_version = 99")

    done = machine.run("sync")

    with closing(sqlite3.connect(machine.ledger)) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
    assert done.returncode == 2
    assert "newer calsync" in done.stderr
    assert version == 99


@pytest.mark.parametrize("kilobytes", [1, 40, 200])
def test_full_disk(machine: Machine, kilobytes: int) -> None:
    """Where nothing more can be written, it says so in a line; with room again it goes on."""
    (machine.calendar / "more.ics").write_text(
        LUNCH.replace("lunch-1", "lunch-2").replace("the deck", "the photos")
    )

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    stopped = machine.run("sync", limit=full)
    again = machine.run("sync")

    assert _is_calm(stopped), stopped.stderr
    assert again.returncode == 0, again.stderr
    assert len(machine.follow_ups()) == 2


def test_clock_set_back(machine: Machine) -> None:
    """A clock that goes back a week changes nothing that stands."""
    before = [path.read_bytes() for path in machine.follow_ups()]

    done = machine.run("sync", now="2026-11-16T18:00:00+01:00")
    again = machine.run("sync")

    assert (done.returncode, again.returncode) == (0, 0)
    assert [path.read_bytes() for path in machine.follow_ups()] == before


def test_second_run_leaves_at_once(machine: Machine) -> None:
    """While another run holds the lock, cron's is silent and says it by its exit code."""
    with machine.ledger.with_suffix(".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = machine.run("sync")

    assert (done.returncode, done.stdout, done.stderr) == (75, "", "")


def test_asleep_in_the_middle(tmp_path: Path) -> None:
    """A laptop that slept through a sync finds what changed meanwhile at the next one."""
    machine = Machine(tmp_path / "home")
    environment = {**os.environ, "CALSYNC_HOME": str(machine.home), "CALSYNC_NOW": EVENING}
    sleeping = subprocess.Popen([sys.executable, "-m", "calsync", "sync"], env=environment)
    time.sleep(0.25)
    sleeping.send_signal(signal.SIGSTOP)
    (machine.calendar / "more.ics").write_text(
        LUNCH.replace("lunch-1", "lunch-2").replace("the deck", "the photos")
    )
    time.sleep(0.1)
    sleeping.send_signal(signal.SIGCONT)

    first = sleeping.wait(timeout=60)
    second = machine.run("sync")

    assert (first, second.returncode) == (0, 0)
    assert sorted(machine.promises()) == ["the deck", "the photos"]
    assert len(machine.follow_ups()) == 2


def test_zone_that_is_gone(machine: Machine) -> None:
    """An event in a zone that this machine's data no longer know does not stop anything."""
    with sqlite3.connect(machine.ledger) as database:
        database.execute(
            "UPDATE events SET body = REPLACE(body, 'Europe/Berlin', 'Europe/Atlantis')"
        )

    done = machine.run("opportunities")
    synced = machine.run("sync")

    assert _is_calm(done)
    assert synced.returncode == 0, synced.stderr


def test_unmounted_disk(machine: Machine) -> None:
    """A folder that is gone is said, and never read as deletions."""
    (machine.home / "calendar").rename(machine.home / "elsewhere")

    gone = machine.run("sync")
    (machine.home / "elsewhere").rename(machine.home / "calendar")
    back = machine.run("sync")

    assert gone.returncode == 1
    assert "mounted" in gone.stderr
    assert back.returncode == 0
    assert len(machine.follow_ups()) == 1

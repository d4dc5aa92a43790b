"""Killed at any write, with SIGKILL, the next sync ends where an unbroken one would have."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.onfiles import CONFIG

# Runs calsync, and kills it at the so-manieth write: files made, opened, renamed or removed,
# folders made, statements sent to the ledger. Prints how many there were if it came to its end.
PROGRAM = """
import os, signal, sys
from calsync.cli import main

last, seen = int(sys.argv.pop(1)), 0
FILES = {"os.rename", "os.remove", "os.mkdir", "os.link", "shutil.move"}

def write():
    global seen
    seen += 1
    if seen == last:
        os.kill(os.getpid(), signal.SIGKILL)

def statement(sql):
    if sql.split(None, 1)[0] in {"INSERT", "DELETE", "UPDATE", "COMMIT", "BEGIN"}:
        write()

waiting = []  # a connection can be watched only once it is made: at the next event

def hook(event, arguments):
    while waiting:
        waiting.pop().set_trace_callback(statement)
    if event == "sqlite3.connect/handle":
        waiting.append(arguments[0])
    elif event in FILES:
        write()
    elif event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        write()

sys.addaudithook(hook)
try:
    main()
finally:
    print(seen, file=sys.stderr)
"""

LUNCH = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Phone//EN
BEGIN:VEVENT
UID:lunch-1
DTSTAMP:20261123T100000Z
DTSTART;TZID=Europe/Berlin:20261123T123000
DTEND;TZID=Europe/Berlin:20261123T133000
SUMMARY:Lunch with Ana Diaz
DESCRIPTION:owe Ana the deck by Fri\\ntodo: call Tom tomorrow
END:VEVENT
END:VCALENDAR
"""


def _lay(folder: Path) -> Path:
    """A home with one calendar and one note."""
    calendar = folder / "calendar" / "personal"
    calendar.mkdir(parents=True)
    (folder / "config.toml").write_text(CONFIG)
    (folder / "config.toml").chmod(0o600)
    (calendar / "lunch.ics").write_bytes(LUNCH.replace("\n", "\r\n").encode())
    return folder


def _sync(home: Path, *, kill_at: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CALSYNC_HOME": str(home)}
    environment["CALSYNC_NOW"] = "2026-11-23T18:00:00+01:00"
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(kill_at), "sync", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _state(home: Path) -> dict[str, bytes]:
    """Every file of the calendars, byte for byte, but for stray .tmp files."""
    files = (p for p in (home / "calendar").rglob("*") if ".tmp" not in p.as_posix())
    return {str(p.relative_to(home)): p.read_bytes() for p in files if p.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], int]:
    """The calendars after an unbroken sync, and how many writes it took."""
    home = _lay(tmp_path_factory.mktemp("whole"))
    done = _sync(home)
    assert done.returncode == 0, done.stderr
    return _state(home), int(done.stderr.split()[-1])


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_killed_anywhere(tmp_path: Path, whole: tuple[dict[str, bytes], int], part: int) -> None:
    """Wherever the process dies: the same files after the next sync, and nothing left to do."""
    state, writes = whole
    for number in range(1 + part, writes + 1, 8):
        home = _lay(tmp_path / str(number))

        killed = _sync(home, kill_at=number)
        again = _sync(home)

        assert killed.returncode == -signal.SIGKILL
        assert again.returncode == 0, again.stderr
        assert _state(home) == state, f"killed at write {number} of {writes}"
        shutil.rmtree(home)

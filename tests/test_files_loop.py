"""The whole loop over files: however many machines and ledgers, one tag, one follow-up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.onfiles import CONFIG
from tests.onfiles import OnFiles


@pytest.fixture
def one(tmp_path: Path) -> OnFiles:
    """A machine with lunch today, and a note in it."""
    home = OnFiles(tmp_path / "one")
    home.lunch()
    return home


@pytest.fixture
def two(one: OnFiles, tmp_path: Path) -> OnFiles:
    """Another machine that sees the same files."""
    home = OnFiles(tmp_path / "two")
    home.configure(text=CONFIG.replace('"calendar"', f'"{one.root / "calendar"}"'))
    return home


def _synced(home: OnFiles) -> dict[str, int]:
    """One sync, and what it changed."""
    said = home.json("sync")
    assert said["status"] == "ok", said
    counts = said["tags"] | said["followups"] | said["promises"]
    return {name: count for name, count in counts.items() if count}


def test_two_machines_in_turn(one: OnFiles, two: OnFiles) -> None:
    """What one machine wrote the other takes over, and writes nothing."""
    _synced(one)
    files = one.files()

    _synced(two)
    again = _synced(one)

    assert one.files() == files
    assert len(one.follow_ups()) == 1
    assert again == {}
    assert [p["id"] for p in two.json("promises")] == [p["id"] for p in one.json("promises")]


def test_two_machines_at_once(one: OnFiles, two: OnFiles) -> None:
    """Both begin in the same instant: one tag, one follow-up, whoever wins."""
    command = [sys.executable, "-m", "calsync", "sync"]

    both = [subprocess.Popen(command, env={**os.environ, **home.env}) for home in (one, two)]
    codes = [process.wait() for process in both]
    changes = [_synced(one), _synced(two)]
    files = one.files()

    assert set(codes) <= {0, 1}
    assert (_synced(one), _synced(two)) == ({}, {}), changes
    assert one.files() == files
    assert len(one.follow_ups()) == 1
    assert b"".join(files.values()).count(b"X-CALSYNC-CHANNEL") == 1


def test_ticked_on_one_machine(one: OnFiles, two: OnFiles) -> None:
    """A promise kept on one machine is kept on the other."""
    _synced(one)
    _synced(two)

    one.calsync("promise", "keep", "deck")
    done = _synced(two)

    assert done == {"kept": 1}
    assert [p["state"] for p in two.json("promises", "--all")] == ["kept"]


def test_lost_ledger(one: OnFiles) -> None:
    """A new ledger finds tag, promise and follow-up in the files, and changes none of them."""
    _synced(one)
    before, files = one.json("promises"), one.files()
    one.ledger.unlink()

    _synced(one)

    assert one.files() == files
    assert one.json("promises") == before


def test_old_backup(one: OnFiles) -> None:
    """A restored backup of an old ledger adds nothing, and revives nothing."""
    _synced(one)
    backup = one.root / "backup"
    shutil.copy(one.ledger, backup)
    (follow_up,) = one.follow_ups()
    (one.root / "calendar" / follow_up).unlink()
    _synced(one)
    files = one.files()
    shutil.copy(backup, one.ledger)

    _synced(one)
    again = _synced(one)

    assert one.files() == files
    assert again == {}
    assert one.json("review", "--list")

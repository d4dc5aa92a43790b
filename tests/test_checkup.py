"""What is wrong, and its cure."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from calsync import checkup
from calsync import environment
from calsync.checkup import Finding
from calsync.checkup import Level
from calsync.errors import Exit
from tests.onfiles import CONFIG
from tests.onfiles import OnFiles


@pytest.fixture
def home(tmp_path: Path) -> OnFiles:
    """A user who has synced."""
    home = OnFiles(tmp_path / "home")
    home.lunch()
    assert home.calsync("sync").code == 0
    return home


def found(home: OnFiles) -> list[Finding]:
    """What the checkup finds."""
    where = environment.home(home.env)
    return list(checkup.checkup(where, now=datetime.fromisoformat(home.now)))


def worst(home: OnFiles) -> list[Finding]:
    """What is not as it should be."""
    return [item for item in found(home) if item.level is not Level.OK]


def test_all_well(home: OnFiles) -> None:
    """Everything is looked at, and nothing found."""
    whats = [item.what.split()[0] for item in found(home)]

    assert worst(home) == []
    assert whats == ["Python", "configuration", "account", "ledger", "account"]


def test_replayed_clock(home: OnFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands still is said."""
    monkeypatch.setenv("CALSYNC_NOW", home.now)

    assert ["CALSYNC_NOW" in item.what for item in worst(home)] == [True]


def test_broken_configuration_ends_it(home: OnFiles) -> None:
    """Without a configuration there is nothing more to look at."""
    home.configure(text="nonsense")

    (item,) = worst(home)

    assert item.level is Level.WRONG
    assert found(home)[-1] == item


def test_nobody_in_particular(home: OnFiles) -> None:
    """Without addresses calsync does not know whose words count."""
    home.configure(text=CONFIG.replace('"me@example.com"', ""))

    assert "who you are" in worst(home)[-1].what


@pytest.mark.parametrize(
    "text",
    [
        CONFIG.replace('"calendar"', '"absent"'),
        CONFIG.replace('path = "c', 'calendars = ["x"]\npath = "c'),
    ],
    ids=["absent", "unknown calendar"],
)
def test_account(home: OnFiles, text: str) -> None:
    """An account that cannot be read, or has not what it should."""
    home.configure(text=text)

    assert worst(home)[0].what.startswith("account home: ")
    assert worst(home)[0].cure


def test_google_without_sign_in(home: OnFiles) -> None:
    """The cure is to sign in."""
    google = '[[accounts]]\nname = "work"\nkind = "google"\ntoken = "t.json"\n[followups]'
    home.configure(text=CONFIG.replace("[followups]", google))

    cures = [item.cure for item in worst(home)]

    assert cures == ["Run: calsync auth login work"]
    assert worst(home)[0].what == "account work: not signed in"
    assert worst(home)[0].code is Exit.SIGN_IN


def test_no_ledger_yet(tmp_path: Path) -> None:
    """The first sync makes it."""
    home = OnFiles(tmp_path / "home")
    home.lunch()

    assert worst(home) == [Finding(Level.WARNING, "no ledger yet", "calsync sync")]


def test_exposed_ledger(home: OnFiles) -> None:
    """The chmod is said."""
    home.ledger.chmod(0o644)

    assert "chmod 600" in worst(home)[0].cure


def test_damaged_ledger(home: OnFiles) -> None:
    """An index that does not fit its table is found by SQLite's own check."""
    with sqlite3.connect(home.ledger) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'owner, uid', 'owner, title')"
            " WHERE name = 'events_by_uid'"
        )
    connection.close()

    (item,) = worst(home)

    assert item.level is Level.WRONG
    assert "--rebuild" in item.cure or "--rebuild" in item.what


def test_no_ledger_at_all(home: OnFiles) -> None:
    """What is no database any more is named, with what cures it."""
    home.ledger.write_bytes(b"nothing" * 1000)

    (item,) = worst(home)

    assert item.what.endswith("ledger.db is damaged")
    assert item.cure.startswith("`calsync sync --rebuild` ")


def test_failed_last_time(home: OnFiles) -> None:
    """What the last sync met is said."""
    home.personal.rename(home.root / "elsewhere")
    home.calsync("sync")

    assert any("is gone" in item.what for item in worst(home))


def test_cron_has_stopped(home: OnFiles) -> None:
    """A last good sync days ago points at cron."""
    home.later(days=3)

    (item,) = worst(home)

    assert "3 days ago" in item.what
    assert "cron" in item.cure

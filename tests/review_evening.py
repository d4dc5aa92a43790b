"""A Monday evening after lunch with Ana: what a review then asks, and what it leaves."""

from __future__ import annotations

from pathlib import Path

from tests.onfiles import OnFiles

ELSE = "Promised anything else? (Enter: no) > "
GUEST = "ATTENDEE;CN=Ana Diaz:mailto:ana@other.example"
MINE = "ORGANIZER:mailto:me@example.com"
NOTHING = {"overdue": 0, "asked": 0, "unsure": 0, "meetings": 0}


def after_lunch(tmp_path: Path) -> OnFiles:
    """The home, nothing read yet."""
    home = OnFiles(tmp_path / "home")
    home.lunch("owe Ana the deck by Fri", GUEST, MINE, "LOCATION:Trattoria Roma")
    return home


def after_sync(home: OnFiles) -> OnFiles:
    """The same, once it was read."""
    assert home.calsync("sync").code == 0
    return home


def overdue(home: OnFiles) -> None:
    """A promise that was due on Friday."""
    evening, home.now = home.now, "2026-11-19T10:00:00+01:00"
    assert home.calsync("promise", "add", "send Tom Berg the pricing sheet by Fri").code == 0
    home.now = evening


def states(home: OnFiles) -> dict[str, str]:
    """Every promise and its state."""
    return {row["text"]: row["state"] for row in home.json("promises", "--all")}


def waits(home: OnFiles) -> dict[str, int]:
    """How much waits for the next review."""
    row = home.json("review")
    return {name: len(row[name]) for name in NOTHING}

"""A user whose calendars are files, and the real program with a clock that tests move."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.conftest import Ran
from tests.conftest import invoke
from tests.conftest import run
from tests.terminal import converse

ZONE = ZoneInfo("Europe/Berlin")
CONFIG = """timezone = "Europe/Berlin"
[me]
emails = ["me@example.com"]
[[accounts]]
name = "home"
kind = "files"
path = "calendar"
[followups]
account = "home"
"""
TWO = CONFIG.replace(  # accounts, nobody signed in to the second
    "[followups]",
    '[[accounts]]\nname = "work"\nkind = "google"\ntoken = "t.json"\n[followups]',
)


@dataclass
class OnFiles:
    """One home with a configuration, a folder of calendars, and a clock."""

    root: Path
    now: str = "2026-11-23T18:00:00+01:00"  # a Monday evening

    def __post_init__(self) -> None:
        """Lay the home out."""
        self.personal.mkdir(parents=True)
        self.configure()

    @property
    def personal(self) -> Path:
        """The user's own calendar."""
        return self.root / "calendar" / "personal"

    @property
    def ledger(self) -> Path:
        """The database."""
        return self.root / "ledger.db"

    def configure(self, more: str = "", *, text: str = CONFIG) -> None:
        """Write the configuration."""
        path = self.root / "config.toml"
        path.write_text(text + more)
        path.chmod(0o600)

    def add(self, title: str, at: str, *lines: str, hours: float = 1, note: str = "") -> Path:
        """An event of 2026, at `11-23 12:30` on the user's clock, with any further lines."""
        start = datetime.strptime(f"2026-{at}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - wall time
        end = start + timedelta(hours=hours)
        uid = title.lower().replace(" ", "-")
        told = note.replace(",", "\\,").replace("\n", "\\n")
        content = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Phone//EN",
            "BEGIN:VEVENT",
            f"UID:{uid}@x",
            "DTSTAMP:20261101T100000Z",
            f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Europe/Berlin:{end:%Y%m%dT%H%M%S}",
            f"SUMMARY:{title}",
            *([f"DESCRIPTION:{told}"] if told else []),
            *lines,
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
        path = self.personal / f"{uid}-{start:%m%d}.ics"
        path.write_bytes("\r\n".join(content).encode())
        return path

    def lunch(self, note: str = "owe Ana the deck by Fri", *lines: str) -> Path:
        """Lunch with Ana today, with a note."""
        return self.add("Lunch with Ana Diaz", "11-23 12:30", *lines, note=note)

    @property
    def env(self) -> dict[str, str]:
        """What the program is told from outside."""
        return {"CALSYNC_HOME": str(self.root), "CALSYNC_NOW": self.now}

    def calsync(self, *arguments: str, text: str = "") -> Ran:
        """Run a command within this process, its streams no terminal."""
        return invoke(*arguments, env=self.env, text=text)

    def process(self, *arguments: str) -> Ran:
        """Run a command as a process of its own."""
        return run(*arguments, env=self.env)

    def json(self, *arguments: str) -> Any:
        """What a command prints with --json."""
        done = self.calsync(*arguments, "--json")
        assert done.code in {0, 1}, done.err
        return json.loads(done.out)

    def at_terminal(self, *arguments: str, says: Sequence[tuple[str, str]], **env: str) -> Ran:
        """Run a command with somebody at the terminal."""
        return converse(*arguments, says=says, env={**self.env, **env})

    def files(self) -> dict[str, bytes]:
        """Every file of the calendars, byte for byte."""
        folder = self.root / "calendar"
        found = (path for path in folder.rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): path.read_bytes() for path in found}

    def follow_ups(self) -> list[str]:
        """The files that calsync made."""
        return sorted(
            name
            for name in self.files()
            if name.startswith("Follow-ups/") and name.endswith(".ics")
        )

    def later(self, **by: float) -> None:
        """Time passes."""
        self.now = (datetime.fromisoformat(self.now) + timedelta(**by)).isoformat()


def mode_of(path: Path) -> int:
    """A file's permissions."""
    return os.stat(path).st_mode & 0o777  # noqa: PTH116 - the link itself is no question here

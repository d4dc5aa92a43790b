"""Killed at any write, with SIGKILL, the next sync ends where an unbroken one would have."""

from __future__ import annotations

import signal
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import AbstractContextManager
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.google_factory import meeting
from tests.google_server import GoogleServer
from tests.killing import Ended
from tests.killing import Killer
from tests.onfiles import OnFiles

NOTE = "owe Ana the deck by Fri\ntodo: call Tom tomorrow"
GOOGLE = """timezone = "Europe/Berlin"
[me]
emails = ["me@example.com"]
[[accounts]]
name = "work"
kind = "google"
token = "token.json"
api_endpoint = "{endpoint}"
"""
State = dict[str, Any]


class Home:
    """A home with one meeting and a note of two promises in its calendar."""

    def __init__(self, root: Path, state: Callable[[], State]) -> None:
        self._root = root
        self.state = state

    def sync(self, killer: Killer, *, kill_at: int = 0) -> Ended:
        """One sync."""
        now = "2026-11-23T18:00:00+01:00"
        env = {"CALSYNC_HOME": str(self._root), "CALSYNC_NOW": now}
        return killer.run(["sync", "--json"], env, kill_at=kill_at)


@contextmanager
def on_files(root: Path) -> Iterator[Home]:
    """The calendars are files, whose every byte counts, but for stray .tmp files."""
    home = OnFiles(root)
    home.lunch(NOTE)
    yield Home(
        root, lambda: {name: data for name, data in home.files().items() if ".tmp" not in name}
    )


@contextmanager
def on_google(root: Path) -> Iterator[Home]:
    """The calendars are Google's; a second, empty one may have been made by a run that died."""
    root.mkdir(parents=True)
    with GoogleServer() as server:
        server.add_event("primary", meeting("Lunch with Ana Diaz", description=NOTE))
        server.write_token(root)
        (root / "config.toml").touch(0o600)
        (root / "config.toml").write_text(GOOGLE.format(endpoint=server.endpoint))
        yield Home(root, lambda: _google_state(server))
        assert server.google.mailed == server.violations == []


def _google_state(server: GoogleServer) -> State:
    names = ("summary", "description", "start", "end", "attendees", "extendedProperties")
    events = [event for book in server.google.books for event in server.events(book)]
    told = [[str(event.get(name)) for name in names] for event in events]
    return {str(number): event for number, event in enumerate(sorted(told))}


WORLDS: dict[str, Callable[[Path], AbstractContextManager[Home]]] = {
    "files": on_files,
    "google": on_google,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", WORLDS)
def test_killed_anywhere(tmp_path: Path, kind: str) -> None:
    """Wherever the process dies: the same calendars after the next sync, and nothing left to do."""
    lay = WORLDS[kind]
    with Killer() as killer:
        with lay(tmp_path / "whole") as home:
            whole = home.sync(killer)
            state = home.state()
        assert whole.code == 0, whole.said

        for number in range(1, whole.writes + 1):
            with lay(tmp_path / str(number)) as home:
                killed = home.sync(killer, kill_at=number)
                again = home.sync(killer)
                after = home.state()
                idle = home.sync(killer)

                assert killed.code == -signal.SIGKILL
                assert again.code == 0, again.said
                assert after == state, f"killed at write {number} of {whole.writes}"
                assert (idle.code, home.state()) == (0, state)

"""What a stranger meets: lists that fit, words that say what to do, codes that hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from calsync.errors import Exit
from tests.onfiles import OnFiles

LONG = "Lunch with " + "Bartholomew " * 14
WEEKLY = "RRULE:FREQ=WEEKLY"


@pytest.fixture
def home(tmp_path: Path) -> OnFiles:
    """A Monday evening after lunch with Ana."""
    home = OnFiles(tmp_path / "home")
    home.lunch()
    return home


def widest(shown: str) -> int:
    """How many columns the longest line takes."""
    return max(map(len, shown.splitlines()))


class TestLists:
    """What is listed, at a terminal of sixty columns and in a pipe."""

    @pytest.mark.parametrize(
        "command",
        [("sync", "--dry-run"), ("sync",), ("opportunities",), ("review", "--list"), ("promises",)],
        ids=" ".join,
    )
    def test_a_line_fits(self, home: OnFiles, command: tuple[str, ...]) -> None:
        """A long title is cut, a long promise goes on below."""
        home.add(LONG, "11-23 13:30", note="owe Eve " + "the very long paper " * 8 + "by Fri")
        if command[0] != "sync":
            home.calsync("sync")

        shown = home.at_terminal(*command, says=[], COLUMNS="60")

        assert shown.code == 0
        assert widest(shown.out) <= 60
        assert "…" in shown.out or "promises" in command

    def test_a_pipe_gets_all(self, home: OnFiles) -> None:
        """Where nobody watches nothing is cut."""
        home.add(LONG, "11-23 13:30")
        home.calsync("sync")

        assert LONG.strip() in home.calsync("opportunities").out

    def test_a_series_shows_its_next_date(self, home: OnFiles) -> None:
        """Not the day on which it began years ago."""
        home.add("Dinner with Tom Berg", "09-02 19:00", WEEKLY)

        shown = home.at_terminal("sync", says=[])

        assert "Wed 25 Nov 19:00  lunch       Dinner with Tom Berg  (repeats)" in shown.out


class TestWords:
    """What is said."""

    def test_a_person_is_named_once(self, home: OnFiles) -> None:
        """The words of a promise may name its person already."""
        done = home.calsync("promise", "add", "send Tom the slides by 10 Dec")

        assert "send Tom the slides, due Thu 10 Dec" in done.out
        assert done.code == Exit.OK

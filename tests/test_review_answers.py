"""Single answers of a review, at a real terminal."""

from __future__ import annotations

import json

import pytest

from tests.onfiles import OnFiles
from tests.review_evening import ELSE
from tests.review_evening import GUEST
from tests.review_evening import MINE
from tests.review_evening import NOTHING
from tests.review_evening import after_lunch
from tests.review_evening import after_sync
from tests.review_evening import overdue
from tests.review_evening import states
from tests.review_evening import waits

STRANGER = "ORGANIZER;CN=Ana Diaz:mailto:ana@other.example"
home = pytest.fixture(after_lunch)
synced = pytest.fixture(after_sync)


class TestLeaving:
    """Keys that leave a meeting."""

    def test_later(self, synced: OnFiles) -> None:
        """It waits for the next review."""
        synced.at_terminal("review", says=[("? more > ", "s\r")])

        assert waits(synced)["meetings"] == 1

    def test_not_there(self, synced: OnFiles) -> None:
        """It is not asked about again."""
        synced.at_terminal("review", says=[("? more > ", "w\r")])

        assert waits(synced) == NOTHING
        assert states(synced) == {"the deck": "open"}

    def test_not_networking(self, synced: OnFiles) -> None:
        """It is none from now on, and its tag says so."""
        synced.at_terminal("review", says=[("? more > ", "x\r")])

        assert synced.json("opportunities") == []
        assert waits(synced) == NOTHING

    @pytest.mark.parametrize(("key", "left"), [("t", 1), ("", 0)], ids=["this one", "the series"])
    def test_one_of_a_series(self, home: OnFiles, key: str, left: int) -> None:
        """This one, or all of them."""
        home.add("Lunch with Eve Lind", "11-18 12:30", "RRULE:FREQ=WEEKLY", GUEST, MINE)
        assert home.calsync("sync").code == 0

        home.at_terminal(
            "review",
            says=[
                ("? more > ", "w\r"),
                ("2/2 Lunch", ""),
                (ELSE, "x\r"),
                ("the series", f"{key}\r"),
            ],
        )

        titles = [row["title"] for row in home.json("opportunities", "--upcoming")]
        assert titles == ["Lunch with Eve Lind"] * left
        assert waits(home) == NOTHING


class TestAnswers:
    """Other answers."""

    def test_moved(self, home: OnFiles) -> None:
        """An overdue promise gets another day; what is no date is asked again."""
        overdue(home)
        assert home.calsync("sync").code == 0

        shown = home.at_terminal(
            "review",
            says=[
                ("Enter later > ", "m\r"),
                ("leave it) > ", "soonish\r"),
                ("no date in", ""),
                ("leave it) > ", "4 Dec\r"),
                ("follow-up Thu 3 Dec 09:00", ""),
                ("? more > ", "q\r"),
            ],
        )

        assert shown.code == 0
        (row,) = [row for row in home.json("promises") if "Tom" in row["text"]]
        assert (row["due"], row["followup"]["start"]) == ("2026-12-04", "2026-12-03T09:00:00+01:00")

    def test_dropped_and_left(self, home: OnFiles) -> None:
        """Dropped it is closed; nothing typed for a date leaves it."""
        overdue(home)
        assert home.calsync("sync").code == 0

        home.at_terminal(
            "review", says=[("Enter later > ", "m\r"), ("leave it) > ", "\r"), ("? more > ", "q\r")]
        )
        home.at_terminal("review", says=[("Enter later > ", "d\r"), ("? more > ", "q\r")])

        assert states(home)["send Tom Berg the pricing sheet"] == "dropped"

    def test_in_other_words(self, synced: OnFiles) -> None:
        """Two promises typed for one: the first is it, the second is new."""
        synced.at_terminal(
            "review",
            says=[
                ("? more > ", "e\r"),
                ("In your words > ", "???\r"),
                ("In your words > ", "send Ana the slides by Thu\r"),
                (ELSE, "q\r"),
            ],
        )

        (row,) = synced.json("promises")
        assert (row["text"], row["due"]) == ("send Ana the slides", "2026-11-26")
        assert any(b"send Ana the slides" in data for data in synced.files().values())

    def test_asked_about(self, synced: OnFiles) -> None:
        """A removed line, and a deleted follow-up: each is a question once."""
        synced.lunch("", GUEST, MINE)
        assert synced.calsync("sync").code == 0

        shown = synced.at_terminal("review", says=[("s later > ", "\r"), (ELSE, "q\r")])

        assert "its line is gone from the notes" in shown.out
        (name,) = synced.follow_ups()
        (synced.root / "calendar" / name).unlink()
        assert synced.calsync("sync").code == 0
        shown = synced.at_terminal("review", says=[("s later > ", "s\r"), (ELSE, "q\r")])
        assert "you deleted its follow-up" in shown.out
        assert waits(synced)["asked"] == 1

    def test_proposal_of_a_stranger(self, home: OnFiles) -> None:
        """What stands in somebody else's invitation is asked about, and taken only then."""
        home.lunch(
            "todo: send Ana the deck by Fri\ntodo: call Eve\ntodo: buy milk", GUEST, STRANGER
        )
        assert home.calsync("sync").code == 0
        assert states(home) == {}

        shown = home.at_terminal(
            "review",
            says=[
                ("send Ana the deck", ""),
                ("? more > ", "y\r"),
                ("call Eve", ""),
                ("? more > ", "n\r"),
                ("buy milk", ""),
                ("? more > ", "e\r"),
                ("In your words > ", "buy Ana a coffee\r"),
                (ELSE, "\r"),
                ("Ana Diaz? > ", "\r"),
            ],
        )
        assert home.calsync("sync").code == 0

        assert shown.code == 0
        assert len(states(home)) == 2
        assert len(home.follow_ups()) == 2
        assert waits(home) == NOTHING

    def test_conference_day_is_one(self, home: OnFiles) -> None:
        """Its sessions are asked about together, and all are done with."""
        home.at_terminal("sync", says=[])
        home.add("PyCon Berlin Conference: Keynote", "11-21 09:00", hours=8)
        home.add("PyCon Berlin Conference: Talks", "11-21 10:00")
        assert home.calsync("sync").code == 0
        assert waits(home)["meetings"] == 2

        shown = home.at_terminal(
            "review",
            says=[
                ("? more > ", "w\r"),
                ("2/2 PyCon", ""),
                ("Whom did you meet? (names, Enter: nobody new) > ", "Eve Lind, Tom Berg\r"),
                (ELSE, "\r"),
            ],
        )

        assert shown.code == 0
        assert waits(home) == NOTHING
        notes = json.loads(home.calsync("export", "--ledger").out)["person_notes"]
        assert [note["name"] for note in notes] == ["Eve Lind", "Tom Berg"]

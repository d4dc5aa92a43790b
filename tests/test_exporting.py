"""What goes into an export, and how it is saved."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from calsync import acts
from calsync import exporting
from calsync.exporting import Keeps
from calsync.exporting import What
from calsync.model import Attendee
from tests.household import Household
from tests.onfiles import mode_of

ANA = Attendee("ana@other.example", "Ana Diaz")
ME = Attendee("me@example.com", "Me")


@pytest.fixture
def home() -> Household:
    """A user with a lunch, a private dinner, and a follow-up."""
    home = Household()
    home.lunch(
        "owe Ana the deck by Fri", organizer=ME, attendees=(ANA, ME), url="https://zoom.example/1"
    )
    home.add("Dinner with Eve Lind", private=True)
    home.sync()
    return home


def exported(home: Household, what: What = What.ALL, *, todo: bool = False, **keeps: bool) -> str:
    """The calendar that is exported, lines unfolded."""
    with home.job("look") as job:
        data = exporting.calendar(job, what=what, keeps=Keeps(**keeps), todo=todo)
    return data.decode().replace("\r\n ", "")


def test_says_no_more_than_asked_for(home: Household) -> None:
    """No people, no notes, no links, no private events, nor where a promise came from."""
    text = exported(home)

    assert "SUMMARY:Lunch with Ana Diaz" in text
    assert "SUMMARY:Follow up: the deck" in text
    for word in (
        "ana@",
        "me@",
        "DESCRIPTION",
        "zoom",
        "Eve Lind",
        "SOURCE",
        "ATTENDEE",
        "ORGANIZER",
    ):
        assert word not in text


@pytest.mark.parametrize(
    ("keeps", "words"),
    [
        ("people", "mailto:ana@other.example"),
        ("notes", "DESCRIPTION:owe Ana the deck by Fri"),
        ("private", "SUMMARY:Dinner with Eve Lind"),
    ],
)
def test_says_what_was_asked_for(home: Household, keeps: str, words: str) -> None:
    """Each by itself."""
    with home.job("look") as job:
        asked = Keeps(**{keeps: True})
        data = exporting.calendar(job, what=What.ALL, keeps=asked, todo=False)

    assert words in data.decode().replace("\r\n ", "")
    assert words not in exported(home)


def test_notes_of_follow_ups_name_nobody(home: Household) -> None:
    """With notes but without people the follow-up does not say for whom it is."""
    without = exported(home, What.FOLLOWUPS, notes=True)
    with_people = exported(home, What.FOLLOWUPS, notes=True, people=True)

    assert "Promise: the deck" in without
    assert "To: Ana" not in without
    assert "To: Ana Diaz <ana@other.example>" in with_people
    assert "X-CALSYNC-SOURCE" in with_people


@pytest.mark.parametrize(
    ("what", "lunch", "deck"),
    [(What.ALL, True, True), (What.OPPORTUNITIES, True, False), (What.FOLLOWUPS, False, True)],
)
def test_what(home: Household, what: What, *, lunch: bool, deck: bool) -> None:
    """Follow-ups, opportunities, or both."""
    text = exported(home, what)

    assert ("SUMMARY:Lunch" in text, "SUMMARY:Follow up" in text) == (lunch, deck)


def test_todo(home: Household) -> None:
    """Follow-ups as tasks, opportunities as events."""
    text = exported(home, todo=True)

    assert (text.count("BEGIN:VTODO"), text.count("BEGIN:VEVENT")) == (1, 1)


def test_same_state_same_bytes(home: Household) -> None:
    """Only what changed changes the file, not when it is written."""
    first = exported(home)
    home.later(days=1)
    home.sync()

    assert exported(home) == first


def test_before_the_first_run() -> None:
    """Where nothing was ever written the bytes are the same too."""
    home = Household()
    home.lunch(note="", writable=False)
    home.sync()

    first = exported(home)
    home.later(days=1)

    assert home.ledger.runs() == ()
    assert "SUMMARY:Lunch" in first
    assert exported(home) == first


def test_deleted_and_forged_are_left_out(home: Household) -> None:
    """A follow-up that is gone, and what an invitation claims to be one."""
    forged = {"promise": home.promises[0].id, "state": "open"}
    home.add("Forged", uid="forged@x", organizer=ANA, marks=forged)
    home.sync()
    text = exported(home, What.FOLLOWUPS)
    (deck,) = [event for event in home.follow_ups if "deck" in event.title]
    home.server.edit(deck, cancelled=True)
    home.sync()

    assert "Forged" not in text
    assert "BEGIN:VEVENT" not in exported(home, What.FOLLOWUPS)


def test_everything(home: Household) -> None:
    """The whole of it as JSON, with its history."""
    with home.job("review") as job:
        acts.remember(job, "", "Ana", "runs marathons", None)
        found = exporting.everything(job)

    assert (found["version"], found["zone"]) == (1, "Europe/Berlin")
    assert [row["text"] for row in found["promises"]] == ["the deck"]
    assert [row["text"] for row in found["person_notes"]] == ["runs marathons"]
    assert {row["kind"] for row in found["history"]} == {"promises", "followups", "person_notes"}
    assert found.keys() == {
        *("version", "zone", "promises", "followups", "marks", "tags", "reviews", "declined"),
        *("cards", "person_notes", "history"),
    }


class TestSave:
    """A file is written whole or not at all."""

    def test_new_and_again(self, tmp_path: Path) -> None:
        """A new file has the rights its folder lends; an old one keeps its own."""
        tmp_path.chmod(0o755)
        path = tmp_path / "calsync.ics"

        exporting.save(path, b"one")
        assert (path.read_bytes(), mode_of(path)) == (b"one", 0o644)
        path.chmod(0o640)
        exporting.save(path, b"two")

        assert (path.read_bytes(), mode_of(path)) == (b"two", 0o640)
        assert [p.name for p in tmp_path.iterdir()] == ["calsync.ics"]

    def test_private(self, tmp_path: Path) -> None:
        """The whole ledger is for its owner's eyes only."""
        path = tmp_path / "all.json"
        path.touch(0o644)

        exporting.save(path, b"{}", private=True)

        assert mode_of(path) == 0o600

    def test_through_a_link(self, tmp_path: Path) -> None:
        """A link that the user made stays, and what it leads to is replaced."""
        (tmp_path / "public").mkdir()
        target = tmp_path / "public" / "calsync.ics"
        target.touch()
        link = tmp_path / "link.ics"
        link.symlink_to(target)

        exporting.save(link, b"one")

        assert link.is_symlink()
        assert target.read_bytes() == b"one"

    def test_what_cannot_be_written(self, tmp_path: Path) -> None:
        """A folder, a pipe, a folder that is not there: said, with what to do."""
        os.mkfifo(tmp_path / "pipe")

        for path in (tmp_path, tmp_path / "pipe", tmp_path / "absent" / "calsync.ics"):
            with pytest.raises(exporting.NotWrittenError, match="another file"):
                exporting.save(path, b"one")

    def test_half_written_leaves_the_old(self, tmp_path: Path) -> None:
        """Where the file cannot be written to its end the old one stays, and nothing else."""
        path = tmp_path / "calsync.ics"
        path.write_bytes(b"old")
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
        try:
            with pytest.raises(exporting.NotWrittenError, match="too large"):
                exporting.save(path, b"x" * 100)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, handler)

        assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]

"""What `sync` says to cron, and at a terminal."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from calsync.errors import Exit
from tests.onfiles import TWO
from tests.onfiles import OnFiles
from tests.onfiles import mode_of


@pytest.fixture
def home(tmp_path: Path) -> OnFiles:
    """A Monday evening after lunch with Ana."""
    home = OnFiles(tmp_path / "home")
    home.lunch()
    return home


@pytest.fixture
def synced(home: OnFiles) -> OnFiles:
    """The same, after a sync."""
    assert home.calsync("sync").code == 0
    return home


class TestCron:
    """What cron sees of a sync."""

    def test_silent_when_all_is_well(self, home: OnFiles) -> None:
        """Neither the first sync, which writes, nor the second says a word."""
        for _ in range(2):
            done = home.process("sync")

            assert (done.code, done.out, done.err) == (0, "", "")

    def test_silent_while_another_runs(self, synced: OnFiles) -> None:
        """The exit code says: later."""
        with (synced.root / "ledger.lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = synced.process("sync")
            said = synced.at_terminal("sync", says=[])

        assert (done.code, done.out, done.err) == (Exit.LATER, "", "")
        assert (said.code, said.out) == (
            Exit.LATER,
            "calsync: another calsync is at work; try again when it is done\n",
        )

    def test_one_cause_once_a_day(self, synced: OnFiles) -> None:
        """A calendar that is gone: said once, the exit code every time, tomorrow again."""
        synced.personal.rename(synced.root / "elsewhere")

        first, second = synced.calsync("sync"), synced.calsync("sync")
        synced.later(days=1)
        third = synced.calsync("sync")

        assert [done.code for done in (first, second, third)] == [Exit.PARTIAL] * 3
        assert first.err.startswith("calsync: home: ")
        assert "(last good Mon 23 Nov 18:00)" in first.err
        assert (second.err, bool(third.err)) == ("", True)

    @pytest.mark.parametrize("text", ["nonsense", "[[accounts]]\nname = 1\n"])
    def test_broken_configuration_once_a_day(self, home: OnFiles, text: str) -> None:
        """So is what is wrong before any ledger is open."""
        home.configure(text=text)

        first, second = home.calsync("sync"), home.calsync("sync")
        home.later(days=1)
        third = home.calsync("sync")

        assert [done.code for done in (first, second, third)] == [Exit.USAGE] * 3
        assert first.err
        assert (second.err, bool(third.err)) == ("", True)

    def test_at_a_terminal_it_is_said_each_time(self, home: OnFiles) -> None:
        """Somebody who watches wants to know."""
        home.configure(text="nonsense")
        home.calsync("sync")

        assert "cannot be read" in home.at_terminal("sync", says=[]).out

    def test_quiet_still_says_errors(self, synced: OnFiles) -> None:
        """`-q` leaves the errors."""
        synced.personal.rename(synced.root / "elsewhere")

        assert "calsync: home" in synced.calsync("-q", "sync").err

    def test_what_cannot_be_remembered_is_said(self, home: OnFiles) -> None:
        """Where the logs cannot be written, or say nonsense, it is rather said twice."""
        home.configure(text="nonsense")
        (home.root / "logs").mkdir()
        (home.root / "logs" / "said.json").write_text("[1]")
        assert home.calsync("sync").err
        (home.root / "logs" / "said.json").unlink()
        (home.root / "logs" / "said.json").symlink_to(home.root / "elsewhere")

        assert home.calsync("sync").err
        assert home.calsync("sync").err
        assert not (home.root / "elsewhere").exists()

    def test_sign_in_wanted(self, home: OnFiles) -> None:
        """One account wants a sign-in: the other is done, and the code says 77."""
        home.configure(text=TWO)

        done = home.calsync("sync")

        assert done.code == Exit.SIGN_IN
        assert "work" in done.err
        assert home.follow_ups()


class TestSync:
    """At a terminal."""

    def test_summary(self, home: OnFiles) -> None:
        """What changed, what was found, what was promised, how to take it back."""
        shown = home.at_terminal("sync", says=[])

        assert shown.out.splitlines() == [
            "home   1 changed",
            "Opportunities: 1 new",
            shown.out.splitlines()[2],
            "Promises: 1 new",
            shown.out.splitlines()[4],
            "       follow-up Thu 26 Nov 09:00",
            "1 meeting waits: calsync review",
            "Take back: calsync undo 1",
        ]
        assert "Mon 23 Nov 12:30  lunch       Lunch with Ana Diaz" in shown.out
        assert "the deck, for Ana, due Fri 27 Nov" in shown.out

    def test_new_and_late_is_one(self, home: OnFiles) -> None:
        """A promise that is already late when it is first seen is listed once."""
        home.add("Coffee with Tom", "11-19 10:00", note="promise: call Tom by Friday")

        shown = home.at_terminal("sync", says=[])

        assert "Promises: 2 new, 1 overdue" in shown.out
        assert shown.out.count("call Tom") == 1

    def test_more_than_can_be_listed(self, home: OnFiles) -> None:
        """A long list is cut, and how to see the rest is said."""
        home.add("Coffee", "11-20 10:00", note="\n".join(f"todo: task {n}" for n in range(25)))

        shown = home.calsync("sync", "--dry-run")

        assert "Promises: 26 new" in shown.out
        assert "  and 6 more: calsync promises\n" in shown.out

    def test_dry_run(self, home: OnFiles) -> None:
        """It prints what a sync then does, and changes nothing."""
        before = home.files()

        dry = home.calsync("sync", "--dry-run")
        assert home.files() == before
        assert not home.ledger.exists()
        home.calsync("sync")

        assert dry.code == 0
        assert "Would write: 3" in dry.out
        assert "home: create  Thu 26 Nov 09:00  Follow up: the deck" in dry.out
        assert "Nothing to write" in home.calsync("sync", "--dry-run").out

    def test_a_number_that_was_told_is_no_other_run_s(self, synced: OnFiles) -> None:
        """A script that remembers an idle run takes nothing else back by its number."""
        idle = synced.json("sync")["run"]

        synced.lunch("todo: call Tom tomorrow")
        busy = synced.json("sync")["run"]

        assert busy > idle
        assert synced.calsync("undo", str(idle)).code == Exit.USAGE

    def test_rebuild_keeps_the_old_one(self, synced: OnFiles) -> None:
        """The ledger so far is kept, and where is said; nothing is written twice."""
        before = synced.files()

        done = synced.calsync("sync", "--rebuild")

        kept = synced.root / "ledger.db.1.kept"
        assert done.code == 0
        assert f"the ledger so far is kept as {kept}" in done.err
        assert mode_of(kept) == 0o600
        assert synced.files() == before
        assert [row["text"] for row in synced.json("promises")] == ["the deck"]

    def test_damaged_ledger(self, synced: OnFiles) -> None:
        """It is said, with the cure, and the cure cures."""
        synced.ledger.write_bytes(b"nothing" * 1000)

        broken = synced.calsync("promises")
        cured = synced.calsync("sync", "--rebuild")

        assert (broken.code, cured.code) == (Exit.USAGE, 0)
        assert "--rebuild" in broken.err
        assert [row["text"] for row in synced.json("promises")] == ["the deck"]

    def test_unknown_account(self, home: OnFiles) -> None:
        """The known ones are named."""
        done = home.calsync("sync", "--account", "nowhere")

        assert (done.code, "there are: home" in done.err) == (Exit.USAGE, True)

    def test_jitter(self, home: OnFiles) -> None:
        """A random wait comes first, and no longer than said."""
        assert home.calsync("sync", "--jitter", "1").code == 0

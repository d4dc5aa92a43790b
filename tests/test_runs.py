"""Runs: one at a time, numbered, and no trace where nothing happened."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Timer

import pytest

from calsync import runs
from calsync.errors import Exit
from calsync.errors import UsageError
from calsync.journal import RunStatus
from tests.conftest import make_promise
from tests.household import Household
from tests.onfiles import mode_of


def test_second_run_is_kept_out(tmp_path: Path) -> None:
    """While one holds the lock the other is told to try later; then it may."""
    lock = tmp_path / "data" / "ledger.lock"

    with runs.locked(lock), pytest.raises(runs.RunHeldError) as caught, runs.locked(lock):
        pass

    assert caught.value.exit_code == Exit.LATER
    assert mode_of(lock) == 0o600
    with runs.locked(lock):
        pass


def test_patience_waits(tmp_path: Path) -> None:
    """With patience the second one waits for the first."""
    lock = tmp_path / "ledger.lock"
    first = runs.locked(lock)
    first.__enter__()
    Timer(0.2, first.__exit__, (None, None, None)).start()

    with runs.locked(lock, patience=30):
        waited = True

    assert waited


def test_link_for_a_lock_is_refused(tmp_path: Path) -> None:
    """A lock that is a symbolic link is not followed."""
    (tmp_path / "ledger.lock").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError, match="symbolic"), runs.locked(tmp_path / "ledger.lock"):
        pass

    assert not (tmp_path / "elsewhere").exists()


def test_set_aside(tmp_path: Path) -> None:
    """A ledger is moved away with what belongs to it, under a name that is free."""
    ledger = tmp_path / "ledger.db"
    assert runs.set_aside(ledger) is None

    for number in (1, 2):
        ledger.write_text(f"{number}")
        (tmp_path / "ledger.db-wal").write_text("wal")
        (tmp_path / "ledger.db-shm").write_text("shm")
        assert runs.set_aside(ledger) == tmp_path / f"ledger.db.{number}.kept"

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        *("ledger.db.1.kept", "ledger.db.1.kept-shm", "ledger.db.1.kept-wal"),
        *("ledger.db.2.kept", "ledger.db.2.kept-shm", "ledger.db.2.kept-wal"),
    ]
    assert (tmp_path / "ledger.db.1.kept").read_text() == "1"


class TestNumbered:
    """A run has a number where it did anything."""

    def test_empty_run_leaves_no_trace(self) -> None:
        """Neither one that went well, nor one that failed before it did anything."""
        home = Household()

        with home.job("look"):
            pass
        with pytest.raises(UsageError), home.job("promise keep"):
            raise UsageError

        assert home.ledger.runs() == ()

    @pytest.mark.parametrize("fails", [True, False])
    def test_run_that_did_something(self, fails: bool) -> None:  # noqa: FBT001 - a row
        """It is remembered, with how it ended."""
        home = Household()

        with suppress(UsageError), home.job("promise add") as job:
            job.ledger.put(make_promise(), run=job.run)
            if fails:
                raise UsageError

        (run,) = home.ledger.runs()
        assert run.status is (RunStatus.FAILED if fails else RunStatus.OK)
        assert (run.command, run.ended) == ("promise add", home.now)

"""The database file: who may read it, what is wrong with it, and two that want it at once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer

import pytest

from calsync.database import Database
from calsync.database import LedgerBusyError
from calsync.database import LedgerCorruptError
from calsync.database import LedgerExposedError
from calsync.database import LedgerTooNewError
from calsync.errors import Exit
from tests.onfiles import mode_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database goes, in a folder that is not there yet."""
    return tmp_path / "data" / "ledger.db"


def opened(path: Path) -> Database:
    """A database of the user's."""
    return Database.open(path, owner="me")


def put(db: Database, name: str, value: str) -> None:
    """Remember a setting."""
    db.run("INSERT INTO settings VALUES (:owner, :name, :value)", {"name": name, "value": value})


def names(db: Database) -> list[str]:
    """The settings that are remembered."""
    return [name for (name,) in db.rows("SELECT name FROM settings WHERE owner = :owner")]


def test_only_the_owner_may_read_it(path: Path) -> None:
    """File 0600, folder 0700, whatever the umask."""
    old = os.umask(0)
    try:
        opened(path).close()
    finally:
        os.umask(old)

    assert (mode_of(path), mode_of(path.parent)) == (0o600, 0o700)


def test_exposed_is_refused(path: Path) -> None:
    """A file that others can read is not opened; the message says the chmod."""
    opened(path).close()
    path.chmod(0o644)

    with pytest.raises(LedgerExposedError, match=f"chmod 600 {path}") as caught:
        opened(path)

    assert caught.value.exit_code == Exit.USAGE


@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing"])
def test_link_is_refused(path: Path, tmp_path: Path, there: bool) -> None:  # noqa: FBT001
    """A symbolic link is not followed, wherever it leads."""
    path.parent.mkdir()
    target = tmp_path / "elsewhere"
    if there:
        target.touch(0o600)
    path.symlink_to(target)

    with pytest.raises(LedgerExposedError, match="not a plain file"):
        opened(path)

    assert target.exists() is there


def test_newer_is_refused(path: Path) -> None:
    """A database of a later calsync is left as it is."""
    opened(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(LedgerTooNewError, match="version 99"):
        opened(path)
    with pytest.raises(LedgerTooNewError):
        Database.snapshot(path, owner="me")


@pytest.mark.parametrize("open_it", [opened, lambda path: Database.snapshot(path, owner="me")])
def test_damaged_is_said(path: Path, open_it: object) -> None:
    """What is no database any more is named, with the cure."""
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 400)
    path.chmod(0o600)

    with pytest.raises(LedgerCorruptError, match="--rebuild"):
        open_it(path)  # type: ignore[operator] # one of two functions


def test_damage_within_is_said(path: Path) -> None:
    """A page that is damaged is met by a query, not at the door."""
    db = opened(path)
    for number in range(400):
        put(db, f"{number}", "x" * 500)
    db.close()
    data = bytearray(path.read_bytes())
    data[4096 * 60 : 4096 * 100] = b"\xff" * (4096 * 40)
    path.write_bytes(data)
    db = opened(path)

    with pytest.raises(LedgerCorruptError):
        db.rows("SELECT count(value) FROM settings WHERE value > ''")
    db.close()


def test_locked_by_another_is_for_later(path: Path) -> None:
    """Where another program holds the file the exit code says: later."""
    db = opened(path)
    db._connection.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(LedgerBusyError, match="try again") as caught, db.transaction():
        pass

    assert caught.value.exit_code == Exit.LATER
    other.close()
    db.close()


def test_wrong_sql_is_a_bug() -> None:
    """A mistake of calsync's own is not dressed up as the user's."""
    db = Database.in_memory(owner="me")

    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        db.rows("SELECT * FROM absent")
    db.close()


def test_transaction_is_all_or_nothing(path: Path) -> None:
    """What was begun and not ended leaves nothing; an inner one joins the outer."""
    db = opened(path)

    with suppress(KeyError), db.transaction():
        put(db, "outer", "1")
        with db.transaction():
            put(db, "inner", "2")
        raise KeyError
    with db.transaction():
        put(db, "kept", "3")

    assert names(db) == ["kept"]
    db.close()


def test_rolled_back_by_sqlite(path: Path) -> None:
    """Where the transaction has ended already the first error is the one that is seen."""
    db = opened(path)

    with suppress(KeyError), db.transaction():
        db.run("ROLLBACK")
        raise KeyError

    assert names(db) == []
    db.close()


def test_half_a_surrogate_is_stored(path: Path) -> None:
    """Text that JSON may bring and UTF-8 cannot hold is stored all the same."""
    db = opened(path)

    db.run_many(
        "INSERT INTO settings VALUES (:owner, :name, :value)", [{"name": "ü\ud800", "value": "1"}]
    )

    assert names(db) == ["ü?"]
    db.close()


def test_snapshot_changes_nothing(path: Path) -> None:
    """A copy in memory has what the file has, and keeps what is done to it."""
    db = opened(path)
    put(db, "there", "1")

    copy = Database.snapshot(path, owner="me")
    put(copy, "copy", "2")

    assert (names(copy), names(db)) == (["copy", "there"], ["there"])
    db.close()
    copy.close()


def test_snapshot_of_nothing(path: Path) -> None:
    """Where there is no file there is an empty copy, and still no file."""
    copy = Database.snapshot(path, owner="me")

    assert names(copy) == []
    assert not path.exists()
    copy.close()


def test_owners_do_not_meet(path: Path) -> None:
    """Each owner sees their own rows only."""
    mine, yours = opened(path), Database.open(path, owner="you")
    put(mine, "secret", "1")

    assert names(yours) == []
    mine.close()
    yours.close()


OPENS = """
import sys
from contextlib import suppress
from pathlib import Path
from calsync.database import Database
db = Database.open(Path(sys.argv[1]), owner="me")
db.run("INSERT INTO settings VALUES (:owner, :name, '')", {"name": sys.argv[2]})
"""


def test_two_processes_make_one(path: Path) -> None:
    """Several that open a new database in the same moment make one, and all write into it."""
    command = [sys.executable, "-c", OPENS, str(path)]
    started = [subprocess.Popen([*command, f"{n}"]) for n in range(4)]

    codes = [process.wait(60) for process in started]

    db = opened(path)
    assert codes == [0] * 4
    assert sorted(names(db)) == ["0", "1", "2", "3"]
    db.close()


def test_waits_for_another_that_opens(path: Path) -> None:
    """Whoever holds the file for an instant while it is opened is waited for."""
    path.parent.mkdir()
    path.touch(0o600)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE other (name)")
    other.execute("BEGIN")
    other.execute("SELECT * FROM other").fetchall()
    Timer(0.2, other.close).start()

    db = opened(path)

    assert names(db) == []
    db.close()


def test_waits_no_longer_than_told(path: Path) -> None:
    """Then it is said that it is held."""
    path.parent.mkdir()
    path.touch(0o600)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(LedgerBusyError, match="locked"):
        Database.open(path, owner="me", patience=0)

    other.close()

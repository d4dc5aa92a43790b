"""The database file: opening it safely, its versions, its transactions; owner by owner.

One connection, one writer at a time. The schema is in `ledger.sql`; `user_version` counts it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from calsync.errors import UsageError

VERSION = 1


class LedgerTooNewError(UsageError):
    """The ledger was written by a newer calsync."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(f"{path} was written by a newer calsync (version {version}): update it")


class LedgerExposedError(UsageError):
    """Others could read the ledger, or it is not a plain file."""

    def __init__(self, path: Path, why: str, cure: str) -> None:
        super().__init__(f"{path} {why}: {cure}")


class LedgerCorruptError(UsageError):
    """The ledger is not a database any more."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is damaged: `calsync sync --rebuild` keeps it aside and starts a new one"
        )


class Database:
    """A connection that knows whose rows it reads and writes."""

    def __init__(self, connection: sqlite3.Connection, *, owner: str) -> None:
        self._connection = connection
        self._owner = owner

    @classmethod
    def open(cls, path: Path, *, owner: str) -> Database:
        """The database in that file, made (0600) if it is not there."""
        _check(path)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        return cls(_connect(str(path), path), owner=owner)

    @classmethod
    def in_memory(cls, *, owner: str) -> Database:
        """An empty database that ends with the process."""
        return cls(_connect(":memory:", Path(":memory:")), owner=owner)

    @classmethod
    def snapshot(cls, path: Path, *, owner: str) -> Database:
        """A copy in memory: nothing done to it reaches the file."""
        if not path.exists():
            return cls.in_memory(owner=owner)
        _check(path)
        copy = sqlite3.connect(":memory:", isolation_level=None)
        with _named(path):
            disk = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                disk.backup(copy)
            finally:
                disk.close()
            _migrate(copy, path)
        return cls(copy, owner=owner)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; nests by joining the outer one."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def rows(self, sql: str, values: Mapping[str, object] | None = None) -> list[Any]:
        """What a query finds; `:owner` is known."""
        return self._connection.execute(sql, {"owner": self._owner, **(values or {})}).fetchall()

    def run(self, sql: str, values: Mapping[str, object] | None = None) -> int:
        """Run one statement; how many rows it changed."""
        return self._connection.execute(sql, {"owner": self._owner, **(values or {})}).rowcount

    def run_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Run one statement for each row."""
        self._connection.executemany(sql, ({"owner": self._owner, **row} for row in rows))


def where(names: Iterable[str]) -> str:
    """The condition that columns have the values of the same name."""
    return " AND ".join(["owner = :owner", *(f"{name} = :{name}" for name in names)])


def as_json(value: object) -> str:
    """JSON as compact as it gets: the same value, the same text."""
    return json.dumps(value, separators=(",", ":"))


def _connect(name: str, path: Path) -> sqlite3.Connection:
    with _named(path):
        connection = sqlite3.connect(name, isolation_level=None, timeout=10)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _migrate(connection, path)
    return connection


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say which file it is when SQLite finds it damaged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise LedgerCorruptError(path) from error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise LedgerTooNewError(path, version)
    for number, script in enumerate(_scripts()[version:], start=version + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")


def _scripts() -> Sequence[str]:
    """The scripts that bring an empty database to each version in turn."""
    return (Path(__file__).with_name("ledger.sql").read_text(encoding="utf-8"),)


def _check(path: Path) -> None:
    """Refuse a ledger that is a link, or that others can read."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise LedgerExposedError(path, "is not a plain file", "move it away, calsync makes its own")
    if mode & 0o077:
        raise LedgerExposedError(path, "can be read by others", f"chmod 600 {path}")

"""The database file: opening it safely, its versions, its transactions; owner by owner.

One connection, one writer at a time. The schema is in `ledger.sql`; `user_version` counts it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import time
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import closing
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import Any

from calsync.errors import CalsyncError
from calsync.errors import TryLaterError
from calsync.errors import UsageError

VERSION = 1
PATIENCE = 10.0  # seconds that another program may hold the file
_COMPACT = json.JSONEncoder(separators=(",", ":"))  # made once: it is asked for each event
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class LedgerTooNewError(UsageError):
    """The ledger was written by a newer calsync."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(f"{path} was written by a newer calsync (version {version}): update it")


class LedgerExposedError(UsageError):
    """Others could read the ledger, or it is not a plain file."""

    def __init__(self, path: Path, why: str, cure: str) -> None:
        super().__init__(f"{path} {why}; {cure}")


class LedgerCorruptError(UsageError):
    """The ledger is not a database any more."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is damaged; `calsync sync --rebuild` keeps it aside and starts a new one"
        )


class LedgerBusyError(TryLaterError):
    """The ledger cannot be used now: another program holds it, or the disk is full."""

    def __init__(self, path: Path, why: object) -> None:
        super().__init__(f"{path} cannot be used now ({why}); try again, or run `calsync doctor`")


class Database:
    """A connection that knows whose rows it reads and writes."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, owner: str) -> None:
        self._connection = connection
        self._path = path
        self._owner = owner

    @classmethod
    def open(cls, path: Path, *, owner: str, patience: float = PATIENCE) -> Database:
        """The database in that file, made (0600) if it is not there."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _check(path)
        return cls(_connect(str(path), path, patience), path, owner=owner)

    @classmethod
    def in_memory(cls, *, owner: str) -> Database:
        """An empty database that ends with the process."""
        path = Path(":memory:")
        return cls(_connect(str(path), path), path, owner=owner)

    @classmethod
    def snapshot(cls, path: Path, *, owner: str) -> Database:
        """A copy in memory: nothing done to it reaches the file."""
        if not path.exists():
            return cls.in_memory(owner=owner)
        _check(path)
        with _named(path), closing(_read_only(path)) as disk:
            copy = sqlite3.connect(":memory:", isolation_level=None)
            try:
                disk.backup(copy)
                _migrate(copy, path)
            except BaseException:
                copy.close()
                raise
        return cls(copy, path, owner=owner)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; nests by joining the outer one."""
        if self._in_transaction():
            yield
            return
        with _named(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with _named(self._path):
                self._connection.execute("COMMIT")
        except BaseException:
            if self._in_transaction():  # SQLite may have rolled back by itself
                self._connection.execute("ROLLBACK")
            raise

    def _in_transaction(self) -> bool:
        return self._connection.in_transaction

    def rows(self, sql: str, values: Mapping[str, object] | None = None) -> list[Any]:
        """What a query finds; `:owner` is known."""
        with _named(self._path):
            return self._connection.execute(sql, self._bound(values or {})).fetchall()

    def each(self, sql: str, values: Mapping[str, object]) -> Iterator[Any]:
        """What a query finds, row by row, for answers too long to be held at once."""
        with _named(self._path):
            yield from self._connection.execute(sql, self._bound(values))

    def run(self, sql: str, values: Mapping[str, object] | None = None) -> int:
        """Run one statement; how many rows it changed."""
        with _named(self._path):
            return self._connection.execute(sql, self._bound(values or {})).rowcount

    def run_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Run one statement for each row."""
        with _named(self._path):
            self._connection.executemany(sql, map(self._bound, rows))

    def _bound(self, values: Mapping[str, object]) -> dict[str, object]:
        """The values, their text such as UTF-8 can hold: half a surrogate pair becomes `?`."""
        bound = {"owner": self._owner, **values}
        for name, value in values.items():
            if isinstance(value, str) and not value.isascii():  # JSON may bring such halves
                bound[name] = value.encode("utf-8", "replace").decode("utf-8")
        return bound


def where(names: Iterable[str]) -> str:
    """The condition that columns have the values of the same name."""
    return " AND ".join(["owner = :owner", *(f"{name} = :{name}" for name in names)])


def as_json(value: object) -> str:
    """JSON as compact as it gets: the same value, the same text."""
    return _COMPACT.encode(value)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _connect(name: str, path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    with _named(path):
        connection = sqlite3.connect(name, isolation_level=None, timeout=patience)
        try:
            _write_ahead(connection, time.monotonic() + patience)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")  # the forgotten leaves the file too
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _write_ahead(connection: sqlite3.Connection, until: float) -> None:
    """Switch to a write-ahead log; SQLite itself does not wait for another that does the same."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.02)  # pragma: no cover - only when two switch in the same instant
        else:
            return


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say which file it is when SQLite finds it damaged, held by another, or cannot write it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _said(path, error) from error


def _said(path: Path, error: sqlite3.DatabaseError) -> CalsyncError | sqlite3.DatabaseError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest is detail
    if code in DAMAGED:
        return LedgerCorruptError(path)
    if isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR:
        return LedgerBusyError(path, error)
    return error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date, whichever of two processes comes first."""
    if _version(connection, path) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    known = _version(connection, path)
    for number, script in enumerate(_scripts()[known:], start=known + 1):
        for statement in script.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise LedgerTooNewError(path, version)
    return int(version)


def _scripts() -> Sequence[str]:
    """The scripts that bring an empty database to each version in turn."""
    return (Path(__file__).with_name("ledger.sql").read_text(encoding="utf-8"),)


def _check(path: Path) -> None:
    """Refuse a ledger that is a link, or that others can read."""
    mode = path.lstat().st_mode
    if not stat.S_ISREG(mode):
        raise LedgerExposedError(path, "is not a plain file", "move it away, calsync makes its own")
    if mode & 0o077:
        raise LedgerExposedError(path, "can be read by others", f"chmod 600 {path}")

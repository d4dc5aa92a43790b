"""calsync's own database: the mirror, the user's own records, and what was done.

Records are frozen values in and out; changes of the user's own are journaled under their run,
which is what `undo` reads. The only SQL is in this file, `mirror.py` and `database.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from typing import TypeVar

from calsync import codec
from calsync import model
from calsync.database import Database
from calsync.database import as_json
from calsync.database import where
from calsync.journal import Run
from calsync.journal import RunStatus
from calsync.journal import Step
from calsync.journal import WriteRecord
from calsync.journal import WriteState
from calsync.mirror import Mirror

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    name: str
    key: tuple[str, ...]
    extra: Mapping[str, Callable[[Any], str]]
    journaled: bool = True


_EVENT = ("account", "calendar", "uid", "recurrence_id")
# By the names of their classes: a list that needs few of them need not wait for the others.
_TABLES: Mapping[str, _Table] = {
    "Mark": _Table("marks", _EVENT, {}),
    "TagRecord": _Table("tags", _EVENT, {}),
    "NoteRead": _Table("notes", _EVENT, {"note": lambda r: str(r.note)}, journaled=False),
    "Declined": _Table("declined", (*_EVENT, "line_mark"), {}),
    "Reviewed": _Table("reviews", _EVENT, {}),
    "Card": _Table("cards", _EVENT, {}, journaled=False),
    "Promise": _Table(
        "promises",
        ("id",),
        {"state": lambda p: str(p.state), "uid": lambda p: p.origin.uid if p.origin else ""},
    ),
    "FollowUp": _Table("followups", ("promise",), {}),
    "PersonNote": _Table("person_notes", ("who", "at"), {}),
    "AccountState": _Table("account_states", ("account",), {}, journaled=False),
}
_TOLD = "run-told"
_ON_TAGS = frozenset({"Mark", "TagRecord"})  # tags depend on them
_KINDS = {table.name: kind for kind, table in _TABLES.items()}


class Ledger:
    """The ledger of one owner."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.mirror = Mirror(database)
        self.transaction = database.transaction
        self.close = database.close

    @classmethod
    def open(cls, path: Path, *, owner: str = "me") -> Ledger:
        """The ledger in that file, made (0600) if it is not there."""
        return cls(Database.open(path, owner=owner))

    @classmethod
    def in_memory(cls, *, owner: str = "me") -> Ledger:
        """An empty ledger that ends with the process."""
        return cls(Database.in_memory(owner=owner))

    @classmethod
    def snapshot(cls, path: Path, *, owner: str = "me") -> Ledger:
        """A copy in memory, for looking ahead: nothing done to it reaches the file."""
        return cls(Database.snapshot(path, owner=owner))

    # --- records -------------------------------------------------------------------------------

    def put(self, record: object, *, run: Run | None = None) -> None:
        """Insert or replace a record; journaled under the run where its kind is."""
        table = _TABLES[type(record).__name__]
        with self.transaction():
            body = as_json(codec.dump(record))
            self._note(table, record, run, body)
            self._db.run(_upsert(table), _row(table, record, body))
            self._touch(record)

    def put_all(self, records: Iterable[object], kind: type[object]) -> None:
        """Insert or replace records of a kind that is not journaled, in one go."""
        table = _TABLES[kind.__name__]
        assert not table.journaled
        with self.transaction():
            rows = (_row(table, record, as_json(codec.dump(record))) for record in records)
            self._db.run_many(_upsert(table), rows)

    def drop(self, record: object, *, run: Run | None = None) -> None:
        """Delete a record."""
        table = _TABLES[type(record).__name__]
        with self.transaction():
            self._note(table, record, run, "")
            key = _key(table, record)
            self._db.run(f"DELETE FROM {table.name} WHERE {where(key)}", key)
            self._touch(record)

    def erase(self, record: object) -> None:
        """Delete a record and every trace of it in the journal and among the writes."""
        table = _TABLES[type(record).__name__]
        key = _key(table, record)
        with self.transaction():
            self._db.run(f"DELETE FROM {table.name} WHERE {where(key)}", key)
            values = {"kind": table.name, "key": as_json(list(key.values()))}
            self._db.run(f"DELETE FROM journal WHERE {where(values)}", values)
            if isinstance(record, model.Promise):
                named = {"text": f"%{record.id}%"}  # random or a hash: nothing else holds it
                self._db.run("DELETE FROM writes WHERE owner = :owner AND body LIKE :text", named)
            self._touch(record)

    def get(self, kind: type[T], *key: str) -> T | None:
        """The record with that key."""
        table = _TABLES[kind.__name__]
        body = self._body(table, dict(zip(table.key, key, strict=True)))
        return codec.load(kind, json.loads(body)) if body else None

    def all(self, kind: type[T], **columns: str) -> tuple[T, ...]:
        """All records of a kind whose columns have those values, in the order of their keys."""
        table = _TABLES[kind.__name__]
        sql = f"SELECT body FROM {table.name} WHERE {where(columns)}"
        rows = self._db.rows(f"{sql} ORDER BY {', '.join(table.key)}", columns)
        return tuple(codec.load(kind, json.loads(body)) for (body,) in rows)

    def history(self, record: object) -> tuple[Step, ...]:
        """Every journaled change of a record, oldest first."""
        table = _TABLES[type(record).__name__]
        sql = 'SELECT run, "order", kind, key, before, after FROM journal WHERE owner = :owner'
        sql += ' AND kind = :kind AND key = :key ORDER BY run, "order"'
        key = as_json(list(_key(table, record).values()))
        return tuple(Step(*row) for row in self._db.rows(sql, {"kind": table.name, "key": key}))

    def journal(self, run: int) -> tuple[Step, ...]:
        """Every journaled change of a run, in order."""
        sql = 'SELECT run, "order", kind, key, before, after FROM journal WHERE owner = :owner'
        rows = self._db.rows(sql + ' AND run = :run ORDER BY "order"', {"run": run})
        return tuple(Step(*row) for row in rows)

    def revert_since(self, run: Run, order: int) -> None:
        """Take back the last changes of a run, down to a place in its journal, as if unsaid."""
        with self.transaction():
            for step in reversed(self.journal(run.id)[order:]):
                self.revert(step, run=run)
            sql = 'DELETE FROM journal WHERE owner = :owner AND run = :run AND "order" > :order'
            self._db.run(sql, {"run": run.id, "order": order})

    def revert(self, step: Step, *, run: Run) -> bool:
        """Put a record back as it was before a step, unless it was changed since."""
        name = _KINDS[step.kind]
        kind, table = _class(name), _TABLES[name]
        key = dict(zip(table.key, json.loads(step.key), strict=True))
        if self._body(table, key) != step.after:
            return False
        if step.before:
            self.put(codec.load(kind, json.loads(step.before)), run=run)
        else:
            self.drop(codec.load(kind, json.loads(step.after)), run=run)
        return True

    # --- runs and writes -----------------------------------------------------------------------

    def begin_run(self, command: str, *, now: datetime) -> Run:
        """A new run, numbered on from the last that is kept or was told."""
        with self.transaction():
            (last,) = self._db.rows("SELECT COALESCE(MAX(id), 0) FROM runs WHERE owner = :owner")[0]
            run = Run(max(last, int(self.setting(_TOLD) or 0)) + 1, command, started=now)
            self._put_run(run)
        return run

    def tell_run(self, number: int) -> None:
        """Remember that a run's number was given out: no other run will have it."""
        self.put_setting(_TOLD, str(number))

    def end_run(self, run: Run, *, status: RunStatus, now: datetime) -> Run:
        """Remember how a run ended."""
        ended = replace(run, status=status, ended=now)
        self._put_run(ended)
        return ended

    def discard_run(self, run: Run) -> None:
        """Forget a run in which nothing happened."""
        self._db.run("DELETE FROM runs WHERE owner = :owner AND id = :id", {"id": run.id})

    def runs(self) -> tuple[Run, ...]:
        """All runs, newest first."""
        rows = self._db.rows("SELECT body FROM runs WHERE owner = :owner ORDER BY id DESC")
        return tuple(codec.load(Run, json.loads(body)) for (body,) in rows)

    def next_order(self, run: Run) -> int:
        """The number of a run's next write."""
        sql = 'SELECT COALESCE(MAX("order"), 0) + 1 FROM writes WHERE owner = :owner AND run = :run'
        return int(self._db.rows(sql, {"run": run.id})[0][0])

    def put_write(self, write: WriteRecord) -> None:
        """Remember an intended write, or what became of it."""
        sql = "INSERT INTO writes VALUES (:owner, :run, :order, :state, :body)"
        sql += ' ON CONFLICT (owner, run, "order")'
        sql += " DO UPDATE SET state = excluded.state, body = excluded.body"
        row = {"run": write.run, "order": write.order, "state": str(write.state)}
        self._db.run(sql, {**row, "body": as_json(codec.dump(write))})

    def writes(
        self, *, run: int | None = None, state: WriteState | None = None
    ) -> tuple[WriteRecord, ...]:
        """The writes of a run, or in a state, in order."""
        values: dict[str, object] = {} if run is None else {"run": run}
        values |= {} if state is None else {"state": str(state)}
        sql = f'SELECT body FROM writes WHERE {where(values)} ORDER BY run, "order"'
        rows = self._db.rows(sql, values)
        return tuple(codec.load(WriteRecord, json.loads(body)) for (body,) in rows)

    # --- small things --------------------------------------------------------------------------

    def said_today(self, cause: str, *, day: str) -> bool:
        """Was this said on that day already? From now on it was."""
        sql = "INSERT INTO notices VALUES (:owner, :cause, :day) ON CONFLICT (owner, cause)"
        sql += " DO UPDATE SET day = excluded.day WHERE notices.day <> excluded.day"
        return self._db.run(sql, {"cause": cause, "day": day}) == 0

    def trouble(self) -> str:
        """What SQLite finds wrong with the file; empty: nothing."""
        (found,) = self._db.rows("PRAGMA integrity_check")[0]
        return "" if found == "ok" else str(found)

    def setting(self, name: str) -> str:
        """A remembered value; empty: none."""
        rows = self._db.rows(
            "SELECT value FROM settings WHERE owner = :owner AND name = :name", {"name": name}
        )
        return str(rows[0][0]) if rows else ""

    def put_setting(self, name: str, value: str) -> None:
        """Remember a value."""
        sql = "INSERT INTO settings VALUES (:owner, :name, :value)"
        sql += " ON CONFLICT (owner, name) DO UPDATE SET value = excluded.value"
        self._db.run(sql, {"name": name, "value": value})

    # --- how -----------------------------------------------------------------------------------

    def _body(self, table: _Table, key: Mapping[str, str]) -> str:
        rows = self._db.rows(f"SELECT body FROM {table.name} WHERE {where(key)}", key)
        return str(rows[0][0]) if rows else ""

    def _touch(self, record: object) -> None:
        if type(record).__name__ in _ON_TAGS:
            self.mirror.touch(str(getattr(record, "account", "")))

    def _note(self, table: _Table, record: object, run: Run | None, after: str) -> None:
        if run is None or not table.journaled:
            return
        key = _key(table, record)
        before = self._body(table, key)
        if before == after:
            return
        sql = 'INSERT INTO journal SELECT :owner, :run, COALESCE(MAX("order"), 0) + 1, :kind, :key,'
        sql += " :before, :after FROM journal WHERE owner = :owner AND run = :run"
        row = {"run": run.id, "kind": table.name, "key": as_json(list(key.values()))}
        row |= {"before": before, "after": after}
        self._db.run(sql, row)

    def _put_run(self, run: Run) -> None:
        sql = "INSERT INTO runs VALUES (:owner, :id, :body)"
        sql += " ON CONFLICT (owner, id) DO UPDATE SET body = excluded.body"
        self._db.run(sql, {"id": run.id, "body": as_json(codec.dump(run))})


def _class(name: str) -> type[object]:
    from calsync import records

    found: type[object] = getattr(model, name, None) or getattr(records, name)
    return found


@cache
def _upsert(table: _Table) -> str:
    names = (*table.key, *table.extra, "body")
    sql = f"INSERT INTO {table.name} (owner, {', '.join(names)})"
    sql += f" VALUES (:owner, {', '.join(f':{name}' for name in names)})"
    sql += f" ON CONFLICT (owner, {', '.join(table.key)}) DO UPDATE SET "
    return sql + ", ".join(f"{name} = excluded.{name}" for name in (*table.extra, "body"))


def _row(table: _Table, record: object, body: str) -> dict[str, str]:
    extra = {name: get(record) for name, get in table.extra.items()}
    return {**_key(table, record), **extra, "body": body}


def _key(table: _Table, record: object) -> dict[str, str]:
    values = {name: getattr(record, name) for name in table.key}
    return {n: v.isoformat() if isinstance(v, datetime) else str(v) for n, v in values.items()}

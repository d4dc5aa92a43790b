"""Opening a job for a command: its lock, its ledger, its accounts, its run."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import replace
from datetime import tzinfo
from types import MappingProxyType
from typing import TypeVar

from calsync import calendars
from calsync import pipeline
from calsync import runs
from calsync import timezones
from calsync.calendars.protocol import Account
from calsync.cli.session import Session
from calsync.errors import UsageError
from calsync.job import Job
from calsync.ledger import Ledger
from calsync.records import Run

T = TypeVar("T")
PATIENCE = 20.0  # seconds that an answer waits for a sync to finish


class NoSuchAccountError(UsageError):
    """No account has that name."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(f"there is no account “{name}”; there are: {known}")


@contextmanager
def reading(session: Session) -> Iterator[Job]:
    """A job that only looks: no lock, no accounts, nothing to take back."""
    with ExitStack() as stack:
        ledger = Ledger.open(session.home.ledger)
        stack.callback(ledger.close)
        yield _job(session, ledger, "look", {})


@contextmanager
def looking_ahead(session: Session, command: str, *, only: str = "") -> Iterator[Job]:
    """A job on a copy of the ledger: whatever it decides, nothing changes anywhere."""
    with ExitStack() as stack:
        ledger = Ledger.snapshot(session.home.ledger)
        stack.callback(ledger.close)
        job = _job(session, ledger, command, _accounts(session, only))
        yield stack.enter_context(runs.numbered(job))


@contextmanager
def acting(
    session: Session, command: str, *, only: str = "", rebuild: bool = False
) -> Iterator[Job]:
    """A job that may change things: alone, numbered, and open to be taken back.

    With `rebuild` the ledger so far is moved aside, and a new one begun.
    """
    config = session.config  # a broken configuration is said before anything is locked
    assert config is not None
    with ExitStack() as stack:
        stack.enter_context(runs.locked(session.home.ledger.with_suffix(".lock")))
        if rebuild and (kept := runs.set_aside(session.home.ledger)):
            session.say(f"the ledger so far is kept as {kept}")
        ledger = Ledger.open(session.home.ledger)
        stack.callback(ledger.close)
        job = _job(session, ledger, command, _accounts(session, only))
        yield stack.enter_context(runs.numbered(job))


def zone_of(session: Session, ledger: Ledger) -> tzinfo:
    """The user's zone: as configured, else as the calendars last said, else the system's."""
    seen = ledger.setting("zone") if not session.config.timezone else ""
    found = timezones.named(seen) if seen else None
    return found or session.zone


def _job(session: Session, ledger: Ledger, command: str, accounts: dict[str, Account]) -> Job:
    return Job(
        config=session.config,
        ledger=ledger,
        run=Run(id=0, command=command, started=session.now),
        now=session.now,
        zone=zone_of(session, ledger),
        accounts=MappingProxyType(accounts),
    )


def _accounts(session: Session, only: str) -> dict[str, Account]:
    names = [item.name for item in session.config.accounts]
    if only and only not in names:
        raise NoSuchAccountError(only, ", ".join(names))
    return {
        settings.name: calendars.open_account(
            settings, me=session.config.me, clock=lambda: session.now, progress=session.progress
        )
        for settings in session.config.accounts
        if not only or settings.name == only
    }


class Desk:
    """A review's place of work: answers are saved one by one, and no lock is held between them."""

    def __init__(self, session: Session, command: str) -> None:
        self._session = session
        self._lock = session.home.ledger.with_suffix(".lock")
        with runs.locked(self._lock, patience=PATIENCE):
            self._ledger = Ledger.open(session.home.ledger)
            run = self._ledger.begin_run(command, now=session.now)
        job = _job(session, self._ledger, command, _accounts(session, ""))
        self.job = replace(job, run=run)

    def act(self, what: Callable[[Job], T]) -> T:
        """Do one thing under the lock, all of it or nothing."""
        with runs.locked(self._lock, patience=PATIENCE), self._ledger.transaction():
            return what(self.job)

    def settle(self, account: str = "") -> pipeline.Report:
        """Write what was answered into the calendar, by the same steps as `sync`."""
        with runs.locked(self._lock, patience=PATIENCE):
            return pipeline.settle(self.job, account=account)

    def close(self) -> bool:
        """End the run; whether there is anything to take back."""
        with runs.locked(self._lock, patience=PATIENCE):
            did = runs.close(self.job)
        self._ledger.close()
        return did

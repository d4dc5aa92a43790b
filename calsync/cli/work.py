"""Opening a job for a command: its lock, its ledger, its accounts, its run."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import ExitStack
from contextlib import contextmanager
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from datetime import tzinfo
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from calsync import calendars
from calsync.cli.session import Session
from calsync.database import LedgerCorruptError
from calsync.errors import CalsyncError
from calsync.errors import UsageError
from calsync.job import Job
from calsync.journal import Run
from calsync.ledger import Ledger
from calsync.model import AccountSettings
from calsync.model import Calendar

if TYPE_CHECKING:
    from calsync.calendars.protocol import Account
    from calsync.calendars.protocol import Changes
    from calsync.calendars.protocol import Outcome
    from calsync.calendars.protocol import Write


class NoSuchAccountError(UsageError):
    """No account has that name."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(f"there is no account “{name}”; there are: {known}")


@contextmanager
def reading(session: Session) -> Iterator[Job]:
    """A job that only looks: no lock, no accounts, nothing to take back."""
    config = session.config  # a broken configuration is said before anything is made
    assert config is not None
    with ExitStack() as stack:
        ledger = Ledger.open(session.home.ledger)
        stack.callback(ledger.close)
        yield job_of(session, ledger, "look", {})


@contextmanager
def looking_ahead(session: Session, command: str, *, only: str = "") -> Iterator[Job]:
    """A job on a copy of the ledger: whatever it decides, nothing changes anywhere."""
    from calsync import runs

    with ExitStack() as stack:
        ledger = Ledger.snapshot(session.home.ledger)
        stack.callback(ledger.close)
        job = job_of(session, ledger, command, accounts_of(session, only))
        yield stack.enter_context(runs.numbered(job))


@contextmanager
def acting(
    session: Session, command: str, *, only: str = "", rebuild: bool = False
) -> Iterator[Job]:
    """A job that may change things: alone, numbered, and open to be taken back.

    With `rebuild` the ledger so far is moved aside, and a new one begun.
    """
    from calsync import runs

    config = session.config  # a broken configuration is said before anything is locked
    assert config is not None
    with ExitStack() as stack:
        stack.enter_context(runs.locked(session.home.ledger.with_suffix(".lock")))
        if rebuild and (kept := runs.set_aside(session.home.ledger)):
            session.say(f"the ledger so far is kept as {kept}")
        ledger = _opened(session)
        stack.callback(ledger.close)
        job = job_of(session, ledger, command, accounts_of(session, only))
        yield stack.enter_context(runs.numbered(job))


def _opened(session: Session) -> Ledger:
    """The ledger; a damaged one is kept aside, and a new one begun from the calendars."""
    from calsync import runs

    try:
        return Ledger.open(session.home.ledger)
    except LedgerCorruptError:
        kept = runs.set_aside(session.home.ledger)
        session.say(f"calsync: the ledger was damaged; it is kept as {kept}, a new one is begun")
        return Ledger.open(session.home.ledger)


def zone_of(session: Session, ledger: Ledger) -> tzinfo:
    """The user's zone: as configured, else as the calendars last said, else the system's."""
    seen = ledger.setting("zone") if not session.config.timezone else ""
    if not seen:
        return session.zone
    try:
        return UTC if seen == str(UTC) else ZoneInfo(seen)
    except (LookupError, ValueError, OSError):  # the machine's zones have changed
        return session.zone


def job_of(session: Session, ledger: Ledger, command: str, accounts: dict[str, Account]) -> Job:
    """A job that has no run yet."""
    return Job(
        config=session.config,
        ledger=ledger,
        run=Run(id=0, command=command, started=session.now),
        now=session.now,
        zone=zone_of(session, ledger),
        accounts=MappingProxyType(accounts),
    )


def accounts_of(session: Session, only: str) -> dict[str, Account]:
    """The accounts of the configuration, opened; or only the one of that name."""
    names = [item.name for item in session.config.accounts]
    if only and only not in names:
        raise NoSuchAccountError(only, ", ".join(names))
    wanted = [item for item in session.config.accounts if not only or item.name == only]
    return {settings.name: _account(session, settings) for settings in wanted}


def _account(session: Session, settings: AccountSettings) -> Account:
    try:
        return calendars.open_account(
            settings, me=session.config.me, clock=lambda: session.now, progress=session.progress
        )
    except CalsyncError as error:
        return _Closed(settings.name, error)


class _Closed:
    """An account that cannot be opened: it says why when it is used, and the others go on."""

    listing_lasts = timedelta()
    requests = 0

    def __init__(self, name: str, error: CalsyncError) -> None:
        self.name = name
        self._error = error

    def calendars(self) -> tuple[Calendar, ...]:
        raise self._error

    def changes(self, calendar: Calendar, cursor: str, *, since: datetime) -> Changes:
        del calendar, cursor, since
        raise self._error

    def apply(self, writes: Sequence[Write]) -> Iterator[Outcome]:
        del writes
        raise self._error

"""Where a review saves its answers: one by one, under the lock only while it saves."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from calsync import pipeline
from calsync import runs
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.errors import CalsyncError
from calsync.errors import Exit
from calsync.job import Job
from calsync.ledger import Ledger

T = TypeVar("T")
PATIENCE = 20.0  # seconds that an answer waits for a sync to finish


class Desk:
    """A review's place of work: answers are saved one by one, and no lock is held between them."""

    def __init__(self, session: Session, command: str) -> None:
        self._session = session
        self._lock = session.home.ledger.with_suffix(".lock")
        with runs.locked(self._lock, patience=PATIENCE):
            self._ledger = Ledger.open(session.home.ledger)
            run = self._ledger.begin_run(command, now=session.now)
        job = work.job_of(session, self._ledger, command, work.accounts_of(session, ""))
        self.job = replace(job, run=run)

    def act(self, what: Callable[[Job], T]) -> T:
        """Do one thing under the lock, all of it or nothing."""
        with runs.locked(self._lock, patience=PATIENCE), self._ledger.transaction():
            return what(self.job)

    def settle(self, accounts: Iterable[str]) -> tuple[int, Exit]:
        """Let the calendars follow; how many follow-ups were written, and how it went."""
        written, code = 0, Exit.OK
        for account in accounts:
            try:
                with runs.locked(self._lock, patience=PATIENCE):
                    report = pipeline.settle(self.job, account=account)
            except CalsyncError as error:
                output.say(f"calsync: saved; the calendar follows later: {error}")
                code = max(code, Exit.PARTIAL)
                continue
            written += report.count("create", "move", "rewrite", "close", "chase")
            code = max(code, output.later(report))
        return written, code

    def close(self) -> bool:
        """End the run; whether there is anything to take back."""
        with runs.locked(self._lock, patience=PATIENCE):
            did = runs.close(self.job)
        self._ledger.close()
        return did

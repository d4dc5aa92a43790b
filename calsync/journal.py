"""What was done: runs, their writes, and the changes of records; frozen. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RunStatus(StrEnum):
    """How a run ended; a run that was killed stays `running`."""

    RUNNING = "running"
    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Run:
    """One command that changed something."""

    id: int
    command: str
    started: datetime
    ended: datetime | None = None
    status: RunStatus = RunStatus.RUNNING


class WriteState(StrEnum):
    """Where a write is: intended before the request, settled after the answer."""

    INTENDED = "intended"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"
    LOST = "lost"  # never arrived, as a later sync saw
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class WriteRecord:
    """One write into a calendar: enough to settle it after a crash, and to take it back."""

    run: int
    order: int
    account: str
    calendar: str
    event: str
    operation: str
    title: str
    before: str = ""  # JSON of the Event or Tag that was there
    after: str = ""  # JSON of the Draft or Tag that was written
    etag_before: str = ""
    etag_after: str = ""
    state: WriteState = WriteState.INTENDED
    why: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the journal: a ledger record before and after."""

    run: int
    order: int
    kind: str  # table
    key: str  # JSON list
    before: str
    after: str

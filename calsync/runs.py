"""Runs: one at a time, each with its number; an empty one leaves no trace."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from calsync.errors import TryLaterError
from calsync.job import Job
from calsync.journal import RunStatus


class RunHeldError(TryLaterError):
    """Another run is under way."""

    def __init__(self) -> None:
        super().__init__("another calsync is at work; try again when it is done")


@contextmanager
def locked(path: Path, *, patience: float = 0) -> Iterator[None]:
    """Hold the lock that keeps a second run out; raises `RunHeldError` after so many seconds."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        _take(handle, time.monotonic() + patience)
        yield
    finally:
        os.close(handle)


def set_aside(ledger: Path) -> Path | None:
    """Move a ledger out of the way for a new one; where it was put, if there was one."""
    if not ledger.exists():
        return None
    number = 1
    while (kept := ledger.with_name(f"{ledger.name}.{number}.kept")).exists():
        number += 1
    ledger.rename(kept)
    for suffix in ("-wal", "-shm"):
        side = ledger.with_name(ledger.name + suffix)
        if side.exists():
            side.rename(kept.with_name(kept.name + suffix))
    return kept


def _take(handle: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise RunHeldError from error
            time.sleep(0.1)
        else:
            return


@contextmanager
def numbered(job: Job) -> Iterator[Job]:
    """Give a job its run, and close the run when the work is over; an empty one leaves no trace."""
    run = job.ledger.begin_run(job.run.command, now=job.now)
    job = replace(job, run=run)
    try:
        yield job
    except BaseException:
        close(job, status=RunStatus.FAILED)
        raise
    close(job)


def acted(job: Job) -> bool:
    """Has the run done anything yet that could be taken back?"""
    return bool(job.ledger.journal(job.run.id) or job.ledger.writes(run=job.run.id))


def close(job: Job, *, status: RunStatus = RunStatus.OK) -> bool:
    """End a run; one in which nothing happened leaves no trace. Whether anything did."""
    did = acted(job)
    if did:
        job.ledger.end_run(job.run, status=status, now=job.now)
    else:
        job.ledger.discard_run(job.run)
    return did

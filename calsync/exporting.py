"""What goes into an export, and how it is saved: no people, notes or private events unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from calsync import codec
from calsync import export
from calsync import opportunities
from calsync import saving
from calsync.errors import UsageError
from calsync.job import Job
from calsync.job import own_events
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.records import Card
from calsync.records import Declined
from calsync.records import Mark
from calsync.records import PersonNote
from calsync.records import Reviewed
from calsync.records import TagRecord

NAME = "calsync"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # what nothing was ever written of is as of then
_TO = re.compile(r"^(?:To|From): .*\n?", re.MULTILINE)  # see promises.draft


class NotWrittenError(UsageError):
    """The file could not be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why}; name another file with -o")


class What(StrEnum):
    """Which events are exported."""

    FOLLOWUPS = "followups"
    OPPORTUNITIES = "opportunities"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Keeps:
    """What an export keeps of an event beside its time and title."""

    people: bool = False
    notes: bool = False
    private: bool = False


def calendar(job: Job, *, what: What, keeps: Keeps, todo: bool) -> bytes:
    """An iCalendar file; the same state gives the same bytes."""
    events: list[Event] = []
    if what in {What.FOLLOWUPS, What.ALL}:
        events.extend(_bare(event, keeps) for event in _follow_ups(job))
    if what in {What.OPPORTUNITIES, What.ALL}:
        events.extend(_bare(event, keeps) for event in _opportunities(job, keeps))
    return export.calendar_bytes(events, name=NAME, now=_as_of(job), todo=todo)


def _follow_ups(job: Job) -> Iterator[Event]:
    live = {f.promise for f in job.ledger.all(FollowUp) if not f.gone}
    for seen in own_events(job):
        if seen.event.marks.get("promise") in live:
            yield seen.event


def _opportunities(job: Job, keeps: Keeps) -> Iterator[Event]:
    for seen in opportunities.judged_events(job):
        if seen.event.private and not keeps.private:
            continue
        marks = {"channel": str(seen.verdict.channel), "score": f"{seen.verdict.score:.2f}"}
        marks |= {"by": str(seen.verdict.source), "event": seen.event.uid}
        yield replace(seen.event, marks=marks)


def _bare(event: Event, keeps: Keeps) -> Event:
    """An event without what was not asked for; a link may let anybody in, so it goes with notes."""
    if not keeps.people:
        marks = {name: value for name, value in event.marks.items() if name != "source"}
        words = _TO.sub("", event.description) if "promise" in marks else event.description
        event = replace(event, organizer=None, attendees=(), creator="", marks=marks)
        event = replace(event, description=words)
    if not keeps.notes:
        event = replace(event, description="", url="")
    return event


def _as_of(job: Job) -> datetime:
    """The moment an export stands for: the last run, so that the same state gives the same."""
    runs = [run for run in job.ledger.runs() if run.id != job.run.id]
    return runs[0].ended or runs[0].started if runs else NEVER


def save(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all; with `private` only its owner may read it."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise NotWrittenError(path, "it is not a plain file")
    try:
        with saving.beside(target, data) as temporary:
            temporary.chmod(0o600 if private else _mode(target))
            temporary.replace(target)
    except OSError as error:
        raise NotWrittenError(path, error.strerror or str(error)) from error


def _mode(target: Path) -> int:
    """The rights that a file has, or that its folder lends to a new one."""
    return (target if target.exists() else target.parent).stat().st_mode & 0o666


def everything(job: Job) -> dict[str, Any]:
    """All that calsync knows and could not read from the calendars again."""
    kinds: dict[str, type[object]] = {
        "promises": Promise,
        "followups": FollowUp,
        "marks": Mark,
        "tags": TagRecord,
        "reviews": Reviewed,
        "declined": Declined,
        "cards": Card,
        "person_notes": PersonNote,
    }
    out: dict[str, Any] = {"version": 1, "zone": str(job.zone)}
    for name, kind in kinds.items():
        out[name] = [codec.dump(record) for record in job.ledger.all(kind)]
    out["history"] = [
        {"run": step.run, "kind": step.kind, "before": step.before, "after": step.after}
        for run in job.ledger.runs()
        for step in job.ledger.journal(run.id)
    ]
    return out

"""What goes into an export, and how it is saved: no people, notes or private events unasked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from calsync import codec
from calsync import export
from calsync import opportunities
from calsync.job import Job
from calsync.ledger import Ledger
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.records import Declined
from calsync.records import Mark
from calsync.records import PersonNote
from calsync.records import Reviewed
from calsync.records import TagRecord

NAME = "calsync"


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
    for seen in job.ledger.mirror.made():
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
    """An event without what was not asked for."""
    if not keeps.people:
        event = replace(event, organizer=None, attendees=(), creator="")
    if not keeps.notes:
        event = replace(event, description="")
    return event


def _as_of(job: Job) -> datetime:
    """The moment an export stands for: the last run, so that the same state gives the same."""
    runs = job.ledger.runs()
    return runs[0].ended or runs[0].started if runs else job.now


def everything(job: Job) -> dict[str, Any]:
    """All that calsync knows and could not read from the calendars again."""
    ledger: Ledger = job.ledger
    kinds: dict[str, type[object]] = {
        "promises": Promise,
        "followups": FollowUp,
        "marks": Mark,
        "tags": TagRecord,
        "reviews": Reviewed,
        "declined": Declined,
        "person_notes": PersonNote,
    }
    out: dict[str, Any] = {"version": 1, "zone": str(job.zone)}
    for name, kind in kinds.items():
        out[name] = [codec.dump(record) for record in ledger.all(kind)]
    out["history"] = [
        {"run": step.run, "kind": step.kind, "before": step.before, "after": step.after}
        for run in ledger.runs()
        for step in ledger.journal(run.id)
    ]
    return out

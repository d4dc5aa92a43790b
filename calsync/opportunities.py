"""The opportunities in the ledger, as lists and the export show them: a series is one row."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import timedelta

from calsync import recurrence
from calsync import tagging
from calsync.job import Job
from calsync.job import declined
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Verdict
from calsync.model import instant
from calsync.records import Mark
from calsync.records import Seen

AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An event with a channel; of a series, the instance that matters now."""

    event: Event
    verdict: Verdict
    repeats: bool = False


def listed(
    job: Job, *, upcoming: bool = False, past: bool = False, channel: Channel | None = None
) -> list[Opportunity]:
    """Opportunities in the order of time; of a series the next instance, or the last."""
    out = []
    for seen in judged_events(job):
        event, verdict = seen.event, seen.verdict
        if channel and verdict.channel is not channel:
            continue
        shown = _instance(job, event, past=past) if event.series else event
        if shown is None:
            continue
        over = instant(shown.end, job.zone) <= job.now
        if (upcoming and over) or (past and not over):
            continue
        out.append(Opportunity(shown, verdict, repeats=event.series))
    return sorted(out, key=lambda row: instant(row.event.start, job.zone))


def judged_events(job: Job) -> Iterator[Seen]:
    """Every series, exception and single event that is an opportunity."""
    for seen in _with_marks(job, job.ledger.mirror.opportunities()):
        event = seen.event
        dead = event.cancelled or declined(event, job.config.me)
        if seen.verdict.channel is not None and not dead:
            yield seen


def _with_marks(job: Job, seen: Iterable[Seen]) -> Iterator[Seen]:
    """Events under the user's word on single instances."""
    marks = {(m.account, m.calendar, m.uid, m.recurrence_id): m for m in job.ledger.all(Mark)}
    for item in seen:
        event = item.event
        mark = marks.get((event.account, event.calendar, event.uid, event.recurrence_id))
        yield Seen(event, tagging.judged(item.verdict, mark))


def _instance(job: Job, event: Event, *, past: bool) -> Event | None:
    """The next instance of a series, else (or with `past`) the last one; under the series' id."""
    if not past:
        coming = recurrence.instances(event, start=job.now, end=job.now + AHEAD, zone=job.zone)
        for instance in coming:
            return _as_series(event, instance)
    last = None
    for instance in recurrence.instances(event, start=job.now - AHEAD, end=job.now, zone=job.zone):
        last = instance
    return _as_series(event, last) if last else None


def _as_series(event: Event, instance: Event) -> Event:
    return replace(instance, recurrence_id=event.recurrence_id)

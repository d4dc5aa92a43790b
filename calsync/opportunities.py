"""The opportunities in the ledger, as lists and the export show them: a series is one row."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta

from calsync.job import Job
from calsync.job import declined
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Verdict
from calsync.model import Where
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
        shown = current(job, event, past=past) if event.series else event
        if shown is None:
            continue
        shown = replace(shown, recurrence_id=event.recurrence_id)
        over = instant(shown.end, job.zone) <= job.now
        if (upcoming and over) or (past and not over):
            continue
        out.append(Opportunity(shown, verdict, repeats=event.series))
    return sorted(out, key=lambda row: instant(row.event.start, job.zone))


def judged_events(job: Job) -> Iterator[Seen]:
    """Every series, exception and single event that is an opportunity, or was marked as one."""
    marks = marked(job)
    for item in candidates(job):
        event = item.event
        verdict = judged(item.verdict, marks.get(event.where))
        if event.cancelled or declined(event, job.config.me):
            continue
        if verdict.channel is not None:
            yield Seen(event, verdict)
        elif event.series:
            yield from _marked_instances(job, item, marks)


def candidates(job: Job) -> tuple[Seen, ...]:
    """Every event that may be an opportunity, and every series of which an instance is one."""
    seen = {item.event.where: item for item in job.ledger.mirror.opportunities()}
    for mark in job.ledger.all(Mark):
        series = {"account": mark.account, "calendar": mark.calendar, "uid": mark.uid}
        if mark.recurrence_id and mark.channel:
            for item in job.ledger.mirror.events(**series, recurrence_id=""):
                seen.setdefault(item.event.where, item)
    return tuple(seen.values())


def marked(job: Job) -> dict[Where, Mark]:
    """The user's word on series, single events and single instances."""
    return {mark.where: mark for mark in job.ledger.all(Mark)}


def judged(verdict: Verdict, mark: Mark | None) -> Verdict:
    """The verdict with the user's own word over it, if there is one."""
    if mark is None:
        return verdict
    from calsync import tagging  # most events have no mark

    return tagging.judged(verdict, mark)


def _marked_instances(job: Job, item: Seen, marks: Mapping[Where, Mark]) -> Iterator[Seen]:
    """The instances of a series that are opportunities though the series is none."""
    from calsync import recurrence

    start, end = job.now - AHEAD, job.now + AHEAD
    stored = job.ledger.mirror.exceptions(item.event)
    for instance in recurrence.instances(
        item.event, start=start, end=end, zone=job.zone, replaced=stored
    ):
        mark = marks.get(instance.where)
        if mark is not None and mark.channel is not None:
            yield Seen(replace(instance, recurrence=()), judged(item.verdict, mark))


def current(job: Job, event: Event, *, past: bool = False) -> Event | None:
    """The next instance of a series, else (or with `past`) the last; none the user marked as none.

    Instances with an exception of their own are rows of their own.
    """
    from calsync import recurrence  # most calendars list few series

    taken = job.ledger.mirror.exceptions(event) | _marked_none(job, event)

    def between(start: datetime, end: datetime) -> Iterator[Event]:
        return recurrence.instances(event, start=start, end=end, zone=job.zone, replaced=taken)

    coming = None if past else next(between(job.now, job.now + AHEAD), None)
    if coming is not None:
        return coming
    last = None
    for instance in between(job.now - AHEAD, job.now):
        last = instance
    return last


def _marked_none(job: Job, event: Event) -> frozenset[str]:
    series = {"account": event.account, "calendar": event.calendar, "uid": event.uid}
    found = job.ledger.all(Mark, **series)
    return frozenset(mark.recurrence_id for mark in found if mark.channel is None)

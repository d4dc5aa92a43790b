"""Events as they happen: instances of series, exceptions in place, and when the user is taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta

from calsync.job import Job
from calsync.job import declined
from calsync.model import Event
from calsync.model import State
from calsync.model import instant
from calsync.records import Seen


def occurrences(
    job: Job, seen: tuple[Seen, ...], *, start: datetime, end: datetime
) -> Iterator[tuple[Seen, Event]]:
    """Every event and every instance of a series that overlaps a span, exceptions in place.

    An exception need not be among `seen` to replace its instance: it may be something else now.
    """
    zone = job.zone
    for item in seen:
        event = item.event
        if event.cancelled:
            continue
        if event.series:
            from calsync import recurrence  # its rules, where there is a series

            taken = job.ledger.mirror.exceptions(event)
            found = recurrence.instances(event, start=start, end=end, zone=zone, replaced=taken)
            yield from ((item, instance) for instance in found)
        elif instant(event.end, zone) > start and instant(event.start, zone) < end:
            yield item, event


def busy_spans(job: Job, *, until: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """When the user is taken, over all calendars: busy events, and every open follow-up."""
    spans = []
    me = job.config.me
    seen = job.ledger.mirror.around(job.now - timedelta(days=1), until)
    for _, event in occurrences(job, seen, start=job.now, end=until):
        if (event.busy or event.marks.get("state") == State.OPEN) and not declined(event, me):
            spans.append((instant(event.start, job.zone), instant(event.end, job.zone)))
    return tuple(sorted(spans))

"""What waits for the user's word: overdue promises, open questions, meetings to look back on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta

from calsync import opportunities
from calsync import owed
from calsync.job import Job
from calsync.job import declined
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Promise
from calsync.model import Verdict
from calsync.model import instant
from calsync.model import local
from calsync.occurrences import occurrences
from calsync.records import Reviewed
from calsync.records import Seen

YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A past opportunity to look back on: one event, or a conference day with its sessions."""

    event: Event  # the instance
    verdict: Verdict
    noted_in: Event  # the event whose text holds the note: the series', or the same
    sessions: tuple[tuple[Seen, Event], ...] = ()  # all of the day, in all calendars, this one too


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits, most pressing first."""

    overdue: tuple[Promise, ...] = ()
    asked: tuple[Promise, ...] = ()  # removed lines, deleted follow-ups
    unsure: tuple[Seen, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    older: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """How many overdue promises, questions, unsure events and meetings."""
        return len(self.overdue), len(self.asked), len(self.unsure), len(self.meetings)

    def __len__(self) -> int:
        return sum(self.counts)


def waiting(job: Job, *, everything: bool = False) -> Waiting:
    """What waits for the user; meetings older than `[review] days` are counted only."""
    meetings = _meetings(job, until=job.now)
    edge = job.now - timedelta(days=job.config.review.days)
    recent = [pair for pair in meetings if everything or instant(pair[1].end, job.zone) >= edge]
    return Waiting(
        overdue=owed.overdue(job),
        asked=tuple(promise for promise in owed.open_promises(job) if promise.asks),
        unsure=_unsure(job, edge),
        meetings=tuple(_meeting(group) for group in _by_day(job, recent)),
        older=len(meetings) - len(recent),
    )


def meetings_between(job: Job, start: datetime, end: datetime) -> tuple[Meeting, ...]:
    """The opportunities that end in a span and were not spoken of yet, a conference day as one."""
    found = [
        pair for pair in _meetings(job, until=end) if start <= instant(pair[1].end, job.zone) <= end
    ]
    return tuple(_meeting(group) for group in _by_day(job, found))


def again(job: Job, meeting: Meeting) -> Meeting | None:
    """A meeting as it is now; None where it was spoken of in the meantime."""
    ends = [instant(event.end, job.zone) for _, event in meeting.sessions]
    found = meetings_between(job, min(ends), max(ends))
    return next((now for now in found if now.event.where == meeting.event.where), None)


def _meetings(job: Job, *, until: datetime) -> list[tuple[Seen, Event]]:
    """Every instance of an opportunity, over by then, that the user has not spoken of yet."""
    marks = opportunities.marked(job)
    done = {done.where for done in job.ledger.all(Reviewed)}
    seen = opportunities.candidates(job)
    out = []
    found = tuple(occurrences(job, seen, start=job.now - YEAR, end=until))
    spoken = {_same(job, event) for _, event in found if event.where in done}
    for item, event in found:
        verdict = opportunities.judged(item.verdict, marks.get(event.where))
        waits = instant(event.end, job.zone) <= until and _same(job, event) not in spoken
        if verdict.channel and waits and not declined(event, job.config.me):
            out.append((replace(item, verdict=verdict), event))
    return sorted(out, key=lambda pair: instant(pair[1].end, job.zone), reverse=True)


def _same(job: Job, event: Event) -> tuple[str, str, datetime]:
    """What a meeting has in common in all calendars that show it."""
    return event.uid, event.recurrence_id, instant(event.start, job.zone)


def _by_day(job: Job, meetings: Sequence[tuple[Seen, Event]]) -> list[list[tuple[Seen, Event]]]:
    """Meetings one by one, whichever calendars show them; a conference day's sessions together."""
    groups: dict[object, list[tuple[Seen, Event]]] = {}
    for item, event in meetings:
        if item.verdict.channel is Channel.CONFERENCE:
            name: object = local(event.start, job.zone).date()
        else:
            name = _same(job, event)
        groups.setdefault(name, []).append((item, event))
    return list(groups.values())


def _meeting(group: Sequence[tuple[Seen, Event]]) -> Meeting:
    """One meeting; the longest session speaks for a conference day, one's own for a copy."""
    item, event = max(group, key=lambda pair: (pair[1].end - pair[1].start, pair[1].writable))
    return Meeting(event, item.verdict, noted_in=item.event, sessions=tuple(group))


def _unsure(job: Job, edge: datetime) -> tuple[Seen, ...]:
    """Events calsync asks about, one key each: recent and coming ones, a series once."""
    out = []
    for seen in job.ledger.mirror.opportunities():
        event = seen.event
        near = event.series or edge <= instant(event.start, job.zone) <= job.now + YEAR
        if seen.verdict.unsure and seen.verdict.channel is None and near:
            out.append(seen)
    return tuple(out)

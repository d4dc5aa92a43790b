"""What there is to know of a meeting: who was there, what was promised, when they last met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from calsync import harvest
from calsync import reconciliation
from calsync.job import Job
from calsync.job import declined
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import Noted
from calsync.model import Promise
from calsync.model import State
from calsync.model import instant
from calsync.model import rid_of
from calsync.occurrences import occurrences
from calsync.records import Seen
from calsync.waiting import YEAR
from calsync.waiting import Meeting


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a meeting before the user says a word."""

    promises: tuple[Promise, ...]
    proposals: tuple[tuple[str, Noted], ...]  # what its note may hold, by the line's mark
    last_met: datetime | None


def known(job: Job, meeting: Meeting) -> Known:
    """The open promises of a meeting, those its notes propose, and when they last met."""
    found: list[Promise] = []
    proposed: list[tuple[str, Noted]] = []
    for seen, instance in _once(meeting):
        promises, offers = _promises_of(job, seen, instance)
        found.extend(promises)
        proposed.extend(offers)
    found.sort(key=lambda promise: (not promise.mine, promise.urgency))
    return Known(tuple(found), tuple(proposed), last_met(job, meeting.event))


def _once(meeting: Meeting) -> tuple[tuple[Seen, Event], ...]:
    """The sessions of a meeting, each from one calendar only: one's own where it has it."""
    found: dict[tuple[str, str], tuple[Seen, Event]] = {}
    for seen, event in sorted(meeting.sessions, key=lambda pair: not pair[1].writable):
        found.setdefault((event.uid, event.recurrence_id), (seen, event))
    return tuple(found.values())


def _promises_of(
    job: Job, seen: Seen, event: Event
) -> tuple[list[Promise], tuple[tuple[str, Noted], ...]]:
    """The promises known of a meeting, and those its note proposes."""
    known = harvest.promises_of(job, seen.event)
    if seen.event.series:
        known += harvest.promises_of(job, event)
    day = rid_of(event.start)
    shown = [p for p in known if not seen.event.series or _of_instance(p, event, day)]
    at = harvest.last_moment(event, job.zone)
    lines = harvest.read(job, seen.event, at=at)
    offers = reconciliation.proposals(lines, known, harvest.declined_lines(job, seen.event))
    return [p for p in shown if p.state is State.OPEN], offers


def _of_instance(promise: Promise, event: Event, day: str) -> bool:
    """Did a promise from a series' text come up at this instance?"""
    origin = promise.origin
    if origin is None or origin.recurrence_id == event.recurrence_id:
        return True
    return promise.seen is not None and rid_of(promise.seen)[:8] >= day[:8]


def guests(job: Job, event: Event) -> tuple[Attendee, ...]:
    """The people from outside at an event."""
    me = job.config.me
    people = [*event.attendees, *([event.organizer] if event.organizer else [])]
    unique = {person.email: person for person in people if not person.room}
    return tuple(p for p in unique.values() if p.email and not me.is_inside(p.email))


def last_met(job: Job, event: Event) -> datetime | None:
    """When the user last met any of an event's guests before it, as the calendars tell."""
    who = {person.email for person in guests(job, event)}
    if not who:
        return None
    before = instant(event.start, job.zone)
    seen = job.ledger.mirror.meeting(who, before=before, since=before - 2 * YEAR)
    met = [
        instant(found.start, job.zone)
        for _, found in occurrences(job, seen, start=before - 2 * YEAR, end=before)
        if instant(found.end, job.zone) <= before
        and not declined(found, job.config.me)
        and who & {person.email for person in guests(job, found)}
    ]
    return max(met, default=None)

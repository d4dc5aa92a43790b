"""Leaving without a trace: every tag, every follow-up, or all that is known of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from calsync import push
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.errors import CalsyncError
from calsync.errors import UsageError
from calsync.job import Job
from calsync.job import Planned
from calsync.job import own_events
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.records import Card
from calsync.records import CardState
from calsync.records import Declined
from calsync.records import PersonNote

PAUSED = "paused"


class PausedError(UsageError):
    """The user told calsync to forget everything."""

    def __init__(self) -> None:
        super().__init__(
            "syncing is paused since `calsync forget`; `calsync sync --full` resumes it,"
            " else take the line out of cron"
        )


def traces(job: Job) -> tuple[Planned, ...]:
    """The writes that take every trace of calsync out of the calendars."""
    out = []
    mirror = job.ledger.mirror
    for account in job.accounts:
        for seen in mirror.tagging(account):
            event = seen.event
            if "by" in event.marks:  # a copy carries another's tag, a trace all the same
                ours = bool(event.color) and event.color == job.config.tags.color
                write = PutTag(event, None, color="" if ours else None)
                out.append(Planned(account, write, operation="untag", title=event.title))
    for seen in own_events(job):
        if seen.event.account in job.accounts:
            step = Remove(seen.event)
            out.append(Planned(seen.event.account, step, "remove", seen.event.title))
    for calendar in mirror.calendars():
        if calendar.made_by_calsync and calendar.account in job.accounts:
            gone = RemoveCalendar(calendar)
            out.append(Planned(calendar.account, gone, "remove-calendar", calendar.name))
    return tuple(out)


def forget(job: Job, plan: Sequence[Planned]) -> push.Pushed:
    """Carry out `traces`, and pause syncing until the user asks for it again."""
    pushed = push.Pushed()
    job.ledger.put_setting(PAUSED, job.now.isoformat())
    for account in job.accounts:
        mine = [item for item in plan if item.account == account]
        events = [item for item in mine if not isinstance(item.write, RemoveCalendar)]
        try:
            push.push(job, account, events, pushed)
            push.push(job, account, [item for item in mine if item not in events], pushed)
        except CalsyncError as error:
            pushed.stopped.append(error)
    _let_go(job)
    return pushed


def _let_go(job: Job) -> None:
    """What calsync took out itself may come again when the user asks: he did not delete it."""
    there = {(s.event.account, s.event.id) for s in job.ledger.mirror.made()}
    with job.ledger.transaction():
        for follow_up in job.ledger.all(FollowUp):
            promise = job.ledger.get(Promise, follow_up.promise)
            if follow_up.gone or (follow_up.account, follow_up.id) in there or promise is None:
                continue
            job.ledger.put(replace(promise, generation=promise.generation + 1))
            job.ledger.drop(follow_up)
        for card in job.ledger.all(Card):
            job.ledger.put(replace(card, state=CardState.ANSWERED))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person."""

    promises: tuple[Promise, ...]
    notes: tuple[PersonNote, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Each thing in a line."""
        owed = [f"promise: {promise.text} ({promise.person})" for promise in self.promises]
        return (*owed, *(f"note: {note.text} ({note.name})" for note in self.notes))


def known_of(job: Job, who: str) -> Known:
    """The promises and notes that name somebody, by address or by name."""
    name = who.casefold()
    owed = [p for p in job.ledger.all(Promise) if name in {p.email, p.person.casefold()}]
    notes = [n for n in job.ledger.all(PersonNote) if name in {n.who.casefold(), n.name.casefold()}]
    return Known(tuple(owed), tuple(notes))


def forget_person(job: Job, known: Known) -> tuple[str, ...]:
    """Delete what is known of somebody: records, their history, and the follow-ups.

    What could not be taken out of a calendar is still known, and returned with the reason.
    """
    failures: list[str] = []
    for promise in known.promises:
        follow_up = job.ledger.get(FollowUp, promise.id)
        why = _remove(job, follow_up) if follow_up is not None else ""
        if why:
            failures.append(why)
        else:
            _erase(job, promise, follow_up)
    for note in known.notes:
        job.ledger.erase(note)
    return tuple(failures)


def _erase(job: Job, promise: Promise, follow_up: FollowUp | None) -> None:
    with job.ledger.transaction():
        job.ledger.erase(promise)
        if follow_up is not None:
            job.ledger.erase(follow_up)
        if promise.origin is not None and promise.line_mark:
            # The line still stands in the user's note, and shall not be taken up again.
            job.ledger.put(Declined(*promise.origin.where, line_mark=promise.line_mark))


def _remove(job: Job, follow_up: FollowUp) -> str:
    """Take a follow-up out of its calendar; why that was not possible, if it was not."""
    where = {"account": follow_up.account, "calendar": follow_up.calendar, "id": follow_up.id}
    for seen in job.ledger.mirror.events(**where):
        if seen.event.account not in job.accounts:
            return f"{seen.event.title}: the account {seen.event.account} cannot be reached"
        pushed = push.Pushed()
        step = Planned(follow_up.account, Remove(seen.event), "remove", seen.event.title)
        try:
            push.push(job, follow_up.account, [step], pushed)
        except CalsyncError as error:
            return str(error)
        if job.ledger.mirror.events(**where):
            return "; ".join(pushed.failures) or f"{seen.event.title}: changed since; try again"
    return ""

"""Leaving without a trace: every tag, every follow-up, or all that is known of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calsync import push
from calsync import tagging
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.errors import CalsyncError
from calsync.errors import UsageError
from calsync.job import Job
from calsync.job import Planned
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.records import PersonNote

PAUSED = "paused"


class PausedError(UsageError):
    """The user told calsync to forget everything."""

    def __init__(self) -> None:
        super().__init__("syncing is paused since `calsync forget`; `calsync sync --full` resumes")


def traces(job: Job) -> tuple[Planned, ...]:
    """The writes that take every trace of calsync out of the calendars."""
    out = []
    mirror = job.ledger.mirror
    for account in job.accounts:
        for seen in mirror.tagging(account):
            event = seen.event
            if tagging.tag_on(event) is not None:
                ours = bool(event.color) and event.color == job.config.tags.color
                write = PutTag(event, None, color="" if ours else None)
                out.append(Planned(account, write, operation="untag", title=event.title))
    for seen in mirror.made():
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
            pushed.failures.append(f"{account}: {error}")
    return pushed


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


def forget_person(job: Job, known: Known) -> push.Pushed:
    """Delete what is known of somebody: records, their history, and the follow-ups."""
    pushed = push.Pushed()
    for promise in known.promises:
        follow_up = job.ledger.get(FollowUp, promise.id)
        if follow_up is not None and not follow_up.gone:
            _remove(job, follow_up, pushed)
    with job.ledger.transaction():
        for promise in known.promises:
            job.ledger.erase(promise)
            follow_up = job.ledger.get(FollowUp, promise.id)
            if follow_up is not None:
                job.ledger.erase(follow_up)
        for note in known.notes:
            job.ledger.erase(note)
    return pushed


def _remove(job: Job, follow_up: FollowUp, pushed: push.Pushed) -> None:
    where = {"account": follow_up.account, "calendar": follow_up.calendar, "id": follow_up.id}
    for seen in job.ledger.mirror.events(**where):
        step = Planned(follow_up.account, Remove(seen.event), "remove", seen.event.title)
        push.push(job, follow_up.account, [step], pushed)

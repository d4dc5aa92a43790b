"""What the user does to promises, verdicts and meetings, from review or the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from datetime import time
from datetime import timedelta

from calsync import classify
from calsync import opportunities
from calsync import promises
from calsync import reconciliation
from calsync.errors import UsageError
from calsync.job import Job
from calsync.model import Attendee
from calsync.model import Channel
from calsync.model import Clarity
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Noted
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import Where
from calsync.model import rid_of
from calsync.model import short_hash
from calsync.promises import Act
from calsync.promises import Actor
from calsync.records import Declined
from calsync.records import Mark
from calsync.records import PersonNote
from calsync.records import Reviewed
from calsync.records import TagRecord


class NoPromiseError(UsageError):
    """Nothing was promised in those words."""

    def __init__(self, words: str) -> None:
        super().__init__(f"no promise in “{words}”: say what, for whom and by when")


class NoDateError(UsageError):
    """No date was understood."""

    def __init__(self, words: str) -> None:
        super().__init__(f"no date in “{words}”: try `fri`, `27 Nov`, `2026-11-27` or `in 2 weeks`")


class PastDateError(UsageError):
    """The day is over."""

    def __init__(self, words: str, day: date) -> None:
        super().__init__(f"“{words}” is {day:%Y-%m-%d}, which is past; name a day to come")


def understood(job: Job, words: str, *, people: Sequence[Attendee] = ()) -> tuple[Noted, ...]:
    """What the user's words promise; a bare phrase is taken as a promise of his own."""
    at = job.now.astimezone(job.zone)
    order = job.config.promises.date_order
    me = job.config.me.emails
    line = " ".join(words.split())
    from calsync import notes  # six languages, and a sync mostly finds nothing new to read

    found = notes.read(f"promise: {line}", at=at, order=order, people=people, mine=me)
    plain = notes.read(line, at=at, order=order, people=people, mine=me)
    # In a sentence the verb tells whose promise it is; the marker makes a bare phrase one.
    if plain and any(not noted.mine for noted in plain):
        found = plain
    if found:
        return tuple(replace(noted, clarity=Clarity.MARKED) for noted in found)
    raise NoPromiseError(words)


def add(job: Job, noted: Noted, origin: Origin | None, *, mark: str = "") -> Promise:
    """Take up a promise said in review or on the command line; its id is of this run."""
    number = len(job.ledger.journal(job.run.id))
    name = short_hash("said", str(job.run.id), str(number), job.now.isoformat(), noted.text)[:26]
    if mark and origin is not None:
        name = promises.promise_id(origin.uid, origin.recurrence_id, mark, 0)
        if job.ledger.get(Promise, name) is not None:
            name = promises.promise_id(origin.uid, origin.recurrence_id, mark, job.run.id)
    promise = reconciliation.noted_promise(noted, name, mark, origin=origin, now=job.now)
    promise = replace(promise, confirmed=True, line=noted.line if mark else "")
    job.ledger.put(promise, run=job.run)
    return promise


def confirm(job: Job, promise: Promise) -> Promise:
    """The user looked at a promise and found it right."""
    after = replace(_as_it_is(job, promise), confirmed=True)
    job.ledger.put(after, run=job.run)
    return after


def _as_it_is(job: Job, promise: Promise) -> Promise:
    """The promise as the ledger has it now: a sync may have run since it was shown."""
    return job.ledger.get(Promise, promise.id) or promise


def reword(job: Job, promise: Promise, noted: Noted) -> Promise:
    """A promise in other words, for somebody else, or with another date."""
    promise = _as_it_is(job, promise)
    edited = promises.step(promise, Act.EDIT, by=Actor.USER)
    person, email = reconciliation.whose(noted, promise)
    after = replace(
        edited,
        text=noted.text,
        person=person,
        email=email,
        mine=noted.mine,
        wants_event=noted.mine,
        confirmed=True,
    )
    job.ledger.put(after, run=job.run)
    _unsettle(job, after, line="reworded")
    return move(job, after, noted.due, noted.due_time) if noted.due else after


def _unsettle(job: Job, promise: Promise, **marks: str) -> None:
    """Let the follow-up differ from its promise, so that it is written anew."""
    follow_up = job.ledger.get(FollowUp, promise.id)
    if follow_up is None or follow_up.gone or follow_up.written is None:
        return
    written = replace(follow_up.written, marks={**follow_up.written.marks, **marks})
    job.ledger.put(replace(follow_up, written=written), run=job.run)


def keep(job: Job, promise: Promise) -> Promise:
    """The promise was kept."""
    return _step(job, promise, Act.KEEP)


def drop(job: Job, promise: Promise) -> Promise:
    """The promise is off."""
    return _step(job, promise, Act.DROP)


def _step(job: Job, promise: Promise, act: Act) -> Promise:
    after = replace(promises.step(_as_it_is(job, promise), act, by=Actor.USER), asks="")
    job.ledger.put(after, run=job.run)
    return after


def move(job: Job, promise: Promise, day: date, clock: time | None = None) -> Promise:
    """Another due date; the follow-up is placed anew, even where the user had moved it."""
    moved = promises.step(_as_it_is(job, promise), Act.MOVE, by=Actor.USER)
    wants = moved.wants_event or moved.mine
    after = replace(moved, due=day, due_time=clock, asks="", wants_event=wants)
    follow_up = job.ledger.get(FollowUp, promise.id)
    if follow_up is not None and follow_up.gone:
        after = replace(after, generation=moved.generation + 1)
    elif follow_up is not None:
        _unsettle(job, after, placed=rid_of(follow_up.start), due="moved")
    job.ledger.put(after, run=job.run)
    return after


def moved_to(job: Job, words: str) -> tuple[date, time | None]:
    """The day (and clock time) that a due phrase means now; raises `NoDateError`."""
    at = job.now.astimezone(job.zone)
    from calsync import due

    found = due.find(words, at=at, order=job.config.promises.date_order)
    if found is None:
        raise NoDateError(words)
    if found.date < at.date():
        raise PastDateError(words, found.date)
    return found.date, found.time


def chase(job: Job, promise: Promise) -> Promise:
    """Give a promise that is owed to the user a follow-up of its own, to check in."""
    promise = _as_it_is(job, promise)
    follow_up = job.ledger.get(FollowUp, promise.id)
    again = follow_up is not None and follow_up.gone
    after = replace(
        promises.step(promise, Act.EDIT, by=Actor.USER),
        wants_event=True,
        asks="",
        generation=promise.generation + again,
    )
    job.ledger.put(after, run=job.run)
    return after


def leave(job: Job, promise: Promise) -> Promise:
    """A question about a promise is answered: it stands as it is, without follow-up if deleted."""
    promise = _as_it_is(job, promise)
    line_mark = "" if promise.asks == "removed" else promise.line_mark
    after = replace(promise, asks="", line_mark=line_mark)
    job.ledger.put(after, run=job.run)
    return after


def decline(job: Job, event: Event, mark: str) -> None:
    """A proposed promise is none, and is not proposed again."""
    job.ledger.put(Declined(*event.where, line_mark=mark), run=job.run)


def reviewed(job: Job, event: Event, answer: str) -> None:
    """The user is done with a meeting."""
    reviewed_as(job, event.where, answer)


def reviewed_as(job: Job, where: Where, answer: str) -> None:
    """The same, of an instance named by account, calendar, uid and recurrence id."""
    job.ledger.put(Reviewed(*where, answer=answer, at=job.now), run=job.run)


def remember(job: Job, who: str, name: str, words: str, origin: Origin | None) -> None:
    """One thing to remember about somebody."""
    at = job.now
    while job.ledger.get(PersonNote, who or name, at.isoformat()) is not None:
        at += timedelta(microseconds=1)  # two notes in one review
    note = PersonNote(who=who or name, name=name, text=words, at=at, origin=origin)
    job.ledger.put(note, run=job.run)


def mark(job: Job, event: Event, channel: Channel | None, *, once: bool) -> Mark:
    """The user's verdict, for the series unless `once`; what was held back or vanished may come."""
    account, calendar, uid, recurrence_id = event.where
    where = (account, calendar, uid, recurrence_id if once else "")
    said = Mark(*where, channel=channel, at=job.now)
    with job.ledger.transaction():
        job.ledger.put(said, run=job.run)
        old = job.ledger.get(TagRecord, *where)
        if old is not None:
            job.ledger.drop(old, run=job.run)
        classify.rejudge_series(job, account, calendar, uid)
    return said


def take_back(job: Job, order: int) -> None:
    """Take back the last answers of this run, down to a place in its journal."""
    steps = job.ledger.journal(job.run.id)[order:]
    job.ledger.revert_since(job.run, order)
    classify.rejudge_marked(job, steps)


class NoInstanceError(UsageError):
    """A series that has no instance anywhere near."""

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” has no instance near today; mark the series, without --once")


def single(job: Job, event: Event) -> Event:
    """The one instance of a series that lists show: the next, else the last."""
    found = opportunities.current(job, event) if event.series else event
    if found is None:
        raise NoInstanceError(event.title)
    return found

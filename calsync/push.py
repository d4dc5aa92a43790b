"""Act: carry out a plan; each write is intended in the ledger before, and settled after."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from calsync import codec
from calsync import promises
from calsync import tagging
from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from calsync.database import as_json
from calsync.errors import CalsyncError
from calsync.job import Job
from calsync.job import Planned
from calsync.journal import WriteRecord
from calsync.journal import WriteState
from calsync.model import NOTHING
from calsync.model import Calendar
from calsync.model import Draft
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.model import Source
from calsync.model import Tag
from calsync.records import Card
from calsync.records import CardState
from calsync.records import Seen
from calsync.records import TagRecord

TELLING = ("due", "line", "state")  # marks that change though neither title nor start does
QUICK = 0.1  # seconds that an outcome may wait to be saved

STATES = {
    Result.DONE: WriteState.DONE,
    Result.EXISTS: WriteState.DONE,
    Result.REFUSED: WriteState.REFUSED,
    Result.UNKNOWN: WriteState.INTENDED,
}


@dataclass(slots=True)
class Pushed:
    """What became of a plan."""

    done: Counter[str] = field(default_factory=Counter)  # by operation
    kept_local: int = 0
    again: list[str] = field(default_factory=list)  # changed since seen: to be decided anew
    failures: list[str] = field(default_factory=list)
    stopped: list[CalsyncError] = field(default_factory=list)  # why accounts did not go on


class NothingAnsweredError(CalsyncError):
    """An account ended its answers early."""

    def __init__(self, account: str) -> None:
        super().__init__(f"{account}: some writes went unanswered; the next sync settles them")


def push(job: Job, account: str, plan: Sequence[Planned], into: Pushed) -> None:
    """Carry out the writes of one account; raises what the account raises."""
    first = [item for item in plan if isinstance(item.write, MakeCalendar)]
    rest = [item for item in plan if not isinstance(item.write, MakeCalendar)]
    _apply(job, account, first, into)
    made = _made(job, account, rest) if first else rest
    _apply(job, account, made, into)


def _made(job: Job, account: str, plan: Iterable[Planned]) -> list[Planned]:
    """The plan with the calendar that was just made in place of the one to be made."""
    own = [c for c in job.ledger.mirror.calendars(account) if c.made_by_calsync]
    calendar = min(own, key=lambda item: item.id, default=None)
    out = []
    for item in plan:
        if isinstance(item.write, Create) and not item.write.calendar.id:
            if calendar is None:
                continue
            out.append(replace(item, write=replace(item.write, calendar=calendar)))
        else:
            out.append(item)
    return out


def _apply(job: Job, account: str, plan: Sequence[Planned], into: Pushed) -> None:
    if not plan:
        return
    intended = _intend(job, account, plan)
    try:
        for outcomes in _together(job.accounts[account].apply([item.write for item in plan])):
            with job.ledger.transaction():
                for outcome in outcomes:
                    planned, record = intended.pop(id(outcome.write))
                    _settle(job, planned, record, outcome)
                    _count(planned, outcome, into)
    except CalsyncError as error:
        # What stops an account is raised after its outcome: said once is enough.
        if into.failures and into.failures[-1].endswith(str(error)):
            into.failures.pop()
        raise
    if intended:
        raise NothingAnsweredError(account)


def _together(outcomes: Iterator[Outcome]) -> Iterator[list[Outcome]]:
    """Outcomes that come in quick succession at once: the disk is waited for once for all.

    What a killed run had not saved yet is settled by the next, as any lost answer is.
    """
    some: list[Outcome] = []
    began = time.monotonic()
    try:
        for outcome in outcomes:
            some.append(outcome)
            if time.monotonic() - began > QUICK:
                yield some
                some, began = [], time.monotonic()
    except (Exception, KeyboardInterrupt):
        if some:
            yield some
        raise
    if some:
        yield some


def _intend(
    job: Job, account: str, plan: Sequence[Planned]
) -> dict[int, tuple[Planned, WriteRecord]]:
    """Remember what is about to be written, before any of it is."""
    out = {}
    with job.ledger.transaction():
        order = job.ledger.next_order(job.run)
        for number, item in enumerate(plan, start=order):
            record = _record(job.run.id, number, account, item)
            job.ledger.put_write(record)
            out[id(item.write)] = (item, record)
    return out


def _record(run: int, order: int, account: str, item: Planned) -> WriteRecord:
    write = item.write
    calendar, event, before, etag = "", "", "", ""
    if isinstance(write, PutTag | Change | Remove):
        calendar, event, etag = write.event.calendar, write.event.id, write.event.etag
        before = as_json(codec.dump(write.event))
    elif isinstance(write, Create):
        calendar, event = write.calendar.id, write.draft.id
    elif isinstance(write, RemoveCalendar):
        calendar = write.calendar.id
    return WriteRecord(
        run=run,
        order=order,
        account=account,
        calendar=calendar,
        event=event,
        operation=item.operation,
        title=item.title,
        before=before,
        after=_after(write),
        etag_before=etag,
    )


def _after(write: Write) -> str:
    if isinstance(write, PutTag):
        return as_json(codec.dump(write.tag)) if write.tag else ""
    if isinstance(write, Create | Change):
        return as_json(codec.dump(write.draft))
    return ""


def _settle(job: Job, planned: Planned, record: WriteRecord, outcome: Outcome) -> None:
    """Remember what became of a write, and what is there now."""
    state = STATES.get(outcome.result, WriteState.FAILED)
    event = outcome.event
    settled = replace(record, state=state, why=outcome.why, etag_after=event.etag if event else "")
    job.ledger.put_write(settled if event is None else replace(settled, event=event.id))
    if outcome.calendar is not None and outcome.result in {Result.DONE, Result.EXISTS}:
        job.ledger.mirror.put_calendar(outcome.calendar, cursor="")
    if isinstance(outcome.write, PutTag):
        _settle_tag(job, planned, outcome)
    elif planned.follow_up is not None:
        _settle_follow_up(job, planned, planned.follow_up, outcome)
    elif planned.card is not None:
        _settle_card(job, planned.card, outcome)
    if isinstance(outcome.write, RemoveCalendar) and outcome.result in {Result.DONE, Result.GONE}:
        job.ledger.mirror.drop_calendar(outcome.write.calendar)
    if isinstance(outcome.write, Remove) and outcome.result in {Result.DONE, Result.GONE}:
        gone = outcome.write.event
        job.ledger.mirror.drop_events(Calendar(gone.calendar, "", gone.account), [gone.id])


def _settle_tag(job: Job, planned: Planned, outcome: Outcome) -> None:
    assert isinstance(outcome.write, PutTag)
    seen = outcome.write.event
    if outcome.result is Result.REFUSED:
        tag = outcome.write.tag or Tag(None, 0, Source.RULES, "")
        job.ledger.put(tagging.tag_kept(seen, tag, why=outcome.why))
        return
    if outcome.result is not Result.DONE:
        return
    if planned.tag is not None:
        job.ledger.put(planned.tag)
    else:
        old = job.ledger.get(TagRecord, *seen.where)
        if old is not None:
            job.ledger.drop(old)
    if outcome.event is not None:
        _see(job, seen, outcome.event)


def _see(job: Job, before: Event, after: Event) -> None:
    """Bring the mirror's copy of an event up to what was just written."""
    where = {"account": before.account, "calendar": before.calendar, "id": before.id}
    for seen in job.ledger.mirror.events(**where):
        job.ledger.mirror.put_events([Seen(after, seen.verdict)], zone=job.zone)


def _settle_follow_up(job: Job, planned: Planned, follow_up: FollowUp, outcome: Outcome) -> None:
    event, promise = outcome.event, planned.promise
    assert promise is not None
    if outcome.result is Result.EXISTS and (event is None or event.cancelled):
        # Its id is taken for good: the user deleted it, and deleted it stays.
        job.ledger.put(replace(follow_up, gone=True), run=job.run)
        job.ledger.put(replace(promise, asks="deleted"), run=job.run)
    elif outcome.result is Result.EXISTS and event is not None:
        job.ledger.put(promises.follow_up_of(event, promise), run=job.run)
        job.ledger.mirror.put_events([Seen(event, NOTHING)], zone=job.zone)
    elif outcome.result is Result.DONE and event is not None:
        if job.ledger.get(Promise, promise.id) is None:
            job.ledger.put(promise, run=job.run)
        found = replace(follow_up, uid=event.uid, id=event.id)
        found = replace(found, account=event.account, calendar=event.calendar)
        job.ledger.put(found, run=job.run)
        job.ledger.mirror.put_events([Seen(event, NOTHING)], zone=job.zone)


def _settle_card(job: Job, card: Card, outcome: Outcome) -> None:
    event = outcome.event
    if outcome.result not in {Result.DONE, Result.EXISTS} or event is None:
        return
    state = CardState.ANSWERED if event.cancelled else CardState.OPEN
    job.ledger.put(replace(card, event=event.id, card_uid=event.uid, state=state))
    if not event.cancelled:
        job.ledger.mirror.put_events([Seen(event, NOTHING)], zone=job.zone)


def _count(planned: Planned, outcome: Outcome, into: Pushed) -> None:
    if outcome.result is Result.DONE:
        into.done[planned.operation] += 1
    elif outcome.result is Result.EXISTS:
        return  # made before, and kept or deleted since: nothing was done now
    elif outcome.result is Result.REFUSED and isinstance(outcome.write, PutTag):
        into.kept_local += 1
    elif outcome.result in {Result.CONFLICT, Result.GONE}:
        into.again.append(f"{planned.account}: {planned.title}")
    else:
        into.failures.append(f"{planned.account}: {planned.title}: {outcome.why}")


def recover(job: Job, account: str) -> None:
    """Settle the writes of an account that a killed run left behind, by what is there now."""
    for record in job.ledger.writes(state=WriteState.INTENDED):
        if record.account != account or record.run == job.run.id:
            continue
        arrived = _arrived(job, record)
        state = WriteState.DONE if arrived is not None else WriteState.LOST
        with job.ledger.transaction():
            etag = arrived.etag if arrived is not None else ""
            job.ledger.put_write(replace(record, state=state, etag_after=etag))
            if arrived is not None and "promise" in arrived.marks:
                _remember_arrival(job, record, arrived)


def _arrived(job: Job, record: WriteRecord) -> Event | None:
    """The event that a write left behind, if it did arrive."""
    if record.operation in {"tag", "untag", "retag"}:
        found = _find(job, record)
        tag = codec.load(Tag, codec.parse(record.after)) if record.after else None
        return found if found is not None and tagging.tag_on(found) == tag else None
    if not record.after:
        return None
    draft = codec.load(Draft, codec.parse(record.after))
    mirror = job.ledger.mirror
    same = mirror.events(account=record.account, uid=draft.uid)
    for seen in (*same, *mirror.events(account=record.account, id=record.event)):
        if _is_drafted(seen.event, draft):
            return seen.event
    return None


def _is_drafted(event: Event, draft: Draft) -> bool:
    marked = all(event.marks.get(name, "") == draft.marks.get(name, "") for name in TELLING)
    return marked and event.start == draft.start and event.title == draft.title


def _find(job: Job, record: WriteRecord) -> Event | None:
    where = {"account": record.account, "calendar": record.calendar, "id": record.event}
    found = job.ledger.mirror.events(**where)
    return found[0].event if found else None


def _remember_arrival(job: Job, record: WriteRecord, event: Event) -> None:
    """A follow-up moved by a killed run stands where calsync put it, not where the user did."""
    draft = codec.load(Draft, codec.parse(record.after))
    known = job.ledger.get(FollowUp, event.marks["promise"])
    promise = job.ledger.get(Promise, event.marks["promise"])
    if promise is None:
        return
    follow_up = known or promises.follow_up_of(event, promise)
    chased = follow_up.times_overdue + (record.operation == "chase")
    after = replace(
        follow_up,
        title=event.title,
        start=event.start,
        end=event.end,
        written=draft,
        times_overdue=chased,
    )
    job.ledger.put(after, run=job.run)

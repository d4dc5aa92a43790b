"""Taking back a run: what it wrote, last first, then what it remembered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from calsync import classify
from calsync import codec
from calsync import pull
from calsync import push
from calsync import tagging
from calsync.calendars.protocol import Change
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.errors import UsageError
from calsync.job import Job
from calsync.job import Planned
from calsync.journal import Run
from calsync.journal import RunStatus
from calsync.journal import Step
from calsync.journal import WriteRecord
from calsync.journal import WriteState
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Promise
from calsync.model import Source
from calsync.model import State
from calsync.model import Tag
from calsync.records import Card
from calsync.records import CardState
from calsync.records import TagState

MADE = frozenset({"create", "card"})  # operations that bring an event into being


class ForgottenError(UsageError):
    """What was forgotten is gone for good."""

    def __init__(self) -> None:
        super().__init__(
            "what `forget` took out cannot be put back; `calsync sync --full` begins anew"
        )


class NoSuchRunError(UsageError):
    """There is no run to take back by that name."""

    def __init__(self, wanted: str) -> None:
        which = f"there is no run {wanted} to take back" if wanted else "nothing to take back"
        super().__init__(f"{which}; `calsync undo --list` shows what there is")


class TakenBackError(UsageError):
    """A run that was taken back already, or took one back itself."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"run {wanted} is taken back already, or took one back;"
            " `calsync undo --list` shows what there is"
        )


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back a run did."""

    run: Run
    reversed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()  # the user edited them since
    failures: tuple[str, ...] = ()


def last_run(job: Job, wanted: str) -> Run:
    """The run of that number, or the newest that can be taken back."""
    runs = [
        r for r in job.ledger.runs() if r.command != "undo" and r.status is not RunStatus.UNDONE
    ]
    if not wanted:
        found = next((r for r in runs if r.id != job.run.id), None)
    else:
        found = next((r for r in runs if str(r.id) == wanted), None)
    if found is None and any(str(r.id) == wanted for r in job.ledger.runs()):
        raise TakenBackError(wanted)
    if found is None:
        raise NoSuchRunError(wanted)
    if found.command == "forget":
        raise ForgottenError
    return found


def undo(job: Job, target: Run) -> Undone:
    """Take back a run: what it wrote, last first, then what it remembered.

    What the user edited since is left alone, and said. What was undone is held back until the
    user asks for it again. Where a write fails the run can be taken back again.
    """
    _look(job, target)
    writes = [w for w in job.ledger.writes(run=target.id) if w.state is WriteState.DONE]
    pushed = push.Pushed()
    undone = [write for write in reversed(writes) if _take_back(job, write, pushed)]
    left = [write for write in writes if write not in undone]
    afters = [codec.parse(write.after) for write in left if write.after]
    kept = {after.get("marks", {}).get("promise") for after in afters}
    _forget_steps(job, target, kept)
    _hold_back(job, undone)
    if not pushed.failures:
        job.ledger.end_run(target, status=RunStatus.UNDONE, now=target.ended or job.now)
    return Undone(
        run=target,
        reversed=tuple(f"{w.operation}: {w.title}" for w in undone),
        left=tuple(f"{w.operation}: {w.title}" for w in left),
        failures=tuple(pushed.failures),
    )


def _look(job: Job, target: Run) -> None:
    """Bring the mirror up to date with the accounts that a run wrote into."""
    for account in sorted({write.account for write in job.ledger.writes(run=target.id)}):
        if account in job.accounts:
            pull.pull(job, job.accounts[account], full=False, accept_deletions=False)
            push.recover(job, account)


def _take_back(job: Job, write: WriteRecord, pushed: push.Pushed) -> bool:
    """Reverse one write; False where the user has edited since, or it could not be done."""
    planned = _reverse(job, write) if write.account in job.accounts else None
    if planned is None:
        return False
    before = pushed.done.total()
    push.push(job, write.account, [planned], pushed)
    if pushed.done.total() == before:
        return False
    job.ledger.put_write(replace(write, state=WriteState.UNDONE))
    if write.operation in {"tag", "untag"}:
        _hold(job, planned)
    return True


def _reverse(job: Job, write: WriteRecord) -> Planned | None:
    """The write that takes another back, or None where the user has edited since."""
    if write.operation == "make-calendar":
        return _reverse_calendar(job, write)
    found = job.ledger.mirror.events(account=write.account, calendar=write.calendar, id=write.event)
    if not found:
        return None
    event = found[0].event
    if write.operation in {"tag", "untag"}:
        return _reverse_tag(job, event, write)
    return _reverse_event(event, write) if event.etag == write.etag_after else None


def _reverse_calendar(job: Job, write: WriteRecord) -> Planned | None:
    own = [c for c in job.ledger.mirror.calendars(write.account) if c.made_by_calsync]
    if not own or job.ledger.mirror.etags(own[0]):
        return None
    step = RemoveCalendar(own[0])
    return Planned(write.account, step, operation="remove-calendar", title=write.title)


def _reverse_event(event: Event, write: WriteRecord) -> Planned:
    """A follow-up taken away, or put back as it was."""
    if not write.before:
        return Planned(write.account, Remove(event), operation="remove", title=event.title)
    before = codec.load(Event, codec.parse(write.before))
    draft = Draft(
        id=before.id,
        uid=before.uid,
        title=before.title,
        start=before.start,
        end=before.end,
        description=before.description,
        busy=before.busy,
        marks=before.marks,
    )
    return Planned(write.account, Change(event, draft), operation="restore", title=before.title)


def _reverse_tag(job: Job, event: Event, write: WriteRecord) -> Planned | None:
    before = tagging.tag_on(codec.load(Event, codec.parse(write.before)))
    after = codec.load(Tag, codec.parse(write.after)) if write.after else None
    if tagging.tag_on(event) != after:
        return None
    operation = "retag" if before else "untag"
    return Planned(
        write.account,
        PutTag(event, before, color=_color_before(job, event, write)),
        operation=operation,
        title=event.title,
        tag=tagging.tag_written(event, before),
    )


def _color_before(job: Job, event: Event, write: WriteRecord) -> str | None:
    """The colour that goes back with a tag; None where it is the user's, or as it was."""
    before = codec.load(Event, codec.parse(write.before)).color
    untouched = event.etag == write.etag_after
    ours = bool(event.color) and event.color == job.config.tags.color
    return before if (untouched or ours) and event.color != before else None


def _hold(job: Job, planned: Planned) -> None:
    assert isinstance(planned.write, PutTag)
    event, tag = planned.write.event, planned.write.tag or Tag(None, 0, Source.RULES, "")
    job.ledger.put(tagging.tag_kept(event, tag, why="undone", state=TagState.HELD))


def _forget_steps(job: Job, target: Run, kept: set[str | None]) -> None:
    """Put the ledger's records back, newest change first; new promises are dropped, not deleted."""
    with job.ledger.transaction():
        for step in reversed(job.ledger.journal(target.id)):
            if json.loads(step.key)[0] in kept:
                continue
            if step.kind == "promises" and not step.before:
                _drop_promise(job, step)
            else:
                job.ledger.revert(step, run=job.run)
    classify.rejudge_marked(job, job.ledger.journal(target.id))


def _drop_promise(job: Job, step: Step) -> None:
    promise = job.ledger.get(Promise, json.loads(step.key)[0])
    if promise is not None:
        # Kept as dropped, so that the same line is not taken up again by itself.
        held = replace(promise, state=State.DROPPED, asks="", wants_event=False)
        job.ledger.put(held, run=job.run)


def _hold_back(job: Job, undone: Sequence[WriteRecord]) -> None:
    """A promise whose follow-up was undone gets none, nor a meeting a card, unless asked for."""
    marks = [codec.parse(write.after)["marks"] for write in undone if write.operation in MADE]
    names = [mark["promise"] for mark in marks if "promise" in mark]
    for promise in filter(None, (job.ledger.get(Promise, name) for name in names)):
        if promise.state is State.OPEN:
            held = replace(promise, wants_event=False, generation=promise.generation + 1)
            job.ledger.put(held, run=job.run)
    events = {write.event for write in undone if write.operation == "card"}
    for card in job.ledger.all(Card):
        if card.event in events:
            job.ledger.put(replace(card, state=CardState.ANSWERED))

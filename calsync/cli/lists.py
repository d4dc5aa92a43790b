"""How events, promises and times are written in lists and in JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import tzinfo
from typing import TYPE_CHECKING
from typing import Any

from calsync.cli import output
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.model import State
from calsync.model import Verdict
from calsync.model import event_key
from calsync.model import local

if TYPE_CHECKING:  # a scan needs none of these, and would start twice as slowly
    from calsync.job import Job
    from calsync.job import Planned
    from calsync.waiting import Waiting

KEY = 8  # characters of a short id in JSON
SHORTEST = 3


def day(value: date) -> str:
    """`Fri 27 Nov`."""
    return f"{value:%a} {value.day} {value:%b}"


def moment(value: date, zone: tzinfo) -> str:
    """`Fri 27 Nov 09:00`, or the day alone where it fills days."""
    if not isinstance(value, datetime):
        return day(value)
    here = local(value, zone)
    return f"{day(here)} {here:%H:%M}"


def iso(value: date) -> str:
    """A day or a moment with its offset, as scripts want it."""
    return value.isoformat()


def key_of(event: Event) -> str:
    """The full short id of an event."""
    return event_key(*event.where)


def shortened(keys: Iterable[str]) -> dict[str, str]:
    """Each key as short as it can be among these, at least three characters."""
    ordered = sorted(set(keys))
    out = {}
    for index, key in enumerate(ordered):
        near = [*ordered[max(0, index - 1) : index], *ordered[index + 1 : index + 2]]
        length = SHORTEST
        while length < len(key) and any(other.startswith(key[:length]) for other in near):
            length += 1
        out[key] = key[:length]
    return out


def event_row(event: Event, verdict: Verdict) -> dict[str, Any]:
    """A row of `scan --json` and `opportunities --json`."""
    return {
        "key": key_of(event)[:KEY],
        "account": event.account,
        "calendar": event.calendar,
        "uid": event.uid,
        "recurrence_id": event.recurrence_id or None,
        "title": event.title,
        "start": iso(event.start),
        "end": iso(event.end),
        "all_day": event.all_day,
        "channel": verdict.channel,
        "score": round(verdict.score, 3),
        "source": verdict.source,
        "evidence": [{"signal": s.signal, "weight": round(s.weight, 3)} for s in verdict.evidence],
    }


def opportunity_line(
    event: Event, verdict: Verdict, *, key: str, zone: tzinfo, repeats: bool
) -> str:
    """An opportunity in a list; of a series, by the instance that is shown."""
    again = "  (repeats)" if repeats else ""
    channel = verdict.channel or ""
    return f"{key}  {moment(event.start, zone):<16}  {channel:<10}  {event.title}{again}"


def promise_row(promise: Promise, follow_up: FollowUp | None) -> dict[str, Any]:
    """A row of `promises --json`."""
    origin = promise.origin
    event = None
    if origin is not None:
        event = {
            "account": origin.account,
            "calendar": origin.calendar,
            "uid": origin.uid,
            "recurrence_id": origin.recurrence_id or None,
            "title": origin.title,
            "start": iso(origin.start) if origin.start else None,
        }
    return {
        "id": promise.id,
        "text": promise.text,
        "person": promise.person or None,
        "due": iso(promise.due) if promise.due else None,
        "due_time": f"{promise.due_time:%H:%M}" if promise.due_time else None,
        "mine": promise.mine,
        "state": promise.state,
        "event": event,
        "followup": follow_up_row(promise, follow_up) if follow_up else None,
    }


def follow_up_row(promise: Promise, follow_up: FollowUp) -> dict[str, Any]:
    """The follow-up in a row of `promises --json`."""
    closed = promise.state is not State.OPEN
    return {
        "account": follow_up.account,
        "calendar": follow_up.calendar,
        "uid": follow_up.uid,
        "start": iso(follow_up.start),
        "end": iso(follow_up.end),
        "state": "deleted" if follow_up.gone else "closed" if closed else "open",
    }


def plan_row(item: Planned) -> dict[str, Any]:
    """A row of the plan in `sync --dry-run --json`."""
    write = item.write
    row: dict[str, Any] = {"account": item.account, "operation": item.operation}
    row["title"] = item.title
    event = getattr(write, "event", None)
    draft = getattr(write, "draft", None)
    tag = getattr(write, "tag", None)
    if isinstance(event, Event):
        row |= {"calendar": event.calendar, "uid": event.uid}
        row["recurrence_id"] = event.recurrence_id or None
    if tag is not None:
        row["channel"] = tag.channel
    if draft is not None:
        row |= {"uid": draft.uid, "start": iso(draft.start), "end": iso(draft.end)}
    if item.promise is not None:
        row["promise"] = item.promise.id
    return row


def promise_lines(job: Job, promise: Promise, *, key: str) -> Iterable[str]:
    """A promise in a list: what, for whom, by when, and where its follow-up stands."""
    who = f", for {promise.person}" if promise.mine else f", from {promise.person}"
    who = who if promise.person and promise.person not in promise.text else ""
    when = f", due {day(promise.due)}" if promise.due else ""
    when += f" {promise.due_time:%H:%M}" if promise.due_time else ""
    late = "overdue" if promise.is_late(job.today) else ""
    state = str(promise.state) if promise.state is not State.OPEN else late
    yield from output.wrapped(
        f"  {key}  {promise.text}{who}{when}{f' ({state})' if state else ''}", hang=len(key) + 4
    )
    follow_up = job.ledger.get(FollowUp, promise.id)
    if follow_up is not None and promise.state is State.OPEN:
        place = "deleted" if follow_up.gone else moment(follow_up.start, job.zone)
        yield f"  {' ' * len(key)}  follow-up {place}"


def waiting_lines(waits: Waiting, zone: tzinfo) -> Iterable[str]:
    """What waits for a review, as a list."""
    for promise in (*waits.overdue, *waits.asked):
        when = f", due {day(promise.due)}" if promise.due else ""
        yield from output.wrapped(f"promise  {promise.id[:KEY]}  {promise.text}{when}", hang=19)
    for seen in waits.unsure:
        when = moment(seen.event.start, zone)
        yield output.cut(f"unsure   {seen.key[:KEY]}  {when:<16}  {seen.event.title}")
    for meeting in waits.meetings:
        when = moment(meeting.event.start, zone)
        key = key_of(meeting.event)[:KEY]
        yield output.cut(f"meeting  {key}  {when:<16}  {meeting.event.title}")


def waiting_row(job: Job, waits: Waiting) -> dict[str, Any]:
    """What waits for a review, for scripts."""

    def row(promise: Promise) -> dict[str, Any]:
        return promise_row(promise, job.ledger.get(FollowUp, promise.id))

    return {
        "overdue": [row(promise) for promise in waits.overdue],
        "asked": [{**row(promise), "asks": promise.asks} for promise in waits.asked],
        "unsure": [event_row(seen.event, seen.verdict) for seen in waits.unsure],
        "meetings": [event_row(meeting.event, meeting.verdict) for meeting in waits.meetings],
        "older": waits.older,
    }


def sign_in_row(status: Any) -> dict[str, Any]:
    """A sign-in, for scripts."""
    return {
        "account": status.account,
        "who": status.who or None,
        "token": str(status.path),
        "scopes": list(status.scopes),
        "consented": status.consented.isoformat() if status.consented else None,
        "accepted": status.accepted,
        "warnings": list(status.warnings),
    }


def sign_in_lines(status: Any, zone: tzinfo) -> Iterable[str]:
    """A sign-in: who, what is allowed, where it is kept, what to worry about."""
    who = status.who or "unknown"
    if status.accepted is False:
        yield f"{status.account}: the sign-in of {who} is no longer accepted"
    else:
        yield f"{status.account}: signed in as {who}"
    yield f"  token: {status.path}"
    for scope in status.scopes:
        yield f"  may: {scope.rpartition('/')[2]}"
    if status.consented:
        yield f"  since: {moment(status.consented, zone)}"
    for warning in status.warnings:
        yield f"  {warning}"

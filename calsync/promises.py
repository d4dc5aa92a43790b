"""A promise's life: its ids, its legal steps, and the follow-up event that stands for it. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from enum import StrEnum

from calsync.errors import UsageError
from calsync.model import Draft
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import Slot
from calsync.model import State
from calsync.model import Where
from calsync.model import rid_of
from calsync.model import short_hash

TITLE = "Follow up: "
OVERDUE = "Overdue: "
DONE = "✓ "
MOST_OVERDUE_MOVES = 3

# How people write that a thing is done, at the start of a title, in the six languages.
_DONE = re.compile(
    r"\s*(?:[✓✔☑✅]|\[x\]|(?:done|erledigt|hecho|hecha|fait|faite|feito|feita|fatto|fatta)\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_TO = re.compile(r"^(?:To|From): (?P<name>[^<\n]*?)(?: <(?P<email>[^>\n]*)>)?$", re.MULTILINE)


class Act(StrEnum):
    """What can happen to a promise."""

    KEEP = "keep"
    DROP = "drop"
    REOPEN = "reopen"
    MOVE = "move"  # another due date
    EDIT = "edit"  # other words
    ASK = "ask"  # left to the next review


class Actor(StrEnum):
    """Who does it."""

    USER = "user"  # in review or on the command line
    CALENDAR = "calendar"  # the user, in a calendar
    SYNC = "sync"


_ANYBODY = frozenset(Actor)
_PERSON = frozenset({Actor.USER, Actor.CALENDAR})
_USER = frozenset({Actor.USER})

# The legal steps, and who may take them. Nothing else changes a state.
STEPS: Mapping[tuple[State, Act], tuple[State, frozenset[Actor]]] = {
    (State.OPEN, Act.KEEP): (State.KEPT, _PERSON),
    (State.OPEN, Act.DROP): (State.DROPPED, _USER),
    (State.OPEN, Act.MOVE): (State.OPEN, _PERSON),
    (State.OPEN, Act.EDIT): (State.OPEN, _PERSON),
    (State.OPEN, Act.ASK): (State.OPEN, _ANYBODY),
    (State.KEPT, Act.REOPEN): (State.OPEN, _PERSON),
    (State.DROPPED, Act.REOPEN): (State.OPEN, _USER),
}


class IllegalStepError(UsageError):
    """A promise cannot go that way."""

    def __init__(self, promise: Promise, act: Act, by: Actor) -> None:
        over = promise.state is not State.OPEN
        why = f"is {promise.state}" if over else f"is not for {by} to do"
        hint = ", or note it anew with `calsync promise add`" if over else ""
        words = f"cannot {act} “{promise.text}”: it {why}; see `calsync promises --all`{hint}"
        super().__init__(words)


def step(promise: Promise, act: Act, *, by: Actor) -> Promise:
    """The promise one step on; raises `IllegalStepError`."""
    legal = STEPS.get((promise.state, act))
    if legal is None or by not in legal[1]:
        raise IllegalStepError(promise, act, by)
    return replace(promise, state=legal[0])


def line_mark(line: str, rank: int) -> str:
    """What stands for a note's line, and its rank among equal ones."""
    return short_hash("line", line, str(rank))[:16]


def promise_id(uid: str, recurrence_id: str, line: str, rank: int) -> str:
    """The id of a promise noted in an event; the same line gives the same id, anywhere."""
    return short_hash("promise", uid, recurrence_id, line, str(rank))[:26]


def event_id(promise: str, generation: int) -> str:
    """Google's event id of a follow-up: base32hex, derived, so that it is created once."""
    return short_hash("follow-up", promise, str(generation))


def event_uid(promise: str, generation: int) -> str:
    """The iCalendar UID of a follow-up."""
    return f"{promise}-{generation}@calsync"


def says_done(title: str) -> bool:
    """Does a title begin with a tick, `[x]` or the word for done?"""
    return _DONE.match(title) is not None


def title_of(promise: Promise, *, overdue: bool = False) -> str:
    """The title of a promise's follow-up."""
    words = (OVERDUE if overdue else TITLE) + _headline(promise)
    return words if promise.state is State.OPEN else DONE + words


def _headline(promise: Promise) -> str:
    """The promise in a line, whose it is included where it is somebody else's."""
    if promise.mine or not promise.person:
        return promise.text
    return f"{promise.person} owes you: {promise.text}"


def draft(
    promise: Promise, start: date, end: date, *, slot: Slot, details: bool, placed: str = ""
) -> Draft:
    """The follow-up event of a promise at a place; without `details` no people and no notes.

    `placed` is where calsync had put it, if the user has moved it since.
    """
    marks = {
        "promise": promise.id,
        "line": promise.line_mark,
        "due": due_text(promise),
        "placed": placed or rid_of(start),
        "state": str(promise.state),
        "generation": str(promise.generation),
        "source": source(promise.origin.where) if promise.origin else "",
        "mine": "" if promise.mine else "0",
    }
    return Draft(
        id=event_id(promise.id, promise.generation),
        uid=event_uid(promise.id, promise.generation),
        title=title_of(promise),
        start=start,
        end=end,
        description=_description(promise, slot, details=details),
        marks={name: value for name, value in marks.items() if value},
    )


def due_text(promise: Promise) -> str:
    """The due date as text: `2026-11-27`, `2026-11-27T15:00`, or empty."""
    if promise.due is None:
        return ""
    if promise.due_time is None:
        return promise.due.isoformat()
    return f"{promise.due.isoformat()}T{promise.due_time:%H:%M}"


def due_of(event: Event) -> tuple[date | None, time | None]:
    """The due date and time that a follow-up carries."""
    day, _, clock = event.marks.get("due", "").partition("T")
    return _date(day), time.fromisoformat(clock) if _CLOCK.fullmatch(clock) else None


def generation_of(event: Event) -> int:
    """How often the user had asked for a follow-up when this one was made."""
    text = event.marks.get("generation", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def source(where: Where) -> str:
    """The event that a follow-up or card is about, short enough for Google's 1,024 characters."""
    text = json.dumps(where, ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= 1000 else ""


def source_of(event: Event) -> Where | None:
    """The event that a follow-up or card says it is about, if what it says makes sense."""
    try:
        account, calendar, uid, recurrence_id = json.loads(event.marks.get("source", ""))
    except (ValueError, TypeError, RecursionError):
        return None
    where = (account, calendar, uid, recurrence_id)
    return where if all(isinstance(part, str) for part in where) else None


def _description(promise: Promise, slot: Slot, *, details: bool) -> str:
    lines = []
    if details and promise.person:
        address = f" <{promise.email}>" if promise.email else ""
        lines.append(f"{'To' if promise.mine else 'From'}: {promise.person}{address}")
    lines.append(f"Promise: {promise.text}")
    if promise.due:
        lines.append(f"Due: {promise.due:%a} {promise.due.day} {promise.due:%b %Y}")
    if details and promise.origin and promise.origin.title:
        day = promise.origin.start
        when = f", {day:%a} {day.day} {day:%b %Y}" if day else ""
        lines.append(f"Noted at: {promise.origin.title}{when}")
    if slot is Slot.CHOSEN:
        lines.append("No date was named: calsync chose this one.")
    if slot is Slot.DAY:
        lines.append("No free slot was found before it is due: it stands all day.")
    lines.append("")
    lines.append("Begin the title with ✓ when it is done. Only you see this event.")
    return "\n".join(lines)


def read_back(event: Event, *, now: datetime) -> tuple[Promise, FollowUp]:
    """The promise and follow-up that an event of calsync's own stands for (a lost ledger)."""
    marks = event.marks
    person = _TO.search(event.description)
    due, due_time = due_of(event)
    promise = Promise(
        id=marks["promise"],
        text=_text_of(event),
        person=person["name"] if person else "",
        email=(person["email"] or "") if person else "",
        due=due,
        due_time=due_time,
        mine=marks.get("mine") != "0",
        state=_state(event),
        origin=_origin(event),
        line_mark=marks.get("line", ""),
        seen=now,
        generation=generation_of(event),
    )
    return promise, follow_up_of(event, promise)


def follow_up_of(event: Event, promise: Promise) -> FollowUp:
    """The ledger's picture of a follow-up event, taken as calsync wrote it."""
    written = Draft(
        id=event_id(promise.id, promise.generation),
        uid=event.uid,
        title=event.title,
        start=event.start,
        end=event.end,
        description=event.description,
        busy=event.busy,
        marks=event.marks,
    )
    return FollowUp(
        promise=promise.id,
        generation=promise.generation,
        account=event.account,
        calendar=event.calendar,
        id=event.id,
        uid=event.uid,
        title=event.title,
        start=_placed(event),
        end=event.end,
        written=written,
    )


def _placed(event: Event) -> date:
    """Where calsync had put a follow-up: the event's own start where its mark is no time."""
    placed = event.marks.get("placed", "")
    if placed == rid_of(event.start):
        return event.start
    try:
        if len(placed) == 8:
            return datetime.strptime(placed, "%Y%m%d").replace(tzinfo=UTC).date()
        moment = datetime.strptime(placed, "%Y%m%dT%H%M%S%z")
        zone = event.start.tzinfo if isinstance(event.start, datetime) else None
        return moment.astimezone(zone) if zone else moment
    except (ValueError, OverflowError):
        return event.start


def _text_of(event: Event) -> str:
    promise = re.search(r"^Promise: (.+)$", event.description, re.MULTILINE)
    title = event.title.strip()
    while match := _DONE.match(title):
        title = title[match.end() :].strip(" :")
    for prefix in (TITLE, OVERDUE):
        title = title.removeprefix(prefix)
    return promise[1] if promise else title or "(no title)"


def _state(event: Event) -> State:
    if event.marks.get("state") == State.DROPPED:
        return State.DROPPED
    return State.KEPT if says_done(event.title) else State.OPEN


def _origin(event: Event) -> Origin | None:
    where = source_of(event)
    if where is None:
        return None
    noted = re.search(r"^Noted at: (.+)$", event.description, re.MULTILINE)
    title = noted[1].rpartition(", ")[0] if noted else ""
    return Origin(*where, title=title)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

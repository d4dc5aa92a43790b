"""What follows when the ledger and the calendars differ: tags, notes, follow-ups. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import tzinfo
from enum import StrEnum

from calsync import promises
from calsync.model import Clarity
from calsync.model import Draft
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Noted
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import State
from calsync.model import instant
from calsync.model import local
from calsync.model import rid_of
from calsync.promises import Act
from calsync.promises import Actor

# --- notes -------------------------------------------------------------------------------------


class News(StrEnum):
    """What a note's line did to a promise."""

    NEW = "new"
    EDITED = "edited"
    KEPT = "kept"
    REMOVED = "removed"
    BACK = "back"  # a line that had gone


@dataclass(frozen=True, slots=True)
class Turn:
    """A promise as it is after reading a note."""

    promise: Promise
    news: News


def harvested(
    found: Sequence[Noted],
    known: Sequence[Promise],
    *,
    origin: Origin,
    now: datetime,
    takes: Collection[Clarity],
    declined: Collection[str] = (),
) -> Iterator[Turn]:
    """What the lines of one note mean for its promises: same line, same promise.

    `known` are the promises that came from the note before, in every state. An edited line keeps
    its promise: a vanished and a new line that share half their words are one line edited, and
    so are two lines that promise the same.
    """
    fresh = dict(_marked(found))
    gone = [p for p in known if p.line_mark and p.line_mark not in fresh]
    for promise in known:
        if promise.line_mark in fresh:
            yield from _same_line(promise, fresh.pop(promise.line_mark))
    edited = _edited(fresh, gone)
    for mark, noted in fresh.items():
        if (before := edited.get(mark)) is not None:
            gone.remove(before)
            yield Turn(_with_words(before, noted, mark), News.EDITED)
        elif noted.clarity in takes and not noted.done and mark not in declined:
            yield Turn(_new(noted, mark, known, origin=origin, now=now), News.NEW)
    for promise in gone:
        if promise.state is State.OPEN and not promise.asks:
            asked = promises.step(promise, Act.ASK, by=Actor.SYNC)
            yield Turn(replace(asked, asks="removed"), News.REMOVED)


def proposals(
    found: Sequence[Noted], known: Sequence[Promise], declined: Collection[str]
) -> tuple[tuple[str, Noted], ...]:
    """The promises in a note that nothing knows of yet, each with its line's mark."""
    taken = {promise.line_mark for promise in known} | set(declined)
    return tuple((mark, n) for mark, n in _marked(found) if mark not in taken and not n.done)


def _marked(found: Sequence[Noted]) -> Iterator[tuple[str, Noted]]:
    """Each promise with the mark of its line and its rank among equal lines."""
    ranks: dict[str, int] = {}
    for noted in found:
        rank = ranks.get(noted.line, 0)
        ranks[noted.line] = rank + 1
        yield promises.line_mark(noted.line, rank), noted


def _same_line(promise: Promise, noted: Noted) -> Iterator[Turn]:
    if noted.done and promise.state is State.OPEN:
        kept = promises.step(promise, Act.KEEP, by=Actor.CALENDAR)
        yield Turn(replace(kept, asks=""), News.KEPT)
    elif promise.asks == "removed":
        yield Turn(replace(promise, asks=""), News.BACK)
    elif noted.line and not promise.line:
        yield Turn(replace(promise, line=noted.line), News.BACK)


def _edited(fresh: Mapping[str, Noted], gone: Sequence[Promise]) -> dict[str, Promise]:
    """The promises that new lines, by their marks, had before, the likest first."""
    before = {p.id: (p, _said(p.line or p.text, p.text, mine=p.mine)) for p in gone}
    now = {mark: _said(n.line, n.text, mine=n.mine) for mark, n in fresh.items()}
    pairs = [
        (_likeness(new, old), mark, promise)
        for mark, new in now.items()
        for promise, old in before.values()
        if _one_line(new, old)
    ]
    edited: dict[str, Promise] = {}
    for _, mark, promise in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if mark not in edited and promise.id in before:
            edited[mark] = promise
            del before[promise.id]
    return edited


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a line, and of one of the promises in it."""

    line: frozenset[str]
    text: frozenset[str]
    mine: bool


def _said(line: str, text: str, *, mine: bool) -> _Said:
    return _Said(_words(line), _words(text), mine)


def _one_line(new: _Said, old: _Said) -> bool:
    half = len(new.line & old.line) * 2 >= max(len(new.line), len(old.line))
    return half or (new.text == old.text and new.mine == old.mine)


def _likeness(new: _Said, old: _Said) -> tuple[bool, int, int]:
    """A line may hold several promises: whose it is and its own words tell them apart."""
    return new.mine == old.mine, len(new.text & old.text), len(new.line & old.line)


def _words(line: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", line.casefold()))


def _with_words(before: Promise, noted: Noted, mark: str) -> Promise:
    """A promise whose line was edited: its new words, people and date."""
    lines = replace(before, line=noted.line, line_mark=mark, asks="")
    if before.state is not State.OPEN:
        return lines
    act = Act.KEEP if noted.done else Act.EDIT
    person, email = whose(noted, before)
    return replace(
        promises.step(lines, act, by=Actor.CALENDAR),
        text=noted.text,
        person=person,
        email=email,
        due=noted.due,
        due_time=noted.due_time,
        mine=noted.mine,
        explicit=noted.explicit,
        wants_event=noted.mine,
    )


def whose(noted: Noted, before: Promise) -> tuple[str, str]:
    """The name and address of whom other words are about; a part of the name is still the same."""
    names = frozenset(noted.person.casefold().split())
    if not noted.email and names <= frozenset(before.person.casefold().split()):
        return before.person, before.email
    return noted.person or before.person, noted.email


def _new(
    noted: Noted, mark: str, known: Sequence[Promise], *, origin: Origin, now: datetime
) -> Promise:
    taken = {promise.id for promise in known}
    rank = 0
    while (name := _id(origin, mark, rank)) in taken:
        rank += 1
    return noted_promise(noted, name, mark, origin=origin, now=now)


def _id(origin: Origin, mark: str, rank: int) -> str:
    return promises.promise_id(origin.uid, origin.recurrence_id, mark, rank)


def noted_promise(
    noted: Noted, name: str, mark: str, *, origin: Origin | None, now: datetime
) -> Promise:
    """A new promise from what was noted."""
    return Promise(
        id=name,
        text=noted.text,
        person=noted.person,
        email=noted.email,
        due=noted.due,
        due_time=noted.due_time,
        mine=noted.mine,
        explicit=noted.explicit,
        origin=origin,
        line=noted.line,
        line_mark=mark,
        seen=now,
        wants_event=noted.mine,
    )


# --- follow-ups --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Met:
    """A promise and its follow-up after looking at the event, and what the user did there."""

    promise: Promise
    follow_up: FollowUp
    acts: tuple[Act, ...] = ()


def met(promise: Promise, follow_up: FollowUp, event: Event | None, *, zone: tzinfo) -> Met:
    """What the user did to a follow-up: deleted, ticked, unticked or moved it. His hand wins."""
    if event is None or event.cancelled:
        return _deleted(promise, follow_up)
    seen = replace(
        follow_up,
        account=event.account,
        calendar=event.calendar,
        id=event.id,
        uid=event.uid,
        title=event.title,
        start=event.start,
        end=event.end,
        gone=False,
    )
    if promise.asks == "deleted":
        promise = replace(promise, asks="")
    written = follow_up.written
    if promises.says_done(event.title) and promise.state is State.OPEN:
        kept = promises.step(promise, Act.KEEP, by=Actor.CALENDAR)
        return Met(replace(kept, asks=""), seen, (Act.KEEP,))
    if (
        promise.state is State.KEPT
        and written is not None
        and promises.says_done(written.title)
        and not promises.says_done(event.title)
    ):
        return Met(promises.step(promise, Act.REOPEN, by=Actor.CALENDAR), seen, (Act.REOPEN,))
    if event.start != follow_up.start and promise.state is State.OPEN:
        return _moved(promise, seen, event, zone=zone)
    return Met(promise, seen)


def _moved(promise: Promise, seen: FollowUp, event: Event, *, zone: tzinfo) -> Met:
    """Put past the due day, that day is the due day; where calsync put it, what it wrote holds.

    Another calsync may have moved it, or this ledger is older than the calendar.
    """
    day = local(event.start, zone).date()
    due: date | None = day
    due_time: time | None = None
    if event.marks.get("placed") == rid_of(event.start):
        due, due_time = promises.due_of(event)
        stays = due is None or (due, due_time) == (promise.due, promise.due_time)
    else:
        stays = promise.due is None or day <= promise.due
    if stays:
        return Met(promise, seen)
    later = promises.step(promise, Act.MOVE, by=Actor.CALENDAR)
    return Met(replace(later, due=due, due_time=due_time), seen, (Act.MOVE,))


def _deleted(promise: Promise, follow_up: FollowUp) -> Met:
    if follow_up.gone:
        return Met(promise, follow_up)
    if promise.state is State.OPEN:
        promise = replace(promises.step(promise, Act.ASK, by=Actor.SYNC), asks="deleted")
        return Met(promise, replace(follow_up, gone=True), (Act.ASK,))
    return Met(promise, replace(follow_up, gone=True))


class Need(StrEnum):
    """What a promise's follow-up needs."""

    NOTHING = "nothing"
    PLACE = "place"  # there is none yet
    MOVE = "move"  # the due date changed
    CHASE = "chase"  # it passed, and the promise is still open
    REWRITE = "rewrite"  # other words, or a closed promise


def need(promise: Promise, follow_up: FollowUp | None, *, now: datetime, zone: tzinfo) -> Need:
    """What the follow-up of a promise needs now."""
    if follow_up is None or follow_up.generation < promise.generation:
        wanted = promise.state is State.OPEN and promise.wants_event
        return Need.PLACE if wanted else Need.NOTHING
    if follow_up.gone or follow_up.written is None:
        return Need.NOTHING
    written = follow_up.written
    if promise.state is not State.OPEN:
        closed = written.marks.get("state") == str(promise.state)
        return Need.NOTHING if closed else Need.REWRITE
    other_day = written.marks.get("due", "") != promises.due_text(promise)
    if instant(follow_up.end, zone) <= now:
        ahead = promise.due is not None and promise.due >= local(now, zone).date()
        return Need.MOVE if other_day and ahead else _chase(follow_up)
    if other_day:
        return Need.REWRITE if hand_moved(follow_up) else Need.MOVE
    same = written.marks.get("line", "") == promise.line_mark
    reopened = written.marks.get("state") != str(promise.state)
    return Need.REWRITE if reopened or not same else Need.NOTHING


def _chase(follow_up: FollowUp) -> Need:
    spent = follow_up.times_overdue >= promises.MOST_OVERDUE_MOVES
    return Need.NOTHING if spent else Need.CHASE


def hand_moved(follow_up: FollowUp) -> bool:
    """Did the user put the follow-up somewhere else?"""
    placed = follow_up.written.marks.get("placed", "") if follow_up.written else ""
    return placed not in {"", rid_of(follow_up.start)}


def merged(draft: Draft, event: Event, written: Draft | None) -> Draft:
    """The draft with every field that the user edited left as the user has it."""
    if written is None:
        return draft
    title = draft.title if event.title == written.title else _retitled(draft.title, event.title)
    told = event.description.strip() == written.description.strip()
    return replace(
        draft,
        title=title,
        description=draft.description if told else event.description,
        busy=draft.busy if event.busy == written.busy else event.busy,
    )


def _retitled(ours: str, theirs: str) -> str:
    """The user's own title, with our tick where the promise is closed."""
    if promises.says_done(ours) and not promises.says_done(theirs):
        return promises.DONE + theirs
    return theirs

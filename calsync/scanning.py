"""A stateless look at calendars: read, guess who the user is, judge.

Big calendars are cut into pieces between their events, and small ones put together. These are
looked at one by one, which keeps memory small, and on Linux by several processes at once.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from concurrent.futures import Future
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import tzinfo
from typing import IO
from typing import Any
from typing import Generic
from typing import TypeVar
from zoneinfo import ZoneInfo

from calsync import detection
from calsync import ics
from calsync import recurrence
from calsync import sources
from calsync.model import Event
from calsync.model import Me
from calsync.model import Problem
from calsync.model import Verdict
from calsync.model import instant
from calsync.sources import Document

T = TypeVar("T")

PIECE = 256 * 1024
MOST_HEAD = 64 * 1024  # bytes before the first event, repeated for each piece
MOST_PROCESSES = 6
FAR = datetime(9000, 1, 1, tzinfo=UTC)
FILES_FIRST = 1000  # of one calendar that are read to see what it is and whose
TOGETHER = 250  # further ones
GUESS_FROM = 2000  # meetings of one calendar that are enough to see who is at all of them
GUESS_LEAST = 3
NOT_PEOPLE = (".calendar.google.com", "@unknownorganizer.calendar.google.com")

_EVENT = b"\nBEGIN:VEVENT"
_ZONE = re.compile(rb"\nBEGIN:VTIMEZONE", re.IGNORECASE)


Batch = tuple[Document, ...]  # so many files, or one piece of a big one, looked at in one go


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of the sources: readings, and what is still to be read."""

    parts: tuple[ics.Reading | Batch, ...]
    problems: tuple[Problem, ...]
    names: tuple[tuple[str, str], ...]  # calendar, the name it gives itself

    @property
    def events(self) -> Iterator[Event]:
        """The events that were read so far: of a big calendar the first ones."""
        for part in self.parts:
            if isinstance(part, ics.Reading):
                yield from part.events


@dataclass(frozen=True, slots=True)
class Guess:
    """An address that looks like the user's own, and how often it was seen in how many meetings."""

    email: str
    seen: int = 0
    meetings: int = 0


@dataclass(frozen=True, slots=True)
class Look(Generic[T]):
    """What is looked for: whose networking, when, and how each find is handed out."""

    me: Me
    zone: tzinfo
    render: Callable[[Event, Verdict], T]
    everything: bool = False  # also what is no networking
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """What was found in one part: rows, how many events were looked at, what was unreadable."""

    rows: tuple[T, ...]
    events: int
    problems: tuple[Problem, ...] = ()


def read(paths: Sequence[str], *, stdin: IO[bytes], since: datetime | None = None) -> Read:
    """Read every calendar the paths lead to; events older than `since` may be left out."""
    parts: list[ics.Reading | Batch] = []
    problems: list[Problem] = []
    names: dict[str, str] = {}
    files: Counter[str] = Counter()
    later: list[Document] = []
    for found in sources.documents(paths, stdin=stdin):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        files[found.calendar] += 1
        if files[found.calendar] > FILES_FIRST and len(found.data) <= 2 * PIECE:
            later.append(found)
            continue
        parts += _batches(later)
        later = []
        first, *others = pieces(found)
        reading = _reading(first, since)
        problems += reading.problems
        names.setdefault(found.calendar, reading.name)
        if reading.events or others or not reading.problems:
            parts += [replace(reading, problems=()), *((other,) for other in others)]
    parts += _batches(later)
    return Read(tuple(parts), tuple(problems), tuple(names.items()))


def _batches(documents: Sequence[Document]) -> Iterator[Batch]:
    """Files put together: to ask another process takes as long as to look at some."""
    for start in range(0, len(documents), TOGETHER):
        yield tuple(documents[start : start + TOGETHER])


def pieces(document: Document, *, size: int = PIECE) -> Iterator[Document]:
    """A calendar cut between events, its head before each piece."""
    data = document.data
    head = data.find(_EVENT) + 1
    if len(data) <= 2 * size or not _can_be_cut(data, head):
        yield document
        return
    start, skipped = head, 0
    while start < len(data):
        end = data.find(_EVENT, start + size) + 1 or len(data)
        yield replace(document, data=data[:head] + data[start:end], skipped=skipped)
        skipped += data.count(b"\n", start, end)
        start = end


def _can_be_cut(data: bytes, head: int) -> bool:
    """Is the head short, and does all that events refer to stand in it?"""
    return 0 < head <= MOST_HEAD and ics.is_calendar(data) and not _ZONE.search(data, head)


def _reading(document: Document, since: datetime | None) -> ics.Reading:
    where = document.where
    reading = ics.read(document.data, href=where, calendar=document.calendar, since=since)
    if not (reading.problems and document.skipped):
        return reading
    told = tuple(_moved(problem, document) for problem in reading.problems)
    return replace(reading, problems=told)


def _moved(problem: Problem, document: Document) -> Problem:
    """A problem of a piece, with its line as it is in the whole calendar."""
    where, _, line = problem.where.rpartition(":")
    if where != document.where or not line.isdecimal():
        return problem
    return replace(problem, where=f"{where}:{int(line) + document.skipped}")


def guesses(events: Iterable[Event], names: Iterable[tuple[str, str]]) -> tuple[Guess, ...]:
    """Who the user seems to be, by calendar: whoever is at most of its meetings, or its namesake.

    Nobody is guessed where two are at equally many: taking a guest for the user hides them.
    """
    counts: dict[str, Counter[str]] = {}
    meetings: Counter[str] = Counter()
    for event in events:
        if not event.attendees or meetings[event.calendar] >= GUESS_FROM:
            continue
        people = {guest.email for guest in event.attendees if not guest.room}
        if event.organizer is not None:
            people.add(event.organizer.email)
        meetings[event.calendar] += 1
        counts.setdefault(event.calendar, Counter()).update(people)
    found: dict[str, Guess] = {}
    for calendar, name in names:
        guess = _guess(counts.get(calendar, Counter()), meetings[calendar], (name, calendar))
        if guess is not None:
            found.setdefault(guess.email, guess)
    return tuple(found.values())


def _guess(counts: Counter[str], meetings: int, names: tuple[str, str]) -> Guess | None:
    ranked = [(email, n) for email, n in counts.most_common(9) if not email.endswith(NOT_PEOPLE)]
    ranked = [(email, n) for email, n in ranked if email]
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
    if clear and meetings >= GUESS_LEAST and ranked[0][1] * 2 > meetings:
        return Guess(ranked[0][0], ranked[0][1], meetings)
    namesake = next((name.lower() for name in names if _is_address(name)), "")
    return Guess(namesake) if namesake else None


def _is_address(name: str) -> bool:
    local, at, domain = name.partition("@")
    plain = local and "." in domain and not any(c.isspace() for c in name)
    return bool(at and plain and not name.endswith(NOT_PEOPLE))


def results(found: Read, look: Look[T]) -> Iterator[Result[T]]:
    """What is in each part, in the order of the sources."""
    waiting = [part for part in found.parts if isinstance(part, tuple)]
    with _elsewhere(waiting, look) as done:
        for part in found.parts:
            yield next(done) if isinstance(part, tuple) else _judged(part, look)


def _judged(reading: ics.Reading, look: Look[T]) -> Result[T]:
    zone = ZoneInfo(reading.zone) if reading.zone else look.zone
    events: Iterable[Event] = reading.events
    if look.since or look.until:
        events = [event for event in events if _touches(event, look)]
    me, render, rows, count = look.me, look.render, [], 0
    for event in events:
        count += 1
        host = event.organizer
        own = host is None or me.is_me(host.email)
        verdict = detection.detect(event, me=me, zone=zone, own_words=own)
        if verdict.channel or look.everything:
            rows.append(render(event, verdict))
    return Result(tuple(rows), count, reading.problems)


def _touches(event: Event, look: Look[T]) -> bool:
    """Is an event, or an instance of a series, within the time looked at?"""
    start, end = instant(event.start, look.zone), instant(event.end, look.zone)
    if look.until is not None and start >= look.until:
        return False
    if look.since is None or end > look.since or start >= look.since:
        return True
    if not event.series:
        return False
    until = look.until or FAR
    instances = recurrence.instances(event, start=look.since, end=until, zone=look.zone)
    return next(instances, None) is not None


def _looked_at(batch: Batch, look: Look[T]) -> Result[T]:
    found = [_judged(_reading(document, look.since), look) for document in batch]
    return Result(
        tuple(row for one in found for row in one.rows),
        sum(one.events for one in found),
        tuple(problem for one in found for problem in one.problems),
    )


@contextmanager
def _elsewhere(batches: Sequence[Batch], look: Look[T]) -> Iterator[Iterator[Result[T]]]:
    """Look at what is left in other processes, or here where that cannot be."""
    with ExitStack() as stack:
        try:
            futures = _submitted(batches, look, stack)
        except (OSError, ImportError, ValueError):  # no semaphores, no more processes
            futures = []
        if futures:
            yield map(_settled, futures, batches, [look] * len(batches))
        else:
            yield (_looked_at(batch, look) for batch in batches)


def _submitted(
    batches: Sequence[Batch], look: Look[T], stack: ExitStack
) -> list[Future[Result[T]]]:
    count = min(len(batches), _processors(), MOST_PROCESSES)
    if count < 2:
        return []
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(
        count, mp_context=context, initializer=_begin, initargs=(batches, look)
    )
    stack.callback(pool.shutdown, cancel_futures=True)
    return [pool.submit(_nth, number) for number in range(len(batches))]


def _settled(future: Future[Result[T]], batch: Batch, look: Look[T]) -> Result[T]:
    try:
        return future.result()
    except BrokenExecutor:  # a process was killed, most likely for want of memory
        return _looked_at(batch, look)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


# What a process was forked for. It inherits that; asked for by a pipe, much of it would fill the
# pipe, and a Python before 3.11.5 waits for ever where the other end was killed (gh-94777).
_work: list[tuple[Sequence[Batch], Look[Any]]] = []


def _begin(batches: Sequence[Batch], look: Look[Any]) -> None:
    """In a new process: leave interrupts to the first one, and collect no garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    _work.append((batches, look))


def _nth(number: int) -> Result[Any]:
    batches, look = _work[-1]
    return _looked_at(batches[number], look)

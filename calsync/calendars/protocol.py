"""What every account can do. Frozen values cross this border, nothing else.

An account reads its calendars, tells what changed since a cursor, and applies writes. The writes
below are all there are: none can carry attendees, and only a tag can touch an event that is not
calsync's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from calsync.model import Calendar
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Problem
from calsync.model import Tag


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in one calendar, and the cursor that stands for having seen it."""

    events: tuple[Event, ...]  # new or changed, masters and exceptions
    cursor: str  # opaque; saved with the events, never before
    gone: tuple[str, ...] = ()  # ids of events that are no longer there
    full: bool = False  # `events` is all there is: what the mirror has beyond them is gone
    calendar: Calendar | None = None  # its name, zone and rights as they are now
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PutTag:
    """Write, replace or (with None) remove the tag of an event, if it is still as seen."""

    event: Event
    tag: Tag | None
    color: str | None = None  # None leaves the colour alone, "" takes it away


@dataclass(frozen=True, slots=True)
class Create:
    """Make one of calsync's own events; never twice."""

    calendar: Calendar
    draft: Draft


@dataclass(frozen=True, slots=True)
class Change:
    """Change one of calsync's own events, if it is still as seen."""

    event: Event
    draft: Draft


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove one of calsync's own events, if it is still as seen."""

    event: Event


@dataclass(frozen=True, slots=True)
class MakeCalendar:
    """Make the calendar for follow-ups; one that calsync made before is found instead."""

    name: str


@dataclass(frozen=True, slots=True)
class RemoveCalendar:
    """Remove a calendar that calsync made, if nothing is left in it."""

    calendar: Calendar


Write = PutTag | Create | Change | Remove | MakeCalendar | RemoveCalendar


class Result(StrEnum):
    """How a write ended."""

    DONE = "done"
    EXISTS = "exists"  # an event with that id is there already: see Outcome.event
    CONFLICT = "conflict"  # changed since it was seen: read again, decide again
    GONE = "gone"  # no longer there
    REFUSED = "refused"  # will never be allowed as things stand: remember, do not retry
    FAILED = "failed"  # try again at the next sync
    UNKNOWN = "unknown"  # the answer was lost, and reading did not settle it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one write; `event` is the event as it is now, where that is known."""

    write: Write
    result: Result
    event: Event | None = None
    calendar: Calendar | None = None
    why: str = ""


class Account(Protocol):
    """A place that calendars come from.

    Every method may raise a `CalsyncError`: `SignInError`, `TryLaterError`, or another whose
    message says what to do; the account's run ends there and the other accounts go on.
    """

    name: str
    listing_lasts: timedelta  # how long a list of its calendars may be taken for good

    @property
    def requests(self) -> int:
        """How many requests were sent so far."""

    def calendars(self) -> tuple[Calendar, ...]:
        """All calendars of the account that the configuration names, and calsync's own."""

    def changes(self, calendar: Calendar, cursor: str, *, since: datetime) -> Changes:
        """What changed since `cursor` (empty: everything); older than `since` may be left out."""

    def apply(self, writes: Sequence[Write]) -> Iterator[Outcome]:
        """Carry out writes, in any order, one outcome each."""

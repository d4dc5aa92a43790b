"""Where a follow-up goes: a free slot in the user's hours, before its promise is due. Pure.

All reckoning is done in UTC, so that a clock change neither stretches nor hides a slot; days and
hours are the user's. Slots begin on the quarter hour, or every five minutes where only that fits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from itertools import islice
from itertools import takewhile

from calsync.model import Slot

FARTHEST = 366  # days that are looked through before giving up
CHOSEN_DAYS = 5  # working days until a promise without a due date is followed up
STEPS = (timedelta(minutes=15), timedelta(minutes=5))
_DAY = timedelta(days=1)
_LAST = date(9998, 1, 1)  # later days cannot be reckoned with

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Hours:
    """When follow-ups may stand, and how close together."""

    start: time
    end: time
    days: frozenset[int]  # Monday is 0
    minutes: int  # the length of a follow-up
    buffer: int = 0  # minutes kept free around what is there already
    per_day: int = 4
    holidays: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Is it one of the user's days, and no holiday?"""
        return day.weekday() in self.days and day not in self.holidays


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a follow-up stands: aware times in the user's zone, or whole days."""

    start: date
    end: date
    slot: Slot


@dataclass(frozen=True, slots=True)
class _Calendar:
    """What a search looks at."""

    earliest: datetime
    zone: tzinfo
    busy: Sequence[Span]  # in order, without overlaps
    taken: Mapping[date, int]
    hours: Hours

    @property
    def today(self) -> date:
        return self.earliest.astimezone(self.zone).date()


def place(  # noqa: PLR0913 - all that a place depends on
    *,
    due: date | None,
    due_time: time | None,
    now: datetime,
    zone: tzinfo,
    busy: Sequence[Span],
    taken: Mapping[date, int],
    hours: Hours,
) -> Placement:
    """The place of a new follow-up.

    `busy` are aware spans in any order; `taken` counts the follow-ups of each of the user's days.
    """
    calendar = _Calendar(_rounded_up(now, zone), zone, _merged(busy), taken, hours)
    today = now.astimezone(zone).date()
    if due is None:
        day = add_working_days(today, CHOSEN_DAYS, hours=hours)
        return _from_day_on(calendar, day, Slot.CHOSEN) or _all_day(day, Slot.CHOSEN)
    if due < today:
        return _from_day_on(calendar, today, Slot.FREE) or _all_day(today, Slot.DAY)
    due = min(due, _LAST)
    return _before(calendar, due, due_time) or _all_day(due, Slot.DAY)


def place_overdue(
    *,
    now: datetime,
    zone: tzinfo,
    busy: Sequence[Span],
    taken: Mapping[date, int],
    hours: Hours,
) -> Placement:
    """The next place of a follow-up that has passed: the first free slot from now."""
    return place(
        due=date.min, due_time=None, now=now, zone=zone, busy=busy, taken=taken, hours=hours
    )


def working_day_before(day: date, *, hours: Hours) -> date:
    """The last of the user's working days before a day; the day before where there is none."""
    earlier = (day - n * _DAY for n in range(1, FARTHEST))
    return next((one for one in earlier if hours.is_working(one)), day - _DAY)


def add_working_days(day: date, count: int, *, hours: Hours) -> date:
    """So many of the user's working days on; as many plain days where there are too few."""
    left = count
    for n in range(1, FARTHEST):
        left -= hours.is_working(day + n * _DAY)
        if not left:
            return day + n * _DAY
    return day + count * _DAY


def _rounded_up(now: datetime, zone: tzinfo) -> datetime:
    """The next quarter hour on the user's clock, unless it is one."""
    return _aligned(now.astimezone(UTC), STEPS[0], zone)


def _aligned(at: datetime, step: timedelta, zone: tzinfo) -> datetime:
    return at + -_past(at, zone) % step


def _past(at: datetime, zone: tzinfo) -> timedelta:
    """The time since the last full hour on the user's clock."""
    wall = at.astimezone(zone)
    return timedelta(minutes=wall.minute, seconds=wall.second, microseconds=wall.microsecond)


def _all_day(day: date, slot: Slot) -> Placement:
    return Placement(day, day + _DAY, slot)


def _from_day_on(calendar: _Calendar, day: date, slot: Slot) -> Placement | None:
    """The first free slot from a day on."""
    for n in range(FARTHEST):
        found = next(_slots(calendar, day + n * _DAY), None)
        if found is not None:
            return _placement(calendar, found, slot)
    return None


def _before(calendar: _Calendar, due: date, due_time: time | None) -> Placement | None:
    """The first free slot from the working day before on, else the nearest earlier one."""
    eve = working_day_before(due, hours=calendar.hours)
    for n in range((due - eve).days + 1):
        day = eve + n * _DAY
        found = next(_slots(calendar, day, before=due_time if day == due else None), None)
        if found is not None:
            return _placement(calendar, found, Slot.FREE)
    for n in range(1, min((eve - calendar.today).days + 1, FARTHEST)):
        *_, found = (None, *_slots(calendar, eve - n * _DAY))
        if found is not None:
            return _placement(calendar, found, Slot.FREE)
    return None


def _placement(calendar: _Calendar, start: datetime, slot: Slot) -> Placement:
    end = start + timedelta(minutes=calendar.hours.minutes)
    return Placement(start.astimezone(calendar.zone), end.astimezone(calendar.zone), slot)


def _slots(calendar: _Calendar, day: date, *, before: time | None = None) -> Iterator[datetime]:
    """Where a follow-up could begin on a day, in order: on the quarter hour if anywhere."""
    hours = calendar.hours
    if not hours.is_working(day) or calendar.taken.get(day, 0) >= hours.per_day:
        return
    opens = max(_at(day, hours.start, calendar.zone)[1], calendar.earliest)
    closes = _at(day, hours.end, calendar.zone)[0]
    if before is not None:
        closes = min(closes, _at(day, before, calendar.zone)[0])
    if closes <= opens:
        return
    length = timedelta(minutes=hours.minutes)
    gaps = [gap for gap in _gaps(calendar, opens, closes) if gap[1] - gap[0] >= length]
    for step in STEPS:
        starts = [one for gap in gaps for one in _starts(gap, length, step, calendar.zone)]
        if starts:
            yield from starts
            return


def _at(day: date, clock: time, zone: tzinfo) -> Span:
    """The first and the last instant at which a clock shows a time; around it in a gap."""
    wall = datetime.combine(day, clock.replace(tzinfo=None), tzinfo=zone)
    instants = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    first, last = sorted(instants)
    return first, last


def _starts(gap: Span, length: timedelta, step: timedelta, zone: tzinfo) -> Iterator[datetime]:
    start = _aligned(gap[0], step, zone)
    while start + length <= gap[1]:
        yield start
        start = _aligned(start + step, step, zone)


def _gaps(calendar: _Calendar, opens: datetime, closes: datetime) -> Iterator[Span]:
    """What is free between two instants, the buffer around busy spans left out; some are empty."""
    buffer = timedelta(minutes=calendar.hours.buffer)
    free = opens
    for start, end in _near(calendar.busy, opens - buffer, closes + buffer):
        yield free, min(start - buffer, closes)
        free = max(free, end + buffer)
    yield free, closes


def _near(busy: Sequence[Span], since: datetime, until: datetime) -> Iterator[Span]:
    """Those of the ordered busy spans that overlap a stretch of time."""
    first = bisect_right(busy, since, key=lambda span: span[1])
    return takewhile(lambda span: span[0] < until, islice(busy, first, None))


def _merged(busy: Iterable[Span]) -> tuple[Span, ...]:
    """Busy spans in UTC and in order, without overlaps."""
    merged: list[Span] = []
    for start, end in sorted((a.astimezone(UTC), b.astimezone(UTC)) for a, b in busy):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return tuple(merged)

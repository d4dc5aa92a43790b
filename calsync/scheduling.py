"""Where a follow-up goes: the first free slot of the user's hours that still helps. Pure."""

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

from calsync.model import Slot

DAY = timedelta(days=1)
STEP = timedelta(minutes=15)
CHOSEN_DAYS = 5  # working days on, where no due date was named
FAR = 90  # days that a search goes on at the most

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Hours:
    """When follow-ups may stand, and how close together."""

    start: time
    end: time
    days: frozenset[int]  # 0 is Monday
    minutes: int
    buffer: int = 0  # minutes kept free around what is busy
    per_day: int = 4
    holidays: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Is this a working day?"""
        return day.weekday() in self.days and day not in self.holidays


@dataclass(frozen=True, slots=True)
class Placement:
    """A place: aware datetimes in the user's zone, or days where it fills the day."""

    start: date
    end: date
    slot: Slot


def working_day_before(day: date, hours: Hours) -> date:
    """The last working day before a day."""
    return next((d for d in _days(day - DAY, -1) if hours.works(d)), day - DAY)


def add_working_days(day: date, count: int, hours: Hours) -> date:
    """The day that many working days on."""
    for later in _days(day + DAY, 1):
        count -= hours.works(later)
        if count <= 0:
            return later
    return day + timedelta(days=count)


def place(
    *,
    due: date | None,
    due_time: time | None,
    now: datetime,
    busy: Sequence[Span],
    taken: Mapping[date, int],
    hours: Hours,
) -> Placement:
    """The place of a new follow-up; `busy` holds UTC spans, `taken` the follow-ups a day has.

    `now` is on the user's clock: its zone is the one that hours and days are read in.

    From the working day before the due day on; else the nearest earlier free slot; else all day
    on the due day. Past due already: the first free slot from now. No date: five working days on.
    """
    search = _Search(now, busy, taken, hours)
    today = now.date()
    if due is None:
        chosen = add_working_days(today, CHOSEN_DAYS, hours)
        return search.first(_days(chosen, 1), slot=Slot.CHOSEN) or _all_day(chosen, Slot.CHOSEN)
    if due < today:
        return search.first(_days(today, 1)) or _all_day(today)
    before = max(working_day_before(due, hours), today)
    until = datetime.combine(due, due_time, now.tzinfo) if due_time else None
    near = search.first(_between(before, due), until=until)
    return near or search.first(_earlier(before, today), until=until) or _all_day(due)


def place_overdue(
    *,
    now: datetime,
    busy: Sequence[Span],
    taken: Mapping[date, int],
    hours: Hours,
) -> Placement:
    """The first free slot from now, for a follow-up that passed."""
    today = now.date()
    return _Search(now, busy, taken, hours).first(_days(today, 1)) or _all_day(today)


def _all_day(day: date, slot: Slot = Slot.DAY) -> Placement:
    return Placement(day, day + DAY, slot)


def _days(first: date, step: int) -> Iterator[date]:
    for number in range(FAR):
        yield first + timedelta(days=number * step)


def _between(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _earlier(day: date, today: date) -> Iterator[date]:
    for number in range(1, min((day - today).days, FAR) + 1):
        yield day - timedelta(days=number)


class _Search:
    """Looks through days for a free slot."""

    def __init__(
        self,
        now: datetime,
        busy: Sequence[Span],
        taken: Mapping[date, int],
        hours: Hours,
    ) -> None:
        self._now = now.astimezone(UTC)
        self._zone = now.tzinfo
        self._taken = taken
        self._hours = hours
        self._busy = _merged(busy, timedelta(minutes=hours.buffer))
        self._starts = [start for start, _ in self._busy]

    def first(
        self,
        days: Iterable[date],
        *,
        until: datetime | None = None,
        slot: Slot = Slot.FREE,
    ) -> Placement | None:
        """The first free slot in these days, ending by `until`."""
        for day in days:
            if self._hours.works(day) and self._taken.get(day, 0) < self._hours.per_day:
                start = self._in_day(day, until)
                if start is not None:
                    length = timedelta(minutes=self._hours.minutes)
                    end = (start + length).astimezone(self._zone)
                    return Placement(start.astimezone(self._zone), end, slot)
        return None

    def _in_day(self, day: date, until: datetime | None) -> datetime | None:
        """The first free start in a day, in UTC, on a quarter of an hour."""
        length = timedelta(minutes=self._hours.minutes)
        start = self._instant(day, self._hours.start)
        end = self._instant(day, self._hours.end)
        if until is not None:
            end = min(end, until.astimezone(UTC))
        start = max(start, _rounded_up(self._now))
        while start + length <= end:
            clash = self._clash(start, start + length)
            if clash is None:
                return start
            start = _rounded_up(clash)
        return None

    def _instant(self, day: date, clock: time) -> datetime:
        """A wall-clock time as an instant; one that a clock change skips falls behind it."""
        return datetime.combine(day, clock, self._zone).astimezone(UTC)

    def _clash(self, start: datetime, end: datetime) -> datetime | None:
        """The end of the busy span that a slot runs into."""
        index = bisect_right(self._starts, start)
        if index and self._busy[index - 1][1] > start:
            return self._busy[index - 1][1]
        if index < len(self._busy) and self._busy[index][0] < end:
            return self._busy[index][1]
        return None


def _merged(busy: Sequence[Span], buffer: timedelta) -> list[Span]:
    """The busy spans with their buffer, in order, none overlapping."""
    out: list[Span] = []
    for start, end in sorted((s - buffer, e + buffer) for s, e in busy if s < e):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _rounded_up(moment: datetime) -> datetime:
    """The next quarter of an hour."""
    over = timedelta(
        minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond
    )
    return moment if not over else moment + STEP - over

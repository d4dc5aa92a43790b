"""What the phrases of a due date mean, as days: arithmetic on frozen spans. Pure.

The conventions: a period falls due when its working part ends, weeks start on Monday, a day
without a year or month that is past rolls on to the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from calsync.model import DateOrder

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
YEAR = relativedelta(years=1)
WEEKLY = relativedelta(days=7)
FURTHEST = 40 * 366  # days; a duration beyond that is no promise
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
SECONDS_IN = {"second": 1, "minute": 60, "hour": 3600}


class Nth(int):
    """A number that counts places; negative from the end."""


@dataclass(frozen=True, slots=True)
class Now:
    """When the text was written, and how its author writes 3/4."""

    at: datetime
    order: DateOrder

    @property
    def today(self) -> date:
        """The day it was written."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `bare` when nothing says which half of the day is meant."""

    hour: int
    minute: int = 0
    bare: bool = False

    def time(self, *, late: int | None = None) -> time:
        """The time meant, in the later half of the day if so said; nobody promises for 3 a.m."""
        hour, last = (23, 59) if self.hour == 24 else (self.hour, self.minute)
        if self.bare and hour < 12 and (late or (late is None and hour < 7)):
            hour += 12
        return time(hour, last)


@dataclass(frozen=True, slots=True)
class Length:
    """How long: of each kind as many as said."""

    days: int = 0
    months: int = 0
    seconds: int = 0
    workdays: int = 0

    def __add__(self, other: Length) -> Length:
        return Length(
            self.days + other.days,
            self.months + other.months,
            self.seconds + other.seconds,
            self.workdays + other.workdays,
        )

    def __neg__(self) -> Length:
        return Length(-self.days, -self.months, -self.seconds, -self.workdays)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, the one on which a promise for it falls due, and a clock time if named."""

    first: date
    last: date
    due: date
    grain: str = "day"
    clock: time | None = None
    late: int | None = None  # said to be in the later half of the day
    again: relativedelta | None = None  # how much later the next one of its name comes
    dated: bool = False  # a date of the calendar, not a day seen from today
    year_named: bool = False
    edge: bool = False  # the end of something: before it means by it
    rests: int = 0  # days that are still part of the feast
    past: bool = False  # said to be past
    vague: bool = False  # no day can be told


def day(value: date, *, late: int | None = None, past: bool = False) -> Span:
    """One day."""
    return Span(value, value, value, late=late, past=past)


def weekly(value: date, *, late: int | None = None) -> Span:
    """A day of the week."""
    return Span(value, value, value, late=late, again=WEEKLY)


def dated(value: date, *, again: relativedelta | None = None, year_named: bool = False) -> Span:
    """One day of the calendar."""
    return Span(value, value, value, again=again, dated=True, year_named=year_named)


def rolled(span: Span, today: date) -> Span:
    """The same span, moved on to its next occurrence if it is past and comes again."""
    while span.again and span.due < today:
        span = moved(span, span.again)
    return span


def moved(span: Span, step: relativedelta) -> Span:
    """The span one step later; ends of months stay ends of months."""
    if span.grain in MONTHS_IN:
        first = span.first + step
        months = MONTHS_IN[span.grain]
        return replace(months_from(first, months, span.grain, span.again), edge=span.edge)
    return replace(
        span, first=span.first + step, last=span.last + step, due=span.due + step, again=span.again
    )


def monday(value: date) -> date:
    """The Monday of its week."""
    return value - value.weekday() * DAY


def upcoming(today: date, weekday: int) -> date:
    """The next such weekday after today."""
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * DAY


def latest(today: date, weekday: int) -> date:
    """The last such weekday before today."""
    return today - ((today.weekday() - weekday - 1) % 7 + 1) * DAY


def week(first: date, today: date) -> Span:
    """A week, due on its Friday; when that is over, on its Sunday."""
    last = first + 6 * DAY
    friday = first + 4 * DAY
    due = last if friday < today <= last else friday
    return Span(first, last, due, "week", again=WEEKLY)


def weekend(first: date) -> Span:
    """A weekend, given the Monday of its week, due on Sunday."""
    last = first + 6 * DAY
    return Span(last - DAY, last, last, "weekend", again=WEEKLY)


def months_from(first: date, months: int, grain: str, again: relativedelta | None = None) -> Span:
    """A stretch of whole months from the first of one, due on its last day."""
    index = first.year * 12 + first.month - 1 + months
    last = date(index // 12, index % 12 + 1, 1) - DAY
    return Span(first, last, last, grain, again=again)


def period(unit: str, now: Now, ahead: int = 0) -> Span | None:
    """This week, month ..., or the one so many ahead."""
    today = now.today
    if unit in {"week", "fortnight"}:
        return week(monday(today) + ahead * WEEK, today)
    if unit == "weekend":
        return weekend(monday(today) + ahead * WEEK)
    if unit == "day":
        return day(today + ahead * DAY)
    if unit == "workday":
        return day(work_on(today, ahead)) if ahead else None
    months = MONTHS_IN.get(unit)
    if not months:
        return None
    index = (today.month - 1) // months * months + ahead * months
    first = date(today.year + index // 12, index % 12 + 1, 1)
    return months_from(first, months, unit)


def work_on(start: date, count: int) -> date:
    """So many working days on; Saturday and Sunday do not count, holidays do."""
    step = DAY if count > 0 else -DAY
    weeks, rest = divmod(abs(count), 5)
    value = start
    while value.weekday() > 4 and count:
        value -= step
    value += weeks * 7 * step
    while rest:
        value += step
        rest -= value.weekday() < 5
    return value


def length(count: int, unit: str) -> Length | None:
    """So many of a unit, unless it is beyond all sense."""
    if unit in SECONDS_IN:
        return Length(seconds=count * SECONDS_IN[unit])
    if unit in MONTHS_IN:
        return Length(months=count * MONTHS_IN[unit])
    if unit == "decade":
        return Length(months=count * 120)
    if unit == "workday":
        return Length(workdays=count)
    return Length(days=count * DAYS_IN[unit])


def after(span: date, amount: Length) -> date | None:
    """The day so long after a day, or nothing when that is out of all reach."""
    if abs(amount.days) + abs(amount.months) * 31 + abs(amount.workdays) * 2 > FURTHEST:
        return None
    value = span + relativedelta(months=amount.months) + amount.days * DAY
    return work_on(value, amount.workdays) if amount.workdays else value


def from_now(now: Now, amount: Length) -> Span | None:
    """The day so long from now; hours are elapsed hours, whatever the clocks do."""
    if abs(amount.seconds) > FURTHEST * 86400:
        return None
    if not amount.seconds:
        value = after(now.today, amount)
        return day(value) if value else None
    then = now.at.astimezone(UTC) + timedelta(seconds=amount.seconds)
    value = after(then.astimezone(now.at.tzinfo).date(), replace(amount, seconds=0))
    return day(value) if value else None


def month_day(now: Now, month: int, number: int, year: int | None = None) -> Span | None:
    """A day of a month: of that year, else the next one to come."""
    if year is not None:
        return _day_of_year(now, month, number, year)
    for ahead in range(9):
        try:
            value = date(now.today.year + ahead, month, number)
        except ValueError:
            continue
        if value >= now.today:
            return dated(value, again=YEAR)
    return None


def _day_of_year(now: Now, month: int, number: int, year: int) -> Span:
    """The day, or no day at all (29 February 2027), so that nothing else is read into it."""
    try:
        return dated(date(year, month, number), year_named=True)
    except ValueError:
        return replace(day(now.today), vague=True)


def next_numbered(now: Now, number: int) -> Span | None:
    """The next day of that number, in this month or the first later one that has it."""
    first = now.today.replace(day=1)
    for ahead in range(12):
        month = first + relativedelta(months=ahead)
        try:
            value = month.replace(day=number)
        except ValueError:
            continue
        if value >= now.today:
            return dated(value)
    return None


def weekday_of(span: Span, weekday: int, nth: int) -> date | None:
    """The nth such weekday within a span, from its end when negative."""
    if nth > 0:
        value = span.first + ((weekday - span.first.weekday()) % 7) * DAY + (nth - 1) * WEEK
    else:
        value = span.last - ((span.last.weekday() - weekday) % 7) * DAY + (nth + 1) * WEEK
    return value if span.first <= value <= span.last else None


def feast(code: str, year: int) -> date:
    """The day of a holiday that year: a month and day, days from Easter, or an nth weekday."""
    if code[0] == "E":
        return easter(year) + int(code[1:]) * DAY
    if code[0] != "N":
        return date(year, int(code[:2]), int(code[3:]))
    month, weekday, nth = int(code[1:3]), int(code[4]), code[6:]
    count, _, further = nth.partition("+")
    whole = months_from(date(year, month, 1), 1, "month")
    value = weekday_of(whole, weekday, int(count))
    return (value or whole.last) + int(further or 0) * DAY


Value = Span | Clock | Length | Nth | int

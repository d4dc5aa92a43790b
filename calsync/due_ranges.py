"""What ranges of days mean in a due date: they fall due when they are over. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from calsync import due_days as days
from calsync import due_meanings as means
from calsync.due_days import Now
from calsync.due_days import Span

HALF_A_YEAR = timedelta(days=183)


def month_days(
    now: Now, *, month: int, span: tuple[int, int], year: int | None = None
) -> Span | None:
    """13-15 July: due when it is over."""
    return days.month_day(now, month, span[1], year) if span[0] < span[1] else None


def month_day_until(
    now: Now, *, low: int, d: int, month: int, year: int | None = None
) -> Span | None:
    """Vom 13. bis 15. Juli: due when it is over."""
    return days.month_day(now, month, d, year) if low < d else None


def until(now: Now, *, when: Span, end: Span) -> Span | None:
    """From Monday to Wednesday; but "of 4 October until Sunday" is of the last one."""
    past = when.again == days.YEAR and when.due - now.today > HALF_A_YEAR
    if when.again and not end.dated and (past or (not end.again and end.due < when.due)):
        return None
    return later_of(now, when=when, end=end)


def later_of(_now: Now, *, when: Span, end: Span) -> Span | None:
    """Monday or Tuesday: by the later; but "Mon and May" are people."""
    if end.year_named and when.again:
        return end
    if not when.dated and when.grain == "day" and end.grain == "month":
        return replace(when, vague=True)
    back = end.dated and not end.again and end.due < when.due
    if back or (when.grain in days.MONTHS_IN and end.grain == "day"):
        return None
    return days.rolled(end, when.due) if end.again else max(when, end, key=lambda span: span.due)


def until_in(_now: Now, *, end: int, weekday: int, period: Span) -> Span | None:
    """Monday to Wednesday next week."""
    return means.weekday_in(_now, weekday=end, period=period) if weekday < end else None

"""What phrases about the past mean: no due dates, but days all the same. Pure."""

from __future__ import annotations

from dataclasses import replace

from calsync import due_days as days
from calsync.due_days import Length
from calsync.due_days import Now
from calsync.due_days import Span


def last_weekday(now: Now, *, weekday: int) -> Span:
    """Last Friday: past."""
    return days.day(days.latest(now.today, weekday), past=True)


def weekday_before_last(now: Now, *, weekday: int) -> Span:
    """Monday before last: past."""
    return days.day(days.latest(now.today, weekday) - days.WEEK, past=True)


def weekday_ago(now: Now, *, weekday: int, length: Length) -> Span | None:
    """A week ago Monday: past."""
    value = days.after(days.latest(now.today, weekday), -length)
    return days.day(value, past=True) if value else None


def weekdays_ago(now: Now, *, n: int, weekday: int) -> Span | None:
    """Two Fridays ago: past."""
    value = days.after(days.latest(now.today, weekday), Length(days=7 - 7 * n))
    return days.day(value, past=True) if value and n else None


def weekday_of_ago(now: Now, *, weekday: int, length: Length) -> Span | None:
    """Friday two weeks ago: past, of that week."""
    value = days.after(now.today, -length) if length.days and not length.days % 7 else None
    return days.day(days.monday(value) + weekday * days.DAY, past=True) if value else None


def unit_before_last(now: Now, *, unit: str, weekday: int) -> Span | None:
    """The day before last Friday: past."""
    amount = days.length(1, unit)
    return weekday_ago(now, weekday=weekday, length=amount) if amount else None


def last_feast(now: Now, *, holiday: str) -> Span:
    """Last Christmas: past."""
    feasts = [days.feast(holiday, now.today.year - ahead) for ahead in range(2)]
    return days.day(next(value for value in feasts if value < now.today), past=True)


def last_dated(_now: Now, *, day: Span) -> Span | None:
    """Last November 5: past."""
    if not day.dated or not day.again:
        return None
    return days.day(day.due - day.again, past=True)


def lately(now: Now, *, length: Length) -> Span:
    """The last three days: past, up to yesterday."""
    return days.day(now.today - days.DAY * (not length.seconds), past=True)


def ago_from(now: Now, *, length: Length, rel: int) -> Span | None:
    """A week ago yesterday: past."""
    value = days.after(now.today + rel * days.DAY, -length)
    return days.day(value, past=True) if value else None


def ago(now: Now, *, length: Length) -> Span | None:
    """Three days ago: past."""
    span = days.from_now(now, -length)
    return replace(span, past=True) if span else None


def same_time_last(now: Now, *, unit: str) -> Span | None:
    """This time last year: past."""
    amount = days.length(1, unit)
    return ago(now, length=amount) if amount else None

"""What the holidays of a due date mean. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from calsync import due_days as days
from calsync.due_days import Now
from calsync.due_days import Span

RESTS = {"E+0": 1, "E+49": 1, "12-25": 1, "E-07": 7}  # days after it that are part of it


def feast(now: Now, *, holiday: str, year: int | None = None) -> Span:
    """Christmas: the next one to come."""
    years = (year,) if year else (now.today.year, now.today.year + 1)
    feasts = [days.feast(holiday, number) for number in years]
    value = next(value for value in feasts if year or value >= now.today)
    again = None if year else days.YEAR
    return replace(days.dated(value, again=again), rests=RESTS.get(holiday, 0))


def feast_weekend(now: Now, *, holiday: str, unit: str) -> Span | None:
    """Thanksgiving weekend; a feast on a Monday has it before."""
    if unit != "weekend":
        return None
    value = feast(now, holiday=holiday).due
    return days.weekend(days.monday(value - days.DAY * (value.weekday() < 1)))


def advent(now: Now, *, nth: int) -> Span | None:
    """The first to the fourth Sunday of Advent."""
    return feast(now, holiday=f"N11-3--1+{nth * 7 - 4}") if 0 < nth < 5 else None


def christmas_day(now: Now, *, nth: int) -> Span | None:
    """Erster, zweiter Weihnachtstag."""
    return feast(now, holiday=f"12-{24 + nth}") if 0 < nth < 3 else None


def feast_in(now: Now, *, holiday: str, period: Span) -> Span | None:
    """Easter next year."""
    return feast(now, holiday=holiday, year=period.first.year) if period.grain == "year" else None


def holidays(now: Now) -> Span:
    """The holidays: from Christmas Eve to New Year's Day."""
    over = days.work_on(date(now.today.year, 1, 1), 1) < now.today
    year = now.today.year - (not over)
    first, last = date(year, 12, 24), date(year + 1, 1, 1)
    return Span(first, last, first, "holidays")

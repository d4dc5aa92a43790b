"""What the due-date grammar's single days, lengths from and to them, and joints mean. Pure.

A meaning gets the words its rule captured by the name of their kind, and gives nothing when they
make no sense together (30 February).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from calsync import due_clocks as clocks
from calsync import due_days as days
from calsync.due_days import Clock
from calsync.due_days import Length
from calsync.due_days import Now
from calsync.due_days import Span
from calsync.due_days import Value

IN_EIGHT = {8: 1, 15: 2}  # the days of a week and two, the first counted
UNLUCKY = (4, 13)  # Friday the 13th can be a year away


def same(_now: Now, **values: Value) -> Value:
    """The one thing that was said."""
    (value,) = values.values()
    return value


def relative(now: Now, *, rel: int) -> Span:
    """Today, tomorrow, the day after."""
    return days.day(now.today + rel * days.DAY, past=rel < 0)


def tonight(now: Now) -> Span:
    """Tonight."""
    return days.day(now.today, late=True)


def this_part(now: Now, *, part: bool) -> Span:
    """This morning, which may be over; this afternoon."""
    return days.day(now.today, late=part, past=not part and now.at.hour > 11)


def by_part(now: Now, *, part: bool) -> Span:
    """By lunchtime, by evening: today; by morning: the next one."""
    return days.day(now.today + days.DAY * (not part and now.at.hour > 5), late=part)


def day_part(_now: Now, *, day: Span, part: bool) -> Span:
    """Friday morning."""
    return replace(day, late=part)


def weekday(now: Now, *, weekday: int) -> Span:
    """Friday: the next one after today."""
    return days.weekly(days.upcoming(now.today, weekday))


def weekday_late(now: Now, *, weekday: int) -> Span:
    """Samstagabend."""
    return days.weekly(days.upcoming(now.today, weekday), late=True)


def this_weekday(now: Now, *, weekday: int) -> Span:
    """This Friday: today counts."""
    return days.day(days.upcoming(now.today - days.DAY, weekday))


def next_weekday(now: Now, *, weekday: int, next: bool) -> Span:  # noqa: A002 - named by its kind
    """Next Friday: of next week where people count in weeks, else the nearest."""
    if not next:
        return days.day(days.upcoming(now.today, weekday))
    return days.day(days.monday(now.today) + days.WEEK + weekday * days.DAY)


def next_but_this(now: Now, *, weekday: int) -> Span:
    """Not this Friday but the next."""
    return days.day(this_weekday(now, weekday=weekday).due + days.WEEK)


def weekday_after_next(now: Now, *, weekday: int) -> Span:
    """Friday after next."""
    return days.day(days.monday(now.today) + 2 * days.WEEK + weekday * days.DAY)


def weekday_in_weeks(now: Now, *, weekday: int, inweeks: int) -> Span:
    """Friday fortnight."""
    return days.day(days.upcoming(now.today, weekday) + inweeks * days.WEEK)


def weekday_week(now: Now, *, weekday: int) -> Span:
    """Friday week."""
    return days.day(days.upcoming(now.today, weekday) + days.WEEK)


def weekday_in_eight(now: Now, *, weekday: int, n: int) -> Span | None:
    """Vendredi en huit."""
    weeks = IN_EIGHT.get(n)
    return weekday_in_weeks(now, weekday=weekday, inweeks=weeks) if weeks else None


def in_eight(now: Now, *, rel: int, n: int) -> Span | None:
    """De hoy en ocho."""
    weeks = IN_EIGHT.get(n)
    return days.day(now.today + rel * days.DAY + weeks * days.WEEK) if weeks else None


def length_off(now: Now, *, rel: int, length: Length) -> Span | None:
    """De hoje a 15 dias."""
    return length_from(now, length=length, when=relative(now, rel=rel))


def weekdays_on(now: Now, *, n: int, weekday: int) -> Span | None:
    """Two Fridays from now."""
    if not 0 < n < 99:
        return None
    return days.day(days.upcoming(now.today, weekday) + (n - 1) * days.WEEK)


def day_week(now: Now, *, day: Span) -> Span:
    """Tomorrow week; but Thanksgiving week is the week it is in."""
    if day.dated:
        return days.week(days.monday(day.due), now.today)
    return days.day(day.due + days.WEEK)


def weekday_in(_now: Now, *, weekday: int, period: Span) -> Span | None:
    """Friday next week."""
    start = {"week": 0, "weekend": 5}.get(period.grain, 7)
    return days.day(period.first + (weekday - start) * days.DAY) if weekday >= start else None


def in_length(now: Now, *, length: Length) -> Span | None:
    """In three days."""
    return days.from_now(now, length)


def in_weeks(now: Now, *, n: int) -> Span | None:
    """Tra 2 sett."""
    return days.from_now(now, Length(days=7 * n))


def in_length_alone(now: Now, *, length: Length) -> Span | None:
    """3 days; but one day is no day."""
    return None if length == Length(days=1) else days.from_now(now, length)


def length_from(_now: Now, *, length: Length, when: Span) -> Span | None:
    """Two weeks from Friday."""
    value = days.after(when.last, length)
    return days.dated(value) if value else None


def length_on(now: Now, *, length: Length, when: Span) -> Span | None:
    """A week on Friday; but "one day next week" is no such day."""
    return None if length.days == 1 else length_from(now, length=length, when=when)


def unit_on(now: Now, *, unit: str, when: Span) -> Span | None:
    """Week tomorrow, fortnight Friday; but "week 12 October" is the week of it."""
    if unit not in {"week", "fortnight"} or when.grain != "day" or when.dated:
        return None
    return unit_from(now, unit=unit, when=when)


def unit_from(now: Now, *, unit: str, when: Span) -> Span | None:
    """A week from Monday, without the article."""
    amount = days.length(1, unit)
    return length_from(now, length=amount, when=when) if amount else None


def unit_from_now(now: Now, *, unit: str) -> Span | None:
    """Fortnight from today."""
    amount = days.length(1, unit)
    return days.from_now(now, amount) if amount else None


def unit_after_next(now: Now, *, unit: str, weekday: int) -> Span | None:
    """The day after next Monday."""
    return unit_after(now, unit=unit, when=next_weekday(now, weekday=weekday, next=True))


def length_before(_now: Now, *, length: Length, when: Span) -> Span | None:
    """Two days before Christmas."""
    value = days.after(when.first, -length)
    return days.dated(value, again=when.again) if value else None


def day_before(now: Now, *, when: Span) -> Span | None:
    """La veille de Noël."""
    return unit_before(now, unit="day", when=when)


def day_after(now: Now, *, when: Span) -> Span | None:
    """Le lendemain de Noël."""
    return unit_after(now, unit="day", when=when)


def unit_before(now: Now, *, unit: str, when: Span) -> Span | None:
    """The day, the week before Christmas."""
    return _beside(now, unit, when.first, -1)


def unit_after(now: Now, *, unit: str, when: Span) -> Span | None:
    """The day, the week after Christmas."""
    return _beside(now, unit, when.last, 1)


def _beside(now: Now, unit: str, value: date, step: int) -> Span | None:
    if unit == "day":
        return days.dated(value + step * days.DAY)
    if unit == "workday":
        return days.dated(days.work_on(value, step))
    if unit == "week":
        return days.week(days.monday(value) + step * days.WEEK, now.today)
    if unit != "weekend":
        return None
    weeks = -(value.weekday() < 6) if step < 0 else int(value.weekday() > 4)
    return days.weekend(days.monday(value) + weeks * days.WEEK)


def weekday_before(_now: Now, *, weekday: int, when: Span, n: int = 1) -> Span:
    """The Friday, two Fridays before Christmas."""
    return days.dated(days.latest(when.first, weekday) - (n - 1) * days.WEEK)


def weekday_after(_now: Now, *, weekday: int, when: Span, n: int = 1) -> Span:
    """The Monday, two Mondays after Easter."""
    return days.dated(days.upcoming(when.last, weekday) + (n - 1) * days.WEEK)


def nth_weekday_before(now: Now, *, nth: int, weekday: int, when: Span) -> Span:
    """The last, the second Friday before Christmas."""
    return weekday_before(now, weekday=weekday, when=when, n=max(nth, 1))


def nth_unit_before(now: Now, *, nth: int, unit: str, when: Span) -> Span | None:
    """The last working day before Christmas."""
    return unit_before(now, unit=unit, when=when) if nth in {-1, 1} else None


def nth_weekday_after(now: Now, *, nth: int, weekday: int, when: Span) -> Span:
    """The second Monday after Easter."""
    return weekday_after(now, weekday=weekday, when=when, n=max(nth, 1))


def after_next(now: Now, *, length: Length, weekday: int) -> Span | None:
    """A week after next Monday."""
    when = next_weekday(now, weekday=weekday, next=True)
    return length_from(now, length=length, when=when)


def same_time(now: Now, *, unit: str) -> Span | None:
    """This time next year."""
    amount = days.length(1, unit)
    return days.from_now(now, amount) if amount else None


def clock_in(now: Now, *, clock: Clock, length: Length) -> Span | None:
    """At 9am in four days."""
    span = None if length.seconds else days.from_now(now, length)
    return span and replace(span, clock=clock.time())


def month_day(now: Now, *, month: int, d: int, year: int | None = None) -> Span | None:
    """Oct 24."""
    return days.month_day(now, month, d, year)


def month_day_short(now: Now, *, month: int, d: int, short: int) -> Span | None:
    """5-Dec-27."""
    return days.month_day(now, month, d, 2000 + short)


def month_day_year(now: Now, *, month: int, dayyear: tuple[int, int]) -> Span | None:
    """Nov-02-2026."""
    return days.month_day(now, month, *dayyear)


def month_day_clock(now: Now, *, month: int, d: int, clock: Clock, year: int) -> Span | None:
    """Dec 20 14:00:00 2028, as machines write it."""
    span = month_day(now, month=month, d=d, year=year)
    return span and replace(span, clock=clock.time())


def month_nth(now: Now, *, month: int, nth: int, year: int | None = None) -> Span | None:
    """October 24th."""
    return days.month_day(now, month, nth, year) if nth > 0 else None


def numbered(now: Now, *, d: int) -> Span | None:
    """El 5, am 5."""
    return days.next_numbered(now, d)


def numbered_word(now: Now, *, d: int) -> Span | None:
    """Le quinze; but "l'un" is no day."""
    return numbered(now, d=d) if d > 1 else None


def before_numbered(now: Now, *, d: int) -> Span | None:
    """Vorm 15.: the day before."""
    span = numbered(now, d=d)
    return span and before(now, when=span)


def numbered_nth(now: Now, *, nth: int) -> Span | None:
    """The 5th."""
    return days.next_numbered(now, nth) if nth > 0 else None


def numbered_far(now: Now, *, nth: int) -> Span | None:
    """Am siebten; the first few may count other things than days."""
    return numbered_nth(now, nth=nth) if nth > 3 else None


def day_in(_now: Now, *, day: Span, period: Span) -> Span | None:
    """The 5th of next month, 3 March next year."""
    if not day.dated or period.grain not in {"month", "year"}:
        return None
    if period.grain == "month":
        return days.dated(period.first.replace(day=day.due.day))
    return days.dated(day.due.replace(year=period.first.year), year_named=not period.past)


def weekday_numbered(now: Now, *, weekday: int, d: int = 0, nth: int = 0) -> Span | None:
    """Tuesday the 13th: the next one to come, or nothing when the two disagree for months."""
    for ahead in range(14 if (weekday, d or nth) == UNLUCKY else 3):
        first = now.today.replace(day=1) + relativedelta(months=ahead)
        value = first + ((d or nth) - 1) * days.DAY
        if value.month == first.month and value >= now.today and value.weekday() == weekday:
            return days.dated(value)
    return None


def numbered_clock(now: Now, *, weekday: int, d: int, clock: Clock) -> Span | None:
    """Mercredi 25 à 14h."""
    span = weekday_numbered(now, weekday=weekday, d=d)
    return span and replace(span, clock=clock.time())


def numbered_hours(now: Now, *, weekday: int, d: int, length: Length) -> Span | None:
    """Jeudi 15 à dix heures."""
    clock = clocks.clock_of_length(now, length=length)
    return numbered_clock(now, weekday=weekday, d=d, clock=clock) if clock else None


def in_length_on(now: Now, *, length: Length, weekday: int) -> Span | None:
    """In two weeks on Friday: of that week."""
    value = days.after(now.today, length) if length.days and not length.days % 7 else None
    return days.day(days.monday(value) + weekday * days.DAY) if value else None


def day_day(_now: Now, *, weekday: int, day: Span) -> Span | None:
    """Monday, 12 October: the date, which must be that weekday when a year is not named."""
    if not day.dated or (day.due.weekday() != weekday and not day.again and not day.year_named):
        return None
    return day


def before(_now: Now, *, when: Span) -> Span:
    """Before Friday: the day before it; before 3 pm, the evening, the end of something: by then."""
    if when.clock or when.edge or when.late:
        return when
    return days.day(when.first - days.DAY, past=when.past)


def after(now: Now, *, when: Span) -> Span:
    """After the holidays: the first working day after, be it of those that have just been."""
    if when.clock or (when.edge and when.late):
        return when
    last = when.last + when.rests * days.DAY
    before = days.work_on(last - when.again, 1) if when.again else now.today - days.DAY
    value = before if before >= now.today and when.dated else days.work_on(last, 1)
    return days.day(value, past=when.past)


def period_clock(_now: Now, *, period: Span, clock: Clock) -> Span:
    """Next week at 3pm."""
    return replace(period, clock=clock.time())

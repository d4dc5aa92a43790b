"""What numbers, lengths of time and clock times of the due-date grammar mean. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from calsync import due_days as days
from calsync.due_days import Clock
from calsync.due_days import Length
from calsync.due_days import Now
from calsync.due_days import Nth
from calsync.due_days import Span

HALVES = {
    "minute": Length(seconds=30),
    "hour": Length(seconds=1800),
    "day": Length(seconds=43200),
    "week": Length(days=4),
    "month": Length(days=15),
    "year": Length(months=6),
}


def tens(_now: Now, *, tens: int, n: int) -> int | None:
    """Twenty-one."""
    return tens + n if n < 10 else None


def tens_th(_now: Now, *, tens: int, nth: int) -> Nth | None:
    """Twenty-first."""
    return Nth(tens + nth) if 0 < nth < 10 else None


def length(_now: Now, *, unit: str, n: int = 1) -> Length | None:
    """Three days; but 1730 hours is a time of day."""
    return days.length(n, unit) if unit != "hour" or n < 1000 else None


def workdays(_now: Now, *, n: int, unit: str) -> Length | None:
    """3 gg lavorativi, 3 jours ouvrés."""
    return days.length(n, "workday") if unit == "day" else None


def length_between(_now: Now, *, high: int, unit: str, low: int = 0) -> Length | None:
    """Two or three days: the longer."""
    return days.length(high, unit) if high > low else None


def length_span(_now: Now, *, span: tuple[int, int], unit: str) -> Length | None:
    """2-3 days: the longer."""
    return days.length(span[1], unit) if span[0] < span[1] else None


def length_and_half(_now: Now, *, unit: str, n: int = 1) -> Length | None:
    """Two and a half hours."""
    whole = days.length(n, unit)
    return whole + HALVES[unit] if whole and unit in HALVES else None


def length_half(_now: Now, *, unit: str, n: int = 1) -> Length | None:
    """Half an hour, half a year."""
    return HALVES.get(unit) if n == 1 else None


def length_sum(_now: Now, *, first: Length, second: Length) -> Length:
    """An hour and ten minutes."""
    return first + second


def days_long(_now: Now, *, dayslong: int) -> Length:
    """Quinze jours, une huitaine: what the French say for two weeks and one."""
    return Length(days=dayslong)


def clock(_now: Now, *, n: int, minute: int = 0, oclock: int = 13) -> Clock | None:
    """At 8, 15 Uhr 30, at 1830; where people say Uhr only small hours may be after noon."""
    if 100 <= n < (2400 if oclock < 13 else 1900) and n % 100 < 60 and not minute:
        return Clock(n // 100, n % 100)
    return Clock(n, minute, bare=n < oclock) if n < 24 and minute < 60 else None


def clock_tonight(_now: Now, *, n: int) -> Clock | None:
    """8 tonight."""
    return Clock(n % 12 + 12) if 4 < n <= 12 else None


def clock_from(_now: Now, *, n: int, end: Clock) -> Clock:
    """9 to 11am."""
    return Clock(n + 12 * (end.hour > 12 and n + 12 <= end.hour and n < 12), 0)


def clock_from_pm(now: Now, *, n: int, last: int, pm: bool) -> Clock | None:
    """2 to 4 pm."""
    end = clock_pm(now, n=last, pm=pm)
    return clock_from(now, n=n, end=end) if end else None


def clock_span_pm(now: Now, *, span: tuple[int, int], pm: bool) -> Clock | None:
    """3-4 PM."""
    return clock_from_pm(now, n=span[0], last=span[1], pm=pm)


def clock_of_length(now: Now, *, length: Length, minute: int = 0) -> Clock | None:
    """A las 15 horas, à 15 heures."""
    hours, rest = divmod(length.seconds, 3600)
    if length != Length(seconds=length.seconds) or hours < 2:
        return None
    return clock(now, n=hours, minute=minute or rest // 60, oclock=7)


def clock_part(now: Now, *, n: int, pm: bool) -> Clock | None:
    """6 in the evening; but "a night" is no clock."""
    return clock_pm(now, n=n, pm=pm) if n > 1 else None


def clock_at(now: Now, *, n: int) -> Clock | None:
    """At 8; but "at a" is no clock."""
    return clock(now, n=n) if n > 1 else None


def clock_pm(_now: Now, *, n: int, pm: bool) -> Clock | None:
    """3 pm, 730 in the evening."""
    if 100 <= n < 1300 and n % 100 < 60:
        return Clock(n // 100 % 12 + 12 * pm, n % 100)
    return Clock(n % 12 + 12 * pm) if 0 < n <= 12 else None


def clock_minute_pm(now: Now, *, n: int, minute: int, pm: bool) -> Clock | None:
    """Five thirty pm."""
    hour = clock_pm(now, n=n, pm=pm)
    return replace(hour, minute=minute) if hour and 10 <= minute < 60 else None


def clock_minute(now: Now, *, n: int, minute: int) -> Clock | None:
    """At ten fifteen."""
    return clock(now, n=n, minute=minute) if n > 1 and minute > 9 else None


def length_past(now: Now, *, length: Length, n: int) -> Clock | None:
    """Twenty minutes past five."""
    minutes = _minutes(length)
    return clock_past(now, fraction=minutes, n=n) if minutes else None


def length_to(now: Now, *, length: Length, n: int) -> Clock | None:
    """Ten minutes to six."""
    minutes = _minutes(length)
    return clock_to(now, fraction=minutes, n=n) if minutes else None


def _minutes(length: Length) -> int:
    """How many minutes of an hour it is, if it is nothing else."""
    whole = length == Length(seconds=length.seconds) and 60 <= length.seconds < 3600
    return length.seconds // 60 if whole else 0


def clock_half_day(_now: Now, *, clock: Clock, pm: bool) -> Clock:
    """3:30 pm, 6 in the morning."""
    if clock.hour > 12:
        return replace(clock, bare=False)
    return Clock(clock.hour % 12 + 12 * pm, clock.minute)


def clock_night(now: Now, *, clock: Clock) -> Clock:
    """Quarter to eight tonight."""
    return clock_half_day(now, clock=clock, pm=True) if clock.bare else clock


def clock_half(_now: Now, *, n: int) -> Clock | None:
    """A las tres y media."""
    return Clock(n, 30, bare=n <= 12) if n < 24 else None


def clock_half_of(now: Now, *, fraction: int, n: int, pm: bool | None = None) -> Clock | None:
    """Half seven, as the British say it."""
    return clock_past(now, fraction=30, n=n, pm=pm) if fraction == 30 and n > 1 else None


def clock_half_tonight(now: Now, *, fraction: int, n: int) -> Clock | None:
    """Half seven tonight."""
    clock = clock_half_of(now, fraction=fraction, n=n)
    return clock and clock_night(now, clock=clock)


def day_part_clock(now: Now, *, clock: Clock, day: Span, late: bool) -> Span:
    """At 7 on Monday evening."""
    return day_clock(now, day=replace(day, late=late), clock=clock)


def day_military(now: Now, *, day: Span, n: int) -> Span | None:
    """0900 tomorrow; but "Friday 2026" is a year."""
    if n < 100 or n % 100 > 59 or not (n < 1900 or 2100 <= n < 2400):
        return None
    return day_clock(now, day=day, clock=Clock(n // 100, n % 100))


def day_half(now: Now, *, day: Span, fraction: int, n: int) -> Span | None:
    """Friday half three."""
    clock = clock_half_of(now, fraction=fraction, n=n)
    return day_clock(now, day=day, clock=clock) if clock else None


def clock_past(_now: Now, *, fraction: int, n: int, pm: bool | None = None) -> Clock | None:
    """Half past three, twenty past 3 pm."""
    if n > 12 or fraction > 59:
        return None
    return Clock(n, fraction, bare=True) if pm is None else Clock(n % 12 + 12 * pm, fraction)


def clock_to(_now: Now, *, fraction: int, n: int) -> Clock | None:
    """Quarter to four."""
    return Clock((n - 1) or 12, 60 - fraction, bare=True) if 0 < n <= 12 else None


def clock_near(now: Now, *, fraction: int, n: int) -> Clock | None:
    """At ten to six; but "at 9 to 12" is no such time."""
    return clock_to(now, fraction=fraction, n=n) if fraction in {5, 10, 15, 20, 25} else None


def clock_quarter_to(now: Now, *, n: int) -> Clock | None:
    """Dreiviertel neun."""
    return clock_to(now, fraction=15, n=n)


def past_halb(now: Now, *, fraction: int, n: int) -> Clock | None:
    """Fünf nach halb zehn."""
    return clock_to(now, fraction=30 - fraction, n=n) if fraction < 15 else None


def to_halb(now: Now, *, fraction: int, n: int) -> Clock | None:
    """Fünf vor halb zehn."""
    return clock_to(now, fraction=30 + fraction, n=n) if fraction < 15 else None


def clock_more(now: Now, *, n: int, more: int) -> Clock | None:
    """Las diez y cuarto, le nove meno un quarto."""
    if more < 0:
        return clock_to(now, fraction=-more, n=n)
    return clock_past(now, fraction=more, n=n) if n > 1 else None


def length_more(now: Now, *, length: Length, more: int) -> Clock | None:
    """Neuf heures moins le quart, dix heures et quart."""
    hours, rest = divmod(length.seconds, 3600)
    whole = length == Length(seconds=length.seconds) and not rest
    return clock_more(now, n=hours, more=more) if whole else None


def clock_quarter_of(now: Now, *, fraction: int, n: int) -> Clock | None:
    """A quarter of six, as Americans say."""
    return clock_to(now, fraction=fraction, n=n) if fraction == 15 else None


def clock_before(now: Now, *, length: Length, clock: Clock) -> Clock | None:
    """Two hours before noon."""
    return clock_after(now, length=-length, clock=clock)


def clock_after(_now: Now, *, length: Length, clock: Clock) -> Clock | None:
    """An hour after midnight."""
    if length != Length(seconds=length.seconds):
        return None
    at = clock.time() if clock.hour < 24 else time()
    hour, minute = divmod((at.hour * 60 + at.minute + length.seconds // 60) % 1440, 60)
    return Clock(hour, minute)


def clock_halb(_now: Now, *, n: int) -> Clock | None:
    """Halb vier: half an hour before four."""
    return clock_to(_now, fraction=30, n=n)


def noon(_now: Now, *, noon: int) -> Clock:
    """Noon and midnight."""
    return Clock(noon)


def clock_first(_now: Now, *, clock: Clock, end: Clock) -> Clock:
    """From 13:00 to 16:00: it is due at the beginning."""
    return clock if clock.hour or end.hour else end


def clock_today(now: Now, *, clock: Clock) -> Span:
    """A time alone: today if that is still ahead, else tomorrow."""
    at = clock.time()
    if clock.bare and now.at.hour > 11 and at <= now.at.time():
        at = clock.time(late=True)
    gone = at <= now.at.time()
    return replace(days.day(now.today + gone * days.DAY), clock=at)


def clock_tomorrow(now: Now, *, clock: Clock) -> Span:
    """Tom 3pm, where there is nothing else that somebody called Tom could do."""
    return day_clock(now, day=days.day(now.today + days.DAY), clock=clock)


def day_clock(_now: Now, *, day: Span, clock: Clock) -> Span:
    """Monday at 8:15."""
    return replace(day, clock=clock.time(late=day.late))


def minutes(_now: Now, *, minutes: int) -> Length:
    """A quarter of an hour."""
    return Length(seconds=minutes * 60)


def noon_past(_now: Now, *, fraction: int, noon: int) -> Clock:
    """A quarter past noon."""
    return Clock(noon % 24, fraction)


def noon_to(_now: Now, *, fraction: int, noon: int) -> Clock:
    """A quarter to noon."""
    return Clock(noon - 1, 60 - fraction)


def clock_from_to(_now: Now, *, n: int, last: int) -> Clock | None:
    """From 9 to 11; but "from one to another" is no time."""
    return Clock(n, bare=last <= 12) if n < 24 and last < 25 and n != last else None

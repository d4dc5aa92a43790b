"""What each rule of the due-date grammar means: words in, a span, a clock or a number out. Pure.

A meaning gets the words its rule captured by the name of their kind, and gives nothing when they
make no sense together (30 February, 25 o'clock).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from calsync import due_days as days
from calsync.due_days import Clock
from calsync.due_days import Length
from calsync.due_days import Now
from calsync.due_days import Span

HALVES = {
    "minute": Length(seconds=30),
    "hour": Length(seconds=1800),
    "day": Length(seconds=43200),
    "week": Length(days=4),
    "month": Length(days=15),
    "year": Length(months=6),
}


class Nth(int):
    """A number that counts places; negative from the end."""


Value = Span | Clock | Length | Nth | int


def same(_now: Now, **values: Value) -> Value:
    """The one thing that was said."""
    (value,) = values.values()
    return value


# numbers, lengths


def tens(_now: Now, *, tens: int, n: int) -> int | None:
    """Twenty-one."""
    return tens + n if n < 10 else None


def tens_th(_now: Now, *, tens: int, nth: int) -> Nth | None:
    """Twenty-first."""
    return Nth(tens + nth) if 0 < nth < 10 else None


def length(_now: Now, *, unit: str, n: int = 1) -> Length | None:
    """Three days."""
    return days.length(n, unit)


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


def fourteen(_now: Now) -> Length:
    """Quinze jours: what the French say for two weeks."""
    return Length(days=14)


# clock times


def clock(_now: Now, *, n: int, minute: int = 0) -> Clock | None:
    """At 8, 15 Uhr 30, at 1830."""
    if 100 <= n < 2400 and n % 100 < 60 and not minute:
        return Clock(n // 100, n % 100)
    return Clock(n, minute, bare=n <= 12) if n < 24 and minute < 60 else None


def clock_of_length(now: Now, *, length: Length) -> Clock | None:
    """A las 15 horas, à 15 heures."""
    hours, rest = divmod(length.seconds, 3600)
    return (
        clock(now, n=hours, minute=rest // 60) if length == Length(seconds=length.seconds) else None
    )


def clock_pm(_now: Now, *, n: int, pm: bool) -> Clock | None:
    """3 pm."""
    return Clock(n % 12 + 12 * pm) if 0 < n <= 12 else None


def clock_half_day(_now: Now, *, clock: Clock, pm: bool) -> Clock | None:
    """3:30 pm, 6 in the morning."""
    if clock.hour > 12:
        return replace(clock, bare=False)
    return Clock(clock.hour % 12 + 12 * pm, clock.minute)


def clock_half(_now: Now, *, n: int) -> Clock | None:
    """A las tres y media."""
    return Clock(n, 30, bare=n <= 12) if n < 24 else None


def clock_past(_now: Now, *, fraction: int, n: int) -> Clock | None:
    """Half past three."""
    return Clock(n, fraction, bare=True) if n <= 12 else None


def clock_to(_now: Now, *, fraction: int, n: int) -> Clock | None:
    """Quarter to four."""
    return Clock((n - 1) or 12, 60 - fraction, bare=True) if 0 < n <= 12 else None


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
    if clock.bare and at <= now.at.time():
        at = clock.time(late=True)
    gone = at <= now.at.time()
    return replace(days.day(now.today + gone * days.DAY), clock=at)


def day_clock(_now: Now, *, day: Span, clock: Clock) -> Span:
    """Monday at 8:15."""
    return replace(day, clock=clock.time(late=day.late))


def day_clock_part(_now: Now, *, day: Span, clock: Clock, part: bool) -> Span:
    """Monday at 6 in the evening."""
    return replace(day, clock=clock.time(late=part))


# days seen from today


def relative(now: Now, *, rel: int) -> Span:
    """Today, tomorrow, the day after."""
    return days.day(now.today + rel * days.DAY)


def tonight(now: Now) -> Span:
    """Tonight."""
    return days.day(now.today, late=True)


def this_part(now: Now, *, part: bool) -> Span | None:
    """This morning, if it is not over; this afternoon."""
    return days.day(now.today, late=part) if part or now.at.hour < 12 else None


def day_part(_now: Now, *, day: Span, part: bool) -> Span:
    """Friday morning."""
    return replace(day, late=part)


def weekday(now: Now, *, weekday: int) -> Span:
    """Friday: the next one after today."""
    return replace(days.day(days.upcoming(now.today, weekday)), again=relativedelta(days=7))


def this_weekday(now: Now, *, weekday: int) -> Span:
    """This Friday: today counts."""
    return days.day(days.upcoming(now.today - days.DAY, weekday))


def next_weekday(now: Now, *, weekday: int, next: bool) -> Span:  # noqa: A002 - named by its kind
    """Next Friday: of next week where people count in weeks, else the nearest."""
    if not next:
        return days.day(days.upcoming(now.today, weekday))
    return days.day(days.monday(now.today) + days.WEEK + weekday * days.DAY)


def weekday_after_next(now: Now, *, weekday: int) -> Span:
    """Friday after next."""
    return days.day(days.monday(now.today) + 2 * days.WEEK + weekday * days.DAY)


def last_weekday(now: Now, *, weekday: int) -> Span:
    """Last Friday: past."""
    return days.day(days.upcoming(now.today, weekday) - 2 * days.WEEK)


def weekday_later(now: Now, *, weekday: int, length: Length) -> Span | None:
    """Friday in two weeks."""
    value = days.after(days.upcoming(now.today, weekday), length)
    return days.day(value) if value else None


def weekday_week(now: Now, *, weekday: int) -> Span:
    """Friday week."""
    return days.day(days.upcoming(now.today, weekday) + days.WEEK)


def weekdays_on(now: Now, *, n: int, weekday: int) -> Span | None:
    """Two Fridays from now."""
    if not 0 < n < 99:
        return None
    return days.day(days.upcoming(now.today, weekday) + (n - 1) * days.WEEK)


def day_week(_now: Now, *, day: Span) -> Span:
    """Tomorrow week."""
    return days.day(day.due + days.WEEK)


def weekday_in(_now: Now, *, weekday: int, period: Span) -> Span | None:
    """Friday next week."""
    return days.day(period.first + weekday * days.DAY) if period.grain == "week" else None


# periods


def this_period(now: Now, *, unit: str) -> Span | None:
    """This week, this month."""
    return days.period(unit, now)


def next_period(now: Now, *, unit: str, next: bool = True) -> Span | None:  # noqa: A002 - as above
    """Next week; a weekend is the nearest where people say so of days."""
    near = unit == "weekend" and not next and now.today.weekday() < 5
    return days.period(unit, now, 0 if near else 1)


def coming_period(now: Now, *, unit: str) -> Span | None:
    """Kommende Woche, the coming weekend."""
    return next_period(now, unit=unit, next=False)


def last_period(now: Now, *, unit: str) -> Span | None:
    """Last week: past."""
    return days.period(unit, now, -1)


def period_after_next(now: Now, *, unit: str) -> Span | None:
    """The week after next."""
    return days.period(unit, now, 2)


def month(now: Now, *, month: int) -> Span:
    """In January: one that is over means next year's."""
    whole = days.months_from(date(now.today.year, month, 1), 1, "month")
    return days.rolled(replace(whole, again=days.YEAR), now.today)


def month_of_year(now: Now, *, month: int, year: int) -> Span:
    """January 2028."""
    return days.months_from(date(year, month, 1), 1, "month")


def this_month(now: Now, *, month: int) -> Span:
    """This March."""
    return days.months_from(date(now.today.year, month, 1), 1, "month")


def next_month(now: Now, *, month: int) -> Span:
    """Next March: the next one to begin."""
    year = now.today.year + (month <= now.today.month)
    return days.months_from(date(year, month, 1), 1, "month")


def month_in(_now: Now, *, month: int, period: Span) -> Span | None:
    """March next year."""
    if period.grain != "year":
        return None
    return days.months_from(date(period.first.year, month, 1), 1, "month")


def quarter(now: Now, *, quarter: int, year: int | None = None) -> Span | None:
    """Q1: one that is over means next year's."""
    return _part_of_year(now, quarter, "quarter", year)


def half(now: Now, *, halfyear: int, year: int | None = None) -> Span | None:
    """H1."""
    return _part_of_year(now, halfyear, "half", year)


def _part_of_year(now: Now, nth: int, grain: str, year: int | None) -> Span | None:
    months = days.MONTHS_IN[grain]
    if not 0 < nth <= 12 // months:
        return None
    first = date(year or now.today.year, (nth - 1) * months + 1, 1)
    whole = days.months_from(first, months, grain)
    return whole if year else days.rolled(replace(whole, again=days.YEAR), now.today)


def nth_unit(now: Now, *, nth: int, unit: str, year: int | None = None) -> Span | None:
    """First quarter."""
    if unit not in {"quarter", "half"}:
        return None
    return _part_of_year(now, 12 // days.MONTHS_IN[unit] if nth == -1 else nth, unit, year)


def part_in(now: Now, *, period: Span, quarter: int = 0, halfyear: int = 0) -> Span | None:
    """Q1 of next year."""
    if period.grain != "year":
        return None
    grain = "quarter" if quarter else "half"
    return _part_of_year(now, quarter or halfyear, grain, period.first.year)


def year(_now: Now, *, year: int) -> Span:
    """In 2027."""
    return days.months_from(date(year, 1, 1), 12, "year")


def week_number(now: Now, *, n: int, year: int | None = None) -> Span | None:
    """KW 48: one that is over means next year's."""
    if not 0 < n <= 53:
        return None
    this = now.today.isocalendar().year
    for number in (year,) if year else (this, this + 1):
        value = days.week(date.fromisocalendar(number, n, 1), now.today)
        if year or value.last >= now.today:
            return replace(value, again=None)
    return None


def week_of(now: Now, *, unit: str, day: Span) -> Span | None:
    """The week of 19 October."""
    if unit == "week" and day.dated:
        return days.week(days.monday(day.due), now.today)
    if unit == "weekend" and day.dated:
        return days.weekend(days.monday(day.due))
    return None


def named(_now: Now, *, unit: str, period: Span) -> Span | None:
    """The month of May."""
    return period if unit == period.grain else None


def weekend(now: Now, *, unit: str) -> Span | None:
    """The weekend."""
    return days.period(unit, now) if unit == "weekend" else None


def within(now: Now, *, unit: str) -> Span | None:
    """Within the hour, dans la semaine."""
    if unit in days.SECONDS_IN:
        return days.from_now(now, Length(seconds=days.SECONDS_IN[unit]))
    return days.period(unit, now)


# edges of periods


def end(now: Now, *, period: Span) -> Span:
    """The end of next month."""
    if period.grain == "weekend":
        return replace(period, edge=True)
    return replace(days.rolled(period, now.today), edge=True, grain="day")


def start(now: Now, *, period: Span) -> Span:
    """Early next week."""
    return _point(now, period, 0)


def middle(now: Now, *, period: Span) -> Span:
    """Mid-November: the 15th."""
    offsets = {"week": 2, "month": 14, "quarter": 45, "half": 90, "year": 181}
    return _point(now, period, offsets.get(period.grain, 0))


def _point(now: Now, period: Span, offset: int) -> Span:
    while True:
        value = period.first + offset * days.DAY
        if value >= now.today or not period.again:
            return days.dated(value, again=period.again)
        period = days.moved(period, period.again)


def end_unit(now: Now, *, unit: str) -> Span | None:
    """End of month."""
    if unit == "day":
        return replace(days.day(now.today, late=True), edge=True)
    whole = days.period(unit, now)
    return end(now, period=whole) if whole else None


def start_unit(now: Now, *, unit: str) -> Span | None:
    """Beginning of the month: the next one when it is past."""
    whole = _recurring(now, unit)
    return _point(now, whole, 0) if whole else None


def middle_unit(now: Now, *, unit: str) -> Span | None:
    """Middle of the month."""
    whole = _recurring(now, unit)
    return middle(now, period=whole) if whole else None


def _recurring(now: Now, unit: str) -> Span | None:
    whole = days.period(unit, now)
    if whole is None or whole.grain not in {*days.MONTHS_IN, "week"}:
        return None
    months = days.MONTHS_IN.get(whole.grain, 0)
    again = relativedelta(months=months) if months else relativedelta(days=7)
    return replace(whole, again=again)


def edge(now: Now, *, edge: tuple[str, str]) -> Span | None:
    """EOM, Monatsende."""
    which, unit = edge
    return {"end": end_unit, "start": start_unit, "mid": middle_unit}[which](now, unit=unit)


def edge_in(now: Now, *, edge: tuple[str, str], period: Span) -> Span | None:
    """Jahresende 2027, EOM November."""
    which, unit = edge
    if unit != period.grain:
        return None
    return {"end": end, "start": start, "mid": middle}[which](now, period=period)


def eod(now: Now) -> Span:
    """End of day."""
    return replace(days.day(now.today, late=True), edge=True)


def eod_of(_now: Now, *, day: Span) -> Span:
    """EOD Friday."""
    return replace(day, late=True, edge=True)


# in so long, so long from


def in_length(now: Now, *, length: Length) -> Span | None:
    """In three days."""
    return days.from_now(now, length)


def next_length(now: Now, *, n: int, unit: str) -> Span | None:
    """Les 3 prochains jours."""
    amount = days.length(n, unit)
    return days.from_now(now, amount) if amount else None


def ago(now: Now, *, length: Length) -> Span | None:
    """Three days ago: past."""
    return days.from_now(now, -length)


def length_from(_now: Now, *, length: Length, when: Span) -> Span | None:
    """Two weeks from Friday."""
    value = days.after(when.last, length)
    return days.dated(value) if value else None


def length_before(_now: Now, *, length: Length, when: Span) -> Span | None:
    """Two days before Christmas."""
    value = days.after(when.first, -length)
    return days.dated(value, again=when.again) if value else None


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
    back = step < 0 and value.weekday() < 6
    return days.weekend(days.monday(value) - back * days.WEEK)


def weekday_before(_now: Now, *, weekday: int, when: Span) -> Span:
    """The Friday before Christmas."""
    back = (when.first.weekday() - weekday - 1) % 7 + 1
    return days.dated(when.first - back * days.DAY)


def weekday_after(_now: Now, *, weekday: int, when: Span) -> Span:
    """The Monday after Easter."""
    return days.dated(days.upcoming(when.last, weekday))


# dates of the calendar


def month_day(now: Now, *, month: int, d: int, year: int | None = None) -> Span | None:
    """Oct 24."""
    return days.month_day(now, month, d, year)


def month_nth(now: Now, *, month: int, nth: int, year: int | None = None) -> Span | None:
    """October 24th."""
    return days.month_day(now, month, nth, year) if nth > 0 else None


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


def numbered(now: Now, *, d: int) -> Span | None:
    """El 5, am 5."""
    return days.next_numbered(now, d)


def numbered_nth(now: Now, *, nth: int) -> Span | None:
    """The 5th."""
    return days.next_numbered(now, nth) if nth > 0 else None


def day_in(_now: Now, *, day: Span, period: Span) -> Span | None:
    """The 5th of next month, 3 March next year."""
    if not day.dated or period.grain not in {"month", "year"}:
        return None
    if period.grain == "month":
        return days.dated(period.first.replace(day=day.due.day))
    return days.dated(day.due.replace(year=period.first.year))


def weekday_numbered(now: Now, *, weekday: int, d: int = 0, nth: int = 0) -> Span | None:
    """Tuesday the 13th: the next one to come, or nothing when the two disagree for months."""
    for ahead in range(3):
        first = now.today.replace(day=1) + relativedelta(months=ahead)
        value = first + ((d or nth) - 1) * days.DAY
        if value.month == first.month and value >= now.today and value.weekday() == weekday:
            return days.dated(value)
    return None


def day_day(_now: Now, *, weekday: int, day: Span) -> Span | None:
    """Monday, 12 October: the date, which must be that weekday when a year is not named."""
    if not day.dated or (day.due.weekday() != weekday and not day.again and not day.year_named):
        return None
    return day


def nth_weekday(now: Now, *, nth: int, weekday: int, period: Span) -> Span | None:
    """The first Monday in January; of the next one when it is past."""
    while True:
        value = days.weekday_of(period, weekday, nth)
        if not value:
            return None
        if value >= now.today or not period.again:
            return days.dated(value, again=period.again)
        period = days.moved(period, period.again)


def nth_weekday_unit(now: Now, *, nth: int, weekday: int, unit: str) -> Span | None:
    """The last Friday of the month."""
    whole = _recurring(now, unit)
    return nth_weekday(now, nth=nth, weekday=weekday, period=whole) if whole else None


def nth_in(now: Now, *, nth: int, unit: str, period: Span) -> Span | None:
    """The first week of December, the last working day of next month."""
    if unit == "week":
        return _nth_week(now, nth, period)
    if unit == "day":
        value = period.first + (nth - 1) * days.DAY if nth > 0 else period.last
    elif unit == "workday":
        outside = period.first - days.DAY if nth > 0 else period.last + days.DAY
        value = days.work_on(outside, nth)
    elif unit == "weekend":
        saturday = days.weekday_of(period, 5, nth)
        return days.weekend(days.monday(saturday)) if saturday else None
    else:
        return _part(period, nth, unit)
    return days.dated(value, again=period.again) if value <= period.last else None


def _part(period: Span, nth: int, unit: str) -> Span | None:
    if period.grain == "month" and unit == "half":
        first = period.first if nth == 1 else period.first + 15 * days.DAY
        last = first + 14 * days.DAY if nth == 1 else period.last
        return Span(first, last, last, "part")
    months = days.MONTHS_IN.get(unit, 12)
    if period.grain != "year" or months == 12:
        return None
    index = 12 // months + nth if nth < 0 else nth - 1
    first = period.first + relativedelta(months=index * months)
    return days.months_from(first, months, unit) if period.first <= first <= period.last else None


def nth_in_unit(now: Now, *, nth: int, unit: str, whole: str) -> Span | None:
    """The last day of the month."""
    span = _recurring(now, whole)
    if not span:
        return None
    value = nth_in(now, nth=nth, unit=unit, period=span)
    if value and value.due < now.today and span.again:
        return nth_in(now, nth=nth, unit=unit, period=days.moved(span, span.again))
    return value


def _nth_week(now: Now, nth: int, period: Span) -> Span | None:
    if period.grain not in days.MONTHS_IN:
        return None
    thursday = days.weekday_of(period, 3, nth)
    return days.week(days.monday(thursday), now.today) if thursday else None


def feast(now: Now, *, holiday: str, year: int | None = None) -> Span | None:
    """Christmas: the next one to come."""
    rests = {"E+0": 1, "E+49": 1, "12-25": 1}.get(holiday, 0)
    for number in (year,) if year else (now.today.year, now.today.year + 1):
        value = days.feast(holiday, number)
        if year or value >= now.today:
            again = None if year else days.YEAR
            return replace(days.dated(value, again=again), rests=rests)
    return None


def feast_in(now: Now, *, holiday: str, period: Span) -> Span | None:
    """Easter next year."""
    return feast(now, holiday=holiday, year=period.first.year) if period.grain == "year" else None


def holidays(now: Now) -> Span:
    """The holidays: from Christmas Eve to New Year's Day."""
    year = now.today.year - (now.today.month == 1 and now.today.day == 1)
    first, last = date(year, 12, 24), date(year + 1, 1, 1)
    return Span(first, last, first, "holidays")


# several, before and after


def later_of(_now: Now, *, when: Span, end: Span) -> Span:
    """Between Monday and Wednesday, Monday or Tuesday: by the later."""
    return days.rolled(end, when.due) if end.again else max(when, end, key=lambda span: span.due)


def before(_now: Now, *, when: Span) -> Span:
    """Before Friday: the day before it; before 3 pm, before the end of something: by then."""
    if when.clock or when.edge:
        return when
    return days.day(when.first - days.DAY)


def after(_now: Now, *, when: Span) -> Span:
    """After the holidays: the first working day after."""
    return days.day(days.work_on(when.last + when.rests * days.DAY, 1))

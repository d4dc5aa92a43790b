"""What weeks, months, quarters, their edges and their nth days mean. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from calsync import due_days as days
from calsync.due_days import Length
from calsync.due_days import Now
from calsync.due_days import Span

SEASONS = ((3, 20), (6, 21), (9, 23), (12, 21))  # when they begin, as a rule


def this_period(now: Now, *, unit: str) -> Span | None:
    """This week, this month; but "on this day" is another."""
    return days.period(unit, now) if unit != "day" else None


def next_period(now: Now, *, unit: str, next: bool = True) -> Span | None:  # noqa: A002 - as above
    """Next week; a weekend is the nearest where people say so of days."""
    if unit in days.SECONDS_IN:
        return days.from_now(now, Length(seconds=days.SECONDS_IN[unit]))
    if unit == "fortnight":
        return days.from_now(now, Length(days=14))
    near = unit == "weekend" and not next and now.today.weekday() < 5
    return days.period(unit, now, 0 if near else 1)


def coming_period(now: Now, *, unit: str) -> Span | None:
    """Kommende Woche, the coming weekend."""
    return next_period(now, unit=unit, next=False)


def last_period(now: Now, *, unit: str) -> Span | None:
    """Last week: past."""
    return _past(now, unit, -1)


def period_last(now: Now, *, unit: str) -> Span | None:
    """La semaine dernière; but "half past", "quarter past" are of the clock."""
    return None if unit in {"half", "quarter"} else _past(now, unit, -1)


def period_before_last(now: Now, *, unit: str) -> Span | None:
    """The week before last: past."""
    return _past(now, unit, -2)


def _past(now: Now, unit: str, ahead: int) -> Span | None:
    whole = days.period(unit, now, ahead)
    return replace(whole, past=True, again=None) if whole else None


def period_after_next(now: Now, *, unit: str) -> Span | None:
    """The week after next."""
    return days.period(unit, now, 2)


def month(now: Now, *, month: int) -> Span:
    """In January: one that is over means next year's."""
    whole = days.months_from(date(now.today.year, month, 1), 1, "month", days.YEAR)
    return days.rolled(whole, now.today)


def month_of_year(_now: Now, *, month: int, year: int) -> Span:
    """January 2028."""
    return days.months_from(date(year, month, 1), 1, "month")


def this_month(now: Now, *, month: int) -> Span:
    """This March."""
    return days.months_from(date(now.today.year, month, 1), 1, "month")


def next_month(now: Now, *, month: int) -> Span:
    """Next March: the next one to begin."""
    year = now.today.year + (month <= now.today.month)
    return days.months_from(date(year, month, 1), 1, "month")


def last_month(now: Now, *, month: int) -> Span:
    """Last November: past."""
    year = now.today.year - (month >= now.today.month)
    whole = days.months_from(date(year, month, 1), 1, "month")
    return replace(whole, past=True)


def season(now: Now, *, season: int, year: int | None = None) -> Span:
    """Summer, as the almanac of the north has it; one that is over means next year's."""
    years = (year,) if year else range(now.today.year - 1, now.today.year + 2)
    seasons = (_season(season, number) for number in years)
    return next(one for one in seasons if year or one.last >= now.today)


def last_season(now: Now, *, season: int) -> Span:
    """Last summer: past."""
    seasons = [_season(season, now.today.year - back) for back in range(3)]
    return replace(next(one for one in seasons if one.last < now.today), past=True)


def _season(season: int, year: int) -> Span:
    first = date(year, *SEASONS[season - 1])
    last = date(year + season // 4, *SEASONS[season % 4]) - days.DAY
    return Span(first, last, last, "season")


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
    if unit not in {"quarter", "half"} or (nth < 0 and not year):
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
    years = (year,) if year else (this, this + 1)
    weeks = [days.week(date.fromisocalendar(number, n, 1), now.today) for number in years]
    return replace(next(one for one in weeks if year or one.last >= now.today), again=None)


def week_pair(now: Now, *, pair: tuple[int, int]) -> Span | None:
    """KW 2/2027."""
    return week_number(now, n=pair[0], year=pair[1])


def month_pair(now: Now, *, pair: tuple[int, int]) -> Span | None:
    """11/2026."""
    return month_of_year(now, month=pair[0], year=pair[1])


def week_of(now: Now, *, unit: str, day: Span) -> Span | None:
    """The week of 19 October."""
    if unit == "week" and day.dated:
        return days.week(days.monday(day.due), now.today)
    if unit == "weekend" and day.dated:
        return days.weekend(days.monday(day.due))
    return None


def week_of_numbered(now: Now, *, unit: str, d: int) -> Span | None:
    """La semana del 19."""
    day = days.next_numbered(now, d)
    return day and week_of(now, unit=unit, day=day)


def week_starting(now: Now, *, day: Span) -> Span:
    """The week commencing 19 October; on a Sunday, for most of it next week."""
    return days.week(days.monday(day.due + days.DAY), now.today)


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


def end(now: Now, *, period: Span) -> Span:
    """The end of next month."""
    if period.grain == "weekend":
        return replace(period, edge=True)
    whole = days.rolled(period, now.today)
    return replace(whole, first=whole.due, edge=True, grain="day")


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
    whole = days.period(unit, now) if unit != "day" else None
    return end(now, period=whole) if whole else None


def end_of_year(_now: Now, *, unit: str, year: int) -> Span | None:
    """Year end 2027."""
    return days.dated(date(year, 12, 31), year_named=True) if unit == "year" else None


def ended(now: Now, *, unit: str) -> Span | None:
    """Before the week is out."""
    return replace(days.day(now.today), edge=True) if unit == "day" else end_unit(now, unit=unit)


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
    again = relativedelta(months=months) if months else days.WEEKLY
    return replace(whole, again=again)


def edge(now: Now, *, edge: str) -> Span | None:
    """EOM, Monatsende."""
    which, _, unit = edge.partition("-")
    return {"end": end_unit, "start": start_unit, "mid": middle_unit}[which](now, unit=unit)


def edge_in(now: Now, *, edge: str, period: Span) -> Span | None:
    """Jahresende 2027, EOM November."""
    which, _, unit = edge.partition("-")
    if unit != period.grain:
        return None
    return {"end": end, "start": start, "mid": middle}[which](now, period=period)


def eod(now: Now) -> Span:
    """End of day."""
    return replace(days.day(now.today, late=True), edge=True)


def eod_of(_now: Now, *, day: Span) -> Span:
    """EOD Friday."""
    return replace(day, late=True, edge=True)


def nth_weekday(now: Now, *, nth: int, weekday: int, period: Span) -> Span:
    """The first Monday in January; of the next one when it is past."""
    while True:
        value = days.weekday_of(period, weekday, nth)
        if not value:
            return vague(now)
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
        outside = period.first - days.DAY if nth > 0 else period.last + days.DAY
        value = outside + nth * days.DAY
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
    if period.grain == "month" and unit in {"half", "fortnight"}:
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


def nth_month_week(now: Now, *, nth: int, month: int) -> Span | None:
    """Erste Novemberwoche; of the next one when it is past."""
    whole = days.months_from(date(now.today.year, month, 1), 1, "month", days.YEAR)
    week = _nth_week(now, nth, days.rolled(whole, now.today))
    return week and days.rolled(week, now.today)


def _nth_week(now: Now, nth: int, period: Span) -> Span | None:
    if period.grain not in days.MONTHS_IN:
        return None
    thursday = days.weekday_of(period, 3, nth)
    if not thursday:
        return None
    week = days.week(days.monday(thursday), now.today)
    return replace(week, due=min(week.due, period.last), again=period.again)


def nth_day(now: Now, *, nth: int, period: Span) -> Span | None:
    """The first of next month."""
    return nth_in(now, nth=nth, unit="day", period=period) if period.grain == "month" else None


def nth_day_unit(now: Now, *, nth: int, unit: str) -> Span | None:
    """The last of the month."""
    return nth_in_unit(now, nth=nth, unit="day", whole=unit) if unit == "month" else None


def year_named(_now: Now, *, unit: str, year: int) -> Span | None:
    """The year 2027."""
    return days.months_from(date(year, 1, 1), 12, unit) if unit == "year" else None


def vague(now: Now, **_kinds: object) -> Span:
    """In the coming days: no date, which a day that is past says."""
    return replace(days.day(now.today - days.DAY), vague=True)

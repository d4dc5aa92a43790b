"""What a number may mean in a due date, by the way it is written. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from datetime import datetime

from calsync import due_days as days
from calsync.due_days import Clock
from calsync.due_days import Length
from calsync.due_days import Now
from calsync.due_days import Nth
from calsync.due_days import Span
from calsync.due_lexicon import CLAUSE_END
from calsync.due_lexicon import LANGUAGES
from calsync.due_lexicon import NOTHING
from calsync.due_lexicon import NUMBER
from calsync.due_lexicon import PHRASES
from calsync.due_lexicon import PREPOSITION
from calsync.due_lexicon import SURE
from calsync.due_lexicon import Reading
from calsync.due_lexicon import Readings
from calsync.due_lexicon import fold
from calsync.model import DateOrder

GLUED = re.compile(r"(q|t|h|s|kw|w|wk|cw)(\d\d?)", re.IGNORECASE)
MONTH_DAY = re.compile(r"([^\W\d_]{3,9})(\d\d?)")
MONTH_YEAR = re.compile(r"([^\W\d_]{3,9})(\d{4}|\d\d)?")


def glued(word: str, now: Now) -> Readings:
    """What letters with a number glued to them may mean: Q1, H2, KW48, dec24."""
    found = GLUED.fullmatch(word.rstrip("."))
    if not found:
        return _glued_day(word.rstrip("."), now)
    name, number = found[1].lower(), int(found[2])
    if name in {"q", "t"}:
        return {"QUARTER": Reading(number)} if 0 < number < 5 else NOTHING
    if name in {"h", "s"}:
        return {"HALFYEAR": Reading(number)} if 0 < number < 3 else NOTHING
    return {"WEEKNUMBER": Reading(number)} if 0 < number < 54 else NOTHING


def _glued_day(word: str, now: Now) -> Readings:
    found = MONTH_DAY.fullmatch(word)
    return _named(found[1], int(found[2]), None, now) if found else NOTHING


def _named(month: str, number: int, year: str | None, now: Now) -> Readings:
    """24dec, dec24, 24dec2026."""
    node = PHRASES.further.get(fold(month))
    known = node.readings.get("MONTH") if node else None
    if not known or number > 31:
        return NOTHING
    return _day(days.month_day(now, known.value, number, _year(year)), SURE if year else NUMBER)


def readings(written: str, glue: str, now: Now) -> Readings:
    """What a number with its signs and the letters glued to it may mean."""
    glue = fold(glue)
    for pattern, means in NUMBERS:
        found = pattern.fullmatch(written)
        if found:
            try:
                return means(found, glue, now)
            except (ValueError, OverflowError):
                continue
    return NOTHING


def _iso(found: re.Match[str], glue: str, now: Now) -> Readings:
    year, month, number = map(int, found.groups())
    level = SURE if len(found[0]) > len("20261231") else PREPOSITION
    if not glue:
        return _day(days.month_day(now, month, number, year), level)
    stamp = f"{year}-{month:02}-{number:02}{glue.upper().rstrip('.')}"
    at = datetime.fromisoformat(stamp)
    if at.tzinfo:
        at = at.astimezone(now.at.tzinfo)
    span = days.dated(at.date(), year_named=True)
    return _day(replace(span, clock=at.time().replace(second=0, microsecond=0)), SURE)


def _day(span: Span | None, level: int) -> Readings:
    if not span:
        return NOTHING
    return {"DAY": Reading(span, 0, level), "WHEN": Reading(span, 0, level)}


def _by_order(found: re.Match[str], glue: str, now: Now) -> Readings:
    first, second, year = int(found[1]), int(found[2]), _year(found[3])
    if glue or (first, second) == (24, 7):
        return NOTHING
    month, number = (first, second) if now.order is DateOrder.MDY else (second, first)
    if month > 12:
        month, number = number, month
    often = (first, second) == (1, 2)
    doubtful = often if not year else "-" in found[0] and len(found[3]) == 2
    level = PREPOSITION if doubtful else SURE if year else CLAUSE_END
    span = {} if year or first >= second else {"SPAN": Reading((first, second), 0, 0)}
    if month > 12:
        return span
    return span | dict(_day(days.month_day(now, month, number, year), level))


def _day_first(found: re.Match[str], glue: str, now: Now) -> Readings:
    year = _year(found[3])
    if glue:
        return NOTHING
    return _day(days.month_day(now, int(found[2]), int(found[1]), year), SURE)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) + (2000 if len(written) == 2 else 0)


def _dotted(found: re.Match[str], glue: str, now: Now) -> Readings:
    hour, minute = int(found[1]), int(found[2])
    if glue:
        return _clock(found, glue, now)
    readings: dict[str, Reading] = {}
    if len(found[2]) == 2 and hour < 24 and minute < 60:
        readings["DOTCLOCK"] = Reading(Clock(hour, minute, bare=_bare(found[1])), 0, 0)
    if found[2] == "5":
        readings["ANDAHALF"] = Reading(hour)
    return readings | dict(_day(days.month_day(now, minute, hour), 0) if 0 < minute < 13 else {})


def _half(found: re.Match[str], glue: str, _now: Now) -> Readings:
    return NOTHING if glue else {"ANDAHALF": Reading(int(found[1]))}


def _bare(hour: str) -> bool:
    return len(hour) == 1 and hour != "0"


def _clock(found: re.Match[str], glue: str, _now: Now) -> Readings:
    hour, minute = int(found[1]), int(found[2])
    if hour > 24 or minute > 59 or glue not in {"", "am", "pm", "a", "p", "h", "uhr"}:
        return NOTHING
    value = Clock(hour, minute, bare=_bare(found[1]) and glue not in {"h", "uhr"})
    if glue[:1] in {"a", "p"} and glue:
        value = Clock(hour % 12 + 12 * (glue[0] == "p"), minute)
    return {"CLOCK": Reading(value, 0, 3 if glue else 0)}


def _range(found: re.Match[str], glue: str, _now: Now) -> Readings:
    low, high = int(found[1]), int(found[2])
    if glue in {"am", "pm", "a", "p"} and high <= 12:
        late = glue[0] == "p" and low <= high
        return {"CLOCK": Reading(Clock(low % 12 + 12 * late), 0, 3)}
    return {} if glue or low >= high else {"SPAN": Reading((low, high))}


ORDINALS = frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "re",
        "ere",
        "e",
        "eme",
        "o",
        "a",
        "º",
        "ª",
        "°",
        "ste",
        "te",
        "ter",
    ]
)
HOURS = re.compile(r"h(\d\d)?")
HOURS_MINUTES = re.compile(r"h(\d\d?)(?:m|min|mins)")
QUARTER = re.compile(r"q([1-4])")


def _day_year(found: re.Match[str], glue: str, _now: Now) -> Readings:
    return NOTHING if glue else {"DAYYEAR": Reading((int(found[1]), int(found[2])))}


def _pair(found: re.Match[str], glue: str, _now: Now) -> Readings:
    return NOTHING if glue else {"PAIR": Reading((int(found[1]), int(found[2])))}


def _year_month(found: re.Match[str], glue: str, _now: Now) -> Readings:
    return NOTHING if glue else {"PAIR": Reading((int(found[2]), int(found[1])))}


def _plain(found: re.Match[str], glue: str, now: Now) -> Readings:
    number = int(found[0])
    if glue == "ish":
        return {"N": Reading(number)}
    if not glue:
        return _bare_number(found[0], number)
    if glue in ORDINALS and 0 < number < 32:
        return _ordinal(number, glue)
    hours = HOURS.fullmatch(glue)
    if hours and len(found[0]) == 4:
        return {"CLOCK": Reading(Clock(number // 100, number % 100), 0, 0)} if number < 2400 else {}
    if hours:
        minute = int(hours[1] or 0)
        readings = {"CLOCK": Reading(Clock(number, minute), 0, 0)} if number < 25 else {}
        amount = Reading(Length(seconds=number * 3600 + minute * 60))
        return readings | {"HOURMIN" if hours[1] else "LENGTH": amount}
    return _half_day(number, glue) or _glued_unit(number, glue) or _glued_name(number, glue, now)


def _ordinal(number: int, glue: str) -> Readings:
    """1st, 5ª; women's ordinals count no days of a month, but the days of a Portuguese week."""
    readings = {"NTH": Reading(Nth(number))}
    if glue not in {"a", "ª"}:
        readings["NTHD"] = Reading(Nth(number))
    elif 1 < number < 7:
        readings["FEIRANTH"] = Reading(number - 2, LANGUAGES["pt"], CLAUSE_END)
    return readings


def _glued_name(number: int, glue: str, now: Now) -> Readings:
    """24dec, 2027Q2, 1h30m."""
    quarter, time = QUARTER.fullmatch(glue), HOURS_MINUTES.fullmatch(glue)
    if time:
        return {"LENGTH": Reading(Length(seconds=number * 3600 + int(time[1]) * 60))}
    if quarter and 2000 <= number < 2100:
        first = date(number, int(quarter[1]) * 3 - 2, 1)
        span = days.months_from(first, 3, "quarter")
        return {"PERIOD": Reading(span, 0, 0), "WHEN": Reading(span, 0, 0)}
    named = MONTH_YEAR.fullmatch(glue)
    return _named(named[1], number, named[2], now) if named else NOTHING


def _half_day(number: int, glue: str) -> Readings:
    """3pm, 730pm."""
    hour, minute = divmod(number, 100) if number > 99 else (number, 0)
    if glue not in {"am", "pm", "a", "p"} or not 0 < hour < 13 or minute > 59:
        return NOTHING
    return {"CLOCK": Reading(Clock(hour % 12 + 12 * (glue[0] == "p"), minute), 0, 3)}


def _glued_unit(number: int, glue: str) -> Readings:
    node = PHRASES.further.get(
        {"d": "day", "w": "week", "mo": "month", "y": "year"}.get(glue, glue)
    )
    unit = node.readings.get("UNIT") if node else None
    amount = days.length(number, unit.value) if unit else None
    return {"LENGTH": Reading(amount)} if amount else NOTHING


def _bare_number(written: str, number: int) -> Readings:
    readings = {"N": Reading(number)}
    if 0 < number < 32 and len(written) < 3:
        readings["D"] = Reading(number)
    if len(written) == 4 and 1700 <= number < 2100:
        readings["YEAR"] = Reading(number)
    return readings


def _until(found: re.Match[str], glue: str, now: Now) -> Readings:
    """4/15-4/20, 2027-04-15/2027-04-20: due when it is over."""
    first = readings(found[1], "", now)
    return readings(found[2], glue, now) if "DAY" in first else NOTHING


def _until_dotted(found: re.Match[str], glue: str, now: Now) -> Readings:
    """12.-14.10.: due when it is over."""
    written = found[2] if found[2].count(".") > 1 else found[2] + "."
    return readings(written, glue, now)


Means = Callable[[re.Match[str], str, Now], Readings]
NUMBERS: tuple[tuple[re.Pattern[str], Means], ...] = (
    (re.compile(r"(\d{4})-(\d\d?)-(\d\d?)"), _iso),
    (re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)"), _iso),
    (re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)"), _until),
    (re.compile(r"(\d\d?/\d\d?)[-–](\d\d?/\d\d?)"), _until),
    (re.compile(r"(\d\d?\.)[-–](\d\d?\.\d\d?(?:\.(?:\d{4}|\d\d))?)"), _until_dotted),
    (re.compile(r"(\d\d?)/(\d\d?)(?:/(\d{4}|\d\d))?"), _by_order),
    (re.compile(r"(\d\d?)-(\d\d?)-(\d{4}|\d\d)"), _by_order),
    (re.compile(r"(19\d\d|20\d\d)(\d\d)(\d\d)"), _iso),
    (re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)?"), _day_first),
    (re.compile(r"(\d\d?)\.(\d\d?)"), _dotted),
    (re.compile(r"(\d\d?),(5)"), _half),
    (re.compile(r"(\d\d?):(\d\d)(?::\d\d)?"), _clock),
    (re.compile(r"(\d\d?):(\d\d)[-–]\d\d?(?::\d\d)?"), _clock),
    (re.compile(r"(\d\d?)[/.](\d{4})"), _pair),
    (re.compile(r"(20\d\d)[-/](\d\d)"), _year_month),
    (re.compile(r"(\d\d?)[-–](\d\d?)"), _range),
    (re.compile(r"(\d\d?)-(\d{4})"), _day_year),
    (re.compile(r"\d{1,4}"), _plain),
)

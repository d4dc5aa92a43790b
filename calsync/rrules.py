"""One RRULE -> the starts it names, on a wall clock (RFC 5545 section 3.3.10). Pure.

An old rule without COUNT is first moved near the span asked for. A rule that matches nothing is
followed by dateutil to the year 9999; so all of it happens in the last years before that have the
same days.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import lru_cache
from itertools import chain
from itertools import islice
from types import MappingProxyType

from calsync.model import EMPTY

MOST_TIMES = 24  # times a day that BYHOUR, BYMINUTE and BYSECOND may name together
LONGEST_RULE = 2000  # characters of an RRULE; a full list of numbers still fits
MOST_STEPS = 10_000  # days, weeks ... that a rule with COUNT is followed from its start
WHY_OFTEN = "it repeats more often than daily"
WHY_ODD = "its rule cannot be understood"


_STEP = MappingProxyType({"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365})
_FORBIDDEN = (
    MappingProxyType(  # RFC 5545 section 3.3.10, the table; BYSETPOS of a day means nothing
        {
            "DAILY": frozenset(("BYWEEKNO", "BYYEARDAY", "BYSETPOS")),
            "WEEKLY": frozenset(("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY")),
            "MONTHLY": frozenset(("BYWEEKNO", "BYYEARDAY")),
            "YEARLY": frozenset[str](),
        }
    )
)
_OFTEN = frozenset(("HOURLY", "MINUTELY", "SECONDLY"))
_RANGES = MappingProxyType(
    {
        "BYMONTH": range(1, 13),
        "BYMONTHDAY": range(-31, 32),
        "BYYEARDAY": range(-366, 367),
        "BYWEEKNO": range(-53, 54),
        "BYSETPOS": range(-366, 367),
        "BYHOUR": range(24),
        "BYMINUTE": range(60),
        "BYSECOND": range(60),
    }
)
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
_DAYS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAY = re.compile(r"(?:[+-]?(?:[1-9]|[1-4]\d|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE taken apart; `why` tells why it is not expanded."""

    parts: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    why: str = ""

    @property
    def freq(self) -> str:
        """How often it repeats."""
        return self.parts["FREQ"]

    def number(self, key: str, default: int) -> int:
        """A part that is a number."""
        return int(self.parts.get(key, default))


@lru_cache(maxsize=1024)
def rule(value: str) -> Rule:
    """An RRULE taken apart and judged."""
    if len(value) > LONGEST_RULE:
        return Rule(why=WHY_ODD)
    pairs = (part.partition("=") for part in value.upper().split(";"))
    parts = {key.strip(): given.strip() for key, _, given in pairs if key.strip()}
    freq = parts.get("FREQ", "")
    if freq in _OFTEN:
        return Rule(why=WHY_OFTEN)
    sound = freq in _STEP and all(_is_sound(*part) for part in parts.items())
    if not sound or _FORBIDDEN[freq] & parts.keys():
        return Rule(why=WHY_ODD)
    times = 1
    for name in _TIMES:
        times *= parts.get(name, "").count(",") + 1
    if times > MOST_TIMES:
        return Rule(why=WHY_OFTEN)
    return Rule(MappingProxyType(parts))


def _is_sound(key: str, given: str) -> bool:
    """Is this part of a rule one of RFC 5545's, with a value it allows?"""
    if key in _RANGES:
        numbers = given.split(",")
        return all(_number(number) in _RANGES[key] for number in numbers) and (
            key in _TIMES or "0" not in numbers
        )
    if key == "BYDAY":
        return all(_WEEKDAY.fullmatch(day) for day in given.split(","))
    if key == "INTERVAL":
        return _number(given) in range(1, 10_000)
    if key == "COUNT":
        return given.isdecimal()
    if key == "UNTIL":
        return moment(given) is not None
    return key == "FREQ" or (key == "WKST" and given in ("MO", "TU", "WE", "TH", "FR", "SA", "SU"))


def _number(given: str) -> int | None:
    return int(given) if re.fullmatch(r"[+-]?\d{1,4}", given, re.ASCII) else None


def starts(rule: Rule, *, first: datetime, low: datetime, high: datetime) -> Iterator[datetime]:
    """What a rule that began at `first` gives from `low`, or somewhat before, to `high`."""
    if high < first or _never(rule):
        return iter(())
    count = rule.number("COUNT", 0)
    if not count:
        near = _near(rule, first, low=low)
        return _expanded(rule, near, first=first, high=high) if near <= high else iter(())
    if (high - first).days // (_STEP[rule.freq] * rule.number("INTERVAL", 1)) > MOST_STEPS:
        return iter(())
    later = (at for at in _expanded(rule, first, first=first, high=high) if at > first)
    return islice(chain((first,), later), count)


def moment(text: str) -> date | None:
    """A DATE, a local or a UTC DATE-TIME; the years 1 and 9999 are out of reach of some zones."""
    try:
        at = date.fromisoformat(text) if len(text) == 8 else datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if 1 < at.year < 9999 else None


def _never(rule: Rule) -> bool:
    """Does it name only days that its months do not have, as 30 February?"""
    if "BYMONTH" not in rule.parts or "BYMONTHDAY" not in rule.parts:
        return False
    days = [abs(int(day)) for day in rule.parts["BYMONTHDAY"].split(",")]
    months = [int(month) for month in rule.parts["BYMONTH"].split(",")]
    return min(days) > max(_MONTH_DAYS[month - 1] for month in months)


def _near(rule: Rule, first: datetime, *, low: datetime) -> datetime:
    """A start some whole intervals later, still before the span."""
    if low <= first:
        return first
    if rule.freq in ("DAILY", "WEEKLY"):
        step = _STEP[rule.freq] * rule.number("INTERVAL", 1)
        return first + timedelta(days=(low - first).days // step * step)
    months = (low.year - first.year) * 12 + low.month - first.month - 1
    step = (12 if rule.freq == "YEARLY" else 1) * rule.number("INTERVAL", 1)
    months = (months - 12 if rule.freq == "YEARLY" else months) // step * step
    if months <= 0:
        return first
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first.replace(year=year, month=1 if rule.freq == "YEARLY" else month + 1, day=1)


def _expanded(rule: Rule, near: datetime, *, first: datetime, high: datetime) -> Iterator[datetime]:
    """What the library makes of a rule; days that it takes from its start are spelled out."""
    from dateutil.rrule import rrulestr

    parts = dict(rule.parts)
    if not any(name in parts for name in _DAYS):
        if rule.freq == "WEEKLY":
            parts["BYDAY"] = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[first.weekday()]
        elif rule.freq != "DAILY":
            parts["BYMONTHDAY"] = str(first.day)
            if rule.freq == "YEARLY":
                parts.setdefault("BYMONTH", str(first.month))
    moved = _to_the_end(near.year, high.year)
    text = ";".join(f"{key}={parts[key]}" for key in parts if key not in ("COUNT", "UNTIL"))
    rule_there = rrulestr(f"{text};UNTIL={high + moved:%Y%m%dT%H%M%S}", dtstart=near + moved)
    return (at - moved for at in rule_there)


@lru_cache(maxsize=256)
def _to_the_end(first: int, last: int) -> timedelta:
    """From these years to the last ones with the same days; in 400 they come again."""
    years = range(first, last + 2)
    shift = next(
        shift
        for shift in range(9999 - years[-1], 0, -1)
        if all(_shape(year) == _shape(year + shift) for year in years)
    )
    return date(first + shift, 1, 1) - date(first, 1, 1)


def _shape(year: int) -> tuple[int, bool]:
    return date(year, 1, 1).weekday(), isleap(year)

"""The instances of a series within a span of time (RFC 5545 section 3.8.5). Pure.

Rules are expanded on the wall clock of the series by dateutil, and only over the span asked for:
an old rule without COUNT is first moved near it. A rule that matches nothing is followed by
dateutil to the year 9999; so all of it happens in the last 400 years before, whose days are the
same. The start is always an instance, as calendars show it. What repeats more often than daily, or
makes no sense, is not expanded: `problem` says why, and the first instance stands for all.
"""

from __future__ import annotations

import re
from collections.abc import Container
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from functools import lru_cache
from heapq import merge
from itertools import chain
from itertools import islice
from types import MappingProxyType
from zoneinfo import ZoneInfo

from calsync.model import EMPTY
from calsync.model import Event
from calsync.model import instant
from calsync.model import rid_of

MOST = 5000  # instances of one series in one call; a daily one over 13 years
MOST_RULES = 4  # RRULEs of one series; RFC 5545 wants one
MOST_DATES = 10_000  # RDATEs or EXDATEs of one series; a daily one over 27 years
MOST_TIMES = 24  # times a day that BYHOUR, BYMINUTE and BYSECOND may name together
LONGEST_RULE = 2000  # characters of an RRULE; a full list of numbers still fits
MOST_STEPS = 10_000  # days, weeks ... that a rule with COUNT is followed from its start
LONGEST_SPAN = timedelta(days=5000)  # looked at beyond the start of the span asked for
WHY_OFTEN = "it repeats more often than daily"
WHY_ODD = "its rule cannot be understood"

_DAY = timedelta(days=1)
_CYCLE = timedelta(days=146_097)  # 400 years: as many leap days, and whole weeks
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
_TZID = re.compile(r';TZID="?([^";:]+)', re.IGNORECASE)

Start = tuple[datetime, timedelta | None]  # on the series' clock, and its own length if it has one


@dataclass(frozen=True, slots=True)
class _Rule:
    """An RRULE taken apart; `why` tells why it is not expanded."""

    parts: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    why: str = ""

    @property
    def freq(self) -> str:
        return self.parts["FREQ"]

    def number(self, key: str, default: int) -> int:
        return int(self.parts.get(key, default))


@dataclass(frozen=True, slots=True)
class _Series:
    """A series on its own wall clock: its first start, its length, and where to look."""

    event: Event
    zone: tzinfo  # the user's
    first: datetime
    length: timedelta
    low: datetime
    high: datetime

    @property
    def home(self) -> tzinfo:
        """The zone of its clock; a floating or all-day series has the user's."""
        start = self.event.start
        return (start.tzinfo if isinstance(start, datetime) else None) or self.zone


def problem(event: Event) -> str:
    """Why not every instance of a series is looked at; empty where all are."""
    rules = _values(event, "RRULE")
    if len(rules) > MOST_RULES:
        return f"it has more than {MOST_RULES} rules"
    return next((rule.why for rule in (_rule(value) for _, value in rules) if rule.why), "")


def instances(
    event: Event,
    *,
    start: datetime,
    end: datetime,
    zone: tzinfo,
    replaced: Container[str] = (),
) -> Iterator[Event]:
    """The instances of a series, or a single event itself, that overlap [start, end).

    An instance has the series' id, and its own start, end and recurrence id; those whose
    recurrence id is in `replaced` have an exception of their own and are left out.
    """
    if not event.recurrence:
        return iter([event] if _overlaps(event, start, end, zone) else [])
    return islice(_instances(event, (start, end), zone, replaced), MOST)


def _instances(
    event: Event, span: tuple[datetime, datetime], zone: tzinfo, replaced: Container[str]
) -> Iterator[Event]:
    series = _series(event, span, zone)
    gone = _exdates(series)
    last = None
    for at, length in _starts(series):
        if at == last:
            continue
        last = at
        found = _instance(series, at, length)
        if found is None or found.recurrence_id in replaced or found.recurrence_id in gone:
            continue
        if f"{at:%Y%m%d}" not in gone and _overlaps(found, *span, zone):
            yield found


def _series(event: Event, span: tuple[datetime, datetime], zone: tzinfo) -> _Series:
    first = event.start
    if not isinstance(first, datetime):
        first = datetime.combine(first, time())
    home = first.tzinfo or zone
    length = instant(event.end, UTC) - instant(event.start, UTC)
    low = _wall(span[0], home, -length - 4 * _DAY)
    first = first.replace(tzinfo=None)
    high = min(_wall(span[1], home, 4 * _DAY), max(low, first) + LONGEST_SPAN)
    return _Series(event, zone, first, length, low, high)


def _wall(at: datetime, home: tzinfo, margin: timedelta) -> datetime:
    """A time on the series' clock, moved outwards; spans end with the year 9000 at the latest."""
    year = min(max(at.year, 200), 9000)
    return at.replace(year=year, day=min(at.day, 28)).astimezone(home).replace(tzinfo=None) + margin


def _starts(series: _Series) -> Iterator[Start]:
    rules = [_rule(value) for _, value in _values(series.event, "RRULE")[:MOST_RULES]]
    ruled = [((at, None) for at in _ruled(rule, series)) for rule in rules if not rule.why]
    first: Iterable[Start] = [(series.first, None)]
    return merge(_rdates(series), first, *ruled, key=lambda found: found[0])


def _instance(series: _Series, at: datetime, length: timedelta | None) -> Event | None:
    length = series.length if length is None else length
    start: date = at
    try:
        if series.event.all_day:
            start = at.date()
            end = start + length
        elif isinstance(series.event.start, datetime) and series.event.start.tzinfo is None:
            end = at + length
        else:
            utc = at.replace(tzinfo=series.home).astimezone(UTC)
            start = utc.astimezone(series.home)
            end = (utc + length).astimezone(series.home)
    except OverflowError:
        return None
    return replace(series.event, start=start, end=end, recurrence_id=rid_of(start), recurrence=())


def _overlaps(event: Event, start: datetime, end: datetime, zone: tzinfo) -> bool:
    begins = instant(event.start, zone)
    ends = instant(event.end, zone)
    return begins < end and (ends > start or begins == ends == start)


def _values(event: Event, name: str) -> list[tuple[str, str]]:
    """The parameters and values of the RRULEs, RDATEs or EXDATEs."""
    lines = (line.partition(":") for line in event.recurrence)
    return [
        (head, value.strip())
        for head, _, value in lines
        if head.partition(";")[0].strip().upper() == name
    ]


@lru_cache(maxsize=1024)
def _rule(value: str) -> _Rule:
    if len(value) > LONGEST_RULE:
        return _Rule(why=WHY_ODD)
    pairs = (part.partition("=") for part in value.upper().split(";"))
    parts = {key.strip(): given.strip() for key, _, given in pairs if key.strip()}
    freq = parts.get("FREQ", "")
    if freq in _OFTEN:
        return _Rule(why=WHY_OFTEN)
    sound = freq in _STEP and all(_is_sound(*part) for part in parts.items())
    if not sound or _FORBIDDEN[freq] & parts.keys():
        return _Rule(why=WHY_ODD)
    times = 1
    for name in _TIMES:
        times *= parts.get(name, "").count(",") + 1
    if times > MOST_TIMES:
        return _Rule(why=WHY_OFTEN)
    return _Rule(MappingProxyType(parts))


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
        return _moment(given) is not None
    return key == "FREQ" or (key == "WKST" and given in ("MO", "TU", "WE", "TH", "FR", "SA", "SU"))


def _number(given: str) -> int | None:
    return int(given) if re.fullmatch(r"[+-]?\d{1,4}", given, re.ASCII) else None


def _ruled(rule: _Rule, series: _Series) -> Iterator[datetime]:
    """What one rule gives up to the end of the span; at least from its start on."""
    high = min(series.high, _until(rule, series) or series.high)
    if high < series.first or _never(rule):
        return iter(())
    count = rule.number("COUNT", 0)
    if not count:
        return _expanded(rule, _near(rule, series.first, series.low), series.first, high)
    if (high - series.first).days // (_STEP[rule.freq] * rule.number("INTERVAL", 1)) > MOST_STEPS:
        return iter(())
    later = (at for at in _expanded(rule, series.first, series.first, high) if at > series.first)
    return islice(chain((series.first,), later), count)


def _until(rule: _Rule, series: _Series) -> datetime | None:
    """The last moment of a rule on the series' clock; a day counts whole."""
    until = _moment(rule.parts.get("UNTIL", ""))
    if until is None or until.year > 9000:
        return None
    if isinstance(until, datetime) and until.tzinfo:
        until = until.astimezone(series.home).replace(tzinfo=None)
    if not isinstance(until, datetime) or series.event.all_day:
        return datetime.combine(until, time(23, 59, 59))
    return until


def _never(rule: _Rule) -> bool:
    """Does it name only days that its months do not have, as 30 February?"""
    if "BYMONTH" not in rule.parts or "BYMONTHDAY" not in rule.parts:
        return False
    days = [abs(int(day)) for day in rule.parts["BYMONTHDAY"].split(",")]
    months = [int(month) for month in rule.parts["BYMONTH"].split(",")]
    return min(days) > max(_MONTH_DAYS[month - 1] for month in months)


def _near(rule: _Rule, first: datetime, low: datetime) -> datetime:
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


def _expanded(rule: _Rule, near: datetime, first: datetime, high: datetime) -> Iterator[datetime]:
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
    moved = (9999 - high.year) // 400 * _CYCLE
    text = ";".join(f"{key}={parts[key]}" for key in parts if key not in ("COUNT", "UNTIL"))
    rule_there = rrulestr(f"{text};UNTIL={high + moved:%Y%m%dT%H%M%S}", dtstart=near + moved)
    return (at - moved for at in rule_there)


def _exdates(series: _Series) -> frozenset[str]:
    """Recurrence ids that are left out, and days on which every instance is."""
    found = islice(_dates(series, "EXDATE"), MOST_DATES)
    if series.event.all_day:
        return frozenset(rid_of(at)[:8] for at in found)
    return frozenset(rid_of(at) for at in found)


def _dates(series: _Series, name: str) -> Iterator[date]:
    for head, value in _values(series.event, name):
        zone = _zone(head, series)
        for text in value.split(","):
            at = _moment(text.strip())
            if at is not None:
                yield _zoned(at, zone)


def _rdates(series: _Series) -> list[Start]:
    """The starts that RDATEs add, with the length of those that are a PERIOD."""
    found: list[Start] = []
    for head, value in _values(series.event, "RDATE"):
        zone = _zone(head, series)
        for text in value.split(",")[:MOST_DATES]:
            begins, _, ends = text.strip().partition("/")
            at = _moment(begins)
            if at is not None and len(found) < MOST_DATES:
                found.append((_on_clock(series, _zoned(at, zone)), _length(at, ends)))
    return sorted(found, key=lambda start: start[0])


def _on_clock(series: _Series, at: date) -> datetime:
    if not isinstance(at, datetime):
        return datetime.combine(at, series.first.time())
    if at.tzinfo:
        at = at.astimezone(series.home).replace(tzinfo=None)
    return datetime.combine(at, time()) if series.event.all_day else at


def _zone(head: str, series: _Series) -> tzinfo | None:
    start = series.event.start
    found = _TZID.search(head)
    own = start.tzinfo if isinstance(start, datetime) else None
    try:
        return ZoneInfo(found[1]) if found and own else own
    except (ValueError, OSError, KeyError):
        return own


def _zoned(at: date, zone: tzinfo | None) -> date:
    if isinstance(at, datetime) and at.tzinfo is None:
        return at.replace(tzinfo=zone)
    return at


def _length(begins: date, ends: str) -> timedelta | None:
    """How long a PERIOD is, given by its end or its duration (RFC 5545 section 3.3.9)."""
    if not ends or not isinstance(begins, datetime):
        return None
    until = _moment(ends)
    if isinstance(until, datetime) and (until.tzinfo is None) == (begins.tzinfo is None):
        return max(until - begins, timedelta())
    from icalendar import vDuration

    try:
        length: timedelta = vDuration.from_ical(ends)  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return max(length, timedelta())


def _moment(text: str) -> date | None:
    """A DATE, a local or a UTC DATE-TIME; the years 1 and 9999 are out of reach of some zones."""
    try:
        at = date.fromisoformat(text) if len(text) == 8 else datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if 1 < at.year < 9999 else None

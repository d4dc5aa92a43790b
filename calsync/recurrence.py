"""The instances of a series within a span of time (RFC 5545 section 3.8.5). Pure.

Rules are expanded on the wall clock of the series, and only over the span asked for. The start is
always an instance, as calendars show it. What repeats more often than daily, or makes no sense, is
not expanded: `problem` says why, and the first instance stands for all.
"""

from __future__ import annotations

import re
from collections.abc import Container
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import tzinfo
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from calsync import rrules
from calsync.model import Event
from calsync.model import instant
from calsync.model import rid_of
from calsync.rrules import Rule

MOST = 5000  # instances of one series in one call; a daily one over 13 years
MOST_RULES = 4  # RRULEs of one series; RFC 5545 wants one
MOST_DATES = 10_000  # RDATEs or EXDATEs of one series; a daily one over 27 years
LONGEST_SPAN = timedelta(days=5000)  # looked at beyond the start of the span asked for
_DAY = timedelta(days=1)
_TZID = re.compile(r';TZID="?([^";:]+)', re.IGNORECASE)

Start = tuple[datetime, timedelta | None]  # on the series' clock, and its own length if it has one


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
    return next((rule.why for rule in (rrules.rule(value) for _, value in rules) if rule.why), "")


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
        return iter([event] if _overlaps(event, (start, end), zone=zone) else [])
    return islice(_instances(event, (start, end), zone=zone, replaced=replaced), MOST)


def _instances(
    event: Event, span: tuple[datetime, datetime], *, zone: tzinfo, replaced: Container[str]
) -> Iterator[Event]:
    series = _series(event, span, zone=zone)
    gone = _exdates(series)
    last = None
    for at, length in _starts(series):
        if at == last:
            continue
        last = at
        found = _instance(series, at, length=length)
        if found is None or found.recurrence_id in replaced or found.recurrence_id in gone:
            continue
        if f"{at:%Y%m%d}" not in gone and _overlaps(found, span, zone=zone):
            yield found


def _series(event: Event, span: tuple[datetime, datetime], *, zone: tzinfo) -> _Series:
    first = event.start
    if not isinstance(first, datetime):
        first = datetime.combine(first, time())
    home = first.tzinfo or zone
    length = instant(event.end, UTC) - instant(event.start, UTC)
    low = _wall(span[0], home, margin=-length - 4 * _DAY)
    first = first.replace(tzinfo=None)
    high = _wall(span[1], home, margin=4 * _DAY)
    high = min(high, max(low, min(first, high)) + LONGEST_SPAN)
    return _Series(event, zone, first, length, low, high)


def _wall(at: datetime, home: tzinfo, *, margin: timedelta) -> datetime:
    """A time on the series' clock, moved outwards; spans end with the year 9000 at the latest."""
    year = min(max(at.year, 200), 9000)
    return at.replace(year=year, day=min(at.day, 28)).astimezone(home).replace(tzinfo=None) + margin


def _starts(series: _Series) -> Iterator[Start]:
    rules = [rrules.rule(value) for _, value in _values(series.event, "RRULE")[:MOST_RULES]]
    ruled = [((at, None) for at in _ruled(rule, series)) for rule in rules if not rule.why]
    first: Iterable[Start] = [(series.first, None)]
    return merge(_rdates(series), first, *ruled, key=lambda found: found[0])


def _instance(series: _Series, at: datetime, *, length: timedelta | None) -> Event | None:
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


def _overlaps(event: Event, span: tuple[datetime, datetime], *, zone: tzinfo) -> bool:
    start, end = span
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


def _ruled(rule: Rule, series: _Series) -> Iterator[datetime]:
    high = min(series.high, _until(rule, series) or series.high)
    return rrules.starts(rule, first=series.first, low=series.low, high=high)


def _until(rule: Rule, series: _Series) -> datetime | None:
    """The last moment of a rule on the series' clock; a day counts whole."""
    until = rrules.moment(rule.parts.get("UNTIL", ""))
    if until is None or until.year > 9000:
        return None
    if isinstance(until, datetime) and until.tzinfo:
        until = until.astimezone(series.home).replace(tzinfo=None)
    if not isinstance(until, datetime) or series.event.all_day:
        return datetime.combine(until, time(23, 59, 59))
    return until


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
            at = rrules.moment(text.strip())
            if at is not None:
                yield _zoned(at, zone)


def _rdates(series: _Series) -> list[Start]:
    """The starts that RDATEs add, with the length of those that are a PERIOD."""
    found: list[Start] = []
    for head, value in _values(series.event, "RDATE"):
        zone = _zone(head, series)
        for text in value.split(",")[:MOST_DATES]:
            begins, _, ends = text.strip().partition("/")
            at = rrules.moment(begins)
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
    until = rrules.moment(ends)
    if isinstance(until, datetime) and (until.tzinfo is None) == (begins.tzinfo is None):
        return max(until - begins, timedelta())
    from icalendar import vDuration

    try:
        length: timedelta = vDuration.from_ical(ends)  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return max(length, timedelta())

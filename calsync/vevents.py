"""Events and drafts -> iCalendar components and files, through the icalendar library. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from calsync import contentlines
from calsync import timezones
from calsync.model import Draft

if TYPE_CHECKING:
    from icalendar import Alarm
    from icalendar import Calendar
    from icalendar import Component
    from icalendar import Timezone
    from icalendar import vRecur
    from icalendar import vText

PRODID = "-//calsync//calsync//EN"
CATEGORY = "Networking"
YEARS_AFTER = 10  # a VTIMEZONE describes the years of its events, and ten to move them in

Change = tuple[timedelta, timedelta, str, bool]

_KEY_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def drafted(draft: Draft, *, now: datetime) -> Component:
    """The VEVENT of a draft: private, without guests, with a reminder at its start."""
    from icalendar import Event

    found = Event()
    found.add("uid", text(draft.uid))
    found.add("dtstamp", now.astimezone(UTC))
    found.add("dtstart", moved(draft.start))
    found.add("dtend", moved(draft.end))
    found.add("summary", text(draft.title))
    if draft.description:
        found.add("description", text(draft.description))
    found.add("class", "PRIVATE")
    found.add("transp", "OPAQUE" if draft.busy else "TRANSPARENT")
    add_marks(found, draft.marks)
    found.add_component(_reminder(text(draft.title)))
    return found


def _reminder(title: vText) -> Alarm:
    from icalendar import Alarm
    from icalendar import vText

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm["trigger"] = vText("PT0S")
    return alarm


def text(value: str) -> vText:
    """A TEXT value, escaped whatever the property; X- properties are raw to the library."""
    from icalendar import vText

    return vText(contentlines.plain(value))


def moved(at: date) -> date:
    """The time as others read it rightly: with an IANA zone, floating, or in UTC.

    In UTC too is what a clock shows twice, the second time, or not at all.
    """
    if not isinstance(at, datetime) or at.tzinfo is None:
        return at
    utc = at.astimezone(UTC)
    plain = at.replace(fold=0, tzinfo=None)
    shown = utc.astimezone(at.tzinfo)
    if isinstance(at.tzinfo, ZoneInfo) and shown.replace(tzinfo=None) == plain and not shown.fold:
        return at
    return utc


def add_marks(component: Component, marks: Mapping[str, str]) -> None:
    """Add calsync's own properties to a component."""
    for key, value in marks.items():
        if value and key and _KEY_CHARACTERS.issuperset(key):
            component.add(f"x-calsync-{key}", text(value))


def filed(calendar: Calendar) -> bytes:
    """The bytes of a calendar, with a VTIMEZONE for each zone in it."""
    years = [at.year for at in _moments(calendar)] or [2000]
    span = range(max(min(years) - 1, 1900), min(max(years) + YEARS_AFTER, 2200))
    tzids = sorted(calendar.get_missing_tzids())
    zones = [_vtimezone(tzid, span) for tzid in tzids if timezones.named(tzid)]
    calendar.subcomponents[:0] = zones
    return bytes(calendar.to_ical())


def _vtimezone(tzid: str, years: range) -> Timezone:
    """The changes of a zone's clocks, each kind of them as a rule if it comes by one, for Outlook.

    The library's own jumps over what lasts less than 64 days, as Morocco's Ramadan, and gives the
    onsets by the clock after them, not the one before (RFC 5545 section 3.6.5). Each RDATE stands
    by itself, as vobject reads only the first of several.
    """
    from icalendar import Timezone
    from icalendar import TimezoneDaylight
    from icalendar import TimezoneStandard

    found = Timezone()
    found.add("tzid", tzid)
    for (before, after, name, summer), onsets in _changes(ZoneInfo(tzid), years).items():
        observance = TimezoneDaylight() if summer else TimezoneStandard()
        observance.TZOFFSETFROM = before
        observance.TZOFFSETTO = after
        observance.add("tzname", name)
        observance.DTSTART = onsets[0]
        if rule := _yearly(onsets):
            observance.add("rrule", vrecur(rule))
        else:
            for onset in onsets[1:]:
                observance.add("rdate", [onset])
        found.add_component(observance)
    return found


def vrecur(rule: str) -> vRecur:
    """A rule for the library."""
    from icalendar import vRecur

    found: vRecur = vRecur.from_ical(rule)
    return found


@lru_cache(maxsize=64)
def _changes(zone: ZoneInfo, years: range) -> Mapping[Change, Sequence[datetime]]:
    """Offsets before and after, name and summer time -> when, by the clock before."""
    at = datetime(years[0], 1, 1, tzinfo=UTC)
    end = datetime(years[-1] + 1, 1, 1, tzinfo=UTC)
    found: dict[Change, list[datetime]] = {}
    before = _offset(zone, at)
    changes = [at]
    while at < end:
        later = at + timedelta(days=1)
        if _offset(zone, at) != _offset(zone, later):
            changes.append(_change(zone, at, high=later))
        at = later
    for change in changes:
        local = change.astimezone(zone)
        after = _offset(zone, change)
        key = (before, after, local.tzname() or "", bool(local.dst()))
        found.setdefault(key, []).append(change.replace(tzinfo=None) + before)
        before = after
    return found


def _change(zone: ZoneInfo, low: datetime, *, high: datetime) -> datetime:
    """The second at which the clocks change between two times."""
    offset = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // timedelta(seconds=2) * timedelta(seconds=1)
        low, high = (middle, high) if _offset(zone, middle) == offset else (low, middle)
    return high


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _moments(calendar: Calendar) -> Iterable[date]:
    for component in calendar.subcomponents:
        for name in ("DTSTART", "DTEND", "DUE"):
            if name in component:
                yield component.decoded(name)


def _yearly(onsets: Sequence[datetime]) -> str:
    """The rule by which something happens once a year on the same Sunday, if it does."""
    years = [at.year for at in onsets]
    alike = len({(at.month, at.weekday(), at.time()) for at in onsets}) == 1
    if len(onsets) < 3 or not alike or years != list(range(years[0], years[0] + len(years))):
        return ""
    weeks = {(at.day - 1) // 7 + 1 for at in onsets}
    week = weeks.pop() if len(weeks) == 1 else -1
    if week == -1 and any((at + timedelta(days=7)).month == at.month for at in onsets):
        return ""
    day = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[onsets[0].weekday()]
    return f"FREQ=YEARLY;BYDAY={week}{day};BYMONTH={onsets[0].month}"


def calendar() -> Calendar:
    """An empty calendar that others accept: with VERSION and PRODID."""
    from icalendar import Calendar

    found = Calendar()
    found.add("version", "2.0")
    found.add("prodid", PRODID)
    return found

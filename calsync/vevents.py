"""Events and drafts -> iCalendar components and files, through the icalendar library. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from calsync import contentlines
from calsync.model import Draft

if TYPE_CHECKING:
    from icalendar import Alarm
    from icalendar import Calendar
    from icalendar import Component
    from icalendar import TimezoneDaylight
    from icalendar import TimezoneStandard
    from icalendar import vText

PRODID = "-//calsync//calsync//EN"
CATEGORY = "Networking"
YEARS_AFTER = 10  # a VTIMEZONE describes the years of its events, and ten to move them in

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
    """The time as others read it rightly: with an IANA zone, floating, or in UTC."""
    if isinstance(at, datetime) and at.tzinfo and not isinstance(at.tzinfo, ZoneInfo):
        return at.astimezone(UTC)
    return at


def add_marks(component: Component, marks: Mapping[str, str]) -> None:
    """Add calsync's own properties to a component."""
    for key, value in marks.items():
        if value and key and _KEY_CHARACTERS.issuperset(key):
            component.add(f"x-calsync-{key}", text(value))


def filed(calendar: Calendar) -> bytes:
    """The bytes of a calendar, with a VTIMEZONE for each zone in it."""
    from icalendar import Timezone

    years = [at.year for at in _moments(calendar)] or [2000]
    first = date(max(min(years) - 1, 1900), 1, 1)
    last = date(min(max(years) + YEARS_AFTER, 2200), 1, 1)
    zones = []
    for tzid in sorted(calendar.get_missing_tzids()):
        with suppress(ValueError):
            zones.append(Timezone.from_tzid(tzid, first_date=first, last_date=last))
    for zone in zones:
        zone.pop("COMMENT")
        for observance in zone.subcomponents:
            _ruled(observance)
    calendar.subcomponents[:0] = zones
    return bytes(calendar.to_ical())


def _ruled(observance: TimezoneStandard | TimezoneDaylight) -> None:
    """Give onsets by the clock before them (RFC 5545 section 3.6.5), and as a rule, for Outlook.

    The library gives them by the clock after, wrong by an hour in spring, and one by one.
    """
    from icalendar import vRecur

    rdates = observance.pop("RDATE", [])
    gap = observance.TZOFFSETTO - observance.TZOFFSETFROM
    onsets = [observance.DTSTART, *(at.dt for at in getattr(rdates, "dts", ()))]
    onsets = [at - max(gap, timedelta()) for at in onsets]
    observance.DTSTART = onsets[0]
    if rule := _yearly(onsets):
        observance.add("rrule", vRecur.from_ical(rule))
    elif onsets[1:]:
        observance.add("rdate", onsets[1:])


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


def _moments(calendar: Calendar) -> Iterable[date]:
    for component in calendar.subcomponents:
        for name in ("DTSTART", "DTEND", "DUE"):
            if name in component:
                yield component.decoded(name)


def calendar() -> Calendar:
    """An empty calendar that others accept: with VERSION and PRODID."""
    from icalendar import Calendar

    found = Calendar()
    found.add("version", "2.0")
    found.add("prodid", PRODID)
    return found

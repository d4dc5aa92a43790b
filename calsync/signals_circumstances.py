"""The signals of what is not a word: who is there, when, how often. Pure."""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from datetime import tzinfo

from calsync.lexicon import Found
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import Me

_HOURS = (
    ("night",) * 6
    + ("early morning",) * 3
    + ("morning",) * 3
    + ("noon",) * 2
    + ("afternoon",) * 3
    + ("evening",) * 5
    + ("night",) * 2
)
_HOUR = timedelta(hours=1)
_RHYTHMS = {
    "FREQ=DAILY": "daily series",
    "FREQ=WEEKLY": "weekly series",
    "FREQ=MONTHLY": "monthly series",
    "FREQ=YEARLY": "yearly series",
}


def read_guests(
    guests: tuple[Attendee, ...], organizer: Attendee | None, found: Found, *, me: Me
) -> None:
    """Who is there, seen from the user."""
    inside = outside = 0
    if not guests and not organizer:
        found["nobody else listed"] = ""
        return
    for guest in guests:
        if guest.room:
            found["a room is booked"] = guest.name
        elif not me.is_inside(guest.email):
            outside += 1
        elif not me.is_me(guest.email):
            inside += 1
    found[_company(inside, outside)] = ""
    if organizer and organizer.email and not me.is_inside(organizer.email):
        found["invited from outside"] = organizer.email


def _company(inside: int, outside: int) -> str:
    if outside > 8:
        return "many guests from outside"
    if outside and inside:
        return "guests from inside and outside"
    if outside:
        return "guest from outside" if outside == 1 else "guests from outside"
    if inside:
        return "one colleague only" if inside == 1 else "colleagues only"
    return "nobody else listed"


def read_time(event: Event, found: Found, zone: tzinfo) -> None:
    """When it is and how long it takes."""
    start, end = event.start, event.end
    if start.weekday() > 4:
        found["weekend"] = ""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        days = end.toordinal() - start.toordinal()
        found["all day" if days < 2 else "several days" if days < 8 else "more than a week"] = ""
        return
    try:
        length = end - start
        clock = start.astimezone(zone) if start.tzinfo else start
    except (TypeError, ValueError, OverflowError):
        return
    found[_HOURS[clock.hour]] = ""
    found[_length(length)] = ""


def _length(length: timedelta) -> str:
    hours = length / _HOUR
    if hours <= 0:
        return "no end"
    if hours <= 0.5:
        return "short"
    if hours <= 1.5:
        return "an hour"
    if hours <= 5:
        return "some hours"
    if hours <= 14:
        return "most of a day"
    return "several days" if hours < 190 else "more than a week"


def read_recurrence(event: Event, found: Found) -> None:
    """How often it comes again."""
    for line in event.recurrence[:3]:
        for part, signal in _RHYTHMS.items():
            if part in line[:200].upper():
                found[signal] = ""

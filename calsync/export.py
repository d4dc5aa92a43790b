"""Events and follow-ups -> one calendar file that others accept (RFC 5545, 5546, 7986). Pure.

The same entries with the same `now` give the same bytes: `now` is the DTSTAMP of all of them, so a
caller that wants an unchanged file while nothing changes hands over the time of the last change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING

from calsync import contentlines
from calsync import recurrence
from calsync import rrules
from calsync import vevents
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import short_hash

if TYPE_CHECKING:
    from icalendar import Component
    from icalendar import vCalAddress

REFRESH = timedelta(hours=12)  # how often a subscriber shall look again

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")
_RULE = re.compile(r"(?:RRULE|RDATE|EXDATE)[;:][ -~]*", re.IGNORECASE)
_STATUS = {"kept": "COMPLETED", "dropped": "CANCELLED"}


def calendar_bytes(
    entries: Sequence[Event], *, name: str, now: datetime, todo: bool = False
) -> bytes:
    """A calendar of these entries; with `todo` those that keep a promise are tasks.

    An instance whose series is not among the entries gets a UID of its own, made of the series' and
    the instance's; what would otherwise be there twice gets one made of its id. Guests are written
    where the entries have any, and METHOD:PUBLISH then is left out, which forbids them.
    """
    from icalendar import vDuration

    calendar = vevents.calendar()
    if not any(entry.attendees for entry in entries):
        calendar.add("method", "PUBLISH")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vevents.text(name))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for entry, uid in _named(entries):
        is_task = todo and "promise" in entry.marks
        calendar.add_component((_task if is_task else _event)(entry, uid, now=now))
    return vevents.filed(calendar)


def _named(entries: Sequence[Event]) -> Iterator[tuple[Event, str]]:
    series = {entry.uid for entry in entries if entry.recurrence}
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        uid = contentlines.plain(entry.uid)
        if entry.recurrence_id and entry.uid not in series:
            uid = f"{entry.recurrence_id}-{uid}"
        if (uid, entry.recurrence_id) in seen or not uid:
            uid = f"{short_hash(entry.account, entry.calendar, entry.id)[:12]}-{uid}"
        seen.add((uid, entry.recurrence_id))
        yield entry, uid


def _event(entry: Event, uid: str, *, now: datetime) -> Component:
    from icalendar import Event as Vevent

    found = _begun(Vevent(), entry, uid=uid, now=now)
    found.add("dtstart", vevents.moved(entry.start))
    if entry.end > entry.start:
        found.add("dtend", vevents.moved(entry.end))
    if entry.recurrence_id and uid == entry.uid:
        found.add("recurrence-id", _recurrence_id(entry))
    if not entry.busy:
        found.add("transp", "TRANSPARENT")
    if entry.cancelled:
        found.add("status", "CANCELLED")
    _add_rules(found, entry)
    _add_people(found, entry)
    return found


def _task(entry: Event, uid: str, *, now: datetime) -> Component:
    from icalendar import Todo

    found = _begun(Todo(), entry, uid=uid, now=now)
    found.add("due", vevents.moved(_due(entry)))
    found.add("status", _STATUS.get(entry.marks.get("state", ""), "NEEDS-ACTION"))
    return found


def _due(entry: Event) -> date:
    """When the promise is due, `2026-11-27` or `2026-11-27T15:00`; else when its follow-up is."""
    given = entry.marks.get("due", "")
    try:
        at = datetime.fromisoformat(given) if "T" in given else date.fromisoformat(given)
    except ValueError:
        return entry.start
    if isinstance(at, datetime) and isinstance(entry.start, datetime):
        return at.replace(tzinfo=entry.start.tzinfo)
    return at


def _begun(found: Component, entry: Event, *, uid: str, now: datetime) -> Component:
    """What events and tasks have in common."""
    found.add("uid", uid)
    found.add("dtstamp", now.astimezone(UTC))
    for key, text in (
        ("summary", entry.title),
        ("description", entry.description),
        ("location", entry.location),
    ):
        if text:
            found.add(key, vevents.text(text))
    if _URI.fullmatch(entry.url):
        found.add("url", entry.url)
    if entry.private:
        found.add("class", "PRIVATE")
    if entry.marks.get("channel", "none") != "none":
        found.add("categories", [vevents.CATEGORY])
    vevents.add_marks(found, entry.marks)
    return found


def _recurrence_id(entry: Event) -> date:
    """The instance meant, as a day, or on the clock of the start."""
    if len(entry.recurrence_id) == 8:
        return date.fromisoformat(entry.recurrence_id)
    at = datetime.fromisoformat(entry.recurrence_id)
    start = vevents.moved(entry.start)
    zone = start.tzinfo if isinstance(start, datetime) else None
    return at.astimezone(zone) if at.tzinfo and zone else at


def _add_rules(found: Component, entry: Event) -> None:
    """The rules of a series, each by itself; those that mean nothing are left out."""
    from icalendar import Event as Vevent

    odd = recurrence.problem(entry) == rrules.WHY_ODD
    for line in entry.recurrence:
        if not _RULE.fullmatch(line) or (odd and line[:5].upper() == "RRULE"):
            continue
        with suppress(ValueError, KeyError, IndexError, AttributeError):
            text = f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n"
            for key, value in Vevent.from_ical(text).items():
                value.to_ical()
                found.add(key, value)


def _add_people(found: Component, entry: Event) -> None:
    if entry.organizer and entry.organizer.email:
        found.add("organizer", _address(entry.organizer))
    for guest in entry.attendees:
        if guest.email:
            found.add("attendee", _address(guest))


def _address(person: Attendee) -> vCalAddress:
    from icalendar import vCalAddress

    found = vCalAddress(f"mailto:{contentlines.plain(person.email)}")
    if person.name:
        found.params["CN"] = contentlines.plain(person.name)
    found.params["PARTSTAT"] = person.status.upper()
    if person.room:
        found.params["CUTYPE"] = "ROOM"
    return found

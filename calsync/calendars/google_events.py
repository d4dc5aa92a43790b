"""Google's JSON to events, and tags and drafts to the JSON that is sent. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from calsync import timezones
from calsync.contentlines import movable
from calsync.model import EMPTY
from calsync.model import TAG_MARKS
from calsync.model import Attendee
from calsync.model import Calendar
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Me
from calsync.model import Problem
from calsync.model import Tag
from calsync.model import rid_of

PREFIX = "calsync-"
SECONDARY = "@group.calendar.google.com"
FIELDS = (
    "attendees(displayName,email,resource,responseStatus,self),attendeesOmitted,colorId,"
    "conferenceData/entryPoints(entryPointType,uri),creator/email,description,end,etag,"
    "eventLabelId,eventType,extendedProperties/private,hangoutLink,iCalUID,id,location,locked,"
    "organizer(displayName,email,self),originalStartTime,recurrence,recurringEventId,start,status,"
    "summary,transparency,visibility"
)
WRITERS = frozenset({"owner", "writer", "writerWithoutPrivateAccess"})
TAGGABLE = frozenset({"default", "fromGmail"})  # guides/event-types; the rest refuse or say nothing
PRIVATE = frozenset({"private", "confidential"})
VALUE_LIMIT = 1024  # longer ones are silently cut (guides/extended-properties)
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
_UNREADABLE = "Google describes this event in a way that makes no sense ({error!r}); it is left out"
_STATUS = {"needsAction": "needs-action"}


@dataclass(frozen=True, slots=True)
class Place:
    """What must be known of a calendar to read its events."""

    calendar: Calendar
    role: str = "owner"
    me: Me = field(default_factory=Me)
    own_only: bool = False  # access = "own-calendar"
    may_write: bool = field(init=False)  # may calsync write here at all?
    secondary: bool = field(init=False)

    def __post_init__(self) -> None:
        allowed = self.calendar.made_by_calsync or not self.own_only
        object.__setattr__(self, "may_write", allowed and self.role in WRITERS)
        object.__setattr__(self, "secondary", self.calendar.id.endswith(SECONDARY))


@dataclass(frozen=True, slots=True)
class Page:
    """The events of one answer."""

    events: tuple[Event, ...]
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]
    orphans: Mapping[str, str]  # cancelled instance without a UID -> its series


def read_page(items: Iterable[Any], place: Place) -> Page:
    """Sort the items of an answer: what can be read, what is gone, what makes no sense."""
    events: list[Event] = []
    gone: list[str] = []
    problems: list[Problem] = []
    orphans: dict[str, str] = {}
    for item in items:
        try:
            _require_id(item)
            if item.get("status") != "cancelled":
                events.append(read_event(item, place))
            elif "recurringEventId" in item and "originalStartTime" in item:
                events.append(_cancelled(item, place))
                if "iCalUID" not in item:
                    orphans[item["id"]] = item["recurringEventId"]
            else:
                gone.append(item["id"])
        except UNREADABLE as error:
            problems.append(Problem(_where(item, place), _UNREADABLE.format(error=error)))
    return Page(tuple(events), tuple(gone), tuple(problems), orphans)


def _require_id(item: Mapping[str, Any]) -> None:
    if not isinstance(item["id"], str):
        raise TypeError(item["id"])


def _where(item: Any, place: Place) -> str:
    name = item.get("id") if isinstance(item, dict) else None
    return f"{place.calendar.account}/{place.calendar.id}/{name or 'an event without id'}"


def read_event(item: Mapping[str, Any], place: Place) -> Event:
    """One event of Google's, which may be cancelled; what is not known of it is left out."""
    calendar = place.calendar
    start, end = _times(item, calendar.zone)
    original = item.get("originalStartTime")
    creator = item["creator"].get("email", "").lower() if "creator" in item else ""
    guests = item.get("attendees")
    properties = item.get("extendedProperties")
    return Event(
        id=item["id"],
        uid=item.get("iCalUID") or f"{item['id']}@google.com",
        title=item.get("summary", ""),
        start=start,
        end=end,
        account=calendar.account,
        calendar=calendar.id,
        recurrence_id=rid_of(_moment(original, calendar.zone)) if original else "",
        description=item.get("description", ""),
        location=item.get("location", ""),
        url=item.get("hangoutLink") or (_link(item) if "conferenceData" in item else ""),
        organizer=_organizer(item["organizer"], creator, place) if "organizer" in item else None,
        creator=creator,
        attendees=tuple([_guest(guest, place) for guest in guests]) if guests else (),
        attendees_hidden=item.get("attendeesOmitted", False),
        recurrence=tuple(item.get("recurrence", ())),
        cancelled=item.get("status") == "cancelled",
        busy=item.get("transparency") != "transparent",
        private=item.get("visibility") in PRIVATE,
        kind=item.get("eventType", "default"),
        marks=_marks(properties["private"]) if properties and "private" in properties else EMPTY,
        color=item.get("colorId") or item.get("eventLabelId", ""),
        writable=_writable(item, place),
        etag=item.get("etag", ""),
        anchor=item.get("recurringEventId") or item["id"],
    )


def _cancelled(item: Mapping[str, Any], place: Place) -> Event:
    """A cancelled instance of a live series: only three fields are guaranteed (disc. Event)."""
    original = item["originalStartTime"]
    uid = item.get("iCalUID") or f"{item['recurringEventId']}@google.com"
    return read_event({**item, "iCalUID": uid, "start": original, "end": original}, place)


def adopt(
    events: Iterable[Event], orphans: Mapping[str, str], uids: Mapping[str, str]
) -> list[Event]:
    """The events, with the UID of their series put into cancelled instances that came without."""
    return [
        replace(event, uid=uids[orphans[event.id]]) if orphans.get(event.id) in uids else event
        for event in events
    ]


def _times(item: Mapping[str, Any], zone: str) -> tuple[date, date]:
    start = _moment(item["start"], zone)
    end = _moment(item["end"], zone) if item.get("end") else start
    if isinstance(start, datetime):
        return start, end if isinstance(end, datetime) and end > start else start
    if isinstance(end, datetime) or end <= start:
        end = start + timedelta(days=1)
    return start, end


def _moment(value: Mapping[str, str], zone: str) -> date:
    text = value.get("dateTime")
    if text is None:
        return movable(date.fromisoformat(value["date"]))
    return _clock(text, value.get("timeZone") or zone, zone)


@lru_cache(maxsize=1 << 15)
def _clock(text: str, zone: str, default: str) -> datetime:
    """The time on the wall of its zone; where no zone is known the offset must do."""
    moment = movable(datetime.fromisoformat(text))
    known = timezones.named(zone) or timezones.named(default)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=known or UTC)
    return moment.astimezone(known) if known else moment


def _link(item: Mapping[str, Any]) -> str:
    for entry in item["conferenceData"].get("entryPoints", ()):
        if entry.get("entryPointType") == "video":
            return str(entry.get("uri", ""))
    return ""


def _organizer(person: Mapping[str, Any], creator: str, place: Place) -> Attendee | None:
    """Who organises: where that is a secondary calendar, whoever made the event."""
    name = person.get("displayName", "")
    if not person.get("self"):
        return _attendee(person.get("email", ""), name)
    if place.secondary:
        return Attendee(creator) if creator else None
    return _attendee(_own_address(person, place), name)


def _guest(person: Mapping[str, Any], place: Place) -> Attendee:
    return _attendee(
        _own_address(person, place) if "self" in person else person.get("email", ""),
        person.get("displayName", ""),
        person.get("responseStatus", "needsAction"),
        person.get("resource"),
    )


@lru_cache(maxsize=4096)
def _attendee(email: str, name: str, status: str = "needsAction", room: Any = None) -> Attendee:
    """The same people come again and again."""
    return Attendee(email.lower(), name, _STATUS.get(status) or status.lower(), bool(room))


def _own_address(person: Mapping[str, Any], place: Place) -> str:
    """The address of the calendar itself; one of mine, where the calendar is mine."""
    email = str(person.get("email") or place.calendar.id)
    if not person.get("self") or not place.calendar.mine or place.me.is_me(email):
        return email
    return min(place.me.emails, default=email)


def _marks(properties: Mapping[str, str]) -> Mapping[str, str]:
    marks = {key[8:]: value for key, value in properties.items() if key.startswith(PREFIX)}
    return MappingProxyType(marks) if marks else EMPTY


def _writable(item: Mapping[str, Any], place: Place) -> bool:
    if not place.may_write:
        return False
    if place.calendar.made_by_calsync:
        return True
    hidden = place.role == "writerWithoutPrivateAccess" and item.get("visibility") in PRIVATE
    return item.get("eventType", "default") in TAGGABLE and not item.get("locked") and not hidden


def tag_body(tag: Tag | None, color: str | None) -> dict[str, Any]:
    """The patch that writes a tag, or takes it away again."""
    marks: dict[str, str | None] = {"calsync": None, **{PREFIX + name: None for name in TAG_MARKS}}
    if tag is not None:
        marks = {"calsync": "1", **{PREFIX + key: value for key, value in tag_marks(tag).items()}}
    body: dict[str, Any] = {"extendedProperties": {"private": marks}}
    return body if color is None else {**body, "colorId": color or None}


def tag_marks(tag: Tag) -> dict[str, str]:
    """A tag as an event's marks hold it."""
    channel = tag.channel.value if tag.channel else "none"
    values = (channel, f"{tag.score:.2f}", "user" if tag.by != "rules" else "rules", tag.event)
    return dict(zip(TAG_MARKS, values, strict=True))


def new_body(draft: Draft) -> dict[str, Any]:
    """A new event of calsync's own: private, without guests, with a reminder at its start."""
    return {
        "id": draft.id,
        "summary": draft.title,
        "description": draft.description,
        "start": _when(draft.start),
        "end": _when(draft.end),
        "transparency": _transparency(draft),
        "extendedProperties": {"private": _properties(draft)},
        **_manners(),
    }


def change_body(event: Event, draft: Draft) -> dict[str, Any]:
    """The patch that makes an event as drafted; empty if it is. What fits stays the user's."""
    marks: dict[str, str | None] = {
        PREFIX + key: None for key in event.marks if key not in draft.marks
    }
    marks |= {
        key: value for key, value in _properties(draft).items() if _differs(event, key, value)
    }
    pairs = {
        "summary": (event.title, draft.title, draft.title),
        "description": (event.description, draft.description, draft.description),
        "start": (event.start, draft.start, _when(draft.start, replacing=True)),
        "end": (event.end, draft.end, _when(draft.end, replacing=True)),
        "transparency": (event.busy, draft.busy, _transparency(draft)),
    }
    body: dict[str, Any] = {key: new for key, (was, wanted, new) in pairs.items() if was != wanted}
    if marks:
        body["extendedProperties"] = {"private": marks}
    return body if event.marks else body | _manners()


def _manners() -> dict[str, Any]:
    reminder = {"useDefault": False, "overrides": [{"method": "popup", "minutes": 0}]}
    return {"visibility": "private", "reminders": reminder}


def _properties(draft: Draft) -> dict[str, str]:
    return {PREFIX + key: value[:VALUE_LIMIT] for key, value in draft.marks.items()}


def _differs(event: Event, key: str, value: str) -> bool:
    return event.marks.get(key[8:]) != value


def _transparency(draft: Draft) -> str:
    return "opaque" if draft.busy else "transparent"


def _when(moment: date, *, replacing: bool = False) -> dict[str, str | None]:
    """A day or a moment with its offset; no zone is sent that Google did not send."""
    key, other = ("dateTime", "date") if isinstance(moment, datetime) else ("date", "dateTime")
    return {key: moment.isoformat(), other: None} if replacing else {key: moment.isoformat()}

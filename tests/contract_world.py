"""What a contract test needs of a back end, and the events it is tried with.

A `World` is the user, and other programs, at work in an account's store behind calsync's back.
What it stores must be readable by `account()`; its `titles` and `guests` are found out without
calsync's own code. `id` is the account's own id, as `Event.id`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import Any
from typing import Protocol
from zoneinfo import ZoneInfo

from calsync.calendars.protocol import Account
from calsync.calendars.protocol import Changes
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import Write
from calsync.model import Attendee
from calsync.model import Calendar
from calsync.model import Channel
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Source
from calsync.model import Tag

ONE_HOUR = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN)
SINCE = NOW - timedelta(days=366)
LUNCH = datetime(2026, 11, 26, 12, 30, tzinfo=BERLIN)
GUESTS = (Attendee("ana@example.org", "Ana"), Attendee("bo@example.net", "Bo"))
SPECIAL = "Café; a, b \\ c “d” 100 % \U0001f37d\nline two: x=1 <b>"
HOSTILE_CURSORS = ("x", "{}", "[1, 2", '{"version": 1}', "-1", "\x00", "9" * 400)


class World(Protocol):
    """The user and other programs at work in an account's store."""

    tags_invitations: bool  # may an event with guests be tagged where it stands?
    tombstones: bool  # is a deleted event's id taken for good?

    def account(self) -> Account:
        """A new account object, which remembers nothing."""

    def add(self, event: Event) -> str:
        """The user adds an event or an exception to the first calendar; its id there."""

    def edit(self, id: str, *, title: str) -> None:  # noqa: A002 - as in the model
        """The user gives any event of the account another title."""

    def delete(self, id: str) -> None:  # noqa: A002 - likewise
        """The user deletes any event of the account."""

    def titles(self) -> Sequence[str]:
        """The titles of all that is stored, in all calendars, exceptions included."""

    def guests(self) -> Sequence[str]:
        """The addresses of all guests of all that is stored."""


def make_event(**changes: Any) -> Event:
    """An event of the user's own."""
    event = Event(id="", uid="one@example.com", title="Lunch", start=LUNCH, end=LUNCH)
    event = replace(event, end=LUNCH + timedelta(hours=1))
    return replace(event, **changes)


def make_draft(**changes: Any) -> Draft:
    """A follow-up to be written."""
    draft = Draft(
        id="0123456789abcdefghijklmnopqrstuv",
        uid="promise1-0@calsync",
        title="Follow up: send Ana the deck",
        start=LUNCH + timedelta(days=1),
        end=LUNCH + timedelta(days=1, minutes=30),
        description="To: Ana\nPromise: send Ana the deck",
        marks={"promise": "promise1", "state": "open", "due": "2026-11-27"},
    )
    return replace(draft, **changes)


def make_tag(event: Event, **changes: Any) -> Tag:
    """A tag that fits an event."""
    tag = Tag(Channel.LUNCH, 0.87, Source.RULES, event.anchor or event.uid)
    return replace(tag, **changes)


def first_calendar(account: Account) -> Calendar:
    """The user's own calendar."""
    return next(item for item in account.calendars() if not item.made_by_calsync)


def look(account: Account, cursor: str = "", calendar: Calendar | None = None) -> Changes:
    """What changed in a calendar since a cursor."""
    return account.changes(calendar or first_calendar(account), cursor, since=SINCE)


def write(account: Account, one: Write) -> Outcome:
    """Carry out one write."""
    (outcome,) = account.apply([one])
    return outcome


def own_calendar(account: Account) -> Calendar:
    """calsync's own calendar, made if need be."""
    made = write(account, MakeCalendar("Follow-ups")).calendar
    assert made is not None
    return made


def create(account: Account, draft: Draft | None = None) -> Event:
    """A follow-up as it stands after it was made."""
    event = write(account, Create(own_calendar(account), draft or make_draft())).event
    assert event is not None
    return event


def read_again(world: World, event: Event) -> Event:
    """An event as a new account object reads it."""
    account = world.account()
    calendars = (item for item in account.calendars() if item.id == event.calendar)
    found = [e for item in calendars for e in look(account, calendar=item).events]
    return next(item for item in found if item.id == event.id)


def seen(world: World, **changes: Any) -> Event:
    """An event of the user's, as calsync read it."""
    name = world.add(make_event(**changes))
    return next(event for event in look(world.account()).events if event.id == name)


MANY: tuple[Event, ...] = (
    make_event(),
    make_event(uid="two@example.com", title="Conference", start=date(2026, 12, 1)),
    make_event(uid="three@example.com", title="Weekly", recurrence=("RRULE:FREQ=WEEKLY;COUNT=5",)),
    make_event(
        uid="four@example.com", title=SPECIAL.split("\n", maxsplit=1)[0], location="B; 2, 1"
    ),
    make_event(uid="five@example.com", title="With guests", attendees=GUESTS, organizer=GUESTS[0]),
    make_event(uid="six@example.com", title="Far", start=datetime(2027, 1, 5, 9, tzinfo=UTC)),
)
ALL = tuple(
    replace(event, end=event.start + timedelta(days=1))
    if event.all_day
    else replace(event, end=event.start + timedelta(hours=1))
    for event in MANY
)

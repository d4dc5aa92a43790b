"""Reading a Google account: calendars, events, sync tokens, and lists that must be read anew."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calsync.model import Attendee
from tests.google_factory import NOW
from tests.google_factory import SINCE
from tests.google_factory import meeting
from tests.google_factory import named
from tests.google_factory import opened
from tests.google_factory import pulled
from tests.google_factory import weekly
from tests.google_server import GoogleServer

TEAM = "team@group.calendar.google.com"


def test_an_event_comes_whole(server: GoogleServer, tmp_path: Path) -> None:
    """Every field that calsync reads arrives in the event, wall time and zone included."""
    server.add_event(
        "primary",
        meeting(
            description="at noon",
            location="Trattoria",
            hangoutLink="https://meet.google.com/x",
            organizer={"email": "Ana@Else.org", "displayName": "Ana"},
            creator={"email": "ana@else.org"},
            attendees=[
                {"email": "me@example.com", "self": True, "responseStatus": "needsAction"},
                {"email": "Ana@else.org", "displayName": "Ana", "responseStatus": "accepted"},
                {"email": "room@resource.example.com", "resource": True},
            ],
            attendeesOmitted=True,
            transparency="transparent",
            visibility="private",
            colorId="3",
            extendedProperties={"private": {"calsync": "1", "calsync-channel": "lunch", "x": "y"}},
        ),
    )

    (event,) = pulled(opened(server, tmp_path)).events

    assert event.start == datetime(2026, 11, 23, 12, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event.start.tzinfo == ZoneInfo("Europe/Berlin")  # type: ignore[attr-defined]  # a datetime
    assert event.end - event.start == timedelta(hours=1)
    assert (event.title, event.description, event.location) == (
        "Lunch with Ana",
        "at noon",
        "Trattoria",
    )
    assert event.url == "https://meet.google.com/x"
    assert event.organizer == Attendee("ana@else.org", "Ana")
    assert event.creator == "ana@else.org"
    assert event.attendees == (
        Attendee("me@example.com", "", "needs-action"),
        Attendee("ana@else.org", "Ana", "accepted"),
        Attendee("room@resource.example.com", "", "needs-action", room=True),
    )
    assert event.attendees_hidden
    assert not event.busy
    assert event.private
    assert event.marks == {"channel": "lunch"}
    assert event.color == "3"
    assert event.writable
    assert (event.anchor, event.uid) == (event.id, f"{event.id}@google.com")
    assert (event.account, event.calendar) == ("work", "me@example.com")


def test_a_day_stays_a_day(server: GoogleServer, tmp_path: Path) -> None:
    """An all-day event has dates, its end exclusive."""
    server.add_event("primary", {"start": {"date": "2026-11-23"}, "end": {"date": "2026-11-25"}})

    (event,) = pulled(opened(server, tmp_path)).events

    assert (event.start, event.end, event.title) == (date(2026, 11, 23), date(2026, 11, 25), "")
    assert event.all_day


def test_series_exceptions_and_cancelled_instances(server: GoogleServer, tmp_path: Path) -> None:
    """A series comes as one event; an instance moved or deleted as an exception with its UID."""
    series = server.add_event("primary", weekly(iCalUID="run@else.org"))
    start = {"dateTime": "2026-11-09T08:00:00+01:00", "timeZone": "Europe/Berlin"}
    server.add_event(
        "primary",
        meeting(
            "moved",
            "2026-11-10T09:00",
            recurringEventId=series["id"],
            originalStartTime=start,
            iCalUID="run@else.org",
        ),
    )
    gone = {"dateTime": "2026-11-16T08:00:00+01:00", "timeZone": "Europe/Berlin"}
    server.cancel_instance("primary", series["id"], gone)

    master, moved, cancelled = pulled(opened(server, tmp_path)).events

    assert master.recurrence == ("RRULE:FREQ=WEEKLY",)
    assert (moved.recurrence_id, moved.uid) == ("20261109T070000Z", "run@else.org")
    assert (cancelled.recurrence_id, cancelled.uid) == ("20261116T070000Z", "run@else.org")
    assert cancelled.cancelled
    assert {event.anchor for event in (master, moved, cancelled)} == {series["id"]}


def test_nothing_new_is_one_request(server: GoogleServer, tmp_path: Path) -> None:
    """With a sync token and nothing new there is one request and one empty answer."""
    server.add_event("primary", meeting())
    account = opened(server, tmp_path)
    first = pulled(account)

    calendar, before = named(account), account.requests

    second = account.changes(calendar, first.cursor, since=SINCE)

    assert first.full
    assert (second.events, second.gone, second.full) == ((), (), False)
    assert account.requests - before == 1


def test_an_increment_tells_what_changed_and_what_is_gone(
    server: GoogleServer, tmp_path: Path
) -> None:
    """New, changed and deleted events come with the token; a cancelled instance is an event."""
    kept = server.add_event("primary", meeting())
    gone = server.add_event("primary", meeting("Coffee"))
    series = server.add_event("primary", weekly(iCalUID="run@else.org"))
    account = opened(server, tmp_path)
    cursor = pulled(account).cursor
    server.change_event("primary", kept["id"], {"summary": "Dinner with Ana"})
    server.delete_event("primary", gone["id"])
    server.cancel_instance("primary", series["id"], {"dateTime": "2026-11-16T08:00:00+01:00"})

    changes = pulled(account, cursor)

    assert changes.gone == (gone["id"],)
    assert [event.title for event in changes.events] == ["Dinner with Ana", ""]
    assert changes.events[1].cancelled
    assert changes.events[1].uid == "run@else.org"


def test_pages_are_read_to_the_end(server: GoogleServer, tmp_path: Path) -> None:
    """Short pages, and an empty one while more follow, make one list with one cursor."""
    for number in range(7):
        server.add_event("primary", meeting(f"Lunch {number}"))
    server.google.page_limit = 2
    server.google.empty_pages = True
    account = opened(server, tmp_path)
    first = pulled(account)
    server.google.empty_pages = False

    assert [event.title for event in first.events] == [f"Lunch {number}" for number in range(7)]
    assert pulled(account, first.cursor).events == ()


def test_an_expired_token_means_a_whole_list(server: GoogleServer, tmp_path: Path) -> None:
    """410 is a normal branch: everything is listed again and said to be all there is."""
    gone = server.add_event("primary", meeting("Coffee"))
    server.add_event("primary", meeting())
    account = opened(server, tmp_path)
    cursor = pulled(account).cursor
    server.delete_event("primary", gone["id"])
    server.expire_tokens("primary")

    changes = pulled(account, cursor)

    assert changes.full
    assert [event.title for event in changes.events] == ["Lunch with Ana"]
    assert pulled(account, changes.cursor).full is False


@pytest.mark.parametrize("cursor", ["nonsense", "[]", '{"version": "0"}', "{"], ids=str)
def test_a_cursor_of_another_version_means_a_whole_list(
    server: GoogleServer, tmp_path: Path, cursor: str
) -> None:
    """A cursor that this version did not write is not used."""
    server.add_event("primary", meeting())

    assert pulled(opened(server, tmp_path), cursor).full


def test_a_token_google_does_not_know_means_a_whole_list(
    server: GoogleServer, tmp_path: Path
) -> None:
    """A 400 beside a sync token costs one whole list, not the run."""
    account = opened(server, tmp_path)
    cursor = pulled(account).cursor.replace("sync", "other")

    assert pulled(account, cursor).full


def test_the_baseline_is_renewed_with_its_old_window(server: GoogleServer, tmp_path: Path) -> None:
    """After thirty days the list is read whole again, from where it first began."""
    cursor = pulled(opened(server, tmp_path)).cursor
    later = NOW + timedelta(days=31)
    account = opened(server, tmp_path, clock=lambda: later)
    calendar = named(account)
    server.requests.clear()

    changes = account.changes(calendar, cursor, since=later - timedelta(days=365))

    assert changes.full
    assert server.requests[0].query["timeMin"] == [SINCE.isoformat()]


def test_the_first_list_is_bounded_and_the_increment_is_not(
    server: GoogleServer, tmp_path: Path
) -> None:
    """timeMin goes with the first list only; beside a sync token it is refused."""
    server.add_event("primary", meeting("Old", "2024-11-23T12:30"))
    account = opened(server, tmp_path)
    first = pulled(account)
    pulled(account, first.cursor)
    lists = [request.query for request in server.requests if request.call == "events.list"]

    assert first.events == ()
    assert "timeMin" in lists[0]
    assert "timeMin" not in lists[1]


@pytest.mark.parametrize(
    ("kind", "more", "writable"),
    [
        ("default", {}, True),
        ("fromGmail", {}, True),
        ("birthday", {}, False),
        ("outOfOffice", {}, False),
        ("somethingNew", {}, False),
        ("default", {"locked": True}, False),
        ("default", {"organizer": {"email": "ana@else.org"}}, True),
    ],
    ids=["default", "mail", "birthday", "away", "unknown", "locked", "guest"],
)
def test_which_events_may_be_tagged(
    server: GoogleServer, tmp_path: Path, *, kind: str, more: Any, writable: bool
) -> None:
    """Special and unknown kinds and locked copies are read but never written."""
    server.add_event("primary", meeting(eventType=kind, **more))

    (event,) = pulled(opened(server, tmp_path)).events

    assert (event.kind, event.writable) == (kind, writable)


def test_what_makes_no_sense_is_a_problem_and_not_the_end(
    server: GoogleServer, tmp_path: Path
) -> None:
    """Events without start, with a mad date or of odd shape are reported; the others arrive."""
    server.add_event("primary", meeting())
    server.add_event("primary", {"summary": "no start", "recurrence": []})
    server.add_event("primary", meeting(start="2026-11-23T12:30") | {"start": {"date": "tomorrow"}})
    server.add_event("primary", meeting(attendees=["ana"]))

    changes = pulled(opened(server, tmp_path))

    assert [event.title for event in changes.events] == ["Lunch with Ana"]
    assert len(changes.problems) == 3
    assert all(problem.where.startswith("work/me@example.com/") for problem in changes.problems)


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        ("Europe/Kiev", "Europe/Kiev"),
        ("Custom/Zone", "Europe/Berlin"),
        ("../../etc/passwd", "Europe/Berlin"),
        ("x" * 5000, "Europe/Berlin"),
    ],
    ids=["alias", "unknown", "path", "long"],
)
def test_zones_that_are_not_known_do_not_move_the_event(
    server: GoogleServer, tmp_path: Path, zone: str, known: str
) -> None:
    """An old name is a zone; an unknown one gives way to the calendar's, at the same moment."""
    when = {"dateTime": "2026-11-23T12:30:00+01:00", "timeZone": zone}
    server.add_event("primary", {"start": when, "end": when})

    (event,) = pulled(opened(server, tmp_path)).events

    assert isinstance(event.start, datetime)
    assert event.start.tzinfo == ZoneInfo(known)
    assert event.start == datetime.fromisoformat("2026-11-23T12:30:00+01:00")

"""The calendar that calsync makes at Google: found, made once, written to, removed when empty."""

from __future__ import annotations

from pathlib import Path

from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from tests.google_factory import applied
from tests.google_factory import draft
from tests.google_factory import lunch_tag
from tests.google_factory import meeting
from tests.google_factory import named
from tests.google_factory import opened
from tests.google_factory import pulled
from tests.google_server import GoogleServer


def test_the_calendar_is_made_once_and_found_again(server: GoogleServer, tmp_path: Path) -> None:
    """It takes the user's zone, is known by its description, and is never made twice."""
    first = applied(opened(server, tmp_path), MakeCalendar("Follow-ups")).calendar
    again = applied(opened(server, tmp_path), MakeCalendar("Other name")).calendar

    assert first is not None
    assert (first.name, first.zone, first.made_by_calsync) == ("Follow-ups", "Europe/Berlin", True)
    assert again == first
    assert [request.call for request in server.writes] == ["calendars.insert"]


def test_of_two_calendars_the_smallest_id_wins(server: GoogleServer, tmp_path: Path) -> None:
    """Two machines that made one each agree on one; both are known as calsync's."""
    text = "mine\n calsync: follow-ups \nmore"
    server.add_calendar("b@group.calendar.google.com", description=text)
    server.add_calendar("a@group.calendar.google.com", description=text, hidden=True)
    account = opened(server, tmp_path, calendars=("primary",))

    found = applied(account, MakeCalendar("Follow-ups")).calendar

    assert found is not None
    assert found.id == "a@group.calendar.google.com"
    assert sum(calendar.made_by_calsync for calendar in account.calendars()) == 2
    assert server.writes == []


def test_a_strangers_calendar_cannot_pass_as_calsyncs(server: GoogleServer, tmp_path: Path) -> None:
    """A shared calendar with the line in its description is not one that calsync made."""
    server.add_calendar(
        "a@group.calendar.google.com", description="calsync: follow-ups", dataOwner="x@else.org"
    )

    found = applied(opened(server, tmp_path), MakeCalendar("Follow-ups")).calendar

    assert found is not None
    assert found.id != "a@group.calendar.google.com"


def test_own_calendar_writes_into_its_calendar_only(server: GoogleServer, tmp_path: Path) -> None:
    """With the small scopes the calendar is made and filled, and nothing else is touched."""
    server.signin.grant("calendar.readonly", "calendar.app.created")
    server.add_event("primary", meeting())
    account = opened(server, tmp_path, access="own-calendar")
    (event,) = pulled(account).events
    calendar = applied(account, MakeCalendar("Follow-ups")).calendar
    assert calendar is not None
    calls: list[Write] = [
        PutTag(event, lunch_tag(event)),
        Create(named(account), draft()),
        Create(calendar, draft()),
    ]

    outcomes = list(account.apply(calls))

    results = [outcome.result for outcome in outcomes]
    assert results == [Result.REFUSED, Result.REFUSED, Result.DONE]
    assert [request.status for request in server.writes] == [200, 200]


def test_a_title_typed_into_the_calendar_becomes_a_follow_up(
    server: GoogleServer, tmp_path: Path
) -> None:
    """In a calendar calsync made an event without marks may be taken over, private from then on."""
    account = opened(server, tmp_path)
    calendar = applied(account, MakeCalendar("Follow-ups")).calendar
    assert calendar is not None
    server.add_event(calendar.id, meeting("Ana deck Friday"))
    (typed,) = pulled(account, calendar=calendar.id).events

    outcome = applied(account, Change(typed, draft()))

    assert outcome.result is Result.DONE
    assert outcome.event is not None
    assert outcome.event.private
    assert outcome.event.marks["promise"] == "p1"


def test_a_calendar_is_removed_when_it_is_empty(server: GoogleServer, tmp_path: Path) -> None:
    """What the user put there keeps it; deleted events do not."""
    account = opened(server, tmp_path)
    calendar = applied(account, MakeCalendar("Follow-ups")).calendar
    assert calendar is not None
    stored = server.add_event(calendar.id, meeting())
    full = applied(account, RemoveCalendar(calendar))
    server.delete_event(calendar.id, stored["id"])

    empty = applied(account, RemoveCalendar(calendar))
    after = applied(account, RemoveCalendar(calendar))

    assert (full.result, empty.result, after.result) == (Result.REFUSED, Result.DONE, Result.GONE)
    assert calendar.id not in server.google.books


def test_a_calendar_of_the_user_is_never_removed(server: GoogleServer, tmp_path: Path) -> None:
    """calsync removes only what it made."""
    account = opened(server, tmp_path)

    outcome = applied(account, RemoveCalendar(named(account)))

    assert outcome.result is Result.REFUSED
    assert server.writes == []

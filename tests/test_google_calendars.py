"""Which calendars a Google account has, whose they are, and what of them may be written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from calsync.calendars.google_errors import CalendarGoneError
from calsync.calendars.google_errors import CalendarUnknownError
from calsync.model import Attendee
from calsync.model import Me
from tests.google_factory import SINCE
from tests.google_factory import meeting
from tests.google_factory import named
from tests.google_factory import opened
from tests.google_factory import pulled
from tests.google_server import GoogleServer

TEAM = "team@group.calendar.google.com"


@pytest.mark.parametrize(
    ("role", "access", "writable"),
    [
        ("reader", "full", False),
        ("writer", "full", True),
        ("owner", "full", True),
        ("writerWithoutPrivateAccess", "full", True),
        ("owner", "own-calendar", False),
    ],
)
def test_which_calendars_may_be_written(
    server: GoogleServer, tmp_path: Path, *, role: str, access: str, writable: bool
) -> None:
    """The role decides, and access = "own-calendar" leaves the user's events alone."""
    server.add_calendar(TEAM, accessRole=role)
    server.add_event(TEAM, meeting())
    account = opened(server, tmp_path, access=access)

    changes = pulled(account, calendar=TEAM)

    assert changes.events[0].writable is writable
    assert changes.calendar is not None
    assert changes.calendar.writable is writable
    assert named(account, TEAM).writable is writable


def test_calendars_are_named_by_id_name_or_primary(server: GoogleServer, tmp_path: Path) -> None:
    """Ids, the user's own names and `primary` all choose; hidden calendars too if named."""
    server.add_calendar(TEAM, summary="Team", summaryOverride="My team", hidden=True)
    server.add_calendar("other@group.calendar.google.com", summary="Other")

    everything = opened(server, tmp_path).calendars()
    chosen = opened(server, tmp_path, calendars=("primary", "My team")).calendars()

    assert [calendar.name for calendar in everything] == ["me@example.com", "Other"]
    assert [calendar.name for calendar in chosen] == ["me@example.com", "My team"]


def test_the_list_of_calendars_has_pages(server: GoogleServer, tmp_path: Path) -> None:
    """More calendars than fit on a page are all found."""
    for number in range(5):
        server.add_calendar(f"c{number}@group.calendar.google.com")
    server.google.page_limit = 2

    assert len(opened(server, tmp_path).calendars()) == 6


def test_a_calendar_that_is_not_there_is_said(server: GoogleServer, tmp_path: Path) -> None:
    """A wrong name stops the account and lists the right ones."""
    account = opened(server, tmp_path, calendars=("Privat",))

    with pytest.raises(CalendarUnknownError, match=r"no calendar 'Privat'.*'primary'"):
        account.calendars()


def test_a_calendar_that_is_gone_stops_the_account(server: GoogleServer, tmp_path: Path) -> None:
    """A known calendar that disappeared is not read as deletions."""
    server.add_calendar(TEAM)
    account = opened(server, tmp_path)
    calendar = named(account, TEAM)
    cursor = pulled(account, calendar=TEAM).cursor
    del server.google.books[TEAM]

    with pytest.raises(CalendarGoneError, match="is gone or no longer shared"):
        account.changes(calendar, cursor, since=SINCE)


@pytest.mark.parametrize(
    ("more", "mine"),
    [
        ({}, True),
        ({"dataOwner": "boss@example.com"}, False),
        ({"accessRole": "writer"}, False),
    ],
    ids=["made by me", "of another", "shared"],
)
def test_which_calendars_are_mine(
    server: GoogleServer, tmp_path: Path, *, more: Any, mine: bool
) -> None:
    """Only the primary calendar and secondary ones whose data the user owns are the user's own."""
    server.add_calendar(TEAM, **more)

    account = opened(server, tmp_path)

    assert named(account, TEAM).mine is mine
    assert named(account).mine


def test_the_zone_is_read_at_each_sync(server: GoogleServer, tmp_path: Path) -> None:
    """Who travels changes the calendar's zone, and the next answer tells."""
    account = opened(server, tmp_path)
    calendar, cursor = named(account), pulled(account).cursor
    server.google.book("primary").entry["timeZone"] = "Asia/Tokyo"

    changes = account.changes(calendar, cursor, since=SINCE)

    assert changes.calendar == replace(calendar, zone="Asia/Tokyo")


def test_the_organizer_of_a_secondary_calendar_is_its_maker(
    server: GoogleServer, tmp_path: Path
) -> None:
    """Google names the calendar as organizer there; the words are those of whoever made it."""
    server.add_calendar(TEAM)
    server.add_event(TEAM, meeting(creator={"email": "Colleague@example.com"}))

    (event,) = pulled(opened(server, tmp_path), calendar=TEAM).events

    assert event.organizer == Attendee("colleague@example.com")


def test_self_is_me_under_the_address_i_gave(server: GoogleServer, tmp_path: Path) -> None:
    """In a calendar of my own Google's `self` is me, whatever address it shows."""
    server.add_event("primary", meeting())
    account = opened(server, tmp_path, me=Me(frozenset({"other@me.org"})))

    (event,) = pulled(account).events

    assert event.organizer == Attendee("other@me.org")

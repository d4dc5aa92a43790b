"""Writing to a Google account: what is sent, what is never sent, and how each write can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import Result
from tests.google_factory import applied
from tests.google_factory import draft
from tests.google_factory import lunch_tag
from tests.google_factory import meeting
from tests.google_factory import named
from tests.google_factory import opened
from tests.google_factory import pulled
from tests.google_server import GoogleServer


def test_a_tag_is_one_patch_of_private_properties(server: GoogleServer, tmp_path: Path) -> None:
    """The user's event gets five private properties, silently, if it is as it was seen."""
    guests = [{"email": "ana@else.org", "responseStatus": "accepted"}]
    stored = server.add_event("primary", meeting(attendees=guests))
    account = opened(server, tmp_path)
    (event,) = pulled(account).events

    outcome = applied(account, PutTag(event, lunch_tag(event)))

    (request,) = server.writes
    properties = {
        "calsync": "1",
        "calsync-channel": "lunch",
        "calsync-score": "0.90",
        "calsync-by": "rules",
        "calsync-event": event.id,
    }
    assert outcome.result is Result.DONE
    assert outcome.event is not None
    assert outcome.event.marks["channel"] == "lunch"
    assert request.body == {"extendedProperties": {"private": properties}}
    assert request.match == event.etag
    assert request.query["sendUpdates"] == ["none"]
    assert server.events("primary")[0]["attendees"] == stored["attendees"]


def test_a_tag_and_its_colour_go_without_a_trace(server: GoogleServer, tmp_path: Path) -> None:
    """Taking a tag away leaves the event as it was."""
    stored = server.add_event(
        "primary", meeting(extendedProperties={"private": {"theirs": "stays"}})
    )
    account = opened(server, tmp_path)
    (event,) = pulled(account).events
    written = applied(account, PutTag(event, lunch_tag(event), color="5")).event
    assert written is not None
    assert written.color == "5"

    outcome = applied(account, PutTag(written, None, color=""))

    versions = ("etag", "updated")
    (now,) = server.events("primary")
    assert outcome.result is Result.DONE
    assert {k: v for k, v in now.items() if k not in versions} == {
        k: v for k, v in stored.items() if k not in versions
    }


def test_a_changed_event_is_a_conflict(server: GoogleServer, tmp_path: Path) -> None:
    """412: the event comes back as it is now, for a new decision."""
    stored = server.add_event("primary", meeting())
    account = opened(server, tmp_path)
    (event,) = pulled(account).events
    server.change_event("primary", stored["id"], {"summary": "Cancelled lunch"})

    outcome = applied(account, PutTag(event, lunch_tag(event)))

    assert outcome.result is Result.CONFLICT
    assert outcome.event is not None
    assert outcome.event.title == "Cancelled lunch"


def test_two_machines_write_one_tag(server: GoogleServer, tmp_path: Path) -> None:
    """The machine that comes second finds the tag it wanted and is content."""
    server.add_event("primary", meeting())
    first, second = opened(server, tmp_path), opened(server, tmp_path)
    (event,) = pulled(first).events
    (same,) = pulled(second).events
    applied(first, PutTag(event, lunch_tag(event)))

    outcome = applied(second, PutTag(same, lunch_tag(same)))

    assert outcome.result is Result.DONE


def test_a_deleted_event_is_gone(server: GoogleServer, tmp_path: Path) -> None:
    """A tag for what the user deleted meanwhile revives nothing."""
    stored = server.add_event("primary", meeting())
    account = opened(server, tmp_path)
    (event,) = pulled(account).events
    server.delete_event("primary", stored["id"])

    outcome = applied(account, PutTag(event, lunch_tag(event)))

    assert outcome.result is Result.GONE
    assert server.events("primary") == []


@pytest.mark.parametrize(
    "more", [{"eventType": "birthday"}, {"eventType": "focusTime"}, {"locked": True}], ids=str
)
def test_what_may_not_be_written_is_not_even_tried(
    server: GoogleServer, tmp_path: Path, more: dict[str, Any]
) -> None:
    """Special kinds and locked copies are refused without a request."""
    server.add_event("primary", meeting(**more))
    account = opened(server, tmp_path)
    (event,) = pulled(account).events

    outcome = applied(account, PutTag(event, lunch_tag(event)))

    assert outcome.result is Result.REFUSED
    assert server.writes == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "forbiddenForNonOrganizer"),
        (403, "requiredAccessLevel"),
        (400, "eventTypeRestriction"),
    ],
)
def test_a_refusal_is_final(server: GoogleServer, tmp_path: Path, status: int, reason: str) -> None:
    """What Google refuses for good is asked once and said with its reason."""
    stored = server.add_event("primary", meeting())
    server.refuse("primary", stored["id"], status=status, reason=reason)
    account = opened(server, tmp_path)
    (event,) = pulled(account).events

    outcome = applied(account, PutTag(event, lunch_tag(event)))

    assert outcome.result is Result.REFUSED
    assert reason in outcome.why
    assert len(server.writes) == 1


def test_a_follow_up_is_private_free_and_without_guests(
    server: GoogleServer, tmp_path: Path
) -> None:
    """The one insert says exactly what a follow-up is."""
    account = opened(server, tmp_path)

    outcome = applied(account, Create(named(account), draft()))

    (request,) = server.writes
    assert outcome.result is Result.DONE
    assert request.query["sendUpdates"] == ["none"]
    assert request.body == {
        "id": "p1g00",
        "summary": "Follow up: send the deck",
        "description": "For Ana.",
        "start": {"dateTime": "2026-11-24T09:00:00+00:00"},
        "end": {"dateTime": "2026-11-24T09:30:00+00:00"},
        "transparency": "transparent",
        "visibility": "private",
        "reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": 0}]},
        "extendedProperties": {"private": {"calsync-promise": "p1", "calsync-generation": "0"}},
    }


def test_a_second_create_finds_the_first(server: GoogleServer, tmp_path: Path) -> None:
    """409: the event that is there is handed over, and there is still one."""
    account = opened(server, tmp_path)
    calendar = named(account)
    applied(account, Create(calendar, draft()))

    outcome = applied(account, Create(calendar, draft()))

    assert outcome.result is Result.EXISTS
    assert outcome.event is not None
    assert outcome.event.marks["promise"] == "p1"
    assert len(server.events("primary")) == 1


def test_a_follow_up_the_user_deleted_is_not_revived(server: GoogleServer, tmp_path: Path) -> None:
    """409 with a cancelled event says so; nothing more is written."""
    account = opened(server, tmp_path)
    calendar = named(account)
    applied(account, Create(calendar, draft()))
    server.delete_event("primary", "p1g00")

    outcome = applied(account, Create(calendar, draft()))

    assert outcome.result is Result.EXISTS
    assert outcome.event is not None
    assert outcome.event.cancelled
    assert server.events("primary") == []


def test_a_change_sends_what_differs(server: GoogleServer, tmp_path: Path) -> None:
    """A new title, a day instead of an hour and one mark are patched; the rest is the user's."""
    account = opened(server, tmp_path)
    made = applied(account, Create(named(account), draft())).event
    assert made is not None
    server.change_event("primary", "p1g00", {"colorId": "9", "visibility": "public"})
    (seen,) = pulled(account).events
    wanted = replace(
        draft("✓ send the deck"),
        start=date(2026, 11, 25),
        end=date(2026, 11, 26),
        marks={"promise": "p1", "state": "kept"},
    )

    outcome = applied(account, Change(seen, wanted))

    assert outcome.result is Result.DONE
    assert server.writes[-1].body == {
        "summary": "✓ send the deck",
        "start": {"date": "2026-11-25", "dateTime": None},
        "end": {"date": "2026-11-26", "dateTime": None},
        "extendedProperties": {"private": {"calsync-generation": None, "calsync-state": "kept"}},
    }
    assert server.events("primary")[0]["visibility"] == "public"


def test_a_change_of_nothing_is_no_request(server: GoogleServer, tmp_path: Path) -> None:
    """An event that is as drafted is left alone."""
    account = opened(server, tmp_path)
    made = applied(account, Create(named(account), draft())).event
    assert made is not None

    outcome = applied(account, Change(made, draft()))

    assert outcome.result is Result.DONE
    assert len(server.writes) == 1


def test_a_change_of_a_changed_event_is_a_conflict(server: GoogleServer, tmp_path: Path) -> None:
    """The user's hand wins over a change that was decided before."""
    account = opened(server, tmp_path)
    made = applied(account, Create(named(account), draft())).event
    assert made is not None
    server.change_event("primary", "p1g00", {"summary": "Deck for Ana"})

    outcome = applied(account, Change(made, draft("Overdue: send the deck")))

    assert outcome.result is Result.CONFLICT
    assert server.events("primary")[0]["summary"] == "Deck for Ana"


@pytest.mark.parametrize("kind", ["change", "remove"])
def test_events_of_the_user_are_neither_changed_nor_removed(
    server: GoogleServer, tmp_path: Path, kind: str
) -> None:
    """Only a tag can touch an event that is not calsync's own."""
    server.add_event("primary", meeting())
    account = opened(server, tmp_path)
    (event,) = pulled(account).events
    write = Change(event, draft()) if kind == "change" else Remove(event)

    outcome = applied(account, write)

    assert outcome.result is Result.REFUSED
    assert server.writes == []


def test_a_follow_up_with_guests_is_left_alone(server: GoogleServer, tmp_path: Path) -> None:
    """Where the user invited somebody a change might mail them, so there is none."""
    account = opened(server, tmp_path)
    applied(account, Create(named(account), draft()))
    server.change_event("primary", "p1g00", {"attendees": [{"email": "ana@else.org"}]})
    (event,) = pulled(account).events

    outcomes = list(account.apply([Change(event, draft("x")), Remove(event)]))

    assert [outcome.result for outcome in outcomes] == [Result.REFUSED, Result.REFUSED]
    assert len(server.writes) == 1


def test_a_follow_up_is_removed_once(server: GoogleServer, tmp_path: Path) -> None:
    """A removal is done; one that comes after it finds nothing."""
    account = opened(server, tmp_path)
    made = applied(account, Create(named(account), draft())).event
    assert made is not None

    outcomes = list(account.apply([Remove(made), Remove(made)]))

    assert [outcome.result for outcome in outcomes] == [Result.DONE, Result.GONE]
    assert server.writes[-1].match == made.etag


def test_an_event_without_etag_is_looked_at_first(server: GoogleServer, tmp_path: Path) -> None:
    """Every write is conditional; what has no ETag is read, not overwritten."""
    server.add_event("primary", meeting())
    account = opened(server, tmp_path)
    (event,) = pulled(account).events

    outcome = applied(account, PutTag(replace(event, etag=""), lunch_tag(event)))

    assert outcome.result is Result.CONFLICT
    assert outcome.event == event
    assert server.writes == []


def test_long_marks_are_cut_as_google_would(server: GoogleServer, tmp_path: Path) -> None:
    """Values are at most 1,024 characters; Google would cut them silently."""
    account = opened(server, tmp_path)
    wanted = draft(marks={"promise": "p" * 2000})

    outcome = applied(account, Create(named(account), wanted))

    assert outcome.event is not None
    assert len(outcome.event.marks["promise"]) == 1024
    assert applied(account, Change(outcome.event, wanted)).result is Result.DONE
    assert len(server.writes) == 1


def test_a_moved_follow_up_moves_by_the_hour(server: GoogleServer, tmp_path: Path) -> None:
    """A day becomes an hour again without the day staying behind."""
    account = opened(server, tmp_path)
    day = replace(draft(), start=date(2026, 11, 24), end=date(2026, 11, 25))
    made = applied(account, Create(named(account), day)).event
    assert made is not None

    outcome = applied(account, Change(made, draft()))

    assert outcome.event is not None
    assert isinstance(outcome.event.start, datetime)
    assert outcome.event.end - outcome.event.start == timedelta(minutes=30)

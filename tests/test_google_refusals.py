"""What Google refuses, delays or has forgotten: each has an end of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from calsync.calendars.google_errors import BusyError
from calsync.calendars.google_errors import UnreadableError
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from calsync.errors import SignInError
from calsync.model import Calendar
from tests.google_factory import SINCE
from tests.google_factory import Hourglass
from tests.google_factory import applied
from tests.google_factory import draft
from tests.google_factory import lunch_tag
from tests.google_factory import meeting
from tests.google_factory import named
from tests.google_factory import opened
from tests.google_factory import pulled
from tests.google_server import Fault
from tests.google_server import GoogleServer

REQUESTS = 10  # of an undisturbed run of `sync`


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", ["drop", "500", "html"])
def test_a_calendar_is_removed_whatever_happens(
    server: GoogleServer, tmp_path: Path, *, kind: str, after: bool
) -> None:
    """A lost answer to the removal of a calendar is settled too."""
    account = opened(server, tmp_path)
    calendar = applied(account, MakeCalendar("Follow-ups")).calendar
    assert calendar is not None
    server.requests.clear()
    server.faults.append(Fault(3, kind, after=after))

    outcome = applied(account, RemoveCalendar(calendar))

    assert outcome.result is Result.DONE
    assert calendar.id not in server.google.books


def test_calendars_and_follow_ups_may_be_refused(server: GoogleServer, tmp_path: Path) -> None:
    """A refusal to make or remove a calendar, or to insert, is said with its reason."""
    account = opened(server, tmp_path)
    calendar = applied(account, MakeCalendar("Follow-ups")).calendar
    assert calendar is not None
    server.requests.clear()
    server.faults += [
        Fault(3, "403 forbidden"),
        Fault(4, "403 forbidden"),
        Fault(5, "404 notFound"),
    ]

    outcomes = list(
        account.apply(
            [RemoveCalendar(calendar), Create(calendar, draft()), Create(calendar, draft())]
        )
    )
    server.faults.clear()
    del server.google.books[calendar.id]
    server.faults.append(Fault(len(server.requests) + 2, "403 forbidden"))
    made = applied(account, MakeCalendar("Follow-ups"))

    results = [outcome.result for outcome in outcomes]
    assert results == [Result.REFUSED, Result.REFUSED, Result.GONE]
    assert made.result is Result.REFUSED
    assert "forbidden" in made.why


def test_a_calendar_that_is_not_listed_yet(server: GoogleServer, tmp_path: Path) -> None:
    """A calendar just made is used though the list does not show it yet."""
    server.google.slow_list = True
    account = opened(server, tmp_path)

    calendar = applied(account, MakeCalendar("Follow-ups")).calendar

    assert calendar is not None
    assert applied(account, Create(calendar, draft())).result is Result.DONE


def test_a_duplicate_that_cannot_be_found(server: GoogleServer, tmp_path: Path) -> None:
    """409 for an event that is not there yet is tried again at the next sync."""
    account = opened(server, tmp_path)
    calendar = named(account)
    server.requests.clear()
    server.faults.append(Fault(1, "409 duplicate"))

    assert applied(account, Create(calendar, draft())).result is Result.FAILED


def test_a_look_that_is_refused(server: GoogleServer, tmp_path: Path) -> None:
    """A conflict whose event may not be read is a failed write, not the end."""
    server.add_event("primary", meeting())
    account = opened(server, tmp_path)
    (event,) = pulled(account).events
    server.requests.clear()
    server.faults += [Fault(1, "412 conditionNotMet"), Fault(2, "403 forbidden")]

    outcome = applied(account, PutTag(event, lunch_tag(event)))

    assert outcome.result is Result.FAILED
    assert "forbidden" in outcome.why


def test_a_look_that_makes_no_sense(server: GoogleServer, tmp_path: Path) -> None:
    """An event that cannot be read any more leaves the write unknown."""
    stored = server.add_event("primary", meeting())
    account = opened(server, tmp_path)
    (event,) = pulled(account).events
    server.change_event("primary", stored["id"], {"start": None})
    server.google.book("primary").events[stored["id"]]["start"] = {"date": "tomorrow"}

    outcome = applied(account, PutTag(event, lunch_tag(event)))

    assert outcome.result is Result.UNKNOWN


def test_a_sign_in_that_dies_between_write_and_look(server: GoogleServer, tmp_path: Path) -> None:
    """Where reading is no longer allowed the outcome is unknown, and the account wants a login."""
    account = opened(server, tmp_path)
    calendar = named(account)
    server.requests.clear()
    server.faults += [Fault(1, "drop", after=True), Fault(2, "401", times=10)]
    outcomes = account.apply([Create(calendar, draft())])

    first = next(outcomes)

    assert first.result is Result.UNKNOWN
    with pytest.raises(SignInError, match="calsync auth login"):
        next(outcomes)


@pytest.mark.parametrize(("kind", "words"), [("403 forbidden", "forbidden"), ("400 bad", "bad")])
def test_questions_that_are_refused(
    server: GoogleServer, tmp_path: Path, kind: str, words: str
) -> None:
    """What calsync has to ask and Google will not answer stops the account, with the reason."""
    account = opened(server, tmp_path)
    calendar = named(account)
    server.faults.append(Fault(1, kind, times=10_000))

    with pytest.raises(UnreadableError, match=words):
        account.calendars()
    with pytest.raises(UnreadableError, match=words):
        account.changes(calendar, "", since=SINCE)


def test_being_offline_is_found_out_soon(server: GoogleServer, tmp_path: Path) -> None:
    """Where not even a connection comes about the wait is short."""
    glass = Hourglass()
    account = opened(
        server, tmp_path, patience=glass.patience(), api_endpoint="http://127.0.0.1:9/calendar/v3/"
    )

    with pytest.raises(BusyError):
        account.calendars()

    assert 5 < sum(glass.slept) <= 15


def test_events_of_an_unknown_calendar(server: GoogleServer, tmp_path: Path) -> None:
    """A follow-up for a calendar that is not listed is tried; Google says that it is gone."""
    account = opened(server, tmp_path)
    unknown = Calendar("x@group.calendar.google.com", "x", "work")

    assert applied(account, Create(unknown, draft())).result is Result.GONE


def test_a_long_list_tells_how_far_it_is(server: GoogleServer, tmp_path: Path) -> None:
    """While pages follow, the number of events read is said."""
    for number in range(5):
        server.add_event("primary", meeting(f"Lunch {number}"))
    server.google.page_limit = 2
    said: list[str] = []
    account = opened(server, tmp_path, progress=said.append)

    pulled(account)

    assert said == [f"work: me@example.com: {number} events read" for number in (2, 4)]


@pytest.mark.parametrize("write", ["tag", "remove"])
def test_a_change_that_reading_cannot_settle(
    server: GoogleServer, tmp_path: Path, write: str
) -> None:
    """For tags and removals too the outcome is unknown where nothing gets through any more."""
    account = opened(server, tmp_path)
    made = applied(account, Create(named(account), draft())).event
    assert made is not None
    server.requests.clear()
    server.faults.append(Fault(1, "500", times=10_000))
    outcomes = account.apply([PutTag(made, None) if write == "tag" else Remove(made)])

    first = next(outcomes)

    assert first.result is Result.UNKNOWN
    with pytest.raises(BusyError):
        next(outcomes)


def test_a_duplicate_nobody_can_look_at(server: GoogleServer, tmp_path: Path) -> None:
    """409 and then nothing more: the insert itself had failed."""
    account = opened(server, tmp_path)
    calendar = named(account)
    server.requests.clear()
    server.faults += [Fault(1, "409 duplicate"), Fault(2, "500", times=10_000)]

    first = next(account.apply([Create(calendar, draft())]))

    assert first.result is Result.FAILED


def test_a_removal_without_etag_is_looked_at_first(server: GoogleServer, tmp_path: Path) -> None:
    """A removal is conditional too."""
    account = opened(server, tmp_path)
    made = applied(account, Create(named(account), draft())).event
    assert made is not None

    outcome = applied(account, Remove(replace(made, etag="")))

    assert outcome.result is Result.CONFLICT
    assert len(server.events("primary")) == 1


def test_a_network_that_goes_away_before_a_write(tmp_path: Path) -> None:
    """What was never sent has failed; it is not unknown."""
    with GoogleServer() as server:
        account = opened(server, tmp_path)
        calendar = named(account)
        account._session._http.close()
    outcomes = account.apply([Create(calendar, draft())])

    first = next(outcomes)

    assert first.result is Result.FAILED
    with pytest.raises(BusyError):
        next(outcomes)

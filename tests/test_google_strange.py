"""Answers as Google does not document them: too slow, of another shape, changed in between."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calsync.calendars.google_errors import BusyError
from calsync.calendars.google_errors import UnreadableError
from calsync.calendars.google_session import Patience
from tests.google_factory import SINCE
from tests.google_factory import meeting
from tests.google_factory import named
from tests.google_factory import opened
from tests.google_server import Fault
from tests.google_server import GoogleServer


@pytest.fixture
def server() -> Iterator[GoogleServer]:
    """Google, to which nothing illegal is sent."""
    with GoogleServer() as running:
        yield running
        assert running.violations == []


def test_an_answer_that_dribbles_in_is_left(server: GoogleServer, tmp_path: Path) -> None:
    """A server that is never silent for long, and never done either, is given up in time."""
    server.drip = 0.05
    account = opened(server, tmp_path, patience=Patience(timeout=0.2, total=0.5, first=0.05))
    began = time.monotonic()

    with pytest.raises(BusyError):
        account.calendars()

    assert time.monotonic() - began < 5


def test_a_slow_answer_is_waited_for(server: GoogleServer, tmp_path: Path) -> None:
    """As long as it is whole in the end: one request for each question, on one connection."""
    server.drip = 0.001
    account = opened(server, tmp_path, patience=Patience(timeout=5))

    assert named(account).id == "me@example.com"
    assert len(account.calendars()) == 1
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "body",
    [{"items": None}, {"items": "many"}, {"items": {"id": "x"}}, [1], {"kind": None}],
    ids=["null", "text", "one", "list", "nothing"],
)
def test_a_list_that_is_none_is_asked_for_again(
    server: GoogleServer, tmp_path: Path, body: Any
) -> None:
    """An answer without a list of calendars proves nothing."""
    server.faults.append(Fault(1, "", body=body))

    assert [calendar.id for calendar in opened(server, tmp_path).calendars()] == ["me@example.com"]


@pytest.mark.parametrize(
    "entry",
    [None, 1, {}, {"id": 7}, {"id": "x", "description": 7}],
    ids=["null", "number", "empty", "odd id", "odd words"],
)
def test_calendars_that_make_no_sense_stop_the_account(
    server: GoogleServer, tmp_path: Path, entry: Any
) -> None:
    """What cannot be read as a calendar is said in one line, not left out."""
    server.faults.append(Fault(1, "", body={"items": [entry]}, times=9))

    with pytest.raises(UnreadableError, match="calendars that make no sense"):
        opened(server, tmp_path).calendars()


@pytest.mark.parametrize("page", [{"nextPageToken": "a"}, {"nextPageToken": "b"}], ids="ab")
def test_pages_without_end_are_left(server: GoogleServer, tmp_path: Path, page: Any) -> None:
    """A page that says it follows itself is not read for ever."""
    account = opened(server, tmp_path)
    calendar = named(account)
    server.faults.append(Fault(2, "", body={"items": [], **page}, times=99))

    with pytest.raises(UnreadableError, match="follows itself"):
        account.changes(calendar, "", since=SINCE)
    with pytest.raises(UnreadableError, match="follows itself"):
        account.calendars()


def test_an_end_with_a_null_is_an_end(server: GoogleServer, tmp_path: Path) -> None:
    """A page token that is null leads to no page."""
    account = opened(server, tmp_path)
    calendar = named(account)
    body = {"items": None, "nextPageToken": None, "nextSyncToken": "x", "timeZone": None}
    server.faults.append(Fault(2, "", body=body, times=99))

    assert account.changes(calendar, "", since=SINCE).events == ()
    assert len(server.requests) == 2


def test_what_is_deleted_while_pages_are_read_is_gone(server: GoogleServer, tmp_path: Path) -> None:
    """The later page has the last word."""
    account = opened(server, tmp_path)
    calendar = named(account)
    first = {"items": [meeting(id="lunch00"), meeting(id="dinner0")], "nextPageToken": "a"}
    gone = {"id": "lunch00", "status": "cancelled"}
    last = {"items": [gone], "nextSyncToken": "x"}
    server.faults += [Fault(2, "", body=first), Fault(3, "", body=last)]

    changes = account.changes(calendar, "", since=SINCE)

    assert [event.id for event in changes.events] == ["dinner0"]
    assert changes.gone == ("lunch00",)

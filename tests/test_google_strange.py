"""Answers as Google does not document them: too slow, of another shape, changed in between."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calsync.calendars import google_auth
from calsync.calendars.google_errors import BusyError
from calsync.calendars.google_errors import UnreadableError
from calsync.calendars.google_session import Patience
from tests.google_factory import NOW
from tests.google_factory import SINCE
from tests.google_factory import meeting
from tests.google_factory import named
from tests.google_factory import opened
from tests.google_factory import settings
from tests.google_server import Fault
from tests.google_server import GoogleServer


class Rude(socketserver.ThreadingTCPServer):
    """Answers whatever it is asked with the same bytes, and hangs up."""

    daemon_threads = True
    said = b""

    @property
    def root(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Reply(socketserver.StreamRequestHandler):
    server: Rude

    def handle(self) -> None:
        self.connection.recv(1 << 16)
        self.wfile.write(self.server.said)


@pytest.fixture
def rude() -> Iterator[Rude]:
    """A server that is none of Google's."""
    with Rude(("127.0.0.1", 0), _Reply) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


RUDE = pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{",
        b"\x1b[31m\x00\n nonsense \n\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Encoding: gzip\r\n\r\n\x1f",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 " + b"x" * 70_000,
        b"",
    ],
    ids=["cut", "garbage", "elsewhere", "cut gzip", "no chunk", "long line", "nothing"],
)


@RUDE
def test_what_is_no_answer_is_said_in_a_line(
    server: GoogleServer, rude: Rude, tmp_path: Path, said: bytes
) -> None:
    """Whatever the bytes, it is for later, and safe to print."""
    rude.said = said
    patience = Patience(timeout=1, total=0, unreachable=0)
    place = f"{rude.root}/calendar/v3/"
    account = opened(server, tmp_path, api_endpoint=place, patience=patience)

    with pytest.raises(BusyError) as caught:
        account.calendars()

    assert str(caught.value).isprintable()
    assert "()" not in str(caught.value)


@RUDE
def test_a_token_endpoint_that_is_none(
    server: GoogleServer, rude: Rude, tmp_path: Path, said: bytes
) -> None:
    """Nobody is signed out by it; signing out deletes the file all the same."""
    rude.said = said
    path = server.write_token(tmp_path, token_uri=f"{rude.root}/token")
    account = settings(server, tmp_path)

    status = google_auth.verified(account, now=NOW)

    assert status.accepted is None
    assert status.warnings[-1].isprintable()
    google_auth.logout(account)
    assert not path.exists()


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

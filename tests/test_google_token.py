"""The token of a Google account: kept, refreshed, refused, and dead by reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calsync.calendars import google_token
from calsync.calendars.google_errors import AdminError
from calsync.calendars.google_errors import ApiDisabledError
from calsync.calendars.google_errors import BusyError
from calsync.calendars.google_errors import ClientError
from calsync.calendars.google_errors import InsecureError
from calsync.calendars.google_errors import ScopeError
from calsync.calendars.google_errors import TokenBrokenError
from calsync.calendars.google_errors import TokenDeadError
from calsync.calendars.google_errors import TokenLinkError
from calsync.calendars.google_errors import TokenReadableError
from calsync.errors import Exit
from tests.google_factory import NOW
from tests.google_factory import opened
from tests.google_server import GoogleServer

SCOPE = google_token.SCOPE


def test_a_token_others_can_read(server: GoogleServer, tmp_path: Path) -> None:
    """It is refused with the command that mends it."""
    path = server.write_token(tmp_path)
    path.chmod(0o640)

    with pytest.raises(TokenReadableError, match=rf"chmod 600 '{path}'"):
        opened(server, tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "\udcff", "[" * 100_000], ids=range(6))
def test_a_token_that_is_none(server: GoogleServer, tmp_path: Path, text: str) -> None:
    """A broken file asks for a new sign-in, exit code 77."""
    path = server.write_token(tmp_path)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(TokenBrokenError, match="calsync auth login work") as broken:
        opened(server, tmp_path)

    assert broken.value.exit_code is Exit.SIGN_IN


def test_a_token_behind_a_link_is_refused(server: GoogleServer, tmp_path: Path) -> None:
    """A link may lead to what somebody else put there: it is not followed."""
    path = server.write_token(tmp_path)
    path.rename(tmp_path / "other.json")
    path.symlink_to(tmp_path / "other.json")

    with pytest.raises(TokenLinkError, match="is not a plain file"):
        opened(server, tmp_path)


@pytest.mark.parametrize("place", ["token", "endpoint"])
def test_plain_http_elsewhere_is_refused(server: GoogleServer, tmp_path: Path, place: str) -> None:
    """A token is never sent over plain http to another machine."""
    changes: dict[str, Any] = {}
    if place == "token":
        server.write_token(tmp_path, token_uri="http://example.com/token")
    else:
        changes["api_endpoint"] = "http://example.com/calendar/v3/"

    with pytest.raises(InsecureError, match=r"http://example\.com"):
        opened(server, tmp_path, **changes)


def test_an_old_access_token_is_refreshed_and_kept(server: GoogleServer, tmp_path: Path) -> None:
    """A 401 costs one refresh; the file is replaced whole, with what else it said."""
    path = server.write_token(tmp_path, consented=NOW.isoformat(), mine="stays")
    server.signin.expire()

    opened(server, tmp_path).calendars()

    saved = json.loads(path.read_text())
    assert server.signin.refreshes == 1
    assert saved["token"] == "at1"
    assert saved["refresh_token"] == "rt0"
    assert (saved["mine"], saved["consented"]) == ("stays", NOW.isoformat())
    assert saved["refreshed"] == NOW.isoformat()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["token.json"]


def test_a_refreshed_token_that_cannot_be_kept(server: GoogleServer, tmp_path: Path) -> None:
    """The run goes on with the new access token."""
    path = server.write_token(tmp_path)
    account = opened(server, tmp_path)
    server.signin.expire()
    path.unlink()
    path.mkdir()

    assert len(account.calendars()) == 1


@pytest.mark.parametrize(
    "change",
    [{"expiry": "2020-01-01T00:00:00Z"}, {"expiry": "2020-01-01T00:00:00+02:00"}, {"token": None}],
    ids=["utc", "offset", "no token"],
)
def test_a_token_known_to_be_old_is_refreshed_first(
    server: GoogleServer, tmp_path: Path, change: dict[str, Any]
) -> None:
    """What has expired by its own account is not tried."""
    server.write_token(tmp_path, **change)

    opened(server, tmp_path).calendars()

    assert [request.status for request in server.requests] == [200]
    assert server.signin.refreshes == 1


@pytest.mark.parametrize(
    ("refusal", "error", "words"),
    [
        ({"error": "invalid_grant"}, TokenDeadError, "invalid_grant"),
        ({"error": "invalid_grant", "error_subtype": "invalid_rapt"}, TokenDeadError, "Reauth"),
        ({"error": "admin_policy_enforced"}, AdminError, r"secret \.ics"),
        ({"error": "unauthorized_client"}, ClientError, "Desktop app"),
        ({"error": "deleted_client"}, ClientError, "Desktop app"),
    ],
    ids=["dead", "session", "admin", "client", "deleted"],
)
def test_a_sign_in_that_died_is_said_by_reason(
    server: GoogleServer,
    tmp_path: Path,
    *,
    refusal: dict[str, str],
    error: type[Exception],
    words: str,
) -> None:
    """One line with the way out, exit code 77, and never a prompt."""
    account = opened(server, tmp_path)
    server.signin.expire()
    server.signin.refusal = refusal

    with pytest.raises(error, match=words) as dead:
        account.calendars()

    assert getattr(dead.value, "exit_code", None) is Exit.SIGN_IN
    assert "\n" not in str(dead.value)


def test_a_dead_token_names_the_command(server: GoogleServer, tmp_path: Path) -> None:
    """After seven days of testing: invalid_grant, and what to run."""
    account = opened(server, tmp_path)
    server.signin.kill()

    with pytest.raises(TokenDeadError, match=r"Run: calsync auth login work$"):
        account.calendars()


def test_an_access_token_refused_twice(server: GoogleServer, tmp_path: Path) -> None:
    """Where a fresh access token is refused too, only a new sign-in helps."""
    account = opened(server, tmp_path)
    server.faults.append(_always("401"))

    with pytest.raises(TokenDeadError, match="401"):
        account.calendars()

    assert len(server.requests) == 2


def test_a_token_that_cannot_be_refreshed(server: GoogleServer, tmp_path: Path) -> None:
    """A file with an access token alone works until that is old."""
    server.write_token(tmp_path, refresh_token=None)
    account = opened(server, tmp_path)
    account.calendars()
    server.signin.expire()

    with pytest.raises(TokenDeadError):
        account.calendars()


@pytest.mark.parametrize(
    "failure",
    [
        (200, b"<html>sign in to the hotel's network</html>"),
        (403, b"<html>proxy</html>"),
        (200, {}),
        (200, {"kind": "nothing"}),
        (403, {"error": {"code": 403, "message": "not you"}}),
    ],
    ids=["portal", "proxy", "empty", "senseless", "another's refusal"],
)
def test_a_token_endpoint_that_makes_no_sense_once(
    server: GoogleServer, tmp_path: Path, failure: tuple[int, Any]
) -> None:
    """What something in between answers says nothing about the sign-in: try again."""
    account = opened(server, tmp_path)
    server.signin.expire()
    server.signin.failure, server.signin.failures = failure, 1

    assert len(account.calendars()) == 1


def test_a_token_endpoint_that_is_not_there(server: GoogleServer, tmp_path: Path) -> None:
    """Without a network the sign-in is not said to be dead."""
    server.write_token(tmp_path, token=None, token_uri="http://127.0.0.1:9/token")
    account = opened(server, tmp_path)

    with pytest.raises(BusyError) as busy:
        account.calendars()

    assert busy.value.exit_code is Exit.LATER


@pytest.mark.parametrize(
    ("reason", "error", "words"),
    [
        ("accessNotConfigured", ApiDisabledError, "calendar-json"),
        ("insufficientPermissions", ScopeError, "does not allow all that is needed"),
    ],
)
def test_what_is_wrong_with_the_project_or_the_scopes(
    server: GoogleServer, tmp_path: Path, *, reason: str, error: type[Exception], words: str
) -> None:
    """Refusals that are about the account stop it, with the way out."""
    account = opened(server, tmp_path)
    server.faults.append(_always(f"403 {reason}"))

    with pytest.raises(error, match=words):
        account.calendars()


def _always(kind: str) -> Any:
    from tests.google_server import Fault

    return Fault(1, kind, times=10_000)

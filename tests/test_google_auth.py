"""Signing in to Google, the token file, and everything that can be wrong with either."""

from __future__ import annotations

import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from calsync.calendars import google_auth
from calsync.calendars import google_token
from calsync.calendars.google_auth import Visit
from calsync.calendars.google_errors import AdminError
from calsync.calendars.google_errors import ClientSecretsError
from calsync.calendars.google_errors import DeniedError
from calsync.calendars.google_errors import InsecureError
from calsync.calendars.google_errors import LoginFailedError
from calsync.calendars.google_errors import LoginTimeoutError
from calsync.calendars.google_errors import NotSignedInError
from calsync.calendars.google_errors import PortError
from calsync.calendars.google_errors import ScopeError
from calsync.calendars.google_errors import TokenUnwritableError
from calsync.model import AccountSettings
from tests.google_factory import NOW
from tests.google_factory import opened
from tests.google_factory import settings
from tests.google_server import GoogleServer
from tests.google_signin import ALL

SCOPE = google_token.SCOPE


@pytest.fixture
def account(server: GoogleServer, tmp_path: Path) -> AccountSettings:
    """An account with a client file and no token."""
    return AccountSettings(
        "work",
        "google",
        token=tmp_path / "token.json",
        client_secrets=server.write_client(tmp_path),
        api_endpoint=server.endpoint,
    )


def browse(url: str) -> bool:
    """A browser that consents at once, in a process of its own as far as we can see."""

    def follow() -> None:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  of our own server
        except urllib.error.HTTPError as error:
            error.close()

    threading.Thread(target=follow, daemon=True).start()
    return True


def landing(url: str) -> str:
    """The address a browser on another machine ends up at, where nobody answers."""
    stop = type("Stop", (urllib.request.HTTPRedirectHandler,), {"redirect_request": _stay})
    try:
        urllib.request.build_opener(stop).open(url, timeout=5)
    except urllib.error.HTTPError as error:
        address = str(error.headers["Location"])
        error.close()
        return address
    raise AssertionError


def _stay(*_: Any) -> None:
    return None


def data(account: AccountSettings) -> dict[str, Any]:
    """What the token file says."""
    assert account.token is not None
    loaded: dict[str, Any] = json.loads(account.token.read_text())
    return loaded


def test_signing_in_with_a_browser(server: GoogleServer, account: AccountSettings) -> None:
    """Consent in the browser leaves a token that works, only for its owner to read."""
    said: list[str] = []

    status = google_auth.login(account, Visit(said.append, browse, timeout=5), now=NOW)

    assert account.token is not None
    assert account.token.stat().st_mode & 0o777 == 0o600
    assert status.who == "me@example.com"
    assert status.scopes == ("calendar.app.created", "calendar.events", "calendar.readonly")
    assert status.consented == NOW
    assert status.warnings == ()
    assert data(account)["token_uri"] == server.token_uri
    assert len(said) == 1
    assert [calendar.id for calendar in opened(server, account.token.parent).calendars()] == [
        "me@example.com"
    ]


def test_signing_in_from_another_machine(account: AccountSettings) -> None:
    """Without a browser the address and the ssh line are said, and a pasted address will do."""
    said: list[str] = []
    lines: Iterator[str] = iter(["nonsense", "http://[", ""])

    def paste() -> str:
        line = next(lines)
        return line or landing(said[0].splitlines()[-1])

    status = google_auth.login(account, Visit(said.append, paste=paste, timeout=5), now=NOW)

    assert status.who == "me@example.com"
    assert "ssh -L" in said[1]
    assert sum("Once more" in line for line in said) == 2


def test_own_calendar_asks_for_less(account: AccountSettings) -> None:
    """With access = "own-calendar" the user's events cannot be written at all."""
    modest = replace(account, access="own-calendar")

    status = google_auth.login(modest, Visit(print, browse, timeout=5), now=NOW)

    assert status.scopes == ("calendar.app.created", "calendar.readonly")


def test_a_stranger_cannot_answer_for_google(account: AccountSettings) -> None:
    """An answer without our state is not taken; the wait goes on and ends in time."""
    answers: list[int] = []

    def stranger(url: str) -> bool:
        port = url.partition("127.0.0.1%3A")[2].partition("%2F")[0]
        for query in ("?code=x&state=y", "favicon.ico", "?code=x"):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/{query}", timeout=5)
            except urllib.error.HTTPError as error:
                answers.append(error.code)
                error.close()
        return True

    with pytest.raises(LoginTimeoutError, match=r"verified.*secret \.ics address"):
        google_auth.login(account, Visit(print, stranger, timeout=0.2), now=NOW)

    assert answers == [404, 404, 404]


def test_a_port_that_is_taken(account: AccountSettings) -> None:
    """Another program on the port is said, with the option that helps."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(PortError, match="--port"):
            google_auth.login(account, Visit(print, browse, port=port), now=NOW)


@pytest.mark.parametrize(
    ("consent", "error", "words"),
    [
        ("admin_policy_enforced", AdminError, "administrator"),
        ("access_denied", DeniedError, "test users"),
    ],
)
def test_a_refused_consent_is_explained(
    server: GoogleServer,
    account: AccountSettings,
    consent: str,
    error: type[Exception],
    words: str,
) -> None:
    """A refusal names the ways that remain: the secret .ics address or an export."""
    server.signin.consent = consent

    with pytest.raises(error, match=rf"{words}.*secret \.ics address.*export"):
        google_auth.login(account, Visit(print, browse, timeout=5), now=NOW)

    assert account.token is not None
    assert not account.token.exists()


def test_a_box_left_unticked(server: GoogleServer, account: AccountSettings) -> None:
    """A consent that leaves out a scope is not kept."""
    server.signin.unticked = frozenset({SCOPE + "calendar.events"})

    with pytest.raises(ScopeError, match="Tick every box"):
        google_auth.login(account, Visit(print, browse, timeout=5), now=NOW)

    assert account.token is not None
    assert not account.token.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda signin: setattr(signin, "refusal", {"error": "invalid_request"}),
        lambda signin: setattr(signin, "failures", 9),
        lambda signin: setattr(signin, "forgetful", True),
    ],
    ids=["refused", "busy", "no refresh token"],
)
def test_a_code_that_gives_no_token(
    server: GoogleServer, account: AccountSettings, spoil: Callable[[Any], None]
) -> None:
    """What the token endpoint will not turn into a token ends in one line."""
    spoil(server.signin)

    with pytest.raises(LoginFailedError, match="calsync auth login work"):
        google_auth.login(account, Visit(print, browse, timeout=5), now=NOW)


def test_a_token_that_cannot_be_kept(account: AccountSettings, tmp_path: Path) -> None:
    """A place that cannot be written is said, and nothing half-written stays there."""
    place = tmp_path / "folder"
    place.mkdir()

    with pytest.raises(TokenUnwritableError, match="another place"):
        google_auth.login(replace(account, token=place), Visit(print, browse, timeout=5), now=NOW)

    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_nothing_is_pasted(account: AccountSettings) -> None:
    """The end of what can be pasted is not an answer; the browser's may still come."""
    with pytest.raises(LoginTimeoutError):
        google_auth.login(account, Visit(print, paste=str, timeout=0.2), now=NOW)


@pytest.mark.parametrize(
    "content",
    [None, "{", "[]", '{"web": {}}', '{"installed": {"client_id": 1}}'],
    ids=["missing", "broken", "list", "web", "incomplete"],
)
def test_a_client_file_of_another_kind(account: AccountSettings, content: str | None) -> None:
    """Only the JSON of a desktop client will do."""
    assert account.client_secrets is not None
    account.client_secrets.unlink()
    if content is not None:
        account.client_secrets.write_text(content)

    with pytest.raises(ClientSecretsError, match="Desktop app"):
        google_auth.login(account, Visit(print), now=NOW)


def test_no_client_file_at_all(account: AccountSettings) -> None:
    """An account without client_secrets says what to do."""
    with pytest.raises(ClientSecretsError, match="client_secrets"):
        google_auth.login(replace(account, client_secrets=None), Visit(print), now=NOW)


def test_a_client_that_points_elsewhere_over_plain_http(account: AccountSettings) -> None:
    """Plain http is for loopback only."""
    assert account.client_secrets is not None
    client = {"client_id": "x", "auth_uri": "http://evil.example", "token_uri": "https://x"}
    account.client_secrets.write_text(json.dumps({"installed": client}))

    with pytest.raises(InsecureError, match="not https"):
        google_auth.login(account, Visit(print), now=NOW)


@pytest.mark.parametrize(
    ("age", "refreshed", "words"),
    [
        (4, 4, None),
        (5, 5, "this sign-in dies on 2026-11-22"),
        (8, 6, "may have died on 2026-11-19"),
        (8, 8, None),
    ],
    ids=["young", "day five", "silent since", "outlived testing"],
)
def test_a_consent_in_testing_is_warned_of(
    server: GoogleServer, tmp_path: Path, *, age: int, refreshed: int, words: str | None
) -> None:
    """From day five the end of a testing consent is near, unless it has outlived it already."""
    consented = NOW - timedelta(days=age)
    server.write_token(
        tmp_path,
        consented=consented.isoformat(),
        refreshed=(consented + timedelta(days=refreshed, minutes=1)).isoformat(),
    )

    warnings = google_auth.status(settings(server, tmp_path), now=NOW).warnings

    assert [words in warning for warning in warnings if words] == ([True] if words else [])
    assert len(warnings) == (words is not None)


@pytest.mark.parametrize("consented", [None, "long ago"])
def test_a_consent_of_unknown_age_is_not_warned_of(
    server: GoogleServer, tmp_path: Path, consented: str | None
) -> None:
    """A token that came from elsewhere says nothing of its age."""
    server.write_token(tmp_path, consented=consented, scopes=" ".join(ALL))

    status = google_auth.status(settings(server, tmp_path), now=NOW)

    assert (status.consented, status.warnings) == (None, ())


def test_scopes_that_are_missing_are_warned_of(server: GoogleServer, tmp_path: Path) -> None:
    """A sign-in made for own-calendar does not do for full access."""
    server.write_token(tmp_path, scopes=[SCOPE + "calendar.readonly"])
    account = settings(server, tmp_path)

    (warning,) = google_auth.status(account, now=NOW).warnings

    assert warning == (
        'access = "full" also needs calendar.app.created, calendar.events. '
        "Run: calsync auth login work"
    )
    server.signin.grant("calendar.events")
    with pytest.raises(ScopeError):
        opened(server, tmp_path).calendars()


def test_signing_out(server: GoogleServer, tmp_path: Path) -> None:
    """The token is revoked at Google and its file is gone."""
    account = settings(server, tmp_path)

    revoked = google_auth.logout(account)

    assert revoked
    assert server.signin.revoked == ["rt0"]
    with pytest.raises(NotSignedInError, match="Run: calsync auth login work"):
        google_auth.status(account, now=NOW)


@pytest.mark.parametrize(
    "change",
    [{"token_uri": "http://127.0.0.1:9/token"}, {"refresh_token": "unknown"}],
    ids=["no network", "dead already"],
)
def test_signing_out_when_google_does_not_listen(
    server: GoogleServer, tmp_path: Path, change: dict[str, str]
) -> None:
    """The file goes all the same, and it is said that nothing was revoked."""
    path = server.write_token(tmp_path, **change)

    revoked = google_auth.logout(settings(server, tmp_path))

    assert not revoked
    assert not path.exists()


def test_signing_out_of_a_broken_token(server: GoogleServer, tmp_path: Path) -> None:
    """A file that is no token is removed."""
    path = server.write_token(tmp_path)
    path.write_text("{")

    assert not google_auth.logout(settings(server, tmp_path))
    assert not path.exists()

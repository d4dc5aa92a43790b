"""Signing in to Google, saying what is known of the sign-in, and signing out."""

from __future__ import annotations

import json
import os
import queue
import threading
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.parse import urljoin

from calsync.calendars import google_token as token_file
from calsync.calendars.google_errors import ADMIN_REASONS
from calsync.calendars.google_errors import AdminError
from calsync.calendars.google_errors import ClientSecretsError
from calsync.calendars.google_errors import DeniedError
from calsync.calendars.google_errors import LoginFailedError
from calsync.calendars.google_errors import LoginTimeoutError
from calsync.calendars.google_errors import NotSentError
from calsync.calendars.google_errors import ScopeError
from calsync.calendars.google_errors import TokenBrokenError
from calsync.calendars.google_errors import TokenUnwritableError
from calsync.calendars.google_receiver import Receiver
from calsync.calendars.google_receiver import answer_in
from calsync.calendars.google_session import BRIEF
from calsync.calendars.google_session import Patience
from calsync.calendars.google_session import Session
from calsync.calendars.google_token import Token
from calsync.errors import SignInError
from calsync.model import AccountSettings

WARN_AFTER = timedelta(days=5)
TESTING_LASTS = timedelta(days=7)  # refresh tokens of a consent screen in testing die then
ANSWER_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Visit:
    """How the user is taken to Google's page, and how the answer comes back."""

    say: Callable[[str], None]
    open_browser: Callable[[str], object] | None = None  # None: only the address is said
    paste: Callable[[], str] | None = None  # reads one line; empty when there is no more
    port: int = 0  # 0: any that is free
    timeout: float = 300.0


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of a sign-in."""

    account: str
    path: Path
    who: str
    scopes: tuple[str, ...]
    consented: datetime | None
    refreshed: datetime | None
    warnings: tuple[str, ...] = ()
    accepted: bool | None = None  # by Google; None: it was not asked, or did not answer
    trouble: str = ""  # why it is not accepted, and what to do


def login(settings: AccountSettings, visit: Visit, *, now: datetime) -> Status:
    """Ask for consent in the browser and keep the token; waits no longer than the visit allows."""
    client = _client(settings)
    with _loopback_allowed(), Receiver.listening(settings.name, visit.port) as receiver:
        flow = _flow(settings, client, receiver.address)
        url, state = flow.authorization_url(access_type="offline", prompt="consent")
        receiver.state = state
        _send_off(visit, url, receiver.port)
        answer = _answer(settings.name, visit, receiver)
        granted = _granted(settings, flow, answer)
    data = {
        "type": "authorized_user",
        "token": granted.token,
        "refresh_token": granted.refresh_token,
        "token_uri": client["token_uri"],
        "client_id": client["client_id"],
        "client_secret": client.get("client_secret", ""),
        "scopes": sorted(granted.granted_scopes or token_file.scopes(settings)),
        "expiry": f"{granted.expiry.isoformat()}Z",
        "consented": now.astimezone(UTC).isoformat(timespec="seconds"),
    }
    token = Token(token_file.path(settings), data)
    _keep(settings, token)
    _keep(settings, Token(token.path, {**data, "account": _who(settings, now)}))
    return status(settings, now=now)


def _keep(settings: AccountSettings, token: Token) -> None:
    try:
        token_file.save(token)
    except OSError as error:
        raise TokenUnwritableError(settings.name, token.path, str(error)) from error


def _client(settings: AccountSettings) -> dict[str, str]:
    """The client of the file that the Google console gives out for desktop apps."""
    file = settings.client_secrets
    if file is None:
        raise ClientSecretsError(settings.name, "the account names no client_secrets")
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ClientSecretsError(settings.name, f"{file} cannot be read") from error
    client = data.get("installed") if isinstance(data, dict) else None
    needed = ("client_id", "auth_uri", "token_uri")
    if not isinstance(client, dict) or not all(isinstance(client.get(k), str) for k in needed):
        raise ClientSecretsError(settings.name, f"{file} is not of a desktop app")
    for key in ("auth_uri", "token_uri"):
        token_file.require_safe(settings.name, client[key])
    return client


def _flow(settings: AccountSettings, client: dict[str, str], redirect: str) -> Any:
    from google_auth_oauthlib.flow import Flow

    config = {"installed": {"client_secret": "", **client}}
    return Flow.from_client_config(
        config,
        scopes=list(token_file.scopes(settings)),
        redirect_uri=redirect,
        autogenerate_code_verifier=True,
    )


@contextmanager
def _loopback_allowed() -> Iterator[None]:
    """For oauthlib, which refuses plain http even on loopback; `require_safe` guards the rest."""
    name = "OAUTHLIB_INSECURE_TRANSPORT"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before


def _send_off(visit: Visit, url: str, port: int) -> None:
    """Open the page, or say its address and the two ways back from another machine."""
    if visit.open_browser is not None and visit.open_browser(url):
        visit.say(f"Google's page is open in your browser. If it is not, go to:\n{url}")
        return
    visit.say(f"Open this address in a browser:\n{url}")
    visit.say(
        f"If that browser is on another machine, first run there: "
        f"ssh -L {port}:127.0.0.1:{port} THIS-MACHINE"
    )
    if visit.paste is not None:
        visit.say("Or paste here the address at which the browser ends up, though it fails there:")


def _answer(account: str, visit: Visit, receiver: Receiver) -> str:
    """The address Google has sent the browser to, by whichever way it came first."""
    if visit.paste is not None:
        threading.Thread(target=_read_pasted, args=(visit, receiver), daemon=True).start()
    try:
        return receiver.answers.get(timeout=visit.timeout)
    except queue.Empty as error:
        raise LoginTimeoutError(account) from error


def _read_pasted(visit: Visit, receiver: Receiver) -> None:
    assert visit.paste is not None
    with suppress(EOFError, OSError):
        while line := visit.paste().strip():
            if receiver.accept(line):
                return
            visit.say("That is not the address; it has 'code=' and 'state=' in it. Once more:")


def _granted(settings: AccountSettings, flow: Any, answer: str) -> Any:
    """The credentials that Google gives for the answer, if they allow what is needed."""
    from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]  # no stubs
    from requests import RequestException

    fields = answer_in(answer)
    if reason := fields.get("error"):
        kind = AdminError if reason in ADMIN_REASONS else DeniedError
        raise kind(settings.name, reason)
    try:
        flow.fetch_token(code=fields["code"], timeout=ANSWER_SECONDS)
    except Warning as warning:
        # oauthlib reports a box left unticked, or one more than asked for, as a warning it raises.
        flow.oauth2session.token = warning.token  # type: ignore[attr-defined]  # set by oauthlib
    except (OAuth2Error, RequestException, ValueError) as error:
        why = " ".join(str(error).split())[:200]
        raise LoginFailedError(settings.name, why) from error
    granted = set(flow.oauth2session.token.get("scope") or token_file.scopes(settings))
    if missing := set(token_file.scopes(settings)) - granted:
        raise ScopeError(settings.name, ", ".join(sorted(missing)))
    if not flow.credentials.refresh_token:
        raise LoginFailedError(settings.name, "Google gave no refresh token")
    return flow.credentials


def _who(settings: AccountSettings, now: datetime) -> str:
    """The address of the user: the id of their primary calendar."""
    session = Session(settings, clock=lambda: now, patience=Patience(total=30))
    request = session.api.calendars().get(calendarId="primary", fields="id")
    return str(session.read(request, "id")["id"])


def status(settings: AccountSettings, *, now: datetime) -> Status:
    """Who signed in, what is allowed, how old the consent is, and what to worry about."""
    token = token_file.load(settings)
    return Status(
        account=settings.name,
        path=token.path,
        who=str(token.data.get("account") or ""),
        scopes=tuple(scope.removeprefix(token_file.SCOPE) for scope in token.scopes),
        consented=token.when("consented"),
        refreshed=token.when("refreshed"),
        warnings=tuple(_warnings(settings, token, now)),
    )


def verified(settings: AccountSettings, *, now: datetime) -> Status:
    """What `status` says, and whether Google still accepts the sign-in, if it can be asked."""
    if not token_file.load(settings).data.get("refresh_token"):
        return status(settings, now=now)
    session = Session(settings, clock=lambda: now, patience=BRIEF)
    try:
        session.refresh()
    except SignInError as error:
        return replace(status(settings, now=now), accepted=False, trouble=str(error))
    except NotSentError as error:
        known = status(settings, now=now)
        why = f"Google could not be asked whether it still accepts the sign-in ({error.why})"
        return replace(known, warnings=(*known.warnings, why))
    return replace(status(settings, now=now), accepted=True)


def _warnings(settings: AccountSettings, token: Token, now: datetime) -> Iterator[str]:
    again = f"calsync auth login {settings.name}"
    if not token.data.get("refresh_token"):
        yield f"There is no refresh token: the sign-in ends within the hour. Run: {again}"
    if missing := ", ".join(token_file.missing(token, settings)):
        yield f'access = "{settings.access}" also needs {missing}. Run: {again}'
    consented, refreshed = token.when("consented"), token.when("refreshed")
    if consented is None or now - consented < WARN_AFTER:
        return
    death = consented + TESTING_LASTS
    if refreshed is not None and refreshed > death:
        return
    verb = "dies" if now < death else "may have died"
    yield (
        f"If the consent screen of your Google project is still in testing, this sign-in {verb} "
        f"on {death:%Y-%m-%d %H:%M} UTC. Publish it (Google console, Audience, Publish app), "
        f"then run: {again}"
    )


def logout(settings: AccountSettings) -> bool:
    """Revoke the token and delete its file; False where Google could not be told."""
    try:
        token = token_file.load(settings)
    except TokenBrokenError:
        token_file.path(settings).unlink()
        return False
    revoked = _revoke(token)
    token.path.unlink()
    return revoked


def _revoke(token: Token) -> bool:
    from httplib2 import HttpLib2Error

    from calsync.calendars.google_transport import Http

    http = Http(timeout=ANSWER_SECONDS)
    body = urlencode({"token": token.data.get("refresh_token") or token.data["token"]})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        address = urljoin(token.token_uri, "revoke")
        answer, _ = http.request(address, "POST", body=body, headers=headers)
    except (OSError, HTTPException, HttpLib2Error):
        return False
    return bool(answer.status == 200)

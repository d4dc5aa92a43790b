"""The token file of a Google account: authorized_user JSON, mode 0600, replaced atomically."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from calsync import saving
from calsync.calendars.google_errors import InsecureError
from calsync.calendars.google_errors import NotSignedInError
from calsync.calendars.google_errors import TokenBrokenError
from calsync.calendars.google_errors import TokenLinkError
from calsync.calendars.google_errors import TokenReadableError
from calsync.model import AccountSettings

TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105  an address, no secret
SCOPE = "https://www.googleapis.com/auth/"
OWN_CALENDAR = ("calendar.readonly", "calendar.app.created")
FULL = (*OWN_CALENDAR, "calendar.events")
MOST = 1024 * 1024  # characters of a token file; a real one has some hundred
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def scopes(settings: AccountSettings) -> tuple[str, ...]:
    """The scopes that the account's access asks for, as addresses."""
    names = OWN_CALENDAR if settings.access == "own-calendar" else FULL
    return tuple(SCOPE + name for name in names)


def missing(token: Token, settings: AccountSettings) -> tuple[str, ...]:
    """The scopes that the account's access asks for and the token, as far as it tells, lacks."""
    lacking = set(scopes(settings)) - set(token.scopes)
    return tuple(sorted(scope.removeprefix(SCOPE) for scope in lacking))


def path(settings: AccountSettings) -> Path:
    """Where the account's token lies."""
    assert settings.token is not None
    return settings.token


@dataclass(frozen=True, slots=True)
class Token:
    """What the file says."""

    path: Path
    data: Mapping[str, Any]

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes granted, as far as the file tells."""
        value = self.data.get("scopes") or ()
        return tuple(value.split()) if isinstance(value, str) else tuple(map(str, value))

    @property
    def token_uri(self) -> str:
        """Where a new access token is fetched."""
        return str(self.data.get("token_uri") or TOKEN_URI)

    def when(self, key: str) -> datetime | None:
        """One of the moments that calsync notes in the file: `consented`, `refreshed`."""
        with suppress(ValueError, TypeError):
            return datetime.fromisoformat(str(self.data.get(key))).astimezone(UTC)
        return None


def load(settings: AccountSettings) -> Token:
    """Read the token, unless others can read it too."""
    file = path(settings)
    try:
        text = _private(file)
    except FileNotFoundError as error:
        raise NotSignedInError(settings.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise TokenBrokenError(settings.name, file) from error
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TokenBrokenError(settings.name, file) from error
    if not isinstance(data, dict) or not (data.get("refresh_token") or data.get("token")):
        raise TokenBrokenError(settings.name, file)
    token = Token(file, data)
    require_safe(settings.name, token.token_uri)
    return token


def _private(file: Path) -> str:
    """What stands in a plain file that nobody else can read; no link is followed to it."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise TokenLinkError(file) from error
        raise
    with os.fdopen(handle, encoding="utf-8") as opened:
        if os.fstat(handle).st_mode & 0o077:
            raise TokenReadableError(file)
        return opened.read(MOST)


def require_safe(account: str, address: str) -> None:
    """Plain http is accepted for loopback only."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise InsecureError(account, address)


def save(token: Token) -> None:
    """Put the token in place of the old one; there is always a whole one."""
    token.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with saving.beside(token.path, json.dumps(dict(token.data), indent=1).encode()) as temporary:
        temporary.replace(token.path)


def credentials(token: Token) -> Any:
    """google-auth's credentials that honour the file's `token_uri`.

    `Credentials.from_authorized_user_info` always refreshes at Google's own address.
    """
    from google.oauth2.credentials import Credentials

    data = token.data
    return Credentials(  # type: ignore[no-untyped-call]  # partly typed library
        data.get("token"),
        refresh_token=data.get("refresh_token"),
        token_uri=token.token_uri,
        client_id=data.get("client_id"),
        client_secret=data.get("client_secret"),
        scopes=list(token.scopes) or None,
        expiry=_expiry(data.get("expiry")),
    )


def _expiry(value: object) -> datetime | None:
    with suppress(ValueError, TypeError):
        moment = datetime.fromisoformat(str(value))
        return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None)
    return None


def refreshed(token: Token, granted: Any, *, now: datetime) -> Token:
    """The token with what a refresh has brought."""
    new = {
        **token.data,
        "token": granted.token,
        "refresh_token": granted.refresh_token,
        "refreshed": now.astimezone(UTC).isoformat(timespec="seconds"),
    }
    if granted.expiry:
        new["expiry"] = granted.expiry.isoformat() + "Z"
    return Token(token.path, new)

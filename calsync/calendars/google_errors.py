"""What can go wrong with Google, by reason rather than by status, and what to do next. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from calsync.errors import CalsyncError
from calsync.errors import Exit
from calsync.errors import SignInError
from calsync.errors import TryLaterError
from calsync.errors import UsageError

RATE_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
QUOTA_REASONS = frozenset({"quotaExceeded", "dailyLimitExceeded", "variableTermLimitExceeded"})
SCOPE_REASONS = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
DISABLED_REASONS = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
ADMIN_REASONS = frozenset({"admin_policy_enforced", "org_internal", "access_blocked"})
CLIENT_REASONS = frozenset({"invalid_client", "unauthorized_client", "deleted_client"})
OTHER_WAYS = (
    "What remains without it: the calendar's secret .ics address as an account of kind 'feed' "
    "(Google Calendar, Settings, the calendar, Integrate calendar), or an export read with "
    "'calsync scan FILE'."
)


class LostError(Exception):
    """The answer to a request never came, or made no sense: it may have been carried out."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SenselessError(LostError):
    """The answer came, but is not what was asked for."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"an answer that makes no sense: {error!r}")


class NotSentError(Exception):
    """The request did not reach the server."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class RejectedError(Exception):
    """Google said no, in its own words; nothing was changed."""

    status: int
    reason: str
    message: str
    retry_after: float = 0.0

    @property
    def rate(self) -> bool:
        """Is it only too fast? (guides/errors)."""
        return self.reason in RATE_REASONS or (
            self.status == 429 and self.reason not in QUOTA_REASONS
        )

    @property
    def why(self) -> str:
        """The reason and the words, for people."""
        return f"{self.status} {self.reason or 'error'}: {self.message}"


def rejection(status: int, headers: Mapping[str, str], content: bytes) -> RejectedError | None:
    """Google's refusal as an error answer carries it, None if the answer is not Google's."""
    try:
        error = json.loads(content)["error"]
        message = " ".join(str(error.get("message", "")).split())[:200]
        return RejectedError(status, _reason(error), message, _seconds(headers))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _reason(error: Mapping[str, object]) -> str:
    for key in ("errors", "details"):
        for part in _parts(error.get(key)):
            if part.get("reason"):
                return str(part["reason"])
    return str(error.get("status", ""))


def _parts(value: object) -> list[Mapping[str, object]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _seconds(headers: Mapping[str, str]) -> float:
    try:
        return max(0.0, float(headers.get("retry-after", "0")))
    except ValueError:
        return 0.0


class NotSignedInError(SignInError):
    """There is no token yet."""

    def __init__(self, account: str) -> None:
        super().__init__(f"{account}: not signed in. Run: calsync auth login {account}")


class TokenDeadError(SignInError):
    """Google no longer accepts the token (invalid_grant)."""

    def __init__(self, account: str, why: str) -> None:
        super().__init__(
            f"{account}: Google no longer accepts the sign-in ({why}). "
            f"Run: calsync auth login {account}"
        )


class TokenBrokenError(SignInError):
    """The token file cannot be read as one."""

    def __init__(self, account: str, path: Path) -> None:
        super().__init__(
            f"{account}: {path} is not a Google token. Run: calsync auth login {account}"
        )


class ScopeError(SignInError):
    """The sign-in does not allow what the account's access asks for."""

    def __init__(self, account: str, missing: str) -> None:
        super().__init__(
            f"{account}: the sign-in does not allow {missing}. "
            f"Tick every box on Google's page: calsync auth login {account}"
        )


class AdminError(SignInError):
    """The administrator of the organisation does not allow the app."""

    def __init__(self, account: str, reason: str) -> None:
        super().__init__(
            f"{account}: the administrator of this Google account does not allow it ({reason}). "
            f"Ask them to trust the client id of your client_secrets file. {OTHER_WAYS}"
        )


class ClientError(SignInError):
    """Google does not know the client."""

    def __init__(self, account: str, reason: str) -> None:
        super().__init__(
            f"{account}: Google does not accept the OAuth client ({reason}). Download the file of "
            f"a client of type 'Desktop app' anew, then run: calsync auth login {account}"
        )


class TokenUnwritableError(UsageError):
    """The token cannot be kept where the configuration says."""

    def __init__(self, account: str, path: Path, why: str) -> None:
        super().__init__(
            f"{account}: {path} cannot be written ({why}). Name another place as token of the "
            f"account, then run: calsync auth login {account}"
        )


class DeniedError(SignInError):
    """Whoever was asked said no, or may not be asked."""

    def __init__(self, account: str, reason: str) -> None:
        super().__init__(
            f"{account}: Google did not let calsync in ({reason}). If you did not say no yourself, "
            "add your address to the test users of the consent screen (Google console, Audience) "
            f"and run 'calsync auth login {account}' again. {OTHER_WAYS}"
        )


class LoginTimeoutError(SignInError):
    """Nobody came back from Google's page."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"{account}: no answer from Google's page. 'Google hasn't verified this app' is about "
            "your own client: choose Advanced, then Go to it. If the page says that access is "
            "blocked, add yourself to the test users of the consent screen, or ask your "
            f"administrator. Then run 'calsync auth login {account}' again. {OTHER_WAYS}"
        )


class LoginFailedError(SignInError):
    """The answer from Google's page could not be turned into a token."""

    def __init__(self, account: str, why: str) -> None:
        super().__init__(
            f"{account}: signing in did not work ({why}). Run: calsync auth login {account}"
        )


class PortError(UsageError):
    """The loopback port is taken."""

    def __init__(self, account: str, port: int) -> None:
        super().__init__(
            f"{account}: port {port} of this machine is in use. Choose another with --port."
        )


class TokenReadableError(UsageError):
    """The token can be read by others."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} can be read by others. Run: chmod 600 '{path}'")


class TokenLinkError(UsageError):
    """The token is a link, which may lead to a file of somebody else, or no file at all."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not a plain file. Name the file itself as the account's token")


class ClientSecretsError(UsageError):
    """The client file is missing or of another kind."""

    def __init__(self, account: str, why: str) -> None:
        super().__init__(
            f"{account}: {why}. In the Google console make an OAuth client of type 'Desktop app', "
            f"download its JSON and name it as client_secrets of the account."
        )


class InsecureError(UsageError):
    """Plain http somewhere else than on this machine."""

    def __init__(self, account: str, address: str) -> None:
        super().__init__(f"{account}: {address} is not https. Plain http is for loopback only.")


class ApiDisabledError(UsageError):
    """The Calendar API is not switched on in the user's Google project."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"{account}: the Google Calendar API is not enabled in the project of your client. "
            "Enable it at https://console.cloud.google.com/apis/library/"
            "calendar-json.googleapis.com and sync again."
        )


class QuotaError(TryLaterError):
    """Google's anti-abuse stop: trying again is futile for hours."""

    def __init__(self, account: str, reason: str) -> None:
        super().__init__(
            f"{account}: Google has stopped this account for some hours ({reason}). "
            "Sync again later."
        )


class BusyError(TryLaterError):
    """Google did not answer well for as long as we were ready to wait."""

    def __init__(self, account: str, why: str) -> None:
        super().__init__(f"{account}: Google does not answer as it should ({why}). Sync again.")


class CalendarUnknownError(UsageError):
    """The configuration names a calendar that the account does not have."""

    def __init__(self, account: str, calendar: str, known: str) -> None:
        super().__init__(
            f"{account}: there is no calendar '{calendar}'. Name one of: {known or 'none at all'}"
        )


class CalendarGoneError(CalsyncError):
    """A calendar that was read before is not there any more."""

    def __init__(self, account: str, calendar: str) -> None:
        super().__init__(
            f"{account}: the calendar '{calendar}' is gone or no longer shared. "
            "If it is meant, `calsync sync --accept-deletions` goes on; else have it shared again."
        )


class UnreadableError(CalsyncError):
    """Google refuses a question that calsync has to ask."""

    def __init__(self, account: str, why: str) -> None:
        super().__init__(
            f"{account}: Google refuses to answer ({why}). Run 'calsync sync --full -v', and "
            "report it if that does not help."
        )


class GatewayError(CalsyncError):
    """A write that calsync must never send; a bug, stopped at the door."""

    exit_code = Exit.BUG

    def __init__(self, method: str, why: str) -> None:
        super().__init__(f"calsync stopped a {method} of its own, {why}. Please report this.")

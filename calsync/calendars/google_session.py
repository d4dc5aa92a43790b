"""One account's conversation with Google: sign-in, one attempt at a time, patience by reason."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Any

from calsync import text
from calsync.calendars import google_gateway as gateway
from calsync.calendars import google_token as token_file
from calsync.calendars.google_errors import ADMIN_REASONS
from calsync.calendars.google_errors import CLIENT_REASONS
from calsync.calendars.google_errors import DISABLED_REASONS
from calsync.calendars.google_errors import QUOTA_REASONS
from calsync.calendars.google_errors import SCOPE_REASONS
from calsync.calendars.google_errors import AdminError
from calsync.calendars.google_errors import ApiDisabledError
from calsync.calendars.google_errors import BusyError
from calsync.calendars.google_errors import ClientError
from calsync.calendars.google_errors import LostError
from calsync.calendars.google_errors import NotSentError
from calsync.calendars.google_errors import QuotaError
from calsync.calendars.google_errors import RejectedError
from calsync.calendars.google_errors import ScopeError
from calsync.calendars.google_errors import SenselessError
from calsync.calendars.google_errors import TokenDeadError
from calsync.calendars.google_errors import rejection
from calsync.errors import CalsyncError
from calsync.model import AccountSettings


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: for one answer, before asking again, and for one request in all."""

    timeout: float = 20.0
    first: float = 1.0
    longest: float = 32.0
    total: float = 90.0
    unreachable: float = 15.0  # in all, where not even a connection comes about
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic


SENSELESS = "the answer is not Google's"
BRIEF = Patience(timeout=8.0, total=10.0, unreachable=10.0)  # while somebody looks on


class Waiting:
    """Truncated exponential backoff with jitter, within a total time (guides/quota)."""

    def __init__(self, account: str, patience: Patience) -> None:
        self._account = account
        self._patience = patience
        self._delay = patience.first
        self._began = patience.monotonic()

    def again(self, error: LostError | NotSentError | RejectedError) -> None:
        """Wait before the next attempt, or raise where that would take too long."""
        least = error.retry_after if isinstance(error, RejectedError) else 0.0
        sent = not isinstance(error, NotSentError)
        delay = max(least, self._delay * random.uniform(0.5, 1.0))  # noqa: S311  jitter
        self._delay = min(self._patience.longest, self._delay * 2)
        most = self._patience.total if sent else self._patience.unreachable
        if self._patience.monotonic() + delay - self._began > most:
            raise BusyError(self._account, error.why)
        self._patience.sleep(delay)


class Session:
    """Everything that goes to Google goes through `read` or `write` of this."""

    def __init__(
        self,
        settings: AccountSettings,
        *,
        clock: Callable[[], datetime],
        patience: Patience,
    ) -> None:
        self.name = settings.name
        self.requests = 0
        self._settings = settings
        self._clock = clock
        self._patience = patience
        self._token = token_file.load(settings)
        self._credentials = token_file.credentials(self._token)
        self._http, self.api = self._connect()

    def _connect(self) -> tuple[Any, Any]:
        from google_auth_httplib2 import AuthorizedHttp  # type: ignore[import-untyped]  # no stubs
        from googleapiclient.discovery import build

        from calsync.calendars.google_transport import Http

        options = {}
        if self._settings.api_endpoint:
            token_file.require_safe(self.name, self._settings.api_endpoint)
            options["api_endpoint"] = self._settings.api_endpoint.rstrip("/") + "/"
        http = Http(timeout=self._patience.timeout)
        authorized = AuthorizedHttp(self._credentials, http=http, refresh_status_codes=())
        api = build(
            "calendar",
            "v3",
            http=authorized,
            client_options=options,
            static_discovery=True,
            cache_discovery=False,
        )
        return http, api

    def waiting(self) -> Waiting:
        """A new stretch of patience."""
        return Waiting(self.name, self._patience)

    def read(self, request: Any, *proof: str) -> dict[str, Any]:
        """Ask until there is an answer that holds one of these keys; `{}` proves nothing."""
        gateway.require_question(request.method)
        waiting = self.waiting()
        while True:
            try:
                answer = _sound(self._attempt(request))
                if any(key in answer for key in proof):
                    return answer
                waiting.again(SenselessError(KeyError(*proof)))
            except (LostError, NotSentError) as error:
                waiting.again(error)
            except RejectedError as error:
                if not error.rate:
                    raise
                waiting.again(error)

    def write(self, request: Any, waiting: Waiting, *, etag: str = "") -> dict[str, Any]:
        """Send a write until it is answered; `LostError` where it may have been carried out."""
        gateway.require_harmless(request.method, request.uri, request.body)
        if etag:
            request.headers["If-Match"] = etag
        while True:
            try:
                return self._attempt(request)
            except NotSentError as error:
                waiting.again(error)
            except RejectedError as error:
                if not error.rate:
                    raise
                waiting.again(error)

    def _attempt(self, request: Any) -> dict[str, Any]:
        """Send once; a 401 costs one refresh of the access token."""
        if not self._credentials.valid:
            self.refresh()
        try:
            return self._exchange(request)
        except RejectedError as error:
            if error.status != 401:
                self._raise_if_hopeless(error)
                raise
        self.refresh()
        try:
            return self._exchange(request)
        except RejectedError as error:
            if error.status == 401:
                raise TokenDeadError(self.name, error.why) from error
            self._raise_if_hopeless(error)
            raise

    def _exchange(self, request: Any) -> dict[str, Any]:
        from googleapiclient.errors import HttpError
        from httplib2 import HttpLib2Error
        from httplib2 import ServerNotFoundError

        self.requests += 1
        try:
            answer = request.execute(num_retries=0)
        except HttpError as error:
            no = rejection(error.status_code, error.resp, error.content)
            if no is None or no.status >= 500:
                why = no.why if no else f"{error.status_code} without a reason"
                raise LostError(why) from error
            raise no from error
        except (ConnectionRefusedError, ServerNotFoundError) as error:
            raise NotSentError(self._closed(error)) from error
        except (OSError, HTTPException, HttpLib2Error, ValueError, RecursionError) as error:
            raise LostError(self._closed(error)) from error
        if request.method == "DELETE" and not answer:
            return {}
        if not isinstance(answer, dict):
            raise LostError(self._closed(ValueError(SENSELESS)))
        return answer

    def _closed(self, error: Exception) -> str:
        """A connection that failed is not used again; httplib2 would."""
        self._http.close()
        return _words(error)

    def _raise_if_hopeless(self, error: RejectedError) -> None:
        """Some refusals are about the account, not about the request."""
        if error.reason in QUOTA_REASONS:
            raise QuotaError(self.name, error.reason) from error
        if error.reason in SCOPE_REASONS:
            missing = token_file.missing(self._token, self._settings)
            raise ScopeError(self.name, ", ".join(missing) or "all that is needed") from error
        if error.reason in DISABLED_REASONS:
            raise ApiDisabledError(self.name) from error

    def refresh(self) -> None:
        """Fetch a new access token, once, and keep it."""
        from google.auth.exceptions import GoogleAuthError
        from google.auth.exceptions import RefreshError
        from google_auth_httplib2 import Request

        try:
            self._credentials.refresh(Request(self._http))
        except RefreshError as error:
            if error.retryable or not _final(error):
                raise NotSentError(_words(error)) from error
            raise sign_in_error(self.name, error) from error
        except (GoogleAuthError, OSError) as error:
            raise NotSentError(self._closed(error)) from error
        except (ValueError, TypeError, AttributeError) as error:
            raise NotSentError(SENSELESS) from error
        self._token = token_file.refreshed(self._token, self._credentials, now=self._clock())
        # The new access token works all the same; where it cannot be kept the next run fetches one.
        with suppress(OSError):
            token_file.save(self._token)


def _sound(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without its nulls; one whose items are no list has none."""
    whole = {key: value for key, value in answer.items() if value is not None}
    return whole if isinstance(whole.get("items", []), list) else {}


def _final(error: Exception) -> bool:
    """Did the token endpoint itself say no, rather than something in between?"""
    return bool(_answer(error)) or any(word in _words(error) for word in ("Reauth", "necessary"))


def sign_in_error(account: str, error: Exception) -> CalsyncError:
    """What Google's refusal of a token means, by its reason."""
    body = _answer(error)
    words = f"{body.get('error', '')} {body.get('error_subtype', '')}".split()
    why = " ".join(words) or _words(error)
    if ADMIN_REASONS & {*words}:
        return AdminError(account, why)
    if CLIENT_REASONS & {*words}:
        return ClientError(account, why)
    return TokenDeadError(account, why)


def _answer(error: Exception) -> dict[str, Any]:
    """What the token endpoint says is wrong, as RFC 6749 section 5.2 has it: a word."""
    bodies = (part for part in error.args if isinstance(part, dict))
    return next((body for body in bodies if isinstance(body.get("error"), str)), {})


def _words(error: Exception) -> str:
    """What an error says, in one line."""
    said = next((part for part in error.args if isinstance(part, str)), str(error))
    return text.clean(said)[:200] or type(error).__name__

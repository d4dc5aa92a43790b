"""The part of Google that signs people in, for `google_server`: consent, tokens, revocation."""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import urlencode

CLIENT_ID = "1234.apps.googleusercontent.com"
CLIENT_SECRET = "GOCSPX-pretend"
SCOPE = "https://www.googleapis.com/auth/"
ALL = tuple(
    SCOPE + name for name in ("calendar.readonly", "calendar.app.created", "calendar.events")
)
Answer = tuple[int, dict[str, Any], Any]


class SignIn:
    """One user, who consents or does not; tokens that can be made to die."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.consent = "granted"  # or the error that comes back instead of a code
        self.unticked: frozenset[str] = frozenset()
        self.refusal: dict[str, str] | None = None  # what the token endpoint says instead
        self.failures = 0  # how often it fails before it answers
        self.failure: tuple[int, Any] = (503, b"<html>busy</html>")
        self.revoked: list[str] = []
        self.refreshes = 0
        self.forgetful = False  # gives no refresh token
        self._numbers = itertools.count(1)
        self._access: dict[str, frozenset[str]] = {"at0": frozenset(ALL)}
        self._refresh: dict[str, frozenset[str]] = {"rt0": frozenset(ALL)}
        self._codes: dict[str, tuple[frozenset[str], str]] = {}

    def token(self, token_uri: str) -> dict[str, Any]:
        """What an authorized_user file holds."""
        return {
            "token": "at0",
            "refresh_token": "rt0",
            "token_uri": token_uri,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "scopes": list(ALL),
            "type": "authorized_user",
        }

    def client(self, root: str) -> dict[str, Any]:
        """What the file of a desktop client holds."""
        return {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "auth_uri": f"{root}/auth",
            "token_uri": f"{root}/token",
            "redirect_uris": ["http://localhost"],
        }

    def scopes_of(self, authorization: str) -> frozenset[str] | None:
        """What an access token allows; None if it is not valid."""
        return self._access.get(authorization.removeprefix("Bearer "))

    def grant(self, *scopes: str) -> None:
        """Narrow or widen what the tokens given out so far allow."""
        allowed = frozenset(SCOPE + name for name in scopes)
        self._access = dict.fromkeys(self._access, allowed)
        self._refresh = dict.fromkeys(self._refresh, allowed)

    def expire(self) -> None:
        """No access token is good any longer; the refresh tokens are."""
        self._access.clear()

    def answer(self, path: str, query: Mapping[str, list[str]], raw: str, basic: str) -> Answer:
        """One request to the sign-in pages; the client may name itself in either place."""
        if path == "/auth":
            return self._consent({name: values[0] for name, values in query.items()})
        form = {name: values[0] for name, values in parse_qs(raw).items()}
        if basic.startswith("Basic "):
            pair = base64.b64decode(basic[6:]).decode().split(":")
            form |= dict(zip(("client_id", "client_secret"), pair, strict=True))
        if path == "/token":
            return self._token(form)
        if path == "/revoke":
            return self._revoke(form)
        return 404, {}, b"<html>not found</html>"

    def _consent(self, asked: Mapping[str, str]) -> Answer:
        back = {"state": asked["state"]}
        if self.consent == "granted":
            code = f"code{next(self._numbers)}"
            scopes = frozenset(asked["scope"].split()) - self.unticked
            self._codes[code] = (scopes, asked["code_challenge"])
            back |= {"code": code, "scope": " ".join(sorted(scopes))}
        else:
            back["error"] = self.consent
        return 302, {"Location": f"{asked['redirect_uri']}?{urlencode(back)}"}, b""

    def _token(self, form: Mapping[str, str]) -> Answer:
        if self.failures:
            self.failures -= 1
            return self.failure[0], {}, self.failure[1]
        if self.refusal:
            return 400, {}, self.refusal
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return 401, {}, {"error": "invalid_client"}
        if form["grant_type"] == "authorization_code":
            return self._exchange(form)
        scopes = self._refresh.get(form["refresh_token"])
        if scopes is None:
            words = "Token has been expired or revoked."
            return 400, {}, {"error": "invalid_grant", "error_description": words}
        self.refreshes += 1
        return 200, {}, self._new_access(scopes)

    def _exchange(self, form: Mapping[str, str]) -> Answer:
        scopes, challenge = self._codes.pop(form["code"], (frozenset(), ""))
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != challenge:
            return 400, {}, {"error": "invalid_grant"}
        refresh = f"rt{next(self._numbers)}"
        self._refresh[refresh] = scopes
        more = {} if self.forgetful else {"refresh_token": refresh}
        return 200, {}, self._new_access(scopes) | more

    def _new_access(self, scopes: frozenset[str]) -> dict[str, Any]:
        token = f"at{next(self._numbers)}"
        self._access[token] = scopes
        return {
            "access_token": token,
            "expires_in": 3599,
            "scope": " ".join(sorted(scopes)),
            "token_type": "Bearer",
        }

    def _revoke(self, form: Mapping[str, str]) -> Answer:
        token = form["token"]
        if token not in self._refresh:
            return 400, {}, {"error": "invalid_token"}
        self.revoked.append(token)
        del self._refresh[token]
        self._access.clear()
        return 200, {}, {}

    def kill(self) -> None:
        """The refresh tokens are dead, as after seven days of a consent screen in testing."""
        self._refresh.clear()
        self._access.clear()

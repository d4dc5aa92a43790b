"""A loopback server that plays Google's Calendar API and its sign-in for the real client library.

    with GoogleServer() as server:
        server.add_event("primary", {"summary": "Lunch", "start": ..., "end": ...})
        server.faults.append(Fault(nth=3, kind="drop", after=True))

or, for a person: `python -m tests.google_server --port 8085`.

Rules from Google's documents (discovery document, guides on sync, errors, event types, extended
properties, version-resources): paging and page sizes; sync tokens on the last page only, the
parameters that may not go with one, deleted entries always in an increment, `fullSyncRequired`;
cancelled exceptions carry three fields, other cancelled events one; client ids and their alphabet,
409 `duplicate`, `get` returning deleted events; ETags and 412 `conditionNotMet`; patch semantics;
what `birthday` and `fromGmail` events let through; `forbiddenForNonOrganizer`; limits of extended
properties; scopes of each call; reasons of refusals; every request is held against the bundled
discovery document, and so is the selection of fields.

Assumed, because no document says: a token of a bounded list reports changes outside its bounds;
a bad or unequal parameter beside a token is a 400; deleting a series cancels its exceptions;
a guest may patch private properties, colour and reminders; a `locked` event refuses what a guest's
does; `calendar.app.created` alone opens only calendars made through this server; deleted calendars
are 404. Not played: instances expanded by the server, searches, batches, watching, moving.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from typing import Self
from urllib.parse import parse_qs
from urllib.parse import urlsplit

from tests import google_discovery as discovery
from tests.google_checks import Json
from tests.google_checks import RefusedError
from tests.google_checks import merged
from tests.google_rules import Book
from tests.google_rules import Google
from tests.google_signin import SignIn

BASE = "/calendar/v3/"
KINDS = (
    "500",
    "503",
    "429",
    "rate",
    "quota",
    "401",
    "drop",
    "hang",
    "garbage",
    "html",
    "senseless",
)


@dataclass
class Fault:
    """Something that goes wrong at the nth request, before or after it was carried out.

    Its kind is one of `KINDS`, or a status and a reason: `403 accessNotConfigured`.
    """

    nth: int
    kind: str
    after: bool = False
    times: int = 1
    body: Any = None  # what a 200 answers instead

    def hits(self, number: int) -> bool:
        """Is it the turn of this fault?"""
        return self.nth <= number < self.nth + self.times


@dataclass
class Request:
    """One request as it came, and the status of its answer."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: Any
    call: str = ""
    status: int = 0
    match: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


class GoogleServer:
    """Google for tests: calendars, rules, sign-in, faults and a record of every request."""

    def __init__(
        self, *, owner: str = "me@example.com", zone: str = "Europe/Berlin", port: int = 0
    ) -> None:
        self.google = Google(owner=owner, zone=zone)
        self.signin = SignIn(owner)
        self.faults: list[Fault] = []
        self.requests: list[Request] = []
        self.violations: list[str] = []
        self.hang = 30.0
        self.drip = 0.0  # seconds between two bytes of an answer
        self._lock = threading.RLock()
        self.stopped = threading.Event()
        self._http = _Http(port, self)
        self.root = f"http://127.0.0.1:{self._http.server_port}"
        self.endpoint = self.root + BASE
        self.token_uri = f"{self.root}/token"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self.add_calendar(owner, primary=True, summary=owner, timeZone=zone)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopped.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def add_calendar(self, name: str, **entry: Any) -> str:
        """Put a calendar on the user's list; by default the user owns it."""
        full = {
            "kind": "calendar#calendarListEntry",
            "id": name,
            "summary": name,
            "accessRole": "owner",
            "timeZone": self.google.zone,
            **entry,
        }
        if name.endswith("@group.calendar.google.com"):
            full.setdefault("dataOwner", self.google.owner)
        self.google.books[name] = Book(full)
        return name

    def add_event(self, calendar: str, event: Json) -> Json:
        """Put an event into a calendar, completed as Google would; it comes back whole."""
        with self._lock:
            book = self.google.book(calendar)
            return self.google.put(book, self.google.whole(book, event))

    def change_event(self, calendar: str, name: str, patch: Json) -> Json:
        """The user changes an event by hand, past all rules."""
        with self._lock:
            book = self.google.book(calendar)
            return self.google.put(book, merged(book.events[name], patch))

    def delete_event(self, calendar: str, name: str) -> None:
        """The user deletes an event by hand."""
        with self._lock:
            book = self.google.book(calendar)
            self.google.cancel(book, book.events[name])

    def cancel_instance(self, calendar: str, series: str, start: Json) -> Json:
        """The user deletes one instance of a series."""
        moment = (start.get("dateTime") or start["date"]).translate({45: None, 58: None})
        name = f"{series}_{moment[:15]}".lower()
        times = {"originalStartTime": start, "start": start, "end": start}
        event = {"id": name, "recurringEventId": series, "status": "cancelled", **times}
        return self.add_event(calendar, event)

    def expire_tokens(self, calendar: str) -> None:
        """No sync token given out so far is good any longer."""
        self.google.book(calendar).oldest_token = self.google.tick()

    def refuse(self, calendar: str, event: str, *, status: int, reason: str) -> None:
        """Let every patch of an event be refused."""
        self.google.book(calendar).refusals[event] = (status, reason)

    def events(self, calendar: str, *, deleted: bool = False) -> list[Json]:
        """What is in a calendar."""
        with self._lock:
            found = self.google.book(calendar).events.values()
            return [one for one in found if deleted or one["status"] != "cancelled"]

    @property
    def writes(self) -> list[Request]:
        """The requests that were not questions."""
        return [request for request in self.requests if request.method != "GET"]

    def write_token(self, folder: Path, **changes: Any) -> Path:
        """A token file as the sign-in leaves it."""
        path = folder / "token.json"
        path.write_text(json.dumps(self.signin.token(self.token_uri) | changes))
        path.chmod(0o600)
        return path

    def write_client(self, folder: Path) -> Path:
        """A client file as the Google console gives it."""
        path = folder / "client_secret.json"
        path.write_text(json.dumps({"installed": self.signin.client(self.root)}))
        return path

    def serve(self, request: Request, authorization: str) -> tuple[int, Json, Any]:
        """Answer one request of the API: status, extra headers, body (bytes go out as they are)."""
        with self._lock:
            self.requests.append(request)
            fault = next((one for one in self.faults if one.hits(len(self.requests))), None)
        if fault is None or fault.after:
            status, body = self._carry_out(request, authorization)
        if fault is not None:
            status, extra, body = self._faulty(fault)
            request.status = status
            return status, extra, body
        request.status = status
        return status, {}, body

    def _faulty(self, fault: Fault) -> tuple[int, Json, Any]:
        if fault.body is not None:
            return 200, {}, fault.body
        if fault.kind == "hang":
            self.stopped.wait(self.hang)
        answers: dict[str, tuple[int, Json, Any]] = {
            "500": (500, {}, _error(500, "backendError", "Backend Error")),
            "503": (503, {"Retry-After": "1"}, _error(503, "backendError", "Try again")),
            "429": (429, {"Retry-After": "2"}, _error(429, "rateLimitExceeded", "Slow down")),
            "rate": (403, {}, _error(403, "userRateLimitExceeded", "User Rate Limit Exceeded")),
            "quota": (403, {}, _error(403, "quotaExceeded", "Calendar usage limits exceeded.")),
            "401": (401, {}, _error(401, "authError", "Invalid Credentials")),
            "garbage": (200, {}, b'{"kind": "calendar#ev'),
            "html": (502, {}, b"<html><title>Error 502 (Server Error)!!1</title></html>"),
            "senseless": (200, {}, {"kind": "nothing"}),
            "drop": (0, {}, b""),
            "hang": (0, {}, b""),
        }
        status, _, reason = fault.kind.partition(" ")
        return answers.get(fault.kind) or (int(status), {}, _error(int(status), reason, reason))

    def _carry_out(self, request: Request, authorization: str) -> tuple[int, Any]:
        scopes = self.signin.scopes_of(authorization)
        if scopes is None:
            return 401, _error(401, "authError", "Invalid Credentials")
        call = discovery.recognise(request.method, request.path)
        if call is None:
            return 404, b"<html>The requested URL was not found on this server.</html>"
        request.call, request.parameters = call.name, call.parameters
        if wrong := list(discovery.objections(call, request.query, request.body)):
            self.violations += wrong
            return 400, _error(400, "invalidParameter", "; ".join(wrong))
        query = {name: values[-1] for name, values in request.query.items()}
        try:
            with self._lock:
                self._require_scope(call, scopes)
                answer = self.google.answer(
                    call.name, call.parameters, query, request.body, request.match
                )
                text = json.dumps(
                    discovery.select(discovery.selector(query.get("fields", "")), answer)
                )
        except RefusedError as no:
            return no.status, _error(no.status, no.reason, no.message)
        return (204, b"") if answer is None else (200, text.encode())

    def _require_scope(self, call: discovery.Call, granted: frozenset[str]) -> None:
        matching = call.scopes & granted
        if not matching:
            raise RefusedError(403, "insufficientPermissions", "Insufficient Permission")
        only_app = {scope.rpartition("/")[2] for scope in matching} == {"calendar.app.created"}
        if only_app and "calendarId" in call.parameters:
            book = self.google.book(call.parameters["calendarId"])
            if not book.app:
                raise RefusedError(403, "insufficientPermissions", "not made by this app")


def _error(status: int, reason: str, message: str) -> Json:
    detail = {"domain": "global", "reason": reason, "message": message}
    return {"error": {"code": status, "message": message, "errors": [detail]}}


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, played: GoogleServer) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.played = played

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients may go away when they like."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: _Http

    def handle_one(self) -> None:
        """Any request, of any method."""
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(length)
        if len(data) < length:  # the client died in the middle of it
            self.close_connection = True
            return
        raw = data.decode()
        query = parse_qs(parts.query, keep_blank_values=True)
        authorization = self.headers.get("Authorization", "")
        if not parts.path.startswith(BASE):
            self._send(*self.server.played.signin.answer(parts.path, query, raw, authorization))
            return
        method = self.headers.get("X-HTTP-Method-Override", self.command)
        if method != self.command:
            query, raw = parse_qs(raw, keep_blank_values=True), ""
        request = Request(
            method,
            parts.path.removeprefix(BASE),
            query,
            json.loads(raw) if raw else None,
            match=self.headers.get("If-Match", ""),
        )
        self._send(*self.server.played.serve(request, authorization))

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_one  # noqa: N815  the base's names

    def _send(self, status: int, extra: Json, body: Any) -> None:
        if not status:
            self.close_connection = True
            return
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = "text/html" if data.startswith(b"<") else "application/json; charset=UTF-8"
        self.send_response(status)
        for name, value in {"Content-Type": kind, **extra}.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.server.played.drip:
            self._drip(data)
        else:
            self.wfile.write(data)

    def _drip(self, data: bytes) -> None:
        with suppress(OSError):
            for index in range(len(data)):
                self.wfile.write(data[index : index + 1])
                self.wfile.flush()
                self.server.played.stopped.wait(self.server.played.drip)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base's name
        pass


def main() -> None:
    """Play Google until interrupted, and print the configuration that uses it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=8085)
    parser.add_argument("--events", type=int, default=0, help="events of a made-up past year")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="calsync-google-"))
    with GoogleServer(port=options.port) as server:
        for number in range(options.events):
            day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
            times = {"start": {"date": day}, "end": {"date": day[:8] + f"{number % 28 + 2:02}"}}
            server.add_event("primary", {"summary": f"Lunch with Ana {number}", **times})
        print(  # noqa: T201
            f'[[accounts]]\nname = "work"\nkind = "google"\ncalendars = ["primary"]\n'
            f'client_secrets = "{server.write_client(folder)}"\n'
            f'token = "{server.write_token(folder)}"\napi_endpoint = "{server.endpoint}"',
            flush=True,
        )
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    main()

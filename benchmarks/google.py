"""Reading a Google account beside a bare loop of the client library over the same pages.

Processor time of whole programs: what the server spends on its answers does not count.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.measure import Row
from benchmarks.measure import calsync
from benchmarks.measure import process
from benchmarks.measure import python
from tests.google_server import GoogleServer
from tests.google_server import Request

OURS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from calsync.calendars import open_account
from calsync.model import AccountSettings, Calendar, Me
settings = AccountSettings("work", "google", token=Path(sys.argv[1]), api_endpoint=sys.argv[2])
now = lambda: datetime(2026, 11, 20, tzinfo=UTC)
account = open_account(settings, me=Me(), clock=now)
calendar = Calendar("me@example.com", "me", "work", "Europe/Berlin")
file = Path(sys.argv[3])
cursor = file.read_text() if file.exists() else ""
changes = account.changes(calendar, cursor, since=datetime(2025, 11, 20, tzinfo=UTC))
assert len(changes.events) == int(sys.argv[4])
if not cursor and len(sys.argv) > 5:
    file.write_text(changes.cursor)
"""
BARE = """
import sys
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
import json
settings = {"api_endpoint": sys.argv[2]}
credentials = Credentials(json.load(open(sys.argv[1]))["token"])
api = build("calendar", "v3", credentials=credentials, client_options=settings)
query = json.loads(sys.argv[3])
answer = {"nextPageToken": None}
seen = 0
while "nextPageToken" in answer:
    answer = api.events().list(pageToken=answer["nextPageToken"], **query).execute()
    seen += len(answer["items"])
assert seen == int(sys.argv[4])
"""


CONFIG = """
timezone = "Europe/Berlin"
[me]
emails = ["me@example.com"]
[[accounts]]
name = "work"
kind = "google"
token = "token.json"
api_endpoint = "{endpoint}"
"""
MOST = 400 * 1.048576  # megabytes


def rows() -> Iterable[Row]:
    """First syncs of two sizes, their memory, and a sync with nothing new."""
    for count in (10_000, 100_000):
        with _served(count) as (folder, endpoint):
            yield from _first(folder, endpoint, count)


def _first(folder: Path, endpoint: str, count: int) -> Iterator[Row]:
    token, cursor = str(folder / "token.json"), folder / "cursor"
    process(python(OURS, token, endpoint, str(cursor), str(count), "keep"), runs=1)
    query, increment = _queries(cursor)
    cursor.rename(folder / "kept")
    ours, memory = _cpu(python(OURS, token, endpoint, str(cursor), str(count)), runs=3)
    bare, _ = _cpu(python(BARE, token, endpoint, query, str(count)), runs=3)
    what = f"google, first sync, {count:,} events"
    yield Row(what, ours, bare, "a bare list of the pages", 0.5)
    yield Row(f"{what}: peak memory", memory, MOST, "400 MiB", 1.0, "MB")
    again, _ = _cpu(python(OURS, token, endpoint, str(folder / "kept"), "0"), runs=9)
    once, _ = _cpu(python(BARE, token, endpoint, increment, "0"), runs=9)
    yield Row(f"google, nothing new in {count:,}", again, once, "the bare request", 0.67)
    yield from _whole(folder, endpoint, count, bare, once)


def _whole(folder: Path, endpoint: str, count: int, bare: float, once: float) -> Iterator[Row]:
    """The whole command: judged, stored, harvested; and once more with nothing new."""
    (folder / "config.toml").touch(mode=0o600)
    (folder / "config.toml").write_text(CONFIG.format(endpoint=endpoint), "utf-8")
    variables = (f"CALSYNC_HOME={folder}", "CALSYNC_NOW=2026-11-20T12:00:00+01:00")
    command = ["env", *variables, *calsync("sync", "--accept-followups")]
    first, memory = _cpu(command, runs=1)
    what = f"google, first `calsync sync`, {count:,} events"
    yield Row(what, first, bare, "a bare list of the pages", 0.5)
    yield Row(f"{what}: peak memory", memory, MOST, "400 MiB", 1.0, "MB")
    _cpu(command, runs=1)
    again, _ = _cpu(command, runs=5)
    what = f"google, `calsync sync`, nothing new in {count:,}"
    yield Row(what, again, once, "the bare request", 0.67)


def _cpu(command: list[str], *, runs: int) -> tuple[float, float]:
    """The processor time of a run, start included, and its peak memory."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory = process(command, runs=runs).megabytes
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return spent / runs, memory


def _queries(cursor: Path) -> tuple[str, str]:
    """What the account asks, for the bare loop to ask likewise."""
    from calsync.calendars import google

    kept = json.loads(cursor.read_text())
    fixed = {
        "calendarId": "me@example.com",
        "singleEvents": False,
        "maxResults": 2500,
        "fields": google.PAGE_FIELDS,
    }
    since = {"timeMin": "2025-11-20T00:00:00+00:00"}
    return json.dumps(fixed | since), json.dumps(fixed | {"syncToken": kept["token"]})


@contextmanager
def _served(count: int) -> Iterator[tuple[Path, str]]:
    """A server of its own process that knows its answers by heart, so that only reading counts."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "benchmarks.google", name, str(count)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                yield Path(name), server.stdout.readline().strip()
            finally:
                server.terminate()


class Remembering(GoogleServer):
    """Gives the same answer to the same question."""

    known: dict[str, tuple[int, dict[str, Any], Any]]

    def serve(self, request: Request, authorization: str) -> tuple[int, dict[str, Any], Any]:
        """The answer of the first time."""
        key = f"{request.path} {sorted(request.query.items())}"
        if key not in self.known:
            self.known[key] = super().serve(request, authorization)
        return self.known[key]


def events(count: int) -> Iterator[dict[str, Any]]:
    """Invented meetings of the coming year, the same each time."""
    chance = random.Random(count)
    day = datetime(2026, 1, 5, 8)  # noqa: DTZ001  the zone stands beside it
    for number in range(count):
        start = day + timedelta(minutes=30 * number % (60 * 24 * 330))
        end = start + timedelta(minutes=30)
        guests = [f"guest{chance.randrange(400)}@example.com" for _ in range(2)]
        yield {
            "summary": f"Meeting {number % 97}",
            "description": "Agenda\n1. Where we stand\n2. What is next, and who does it",
            "location": chance.choice(("", "Room Kepler", "Trattoria Roma")),
            "start": {"dateTime": f"{start.isoformat()}+01:00", "timeZone": "Europe/Berlin"},
            "end": {"dateTime": f"{end.isoformat()}+01:00", "timeZone": "Europe/Berlin"},
            "attendees": [{"email": guest, "responseStatus": "accepted"} for guest in guests],
        }


def main() -> None:
    """Serve that many events until terminated; the token goes into the folder."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    with Remembering() as server:
        server.known = {}
        server.write_token(folder)
        for event in events(count):
            server.add_event("primary", event)
        sys.stdout.write(f"{server.endpoint}\n")
        sys.stdout.flush()
        time.sleep(3600)


if __name__ == "__main__":
    main()

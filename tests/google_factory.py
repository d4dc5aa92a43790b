"""Factories for tests over `google_server`: an opened account, and events as Google has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

from calsync.calendars import google
from calsync.calendars.google_session import Patience
from calsync.calendars.protocol import Changes
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import Write
from calsync.model import AccountSettings
from calsync.model import Calendar
from calsync.model import Channel
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Me
from calsync.model import Source
from calsync.model import Tag
from tests.google_server import GoogleServer

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SINCE = NOW - timedelta(days=365)
ME = Me(frozenset({"me@example.com"}), frozenset({"example.com"}))
ZONE = "Europe/Berlin"


class Hourglass:
    """Time that passes only while one sleeps; it notes for how long."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def patience(self, **changes: float) -> Patience:
        """Patience by this hourglass."""
        given = Patience(timeout=0.5, sleep=self.slept.append, monotonic=lambda: sum(self.slept))
        return replace(given, **changes)  # type: ignore[arg-type]  # only numbers are changed


def settings(server: GoogleServer, folder: Path, **changes: Any) -> AccountSettings:
    """The account's table in the configuration; a token is written if there is none."""
    token = folder / "token.json"
    if not token.exists():
        server.write_token(folder)
    account = AccountSettings("work", "google", token=token, api_endpoint=server.endpoint)
    return replace(account, **changes)


def opened(
    server: GoogleServer,
    folder: Path,
    *,
    me: Me = ME,
    clock: Callable[[], datetime] = lambda: NOW,
    patience: Patience | None = None,
    progress: Callable[[str], None] = lambda _: None,
    **changes: Any,
) -> google.GoogleAccount:
    """The account, which waits for nothing unless told to."""
    patience = patience or Hourglass().patience()
    return google.open_account(
        settings(server, folder, **changes),
        me=me,
        clock=clock,
        progress=progress,
        patience=patience,
    )


def pulled(
    account: google.GoogleAccount, cursor: str = "", calendar: str = "me@example.com"
) -> Changes:
    """What changed in one calendar."""
    return account.changes(named(account, calendar), cursor, since=SINCE)


def named(account: google.GoogleAccount, calendar: str = "me@example.com") -> Calendar:
    """One of the account's calendars."""
    return next(one for one in account.calendars() if calendar in {one.id, one.name})


def applied(account: google.GoogleAccount, write: Write) -> Outcome:
    """The outcome of a single write."""
    (outcome,) = account.apply([write])
    return outcome


def meeting(title: str = "Lunch with Ana", start: str = "2026-11-23T12:30", **more: Any) -> Any:
    """An event of an hour, as Google has it."""
    begin = datetime.fromisoformat(start)
    times = {
        key: {"dateTime": f"{moment.isoformat()}+01:00", "timeZone": ZONE}
        for key, moment in (("start", begin), ("end", begin + timedelta(hours=1)))
    }
    return {"summary": title, **times, **more}


def weekly(title: str = "Runners' breakfast", **more: Any) -> Any:
    """A series, as Google has it."""
    return meeting(title, "2026-11-02T08:00", recurrence=["RRULE:FREQ=WEEKLY"], **more)


def lunch_tag(event: Event) -> Tag:
    """A tag for lunch on an event."""
    return Tag(Channel.LUNCH, 0.9, Source.RULES, event.anchor)


def draft(title: str = "Follow up: send the deck", **more: Any) -> Draft:
    """A follow-up of half an hour."""
    start = datetime(2026, 11, 24, 9, tzinfo=UTC)
    given = {"description": "For Ana.", "marks": {"promise": "p1", "generation": "0"}, **more}
    return Draft("p1g00", "p1-0@calsync", title, start, start + timedelta(minutes=30), **given)

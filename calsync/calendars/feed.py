"""An account that reads one calendar from an address and never writes.

When the feed breaks the account fails, and the ledger keeps what it said last. Its words are never
the user's own, so calsync's own lines in it count for nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from datetime import timedelta

from calsync import components
from calsync import fetching
from calsync import ics
from calsync.calendars import feed_address
from calsync.calendars import feed_cursor
from calsync.calendars.feed_cursor import Cursor
from calsync.calendars.protocol import Changes
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from calsync.errors import CalsyncError
from calsync.fetching import Copy
from calsync.fetching import Door
from calsync.model import EMPTY
from calsync.model import AccountSettings
from calsync.model import Calendar
from calsync.model import Event
from calsync.model import Me
from calsync.model import Problem

ID = "feed"
MOST_EVENTS = 100_000  # in all, most of them long over; each takes about 3 KiB to be read
MOST_LATE = 20_000  # of the last year and to come: what a sync judges in some 20 s
_BACK = timedelta(days=1)  # so much earlier may `since` be before everything is told again
_EVENT = re.compile(rb"BEGIN:VEVENT", re.IGNORECASE)


class NoCalendarError(CalsyncError):
    """Something else came than a calendar."""

    def __init__(self, account: str, why: str) -> None:
        super().__init__(
            f"{account}: {why}; what it said before is kept. Open the address in a browser"
        )


class UnfinishedError(CalsyncError):
    """The calendar breaks off."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"{account}: the calendar breaks off before END:VCALENDAR; "
            "what it said before is kept. Try again later"
        )


class TooManyEventsError(CalsyncError):
    """More events than any calendar has."""

    def __init__(self, account: str, most: int) -> None:
        super().__init__(
            f"{account}: more than {most:,} events; what it said before is kept. "
            "Ask for a shorter calendar, such as the coming year alone"
        )


def open_account(
    settings: AccountSettings,
    *,
    me: Me,  # noqa: ARG001 - every back end's door has it
    clock: Callable[[], datetime],
    progress: Callable[[str], None] = lambda _: None,
    door: Door | None = None,
) -> FeedAccount:
    """Open a feed; nothing is fetched yet."""
    hosts = frozenset(host.lower().rstrip(".") for host in settings.allow_hosts)
    return FeedAccount(settings, clock=clock, progress=progress, door=door or Door(allow=hosts))


class FeedAccount:
    """Reads what changed by comparing with what was told before."""

    listing_lasts = timedelta()

    def __init__(
        self,
        settings: AccountSettings,
        *,
        clock: Callable[[], datetime],
        progress: Callable[[str], None],
        door: Door,
    ) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock
        self._progress = progress
        self._door = door
        self.requests = 0

    def calendars(self) -> tuple[Calendar, ...]:
        """The one calendar; its zone is not told, for it must not become the user's."""
        return (Calendar(ID, self.name, self.name, writable=False, mine=False, feed=True),)

    def changes(self, calendar: Calendar, cursor: str, *, since: datetime) -> Changes:
        """What changed since the cursor; an error, and nothing, where the feed is broken."""
        seen = Cursor.from_text(cursor)
        full = seen is None
        seen = seen or Cursor(since)
        if since < seen.since - _BACK:
            seen = Cursor(since, events=seen.events)  # the copy is read anew
        address = feed_address.address(self._settings)
        self._progress(f"{self.name}: fetching")
        got = fetching.fetch(
            address, name=self.name, copy=Copy(seen.etag, seen.modified), door=self._door
        )
        self.requests += got.requests
        after = replace(seen, etag=got.copy.etag, modified=got.copy.modified)
        digest = hashlib.blake2b(got.data, digest_size=12).hexdigest()
        if got.unchanged or digest == seen.digest:
            return Changes((), after.as_text(), calendar=calendar, problems=seen.problems)
        self._require_whole(got.data)
        changes = self._compared(calendar, seen, got.data, replace(after, digest=digest))
        return replace(changes, full=full)

    def _require_whole(self, data: bytes) -> None:
        """Raise where it is no calendar, breaks off, or is longer than any."""
        if not ics.is_calendar(data):
            raise NoCalendarError(self.name, components.nature(data))
        if not ics.is_whole(data):
            raise UnfinishedError(self.name)
        count = sum(1 for _ in _EVENT.finditer(data))
        if count > MOST_EVENTS:
            raise TooManyEventsError(self.name, MOST_EVENTS)

    def _compared(self, calendar: Calendar, seen: Cursor, data: bytes, after: Cursor) -> Changes:
        """What a calendar says that was not seen; `after` is what then is, but for its events."""
        reading = ics.read(
            data, account=self.name, calendar=ID, since=seen.since, known=seen.events
        )
        if len(reading.events) > MOST_LATE:
            raise TooManyEventsError(self.name, MOST_LATE)
        events = [_bare(event) for event in feed_cursor.renamed(reading.events, seen)]
        known = {event.id: feed_cursor.known(event) for event in events}
        problems = tuple(self._told(problem) for problem in reading.problems)
        return Changes(
            events=tuple(event for event in events if _is_news(event, seen)),
            cursor=replace(after, events=known, problems=problems).as_text(),
            gone=feed_cursor.gone(seen, known, now=self._clock()),
            calendar=calendar,
            problems=problems,
        )

    def _told(self, problem: Problem) -> Problem:
        """A problem by the account's name, with its line if it has one."""
        return replace(problem, where=self.name + problem.where.removeprefix("-"))

    def apply(self, writes: Sequence[Write]) -> Iterator[Outcome]:
        """Refuse every write."""
        for write in writes:
            yield Outcome(write, Result.REFUSED, why="a feed is read only")


def _bare(event: Event) -> Event:
    """An event without what only calsync may say, and with an ETag of what it says."""
    event = replace(event, writable=False, marks=EMPTY)
    return replace(event, etag=feed_cursor.etag(event))


def _is_news(event: Event, seen: Cursor) -> bool:
    old = seen.events.get(event.id)
    return old is None or old.etag != event.etag

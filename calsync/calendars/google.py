"""A Google account: its calendars, what changed in them, and writes that mail nobody."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import Any

from calsync.calendars import google_events as events
from calsync.calendars.google_errors import CalendarGoneError
from calsync.calendars.google_errors import CalendarUnknownError
from calsync.calendars.google_errors import LostError
from calsync.calendars.google_errors import RejectedError
from calsync.calendars.google_errors import UnreadableError
from calsync.calendars.google_events import Place
from calsync.calendars.google_session import Patience
from calsync.calendars.google_session import Session
from calsync.calendars.google_writes import OWN_LINE
from calsync.calendars.google_writes import UnsettledError
from calsync.calendars.google_writes import Writer
from calsync.calendars.protocol import Changes
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from calsync.errors import SignInError
from calsync.errors import TryLaterError
from calsync.model import AccountSettings
from calsync.model import Calendar
from calsync.model import Event
from calsync.model import Me
from calsync.model import Problem
from calsync.model import short_hash

PAGE_FIELDS = f"accessRole,description,items({events.FIELDS}),nextPageToken,nextSyncToken,timeZone"
LIST_FIELDS = (
    "items(accessRole,dataOwner,description,hidden,id,primary,summary,summaryOverride,timeZone),"
    "nextPageToken"
)
CURSOR_VERSION = short_hash("1", PAGE_FIELDS)[:8]  # a token stands for the fields it was got with
BASELINE_DAYS = 30  # how a token of a bounded list ages is not documented (guides/sync)
REPEATED = "a page that follows itself"
START_AGAIN = frozenset({400, 410})  # a token or page that Google no longer knows


def open_account(
    settings: AccountSettings,
    *,
    me: Me,
    clock: Callable[[], datetime],
    progress: Callable[[str], None] = lambda _: None,
    patience: Patience | None = None,
) -> GoogleAccount:
    """Open a Google account with the token that `auth login` has left."""
    session = Session(settings, clock=clock, patience=patience or Patience())
    return GoogleAccount(settings, session=session, me=me, clock=clock, progress=progress)


@dataclass(frozen=True, slots=True)
class Cursor:
    """What a sync token stands for: since when it lists, and when the list was last whole."""

    token: str
    since: datetime
    baseline: datetime

    @classmethod
    def from_text(cls, text: str) -> Cursor | None:
        """Read a cursor; None where there is none, or one of another version."""
        with suppress(ValueError, KeyError, TypeError):
            data = json.loads(text)
            if data["version"] == CURSOR_VERSION:
                moments = (datetime.fromisoformat(data[key]) for key in ("since", "baseline"))
                return cls(str(data["token"]), *(moment.astimezone(UTC) for moment in moments))
        return None

    def as_text(self) -> str:
        """The cursor as the ledger keeps it."""
        return json.dumps(
            {
                "version": CURSOR_VERSION,
                "token": self.token,
                "since": self.since.isoformat(),
                "baseline": self.baseline.isoformat(),
            }
        )


class _StaleError(Exception):
    """The token is no longer good: list everything again."""


class GoogleAccount:
    """Reads with sync tokens, writes through the gateway."""

    listing_lasts = timedelta(hours=1)

    def __init__(
        self,
        settings: AccountSettings,
        *,
        session: Session,
        me: Me,
        clock: Callable[[], datetime],
        progress: Callable[[str], None],
    ) -> None:
        self.name = settings.name
        self._settings = settings
        self._session = session
        self._me = me
        self._clock = clock
        self._progress = progress
        self._places: dict[str, Place] = {}
        self._zone = ""

    @property
    def requests(self) -> int:
        """How many requests were sent so far, those for a token aside."""
        return self._session.requests

    def calendars(self) -> tuple[Calendar, ...]:
        """The calendars that the configuration names, and those that calsync made."""
        entries = self._entries()
        try:
            return self._read_entries(entries)
        except events.UNREADABLE as error:
            why = f"calendars that make no sense: {error!r}"
            raise UnreadableError(self.name, why) from error

    def _read_entries(self, entries: Sequence[Mapping[str, Any]]) -> tuple[Calendar, ...]:
        primary = next((entry for entry in entries if entry.get("primary")), {})
        self._zone = primary.get("timeZone", "")
        places = [self._entry_place(entry, str(primary.get("id", ""))) for entry in entries]
        self._places |= {place.calendar.id: place for place in places}
        wanted = self._wanted(entries)
        found = (place.calendar for place in places)
        return tuple(one for one in found if one.id in wanted or one.made_by_calsync)

    def _entries(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = []
        page: dict[str, Any] = {"nextPageToken": None}
        while "nextPageToken" in page:
            asked = page["nextPageToken"]
            request = self._session.api.calendarList().list(
                maxResults=250,
                showHidden=True,
                pageToken=asked,
                fields=LIST_FIELDS,
            )
            try:
                page = self._session.read(request, "items")
            except RejectedError as error:
                raise UnreadableError(self.name, error.why) from error
            if page.get("nextPageToken", "") == asked:
                raise UnreadableError(self.name, REPEATED)
            entries += page["items"]
        return entries

    def _entry_place(self, entry: Mapping[str, Any], primary: str) -> Place:
        role = entry.get("accessRole", "none")
        owner = entry.get("dataOwner", primary)
        secondary = entry["id"].endswith(events.SECONDARY)
        mine = bool(entry.get("primary") or (secondary and role == "owner" and owner == primary))
        calendar = Calendar(
            id=entry["id"],
            name=str(entry.get("summaryOverride") or entry.get("summary", entry["id"])),
            account=self.name,
            zone=entry.get("timeZone", ""),
            mine=mine,
            made_by_calsync=_is_marked(entry) and mine,
        )
        return self._place_of(calendar, role)

    def _place_of(self, calendar: Calendar, role: str) -> Place:
        place = Place(calendar, role, self._me, self._settings.access == "own-calendar")
        return replace(place, calendar=replace(calendar, writable=place.may_write))

    def _wanted(self, entries: Iterable[Mapping[str, Any]]) -> set[str]:
        """The ids that the configuration names; without names everything that is shown."""
        shown = [entry for entry in entries if not entry.get("hidden")]
        if not self._settings.calendars:
            return {entry["id"] for entry in shown}
        wanted: set[str] = set()
        for name in self._settings.calendars:
            found = {entry["id"] for entry in entries if name in _names(entry)}
            if not found:
                known = ", ".join(f"'{min(_names(entry), key=len)}'" for entry in shown)
                raise CalendarUnknownError(self.name, name, known)
            wanted |= found
        return wanted

    def changes(self, calendar: Calendar, cursor: str, *, since: datetime) -> Changes:
        """What changed since the cursor, or everything where it is missing, stale or old."""
        known = Cursor.from_text(cursor)
        self._places.setdefault(calendar.id, self._place_of(calendar, "owner"))
        if known and self._clock() - known.baseline < timedelta(days=BASELINE_DAYS):
            with suppress(_StaleError):
                return self._listed(calendar, known, {"syncToken": known.token})
        since = min(since, known.since) if known else since
        whole = Cursor("", since.astimezone(UTC), self._clock().astimezone(UTC))
        try:
            changes = self._everything(calendar, whole)
        except _StaleError as error:
            raise UnreadableError(self.name, str(error)) from error
        return replace(changes, full=True)

    def _everything(self, calendar: Calendar, whole: Cursor) -> Changes:
        bounds = {"timeMin": whole.since.isoformat()}
        with suppress(_StaleError):
            return self._listed(calendar, whole, bounds)
        return self._listed(calendar, whole, bounds)

    def _listed(self, calendar: Calendar, cursor: Cursor, bounds: Mapping[str, str]) -> Changes:
        """All pages of one list; the token is on the last one only (guides/sync)."""
        with _collector_paused():
            return self._collected(calendar, cursor, bounds)

    def _collected(self, calendar: Calendar, cursor: Cursor, bounds: Mapping[str, str]) -> Changes:
        found: dict[str, Event] = {}
        gone: dict[str, None] = {}
        problems: list[Problem] = []
        orphans: dict[str, str] = {}
        answer: dict[str, Any] = {"nextPageToken": None}
        while "nextPageToken" in answer:
            answer = self._page(calendar, {**bounds, "pageToken": answer["nextPageToken"]})
            place = self._learn(calendar.id, answer)
            page = events.read_page(answer.pop("items", ()), place)
            found |= {event.id: event for event in page.events}
            for one in page.gone:
                found.pop(one, None)  # deleted while the pages were read
            gone.update(dict.fromkeys(page.gone))
            problems += page.problems
            orphans |= page.orphans
            if "nextPageToken" in answer:
                self._progress(f"{self.name}: {calendar.name}: {len(found):,} events read")
        uids = {event.id: event.uid for event in found.values() if event.recurrence}
        uids |= self._series(place, set(orphans.values()) - uids.keys())
        return Changes(
            events=tuple(events.adopt(found.values(), orphans, uids)),
            cursor=replace(cursor, token=answer["nextSyncToken"]).as_text(),
            gone=tuple(one for one in gone if one not in found),
            calendar=place.calendar,
            problems=tuple(problems),
        )

    def _page(self, calendar: Calendar, bounds: Mapping[str, str | None]) -> dict[str, Any]:
        """One page; one that has neither token proves nothing."""
        request = self._session.api.events().list(
            calendarId=calendar.id,
            singleEvents=False,
            maxResults=2500,
            fields=PAGE_FIELDS,
            **bounds,
        )
        try:
            page = self._session.read(request, "nextPageToken", "nextSyncToken")
        except RejectedError as error:
            raise self._unlisted(calendar, error) from error
        if page.get("nextPageToken", "") == bounds["pageToken"]:
            raise _StaleError(REPEATED)
        return page

    def _unlisted(self, calendar: Calendar, error: RejectedError) -> Exception:
        """410 has three reasons, of which `deleted` is about the calendar (guides/errors)."""
        if error.status == 404 or error.reason == "deleted":
            return CalendarGoneError(self.name, calendar.name)
        if error.status in START_AGAIN:
            return _StaleError(error.why)
        return UnreadableError(self.name, error.why)

    def _learn(self, calendar: str, answer: Mapping[str, Any]) -> Place:
        """The calendar's zone and rights as they are now."""
        place = self._places[calendar]
        known = replace(place.calendar, zone=str(answer.get("timeZone", place.calendar.zone)))
        role = str(answer.get("accessRole", place.role))
        self._places[calendar] = self._place_of(known, role)
        return self._places[calendar]

    def _series(self, place: Place, ids: Iterable[str]) -> dict[str, str]:
        """The UIDs of series whose cancelled instances came without them."""
        uids: dict[str, str] = {}
        for one in ids:
            request = self._session.api.events().get(
                calendarId=place.calendar.id, eventId=one, fields="iCalUID,id"
            )
            with suppress(RejectedError):
                answer = self._session.read(request, "id")
                uids[one] = answer.get("iCalUID", f"{one}@google.com")
        return uids

    def apply(self, writes: Sequence[Write]) -> Iterator[Outcome]:
        """Carry out writes one by one; what stops the account is raised after its outcome."""
        writer = Writer(
            self._session, place=self._place, calendars=self.calendars, zone=lambda: self._zone
        )
        for write in writes:
            try:
                outcome = writer.carry_out(write)
            except (TryLaterError, SignInError) as error:
                yield Outcome(write, Result.FAILED, why=str(error))
                raise
            except UnsettledError as error:
                yield Outcome(write, Result.UNKNOWN, why=str(error))
                raise error.cause from error
            except LostError as error:
                outcome = Outcome(write, Result.UNKNOWN, why=error.why)
            except RejectedError as error:
                outcome = Outcome(write, Result.FAILED, why=error.why)
            if made := outcome.calendar:
                self._places.setdefault(made.id, self._place_of(made, "owner"))
            yield outcome

    def _place(self, calendar: str) -> Place:
        if calendar not in self._places:
            self.calendars()
        blank = Calendar(calendar, calendar, self.name, mine=False)
        return self._places.get(calendar) or self._place_of(blank, "writer")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Lists hold no cycles, and looking for some in 100,000 events takes longer than reading."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _is_marked(entry: Mapping[str, Any]) -> bool:
    """Does the description hold calsync's line? Calendars have no properties (disc. Calendar)."""
    return OWN_LINE in map(str.strip, entry.get("description", "").splitlines())


def _names(entry: Mapping[str, Any]) -> set[str]:
    names = {entry["id"], entry.get("summary", ""), entry.get("summaryOverride", "")} - {""}
    return names | {"primary"} if entry.get("primary") else names

"""Google Calendar's rules for calendars and events, kept in memory; see `google_server`."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import datetime
from typing import Any

from tests import google_checks as checks
from tests.google_checks import Json
from tests.google_checks import RefusedError

NOT_WITH_TOKEN = frozenset(
    [
        "iCalUID",
        "orderBy",
        "privateExtendedProperty",
        "q",
        "sharedExtendedProperty",
        "timeMin",
        "timeMax",
        "updatedMin",
    ]
)
PLAYED = frozenset(
    [
        "alt",
        "fields",
        "maxResults",
        "pageToken",
        "prettyPrint",
        "showDeleted",
        "singleEvents",
        "syncToken",
        "timeMin",
        "timeMax",
    ]
)


@dataclass
class Book:
    """One calendar and what is in it."""

    entry: Json
    app: bool = False
    events: dict[str, Json] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    oldest_token: int = 0
    refusals: dict[str, tuple[int, str]] = field(default_factory=dict)


class Google:
    """All calendars of one user."""

    def __init__(self, *, owner: str, zone: str) -> None:
        self.owner = owner
        self.zone = zone
        self.books: dict[str, Book] = {}
        self.mailed: list[str] = []
        self.page_limit = 2500
        self.empty_pages = False
        self.slow_list = False  # are new calendars missing from the list at first?
        self.forget_page = 0  # how many page tokens are not known when they come back
        self._version = 0
        self._tokens: dict[str, tuple[int, Json]] = {}
        self._lists: dict[str, tuple[list[str], int, Json]] = {}

    def tick(self) -> int:
        """The next version of anything."""
        self._version += 1
        return self._version

    def book(self, name: str) -> Book:
        """A calendar by id, or `primary`."""
        try:
            return self.books[self.owner if name == "primary" else name]
        except KeyError:
            raise RefusedError(404, "notFound", "Not Found") from None

    def put(self, book: Book, event: Json) -> Json:
        """Store an event as a new version."""
        version = self.tick()
        event["etag"] = f'"{version:016d}"'
        event["updated"] = _stamp(version)
        book.events[event["id"]] = event
        book.versions[event["id"]] = version
        return event

    def whole(self, book: Book, event: Json) -> Json:
        """An event with everything that Google fills in."""
        name = event.get("id") or f"auto{self.tick():08d}"
        person = {"email": book.entry["id"], "self": True}
        return {
            "kind": "calendar#event",
            "id": name,
            "iCalUID": f"{name}@google.com",
            "status": "confirmed",
            "creator": {"email": self.owner, "self": book.entry["id"] == self.owner},
            "organizer": person,
            "created": _stamp(0),
            "eventType": "default",
            "sequence": 0,
            **deepcopy(event),
        }

    def answer(
        self, call: str, names: Mapping[str, str], query: Json, body: Any, match: str
    ) -> Any:
        """Carry out one recognised call."""
        calls: dict[str, Callable[[], Any]] = {
            "calendarList.list": lambda: self._calendar_list(query),
            "calendars.get": lambda: self.book(names["calendarId"]).entry,
            "calendars.insert": lambda: self._insert_calendar(body),
            "calendars.delete": lambda: self._delete_calendar(names["calendarId"]),
            "events.list": lambda: self._list(names["calendarId"], query),
            "events.get": lambda: self._get(names),
            "events.insert": lambda: self._insert(names["calendarId"], query, body),
            "events.patch": lambda: self._patch(names, query, body, match),
            "events.delete": lambda: self._delete(names, query, match),
        }
        if call not in calls:
            raise RefusedError(501, "notImplemented", f"{call} is not played here")
        return calls[call]()

    def _calendar_list(self, query: Json) -> Json:
        hidden = query.get("showHidden") == "true"
        entries = [book.entry for book in self.books.values() if not (book.app and self.slow_list)]
        shown = [entry for entry in entries if hidden or not entry.get("hidden")]
        start = int(query.get("pageToken") or 0)
        end = start + min(int(query.get("maxResults", 100)), self.page_limit)
        page: Json = {"kind": "calendar#calendarList", "items": shown[start:end]}
        more = {"nextPageToken": str(end)} if end < len(shown) else {"nextSyncToken": "list"}
        return page | more

    def _insert_calendar(self, body: Json) -> Json:
        if sum(book.app for book in self.books.values()) >= 25:
            raise RefusedError(403, "quotaExceeded", "Calendar usage limits exceeded.")
        name = f"c{self.tick():06d}@group.calendar.google.com"
        entry = {"accessRole": "owner", "dataOwner": self.owner, "timeZone": "UTC", **body}
        self.books[name] = Book({**entry, "kind": "calendar#calendar", "id": name}, app=True)
        return self.books[name].entry

    def _delete_calendar(self, name: str) -> None:
        book = self.book(name)
        if book.entry.get("primary"):
            raise RefusedError(400, "cannotDeletePrimaryCalendar")
        if book.entry["accessRole"] != "owner":
            raise RefusedError(403, "forbidden")
        del self.books[book.entry["id"]]

    def _list(self, name: str, query: Json) -> Json:
        book = self.book(name)
        if unknown := query.keys() - PLAYED - NOT_WITH_TOKEN:
            raise RefusedError(501, "notImplemented", f"{unknown} are not played here")
        if "pageToken" in query:
            ids, version, first = self._page_state(query)
        else:
            ids, version, first = self._first(book, query)
        size = min(int(query.get("maxResults", 250)), self.page_limit)
        now, later = ids[:size], ids[size:]
        if self.empty_pages and now and "pageToken" not in query:
            now, later = [], ids
        page = {
            "kind": "calendar#events",
            "summary": book.entry["summary"],
            "timeZone": book.entry["timeZone"],
            "accessRole": book.entry["accessRole"],
            "defaultReminders": [],
            "items": [self._listed(book, one, token=first["token"]) for one in now],
        }
        if "description" in book.entry:
            page["description"] = book.entry["description"]
        if later:
            token = f"page{self.tick()}"
            self._lists[token] = (later, version, first)
            return page | {"nextPageToken": token}
        self._tokens[f"sync{version}"] = (version, first["query"])
        return page | {"nextSyncToken": f"sync{version}"}

    def _page_state(self, query: Json) -> tuple[list[str], int, Json]:
        if self.forget_page:
            self.forget_page -= 1
            self._lists.pop(query["pageToken"])
        try:
            ids, version, first = self._lists[query["pageToken"]]
        except KeyError:
            raise RefusedError(400, "invalidPageToken") from None
        if first["all"] != _same(query, "pageToken"):
            raise RefusedError(400, "invalid", "a page must be asked for as the first one was")
        return ids, version, first

    def _first(self, book: Book, query: Json) -> tuple[list[str], int, Json]:
        kept = _same(query, "pageToken", "syncToken", "timeMin", "timeMax")
        first = {"all": _same(query, "pageToken"), "query": kept, "token": "syncToken" in query}
        if not first["token"]:
            return list(_window(book, query)), self._version, first
        if refused := NOT_WITH_TOKEN & query.keys():
            raise RefusedError(400, "invalid", f"{sorted(refused)} cannot go with a sync token")
        if query.get("showDeleted") == "false":
            raise RefusedError(400, "invalid", "showDeleted=false cannot go with a sync token")
        try:
            since, asked = self._tokens[query["syncToken"]]
        except KeyError:
            raise RefusedError(400, "invalid", "Invalid sync token value.") from None
        if since < book.oldest_token:
            raise RefusedError(410, "fullSyncRequired", "Sync token is no longer valid.")
        if asked != kept:
            raise RefusedError(400, "invalid", f"the first list asked {asked}, this one {kept}")
        ids = [one for one, version in book.versions.items() if version > since]
        return ids, self._version, first

    def _listed(self, book: Book, name: str, *, token: bool) -> Json:
        event = book.events[name]
        if event["status"] != "cancelled":
            return event
        keys = ["kind", "etag", "id", "status"]
        if "recurringEventId" in event:
            keys += ["recurringEventId", "originalStartTime"]
        return {key: event[key] for key in keys} if token or "recurringEventId" in event else event

    def _get(self, names: Mapping[str, str]) -> Json:
        return _existing(self.book(names["calendarId"]), names["eventId"])

    def _insert(self, name: str, query: Json, body: Json) -> Json:
        book = self.book(name)
        checks.require_writer(book.entry["accessRole"])
        self._note_mail("insert", query, body, {})
        if "id" in body and "iCalUID" in body:
            raise RefusedError(400, "invalid", "id and iCalUID")
        if "id" in body and not checks.EVENT_ID.match(body["id"]):
            raise RefusedError(400, "invalid", "Invalid resource id value.")
        if body.get("id") in book.events:
            raise RefusedError(409, "duplicate", "The requested identifier already exists.")
        if body.get("eventType", "default") in {"fromGmail", "birthday"}:
            raise RefusedError(400, "eventTypeRestriction")
        checks.require_times(body)
        return self.put(book, self.whole(book, checks.limited(body)))

    def _patch(self, names: Mapping[str, str], query: Json, body: Json, match: str) -> Json:
        book = self.book(names["calendarId"])
        checks.require_writer(book.entry["accessRole"])
        event = _existing(book, names["eventId"])
        if event["id"] in book.refusals:
            raise RefusedError(*book.refusals[event["id"]])
        checks.require_match(event, match)
        checks.require_allowed(event, body)
        self._note_mail("patch", query, body, event)
        new = checks.merged(event, checks.limited(body))
        checks.require_times(new)
        return self.put(book, new)

    def _delete(self, names: Mapping[str, str], query: Json, match: str) -> None:
        book = self.book(names["calendarId"])
        checks.require_writer(book.entry["accessRole"])
        event = _existing(book, names["eventId"])
        if event["status"] == "cancelled":
            raise RefusedError(410, "deleted", "Resource has been deleted")
        checks.require_match(event, match)
        self._note_mail("delete", query, {}, event)
        self.cancel(book, event)

    def cancel(self, book: Book, event: Json) -> None:
        """Delete an event; its id stays taken. The exceptions of a series go with it."""
        for other in list(book.events.values()):
            if other.get("recurringEventId") == event["id"] and other["status"] != "cancelled":
                self.put(book, {**other, "status": "cancelled"})
        self.put(book, {**event, "status": "cancelled"})

    def _note_mail(self, what: str, query: Json, body: Json, event: Json) -> None:
        guests = body.get("attendees") or event.get("attendees")
        if "attendees" in body or (guests and query.get("sendUpdates") != "none"):
            self.mailed.append(f"{what} {body.get('id') or event.get('id')}")


def _stamp(version: int) -> str:
    return datetime.fromtimestamp(1_790_000_000 + version, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _same(query: Json, *without: str) -> Json:
    return {key: value for key, value in query.items() if key not in without}


def _window(book: Book, query: Json) -> Iterator[str]:
    """A full list: no deleted events, but the cancelled instances of live series."""
    least = datetime.fromisoformat(query["timeMin"]) if "timeMin" in query else None
    most = datetime.fromisoformat(query["timeMax"]) if "timeMax" in query else None
    for name, event in book.events.items():
        series = book.events.get(event.get("recurringEventId", ""), {})
        if event["status"] == "cancelled" and series.get("status") in {None, "cancelled"}:
            continue
        if "recurrence" not in event and "start" in event:
            if least and checks.bound(event["end"]) <= least:
                continue
            if most and checks.bound(event["start"]) >= most:
                continue
        yield name


def _existing(book: Book, name: str) -> Json:
    if name not in book.events:
        raise RefusedError(404, "notFound", "Not Found")
    return book.events[name]

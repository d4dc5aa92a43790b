"""What Google lets through and what it refuses, event by event; see `google_server`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC
from datetime import datetime
from typing import Any

Json = dict[str, Any]
SHARED = frozenset(
    ["summary", "description", "location", "start", "end", "recurrence", "attendees", "source"]
)
BIRTHDAY = frozenset({"colorId", "summary", "reminders", "start", "end"})
FROM_GMAIL = frozenset(
    [
        "colorId",
        "reminders",
        "visibility",
        "transparency",
        "status",
        "attendees",
        "extendedProperties",
    ]
)
WRITERS = frozenset({"owner", "writer", "writerWithoutPrivateAccess"})
EVENT_ID = re.compile(r"[a-v0-9]{5,1024}\Z")


class RefusedError(Exception):
    """An error answer."""

    def __init__(self, status: int, reason: str, message: str = "") -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.message = message or reason


def merged(old: Any, new: Any) -> Any:
    """Patch semantics: objects are merged, null removes, everything else replaces."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return deepcopy(new)
    result = {key: value for key, value in old.items() if new.get(key, "") is not None}
    for key, value in new.items():
        if value is not None:
            result[key] = merged(result.get(key, {} if isinstance(value, dict) else None), value)
    return result


def bound(value: Mapping[str, str]) -> datetime:
    """The moment a start or end stands for."""
    moment = datetime.fromisoformat(value.get("dateTime") or value["date"])
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def require_writer(role: str) -> None:
    """Only writers may write."""
    if role not in WRITERS:
        raise RefusedError(403, "requiredAccessLevel", "You need to have writer access.")


def require_match(event: Json, match: str) -> None:
    """If-Match (guides/version-resources)."""
    if match and match != event["etag"]:
        raise RefusedError(412, "conditionNotMet", "Precondition Failed")


def require_allowed(event: Json, body: Json) -> None:
    """Which keys may be patched, by event type and by rights (guides/event-types, errors)."""
    kind = event.get("eventType", "default")
    private = body.get("extendedProperties", {}).get("private")
    if kind == "birthday" and (private or body.keys() - BIRTHDAY):
        raise RefusedError(400, "eventTypeRestriction", "'birthday' must not have these")
    if kind == "fromGmail" and body.keys() - FROM_GMAIL:
        raise RefusedError(400, "eventTypeRestriction")
    if body.get("eventType", kind) != kind:
        raise RefusedError(400, "eventTypeRestriction")
    guest = not event["organizer"].get("self") and not event.get("guestsCanModify")
    shared = body.keys() & SHARED or body.get("extendedProperties", {}).get("shared")
    if (guest or event.get("locked")) and shared:
        raise RefusedError(403, "forbiddenForNonOrganizer")


def require_times(event: Json) -> None:
    """Both ends alike, in order, and with a zone (disc. EventDateTime)."""
    start, end = event["start"], event["end"]
    kinds = [{"date", "dateTime"} & {k for k, v in part.items() if v} for part in (start, end)]
    if kinds[0] != kinds[1] or len(kinds[0]) != 1:
        raise RefusedError(400, "invalid", "Start and end times must either both be date or not.")
    if bound(start) > bound(end):
        raise RefusedError(400, "timeRangeEmpty", "The specified time range is empty.")
    for part in (start, end):
        naive = "dateTime" in part and datetime.fromisoformat(part["dateTime"]).tzinfo is None
        if naive and "timeZone" not in part:
            raise RefusedError(400, "required", "Missing time zone definition")
    if "recurrence" in event and "dateTime" in start and "timeZone" not in start:
        raise RefusedError(400, "required", "Missing time zone definition for start time.")


def limited(body: Json) -> Json:
    """Extended properties within their limits: long keys dropped, long values cut."""
    body = deepcopy(body)
    count = 0
    for kind, properties in body.get("extendedProperties", {}).items():
        short = {key: value for key, value in properties.items() if len(key) <= 44}
        count += len(short)
        cut = {key: value and value[:1024] for key, value in short.items()}
        body["extendedProperties"][kind] = cut
    if count > 300 or len(json.dumps(body.get("extendedProperties", {}))) > 32_000:
        raise RefusedError(400, "invalid", "too many extended properties")
    return body

"""The only door for writes to Google: what does not fit through it is never sent. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import urlsplit

from calsync.calendars.google_errors import GatewayError

PREFIX = "calsync"
EVENT_KEYS = frozenset(
    {
        "id",
        "summary",
        "description",
        "start",
        "end",
        "transparency",
        "visibility",
        "reminders",
        "colorId",
        "extendedProperties",
    }
)
CALENDAR_KEYS = frozenset({"summary", "description", "timeZone"})
QUERY_KEYS = frozenset({"alt", "fields", "sendUpdates"})
_EVENTS = re.compile(r"/calendars/[^/]+/events(/[^/]+)?\Z")
_CALENDARS = re.compile(r"/calendars(/[^/]+)?\Z")


def require_question(method: str) -> None:
    """Let nothing but questions pass where answers are asked for again and again."""
    if method != "GET":
        raise GatewayError(method, "sent as a question")


def require_harmless(method: str, uri: str, body: str | None) -> None:
    """Let a write through only if it cannot mail anyone nor touch more than calsync may touch."""
    if why := objection(method, uri, body):
        raise GatewayError(method, why)


def objection(method: str, uri: str, body: str | None) -> str:
    """Why a write must not be sent; empty if it may."""
    parts = urlsplit(uri)
    query = parse_qs(parts.query, keep_blank_values=True)
    value = json.loads(body) if body else {}
    if not query.keys() <= QUERY_KEYS:
        return f"with parameters {sorted(query.keys() - QUERY_KEYS)}"
    if event := _EVENTS.search(parts.path):
        if query.get("sendUpdates") != ["none"]:
            return "without sendUpdates=none"
        allowed = ("PATCH", "DELETE") if event[1] else ("POST",)
        return _method_objection(method, allowed) or _event_objection(value)
    if calendar := _CALENDARS.search(parts.path):
        allowed = ("DELETE",) if calendar[1] else ("POST",)
        return _method_objection(method, allowed) or _key_objection(value, CALENDAR_KEYS)
    return f"to {parts.path}"


def _method_objection(method: str, allowed: tuple[str, ...]) -> str:
    return "" if method in allowed else f"where only {' and '.join(allowed)} may be sent"


def _key_objection(value: Mapping[str, Any], allowed: frozenset[str]) -> str:
    return "" if value.keys() <= allowed else f"with {sorted(value.keys() - allowed)}"


def _event_objection(value: Mapping[str, Any]) -> str:
    properties = value.get("extendedProperties", {"private": {}})
    if properties.keys() != {"private"}:
        return "with properties that others can see"
    if foreign := [name for name in properties["private"] if not name.startswith(PREFIX)]:
        return f"with properties {foreign} of somebody else"
    return _key_objection(value, EVENT_KEYS)

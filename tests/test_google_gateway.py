"""The only door for writes: what must never be sent does not fit through it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync.calendars import google_gateway as gateway
from calsync.calendars.google_errors import GatewayError
from calsync.errors import Exit

BASE = "https://www.googleapis.com/calendar/v3"
EVENT = f"{BASE}/calendars/me%40example.com/events/abc"
EVENTS = f"{BASE}/calendars/me%40example.com/events"
SILENT = "?sendUpdates=none&alt=json"


@pytest.mark.parametrize(
    ("method", "uri", "body"),
    [
        ("PATCH", EVENT + SILENT, {"extendedProperties": {"private": {"calsync": "1"}}}),
        ("PATCH", EVENT + SILENT + "&fields=id", {"summary": "x", "colorId": None}),
        ("POST", EVENTS + SILENT, {"id": "abcde", "start": {}, "end": {}}),
        ("DELETE", EVENT + SILENT, None),
        ("POST", f"{BASE}/calendars?alt=json", {"summary": "Follow-ups", "description": "x"}),
        ("DELETE", f"{BASE}/calendars/abc?", None),
    ],
    ids=["tag", "change", "insert", "remove", "make calendar", "remove calendar"],
)
def test_what_may_pass(method: str, uri: str, body: Any) -> None:
    """The writes that calsync has."""
    assert gateway.objection(method, uri, body and json.dumps(body)) == ""


@pytest.mark.parametrize(
    ("method", "uri", "body", "why"),
    [
        ("PATCH", EVENT + SILENT, {"attendees": []}, "attendees"),
        ("PATCH", EVENT + SILENT, {"attendeesOmitted": True}, "attendeesOmitted"),
        ("PATCH", EVENT + SILENT, {"organizer": {"email": "x"}}, "organizer"),
        ("PATCH", EVENT + SILENT, {"extendedProperties": {"shared": {"calsync": "1"}}}, "others"),
        ("PATCH", EVENT + SILENT, {"extendedProperties": {"private": {"theirs": "1"}}}, "theirs"),
        ("PATCH", f"{EVENT}?alt=json", {}, "sendUpdates"),
        ("PATCH", f"{EVENT}?sendUpdates=all", {}, "sendUpdates"),
        ("PATCH", f"{EVENT}?sendUpdates=none&sendUpdates=all", {}, "sendUpdates"),
        ("PATCH", EVENT + SILENT + "&sendNotifications=true", {}, "sendNotifications"),
        ("PATCH", EVENT + SILENT + "&conferenceDataVersion=1", {}, "conferenceDataVersion"),
        ("PATCH", EVENT + SILENT + "&maxAttendees=", {}, "maxAttendees"),
        ("PUT", EVENT + SILENT, {"summary": "x"}, "PATCH"),
        ("POST", EVENT + SILENT, {"summary": "x"}, "PATCH"),
        ("POST", EVENTS + "/quickAdd" + SILENT, {}, "PATCH"),
        ("POST", EVENTS + "/import" + SILENT, {}, "PATCH"),
        ("POST", EVENT + "/move" + SILENT, {}, "move"),
        ("DELETE", EVENTS + SILENT, None, "POST"),
        ("PATCH", f"{BASE}/calendars/abc", {"summary": "x"}, "DELETE"),
        ("POST", f"{BASE}/calendars", {"labelProperties": {}}, "labelProperties"),
        ("POST", f"{BASE}/calendars/abc/clear", None, "clear"),
        ("POST", f"{BASE}/calendars/abc/acl", {"role": "owner"}, "acl"),
        ("POST", f"{BASE}/users/me/calendarList", {"id": "x"}, "calendarList"),
        ("POST", "https://www.googleapis.com/batch/calendar/v3", None, "batch"),
    ],
)
def test_what_may_not_pass(method: str, uri: str, body: Any, why: str) -> None:
    """Guests, mail, whole replacements, shared properties and everything unknown are stopped."""
    with pytest.raises(GatewayError, match=why) as stopped:
        gateway.require_harmless(method, uri, body if body is None else json.dumps(body))

    assert stopped.value.exit_code is Exit.BUG


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_but_questions_is_asked_twice(method: str) -> None:
    """Only GET may go where requests are repeated."""
    gateway.require_question("GET")

    with pytest.raises(GatewayError, match="question"):
        gateway.require_question(method)


@given(
    st.sampled_from(["PATCH", "POST", "PUT", "DELETE"]),
    st.sampled_from([EVENT, EVENTS, f"{BASE}/calendars", f"{BASE}/x"]),
    st.sampled_from(["", "?sendUpdates=all", SILENT]),
    st.dictionaries(st.sampled_from(["attendees", "summary", "start", "source"]), st.none()),
)
def test_nobody_is_ever_mailed(method: str, place: str, query: str, body: dict[str, None]) -> None:
    """Whatever passes names no guests and, on events, asks for no mail."""
    passes = not gateway.objection(method, place + query, json.dumps(body))

    assert not (passes and "attendees" in body)
    assert not (passes and "/events" in place and query != SILENT)
    assert not (passes and method == "PUT")

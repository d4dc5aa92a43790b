"""Google's JSON to events and back: pure, and never more than a problem whatever comes."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync.calendars import google_events as events
from calsync.calendars.google_errors import RejectedError
from calsync.calendars.google_errors import rejection
from calsync.calendars.google_events import Place
from calsync.model import Attendee
from calsync.model import Calendar
from calsync.model import Channel
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Source
from calsync.model import Tag
from calsync.model import instant
from tests.google_factory import draft
from tests.google_factory import meeting

MINE = Place(Calendar("me@example.com", "me", "work", "Europe/Berlin"))


def read(place: Place = MINE, **more: Any) -> Event:
    """A meeting, read."""
    return events.read_event(meeting(id="abc", **more), place)


@pytest.mark.parametrize(
    ("more", "url"),
    [
        ({}, ""),
        ({"hangoutLink": "https://meet.google.com/x"}, "https://meet.google.com/x"),
        ({"conferenceData": {}}, ""),
        (
            {
                "conferenceData": {
                    "entryPoints": [
                        {"entryPointType": "phone", "uri": "tel:1"},
                        {"entryPointType": "video", "uri": "https://zoom.us/j/1"},
                    ]
                }
            },
            "https://zoom.us/j/1",
        ),
    ],
    ids=["none", "hangout", "empty", "video"],
)
def test_the_video_link(more: Any, url: str) -> None:
    """The link is Google's own, else the video entry of the conference."""
    assert read(**more).url == url


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ({"date": "2026-11-23"}, None, date(2026, 11, 24)),
        ({"date": "2026-11-23"}, {"date": "2026-11-23"}, date(2026, 11, 24)),
        ({"date": "2026-11-23"}, {"date": "2026-11-26"}, date(2026, 11, 26)),
        (
            {"dateTime": "2026-11-23T12:00:00Z"},
            {"dateTime": "2026-11-23T11:00:00Z"},
            datetime(2026, 11, 23, 12, tzinfo=UTC),
        ),
        (
            {"dateTime": "2026-11-23T12:00:00Z"},
            {"date": "2026-11-24"},
            datetime(2026, 11, 23, 12, tzinfo=UTC),
        ),
    ],
    ids=["no end", "empty day", "days", "backwards", "mixed"],
)
def test_odd_ends(start: Any, end: Any, expected: date) -> None:
    """An end that is missing, early or of another kind gives a sensible one."""
    event = events.read_event({"id": "abc", "start": start, "end": end}, MINE)

    assert event.end == expected


@pytest.mark.parametrize(
    ("zone", "given_zone", "offset"),
    [("Europe/Berlin", None, 1), ("", "Asia/Tokyo", 9), ("", None, 0)],
    ids=["the calendar's", "the event's", "nobody's"],
)
def test_a_time_without_offset(zone: str, given_zone: str | None, offset: int) -> None:
    """The event's zone, the calendar's, or UTC tells what the wall clock meant."""
    place = Place(Calendar("me@example.com", "me", "work", zone))
    when = {"dateTime": "2026-11-23T12:00:00", "timeZone": given_zone}

    event = events.read_event({"id": "abc", "start": when, "end": when}, place)

    assert isinstance(event.start, datetime)
    assert event.start.utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize(
    ("start", "year"),
    [
        ({"date": "0001-01-01"}, 2),
        ({"date": "9999-12-31"}, 9998),
        ({"dateTime": "0001-01-01T00:00:00+01:00"}, 1),
        ({"dateTime": "9999-12-31T23:59:00-05:00"}, 9999),
    ],
    ids=["first day", "last day", "first hour", "last hour"],
)
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_ends_of_time_can_be_moved_to_any_zone(start: Any, year: int, zone: str) -> None:
    """What a stranger dates to the first or last day there is stops nothing."""
    event = events.read_event({"id": "abc", "start": start}, MINE)

    assert event.start.year == year
    assert instant(event.start, ZoneInfo(zone)) <= instant(event.end, ZoneInfo(zone))


def test_an_unknown_zone_keeps_the_offset() -> None:
    """Where neither zone is known the moment and its offset stay."""
    place = Place(Calendar("me@example.com", "me", "work", "Nowhere/Land"))
    when = {"dateTime": "2026-11-23T12:00:00+05:30", "timeZone": "Else/Where"}

    event = events.read_event({"id": "abc", "start": when, "end": when}, place)

    assert event.start == datetime.fromisoformat("2026-11-23T12:00:00+05:30")


def test_private_events_of_others_are_not_tagged() -> None:
    """A writer without access to private details leaves private events alone."""
    place = Place(MINE.calendar, "writerWithoutPrivateAccess")

    assert read(place).writable
    assert not read(place, visibility="private").writable


def test_nobody_organises_where_nobody_made() -> None:
    """In a secondary calendar without a creator there is no organiser."""
    place = Place(Calendar("x@group.calendar.google.com", "x", "work"))

    assert read(place, organizer={"self": True}).organizer is None
    assert read(MINE, organizer={"self": True}).organizer == Attendee("me@example.com")


def test_a_label_counts_as_a_colour() -> None:
    """An event with one of the new labels has a colour of the user's."""
    assert read(eventLabelId="uuid").color == "uuid"


@pytest.mark.parametrize(
    ("by", "written"),
    [(Source.RULES, "rules"), (Source.USER, "user"), (Source.HASHTAG, "user")],
)
def test_who_said_so(by: Source, written: str) -> None:
    """A hashtag is the user's word."""
    marks = events.tag_marks(Tag(Channel.LUNCH, 0.5, by, "abc"))

    assert marks == {"channel": "lunch", "score": "0.50", "by": written, "event": "abc"}


def test_a_mark_of_none_is_written() -> None:
    """What the user marked as none carries that."""
    assert events.tag_marks(Tag(None, 1.0, Source.USER, "abc"))["channel"] == "none"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
_keys = st.sampled_from(
    [
        "id", "status", "start", "end", "originalStartTime", "recurringEventId", "creator",
        "organizer", "attendees", "extendedProperties", "conferenceData", "recurrence", "summary",
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(_keys, _json) | _json, max_size=4))
def test_nothing_that_comes_ends_a_page(items: list[Any]) -> None:
    """Whatever an answer holds becomes an event, a deletion or a problem."""
    page = events.read_page(items, MINE)

    assert len({*page.gone, *(event.id for event in page.events)}) <= len(items)
    assert len(page.events) + len(page.gone) + len(page.problems) == len(items)


@st.composite
def _drafts(draw: st.DrawFn) -> Draft:
    start = draw(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
    end = start + timedelta(days=draw(st.integers(1, 5)))
    if draw(st.booleans()):
        start = datetime(start.year, start.month, start.day, 9, tzinfo=UTC)
        end = start + timedelta(minutes=draw(st.integers(1, 600)))
    marks = draw(st.dictionaries(st.sampled_from(["promise", "state", "due"]), st.text()))
    return Draft(
        "abcde", "x", draw(st.text()), start, end, draw(st.text()), busy=draw(st.booleans()),
        marks=marks,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_drafts())
def test_a_draft_comes_back_as_it_went(wanted: Draft) -> None:
    """What is inserted reads as drafted, so that a change to the same draft changes nothing."""
    event = events.read_event(events.new_body(wanted), MINE)

    assert events.change_body(event, wanted) == ({} if wanted.marks else events._manners())
    assert (event.start, event.end, event.private) == (wanted.start, wanted.end, True)


@settings(max_examples=60, deadline=None)
@given(_drafts(), _drafts())
def test_a_change_leads_to_the_draft(before: Draft, wanted: Draft) -> None:
    """After the patch nothing is left to change."""
    from tests.google_checks import merged

    stored = events.new_body(before)
    event = events.read_event(stored, MINE)

    after = events.read_event(merged(stored, events.change_body(event, wanted)), MINE)

    assert events.change_body(after, wanted) in ({}, events._manners())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"error": {"errors": [{"reason": "notFound"}], "message": "Not  Found"}}', "notFound"),
        (b'{"error": {"details": [{"x": 1}, {"reason": "SERVICE_DISABLED"}]}}', "SERVICE_DISABLED"),
        (b'{"error": {"status": "PERMISSION_DENIED", "errors": "?"}}', "PERMISSION_DENIED"),
        (b'{"error": {}}', ""),
        (b'{"error": "invalid_grant"}', None),
        (b"<html>", None),
        (b"[]", None),
        (b"\xff", None),
        (b"[" * 100_000, None),
    ],
    ids=["errors", "details", "status", "bare", "text", "html", "list", "bytes", "deep"],
)
def test_the_reason_of_a_refusal(content: bytes, reason: str | None) -> None:
    """The reason is found wherever Google puts it; what is not Google's has none."""
    no = rejection(403, {"retry-after": "soon"}, content)

    assert (no and no.reason) == reason


@pytest.mark.parametrize(
    ("status", "reason", "rate"),
    [
        (403, "userRateLimitExceeded", True),
        (403, "rateLimitExceeded", True),
        (429, "", True),
        (429, "quotaExceeded", False),
        (403, "quotaExceeded", False),
        (403, "forbidden", False),
    ],
)
def test_what_is_only_too_fast(status: int, reason: str, *, rate: bool) -> None:
    """The reason decides, not the number."""
    assert RejectedError(status, reason, "").rate is rate


def test_a_draft_names_no_guests_and_no_zone() -> None:
    """Neither guests nor a zone that Google did not send are ever written."""
    text = str(events.new_body(draft()))

    assert "attendees" not in text
    assert "timeZone" not in text

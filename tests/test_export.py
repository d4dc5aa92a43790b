"""Exported calendars: what stands in the file, and that other programs read it the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from calsync import ics
from calsync import recurrence
from calsync.model import Attendee
from calsync.model import Event
from tests import export_factory
from tests.export_factory import BERLIN
from tests.export_factory import NOW
from tests.export_factory import ZONES
from tests.export_factory import around_changes
from tests.export_factory import exported
from tests.export_factory import make_event
from tests.export_factory import utc

READERS = (
    export_factory.by_icalendar,
    export_factory.by_vobject,
    export_factory.by_ical,
    export_factory.by_calsync,
)
FLOATING = datetime.fromisoformat("2026-03-01T09:00")
MARCH: dict[str, Any] = {"start": date(2026, 3, 1), "end": date(2026, 3, 2)}


def event_of(data: bytes) -> Event:
    """The only event of a file."""
    (event,) = ics.read(data).events
    return event


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("reader", READERS)
def test_others_read_the_same_instants(zone: str, reader: export_factory.Reader) -> None:
    """Around every change of the clocks all readers find as many events, at the same instants."""
    events = around_changes(ZoneInfo(zone))

    assert len(events) >= 27
    assert reader(exported(events)) == export_factory.instants(events)


@pytest.mark.parametrize("zone", ZONES)
def test_the_zones_rules_are_right_by_themselves(zone: str) -> None:
    """A VTIMEZONE tells the same offsets to a reader that does not know the zone's name."""
    events = around_changes(ZoneInfo(zone))
    data = exported(events).replace(zone.encode(), b"Somewhere")

    local = icalendar.Calendar.from_ical(data).timezones[0].to_tz(lookup_tzid=False)

    starts = [at for event in events if isinstance(at := event.start, datetime) and not at.fold]
    offsets = [at.replace(tzinfo=local).utcoffset() for at in starts]
    assert offsets == [at.utcoffset() for at in starts]


def test_rules_of_a_zone_are_yearly_where_they_can_be() -> None:
    """Outlook wants a rule; what follows the moon, as Morocco's clocks, has dates."""
    berlin, casablanca = (exported(around_changes(ZoneInfo(name))) for name in (ZONES[0], ZONES[3]))

    assert berlin.count(b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=") == 2
    assert b"RDATE" not in berlin
    assert b"RRULE" not in casablanca
    assert casablanca.count(b"\r\nRDATE:") > 20


def test_series_are_read_the_same_by_others() -> None:
    """Rules, exceptions and left-out days give the same instances elsewhere."""
    rules = ("RRULE:FREQ=DAILY;COUNT=6", "EXDATE;TZID=Europe/Berlin:20260330T120000")
    series = make_event(recurrence=rules)
    start = datetime(2026, 3, 28, 15, tzinfo=BERLIN)
    moved = make_event(recurrence_id="20260328T110000Z", start=start, end=start.replace(hour=16))
    data = exported([series, moved])

    theirs = IcsCalendarStream.calendar_from_ics(data.decode()).timeline
    master, again = ics.read(data).events
    ours = recurrence.instances(
        master, start=utc(date(2026, 1, 1)), end=NOW, zone=BERLIN, replaced={again.recurrence_id}
    )

    assert again.recurrence_id == moved.recurrence_id
    assert [utc(one.dtstart) for one in theirs] == sorted(utc(one.start) for one in (*ours, again))


def test_the_file_is_what_subscribers_want() -> None:
    """It has a name, says how often to look, is folded by octets and ends its lines in CRLF."""
    data = exported([make_event("ü" * 200, description="Zeile\nzwei, drei; vier\\")])

    rows = data.split(b"\r\n")
    assert max(len(row) for row in rows) <= 75
    assert all(row.decode() is not None for row in rows)
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert rb"DESCRIPTION:Zeile\nzwei\, drei\; vier\\" in rows
    assert {
        *(b"VERSION:2.0", b"METHOD:PUBLISH", b"X-WR-CALNAME:Networking", b"NAME:Networking"),
        *(b"X-PUBLISHED-TTL:PT12H", b"REFRESH-INTERVAL;VALUE=DURATION:PT12H"),
        *(b"PRODID:-//calsync//calsync//EN", b"DTSTAMP:20261124T120000Z"),
    } <= set(rows)


def test_the_same_entries_give_the_same_bytes() -> None:
    """Nothing but the entries and the time handed over is in the file."""
    events = [make_event(zone, start=datetime(2026, 1, 1, tzinfo=ZoneInfo(zone))) for zone in ZONES]

    assert exported(events) == exported(events)
    assert exported(events[::-1]).count(b"BEGIN:VTIMEZONE") == len(ZONES)
    assert exported([]).count(b"BEGIN:") == 1


WRITTEN: tuple[tuple[str, dict[str, object], tuple[bytes, ...], bytes], ...] = (
    ("free", {"busy": False}, (b"TRANSP:TRANSPARENT",), b"STATUS"),
    ("cancelled", {"cancelled": True}, (b"STATUS:CANCELLED",), b"TRANSP"),
    ("private", {"private": True}, (b"CLASS:PRIVATE",), b"TRANSP"),
    ("url", {"url": "https://example.org/a,b"}, (b"URL:https://example.org/a,b",), b"CLASS"),
    ("no url", {"url": "see below\n"}, (), b"URL"),
    (
        "tag",
        {"marks": {"channel": "lunch", "by": "user"}},
        (b"CATEGORIES:Networking", b"X-CALSYNC-CHANNEL:lunch", b"X-CALSYNC-BY:user"),
        b"URL",
    ),
    ("none", {"marks": {"channel": "none"}}, (b"X-CALSYNC-CHANNEL:none",), b"CATEGORIES"),
    ("day", {**MARCH}, (b"DTSTART;VALUE=DATE:20260301", b"DTEND;VALUE=DATE:20260302"), b"TZID"),
    ("floating", {"start": FLOATING, "end": FLOATING}, (b"DTSTART:20260301T090000",), b"DTEND"),
    ("UTC", {"start": NOW, "end": NOW}, (b"DTSTART:20261124T120000Z",), b"VTIMEZONE"),
    (
        "offset",
        {"start": datetime.fromisoformat("2026-03-01T09:00+05:11")},
        (b"DTSTART:20260301T034900Z",),
        b"+05:11",
    ),
    (
        "no such time",
        {"start": datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN)},
        (b"DTSTART:20260329T013000Z",),
        b"T0230",
    ),
    (
        "control characters",
        {"title": "a\x07\x00b\ud800", "location": "x\r\ny"},
        (b"SUMMARY:ab?", rb"LOCATION:x\ny"),
        b"\x07",
    ),
    ("no title", {"title": ""}, (b"UID:Lunch@example.org",), b"SUMMARY"),
    (
        "orphan",
        {"recurrence_id": "20260327T110000Z"},
        (b"UID:20260327T110000Z-Lunch@example.org",),
        b"RECURRENCE-ID",
    ),
    (
        "rules",
        {
            "recurrence": (
                *("RRULE:FREQ=WEEKLY", "EXDATE:20260403T110000Z"),
                "RDATE;VALUE=PERIOD:20260401T100000Z/PT1H",
            )
        },
        (
            *(b"RRULE:FREQ=WEEKLY", b"EXDATE:20260403T110000Z"),
            b"RDATE;VALUE=PERIOD:20260401T100000Z/PT1H",
        ),
        b"URL",
    ),
    (
        "broken rules",
        {
            "recurrence": (
                *("RRULE:FREQ=DAILY;INTERVAL=0", "RDATE:x", "RDATE", "X-EVIL:1"),
                "RDATE:1\r\nX-EVIL:1",
            )
        },
        (),
        b"EVIL",
    ),
)


@pytest.mark.parametrize(
    ("fields", "lines", "missing"), [row[1:] for row in WRITTEN], ids=[row[0] for row in WRITTEN]
)
def test_entries_are_written(
    fields: dict[str, object], lines: tuple[bytes, ...], missing: bytes
) -> None:
    """Each field stands in its property, and what is not there is not written."""
    data = exported([replace(make_event(), **fields)])  # type: ignore[arg-type]

    body = data[data.index(b"BEGIN:VEVENT") :]
    assert [line for line in lines if line not in body.split(b"\r\n")] == []
    assert missing not in body
    assert b"INTERVAL=0" not in data


def test_instances_keep_the_uid_of_their_series() -> None:
    """An exception names its instance in the terms of its series: as a day, or on its clock."""
    daily = ("RRULE:FREQ=DAILY",)
    days = make_event("Days", **MARCH, recurrence=daily)
    floats = make_event("Floats", start=FLOATING, end=FLOATING, recurrence=daily)
    day = replace(days, recurrence=(), recurrence_id="20260303")
    floating = replace(floats, recurrence=(), recurrence_id="20260303T090000")

    data = exported([days, day, floats, floating, make_event("Lunch")])

    assert b"RECURRENCE-ID;VALUE=DATE:20260303\r\n" in data
    assert b"RECURRENCE-ID:20260303T090000\r\n" in data
    assert data.count(b"UID:Days@example.org") == 2


def test_what_is_there_twice_is_two() -> None:
    """The same meeting out of two calendars has two UIDs, always the same ones."""
    here, there = make_event(account="a"), make_event(account="b")

    uids = [event.uid for event in ics.read(exported([here, there, make_event(uid="")])).events]

    assert uids[0] == "Lunch@example.org"
    assert len(set(uids)) == 3
    assert [event.uid for event in ics.read(exported([here, there])).events] == uids[:2]


def test_guests_are_written_only_where_there_are_any() -> None:
    """With guests the file is no publication, which forbids them; without there is no address."""
    room = Attendee("room@example.com", "", "accepted", room=True)
    guests = (Attendee("ana@example.net", 'Ana "A"; B', "declined"), room, Attendee("", "Nobody"))
    me = Attendee("me@example.com", "Me")

    data = exported([make_event(organizer=me, attendees=guests)])

    event = event_of(data)
    assert event.attendees == guests[:2]
    assert event.organizer == me
    assert b"METHOD" not in data
    assert b"@" not in exported([make_event(uid="u", organizer=Attendee("", "Me"))])


@pytest.mark.parametrize(
    ("marks", "line"),
    [
        pytest.param({"due": "2026-04-01"}, b"DUE;VALUE=DATE:20260401", id="day"),
        pytest.param(
            {"due": "2026-04-01T15:00"}, b"DUE;TZID=Europe/Berlin:20260401T150000", id="time"
        ),
        pytest.param({"due": ""}, b"DUE;TZID=Europe/Berlin:20260327T120000", id="none"),
        pytest.param({}, b"STATUS:NEEDS-ACTION", id="open"),
        pytest.param({"due": "soon", "state": "kept"}, b"STATUS:COMPLETED", id="kept"),
        pytest.param({"state": "dropped"}, b"STATUS:CANCELLED", id="dropped"),
    ],
)
def test_promises_can_be_tasks(marks: dict[str, str], line: bytes) -> None:
    """As tasks, follow-ups have the due date of their promise and its state."""
    data = exported([make_event(marks={"promise": "p", **marks}), make_event("Other")], todo=True)

    assert line in data.split(b"\r\n")
    assert (data.count(b"BEGIN:VTODO"), data.count(b"BEGIN:VEVENT")) == (1, 1)


def test_a_task_of_a_whole_day_is_due_at_its_time() -> None:
    """A clock time of a promise whose follow-up fills the day is the user's own."""
    marks = {"promise": "p", "due": "2026-03-01T15:00"}

    data = exported([make_event(**MARCH, marks=marks)], todo=True)

    assert b"DUE:20260301T150000\r\n" in data


@settings(max_examples=60, deadline=None)
@given(
    st.text(),
    st.text(),
    st.datetimes(datetime.fromisoformat("1902-01-01"), datetime.fromisoformat("2100-01-01")),
    st.sampled_from(ZONES),
    st.lists(
        st.one_of(
            st.text(),
            st.text("RUELXDAT:;=FQIN,0123456789TZMOWBY").map("RRULE:{}".format),
            st.sampled_from(("EXDATE;TZID=Mars:20260101T000000", "RDATE;TZID=Asia/Tokyo:20260101")),
        )
    ),
)
def test_any_event_is_read_back(
    title: str, uid: str, at: datetime, zone: str, rules: list[str]
) -> None:
    """Whatever its words and rules are, an exported event comes back as itself."""
    start = at.replace(tzinfo=ZoneInfo(zone), microsecond=0, fold=0).astimezone(UTC)
    start = start.astimezone(ZoneInfo(zone))
    event = make_event(title, uid=uid, start=start, end=start, recurrence=tuple(rules))

    found = event_of(exported([replace(event, description=title)]))

    assert utc(found.start) == utc(start)
    assert found.title == found.description[:2048]

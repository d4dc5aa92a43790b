"""iCalendar files: what is read out of them, and tags that leave every other byte alone."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from calsync import entries
from calsync import ics
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import instant
from tests.ical_factory import calendar
from tests.ical_factory import single
from tests.ical_factory import vevent
from tests.ical_factory import vtimezone

BERLIN = ZoneInfo("Europe/Berlin")


def the_event(*lines: str) -> Event:
    """The only event of a file of these lines."""
    (event,) = ics.read(single(*lines)).events
    return event


def at(hour: int, minute: int = 0, *, day: int = 23) -> datetime:
    """A UTC time in November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_an_event_is_read_whole() -> None:
    """Every property that calsync knows arrives in its field."""
    event = the_event(
        "SUMMARY:Lunch\\, with Ana\\; Bob",
        "DTSTART;TZID=Europe/Berlin:20261123T123000",
        "DTEND;TZID=Europe/Berlin:20261123T133000",
        "DESCRIPTION:one\\ntwo\\Nthree\\\\four",
        "LOCATION:Café",
        "URL:https://example.org/a",
        "ORGANIZER;CN=Me:MAILTO:Me@Example.com",
        'ATTENDEE;CN="Doe: Jane; X";PARTSTAT=ACCEPTED:mailto:jane@example.net',
        "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@example.com",
        "RRULE:FREQ=WEEKLY",
        "EXDATE;TZID=Europe/Berlin:20261130T",
        " 123000",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "CLASS:CONFIDENTIAL",
        "COLOR:tomato",
        "X-CALSYNC-CHANNEL:lunch",
        "X-CALSYNC-EVENT:a\\,b",
    )

    assert event.etag
    assert event == Event(
        id="#one@example.org",
        uid="one@example.org",
        title="Lunch, with Ana; Bob",
        start=datetime(2026, 11, 23, 12, 30, tzinfo=BERLIN),
        end=datetime(2026, 11, 23, 13, 30, tzinfo=BERLIN),
        description="one\ntwo\nthree\\four",
        location="Café",
        url="https://example.org/a",
        organizer=Attendee("me@example.com", "Me"),
        attendees=(
            Attendee("jane@example.net", "Doe: Jane; X", "accepted"),
            Attendee("room@example.com", "Room 1", room=True),
        ),
        recurrence=("RRULE:FREQ=WEEKLY", "EXDATE;TZID=Europe/Berlin:20261130T123000"),
        cancelled=True,
        busy=False,
        private=True,
        color="tomato",
        marks={"channel": "lunch", "event": "a,b"},
        etag=event.etag,
    )


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        pytest.param(("DTSTART:20261123T113000Z",), at(11, 30), at(11, 30), id="no end"),
        pytest.param(
            ("DTSTART;VALUE=DATE:20261123",), date(2026, 11, 23), date(2026, 11, 24), id="day"
        ),
        pytest.param(("DTSTART:20261123",), date(2026, 11, 23), date(2026, 11, 24), id="bare day"),
        pytest.param(("DTSTART;X=y:20261123T113000Z",), at(11, 30), at(11, 30), id="no zone named"),
        pytest.param(
            ("DTSTART;VALUE=DATE:20261123T000000", "DTEND:20261124T120000"),
            date(2026, 11, 23),
            date(2026, 11, 25),
            id="day with a time",
        ),
        pytest.param(("DTEND:20261123T100000Z",), at(11, 30), at(11, 30), id="end before start"),
        pytest.param(("DTEND:soon",), at(11, 30), at(11, 30), id="no time for an end"),
        pytest.param(
            ("DTEND;VALUE=DATE:20261124",), at(11, 30), at(0, day=24), id="day for an end"
        ),
        pytest.param(("DTEND:20261123T120000",), at(11, 30), at(12), id="floating end"),
        pytest.param(("DTEND:99991231T235959Z",), at(11, 30), at(11, 30), id="for ever"),
        pytest.param(("DURATION:PT45M",), at(11, 30), at(12, 15), id="duration"),
        pytest.param(("DURATION:P1DT1H",), at(11, 30), at(12, 30, day=24), id="days and hours"),
        pytest.param(("DURATION:P1W",), at(11, 30), at(11, 30, day=30), id="weeks"),
        pytest.param(("DURATION:-PT45M",), at(11, 30), at(11, 30), id="negative"),
        pytest.param(("DURATION:P",), at(11, 30), at(11, 30), id="empty duration"),
        pytest.param(("DURATION:P99999D",), at(11, 30), at(11, 30), id="endless"),
        pytest.param(
            ("DTSTART:20261123", "DURATION:PT25H"),
            date(2026, 11, 23),
            date(2026, 11, 25),
            id="hours of days",
        ),
        pytest.param(
            ("DTSTART:20261123T113000", "DURATION:PT1H"),
            at(11, 30).replace(tzinfo=None),
            at(12, 30).replace(tzinfo=None),
            id="floating",
        ),
        pytest.param(
            ("DTSTART;TZID=Europe/Berlin:20261024T120000", "DURATION:PT24H"),
            datetime(2026, 10, 24, 12, tzinfo=BERLIN),
            datetime(2026, 10, 25, 11, tzinfo=BERLIN),
            id="exact hours over the end of summer",
        ),
        pytest.param(
            ("DTSTART:99981231", "DURATION:P30000D"),
            date(9998, 12, 31),
            date(9999, 1, 1),
            id="beyond time",
        ),
        pytest.param(
            ("DTSTART:20161231T235960Z",),
            *[datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)] * 2,
            id="leap",
        ),
        pytest.param(("DTSTART:20261122T240000Z",), at(0), at(0), id="hour 24"),
        pytest.param(("DTSTART:2026-11-23T11:30:00Z",), at(11, 30), at(11, 30), id="ISO 8601"),
        pytest.param(("DTSTART:20261123T1130Z ",), at(11, 30), at(11, 30), id="no seconds"),
        pytest.param(("DTSTART:00010101",), date(2, 1, 1), date(2, 1, 2), id="year 1"),
        pytest.param(
            ("DTSTART;TZID=Asia/Tokyo:99991231T235959",),
            *[datetime(9998, 12, 31, 23, 59, 59, tzinfo=ZoneInfo("Asia/Tokyo"))] * 2,
            id="year 9999",
        ),
    ],
)
def test_times_are_read_and_repaired(lines: tuple[str, ...], start: date, end: date) -> None:
    """Start and end are of one kind, and the end is never before the start."""
    event = the_event(*lines)

    assert (event.start, event.end) == (start, end)
    assert instant(event.end, BERLIN) >= instant(event.start, BERLIN)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        pytest.param(("DTSTART:",), "has no start", id="empty start"),
        pytest.param(("DTSTART:20261332",), "'20261332' is not a time", id="no such day"),
        pytest.param(("DTSTART:20261123T2561",), "is not a time", id="no such hour"),
        pytest.param(("DTSTART:2026-13-01T10:00",), "is not a time", id="no such month"),
        pytest.param(("DTSTART:tomorrow",), "is not a time", id="a word"),
        pytest.param(("BEGIN:VEVENT",), "its END:VEVENT is missing", id="begun twice"),
    ],
)
def test_what_cannot_be_read_is_a_problem(lines: tuple[str, ...], why: str) -> None:
    """A broken event is told with file and line, and the next one is read."""
    reading = ics.read(calendar(vevent(*lines), vevent("UID:two")), href="a.ics")

    assert [event.uid for event in reading.events][-1] == "two"
    assert reading.problems[0].where == "a.ics:4"
    assert why in reading.problems[0].why


def test_problems_are_counted_after_a_hundred() -> None:
    """A file full of rubbish is told in a hundred problems and a number."""
    reading = ics.read(calendar(*[vevent("DTSTART:x")] * 150))

    assert len(reading.problems) == ics.MOST_PROBLEMS + 1
    assert reading.problems[-1].why.startswith("50 more")


@pytest.mark.parametrize("data", [b"", b"<html>", b"\x1f\x8b\x08", b"\0" * 99], ids=repr)
def test_what_is_no_calendar_is_one_problem(data: bytes) -> None:
    """HTML, gzip or nothing at all in place of a calendar is one problem."""
    reading = ics.read(data, href="a.ics")

    assert reading.events == ()
    assert [problem.where for problem in reading.problems] == ["a.ics"]
    assert not ics.is_calendar(data)


def test_too_many_guests_are_hidden() -> None:
    """Beyond some hundreds guests are only known to be there."""
    event = the_event(
        *(f"ATTENDEE:mailto:a{n}@example.org" for n in range(entries.MOST_GUESTS + 5))
    )

    assert len(event.attendees) == entries.MOST_GUESTS
    assert event.attendees_hidden


def test_what_is_kept_is_bounded() -> None:
    """Texts, marks and rules are cut at their limits."""
    event = the_event(
        "SUMMARY:" + "a" * 10_000,
        "DESCRIPTION:" + "\\n" * 100_000,
        *(f"X-CALSYNC-A{n}:1" for n in range(99)),
        *["EXDATE:20261123T113000Z"] * (entries.MOST_RULES + 5),
    )

    assert len(event.title) == 2048
    assert len(event.description) <= ics.MOST_TEXT
    assert len(event.marks) == entries.MOST_MARKS
    assert len(event.recurrence) == entries.MOST_RULES


@pytest.mark.parametrize(
    ("parts", "ids"),
    [
        pytest.param([vevent("UID:a"), vevent("UID:b")], ["f#a", "f#b"], id="different"),
        pytest.param([vevent("UID:a")] * 3, ["f#a", "f#a~2", "f#a~3"], id="equal"),
        pytest.param(
            [vevent("UID:a~2"), vevent("UID:a"), vevent("UID:a")],
            ["f#a~2", "f#a", "f#a~3"],
            id="clash",
        ),
        pytest.param(
            [vevent("UID:a"), vevent("UID:a", "RECURRENCE-ID:20261123T113000Z")],
            ["f#a", "f#a#20261123T113000Z"],
            id="exception",
        ),
        pytest.param(
            [vevent("UID:" + "a" * 5000)], ["f#calsync-24906be89446c1b5fe51ff83"], id="long"
        ),
    ],
)
def test_ids_are_unique_in_a_file(parts: list[bytes], ids: list[str]) -> None:
    """An id is made of file, UID and recurrence id, and numbered where it is there again."""
    reading = ics.read(calendar(*parts), href="f")

    assert [event.id for event in reading.events] == ids


@pytest.mark.parametrize(
    ("start", "value", "expected"),
    [
        pytest.param("DTSTART:20261123T113000Z", ":20261123T113000Z", "20261123T113000Z", id="UTC"),
        pytest.param("DTSTART:20261123", ";VALUE=DATE:20261123", "20261123", id="day"),
        pytest.param(
            "DTSTART;TZID=Europe/Berlin:20261123T113000",
            ";TZID=Europe/Berlin:20261123T113000",
            "20261123T103000Z",
            id="zoned",
        ),
        pytest.param(
            "DTSTART;TZID=Europe/Berlin:20261123T113000",
            ":20261123T113000",
            "20261123T103000Z",
            id="lost",
        ),
        pytest.param(
            "DTSTART:20261123T113000", ":20261123T113000", "20261123T113000", id="floating"
        ),
    ],
)
def test_recurrence_ids_are_canonical(start: str, value: str, expected: str) -> None:
    """A zoned recurrence id becomes an instant; one that lost its zone has that of the start."""
    event = the_event(start, f"RECURRENCE-ID{value}")

    assert event.recurrence_id == expected


def test_two_calendars_in_a_file_have_their_own_zones() -> None:
    """Each VTIMEZONE holds until the same TZID is defined again, and for what stood before any."""
    tokyo = ("BEGIN:VTIMEZONE", "TZID:{tzid}", "X-LIC-LOCATION:Asia/Tokyo", "END:VTIMEZONE")
    event = vevent("DTSTART;TZID=Mine:20261123T113000")

    reading = ics.read(
        calendar(event, vtimezone("Mine"), event) + calendar(vtimezone("Mine", lines=tokyo), event)
    )

    zones = [
        str(event.start.tzinfo) for event in reading.events if isinstance(event.start, datetime)
    ]
    assert zones == ["Europe/Berlin", "Europe/Berlin", "Asia/Tokyo"]


def test_an_unknown_zone_is_told_once() -> None:
    """Times in a zone that nobody knows are read as local ones, and that is said."""
    lines = ("DTSTART;TZID=Mars/Olympus:20261123T113000", "DTEND;TZID=Mars/Olympus:20261123T120000")

    reading = ics.read(calendar(vevent(*lines), vevent(*lines)), href="a.ics")

    assert reading.events[0].start == at(11, 30).replace(tzinfo=None)
    assert [problem.where for problem in reading.problems] == ["a.ics"]
    assert "Mars/Olympus" in reading.problems[0].why


def test_many_different_zones_are_read() -> None:
    """A file that names a new zone in every line is still read."""
    names = range(entries.MOST_HEADS + 50)

    reading = ics.read(
        calendar(*(vevent(f"DTSTART;X={n};TZID=Asia/Tokyo:20261123T113000") for n in names))
    )

    assert len({event.start for event in reading.events}) == 1
    assert len(reading.events) == len(names)


@pytest.mark.parametrize(
    ("parts", "name", "zone"),
    [
        pytest.param((), "", "", id="nothing"),
        pytest.param(("X-WR-CALNAME:Wo\\, rk", "NAME:Other"), "Wo, rk", "", id="X-WR-CALNAME"),
        pytest.param(("NAME;LANGUAGE=en:Work",), "Work", "", id="RFC 7986"),
        pytest.param(
            ("X-WR-TIMEZONE:Asia/Tokyo", vtimezone("Europe/Berlin")), "", "Asia/Tokyo", id="given"
        ),
        pytest.param(("X-WR-TIMEZONE:UTC",), "", "UTC", id="UTC"),
        pytest.param(
            (vtimezone("W. Europe Standard Time"),), "", "Europe/Berlin", id="the only one"
        ),
        pytest.param(
            (vtimezone("Europe/Berlin"), vtimezone("Asia/Tokyo")), "", "", id="one of two"
        ),
    ],
)
def test_the_file_has_a_name_and_a_zone(
    parts: tuple[str | bytes, ...], name: str, zone: str
) -> None:
    """The calendar's name and zone are those it gives, else the zone of its only VTIMEZONE."""
    reading = ics.read(calendar(*parts, vevent("UID:a")))

    assert (reading.name, reading.zone) == (name, zone)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("RRULE:FREQ=DAILY ", "RRULE:FREQ=DAILY", id="rule"),
        pytest.param(
            "EXDATE;TZID=W. Europe Standard Time:20261123T113000",
            "EXDATE;TZID=Europe/Berlin:20261123T113000",
            id="Windows name",
        ),
        pytest.param(
            "RDATE;VALUE=PERIOD;TZID=GMT+0200:20261123T113000/PT1H,20261124T113000/20261124T123000",
            "RDATE;VALUE=PERIOD:20261123T093000Z/PT1H,20261124T093000Z/20261124T103000Z",
            id="offset",
        ),
        pytest.param(
            "EXDATE;TZID=UTC:20261123T113000Z,2026", "EXDATE:20261123T113000Z,2026", id="UTC"
        ),
        pytest.param("EXDATE;TZID=UTC:99999999T113000", "EXDATE:99999999T113000", id="no time"),
        pytest.param(
            "EXDATE;TZID=No:20261123T113000", "EXDATE;TZID=No:20261123T113000", id="unknown"
        ),
    ],
)
def test_rules_are_kept_as_lines(line: str, expected: str) -> None:
    """Rules stay as they are written, but for zones that only this file knows."""
    event = the_event(line)

    assert event.recurrence == (expected,)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        pytest.param(("DTSTART:20261101",), False, id="over"),
        pytest.param(("DTSTART:20261121T235959Z",), False, id="over, to the second"),
        pytest.param(("DTSTART:20261122T120000",), True, id="perhaps not over somewhere"),
        pytest.param(("DTSTART:20261101", "DTEND:20261201"), True, id="still going on"),
        pytest.param(("DTSTART:20261101", "RRULE:FREQ=DAILY;COUNT=2"), True, id="series"),
        pytest.param(("DTSTART:20261101", "X-CALSYNC-PROMISE:p"), True, id="calsync's own"),
        pytest.param(("DTSTART:20261101", "RECURRENCE-ID:20261201"), True, id="moved to before"),
        pytest.param(("DTSTART:20261101", "RECURRENCE-ID:20261102"), False, id="exception"),
        pytest.param(("DTSTART:20261101", "UID:known"), True, id="known"),
    ],
)
def test_what_is_over_may_be_left_out(lines: tuple[str, ...], kept: bool) -> None:  # noqa: FBT001 - a column
    """Only what surely ended before is left out, and nothing that calsync knows already."""
    reading = ics.read(single(*lines), since=at(0), known={"#known"})

    assert bool(reading.events) is kept

"""Files made to hurt: read in bounded time and memory, and one bad event does not hide the next."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

from calsync import entries
from calsync import ics
from tests.ical_factory import calendar
from tests.ical_factory import vevent

LAST = vevent("UID:last", "SUMMARY:after all")
START = b"BEGIN:VEVENT\r\nUID:first\r\nDTSTART:20261123T113000Z\r\n"
END = b"END:VEVENT\r\n"
MANY = 200_000


def event(*pieces: bytes) -> bytes:
    """An event of raw pieces."""
    return b"".join((START, *pieces, END))


BOMBS: dict[str, Callable[[], bytes]] = {
    "events in events": lambda: b"BEGIN:VEVENT\r\n" * MANY,
    "alarms in alarms": lambda: event(b"BEGIN:VALARM\r\n" * MANY),
    "calendars in calendars": lambda: b"BEGIN:VCALENDAR\r\n" * MANY,
    "ends of nothing": lambda: b"END:VEVENT\r\nEND:VALARM\r\n" * MANY,
    "one line": lambda: event(b"DESCRIPTION:", b"x" * 20_000_000, b"\r\n"),
    "one line of folds": lambda: event(b"DESCRIPTION:", b"\r\n x" * 5_000_000, b"\r\n"),
    "lines of nothing": lambda: event(b"\r\n" * 5_000_000),
    "CRs": lambda: event(b"\r" * 2_000_000, b"\n"),
    "CRs in a line": lambda: event(b"SUMMARY:", b"\r\r\n \r" * 100_000, b"\r\n"),
    "quotes": lambda: event(b"ATTENDEE;CN=", b'"' * 1_000_001, b":x@y\r\n"),
    "quoted parameters": lambda: event(b"DTEND", b';A="b"' * MANY, b":20261123T113000Z\r\n"),
    "parameters": lambda: event(b"DTEND", b";A=b" * MANY, b":20261123T113000Z\r\n"),
    "backslashes": lambda: event(b"SUMMARY:", b"\\" * 5_000_000, b"\r\n"),
    "guests": lambda: event(*(b"ATTENDEE:mailto:a%d@example.org\r\n" % n for n in range(MANY))),
    "dates": lambda: event(b"RDATE:20261123T113000Z\r\n" * MANY),
    "one line of dates": lambda: event(b"EXDATE;TZID=UTC:", b"20261123T113000," * MANY, b"\r\n"),
    "marks": lambda: event(b"X-CALSYNC-A:b\r\n" * MANY),
    "folded tags": lambda: event(b"X-CALSYNC-CHANNEL:a", b"\r\n b" * 1_000_000, b"\r\n"),
    "equal UIDs": lambda: event() * 50_000,
    "no starts": lambda: b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * MANY,
    "no UIDs": lambda: b"BEGIN:VEVENT\r\nDTSTART:20261123\r\nEND:VEVENT\r\n" * 20_000,
    "zones": lambda: b"".join(
        b"BEGIN:VTIMEZONE\r\nTZID:%d\r\nEND:VTIMEZONE\r\n" % n for n in range(50_000)
    ),
    "unknown zones": lambda: b"".join(
        b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART;TZID=No/%d:20261123T113000\r\nEND:VEVENT\r\n" % (n, n)
        for n in range(10_000)
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(name: str) -> None:
    """Reading and untagging end soon, and the event after the bomb is read."""
    data = calendar(BOMBS[name](), LAST)
    began = time.process_time()

    reading = ics.read(data)
    left = ics.untagged(data)

    assert time.process_time() - began < 10
    assert reading.events[-1].title == "after all"
    assert len(reading.problems) <= ics.MOST_PROBLEMS + entries.MOST_UNKNOWN + 1
    assert len(left) <= len(data)


@pytest.mark.parametrize("name", ["one line", "one line of folds", "guests", "dates", "marks"])
def test_a_bomb_takes_no_more_memory_than_the_file(name: str) -> None:
    """What is not kept is not copied: reading takes some megabytes, however big the event is."""
    data = calendar(BOMBS[name](), LAST)
    tracemalloc.start()

    ics.read(data)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000

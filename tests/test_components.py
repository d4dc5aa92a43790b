"""Components: where they stand in raw bytes, whatever the bytes are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync import components
from tests.ical_factory import calendar
from tests.ical_factory import single
from tests.ical_factory import vevent
from tests.ical_factory import vtimezone


def found(data: bytes) -> list[tuple[str, bytes, bool]]:
    """Name, bytes and wholeness of every component."""
    return [(part.name, data[part.start : part.end], part.whole) for part in components.scan(data)]


def read_lines(data: bytes) -> list[str]:
    """The content lines of the first event."""
    data = components.readable(data)
    return list(components.lines(data, next(iter(components.scan(data)))))


def test_components_are_found_with_their_whole_lines() -> None:
    """Zones and events are found in their order, from BEGIN to the end of the END line."""
    event = vevent("SUMMARY:a")
    zone = vtimezone("Europe/Berlin")

    parts = found(calendar(zone, event))

    assert parts == [("VTIMEZONE", zone, True), ("VEVENT", event, True)]


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        pytest.param(b"BEGIN:VEVENT\nUID:a\n", [False], id="cut off"),
        pytest.param(
            b"BEGIN:VEVENT\nUID:a\nBEGIN:VEVENT\nEND:VEVENT\n", [False, True], id="begun twice"
        ),
        pytest.param(b"BEGIN:VEVENT\nEND:VCALENDAR\n", [False], id="calendar ends"),
        pytest.param(b"BEGIN:VEVENT\nEND:VTODO\n", [False], id="something else ends"),
        pytest.param(b"BEGIN:VEVENT\nBEGIN:VALARM\nEND:VEVENT\n", [True], id="alarm not closed"),
        pytest.param(b"BEGIN:VEVENT\nEND:VALARM\nEND:VEVENT", [True], id="alarm not begun"),
        pytest.param(b"begin:vevent\nend:vevent\n", [True], id="lower case"),
        pytest.param(b"BEGIN:VEVENT \r\nEND:VEVENT \r\n", [True], id="blanks after the name"),
        pytest.param(b"BEGIN:VTODO\nBEGIN:VALARM\nEND:VALARM\nEND:VTODO\n", [], id="tasks"),
        pytest.param(b"END:VEVENT\nEND:VALARM\n", [], id="only ends"),
        pytest.param(b"", [], id="empty"),
    ],
)
def test_broken_structure_is_told(data: bytes, whole: list[bool]) -> None:
    """Each event is told whether it was closed; what is broken does not hide the next."""
    parts = found(data)

    assert [part[2] for part in parts] == whole


def test_lines_of_sub_components_are_not_the_events() -> None:
    """An alarm's lines are left out; lines after it still count."""
    data = single("SUMMARY:a", "BEGIN:VALARM", "SUMMARY:b", "END:VALARM", "LOCATION:c")

    content = [line for line in read_lines(data) if ":" in line]

    assert content[-2:] == ["SUMMARY:a", "LOCATION:c"]
    assert "SUMMARY:b" not in content


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"SUMMARY:Caf\xc3\xa9 bar\r\n", id="CRLF"),
        pytest.param(b"SUMMARY:Caf\xc3\xa9 \n bar\n", id="folded, LF"),
        pytest.param(b"SUMMARY:Caf\xc3\xa9 \r\n\tbar\r\n", id="folded with a tab"),
        pytest.param(b"SUMMARY:Caf\xc3\r\n \xa9 bar\r\n", id="folded inside a character"),
        pytest.param(b"SUMMARY:Caf\xc3\xa9\r  bar\r", id="CR only"),
        pytest.param(b"SUMMARY:Caf\xc3\xa9\r\r\n  bar\r\r\n", id="CR CR LF"),
        pytest.param(b"SUMMARY:Caf\xe9 bar\n", id="Latin-1"),
        pytest.param(b"SUMMARY:Caf\xe9 bar\nLOCATION:\xc3\xa9\n", id="Latin-1 among UTF-8"),
    ],
)
def test_lines_are_unfolded_and_decoded(raw: bytes) -> None:
    """Whatever ends or folds the lines, the text is the same."""
    data = b"BEGIN:VEVENT\n" + raw + b"END:VEVENT\n"

    content = read_lines(data)

    assert "SUMMARY:Café bar" in content


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_but_not_writable(encoding: str) -> None:
    """UTF-16 is recognised with and without its mark, and never written."""
    data = single("SUMMARY:Café").decode().encode(encoding)

    assert "SUMMARY:Café" in read_lines(data)
    assert components.is_calendar(data)
    assert not components.is_writable(data)


@pytest.mark.parametrize(
    ("data", "writable"),
    [
        pytest.param(b"A:b\nC:d\n", True, id="LF"),
        pytest.param(b"A:b\r\nC:d\n", True, id="mixed"),
        pytest.param(b"A:b\r\r\nC:d\r\r\n", True, id="CR CR LF"),
        pytest.param(b"A:b\rC:d\r", False, id="CR only"),
        pytest.param(b"A:b\r\nC:d\re\r\n", False, id="one CR"),
    ],
)
def test_cr_alone_is_not_writable(data: bytes, writable: bool) -> None:  # noqa: FBT001 - a column
    """Where a CR stands alone nobody knows what a line is, so nothing is added."""
    assert components.is_writable(data) is writable


def test_long_lines_are_cut_and_the_rest_is_read() -> None:
    """A line of megabytes keeps its beginning; the lines after it are whole."""
    raw = ("DESCRIPTION:" + "é" * 300_000).encode()
    data = b"BEGIN:VEVENT\r\n" + raw + b"\r\nSUMMARY:a\r\n b\r\nEND:VEVENT\r\n"

    content = read_lines(data)

    assert len(content[1].encode()) in range(
        components.LONGEST_LINE - 2, components.LONGEST_LINE + 1
    )
    assert content[1].endswith("é")
    assert content[2] == "SUMMARY:ab"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \r\n\t", "empty", id="blank"),
        pytest.param(b"<!DOCTYPE html><html>", "web page", id="HTML"),
        pytest.param(b"\x1f\x8b\x08\x00", "compressed", id="gzip"),
        pytest.param(b"PK\x03\x04rest", "compressed", id="zip"),
        pytest.param(b"\x00" * 64, "BEGIN:VCALENDAR", id="NULs"),
        pytest.param(b"BEGIN:VCARD\r\nEND:VCARD\r\n", "BEGIN:VCALENDAR", id="an address book"),
    ],
)
def test_what_is_no_calendar_is_named(data: bytes, says: str) -> None:
    """A file that is no calendar is told by what it seems to be."""
    assert not components.is_calendar(data)
    assert says in components.nature(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"BEGIN:VCALENDAR\r\n", id="plain"),
        pytest.param(b"\xef\xbb\xbf\r\nbegin:vcalendar\n", id="mark, blank line, lower case"),
        pytest.param(b"BEGIN:VEVENT\nEND:VEVENT\n", id="a bare event"),
        pytest.param(
            b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n", id="headers before"
        ),
        pytest.param(b"BEGIN:VCALENDAR\rVERSION:2.0\r", id="CR only"),
    ],
)
def test_calendars_are_recognised(data: bytes) -> None:
    """A calendar is known by its beginning."""
    assert components.is_calendar(data)


def test_the_header_ends_at_the_first_component() -> None:
    """Only the lines before the first component are the file's own."""
    data = calendar("X-WR-CALNAME:Work", vevent("SUMMARY:a"))

    content = components.header(data)

    assert "X-WR-CALNAME:Work" in content
    assert "SUMMARY:a" not in content


def test_a_header_without_components_is_the_whole_file() -> None:
    """Where no component follows, all lines are the file's own."""
    assert "X-WR-CALNAME:Work" in components.header(b"BEGIN:VCALENDAR\nX-WR-CALNAME:Work\n")


def test_other_peoples_categories_stay() -> None:
    """Of two equal categories the one beside the channel is calsync's; moved away, the last one."""
    beside = single("CATEGORIES:Networking", "CATEGORIES:Networking", "X-CALSYNC-CHANNEL:lunch")
    apart = single("CATEGORIES:Networking", "SUMMARY:a", "X-CALSYNC-CHANNEL:lunch")
    longer = single("CATEGORIES:Networking\r\n ,Work", "X-CALSYNC-CHANNEL:lunch")
    none = single("CATEGORIES:Networking", "X-CALSYNC-CHANNEL:none")

    left = [components.untagged(data) for data in (beside, apart, longer, none)]

    assert left == [
        single("CATEGORIES:Networking"),
        single("SUMMARY:a"),
        single("CATEGORIES:Networking\r\n ,Work"),
        single("CATEGORIES:Networking"),
    ]


def test_tags_after_a_sub_component_are_removed_too() -> None:
    """A program that sorts lines may put the tag behind an alarm; it is found there."""
    alarm = ("BEGIN:VALARM", "X-CALSYNC-BY:rules", "END:VALARM")
    data = single("SUMMARY:a", *alarm, "X-CALSYNC-BY:rules", "X-CALSYNC-EVENT:a\r\n b")

    assert components.untagged(data) == single("SUMMARY:a", *alarm)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                *(
                    b"BEGIN:VEVENT",
                    b"END:VEVENT",
                    b"BEGIN:VALARM",
                    b"END:VALARM",
                    b"BEGIN:VCALENDAR",
                ),
                *(b"\n", b"\r\n", b"\r", b" ", b"\t", b"\xc3", b"\xa9", b"\0", b":", b";", b'"'),
                *(b"SUMMARY", b"X-CALSYNC-CHANNEL:lunch", b"CATEGORIES:Networking"),
            )
        )
    ).map(b"".join)
)
def test_components_never_overlap(data: bytes) -> None:
    """In any bytes components follow one another, and their own lines lie inside them."""
    data = components.readable(data)
    done = 0

    for part in components.scan(data):
        assert done <= part.start <= part.end <= len(data)
        assert all(part.start <= a <= b <= part.end for a, b in part.spans)
        assert all("\n" not in line for line in components.lines(data, part))
        done = part.end

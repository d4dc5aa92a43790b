"""Content lines: names, parameters, values and people, as real programs write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import contentlines
from calsync.model import Attendee


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("SUMMARY:a:b", ("SUMMARY", "a:b"), id="plain"),
        pytest.param('A;X="b:c";Y=d:e', ('A;X="b:c";Y=d', "e"), id="quoted colon"),
        pytest.param('A;X="b:c', ('A;X="b', "c"), id="quote not closed"),
        pytest.param('SUMMARY:"a"', ("SUMMARY", '"a"'), id="quotes in the value"),
        pytest.param("SUMMARY", ("", ""), id="no colon"),
        pytest.param("", ("", ""), id="empty"),
    ],
)
def test_a_line_has_a_head_and_a_value(line: str, expected: tuple[str, str]) -> None:
    """The first colon outside of quotes parts them."""
    assert contentlines.split(line) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            "A;tzid=Europe/Berlin;VALUE=DATE",
            {"TZID": "Europe/Berlin", "VALUE": "DATE"},
            id="plain",
        ),
        pytest.param('A;X="a;b=c";Y=d', {"X": "a;b=c", "Y": "d"}, id="quoted"),
        pytest.param("A;X=1;X=2", {"X": "1"}, id="twice"),
        pytest.param("A;;X", {"": "", "X": ""}, id="broken"),
        pytest.param("A", {}, id="none"),
    ],
)
def test_parameters_are_named(head: str, expected: dict[str, str]) -> None:
    """Parameters come by upper-case name, the first of a kind, without quotes."""
    assert contentlines.parameters(head) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("a\\nb\\Nc", "a\nb\nc", id="line breaks"),
        pytest.param("a\\, b\\; c\\\\d\\:e\\", "a, b; c\\d:e\\", id="escapes, and one of nothing"),
        pytest.param(" a\0b ", "ab", id="NUL and blanks"),
        pytest.param("x" * 5000, "x" * 2048, id="long"),
        pytest.param("\\n" * 5000, "", id="long and empty"),
    ],
)
def test_text_is_unescaped(value: str, expected: str) -> None:
    """A TEXT value loses its escapes, its NULs and what is too long."""
    assert contentlines.text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("20261123", "2026-11-23", id="day"),
        pytest.param("2026-11-23", "2026-11-23", id="ISO day"),
        pytest.param("20261123T113000", "2026-11-23T11:30:00", id="local"),
        pytest.param("20261123t113000z", "2026-11-23T11:30:00+00:00", id="lower case"),
        pytest.param("20261123T113000.123Z", "2026-11-23T11:30:00+00:00", id="fractions"),
        pytest.param("20261123T113060", "2026-11-23T11:30:59", id="leap second"),
        pytest.param("20261123T240000", "2026-11-24T00:00:00", id="hour 24"),
        pytest.param("99991231T240000", "9999-01-01T00:00:00", id="the last hour there is"),
        pytest.param("20261123T250000", "None", id="hour 25"),
        pytest.param("20261123T236000", "None", id="minute 60"),
        pytest.param("20260230", "None", id="30 February"),
        pytest.param("00000101", "None", id="year 0"),
        pytest.param("٢٠٢٦١١٢٣", "None", id="other digits"),
        pytest.param("", "None", id="empty"),
    ],
)
def test_moments_are_read(value: str, expected: str) -> None:
    """Days and times are read as they are written, and as they are often miswritten."""
    at = contentlines.moment(value)

    assert (at.isoformat() if at else "None") == expected


@given(st.text())
def test_text_comes_back(value: str) -> None:
    """What is escaped and unescaped is the same, but for characters that no file may hold."""
    value = contentlines.plain(value)

    assert contentlines.text(contentlines.escaped(value)) == value.strip()


@given(st.text(alphabet=";:,=\"^n'TZIDATE0123456789Z- ", max_size=40))
def test_nothing_raises(line: str) -> None:
    """Any line can be asked for anything."""
    head, value = contentlines.split(line)
    at = contentlines.moment(value)

    assert contentlines.person(line) is None or head
    assert contentlines.duration(value) is None or value
    assert at is None or 1 < at.year <= 9999
    assert contentlines.parameters(line).keys() >= set()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("ATTENDEE:mailto:a@b.c", Attendee("a@b.c"), id="address only"),
        pytest.param("ATTENDEE;CN=A:invalid:nomail", Attendee("", "A"), id="name only"),
        pytest.param("ATTENDEE;EMAIL=a@b.c;CN=A:/principals/1", Attendee("a@b.c", "A"), id="EMAIL"),
        pytest.param(
            "ATTENDEE;CN=A^'B^^C^n:mailto:a@b.c", Attendee("a@b.c", 'A"B^C'), id="RFC 6868"
        ),
        pytest.param('ATTENDEE;CN="A:mailto:a@b.c', Attendee("a@b.c", "A"), id="quote not closed"),
        pytest.param('ATTENDEE;X="";CN="A, B":a@b.c', Attendee("a@b.c", "A, B"), id="quotes"),
        pytest.param(
            "ATTENDEE;CN=" + "x" * 999 + ":a@b.c", Attendee("a@b.c", "x" * 999), id="long"
        ),
        pytest.param("ATTENDEE:nobody", None, id="nobody"),
        pytest.param("ATTENDEE", None, id="nothing"),
    ],
)
def test_guests_are_read(line: str, expected: Attendee | None) -> None:
    """A guest has an address or a name; who has neither is nobody."""
    assert contentlines.person(line) == expected

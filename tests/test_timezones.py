"""TZIDs and VTIMEZONEs: which zone they mean."""

from __future__ import annotations

from datetime import UTC
from datetime import timedelta
from datetime import timezone
from datetime import tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync import timezones
from tests.ical_factory import BERLIN
from tests.ical_factory import vtimezone


def rules(*observances: tuple[str, ...], tzid: str = "Mine") -> bytes:
    """A VTIMEZONE of STANDARDs and DAYLIGHTs."""
    rows = [row for kind, *rows in observances for row in (f"BEGIN:{kind}", *rows, f"END:{kind}")]
    return vtimezone(tzid, lines=("BEGIN:VTIMEZONE", "TZID:{tzid}", *rows, "END:VTIMEZONE"))


def fixed(hours: float) -> timezone:
    """A zone with one offset for ever."""
    return timezone(timedelta(hours=hours))


def since(spring: str, autumn: str) -> bytes:
    """The rules of Central Europe from a year on."""
    rows = (row.replace("19700329", spring).replace("19701025", autumn) for row in BERLIN)
    return vtimezone("Mine", lines=tuple(rows))


PLUS_5 = ("STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0500", "TZOFFSETTO:+0500")


@pytest.mark.parametrize(
    ("tzid", "expected"),
    [
        pytest.param("Europe/Berlin", ZoneInfo("Europe/Berlin"), id="IANA"),
        pytest.param(
            "America/Argentina/Buenos_Aires",
            ZoneInfo("America/Argentina/Buenos_Aires"),
            id="three parts",
        ),
        pytest.param(' "Europe/Berlin" ', ZoneInfo("Europe/Berlin"), id="quoted"),
        pytest.param("europe/berlin", ZoneInfo("Europe/Berlin"), id="lower case"),
        pytest.param("Europe/Kiev", ZoneInfo("Europe/Kiev"), id="old name"),
        pytest.param("Europe/Kyiv", ZoneInfo("Europe/Kyiv"), id="new name"),
        pytest.param("US/Eastern", ZoneInfo("US/Eastern"), id="alias"),
        pytest.param("Etc/GMT-1", ZoneInfo("Etc/GMT-1"), id="Etc"),
        pytest.param(
            "/mozilla.org/20070129_1/Europe/Berlin", ZoneInfo("Europe/Berlin"), id="mozilla"
        ),
        pytest.param(
            "/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires",
            ZoneInfo("America/Argentina/Buenos_Aires"),
            id="evolution",
        ),
        pytest.param(
            "/freeassociation.sourceforge.net/Europe/Berlin",
            ZoneInfo("Europe/Berlin"),
            id="libical",
        ),
        pytest.param("W. Europe Standard Time", ZoneInfo("Europe/Berlin"), id="Windows"),
        pytest.param("tzone://Microsoft/Utc", UTC, id="Outlook's UTC"),
        pytest.param("UTC", UTC, id="UTC"),
        pytest.param("Etc/UTC", UTC, id="Etc/UTC"),
        pytest.param("GMT", UTC, id="GMT"),
        pytest.param("GMT+0200", fixed(2), id="offset"),
        pytest.param("UTC-03:30", fixed(-3.5), id="offset with minutes"),
        pytest.param("(UTC+01:00) Amsterdam, Berlin", fixed(1), id="Outlook's words"),
        pytest.param("GMT+00:00", UTC, id="no offset"),
        pytest.param("GMT+99:00", None, id="offset of days"),
        pytest.param("Europe", None, id="a folder"),
        pytest.param("", None, id="empty"),
        pytest.param("x" * 10_000, None, id="long"),
        pytest.param("../../etc/passwd", None, id="a path"),
        pytest.param("/etc/passwd", None, id="an absolute path"),
        pytest.param("localtime", None, id="the machine's"),
        pytest.param("A\0B", None, id="NUL"),
        pytest.param("Customized Time Zone", None, id="unknown"),
    ],
)
def test_a_name_means_a_zone(tzid: str, expected: tzinfo | None) -> None:
    """IANA's names however prefixed, Windows' names and offsets are known without a VTIMEZONE."""
    assert timezones.resolved(tzid) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(vtimezone("Mine"), "Europe/Berlin", id="the same clocks"),
        pytest.param(vtimezone("Mine").replace(b"\r\n", b"\n"), "Europe/Berlin", id="LF"),
        pytest.param(since("20240331", "20241027"), "Europe/Berlin", id="young"),
        pytest.param(since("20270328", "20271031"), "Europe/Berlin", id="to come"),
        pytest.param(
            vtimezone(
                "Mine",
                lines=tuple(f"{row};UNTIL=19980101" if "RRULE" in row else row for row in BERLIN),
            ),
            "UTC+01:00",
            id="ended",
        ),
        pytest.param(
            vtimezone("Mine", lines=("X", "X-LIC-LOCATION:Asia/Tokyo")), "Asia/Tokyo", id="location"
        ),
        pytest.param(
            vtimezone("Mine", lines=(*BERLIN[:1], "X-LIC-LOCATION:?", *BERLIN[1:])),
            "Europe/Berlin",
            id="?",
        ),
        pytest.param(rules(PLUS_5), "Asia/Tashkent", id="no daylight"),
        pytest.param(rules((*PLUS_5[:3], "TZOFFSETTO:+0511")), "UTC+05:11", id="nobody's offset"),
        pytest.param(rules((*PLUS_5[:3], "TZOFFSETTO:+0000")), "UTC", id="UTC"),
        pytest.param(rules(("DAYLIGHT", "TZOFFSETTO:+0600"), PLUS_5), "UTC+05:00", id="standard"),
        pytest.param(rules(("DAYLIGHT", "TZOFFSETTO:+0600")), "UTC+06:00", id="only daylight"),
        pytest.param(rules((*PLUS_5, "RRULE:FREQ=SECONDLY")), "UTC+05:00", id="endless rule"),
        pytest.param(
            rules((*PLUS_5, "RRULE:FREQ=YEARLY;INTERVAL=0")), "UTC+05:00", id="no interval"
        ),
        pytest.param(
            rules((*PLUS_5, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")),
            "Asia/Tashkent",
            id="30 February",
        ),
        pytest.param(rules(*[PLUS_5] * 400), "UTC+05:00", id="hundreds"),
        pytest.param(
            rules(("STANDARD", "DTSTART:x", "TZOFFSETTO:+0500")), "UTC+05:00", id="broken"
        ),
        pytest.param(rules(("STANDARD", "TZOFFSETTO:+9900")), "None", id="offset of days"),
        pytest.param(rules(("STANDARD", "TZNAME:X")), "None", id="no offset"),
        pytest.param(
            rules((*PLUS_5, "COMMENT:" + "x" * timezones.LARGEST_ZONE)), "None", id="huge"
        ),
    ],
)
def test_rules_mean_a_zone(raw: bytes, expected: str) -> None:
    """A VTIMEZONE means the IANA zone with the same clocks, else its standard offset."""
    zone = timezones.resolved("Customized Time Zone", raw)

    assert str(zone) == expected


def test_a_definition_counts_from_where_it_stands() -> None:
    """A TZID means the first definition until it is defined, and then the last one before."""
    tokyo = vtimezone("Mine", lines=("BEGIN:VTIMEZONE", "TZID:{tzid}", "X-LIC-LOCATION:Asia/Tokyo"))
    definitions = timezones.Definitions(lambda: [vtimezone("Mine"), tokyo])

    before = definitions.zone("Mine")
    changes = [definitions.define(raw) for raw in (tokyo, tokyo, vtimezone("Mine"))]

    assert str(before) == "Europe/Berlin"
    assert changes == [True, False, True]
    assert str(definitions.zone("Mine")) == str(definitions.only()) == "Europe/Berlin"
    assert definitions.zone("Other") is None


def test_definitions_are_bounded() -> None:
    """Beyond a thousand zones a file's definitions are not kept."""
    definitions = timezones.Definitions(list)

    for number in range(timezones.MOST_ZONES + 1):
        definitions.define(vtimezone(f"Zone {number}"))

    assert definitions.zone(f"Zone {timezones.MOST_ZONES}") is None
    assert definitions.only() is None


def test_a_zone_without_a_name_is_defined_too() -> None:
    """A VTIMEZONE that names nothing does no harm."""
    assert timezones.name_of(b"BEGIN:VTIMEZONE\n") == ""
    assert timezones.name_of(b'BEGIN:VTIMEZONE\nTZID;X=y:"a\n b"\n') == "ab"


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.text("/.-+_() UTCGMT:0123456789")))
def test_any_name_is_looked_up(tzid: str) -> None:
    """Whatever a TZID is, it means a zone or nothing."""
    assert isinstance(timezones.resolved(tzid), tzinfo | None)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*(row.encode() for row in BERLIN), b"RRULE:FREQ=YEARLY;BYDAY=9XX", b"RDATE:x", b"\xff"]
        )
    )
)
def test_any_rules_are_understood_or_not(rows: list[bytes]) -> None:
    """Whatever a VTIMEZONE holds, it means a zone or nothing."""
    assert isinstance(
        timezones.ruled(b"\n".join([b"BEGIN:VTIMEZONE", *rows, b"END:VTIMEZONE"])), tzinfo | None
    )

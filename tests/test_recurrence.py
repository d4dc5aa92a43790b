"""Series: their instances in a span, on the wall clock, however old or odd the rule is."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time as clock
from datetime import timedelta
from datetime import tzinfo
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync import recurrence
from calsync import rrules
from calsync.model import Event
from calsync.model import instant

BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")
HOUR = timedelta(hours=1)


def make_series(*lines: str, start: date | None = None, end: date | None = None) -> Event:
    """A series, of an hour on Monday mornings in Berlin."""
    start = start or datetime(2026, 3, 2, 9, tzinfo=BERLIN)
    length = HOUR if isinstance(start, datetime) else timedelta(days=1)
    return Event("id", "uid", "title", start, end or start + length, recurrence=lines)


def starts(
    event: Event,
    first: str,
    last: str,
    *,
    zone: tzinfo = BERLIN,
    replaced: frozenset[str] = frozenset(),
) -> list[str]:
    """The starts of the instances between two days, as text."""
    span = (datetime.fromisoformat(day).replace(tzinfo=zone) for day in (first, last))
    begin, end = span
    found = recurrence.instances(event, start=begin, end=end, zone=zone, replaced=replaced)
    return [instance.start.isoformat() for instance in found]


def test_an_instance_is_the_series_at_its_own_time() -> None:
    """An instance has its own start, end and recurrence id, and no rule."""
    series = make_series("RRULE:FREQ=WEEKLY")
    (begin, end) = (datetime(2026, 4, day, tzinfo=UTC) for day in (6, 7))

    (found,) = recurrence.instances(series, start=begin, end=end, zone=BERLIN)

    assert (found.id, found.uid, found.title, found.recurrence) == ("id", "uid", "title", ())
    assert found.start == datetime(2026, 4, 6, 9, tzinfo=BERLIN)
    assert found.end == datetime(2026, 4, 6, 10, tzinfo=BERLIN)
    assert found.recurrence_id == "20260406T070000Z"


@pytest.mark.parametrize(
    ("begin", "end", "there"),
    [
        pytest.param("2026-03-02T09:00", "2026-03-02T10:00", True, id="all of it"),
        pytest.param("2026-03-02T09:59", "2026-03-02T12:00", True, id="its end"),
        pytest.param("2026-03-02T10:00", "2026-03-02T12:00", False, id="after it"),
        pytest.param("2026-03-02T08:00", "2026-03-02T09:00", False, id="before it"),
    ],
)
@pytest.mark.parametrize("lines", [(), ("RRULE:FREQ=YEARLY",)], ids=["single", "series"])
def test_spans_are_half_open(lines: tuple[str, ...], begin: str, end: str, there: bool) -> None:  # noqa: FBT001
    """What overlaps [start, end) is there, for a single event as for a series."""
    event = make_series(*lines)

    assert bool(starts(event, begin, end)) is there


def test_a_moment_is_in_the_span_that_starts_with_it() -> None:
    """An event without length is there from its moment on."""
    moment = datetime(2026, 3, 2, 9, tzinfo=BERLIN)
    event = make_series(start=moment, end=moment)

    assert starts(event, "2026-03-02T09:00", "2026-03-02T10:00")
    assert not starts(event, "2026-03-02T08:00", "2026-03-02T09:00")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("RRULE:FREQ=WEEKLY",), "23 30", id="weekly"),
        pytest.param(("RRULE:FREQ=WEEKLY;BYDAY=TU",), "24 31", id="another day"),
        pytest.param(("RRULE:FREQ=WEEKLY;INTERVAL=2",), "30", id="every other week"),
        pytest.param(("RRULE:FREQ=DAILY;INTERVAL=5",), "22 27", id="every fifth day"),
        pytest.param(("RRULE:FREQ=DAILY;COUNT=22",), "20 21 22 23", id="COUNT"),
        pytest.param(("rrule:freq=daily;count=22;",), "20 21 22 23", id="lower case"),
        pytest.param(
            ("RRULE:FREQ=DAILY;COUNT=0",), "20 21 22 23 24 25 26 27 28 29 30 31", id="COUNT=0"
        ),
        pytest.param(("RRULE:FREQ=DAILY;UNTIL=20260322T080000Z",), "20 21 22", id="UNTIL in UTC"),
        pytest.param(("RRULE:FREQ=DAILY;UNTIL=20260322T075959Z",), "20 21", id="UNTIL just before"),
        pytest.param(("RRULE:FREQ=DAILY;UNTIL=20260322",), "20 21 22", id="UNTIL a day"),
        pytest.param(("RRULE:FREQ=DAILY;UNTIL=20260322T090000",), "20 21 22", id="UNTIL local"),
        pytest.param(("RRULE:FREQ=DAILY;UNTIL=20250101",), "", id="UNTIL before the start"),
        pytest.param(("RRULE:FREQ=DAILY;UNTIL=20260303",), "", id="UNTIL long ago"),
        pytest.param(("RRULE:FREQ=MONTHLY;BYDAY=-1FR",), "27", id="last Friday"),
        pytest.param(("RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",), "31", id="last of two days"),
        pytest.param(("RRULE:FREQ=DAILY;BYHOUR=9,17;UNTIL=20260320",), "20 20", id="twice a day"),
        pytest.param(
            ("RRULE:FREQ=WEEKLY;COUNT=1", "RRULE:FREQ=MONTHLY;BYMONTHDAY=25"), "25", id="two rules"
        ),
        pytest.param(("RRULE:FREQ=WEEKLY", "RRULE:FREQ=WEEKLY"), "23 30", id="twice the same"),
        pytest.param(("RRULE:FREQ=WEEKLY", "EXDATE:20260323T080000Z"), "30", id="EXDATE in UTC"),
        pytest.param(
            ("RRULE:FREQ=WEEKLY", "EXDATE;TZID=Europe/Berlin:20260330T090000"),
            "23",
            id="EXDATE zoned",
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY", "EXDATE;TZID=Asia/Tokyo:20260323T170000"),
            "30",
            id="EXDATE elsewhere",
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY", "EXDATE;TZID=Europe:20260323T090000"), "30", id="EXDATE nowhere"
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY", "EXDATE:20260323T090000,20260330T090000"), "", id="EXDATE local"
        ),
        pytest.param(
            ("RRULE:FREQ=WEEKLY", "EXDATE;VALUE=DATE:20260323,x"), "30", id="EXDATE a day"
        ),
        pytest.param(("RRULE:FREQ=WEEKLY", "RDATE:20260325T080000Z"), "23 25 30", id="RDATE"),
        pytest.param(("RDATE;VALUE=DATE:20260325",), "25", id="RDATE a day"),
        pytest.param(("RDATE:20260325T090000,x,",), "25", id="RDATE local"),
        pytest.param(
            ("RDATE;VALUE=PERIOD:20260325T080000Z/PT9H,20260326T080000Z/20260326T090000Z",),
            "25 26",
            id="PERIOD",
        ),
        pytest.param(("EXRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "23 30", id="what is obsolete"),
    ],
)
def test_rules_are_expanded(lines: tuple[str, ...], expected: str) -> None:
    """RRULE, RDATE and EXDATE give these days of the last third of March."""
    found = starts(make_series(*lines), "2026-03-20", "2026-04-01")

    assert " ".join(start[8:10] for start in found) == expected


@pytest.mark.parametrize(
    ("period", "hours"),
    [
        pytest.param("20260325T080000Z/PT9H", 9, id="duration"),
        pytest.param("20260325T080000Z/20260325T100000Z", 2, id="end"),
        pytest.param("20260325T080000Z/20260325T070000Z", 0, id="end before start"),
        pytest.param("20260325T080000Z/-PT9H", 0, id="negative"),
        pytest.param("20260325T080000Z/20260325T100000", 1, id="local end"),
        pytest.param("20260325T080000Z/soon", 1, id="no end"),
        pytest.param("20260325/PT9H", 1, id="day"),
    ],
)
def test_a_period_has_its_own_length(period: str, hours: int) -> None:
    """An RDATE that is a PERIOD lasts as long as it says, if it can be read."""
    series = make_series(f"RDATE;VALUE=PERIOD:{period}")
    (begin, end) = (datetime(2026, 3, day, tzinfo=UTC) for day in (25, 26))

    (found,) = recurrence.instances(series, start=begin, end=end, zone=BERLIN)

    assert found.end - found.start == hours * HOUR


def test_the_wall_clock_counts() -> None:
    """Nine o'clock is nine o'clock, before and after the clocks change."""
    found = starts(make_series("RRULE:FREQ=WEEKLY"), "2026-03-23", "2026-04-01")

    assert found == ["2026-03-23T09:00:00+01:00", "2026-03-30T09:00:00+02:00"]


def test_a_time_that_no_clock_shows_is_moved() -> None:
    """Half past two on the last Sunday of March is half past three (RFC 5545 section 3.3.5)."""
    series = make_series("RRULE:FREQ=DAILY", start=datetime(2026, 3, 27, 2, 30, tzinfo=BERLIN))

    found = starts(series, "2026-03-28", "2026-03-31")

    assert [start[11:] for start in found] == ["02:30:00+01:00", "03:30:00+02:00", "02:30:00+02:00"]


def test_all_day_and_floating_series_follow_the_user() -> None:
    """Days and floating times are the user's, wherever that is."""
    days = make_series(
        "RRULE:FREQ=DAILY;UNTIL=20260303T235959Z", "EXDATE:20260302T000000", start=date(2026, 3, 1)
    )
    floating = make_series("RRULE:FREQ=DAILY;UNTIL=20260303T120000Z", start=datetime(2026, 3, 1, 9))  # noqa: DTZ001

    assert starts(days, "2026-03-01", "2026-03-09", zone=BERLIN) == [
        "2026-03-01",
        "2026-03-03",
        "2026-03-04",
    ]
    assert starts(floating, "2026-03-01", "2026-03-09", zone=TOKYO) == [
        "2026-03-01T09:00:00",
        "2026-03-02T09:00:00",
        "2026-03-03T09:00:00",
    ]


def test_all_day_series_take_days_that_are_added() -> None:
    """An added day, or a time on it, is a day of the series."""
    series = make_series(
        "RDATE;VALUE=DATE:20260305", "RDATE:20260307T090000", start=date(2026, 3, 1)
    )

    assert starts(series, "2026-03-02", "2026-03-09") == ["2026-03-05", "2026-03-07"]


def test_exceptions_take_the_place_of_instances() -> None:
    """Instances that have an exception of their own are left out."""
    series = make_series("RRULE:FREQ=WEEKLY")

    found = starts(series, "2026-03-20", "2026-04-01", replaced=frozenset({"20260323T080000Z"}))

    assert found == ["2026-03-30T09:00:00+02:00"]


def test_the_start_is_an_instance_even_off_its_rule() -> None:
    """A start on a day that the rule does not name counts, and COUNT counts it."""
    series = make_series("RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3")

    assert [start[:10] for start in starts(series, "2026-03-01", "2026-05-01")] == [
        "2026-03-02",
        "2026-03-04",
        "2026-03-11",
    ]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        pytest.param("FREQ=WEEKLY;BYDAY=MO", "", id="sound"),
        pytest.param("FREQ=HOURLY", rrules.WHY_OFTEN, id="hourly"),
        pytest.param("FREQ=SECONDLY;INTERVAL=86400", rrules.WHY_OFTEN, id="secondly"),
        pytest.param(
            "FREQ=DAILY;BYMINUTE=" + ",".join(map(str, range(60))),
            rrules.WHY_OFTEN,
            id="minutes",
        ),
        pytest.param("FREQ=DAILY;INTERVAL=0", rrules.WHY_ODD, id="no interval"),
        pytest.param("FREQ=DAILY;INTERVAL=-1", rrules.WHY_ODD, id="backwards"),
        pytest.param("FREQ=DAILY;INTERVAL=99999999", rrules.WHY_ODD, id="for ever"),
        pytest.param("FREQ=DAILY;COUNT=many", rrules.WHY_ODD, id="count"),
        pytest.param("FREQ=DAILY;UNTIL=then", rrules.WHY_ODD, id="until"),
        pytest.param("FREQ=DAILY;UNTIL=00010101", rrules.WHY_ODD, id="until year 1"),
        pytest.param("FREQ=DAILY;BYMONTH=13", rrules.WHY_ODD, id="month"),
        pytest.param("FREQ=YEARLY;BYYEARDAY=0", rrules.WHY_ODD, id="day 0"),
        pytest.param("FREQ=WEEKLY;BYDAY=XX", rrules.WHY_ODD, id="weekday"),
        pytest.param("FREQ=WEEKLY;BYMONTHDAY=1", rrules.WHY_ODD, id="forbidden"),
        pytest.param("FREQ=DAILY;WKST=1", rrules.WHY_ODD, id="week start"),
        pytest.param("FREQ=DAILY;RSCALE=HEBREW", rrules.WHY_ODD, id="another calendar"),
        pytest.param("FREQ=FORTNIGHTLY", rrules.WHY_ODD, id="frequency"),
        pytest.param("", rrules.WHY_ODD, id="empty"),
        pytest.param("FREQ=YEARLY;BYMONTH=" + "1," * 2000 + "1", rrules.WHY_ODD, id="long"),
    ],
)
def test_what_is_not_expanded_is_told(rule: str, why: str) -> None:
    """Of a rule that is too much or makes no sense only the first instance is there."""
    series = make_series(f"RRULE:{rule}")

    assert recurrence.problem(series) == why
    assert starts(series, "2026-03-02", "2026-03-03")
    assert bool(starts(series, "2026-03-03", "2026-04-03")) is not bool(why)


def test_many_rules_are_told() -> None:
    """A series with many rules has the instances of the first few."""
    series = make_series(*[f"RRULE:FREQ=MONTHLY;BYMONTHDAY={day}" for day in range(10, 20)])

    assert recurrence.problem(series) == "it has more than 4 rules"
    assert len(starts(series, "2026-03-09", "2026-04-01")) == recurrence.MOST_RULES


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        pytest.param(("RRULE:FREQ=SECONDLY",), datetime(2016, 1, 1, tzinfo=UTC), id="secondly"),
        pytest.param(("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",), None, id="30 February"),
        pytest.param(
            ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9",), None, id="30 February, counted"
        ),
        pytest.param(("RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU",), None, id="never a Tuesday"),
        pytest.param(("RRULE:FREQ=WEEKLY;BYDAY=MO;BYSETPOS=3",), None, id="never the third of one"),
        pytest.param(
            ("RRULE:FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=2,4",), None, id="31 April"
        ),
        pytest.param(("RRULE:FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",), None, id="week 53 in June"),
        pytest.param(
            ("RRULE:FREQ=DAILY;COUNT=1000000",),
            datetime(1700, 1, 1, tzinfo=UTC),
            id="old and counted",
        ),
        pytest.param(("RRULE:FREQ=DAILY",), datetime(2, 1, 1, tzinfo=UTC), id="as old as can be"),
        pytest.param(("RDATE:" + "20260323T080000Z," * 50_000,), None, id="many dates"),
        pytest.param(("EXDATE:" + "20260323T080000Z," * 50_000,) * 3, None, id="many exceptions"),
    ],
)
def test_hostile_rules_cost_nothing(lines: tuple[str, ...], start: datetime | None) -> None:
    """What never matches, matches always or began before all memory is over in no time."""
    series = make_series(*lines, start=start)
    began = time.process_time()

    found = starts(series, "2026-03-03", "9999-12-31")

    assert len(found) <= recurrence.MOST
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "when", [date(9998, 12, 31), datetime(9998, 12, 31, 23, tzinfo=BERLIN)], ids=str
)
def test_the_end_of_time_is_met(when: date) -> None:
    """At the last day that can be counted there are no more instances, and no error."""
    series = make_series("RRULE:FREQ=YEARLY", "RDATE:99981231T235959", start=when, end=when)
    long = replace(series, start=date(9000, 1, 1), end=date(9003, 1, 1))

    assert len(starts(series, "9997-01-01", "9999-12-31")) <= 3
    assert len(starts(long, "8999-01-01", "9999-12-31")) == 2


def test_a_long_past_instance_that_still_goes_on_is_there() -> None:
    """An instance of many days is found by its end."""
    series = make_series("RRULE:FREQ=YEARLY", start=date(2020, 3, 1), end=date(2020, 5, 1))

    assert starts(series, "2026-04-20", "2026-04-21") == ["2026-03-01"]


RULES = st.builds(
    lambda freq, interval, more: ";".join([f"FREQ={freq}", f"INTERVAL={interval}", *more]),
    st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")),
    st.integers(1, 5),
    st.lists(
        st.sampled_from(
            (
                *("BYDAY=MO", "BYDAY=TU,FR", "BYMONTH=3", "BYMONTH=1,7,12", "WKST=SU", "WKST=WE"),
                *("UNTIL=20270301T000000Z", "BYHOUR=9,17"),
            )
        ),
        max_size=3,
        unique_by=lambda part: part.partition("=")[0],
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    RULES,
    st.dates(date(1995, 1, 1), date(2026, 12, 31)),
    st.dates(date(2025, 1, 1), date(2028, 1, 1)),
)
def test_a_span_shows_what_the_whole_rule_gives(rule: str, first: date, day: date) -> None:
    """Looking only near the span gives what expanding the rule from its start gives."""
    start = datetime.combine(first, clock(9), tzinfo=UTC)
    begin = datetime.combine(day, clock(), tzinfo=UTC)
    end = begin + timedelta(days=200)
    whole = {start, *rrulestr(rule, dtstart=start).between(start, end)}

    found = recurrence.instances(
        make_series(f"RRULE:{rule}", start=start), start=begin, end=end, zone=UTC
    )

    assert [event.start for event in found] == sorted(at for at in whole if begin - HOUR < at < end)


LINES = st.lists(
    st.one_of(
        st.text(),
        st.text("RUELXDAT:;=FQIN,0123456789TZMOWBY/-+P", max_size=60).map("RRULE:{}".format),
    )
)


@settings(max_examples=150, deadline=None)
@given(
    LINES,
    st.dates(date(2, 1, 1), date(9998, 12, 31)),
    st.sampled_from((None, BERLIN, TOKYO)),
)
def test_any_lines_are_expanded_or_not(lines: list[str], day: date, zone: tzinfo | None) -> None:
    """Whatever stands in a series, it has instances or none, in the span asked for."""
    series = make_series(
        *lines, start=datetime.combine(day, clock(9), tzinfo=zone) if zone else day
    )
    begin, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)

    for found in recurrence.instances(series, start=begin, end=end, zone=BERLIN):
        assert instant(found.start, BERLIN) < end
        assert instant(found.end, BERLIN) >= begin

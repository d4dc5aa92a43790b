"""Where follow-ups go."""

from __future__ import annotations

import time as clocks
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync import scheduling
from calsync.model import Slot
from calsync.scheduling import Hours
from calsync.scheduling import Placement

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
OFFICE = Hours(time(9), time(17), frozenset(range(5)), minutes=30)
NOW = datetime(2026, 11, 23, 10, 7, tzinfo=BERLIN)  # a Monday
TODAY = NOW.date()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

Span = tuple[datetime, datetime]


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    """A time such as `11-26 12:30` of 2026."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=zone)


def busy(*texts: str) -> list[Span]:
    """Busy spans such as `11-26 09:00-17:00`."""
    spans = []
    for text in texts:
        day, _, hours = text.partition(" ")
        start, _, end = hours.partition("-")
        spans.append((at(f"{day} {start}"), at(f"{day} {end}")))
    return spans


def place(due: date | None = date(2026, 11, 27), **changes: Any) -> Placement:
    """A place for a follow-up due on a day, in an otherwise empty calendar."""
    given_: dict[str, Any] = {
        "due": due,
        "due_time": None,
        "now": NOW,
        "zone": BERLIN,
        "busy": [],
        "taken": {},
        "hours": OFFICE,
    }
    return scheduling.place(**given_ | changes)


def shown(placement: Placement) -> str:
    """A placement as text: `11-26 09:00 free`, or `11-27 day`."""
    if isinstance(placement.start, datetime):
        return f"{placement.start:%m-%d %H:%M} {placement.slot}"
    return f"{placement.start:%m-%d} {placement.slot}"


FULL_EVE = "11-26 09:00-17:00"
FULL_DUE = "11-27 09:00-17:00"

PLACES = [
    ("eve of the due day", {}, "11-26 09:00 free"),
    ("eve partly busy", {"busy": busy("11-26 08:00-09:40")}, "11-26 09:45 free"),
    ("back to back", {"busy": busy("11-26 09:00-09:45", "11-26 10:15-17:00")}, "11-26 09:45 free"),
    (
        "five-minute grid where only that fits",
        {"busy": busy("11-26 09:00-10:10", "11-26 10:40-17:00")},
        "11-26 10:10 free",
    ),
    (
        "quarter hour preferred on the same day",
        {"busy": busy("11-26 09:00-10:10", "11-26 10:40-12:00")},
        "11-26 12:00 free",
    ),
    ("eve full: the due day", {"busy": busy(FULL_EVE)}, "11-27 09:00 free"),
    (
        "due time: ends before it",
        {"busy": busy(FULL_EVE, "11-27 09:00-10:30"), "due_time": time(11)},
        "11-27 10:30 free",
    ),
    (
        "due time too early: the nearest before",
        {"busy": busy(FULL_EVE, "11-27 09:00-10:40"), "due_time": time(11)},
        "11-25 16:30 free",
    ),
    ("due time after hours", {"busy": busy(FULL_EVE), "due_time": time(22)}, "11-27 09:00 free"),
    ("both full: the nearest before", {"busy": busy(FULL_EVE, FULL_DUE)}, "11-25 16:30 free"),
    (
        "back to today",
        {"busy": busy(FULL_EVE, FULL_DUE, "11-25 00:00-23:00", "11-24 08:00-18:00")},
        "11-23 16:30 free",
    ),
    ("all full", {"busy": [(at("11-23 00:00"), at("11-28 00:00"))]}, "11-27 day"),
    ("weekend due", {"due": date(2026, 11, 29)}, "11-27 09:00 free"),
    (
        "weekend due, eve full",
        {"due": date(2026, 11, 29), "busy": busy(FULL_DUE)},
        "11-26 16:30 free",
    ),
    ("monday due", {"due": date(2026, 11, 30)}, "11-27 09:00 free"),
    ("due today", {"due": TODAY}, "11-23 10:15 free"),
    ("due today after hours", {"due": TODAY, "now": at("11-23 16:40")}, "11-23 day"),
    ("due today, time passed", {"due": TODAY, "due_time": time(9, 30)}, "11-23 day"),
    ("due tomorrow", {"due": date(2026, 11, 24)}, "11-23 10:15 free"),
    ("due yesterday: from now", {"due": date(2026, 11, 22)}, "11-23 10:15 free"),
    (
        "due last year, friday evening",
        {"due": date(2025, 1, 1), "now": at("11-27 16:45")},
        "11-30 09:00 free",
    ),
    ("no due date: five working days on", {"due": None}, "11-30 09:00 chosen"),
    (
        "no due date, that day full",
        {"due": None, "busy": busy("11-30 09:00-17:00")},
        "12-01 09:00 chosen",
    ),
    ("day taken up", {"taken": {date(2026, 11, 26): 4}}, "11-27 09:00 free"),
    ("day not yet taken up", {"taken": {date(2026, 11, 26): 3}}, "11-26 09:00 free"),
    (
        "busy in any order, overlapping, empty, reversed",
        {
            "busy": busy(
                "11-26 09:30-10:30", "11-26 09:00-10:00", "11-26 09:10-09:20", "11-26 12:00-11:00"
            )
        },
        "11-26 10:30 free",
    ),
    (
        "buffer after",
        {"busy": busy("11-26 08:00-09:00"), "hours": replace(OFFICE, buffer=15)},
        "11-26 09:15 free",
    ),
    (
        "buffer before",
        {"busy": busy("11-26 09:40-13:00"), "hours": replace(OFFICE, buffer=15)},
        "11-26 13:15 free",
    ),
    (
        "buffer around a meeting before hours",
        {"busy": busy("11-26 08:00-08:50"), "hours": replace(OFFICE, buffer=30)},
        "11-26 09:30 free",
    ),
    (
        "holiday",
        {"hours": replace(OFFICE, holidays=frozenset({date(2026, 11, 26)}))},
        "11-25 09:00 free",
    ),
    (
        "on the quarter hour now",
        {"due": date(2026, 11, 24), "now": at("11-23 10:15")},
        "11-23 10:15 free",
    ),
    (
        "a second past the quarter hour",
        {"due": date(2026, 11, 24), "now": at("11-23 10:15:01")},
        "11-23 10:30 free",
    ),
    ("long follow-up", {"hours": replace(OFFICE, minutes=480)}, "11-26 09:00 free"),
    ("too long follow-up", {"hours": replace(OFFICE, minutes=481)}, "11-27 day"),
    ("no days at all", {"hours": replace(OFFICE, days=frozenset())}, "11-27 day"),
    (
        "no days, no due date",
        {"due": None, "hours": replace(OFFICE, days=frozenset())},
        "11-28 chosen",
    ),
    (
        "no days, due date past",
        {"due": date(2026, 1, 1), "hours": replace(OFFICE, days=frozenset())},
        "11-23 day",
    ),
    ("hours upside down", {"hours": replace(OFFICE, start=time(17), end=time(9))}, "11-27 day"),
]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [pytest.param(changes, expected, id=name) for name, changes, expected in PLACES],
)
def test_place(changes: dict[str, Any], expected: str) -> None:
    """A follow-up stands in the first fitting slot by the rules of placing."""
    assert shown(place(**changes)) == expected


def test_placement_is_in_the_users_zone() -> None:
    """Times carry the user's zone, and end after the configured minutes."""
    placement = place()

    assert isinstance(placement.start, datetime)
    assert placement.start.tzinfo is BERLIN
    assert placement.end == placement.start + timedelta(minutes=30)


def test_all_day_ends_the_day_after() -> None:
    """A follow-up all day on the due day is half-open like any all-day event."""
    placement = place(busy=[(at("11-01 00:00"), at("11-30 00:00"))])

    assert placement == Placement(date(2026, 11, 27), date(2026, 11, 28), Slot.DAY)


def test_overdue_goes_to_the_first_free_slot() -> None:
    """A follow-up that has passed is put into the first free slot from now."""
    placement = scheduling.place_overdue(
        now=NOW, zone=BERLIN, busy=busy("11-23 10:00-11:00"), taken={}, hours=OFFICE
    )

    assert shown(placement) == "11-23 11:00 free"


def test_farthest_due_day_is_harmless() -> None:
    """The last day that there is can be a due day."""
    assert place(date.max).start.year == 9997


@pytest.mark.parametrize(
    ("zone", "day", "hours", "expected"),
    [
        (BERLIN, date(2026, 3, 29), (time(2, 30), time(5)), "03:30"),  # 02:30 is not shown
        (BERLIN, date(2026, 3, 29), (time(1, 30), time(2, 30)), None),  # half an hour is left
        (BERLIN, date(2026, 10, 25), (time(2, 30), time(5)), "02:30"),  # shown twice
        (BERLIN, date(2026, 10, 25), (time(1), time(2, 30)), "01:00"),
        (NEW_YORK, date(2026, 3, 8), (time(2, 15), time(5)), "03:15"),
        (LORD_HOWE, date(2026, 10, 4), (time(2), time(4)), "02:30"),  # half an hour is skipped
        (KATHMANDU, date(2026, 10, 4), (time(9), time(12)), "09:00"),  # +05:45
    ],
    ids=["gap-start", "gap-end", "fold-start", "fold-end", "new-york", "lord-howe", "kathmandu"],
)
def test_clock_changes(
    zone: ZoneInfo, day: date, hours: tuple[time, time], expected: str | None
) -> None:
    """On the days of a clock change a slot is whole, and shown within the hours."""
    wanted = Hours(*hours, frozenset(range(7)), minutes=60)
    now = datetime(2026, 1, 1, tzinfo=UTC)

    placement = place(day, now=now, zone=zone, hours=wanted, taken={day - DAY: 9})

    if expected is None:
        assert shown(placement).startswith(f"{day - 2 * DAY:%m-%d}")
    else:
        assert isinstance(placement.start, datetime)
        assert placement.start.strftime("%m-%d %H:%M") == f"{day:%m-%d} {expected}"
        assert placement.end.astimezone(UTC) - placement.start.astimezone(UTC) == HOUR  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 27), date(2026, 11, 26)),
        (date(2026, 11, 30), date(2026, 11, 27)),
        (date(2026, 11, 29), date(2026, 11, 27)),
    ],
    ids=["friday", "monday", "sunday"],
)
def test_working_day_before(day: date, expected: date) -> None:
    """The working day before is the last of the user's days."""
    assert scheduling.working_day_before(day, hours=OFFICE) == expected


@pytest.mark.parametrize(
    ("holidays", "expected"),
    [
        (frozenset(), date(2026, 11, 30)),
        (frozenset({date(2026, 11, 25)}), date(2026, 12, 1)),
    ],
    ids=["plain", "holiday"],
)
def test_add_working_days(holidays: frozenset[date], expected: date) -> None:
    """Working days are counted without weekends and holidays."""
    hours = replace(OFFICE, holidays=holidays)

    assert scheduling.add_working_days(NOW.date(), 5, hours=hours) == expected


def test_thousands_of_busy_spans_take_no_time() -> None:
    """Follow-ups among ten thousand busy spans, with nothing free for weeks, are placed at once."""
    now = NOW.astimezone(UTC)
    spans = [(now + n * HOUR / 3, now + n * HOUR / 3 + HOUR / 4) for n in range(10_000)]
    began = clocks.process_time()

    for n in range(0, 100, 5):
        place(NOW.date() + n * DAY, busy=spans)

    assert clocks.process_time() - began < 5


ZONES = [BERLIN, NEW_YORK, LORD_HOWE, KATHMANDU, ZoneInfo("UTC"), ZoneInfo("Africa/Cairo")]
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@st.composite
def spans(draw: st.DrawFn) -> Sequence[Span]:
    """Busy spans around some moment, in any order, overlapping, some of them long."""
    start = draw(MOMENTS)
    lengths = st.sampled_from([0, 5, 15, 45, 60, 180, 600, 3000])
    pairs = draw(st.lists(st.tuples(st.integers(-500, 12_000), lengths), max_size=30))
    minute = timedelta(minutes=1)
    return [(start + a * minute, start + (a + b) * minute) for a, b in pairs]


@st.composite
def arguments(draw: st.DrawFn) -> dict[str, Any]:
    """Anything that `place` may be given."""
    taken = draw(spans())
    now = draw(st.sampled_from([taken[0][0]]) | MOMENTS if taken else MOMENTS)
    first, last = sorted(draw(st.lists(st.times(), min_size=2, max_size=2)))
    days = draw(st.frozensets(st.integers(0, 6)))
    zone = draw(st.sampled_from(ZONES))
    today = now.astimezone(zone).date()
    near = st.integers(-10, 30).map(lambda n: today + n * DAY)
    return {
        "due": draw(st.none() | near | st.dates(date(2020, 1, 1))),
        "due_time": draw(st.none() | st.times()),
        "now": now,
        "zone": zone,
        "busy": taken,
        "taken": draw(st.dictionaries(near, st.integers(0, 5), max_size=5)),
        "hours": Hours(
            first.replace(second=0, microsecond=0),
            last.replace(second=0, microsecond=0),
            days,
            minutes=draw(st.integers(5, 240)),
            buffer=draw(st.sampled_from([0, 5, 10, 30])),
            holidays=draw(st.frozensets(near, max_size=3)),
        ),
    }


@settings(max_examples=100, deadline=None)
@given(arguments())
def test_placement_is_always_allowed(given_: dict[str, Any]) -> None:
    """A placement is all day or in the hours, on a working day, free, never past nor too late."""
    placement = scheduling.place(**given_)

    today = given_["now"].astimezone(given_["zone"]).date()
    due, start = given_["due"], placement.start
    if not isinstance(start, datetime):
        assert placement.end - start == DAY
        assert start >= today
        assert due is None or due < today or start in (due, date(9998, 1, 1))
        return
    end = placement.end
    assert isinstance(end, datetime)
    _require_free(given_["busy"], start, end, given_["hours"])
    _require_hours(given_["taken"], start, end, given_["hours"])
    assert start >= given_["now"]
    assert start.minute % 5 == 0
    if due is not None and due >= today:
        assert placement.slot is Slot.FREE
        assert start.date() <= due
        if start.date() == due and given_["due_time"]:
            assert end.time() <= given_["due_time"]


def _require_free(busy_: Sequence[Span], start: datetime, end: datetime, hours: Hours) -> None:
    buffer = timedelta(minutes=hours.buffer)
    begins, ends = start.astimezone(UTC), end.astimezone(UTC)
    assert ends - begins == timedelta(minutes=hours.minutes)
    for a, b in busy_:
        assert a == b or b + buffer <= begins or a - buffer >= ends


def _require_hours(taken: Mapping[date, int], start: datetime, end: datetime, hours: Hours) -> None:
    day = start.date()
    assert day == end.date()
    assert hours.start <= start.time()
    assert end.time() <= hours.end
    assert hours.is_working(day)
    assert taken.get(day, 0) < hours.per_day


@settings(max_examples=25, deadline=None)
@given(arguments(), st.randoms())
def test_placement_does_not_depend_on_the_order(given_: dict[str, Any], random: Any) -> None:
    """The same busy spans in another order give the same place."""
    shuffled = list(given_["busy"])
    random.shuffle(shuffled)

    assert scheduling.place(**given_) == scheduling.place(**given_ | {"busy": shuffled})

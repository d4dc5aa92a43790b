"""Frozen values survive the way into JSON and back."""

from __future__ import annotations

import json
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import codec
from calsync.model import Attendee
from calsync.model import Channel
from calsync.model import Draft
from calsync.model import FollowUp
from calsync.model import Origin
from calsync.model import Signal
from calsync.model import State
from calsync.model import Verdict
from tests.conftest import make_event
from tests.conftest import make_promise

BERLIN = ZoneInfo("Europe/Berlin")
TIMES = {
    "day": date(2026, 11, 27),
    "floating": datetime(2026, 11, 27, 9),  # noqa: DTZ001 - floating
    "utc": datetime(2026, 11, 27, 9, tzinfo=UTC),
    "named utc": datetime(2026, 11, 27, 9, tzinfo=ZoneInfo("UTC")),
    "zone": datetime(2026, 7, 1, 9, 0, 0, 7, tzinfo=BERLIN),
    "first of the doubled hour": datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
    "second of the doubled hour": datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),
    "offset": datetime(2026, 11, 27, 9, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    "seconds of offset": datetime(1880, 1, 1, tzinfo=BERLIN),
    "first year": datetime(1, 1, 1),  # noqa: DTZ001 - floating
}


@pytest.mark.parametrize("value", TIMES.values(), ids=TIMES.keys())
def test_time_comes_back(value: date) -> None:
    """A time keeps its kind, its wall clock, its zone and its fold."""
    found = codec.load_time(codec.dump_time(value))

    assert (found, type(found)) == (value, type(value))
    if isinstance(value, datetime):
        assert isinstance(found, datetime)
        assert (found.fold, str(found.tzinfo)) == (value.fold, str(value.tzinfo))
        assert found.utcoffset() == value.utcoffset()


@given(st.datetimes(timezones=st.timezones() | st.none()), st.sampled_from((0, 1)))
def test_any_time_comes_back(value: datetime, fold: int) -> None:
    """Whatever the zone and the moment."""
    value = value.replace(fold=fold)

    found = codec.load_time(codec.dump_time(value))

    assert isinstance(found, datetime)
    assert found.replace(tzinfo=None) == value.replace(tzinfo=None)
    assert found.utcoffset() == value.utcoffset()


def test_unknown_zone_keeps_the_moment() -> None:
    """A zone that this machine has never heard of is replaced by its offset."""
    found = codec.load_time("2026-11-27T09:00:00+02:00[Mars/Olympus]")

    assert found == datetime(2026, 11, 27, 7, tzinfo=UTC)


RECORDS = {
    "event": make_event(
        attendees=(Attendee("ana@x", "Ana", "accepted"),),
        organizer=Attendee("me@x"),
        recurrence=("RRULE:FREQ=DAILY",),
        marks={"promise": "p1"},
    ),
    "bare event": make_event(),
    "promise": make_promise(due_time=time(15), origin=Origin("a", "c", "u"), state=State.KEPT),
    "verdict": Verdict(Channel.LUNCH, 1, evidence=(Signal("title", 0.5, "lunch"),)),
    "follow-up": FollowUp(
        *("p1", 1, "a", "c", "id", "uid", "Follow up"),
        date(2026, 1, 1),
        date(2026, 1, 2),
        written=Draft("id", "uid", "T", date(2026, 1, 1), date(2026, 1, 2), marks={"due": "x"}),
    ),
}


@pytest.mark.parametrize("value", RECORDS.values(), ids=RECORDS.keys())
def test_record_comes_back(value: object) -> None:
    """A dataclass with all it holds is the same after JSON."""
    text = json.dumps(codec.dump(value))

    assert codec.load(type(value), codec.parse(text)) == value


def test_defaults_take_no_room() -> None:
    """Only what differs from the default is written."""
    assert codec.dump(make_promise()).keys() == {"id", "text", "person", "due", "seen"}


def test_unknown_keys_are_left() -> None:
    """A field of a later version is no obstacle."""
    assert codec.load(Signal, {"signal": "a", "weight": 1, "later": []}) == Signal("a", 1.0)

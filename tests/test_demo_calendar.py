"""The demo's calendar: on the right days, real-looking, and found exactly as it is meant."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from calsync import demo_calendar
from calsync import detection
from calsync import ics
from calsync.model import Channel
from calsync.model import Me

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=BERLIN)
NOWS = [TUESDAY + timedelta(days=days, hours=5) for days in range(7)]
WEEKDAYS = [f"{now:%A}" for now in NOWS]
ME = Me(
    emails=frozenset({"alex@example.com", "alex.kim@example.net"}),
    domains=frozenset({"example.com"}),
)


def files(folder: Path, *, now: datetime = TUESDAY) -> dict[str, bytes]:
    """Write the demo into a folder and read its files back."""
    demo_calendar.write(folder, now=now)
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.ics"))
    }


def planned(*, now: datetime = TUESDAY) -> dict[str, demo_calendar.Entry]:
    """The demo's events by UID."""
    return {entry.uid: entry for entry in demo_calendar.entries(demo_calendar.load(), now=now)}


def titled(title: str, *, now: datetime = TUESDAY) -> demo_calendar.Entry:
    """The one event of that title."""
    (entry,) = [entry for entry in planned(now=now).values() if entry.title == title]
    return entry


def test_there_are_two_calendars_with_one_event_a_file(tmp_path: Path) -> None:
    """Work and private are sub-folders, and each UID has a file of its own."""
    found = files(tmp_path)

    assert {name.split("/")[0] for name in found} == {"work", "private"}
    assert len(found) == len(planned()) == len(set(found.values()))


def test_the_same_moment_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two demos at one moment are equal, byte for byte."""
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.parametrize("now", NOWS, ids=WEEKDAYS)
def test_events_keep_their_weekdays_and_the_last_ones_are_just_over(now: datetime) -> None:
    """Whatever the day, Mondays stay Mondays and the lunch with a note was on a workday before."""
    lunch = titled("Lunch with Ana Diaz", now=now)
    standup = titled("Stand-up", now=now)

    assert standup.start.strftime("%a") == "Mon"
    assert timedelta(0) < now.date() - lunch.start.date() <= timedelta(days=3)  # type: ignore[attr-defined]
    assert lunch.start.weekday() < 5


@pytest.mark.parametrize("now", NOWS, ids=WEEKDAYS)
def test_what_calsync_finds_is_exactly_what_the_table_says(tmp_path: Path, now: datetime) -> None:
    """Every event of the demo, series and exceptions included, gets its label and no other."""
    labels = {uid: entry.label for uid, entry in planned(now=now).items()}
    wrong = []
    for name, data in files(tmp_path, now=now).items():
        reading = ics.read(data, href=name, account="demo", calendar=name.split("/")[0])
        assert not reading.problems, reading.problems
        for event in reading.events:
            verdict = detection.detect(event, me=ME, zone=BERLIN)
            if verdict.channel != labels[event.uid]:
                wrong.append((event.title, labels[event.uid], verdict))

    assert wrong == []


def test_most_of_the_demo_is_not_networking() -> None:
    """About one event in seven is networking, in all five channels."""
    counts = Counter(entry.label for entry in planned().values())

    assert 180 <= counts.pop(None) <= 200
    assert counts == {
        Channel.LUNCH: 12,
        Channel.TRAINING: 5,
        Channel.CONFERENCE: 3,
        Channel.COMMUNITY: 9,
        Channel.SOCIAL: 2,
    }


def test_no_label_is_written_into_the_calendar(tmp_path: Path) -> None:
    """The files carry neither labels nor calsync's own properties."""
    everything = b"".join(files(tmp_path).values()).lower()

    assert b"label" not in everything
    assert b"calsync" not in everything


def test_the_files_are_sound_icalendar(tmp_path: Path) -> None:
    """Another reader takes every file without an error and finds the zone that it uses."""
    for data in files(tmp_path).values():
        calendar = icalendar.Calendar.from_ical(data)
        zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}

        assert b"\r\n" in data
        assert not calendar.errors
        assert not any(event.errors for event in calendar.walk("VEVENT"))
        assert (b"TZID=Europe/Berlin" in data) == bool(zones)


def test_a_moved_instance_belongs_to_its_series(tmp_path: Path) -> None:
    """The exception names an instance that the series has, on that series' own time."""
    texts = [data for data in files(tmp_path).values() if b"RECURRENCE-ID" in data]
    series, exception = icalendar.Calendar.from_ical(texts[0]).walk("VEVENT")

    assert len(texts) == 1
    assert series["UID"] == exception["UID"]
    away = exception.decoded("RECURRENCE-ID") - series.decoded("DTSTART")
    assert away % timedelta(weeks=1) == timedelta(0)


def test_everybody_in_it_is_invented() -> None:
    """All addresses and domains are reserved for examples (RFC 2606 and RFC 6761)."""
    table = demo_calendar.load()
    addresses = [parseaddr(person)[1] for person in table["people"].values()]
    reserved = (".example", "example.com", "example.org", "example.net")

    assert all(address.endswith(reserved) for address in [*addresses, *table["me"].values()])

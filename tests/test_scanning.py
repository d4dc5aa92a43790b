"""A stateless look at calendars: who is me, big calendars in pieces, several processes."""

from __future__ import annotations

import io
import multiprocessing
import os
from collections.abc import Callable
from datetime import UTC
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync import ics
from calsync import scanning
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import Me
from calsync.model import Verdict
from calsync.sources import Document

HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-TIMEZONE:Asia/Tokyo\n"
ZONE = "BEGIN:VTIMEZONE\nTZID:Here\nX-LIC-LOCATION:Asia/Tokyo\nEND:VTIMEZONE\n"
ALARM = "BEGIN:VALARM\nDESCRIPTION:x\n BEGIN:VEVENT\nEND:VALARM\n"
GOOD = "DTSTART;TZID=Here:20261124T120000\n"


def events(count: int, *, lines: str = GOOD) -> list[str]:
    """That many lunches."""
    return [
        f"BEGIN:VEVENT\nUID:{n}\nSUMMARY:Lunch with Ana\n{lines}END:VEVENT\n" for n in range(count)
    ]


def document(*parts: str) -> Document:
    """A calendar of those parts."""
    return Document("big.ics", "big", "".join((HEAD, *parts, "END:VCALENDAR\n")).encode())


def title(event: Event, _: Verdict) -> str:
    """A row that is just UID and title."""
    return f"{event.uid} {event.title}"


def dying(event: Event, verdict: Verdict) -> str:
    """A row that only the first process lives to make."""
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return title(event, verdict)


def results(path: Path, render: Callable[[Event, Verdict], str]) -> list[scanning.Result[str]]:
    """What is found in a file."""
    found = scanning.read([str(path)], stdin=io.BytesIO())
    return list(scanning.results(found, scanning.Look(Me(), UTC, render)))


@given(
    st.lists(
        st.sampled_from([*events(3), *events(2, lines=GOOD + ALARM), "BEGIN:VEVENT\nUID:bad\n"]),
        max_size=40,
    ),
    st.integers(1, 2000),
)
@settings(max_examples=60, deadline=None)
def test_pieces_hold_what_the_whole_holds(parts: list[str], size: int) -> None:
    """However a calendar is cut, its events, their order and the lines of problems are the same."""
    whole = document(ZONE, *parts)

    cut = [scanning._reading(piece, None) for piece in scanning.pieces(whole, size=size)]

    expected = ics.read(whole.data, href="big.ics", calendar="big")
    assert [e.uid for r in cut for e in r.events] == [e.uid for e in expected.events]
    assert [e.start for r in cut for e in r.events] == [e.start for e in expected.events]
    assert [p for r in cut for p in r.problems] == list(expected.problems)
    assert {r.zone for r in cut} == {"Asia/Tokyo"}


def test_a_small_calendar_is_one_piece() -> None:
    """Nothing is cut that is quickly read."""
    small = document(*events(9))

    assert list(scanning.pieces(small)) == [small]


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param(document(*events(30), ZONE), id="a zone comes late"),
        pytest.param(document("X-A:" + "a" * 70_000 + "\n", *events(900)), id="a long head"),
        pytest.param(Document("a", "a", b"x" * 5000), id="no event"),
        pytest.param(Document("a", "a", b"x\nBEGIN:VEVENT" * 500), id="no calendar"),
        pytest.param(
            Document("a", "a", document(*events(30)).data.decode().encode("utf-16")), id="utf-16"
        ),
    ],
)
def test_what_cannot_be_cut_stays_whole(whole: Document) -> None:
    """Where a piece would miss something of the whole there is only one."""
    assert list(scanning.pieces(whole, size=100)) == [whole]


@pytest.mark.parametrize("render", [title, dying], ids=["well", "killed"])
def test_a_big_calendar_is_looked_at_in_order(
    tmp_path: Path, render: Callable[[Event, Verdict], str]
) -> None:
    """Several processes find what one would, in its order, even if all of them are killed."""
    whole = document(ZONE, *events(9_000), "BEGIN:VEVENT\nUID:bad\nEND:VEVENT\n")
    path = tmp_path / "big.ics"
    path.write_bytes(whole.data)

    found = results(path, render)

    assert len(found) > 2
    assert sum(result.events for result in found) == 9_000
    rows = [row for result in found for row in result.rows]
    assert rows == [f"{n} Lunch with Ana" for n in range(9_000)]
    (problem,) = [problem for result in found for problem in result.problems]
    line = whole.data[: whole.data.index(b"UID:bad")].count(b"\n")
    assert problem.where == f"{path}:{line}"


@pytest.mark.parametrize("render", [title, dying], ids=["well", "killed"])
def test_many_files_are_looked_at_in_order(
    tmp_path: Path, render: Callable[[Event, Verdict], str]
) -> None:
    """Of a folder of many files as much is found as of a few, and each wrong one is named."""
    count = scanning.FILES_FIRST + 2 * scanning.TOGETHER + 1
    for number, event in enumerate(events(count)):
        (tmp_path / f"{number:05}.ics").write_bytes(document(ZONE, event).data)
    for wrong in ("00003.ics", "01100.ics"):
        (tmp_path / wrong).write_text("<html>")

    read = scanning.read([str(tmp_path)], stdin=io.BytesIO())
    found = list(scanning.results(read, scanning.Look(Me(), UTC, render)))

    rows = [row for result in found for row in result.rows]
    assert rows == [f"{n} Lunch with Ana" for n in range(count) if n not in {3, 1100}]
    problems = [*read.problems, *(problem for result in found for problem in result.problems)]
    assert [Path(problem.where).name for problem in problems] == ["00003.ics", "01100.ics"]


def test_folders_of_many_files_stay_in_order(tmp_path: Path) -> None:
    """The later files of one folder come before the files of the next."""
    count = scanning.FILES_FIRST + 1
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for number, event in enumerate(events(count)):
            path = tmp_path / name / f"{number:05}.ics"
            path.write_bytes(document(ZONE, event.replace("Ana", name)).data)

    rows = [row for result in results(tmp_path, title) for row in result.rows]

    assert rows == [f"{n} Lunch with {name}" for name in "ab" for n in range(count)]


def meeting(*emails: str, organizer: str = "", calendar: str = "work") -> Event:
    """A meeting of those people."""
    host = Attendee(organizer) if organizer else None
    people = tuple(Attendee(email, room=email.startswith("room")) for email in emails)
    day = date(2026, 11, 24)
    return Event("1", "1", "x", day, day, calendar=calendar, attendees=people, organizer=host)


ME, ANA, BOB, ROOM = "me@example.com", "ana@example.org", "bob@example.com", "room@example.com"
GROUP = "abc@group.calendar.google.com"


@pytest.mark.parametrize(
    ("meetings", "names", "expected"),
    [
        pytest.param([meeting(ME, ANA)] * 2 + [meeting(ME, BOB)], "work", ME, id="at all of them"),
        pytest.param([meeting(ANA, organizer=ME), *[meeting(ME, BOB)] * 2], "w", ME, id="invites"),
        pytest.param([meeting(ME, ANA)] * 5, "work", None, id="two at equally many"),
        pytest.param([meeting(ME, ANA)] * 5, ME, ME, id="two, but the calendar is one's namesake"),
        pytest.param([meeting(ME)] * 2, "work", None, id="too few meetings"),
        pytest.param([meeting(ME), meeting(ANA), meeting(BOB)], "work", None, id="nobody at most"),
        pytest.param(
            [meeting(ME, ROOM), meeting(ROOM, BOB, ME)] * 2, "w", ME, id="rooms are nobody"
        ),
        pytest.param([meeting(ME, organizer=GROUP)] * 3, "work", ME, id="nor are calendars"),
        pytest.param([meeting(GROUP)] * 3, GROUP, None, id="a group calendar"),
        pytest.param([meeting()] * 9, "Me@Example.com", ME, id="no meetings, but a namesake"),
        pytest.param([], "Sprint @ 10.30 in B", None, id="a name with an at sign"),
        pytest.param([], "work", None, id="nothing"),
        pytest.param([meeting(ME, ANA)] + [meeting(ME)] * 3000, "work", ME, id="many meetings"),
    ],
)
def test_who_is_me_is_guessed_only_when_clear(
    meetings: list[Event], names: str, expected: str | None
) -> None:
    """Whoever is at most meetings, else the namesake of the calendar; nobody where in doubt."""
    guesses = scanning.guesses(meetings, [("work", names)])

    assert [guess.email for guess in guesses] == ([expected] if expected else [])
    assert all(guess.seen <= guess.meetings <= scanning.GUESS_FROM for guess in guesses)


def test_each_calendar_has_its_own_guess() -> None:
    """The user's work and private addresses are both found, each once."""
    meetings = [meeting(ME, f"{n}@example.com", calendar="work") for n in range(4)]
    meetings += [meeting("alex@example.net", f"{n}@x.example", calendar="home") for n in range(4)]
    meetings += [meeting(ME, calendar="more")] * 4
    names = [("work", ""), ("home", ""), ("more", "")]

    guesses = scanning.guesses(meetings, names)

    assert [guess.email for guess in guesses] == [ME, "alex@example.net"]

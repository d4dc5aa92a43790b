"""The words of a review."""

from __future__ import annotations

from datetime import date
from datetime import time
from typing import Any

import pytest

from calsync import review
from calsync.model import Channel
from calsync.model import Verdict
from tests.conftest import make_event
from tests.conftest import make_promise
from tests.household import ZONE
from tests.household import at
from tests.household import day

TODAY = day("11-23")
OPENINGS = [
    ((1, 0, 0, 1), "1 overdue promise, 1 meeting: about a minute"),
    ((2, 1, 0, 0), "2 overdue promises, 1 question: about a minute"),
    ((0, 0, 1, 4), "1 unsure event, 4 meetings: about 3 minutes"),
]


@pytest.mark.parametrize(("counts", "words"), OPENINGS)
def test_opening(counts: tuple[int, int, int, int], words: str) -> None:
    """What waits, and how long it takes."""
    assert review.opening(*counts) == words


def test_older() -> None:
    """What is too old to be asked about is only counted."""
    assert review.older(0) == ""
    assert review.older(1) == "1 older one: calsync review --all"
    assert review.older(2) == "2 older ones: calsync review --all"


def test_waits() -> None:
    """One thing waits, several wait."""
    assert review.waits(0, 0, 0, 1) == "1 meeting waits"
    assert review.waits(1, 0, 0, 1) == "1 overdue promise, 1 meeting wait"


OWES = [
    ({}, "send Ana the deck"),
    ({"text": "the deck"}, "You owe Ana: the deck"),
    ({"person": ""}, "send Ana the deck"),
    ({"mine": False}, "Ana owes you: send Ana the deck"),
    ({"mine": False, "person": ""}, "Somebody owes you: send Ana the deck"),
]


@pytest.mark.parametrize(("changes", "words"), OWES)
def test_owes(changes: dict[str, Any], words: str) -> None:
    """Who owes whom what."""
    assert review.owes(make_promise(**changes)) == words


DUES = [
    ({}, at("11-26 09:00"), "due Fri 27 Nov, in 4 days; follow-up Thu 26 Nov 09:00"),
    ({}, at("11-23 15:30"), "due Fri 27 Nov, in 4 days; follow-up today 15:30"),
    ({}, day("11-23"), "due Fri 27 Nov, in 4 days; follow-up today"),
    ({}, day("11-27"), "due Fri 27 Nov, in 4 days; follow-up Fri 27 Nov"),
    ({"due_time": time(15)}, None, "due Fri 27 Nov, in 4 days, 15:00"),
    ({"due": None}, None, "no date"),
    ({"due": None, "mine": False}, None, "no date, no event"),
]


@pytest.mark.parametrize(("changes", "start", "words"), DUES)
def test_due_line(changes: dict[str, Any], start: date | None, words: str) -> None:
    """When it is due, and where its follow-up stands."""
    promise = make_promise(**changes)

    assert review.due_line(promise, today=TODAY, follow_up=start, zone=ZONE) == words


def test_overdue() -> None:
    """Whose it is, in the middle of a sentence; a promise to nobody keeps its letters."""
    mine = review.overdue(make_promise(text="the deck", due=day("11-20")), today=TODAY)
    bare = review.overdue(make_promise(person="", text="NDA", due=day("11-20")), today=TODAY)

    assert mine.lines == (*("Overdue: you owe Ana: the deck", "  due Fri 20 Nov, 3 days ago"),)
    assert bare.lines[0] == "Overdue: NDA"
    assert mine.prompt == "  k kept  m move  d drop  Enter later > "


@pytest.mark.parametrize(
    ("asks", "words", "enter"),
    [("removed", "its line is gone", "still open"), ("deleted", "you deleted", "open, no event")],
)
def test_asked(asks: str, words: str, enter: str) -> None:
    """Why it is asked about, and what Enter means."""
    question = review.asked(make_promise(asks=asks))

    assert words in question.lines[1]
    assert question.enter == enter
    assert ("m" in question.keys) is (asks == "deleted")


@pytest.mark.parametrize(("best", "words"), [(Channel.LUNCH, ", perhaps lunch"), (None, "")])
def test_unsure(best: Channel | None, words: str) -> None:
    """What it may be, if there is a guess."""
    verdict = Verdict(None, 0.4, runner_up=best, unsure=True)

    question = review.unsure(make_event(), verdict, zone=ZONE, today=TODAY)

    assert question.lines == (f"Is this networking? Lunch with Ana, Tue 24 Nov 12:00{words}",)


@pytest.mark.parametrize(("location", "words"), [("Roma\nBerlin", ", Roma"), ("", ""), ("  ", "")])
def test_heading(location: str, words: str) -> None:
    """Which of how many, what, when, where."""
    event = make_event(location=location)

    shown = review.heading(event, 1, 2, zone=ZONE, today=day("11-24"))

    assert shown == f"1/2 Lunch with Ana, today 12:00{words}"


def test_background() -> None:
    """When they last met, with the year where it was another; and what was noted."""
    last_year = at("09-02 12:00").replace(year=2025)

    assert [*review.background(at("09-02 12:00"), "", today=TODAY)] == ["last met 2 Sep"]
    assert [*review.background(last_year, " a ", today=TODAY)] == [
        "last met 2 Sep 2025",
        "note: “a”",
    ]
    assert [*review.background(None, "", today=TODAY)] == []
    assert [*review.background(None, "a\n\n b \n", today=TODAY)] == ["note: “a / b”"]


def test_questions_of_a_meeting() -> None:
    """A promise that sync took up, one that is proposed, one that was typed."""
    theirs = make_promise(mine=False)

    assert review.known(make_promise(), "due").lines[0].endswith("(planned by sync)")
    assert review.proposed(make_promise(), "due").prompt == "  y yes  e edit  n no  ? more > "
    assert review.understood(make_promise(), "due").lines == ("  due",)
    assert review.understood(theirs, "due").lines[0] == "Ana owes you: send Ana the deck"


def test_more() -> None:
    """The keys that work at any question, and those of a meeting."""
    assert review.more(meeting=False) == ("  u  undo the last answer", "  q  stop here")
    assert len(review.more(meeting=True)) == 5

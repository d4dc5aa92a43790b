"""What due dates mean: the grammar's own examples, phrases people type, and what always holds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import time
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync import due
from calsync import due_days
from calsync import due_folding
from calsync import due_joints
from calsync import due_lexing
from calsync import due_particles
from calsync import due_rules
from calsync.due_days import Length
from calsync.model import DateOrder
from calsync.model import Due

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 10, 8, 9, 30, tzinfo=BERLIN)
PHRASES = Path(__file__).with_name("due_phrases")
CORPUS = Path(os.environ.get("CALSYNC_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
RULES = [
    rule
    for table in (*due_joints.STAGES, due_joints.JOINED, due_joints.LATE, due_joints.ROLES)
    for rule in table
]


def said(found: Due | None, *, clock: bool = True) -> str:
    """A due date as the tables write it."""
    if found is None:
        return ""
    at = f" {found.time:%H:%M}" if clock and found.time else ""
    return f"{found.date}{at}"


def rows(name: str) -> Iterator[tuple[datetime, DateOrder, str, str]]:
    """The rows of a table of phrases: when and how it was said, what, and what it comes to."""
    at, order = THURSDAY, DateOrder.DMY
    for line in (PHRASES / name).read_text("utf-8").splitlines():
        if line.startswith("# at "):
            at = datetime.fromisoformat(line.split()[2]).astimezone(BERLIN)
            order = DateOrder(line.split()[3])
        elif not line.startswith("#"):
            wanted, _, text = line.partition(" | ")
            yield at, order, text, wanted.replace("none", "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.pattern}: {rule.example}")
def test_rule(rule: due_rules.Rule) -> None:
    """Each rule of the grammar reads its example as the table says."""
    found = due.find(rule.example, at=THURSDAY)

    assert said(found, clock=" " in rule.comes_to) == rule.comes_to


@pytest.mark.parametrize("table", sorted(path.name for path in PHRASES.glob("*.txt")))
def test_phrases(table: str) -> None:
    """People's phrases and lines mean the day, and the clock time, that they name."""
    read = [
        (text, said(due.find(text, at=at, order=order), clock=" " in wanted), wanted)
        for at, order, text, wanted in rows(table)
    ]

    assert [row for row in read if row[1] != row[2]] == []


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("mail Ottilie the price list by Tuesday", ["by Tuesday"]),
        ("call Dr. Haas Monday at 8:15, mail her tomorrow", ["Monday at 8:15", "tomorrow"]),
        ("bis spätestens 20.10. Rückmeldung an Uli", ["bis spätestens 20.10."]),
        ("on Friday ask, before the 20th tell", ["on Friday", "before the 20th"]),
        ("d'ici l'été, avant le 15, après-demain", ["avant le 15", "après-demain"]),
        ("rien, nothing, nichts, nada", []),
        ("since Monday, by Friday", ["by Friday"]),
        ("line one\nby Friday\nthe rest", ["by Friday"]),
        ("Freitag   nächster\tWoche", ["Freitag   nächster\tWoche"]),
    ],
)
def test_all_phrases_are_found_where_they_stand(text: str, phrases: list[str]) -> None:
    """Every date phrase is found from left to right, its preposition included."""
    found = due.find_all(text, at=THURSDAY)

    assert [text[one.start : one.end] for one in found] == phrases


@pytest.mark.parametrize(
    ("order", "wanted"), [(DateOrder.DMY, date(2027, 4, 3)), (DateOrder.MDY, date(2027, 3, 4))]
)
def test_slashes_follow_the_date_order(order: DateOrder, wanted: date) -> None:
    """3/4 is read in the order that the user writes it."""
    found = due.find("by 3/4", at=THURSDAY, order=order)

    assert found is not None
    assert found.date == wanted


def test_elapsed_hours_count_over_a_clock_change() -> None:
    """24 hours from the evening before the clocks go forward are a later hour of the next day."""
    at = datetime(2027, 3, 13, 23, 30, tzinfo=ZoneInfo("America/New_York"))

    assert due.find("within 24 hours", at=at) == Due(date(2027, 3, 15), None, 0, 15)


def test_a_clock_time_is_told() -> None:
    """A clock time that is named comes with the day."""
    found = due.find("call Ana tomorrow at 3pm", at=THURSDAY)

    assert found == Due(date(2026, 10, 9), time(15), 9, 24)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 27), "Fri 27 Nov, in 4 days"),
        (date(2026, 11, 24), "Tue 24 Nov, tomorrow"),
        (date(2026, 11, 23), "Mon 23 Nov, today"),
        (date(2026, 11, 22), "Sun 22 Nov, yesterday"),
        (date(2026, 11, 20), "Fri 20 Nov, 3 days ago"),
        (date(2027, 1, 4), "Mon 4 Jan 2027, in 42 days"),
    ],
)
def test_a_day_in_words(day: date, words: str) -> None:
    """A due day is told with its weekday and how far it is, the year only when it is another."""
    assert due.in_words(day, today=date(2026, 11, 23)) == words


@pytest.mark.parametrize(
    ("start", "count", "wanted"),
    [
        (date(2026, 10, 8), 4, date(2026, 10, 14)),
        (date(2026, 10, 10), 1, date(2026, 10, 12)),
        (date(2026, 10, 11), -1, date(2026, 10, 9)),
        (date(2026, 10, 8), 5, date(2026, 10, 15)),
        (date(2026, 10, 12), -1, date(2026, 10, 9)),
    ],
)
def test_working_days(start: date, count: int, wanted: date) -> None:
    """Working days skip Saturday and Sunday, forwards and backwards."""
    assert due_days.work_on(start, count) == wanted


@pytest.mark.parametrize("amount", [Length(days=10**6), Length(seconds=10**12)], ids=str)
def test_what_is_out_of_reach_is_no_date(amount: Length) -> None:
    """A length beyond a working life is nothing."""
    assert due_days.from_now(due_days.Now(THURSDAY, DateOrder.DMY), amount) is None


KNOWN = sorted({word for rule in RULES for word in rule.example.split()})


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(KNOWN) | st.text(max_size=8), max_size=8).map(" ".join),
    st.datetimes(
        datetime.fromisoformat("1971-01-01"),
        datetime.fromisoformat("2190-01-01"),
    ),
    st.sampled_from(DateOrder),
)
def test_any_text(text: str, at: datetime, order: DateOrder) -> None:
    """Any text gives dates of sane years, left to right and apart, and never an exception."""
    at = at.replace(tzinfo=BERLIN)
    found = due.find_all(text, at=at, order=order)

    assert all(at.year - 1 <= one.date.year <= at.year + 10 for one in found)
    ends = [0, *(bound for one in found for bound in (one.start, one.end)), len(text)]
    assert ends == sorted(ends)


LITTLE = st.sampled_from(
    [*due_particles.PARTICLES.replace(":", ",").split(","), "a", "an", "un", "una", "'s"]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(LITTLE, max_size=6).map(lambda words: "".join(f" {word.strip()}" for word in words))
)
def test_what_tells_of_no_date_holds_none(text: str) -> None:
    """Lines that are passed quickly hold nothing that the grammar would take for a date."""
    now = due_days.Now(THURSDAY, DateOrder.DMY)
    items = due_folding.folded(due_lexing.items(text, now), text, now)

    assert due_lexing.telling(text) or not any("WHEN" in item.readings for item in items)


def test_every_rule_needs_a_word_that_tells() -> None:
    """Whatever a rule makes a date of holds a digit, a telling word, or what was made of them."""
    needed = [{part.partition(":")[0].upper() for part in rule.pattern.split()} for rule in RULES]

    assert [kinds for kinds in needed if kinds.isdisjoint(due_folding.BEARING)] == []


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_the_ends_of_time(at: str) -> None:
    """Not even the first and the last moment make it fail."""
    for rule in RULES:
        due.find_all(rule.example, at=datetime.fromisoformat(at))


@pytest.mark.parametrize("piece", ["in two weeks from ", "friday ", "5 of 5, ", "a.b@", "1.", "-a"])
def test_a_long_line_costs_no_more_than_its_length(piece: str) -> None:
    """Ten times the text takes about ten times as long."""
    text = piece * (20_000 // len(piece))
    before = process_time()
    due.find_all(text[:2000], at=THURSDAY)
    between = process_time()
    due.find_all(text, at=THURSDAY)
    after = process_time()

    assert after - between < 30 * (between - before) + 0.1


@pytest.mark.skipif(not (CORPUS / "due-dev.jsonl").exists(), reason="the corpus is not here")
def test_corpus() -> None:
    """The labelled phrases are read as labelled, as whole lines and alone."""
    lines = (CORPUS / "due-dev.jsonl").read_text("utf-8").splitlines()
    wrong = []
    for row in map(json.loads, lines):
        at = datetime.fromisoformat(row["reference"]).astimezone(ZoneInfo(row["tz"]))
        for text in filter(None, (row["text"], row["phrase"])):
            found = due.find(text, at=at, order=DateOrder(row["date_order"]))
            if said(found)[:10] != (row["expected_date"] or ""):
                wrong.append((text, said(found), row["expected_date"]))

    assert wrong == []

"""The page of a review: how it explains itself, and what is read from it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import page
from calsync.page import Answer
from calsync.page import Item
from calsync.page import Said
from calsync.page import Section

LUNCH = Section(
    "Lunch with Ana",
    note="owe Ana the deck",
    items=(
        Item("abc", "the deck", ", for Ana, due Fri 27 Nov 2026"),
        Item("?1", "call Ben", asks=True),
    ),
)
TALK = Section("Meetup")
SECTIONS = (LUNCH, TALK)
PAGE = page.render(SECTIONS)
KNOWN = "- [ ] the deck, for Ana, due Fri 27 Nov 2026 (abc)\n"
ASKED = "- [?] call Ben (?1)\n"


def read(text: str) -> list[tuple[str, int, str, str]]:
    """What a page says, headings left out: said, section, item, words."""
    answers = page.read(text, SECTIONS)
    return [(a.said, a.section, a.item, a.words) for a in answers if a.said is not Said.MEETING]


def test_the_page_explains_itself() -> None:
    """Two lines explain it; a meeting is a heading with its note quoted and its promises."""
    assert PAGE.split("\n") == (
        [
            page.TITLE,
            "",
            *page.HELP,
            "",
            "## 1. Lunch with Ana",
            "",
            "> owe Ana the deck",
            "",
            KNOWN.strip(),
            ASKED.strip(),
            "",
            "## 2. Meetup",
            "",
        ]
    )


RIGHT = ("right", 1, "abc", "")
WAITS = ("asked", 1, "?1", "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("", "", [RIGHT, WAITS], id="as it was"),
        pytest.param("[?]", "[ ]", [RIGHT, ("right", 1, "?1", "")], id="taken"),
        pytest.param("[?]", "[x]", [RIGHT, ("kept", 1, "?1", "")], id="taken and kept"),
        pytest.param("[?]", "[]", [RIGHT, ("right", 1, "?1", "")], id="sign deleted"),
        pytest.param(ASKED, "", [RIGHT, ("none", 1, "?1", "")], id="declined"),
        pytest.param("[ ]", "[X]", [("kept", 1, "abc", ""), WAITS], id="kept"),
        pytest.param("\n", "\r\n", [RIGHT, WAITS], id="CRLF"),
        pytest.param(KNOWN, "", [WAITS, ("none", 1, "abc", "")], id="no promise"),
        pytest.param("the deck", "a draft", [("right", 1, "abc", "a draft"), WAITS], id="reworded"),
        pytest.param(
            "Fri 27 Nov 2026",
            "Monday",
            [("right", 1, "abc", "the deck, for Ana, due Monday"), WAITS],
            id="moved",
        ),
        pytest.param(
            "[?] call", "[ ] see", [RIGHT, ("right", 1, "?1", "see Ben")], id="reworded, taken"
        ),
        pytest.param(
            "[?] call", "[?] see", [RIGHT, ("lost", 1, "", "see Ben (?1)")], id="reworded, asked"
        ),
        pytest.param(
            "[ ]", "[?]", [("lost", 1, "", KNOWN[6:-1]), WAITS], id="a promise asks nothing"
        ),
        pytest.param(
            ASKED, ASKED * 2, [RIGHT, WAITS, ("lost", 1, "", "call Ben (?1)")], id="copied"
        ),
        pytest.param("- [ ]", "-x[ ]", [("lost", 1, "", f"-x{KNOWN[2:-1]}"), WAITS], id="torn box"),
        pytest.param("- [?] ", "", [RIGHT, ("lost", 1, "", "call Ben (?1)")], id="no box"),
        pytest.param(
            "## 1. Lunch with Ana\n",
            "",
            [("right", 1, "abc", ""), WAITS],
            id="heading gone",
        ),
        pytest.param(KNOWN + ASKED, "", [("none", 1, i, "") for i in ("abc", "?1")], id="both"),
        pytest.param(
            "## 1.", "## 9.", [("lost", 0, "", "## 9. Lunch with Ana"), RIGHT, WAITS], id="unknown"
        ),
        pytest.param(PAGE, "hello", [("lost", 0, "", "hello")], id="another text"),
    ],
)  # fmt: skip
def test_lines_that_were_there(old: str, new: str, said: list[Any]) -> None:
    """A promise is right, kept, reworded or none; a proposal waits until its sign is changed."""
    assert read(PAGE.replace(old, new) if old else PAGE) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("call Tim by Friday", ("promise", "call Tim by Friday"), id="words"),
        pytest.param("  - call Tim", ("promise", "call Tim"), id="bullet"),
        pytest.param("- [ ] call Tim (the boss)", ("promise", "call Tim (the boss)"), id="box"),
        pytest.param("- [x] called Tim", ("kept", "called Tim"), id="ticked"),
        pytest.param("- [ ] ", ("lost", ""), id="empty box"),
        pytest.param("remember Tim: likes tea", ("remember", "likes tea"), id="remember"),
        pytest.param("remember to call: Tim", ("remember", "Tim"), id="a colon makes it a note"),
        pytest.param("remember the deck", ("promise", "remember the deck"), id="no colon"),
        pytest.param("Skip.", ("skip", "Skip."), id="skip"),
        pytest.param("wasn’t there", ("absent", "wasn’t there"), id="absent"),
        pytest.param("- not networking", ("not networking", "not networking"), id="none"),
        pytest.param("### more", ("lost", "### more"), id="a heading of one's own"),
        pytest.param("> quoted", None, id="quoted"),
        pytest.param("   ", None, id="blank"),
    ],
)
def test_lines_typed(line: str, said: tuple[str, str] | None) -> None:
    """What stands below a meeting is a promise, a note about somebody, or a word for all of it."""
    found = [answer for answer in read(f"{PAGE}\n{line}\n") if answer[1] != 1]

    assert [(name, words) for name, _, _, words in found] == ([said] if said else [])


def test_lines_have_numbers_and_names() -> None:
    """A line is named as editors number it, a note by the person it is about."""
    count = len(PAGE.splitlines())

    answers = page.read(f"{PAGE}remember Ana Diaz : has twins", SECTIONS)

    assert answers[-1] == Answer(Said.REMEMBER, 2, count + 1, words="has twins", name="Ana Diaz")


@pytest.mark.parametrize(
    ("added", "done"),
    [
        pytest.param("", {2}, id="a proposal waits"),
        pytest.param("skip", set(), id="put off"),
        pytest.param("#x", {2}, id="lost elsewhere"),
        pytest.param("- [ ]", set(), id="lost there"),
    ],
)
def test_meetings_are_done_or_wait(added: str, done: set[int]) -> None:
    """A meeting is done when nothing in it is left to settle."""
    assert page.done(page.read(f"{PAGE}{added}\n", SECTIONS)) == done


def test_a_meeting_that_was_none_waits_for_nothing() -> None:
    """Where the user was not, no proposal needs an answer."""
    text = PAGE.replace(ASKED, f"{ASKED}wasn't there\n")

    assert page.done(page.read(text, SECTIONS)) == {1, 2}
    assert page.done(page.read(page.TITLE, SECTIONS)) == set()


ITEMS = st.builds(Item, st.just(""), st.text(), st.text(), asks=st.booleans())
SECTION = st.builds(Section, st.text(), st.text(), st.lists(ITEMS, max_size=3).map(tuple))


@given(st.lists(SECTION, max_size=3))
def test_an_untouched_page_says_nothing_new(drawn: list[Section]) -> None:
    """Whatever strangers wrote into titles and notes, only the user's own changes count."""
    sections = []
    for number, section in enumerate(drawn):
        named = [
            Item(f"{number}a{n}", item.words, item.tail, asks=item.asks)
            for n, item in enumerate(section.items)
        ]
        sections.append(Section(section.heading, section.note, tuple(named)))

    answers = page.read(page.render(sections), sections)

    items = [item for section in sections for item in section.items]
    said = [(a.item, a.said, a.words) for a in answers if a.said is not Said.MEETING]
    assert said == [(i.id, Said.ASKED if i.asks else Said.RIGHT, "") for i in items]

"""What an event shows: words in any spelling, codes, people, drawings."""

from __future__ import annotations

from datetime import UTC
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync import lexicon
from calsync import signals
from tests.detection_factory import ME
from tests.detection_factory import at
from tests.detection_factory import entry


def shown(title: str, **changes: Any) -> dict[str, str]:
    """What an event of that title shows."""
    return signals.shown(entry(title, **changes), me=ME, zone=UTC)


@pytest.mark.parametrize(
    "title",
    ["DÉJEUNER", "dejeuner", "de\u0301jeuner", "déjeuner ☀ żółw", "déjeuner – midi"],
    ids=["capitals", "plain", "decomposed", "other letters", "a dash"],
)
def test_words_are_found_in_any_spelling(title: str) -> None:
    """Capitals, missing accents and strange neighbours do not hide a word."""
    found = shown(title)

    assert "lunch" in found


@pytest.mark.parametrize(
    "text",
    ["our MEETUP", "Treffen der Straße: meetup", "meetup 🎉 łódź", "mee\u0301 meetup"],
    ids=["ascii", "western", "drawings", "decomposed"],
)
def test_descriptions_are_read_in_any_alphabet(text: str) -> None:
    """What Western Europe does not write is left out of a description, the rest is found."""
    found = shown("tbd", description=text)

    assert found["text:meetup"] == "meetup"


def test_longest_phrase_wins() -> None:
    """A phrase in the title hides the words it is made of."""
    assert "conference" not in shown("press conference about it")
    assert "conference" in shown("conference about the press")


def test_phrase_cut_short_is_no_phrase() -> None:
    """The beginning of a phrase at the end of a title is read as words."""
    found = shown("our user")

    assert "user_group" not in found


@pytest.mark.parametrize(
    ("title", "signal"),
    [
        ("W1D2 - HTML", "a week and a day"),
        ("COMP2071 parsing", "a course's code"),
        ("Table saw (TS101)", "a course's code"),
        ("Rust talk #12", "a number after #"),
        ("Rust talk 12", "a number in a series"),
        ("Standup ICML", ""),
        ("Deadline ICML2024", ""),
        ("Release V12", ""),
        ("Release ABCDEF7", ""),
    ],
)
def test_codes_in_titles(title: str, signal: str) -> None:
    """The codes of lessons and courses are told from acronyms, years and versions."""
    codes = {"a week and a day", "a course's code", "a number after #", "a number in a series"}

    assert codes & shown(title).keys() == {signal} - {""}


@pytest.mark.parametrize(
    ("title", "signal", "seen"),
    [
        ("taller de foto, sesión 3", "which part of a course", "sesión 3"),
        ("barista lvl 2", "which part of a course", "lvl 2"),
        ("bookkeeping 5/10", "which part of a course", "5/10"),
        ("bookkeeping 2 of 10", "which part of a course", "2 of 10"),
        ("bookkeeping 10/5", "which part of a course", ""),
        ("report 10/2026", "which part of a course", ""),
        ("Seatrade - stand D14", "a stand's number", "stand D14"),
        ("Seatrade - stand by Dieter 14", "a stand's number", ""),
        ("#ukgardenchat", "a chat's hashtag", "#ukgardenchat"),
        ("#ukgarden", "a chat's hashtag", ""),
        ("print the badges", "something to be done", "print"),
        ("Print", "something to be done", ""),
        ("the print", "something to be done", ""),
        ("okonomiyaki w/ Dana", "business_meal", "okonomiyaki with"),
        ("okonomiyaki, Dana", "business_meal", ""),
        ("Dana with okonomiyaki", "business_meal", ""),
        ("cheese tasting, pizza with Dana", "business_meal", "pizza with"),
    ],
)
def test_how_titles_are_put_together(title: str, signal: str, seen: str) -> None:
    """Parts of a course, stands, hashtags, things to do and meals in company show by their form."""
    assert shown(title).get(signal, "") == seen


@pytest.mark.parametrize(
    ("hours", "signal"),
    [
        (0, "no end"),
        (0.5, "short"),
        (1, "an hour"),
        (3, "some hours"),
        (8, "most of a day"),
        (30, "several days"),
        (200, "more than a week"),
    ],
)
def test_how_long_it_takes(hours: float, signal: str) -> None:
    """The length of an event is told from a moment to more than a week."""
    start = at(8)["start"]

    assert signal in shown("Kurs", start=start, end=start + timedelta(hours=hours))


def test_a_session_of_a_course_is_no_session_of_parliament() -> None:
    """The word that is counted is not taken for an official act."""
    assert "official" in shown("sesión de control")
    assert "official" not in shown("taller de foto, sesión 3")


@pytest.mark.parametrize(
    ("description", "group"),
    [
        ("Python Toulouse\nSoirée avec deux talks", "Python Toulouse"),
        ("Agenda for all\nitems", ""),
        ("Please bring cups\nand milk", ""),
        ("See the room before\nwe go", ""),
        ("Python Toulouse", ""),
        ("Rust night\nwith two talks", ""),
        ("One Two Three Four Five Six\nseven", ""),
    ],
)
def test_groups_stand_above_the_description(description: str, group: str) -> None:
    """A short first line in capitals is the group that invites, unless it is the title again."""
    found = shown("Rust night", description=description)

    assert found.get("a group's name above the description", "") == group


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("café Mélanie (cabinet RH)", "Mélanie"),
        ("from Acme", ""),
        ("Beers - Gaz & Mick (scaffolders)", "Mick"),
        ("coffee Jo from Acme", "Jo"),
        ("coffee Jo @ Acme", "Jo"),
        ("coffee with Jo (2)", ""),
        ("Lunch (Commons)", ""),
        ("parcel from Acme", ""),
        ("Jo back from holiday", ""),
        (" (only brackets)", ""),
    ],
)
def test_who_somebody_is(title: str, who: str) -> None:
    """A name that brackets or a firm explain is somebody met; a known word is not."""
    assert shown(title).get("somebody, and who that is", "") == who


@pytest.mark.parametrize(
    ("title", "about", "kept"),
    [
        ("Instagram Live: nursery tour", "school", False),
        ("brekkie Callum (feed merchant)", "chore", False),
        ("nursery tour: Instagram Live", "school", True),
        ("Instagram Live nursery tour", "school", True),
        ("Quiz (nursery)", "school", True),
        ("Callum (nursery)", "school", True),
        ("Nursery talk: Instagram Live", "school", True),
        ("a new job: meetup at the nursery", "school", True),
    ],
)
def test_subjects_are_left_out(title: str, about: str, *, kept: bool) -> None:
    """Everyday words after the name of an event and a mark say what it is about, and not more."""
    assert (about in shown(title)) is kept


def test_drawings_are_words() -> None:
    """A drawn cup in a title is a coffee."""
    assert shown("☕️ Gemma")["coffee"] == "coffee"
    assert "coffee" not in shown("☂ Gemma")


@pytest.mark.parametrize(
    ("title", "signal"),
    [
        ("Brandschutzhelferausbildung", "ends:training"),
        ("Hackteufel", "starts:hack"),
        ("Netzwerkkonferenz", "ends:conference"),
        ("Kurs", ""),
    ],
)
def test_compounds(title: str, signal: str) -> None:
    """The longer known half of a compound counts."""
    halves = {name for name in shown(title) if name.startswith(("ends:", "starts:"))}

    assert halves == {signal} - {""}


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_words_are_small_and_whole(text: str) -> None:
    """Words hold no space and no capital that has a small letter, in both ways of reading."""
    for words in (lexicon.words_of(text), lexicon.rough_words_of(text)):
        assert all(word and word == word.strip() and " " not in word for word in words)
        assert not any("A" <= char <= "Z" for word in words for char in word)


@settings(max_examples=60)
@given(st.text(alphabet="aàâäéèêëíñóöüßçÀÉÖ ,-.'", max_size=60))
def test_rough_words_are_the_words_of_western_europe(text: str) -> None:
    """What is written in Latin-1 is read alike both ways."""
    assert lexicon.rough_words_of(text) == lexicon.words_of(text)

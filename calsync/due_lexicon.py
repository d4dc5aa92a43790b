"""The words of `due_words`, `due_feasts` and `due_particles` as a tree of phrases. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import NamedTuple

from calsync import due_feasts
from calsync import due_particles
from calsync import due_words
from calsync.due_days import Nth

LANGUAGES = {"": 0, "en": 1, "de": 2, "es": 4, "fr": 8, "pt": 16, "it": 32}
CAPITAL = -3  # only with a capital, and then as sure as PREPOSITION
PERIOD = -2  # with a preposition that goes with periods: in, by, before, after
WHOLE = -1  # only when it is all there is
PREPOSITION, NUMBER, CLAUSE_END_CAPITAL, CLAUSE_END, SURE = range(5)
MARKS = {
    "=": CAPITAL,
    "!": PREPOSITION,
    "+": NUMBER,
    "~": CLAUSE_END_CAPITAL,
    "^": CLAUSE_END,
}
GERMAN_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
GERMAN_ENDINGS = ("e", "en", "er", "es")
GERMAN_MONTHS = (
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
)
GERMAN_PARTS = ("morgen", "früh", "vormittag", "mittag", "nachmittag", "abend", "nacht")
GERMAN_LATE = ("nachmittag", "abend", "nacht")
ROW = re.compile(r"(?P<kind>[A-Z]+)(?:=(?P<value>[^\s.]+)(?P<series>\.\.)?)? ?(?P<language>[a-z]*)")
WORD = re.compile(r"'s(?!\w)|[^\W_]+")
TELLING_ROW = """
WEEKDAY LATEDAY WEEKDAYS MONTH SEASON HOLIDAY HOLIDAYS REL TONIGHT NOW PART EOD EDGE NOON WEEKENDS
UNIT MANY DAYSLONG MINUTES UNITNEXT UNITTHIS WEEKNO WEEKNR WHOLE N NTH TENS ONE FRACTION OCLOCK HALB
DREIVIERTEL QUARTERS MINUTELY ANDHALF
"""
TELLING_KINDS = frozenset(TELLING_ROW.split())
EVERYDAY = frozenset({"lunch", "work", "business", "holiday", "last", "e"})  # these tell little


class Reading(NamedTuple):
    """One way to take a word or phrase: its value, its languages, and how sure it is alone."""

    value: Any = None
    languages: int = 0
    level: int = SURE


Readings = Mapping[str, Reading]
NOTHING: Readings = {}


class Item(NamedTuple):
    """A word, a number, a sign, or what the rules made of several of them."""

    start: int
    end: int
    readings: Readings = NOTHING
    lead: Readings = NOTHING  # what its first word may be
    sign: bool = False


@dataclass(slots=True)
class Phrases:
    """A step in the tree of known phrases."""

    further: dict[str, Phrases] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    def add(self, phrase: str, kind: str, reading: Reading) -> None:
        """Put a phrase into the tree; words that languages share are read in all of them."""
        node = self
        for word in WORD.findall(fold(phrase)):
            node = node.further.setdefault(word, Phrases())
        known = node.readings.setdefault(kind, reading)
        both = known.languages | reading.languages if known.languages else 0
        level = max(known.level, reading.level)
        node.readings[kind] = Reading(known.value, both, level)


def fold(word: str) -> str:
    """The word in lower case and without accents."""
    word = word.casefold().replace("’", "'")
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _rows(table: str) -> Iterator[tuple[str, Any, str, str]]:
    """Each phrase of a table with its kind, value and language."""
    for row in table.replace("\n  ", " ").strip().splitlines():
        head, _, text = row.partition(":")
        found = ROW.fullmatch(head)
        assert found, row
        value = _value(found["kind"], found["value"])
        for index, phrases in enumerate(text.split(",")):
            words = phrases.split() if found["series"] else [phrases.strip()]
            step = value + index if found["series"] else value
            for phrase in words:
                yield found["kind"], step, found["language"], phrase


def _value(kind: str, written: str | None) -> Any:
    if written is None or not written.lstrip("-").isdigit():
        return written
    return Nth(written) if kind == "NTH" else int(written)


def _load() -> Phrases:
    root = Phrases()
    for table in (due_words.WORDS, due_feasts.FEASTS, due_particles.PARTICLES):
        for kind, value, language, phrase in _rows(table):
            reading = Reading(value, LANGUAGES[language], MARKS.get(phrase[0], SURE))
            root.add(phrase, kind, reading)
            if kind == "MONTH" and language == "en":
                root.add(phrase, "EMONTH", reading)
    _decline(root)
    return root


def _decline(root: Phrases) -> None:
    """Put German ordinals with their endings, months and days with their parts into the tree."""
    for value, name in enumerate(GERMAN_MONTHS, 1):
        root.add(name + "woche", "MONTHWEEK", Reading(value, LANGUAGES["de"]))
    for value, stem in enumerate(due_words.GERMAN_ORDINALS.split(), 4):
        for ending in GERMAN_ENDINGS:
            root.add(stem + ending, "NTH", Reading(Nth(value), LANGUAGES["de"]))
    for value, name in enumerate(GERMAN_DAYS):
        for part in GERMAN_PARTS:
            root.add(name + part, "WEEKDAY", Reading(value, LANGUAGES["de"]))
            if part in GERMAN_LATE:
                root.add(name + part, "LATEDAY", Reading(value, LANGUAGES["de"]))


def _paths(node: Phrases, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int]]:
    """The words of each phrase that a date can hang on, and the least company it needs."""
    levels = [one.level for kind, one in node.readings.items() if _tells(kind, one)]
    if levels:
        yield words, max(levels)
    for word, step in node.further.items():
        yield from _paths(step, (*words, word))


def _tells(kind: str, reading: Reading) -> bool:
    """Can a date hang on it? An article, which counts one, and "last" cannot alone."""
    least = {"N": 2, "NTH": 1}.get(kind)
    return kind in TELLING_KINDS and (least is None or reading.value >= least)


def _telling() -> tuple[frozenset[str], frozenset[str]]:
    """Words of which every date written without digits holds one, and those with a capital."""
    telling: set[str] = set()
    capital: set[str] = set()
    for words, level in sorted(_paths(PHRASES), key=lambda path: len(path[0])):
        if level == CAPITAL:
            capital.add(words[0])
        elif telling.isdisjoint(words):
            telling.add(max(words, key=lambda word: (word not in EVERYDAY, len(word))))
    return frozenset(telling), frozenset(capital - telling)


PHRASES = _load()
TELLING, TELLING_CAPITAL = _telling()

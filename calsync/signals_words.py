"""The signals that words show: in the title, in longer texts, in the place. Pure."""

from __future__ import annotations

from functools import lru_cache

from calsync.lexicon import ANY_EVENT
from calsync.lexicon import Found
from calsync.lexicon import Lexicon
from calsync.lexicon import Phrase
from calsync.lexicon import Table
from calsync.lexicon import table
from calsync.lexicon import words_of

REMEMBERED = 4096  # texts whose signals are kept: titles and places come again and again
UNTELLING = frozenset(
    (
        ANY_EVENT,
        "with",
        "host",
        "address",
        "first_name",
        "plain",
        "neutral_meeting_words",
        "tech_topics",
        "town",
    )
)

Pairs = tuple[tuple[str, str], ...]


def read_title(title: str, found: Found) -> None:
    """Words and phrases of a title, and that none of them tells anything."""
    if "/" in title:
        title = title.replace(" w/", " with ").replace(" c/", " com ").replace(" m/", " mit ")
    words = words_of(title)
    known = table()
    for word in _scan(words, found, known.title):
        if word[-3:] in known.last_letters or word[:4] in known.first_letters:
            _read_compound(word, found, known)
        elif word[-1].isdecimal() and len(name := word.rstrip("0123456789")) > 2:
            _show(known.title.singles.get(name, ()), word, found)
    if found.keys() <= UNTELLING:
        found["no telling word"] = ""
    if len(words) == 1:
        found["one word"] = ""
    elif len(words) > 7:
        found["a long title"] = ""


def _read_compound(word: str, found: Found, known: Table) -> None:
    """Half-known words: German compounds, hack..., ...conf."""
    ends, starts = known.ends, known.starts
    for size in range(min(len(word), 12) if len(word) > 4 else 0, 2, -1):
        if signal := ends.get(word[-size:]):
            found.setdefault(signal, word)
            return
        if signal := starts.get(word[:size]):
            found.setdefault(signal, word)
            return


@lru_cache(maxsize=REMEMBERED)
def in_text(text: str) -> Pairs:
    """The signals of a description or an address, and the words they saw."""
    found: Found = {}
    _read_text(text, found)
    return tuple(found.items())


def _read_text(text: str, found: Found) -> None:
    """Signals of a longer text: every word and every phrase it holds, in the order of the text."""
    lexicon = table().text
    words = words_of(text)
    keys, singles, phrases = lexicon.keys, lexicon.singles, lexicon.phrases
    for at in [at for at, word in enumerate(words) if word in keys]:
        word = words[at]
        if word in singles:
            _show(singles[word], word, found)
        several = phrases[word].get("".join(words[at + 1 : at + 2])) if word in phrases else None
        if several and (phrase := _phrase_at(words, at, several)):
            _show(phrase.signals, phrase.seen, found)


@lru_cache(maxsize=REMEMBERED)
def in_place(location: str) -> tuple[Pairs, str]:
    """The signals of a place, and what it is where they say nothing new."""
    if not location or location.isspace():
        return (), "no place"
    words = words_of(location)
    found: Found = {}
    _scan(words, found, table().place)
    if any(word.isdecimal() for word in words):
        return tuple(found.items()), "a street address"
    if "," in location and len(words) < 7:
        return tuple(found.items()), "a city and its country"
    return tuple(found.items()), "some other place"


def _scan(words: list[str], found: Found, lexicon: Lexicon) -> list[str]:
    """Look words up, the longest phrase first; what belongs to no signal is handed back."""
    unknown, go_on = [], 0
    singles, phrases = lexicon.singles, lexicon.phrases
    for at, (word, second) in enumerate(zip(words, [*words[1:], ""], strict=False)):
        if at < go_on:
            continue
        several = phrases[word].get(second) if word in phrases else None
        if several and (phrase := _phrase_at(words, at, several)):
            go_on = at + len(phrase.words)
            _show(phrase.signals, phrase.seen, found)
        elif word in singles:
            _show(singles[word], word, found)
        else:
            unknown.append(word)
    return unknown


def _show(signals: tuple[str, ...], seen: str, found: Found) -> None:
    for signal in signals:
        if signal not in found:
            found[signal] = seen


def _phrase_at(words: list[str], at: int, several: tuple[Phrase, ...]) -> Phrase | None:
    for phrase in several:
        if words[at : at + len(phrase.words)] == phrase.words:
            return phrase
    return None

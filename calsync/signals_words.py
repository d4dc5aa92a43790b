"""The signals that words show: in the title, in longer texts, in the place. Pure."""

from __future__ import annotations

from functools import lru_cache

from calsync.lexicon import ANY_EVENT
from calsync.lexicon import Found
from calsync.lexicon import Lexicon
from calsync.lexicon import Table
from calsync.lexicon import rough_words_of
from calsync.lexicon import table
from calsync.lexicon import words_of

EATEN = ("food", "dinner", "coffee", "drinks", "lunch", "breakfast", "aperitif")
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

_DRAWN = {
    "☕": "coffee",
    "🍵": "tea",
    "🍺": "beer",
    "🍻": "beers",
    "🍷": "wine",
    "🥂": "drinks",
    "🍸": "cocktails",
    "🍹": "cocktails",
    "🍽": "meal",
    "🥐": "breakfast",
    "🥗": "lunch",
    "🍣": "sushi",
    "🍜": "ramen",
    "🌮": "tacos",
    "🎂": "birthday",
    "⚽": "soccer",
    "🏃": "run",
    "✈": "flight",
}
_DRAWINGS = {ord(drawn): f" {word} " for drawn, word in _DRAWN.items()}


def read_title(title: str, found: Found) -> None:
    """Words and phrases of a title, and that none of them tells anything."""
    words = words_of(_spelt_out(title))
    known = table()
    for word in _scan(words, found, known.title):
        if word[-3:] in known.ends or word[:4] in known.starts:
            _read_compound(word, found, known)
        elif word[-1].isdecimal() and len(name := word.rstrip("0123456789")) > 2:
            _show(known.title.words.get(name, ()), word, found)
    if "with" in found:
        _read_company(words, found)
    if UNTELLING.issuperset(found):
        found["no telling word"] = ""
    _read_length(words, found, known)


def _read_length(words: list[str], found: Found, known: Table) -> None:
    if len(words) == 1:
        found["one word"] = ""
    elif len(words) > 7:
        found["a long title"] = ""
    if len(words) > 1 and words[0] in known.todo:
        found["something to be done"] = words[0]


def _read_company(words: list[str], found: Found) -> None:
    """Something to eat or drink, and with whom: `okonomiyaki w/ Dana`."""
    eaten = [name for name in EATEN if name in found]
    if not eaten or "business_meal" in found or "meal_alone" in found:
        return
    said = " ".join(words)
    for name in eaten:
        phrase = f"{found[name]} {found['with']}"
        if f"{phrase} " in said:
            found["business_meal"] = phrase


def _spelt_out(title: str) -> str:
    """A title with its short forms and drawings as words."""
    if "/" in title:
        title = title.replace(" w/", " with ").replace(" c/", " com ").replace(" m/", " mit ")
    if title.isascii() or _DRAWN.keys().isdisjoint(title):
        return title
    return title.translate(_DRAWINGS)


def _read_compound(word: str, found: Found, known: Table) -> None:
    """Half-known words: German compounds, hack..., ...conf; the longer half counts."""
    signal, size = "", 0
    for end, of_end in known.ends.get(word[-3:], ()):
        if len(end) >= size and word.endswith(end):
            signal, size = of_end, len(end)
    for start, of_start in known.starts.get(word[:4], ()):
        if len(start) > size and word.startswith(start):
            signal, size = of_start, len(start)
    if signal and len(word) > 4:
        found.setdefault(signal, word)


@lru_cache(maxsize=REMEMBERED)
def in_text(text: str) -> Found:
    """The signals of a description or an address, and the words they saw."""
    found: Found = {}
    _read_text(text, found)
    return found


def _read_text(text: str, found: Found) -> None:
    """Signals of a longer text: every word and every phrase it holds, in the order of the text."""
    lexicon = table().text
    words = rough_words_of(text)
    known, heads = lexicon.words, lexicon.heads
    hits = [at for at, word in enumerate(words) if word in known]
    words.append("")
    for at in hits:
        word = words[at]
        for signal in known[word]:
            if signal not in found:
                found[signal] = word
        size = heads[word].get(words[at + 1], 0) if word in heads else 0
        if size and (phrase := _phrase_at(words, at, size, lexicon)):
            _show(lexicon.phrases[phrase], phrase, found)


@lru_cache(maxsize=REMEMBERED)
def in_place(location: str) -> tuple[Found, str]:
    """The signals of a place, and what it is where they say nothing new."""
    if not location or location.isspace():
        return {}, "no place"
    words = words_of(location)
    found: Found = {}
    _scan(words, found, table().place)
    if True in map(str.isdecimal, words):
        return found, "a street address"
    if "," in location and len(words) < 7:
        return found, "a city and its country"
    return found, "some other place"


def _scan(words: list[str], found: Found, lexicon: Lexicon) -> list[str]:
    """Look words up, the longest phrase first; what belongs to no signal is handed back."""
    unknown, go_on, closed = [], 0, [*words, ""]
    known, heads = lexicon.words, lexicon.heads
    for at, word in enumerate(words):
        if at < go_on:
            continue
        signals = known.get(word)
        if signals is None:
            unknown.append(word)
            continue
        size = heads[word].get(closed[at + 1], 0) if word in heads else 0
        if size and (phrase := _phrase_at(words, at, size, lexicon)):
            go_on = at + phrase.count(" ") + 1
            _show(lexicon.phrases[phrase], phrase, found)
        elif signals:
            for signal in signals:
                if signal not in found:
                    found[signal] = word
        else:
            unknown.append(word)
    return unknown


def _show(signals: tuple[str, ...], seen: str, found: Found) -> None:
    for signal in signals:
        if signal not in found:
            found[signal] = seen


def _phrase_at(words: list[str], at: int, longest: int, lexicon: Lexicon) -> str:
    """The longest phrase that begins there; empty where none does."""
    for size in range(longest, 1, -1):
        phrase = " ".join(words[at : at + size])
        if phrase in lexicon.phrases:
            return phrase
    return ""

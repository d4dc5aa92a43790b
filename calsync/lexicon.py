"""What detection knows: words, phrases and weights, read once from its two tables. Pure.

The words and our leans stand in `detection.toml`, the fitted weights in `detection_weights.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from calsync.model import Channel

CHANNELS = tuple(Channel)
NONE = len(CHANNELS)
TEXT_SHARE = 0.4  # what a word in the description leans, measured by one in the title

EVIDENCE_LEAST = 0.1
ANY_EVENT = "anything"  # what every event shows: how rare networking is

Weights = tuple[float, ...]
Found = dict[str, str]  # signal -> the words it saw
Pairs = tuple[tuple[int, str], ...]
Telling = tuple[float, float, str]  # how much it weighs over none, the same as shown, the signal

_WORD = re.compile(r"\w+")
_PLAIN = "".join(chr(code).lower() if _WORD.match(chr(code)) else " " for code in range(128))
_WESTERN = "".join(
    char if _WORD.match(char) else " " for char in bytes(range(256)).decode("cp1252", "replace")
).encode("cp1252")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that belong together, and the signals they give."""

    words: list[str]
    signals: tuple[str, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases to look for in one text."""

    singles: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, Mapping[str, tuple[Phrase, ...]]]  # by first and second, longest first
    keys: frozenset[str]  # all words worth a look


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All that detection knows."""

    title: Lexicon
    text: Lexicon
    place: Lexicon
    ends: Mapping[str, str]
    starts: Mapping[str, str]
    last_letters: frozenset[str]  # three of each end, four of each start: few words have them
    first_letters: frozenset[str]
    groups: Mapping[str, int]  # signal -> the groups it belongs to, a bit each
    pairs: Mapping[int, Pairs]  # group -> the others it pairs with, and the signal of both
    paired: int  # the groups that `pairs` knows
    weights: Mapping[str, Weights]
    telling: tuple[Mapping[str, Telling], ...]  # by channel, what is worth showing as evidence
    leans: Mapping[str, Weights]  # the weights before any fitting
    says: Mapping[str, str]
    words: frozenset[str]  # the signals that are words of title or description
    towns: frozenset[str]  # words that tell where, not what
    filling: frozenset[str]  # words that only join others


def spellings(word: str) -> set[str]:
    """A word as people type it: with accents, without them, umlauts written out."""
    if word.isascii():
        return {word.casefold()}
    plain = unicodedata.normalize("NFC", word.casefold())
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    written_out = plain.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {plain, bare, written_out}


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    if text.isascii():
        return text.translate(_PLAIN).split()
    folded = unicodedata.normalize("NFC", text).casefold()
    try:  # several times faster than looking for words, and does for most of Europe
        return folded.encode("cp1252").translate(_WESTERN).decode("cp1252").split()
    except UnicodeEncodeError:
        return _WORD.findall(folded)


def _split(words: str) -> list[str]:
    return [word for part in words.split(",") if (word := part.strip())]


def _plain(words: str) -> frozenset[str]:
    return frozenset(spelling for word in _split(words) for spelling in spellings(word))


def _lexicon(rows: Iterable[tuple[str, str]]) -> Lexicon:
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for signal, words in rows:
        for word in _split(words):
            for spelling in spellings(word):
                found.setdefault(tuple(words_of(spelling)), {})[signal] = None
    singles = {key[0]: tuple(signals) for key, signals in found.items() if len(key) == 1}
    phrases: dict[str, dict[str, tuple[Phrase, ...]]] = {}
    for key, signals in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        if len(key) > 1:
            seconds = phrases.setdefault(key[0], {})
            phrase = Phrase(list(key), tuple(signals), " ".join(key))
            seconds[key[1]] = (*seconds.get(key[1], ()), phrase)
    return Lexicon(singles, phrases, frozenset(singles) | frozenset(phrases))


def _weights(lean: Mapping[str, float], share: float = 1.0) -> Weights:
    return tuple(share * lean.get(name, 0.0) for name in (*CHANNELS, "none"))


def _affixes(rows: Mapping[str, Any], kind: str) -> dict[str, str]:
    return {
        spelling: f"{kind}:{name}"
        for name, row in rows.items()
        for word in _split(row["words"])
        for spelling in spellings(word)
    }


def _pairs(rows: Mapping[str, Any], bits: Mapping[str, int]) -> dict[int, Pairs]:
    pairs: dict[int, Pairs] = {}
    for name, row in rows.items():
        one, other = row["of"]
        pairs[bits[one]] = (*pairs.get(bits[one], ()), (bits[other], f"both:{name}"))
    return pairs


def _telling(weights: Mapping[str, Weights]) -> tuple[dict[str, Telling], ...]:
    tellings: tuple[dict[str, Telling], ...] = tuple({} for _ in CHANNELS)
    for name, row in weights.items():
        for channel, telling in enumerate(tellings):
            over = row[channel] - row[NONE]
            if abs(over) >= EVIDENCE_LEAST and name != ANY_EVENT:
                telling[name] = (abs(over), round(over, 2), name)
    return tellings


def _leans(data: Mapping[str, Any]) -> dict[str, Weights]:
    leans = {name: _weights(row["lean"]) for name, row in data["words"].items()}
    for name, row in data["words"].items():
        if row.get("text"):
            leans[f"text:{name}"] = _weights(row["lean"], TEXT_SHARE)
    for kind, prefix in _PREFIXES.items():
        for name, row in data[kind].items():
            leans[f"{prefix}:{name}"] = _weights(row["lean"])
    return leans | {name: _weights(lean) for name, lean in data["context"].items()}


_PREFIXES = {
    "ends": "ends",
    "starts": "starts",
    "places": "place",
    "links": "link",
    "both": "both",
}


def _says(data: Mapping[str, Any]) -> dict[str, str]:
    says = {name: row.get("says", name) for name, row in data["words"].items()}
    says |= {f"text:{name}": f"{said}, in the description" for name, said in says.items()}
    for kind, prefix in _PREFIXES.items():
        says |= {f"{prefix}:{name}": row["says"] for name, row in data[kind].items()}
    return says | {name: name for name in data["context"]}


def table_of(data: Mapping[str, Any], fitted: Mapping[str, list[float]]) -> Table:
    """The table made of the words' file and the fitted weights."""
    words, places, links = data["words"], data["places"], data["links"]
    link_rows = [(f"link:{name}", row["words"]) for name, row in links.items()]
    text_rows = [(f"text:{name}", row["words"]) for name, row in words.items() if row.get("text")]
    place_rows = [(f"place:{name}", row["words"]) for name, row in places.items()]
    bits = {group: 1 << number for number, group in enumerate(data["groups"])}
    groups: dict[str, int] = {}
    for group, members in data["groups"].items():
        for member in members:
            groups[member] = groups.get(member, 0) | bits[group]
    ends, starts = _affixes(data["ends"], "ends"), _affixes(data["starts"], "starts")
    pairs = _pairs(data["both"], bits)
    leans = _leans(data)
    weights = leans | {name: tuple(several) for name, several in fitted.items()}
    return Table(
        title=_lexicon((name, row["words"]) for name, row in words.items()),
        text=_lexicon(text_rows + link_rows),
        place=_lexicon(place_rows + link_rows),
        ends=ends,
        starts=starts,
        last_letters=frozenset(end[-3:] for end in ends),
        first_letters=frozenset(start[:4] for start in starts),
        groups=groups,
        pairs=pairs,
        paired=sum(pairs),
        weights=weights,
        telling=_telling(weights),
        leans=leans,
        says=_says(data),
        words=frozenset(words) | frozenset(name for name, _ in text_rows),
        towns=_plain(words["town"]["words"]) | _plain(data["towns"]["words"]),
        filling=_plain(data["filling"]["words"]),
    )


@cache
def table() -> Table:
    """Both tables, read at first use."""
    here = Path(__file__)
    data = tomllib.loads(here.with_name("detection.toml").read_text("utf-8"))
    weights = tomllib.loads(here.with_name("detection_weights.toml").read_text("utf-8"))
    return table_of(data, weights)

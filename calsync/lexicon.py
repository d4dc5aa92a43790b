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
from calsync.model import Signal

CHANNELS = tuple(Channel)
NONE = len(CHANNELS)
TEXT_SHARE = 0.4  # what a word in the description leans, measured by one in the title

EVIDENCE_LEAST = 0.1
ANY_EVENT = "anything"  # what every event shows: how rare networking is

Weights = tuple[float, ...]
Weighing = tuple[float, float, float, float, float, float, int]
Found = dict[str, str]  # signal -> the words it saw
Pairs = tuple[int, tuple[tuple[int, str], ...]]
Affixes = tuple[tuple[str, str], ...]
Telling = tuple[float, Signal, str, bool]  # its weight over none, as evidence, its name, is it said

_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"[^\w,]+")


def _in_small(codec: str) -> str:
    """The 256 characters of a code page: letters in small, all that is no word a space."""
    page = bytes(range(256)).decode(codec, "replace")
    return "".join(char.lower() if _WORD.match(char) else " " for char in page)


_LATIN = _in_small("latin-1").encode("latin-1")
_WESTERN = _in_small("cp1252").encode("cp1252")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases to look for in one text, each with the signals it gives."""

    words: Mapping[str, tuple[str, ...]]  # no signals for those that only begin a phrase
    heads: Mapping[str, Mapping[str, int]]  # how phrases begin, and how many words the longest has
    phrases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All that detection knows."""

    title: Lexicon
    text: Lexicon
    place: Lexicon
    ends: Mapping[str, Affixes]  # by their last three letters, the starts by their first four
    starts: Mapping[str, Affixes]
    pairs: Mapping[int, Pairs]  # group -> the others it pairs with, together and one by one
    paired: int  # the groups that `pairs` knows
    weights: Mapping[str, Weights]
    weighing: Mapping[str, Weighing]  # the weights, and the groups a signal is of, a bit each
    telling: tuple[Mapping[str, Telling], ...]  # by channel, what is worth showing as evidence
    leans: Mapping[str, Weights]  # the weights before any fitting
    says: Mapping[str, str]
    words: frozenset[str]  # the signals that are words of title or description
    towns: frozenset[str]  # words that tell where, not what
    filling: frozenset[str]  # words that only join others
    todo: frozenset[str]  # words that tell, as the first, that something is to be done


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    if not text.isascii():
        text = text.replace("ß", "ss")
    try:  # several times faster than looking for words, and does for most of Europe
        return text.encode("latin-1").translate(_LATIN).decode("latin-1").split()
    except UnicodeEncodeError:
        pass
    try:
        return text.encode("cp1252").translate(_WESTERN).decode("cp1252").split()
    except UnicodeEncodeError:
        return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def rough_words_of(text: str) -> list[str]:
    """The words of a long text, faster: letters that Western Europe does not use are left out."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("ß", "ss")
    return text.encode("latin-1", "replace").translate(_LATIN).decode("latin-1").split()


def spellings(words: str) -> list[str]:
    """Words as people type them: with accents, without them, umlauts written out."""
    if words.isascii():
        return [words.lower()]
    plain = unicodedata.normalize("NFC", words.casefold())
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return [plain, bare, plain.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")]


def _split(words: str) -> dict[str, None]:
    """The words and phrases of a row in all their spellings, a space between words."""
    given = words.split(",")
    ascii_ones = [one for one in given if one.isascii()]
    others = ",".join([one for one in given if not one.isascii()])
    spelt = ",".join([*ascii_ones, *spellings(others)]).lower()
    several = dict.fromkeys([one.strip() for one in _NO_WORD.sub(" ", spelt).split(",")])
    several.pop("", None)
    return several


def _lexicon(rows: Iterable[tuple[str, Iterable[str]]]) -> Lexicon:
    singles: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, tuple[str, ...]] = {}
    for signal, spelt in rows:
        alone = (signal,)
        for one in spelt:
            known = phrases if " " in one else singles
            known[one] = known[one] + alone if one in known else alone
    heads: dict[str, dict[str, int]] = {}
    for phrase in phrases:
        first, second, *more = phrase.split(" ")
        seconds = heads.setdefault(first, {})
        seconds[second] = max(2 + len(more), seconds.get(second, 0))
    return Lexicon(dict.fromkeys(heads, ()) | singles, heads, phrases)


def _weights(lean: Mapping[str, float], share: float = 1.0) -> Weights:
    return tuple(share * lean.get(name, 0.0) for name in (*CHANNELS, "none"))


def _weighing(row: Weights, groups: int) -> Weighing:
    a, b, c, d, e, f = row
    return a, b, c, d, e, f, groups


def _affixes(rows: Mapping[str, Any], kind: str, letters: slice) -> dict[str, Affixes]:
    affixes: dict[str, Affixes] = {}
    for name, row in rows.items():
        for one in _split(row["words"]):
            affixes[one[letters]] = (*affixes.get(one[letters], ()), (one, f"{kind}:{name}"))
    return affixes


def _pairs(rows: Mapping[str, Any], bits: Mapping[str, int]) -> dict[int, Pairs]:
    pairs: dict[int, Pairs] = {}
    for name, row in rows.items():
        one, other = (bits[group] for group in row["of"])
        others, several = pairs.get(one, (0, ()))
        pairs[one] = others | other, (*several, (other, f"both:{name}"))
    return pairs


def _telling(
    weights: Mapping[str, Weights], says: Mapping[str, str], words: frozenset[str]
) -> tuple[dict[str, Telling], ...]:
    tellings: tuple[dict[str, Telling], ...] = tuple({} for _ in CHANNELS)
    for name, row in weights.items():
        for channel, telling in enumerate(tellings):
            over = row[channel] - row[NONE]
            if abs(over) >= EVIDENCE_LEAST and name != ANY_EVENT:
                shown = Signal(says[name], round(over, 2))
                telling[name] = (abs(over), shown, name, name in words)
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
    spelt = {name: _split(row["words"]) for name, row in words.items()}
    link_rows = [(f"link:{name}", _split(row["words"])) for name, row in links.items()]
    text_rows = [(f"text:{name}", spelt[name]) for name, row in words.items() if row.get("text")]
    place_rows = [(f"place:{name}", _split(row["words"])) for name, row in places.items()]
    bits = {group: 1 << number for number, group in enumerate(data["groups"])}
    groups: dict[str, int] = {}
    for group, members in data["groups"].items():
        for member in members:
            groups[member] = groups.get(member, 0) | bits[group]
    pairs = _pairs(data["both"], bits)
    says = _says(data)
    said = frozenset(words) | frozenset(name for name, _ in text_rows)
    leans = _leans(data)
    weights = leans | {name: tuple(several) for name, several in fitted.items()}
    return Table(
        title=_lexicon(spelt.items()),
        text=_lexicon(text_rows + link_rows),
        place=_lexicon(place_rows + link_rows),
        ends=_affixes(data["ends"], "ends", slice(-3, None)),
        starts=_affixes(data["starts"], "starts", slice(4)),
        pairs=pairs,
        paired=sum(pairs),
        weights=weights,
        weighing={name: _weighing(row, groups.get(name, 0)) for name, row in weights.items()},
        telling=_telling(weights, says, said),
        leans=leans,
        says=says,
        words=said,
        towns=frozenset(spelt["town"]) | frozenset(_split(data["towns"]["words"])),
        filling=frozenset(_split(data["filling"]["words"])),
        todo=frozenset(_split(data["todo"]["words"])),
    )


@cache
def table() -> Table:
    """Both tables, read at first use."""
    here = Path(__file__)
    data = tomllib.loads(here.with_name("detection.toml").read_text("utf-8"))
    weights = tomllib.loads(here.with_name("detection_weights.toml").read_text("utf-8"))
    return table_of(data, weights)

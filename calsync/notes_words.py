"""A line cut into words, and the language that they speak. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from calsync.notes_germanic import ENGLISH
from calsync.notes_germanic import GERMAN
from calsync.notes_grammar import fold
from calsync.notes_iberian import PORTUGUESE
from calsync.notes_iberian import SPANISH
from calsync.notes_romance import FRENCH
from calsync.notes_romance import ITALIAN

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN)
MOST = 400  # words of a line that are read

_TOKEN = re.compile(
    r"(?!thank you)[^\W\d_]+(?=\s|$)"  # most words, which saves a third of the time
    r"|['’](?:ll|d|ve|m|re|s)\b"
    r"|(?:[jmtlsdnc]|qu|dell|all|nell|dall|un)['’](?=\w)"
    r"|[wcp]/(?=\s)|thank you\b"
    r"|\d+(?:[.,:/]\d+)+\.?"
    r"|-(?:lhes?|me|nos|moi|lui|leur)\b"
    r"|@?\w+(?:[-@+/.&]+(?!(?:lhes?|me|nos|moi|lui|leur)\b)\w+)*(?:['’](?!(?:ll|d|ve|m|re|s)\b)\w+)?"
    r"|[-=]+>|[^\w\s]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A line cut into words and signs: as written, folded, and where each begins."""

    text: str
    raw: tuple[str, ...]
    low: tuple[str, ...]
    at: tuple[int, ...]

    def between(self, first: int, last: int) -> str:
        """The text from one word up to before another."""
        return self.text[self.at[first] : self.end(last)] if first < last else ""

    def end(self, last: int) -> int:
        """Where the word before `last` ends."""
        return self.at[last - 1] + len(self.raw[last - 1])


def cut(text: str) -> Words:
    """The words of a line."""
    raw = tuple(_TOKEN.findall(text)[:MOST])
    plain = text.isascii()
    low = tuple([word.lower() if plain and word[0] != "-" else fold(word) for word in raw])
    at, ended = [], 0
    for word in raw:
        start = text.index(word, ended)
        at.append(start)
        ended = start + len(word)
    return Words(text, raw, low, tuple(at))


def _speaking() -> dict[str, tuple[int, ...]]:
    """For every known word how much it speaks for each language."""
    known = set().union(*(g.usual | g.forms | set(g.own) | set(g.other) for g in LANGUAGES))
    return {
        low: tuple(
            (low in g.usual) + (len(low) > 2 and (low in g.forms or low in g.own or low in g.other))
            for g in LANGUAGES
        )
        for low in known
    }


_SPEAKING = _speaking()
_SILENT = (0,) * len(LANGUAGES)
_LETTERS = tuple(
    frozenset(letters) for letters in ("", "äöüß", "éèêçàœûîô", "ñ¿¡áéíóú", "ãõçáéíóúâê", "èàòìù")
)


def votes(ws: Words) -> tuple[int, ...]:
    """How many words speak for each language."""
    counted = [_SPEAKING[low] for low in ws.low if low in _SPEAKING]
    if not ws.text.isascii():
        letters = set(ws.text.casefold())
        counted.append(tuple([len(letters & typical) for typical in _LETTERS]))
    return tuple(map(sum, zip(*counted, strict=True))) if counted else _SILENT

"""A promise's words as the title of an event: without its date, and without "and I'll". Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from calsync.model import Due
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_spoken import Found
from calsync.notes_spoken import Spoken
from calsync.notes_verbs import WOULD
from calsync.notes_words import Words

LONGEST = 250  # characters of a promise's words

_SIGNS = frozenset(",;:.!?→–—-&+=>")
_LINKS = words("and but so then that to und aber dass y e et mais que che ma o or plus still")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_SPACED = re.compile(r"\s+([,;:.!?)])")
_TWICE = re.compile(r"([,;:.])(?:\s*[,;:.])+")
_LAST = words("and but both by on und bis am y et e para pour per")


def wording(spoken: Spoken, found: Found, dues: Sequence[Due]) -> str:
    """The promise's words without the dates that stand in them."""
    before = _tidy(found.before.rstrip(" ,;:.→->–—")) if found.before else ""
    one = found.claim
    first = _begins(spoken, one.first, one.last) if not found.before else one.first
    if first >= one.last:
        return before[:LONGEST].rstrip()
    ws = spoken.ws
    at, end, kept = ws.at[first], ws.end(one.last), []
    for day in dues:
        kept.append(ws.text[at : max(at, _word_end(ws, day.start))])
        at = min(max(at, day.end), end)
    kept.append(ws.text[at:end])
    said = _tidy(" ".join(kept))
    return (f"{before}: {said}" if before and said else before or said)[:LONGEST].rstrip()


def _word_end(ws: Words, start: int) -> int:
    """Where the word ends in which a date seems to begin, as after "Q&A", else `start`."""
    here = bisect_right(ws.at, start) - 1
    inside = here >= 0 and ws.at[here] < start < ws.end(here + 1)
    return ws.end(here + 1) if inside else start


def _begins(spoken: Spoken, first: int, last: int) -> int:
    """The first word after signs, conjunctions, subjects and pronouns."""
    low, g = spoken.ws.low, spoken.g
    subjects = (_LEADING, g.i, g.we, g.he) if g.late or g.name == "en" else (_LEADING, g.i, g.we)
    for here in range(first, last):
        if not any(low[here] in passed for passed in subjects) and not _is_clitic(g, low[here]):
            return here
    return first


_LEADING = _SIGNS | _LINKS | WOULD


def _is_clitic(g: Grammar, low: str) -> bool:
    romance = g.name not in ("en", "de")
    return romance and low not in g.the and (low in g.her or low in g.me or low in g.he)


def _tidy(said: str) -> str:
    """Without the holes that dates leave behind, and brackets that lost their other half."""
    said = _EMPTY.sub("", " ".join(said.split()))
    said = _TWICE.sub(r"\1", _SPACED.sub(r"\1", said)).lstrip(" ,;:.!–—-")
    while (kept := _ended(said)) != said:
        said = kept
    if said.count("(") != said.count(")"):
        said = said.replace("(", "").replace(")", "")
    return " ".join(said.split())


def _ended(said: str) -> str:
    """Without a sign or conjunction at the end."""
    said = said.rstrip(" ,;:.!(–—→>-")
    start, _, last = said.rpartition(" ")
    them = last.lower() == "both" and start.endswith((" her", " him", " them"))
    return start if last.lower() in _LAST and not them else said

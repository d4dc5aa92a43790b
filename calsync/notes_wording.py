"""A promise's words as the title of an event: without its date, and without "and I'll". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from calsync.model import Due
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_reading import Found
from calsync.notes_reading import Spoken
from calsync.notes_verbs import WOULD

LONGEST = 250  # characters of a promise's words

_SIGNS = frozenset(",;:.!?→–—-&+=>")
_LINKS = words("and but so then that to und aber dass y e et mais que che ma o or plus still")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_SPACED = re.compile(r"\s+([,;:.!?)])")
_TWICE = re.compile(r"([,;:.])(?:\s*[,;:.])+")
_LAST = words("and but both by on und bis am y et e para pour per")


def wording(spoken: Spoken, found: Found, dues: Sequence[Due]) -> str:
    """The promise's words without the dates that stand in them."""
    before = _tidy(found.before.rstrip(" ,;:.→->–—"))
    one = found.claim
    first = _begins(spoken, one.first, one.last) if not found.before else one.first
    if first >= one.last:
        return before[:LONGEST].rstrip()
    ws = spoken.ws
    at, end, kept = ws.at[first], ws.end(one.last), []
    for day in dues:
        kept.append(ws.text[at : max(at, day.start)])
        at = min(max(at, day.end), end)
    kept.append(ws.text[at:end])
    said = _tidy(" ".join(kept))
    return (f"{before}: {said}" if before and said else before or said)[:LONGEST].rstrip()


def _begins(spoken: Spoken, first: int, last: int) -> int:
    """The first word after signs, conjunctions, subjects and pronouns."""
    ws, passed = spoken.ws, _passed(spoken.g)
    for here in range(first, last):
        if ws.low[here] not in passed:
            return here
    return first


def _passed(g: Grammar) -> frozenset[str]:
    clitics = frozenset() if g.name in ("en", "de") else (g.her | g.me) - g.the
    return _SIGNS | _LINKS | WOULD | g.i | g.we | g.he | clitics


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
    return start if last.lower() in _LAST else said

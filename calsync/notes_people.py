"""Where a person is named: a name, a title, or somebody without a name. Pure."""

from __future__ import annotations

import re

from calsync.notes_grammar import DAY_GLUE
from calsync.notes_grammar import NOBODY
from calsync.notes_grammar import PEOPLE
from calsync.notes_grammar import TITLES
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_words import Words

INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")


def is_titled(ws: Words, here: int) -> bool:
    """Is it a title rather than, as in "bis Fr.", a day, or in "m. Hr. Wyss" a preposition?"""
    if ws.low[here] == "m":
        return TITLES.isdisjoint(ws.low[here + 1 : here + 3])
    return ws.low[here] != "fr" or not here or ws.low[here - 1] not in DAY_GLUE


def person(ws: Words, g: Grammar, here: int, last: int) -> int:
    """Where the person named at a word ends, or `here` if nobody is."""
    at = here
    while at < last and ws.low[at] in g.the:
        at += 1
    opened = at > here
    end = _name(ws, g, at, last)
    a_noun = g.late and end == at + 1 and opened and not ws.raw[at].isupper()
    if g.late and opened and end == at + 2 and ws.low[at] not in PEOPLE | TITLES:
        return here if ws.low[at - 1] in _DER else end
    if end > at and not (a_noun and ws.low[at] not in PEOPLE):
        return end
    if opened and ws.low[at - 1] in PEOPLE:
        return at
    return _common_person(ws, g, at, last) or here


def _name(ws: Words, g: Grammar, at: int, last: int) -> int:
    """Where a name of capitals ends: "Dr. Ana Diaz"."""
    end = at
    if at < last and ws.raw[at].islower() and ws.low[at] not in TITLES:
        return at
    while end < last and end < at + 4 and _names(ws, g, end, titled=end > at):
        end += 1
        dotted = ws.low[end - 1] in TITLES or INITIALS.fullmatch(ws.low[end - 1])
        if (
            dotted
            and ws.raw[end : end + 1] == (".",)
            and (end + 1 == last or _is_capital(ws, end + 1))
        ):
            end += 1
    return end


def _common_person(ws: Words, g: Grammar, at: int, last: int) -> int:
    """Where somebody without a name ends: "residents", "tax office", or 0."""
    for here in range(at, min(at + 3, last)):
        low = ws.low[here]
        if low in PEOPLE:
            return _name(ws, g, here + 1, last)
        if low in g.small or not low[0].isalpha():
            return 0
    return 0


def _names(ws: Words, g: Grammar, here: int, *, titled: bool) -> bool:
    low = ws.low[here]
    if titled and ws.low[here - 1] in _TYPED and ws.raw[here - 1].islower() and low.isalpha():
        return low not in g.small
    if titled and low in _PARTICLES and ws.low[here - 1] in TITLES:
        return _is_capital(ws, here + 1)
    if low in TITLES and here + 1 < len(ws.raw) and is_titled(ws, here):
        after = here + 2 if ws.raw[here + 1] == "." else here + 1
        after += after + 1 < len(ws.raw) and ws.low[after] in _PARTICLES
        if low in _TYPED and ws.raw[here].islower() and after < len(ws.raw):
            return ws.low[after].isalpha() and ws.low[after] not in g.small | g.third | g.fill
        return after < len(ws.raw) and ws.raw[after][0].isupper()
    return _is_name(ws, g, here, titled=titled)


def _is_name(ws: Words, g: Grammar, here: int, *, titled: bool) -> bool:
    """Is a word that is no title a name, by how it is written?"""
    raw, low = ws.raw[here], ws.low[here]
    if not (raw[0].isupper() or raw[0] == "@" or low in TITLES) or low in g.no:
        return False
    initial = len(raw) == 1 and ws.raw[here + 1 : here + 2] == (".",) and _is_capital(ws, here + 2)
    nobody = low in NOBODY and not (low in _PLACES and _is_capital(ws, here + 1))
    if not raw[0].isupper() or nobody or (low in g.small and not (titled or initial)):
        return raw[0] == "@" and len(raw) > 1
    if g.late and low.endswith(_NOUNS):
        return False
    if raw[:2].isupper() and raw[-1].islower():
        return False
    shouts = raw.isupper() and len(raw) > 1 and (not here or ws.low[here - 1] not in g.to)
    shouts = shouts and low not in PEOPLE and "." not in raw
    shouts = shouts and not (g.late and here and ws.low[here - 1] in _DATIVES)
    return not shouts and not any(sign.isdigit() for sign in raw)


def _is_capital(ws: Words, here: int) -> bool:
    return here < len(ws.raw) and ws.raw[here][0].isupper()


_TYPED = words("frau herr herrn mr mrs ms")
_PARTICLES = words("van von du de di da dos del la le el al ben bin zu der den")
_DATIVES = frozenset({"der", "dem"})
_DER = words("der die das den dem des")
_PLACES = words("café cafe bar hotel restaurant studio praxis")
_NOUNS = tuple(
    words("""
    ung ungen heit keit tion tionen schaft liste karte plan fest treffen abend tisch kurs
    sitzung feier markt börse borse runde probe stunde training seminar turnier messe buffet
    verein flohmarkt ausflug basar konzert workshop versammlung abbau aufbau umzug essen
    programm zettel schein""")
)

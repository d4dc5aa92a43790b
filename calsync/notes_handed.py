"""A thing and who gets it, without a verb. Pure."""

from __future__ import annotations

from calsync.notes_grammar import DAYS
from calsync.notes_grammar import THINGS
from calsync.notes_grammar import TITLES
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_people import person
from calsync.notes_verbs import Claim
from calsync.notes_words import Words


def handed(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """A thing and who gets it, without a verb: "slides to Imogen, Friday"."""
    towards = g.to - g.with_ if g.name != "en" else _TO
    if g.name == "en" and _by_day(ws, here + 3, last):
        towards = _TO | {"for"}
    for at in range(here + 1, min(last - 1, here + 7)):
        written = g.late and ws.low[at] == "an" and ws.raw[at - 1][0].isupper()
        pronoun = g.name == "en" and ws.low[at + 1] in _THEM and here + 3 >= at
        known = written or pronoun or not THINGS.isdisjoint(ws.low[here:at])
        known = known and not (ws.low[at - 1] == "back" and ws.low[here] in _JOURNEY)
        if ws.low[at] in towards and known:
            named = ws.raw[at + 1][0].isupper() or ws.low[at + 1] in TITLES
            end = person(ws, g, at + 1, last) if named else 0
            if g.name == "en" and not named and _goes_back(ws, here, at):
                end = at + 2 + (ws.low[at + 1] in g.the and at + 2 < last)
            if end > at + 1 or (
                ws.low[at] != "for"
                and ws.low[at + 1] in g.her
                and (g.name == "en" or ws.low[at + 1] not in g.the)
            ):
                who = (at + 1, end) if end > at + 1 else None
                return Claim(here, last, who=who, her=who is None, wants_date=True)
        if not (ws.low[at].isalnum() or ws.low[at] == "'s"):
            return None
    return None


def _by_day(ws: Words, first: int, last: int) -> bool:
    """English: does "by Friday" stand here, rather than "by Ana"?"""
    pairs = zip(ws.low[first:last], ws.low[first + 1 : last], strict=False)
    return any(one == "by" and (then in DAYS or then[0].isdigit()) for one, then in pairs)


def _goes_back(ws: Words, here: int, at: int) -> bool:
    """English: is it a thing that goes back: "key back to reception", not "back to work"?"""
    fits = ws.low[at - 1] == "back" and at - 1 > here and ws.low[at + 1] not in _NOWHERE
    return fits and _JOURNEY.isdisjoint(ws.low[here:at])


_NOWHERE = words("work school normal sleep bed basics square life business nature")
_JOURNEY = words("train bus flight ferry way trip ride walk drive go going come coming get")
_TO = frozenset({"to"})
_THEM = words("him her them")

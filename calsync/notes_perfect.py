"""German: what "habe versprochen" holds. Pure."""

from __future__ import annotations

from dataclasses import replace

from calsync.notes_clauses import Subject
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_objects import Verb
from calsync.notes_objects import plain
from calsync.notes_objects import skip_words
from calsync.notes_objects import whom
from calsync.notes_verbs import NO
from calsync.notes_verbs import Claim
from calsync.notes_verbs import with_person
from calsync.notes_words import Words


def perfect(ws: Words, g: Grammar, who: Subject, at: int, last: int) -> Claim | None:
    """German: "habe Lena die Fotos versprochen", "Vortrag zugesagt"."""
    if g.late and (task := _vowed_task(ws, g, who, at, last)):
        return task
    if not g.late or ws.low[last - 1] not in _VOWED or not g.no.isdisjoint(ws.low[at:last]):
        return None
    if ws.low[at] in ("hat", "haben") and ws.low[at + 1] in g.he:
        return NO
    first = skip_words(ws, _HAVE | g.fill | g.i | g.we, at, last)
    mine = who.kind not in ("he", "name")
    named, her = whom(ws, g, first, last - 1, "promise") if first < last - 1 else (None, False)
    rest = named[1] if named and named[0] - first <= 1 else first
    if first < last - 1 and ws.low[first] in g.her | g.me:
        rest = first + 1
    bare = rest >= last - 1
    if not mine and named and ws.raw[named[0]][0].isupper() and g.me.isdisjoint(ws.low[at:last]):
        return NO
    if not mine:
        named, her = who.who and plain(ws, g, *who.who), who.kind == "he"
    her = her and named is None
    back = mine and first == last - 1
    return Claim(rest, last - 1, mine=mine, who=named, her=her, open=bare, back=back)


def _vowed_task(ws: Words, g: Grammar, who: Subject, at: int, last: int) -> Claim | None:
    """German: "habe Keller versprochen den Katalog zu schicken"."""
    said = next((here for here in range(at, last - 2) if ws.low[here] in _VOWED), 0)
    verb = ws.low[last - 1]
    if said and ws.low[said + 1] == "dass" and ws.low[said + 2] in g.i | g.we:
        return _vowed_that(ws, g, at, said, last)
    to_do = said and (ws.low[last - 2] == "zu" or "zu" in verb[1:]) and verb in g.base
    if not to_do or who.kind in ("he", "name") or not g.no.isdisjoint(ws.low[at:last]):
        return None
    first = skip_words(ws, _HAVE | g.fill | g.i | g.we, at, said)
    named, her = whom(ws, g, first, said, "promise") if first < said else (None, False)
    result = with_person(ws, g, Claim(said + 1, last), Verb(said + 1, verb))
    return replace(result, who=named or result.who, her=her or result.her)


def _vowed_that(ws: Words, g: Grammar, at: int, said: int, last: int) -> Claim | None:
    """German: "hab ihr versprochen dass ich den Plan schicke"."""
    first = skip_words(ws, _HAVE | g.fill | g.i | g.we, at, said)
    named, her = whom(ws, g, first, said, "promise") if first < said else (None, False)
    her = her or not g.her.isdisjoint(ws.low[first:said])
    return Claim(said + 3, last, who=named, her=her and named is None) if said + 3 < last else None


_VOWED = words("versprochen zugesagt zugesichert angeboten gesagt")
_HAVE = words("habe hab haben hat ja")

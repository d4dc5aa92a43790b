"""Lines that are marked as a promise: whose they are, and what they hold. Pure."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from calsync.model import Clarity
from calsync.notes_claims import claim
from calsync.notes_clauses import Segment
from calsync.notes_clauses import cue_at
from calsync.notes_clauses import skip
from calsync.notes_clauses import subject
from calsync.notes_grammar import MESSAGES
from calsync.notes_grammar import MINE_LABEL
from calsync.notes_grammar import NOTHING
from calsync.notes_grammar import words
from calsync.notes_objects import whom
from calsync.notes_people import person
from calsync.notes_reading import extended
from calsync.notes_reading import free
from calsync.notes_reading import placed
from calsync.notes_spoken import ARROWS
from calsync.notes_spoken import Found
from calsync.notes_spoken import Met
from calsync.notes_spoken import Spoken
from calsync.notes_topics import names_only
from calsync.notes_verbs import Claim
from calsync.notes_vows import awaited

_AFTER_OWNER = frozenset({":", "-", "–", "—"}) | ARROWS
# "Follow ups: Ana: the deck" names the one to get back to, not the one who owes it.
_TO_OTHERS = ("follow", "promis", "versproch", "promes", "prometid", "owe", "i owe", "nachfass",
              "segui", "suivi", "relance", "acompanh")  # fmt: skip
_AWAITED = ("wait", "await", "expect", "owed", "wart", "erwart", "esper", "en att", "j'att",
            "à rec", "a rec", "aguard", "aspett", "in att")  # fmt: skip

# These may wait for the writer: "falta: comprar pan".
_MISSING = ("missing", "still missing", "fehl", "steht", "falt", "manq", "il manq", "manc")


def promised(spoken: Spoken, met: Met) -> tuple[list[Found], Met]:
    """What a line promises, and whom the next lines may mean."""
    if spoken.marked:
        return _marked(spoken, met), met
    return free(spoken, met)


def _marked(spoken: Spoken, met: Met) -> list[Found]:
    """The promises of a marked line."""
    if _is_nothing(spoken):
        return []
    if known := _awaited(spoken) or _pairs(spoken):
        return known
    owner, first = _owner(spoken)
    if not first and not owner and (last := _signed(spoken)):
        name = spoken.words(last)
        spoken = replace(spoken, parts=tuple(p for p in spoken.parts if p.last != last[1]))
        owner = "" if spoken.is_me(name) else name
    found: list[Found] = []
    for part in spoken.parts:
        if part.last > first:
            found = _item(spoken, replace(part, first=max(part.first, first)), found, met)
    if first:
        found = [replace(one, named=True) for one in found]
    return [_given(spoken, one, owner) for one in found] if owner else found


def _awaited(spoken: Spoken) -> list[Found]:
    """The items of "Waiting for: invoice from Ana (Friday), photos from Lars"."""
    if not spoken.line.word.startswith(_AWAITED + _MISSING):
        return []
    opened = [spoken.ws.low[: part.first].count("(") for part in spoken.parts]
    closed = [spoken.ws.low[: part.first].count(")") for part in spoken.parts]
    starts = [
        part.first
        for part, within in zip(spoken.parts, map(int.__sub__, opened, closed), strict=True)
        if not within and part.mark not in (")", ":")
    ]
    ends = [*starts[1:], len(spoken.ws.low)]
    found = (awaited(spoken.ws, spoken.g, *span) for span in zip(starts, ends, strict=True))
    listed = [
        Found(replace(one, clarity=Clarity.CLEAR), one.first, name=spoken.words(one.who))
        for one in found
        if one is not None
    ]
    named = any(one.name for one in listed)
    return listed if named or spoken.line.word.startswith(_AWAITED) else []


def _signed(spoken: Spoken) -> tuple[int, int] | None:
    """Whose an item of a list is, where the name ends it: "order the cake – Ben", "FAQ (me)"."""
    last = spoken.parts[-1]
    if len(spoken.parts) < 2 or last.mark not in _SIGNING or spoken.line.word not in _LISTED:
        return None
    if spoken.is_me(spoken.words((last.first, last.last))):
        return last.first, last.last
    return names_only(spoken.ws, spoken.g, last)


_SIGNING = frozenset("(–—-") | ARROWS
_LISTED = words("list ai ais action actions aps ap tasks")


def _is_nothing(spoken: Spoken) -> bool:
    """Is it "todo: nothing", or "@Tom can you?", which only asks?"""
    asks = not spoken.line.marked and any(part.asked for part in spoken.parts)
    low = spoken.ws.low
    asks = asks or (spoken.line.word == "reminder" and not spoken.g.you.isdisjoint(low))
    return asks or low[0] in NOTHING or not any(word[0].isalnum() for word in low)


def _given(spoken: Spoken, found: Found, owner: str) -> Found:
    """The item as its owner's, or as the writer's towards them where it is a follow-up."""
    if spoken.line.word.startswith(_TO_OTHERS):
        return replace(found, name=owner)
    return replace(found, claim=replace(found.claim, mine=False), name=owner)


def _item(spoken: Spoken, part: Segment, found: list[Found], met: Met) -> list[Found]:
    """A segment of a marked line: the first promises in any case, the others if they say so."""
    ws, g = spoken.ws, spoken.g
    one = claim(ws, g, part)
    it = not g.it.isdisjoint(ws.low[part.first : part.first + 3])
    if found and one and not one.mine and it and part.mark == ",":
        theirs = replace(found[-1].claim, last=part.last, mine=False)
        sent = awaited(ws, g, theirs.first, found[-1].claim.last)
        name = spoken.words(sent.who if sent else None) or found[-1].name
        return [*found[:-1], replace(found[-1], claim=theirs, name=name)]
    cue = cue_at(ws, g.own, part.first)
    said = cue is not None and skip(ws, g, cue[1], part.last) == part.last
    if found and (one is None or one.back or said or part.mark == ":"):
        return extended(spoken, found, part)
    named = one is not None
    if one is None:
        who = subject(ws, g, part.first, part.last)
        contact = spoken.line.word.startswith(_TO_OTHERS)
        alone = names_only(ws, g, part) if contact else None
        calls = ws.low[part.first] in MESSAGES and ws.raw[min(part.first + 1, part.last - 1)]
        verb = "call" if calls and calls[0].isupper() else ""
        to = alone or whom(ws, g, part.first + bool(verb), part.last, verb)[0]
        one = Claim(part.first, part.last, who=to)
        if who.kind == "name":
            one = Claim(who.after, part.last, mine=False, who=who.who)
    return [*found, replace(placed(spoken, part, one, met, begins=part.first), named=named)]


def _pairs(spoken: Spoken) -> list[Found]:
    """The promises of "Follow ups: Ana (price list), Ben (intro)"."""
    found: list[Found] = []
    for named, thing in pairwise(spoken.parts):
        who = names_only(spoken.ws, spoken.g, named)
        if who and thing.mark == "(" and spoken.ws.low[thing.first] not in NOTHING:
            one = Claim(thing.first, thing.last, who=who)
            found.append(Found(one, thing.first, name=spoken.words(who)))
    return found if len(found) > 1 else []


def _owner(spoken: Spoken) -> tuple[str, int]:
    """Whose the marked item is, empty for the writer, and the word after that name."""
    ws = spoken.ws
    label = spoken.line.owner.strip("@ ")
    if spoken.is_me(label) or label[:1].isupper():
        return ("" if spoken.is_me(label) else label), 0
    end = person(ws, spoken.g, 0, len(ws.low))
    if ws.low[0].lstrip("@") in MINE_LABEL:
        end = 1
    elif ws.raw[0][0].islower():
        return "", 0
    follows = ws.low[end] if end < len(ws.low) else ""
    if not end or not (follows in _AFTER_OWNER or ws.raw[0][0] == "@"):
        return "", 0
    name = spoken.words((0, end))
    return ("" if spoken.is_me(name) else name), end + (not follows[:1].isalnum())

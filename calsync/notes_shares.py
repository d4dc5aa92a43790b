"""Lines that share work out: "me: the flyers, Ola: the list". Pure."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from calsync.notes_claims import claim
from calsync.notes_clauses import Segment
from calsync.notes_clauses import skip
from calsync.notes_clauses import subject
from calsync.notes_grammar import DAYS
from calsync.notes_grammar import MINE_LABEL
from calsync.notes_grammar import NOTHING
from calsync.notes_grammar import THINGS
from calsync.notes_grammar import words
from calsync.notes_objects import infinitive_like
from calsync.notes_objects import names_only
from calsync.notes_objects import whom
from calsync.notes_spoken import ARROWS
from calsync.notes_spoken import Found
from calsync.notes_spoken import Met
from calsync.notes_spoken import Spoken
from calsync.notes_verbs import Claim
from calsync.notes_words import Words

_SIGNS = ARROWS | {":"}
# The other of two, as a label.
_THEM = words("""
    her him she he them they er sie ihm ihr ella él ellos elle lui elles eux lei loro ela ele""")


@dataclass(frozen=True, slots=True)
class Share:
    """Whose a run of segments is: its label stands in `part`, the next one's in `end`."""

    part: int
    end: int
    whose: str  # a name, "" for the writer
    them: bool = False  # a pronoun names the other


def shares_out(ws: Words) -> bool:
    """Does a line begin with the writer's own share, as in "me: the flyers"?"""
    return len(ws.low) > 2 and ws.low[0] in MINE_LABEL and ws.low[1] in _SIGNS


def shared_out(spoken: Spoken) -> list[Share]:
    """Who does what in a line, if the writer has a share in it or in a line beside it."""
    if _SIGNS.isdisjoint(spoken.ws.low):
        return []
    labels = list(_labels(spoken))
    ours = spoken.shared or any(not (share.whose or share.them) for share in labels)
    if not ours or (len(labels) < 2 and not spoken.shared):
        return []
    return [
        share for share in labels if _is_thing(spoken, spoken.parts[share.part + 1 : share.end])
    ]


def _labels(spoken: Spoken) -> Iterator[Share]:
    parts = spoken.parts
    for at in range(len(parts) - 1):
        if parts[at + 1].mark in _SIGNS and (share := _label(spoken, at)):
            yield share


def _label(spoken: Spoken, at: int) -> Share | None:
    """The share that a label opens, up to the next label or sentence."""
    part, parts = spoken.parts[at], spoken.parts
    first = skip(spoken.ws, spoken.g, part.first, part.last)
    said = spoken.words((first, part.last))
    named = names_only(spoken.ws, spoken.g, part)
    if parts[at + 1].mark in ARROWS and said[:1].isupper() and part.last - first == 1:
        named = (first, part.last)  # even Ola, which greets elsewhere
    them = part.last - first == 1 and spoken.ws.low[first] in _THEM
    if part.mark == "(" or not (spoken.is_me(said) or named or them):
        return None
    ends = (
        here
        for here in range(at + 2, len(parts))
        if (parts[here].fresh and parts[here].mark not in ARROWS)
        or (here + 1 < len(parts) and parts[here + 1].mark in _SIGNS)
    )
    whose = "" if them or spoken.is_me(said) else spoken.words(named)
    return Share(at, next(ends, len(parts)), whose, them)


def _is_thing(spoken: Spoken, parts: Sequence[Segment]) -> bool:
    """Is it something to do, rather than something that was said?"""
    ws, first = spoken.ws, parts[0].first
    if any(part.asked or part.quoted for part in parts) or ws.low[first] in NOTHING:
        return False
    low = ws.low[first : parts[0].last]
    if subject(ws, spoken.g, first, parts[0].last).kind or not spoken.g.no.isdisjoint(low):
        return False
    if not any(word[0].isalpha() for word in low):
        return False
    return parts[0].mark in ARROWS or _changes_hands(spoken, first, parts[0].last)


def _changes_hands(spoken: Spoken, first: int, last: int) -> bool:
    """Does a task or a thing stand here, rather than a place, a mood or a time?"""
    ws, g = spoken.ws, spoken.g
    low, said = ws.low[first], ws.low[first:last]
    if low in DAYS:
        return False
    verb = low in g.base or low in g.first or infinitive_like(g, low)
    verb = verb or (g.late and ws.low[last - 1] in g.base)
    return verb or low in g.the or not THINGS.isdisjoint(said) or not DAYS.isdisjoint(said)


def allotted(spoken: Spoken, share: Share, shares: Sequence[Share], met: Met) -> Found:
    """A share as a promise: the writer's, or the other's towards the writer."""
    ws, g = spoken.ws, spoken.g
    part = spoken.parts[share.part + 1]
    last = spoken.parts[share.end - 1].last
    mine = not (share.whose or share.them)
    one = claim(ws, g, part)
    who = one.who if one and one.mine else whom(ws, g, part.first, part.last)[0]
    others = [each.whose for each in shares if each.whose]
    other = others[0] if len(others) == 1 else met.name
    return Found(
        Claim(part.first, last, mine=mine),
        spoken.parts[share.part].first,
        name=(spoken.words(who) or other) if mine else share.whose or met.name,
    )

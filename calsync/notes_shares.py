"""Lines that share work out: "me: the flyers, Ola: the list", "salad = me". Pure."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from calsync.notes_claims import claim
from calsync.notes_clauses import subject
from calsync.notes_grammar import DAYS
from calsync.notes_grammar import MINE_LABEL
from calsync.notes_grammar import NOTHING
from calsync.notes_grammar import PEOPLE
from calsync.notes_grammar import THINGS
from calsync.notes_grammar import words
from calsync.notes_objects import infinitive_like
from calsync.notes_objects import plain
from calsync.notes_objects import whom
from calsync.notes_people import person
from calsync.notes_spoken import ARROWS
from calsync.notes_spoken import Found
from calsync.notes_spoken import Met
from calsync.notes_spoken import Spoken
from calsync.notes_verbs import Claim
from calsync.notes_words import Words

_SIGNS = ARROWS | frozenset(":=–—-")
# The other of two, as a label.
_THEM = words("""
    her him she he them they er sie ihm ihr ella él ellos elle lui elles eux lei loro ela ele""")


@dataclass(frozen=True, slots=True)
class Share:
    """Who has what: parts from `part` to before `end`, the thing itself in part `thing`."""

    part: int
    end: int
    thing: int
    first: int  # the word at which the thing begins
    whose: str  # a name, "" for the writer
    them: bool  # a pronoun names the other


def style(ws: Words) -> str:
    """How the writer's own share is noted, if it is: the sign, and "<" before one's name."""
    low = ws.low
    if MINE_LABEL.isdisjoint(low) or (_SIGNS.isdisjoint(low) and "/" not in low):
        return ""
    for at, word in enumerate(low):
        if word in MINE_LABEL and (found := _style(low, at)):
            return found
    return ""


def _style(low: Sequence[str], at: int) -> str:
    before = low[at - 1] if at else ","
    after, then = (*low[at + 1 : at + 3], ",", ",")[:2]
    if (
        before in _SIGNS - {":"}
        and at > 1
        and not after[0].isalnum()
        and not (after in _SIGNS and after != before and then not in DAYS)
    ):
        return f"<{before}"
    if after in _SIGNS and not before[0].isalnum():
        return after
    return "/" if after[0].isalpha() and "/" in (before, *low[at + 1 : at + 6]) else ""


def shared_out(spoken: Spoken) -> list[Share]:
    """Who does what in a line, if the writer has a share in it or in a line beside it."""
    if _SIGNS.isdisjoint(spoken.ws.low) and "/" not in spoken.ws.low:
        return []
    how = style(spoken.ws) or spoken.shared
    shares = list(_shares(spoken, how)) if how else []
    if len(shares) < 2 and not spoken.shared:
        return []
    sign = how.strip("<")
    if sign in ARROWS or sign == "/" or (sign == "=" and len(shares) > 2):
        return shares
    tasks = [share for share in shares if _is_task(spoken, share)]
    if sign == ":" or len(shares) < 2:
        return tasks
    return shares if tasks else []


def _shares(spoken: Spoken, how: str) -> Iterator[Share]:
    """The shares of a line, each up to the next one or the end of the sentence."""
    parts = spoken.parts
    opened = [share for at in range(len(parts)) if (share := _share(spoken, at, how))]
    starts = [*(share.part for share in opened), len(parts)]
    for share, (start, following) in zip(opened, pairwise(starts), strict=True):
        fresh = (
            at
            for at in range(max(share.end, start + 1), following)
            if parts[at].fresh and parts[at].mark not in _SIGNS
        )
        end = next(fresh, following)
        yield Share(start, end, share.thing, share.first, share.whose, share.them)


def _share(spoken: Spoken, at: int, how: str) -> Share | None:
    """The share whose name or thing stands in a part."""
    parts, part = spoken.parts, spoken.parts[at]
    if part.mark == "(":
        return None
    if how == "/":
        return _unsigned(spoken, at)
    if at + 1 == len(parts) or parts[at + 1].mark != how.strip("<"):
        return None
    label, thing = (at + 1, at) if how[0] == "<" else (at, at + 1)
    named = _named(spoken, parts[label].first, parts[label].last)
    if named is None or not _is_thing(spoken, thing, parts[thing].first):
        return None
    return Share(at, at + 2, thing, parts[thing].first, *named)


def _unsigned(spoken: Spoken, at: int) -> Share | None:
    """A share of "me flyers / Ola list"."""
    part, parts = spoken.parts[at], spoken.parts
    beside = part.mark == "/" or (at + 1 < len(parts) and parts[at + 1].mark == "/")
    first = part.first
    mine = spoken.ws.low[first] in MINE_LABEL
    end = first + 1 if mine else person(spoken.ws, spoken.g, first, part.last)
    if not beside or not first < end < part.last or part.last - first > 8:
        return None
    named = _named(spoken, first, end)
    return Share(at, at + 1, at, end, *named) if named and _is_thing(spoken, at, end) else None


def _named(spoken: Spoken, first: int, last: int) -> tuple[str, bool] | None:
    """Whose a share is, and whether a pronoun says so."""
    said = spoken.words((first, last))
    if spoken.is_me(said):
        return "", False
    if last - first == 1 and spoken.ws.low[first] in _THEM:
        return "", True
    for here in range(max(first, last - 4), last):
        if person(spoken.ws, spoken.g, here, last) == last:
            return spoken.words(plain(spoken.ws, spoken.g, here, last)), False
    alone = last - first == 1 and said[:1].isupper()  # even Ola, which greets elsewhere
    return (said, False) if alone else None


def _is_thing(spoken: Spoken, thing: int, first: int) -> bool:
    """Is it something to do, rather than something that was said?"""
    ws, part = spoken.ws, spoken.parts[thing]
    low = ws.low[first : part.last]
    if part.asked or part.quoted or low[0] in NOTHING or not spoken.g.no.isdisjoint(low):
        return False
    if low[0] in DAYS or low[0] in PEOPLE or not any(word[0].isalpha() for word in low):
        return False
    return not subject(ws, spoken.g, first, part.last).kind


def _is_task(spoken: Spoken, share: Share) -> bool:
    """Does a task or a thing stand here, rather than a place, a mood or a time?"""
    ws, g, last = spoken.ws, spoken.g, spoken.parts[share.thing].last
    low, said = ws.low[share.first], ws.low[share.first : spoken.parts[share.end - 1].last]
    verb = low in g.base or low in g.first or infinitive_like(g, low)
    verb = verb or (g.late and ws.low[last - 1] in g.base)
    return verb or low in g.the or not THINGS.isdisjoint(said) or not DAYS.isdisjoint(said)


def allotted(spoken: Spoken, share: Share, shares: Sequence[Share], met: Met) -> Found:
    """A share as a promise: the writer's, or the other's towards the writer."""
    ws, g, parts = spoken.ws, spoken.g, spoken.parts
    part = parts[share.thing]
    last = parts[share.end - 1].last
    mine = not (share.whose or share.them)
    one = claim(ws, g, part)
    who = one.who if one and one.mine else whom(ws, g, share.first, part.last)[0]
    others = [each.whose for each in shares if each.whose]
    other = others[0] if len(others) == 1 else met.name
    before = share.thing == share.part and share.first == part.first
    return Found(
        Claim(share.first, part.last if before else last, mine=mine),
        parts[share.part].first,
        name=(spoken.words(who) or other) if mine else share.whose or met.name,
        both=(share.first, last),
    )

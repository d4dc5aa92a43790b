"""Whom a clause without a promise is about, and who asks in it for something. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from calsync.notes_clauses import Segment
from calsync.notes_clauses import Subject
from calsync.notes_clauses import subject
from calsync.notes_grammar import MEETINGS
from calsync.notes_grammar import MESSAGES
from calsync.notes_grammar import PEOPLE
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_objects import plain
from calsync.notes_objects import skip_words
from calsync.notes_people import person
from calsync.notes_words import Words


def names_only(ws: Words, g: Grammar, segment: Segment) -> tuple[int, int] | None:
    """The person a segment consists of, as in "Ana: ..."."""
    end = person(ws, g, segment.first, segment.last)
    return plain(ws, g, segment.first, end) if end == segment.last > segment.first else None


def mentioned(ws: Words, g: Grammar, segment: Segment) -> tuple[int, int] | None:
    """The person whom a clause without a promise is about: "Lunch with Ana", "Met Ana", "Ana: "."""
    first, last = segment.first, segment.last
    label = ws.low[last : last + 1] == (":",)
    if ws.low[first] in (MEETINGS | MESSAGES if label else MEETINGS):
        first = skip_words(ws, _TOWARDS | g.to | g.from_ | g.with_, first + 1, last)
    end = person(ws, g, first, last)
    if first < end < last and ws.low[end] == "'s":
        return plain(ws, g, first, end)
    if label and ws.low[end:last] in _SAID_TO_ME:
        return plain(ws, g, first, end)
    if end > first and (first > segment.first or _is_topic(ws, g, first, end, last)):
        return plain(ws, g, first, end)
    found = _beside(ws, g, first, last)
    return found or (next(_ending(ws, g, first, last), None) if label else None)


def _ending(ws: Words, g: Grammar, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The person at the end of a label: "gym friend Lasse: ..."."""
    return (
        plain(ws, g, here, last)
        for here in range(max(first, last - 3), last)
        if person(ws, g, here, last) == last
    )


def _beside(ws: Words, g: Grammar, first: int, last: int) -> tuple[int, int] | None:
    """The person behind "with", "talked to", and in "Mail from Ana"."""
    written = first < last and ws.low[first] in MESSAGES
    for here in range(first, last - 1):
        low = ws.low[here]
        near = low in g.with_ or low in _TOWARDS or (low in g.to and low not in _FOR)
        if low == "to":
            near = ws.low[here - 1] in MEETINGS or ws.low[here - 1] == "next"
        if g.late and low in _MELTED and PEOPLE.isdisjoint(ws.low[here + 1 : here + 2]):
            continue
        near = near or (low == "on" and ws.low[here - 1 : here] == ("in",))
        if near or (written and low in g.from_):
            end = person(ws, g, here + 1, last)
            if end > here + 1:
                return plain(ws, g, here + 1, end)
    return None


# German prepositions with an article in them, which stands before things.
_MELTED = words("beim zum zur vom im am ins ans")


def _is_topic(ws: Words, g: Grammar, first: int, end: int, last: int) -> bool:
    """Is a sentence about the name it begins with, not only written with a capital?"""
    if end == last or subject(ws, g, first, last).kind == "name":
        return True
    past = ws.low[end].endswith(("ed", "s")) or ws.low[end] in _PAST
    label = ws.low[last : last + 1] == (":",) and ws.low[end] in _ON
    past = (
        past
        if g.name == "en"
        else g.late and not first and ws.low[end].endswith(("t", "te", "ten"))
    )
    past = past or (g.late and ws.low[end] in MEETINGS | _MET)
    return label or (past and ws.low[end] not in g.small and ws.raw[end][0].islower())


_PAST = words("paid sent got had came left took gave made told found lost won bought brought")


_MET = words("gesprochen besucht kennengelernt angerufen wiedergesehen")
_ON = words("on about über uber zu sobre sur su")
_FOR = frozenset(["for", "fur", "para", "pour", "per"])
_TOWARDS = frozenset(["into", "met", "re", "m", "."])


def request(ws: Words, g: Grammar, segment: Segment) -> Subject | None:
    """Who wants something here, if this is a request."""
    if g.asks.isdisjoint(ws.low[segment.first : segment.last]):
        return None
    who = subject(ws, g, segment.first, segment.last)
    at = skip_words(ws, g.her | g.me | g.fill, who.after, segment.last)
    if who.kind not in ("i", "we") and at < segment.last and ws.low[at] in g.asks:
        return who
    return None


_SAID_TO_ME = {("to", "me"), ("to", "us"), ("an", "mich"), ("zu", "mir"), ("a", "mi"),
               ("a", "moi"), ("para", "mim"), ("a", "me")}  # fmt: skip

"""What a clause promises once its verb is known. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace

from calsync.model import Clarity
from calsync.notes_clauses import skip
from calsync.notes_grammar import SENDS
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import rows
from calsync.notes_grammar import words
from calsync.notes_objects import Verb
from calsync.notes_objects import empty
from calsync.notes_objects import hollow
from calsync.notes_objects import infinitive
from calsync.notes_objects import points
from calsync.notes_objects import skip_words
from calsync.notes_objects import whom
from calsync.notes_people import person
from calsync.notes_words import Words

LIGHT = words("""
    take walk drive run do look build keep train water teach move speak host answer lead push set
    make work cook talk rent""")
WOULD = frozenset(["'d", "'ll", "would", "will", "can", "could"])


_IN_TOUCH = frozenset({"touch", "sure", "ready", "done", "sent", "look", "word"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause that promises something, in positions of words."""

    first: int
    last: int
    mine: bool = True
    clarity: Clarity = Clarity.CLEAR
    who: tuple[int, int] | None = None
    her: bool = False  # only a pronoun names the person
    back: bool = False  # says nothing without the words before it
    wants_date: bool = False  # clear only if a date or person stands with it
    open: bool = False  # what is promised follows in the next segment
    hollow: bool = False  # the thing itself stands before the verb


BEING = frozenset(["'m", "am", "'re", "are", "is", "'s"])


def doing(ws: Words, g: Grammar, at: int, last: int) -> int:
    """English: where "am sending" names its verb, or 0."""
    if g.name != "en" or at >= last or ws.low[at] not in BEING:
        return 0
    at = skip_words(ws, g.fill, at + 1, last)
    if at >= last or not ws.low[at].endswith("ing"):
        return 0
    return at if lemma(g, ws.low[at]) and ws.low[at] not in g.base else 0


def lemma(g: Grammar, low: str) -> str:
    """English: the verb of which this is the -ing form, if it is one that promises."""
    stem = low[:-3]
    return next((verb for verb in (stem, stem + "e", stem[:-1]) if verb in g.base), "")


def objects(ws: Words, g: Grammar, at: int, last: int) -> tuple[int, bool]:
    """The word after pronouns and adverbs, and whether one was a person."""
    her = False
    mine = frozenset() if g.name in ("en", "de") else g.me
    while (
        at < last
        and not (ws.low[at] in g.third and at and ws.low[at - 1] in g.dative)
        and (
            ws.low[at] in g.her
            or ws.low[at] in g.fill
            or ws.low[at] in g.habit
            or ws.low[at] in mine
        )
    ):
        her = her or ws.low[at] in g.dative or (ws.low[at] in g.her and ws.low[at] not in g.it)
        at += 1
    return at, her


def verb_after(ws: Words, g: Grammar, at: int, last: int, *, known: bool) -> Verb | None:
    """The verb that a cue governs; `known` if it must be one of the tables."""
    start = at
    at, her = objects(ws, g, skip(ws, g, at, last), last)
    at = skip(ws, g, at, last)
    if at >= last or ws.low[at] in g.no:
        return None
    if g.late:
        return _late_verb(ws, g, start, last)
    low = ws.low[at]
    if g.name != "en":
        found = infinitive(g, low) or (Verb(0, low) if low in g.first else None)
        return replace(found, after=at + 1, to_her=her or found.to_her) if found else None
    idle = low in g.idle and not busy(ws, g, at, last)
    idle = idle or ws.low[at : at + 2] in _OWN_LIFE or ws.low[at : at + 3] in _OWN_LIFE
    idle = idle or (low in _ATTEMPTS and skip_words(ws, g.fill | _AGAIN, at + 1, last) >= last)
    if idle or (known and not (low in g.base or low in g.idle)):
        return None
    return Verb(at + 1, low, to_her=her)


def busy(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """English: does be or have promise something: "have it ready", "be goalie for Ana"?"""
    low, there = ws.low[at], ws.low[at:last]
    if ws.low[at : at + 2] in _PHRASAL:
        return _goes_on(ws, g, at + 2, last)
    if low == "leave" and ws.low[at + 1 : at + 2] in _THING:
        return _LEFT.isdisjoint(there) and not _PLACED.isdisjoint(there)
    if low == "be" and "for" in there:
        here = at + there.index("for") + 1
        return person(ws, g, here, last) > here or not _IN_TOUCH.isdisjoint(there)
    if low == "have" and (not {"by", "for", "to"}.isdisjoint(there) or causes(ws, g, at, last)):
        return True
    return low in ("be", "have") and not _IN_TOUCH.isdisjoint(there)


def _goes_on(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """English: does what follows make a task of "see if", "work out" and "come back"?"""
    if at >= last or ws.low[at] == "more" or (ws.low[at] == "i" and "can" not in ws.low[at:last]):
        return False
    return ws.low[at] in g.the or ws.low[at] in g.i or ws.low[at] in _FOLLOWS


_AGAIN = words("again harder anyway")
_ATTEMPTS = words("try manage survive pass cope help")
_OWN_LIFE = rows("""
    get used, get up, get better, get out, get going, get over, get some rest, get some sleep,
    get away, get home, get on with, run out, look forward, keep going, get through, get by,
    get moving, get enough, get more sleep, get married, do better, do more, do less, get to,
    take it, take a break, take care of myself""")
# Verbs that promise nothing, but do with what follows: "come up with a plan".
_FOLLOWS = words("it with to how what who where when if whether on for")
_LEFT = words("house home job flat party country office room city town company early building")
_PLACED = words("with for at on in outside")
_PHRASAL = rows("""
    work out, work up, come up, come back, go over, go through, go back, see to, see if, see
    whether, see about, sit in, stand in, turn in, start on, think up, pencil in""")
_THING = {("the",), ("a",), ("an",), ("my",), ("our",), ("her",), ("his",), ("their",)}


def causes(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """English: does somebody else do it: "have Ana check", "get payroll to fix", "get it fixed"?"""
    if ws.low[at] not in ("have", "get") or at + 2 >= last or ws.low[at + 1] in _ANYBODY:
        return False
    to = ws.low[at] == "get"
    for here in range(at + 2, min(at + 6, last)):
        low = ws.low[here]
        if low in g.small - g.the - g.it - g.her and low != "to":
            return False
        if low.endswith(_DONE) and ws.low[here - 1] not in g.the:
            return True
        then = here + 1 if to else here
        asked = not to or low == "to"
        if asked and then < last and ws.low[then] in g.base and ws.low[then - 1] not in g.the:
            taken = then + 1 < last and ws.low[then + 1] in g.the
            return to or taken or ws.low[then] not in g.weak or ws.low[then - 1] in g.her
    return False


_ANYBODY = words("people it you yourself everyone everybody one some others fun a")
_DONE = ("ed", "written", "done", "sent", "made", "redone", "rebuilt", "rewritten")


def _late_verb(ws: Words, g: Grammar, first: int, last: int) -> Verb | None:
    """German: the infinitive at the end of the clause."""
    if not g.no.isdisjoint(ws.low[first:last]):
        return None
    for at in range(last - 1, max(first - 1, last - 8), -1):
        low = ws.low[at]
        if ws.raw[at][0].islower() and low.endswith("n") and low not in g.small:
            known = low in g.base
            if low in g.idle:
                return None
            if known or low.endswith("en"):
                return _late_found(ws, g, first, last, low)
    return None


def _late_found(ws: Words, g: Grammar, first: int, last: int, low: str) -> Verb:
    span = ws.low[first:last]
    her = any(word in g.her and word not in g.it for word in span)
    return Verb(first, low, to_me=any(word in g.me for word in span), to_her=her)


def with_person(ws: Words, g: Grammar, found: Claim, verb: Verb) -> Claim:
    """The claim with whom it is for, and whether its object is a mere pronoun."""
    who, her = whom(ws, g, verb.after, found.last, verb.low)
    points_ = points(ws, g, verb.after, found.last)
    nothing = who is None and empty(ws, g, verb.after, found.last)
    before = ws.low[verb.after - 1] if verb.after else ""
    if verb.low in _PRESENTS and verb.after < found.last and ws.low[verb.after] in g.her:
        who, nothing = None, False
        verb = replace(verb, to_her=True)
    clitic = verb.after > 1 and ws.low[verb.after - 2] in g.it and g.name not in ("en", "de")
    back = points_ or (nothing and (before in SENDS or verb.low in SENDS or clitic))
    her = her or (verb.to_her and who is None)
    bare = who is None and hollow(ws, g, verb.after, found.last)
    return replace(found, who=who, her=her, back=back, hollow=bare or _is_split(ws, g, verb, who))


_PRESENTS = words("introduce intro connect nominate refer recommend")


def _is_split(ws: Words, g: Grammar, verb: Verb, who: tuple[int, int] | None) -> bool:
    """Is the person behind a preposition straight after the verb: "share with Ana"?"""
    return who is not None and who[0] > verb.after and ws.low[verb.after] in g.to


NO = Claim(0, 0)  # a clause that is understood, and promises nothing

"""A line's clauses put together: whose promise, what "it" and "she" stand for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from itertools import pairwise

from calsync.model import Clarity
from calsync.notes_bare import continued
from calsync.notes_claims import claim
from calsync.notes_clauses import Segment
from calsync.notes_clauses import Words
from calsync.notes_clauses import person
from calsync.notes_clauses import skip
from calsync.notes_clauses import subject
from calsync.notes_grammar import MINE_LABEL
from calsync.notes_grammar import NOTHING
from calsync.notes_grammar import PEOPLE
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import fold
from calsync.notes_grammar import words
from calsync.notes_lines import Line
from calsync.notes_objects import mentioned
from calsync.notes_objects import names_only
from calsync.notes_objects import owner
from calsync.notes_objects import request
from calsync.notes_objects import whom
from calsync.notes_verbs import NO
from calsync.notes_verbs import Claim
from calsync.notes_vows import awaited

_ARROWS = frozenset({"->", "=>", "-->", "→", "⇒"})
_BOTH = frozenset({"both", "beide", "ambos", "ambas", "entrambi", "entrambe"})
_CALLED_OFF = words(
    "cancelled canceled declined rejected not no abgesagt cancelado annulé annullato"
)
_AGREEING = words(
    "yes yep yeah sure ok okay deal agreed gladly ja klar oui d'accord si sim vale certo"
)
_AFTER_OWNER = frozenset({":", "-", "–", "—"}) | _ARROWS
# "Follow ups: Ana: the deck" names the one to get back to, not the one who owes it.
_TO_OTHERS = (
    "follow",
    "promis",
    "versproch",
    "promes",
    "prometid",
    "owe",
    "i owe",
    "nachfass",
    "segui",
    "suivi",
    "relance",
    "acompanh",
)


_AWAITED = ("wait", "await", "expect", "owed", "wart", "erwart", "esper", "en att", "j'att",
            "à rec", "a rec", "aguard", "aspett", "in att")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Met:
    """Whom the lines above were about, and the words last read."""

    name: str = ""
    before: str = ""
    asked: str = ""  # who asked for what stands before


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with the words in which its date may stand, and what it refers back to."""

    claim: Claim
    first: int
    before: str = ""
    name: str = ""  # the person, or the one a pronoun stands for
    both: tuple[int, int] | None = None  # "..., both Friday": a date for all of a sentence
    named: bool = True  # an owner or a verb shows that "AI:" is no topic


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line cut into segments, in its language."""

    line: Line
    ws: Words
    g: Grammar
    parts: tuple[Segment, ...]
    mine: frozenset[str] = frozenset()

    @property
    def marked(self) -> bool:
        """Is it marked, by a marker, a heading or "@me"?"""
        return self.line.marked or self.ws.low[0].startswith("@") or "@me" in self.ws.low

    def words(self, span: tuple[int, int] | None) -> str:
        """The words of a span, without an at-sign before a name."""
        return self.ws.between(*span).lstrip("@") if span else ""

    def is_me(self, name: str) -> bool:
        """Does this name mean the writer?"""
        return fold(name) in MINE_LABEL or fold(name) in self.mine


def promised(spoken: Spoken, met: Met) -> tuple[list[Found], Met]:
    """What a line promises, and whom the next lines may mean."""
    if spoken.marked:
        return _marked(spoken, met), met
    return _free(spoken, met)


def _free(spoken: Spoken, met: Met) -> tuple[list[Found], Met]:
    """The promises of a line without a marker."""
    if shares := _shares(spoken):
        return shares, replace(met, before=spoken.line.body)
    found: list[Found] = []
    label: tuple[int, int] | None = None
    going = False  # does the sentence promise something already?
    day = 0  # where the words begin in which the next promise's date may stand
    for part in spoken.parts:
        if part.fresh:
            if going and _is_day(spoken, part):
                found[-1] = replace(found[-1], both=found[-1].both or (part.first, part.last))
            label, going = None, False
            day = day if part.mark in _ARROWS else part.first
        one = _claimed(spoken, part, found[-1].claim if going else None, label, met)
        if one:
            going = True
            after = max((each.claim.last for each in found), default=0)
            placed = _placed(spoken, part, one, met, after=min(after, one.first))
            found.append(replace(placed, first=min(day, part.first)))
            name = found[-1].name
            met = replace(met, name=name if name[:1].isupper() or not met.name else met.name)
            day = part.last
        elif going:
            found = _extended(spoken, found, part)
        else:
            if skip(spoken.ws, spoken.g, part.first, part.last) < part.last:
                day = part.last
            label, met = _noticed(spoken, part, met)
    return found, replace(met, before=spoken.line.body)


_HERS = frozenset({"her", "his", "their"})
_DUE = frozenset({"due", "deadline", "fällig", "fallig"})
_ABOUT = frozenset({"re", "for", "for:", "with", "w/", "met", "für", "mit", "para", "con", "pour"})


def _trails(spoken: Spoken, part: Segment, one: Claim) -> bool:
    """Is it a verb without an object of its own: "... and upload before Friday"?"""
    here = skip(spoken.ws, spoken.g, part.first, part.last)
    return one.hollow and part.mark in spoken.g.join and one.first == here


def _shares(spoken: Spoken) -> list[Found]:
    """Who does what in "me → the flyers; Ola → the list"."""
    if _ARROWS.isdisjoint(spoken.ws.low):
        return []
    pairs = [pair for pair in pairwise(spoken.parts) if pair[1].mark in _ARROWS]
    if not any(spoken.is_me(spoken.words((who.first, who.last))) for who, _ in pairs):
        return []
    found: list[Found] = []
    for who, thing in pairs:
        name = spoken.words((who.first, who.last))
        mine = spoken.is_me(name)
        one = Claim(thing.first, thing.last, mine=mine)
        found.append(Found(one, thing.first, name="" if mine else name))
    return found


def _is_day(spoken: Spoken, part: Segment) -> bool:
    """Is a sentence only a date, which belongs to the promise before it?"""
    rest = spoken.ws.low[skip(spoken.ws, spoken.g, part.first, part.last) : part.last]
    return not any(low[0].isalnum() for low in rest)


def _claimed(
    spoken: Spoken,
    part: Segment,
    before: Claim | None,
    label: tuple[int, int] | None,
    met: Met,
) -> Claim | None:
    """What a segment promises, given the promise before it in the same sentence."""
    ws, g = spoken.ws, spoken.g
    to_you = not g.you.isdisjoint(ws.low[part.first : part.last])
    speaks = label is not None and (part.quoted or to_you)
    if (part.quoted and not speaks) or (before and before.open):
        return None
    agrees = ws.low[part.first] in _AGREEING or ws.low[part.first : part.last] == ("on", "me")
    if not before and met.asked and agrees:
        return Claim(part.first, part.last, back=True)
    more = _more(spoken, part, before) if before else None
    if more:
        return more if more.last else None
    one = _new(spoken, part, speaks=speaks)
    if one is None or (before and (one.back or _trails(spoken, part, one))):
        return None
    if one.mine and speaks:
        return replace(one, mine=False, who=label, her=False)
    return _about(spoken, one, label)


def _about(spoken: Spoken, one: Claim, label: tuple[int, int] | None) -> Claim:
    """The claim with the one it is about: "re Ida: send the form"."""
    if label is None or not one.mine or spoken.ws.low[label[0] - 1] not in _ABOUT:
        return one
    return replace(one, wants_date=False, who=one.who or label)


def _more(spoken: Spoken, part: Segment, before: Claim) -> Claim | None:
    """What a segment adds to the promise before it; `NO`: nothing, it belongs to that one."""
    ws, g = spoken.ws, spoken.g
    if part.mark == "(" or not _DUE.isdisjoint(ws.low[part.first : part.first + 3]):
        return NO
    theirs = _shared(spoken, part) if before.mine else None
    return theirs or continued(ws, g, part, before)


def _new(spoken: Spoken, part: Segment, *, speaks: bool) -> Claim | None:
    """What a segment promises by itself, to the writer where somebody else speaks."""
    ws, g = spoken.ws, spoken.g
    reader = not speaks and not g.you.isdisjoint(ws.low)
    reader = reader or (part.mark == ":" and ws.low[0] in _CALLED_OFF)
    if speaks:  # to the writer: "you" is a person like any other
        g = replace(g, you=frozenset(), her=g.her | g.you)
    mailing = speaks and ws.low[part.first].endswith("ing")
    bare = mailing or not (speaks or spoken.line.step or reader or part.mark == "(")
    return claim(ws, g, part, bare=bare)


def _shared(spoken: Spoken, part: Segment) -> Claim | None:
    """What somebody else does likewise: "I bring the wine, Runa the bread"."""
    ws, g = spoken.ws, spoken.g
    end = person(ws, g, part.first, part.last)
    alike = part.first < end < part.last - 1 and ws.low[end] in g.the
    return Claim(end, part.last, mine=False, who=(part.first, end)) if alike else None


def _placed(spoken: Spoken, part: Segment, one: Claim, met: Met, *, after: int = 0) -> Found:
    """The claim with its person and what it refers to."""
    to_you = one.mine and not spoken.g.you.isdisjoint(spoken.ws.low[one.first : one.last])
    name = spoken.words(one.who) or (met.name if one.her or to_you else "")
    if one.mine and not name and not _HERS.isdisjoint(spoken.ws.low[one.first : one.last]):
        name = met.name
    if one.mine and not (name or met.name):
        name = spoken.words(owner(spoken.ws, spoken.g, one.first, one.last))
    if one.back:
        earlier = spoken.ws.between(spoken.parts[0].first, part.first).strip()
        name = name or met.asked or met.name
        name = name or spoken.words(owner(spoken.ws, spoken.g, 0, part.first))
        return Found(one, part.first, earlier or met.before, name)
    if one.hollow:
        one = replace(one, first=max(after, _topic(spoken, part, one)))
    return Found(one, part.first, name=name)


def _topic(spoken: Spoken, part: Segment, one: Claim) -> int:
    """Where the words begin that say what a verb without object is about."""
    if part.mark in _ARROWS:
        return spoken.parts[0].first
    if part.fresh or part.mark in spoken.g.join:
        return one.first
    first = max(each.first for each in spoken.parts if each.fresh and each.first <= part.first)
    opening = next(each for each in spoken.parts if each.first == first)
    return one.first if not one.mine and names_only(spoken.ws, spoken.g, opening) else first


def _extended(spoken: Spoken, found: list[Found], part: Segment) -> list[Found]:
    """The last claim made longer by a segment that is no clause of its own."""
    last = found[-1]
    if spoken.ws.low[part.first] in _BOTH:
        return [replace(one, both=(part.first, part.last)) for one in found]
    first = part.first if last.claim.open else last.claim.first
    grown = replace(last.claim, first=first, last=part.last, open=False)
    if grown.who is None and not grown.her:
        grown = replace(grown, who=whom(spoken.ws, spoken.g, part.first, part.last)[0])
    return [*found[:-1], replace(last, claim=grown, name=last.name or spoken.words(grown.who))]


def _noticed(spoken: Spoken, part: Segment, met: Met) -> tuple[tuple[int, int] | None, Met]:
    """The person whom a segment without a promise is about, who may ask for something."""
    who = mentioned(spoken.ws, spoken.g, part)
    asks = request(spoken.ws, spoken.g, part)
    asked = part.asked and not spoken.g.you.isdisjoint(spoken.ws.low[part.first : part.last])
    if asked and met.name:
        return who, replace(met, asked=met.name)
    if asks is None:
        role = PEOPLE.issuperset(fold(met.name).split())
        known = who is None or (part.mark == "(" and bool(met.name) and not role)
        return who, met if known else replace(met, name=spoken.words(who))
    name = spoken.words(asks.who) or met.name
    return who, replace(met, name=name, asked=name)


def _marked(spoken: Spoken, met: Met) -> list[Found]:
    """The promises of a marked line."""
    if _is_nothing(spoken):
        return []
    if spoken.line.word.startswith(_AWAITED):
        return _awaited(spoken)
    if pairs := _pairs(spoken):
        return pairs
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
    starts = [part.first for part in spoken.parts if part.mark not in ("(", ")", ":")]
    ends = [*starts[1:], len(spoken.ws.low)]
    found = (awaited(spoken.ws, spoken.g, *span) for span in zip(starts, ends, strict=True))
    return [
        Found(replace(one, clarity=Clarity.CLEAR), one.first, name=spoken.words(one.who))
        for one in found
    ]


def _signed(spoken: Spoken) -> tuple[int, int] | None:
    """Whose an item of a list is, where the name ends it: "order the cake – Ben", "FAQ (me)"."""
    last = spoken.parts[-1]
    if len(spoken.parts) < 2 or last.mark not in _SIGNING or spoken.line.word not in _LISTED:
        return None
    if spoken.is_me(spoken.words((last.first, last.last))):
        return last.first, last.last
    return names_only(spoken.ws, spoken.g, last)


_SIGNING = frozenset("(–—-") | _ARROWS
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
    if found and (one is None or one.back or part.mark == ":"):
        return _extended(spoken, found, part)
    named = one is not None
    if one is None:
        who = subject(ws, g, part.first, part.last)
        contact = spoken.line.word.startswith(_TO_OTHERS)
        alone = names_only(ws, g, part) if contact else None
        to = alone or whom(ws, g, part.first, part.last)[0]
        one = Claim(part.first, part.last, who=to)
        if who.kind == "name":
            one = Claim(who.after, part.last, mine=False, who=who.who)
    return [*found, replace(_placed(spoken, part, one, met), named=named)]


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

"""A line's clauses put together: whose promise, what "it" and "she" stand for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from calsync.model import Clarity
from calsync.notes_bare import CLOSED
from calsync.notes_bare import continued
from calsync.notes_claims import claim
from calsync.notes_clauses import Segment
from calsync.notes_clauses import Subject
from calsync.notes_clauses import cue_at
from calsync.notes_clauses import skip
from calsync.notes_clauses import subject
from calsync.notes_grammar import DAY_GLUE
from calsync.notes_grammar import DAYS
from calsync.notes_grammar import GROUPS
from calsync.notes_grammar import GUESTS
from calsync.notes_grammar import PEOPLE
from calsync.notes_grammar import Cue
from calsync.notes_grammar import fold
from calsync.notes_grammar import words
from calsync.notes_objects import owner
from calsync.notes_objects import skip_words
from calsync.notes_objects import whom
from calsync.notes_owed import owed
from calsync.notes_people import person
from calsync.notes_shares import allotted
from calsync.notes_shares import shared_out
from calsync.notes_spoken import ARROWS
from calsync.notes_spoken import Found
from calsync.notes_spoken import Met
from calsync.notes_spoken import Spoken
from calsync.notes_topics import mentioned
from calsync.notes_topics import names_only
from calsync.notes_topics import request
from calsync.notes_verbs import NO
from calsync.notes_verbs import WOULD
from calsync.notes_verbs import Claim
from calsync.notes_vows import AFTER

_BOTH = words("both beide ambos ambas entrambi entrambe all alle todo tout tutto tudo")
_FOR_ALL = _BOTH | words("""
    deadline frist due everything alles for für para pour per plazo prazo délai scadenza : is""")
_CALLED_OFF = words(
    "cancelled canceled declined rejected not no abgesagt cancelado annulé annullato"
)
_AGREEING = words(
    "yes yep yeah sure ok okay deal agreed gladly ja klar oui d'accord si sim vale certo"
)


def free(spoken: Spoken, met: Met) -> tuple[list[Found], Met]:
    """The promises of a line without a marker."""
    shares = shared_out(spoken)
    if not shares:
        found, met = _clauses(spoken, spoken.parts, met)
        return found, Met(met.name, spoken.line.body, met.asked)
    first = shares[0].part
    passed = {at for share in shares for at in range(share.part, share.end)}
    before, met = _clauses(spoken, spoken.parts[:first], met)
    between = [allotted(spoken, share, shares, met) for share in shares]
    left = tuple(part for at, part in enumerate(spoken.parts) if at > first and at not in passed)
    after, met = _clauses(spoken, left, met)
    found = [*before, *between, *after]
    return found, Met(met.name, spoken.line.body, met.asked)


def _clauses(spoken: Spoken, parts: Sequence[Segment], met: Met) -> tuple[list[Found], Met]:
    """The promises of segments in a row."""
    found: list[Found] = []
    label: tuple[int, int] | None = None
    going = False  # does the sentence promise something already?
    day = 0  # where the words begin in which the next promise's date may stand
    for part in parts:
        if part.fresh:
            found = _dated(spoken, found, part) if going else found
            label, going = None, False
            day = day if part.mark in ARROWS else part.first
        one = _claimed(spoken, part, found[-1].claim if going else None, label, met)
        if one:
            going = True
            after = max((each.claim.last for each in found), default=0)
            begins = min(day, part.first)
            found.append(placed(spoken, part, one, met, after=min(after, one.first), begins=begins))
            met = _known(met, found[-1].name)
            day = part.last
        elif going and not _speaks_up(spoken, part, found[-1].claim):
            found = extended(spoken, found, part)
        else:
            if skip(spoken.ws, spoken.g, part.first, part.last) < part.last:
                day = part.last
            label, met = _noticed(spoken, part, met)
    return found, met


def _speaks_up(spoken: Spoken, part: Segment, before: Claim) -> bool:
    """Does the writer say I, so that nothing is added to what somebody else promised?"""
    here = skip(spoken.ws, spoken.g, part.first, part.last)
    said = spoken.ws.low[here : part.last]
    if said[:2] in _I_HAVE or said[:3] in _I_HAVE:
        return False
    return not before.mine and here < part.last and spoken.ws.low[here] in spoken.g.i


# What somebody sends is what the writer then has.
_I_HAVE = {("i", "should", "have"), ("i", "should", "get"), ("i", "'ll", "have"), ("i", "get"),
           ("i", "'ll", "get"), ("i", "will", "have"), ("i", "will", "get")}  # fmt: skip


def _known(met: Met, name: str) -> Met:
    """Whom the next lines may mean, now that a promise names somebody."""
    if name == met.name or not (name[:1].isupper() or not met.name):
        return met
    return Met(name, met.before, met.asked)


_FOR_HER = {("for", "her"), ("for", "him"), ("for", "them")}
_HERS = frozenset({"her", "his", "their"})
_DUE = frozenset({"due", "deadline", "fällig", "fallig"})
_ABOUT = frozenset({"re", "for", "for:", "with", "w/", "met", "für", "mit", "para", "con", "pour"})


def _trails(spoken: Spoken, part: Segment, one: Claim) -> bool:
    """Is it a verb without an object of its own: "... and upload before Friday"?"""
    here = skip(spoken.ws, spoken.g, part.first, part.last)
    return one.hollow and part.mark in spoken.g.join and one.first == here


def _dated(spoken: Spoken, found: list[Found], part: Segment) -> list[Found]:
    """The promises, of which the last, or all, may be due on a day that is a sentence by itself."""
    first = skip_words(spoken.ws, _FOR_ALL, part.first, part.last)
    rest = spoken.ws.low[skip(spoken.ws, spoken.g, first, part.last) : part.last]
    if any(low[0].isalpha() for low in rest):
        return found
    held = [] if first > part.first else found[:-1]
    span = (part.first, part.last)
    return held + [replace(one, both=one.both or span) for one in found[len(held) :]]


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
    greeted = _greeted(spoken, label)
    speaks = label is not None and (part.quoted or to_you) and not (spoken.line.step or greeted)
    if (part.quoted and not speaks) or (before and before.open) or not _MANY.isdisjoint(greeted):
        return None
    agrees = ws.low[part.first] in _AGREEING or ws.low[part.first : part.last] == ("on", "me")
    agrees = agrees or _names_a_day(spoken, part)
    if not before and met.asked and agrees:
        return Claim(part.first, part.last, back=True)
    more = _more(spoken, part, before) if before else None
    if more:
        return more if more.last else None
    one = None if before else _beside_role(spoken, part) or _reporting(spoken, part)
    one = one or _new(spoken, part, speaks=speaks)
    if one is None and label and not before and _for_me(spoken, part):
        one = Claim(part.first, part.last, mine=False, who=label, wants_date=True)
    if one is None or (before and (one.back or _trails(spoken, part, one))):
        return None
    if one.mine and speaks:
        return replace(one, mine=False, who=label, her=False)
    return _about(spoken, one, label)


def _reporting(spoken: Spoken, part: Segment) -> Claim | None:
    """What somebody else adds: "she'll taste it and report back Saturday".

    `NO` is what concerns nobody but them.
    """
    ws, g = spoken.ws, spoken.g
    if g.name != "en" or part.fresh or part.mark not in g.join:
        return None
    before = next((each for each in spoken.parts if each.last == part.first - 1), part)
    here = skip(ws, g, part.first, part.last)
    if here + 1 >= part.last:
        return None
    who = subject(ws, g, skip(ws, g, before.first, before.last), before.last)
    will = cue_at(ws, g.other, who.after) if who.kind in ("he", "name") else None
    if not will or will[0] is not Cue.WILL or ws.low[here] not in g.base | _COMES:
        return None
    if ws.low[here + 1] != "back" and g.me.isdisjoint(ws.low[here : part.last]):
        return NO
    return Claim(here, part.last, mine=False, who=who.who, her=who.kind == "he")


_COMES = words("come let")


def _for_me(spoken: Spoken, part: Segment) -> bool:
    """Is it a thing for the writer: "charts for me", "contract to me"?"""
    ws, g = spoken.ws, spoken.g
    said = ws.low[part.first : part.last]
    if part.mark != ":" or len(said) > 10 or not (g.no | g.asks | g.you).isdisjoint(said):
        return False
    if not (_ALL | CLOSED - g.to).isdisjoint(said):
        return False
    return any(one in g.to and other in g.me for one, other in pairwise(said))


_ALL = words(
    "everything all free happy enough fun warm easy hard perfect alles gut tout tutto todo"
)


def _names_a_day(spoken: Spoken, part: Segment) -> bool:
    """Is what was asked for agreed by naming a day: "told him: Tuesday", "said Friday"?"""
    ws, g = spoken.ws, spoken.g
    if ws.low[part.first] not in _TOLD:
        return False
    at = skip_words(ws, g.her, part.first + 1, part.last)
    last = part.last if at < part.last else min(part.last + 4, len(ws.low))
    return (
        (at < part.last or ws.low[at : at + 1] == (":",))
        and any(low in DAYS for low in ws.low[at:last])
        and skip(ws, g, at, part.last) == part.last
    )


def _greeted(spoken: Spoken, label: tuple[int, int] | None) -> tuple[str, ...]:
    """Who is greeted at the beginning of a letter."""
    low = spoken.ws.low
    if label is None or _GREETINGS.isdisjoint(low[max(0, label[0] - 2) : label[0]]):
        return ()
    return low[slice(*label)]


_GREETINGS = words("""
    hi hello hey dear hallo liebe lieber liebes hola querido querida estimado estimada estimados
    bonjour cher chère chers olá caro cara caros ciao cari gentile""")
_MANY = GUESTS | GROUPS


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
    one = claim(ws, g, part, bare=bare)
    common = one is not None and one.who is not None and ws.raw[one.who[0]][0].islower()
    return None if one and reader and common and not one.mine else one


def _beside_role(spoken: Spoken, part: Segment) -> Claim | None:
    """What somebody does whose role stands between: "Ana (the editor) will send me the proof"."""
    if part.mark != ")":
        return None
    ws, g = spoken.ws, spoken.g
    role = next((each for each in spoken.parts if each.last == part.first - 1), part)
    named = next((each for each in spoken.parts if each.last == role.first - 1), part)
    if role.mark != "(":
        return None
    would = ws.low[part.first] in g.i and ws.low[part.first + 1 : part.first + 2] in _WOULD
    if would and not _TOLD.isdisjoint(ws.low[named.first : named.last]):
        told = AFTER[Cue.TOLD](ws, g, part.first, part.last)
        return replace(told, who=names_only(ws, g, role) or told.who) if told else None
    who = names_only(ws, g, named)
    return owed(ws, g, Subject("name", part.first, who), part.last) if who else None


_TOLD = words("told promised assured said")
_WOULD = {(word,) for word in WOULD}


def _shared(spoken: Spoken, part: Segment) -> Claim | None:
    """What somebody else does likewise: "I bring the wine, Runa the bread"."""
    ws, g = spoken.ws, spoken.g
    end = person(ws, g, part.first, part.last)
    alike = part.first < end < part.last - 1 and ws.low[end] in g.the
    who = (part.first, end)
    return Claim(end, part.last, mine=False, who=who, wants_date=True) if alike else None


def placed(
    spoken: Spoken, part: Segment, one: Claim, met: Met, *, begins: int, after: int = 0
) -> Found:
    """The claim with its person, what it refers to, and where its date may begin to stand."""
    to_you = one.mine and not spoken.g.you.isdisjoint(spoken.ws.low[one.first : one.last])
    name = spoken.words(one.who) or (met.name if one.her or to_you else "")
    said = spoken.ws.low[one.first : one.last]
    if one.mine and one.her and any(pair in _FOR_HER for pair in pairwise(said)):
        whose = owner(spoken.ws, spoken.g, one.first, one.last)
        name = spoken.words(whose) or name
    if one.mine and not name and not _HERS.isdisjoint(spoken.ws.low[one.first : one.last]):
        name = met.name
    if one.mine and not (name or met.name):
        name = spoken.words(owner(spoken.ws, spoken.g, one.first, one.last))
    if one.back:
        earlier = spoken.ws.between(_spoken_of(spoken, part), part.first).strip()
        name = name or met.asked or met.name
        name = name or spoken.words(owner(spoken.ws, spoken.g, 0, part.first))
        return Found(one, begins, earlier or met.before, name)
    if one.hollow:
        one = replace(one, first=max(after, _topic(spoken, part, one)))
    return Found(one, begins, name=name)


def _spoken_of(spoken: Spoken, part: Segment) -> int:
    """Where the sentence begins that "said yes" or "I'll do it" answers to."""
    starts = [each.first for each in spoken.parts if each.fresh and each.first <= part.first]
    said = (low for low in spoken.ws.low[starts[-1] : part.first] if low[0].isalpha())
    if not (_AGREEING | DAYS | DAY_GLUE).issuperset(said) or len(starts) < 2:
        return starts[-1]
    return starts[-2]


def _topic(spoken: Spoken, part: Segment, one: Claim) -> int:
    """Where the words begin that say what a verb without object is about."""
    if part.mark in ARROWS:
        return spoken.parts[0].first
    if part.fresh or part.mark in spoken.g.join:
        return one.first
    first = max(each.first for each in spoken.parts if each.fresh and each.first <= part.first)
    opening = next(each for each in spoken.parts if each.first == first)
    return one.first if not one.mine and names_only(spoken.ws, spoken.g, opening) else first


def extended(spoken: Spoken, found: list[Found], part: Segment) -> list[Found]:
    """The last claim made longer by a segment that is no clause of its own."""
    last = found[-1]
    if spoken.g.hedge.issuperset(spoken.ws.low[part.first : part.last]):
        return [*found[:-1], replace(last, claim=replace(last.claim, clarity=Clarity.MAYBE))]
    if spoken.ws.low[part.first] in _BOTH and _dated(spoken, found, part) != found:
        return [replace(one, both=(part.first, part.last)) for one in found]
    first = part.first if last.claim.open else last.claim.first
    grown = replace(last.claim, first=first, last=part.last, open=False)
    if last.claim.open and not last.claim.mine:
        grown = replace(grown, clarity=Clarity.CLEAR)
    if grown.who is None and not grown.her:
        apart = last.claim.mine and part.mark == "," and names_only(spoken.ws, spoken.g, part)
        grown = replace(grown, who=apart or whom(spoken.ws, spoken.g, part.first, part.last)[0])
    return [*found[:-1], replace(last, claim=grown, name=last.name or spoken.words(grown.who))]


# Somebody's brother is not the one whom the next line means.
_KIN = words("""
    her his their ihr ihre ihren ihrem sein seine seinen seinem son sa ses leur leurs su sus seu
    sua seus suas suo suoi""")


def _noticed(spoken: Spoken, part: Segment, met: Met) -> tuple[tuple[int, int] | None, Met]:
    """The person whom a segment without a promise is about, who may ask for something."""
    who = mentioned(spoken.ws, spoken.g, part)
    asks = request(spoken.ws, spoken.g, part)
    asked = part.asked and not spoken.g.you.isdisjoint(spoken.ws.low[part.first : part.last])
    if asked and met.name:
        return who, replace(met, asked=met.name)
    if asks is None:
        role = PEOPLE.issuperset(fold(met.name).split())
        theirs = who is not None and not _KIN.isdisjoint(
            spoken.ws.low[max(who[0] - 1, 0) : who[0] + 1]
        )
        theirs = theirs or (who is not None and spoken.ws.raw[who[1] - 1][0].islower())
        known = who is None or ((theirs or part.mark == "(") and bool(met.name) and not role)
        return who, met if known else Met(spoken.words(who), met.before, met.asked)
    name = spoken.words(asks.who) or met.name
    return who, Met(name, met.before, name)

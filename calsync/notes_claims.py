"""Which clauses promise something, whose promise it is, and to whom. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace

from calsync.model import Clarity
from calsync.notes_clauses import Segment
from calsync.notes_clauses import Subject
from calsync.notes_clauses import Words
from calsync.notes_clauses import cue_at
from calsync.notes_clauses import person
from calsync.notes_clauses import skip
from calsync.notes_clauses import subject
from calsync.notes_grammar import DAYS
from calsync.notes_grammar import GIVING
from calsync.notes_grammar import SHOWS
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar

_CLITICS = ("-lhes", "-lhe", "-me", "-nos", "-moi", "-lui", "-leur", "melo", "selo", "gliela",
            "glielo", "mela", "melo", "les", "los", "las", "nos", "gli", "le", "lo", "la", "li",
            "me", "mi", "ci", "te", "ti", "os", "vi", "se", "si", "ne")  # fmt: skip
_TO_ME = frozenset({"-me", "-moi", "me", "mi", "nos", "ci", "melo", "mela", "-nos"})
_PARTICLES = tuple(
    """zurück zusammen weiter vorbei herunter durch nach raus rein rauf rum runter rüber hoch fest frei
    fertig bereit bei aus auf mit ein her hin vor los fer an ab um zu""".replace("ü", "u").split()
)
_IN_TOUCH = frozenset({"touch", "sure", "ready", "done", "sent"})


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


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb found: where what follows it begins, and what is attached to it."""

    after: int
    low: str
    to_me: bool = False
    to_her: bool = False
    it: bool = False


def claim(ws: Words, g: Grammar, segment: Segment, *, bare: bool = True) -> Claim | None:
    """What a segment promises; `bare` says whether a mere imperative counts."""
    here = skip(ws, g, segment.first, segment.last)
    if here >= segment.last or segment.asked:
        return None
    found = _claim(ws, g, here, segment.last, bare=bare)
    return found if found and found.last else None


def _claim(ws: Words, g: Grammar, here: int, last: int, *, bare: bool) -> Claim | None:
    who = subject(ws, g, here, last)
    if who.kind in ("he", "name"):
        return _theirs(ws, g, who, last)
    found = _mine(ws, g, who, last)
    if found or who.kind:
        return found
    return _turned(ws, g, here, last) or _bare(ws, g, here, last, bare=bare)


NO = Claim(0, 0)  # a clause that is understood, and promises nothing


def _mine(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """A clause whose subject is I, we, or left out."""
    at = skip(ws, g, who.after, last)
    found = cue_at(ws, g.own, at)
    if not found:
        at, her = _objects(ws, g, at, last)
        found = cue_at(ws, g.own, at) if her or at > who.after else None
    if found:
        return _cued(ws, g, who, found, last)
    if not who.kind:
        return None
    return _present(ws, g, who, last)


def _objects(ws: Words, g: Grammar, at: int, last: int) -> tuple[int, bool]:
    """The word after pronouns and adverbs, and whether one was a person."""
    her = False
    while at < last and (ws.low[at] in g.her or ws.low[at] in g.fill or ws.low[at] in g.habit):
        her = her or (ws.low[at] in g.her and ws.low[at] not in g.it)
        at += 1
    return at, her


def _cued(ws: Words, g: Grammar, who: Subject, found: tuple[Cue, int], last: int) -> Claim | None:
    cue, at = found
    if cue is Cue.NOT:
        return NO
    if cue in (Cue.WILL, Cue.NEED, Cue.SOFT, Cue.KEEP):
        return _verbal(ws, g, who, found, last)
    if cue is Cue.OWE:
        return _thing(ws, g, at, last)
    if cue is Cue.VOW:
        return _vow(ws, g, at, last)
    if cue is Cue.TOLD:
        return _told(ws, g, at, last)
    if cue is Cue.YES:
        return _yes(ws, g, at, last)
    return _wait(ws, g, at, last)


def _verbal(ws: Words, g: Grammar, who: Subject, found: tuple[Cue, int], last: int) -> Claim | None:
    """What follows I'll, must, should or don't forget to."""
    cue, at = found
    verb = _verb(ws, g, at, last, known=not who.kind and cue is not Cue.KEEP)
    if verb is None:
        if cue is Cue.NEED and (owed := cue_at(ws, g.own, at - 1)) and owed[0] is Cue.NEED:
            return _debt(ws, g, at, last)
        return NO
    result = _with_person(ws, g, Claim(at, last), verb)
    if cue is Cue.SOFT or any(low in g.hedge for low in ws.low[at:last]):
        return replace(result, clarity=Clarity.MAYBE)
    return result


def _debt(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """ "Debo 20 euros a Juan": must without a verb is a debt."""
    if g.name in ("en", "de"):
        return NO
    result = _thing(ws, g, at, last)
    return result if result.who or result.her else NO


def _verb(ws: Words, g: Grammar, at: int, last: int, *, known: bool) -> Verb | None:
    """The verb that a cue governs; `known` if it must be one of the tables."""
    start = at
    at, her = _objects(ws, g, skip(ws, g, at, last), last)
    at = skip(ws, g, at, last)
    if at >= last or ws.low[at] in g.no:
        return None
    if g.late:
        return _late_verb(ws, g, start, last)
    low = ws.low[at]
    if g.name != "en":
        found = infinitive(g, low)
        return replace(found, after=at + 1, to_her=her or found.to_her) if found else None
    if low in g.idle:
        busy = low in ("be", "have") and not _IN_TOUCH.isdisjoint(ws.low[at:last])
        return Verb(at + 1, low) if busy else None
    if known and low not in g.base:
        return None
    return Verb(at + 1, low, to_her=her)


def _late_verb(ws: Words, g: Grammar, first: int, last: int) -> Verb | None:
    """German: the infinitive at the end of the clause."""
    for at in range(last - 1, max(first - 1, last - 8), -1):
        low = ws.low[at]
        if low in g.no:
            return None
        if ws.raw[at][0].islower() and low.endswith("n") and low not in g.small:
            known = is_infinitive(g, low)
            if low in g.idle:
                return None
            if known or low.endswith("en"):
                return _late_found(ws, g, first, last, low)
    return None


def _late_found(ws: Words, g: Grammar, first: int, last: int, low: str) -> Verb:
    span = ws.low[first:last]
    her = any(word in g.her and word not in g.it for word in span)
    return Verb(first, low, to_me=any(word in g.me for word in span), to_her=her)


def is_infinitive(g: Grammar, low: str) -> bool:
    """Is this a German infinitive that promises, with its particle and "zu" or without?"""
    if low in g.base:
        return True
    for particle in _PARTICLES:
        if low.startswith(particle):
            rest = low[len(particle) :]
            return rest in g.base or rest.removeprefix("zu") in g.base
    return False


def infinitive(g: Grammar, low: str) -> Verb | None:
    """A Romance infinitive that promises, with the pronoun attached to it."""
    if low in g.idle:
        return None
    if low in g.base or low.removesuffix("-").endswith(_ENDINGS[g.name]):
        return Verb(0, low)
    for clitic in _CLITICS:
        if low.endswith(clitic):
            stem = low[: -len(clitic)]
            for whole in (stem, stem + "e", stem + "re"):
                if whole in g.base:
                    mine = clitic in _TO_ME
                    return Verb(0, whole, to_me=mine, to_her=not mine)
    return None


_ENDINGS = {"es": ("ar", "er", "ir"), "pt": ("ar", "er", "ir"), "fr": ("er", "ir", "dre", "ire", "ttre"),
            "it": ("are", "ere", "ire", "urre", "orre")}  # fmt: skip


def _with_person(ws: Words, g: Grammar, found: Claim, verb: Verb) -> Claim:
    """The claim with whom it is for, and whether its object is a mere pronoun."""
    who, her = whom(ws, g, verb.after, found.last, verb.low)
    back = verb.it or _points(ws, g, verb.after, found.last)
    return replace(found, who=who, her=her or verb.to_her, back=back)


def _points(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Is the object a mere "it", which only the words before explain?"""
    while at < last and (
        ws.low[at] in _PARTICLE or ws.low[at] in g.fill or _whose(ws, g, at, last)
    ):
        at += 1
    return at < last and ws.low[at] in g.it and _alone(ws, g, at, last)


def _whose(ws: Words, g: Grammar, at: int, last: int) -> bool:
    low = ws.low[at]
    return low in g.her and low not in g.it and not (g.name == "en" and not _alone(ws, g, at, last))


def _alone(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Does no noun follow this pronoun or article?"""
    if at + 1 >= last:
        return True
    low = ws.low[at + 1]
    return (
        low in g.small or low in DAYS or low in _PARTICLE or not low[0].isalnum() or low in g.fill
    )


_PARTICLE = frozenset(
    [
        "up",
        "back",
        "over",
        "off",
        "out",
        "in",
        "on",
        "along",
        "round",
        "around",
        "through",
        "down",
        "by",
    ]
)


def whom(
    ws: Words, g: Grammar, at: int, last: int, verb: str = ""
) -> tuple[tuple[int, int] | None, bool]:
    """The person a clause names, and whether there is a pronoun in their place."""
    at = skip_words(ws, g.fill, at, last)
    direct = _direct(ws, g, at, last, verb) if verb else None
    if direct:
        return direct, False
    for prepositions, any_ in ((g.to, True), (g.from_, False)):
        for here in range(at, last - 1):
            if ws.low[here] in prepositions:
                end = person(ws, g, here + 1, last)
                if end > here + 1 and (any_ or ws.raw[end - 1][0].isupper()):
                    return _plain(ws, g, here + 1, end), False
    her = at < last and any(
        ws.low[here] in g.her and ws.low[here] not in g.it for here in range(at, last)
    )
    return None, her


def skip_words(ws: Words, some: frozenset[str], at: int, last: int) -> int:
    """The first word that is none of these."""
    while at < last and ws.low[at] in some:
        at += 1
    return at


def _plain(ws: Words, g: Grammar, first: int, last: int) -> tuple[int, int]:
    """The person without article or at-sign's neighbours."""
    while first < last - 1 and ws.low[first] in g.the:
        first += 1
    return first, last


def _direct(ws: Words, g: Grammar, at: int, last: int, verb: str) -> tuple[int, int] | None:
    """The person straight after a verb: "get Ewan the keys", "call Tom"."""
    if at >= last:
        return None
    end = person(ws, g, at, last)
    if end == at:
        low = ws.low[at]
        plain = verb in GIVING and low.isalpha() and not (low in g.small or low in g.the)
        opens = at + 1 < last and ws.low[at + 1] in g.the
        return (at, at + 1) if plain and opens and low not in g.her else None
    if end < last and ws.low[end] in ("'s", "'", "’"):
        return None
    if end == at + 1 and ws.raw[at].isupper() and len(ws.raw[at]) > 1:
        return None
    follows = end >= last or ws.low[end] in g.small or ws.low[end] in g.the
    follows = follows or not ws.raw[end][0].isalpha() or ws.low[end] in DAYS
    return _plain(ws, g, at, end) if follows or verb in GIVING else None


def _thing(ws: Words, g: Grammar, at: int, last: int) -> Claim:
    """Owe X something: whom, then what."""
    who, her = whom(ws, g, at, last, "owe")
    first = who[1] if who and ws.low[at : who[0]] == () else at
    if who and who[0] - at <= 1 and who[1] < last:
        first = who[1]
    elif her and ws.low[at] in g.her and at + 1 < last:
        first = at + 1
    return Claim(first, last, who=who, her=her and who is None, open=first >= last)


def _vow(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Promised: whom, what, or to do what."""
    if any(low in g.no for low in ws.low[at:last]):
        return NO
    if g.late:
        result = _thing(ws, g, at, last)
        return replace(result, open=True)
    at = at + 1 if at < last and ws.low[at] in ("to", "de", "di", "d'", "a") else at
    verb = at < last and (ws.low[at] in g.base or infinitive_like(g, ws.low[at]))
    if verb:
        return _with_person(ws, g, Claim(at, last), Verb(at + 1, ws.low[at]))
    return _thing(ws, g, at, last)


def infinitive_like(g: Grammar, low: str) -> bool:
    """Is this a Romance infinitive?"""
    return g.name not in ("en", "de") and infinitive(g, low) is not None


def _told(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Told X that I would: the promise begins after it."""
    for here in range(at, min(at + 9, last)):
        if ws.low[here] in g.i or ws.low[here] in g.we or ws.low[here] in _THAT:
            break
    else:
        return None
    named = person(ws, g, at, here)
    who = _plain(ws, g, at, here) if named > at or here - at > 1 else None
    her = here > at and ws.low[at] in g.her
    after = skip_words(ws, _THAT | g.i | g.we | g.her | _WOULD, here, last)
    if after >= last or ws.low[after] in g.no or ws.low[after] in g.idle:
        return NO
    result = _with_person(ws, g, Claim(after, last), Verb(after + 1, ws.low[after]))
    preposition = here > at and ws.low[at] in g.to
    if who and preposition:
        who = _plain(ws, g, at + 1, here)
    return replace(result, who=who or result.who, her=her or result.her)


_THAT = frozenset(["que", "qu'", "che", "dass"])
_WOULD = frozenset(["'d", "'ll", "would", "will", "can", "could"])


def _yes(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Said yes: to what follows, else to what stood before."""
    if at + 1 >= last:
        return Claim(at, last, back=True)
    return _with_person(ws, g, Claim(at, last), Verb(at, ""))


def _wait(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Waiting for something from someone, or on someone for something."""
    who, _ = whom(ws, g, at, last, "tell")
    for here in range(at, last):
        if ws.low[here] in g.from_:
            end = person(ws, g, here + 1, last)
            if end > here + 1:
                who = _plain(ws, g, here + 1, end)
    if who is None:
        return Claim(at, last, mine=False, clarity=Clarity.MAYBE)
    return Claim(at, last, mine=False, who=who)


def _present(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """I send, we ship: clear with a person or a date."""
    at, her = _objects(ws, g, skip(ws, g, who.after, last), last)
    if at >= last or any(low in g.no or low in g.habit for low in ws.low[at:last]):
        return NO
    forms = g.base | g.first if who.kind == "we" or g.name == "en" else g.first
    if g.name == "fr" and who.kind == "we":
        forms = g.first | g.third
    if ws.low[at] not in forms:
        return NO
    result = _with_person(ws, g, Claim(at, last), Verb(at + 1, ws.low[at], to_her=her))
    return replace(result, wants_date=not (result.who or result.her))


def _turned(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """German word order: "Freitag schicke ich ihr den Plan"."""
    if not g.late:
        return None
    for at in range(here, last - 1):
        if ws.low[at + 1] in g.i or ws.low[at + 1] in g.we:
            found = cue_at(ws, g.own, at)
            if found and found[1] == at + 1:
                return _cued(ws, g, Subject("i", at + 2), (found[0], at + 2), last)
            if ws.low[at] in g.first or ws.low[at] in g.base:
                result = _with_person(ws, g, Claim(here, last), Verb(at + 2, ws.low[at]))
                negated = any(low in g.no for low in ws.low[at:last])
                return None if negated else replace(result, wants_date=not result.her)
    return None


def _bare(ws: Words, g: Grammar, here: int, last: int, *, bare: bool) -> Claim | None:
    """A clause without a subject: an imperative, an infinitive, or a dropped I or he."""
    if any(low in g.no or low in g.you for low in ws.low[here:last]):
        return None
    if g.name == "en":
        return _imperative(ws, g, here, last) if bare else None
    at, her = _objects(ws, g, here, last)
    if at < last and ws.low[at] in g.me:
        return _theirs(ws, g, Subject("he", at), last)
    if at < last and ws.low[at] in g.first:
        result = _with_person(ws, g, Claim(here, last), Verb(at + 1, ws.low[at], to_her=her))
        return replace(result, wants_date=not (result.who or result.her))
    if not bare:
        return None
    if g.late:
        return _late_bare(ws, g, here, last)
    verb = infinitive(g, ws.low[at]) if at < last else None
    if verb is None or verb.low not in g.base:
        return None
    result = _with_person(ws, g, Claim(here, last), replace(verb, after=at + 1))
    return replace(result, wants_date=not (result.who or result.her))


def _late_bare(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """German: "Anna die Folien schicken", "schickt mir den Plan"."""
    if ws.low[here] in g.third and any(low in g.me for low in ws.low[here:last]):
        return _theirs(ws, g, Subject("he", here), last)
    for at in range(last - 1, max(here, last - 5), -1):
        if is_infinitive(g, ws.low[at]) and ws.raw[at][0].islower():
            result = _with_person(ws, g, Claim(here, last), Verb(here, ws.low[at]))
            return replace(result, wants_date=not (result.who or result.her))
    return None


_AWAY = frozenset(
    [
        "of",
        "is",
        "are",
        "was",
        "were",
        "with",
        "w/",
        "w",
        "from",
        "at",
        "@",
        "in",
        "on",
        "re",
        "about",
        "&",
        "and",
        "or",
        "by",
        "that",
    ]
)


def _imperative(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """English: a verb, and something after it that makes it one."""
    low = ws.low[here]
    if low not in g.base or here + 1 >= last:
        return None
    follows = ws.low[here + 1]
    if follows in _AWAY or follows in g.me or follows in ("'s", "-", "/") or low == "let":
        return None
    if low in g.weak and not _takes(ws, g, here + 1, last):
        return None
    result = _with_person(ws, g, Claim(here, last), Verb(here + 1, low))
    return replace(result, wants_date=not (result.who or result.her))


def _takes(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Does an object follow, so that "call" or "book" is a verb?"""
    low = ws.low[at]
    return (
        low in g.the or low in g.her or low in g.it or low[0].isdigit() or low in ("to", "if", "up")
        or person(ws, g, at, last) > at or (at + 1 < last and ws.low[at + 1] == "'s")
        or ws.raw[at][0].islower()
    )  # fmt: skip


def _theirs(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """A clause whose subject is somebody else."""
    at = who.after
    at, me, her = _theirs_objects(ws, g, at, last)
    found = cue_at(ws, g.other, who.after) or cue_at(ws, g.other, at)
    if at >= last or (at > who.after and ws.low[at - 1] in g.no):
        return None
    if found:
        return _theirs_cued(ws, g, who, found, last)
    low = ws.low[at]
    if low not in g.third and not (low in g.base and (who.kind == "he" or g.name == "en")):
        return None
    if any(word in g.no or word in g.habit for word in ws.low[at:last]):
        return None
    return _delivers(ws, g, who, Verb(at + 1, low, to_me=me, to_her=her), last, sure=False)


def _theirs_objects(ws: Words, g: Grammar, at: int, last: int) -> tuple[int, bool, bool]:
    me = her = False
    while at < last and (
        ws.low[at] in g.me or ws.low[at] in g.her or ws.low[at] in g.fill or ws.low[at] in g.no
    ):
        if ws.low[at] in g.no:
            return at + 1, False, False
        me = me or ws.low[at] in g.me
        her = her or (ws.low[at] in g.her and ws.low[at] not in g.it)
        at += 1
    return at, me, her


def _theirs_cued(
    ws: Words, g: Grammar, who: Subject, found: tuple[Cue, int], last: int
) -> Claim | None:
    cue, at = found
    to_me = any(low in g.me for low in ws.low[who.after : last])
    if cue in (Cue.NOT, Cue.SOFT, Cue.TOLD):
        return None
    if cue is Cue.OWE:
        at = skip_words(ws, g.me, at, last)
        return Claim(at, last, mine=False, who=who.who, her=who.kind == "he") if to_me else None
    if cue is Cue.VOW:
        return _delivers(ws, g, who, Verb(at, "", to_me=to_me), last, sure=True)
    verb = _verb(ws, g, at, last, known=cue is Cue.NEED or ws.low[at - 1] == "to")
    if verb is None:
        return None
    return _delivers(ws, g, who, replace(verb, to_me=verb.to_me or to_me), last, sure=True)


def _delivers(
    ws: Words, g: Grammar, who: Subject, verb: Verb, last: int, *, sure: bool
) -> Claim | None:
    """What somebody else does: to me, to a third party, or to nobody named."""
    to_me = verb.to_me or any(low in g.me for low in ws.low[verb.after : last])
    named, her = whom(ws, g, verb.after, last, verb.low)
    if not to_me and (named or her or verb.to_her):
        return None
    if not SHOWS.isdisjoint(ws.low[verb.after : last]):
        return None
    return Claim(
        who.after, last, mine=False, who=who.who and _plain(ws, g, *who.who), her=who.kind == "he",
        wants_date=not (to_me or sure),
    )  # fmt: skip


def continued(ws: Words, g: Grammar, segment: Segment, before: Claim) -> Claim | None:
    """What "and ..." adds to a promise: the same one's, if it has an object of its own."""
    here = skip(ws, g, segment.first, segment.last)
    if here + 1 >= segment.last or segment.asked or g.late:
        return None
    low = ws.low[here]
    verb = infinitive(g, low) if g.name != "en" else None
    if not (low in g.base or (low in (g.first if before.mine else g.third)) or verb):
        return None
    if low in g.weak and not _takes(ws, g, here + 1, segment.last):
        return None
    attached = replace(verb, after=here + 1) if verb else Verb(here + 1, low)
    found = _with_person(ws, g, Claim(here, segment.last), attached)
    if found.back or ws.low[here + 1] in _AWAY:
        return None
    if before.mine:
        return replace(found, who=found.who, her=found.her or not found.who)
    to_me = any(word in g.me for word in ws.low[here : segment.last])
    third = found.who is not None and not to_me
    return None if third else replace(found, mine=False, who=before.who, her=before.her)


def names_only(ws: Words, g: Grammar, segment: Segment) -> tuple[int, int] | None:
    """The person a segment consists of, as in "Ana: ..."."""
    end = person(ws, g, segment.first, segment.last)
    return _plain(ws, g, segment.first, end) if end == segment.last > segment.first else None


def mentioned(ws: Words, g: Grammar, segment: Segment) -> tuple[int, int] | None:
    """The person whom a clause without a promise is about: "Lunch with Ana", "Met Ana", "Ana: "."""
    end = person(ws, g, segment.first, segment.last)
    named = (
        subject(ws, g, segment.first, segment.last).kind == "name"
        or end == segment.last
        or segment.first + 3 < end
    )
    if end > segment.first and named:
        return _plain(ws, g, segment.first, end)
    for here in range(segment.first, segment.last - 1):
        if ws.low[here] in g.with_ or ws.low[here] in g.to:
            end = person(ws, g, here + 1, segment.last)
            if end > here + 1:
                return _plain(ws, g, here + 1, end)
    return None


def request(ws: Words, g: Grammar, segment: Segment) -> Subject | None:
    """Who wants something here, if this is a request."""
    who = subject(ws, g, segment.first, segment.last)
    at = skip_words(ws, g.her | g.me | g.fill, who.after, segment.last)
    if who.kind in ("he", "name") and at < segment.last and ws.low[at] in g.asks:
        return who
    return None

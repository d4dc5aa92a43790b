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
from calsync.notes_grammar import GIVING
from calsync.notes_grammar import GUESTS
from calsync.notes_grammar import SENDS
from calsync.notes_grammar import SHOWS
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_objects import Verb
from calsync.notes_objects import empty
from calsync.notes_objects import hollow
from calsync.notes_objects import infinitive
from calsync.notes_objects import infinitive_like
from calsync.notes_objects import plain
from calsync.notes_objects import points
from calsync.notes_objects import skip_words
from calsync.notes_objects import whom

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
    hollow: bool = False  # the thing itself stands before the verb


def claim(ws: Words, g: Grammar, segment: Segment, *, bare: bool = True) -> Claim | None:
    """What a segment promises; `bare` says whether a mere imperative counts."""
    here = skip(ws, g, segment.first, segment.last)
    if here >= segment.last or segment.asked:
        return None
    if ws.low[here] in g.polite or ws.low[here : here + 2] in _POLITE:
        return None
    found = _claim(ws, g, here, segment.last, bare=bare)
    if not found or not found.last:
        return None
    doubtful = any(low in g.hedge for low in ws.low[segment.first : found.last])
    doubtful = doubtful or ws.low[here] in g.if_
    return replace(found, clarity=Clarity.MAYBE) if doubtful else found


_POLITE = {("por", "favor"), ("si", "prega"), ("merci", "de"), ("s'il", "vous")}


def _claim(ws: Words, g: Grammar, here: int, last: int, *, bare: bool) -> Claim | None:
    who = subject(ws, g, here, last)
    if g.late and (vowed := _perfect(ws, g, who, who.after, last)):
        return vowed
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
    if (doing := _doing(ws, g, at, last)) and who.kind and ws.low[doing][:-3] not in _LIGHT:
        result = _with_person(ws, g, Claim(doing, last), Verb(doing + 1, ws.low[doing][:-3]))
        shows = not SHOWS.isdisjoint(ws.low[doing:last]) or not g.no.isdisjoint(ws.low[at:doing])
        return NO if shows else replace(result, wants_date=True)
    found = cue_at(ws, g.own, at)
    if not found:
        at, her = _objects(ws, g, at, last)
        found = cue_at(ws, g.own, at) if her or at > who.after else None
    if found:
        return _cued(ws, g, who, found, last)
    if not who.kind:
        return None
    return _present(ws, g, who, last)


def _doing(ws: Words, g: Grammar, at: int, last: int) -> int:
    """English: where "am sending" names its verb, or 0."""
    if g.name != "en" or at >= last or ws.low[at] not in _BEING:
        return 0
    at = skip_words(ws, g.fill, at + 1, last)
    if at >= last or not ws.low[at].endswith("ing"):
        return 0
    stem = ws.low[at][:-3]
    fits = stem in g.base or stem + "e" in g.base or stem[:-1] in g.base
    return at if fits and ws.low[at] not in g.base else 0


_BEING = frozenset(["'m", "am", "'re", "are", "is", "'s"])


def _objects(ws: Words, g: Grammar, at: int, last: int) -> tuple[int, bool]:
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


def _cued(ws: Words, g: Grammar, who: Subject, found: tuple[Cue, int], last: int) -> Claim | None:
    cue, at = found
    if cue is Cue.NOT:
        return NO
    if cue in (Cue.WILL, Cue.NEED, Cue.SOFT, Cue.KEEP):
        return _verbal(ws, g, who, found, last)
    if cue is Cue.VOW and at >= last and not g.late:
        cue = Cue.YES
    return _AFTER[cue](ws, g, at, last)


def _verbal(ws: Words, g: Grammar, who: Subject, found: tuple[Cue, int], last: int) -> Claim | None:
    """What follows I'll, must, should or don't forget to."""
    cue, at = found
    verb = _verb(ws, g, at, last, known=not who.kind and cue is not Cue.KEEP)
    if verb is None:
        if cue is Cue.NEED and (owed := cue_at(ws, g.own, at - 1)) and owed[0] is Cue.NEED:
            return _debt(ws, g, at, last)
        return NO
    result = _with_person(ws, g, Claim(at, last), verb)
    if who.kind == "we" and cue is Cue.WILL:
        told = result.who and GUESTS.isdisjoint(ws.low[slice(*result.who)])
        result = replace(result, wants_date=not (told or result.her))
        if result.who and not told:
            return NO
    if cue is Cue.SOFT:
        return replace(result, clarity=Clarity.MAYBE)
    return result


def _debt(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """ "Debo 20 euros a Juan": must without a verb is a debt."""
    if g.name in ("en", "de"):
        return NO
    if at < last and (ws.low[at] in g.idle or ws.low[at].endswith(("are", "ere", "ire", "ir"))):
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
        found = infinitive(g, low) or (Verb(0, low) if low in g.first else None)
        return replace(found, after=at + 1, to_her=her or found.to_her) if found else None
    if low in g.idle:
        busy = low in ("be", "have") and not _IN_TOUCH.isdisjoint(ws.low[at:last])
        return Verb(at + 1, low) if busy else None
    if known and low not in g.base:
        return None
    return Verb(at + 1, low, to_her=her)


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


def _with_person(ws: Words, g: Grammar, found: Claim, verb: Verb) -> Claim:
    """The claim with whom it is for, and whether its object is a mere pronoun."""
    who, her = whom(ws, g, verb.after, found.last, verb.low)
    points_ = points(ws, g, verb.after, found.last)
    nothing = who is None and empty(ws, g, verb.after, found.last)
    before = ws.low[verb.after - 1] if verb.after else ""
    clitic = verb.after > 1 and ws.low[verb.after - 2] in g.it and g.name not in ("en", "de")
    back = points_ or (nothing and (before in SENDS or verb.low in SENDS or clitic))
    her = her or (verb.to_her and who is None)
    bare = who is None and hollow(ws, g, verb.after, found.last)
    return replace(found, who=who, her=her, back=back, hollow=bare or _is_split(ws, g, verb, who))


def _is_split(ws: Words, g: Grammar, verb: Verb, who: tuple[int, int] | None) -> bool:
    """Is the person behind a preposition straight after the verb: "share with Ana"?"""
    return who is not None and who[0] > verb.after and ws.low[verb.after] in g.to


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
        return _thing(ws, g, at, last)
    if (that := _reported(ws, g, at, last)) is not None:
        return that
    if at < last and g.name == "en" and ws.low[at - 1] == "to":
        verb = _verb(ws, g, at, last, known=False)
        return _with_person(ws, g, Claim(at, last), verb) if verb else NO
    at = at + 1 if at < last and ws.low[at] in ("to", "de", "di", "d'", "a") else at
    if at < last and (ws.low[at] in g.base or infinitive_like(g, ws.low[at])):
        return _with_person(ws, g, Claim(at, last), Verb(at + 1, ws.low[at]))
    return _thing(ws, g, at, last)


def _reported(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Agreed that he will: the clause within is the promise."""
    for here in range(at, min(at + 5, last)):
        if ws.low[here] == "that" and here + 1 < last:
            who, _ = whom(ws, g, at, here)
            inner = subject(ws, g, here + 1, last)
            found = _claim(ws, g, here + 1, last, bare=False) if inner.kind else None
            return replace(found, who=found.who or who) if found and found.last else found
    return None


def _told(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Told X that I would: the promise begins after it."""
    for here in range(at, min(at + 9, last)):
        if ws.low[here] in g.i or ws.low[here] in g.we or ws.low[here] in _THAT:
            break
    else:
        return None
    named = person(ws, g, at, here)
    who = plain(ws, g, at, here) if named > at or here - at > 1 else None
    her = here > at and ws.low[at] in g.her
    after = skip_words(ws, _THAT | g.i | g.we | g.her | _WOULD, here, last)
    if after >= last or ws.low[after] in g.no or ws.low[after] in g.idle:
        return NO
    result = _with_person(ws, g, Claim(after, last), Verb(after + 1, ws.low[after]))
    preposition = here > at and ws.low[at] in g.to
    if who and preposition:
        who = plain(ws, g, at + 1, here)
    return replace(result, who=who or result.who, her=her or result.her)


_THAT = frozenset(["que", "qu'", "che", "dass"])
_WOULD = frozenset(["'d", "'ll", "would", "will", "can", "could"])


def _yes(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Said yes: to what follows, else to what stood before."""
    if at + 1 >= last:
        return Claim(at, last, back=True)
    return _with_person(ws, g, Claim(at, last), Verb(at, "yes"))


def _named(here: int, end: int) -> tuple[int, int] | None:
    return (here, end) if end > here else None


def _wait(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Waiting for something from someone, or on someone for something."""
    who, _ = whom(ws, g, at, last, "tell")
    for here in range(at, last):
        if ws.low[here] in g.from_:
            end = person(ws, g, here + 1, last)
            if end > here + 1:
                who = plain(ws, g, here + 1, end)
    for here in range(at, last):
        end = person(ws, g, here, last) if who is None and ws.raw[here][0].isupper() else here
        who = _named(here, end) or who
    if who is None:
        return Claim(at, last, mine=False, clarity=Clarity.MAYBE)
    return Claim(at, last, mine=False, who=who)


_AFTER = {Cue.OWE: _thing, Cue.VOW: _vow, Cue.TOLD: _told, Cue.YES: _yes, Cue.WAIT: _wait}


def _present(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """I send, we ship: clear with a person or a date."""
    at, her = _objects(ws, g, skip(ws, g, who.after, last), last)
    if at >= last or any(low in g.no or low in g.habit for low in ws.low[at:last]):
        return NO
    forms = g.base | g.first if who.kind == "we" or g.name == "en" else g.first
    if g.name == "fr" and who.kind == "we":
        forms = g.first | g.third
    if ws.low[at] not in forms or not SHOWS.isdisjoint(ws.low[at:last]):
        return NO
    if not g.habit.isdisjoint(ws.low):
        return NO
    result = _with_person(ws, g, Claim(at, last), Verb(at + 1, ws.low[at], to_her=her))
    return replace(result, wants_date=not (result.who or result.her))


def _perfect(ws: Words, g: Grammar, who: Subject, at: int, last: int) -> Claim | None:
    """German: "habe Lena die Fotos versprochen", "Vortrag zugesagt"."""
    if not g.late or ws.low[last - 1] not in _VOWED or not g.no.isdisjoint(ws.low[at:last]):
        return None
    first = skip_words(ws, _HAVE | g.fill | g.i | g.we, at, last)
    mine = who.kind not in ("he", "name")
    named, her = whom(ws, g, first, last - 1, "promise") if first < last - 1 else (None, False)
    rest = named[1] if named and named[0] - first <= 1 else first
    if first < last - 1 and ws.low[first] in g.her | g.me:
        rest = first + 1
    bare = rest >= last - 1
    if not mine:
        named, her = who.who and plain(ws, g, *who.who), who.kind == "he"
    her = her and named is None
    back = mine and first == last - 1
    return Claim(rest, last - 1, mine=mine, who=named, her=her, open=bare, back=back)


_VOWED = words("versprochen zugesagt zugesichert angeboten gesagt")
_HAVE = words("habe hab haben hat ja")


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
    to_me = not g.me.isdisjoint(ws.low[here:at]) or (at < last and ws.low[at] in g.me)
    if to_me and not (at < last and ws.low[at] in g.first - g.third):
        return _theirs(ws, g, Subject("he", here), last)
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
    acts = ws.low[here] in g.third or cue_at(ws, g.other, here)
    if acts and any(low in g.me for low in ws.low[here:last]):
        return _theirs(ws, g, Subject("he", here), last)
    for at in range(last - 1, max(here, last - 5), -1):
        if ws.low[at] in g.base and ws.raw[at][0].islower():
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
    if low in g.third or cue_at(ws, g.other, here):
        return _dropped(ws, g, here, last)
    if here + 1 >= last or any(
        ws.low[at] in g.me and ws.low[at - 1] in ("to", "for") for at in range(here + 1, last)
    ):
        return None
    if low.endswith("ing") and not {low[:-3], low[:-3] + "e", low[:-4]}.isdisjoint(GIVING):
        return replace(
            _with_person(ws, g, Claim(here, last), Verb(here + 1, "send")), wants_date=True
        )
    follows = ws.low[here + 1]
    if (
        low not in g.base
        or follows in g.me
        or follows in ("'s", "-", "/")
        or (low, follows) in _COMPOUND
    ):
        return None
    if low == "let" and "know" not in ws.low[here + 1 : here + 6]:
        return None
    if (low, follows) in _PHRASAL:
        follows = "up"
    if follows in _AWAY and not (low in _WITH and follows in ("with", "w/", "to")):
        return None
    if low in g.weak and low not in _WITH and not _takes(ws, g, here + 1, last):
        return None
    result = _with_person(ws, g, Claim(here, last), Verb(here + 1, low))
    if low in _LIGHT:
        return replace(result, wants_date=True)
    owned = "'s" in ws.low[here:last]
    return replace(result, wants_date=not (result.who or result.her or owned))


_PHRASAL = {("get", "in"), ("hand", "in"), ("put", "in"), ("fill", "in"), ("pass", "on"),
            ("drop", "by"), ("stop", "by"), ("send", "in"), ("bring", "in"), ("follow", "on")}  # fmt: skip


def _dropped(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """English without its he: ", gives it back on Sunday", ": owes me a reply"."""
    at_once = here + 1 < last and (
        ws.low[here] not in g.base or not g.me.isdisjoint(ws.low[here:last])
    )
    if not at_once or (ws.low[here][:-1] in g.weak and g.me.isdisjoint(ws.low[here:last])):
        return None
    return _theirs(ws, g, Subject("he", here), last)


_LIGHT = words("""take walk drive run do look build keep train water teach move speak host answer lead push set
    make work cook talk rent""")
_WITH = words("check confirm clarify coordinate verify follow talk speak sync arrange share")
_COMPOUND = {("book", "club"), ("call", "for"), ("show", "and"), ("test", "run"), ("check", "in"),
             ("save", "the"), ("plan", "to"), ("plan", "for"), ("order", "of"), ("post", "office"), ("check", "out")}  # fmt: skip


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
    if (doing := _doing(ws, g, at, last)) and ws.low[doing][:-3] not in _LIGHT:
        verb = Verb(doing + 1, ws.low[doing][:-3])
        return _delivers(ws, g, who, verb, last, sure=False)
    at, me, her = _theirs_objects(ws, g, at, last)
    cues = (cue_at(ws, g.other, here) for here in range(who.after, at + 1))
    found = next((cue for cue in cues if cue), None)
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
    if cue is Cue.TOLD:
        return _said(ws, g, who, at, last)
    if cue in (Cue.NOT, Cue.SOFT):
        return None
    if cue is Cue.OWE:
        at = skip_words(ws, g.me, at, last)
        return Claim(at, last, mine=False, who=who.who, her=who.kind == "he") if to_me else None
    if cue is Cue.VOW:
        if at < last and ws.low[at - 1] == "to" and ws.low[at] in g.idle | g.no:
            return None
        vow = Verb(at, "" if ws.low[at - 1] == "to" else "promise", to_me=to_me)
        return _delivers(ws, g, who, vow, last, sure=True)
    verb = _verb(ws, g, at, last, known=not to_me)
    if verb is None:
        return None
    return _delivers(ws, g, who, replace(verb, to_me=verb.to_me or to_me), last, sure=True)


def _said(ws: Words, g: Grammar, who: Subject, at: int, last: int) -> Claim | None:
    """Rob said he'd send me the link."""
    for here in range(at, min(at + 4, last)):
        if ws.low[here] in g.he:
            after = skip_words(ws, _WOULD | g.fill, here + 1, last)
            told = Subject(who.kind, here + 1, who.who)
            if after > here + 1 and after < last and ws.low[after] in g.base:
                return _delivers(ws, g, told, Verb(after + 1, ws.low[after]), last, sure=True)
            return _theirs(ws, g, told, last)
    return None


def _delivers(
    ws: Words, g: Grammar, who: Subject, verb: Verb, last: int, *, sure: bool
) -> Claim | None:
    """What somebody else does: to me, to a third party, or to nobody named."""
    to_me = verb.to_me or any(low in g.me for low in ws.low[verb.after : last])
    if g.name not in ("en", "de"):
        attached = (infinitive(g, low) for low in ws.low[verb.after : verb.after + 2])
        to_me = to_me or any(found and found.to_me for found in attached)
    named, her = whom(ws, g, verb.after, last, verb.low)
    third = named is not None and ws.raw[named[0]][0].isupper()
    if not to_me and (third or her or verb.to_her):
        return None
    if not SHOWS.isdisjoint(ws.low[verb.after : last]):
        return None
    return Claim(
        who.after, last, mine=False, who=who.who and plain(ws, g, *who.who), her=who.kind == "he",
        wants_date=not (to_me or sure), hollow=hollow(ws, g, verb.after, last),
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
        bare = not (found.who or found.her)
        return replace(found, wants_date=before.wants_date and bare)
    to_me = any(word in g.me for word in ws.low[here : segment.last])
    third = found.who is not None and not to_me
    return None if third else replace(found, mine=False, who=before.who, her=before.her)

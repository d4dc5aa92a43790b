"""Which clauses promise something, whose promise it is, and to whom. Pure."""

from __future__ import annotations

from dataclasses import replace

from calsync.model import Clarity
from calsync.notes_bare import bare_claim
from calsync.notes_clauses import Segment
from calsync.notes_clauses import Subject
from calsync.notes_clauses import Words
from calsync.notes_clauses import cue_at
from calsync.notes_clauses import person
from calsync.notes_clauses import skip
from calsync.notes_clauses import subject
from calsync.notes_grammar import GUESTS
from calsync.notes_grammar import MESSAGES
from calsync.notes_grammar import SHOWS
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_objects import Verb
from calsync.notes_objects import infinitive_like
from calsync.notes_objects import plain
from calsync.notes_objects import skip_words
from calsync.notes_objects import whom
from calsync.notes_owed import owed
from calsync.notes_verbs import BEING
from calsync.notes_verbs import LIGHT
from calsync.notes_verbs import NO
from calsync.notes_verbs import WOULD
from calsync.notes_verbs import Claim
from calsync.notes_verbs import doing
from calsync.notes_verbs import objects
from calsync.notes_verbs import verb_after
from calsync.notes_verbs import with_person


def claim(ws: Words, g: Grammar, segment: Segment, *, bare: bool = True) -> Claim | None:
    """What a segment promises; `bare` says whether a mere imperative counts."""
    here = skip(ws, g, segment.first, segment.last)
    if here >= segment.last or segment.asked:
        return None
    if ws.low[here] in g.polite or ws.low[here : here + 2] in _POLITE:
        return None
    if ws.low[here] in MESSAGES and not g.from_.isdisjoint(ws.low[here + 1 : here + 2]):
        return None
    found = _claim(ws, g, here, segment.last, bare=bare) or _later(ws, g, here, segment.last)
    found = found or _due_thing(ws, g, here, segment.last)
    if not found or not found.last:
        return None
    doubtful = any(low in g.hedge for low in ws.low[segment.first : found.last])
    doubtful = doubtful or ws.low[here] in g.if_ or _some_day(ws, segment.first, found.last)
    return replace(found, clarity=Clarity.MAYBE) if doubtful else found


def _due_thing(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """A thing that must go somewhere: "the form has to be back by Monday", "my notes go to Ana"."""
    if g.name != "en" or not g.no.isdisjoint(ws.low[here:last]):
        return None
    for at in range(here + 1, min(here + 6, last - 1)):
        low, follows = ws.low[at], ws.low[at + 1]
        must = low == "must" or (low in ("has", "have", "needs", "need") and follows == "to")
        after = at + (1 if low == "must" else 2)
        if must and after < last and ws.low[after] in _GOES:
            return replace(Claim(here, last, wants_date=True), who=whom(ws, g, after, last)[0])
        if low in ("go", "goes") and follows in ("to", "back", "out") and ws.low[here] in _OWN:
            who, her = whom(ws, g, at + 1, last)
            return Claim(here, last, who=who, her=her, wants_date=True)
    return None


_GOES = words("be go get")
_OWN = words("my our")


def _some_day(ws: Words, first: int, last: int) -> bool:
    """Is it put off for ever: one day, un jour?"""
    pairs = zip(ws.low[first:last], ws.low[first + 1 : last], strict=False)
    return any(pair in _SOME_DAYS for pair in pairs)


_SOME_DAYS = {("one", "day"), ("some", "day"), ("un", "día"), ("un", "dia"), ("algun", "dia"),
              ("un", "jour"), ("um", "dia"), ("un", "giorno"), ("eines", "tages"),
              ("irgendwann", "mal"), ("algum", "dia"), ("at", "some")}  # fmt: skip


def _later(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """I comes later: "once it is there I review it", "the book I promised Ana"."""
    for at in range(here + 1, min(here + 12, last)):
        if ws.low[at - 1] in g.no or ws.low[at - 1] in _HOPES:
            return None
        if ws.low[at] in g.i:
            found = _claim(ws, g, at, last, bare=False)
            fronted = found is not None and (found.hollow or found.first >= last)
            return replace(found, first=here) if found and fronted else found
    return None


_HOPES = words("""hope wish think guess wonder know says said told asked wants glad happy that
    who because how hoffe glaube denke weiß dass espero creo que crois pense qu'
    acho credo spero che""")
_POLITE = {("por", "favor"), ("si", "prega"), ("merci", "de"), ("s'il", "vous")}


def _claim(ws: Words, g: Grammar, here: int, last: int, *, bare: bool) -> Claim | None:
    who = subject(ws, g, here, last)
    if g.late and (vowed := _perfect(ws, g, who, who.after, last)):
        return vowed
    if who.kind in ("he", "name"):
        return owed(ws, g, who, last)
    found = _mine(ws, g, who, last)
    if found or who.kind:
        return found
    return _turned(ws, g, here, last) or bare_claim(ws, g, here, last, bare=bare)


def _mine(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """A clause whose subject is I, we, or left out."""
    at = skip(ws, g, who.after, last)
    if (busy := doing(ws, g, at, last)) and who.kind and ws.low[busy][:-3] not in LIGHT:
        result = with_person(ws, g, Claim(busy, last), Verb(busy + 1, ws.low[busy][:-3]))
        if who.kind == "we" and not (result.who or result.her):
            return NO
        shows = not SHOWS.isdisjoint(ws.low[busy:last]) or not g.no.isdisjoint(ws.low[at:busy])
        return NO if shows else replace(result, wants_date=True)
    found = cue_at(ws, g.own, at)
    if not found:
        at, her = objects(ws, g, at, last)
        found = cue_at(ws, g.own, at) if her or at > who.after else None
    if found:
        return _cued(ws, g, who, found, last)
    if not who.kind:
        return None
    return _present(ws, g, who, last)


def _cued(ws: Words, g: Grammar, who: Subject, found: tuple[Cue, int], last: int) -> Claim | None:
    cue, at = found
    agreed = at >= last and ws.low[last : last + 1] == (":",)
    if (
        agreed
        and ws.low[last + 1 : last + 2]
        and ws.low[last + 1] not in g.no
        and cue in (Cue.KEEP, Cue.VOW, Cue.OWE)
    ):
        return Claim(at, last, open=True)
    if cue is Cue.NOT or agreed:
        return NO
    if cue in (Cue.WILL, Cue.NEED, Cue.SOFT, Cue.KEEP):
        return _verbal(ws, g, who, found, last)
    if cue is Cue.VOW and at >= last and not g.late:
        cue = Cue.YES
    return _AFTER[cue](ws, g, at, last)


def _verbal(ws: Words, g: Grammar, who: Subject, found: tuple[Cue, int], last: int) -> Claim | None:
    """What follows I'll, must, should or don't forget to."""
    cue, at = found
    verb = verb_after(ws, g, at, last, known=not who.kind and cue is not Cue.KEEP)
    if verb is None:
        if cue is Cue.NEED and (owed := cue_at(ws, g.own, at - 1)) and owed[0] is Cue.NEED:
            return _debt(ws, g, at, last)
        return NO
    result = with_person(ws, g, Claim(at, last), verb)
    if who.kind == "we" and cue is Cue.WILL:
        told = result.who and GUESTS.isdisjoint(ws.low[slice(*result.who)])
        result = replace(result, wants_date=not (told or result.her))
        if result.who and not told:
            return NO
    if cue is Cue.SOFT:
        return replace(result, clarity=Clarity.MAYBE)
    return result


def _debt(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Must without a verb is a debt: "debo 20 euros a Juan"."""
    if g.name in ("en", "de"):
        return NO
    if at < last and (ws.low[at] in g.idle or ws.low[at].endswith(("are", "ere", "ire", "ir"))):
        return NO
    result = _thing(ws, g, at, last)
    return result if result.who or result.her else NO


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
    with_her = at + 1 < last and ws.low[at] in g.with_ and person(ws, g, at + 1, last) == last
    if with_her or not g.no.isdisjoint(ws.low[at:last]) or ws.low[at : at + 1] in _MYSELF:
        return NO
    if g.late:
        return _thing(ws, g, at, last)
    if (that := _reported(ws, g, at, last)) is not None:
        return that
    if at < last and g.name == "en" and ws.low[at - 1] == "to":
        verb = verb_after(ws, g, at, last, known=False)
        return with_person(ws, g, Claim(at, last), verb) if verb else NO
    at = at + 1 if at < last and ws.low[at] in ("to", "de", "di", "d'", "a") else at
    if at < last and (ws.low[at] in g.base or infinitive_like(g, ws.low[at])):
        return with_person(ws, g, Claim(at, last), Verb(at + 1, ws.low[at]))
    return _thing(ws, g, at, last)


_MYSELF = {("myself",), ("ourselves",), ("mir",), ("mich",)}


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
    end = here - (ws.low[here - 1] == "that")
    named = person(ws, g, at, end)
    who = plain(ws, g, at, end) if named > at or end - at > 1 else None
    her = here > at and ws.low[at] in g.her
    after = skip_words(ws, _THAT | g.i | g.we | g.her | WOULD, here, last)
    if after >= last or ws.low[after] in g.no | g.idle | BEING:
        return NO
    result = with_person(ws, g, Claim(after, last), Verb(after + 1, ws.low[after]))
    preposition = here > at and ws.low[at] in g.to
    if who and preposition:
        who = plain(ws, g, at + 1, end)
    return replace(result, who=who or result.who, her=her or result.her)


_THAT = frozenset(["que", "qu'", "che", "dass"])


def _yes(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Said yes: to what follows, else to what stood before."""
    if at + 1 >= last:
        return Claim(at, last, back=True)
    return with_person(ws, g, Claim(at, last), Verb(at, "yes"))


def _named(here: int, end: int) -> tuple[int, int] | None:
    return (here, end) if end > here else None


def awaited(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
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
    alone = ws.low[last : last + 1] == (":",) and who[1] == last
    return Claim(at, last, mine=False, who=who, open=alone)


_AFTER = {Cue.OWE: _thing, Cue.VOW: _vow, Cue.TOLD: _told, Cue.YES: _yes, Cue.WAIT: awaited}


def _present(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """I send, we ship: clear with a person or a date."""
    at, her = objects(ws, g, skip(ws, g, who.after, last), last)
    if at >= last or any(low in g.no or low in g.habit for low in ws.low[at:last]):
        return NO
    forms = g.base | g.first if who.kind == "we" or g.name == "en" else g.first
    if ws.low[who.after - 1] not in g.we and who.kind == "we":
        forms = forms | g.third
    if g.name == "fr" and who.kind == "we":
        forms = g.first | g.third
    if ws.low[at] not in forms or not SHOWS.isdisjoint(ws.low[at:last]):
        return NO
    if not g.habit.isdisjoint(ws.low):
        return NO
    result = with_person(ws, g, Claim(at, last), Verb(at + 1, ws.low[at], to_her=her))
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
    if not mine and named and ws.raw[named[0]][0].isupper() and g.me.isdisjoint(ws.low[at:last]):
        return NO
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
                result = with_person(ws, g, Claim(here, last), Verb(at + 2, ws.low[at]))
                negated = any(low in g.no for low in ws.low[at:last])
                return None if negated else replace(result, wants_date=not result.her)
    return None

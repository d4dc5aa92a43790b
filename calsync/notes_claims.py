"""Which clauses promise something, whose promise it is, and to whom. Pure."""

from __future__ import annotations

from dataclasses import replace

from calsync.model import Clarity
from calsync.notes_bare import bare_claim
from calsync.notes_clauses import Segment
from calsync.notes_clauses import Subject
from calsync.notes_clauses import cue_at
from calsync.notes_clauses import skip
from calsync.notes_clauses import subject
from calsync.notes_grammar import DAYS
from calsync.notes_grammar import GUESTS
from calsync.notes_grammar import MESSAGES
from calsync.notes_grammar import OFF
from calsync.notes_grammar import SHOWS
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import rows
from calsync.notes_grammar import words
from calsync.notes_objects import Verb
from calsync.notes_objects import hollow
from calsync.notes_objects import plain
from calsync.notes_objects import skip_words
from calsync.notes_objects import whom
from calsync.notes_owed import from_me
from calsync.notes_owed import owed
from calsync.notes_owed import running_on
from calsync.notes_owed import turned_owed
from calsync.notes_people import person
from calsync.notes_perfect import perfect
from calsync.notes_verbs import LIGHT
from calsync.notes_verbs import NO
from calsync.notes_verbs import WOULD
from calsync.notes_verbs import Claim
from calsync.notes_verbs import doing
from calsync.notes_verbs import lemma
from calsync.notes_verbs import objects
from calsync.notes_verbs import verb_after
from calsync.notes_verbs import with_person
from calsync.notes_vows import AFTER
from calsync.notes_vows import outstanding
from calsync.notes_vows import present
from calsync.notes_vows import thing
from calsync.notes_words import Words


def claim(ws: Words, g: Grammar, segment: Segment, *, bare: bool = True) -> Claim | None:
    """What a segment promises; `bare` says whether a mere imperative counts."""
    here = skip(ws, g, segment.first, segment.last)
    if here >= segment.last or segment.asked:
        return None
    if ws.low[here] in g.polite or ws.low[here : here + 2] in _POLITE:
        return None
    if ws.low[here] in MESSAGES and not g.from_.isdisjoint(ws.low[here + 1 : here + 2]):
        return None
    found = outstanding(ws, g, here, segment.last) or _claim(ws, g, here, segment.last, bare=bare)
    found = found or _later(ws, g, here, segment.last)
    found = found or (running_on(ws, g, here, segment.last) if g.name == "en" else None)
    found = found or _duething(ws, g, here, segment.last)
    if not found or not found.last:
        return None
    doubtful = not g.hedge.isdisjoint(ws.low[segment.first : found.last])
    doubtful = doubtful or _some_day(ws, segment.first, found.last)
    doubtful = doubtful or (ws.low[here] in g.if_ and not _meets(ws, g, here, found))
    if found.her and not found.who and ws.low[here] in g.if_ and here + 1 < found.last:
        end = person(ws, g, here + 1, found.last)
        found = replace(found, who=(here + 1, end) if end > here + 1 else None)
    return replace(found, clarity=Clarity.MAYBE) if doubtful else found


def _meets(ws: Words, g: Grammar, here: int, found: Claim) -> bool:
    """Is it what somebody else does, once done, that is answered: "if she sends it I pay"?"""
    after = ws.low[here + 1] if here + 1 < found.last else ""
    own = after in g.i or after in g.we or after in g.me or after in g.first - g.third
    own = own or after in _IMPERSONAL
    return found.mine and not own and g.you.isdisjoint(ws.low[here : found.last])


_IMPERSONAL = words("""
    it there possible necessary needed time all nobody es etwas zeit möglich nötig il ça possible
    besoin hace hay posible llueve chove houver der possível serve possibile piove tutto c'""")


def _duething(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """A thing that must go somewhere: "the form has to be back by Monday", "my notes go to Ana"."""
    if g.name != "en" or _MUST.isdisjoint(ws.low[here:last]):
        return None
    formal = (ws.low[last : last + 1] == (".",) or ws.raw[last - 1].endswith(".")) and ws.raw[here][
        0
    ].isupper()
    if formal or not g.no.isdisjoint(ws.low[here:last]):
        return None
    for at in range(here + 1, min(here + 6, last - 2)):
        low, follows = ws.low[at], ws.low[at + 1]
        must = low == "must" or (low in ("has", "have", "needs", "need") and follows == "to")
        after = at + (1 if low == "must" else 2)
        if must and after < last and ws.low[after] in _GOES:
            who = whom(ws, g, after, last)[0] or whom(ws, g, here, at)[0]
            return Claim(here, last, who=who, wants_date=True)
        if low in ("go", "goes") and follows in ("to", "back", "out") and ws.low[here] in _OWN:
            end = person(ws, g, at + 2, last)
            who = (at + 2, end) if end > at + 2 else None
            return Claim(here, last, who=who, her=ws.low[at + 2] in g.her, wants_date=True)
    return None


_MUST = words("must has have needs need go goes")
_GOES = words("be go get")
_OWN = words("my our")


def _some_day(ws: Words, first: int, last: int) -> bool:
    """Is it put off for ever: one day, un jour?"""
    pairs = zip(ws.low[first:last], ws.low[first + 1 : last], strict=False)
    return any(pair in _SOME_DAYS or pair in _TRIES for pair in pairs)


_TRIES = {("a", "try"), ("a", "go"), ("a", "shot"), ("a", "miss"), ("a", "rest"), ("gym", "up"),
          ("a", "lot")}  # fmt: skip


_SOME_DAYS = {("one", "day"), ("some", "day"), ("un", "día"), ("un", "dia"), ("algun", "dia"),
              ("un", "jour"), ("um", "dia"), ("un", "giorno"), ("eines", "tages"),
              ("irgendwann", "mal"), ("algum", "dia"), ("at", "some")}  # fmt: skip


def _later(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """I comes later: "once it is there I review it", "the book I promised Ana"."""
    if ws.low[here] in g.if_:
        return _answered(ws, g, here, last)
    if g.i.isdisjoint(ws.low[here + 1 : here + 12]):
        return None
    for at in range(here + 1, min(here + 12, last)):
        if ws.low[at - 1] in g.no:
            return None
        if ws.low[at] in g.i:
            if not _HOPES.isdisjoint(ws.low[max(here, at - 3) : at]):
                return None
            found = _claim(ws, g, at, last, bare=False)
            fronted = found is not None and (found.hollow or found.first >= last)
            return replace(found, first=here) if found and fronted else found
    return None


def _answered(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """What the writer does once a condition is met: "if she sends it I pay"."""
    who = subject(ws, g, here + 1, last) if here + 1 < last else Subject("", here)
    for at in range(here + 3, last - 1):
        low = ws.low[at]
        ours = low in g.first - g.third and (ws.low[at + 1] in g.i or ws.low[at + 1] in g.we)
        if low in g.i or (ours and not g.late):
            first = at if low in g.i else at - (ws.low[at - 1] in g.her)
            found = _claim(ws, g, first, last, bare=False)
            return _whole(found, who, here) if found and found.last else None
    return None


def _whole(found: Claim, who: Subject, here: int) -> Claim:
    """An answer to a condition, with the condition where its object is a mere "it"."""
    found = replace(found, who=found.who or who.who)
    return replace(found, first=here, back=False, wants_date=False) if found.back else found


_HOPES = words("""hope wish think guess wonder know says said told asked wants glad happy that
    who because how hoffe glaube denke weiß dass espero creo que crois pense qu'
    acho credo spero che""")
_POLITE = {("por", "favor"), ("si", "prega"), ("merci", "de"), ("s'il", "vous")}


def _claim(ws: Words, g: Grammar, here: int, last: int, *, bare: bool) -> Claim | None:
    if found := _handed(ws, g, here, last):
        return found
    who = subject(ws, g, here, last)
    if g.late and (vowed := perfect(ws, g, who, who.after, last)):
        return vowed
    if who.kind in ("he", "name"):
        return owed(ws, g, who, last)
    found = _mine(ws, g, who, last)
    if found or who.kind:
        return found
    return _turned(ws, g, here, last) or bare_claim(ws, g, here, last, bare=bare)


def _handed(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """What is on its way, or left to somebody, whatever the subject."""
    if ws.low[here] == "leave" and ws.low[last - 2 : last] in _WITH_ME:
        return Claim(here + 1, last)
    if ws.low[here] in g.it and ws.low[here + 1 : here + 3] in _GOES_OUT:
        return Claim(here, last, back=True, wants_date=True)
    relied = g.name == "en" and not _RELYING.isdisjoint(ws.low[here:last])
    if relied and (found := _relied(ws, g, here, last)):
        return found
    return turned_owed(ws, g, here, last) or from_me(ws, g, here, last) or _left(ws, g, here, last)


def _relied(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """Gave Luca my word on it, Kofi counts on me for it; it's on Bram to do it."""
    named = person(ws, g, here + (ws.low[here] == "gave"), last)
    gave = ws.low[here] == "gave" and named > here + 1
    if gave and ws.low[named : named + 2] == ("my", "word"):
        open_ = ws.low[named + 2 : last][:1] not in _ON
        first = last if open_ else named + 2
        return Claim(first, last, who=plain(ws, g, here + 1, named), open=open_)
    if named > here and ws.low[named : named + 4] in _COUNTS:
        return Claim(named, last, who=plain(ws, g, here, named), wants_date=True)
    at = here + 3 if ws.low[here : here + 3] in _IT_IS_ON else last
    end = person(ws, g, at, last)
    if at < end < last - 1 and ws.low[end] == "to" and ws.raw[end - 1][0].isupper():
        return Claim(end + 1, last, mine=False, who=plain(ws, g, at, end), wants_date=True)
    return None


_ON = {("on",), ("that",), ("for",), ("to",)}
_RELYING = words("gave counts relies depends it 's")
_COUNTS = rows("counts on me for, relies on me for, depends on me for")
_IT_IS_ON = rows("it 's on, it is on, 's up to, is up to, it 's for")


def _left(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """English: "Finlay can have my old fiddle"."""
    if g.name != "en" or _MINE.isdisjoint(ws.low[here:last]):
        return None
    end = person(ws, g, here, last)
    after = skip_words(ws, WOULD, end, last)
    gets = ws.low[after : after + 2] in _GETS
    denied = not (g.no | g.asks).isdisjoint(ws.low[here:last])
    if end == here or not gets or denied:
        return None
    return Claim(after, last, who=plain(ws, g, here, end), wants_date=True)


_MINE = words("my our")
_GETS = {(verb, own) for verb in ("have", "gets", "get", "borrow") for own in ("my", "our")}


_WITH_ME = {("with", "me"), ("to", "me")}
_GOES_OUT = {("goes", "out"), ("goes", "off"), ("goes", "to"), ("geht", "raus"), ("part", "demain"),
             ("is", "going"), ("'s", "going")}  # fmt: skip


def _mine(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """A clause whose subject is I, we, or left out."""
    at = skip(ws, g, who.after, last)
    if who.kind and (sending := doing(ws, g, at, last)) and ws.low[sending][:-3] not in LIGHT:
        return _sending(ws, g, who, (at, sending), last)
    if (who.kind or not g.late) and (until := _until(ws, g, at, last)):
        return until
    found = cue_at(ws, g.own, at) or _me_to(ws, g, at, last)
    if not found:
        at, her = objects(ws, g, at, last)
        found = cue_at(ws, g.own, at) if her or at > who.after else None
    if found:
        theirs = not who.kind and _to_me(ws, g, found, last)
        return owed(ws, g, Subject("he", at), last) if theirs else _cued(ws, g, who, found, last)
    return present(ws, g, who, last) if who.kind else None


def _until(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """I have until Friday to do it, tengo hasta el 15 para ..."""
    if at + 4 >= last or ws.low[at] not in _HAVE or ws.low[at + 1] not in _UNTIL:
        return None
    for here in range(at + 3, last - 2):
        if ws.low[here] in _IN_ORDER:
            verb = verb_after(ws, g, here + 1, last, known=False)
            return with_person(ws, g, Claim(at, last), verb) if verb else None
    return None


_HAVE = words("have 've habe hab ai tengo tenho ho haben got avons tenemos temos abbiamo")
_UNTIL = words("until till bis jusqu'au jusqu'à jusqu'en hasta até fino")
_IN_ORDER = words("to um pour para per")


def _sending(ws: Words, g: Grammar, who: Subject, busy: tuple[int, int], last: int) -> Claim | None:
    """I'm sending Ana the deck."""
    at, verb = busy
    result = with_person(ws, g, Claim(verb, last), Verb(verb + 1, lemma(g, ws.low[verb])))
    alone = not (result.who or result.her) and hollow(ws, g, skip(ws, g, verb + 1, last), last)
    if alone or (who.kind == "we" and not (result.who or result.her)):
        return NO
    shows = not SHOWS.isdisjoint(ws.low[verb:last]) or not g.no.isdisjoint(ws.low[at:verb])
    return NO if shows else replace(result, wants_date=True)


def _to_me(ws: Words, g: Grammar, found: tuple[Cue, int], last: int) -> bool:
    """Is it somebody else's without a subject: ", will email me"?"""
    cue, at = found
    alike = g.name == "en" and cue is Cue.WILL and at + 1 < last
    return alike and ws.low[at + 1] in g.me


def _me_to(ws: Words, g: Grammar, at: int, last: int) -> tuple[Cue, int] | None:
    """English: "me to sign", "Ana and me to draft"."""
    short = at + 2 < last and ws.low[at] == "me" and ws.low[at + 1] in ("to", "2")
    return (Cue.NEED, at + 2) if short and ws.low[at + 2] in g.base else None


def _cued(ws: Words, g: Grammar, who: Subject, found: tuple[Cue, int], last: int) -> Claim | None:
    cue, at = found
    if not who.kind and ws.low[at - 2 : at] == ("up", "for"):
        return NO
    agreed = at >= last and ws.low[last : last + 1] == (":",)
    if (
        agreed
        and ws.low[last + 1 : last + 2]
        and ws.low[last + 1] not in g.no
        and cue in (Cue.KEEP, Cue.VOW, Cue.OWE)
    ):
        return Claim(at, last, open=True)
    if cue is Cue.NOT or agreed or (g.late and not OFF.isdisjoint(ws.low[at:last])):
        return NO
    if cue in (Cue.WILL, Cue.NEED, Cue.SOFT, Cue.KEEP):
        return _verbal(ws, g, who, found, last)
    if cue is Cue.VOW and at >= last and not g.late:
        cue = Cue.YES
    if cue is Cue.VOW and not g.late and (that := _reported(ws, g, at, last)) is not None:
        return that
    return AFTER[cue](ws, g, at, last)


def _verbal(ws: Words, g: Grammar, who: Subject, found: tuple[Cue, int], last: int) -> Claim | None:
    """What follows I'll, must, should or don't forget to."""
    cue, at = found
    if g.name == "en" and "nothing" in ws.low[at : at + 3]:
        return NO
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
    result = thing(ws, g, at, last)
    return result if result.who or result.her else NO


def _reported(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Agreed that he will: the clause within is the promise."""
    for here in range(at, min(at + 5, last)):
        if here > at and (ws.low[here] in g.i or ws.low[here] in g.we):
            return AFTER[Cue.TOLD](ws, g, at, last)
        if ws.low[here] == "that" and here + 1 < last:
            who, _ = whom(ws, g, at, here)
            inner = subject(ws, g, here + 1, last)
            found = _claim(ws, g, here + 1, last, bare=False) if inner.kind else None
            return replace(found, who=found.who or who) if found and found.last else found
    return None


# "Korrektorat mache ich" leaves no doubt whose it is.
_TAKES = words("mache mach übernehme besorge bringe bring hole backe kaufe organisiere drucke")


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
                negated = any(low in g.no or low in OFF for low in ws.low[at:last])
                taken = at == last - 2 and here < at and ws.raw[here].istitle()
                taken = taken and ws.low[at] in _TAKES and ws.low[here] not in DAYS
                return (
                    None
                    if negated
                    else replace(result, wants_date=not (result.her or result.who or taken))
                )
    return None

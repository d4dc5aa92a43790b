"""Clauses without a subject: imperatives, infinitives, a dropped I or he. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from calsync.model import Clarity
from calsync.notes_clauses import TO_DO
from calsync.notes_clauses import Segment
from calsync.notes_clauses import Subject
from calsync.notes_clauses import cue_at
from calsync.notes_clauses import skip
from calsync.notes_germanic import PARTICLES
from calsync.notes_grammar import GIVING
from calsync.notes_grammar import NOBODY
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import rows
from calsync.notes_grammar import words
from calsync.notes_handed import handed
from calsync.notes_objects import Verb
from calsync.notes_objects import empty
from calsync.notes_objects import infinitive
from calsync.notes_owed import owed
from calsync.notes_people import person
from calsync.notes_verbs import LIGHT
from calsync.notes_verbs import NO
from calsync.notes_verbs import Claim
from calsync.notes_verbs import causes
from calsync.notes_verbs import objects
from calsync.notes_verbs import with_person
from calsync.notes_words import Words


def bare_claim(ws: Words, g: Grammar, here: int, last: int, *, bare: bool) -> Claim | None:
    """A clause without a subject: an imperative, an infinitive, or a dropped I or he."""
    said = ws.low[here:last]
    refused = any(
        low in g.no and ws.low[at - 1] not in g.if_ and ws.low[at + 1 : at + 2] != ("later",)
        for at, low in enumerate(said, here)
    )
    denied = refused or not g.you.isdisjoint(said)
    if denied and not {"yes", "no"} <= set(said):
        return None
    if ws.low[last - 1] in _IN_DOUBT and here + 2 < last:
        return None
    if g.name == "en":
        return _imperative(ws, g, here, last) if bare else None
    if found := _dropped_subject(ws, g, here, last):
        return found if found.last else None
    if not bare:
        return None
    found = _late_bare(ws, g, here, last) if g.late else _infinitive(ws, g, here, last)
    return found or handed(ws, g, here, last)


_IN_DOUBT = words("unsure needed doubt questions required applicable problems")


def _dropped_subject(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """I or he left out: "le mando las fotos", "me manda el acta"; `NO`: no promise of either."""
    at, her = objects(ws, g, here, last)
    cue = cue_at(ws, g.other, here)
    if cue and cue[0] in _DUTY and cue[1] < last and not cue_at(ws, g.own, here):
        verbs = (infinitive(g, low) for low in ws.low[cue[1] : cue[1] + 3])
        if not g.late and any(verb and verb.to_me for verb in verbs):
            return owed(ws, g, Subject("he", here), last) or NO
    to_me = not g.me.isdisjoint(ws.low[here:at]) or (at < last and ws.low[at] in g.me)
    if to_me and not (at < last and ws.low[at] in g.first - g.third):
        return owed(ws, g, Subject("he", here), last) or NO
    noun = g.name == "fr" and at == here and at + 1 < last and not _object(ws, g, at + 1, last)
    if at < last and ws.low[at] in g.first and not noun:
        one = with_person(ws, g, Claim(here, last), Verb(at + 1, ws.low[at], to_her=her))
        ours = not g.late and ws.low[at].endswith(("mos", "ons", "iamo", "emo"))
        if not g.late and at + 1 < last and (ws.low[at + 1] in g.i or ws.low[at + 1] in g.we):
            return one  # "le flyer lo faccio io" leaves no doubt whose it is
        return NO if ours and not (one.who or one.her) else _dated(one)
    return None


_DUTY = frozenset({Cue.WILL, Cue.NEED, Cue.VOW})


def _object(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Does what follows make "relance" a verb: "relance Paul", but "relance utile"?"""
    low = ws.low[at]
    return low in g.the or low in g.to or low[0].isdigit() or person(ws, g, at, last) > at


def _dated(found: Claim) -> Claim:
    """The claim, clear only with a person or a date."""
    return replace(found, wants_date=not (found.who or found.her))


def _infinitive(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """A task: "llamar a Teresa", "envoyer le lien"."""
    at, _ = objects(ws, g, here, last)
    verb = infinitive(g, ws.low[at]) if at < last else None
    if verb is None or verb.low not in g.base:
        return None
    return _dated(with_person(ws, g, Claim(here, last), replace(verb, after=at + 1)))


def _late_bare(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """German: "Anna die Folien schicken", "schickt mir den Plan"."""
    acts = ws.low[here] in g.third or cue_at(ws, g.other, here)
    replies = ws.low[here : here + 2] in _REPLIES and _OTHERWISE.isdisjoint(ws.low[here:last])
    if acts and (replies or not g.me.isdisjoint(ws.low[here:last])):
        return owed(ws, g, Subject("he", here), last)
    if ws.low[last - 2] == "zu" or _WITH_ZU.match(ws.low[last - 1]):
        return None
    for at in range(last - 1, max(here, last - 5), -1):
        if ws.low[at] in g.base and ws.raw[at][0].islower():
            return _dated(with_person(ws, g, Claim(here, last), Verb(here, ws.low[at])))
    if last - here > 2 and _is_late_verb(ws, g, last - 1):
        found = with_person(ws, g, Claim(here, last), Verb(here, ws.low[last - 1]))
        return replace(found, wants_date=True)
    return None


def _is_late_verb(ws: Words, g: Grammar, at: int) -> bool:
    """German: can an unknown word at the end be an infinitive, not a participle?"""
    low = ws.low[at]
    if len(low) < 5 or not low.endswith("en") or not ws.raw[at][0].islower():
        return False
    known = low in g.idle or low in g.small or low in g.fill or low in _NOT_DOING
    return not (known or low.startswith(("ge", "ver", "be", "er", "zer")) or "ge" in low[2:6])


_REPLIES = {("meldet", "sich"), ("melden", "sich")}
_OTHERWISE = words("krank ab an arbeitslos freiwillig")
_WITH_ZU = re.compile(f"(?:{'|'.join(PARTICLES)})zu\\w+en$")
_NOT_DOING = words("""
    offen oben unten außen innen draußen drinnen morgen übermorgen wegen zusammen drüben hinten
    vorlagen allen sitzen stehen liegen regnen schneien sollen wollen dürfen können bekommen
    kaputten neuen alten guten anstehen ausfallen stattfinden anfangen ankommen""")


_BRINGS = frozenset({"drop", "return"})
_HANDS = GIVING | _BRINGS
_AWAY = words("of is are was were with w/ w from at @ in on re about & and or by that")


def _imperative(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """English: a verb, and something after it that makes it one."""
    low = ws.low[here]
    to_me = not g.me.isdisjoint(ws.low[here:last])
    if low in g.third or (to_me and cue_at(ws, g.other, here)):
        return _dropped(ws, g, here, last)
    if here + 1 >= last or _for_me(ws, g, here + 1, last):
        return None
    if low.endswith("ing") and not _HANDS.isdisjoint((low[:-3], low[:-3] + "e", low[:-4])):
        mailing = with_person(ws, g, Claim(here, last), Verb(here + 1, "send"))
        points_back = mailing.back and not {low[:-3], low[:-4]}.isdisjoint(_BRINGS)
        return None if points_back else replace(mailing, wants_date=True)
    return _command(ws, g, here, last)


def _command(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    if causes(ws, g, here, last):
        return with_person(ws, g, Claim(here, last), Verb(here + 1, ""))
    known = ws.low[here] in g.base and _commands(ws, g, here, last)
    if not known and not _orders(ws, g, here):
        return handed(ws, g, here, last)
    result = with_person(ws, g, Claim(here, last), Verb(here + 1, ws.low[here]))
    return _commanded(ws, here, result) if known else _dated(result)


def _orders(ws: Words, g: Grammar, here: int) -> bool:
    """Is an unknown word a verb, since an article or another's name follows: "recap the talk"?"""
    low, follows = ws.low[here], ws.low[here + 1]
    inside = here > 0 and ws.low[here - 1] not in _BEGINS
    if (inside and ws.raw[here][0].isupper()) or (low, follows) in _COMPOUND:
        return False
    if (low, follows) in _PHRASES:
        return True
    if not low.isalpha() or low.endswith(_NO_ORDER) or low in CLOSED or low in NOBODY:
        return False
    if low in g.small or low in g.idle or low in g.the or low in g.fill or low in NOBODY:
        return False
    owned = ws.low[here + 2 : here + 3] == ("'s",) and ws.raw[here + 1][0].isupper()
    return follows in _ARTICLES or owned or follows in ("him", "them", "it")


_BEGINS = frozenset(".!?;:→") | {"->", "=>"}
_PHRASES = {("circle", "back"), ("reach", "out"), ("touch", "base"), ("loop", "in"), ("chip", "in"),
            ("pop", "by"), ("swing", "by"), ("back", "up"), ("look", "into"), ("team", "up"),
            ("rsvp", "to"), ("cc", "in"), ("catch", "up"), ("top", "up")}  # fmt: skip
_NO_ORDER = ("ed", "ing", "ly", "s", "er", "est", "self", "ion", "ment")
_ARTICLES = words("the a an my his her their our your")
CLOSED = words("""
    like near behind beside toward towards given except against despite across among amid beyond
    above below outside inside throughout quite such half most rather twice once even only just
    almost still not both all what which who how when where why whose that this every each some
    any many few more less than nor yet and but for read met saw had got lost won found made took
    gave told came went felt heard kept left held cost spent taught thought wrote brought bought
    sold paid put hit cut set let ate drank drove flew ran sang slept spoke stood swam wore broke
    chose fell forgot grew knew rode rose shook shot sat stole threw woke was were did has have
    been done lent dealt burnt bent built dug fed hid lit meant stuck struck swept
    wound sank hung froze blew bit drew gone seen said says maybe perhaps yay wow ugh nope yes sure
                nice great good bad best better
    worst fine cool fun sad glad full new old big small long short free next last first second
    third see watch enjoy love hate want need know think believe hope wish miss avoid skip eat
    meet attend visit join learn remember imagine guess feel become sleep catch use try keep
    start stop leave live win lose""")


_EVENTS = words("""
    launch club fair signing reading review session meeting call party day night run drive form
    talk tour show release week swap sale stand shop store board office desk prep notes schedule
    round lesson class course evening morning exchange test box centre center marathon group
    performance weekend training workshop demo event history overview introduction""")
_TERMS = words("deadline deadlines closes opens ends starts results window time date dates")
_BESIDE = {("with",), ("w/",)}
_LETS = words("know have use borrow see in into try")


def _commanded(ws: Words, here: int, result: Claim) -> Claim:
    """The imperative, the clearer the more it says: to whom, whose, by when."""
    last = result.last
    if ws.low[here] in LIGHT and not (result.who and ws.low[here] in _WITH):
        return replace(result, wants_date=True)
    if result.who or result.her or "'s" in ws.low[here:last]:
        return result
    formal = ws.raw[here][0].isupper() and last < len(ws.low) and ws.low[last] in (".", "!")
    return replace(result, wants_date=True, clarity=Clarity.MAYBE if formal else Clarity.CLEAR)


_PHRASAL = {("get", "in"), ("hand", "in"), ("put", "in"), ("fill", "in"), ("pass", "on"),
            ("drop", "by"), ("stop", "by"), ("send", "in"), ("bring", "in")}  # fmt: skip


def _for_me(ws: Words, g: Grammar, first: int, last: int) -> bool:
    """Is it somebody else's task: "draft to me by Monday"?"""
    if g.me.isdisjoint(ws.low[first:last]):
        return False
    return any(ws.low[at] in g.me and ws.low[at - 1] in g.to for at in range(first, last))


def _commands(ws: Words, g: Grammar, here: int, last: int) -> bool:
    """Is this word a verb here, rather than a noun or a request to the reader?"""
    low, follows = ws.low[here], ws.low[here + 1]
    titled = ws.raw[here][0].isupper() and follows in g.small and ws.raw[here + 1][0].isupper()
    if titled or follows in g.me or follows in ("'s", "-", "/") or (low, follows) in _COMPOUND:
        return False
    if any("@" in word[1:] for word in ws.low[here:last]):
        return False
    if low in g.weak and _heads(ws, g, here, last):
        return False
    if low == "let" and _LETS.isdisjoint(ws.low[here + 1 : here + 6]):
        return False
    if follows in _AWAY and (low, follows) not in _PHRASAL:
        return _goes_on(ws, g, here, last)
    return low not in g.weak or low in _WITH or _takes(ws, g, here + 1, last)


def _heads(ws: Words, g: Grammar, here: int, last: int) -> bool:
    """Is it a heading: "Call notes:", "Book swap with Ana"?"""
    follows = ws.low[here + 1]
    event = follows in _EVENTS and ws.raw[here][0].isupper()
    if event or follows in _TERMS or (follows == "for" and ws.low[here] != "look"):
        return True
    beside = ws.low[here + 2 : here + 3] in _BESIDE and ws.raw[here][0].isupper()
    if beside and follows not in g.the and not follows.endswith("s"):
        return True
    return last - here <= 3 and ws.low[last : last + 1] == (":",)


def _goes_on(ws: Words, g: Grammar, here: int, last: int) -> bool:
    """Can the verb be followed by a preposition: "apply for", "check with", "return by Friday"?"""
    low, follows = ws.low[here], ws.low[here + 1]
    if low in _WITH and follows in ("with", "w/", "to", "on"):
        return True
    noun = low in _NOUNS_TOO and follows not in ("to", "by")
    strong = low not in g.weak and low not in _PAST_TOO and not noun
    return strong and (
        (follows in _ONTO and follows not in ("with", "w/"))
        or (follows == "by" and last - here <= 6)
    )


def _dropped(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """English without its he: ", gives it back on Sunday", ": owes me a reply"."""
    at_once = here + 1 < last and (
        ws.low[here] not in g.base or not g.me.isdisjoint(ws.low[here:last])
    )
    if not at_once or (ws.low[here][:-1] in g.weak and g.me.isdisjoint(ws.low[here:last])):
        return None
    return owed(ws, g, Subject("he", here), last)


_PAST_TOO = words("put set let cut sort hook dig pull wrap open close shut hang sand sound level")
_NOUNS_TOO = words("return refund transfer loan repair deposit purchase estimate guarantee")
_ONTO = words("to with w/ on about for at")
_WITH = words("""
    check confirm clarify coordinate verify follow talk speak sync arrange share liaise
    negotiate consult compare settle deal""")
_COMPOUND = rows("""
    order number, order status, order form, return flight, return ticket, return trip, return
    train, return journey, return policy, return address, ring road, share price, share prices,
    draft beer, draft version, release notes, release date, test results, test drive, test case,
    text book, copy editor, copy editors, copy shop, print shop, print run, sign language, pay
    rise, pay gap, pay day, report card, lead time, lead singer, hire car, transfer fee,
    transfer window, refund policy, exchange rate, exchange student, invoice number, repair
    shop, deposit box, water level, water levels, set list, set menu, mail order, post box, push
    notifications, design system, host city, call centre, call center, book club, call for, show
    and, test run, check in, save the, plan to, plan for, order of, post office, train back,
    check out""")


def _takes(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Does an object follow, so that "call" or "book" is a verb?"""
    low = ws.low[at]
    return (
        low in g.the or low in g.her or low in g.it or low[0].isdigit() or low in ("to", "if", "up")
        or person(ws, g, at, last) > at or (at + 1 < last and ws.low[at + 1] == "'s")
        or ws.raw[at][0].islower()
    )  # fmt: skip


def continued(ws: Words, g: Grammar, segment: Segment, before: Claim) -> Claim | None:
    """What "and ..." adds to a promise: the same one's, if it has an object of its own.

    `NO` is what somebody else promises to a third party.
    """
    here = skip(ws, g, segment.first, segment.last)
    here += here < segment.last and ws.low[here] in TO_DO[g.name] and segment.mark in g.join
    if here + 1 >= segment.last or segment.asked or g.late:
        return None
    low = ws.low[here]
    verb = infinitive(g, low) if g.name != "en" else None
    acts = low in g.base or (low in (g.first if before.mine else g.third)) or verb is not None
    if not acts or (low in g.weak and not _takes(ws, g, here + 1, segment.last)):
        return None
    attached = replace(verb, after=here + 1) if verb else Verb(here + 1, low)
    found = with_person(ws, g, Claim(here, segment.last), attached)
    hollow = found.hollow and ws.low[here + 1] not in g.me
    if not before.mine and empty(ws, g, here + 1, segment.last):
        return NO
    if found.back or hollow or ws.low[here + 1] in _AWAY:
        return None
    return _alike(ws, g, found, before)


def _alike(ws: Words, g: Grammar, found: Claim, before: Claim) -> Claim:
    """The claim as that of whoever promised what stands before."""
    if before.mine:
        bare = not (found.who or found.her)
        return replace(found, wants_date=before.wants_date and bare)
    to_me = any(word in g.me for word in ws.low[found.first : found.last])
    third = found.who is not None and not to_me
    return NO if third else replace(found, mine=False, who=before.who, her=before.her)

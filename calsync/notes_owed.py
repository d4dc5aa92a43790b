"""What others promise: she will, he owes me, Tom said he would. Pure."""

from __future__ import annotations

from dataclasses import replace

from calsync.model import Clarity
from calsync.notes_clauses import Subject
from calsync.notes_clauses import cue_at
from calsync.notes_grammar import GIVING
from calsync.notes_grammar import GROUPS
from calsync.notes_grammar import GUESTS
from calsync.notes_grammar import SENDS
from calsync.notes_grammar import SHOWS
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_objects import Verb
from calsync.notes_objects import hollow
from calsync.notes_objects import infinitive
from calsync.notes_objects import plain
from calsync.notes_objects import skip_words
from calsync.notes_objects import whom
from calsync.notes_people import person
from calsync.notes_verbs import LIGHT
from calsync.notes_verbs import WOULD
from calsync.notes_verbs import Claim
from calsync.notes_verbs import doing
from calsync.notes_verbs import verb_after
from calsync.notes_words import Words


def owed(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """A clause whose subject is somebody else."""
    if who.who and not GUESTS.isdisjoint(ws.low[slice(*who.who)]):
        return None
    if who.after < last and ws.low[who.after] in _RECEIVES and _from_me(ws, g, who.after, last):
        return None
    if verb := _busy(ws, g, who, last):
        return _delivers(ws, g, who, verb, last, sure=False)
    return _plainly(ws, g, who, last)


def turned_owed(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """German word order: "die Vollmacht schuldet er mir noch"."""
    if not g.late or g.me.isdisjoint(ws.low[here:last]):
        return None
    for at in range(here, last - 2):
        acts = ws.low[at] in g.third or ws.low[at] in _OWES
        if acts and ws.low[at + 1] in g.he and ws.low[at + 2] in g.me:
            denied = not g.no.isdisjoint(ws.low[at:last])
            return None if denied else Claim(here, last, mine=False, her=True)
    return None


_OWES = words("schuldet schulden wird werden will wollen")


def running_on(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """He and what he does for the writer, amid words: "reminded that he still owes us it"."""
    if g.he.isdisjoint(ws.low[here + 1 : last]) or g.me.isdisjoint(ws.low[here + 1 : last]):
        return None
    for at in range(here + 1, last - 2):
        if ws.low[at] in g.he and _UNSURE.isdisjoint(ws.low[max(here, at - 3) : at]):
            after = skip_words(ws, g.fill, at + 1, last)
            cue = cue_at(ws, g.other, after)
            if cue and cue[0] in _DOES and not g.me.isdisjoint(ws.low[cue[1] : cue[1] + 4]):
                return owed(ws, g, Subject("he", at + 1), last)
    return None


_DOES = frozenset({Cue.WILL, Cue.OWE, Cue.VOW})
_UNSURE = words("""
    hope hopes wish think thinks guess wonder wonders if whether unless when until once because
    not never no doubt joke jokes joked like as than why how what who""")


def _busy(ws: Words, g: Grammar, who: Subject, last: int) -> Verb | None:
    """The verb of "is sending" and "comes back with"."""
    if ws.low[who.after : who.after + 2] == ("comes", "back") and who.after + 3 < last:
        return Verb(who.after + 2, "come")
    busy = doing(ws, g, who.after, last)
    idle = g.me.isdisjoint(ws.low[busy:last]) and hollow(ws, g, busy + 1, last)
    if (
        busy
        and not idle
        and (ws.low[busy][:-3] not in LIGHT or not g.me.isdisjoint(ws.low[busy:last]))
    ):
        return Verb(busy + 1, ws.low[busy][:-3])
    return None


def _plainly(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """What follows a subject: a cue, or a verb in the present."""
    at, me, her = _theirs_objects(ws, g, who.after, last)
    cues = (cue_at(ws, g.other, here) for here in range(who.after, at + 1))
    found = next((cue for cue in cues if cue), None)
    if at >= last or (at > who.after and ws.low[at - 1] in g.no):
        return None
    if found:
        return _theirs_cued(ws, g, who, found, last)
    low = ws.low[at]
    acts = low in g.third or (low in g.base and (who.kind == "he" or g.name == "en"))
    acts = acts or _helps(ws, g, who, at, last)
    if (
        not acts
        or low in g.asks
        or any(word in g.no or word in g.habit for word in ws.low[at:last])
    ):
        return None
    return _delivers(ws, g, who, Verb(at + 1, low, to_me=me, to_her=her), last, sure=False)


def _from_me(ws: Words, g: Grammar, first: int, last: int) -> bool:
    """Does the writer give it: "she gets the book from me"?"""
    pairs = zip(ws.low[first:last], ws.low[first + 1 : last], strict=False)
    return any(one in g.from_ and other in g.me for one, other in pairs)


def from_me(ws: Words, g: Grammar, here: int, last: int) -> Claim | None:
    """What comes from the writer: "she hears from me", "Ana bekommt von mir", "a list from me"."""
    if g.me.isdisjoint(ws.low[here:last]) or not _from_me(ws, g, here, last):
        return None
    said = ws.low[here:last]
    if not (g.no | g.asks | g.habit | _NOT_GIVEN).isdisjoint(said):
        return None
    gets = next((at for at in range(here, min(here + 6, last)) if ws.low[at] in _RECEIVES), 0)
    if not gets:
        who = whom(ws, g, here, last)[0]
        idle = any(low in g.third or low in g.he for low in said) and g.name != "en"
        return (
            None
            if idle or not _is_bare(ws, g, here, last)
            else Claim(here, last, who=who, wants_date=True)
        )
    end = person(ws, g, here, gets)
    her = ws.low[here] in g.he
    if not (end > here or her):
        return None
    who = plain(ws, g, here, end) if end > here else None
    return Claim(gets, last, who=who, her=her)


def _is_bare(ws: Words, g: Grammar, here: int, last: int) -> bool:
    """Is it a thing from me, without a verb: "prep sheet from me by Thursday"?"""
    at = next(at for at in range(here, last) if ws.low[at] in g.from_ and ws.low[at + 1] in g.me)
    before = ws.low[here:at]
    return 0 < len(before) < 5 and not any(
        low in g.he or low in g.i or low in g.we or low in g.idle or low.endswith("ed")
        or low in g.base - g.weak or cue_at(ws, g.other, spot) or low in _VERBAL
        for spot, low in enumerate(before, here)
    )  # fmt: skip


_VERBAL = words("""
    took stole bought got had heard learned learnt is was are were keep keeps hides hidden far
    away different apart borrowed came comes took takes""")
_NOT_GIVEN = words("""
    regards wishes greetings love hello hi grüße grüsse gruß saludos bises salutations abraço
    abraços beijos saluti steal stole borrow borrowed hide far different learned learnt""")
_RECEIVES = words("""
    gets get receives receive hears hear bekommt kriegt erhält hört bekommen kriegen erhalten
    reçoit recevra aura recibe recibirá tendrá recebe receberá terá riceve riceverà avrà""")


def _helps(ws: Words, g: Grammar, who: Subject, at: int, last: int) -> bool:
    """Does an unknown verb do something for the writer: "she covers me", "me acerca el coche"?"""
    low = ws.low[at]
    if not low.isalpha() or low in g.idle or low in NEVER or cue_at(ws, g.other, at):
        return False
    if g.name == "en":
        handles = ws.low[at + 1 : at + 2] in _THE | _IT or not g.me.isdisjoint(
            ws.low[at + 1 : last]
        )
        return low.endswith("s") and handles
    return not g.late and at > who.after and ws.low[at - 1] in g.me and low.endswith(_ENDS[g.name])


_ENDS = {"fr": ("e", "ra", "t", "d"), "es": ("a", "e"), "pt": ("a", "e"), "it": ("a", "e")}
_BECOMES = {("married",), ("engaged",), ("divorced",), ("better",), ("promoted",), ("ready",)}
_THE = {("the",), ("a",), ("an",), ("our",), ("my",)}
_IT = {("it",), ("them",)}
NEVER = words("""
    ai as becomes comes dis enjoys enters expects fais gets goes ha has hates he ho is joins
    keeps knows leaves likes lives looks loves makes means misses moves needs quits reminds says
    seems sees sounds starts suis thinks visits wants was""")


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
    if cue is Cue.OWE and to_me:
        at = skip_words(ws, g.me, at, last)
        return Claim(at, last, mine=False, who=who.who, her=who.kind == "he")
    if cue is Cue.VOW:
        anyone = who.who is not None and ws.raw[who.who[1] - 1][0].islower() and not to_me
        verb = None if anyone else _vowed(ws, g, at, last)
    else:
        awaited = cue is Cue.SOFT and to_me and ws.low[at - 1] == "should"
        acts = cue in _ACTS or awaited
        verb = verb_after(ws, g, at, last, known=not to_me) if acts else None
        if to_me and ws.low[at : at + 2] == ("come", "back"):
            verb = Verb(at + 1, "come")
    if verb is None or not (to_me or g.name == "en" or not verb.low or _is_known(g, verb.low)):
        return None
    verb = replace(verb, to_me=verb.to_me or to_me)
    result = _delivers(ws, g, who, verb, last, sure=True)
    duty = result is not None and cue is Cue.NEED and not verb.to_me
    return replace(result, clarity=Clarity.MAYBE) if result and duty else result


def _is_known(g: Grammar, low: str) -> bool:
    """Does this verb do something for others, as far as the tables tell?"""
    return low in g.base or low in g.first or low == "promise"


_ACTS = frozenset({Cue.WILL, Cue.NEED})


def _vowed(ws: Words, g: Grammar, at: int, last: int) -> Verb | None:
    """What "promised" governs: a thing, or after "to" a verb."""
    if _of_third(ws, g, at, last):
        return None
    if ws.low[at - 1] != "to":
        return Verb(at, "promise")
    return None if at < last and ws.low[at] in g.idle | g.no else Verb(at, "")


def _of_third(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Is it promised to somebody else: "promised the ministry they'd finish"?"""
    here = skip_words(ws, g.the, at, last)
    for would in range(here + 1, min(here + 4, last - 1)):
        if ws.low[would] in g.he and ws.low[would + 1] in WOULD:
            return g.me.isdisjoint(ws.low[at:would]) and ws.low[would - 1] not in _THAT
    return False


def _said(ws: Words, g: Grammar, who: Subject, at: int, last: int) -> Claim | None:
    """Rob said he'd send me the link."""
    to_me = not g.me.isdisjoint(ws.low[at:last])
    for here in range(at, min(at + 4, last)):
        if ws.low[here] in g.he:
            if not to_me and any(low not in _THAT | g.fill | g.her for low in ws.low[at:here]):
                return None
            after = skip_words(ws, WOULD | g.fill, here + 1, last)
            told = Subject(who.kind, here + 1, who.who)
            if after > here + 1 and after < last and ws.low[after] in g.base:
                return _delivers(ws, g, told, Verb(after + 1, ws.low[after]), last, sure=True)
            return owed(ws, g, told, last)
    ours = not (g.me | _MY).isdisjoint(ws.low[at:last])
    if ours and g.name == "en" and not WOULD.isdisjoint(ws.low[at:last]):
        return Claim(at, last, mine=False, who=who.who, her=who.kind == "he")
    return None


_MY = words("my our")
_THAT = words("that que qu' che dass")


def _delivers(
    ws: Words, g: Grammar, who: Subject, verb: Verb, last: int, *, sure: bool
) -> Claim | None:
    """What somebody else does: to me, to a third party, or to nobody named."""
    to_me = verb.to_me or any(low in g.me for low in ws.low[verb.after : last])
    if g.name not in ("en", "de"):
        attached = (infinitive(g, low) for low in ws.low[verb.after : verb.after + 2])
        to_me = to_me or any(found and found.to_me for found in attached)
    named, her = whom(ws, g, verb.after, last, verb.low)
    addressed = to_me
    back = "back" in ws.low[verb.after : last] or verb.low.startswith("return")
    to_me = to_me or (back and any(low in g.it for low in ws.low[verb.after : last]))
    if verb.low in ("get", "gets") and ws.low[verb.after : verb.after + 1] in _BECOMES:
        return None
    third = named is not None and (
        ws.raw[named[0]][0].isupper() or GROUPS.isdisjoint(ws.low[slice(*named)])
    )
    if not to_me and (third or her or verb.to_her or (not sure and _in_office(ws, who, verb))):
        return None
    if not SHOWS.isdisjoint(ws.low[verb.after : last]) or _is_affair(ws, verb, last, to_me=to_me):
        return None
    first = skip_words(ws, WOULD, who.after, last)
    return Claim(
        first, last, mine=False, who=who.who and plain(ws, g, *who.who), her=who.kind == "he",
        wants_date=not (to_me or sure), hollow=not addressed and hollow(ws, g, verb.after, last),
    )  # fmt: skip


def _in_office(ws: Words, who: Subject, verb: Verb) -> bool:
    """Is it what a director or a mayor does anyway: "the director shows the film"?"""
    first, last = who.who or (0, 0)
    named = first == last or any(
        ws.raw[at][0].isupper() and (ws.low[at],) not in _THE for at in range(first, last)
    )
    return not named and verb.low[-1:] == "s" and verb.low[:-1] not in _SUPPLIES


_SUPPLIES = words("""
    bring send deliver mail email lend give pay return order print build install repair fix confirm
    call check prepare write cook bake translate proofread organise organize book draft fetch""")


def _is_affair(ws: Words, verb: Verb, last: int, *, to_me: bool) -> bool:
    """Is it the other's own life: "Vale changes jobs", "Ben takes his exam"?"""
    if to_me or verb.low in _CARRIES:
        return False
    said = ws.low[verb.after : last]
    own = any(low in _OWN for low in said[:2])
    if verb.low == "takes" and said[:1] in _TASKS and (_AFFAIRS | _RIDES).isdisjoint(said):
        return False
    return own or not _AFFAIRS.isdisjoint(said[:3]) or verb.low in _LIVING


_RIDES = words("""
    train bus tram bike car ferry boat plane stage floor lead cake stairs lift road day week
    chance blame credit win prize exam tube metro place step hint bait stand""")
_TASKS = {("the",), ("care",), ("minutes",), ("notes",), ("photos",)}
_CARRIES = SENDS | GIVING
_OWN = words("""
    her his their its sein seine seinen seiner ihr ihre ihren ihrer son sa ses leur leurs su sus
    suo sua suoi loro seu sua seus suas""")
_AFFAIRS = words("""
    job jobs exam exams degree thesis house flat marathon holiday holidays vacation leave baby
    surgery firm role company shop café restaurant business
    stelle arbeit prüfung haus wohnung urlaub elternzeit firma posten marathon laden
    poste boulot travail examen maison appartement vacances congé bureau boîte boutique
    trabajo empleo puesto casa piso vacaciones examen baja empresa tienda maratón
    emprego trabalho casa férias exame licença empresa loja maratona
    lavoro impiego posto casa ferie esame maternità azienda negozio maratona""")
_LIVING = words("""
    changes takes starts moves opens runs wechselt nimmt startet eröffnet zieht change prend
    commence ouvre déménage cambia empieza abre toma muda começa assume inizia apre prende""")

"""What follows promised, told, said yes, waiting for, and a plain I do. Pure."""

from __future__ import annotations

from dataclasses import replace

from calsync.model import Clarity
from calsync.notes_bare import CLOSED
from calsync.notes_clauses import Subject
from calsync.notes_clauses import skip
from calsync.notes_grammar import OFF
from calsync.notes_grammar import SHOWS
from calsync.notes_grammar import THINGS
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import fold
from calsync.notes_grammar import words
from calsync.notes_objects import Verb
from calsync.notes_objects import empty
from calsync.notes_objects import infinitive
from calsync.notes_objects import infinitive_like
from calsync.notes_objects import plain
from calsync.notes_objects import points
from calsync.notes_objects import skip_words
from calsync.notes_objects import whom
from calsync.notes_people import person
from calsync.notes_verbs import BEING
from calsync.notes_verbs import NO
from calsync.notes_verbs import WOULD
from calsync.notes_verbs import Claim
from calsync.notes_verbs import busy
from calsync.notes_verbs import objects
from calsync.notes_verbs import verb_after
from calsync.notes_verbs import with_person
from calsync.notes_words import Words


def thing(ws: Words, g: Grammar, at: int, last: int) -> Claim:
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
        return thing(ws, g, at, last)
    if at < last and ws.low[at - 1] in ("con", "com"):
        return _arranged(ws, g, at, last)
    return _vowed(ws, g, at, last)


def _vowed(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    if ws.low[last : last + 1] == (":",) and at < last and person(ws, g, at, last) == last:
        return Claim(last, last, who=plain(ws, g, at, last), open=True)
    if at < last and g.name == "en" and ws.low[at - 1] == "to":
        verb = verb_after(ws, g, at, last, known=False)
        return with_person(ws, g, Claim(at, last), verb) if verb else NO
    at = at + 1 if at < last and ws.low[at] in ("to", "de", "di", "d'", "a") else at
    if at < last and (ws.low[at] in g.base or infinitive_like(g, ws.low[at])):
        return with_person(ws, g, Claim(at, last), Verb(at + 1, ws.low[at]))
    if points(ws, g, at, last) and empty(ws, g, at, last):
        return NO
    return thing(ws, g, at, last)


def _arranged(ws: Words, g: Grammar, at: int, last: int) -> Claim:
    """Quedé con Ana en revisarle el contrato."""
    end = person(ws, g, at, last)
    first = end + 1 if end < last and ws.low[end] in ("en", "de", "que") else end
    verb = infinitive(g, ws.low[first]) if at < end < first < last else None
    if verb is None:
        return NO
    result = with_person(ws, g, Claim(first, last), replace(verb, after=first + 1))
    return replace(result, who=plain(ws, g, at, end))


_MYSELF = {("myself",), ("ourselves",), ("mir",), ("mich",)}


def _told(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Told X that I would: the promise begins after it."""
    here = _within(ws, g, at, last)
    if here < 0:
        return _they_get(ws, g, at, last)
    end = here - (ws.low[here - 1] == "that")
    named = person(ws, g, at, end)
    said = end - at > 1 and ws.low[at] not in g.if_
    who = plain(ws, g, at, end) if named > at or said else None
    her = here > at and ws.low[at] in g.her
    after = skip_words(ws, _THAT | _HASTY | g.i | g.we | g.her | WOULD, here, last)
    if after >= last or ws.low[after] in g.no | BEING:
        return NO
    agreed = ws.low[after] in _SURE and ws.low[after - 1] in _THAT and ws.low[after] not in g.if_
    if agreed or (ws.low[after] in g.if_ and after > here):
        return _on_terms(ws, g, after, last, who=who, her=her)
    if ws.low[after] in g.idle and not (g.name == "en" and busy(ws, g, after, last)):
        return NO
    result = with_person(ws, g, Claim(after, last), Verb(after + 1, ws.low[after]))
    preposition = here > at and ws.low[at] in g.to
    if who and preposition:
        who = plain(ws, g, at + 1, end)
    return replace(result, who=who or result.who, her=her or result.her)


def _within(ws: Words, g: Grammar, at: int, last: int) -> int:
    """Where the clause begins in which the writer is the subject, or -1."""
    for here in range(at, min(at + 9, last)):
        if ws.low[here] in g.i or ws.low[here] in g.we or ws.low[here] in _THAT:
            return here
        if ws.low[here] in _HASTY and ws.low[here + 1 : here + 2] != ():
            return here
    return -1


def _they_get(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """English: "told the school they'd have the list by Friday"."""
    for here in range(at + 1, min(at + 5, last - 2)) if g.name == "en" else ():
        if ws.low[here] in g.he and ws.low[here + 1] in WOULD:
            end = here - (ws.low[here - 1] == "that")
            her = ws.low[at] in g.her and ws.low[at + 1] not in g.the and end == at + 1
            who = None if her else plain(ws, g, at, end)
            given = ws.low[here + 2] in _GETTING
            return Claim(here + 2, last, who=who, her=her) if given else None
    return None


_GETTING = words("have get receive hear")


def _on_terms(
    ws: Words, g: Grammar, at: int, last: int, *, who: tuple[int, int] | None, her: bool
) -> Claim | None:
    """Said yes to something, or to do it if something else is done first."""
    if who and ws.low[who[0]] in g.to:
        who = plain(ws, g, who[0] + 1, who[1])
    ours = any(low in g.first - g.third or low in g.i for low in ws.low[at:last])
    ours = ours or any(low in g.dative and low != "se" for low in ws.low[at:last])
    if ws.low[at] in g.if_ and not ours:
        return NO
    return Claim(at, last, who=who, her=her and who is None, back=at + 1 == last)


_HASTY = frozenset(["id", "ill"])
_THAT = frozenset(["que", "qu'", "che", "dass", "q"])
_SURE = frozenset(["sim", "si", "oui", "ja", "yes"])


def _yes(ws: Words, g: Grammar, at: int, last: int) -> Claim | None:
    """Said yes: to what follows, else to what stood before."""
    if at < last and ws.low[at - 1] == "in":
        return NO
    if at < last and ws.raw[at - 1] == "si":  # without an accent it is an if
        return _on_terms(ws, g, at - 1, last, who=None, her=True)
    if at + 1 >= last:
        return Claim(at, last, back=True)
    result = with_person(ws, g, Claim(at, last), Verb(at, "yes"))
    alone = result.who is not None and result.who[1] == last and ws.low[at - 1] == "to"
    return replace(result, first=at - 2) if alone else result


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


def outstanding(ws: Words, g: Grammar, first: int, last: int) -> Claim | None:
    """What has not come yet: "das Muster von ihm steht noch aus"."""
    missing = _MISSING[g.name]
    said = ws.low[first:last]
    if heard := _unheard(ws, g, first, last):
        return heard
    if (
        _STILL.isdisjoint(said)
        or not g.i.isdisjoint(said)
        or not any(
            row == ws.low[at : at + len(row)] for at in range(first, last) for row in missing
        )
    ):
        return None
    for here in range(first, last - 1):
        if ws.low[here] in g.from_:
            end = person(ws, g, here + 1, last)
            if end > here + 1:
                return Claim(first, last, mine=False, who=plain(ws, g, here + 1, end))
            if ws.low[here + 1] in g.her or ws.low[here + 1] in g.he:
                return Claim(first, last, mine=False, her=True)
    return None


def _unheard(ws: Words, g: Grammar, first: int, last: int) -> Claim | None:
    """Nothing yet from somebody: "still no invoice from Ana", "noch nichts von Ben"."""
    none = ws.low[first + 1 : first + 2] if ws.low[first] in _STILL else ws.low[first : first + 1]
    at = first + (ws.low[first] in _STILL)
    if not none or none[0] not in g.no or none[0] in _MERE_NOT or at + 2 >= last:
        return None
    yet = at > first or ws.low[max(at - 1, 0)] in _STILL or not _STILL.isdisjoint(ws.low[at:last])
    for here in range(at + 1, min(at + 5, last - 1)):
        if ws.low[here] in g.from_ and yet:
            end = person(ws, g, here + 1, last)
            thing_ = here > at + 1 and _NEWS.isdisjoint(ws.low[at:here])
            if end > here + 1:
                thing_ = thing_ or end + 1 < last
                return Claim(first, last, mine=False, who=plain(ws, g, here + 1, end),
                             open=not thing_,
                             clarity=Clarity.CLEAR if thing_ else Clarity.MAYBE)  # fmt: skip
    return None


_MERE_NOT = words("not nicht ne n' non não no never nie jamais nunca mai") - words("no")
_NEWS = words("""
    word news reply sign nachricht nachrichten neues nouvelles réponse noticias respuesta notícias
    resposta notizie risposta""")
_STILL = words("""
    still yet sigo seguimos continuo
    noch encore toujours sigue siguen falta todavía aún ainda continua receber ancora""")


def _rows(phrases: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(word) for word in phrase.split()) for phrase in phrases.split(","))


_MISSING = {
    "en": _rows("still outstanding,still missing,still to come,still pending,not here yet"),
    "de": _rows("steht noch aus,stehen noch aus,fehlt noch,fehlen noch,noch nicht da,noch offen"),
    "fr": _rows("manque encore,manquent encore,toujours en attente,pas encore reçu"),
    "es": _rows("sigue pendiente,siguen pendientes,falta todavía,todavía falta,aún falta"),
    "pt": _rows("ainda falta,ainda faltam,continua pendente,por receber"),
    "it": _rows("manca ancora,mancano ancora,ancora da ricevere,non ancora arrivato"),
}


AFTER = {Cue.OWE: thing, Cue.VOW: _vow, Cue.TOLD: _told, Cue.YES: _yes, Cue.WAIT: awaited}


def present(ws: Words, g: Grammar, who: Subject, last: int) -> Claim | None:
    """I send, we ship: clear with a person or a date."""
    at, her = objects(ws, g, skip(ws, g, who.after, last), last)
    if at >= last or _is_no_task(ws, g, who, at, last):
        return NO
    if not her and allots(ws, g, who, at, last):
        return Claim(at, last, wants_date=True)
    forms = g.base | g.first if who.kind == "we" or g.name == "en" else g.first
    if ws.low[who.after - 1] not in g.we and who.kind == "we":
        forms = forms | g.third
    if g.name == "fr" and who.kind == "we":
        forms = g.first | g.third
    lends = (
        her and ws.low[at].endswith(_MINE.get(g.name, "\0")) and ws.low[at] not in g.no | _NOT_MINE
    )
    acts = who.kind == "i" and ws.low[at] not in forms and _unknown(ws, g, at, last)
    if (ws.low[at] not in forms and not lends and not acts) or not SHOWS.isdisjoint(
        ws.low[at:last]
    ):
        return NO
    if not g.habit.isdisjoint(ws.low):
        return NO
    result = with_person(ws, g, Claim(at, last), Verb(at + 1, ws.low[at], to_her=her))
    return replace(result, wants_date=acts or not (result.who or result.her))


def _is_no_task(ws: Words, g: Grammar, who: Subject, at: int, last: int) -> bool:
    """Is it denied, a habit, a break, or "wir sehen uns"?"""
    meets = who.kind == "we" and ws.low[at] in _MEETS and "uns" in ws.low[at:last]
    rests = not OFF.isdisjoint(ws.low[at : min(at + 4, last)])
    return meets or rests or not (g.no | g.habit).isdisjoint(ws.low[at:last])


def _unknown(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Can an unknown word after I be a verb with an object?"""
    low, follows = ws.low[at], ws.low[at + 1 : at + 2]
    if g.name != "en":
        return _handles(ws, g, at, last)
    if low in g.base or not low.isalpha() or low.endswith(("ed", "ly")) or not follows:
        return False
    if any(low in passed for passed in (CLOSED, g.idle, g.small, g.fill, g.no)) or at + 1 >= last:
        return False
    for_her = follows[0] == "for" and person(ws, g, at + 2, last) > at + 2
    return for_her or follows[0] not in g.small or follows[0] in g.the


def _handles(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Is an unknown word by its ending what I do with the thing that follows?"""
    low = ws.low[at]
    if at + 1 >= last or low in g.idle or low in _LIVES or not ws.raw[at].islower():
        return False
    follows = ws.low[at + 1]
    thing_ = (
        (follows in g.the and follows not in g.to and follows not in ("im", "am"))
        or follows[0].isdigit()
        or (g.late and ws.raw[at + 1][0].isupper())
    )
    return thing_ and len(low) > 3 and low.endswith(_MINE[g.name]) and low not in g.small | g.no


_MEETS = words("sehen treffen hören freuen einigen")
# What somebody does for himself.
_LIVES = words("""
    habe hatte hätte würde könnte müsste sollte wäre möchte mochte wollte konnte musste wusste
    dachte brachte freue hoffe glaube finde liebe hasse brauche kenne lerne höre sehe esse trinke
    schlafe fahre reise fliege besuche treffe feiere genieße verbringe verpasse vermisse gehe laufe
    renne spiele lebe wohne arbeite studiere verstehe meine denke plane suche verlasse bekomme
    kriege nehme beende heirate gewinne verliere beginne starte
    crois sais dois peux veux aime adore déteste mange habite reste rentre visite commence arrête
    pense trouve joue
    travaille voyage regarde rencontre fête écoute préfère espère passe prends connais attends
    quitte perds gagne suis vois bois lis descends
    como vivo trabajo quiero creo pienso viajo salgo duermo juego estudio visito conozco prefiero
    espero celebro gano pierdo necesito tengo puedo empiezo dejo paso veo tomo bebo
    gosto adoro moro trabalho acho penso viajo durmo jogo estudo conheço prefiro perco ganho
    preciso tenho posso começo fico bebo vejo sinto
    mangio vivo abito lavoro voglio credo penso viaggio dormo gioco studio visito conosco
    preferisco spero festeggio vinco perdo posso comincio resto bevo vedo sento amo odio prendo""")


def allots(ws: Words, g: Grammar, who: Subject, at: int, last: int) -> bool:
    """Is it I and a thing without a verb: "ich die Folien", "io il preventivo entro venerdì"?"""
    before = ws.low[who.after - 2] if who.after > 1 else ","
    opens = not before[0].isalnum() or before in g.fill
    if g.name == "en" or who.kind != "i" or last - at > 8 or not opens:
        return False
    thing_at = at + (ws.low[at] in g.the and at + 1 < last)
    known = thing_at > at or ws.low[at] in THINGS
    return known and not any(
        low in g.first or low in g.base or low in g.idle for low in ws.low[at:last]
    )


_MINE = {
    "de": ("e",),
    "fr": ("e", "s", "ds", "rai"),
    "es": ("o", "re"),
    "pt": ("o", "rei"),
    "it": ("o", "ro"),
}
_NOT_MINE = words("ai as suis dis avais aurais étais devais disais parlais ho sono sto no lo")

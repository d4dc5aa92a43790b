"""What a verb takes: whom it is for, what is attached to it, who is spoken of. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from calsync.notes_grammar import ADDRESSING
from calsync.notes_grammar import CALLING
from calsync.notes_grammar import DAYS
from calsync.notes_grammar import GIVING
from calsync.notes_grammar import PEOPLE
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import words
from calsync.notes_people import person
from calsync.notes_words import Words

_CLITICS = ("-lhes", "-lhe", "-me", "-nos", "-moi", "-lui", "-leur", "melo", "selo", "gliela",
            "glielo", "mela", "melo", "les", "los", "las", "nos", "gli", "le", "lo", "la", "li",
            "me", "mi", "ci", "te", "ti", "os", "vi", "se", "si", "ne")  # fmt: skip
_TO_ME = frozenset({"-me", "-moi", "me", "mi", "nos", "ci", "melo", "mela", "-nos"})
_ENDINGS = {
    "es": ("ar", "er", "ir"),
    "pt": ("ar", "er", "ir"),
    "fr": ("er", "ir", "dre", "ire", "ttre"),
    "it": ("are", "ere", "ire", "urre", "orre"),
}
_PARTICLE = words("up back over off out in on along round around through down by")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb found: where what follows it begins, and what is attached to it."""

    after: int
    low: str
    to_me: bool = False
    to_her: bool = False
    it: bool = False


def infinitive(g: Grammar, low: str) -> Verb | None:
    """A Romance infinitive that promises, with the pronoun attached to it."""
    if low in g.idle:
        return None
    if low in g.base or low.removesuffix("-").endswith(_ENDINGS[g.name]):
        return Verb(0, low)
    if g.name == "it" and low + "e" in g.base:
        return Verb(0, low + "e")
    for clitic in _CLITICS:
        if low.endswith(clitic):
            stem = low[: -len(clitic)]
            for whole in (stem, stem + "e", stem + "re"):
                if whole in g.base:
                    mine = clitic in _TO_ME
                    return Verb(0, whole, to_me=mine, to_her=not mine)
    return None


def infinitive_like(g: Grammar, low: str) -> bool:
    """Is this a Romance infinitive?"""
    return g.name not in ("en", "de") and infinitive(g, low) is not None


def skip_words(ws: Words, some: frozenset[str], at: int, last: int) -> int:
    """The first word that is none of these."""
    while at < last and ws.low[at] in some:
        at += 1
    return at


def whom(
    ws: Words, g: Grammar, at: int, last: int, verb: str = ""
) -> tuple[tuple[int, int] | None, bool]:
    """The person a clause names, and whether there is a pronoun in their place."""
    at = skip_words(ws, g.fill, at, last)
    if verb and (direct := _direct(ws, g, at, last, verb)):
        return direct, False
    if verb and g.name == "en" and at + 1 < last and _gets(ws, g, at):
        return None, True
    if behind := _behind(ws, g, at, last, verb):
        return behind, False
    if (verb == "return" or "back" in ws.low[at:last]) and (lender := _lender(ws, g, at, last)):
        return lender, False
    return None, any(_pronoun(ws, g, here, last) for here in range(at, last))


def _behind(ws: Words, g: Grammar, at: int, last: int, verb: str) -> tuple[int, int] | None:
    """The person behind a preposition, but not "a babysitter" nor, from whom it is, "the bank"."""
    returns = g.name == "en" or verb.startswith(_RETURNS)
    for prepositions in (g.to, g.from_) if returns else (g.to,):
        for here in range(at, last - 1):
            if ws.low[here] not in prepositions or _travels(ws, here, verb):
                continue
            end = person(ws, g, here + 1, last)
            known = prepositions is g.to and ws.low[here + 1] not in _INDEFINITE
            if end > here + 1 and (known or ws.raw[end - 1][0].isupper()):
                return plain(ws, g, here + 1, end)
    return None


_RETURNS = ("devolver", "devuelv", "rendre", "rends", "restitu", "ridare", "ridar", "zuruckgeb")


def _gets(ws: Words, g: Grammar, at: int) -> bool:
    """English: does him or her get the thing that follows: "getting him figures"?"""
    low, follows = ws.low[at], ws.low[at + 1]
    if low not in ("him", "her", "them"):
        return False
    return follows in g.the or follows[0].isdigit() or (low == "him" and follows not in g.small)


def owner(ws: Words, g: Grammar, at: int, last: int) -> tuple[int, int] | None:
    """Whose the thing is: "proofread Ana's paper"."""
    for end in range(at + 1, last - 1):
        if ws.low[end] == "'s" and ws.raw[end - 1][0].isupper():
            starts = (here for here in range(max(at, end - 3), end))
            first = next((here for here in starts if person(ws, g, here, last) == end), end)
            return plain(ws, g, first, end) if first < end else None
    return None


def _lender(ws: Words, g: Grammar, at: int, last: int) -> tuple[int, int] | None:
    """Whose the thing is that goes back: "return Femke's book", "keys back to reception"."""
    for here in range(at, last - 1):
        end = person(ws, g, here, last)
        if end > here and ws.low[end : end + 1] == ("'s",):
            return here, end
        back = ws.low[here : here + 2] == ("back", "to") and here + 2 < last
        if back and ws.low[here + 2] not in g.her:
            return plain(ws, g, here + 2, skip_words(ws, g.the, here + 2, last - 1) + 1)
    return None


def _pronoun(ws: Words, g: Grammar, here: int, last: int) -> bool:
    """Does a pronoun stand for a person here?"""
    low = ws.low[here]
    if low not in g.her:
        return False
    if low in g.dative or low not in g.it:
        return g.name != "en" or low != "her" or _alone(ws, g, here, last) or _counted(ws, here)
    if g.name != "en":
        return False
    before = ws.low[here - 1] if here else ""
    return before in g.to or (here + 1 < last and ws.low[here + 1] in g.the)


def _counted(ws: Words, here: int) -> bool:
    return here + 1 < len(ws.low) and ws.low[here + 1][0].isdigit()


_JOURNEYS = words("""
    flight flights train trains ticket tickets trip bus route way ride hotel fly travel drive
    walk welcome refund go""")


def _travels(ws: Words, here: int, verb: str) -> bool:
    """Is what follows "to" a place?"""
    if ws.low[here] in ("with", "w/", "w"):
        return False
    return verb in _JOURNEYS or (here > 0 and ws.low[here - 1] in _JOURNEYS)


def plain(ws: Words, g: Grammar, first: int, last: int) -> tuple[int, int]:
    """The person without the article."""
    while first < last - 1 and ws.low[first] in g.the:
        first += 1
    return first, last


def _direct(ws: Words, g: Grammar, at: int, last: int, verb: str) -> tuple[int, int] | None:
    """The person straight after a verb: "get Ewan the keys", "call Tom"."""
    while at + 1 < last and ws.low[at] in _PARTICLE and person(ws, g, at + 1, last) > at + 1:
        at += 1
    end = person(ws, g, at, last)
    if g.late and verb.startswith(_HANDLES) and ws.low[end : end + 1] not in _DIE:
        return None
    if end == at:
        return _common(ws, g, at, last, verb) if verb in GIVING else None
    follows = ws.low[end] if end < last else ""
    family = ws.low[end - 1].endswith("s")
    if (
        ws.low[at] == "the"
        and not family
        and follows not in g.the
        and PEOPLE.isdisjoint(ws.low[at:end])
    ):
        return None
    if verb and verb not in GIVING and not ws.raw[end - 1][0].isupper() and g.name == "en":
        bare = skip_words(ws, g.the, at, end)
        if bare < end - 1 or ws.low[bare] in _HOUSES:
            return None
    shouts = end == at + 1 and ws.raw[at].isupper() and len(ws.raw[at]) > 1
    shouts = shouts and ws.low[at] not in PEOPLE and "." not in ws.low[at]
    if (shouts and follows not in g.the) or (at < end - 1 and ws.low[at] in _INDEFINITE):
        return None
    hands = g.late and verb.endswith(_HANDING)
    gives = (verb in GIVING or verb in CALLING or hands) and ws.raw[end - 1][0].isupper()
    return plain(ws, g, at, end) if _ends(g, follows, gives=gives) else None


def _ends(g: Grammar, follows: str, *, gives: bool) -> bool:
    """Can a person end before this word?"""
    if follows in ("'s", "'", "’") or (g.late and follows in _BESIDE):
        return False
    if (
        not follows
        or follows in g.small
        or follows in g.the
        or follows in DAYS
        or follows == "know"
    ):
        return True
    if g.late and follows in g.base:
        return follows in _ADDRESSED
    return gives or not follows[0].isalpha() or (g.name != "en" and follows in g.base)


_HANDING = ("geben", "schicken", "bringen", "leihen", "senden", "mailen", "zeigen", "leiten",
            "zahlen", "uberweisen", "reichen")  # fmt: skip
_ADDRESSED = words("""
    anrufen zurückrufen fragen informieren kontaktieren erinnern danken einladen begleiten
    benachrichtigen anschreiben anmailen schreiben antworten mailen bezahlen abholen anmelden
    anpingen beraten beglückwünschen""")


# Organisations, and machines of the same name: what is done to them is done to nobody.
_HOUSES = words("""
    insurance library council printer management bank office agency class club shop school
    accounting finance legal panel band choir""")
_BESIDE = frozenset(["an", "fur", "mit", "von", "zu", "bei"])


def hollow(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Does a verb stand without its object, as in "files: share with the team"?"""
    while at < last and (ws.low[at] in _ALONG or ws.low[at] in g.fill):
        at += 1
    if at >= last:
        return True
    low = ws.low[at]
    return (low in g.small and low not in g.the) or low in DAYS or low in g.it - g.the


def empty(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Does nothing follow but pronouns, days and small words?"""
    return all(
        low in g.small or low in g.her or low in g.it or low in g.fill or low in DAYS
        or low in g.i or low in g.me or not low[0].isalpha()
        for low in ws.low[at:last]
    )  # fmt: skip


_ALONG = _PARTICLE - {"by"}
_DIE = {("die",), ("das",), ("den",), ("ein",), ("eine",), ("einen",)}
_THE = {("the",), ("a",), ("an",), ("my",), ("our",)}
# German verbs that take a thing: what follows "mache" or "drucke" is nobody's name.
_HANDLES = ("mach", "druck", "bau", "bestell", "buch", "kauf", "organisier", "reservier",
            "erstell", "reparier", "koch", "back", "pack", "putz", "besorg", "pruf", "scann",
            "zahl")  # fmt: skip
_INDEFINITE = words("a an some any no each another ein eine einen un una une um uma uno")


def _common(ws: Words, g: Grammar, at: int, last: int, verb: str) -> tuple[int, int] | None:
    """Somebody without a capital: "send ana the deck", "promised the school 20 laptops"."""
    if ws.low[at : at + 1] and ws.low[at] in g.her and ws.low[at + 1 : at + 2] in _THE:
        return None
    end = at
    while end < last and ws.low[end] in g.the and ws.low[end] not in _INDEFINITE:
        end += 1
    opened, first = end > at, end
    while (
        end < last
        and ws.low[end].isalpha()
        and not (
            ws.low[end] in g.small
            or ws.low[end] in g.the
            or ws.low[end] in g.her
            or ws.low[end] in g.you
        )
    ):
        end += 1
    if first == end or end - first > (2 if opened else 1) or end + 1 >= last:
        return None
    follows = ws.low[end]
    if verb in ADDRESSING and opened and follows in g.small:
        return first, end
    if (follows in g.the and follows not in g.small) or follows in ("a", "an", "the", "my", "our"):
        return first, end
    return (first, end) if follows[0].isdigit() else None


def points(ws: Words, g: Grammar, at: int, last: int) -> bool:
    """Is the object a mere "it", which only the words before explain?"""
    while at < last and (
        ws.low[at] in _PARTICLE or ws.low[at] in g.fill or _whose(ws, g, at, last)
    ):
        at += 1
    if at >= last or ws.low[at] not in g.it or not _alone(ws, g, at, last):
        return False
    return not (g.name == "en" and at + 1 < last and ws.low[at + 1] in g.the)


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

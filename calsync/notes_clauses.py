"""A line cut into clauses, and who is the subject of one. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace

from calsync.notes_grammar import DAY_GLUE
from calsync.notes_grammar import DAYS
from calsync.notes_grammar import PEOPLE
from calsync.notes_grammar import SHORTENED
from calsync.notes_grammar import TITLES
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Cues
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import fold
from calsync.notes_grammar import words
from calsync.notes_people import INITIALS
from calsync.notes_people import is_titled
from calsync.notes_people import person
from calsync.notes_words import Words

_STRONG = frozenset(".!?;→|…⇒") | {"->", "=>", "-->"}
_WEAK = frozenset(',:()–—-"“”„«»[]=/')
_OPENING = frozenset("\"“„«'‘")
_QUOTES = frozenset("\"“”„«»'’‘")
_LOOSE = frozenset("'’&+€$£%#/*")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words between two signs or conjunctions."""

    first: int
    last: int
    mark: str = ""  # the sign or conjunction that opens it
    fresh: bool = True  # it begins a sentence
    asked: bool = False
    quoted: bool = False


def segments(ws: Words, g: Grammar) -> Iterator[Segment]:
    """The line cut at signs, and at conjunctions where a new clause begins."""
    first, mark, fresh, quoted = 0, "", True, False
    found: list[Segment] = []
    for here, low in enumerate(ws.low):
        if low.isalpha() and low not in g.join:
            continue
        if here < first or not _cuts(ws, g, here):
            continue
        if here > first:
            found.append(Segment(first, here, mark, fresh, quoted=quoted))
            fresh = False
        ends = low in _STRONG
        if ends:
            found = (
                _asked(found, within=ws.low[here + 1 : here + 2] == (")",)) if low == "?" else found
            )
            yield from found
            found, fresh = [], True
        quoted = low in _OPENING and not quoted if low in _QUOTES else quoted
        first, mark = here + 1, low
    if first < len(ws.low):
        found.append(Segment(first, len(ws.low), mark, fresh, quoted=quoted))
    yield from found


def _asked(found: list[Segment], *, within: bool) -> list[Segment]:
    """The clauses that a question mark ends: all, or within brackets only the last."""
    held = found[:-1] if within else []
    return held + [replace(each, asked=True) for each in found[len(held) :]]


def _cuts(ws: Words, g: Grammar, here: int) -> bool:
    low = ws.low[here]
    if low == ".":
        return _ends_sentence(ws, g, here)
    if low == ":":
        return ws.low[here - 1] not in {"re", "fw", "ref"} if here else True
    if low[0] >= _EMOJI:
        return _opens(ws, g, here + 1)
    if low in _STRONG or low in _WEAK or (low in "'’‘" and _is_quote(ws, here)):
        return True
    return low in g.join and _opens(ws, g, here + 1)


def _is_quote(ws: Words, here: int) -> bool:
    """Is this apostrophe a quotation mark?"""
    at = ws.at[here]
    return (at == 0 or not ws.text[at - 1].isalnum()) or (
        (at + 1 >= len(ws.text) or not ws.text[at + 1].isalnum()) and "'" in ws.raw[:here]
    )


def _ends_sentence(ws: Words, g: Grammar, here: int) -> bool:
    after = ws.at[here] + 1
    if after < len(ws.text) and not (ws.text[after].isspace() or ws.text[after] in _QUOTES):
        return False
    before = ws.low[here - 1] if here else ""
    follows = ws.raw[here + 1] if here + 1 < len(ws.raw) else ""
    if (before in TITLES and is_titled(ws, here - 1)) or INITIALS.fullmatch(before):
        return False
    if before in SHORTENED and not (follows[:1].isupper() and before in _UNITS):
        return before in _UNITS and fold(follows) in g.i | g.he
    ordinal = g.late and follows[:1].islower()
    return not (before.isdigit() and (ordinal or fold(follows) in DAYS))


_EMOJI = "\U0001f000"
_UNITS = DAYS | {"min", "max", "approx", "mar"}


# Before an infinitive: "agreed to bake a cake and to drive the kids".
TO_DO = {"en": {"to"}, "de": {"zu"}, "fr": {"de", "d'", "a"}, "es": {"a", "de", "en"},
         "pt": {"a", "de"}, "it": {"a", "di"}}  # fmt: skip


def _opens(ws: Words, g: Grammar, here: int) -> bool:
    """Does a clause begin at this word, as after "and"?"""
    here = skip(ws, g, here, len(ws.low))
    here += here + 1 < len(ws.low) and ws.low[here] in TO_DO[g.name] and ws.low[here + 1] in g.base
    if here >= len(ws.low):
        return False
    low = ws.low[here]
    if low in g.i or low in g.we or low in g.first or low in g.base or low in g.third:
        return True
    if cue_at(ws, g.own, here) or low in g.no:
        return True
    return subject(ws, g, here, len(ws.low)).kind != ""


def cue_at(ws: Words, table: Cues, here: int) -> tuple[Cue, int] | None:
    """The longest cue that begins at a word, and the word after it."""
    if here >= len(ws.low):
        return None
    for row, cue in table.get(ws.low[here], ()):
        if ws.low[here : here + len(row)] == row:
            return cue, here + len(row)
    return None


def _leads(phrases: str) -> dict[str, list[tuple[str, ...]]]:
    """The phrases by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases.split(","):
        row = tuple(fold(word) for word in phrase.split())
        found.setdefault(row[0], []).append(row)
    return found


# What opens a clause and says nothing: "in return", "de mon côté", "alla fine".
LEADS = _leads("""
    in return,in exchange,in the end,in the meantime,in turn,for my part,on my side,at the end,
    by the way,by then,as for me,on our side,for our part,
    am ende,im gegenzug,in der zwischenzeit,was mich angeht,von meiner seite,zum schluss,
    de mon côté,de notre côté,pour ma part,en échange,à la fin,en attendant,quant à moi,en retour,
    por mi parte,de mi parte,a cambio,al final,en cambio,mientras tanto,de mi lado,
    da minha parte,em troca,no final,no fim,entretanto,por minha parte,do meu lado,
    da parte mia,per parte mia,in cambio,alla fine,nel frattempo,da parte nostra""")


def skip(ws: Words, g: Grammar, here: int, last: int) -> int:
    """The word at which a clause begins, after "and then" and "on Monday"."""
    low = ws.low
    while here < last and (low[here] in g.fill or low[here] in g.hedge or low[here] in _LOOSE):
        here += 1
    day = here
    for row in LEADS.get(low[here], ()) if here < last else ():
        if low[here : here + len(row)] == row:
            return skip(
                ws,
                g,
                here + len(row) + (low[here + len(row) : here + len(row) + 1] == (",",)),
                last,
            )
    if here < last and not (low[here] in DAYS or low[here] in DAY_GLUE or low[here][0].isdigit()):
        return here
    for there in range(here, last):
        word = low[there]
        if word in DAYS and word not in g.he:
            day = there + 1
        elif not (word in DAY_GLUE or word[0].isdigit()):
            break
    return skip(ws, g, day, last) if day > here else here


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts in a clause: `kind` is i, we, he, name or nothing."""

    kind: str
    after: int
    who: tuple[int, int] | None = None


def subject(ws: Words, g: Grammar, here: int, last: int) -> Subject:
    """The subject that a clause, which is not empty, begins with."""
    low = ws.low[here]
    if pronoun := _ourselves(ws, g, here):
        return pronoun
    if low in g.polite or (cue_at(ws, g.own, here) and not _is_will(ws, g, here)):
        return Subject("", here)
    if low in g.he and _acts(ws, g, here + 1, last):
        return Subject("he", here + 1)
    end = person(ws, g, here, last)
    if here < end < last - 1 and ws.low[end] == "'s" and ws.low[end + 1] in PEOPLE:
        end += 2
    if end == here:
        end = _common_subject(ws, g, here, last)
    if end > here and (low not in g.forms or _acts_alone(ws, g, end)) and _acts(ws, g, end, last):
        return Subject("name", end, (here, end))
    after = _verb_from(ws, g, end, last) if end > here and low not in g.forms else 0
    return Subject("name", after, (here, end)) if after else Subject("", here)


def _verb_from(ws: Words, g: Grammar, end: int, last: int) -> int:
    """Where the verb of "Emilia from payroll sends" is, or 0."""
    if end >= last or ws.low[end] not in g.from_:
        return 0
    return next((at for at in range(end + 2, min(end + 4, last)) if _acts(ws, g, at, last)), 0)


def _ourselves(ws: Words, g: Grammar, here: int) -> Subject | None:
    """I, we, or "our team"."""
    low = ws.low[here]
    if low in _OURS and ws.low[here + 1 : here + 2] != () and ws.low[here + 1] in _SIDES:
        return Subject("we", here + 2)
    if low in g.i or low in g.we:
        return Subject("i" if low in g.i else "we", here + 1)
    if g.name == "fr" and ws.low[here : here + 2] in _MOI_JE:
        return Subject("i", here + 2)
    return None


_MOI_JE = {("moi", "je"), ("moi", "j'")}


_OURS = words("my our mein unser unsere mi nuestro mon notre meu minha nossa mio nostro nostra")
_SIDES = words("team side company office department firm team firma equipo équipe equipa squadra")


def _common_subject(ws: Words, g: Grammar, here: int, last: int) -> int:
    """Where "the bank" ends in "the bank sends me the card", else `here`."""
    alone = here + 2 < last and ws.low[here + 1] in g.third and ws.low[here + 2] in g.me
    if g.name == "en" and alone and ws.raw[here].islower() and ws.low[here] not in g.base:
        return here + 1
    if ws.low[here] not in g.the or here + 3 >= last or g.me.isdisjoint(ws.low[here + 2 : last]):
        return here
    for end in (here + 2, here + 3):
        if ws.low[end] in g.third or ws.low[end] in g.me or cue_at(ws, g.other, end):
            return end
    return here


def _is_will(ws: Words, g: Grammar, here: int) -> bool:
    """Is this somebody called Will?"""
    return (
        ws.raw[here] == "Will"
        and ws.low[here + 1 : here + 2] != ()
        and (ws.low[here + 1] not in g.base)
    )


def _acts(ws: Words, g: Grammar, here: int, last: int) -> bool:
    """Does a verb of somebody else follow?"""
    while here < last and (ws.low[here] in g.fill or ws.low[here] in g.habit):
        here += 1
    if here >= last:
        return False
    low = ws.low[here]
    follows = ws.low[here + 1] if here + 1 < last else ""
    helps = ws.low[here - 1] in g.he and (follows in g.me or follows in ("the", "a", "our", "my"))
    helps = helps or (follows in ("them", "it") and low.endswith("s") and low.isalpha())
    if g.name == "en" and (helps or low in g.base or low in ("to", "2") or low[:-1] in g.weak):
        return _acts_in_english(ws, g, here, last)
    back = low == "comes" and ws.low[here + 1 : here + 2] == ("back",)
    if back or (g.late and low in ("hat", "haben")):
        return True
    if low in ("'s", "is", "are", "'re") and ws.low[min(here + 1, last - 1)].endswith("ing"):
        return True
    clitic = low in g.her and g.name not in ("en", "de")
    if clitic or low in g.third or low in g.me or low in g.no or low in g.asks:
        return True
    return cue_at(ws, g.other, here) is not None


def _acts_in_english(ws: Words, g: Grammar, here: int, last: int) -> bool:
    """Is "send" or "notes" the verb of the name before it?"""
    low, before = ws.low[here], ws.low[here - 1]
    if low == "2":
        strong = ws.low[here + 1 : here + 2] != () and ws.low[here + 1] in g.base - g.weak
        return strong and ws.raw[here - 1][0].isupper()
    if low == "to":
        back = ws.low[here + 1 : here + 3] == ("come", "back")
        return back or (here + 1 < last and ws.low[here + 1] in g.base)
    if low in g.third:
        return here + 1 < last
    if before in g.he and low.endswith("s") and here + 1 < last:
        return ws.low[here + 1] in g.me or ws.low[here + 1] in g.the
    if low.endswith("s") and ws.low[here + 1 : here + 2] in _IT:
        return low not in g.idle and low[:-1] not in g.idle
    joined = ws.low[here - 2 : here - 1] in (("and",), ("&",))
    return before in g.he or (low not in g.weak and (before.endswith("s") or joined))


_IT = {("it",), ("them",)}


def _acts_alone(ws: Words, g: Grammar, here: int) -> bool:
    if here >= len(ws.low):
        return False
    low, romance = ws.low[here], g.name not in ("en", "de")
    return low in g.third or low in {"'ll", "will"} or (romance and low in g.me)

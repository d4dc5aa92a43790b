"""A line cut into words and clauses, and who is the subject of one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace

from calsync.notes_germanic import ENGLISH
from calsync.notes_germanic import GERMAN
from calsync.notes_grammar import DAY_GLUE
from calsync.notes_grammar import DAYS
from calsync.notes_grammar import NOBODY
from calsync.notes_grammar import PEOPLE
from calsync.notes_grammar import SHORTENED
from calsync.notes_grammar import TITLES
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Cues
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import fold
from calsync.notes_grammar import words
from calsync.notes_iberian import PORTUGUESE
from calsync.notes_iberian import SPANISH
from calsync.notes_romance import FRENCH
from calsync.notes_romance import ITALIAN

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN)
MOST = 400  # words of a line that are read

_TOKEN = re.compile(
    r"(?!thank you)[^\W\d_]+(?=\s|$)"  # most words, which saves a third of the time
    r"|['’](?:ll|d|ve|m|re|s)\b"
    r"|(?:[jmtlsdnc]|qu|dell|all|nell|dall|un)['’](?=\w)"
    r"|w/(?=\s)|thank you\b"
    r"|\d+(?:[.,:/]\d+)+\.?"
    r"|-(?:lhes?|me|nos|moi|lui|leur)\b"
    r"|@?\w+(?:[-@+/.]+(?!(?:lhes?|me|nos|moi|lui|leur)\b)\w+)*(?:['’](?!(?:ll|d|ve|m|re|s)\b)\w+)?"
    r"|[-=]+>|[^\w\s]",
    re.IGNORECASE,
)
_STRONG = frozenset(".!?;→|…⇒") | {"->", "=>", "-->"}
_WEAK = frozenset(',:()–—-"“”„«»[]')
_OPENING = frozenset("\"“„«'‘")
_QUOTES = frozenset("\"“”„«»'’‘")
_LOOSE = frozenset("'’&+€$£%#/*")


@dataclass(frozen=True, slots=True)
class Words:
    """A line cut into words and signs: as written, folded, and where each begins."""

    text: str
    raw: tuple[str, ...]
    low: tuple[str, ...]
    at: tuple[int, ...]

    def between(self, first: int, last: int) -> str:
        """The text from one word up to before another."""
        return self.text[self.at[first] : self.end(last)] if first < last else ""

    def end(self, last: int) -> int:
        """Where the word before `last` ends."""
        return self.at[last - 1] + len(self.raw[last - 1])


@dataclass(frozen=True, slots=True)
class Segment:
    """Words between two signs or conjunctions."""

    first: int
    last: int
    mark: str = ""  # the sign or conjunction that opens it
    fresh: bool = True  # it begins a sentence
    asked: bool = False
    quoted: bool = False


def cut(text: str) -> Words:
    """The words of a line."""
    raw = tuple(_TOKEN.findall(text)[:MOST])
    low = tuple([word.lower() if word.isalpha() and word.isascii() else fold(word) for word in raw])
    at, ended = [], 0
    for word in raw:
        start = text.index(word, ended)
        at.append(start)
        ended = start + len(word)
    return Words(text, raw, low, tuple(at))


def _speaking() -> dict[str, tuple[int, ...]]:
    """For every known word how much it speaks for each language."""
    known = set().union(*(g.usual | g.forms | set(g.own) | set(g.other) for g in LANGUAGES))
    return {
        low: tuple(
            (low in g.usual) + (len(low) > 2 and (low in g.forms or low in g.own or low in g.other))
            for g in LANGUAGES
        )
        for low in known
    }


_SPEAKING = _speaking()
_SILENT = (0,) * len(LANGUAGES)
_LETTERS = tuple(
    frozenset(letters) for letters in ("", "äöüß", "éèêçàœûîô", "ñ¿¡áéíóú", "ãõçáéíóúâê", "èàòìù")
)


def votes(ws: Words) -> tuple[int, ...]:
    """How many words speak for each language."""
    counted = [_SPEAKING[low] for low in ws.low if low in _SPEAKING]
    if not ws.text.isascii():
        letters = set(ws.text.casefold())
        counted.append(tuple([len(letters & typical) for typical in _LETTERS]))
    return tuple(map(sum, zip(*counted, strict=True))) if counted else _SILENT


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
            found = [replace(s, asked=low == "?") for s in found] if low == "?" else found
            yield from found
            found, fresh = [], True
        quoted = low in _OPENING and not quoted if low in _QUOTES else quoted
        first, mark = here + 1, low
    if first < len(ws.low):
        found.append(Segment(first, len(ws.low), mark, fresh, quoted=quoted))
    yield from found


def _cuts(ws: Words, g: Grammar, here: int) -> bool:
    low = ws.low[here]
    if low == ".":
        return _ends_sentence(ws, here)
    if low == ":":
        return ws.low[here - 1] not in {"re", "fw", "ref"} if here else True
    if low in _STRONG or low in _WEAK or (low in "'’‘" and _is_quote(ws, here)):
        return True
    return low in g.join and _opens(ws, g, here + 1)


def _is_quote(ws: Words, here: int) -> bool:
    """Is this apostrophe a quotation mark?"""
    at = ws.at[here]
    return (at == 0 or not ws.text[at - 1].isalnum()) or (
        (at + 1 >= len(ws.text) or not ws.text[at + 1].isalnum()) and "'" in ws.raw[:here]
    )


def _ends_sentence(ws: Words, here: int) -> bool:
    after = ws.at[here] + 1
    if after < len(ws.text) and not ws.text[after].isspace():
        return False
    before = ws.low[here - 1] if here else ""
    if before in TITLES or (len(before) == 1 and before.isalpha()):
        return False
    follows = ws.raw[here + 1] if here + 1 < len(ws.raw) else ""
    if before in SHORTENED and not (follows[:1].isupper() and before in _UNITS):
        return False
    return not (before.isdigit() and (follows[:1].islower() or fold(follows) in DAYS))


_UNITS = DAYS | {"min", "max", "approx"}


def _opens(ws: Words, g: Grammar, here: int) -> bool:
    """Does a clause begin at this word, as after "and"?"""
    here = skip(ws, g, here, len(ws.low))
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


def skip(ws: Words, g: Grammar, here: int, last: int) -> int:
    """The word at which a clause begins, after "and then" and "on Monday"."""
    low = ws.low
    while here < last and (low[here] in g.fill or low[here] in g.hedge or low[here] in _LOOSE):
        here += 1
    day = here
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
    return None


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
    if g.name == "en" and (helps or low in g.base or low == "to" or low[:-1] in g.weak):
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
    if low == "to":
        back = ws.low[here + 1 : here + 3] == ("come", "back")
        return back or (here + 1 < last and ws.low[here + 1] in g.base)
    if low in g.third:
        return here + 1 < last
    if before in g.he and low.endswith("s") and here + 1 < last:
        return ws.low[here + 1] in g.me or ws.low[here + 1] in g.the
    joined = ws.low[here - 2 : here - 1] in (("and",), ("&",))
    return before in g.he or (low not in g.weak and (before.endswith("s") or joined))


def _acts_alone(ws: Words, g: Grammar, here: int) -> bool:
    return here < len(ws.low) and (ws.low[here] in g.third or ws.low[here] in {"'ll", "will"})


def person(ws: Words, g: Grammar, here: int, last: int) -> int:
    """Where the person named at a word ends, or `here` if nobody is."""
    at = here
    while at < last and ws.low[at] in g.the:
        at += 1
    opened = at > here
    end = _name(ws, g, at, last)
    if end > at and not (end == at + 1 and opened and ws.low[at] not in PEOPLE and g.late):
        return end
    if opened and ws.low[at - 1] in PEOPLE:
        return at
    return _common_person(ws, g, at, last) or here


def _name(ws: Words, g: Grammar, at: int, last: int) -> int:
    """Where a name of capitals ends: "Dr. Ana Diaz"."""
    end = at
    while end < last and end < at + 4 and _names(ws, g, end, titled=end > at):
        end += 1
        if end < last and ws.raw[end] == "." and ws.low[end - 1] in TITLES:
            end += 1
    return end


def _common_person(ws: Words, g: Grammar, at: int, last: int) -> int:
    """Where somebody without a name ends: "residents", "tax office", or 0."""
    for here in range(at, min(at + 3, last)):
        low = ws.low[here]
        if low in PEOPLE:
            return _name(ws, g, here + 1, last)
        if low in g.small or not low[0].isalpha():
            return 0
    return 0


def _names(ws: Words, g: Grammar, here: int, *, titled: bool) -> bool:
    raw, low = ws.raw[here], ws.low[here]
    if low in g.no or not (raw[0].isupper() or raw[0] == "@" or low in TITLES):
        return False
    if low in TITLES and here + 1 < len(ws.raw):
        after = here + 2 if ws.raw[here + 1] == "." else here + 1
        return after < len(ws.raw) and ws.raw[after][0].isupper()
    nobody = low in NOBODY and not (low in _PLACES and _is_capital(ws, here + 1))
    if not raw[0].isupper() or nobody or (low in g.small and not titled):
        return raw[0] == "@" and len(raw) > 1
    if g.late and low.endswith(_NOUNS):
        return False
    if raw[:2].isupper() and raw[-1].islower():
        return False
    shouts = raw.isupper() and len(raw) > 1 and (not here or ws.low[here - 1] not in g.to)
    shouts = shouts and low not in PEOPLE
    return not shouts and not any(sign.isdigit() for sign in raw)


def _is_capital(ws: Words, here: int) -> bool:
    return here < len(ws.raw) and ws.raw[here][0].isupper()


_PLACES = words("café cafe bar hotel restaurant studio praxis")
_NOUNS = ("ung", "ungen", "heit", "keit", "tion", "tionen", "schaft", "liste", "karte", "plan")

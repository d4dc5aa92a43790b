"""Promises in a note: what was promised, by whom, to whom, and by when. Pure.

What counts as a promise, and what only looks like one, is the contract of DESIGN section 7.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from calsync import due
from calsync import text
from calsync.model import Attendee
from calsync.model import Clarity
from calsync.model import DateOrder
from calsync.model import Due
from calsync.model import Noted
from calsync.notes_claims import Claim
from calsync.notes_claims import claim
from calsync.notes_claims import continued
from calsync.notes_clauses import LANGUAGES
from calsync.notes_clauses import Segment
from calsync.notes_clauses import Words
from calsync.notes_clauses import cut
from calsync.notes_clauses import person
from calsync.notes_clauses import segments
from calsync.notes_clauses import subject
from calsync.notes_clauses import votes
from calsync.notes_grammar import MINE_LABEL
from calsync.notes_grammar import NOTHING
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import fold
from calsync.notes_lines import Line
from calsync.notes_lines import lines
from calsync.notes_objects import mentioned
from calsync.notes_objects import names_only
from calsync.notes_objects import request
from calsync.notes_objects import whom

MOST = 200  # promises of one note; nobody keeps more
LONGEST = 250  # characters of a promise's words


@dataclass(frozen=True, slots=True)
class _Reading:
    """What stays the same while a note is read."""

    at: datetime
    order: DateOrder
    people: tuple[Attendee, ...]
    mine: frozenset[str]
    votes: tuple[int, ...]  # of the whole note, for its language


@dataclass(frozen=True, slots=True)
class _Met:
    """Whom the lines above were about, and the words last read."""

    name: str = ""
    before: str = ""
    asked: str = ""  # who asked for what stands before


def read(
    note: str,
    *,
    at: datetime,
    order: DateOrder = DateOrder.DMY,
    people: Sequence[Attendee] = (),
    mine: Collection[str] = (),
) -> tuple[Noted, ...]:
    """The promises that a note holds, in its order."""
    found: list[Noted] = []
    known = tuple(lines(text.plain(note)))
    counted = [votes(cut(line.text)) for line in known]
    total = tuple(map(sum, zip(*counted, strict=True))) if counted else ()
    reading = _Reading(at, order, tuple(people), frozenset(map(fold, mine)), total)
    met = _Met()
    for line in known:
        promises, met = _read_line(line, reading, met)
        found.extend(promises)
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _grammar(ws: Words, reading: _Reading) -> Grammar:
    counted = votes(ws)
    scores = [3 * here + there for here, there in zip(counted, reading.votes, strict=True)]
    return LANGUAGES[scores.index(max(scores))]


@dataclass(frozen=True, slots=True)
class _Found:
    """A claim with the words in which its date may stand, and what it refers back to."""

    claim: Claim
    first: int
    before: str = ""
    name: str = ""  # the person a pronoun stands for
    dated: Due | None = None


def _read_line(line: Line, reading: _Reading, met: _Met) -> tuple[list[Noted], _Met]:
    ws = cut(line.body)
    if line.break_ or not ws.low:
        return [], replace(met, before="", asked="")
    g = _grammar(cut(line.text), reading)
    parts = tuple(segments(ws, g))
    dues = tuple(
        d for d in due.find_all(line.body, at=reading.at, order=reading.order) if _is_due(ws, d)
    )
    read_ = _Line(line, ws, g, parts, dues)
    if read_.marked:
        found, met = _marked(read_, reading, met)
    else:
        found, met = _free(read_, met)
    return [noted for one in found if (noted := _noted(read_, reading, one))], met


_SINCE = frozenset(
    ["since", "seit", "desde", "depuis", "dal", "dall'", "dalla", "from", "vom", "von", "du"]
)


def _is_due(ws: Words, found: Due) -> bool:
    """Is this a day to keep, rather than Friday's talk or the time since?"""
    first = next((n for n, at in enumerate(ws.at) if at >= found.start), len(ws.at))
    after = next((n for n, at in enumerate(ws.at) if at >= found.end), len(ws.at))
    here = ws.low[first] if first < len(ws.low) else ""
    before = ws.low[first - 1] if first else ""
    return not (here in _SINCE or before in _SINCE or ws.low[after : after + 1] == ("'s",))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line cut into segments, with the dates in it."""

    line: Line
    ws: Words
    g: Grammar
    parts: tuple[Segment, ...]
    dues: tuple[Due, ...]

    @property
    def marked(self) -> bool:
        """Is it marked, by a marker, a heading or "@me"?"""
        return self.line.marked or self.ws.low[0].startswith("@") or "@me" in self.ws.low

    def words(self, span: tuple[int, int] | None) -> str:
        """The words of a span, without an at-sign before a name."""
        return self.ws.between(*span).lstrip("@") if span else ""

    def dues_in(self, first: int, last: int) -> list[Due]:
        """The dates that begin between two words."""
        if first >= last:
            return []
        start, end = self.ws.at[first], self.ws.end(last)
        return [found for found in self.dues if start <= found.start < end]


def _free(read_: _Line, met: _Met) -> tuple[list[_Found], _Met]:
    """The promises of a line without a marker."""
    found: list[_Found] = []
    label: tuple[int, int] | None = None
    going = False  # is the sentence one that promises already?
    for part in read_.parts:
        if part.fresh:
            label, going = None, False
        one = _claimed(read_, part, found if going else [], label=label)
        if one:
            going = True
            found.append(_placed(read_, part, one, met))
            met = replace(met, name=found[-1].name or met.name)
        elif going:
            found = _extended(read_, found, part)
        else:
            label, met = _noticed(read_, part, met)
    if not found:
        met = replace(met, before=met.before or read_.line.body)
    return found, replace(met, before=read_.line.body)


def _claimed(
    read_: _Line, part: Segment, found: list[_Found], *, label: tuple[int, int] | None
) -> Claim | None:
    ws, g = read_.ws, read_.g
    speaks = label is not None and (
        part.quoted or not g.you.isdisjoint(ws.low[part.first : part.last])
    )
    if part.quoted and not speaks:
        return None
    if found and found[-1].claim.open:
        return None
    if found and not part.fresh and (more := continued(ws, g, part, found[-1].claim)):
        return more
    talks = not speaks and not g.you.isdisjoint(ws.low)
    one = claim(ws, g, part, bare=not (read_.line.step or talks))
    if one and found and not part.fresh and one.back:
        return None
    if one and one.mine and speaks:
        return replace(one, mine=False, who=label, her=False)
    return one


def _placed(read_: _Line, part: Segment, one: Claim, met: _Met) -> _Found:
    """The claim with its person and what it refers to."""
    said_to_you = one.mine and not read_.g.you.isdisjoint(read_.ws.low[one.first : one.last])
    name = read_.words(one.who) or (met.name if one.her or said_to_you else "")
    before = ""
    if one.hollow and not one.back:
        one = replace(one, first=_topic(read_, part, one))
    if one.back:
        earlier = read_.ws.between(read_.parts[0].first, part.first).strip()
        before = earlier or met.before
        name = name or met.asked or met.name
    return _Found(one, part.first, before, name)


def _topic(read_: _Line, part: Segment, one: Claim) -> int:
    """Where the words begin that say what a verb without object is about."""
    if part.mark in _ARROWS:
        return read_.parts[0].first
    if part.fresh or part.mark in read_.g.join:
        return one.first
    return max(each.first for each in read_.parts if each.fresh and each.first <= part.first)


_ARROWS = frozenset({"->", "=>", "-->", "→", "⇒"})


def _extended(read_: _Line, found: list[_Found], part: Segment) -> list[_Found]:
    """The last claim made longer by a segment that is no clause of its own."""
    last = found[-1]
    dated = read_.dues_in(part.first, part.last)
    if dated and read_.ws.low[part.first] in _BOTH:
        return [replace(one, dated=one.dated or dated[0]) for one in found]
    first = part.first if last.claim.open else last.claim.first
    grown = replace(last.claim, first=first, last=part.last, open=False)
    if grown.who is None and not grown.her:
        grown = replace(grown, who=whom(read_.ws, read_.g, part.first, part.last)[0])
    return [*found[:-1], replace(last, claim=grown, name=last.name or read_.words(grown.who))]


_BOTH = frozenset(["both", "beide", "ambos", "ambas", "entrambi", "entrambe"])


def _noticed(read_: _Line, part: Segment, met: _Met) -> tuple[tuple[int, int] | None, _Met]:
    who = mentioned(read_.ws, read_.g, part)
    asks = request(read_.ws, read_.g, part)
    name = (read_.words(asks.who) if asks else read_.words(who)) or met.name
    asked = (read_.words(asks.who) or met.name) if asks else met.asked
    return who, replace(met, name=name, asked=asked)


def _marked(read_: _Line, reading: _Reading, met: _Met) -> tuple[list[_Found], _Met]:
    """The promises of a marked line."""
    ws, g, parts = read_.ws, read_.g, list(read_.parts)
    if all(low in NOTHING or not low[0].isalnum() for low in ws.low):
        return [], met
    if not read_.line.marked and any(part.asked for part in parts):
        return [], met
    if pairs := _pairs(read_):
        return pairs, met
    owner, first = _owner(read_, reading)
    found: list[_Found] = []
    claimed = first > 0
    for part in parts:
        if part.last <= first:
            continue
        part = replace(part, first=max(part.first, first))
        one = claim(ws, g, part) if part.first < part.last else None
        if not found:
            one = one or _item(ws, g, part)
            found.append(_placed(read_, part, one, met))
        elif one and not one.back and part.mark != ":":
            found.append(_placed(read_, part, one, met))
        else:
            found = _extended(read_, found, part)
    if read_.line.word.startswith("ai") and not (owner or claimed or read_.dues):
        return [], met
    if owner and fold(owner) not in MINE_LABEL:
        found = [replace(one, claim=replace(one.claim, mine=False), name=owner) for one in found]
    return found, met


def _item(ws: Words, g: Grammar, part: Segment) -> Claim:
    """What a marked item promises though it is no sentence that does."""
    who = subject(ws, g, part.first, part.last)
    if who.kind == "name":
        return Claim(who.after, part.last, mine=False, who=who.who)
    return Claim(part.first, part.last, who=whom(ws, g, part.first, part.last)[0])


def _pairs(read_: _Line) -> list[_Found]:
    """The promises of "Follow ups: Ana (price list), Ben (intro)"."""
    found: list[_Found] = []
    for named, thing in pairwise(read_.parts):
        who = names_only(read_.ws, read_.g, named)
        if who and thing.mark == "(" and read_.ws.low[thing.first] not in NOTHING:
            claimed = Claim(thing.first, thing.last, who=who)
            found.append(_Found(claimed, thing.first, name=read_.words(who)))
    first = read_.parts[0]
    return found if names_only(read_.ws, read_.g, first) and len(found) > 1 else []


def _owner(read_: _Line, reading: _Reading) -> tuple[str, int]:
    """Whose the marked item is, and the word after that name."""
    ws, g = read_.ws, read_.g
    label = read_.line.owner.strip("@ ")
    if label and (fold(label) in MINE_LABEL or label[0].isupper()):
        return ("" if _is_mine(label, reading) else label), 0
    end = person(ws, g, 0, len(ws.low))
    if ws.low[0].lstrip("@") in MINE_LABEL:
        end = 1
    if not end:
        return "", 0
    follows = ws.low[end] if end < len(ws.low) else ""
    if ws.raw[0][0].islower() and ws.low[0] not in MINE_LABEL:
        return "", 0
    if follows in (":", "-", "–", "—", "->", "→", "=>", ",") or ws.raw[0][0] == "@":
        name = read_.words((0, end))
        at = end + 1 if not follows[:1].isalnum() else end
        return ("" if _is_mine(name, reading) else name), at
    return "", 0


def _is_mine(name: str, reading: _Reading) -> bool:
    return fold(name) in MINE_LABEL or fold(name) in reading.mine


def _noted(read_: _Line, reading: _Reading, found: _Found) -> Noted | None:
    one = found.claim
    dated = read_.dues_in(found.first, one.last)
    when = found.dated or (dated[0] if dated else None)
    if when is None and found.before:
        when = due.find(found.before, at=reading.at, order=reading.order)
    words = _words(read_, one, found.before)
    if not words:
        return None
    clarity = one.clarity
    if one.wants_date and not (when or (one.mine and read_.dues)):
        clarity = Clarity.MAYBE
    name, email = _who(found.name, reading)
    return Noted(
        text=words,
        person=name,
        email=email,
        due=when.date if when else None,
        due_time=when.time if when else None,
        mine=one.mine,
        clarity=Clarity.MARKED if read_.marked else clarity,
        done=read_.line.done,
        line=read_.line.text,
    )


def _words(read_: _Line, one: Claim, before: str) -> str:
    """The promise's words without its date."""
    if one.first >= one.last:
        return before[:LONGEST]
    start, end = read_.ws.at[one.first], read_.ws.end(one.last)
    kept, at = [], start
    for found in read_.dues_in(one.first, one.last):
        kept.append(read_.ws.text[at : found.start])
        at = min(found.end, end)
    kept.append(read_.ws.text[at:end])
    words = " ".join(" ".join(kept).split()).strip(" ,;:.!–—-(")
    if before:
        words = f"{' '.join(before.split())}: {words}"
    return words[:LONGEST]


def _who(name: str, reading: _Reading) -> tuple[str, str]:
    """The person's full name and address where exactly one guest fits."""
    asked = set(fold(name).split())
    if not asked:
        return "", ""
    fits = [
        guest
        for guest in reading.people
        if asked <= set(fold(guest.name or guest.email.partition("@")[0].replace(".", " ")).split())
    ]
    if len(fits) != 1:
        return name, ""
    return fits[0].name or name, fits[0].email

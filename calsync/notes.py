"""Promises in a note: what was promised, by whom, to whom, and by when. Pure.

What counts as a promise, and what only looks like one, is told by the tables of the tests.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from itertools import islice

from calsync import due
from calsync import text
from calsync.model import Attendee
from calsync.model import Clarity
from calsync.model import DateOrder
from calsync.model import Due
from calsync.model import Noted
from calsync.notes_clauses import cue_at
from calsync.notes_clauses import segments
from calsync.notes_grammar import THINGS
from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import fold
from calsync.notes_lines import Line
from calsync.notes_lines import is_boilerplate
from calsync.notes_lines import is_notice
from calsync.notes_lines import lines
from calsync.notes_marked import promised
from calsync.notes_shares import style
from calsync.notes_spoken import Found
from calsync.notes_spoken import Met
from calsync.notes_spoken import Spoken
from calsync.notes_verbs import LIGHT
from calsync.notes_verbs import Claim
from calsync.notes_wording import wording
from calsync.notes_words import LANGUAGES
from calsync.notes_words import Words
from calsync.notes_words import cut
from calsync.notes_words import votes

MOST = 200  # promises of one note; nobody keeps more
_SINCE = frozenset(
    {"since", "seit", "desde", "depuis", "dal", "dall'", "dalla", "from", "vom", "von"}
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What stays the same while a note is read."""

    at: datetime
    order: DateOrder
    people: tuple[Attendee, ...]


def read(
    note: str,
    *,
    at: datetime,
    order: DateOrder = DateOrder.DMY,
    people: Sequence[Attendee] = (),
    mine: Collection[str] = (),
) -> tuple[Noted, ...]:
    """The promises that a note holds, in its order.

    `at` is when it was written, in the user's zone; `people` are those who may be meant, `mine`
    the user's own names. What is `MAYBE` is for a question in review, not to act on.
    """
    reading = _Reading(at, order, tuple(people))
    return tuple(islice(_read(note, reading, frozenset(map(fold, mine))), MOST))


def _read(note: str, reading: _Reading, mine: frozenset[str]) -> Iterator[Noted]:
    known = [(line, cut(line.text)) for line in lines(text.plain(note))]
    counted = [votes(ws) for _, ws in known]
    whole = _outweighing([sum(column) for column in zip(*counted, strict=True)])
    met = Met()
    shared = _sharing(known)
    minutes = bool(known) and bool(_MINUTES.match(known[0][0].text))
    for (line, ws), here, beside in zip(known, counted, shared, strict=True):
        if line.break_ or not line.body:
            met = Met(met.name)
            continue
        body = ws if line.body == line.text else cut(line.body)
        g = _grammar(here, whole)
        spoken = Spoken(line, body, g, tuple(segments(body, g)), mine, beside)
        found, after = promised(spoken, met) if spoken.parts else ([], met)
        title = line is known[0][0] and len(known) > 2 and _TITLE.fullmatch(line.text)
        notice = found and is_notice(line) and not _says_i(spoken)
        if not (found and (title or notice or is_boilerplate(line))):
            met = after
            if minutes and line is not known[0][0]:
                found = [one for one in found if not _of_others(spoken, one)]
            yield from _noted(spoken, reading, found)


def _says_i(spoken: Spoken) -> bool:
    """Does the writer speak of what he does himself?"""
    g = spoken.g
    own = g.i | g.we | g.me | (g.first - g.third - g.base)
    cues = (cue_at(spoken.ws, g.own, at) for at in range(len(spoken.ws.low)))
    return not own.isdisjoint(spoken.ws.low) or any(cue and cue[0] in _OWN for cue in cues)


_OWN = frozenset({Cue.WILL, Cue.NEED, Cue.VOW, Cue.OWE, Cue.TOLD})


def _sharing(known: Sequence[tuple[Line, Words]]) -> Iterator[str]:
    """For every line, how it or one beside it notes the writer's share: "me: the flyers"."""
    styles = [style(ws) for _, ws in known]
    if not any(styles):
        yield from styles
        return
    for gap, block in groupby(range(len(known)), key=lambda at: known[at][0].break_):
        rows = list(block)
        beside = [] if gap or len(rows) < 2 else [styles[at] for at in rows]
        yield from [next(filter(None, beside), "")] * len(rows)


_MINUTES = re.compile(
    r"(?i)(?:meeting )?(?:minutes|protokoll|acta|compte[- ]rendu|ata|verbale)\b|"
    r"(?:present|attendees|anwesend|asistentes|présents|presentes|presenti) ?:"
)


# "Call Ida" above what she said is no task.
_TITLE = re.compile(r"(?:Call|Lunch|Meeting|Interview) [^\W\d]\w+(?: [^\W\d]\w+)?(?: \([^()]+\))?")


def _of_others(spoken: Spoken, found: Found) -> bool:
    """Does it concern only others, as in the minutes of a meeting?"""
    said = spoken.ws.low[found.claim.first : found.claim.last]
    return not (spoken.marked or found.claim.mine) and spoken.g.me.isdisjoint(said)


def _outweighing(whole: Sequence[int]) -> tuple[float, ...]:
    """What the note's words say of a line's language; a long note outweighs no line."""
    most = max(whole, default=0) or 1
    return tuple(2 * note / most for note in whole)


def _grammar(here: Sequence[int], whole: Sequence[float]) -> Grammar:
    """The language of a line, in doubt that of the note, in doubt English."""
    scores = [3 * line + note for line, note in zip(here, whole, strict=True)]
    return LANGUAGES[scores.index(max(scores))]


def _noted(spoken: Spoken, reading: _Reading, found: Sequence[Found]) -> Iterator[Noted]:
    """The promises found in a line, with their dates."""
    if not found:
        return
    dues = _dues(spoken.ws, reading)
    for one in found:
        within = _within(spoken.ws, dues, one.first, one.claim.last)
        words = wording(spoken, one, _within(spoken.ws, dues, one.claim.first, one.claim.last))
        when = next(iter(within), None)
        if one.both:
            when = when or next(iter(_within(spoken.ws, dues, *one.both)), None)
        if when is None and one.before:
            when = next(iter(due.find_all(one.before, at=reading.at, order=reading.order)), None)
        if not words or (spoken.line.word.startswith("ai") and not (one.named or dues)):
            continue
        name, email = _person(one.name, reading.people)
        yield Noted(
            text=words,
            person=name,
            email=email,
            due=when.date if when else None,
            due_time=when.time if when else None,
            mine=one.claim.mine,
            clarity=_clarity(
                spoken,
                one.claim,
                dated=bool(when) or _dated(spoken, one, dues) or _returned(spoken, one, found),
            ),
            done=spoken.line.done,
            line=spoken.line.text,
        )


def _clarity(spoken: Spoken, one: Claim, *, dated: bool) -> Clarity:
    if spoken.marked:
        return Clarity.MARKED
    said = spoken.ws.low[one.first : one.last]
    dated = dated or (spoken.line.arrow and not THINGS.isdisjoint(said))
    return Clarity.MAYBE if one.wants_date and not dated else one.clarity


def _dated(spoken: Spoken, found: Found, dues: Sequence[Due]) -> bool:
    """Does a day stand in the same sentence as a promise of the user's own?"""
    g, said = spoken.g, spoken.ws.low[found.first : found.claim.first]
    if not found.claim.mine or not any(low in g.i or low in g.we for low in said):
        return False
    return bool(_within(spoken.ws, dues, *_sentence(spoken, found)))


def _sentence(spoken: Spoken, found: Found) -> tuple[int, int]:
    """The words of the sentence in which a promise stands."""
    starts = [part.first for part in spoken.parts if part.fresh]
    first = max((start for start in starts if start <= found.first), default=0)
    last = min((start for start in starts if start > found.first), default=len(spoken.ws.low))
    return first, last


def _returned(spoken: Spoken, one: Found, found: Sequence[Found]) -> bool:
    """Does each do something for the other: "I cook, Ben buys the wine"?"""
    first, last = _sentence(spoken, one)
    if one.claim.mine:
        said = spoken.ws.low[one.claim.first : one.claim.last]
        known = any(low in spoken.g.the or low in THINGS for low in said)
        done = known and said[0] not in LIGHT
        theirs = any(
            not other.claim.mine
            and (done or (known if other.claim.wants_date else first <= other.first < last))
            for other in found
        )
        return theirs and _is_subject(spoken, one)
    return any(
        other.claim.mine and (first <= other.first < last or _is_subject(spoken, other))
        for other in found
    )


def _is_subject(spoken: Spoken, found: Found) -> bool:
    """Does the writer say I?"""
    said = spoken.ws.low[found.first : found.claim.first + 1]
    return not spoken.g.i.isdisjoint(said)


def _dues(ws: Words, reading: _Reading) -> tuple[Due, ...]:
    """The days to keep, not those of Friday's talk or since when something is so."""
    found = due.find_all(ws.text, at=reading.at, order=reading.order)
    return tuple(one for one in found if _is_due(ws, one))


def _is_due(ws: Words, found: Due) -> bool:
    first = sum(at < found.start for at in ws.at)
    after = sum(at < found.end for at in ws.at)
    near = ws.low[max(first - 1, 0) : first + 1]
    if ws.low[first : first + 2] == ("for", "the"):
        return False
    return _SINCE.isdisjoint(near) and ws.low[after : after + 1] != ("'s",)


def _within(ws: Words, dues: Sequence[Due], first: int, last: int) -> tuple[Due, ...]:
    """The dates that begin between two words."""
    if first >= last:
        return ()
    start, end = ws.at[first], ws.end(last)
    return tuple(found for found in dues if start <= found.start < end)


def _person(name: str, people: Sequence[Attendee]) -> tuple[str, str]:
    """The full name and address where exactly one guest fits the name, else the name."""
    asked = set(fold(name).split()) if people else set()
    fits = [guest for guest in people if asked and asked <= _names(guest)]
    if len(fits) != 1:
        return name, ""
    return fits[0].name or name, fits[0].email


def _names(guest: Attendee) -> set[str]:
    return set(fold(guest.name or guest.email.partition("@")[0].replace(".", " ")).split())

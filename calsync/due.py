"""Reads due dates out of what people type, in six languages at once. Pure.

Words are looked up once (`due_lexing`), rules fold neighbours together (`due_folding`,
`due_rules`), and here the dates that say when something is due are told from the others. What is
unsure is no date: a wrong day is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from typing import NamedTuple

from calsync import due_folding
from calsync import due_joints
from calsync import due_lexing
from calsync.due_days import Now
from calsync.due_days import Span
from calsync.due_folding import Match
from calsync.due_lexicon import CLAUSE_END
from calsync.due_lexicon import CLAUSE_END_CAPITAL
from calsync.due_lexicon import NUMBER
from calsync.due_lexicon import PERIOD
from calsync.due_lexicon import SURE
from calsync.due_lexicon import WHOLE
from calsync.due_lexicon import Item
from calsync.due_lexicon import Reading
from calsync.model import DateOrder
from calsync.model import Due

ROLES = due_folding.tree(due_joints.ROLES)
NEVER = frozenset({"SINCE", "FROM", "EVERY", "POSS", "THE", "NOT"})
DEADLINE = frozenset({"BY", "BEFORE", "LATEST"})
BEFORE_PERIODS = frozenset({"IN", "INMONTH", "BY", "BEFORE", "AFTER", "LATEST"})
BEFORE_DAYS = frozenset({"ON", "STARTING", "BY", "BEFORE", "AFTER", "FOR", "LATEST"})
SIGHT = 8  # words before a date among which a verb says that it is past
YEARS_AHEAD = 10
CLAUSE_SIGNS = frozenset(",;.!?")
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


class Found(NamedTuple):
    """A date phrase: what it means, where it stands, and the kinds of words that brought it in."""

    span: Span
    start: int
    end: int
    kinds: frozenset[str]


def find(text: str, *, at: datetime, order: DateOrder = DateOrder.DMY) -> Due | None:
    """The due date a promise line means, or nothing where it names none or is unsure.

    A deadline (by, until, before) wins over other dates, what opens the line over the date of
    the thing itself that may follow, else the later words over the earlier. A day that is past
    is found where it is all that the text says.
    """
    now = Now(at, order)
    phrases = _phrases(text, now)
    found = [one for one in phrases if _sane(one, now)] or _alone(phrases, text, now)
    deadlines = [one for one in found if not DEADLINE.isdisjoint(one.kinds)]
    return _due(_chosen(deadlines or found, text)) if found else None


def _alone(phrases: Sequence[Found], text: str, now: Now) -> list[Found]:
    """The one phrase there is, if it is past or of a year that is named."""
    if len(phrases) != 1:
        return []
    span, start, end, _ = phrases[0]
    said = (span.due <= now.today or span.year_named) and not span.vague
    return list(phrases) if said and not any(map(str.isalnum, text[:start] + text[end:])) else []


def _chosen(found: Sequence[Found], text: str) -> Found:
    first, last = found[0], found[-1]
    opens = not any(sign.isalnum() for sign in text[: first.start])
    clause = not any(sign in CLAUSE_SIGNS for sign in text[first.end + 1 : last.start])
    said = not first.span.again or first.kinds & BEFORE_DAYS or text[first.end :][:1] == ":"
    return first if opens and clause and said else last


def find_all(text: str, *, at: datetime, order: DateOrder = DateOrder.DMY) -> tuple[Due, ...]:
    """Every date phrase that may say when something is due, from left to right.

    `start` and `end` take in the preposition (by, before, until, on).
    """
    now = Now(at, order)
    return tuple(_due(found) for found in _phrases(text, now) if _sane(found, now))


def in_words(day: date, *, today: date) -> str:
    """A due day as people say it: Fri 27 Nov, in 4 days."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
    month = day.month * 3 - 3
    year = "" if day.year == today.year else f" {day.year}"
    distance = _distance((day - today).days)
    return f"{weekday} {day.day} {MONTHS[month : month + 3]}{year}, {distance}"


def _distance(days: int) -> str:
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    return near or (f"in {days} days" if days > 0 else f"{-days} days ago")


def _due(found: Found) -> Due:
    return Due(found.span.due, found.span.clock, found.start, found.end)


def _sane(found: Found, now: Now) -> bool:
    """Is it about the future, and within reach? Only a named year may be the last one."""
    span, today = found.span, now.today
    if span.past or span.vague:
        return False
    earliest = date(max(today.year - 1, 1), 1, 1) if span.year_named else today
    return earliest <= span.due and span.due.year <= today.year + YEARS_AHEAD


def _phrases(text: str, now: Now) -> list[Found]:
    if not due_lexing.telling(text):
        return []
    return list(_found_in(due_folding.folded(due_lexing.items(text, now), text, now), text, now))


def _found_in(items: list[Item], text: str, now: Now) -> Iterator[Found]:
    starts = ROLES.further.keys()
    index = 0
    while index < len(items):
        stop = index + 1
        readable = items[index].readings and not items[index].sign
        if readable and not starts.isdisjoint(items[index].readings):
            for match in due_folding.matches(ROLES, items, index):
                if not _accepted(match, items, index, text):
                    continue
                stop = match.stop
                found = _found(match, items, index, now)
                if found:
                    yield found
                break
        index = stop


def _found(match: Match, items: list[Item], index: int, now: Now) -> Found | None:
    """The phrase, unless its words say that nothing is due then."""
    kinds = match.kinds
    first, last = items[index], items[match.stop - 1]
    never = kinds & NEVER and not (_leaves(match, first) and _covers(items, index, match.stop))
    span = None if never else due_folding.meant(match, now)
    if span is None:
        return None
    if first.lead.keys() & {"BY", "BEFORE", "ATBY"}:
        kinds |= {"BY"}
    if span.again and not kinds & DEADLINE and _did(items, index, match.stop):
        return None
    return Found(span, first.start, last.end, kinds)


def _leaves(match: Match, first: Item) -> bool:
    """Does it say from when, if there is nothing else that it could belong to ("from sept 8")?"""
    return not match.kinds & (NEVER - {"FROM"}) and "LEAVING" in first.lead


def _did(items: Sequence[Item], start: int, stop: int) -> bool:
    """Does a verb nearby say that it was then ("we met on Monday")?"""
    for item in reversed(items[max(0, start - SIGHT) : start]):
        if item.sign or "WILL" in item.readings:
            break
        if "DID" in item.readings:
            return True
    following = items[stop : stop + SIGHT]
    if any("DONE" in item.readings for item in following):
        return True
    first = not start or items[start - 1].sign
    return first and any("DID" in item.readings for item in following[:3])


def _accepted(match: Match, items: list[Item], index: int, text: str) -> bool:
    """Is there enough about it to take it for a date?"""
    if not due_folding.may_follow(match, items, text):
        return False
    when = next((reading for kind, reading in match.taken if kind == "WHEN"), None)
    if when and _foreign(match, when):
        return False
    if when is None or when.level == SURE or _covers(items, index, match.stop):
        return True
    if when.level != WHOLE and (_company(match, when) or _heads(match, when, items, text)):
        return True
    if when.level < CLAUSE_END_CAPITAL or not due_folding.clause_ends(items, match.stop):
        return False
    last = items[match.stop - 1]
    return when.level == CLAUSE_END or text[last.start : last.end].istitle()


def _heads(match: Match, when: Reading, items: list[Item], text: str) -> bool:
    """Does it head the line ("Weekend: mow the lawn"), or stand alone ("the crate, weekend")?"""
    weekend, before = when.value.grain == "weekend", items[: match.start]
    if all(item.sign for item in before):
        enough = weekend or when.level >= NUMBER
        return enough and text[items[match.stop - 1].end :].lstrip()[:1] == ":"
    alone = before[-1].sign and all(item.sign for item in items[match.stop : match.stop + 1])
    return alone and (weekend or when.level >= CLAUSE_END_CAPITAL)


def _foreign(match: Match, when: Reading) -> bool:
    """Is the "of" before it of another language (the Italian "I give" before a day)?"""
    languages = next((reading.languages for kind, reading in match.taken if kind == "FROM"), 0)
    return bool(languages and when.languages and not languages & when.languages)


def _company(match: Match, when: Reading) -> bool:
    """Does a preposition of its language stand by it?"""
    wanted = BEFORE_PERIODS if when.level == PERIOD else BEFORE_DAYS
    if when.value.grain == "weekend":
        wanted |= BEFORE_PERIODS
    return any(
        kind in wanted and (not when.languages or bool(reading.languages & when.languages))
        for kind, reading in match.taken
    )


def _covers(items: list[Item], index: int, stop: int) -> bool:
    """Is it all there is, but for signs?"""
    return all(item.sign for item in (*items[:index], *items[stop:]))

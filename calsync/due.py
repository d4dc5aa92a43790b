"""Reads due dates out of what people type, in six languages at once. Pure.

Words are looked up once, then the rules of `due_rules` fold neighbours together stage by stage,
the longest first: linear in the text. What is unsure is no date: a wrong day is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from typing import Any
from typing import NamedTuple

from calsync import due_lexing
from calsync import due_rules
from calsync.due_days import Clock
from calsync.due_days import Length
from calsync.due_days import Now
from calsync.due_days import Span
from calsync.due_lexing import SURE
from calsync.due_lexing import Item
from calsync.due_lexing import Reading
from calsync.due_lexing import Readings
from calsync.due_meanings import Nth
from calsync.due_rules import Rule
from calsync.model import DateOrder
from calsync.model import Due

NUMERIC = frozenset({"N", "D", "NTH", "NTHD", "YEAR", "SPAN", "CLOCK"})
NEVER = frozenset({"SINCE", "FROM", "EVERY", "POSS"})
DEADLINE = frozenset({"BY", "BEFORE", "LATEST"})
BEFORE_PERIOD = frozenset({"IN", "BY", "BEFORE", "AFTER", "LATEST"})
BEFORE_DAY = BEFORE_PERIOD | {"ON", "FOR"}
WHOLE = -1
PERIOD = -2


@dataclass(slots=True)
class Node:
    """A step in the tree of patterns."""

    further: dict[str, Node] = field(default_factory=dict)
    rules: list[tuple[Rule, tuple[str, ...]]] = field(default_factory=list)


class Match(NamedTuple):
    """A rule that fits: where it stops, and the kinds and readings it took."""

    stop: int
    rule: Rule
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    readings: tuple[Reading, ...]


def _spelled_out(pattern: str) -> Iterator[tuple[str, ...]]:
    """A pattern without `?` and `~`: each way to write it."""
    ways: list[tuple[str, ...]] = [()]
    for part in pattern.split():
        if part == "~":
            options: tuple[tuple[str, ...], ...] = ((), ("fill",), ("fill", "fill"))
        elif part.endswith("?"):
            options = ((), (part[:-1],))
        else:
            options = ((part,),)
        ways = [way + option for way in ways for option in options]
    return iter(ways)


def _tree(rules: Sequence[Rule]) -> Node:
    root = Node()
    for rule in rules:
        for way in _spelled_out(rule.pattern):
            node, names = root, []
            for part in way:
                kind, _, name = part.partition(":")
                node = node.further.setdefault(kind.upper(), Node())
                names.append((name or kind.lower()) if kind.isupper() else "")
            node.rules.append((rule, tuple(names)))
    return root


STAGES = tuple(_tree(stage) for stage in due_rules.STAGES)
ROLES = _tree(due_rules.ROLES)


def _matches(root: Node, items: Sequence[Item], index: int) -> list[Match]:
    """Every rule that fits here, the longest first."""
    found: list[Match] = []
    todo: list[tuple[Node, int, tuple[str, ...], tuple[Reading, ...]]] = [(root, index, (), ())]
    while todo:
        node, at, kinds, readings = todo.pop()
        found += [Match(at, rule, names, kinds, readings) for rule, names in node.rules]
        if at < len(items) and node.further:
            for kind, reading in items[at].readings.items():
                step = node.further.get(kind)
                if step:
                    todo.append((step, at + 1, (*kinds, kind), (*readings, reading)))
    found.sort(key=lambda match: -match.stop)
    return found


def _meant(match: Match, now: Now) -> Any:
    values = {
        name: reading.value
        for name, reading in zip(match.names, match.readings, strict=True)
        if name
    }
    try:
        return match.rule.means(now, **values)
    except (ValueError, OverflowError):
        return None


def _fold(root: Node, items: list[Item], text: str, now: Now) -> list[Item]:
    """One stage: from left to right, what the longest rule makes of neighbours."""
    folded: list[Item] = []
    index = 0
    while index < len(items):
        item = items[index]
        stop = index + 1
        if not root.further.keys().isdisjoint(item.readings):
            stop, readings = _best(_matches(root, items, index), items, text, now)
            if stop > index:
                both = item.readings if stop == index + 1 else {}
                item = Item(
                    item.start,
                    items[stop - 1].end,
                    {**both, **readings},
                    item.lead or item.readings,
                )
        folded.append(item)
        index = max(stop, index + 1)
    return folded


def _best(
    matches: list[Match], items: Sequence[Item], text: str, now: Now
) -> tuple[int, dict[str, Reading]]:
    """Where the longest rules that make sense stop, and all they mean."""
    stop, readings = 0, {}
    for match in matches:
        if match.stop < stop:
            break
        if not _may_follow(match, items, text):
            continue
        value = _meant(match, now)
        if value is None:
            continue
        stop = match.stop
        level, languages = _certainty(match)
        for kind in _kinds(value):
            readings.setdefault(kind, Reading(value, languages, level))
    return stop, readings


def _kinds(value: Any) -> tuple[str, ...]:
    if isinstance(value, Span):
        return ("DAY" if value.grain == "day" else "PERIOD", "WHEN")
    if isinstance(value, Clock):
        return ("CLOCK",)
    if isinstance(value, Length):
        return ("LENGTH",)
    return ("NTH",) if isinstance(value, Nth) else ("N",)


def _certainty(match: Match) -> tuple[int, int]:
    """How sure the result is alone, and in which languages it may find company."""
    weak = [reading for reading in match.readings if reading.level < SURE]
    if not weak:
        languages = 0
        for reading in match.readings:
            languages |= reading.languages
        return match.rule.level, languages
    level = min(reading.level for reading in weak)
    languages = 0
    for reading in weak:
        languages |= reading.languages
    pairs = list(zip(match.kinds, match.readings, strict=True))
    if any(_strengthens(kind, reading, languages) for kind, reading in pairs):
        level = SURE
    elif level > 0 and any(kind in NUMERIC for kind in match.kinds):
        level = SURE
    return min(level, match.rule.level), languages


def _strengthens(kind: str, reading: Reading, languages: int) -> bool:
    if reading.level < SURE or kind in NUMERIC:
        return False
    if not languages:
        return kind != "FILL"
    return bool(reading.languages & languages)


def _may_follow(match: Match, items: Sequence[Item], text: str) -> bool:
    if match.rule.after == "clause":
        return _clause_ends(items, match.stop)
    if match.rule.after == "lower" and match.stop < len(items):
        return not text[items[match.stop].start].isupper()
    return True


def _clause_ends(items: Sequence[Item], index: int) -> bool:
    """Does the clause end here, or go on with a word we know?"""
    return index >= len(items) or items[index].sign or bool(items[index].readings)


class Found(NamedTuple):
    """A date phrase: what it means and which words brought it in."""

    span: Span
    start: int
    end: int
    kinds: frozenset[str]


def _roles(items: list[Item], text: str, now: Now) -> Iterator[Found]:
    index = 0
    while index < len(items):
        stop = index + 1
        if not ROLES.further.keys().isdisjoint(items[index].readings):
            for match in _matches(ROLES, items, index):
                found = _found(match, items, index, text, now)
                if found:
                    yield found
                    stop = match.stop
                    break
        index = stop


def _found(match: Match, items: list[Item], index: int, text: str, now: Now) -> Found | None:
    when = next(
        reading for kind, reading in zip(match.kinds, match.readings, strict=True) if kind == "WHEN"
    )
    if not _accepted(match, when, items, index, text):
        return None
    span = _meant(match, now)
    if span is None:
        return None
    first, last = items[index], items[match.stop - 1]
    lead = first.lead or first.readings
    kinds = frozenset(match.kinds) | ({"BY"} if "BY" in lead or "BEFORE" in lead else set())
    return Found(span, first.start, last.end, kinds)


def _accepted(match: Match, when: Reading, items: list[Item], index: int, text: str) -> bool:
    """Is there enough about it to take it for a date?"""
    if when.level == SURE or _covers(items, index, match.stop):
        return True
    wanted = BEFORE_PERIOD if when.level == PERIOD else BEFORE_DAY
    if when.level != WHOLE and any(
        kind in wanted and (not when.languages or reading.languages & when.languages)
        for kind, reading in zip(match.kinds, match.readings, strict=True)
    ):
        return True
    if when.level < 2 or not _clause_ends(items, match.stop):
        return False
    return when.level == 3 or text[items[match.stop - 1].start].isupper()


def _covers(items: list[Item], index: int, stop: int) -> bool:
    return all(item.sign for item in items[:index]) and all(item.sign for item in items[stop:])


def find_all(text: str, *, at: datetime, order: DateOrder = DateOrder.DMY) -> tuple[Due, ...]:
    """Every date phrase that may say when something is due, from left to right."""
    return tuple(_due(found) for found in _all(text, Now(at, order)))


def _all(text: str, now: Now) -> list[Found]:
    items = due_lexing.items(text, now)
    for stage in STAGES:
        items = _fold(stage, items, text, now)
    return [found for found in _roles(items, text, now) if _sane(found, now)]


def _sane(found: Found, now: Now) -> bool:
    span, today = found.span, now.today
    if not NEVER.isdisjoint(found.kinds):
        return False
    earliest = date(max(today.year - 1, 1), 1, 1) if span.year_named else today
    return earliest <= span.due and span.due.year <= today.year + 10


def _due(found: Found) -> Due:
    return Due(found.span.due, found.span.clock, found.start, found.end)


def find(text: str, *, at: datetime, order: DateOrder = DateOrder.DMY) -> Due | None:
    """The due date a promise line means, or nothing where it is unsure or says none."""
    found = _all(text, Now(at, order))
    if not found:
        return None
    deadlines = [one for one in found if not DEADLINE.isdisjoint(one.kinds)]
    return _due((deadlines or found)[-1])


def in_words(day: date, *, today: date) -> str:
    """A due day for people: Fri 27 Nov, in 4 days."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
    month = ("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[day.month - 1]
    year = "" if day.year == today.year else f" {day.year}"
    return f"{weekday} {day.day} {month}{year}, {_distance((day - today).days)}"


def _distance(number: int) -> str:
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(number)
    if near:
        return near
    return f"in {number} days" if number > 0 else f"{-number} days ago"

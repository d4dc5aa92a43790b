"""Folds neighbouring words into dates by the rules of `due_rules`, the longest first. Pure.

Rules are kept as a tree of kinds, so that a stage costs a step or two a word: linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import NamedTuple

from calsync import due_joints
from calsync import due_ranges as ranges
from calsync.due_days import Clock
from calsync.due_days import Length
from calsync.due_days import Now
from calsync.due_days import Nth
from calsync.due_days import Span
from calsync.due_lexicon import NOTHING
from calsync.due_lexicon import NUMBER
from calsync.due_lexicon import PERIOD
from calsync.due_lexicon import SURE
from calsync.due_lexicon import TELLING_KINDS
from calsync.due_lexicon import WHOLE
from calsync.due_lexicon import Item
from calsync.due_lexicon import Reading
from calsync.due_rules import Rule

NUMERIC = frozenset({"N", "D", "NTH", "NTHD", "YEAR", "SPAN", "CLOCK", "DOTCLOCK", "PAIR"})
WRITTEN = frozenset({"DAY", "PERIOD", "WHEN", "LENGTH", "QUARTER", "HALFYEAR", "WEEKNUMBER"})
BEARING = TELLING_KINDS | NUMERIC | WRITTEN | {"ANDAHALF", "DAYYEAR", "HOURMIN", "PM", "FEIRANTH"}
DATES = frozenset({"DAY", "PERIOD", "WHEN"})
AGREEING = frozenset(
    {
        "ART",
        "AT",
        "ATH",
        "ATBY",
        "INDEF",
        "N",
        "NTH",
        "PART",
        "NEXT",
        "THIS",
        "LAST",
        "UNIT",
        "MONTH",
    }
)
AGREEING_SHORT = AGREEING | DATES | {"WEEKDAY"}
COUNTED = frozenset({"UNIT", "WEEKDAY", "WEEKDAYS", "LENGTH", "NTH", "N", "OF"})
WHOLES = frozenset({"UNIT", "MONTH", "PERIOD", "NEXT", "THIS", "COMING", "YEAR", "QUARTER"})
BEFORE_MONTHS = frozenset({"closed", "day", "dated", "lower"})
CLOCKS = frozenset({"TO", "OCLOCK", "PM", "UNIT", "MONTH"})
GOES_ON = frozenset({"UNIT", "NEXT", "AFTERNEXT", "HOLIDAY"})


@dataclass(slots=True)
class Node:
    """A step in the tree of patterns; `rules` end here, each with its rank and its names."""

    further: dict[str, Node] = field(default_factory=dict)
    rules: list[tuple[int, Rule, tuple[str, ...]]] = field(default_factory=list)


class Match(NamedTuple):
    """A rule that fits: where it stops, its place in the table, and what it took."""

    start: int
    stop: int
    rank: int
    rule: Rule
    names: tuple[str, ...]
    taken: tuple[tuple[str, Reading], ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of words it took."""
        return frozenset(kind for kind, _ in self.taken)


def tree(rules: Sequence[Rule]) -> Node:
    """The patterns of a stage as a tree of kinds."""
    root = Node()
    for rank, rule in enumerate(rules):
        for way in _spelled_out(rule.pattern):
            node, names = root, []
            for part in way:
                kind, _, name = part.partition(":")
                node = node.further.setdefault(kind.upper(), Node())
                names.append((name or kind.lower()) if kind.isupper() else "")
            node.rules.append((rank, rule, tuple(names)))
    return root


def _spelled_out(pattern: str) -> Iterator[tuple[str, ...]]:
    """A pattern without `?` and `~`: each way to write it."""
    ways: list[tuple[str, ...]] = [()]
    for part in pattern.split():
        options: tuple[tuple[str, ...], ...] = ((part,),)
        if part == "~":
            options = ((), ("fill",), ("fill", "fill"))
        elif part.endswith("?"):
            options = ((), (part[:-1],))
        ways = [way + option for way in ways for option in options]
    return iter(ways)


STAGES = tuple(tree(stage) for stage in due_joints.STAGES)
JOINED = tree(due_joints.JOINED)
LATE = tree(due_joints.LATE)


def folded(items: list[Item], text: str, now: Now) -> list[Item]:
    """The items after all stages; what stands between words without a meaning is folded alone."""
    done: list[Item] = []
    start = 0
    while start < len(items):
        stop, bearing = start, False
        while stop < len(items) and items[stop].readings:
            bearing = bearing or not BEARING.isdisjoint(items[stop].readings)
            stop += 1
        done += _run(items, start, stop, text, now) if bearing else items[start:stop]
        done += items[stop : stop + 1]
        start = stop + 1
    return done


def _run(items: list[Item], start: int, stop: int, text: str, now: Now) -> list[Item]:
    """A run of items, seen with its neighbours; joining goes on while it finds something."""
    first, beyond = max(start - 1, 0), len(items[stop : stop + 1])
    run = items[first : stop + 1]
    for stage in STAGES:
        run = _stage(stage, run, text, now)
    for _ in range(3):
        before = len(run)
        run = _stage(JOINED, run, text, now)
        if len(run) == before:
            break
    run = _stage(LATE, run, text, now)
    return run[start - first : len(run) - beyond]


def _stage(root: Node, items: list[Item], text: str, now: Now) -> list[Item]:
    """From left to right, what the longest rule makes of neighbours."""
    done: list[Item] = []
    starts = root.further.keys()
    index = 0
    while index < len(items):
        item = items[index]
        index += 1
        if item.readings and not starts.isdisjoint(item.readings):
            stop, readings = _best(matches(root, items, index - 1), items, text, now)
            if stop:
                both = {**item.readings, **readings} if stop == index else readings
                lead = item.lead or item.readings
                item = Item(item.start, items[stop - 1].end, both, lead)
                index = stop
        done.append(item)
    return done


def matches(root: Node, items: Sequence[Item], index: int) -> list[Match]:
    """Every rule that fits here, the longest first, then in the order of the table."""
    found: list[Match] = []
    todo: list[tuple[Node, int, tuple[tuple[str, Reading], ...]]] = [(root, index, ())]
    while todo:
        node, at, taken = todo.pop()
        for rank, rule, names in node.rules:
            found.append(Match(index, at, rank, rule, names, taken))
        if node.further and at < len(items):
            further = node.further
            following = items[at + 1].readings if at + 1 < len(items) else NOTHING
            for kind, reading in items[at].readings.items():
                step = further.get(kind)
                if step and (step.rules or not step.further.keys().isdisjoint(following)):
                    todo.append((step, at + 1, (*taken, (kind, reading))))
    if len(found) > 1:
        found.sort(key=lambda match: (-match.stop, match.rank))
    return found


def _best(
    found: list[Match], items: Sequence[Item], text: str, now: Now
) -> tuple[int, dict[str, Reading]]:
    """Where the longest rules that make sense stop, and all they mean."""
    stop = 0
    readings: dict[str, Reading] = {}
    for match in found:
        if match.stop < stop:
            break
        sensible = _agree(match) and may_follow(match, items, text)
        value = meant(match, now) if sensible else None
        if value is None:
            continue
        stop = match.stop
        level, languages = _certainty(match)
        for kind in _kinds(value):
            readings.setdefault(kind, Reading(value, languages, level))
    return stop, readings


def _agree(match: Match) -> bool:
    """Do words that only go together in one language share one?"""
    common = 0
    short = any(kind == "WEEKDAY" and reading.level < NUMBER for kind, reading in match.taken)
    agreeing = AGREEING_SHORT if short or "INDEF" in match.kinds else AGREEING
    for kind, reading in match.taken:
        if kind in agreeing and reading.languages:
            common = (common & reading.languages) if common else reading.languages
            if not common:
                return False
    return True


def meant(match: Match, now: Now) -> Any:
    """What the rule makes of the words it took, or nothing when they make no sense."""
    values = {
        name: taken[1].value for name, taken in zip(match.names, match.taken, strict=True) if name
    }
    try:
        return match.rule.means(now, **values)
    except (ValueError, OverflowError):
        return None


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
    weak = [reading for kind, reading in match.taken if reading.level < SURE and kind != "CLOCK"]
    weak = weak or [reading for _, reading in match.taken if reading.level < SURE]
    common, every = _spoken(weak or [reading for _, reading in match.taken])
    languages = common or every
    if not weak:
        return match.rule.level, languages
    level = min(reading.level for reading in weak)
    if match.rule.means is ranges.later_of and level >= NUMBER and common:
        level = max(reading.level for reading in weak)
    if level == WHOLE:
        return level, languages
    numbered = level >= NUMBER and (len(match.taken) > 1 or not languages)
    if any(_strengthens(kind, reading, languages) for kind, reading in match.taken) or (
        numbered and not NUMERIC.isdisjoint(match.kinds)
    ):
        level = SURE
    if match.rule.level == PERIOD:
        return (PERIOD if level == SURE else WHOLE), languages
    return min(level, match.rule.level), languages


def _spoken(readings: Sequence[Reading]) -> tuple[int, int]:
    """The languages that all words share which have some, and all that any has."""
    common, every = -1, 0
    for reading in readings:
        if reading.languages:
            common &= reading.languages
            every |= reading.languages
    return common & every, every


def _strengthens(kind: str, reading: Reading, languages: int) -> bool:
    """Does this make a weak neighbour sure: a date, or a word of the same language?"""
    if reading.level < SURE:
        return False
    if kind in DATES or reading.languages & languages:
        return True
    return not languages and kind != "FILL" and kind not in NUMERIC


def may_follow(match: Match, items: Sequence[Item], text: str) -> bool:
    """Does what follows let the rule be right?"""
    wish = match.rule.after
    if not wish:
        return True
    if match.stop >= len(items):
        return wish != "noun" and (wish != "bare" or not match.start)
    following = items[match.stop]
    if wish in BEFORE_MONTHS and _month_follows(items, match.stop):
        return False
    return {
        "clause": clause_ends(items, match.stop),
        "noun": not clause_ends(items, match.stop),
        "day": COUNTED.isdisjoint(following.readings)
        and (clause_ends(items, match.stop) or _opens(items, match.start)),
        "closed": COUNTED.isdisjoint(following.readings) and clause_ends(items, match.stop),
        "dated": True,
        "bare": False,
        "no day": not _day_follows(items, match.stop),
        "whole": "BEFORE" not in following.readings and not _part_of(items, match.stop),
        "alone": GOES_ON.isdisjoint(following.readings),
        "no clock": CLOCKS.isdisjoint(following.readings),
        "lower": not text[following.start : following.start + 1].isupper(),
    }[wish]


def _opens(items: Sequence[Item], start: int) -> bool:
    """Does the clause begin with a deadline here ("By the 5th tell Ana")?"""
    if not start or items[start - 1].readings.keys().isdisjoint({"BY", "BEFORE"}):
        return False
    return start == 1 or items[start - 2].sign


def _part_of(items: Sequence[Item], index: int) -> bool:
    """Does a longer stretch of time follow (the last Friday of the month)?"""
    ahead = (item.readings for item in items[index : index + 3])
    first = next((one for one in ahead if "FILL" not in one or not WHOLES.isdisjoint(one)), {})
    return not WHOLES.isdisjoint(first)


def _day_follows(items: Sequence[Item], index: int) -> bool:
    """Does "at the latest" belong to a day after it?"""
    ahead = (item.readings for item in items[index : index + 2])
    first = next((one for one in ahead if "FILL" not in one), {})
    return "WHEN" in first and "CLOCK" not in first


def _month_follows(items: Sequence[Item], index: int) -> bool:
    """Does a month make it a date, which is another rule's affair?"""
    if "FILL" in items[index].readings and index + 1 < len(items):
        index += 1
    return "MONTH" in items[index].readings


def clause_ends(items: Sequence[Item], index: int) -> bool:
    """Does the clause end here, or go on with a word we know?"""
    return index >= len(items) or items[index].sign or bool(items[index].readings)

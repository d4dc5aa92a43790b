"""Cuts a text into words and numbers and looks up what each may mean in a due date. Pure.

One pass over the text; numbers glued to other things (v3.2, room B12, 12 €, URLs, telephone
numbers) come out as words without a meaning, which nothing later can take for a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import Any
from typing import NamedTuple

from calsync import due_days as days
from calsync import due_words
from calsync.due_days import Clock
from calsync.due_days import Length
from calsync.due_days import Now
from calsync.due_days import Span
from calsync.due_meanings import Nth
from calsync.model import DateOrder

LANGUAGES = {"": 0, "en": 1, "de": 2, "es": 4, "fr": 8, "pt": 16, "it": 32}
MARKS = {"!": 0, "+": 1, "~": 2, "^": 3}
SURE = 4


class Reading(NamedTuple):
    """One way to take a word or phrase: its value, its languages, and how sure it is alone."""

    value: Any = None
    languages: int = 0
    level: int = SURE


Readings = Mapping[str, Reading]
NOTHING: Readings = {}


class Item(NamedTuple):
    """A word, a number, a sign, or what the rules made of several of them."""

    start: int
    end: int
    readings: Readings = NOTHING
    lead: Readings = NOTHING  # what its first word may be
    sign: bool = False


@dataclass(slots=True)
class Phrases:
    """A step in the tree of known phrases."""

    further: dict[str, Phrases] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    def add(self, words: list[str], kind: str, reading: Reading) -> None:
        """Put a phrase into the tree; words shared by languages are read in all of them."""
        node = self
        for word in words:
            node = node.further.setdefault(word, Phrases())
        known = node.readings.get(kind)
        if known and known.value == reading.value:
            both = known.languages | reading.languages if known.languages else 0
            reading = Reading(reading.value, both, max(known.level, reading.level))
        elif known:
            return
        node.readings[kind] = reading


CHUNK = re.compile(r"\S+")
NOT_WORDS = re.compile(r"://|\w@\w|www\.")
TOKEN = re.compile(
    r"""
    (?P<meridiem>(?<!\w)[ap]\.\s?m\b\.?)
  | (?P<dotted>(?<![\w.,:/#€$£+–-])\d{1,2}\.\d{1,2}\.(?!\d))
  | (?P<number>\d(?:[\d.,:/–-]*\d)?)(?P<glue>(?:T\d\d:\d\d[\d:.Z]*|[^\W\d_][^\W_]*|[ºª°])?)
  | (?P<year>(?<!\w)['’]\d\d(?!\w))
  | (?P<poss>['’]s(?!\w))
  | (?P<word>[^\W\d_]+)(?P<tail>\d[\w.]*)?
  | (?P<sign>[^\w\s]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)
SIGNS = {",": "COMMA", ".": "DOT", "-": "DASH", "–": "DASH", "—": "DASH", "/": "SLASH"}
BAD_BEFORE = frozenset("#€$£+")
BAD_AFTER = re.compile(r"\s?[%€$£]")
GLUED = re.compile(r"(q|t|h|s|kw|w|wk|cw)(\d\d?)", re.IGNORECASE)


def fold(word: str) -> str:
    """The word in lower case and without accents."""
    word = word.casefold().replace("’", "'")
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _words(phrase: str) -> list[str]:
    found = TOKEN.finditer(phrase)
    return [fold(token.group()) for token in found if not token["sign"]]


def _load() -> Phrases:
    root = Phrases()
    for kind, first, language, text in due_words.SERIES:
        for value, words in enumerate(text.split(","), start=first):
            for word in words.split():
                _add(root, kind, value, language, word)
    for kind, value, language, text in due_words.PHRASES:
        for phrase in text.split(","):
            _add(root, kind, value, language, phrase.strip())
    for code, text in due_words.HOLIDAYS:
        for phrase in text.split(","):
            _add(root, "HOLIDAY", code, "", phrase.strip())
    return root


def _add(root: Phrases, kind: str, value: Any, language: str, phrase: str) -> None:
    level = MARKS.get(phrase[0], SURE)
    words = _words(phrase.lstrip("!+~^"))
    value = Nth(value) if kind == "NTH" else value
    root.add(words, kind, Reading(value, LANGUAGES[language], level))
    if kind == "MONTH" and language == "en":
        root.add(words, "EMONTH", Reading(value, LANGUAGES[language], level))


PHRASES = _load()


def items(text: str, now: Now) -> list[Item]:
    """The text as items, known phrases taken together."""
    return list(_phrases(text, list(_tokens(text, now))))


def _phrases(text: str, tokens: list[Item]) -> Iterator[Item]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        stop, readings = _longest(text, tokens, index)
        if stop:
            yield Item(token.start, tokens[stop - 1].end, readings, readings)
        else:
            yield token
        index = stop or index + 1


def _longest(text: str, tokens: list[Item], index: int) -> tuple[int, Readings]:
    node, stop, readings = PHRASES, 0, NOTHING
    for ahead in range(index, len(tokens)):
        token = tokens[ahead]
        if token.sign and ahead > index and "FILL" in token.readings:
            continue
        step = node.further.get(fold(text[token.start : token.end]))
        if step is None:
            break
        node = step
        if node.readings:
            stop, readings = ahead + 1, node.readings
    return stop, readings


def _tokens(text: str, now: Now) -> Iterator[Item]:
    after = 0
    for chunk in CHUNK.finditer(text):
        start, end = chunk.span()
        if "\n" in text[after:start]:
            yield Item(after, after, sign=True)
        after = end
        if NOT_WORDS.search(text, start, end):
            yield Item(start, end)
            continue
        for token in TOKEN.finditer(text, start, end):
            item = _item(text, token, now)
            if item:
                yield item


def _item(text: str, token: re.Match[str], now: Now) -> Item | None:
    start, end = token.span()
    if token["sign"]:
        return _sign(text, start)
    if token["word"]:
        return Item(start, end, _glued(token) if token["tail"] else NOTHING)
    if token["poss"]:
        return Item(start, end, {"POSS": Reading()})
    if token["meridiem"]:
        return Item(start, end, {"PM": Reading(token.group()[0] in "pP", 1)})
    if token["year"]:
        return Item(start, end, {"YEAR": Reading(2000 + int(token.group()[1:]))})
    if (start and text[start - 1] in BAD_BEFORE) or BAD_AFTER.match(text, end):
        return Item(start, end)
    return Item(start, end, numbers(token, now))


def _sign(text: str, at: int) -> Item | None:
    sign = text[at]
    near = text[at - 1 : at] + text[at + 1 : at + 2]
    glued = len(near) == 2 and near.isalnum() and not near.isdigit()
    if sign in "'’":
        return None
    kind = SIGNS.get(sign)
    if not kind:
        return Item(at, at + 1, sign=True)
    readings = {kind: Reading()}
    if glued and kind == "DASH":
        readings["FILL"] = Reading()
    return Item(at, at + 1, readings, sign=True)


def _glued(token: re.Match[str]) -> Readings:
    found = GLUED.fullmatch(token.group().rstrip("."))
    if not found:
        return NOTHING
    name, number = found[1].lower(), int(found[2])
    if name in {"q", "t"}:
        return {"QUARTER": Reading(number)} if 0 < number < 5 else NOTHING
    if name in {"h", "s"}:
        return {"HALFYEAR": Reading(number)} if 0 < number < 3 else NOTHING
    return {"WEEKNUMBER": Reading(number)} if 0 < number < 54 else NOTHING


def numbers(token: re.Match[str], now: Now) -> Readings:
    """What a number with its signs and the letters glued to it may mean."""
    written = token["number"] or token["dotted"]
    glue = fold(token["glue"] or "")
    for pattern, means in NUMBERS:
        found = pattern.fullmatch(written)
        if found:
            try:
                return means(found, glue, now)
            except (ValueError, OverflowError):
                continue
    return NOTHING


def _iso(found: re.Match[str], glue: str, now: Now) -> Readings:
    if glue[:1] == "t":
        hour, minute = int(glue[1:3]), int(glue[4:6])
    elif glue:
        return NOTHING
    span = days.month_day(now, int(found[2]), int(found[3]), int(found[1]))
    return _day(replace(span, clock=Clock(hour, minute).time()) if span and glue else span, SURE)


def _day(span: Span | None, level: int) -> Readings:
    if not span:
        return NOTHING
    return {"DAY": Reading(span, 0, level), "WHEN": Reading(span, 0, level)}


def _by_order(found: re.Match[str], glue: str, now: Now) -> Readings:
    first, second, year = int(found[1]), int(found[2]), _year(found[3])
    if glue:
        return NOTHING
    month, number = (first, second) if now.order is DateOrder.MDY else (second, first)
    if month > 12:
        month, number = number, month
    often = (first, second) in {(24, 7), (1, 2), (50, 50)}
    level = SURE if year else 0 if often else 3
    return _day(days.month_day(now, month, number, year), level)


def _day_first(found: re.Match[str], glue: str, now: Now) -> Readings:
    year = _year(found[3])
    if glue:
        return NOTHING
    return _day(days.month_day(now, int(found[2]), int(found[1]), year), SURE)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) + (2000 if len(written) == 2 else 0)


def _dotted(found: re.Match[str], glue: str, now: Now) -> Readings:
    hour, minute = int(found[1]), int(found[2])
    if glue:
        return _clock(found, glue, now)
    readings: dict[str, Reading] = {}
    if len(found[2]) == 2 and hour < 24 and minute < 60:
        readings["CLOCK"] = Reading(Clock(hour, minute, bare=_bare(found[1])), 0, 0)
    if found[2] == "5":
        readings["N"] = Reading(hour + 0.5)
    return readings | dict(_day(days.month_day(now, minute, hour), 0) if 0 < minute < 13 else {})


def _bare(hour: str) -> bool:
    return len(hour) == 1 and hour != "0"


def _clock(found: re.Match[str], glue: str, _now: Now) -> Readings:
    hour, minute = int(found[1]), int(found[2])
    if hour > 24 or minute > 59 or glue not in {"", "am", "pm", "a", "p", "h", "uhr"}:
        return NOTHING
    value = Clock(hour, minute, bare=_bare(found[1]) and glue not in {"h", "uhr"})
    if glue[:1] in {"a", "p"} and glue:
        value = Clock(hour % 12 + 12 * (glue[0] == "p"), minute)
    return {"CLOCK": Reading(value, 0, 3 if glue else 0)}


def _clocks(found: re.Match[str], glue: str, now: Now) -> Readings:
    return _clock(found, glue, now)


def _range(found: re.Match[str], glue: str, _now: Now) -> Readings:
    low, high = int(found[1]), int(found[2])
    if glue in {"am", "pm"} and high <= 12:
        late = glue == "pm" and low <= high
        return {"CLOCK": Reading(Clock(low % 12 + 12 * late), 0, 3)}
    return {} if glue or low >= high else {"SPAN": Reading((low, high))}


ORDINALS = frozenset("st nd rd th er re ere e eme o a º ª ° ste te ter".split())
HOURS = re.compile(r"h(\d\d)?")


def _plain(found: re.Match[str], glue: str, _now: Now) -> Readings:
    number = int(found[0])
    if not glue:
        return _bare_number(found[0], number)
    if glue in ORDINALS and 0 < number < 32:
        return {"NTH": Reading(Nth(number)), "NTHD": Reading(Nth(number))}
    hours = HOURS.fullmatch(glue)
    if hours:
        minute = int(hours[1] or 0)
        readings = {"CLOCK": Reading(Clock(number, minute), 0, 0)} if number < 25 else {}
        return (
            readings if hours[1] else readings | {"LENGTH": Reading(Length(seconds=number * 3600))}
        )
    if glue in {"am", "pm", "a", "p"} and 0 < number < 13:
        return {"CLOCK": Reading(Clock(number % 12 + 12 * (glue[0] == "p")), 0, 3)}
    return _glued_unit(number, glue)


def _glued_unit(number: int, glue: str) -> Readings:
    node = PHRASES.further.get({"d": "day", "w": "week"}.get(glue, glue))
    unit = node.readings.get("UNIT") if node else None
    amount = days.length(number, unit.value) if unit else None
    return {"LENGTH": Reading(amount)} if amount else NOTHING


def _bare_number(written: str, number: int) -> Readings:
    readings = {"N": Reading(number)}
    if 0 < number < 32 and len(written) < 3:
        readings["D"] = Reading(number)
    if len(written) == 4 and 1900 <= number < 2200:
        readings["YEAR"] = Reading(number)
    return readings


Means = Callable[[re.Match[str], str, Now], Readings]
NUMBERS: tuple[tuple[re.Pattern[str], Means], ...] = (
    (re.compile(r"(\d{4})-(\d\d?)-(\d\d?)"), _iso),
    (re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)"), _iso),
    (re.compile(r"(\d\d?)/(\d\d?)(?:/(\d{4}|\d\d))?"), _by_order),
    (re.compile(r"(\d\d?)-(\d\d?)-(\d{4})"), _by_order),
    (re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)?"), _day_first),
    (re.compile(r"(\d\d?)\.(\d\d?)"), _dotted),
    (re.compile(r"(\d\d?):(\d\d)(?::\d\d)?"), _clock),
    (re.compile(r"(\d\d?):(\d\d)[-–](?:\d\d?):(?:\d\d)"), _clocks),
    (re.compile(r"(\d\d?)[-–](\d\d?)"), _range),
    (re.compile(r"\d{1,4}"), _plain),
)

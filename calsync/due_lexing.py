"""Cuts a text into words and numbers and looks up what each may mean in a due date. Pure.

One pass over the text; numbers glued to other things (v3.2, room B12, 12 €, URLs, telephone
numbers) come out as words without a meaning, which nothing later can take for a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from calsync import due_numbers
from calsync import due_spelling
from calsync.due_days import Now
from calsync.due_lexicon import CAPITAL
from calsync.due_lexicon import NOTHING
from calsync.due_lexicon import PHRASES
from calsync.due_lexicon import TELLING
from calsync.due_lexicon import TELLING_CAPITAL
from calsync.due_lexicon import Item
from calsync.due_lexicon import Reading
from calsync.due_lexicon import Readings
from calsync.due_lexicon import fold

CHUNK = re.compile(r"\S+")
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]{1,40}")
LONGEST = 40  # letters of a word that the tables may know
REMEMBERED = 4096  # words
NOT_WORDS = re.compile(r"://|\w@(?!\d{1,2}(?::\d\d)?(?:[ap]m?|h)?(?![\w.-]))\w|www\.")
TOKEN = re.compile(
    r"""
    (?P<meridiem>(?<!\w)[ap]\.m\b\.?)
  | (?P<dotted>(?<![\w.,:/#€$£+–-])\d{1,2}\.\d{1,2}\.(?!\d))
  | (?P<number>\d(?:[\d.,:/–-]*\d)?)
    (?P<glue>(?:T\d\d:?\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?|[^\W\d_][^\W_]*|[ºª°])?)
  | (?P<year>(?<!\w)['’]\d\d(?!\w))
  | (?P<poss>['’]s(?!\w))
  | (?P<word>[^\W\d_]+)(?P<tail>\d[\w.]*)?
  | (?P<sign>[^\w\s]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)
SIGNS = {
    ",": "COMMA",
    ".": "DOT",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    "/": "SLASH",
    "@": "AT",
    "(": "PAREN",
}
ABBREVIATED = frozenset({"MONTH", "WEEKDAY", "ABOUT", "TITLE", "FOR"})
NAMES = frozenset({"WEEKDAY", "MONTH", "SEASON", "HOLIDAY"})
SHORT = frozenset({"st", "s", "jr", "na"})
LABEL = re.compile(
    r"\b(?:rooms?|raum|zimmer|interno|int|ext|extension|durchwahl|ramal|apt|apartment|flat|suite|gates?"
    r"|gleis|binario|pages?|seiten?|chapters?|kapitel|slides?|version)\.?\s$",
    re.IGNORECASE,
)
BAD_BEFORE = frozenset("#€$£")
BAD_AFTER = re.compile(r"\s?[%€$£]")


def telling(text: str) -> bool:
    """Can there be a date in it at all: does it hold a digit or a word that dates hang on?"""
    return DIGIT.search(text) is not None or any(map(_tells, LETTERS.findall(text)))


@lru_cache(maxsize=REMEMBERED)
def _tells(word: str) -> bool:
    folded, mended = _spelled(word)
    if folded in TELLING or mended in TELLING:
        return True
    return folded in TELLING_CAPITAL and word[0].isupper()


@lru_cache(maxsize=REMEMBERED)
def _spelled(word: str) -> tuple[str, str]:
    """A word as the tables have it, and without a slip of the finger."""
    folded = fold(word)
    return folded, due_spelling.mended(folded)


def items(text: str, now: Now) -> list[Item]:
    """The text as items, known phrases taken together."""
    return list(_phrases(text, list(_tokens(text, now))))


def _phrases(text: str, tokens: list[Item]) -> Iterator[Item]:
    index, before = 0, NOTHING
    while index < len(tokens):
        token = tokens[index]
        stop, readings = _longest(text, tokens, index)
        if stop:
            readings = _capital(readings, capital=text[token.start].isupper())
            last = tokens[stop - 1]
            yield Item(token.start, last.end, readings, readings)
            stop += _abbreviated(tokens, stop, readings)
            ranges = "WEEKDAY" in before
            before = readings
            if (
                "TITLE" in readings
                and not ranges
                and _is_name(text, tokens, stop, readings["TITLE"])
            ):
                yield Item(tokens[stop].start, tokens[stop].end)
                stop += 1
        else:
            before = NOTHING
            yield token
        index = stop or index + 1


def _is_name(text: str, tokens: list[Item], index: int, title: Reading) -> bool:
    """Is it the name of somebody called Friday, after a title or "with"?"""
    if index == len(tokens) or not text[tokens[index].start].isupper():
        return False
    stop, readings = _longest(text, tokens, index)
    names = [readings[kind] for kind in NAMES & readings.keys()]
    only = title.languages if title.value else -1
    return stop == index + 1 and any(name.languages & only for name in names)


def _abbreviated(tokens: list[Item], stop: int, readings: Readings) -> bool:
    """Is what follows only the dot of Oct., Fri. or ca., the stroke of p/?"""
    if stop >= len(tokens) or readings.keys().isdisjoint(ABBREVIATED):
        return False
    last, sign = tokens[stop - 1], tokens[stop]
    length = last.end - last.start
    stroke = length == 1 and "FOR" in readings and "SLASH" in sign.readings
    return sign.start == last.end and (stroke or ("DOT" in sign.readings and length < 6))


def _longest(text: str, tokens: list[Item], index: int) -> tuple[int, Readings]:
    node, stop, readings = PHRASES, 0, NOTHING
    if tokens[index].sign:
        return stop, readings
    for ahead in range(index, len(tokens)):
        token = tokens[ahead]
        if token.sign and _within(text, tokens, ahead):
            continue
        if token.end - token.start > LONGEST:
            break
        word, mended = _spelled(text[token.start : token.end])
        step = node.further.get(word) or node.further.get(mended)
        if step is None:
            break
        node = step
        if node.readings:
            stop, readings = ahead + 1, node.readings
    return stop, readings


def _within(text: str, tokens: list[Item], index: int) -> bool:
    """Is the sign part of a word: a hyphen, the dot of St. or Jr.?"""
    sign, before = tokens[index], tokens[index - 1]
    if "FILL" in sign.readings:
        return True
    if "SLASH" in sign.readings:
        return before.end - before.start == 1
    short = fold(text[before.start : before.end]) in SHORT
    return short and "DOT" in sign.readings and sign.start == before.end


def _capital(readings: Readings, *, capital: bool) -> Readings:
    """Without the short forms that only count with a capital (Mo, Di, So)."""
    if all(reading.level != CAPITAL for reading in readings.values()):
        return readings
    return {
        kind: reading._replace(level=max(reading.level, 0))
        for kind, reading in readings.items()
        if capital or reading.level != CAPITAL
    }


def _tokens(text: str, now: Now) -> Iterator[Item]:
    if "\n" not in text and not NOT_WORDS.search(text):
        yield from filter(None, (_item(text, token, now) for token in TOKEN.finditer(text)))
        return
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
    kind = token.lastgroup
    if kind == "word":
        return Item(start, end)
    if kind == "sign":
        return _sign(text, start)
    if kind == "tail":
        return Item(start, end, due_numbers.glued(token.group(), now))
    known = _number(text, token, now) if kind in {"glue", "dotted"} else _short(token)
    return Item(start, end, known)


def _number(text: str, token: re.Match[str], now: Now) -> Readings:
    """A number, unless it is of money, a share, a telephone or a room."""
    before = text[max(token.start() - 2, 0) : token.start()]
    if before[-1:] in BAD_BEFORE:
        return NOTHING
    if before[-1:] == "+" and (before[:-1].strip() or len(token.group()) > 3):
        return NOTHING
    if BAD_AFTER.match(text, token.end()):
        return NOTHING
    if not token["glue"] and LABEL.search(text[max(token.start() - 14, 0) : token.start()]):
        return NOTHING
    return due_numbers.readings(token["number"] or token["dotted"], token["glue"] or "", now)


def _short(token: re.Match[str]) -> Readings:
    """What is written with an apostrophe or dots: 's, '27, p.m."""
    if token["poss"]:
        return {"POSS": Reading()}
    if token["year"]:
        return {"YEAR": Reading(2000 + int(token.group()[1:]))}
    return {"PM": Reading(token.group()[0] in "pP", 1)}


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

"""The one page of a review: what it shows, and what the user made of it. Pure.

It is Markdown. A meeting is a heading with a number; a promise is a line with a box, and its id
at the end; whatever else stands below a heading was typed by the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from calsync import text

QUOTE = ">"
TITLE = "# Review: save to answer; leave without saving, and everything waits"
HELP = (
    "> [x] is kept, a line deleted is no promise; [?] asks you, make it [ ] to promise that.",
    "> Type below: what else you promised, remember Ana: …, wasn't there, not networking, skip.",
)
KEPT = frozenset("xX✓")
ASKS = "?"

_HEADING = re.compile(r"##[ \t]+(\d{1,4})[.)](?:[ \t].*)?")
_BOX = re.compile(r"[-*+][ \t]*\[([ _xX✓?]?)\][ \t]*")
_BULLET = re.compile(r"[-*+•][ \t]+")
_REMEMBER = re.compile(r"(?i:remember)[ \t]+([^:：]{1,80}?)[ \t]*[:：][ \t]*(\S.*)")


class Said(StrEnum):
    """What one line of the page means."""

    MEETING = "meeting"  # its heading is there
    RIGHT = "right"  # a promise, known or proposed, is one
    KEPT = "kept"  # and kept already
    NONE = "none"  # it is no promise
    ASKED = "asked"  # a proposal that waits for an answer
    PROMISE = "promise"
    REMEMBER = "remember"
    SKIP = "skip"
    ABSENT = "absent"
    NOT_NETWORKING = "not networking"
    NOT_THIS_TIME = "not networking this time"
    LOST = "lost"  # nothing that could be placed


WORDS: Mapping[str, Said] = {
    "skip": Said.SKIP,
    "later": Said.SKIP,
    "wasn't there": Said.ABSENT,
    "was not there": Said.ABSENT,
    "i wasn't there": Said.ABSENT,
    "not networking": Said.NOT_NETWORKING,
    "not networking this time": Said.NOT_THIS_TIME,
}


WAITING = frozenset({Said.SKIP, Said.LOST})
ENDED = frozenset({Said.ABSENT, Said.NOT_NETWORKING, Said.NOT_THIS_TIME})


@dataclass(frozen=True, slots=True)
class Item:
    """A promise on the page: its words, and for whom and when as a tail of them."""

    id: str
    words: str
    tail: str = ""
    asks: bool = False  # a proposal

    @property
    def shown(self) -> str:
        """All of it, as it stands in its line."""
        return text.clean(f"{self.words}{self.tail}")


@dataclass(frozen=True, slots=True)
class Section:
    """A meeting on the page."""

    heading: str
    note: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one line says, or a line that is gone (line 0)."""

    said: Said
    section: int  # from 1; 0: under no meeting
    line: int = 0  # from 1
    item: str = ""
    words: str = ""  # typed, or where the user changed them; without the tail if that stayed
    name: str = ""


def render(sections: Sequence[Section]) -> str:
    """The page for these meetings."""
    blocks = [TITLE, "\n".join(HELP)]
    for number, section in enumerate(sections, start=1):
        blocks.append(f"## {number}. {text.clean(section.heading)}")
        note = text.block(section.note).strip()
        if note:
            blocks.append("\n".join(f"{QUOTE} {line}".rstrip() for line in note.split("\n")))
        if section.items:
            blocks.append("\n".join(_line(item) for item in section.items))
    return "\n\n".join(blocks) + "\n"


def _line(item: Item) -> str:
    return f"- [{ASKS if item.asks else ' '}] {item.shown} ({item.id})"


def read(page: str, sections: Sequence[Section]) -> tuple[Answer, ...]:
    """What the user made of the page, in the order of its lines; then what is gone from it."""
    reader = _Reader(sections)
    lines = page.replace("\r\n", "\n").split("\n")
    answers = tuple(chain.from_iterable(reader.line(n, line) for n, line in enumerate(lines, 1)))
    return answers + tuple(reader.gone())


def done(answers: Sequence[Answer]) -> frozenset[int]:
    """The meetings that are answered: not gone from the page, put off, or with a line to settle."""
    there = {answer.section for answer in answers if answer.said is Said.MEETING}
    over = {answer.section for answer in answers if answer.said in ENDED}
    asked = {answer.section for answer in answers if answer.said is Said.ASKED}
    waits = {answer.section for answer in answers if answer.said in WAITING}
    return frozenset(there - waits - (asked - over))


class _Reader:
    """Goes through the page line by line, and knows below which heading it is."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._items = {item.id: item for section in sections for item in section.items}
        self._home = {
            item.id: number
            for number, section in enumerate(sections, start=1)
            for item in section.items
        }
        self._count = len(sections)
        self._there: set[int] = set()
        self._seen: set[str] = set()
        self._section = 0

    def line(self, number: int, raw: str) -> Iterator[Answer]:
        line = raw.strip()
        if not line or line.startswith(QUOTE) or line == TITLE:
            return
        if line.startswith("#"):
            yield from self._heading(number, line)
            return
        box = _BOX.match(line)
        if box is not None:
            yield self._boxed(number, box[1], line[box.end() :])
        else:
            yield self._typed(number, line)

    def gone(self) -> Iterator[Answer]:
        """The promises that are missing below a heading that is there."""
        for item, section in self._home.items():
            if section in self._there and item not in self._seen:
                yield Answer(Said.NONE, section, item=item)

    def _heading(self, number: int, line: str) -> Iterator[Answer]:
        heading = _HEADING.fullmatch(line)
        section = int(heading[1]) if heading else 0
        if not 0 < section <= self._count or section in self._there:
            self._section = 0
            yield Answer(Said.LOST, 0, number, words=line)
            return
        self._there.add(section)
        self._section = section
        yield Answer(Said.MEETING, section, number)

    def _boxed(self, number: int, box: str, rest: str) -> Answer:
        item = self._named(rest)
        if item is None:
            said = Said.KEPT if box in KEPT else Said.PROMISE
            return self._placed(Answer(said, self._section, number, words=rest))
        changed = _changed(item, rest.rpartition("(")[0].strip())
        asked = box == ASKS
        if item.id in self._seen or (asked and (changed or not item.asks)):
            return self._unclear(number, item, rest)
        self._seen.add(item.id)
        said = Said.ASKED if asked else Said.KEPT if box in KEPT else Said.RIGHT
        return Answer(said, self._home[item.id], number, item=item.id, words=changed)

    def _named(self, words: str) -> Item | None:
        """The item whose id ends a line."""
        name = words[:-1].rpartition("(")[2] if words.endswith(")") else ""
        return self._items.get(name)

    def _unclear(self, number: int, item: Item, words: str) -> Answer:
        """A promise is meant, but not what became of it: it is neither taken nor dropped."""
        self._seen.add(item.id)
        return Answer(Said.LOST, self._home[item.id], number, words=words)

    def _typed(self, number: int, line: str) -> Answer:
        item = self._named(line)
        if item is not None:
            return self._unclear(number, item, line)
        bullet = _BULLET.match(line)
        words = line[bullet.end() :] if bullet else line
        said = WORDS.get(words.casefold().replace("’", "'").strip(" .!`"))
        told = _REMEMBER.fullmatch(words)
        if said is None and told is not None:
            note = Answer(Said.REMEMBER, self._section, number, words=told[2], name=told[1])
            return self._placed(note)
        return self._placed(Answer(said or Said.PROMISE, self._section, number, words=words))

    def _placed(self, answer: Answer) -> Answer:
        """The answer, if it stands below a meeting and says something."""
        if answer.section and answer.words:
            return answer
        return Answer(Said.LOST, answer.section, answer.line, words=answer.words)


def _changed(item: Item, words: str) -> str:
    """The user's words where they are other than those shown; the tail is left out if it stayed."""
    if words == item.shown or not words:
        return ""
    tail = text.clean(item.tail)
    return words.removesuffix(tail).strip() if tail else words

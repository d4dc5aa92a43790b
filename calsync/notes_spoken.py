"""A line cut into segments, and what is found in it: the values of a reading. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from calsync.notes_clauses import Segment
from calsync.notes_grammar import MINE_LABEL
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import fold
from calsync.notes_lines import Line
from calsync.notes_verbs import Claim
from calsync.notes_words import Words

ARROWS = frozenset({"->", "=>", "-->", "→", "⇒"})


@dataclass(frozen=True, slots=True)
class Met:
    """Whom the lines above were about, and the words last read."""

    name: str = ""
    before: str = ""
    asked: str = ""  # who asked for what stands before


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with the words in which its date may stand, and what it refers back to."""

    claim: Claim
    first: int
    before: str = ""
    name: str = ""  # the person, or the one a pronoun stands for
    both: tuple[int, int] | None = None  # "..., both Friday": a date for all of a sentence
    named: bool = True  # an owner or a verb shows that "AI:" is no topic


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line cut into segments, in its language."""

    line: Line
    ws: Words
    g: Grammar
    parts: tuple[Segment, ...]
    mine: frozenset[str] = frozenset()
    shared: str = ""  # how the lines around it say who does what

    @property
    def marked(self) -> bool:
        """Is it marked, by a marker, a heading or "@me"?"""
        low = self.ws.low
        return self.line.marked or (low[0][0] == "@" and len(low[0]) > 1) or "@me" in low

    def words(self, span: tuple[int, int] | None) -> str:
        """The words of a span, without an at-sign before a name."""
        return self.ws.between(*span).lstrip("@") if span else ""

    def is_me(self, name: str) -> bool:
        """Does this name mean the writer?"""
        return fold(name) in MINE_LABEL or fold(name) in self.mine

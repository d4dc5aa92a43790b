"""Asking at a terminal: a question, its keys, and the keys that work at any question."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Collection
from collections.abc import Sequence

from calsync import review
from calsync import text
from calsync.cli import output
from calsync.review import Question

WIDTH = 72
NARROWEST = 20
_WITHIN = re.compile(r"(?<=\S) (?=\S)")
MEETING = frozenset({"s", "w", "x"})  # keys that leave a meeting


class Stop(Exception):  # noqa: N818 - the user stops, nothing is wrong
    """The user has had enough."""


class Back(Exception):  # noqa: N818 - likewise
    """The user takes the last answer back."""


class Leave(Exception):  # noqa: N818 - likewise
    """The user leaves a meeting: for later, or for good."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def ask(question: Question, *, meeting: bool = False) -> str:
    """The key that answers, empty for Enter; at a meeting some keys leave it."""
    for words in question.lines:
        show(words)
    while True:
        answer = line(question.prompt, meeting=meeting, keys=question.keys).lower()
        if (not answer and question.enter) or (answer in question.keys and answer != "?"):
            return answer
        _explain(meeting=meeting)


def line(prompt: str, *, meeting: bool = False, keys: Collection[str] = ()) -> str:
    """What the user typed; `keys` are those the question answers itself."""
    while True:
        typed = _typed(prompt)
        key = typed.lower()
        if key in keys:
            return typed
        if key == "q":
            raise Stop
        if key == "u":
            raise Back
        if meeting and key in MEETING:
            raise Leave(key)
        if key != "?":
            return typed
        _explain(meeting=meeting)


def _typed(prompt: str) -> str:
    """One line from the terminal; what came from a calendar cannot act on it (see text.clean)."""
    safe = " ".join(text.block(prompt).split("\n")).rstrip()
    # A key and its meaning stay on one line.
    parts = _WITHIN.sub("\xa0", safe) if "  " in safe.strip() else safe
    *above, last = (piece.replace("\xa0", " ") for piece in _wrapped(parts, ""))
    for piece in above:
        output.echo(piece)
    return input(f"{last} ").strip()


def _explain(*, meeting: bool) -> None:
    for words in review.more(meeting=meeting):
        show(words)


def show(words: str, *, indent: str = "") -> None:
    """Print a line, wrapped to the terminal as wide as it is now."""
    lead = indent or words[: len(words) - len(words.lstrip())]
    for piece in _wrapped(text.clean(words), lead):
        output.echo(piece)


def _wrapped(words: str, lead: str) -> list[str]:
    width = max(NARROWEST, min(WIDTH, shutil.get_terminal_size().columns - 1))
    return textwrap.wrap(words, width, initial_indent=lead, subsequent_indent=lead or "  ") or [""]


def complete(names: Sequence[str]) -> None:
    """Let Tab complete the names of the people at the meeting."""
    if os.environ.get("TERM") in {None, "dumb"}:
        return
    import readline

    known = [text.clean(name) for name in names]

    def fitting(start: str, state: int) -> str | None:
        found = [name for name in known if name.casefold().startswith(start.casefold())]
        return found[state] if state < len(found) else None

    readline.set_completer(fitting)
    readline.set_completer_delims("\n,")
    readline.parse_and_bind("tab: complete")

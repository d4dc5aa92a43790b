"""The one file that knows how things are printed; click's styles suffice, so no rich.

What is printed is cleaned here, so no command can forget it: colour is asked for by `Styled`,
never by escape sequences.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import time
from itertools import zip_longest
from typing import TYPE_CHECKING
from typing import Any

import click

from calsync import text
from calsync.errors import Exit

if TYPE_CHECKING:  # most commands never settle anything
    from calsync.pipeline import Report

PROGRESS = "calsync.progress"  # in click's context: columns that a progress line has filled
GAP = "  "


@dataclass(frozen=True, slots=True)
class Styled:
    """Words that stand out on a terminal; `color` is one of click's."""

    words: str
    color: str | None = None
    bold: bool = False
    dim: bool = False


Words = str | Styled


def bold(words: str) -> Styled:
    """Words that matter."""
    return Styled(words, bold=True)


def dim(words: str) -> Styled:
    """Words that matter less."""
    return Styled(words, dim=True)


def echo(*parts: Words) -> None:
    """Print a line, or several, to stdout."""
    erase_progress()
    colored = in_color()
    sys.stdout.write("".join(_painted(part, colored=colored) for part in parts) + "\n")


def say(words: str) -> None:
    """Print a line to stderr."""
    erase_progress()
    click.echo(text.block(words), err=True)


def later(report: Report) -> Exit:
    """Say what of a saved answer did not reach the calendar yet; the exit code for it."""
    errors = [account.error for account in report.accounts if account.error]
    for cause in (*errors, *report.failures):
        say(f"calsync: saved; the calendar follows later: {cause}")
    if any(error.exit_code is Exit.SIGN_IN for error in errors):
        return Exit.SIGN_IN
    return Exit.PARTIAL if errors or report.failures else Exit.OK


def in_color() -> bool:
    """Is stdout a terminal that wants colour (no-color.org)?"""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def _painted(part: Words, *, colored: bool) -> str:
    styled = Styled(part) if isinstance(part, str) else part
    words = text.block(styled.words)
    if not colored or styled == Styled(styled.words):
        return words
    return click.style(words, fg=styled.color, bold=styled.bold or None, dim=styled.dim or None)


def rows(table: Iterable[Sequence[Words]], *, indent: str = "") -> None:
    """Print rows in columns; on a terminal the last one is cut where the line would wrap."""
    cleaned = [[_cell(part) for part in row] for row in table]
    columns = zip_longest(*(row[:-1] for row in cleaned), fillvalue=Styled(""))
    widths = [max(map(_width, column)) for column in columns]
    room = _columns() if sys.stdout.isatty() else 0
    for row in cleaned:
        echo(indent, *_aligned(row, widths, room=room - len(indent)))


def room() -> int:
    """How many columns a line has; 0 where nobody watches, and nothing is cut."""
    return _columns() if sys.stdout.isatty() else 0


def cut(words: str) -> str:
    """A line of a list, its indent kept; on a terminal it ends where it would wrap."""
    if not (width := room()):
        return words
    return text.shortened(text.block(words).replace("\n", " "), width)


def wrapped(words: str, *, hang: int) -> Iterable[str]:
    """A line of a list; on a terminal it goes on below, so many columns in."""
    width = room()
    if text.columns(words) <= width or not width:
        return (words,)
    import textwrap

    lines = textwrap.wrap(
        text.block(words), max(width - 1, hang + 20), subsequent_indent=" " * hang
    )
    return lines or (words,)


def _columns() -> int:
    import shutil  # brings three kinds of compression with it

    return shutil.get_terminal_size().columns


def _cell(part: Words) -> Styled:
    cell = Styled(part) if isinstance(part, str) else part
    return replace(cell, words=text.clean(cell.words))


def _width(cell: Styled) -> int:
    return text.columns(cell.words)


def _aligned(row: Sequence[Styled], widths: Sequence[int], *, room: int) -> Iterable[Words]:
    taken = 0
    for cell, width in zip(row[:-1], widths, strict=False):
        yield cell
        yield " " * (width - _width(cell)) + GAP
        taken += width + len(GAP)
    last = row[-1]
    rest = max(room - taken, 10) if room > 0 else 0
    yield replace(last, words=text.clean(last.words, width=rest))


# Allowed in JSON, but a terminal would act on it; the escape means the same to every reader.
_ESCAPED = text.UNSEEN + "|[\x85\u2028\u2029]"


def as_json(value: object) -> None:
    """Print one JSON document to stdout; of a list, a line for each item."""
    data(json_bytes(value))


def json_bytes(value: object) -> bytes:
    """A JSON document in UTF-8, lone surrogates and control characters escaped."""
    if isinstance(value, list | tuple) and value:
        document = "[\n" + ",\n".join(map(_json, value)) + "\n]"
    else:
        document = _json(value, indent=2)
    return (re.sub(_ESCAPED, _escape, document) + "\n").encode()


def json_line(value: object) -> None:
    """Print one line of JSON to stdout, at once."""
    data((re.sub(_ESCAPED, _escape, _json(value)) + "\n").encode())


def data(content: bytes) -> None:
    """Write bytes to stdout as they are."""
    erase_progress()
    click.echo(content, nl=False)


def _json(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, default=_plain)


def _plain(value: Any) -> object:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def progress(words: str, *, lines: bool = False) -> None:
    """Show what is going on in one line that the next output replaces; or as a line that stays."""
    if lines:
        say(words)
        return
    context = click.get_current_context(silent=True)
    if context is None or not sys.stderr.isatty():
        return
    erase_progress()
    shown = text.clean(words, width=_columns() - 1)
    context.meta[PROGRESS] = text.columns(shown)
    click.echo(shown + "\r", nl=False, err=True)


def erase_progress() -> None:
    """Take the line of progress away, if there is one."""
    context = click.get_current_context(silent=True)
    width = context.meta.pop(PROGRESS, 0) if context else 0
    if width:
        click.echo(" " * width + "\r", nl=False, err=True)

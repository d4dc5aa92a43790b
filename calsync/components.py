"""Raw iCalendar bytes: where the components stand, their content lines, lines put in and taken out.

Pure. Offsets are into the bytes that `readable` returns; unless the file is UTF-16 these are
offsets into the file itself. Everything here takes time linear in its input, whatever that is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from itertools import islice

SMALL = 256 * 1024  # bytes of a component that are copied at once; larger ones line by line
LONGEST_LINE = 192 * 1024  # bytes kept of one line: 64 k characters of text and their folds
EVENT = "VEVENT"
ZONE = "VTIMEZONE"

_KEPT = {b"VEVENT": EVENT, b"VTIMEZONE": ZONE}
_BORDERS = frozenset({b"VEVENT", b"VTIMEZONE", b"VCALENDAR", b"VTODO", b"VJOURNAL", b"VFREEBUSY"})
_MARK = re.compile(rb"\n(BEGIN|END):[ \t]*([^\r\n]{0,40})", re.IGNORECASE)
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?(BEGIN|END):[ \t]*([^\r\n]{0,40})", re.IGNORECASE)
_LONE_CR = re.compile(rb"(?<!\r)\r++(?!\n)")
_CR_RUN = re.compile(rb"(?<!\r)\r++\n")
_LINE_START = re.compile(rb"\n(?=[^ \t\r\n])")
_TAG = re.compile(
    rb"\nX-CALSYNC-(?:CHANNEL(?:;[^:\n]*)?:([^\n]*)|(?:SCORE|BY|EVENT)[:;][^\n]*)"
    rb"(?:\n[ \t][^\n]*)*+",
    re.IGNORECASE,
)
_CATEGORY = re.compile(rb"\nCATEGORIES:Networking\r*(?=\n(?![ \t]))")
_START = re.compile(rb"\s*BEGIN:V(?:CALENDAR|EVENT)\s*\n", re.IGNORECASE)
_LATER = re.compile(rb"\nBEGIN:VCALENDAR\s*\n", re.IGNORECASE)
_ENCODINGS = {
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"B\0E\0": "utf-16-le",
    b"\0B\0E": "utf-16-be",
}
_WIDE = re.compile(b"|".join(map(re.escape, _ENCODINGS)))


@dataclass(frozen=True, slots=True)
class Component:
    """One VEVENT or VTIMEZONE: whole lines from `start` to `end`, its own lines in `spans`."""

    name: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...] = ()  # without the lines of its sub-components
    whole: bool = True  # False: it was never closed


def is_calendar(data: bytes) -> bool:
    """Does it begin like iCalendar, after a BOM, blank lines or a few lines of something else?"""
    head = readable(data[:8192])[:4096].removeprefix(codecs.BOM_UTF8) + b"\n"
    return bool(_START.match(head) or _LATER.search(head))


def nature(data: bytes) -> str:
    """What a file that is no calendar seems to be, and what to do about it."""
    start = data[:512].lstrip().lower()
    if not start:
        return "the file is empty"
    if start.startswith(b"<"):
        return "this is a web page, not a calendar: perhaps the address wants a sign-in"
    if start.startswith((b"\x1f\x8b", b"pk\x03\x04")):
        return "this is a compressed file, not a calendar: unpack it first"
    return "this is not a calendar: it does not begin with BEGIN:VCALENDAR"


def wide_encoding(data: bytes) -> str:
    """The name of the UTF-16 encoding of a file, or nothing."""
    found = _WIDE.match(data)
    return _ENCODINGS[found[0]] if found else ""


def is_writable(data: bytes) -> bool:
    """Can lines be added to it? Not in UTF-16, nor where lines end in CR alone."""
    return not wide_encoding(data) and not has_lone_cr(data)


def has_lone_cr(data: bytes) -> bool:
    """Does a line end in a CR that no LF follows?"""
    returns = data.count(b"\r")
    if not returns or returns == data.count(b"\r\n"):
        return False
    return _LONE_CR.search(data) is not None


def readable(data: bytes) -> bytes:
    """The file as ASCII-compatible bytes whose lines all end in LF; offsets stay, but in UTF-16."""
    if encoding := wide_encoding(data):
        data = data.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace")
    if not has_lone_cr(data):
        return data
    return _LONE_CR.sub(lambda match: b"\n" * len(match.group()), data)


def scan(data: bytes) -> Iterator[Component]:
    """All VEVENTs and VTIMEZONEs in the order of the file, each told whether it was closed."""
    name = b""
    begin = own = depth = 0
    spans: list[tuple[int, int]] = []
    for mark in _marks(data):
        word = mark[2].strip().upper()
        opens = len(mark[1]) == len(b"BEGIN")
        at = mark.start(1)
        if word in _BORDERS:
            if name and (opens or word != name):
                yield Component(_KEPT[name], begin, at, whole=False)
            elif name:
                spans += [(own, at)] if own < at and not depth else []
                yield Component(_KEPT[name], begin, _next_line(data, mark.end()), tuple(spans))
            name = word if opens and word in _KEPT else b""
            begin, own, depth, spans = at, at, 0, []
        elif name and opens:
            spans += [(own, at)] if own < at and not depth else []
            depth += 1
        elif name and depth:
            depth -= 1
            own = _next_line(data, mark.end())
    if name:
        yield Component(_KEPT[name], begin, len(data), whole=False)


def _next_line(data: bytes, at: int) -> int:
    return data.find(b"\n", at) + 1 or len(data)


def _marks(data: bytes) -> Iterator[re.Match[bytes]]:
    first = _FIRST.match(data)
    return chain((first,) if first else (), _MARK.finditer(data))


def header(data: bytes) -> list[str]:
    """The content lines that stand before the first component of the file."""
    second = next(islice(_marks(data), 1, None), None)
    end = second.start(1) if second else len(data)
    return list(_lines(data, (0, min(end, SMALL))))


def lines(data: bytes, component: Component) -> Iterable[str]:
    """The unfolded content lines of a component's own, very long ones cut short."""
    if len(component.spans) == 1:
        return _lines(data, component.spans[0])
    return (line for span in component.spans for line in _lines(data, span))


def _lines(data: bytes, span: tuple[int, int]) -> Iterable[str]:
    start, end = span
    return _long_lines(data, span) if end - start > SMALL else _unfolded(data[start:end])


def _unfolded(chunk: bytes) -> list[str]:
    if b"\r" in chunk:
        chunk = (_CR_RUN.sub(b"\n", chunk) if b"\r\r" in chunk else chunk).replace(b"\r\n", b"\n")
    chunk = chunk.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        return chunk.decode().split("\n")
    except UnicodeDecodeError:
        return [_decoded(line) for line in chunk.split(b"\n")]


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _long_lines(data: bytes, span: tuple[int, int]) -> Iterator[str]:
    start, end = span
    for match in _LINE_START.finditer(data, start, end):
        yield from _cut(data, start, end=match.start())
        start = match.end()
    yield from _cut(data, start, end=end)


def _cut(data: bytes, start: int, *, end: int) -> Iterator[str]:
    chunk = data[start : min(end, start + LONGEST_LINE)]
    if end - start > LONGEST_LINE:
        chunk = chunk.decode(errors="ignore").encode()
    yield from _unfolded(chunk)


def spliced(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The bytes with each (start, end, new) put in place; edits neither overlap nor go back."""
    parts = []
    done = 0
    for start, end, new in edits:
        parts += [data[done:start], new]
        done = end
    return b"".join([*parts, data[done:]])


def tag_lines(data: bytes, component: Component) -> list[tuple[int, int]]:
    """Where calsync's tag stands in a component: whole lines, their folds and ends included.

    The category is the one beside the channel; where programs moved it, the last like it.
    """
    tags = list(_found(_TAG, data, component=component))
    found = [(tag.start() + 1, tag.end() + 1) for tag in tags]
    channel = next((tag for tag in tags if tag[1]), None)
    if channel is None or channel[1].strip().lower() == b"none":
        return found
    names = list(_found(_CATEGORY, data, component=component))
    beside = [name for name in names if name.end() == channel.start()] or names
    return sorted([*found, *((name.start() + 1, name.end() + 1) for name in beside[-1:])])


def _found(
    pattern: re.Pattern[bytes], data: bytes, *, component: Component
) -> Iterator[re.Match[bytes]]:
    """Matches among a component's own lines; each begins with the end of the line before."""
    for start, end in component.spans:
        yield from pattern.finditer(data, max(start - 1, 0), end)


def untagged(data: bytes) -> bytes:
    """The file, or one component of it, without calsync's tags: the bytes it had before."""
    if not is_writable(data):
        return data
    parts = (part for part in scan(data) if part.name == EVENT)
    return spliced(data, ((*place, b"") for part in parts for place in tag_lines(data, part)))


def tag_edits(
    data: bytes, component: Component, *, content: Iterable[str]
) -> list[tuple[int, int, bytes]]:
    """Edits that make these lines the component's tag: its last ones before a sub-component."""
    start, at = component.spans[0]
    old = tag_lines(data, component)
    kept = spliced(data[start:at], ((a - start, b - start, b"") for a, b in old if b <= at))
    end = _line_end(kept)
    new = b"".join(_folded(line, end) for line in content)
    return [
        *((a, b, b"") for a, b in old if b <= at),
        (at, at, new),
        *((a, b, b"") for a, b in old if b > at),
    ]


def _line_end(chunk: bytes) -> bytes:
    bare = chunk.rstrip(b"\r\n")
    last = chunk[len(bare) :].rpartition(b"\n")[0].rpartition(b"\n")[2]
    return last + b"\n"


def _folded(line: str, end: bytes) -> bytes:
    """A content line of at most 75 octets a row, cut between characters (section 3.1)."""
    from icalendar.parser import Contentline

    row: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
    return row.replace(b"\r\n", end) + end

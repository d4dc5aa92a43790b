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
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta

SMALL = 256 * 1024  # bytes of a component that are copied at once; larger ones line by line
LONGEST_LINE = 192 * 1024  # bytes kept of one line: 64 k characters of text and their folds
EVENT = "VEVENT"
ZONE = "VTIMEZONE"

_KEPT = {b"VEVENT": EVENT, b"VTIMEZONE": ZONE}
_BORDERS = frozenset({b"VEVENT", b"VTIMEZONE", b"VCALENDAR", b"VTODO", b"VJOURNAL", b"VFREEBUSY"})
_MARK = re.compile(rb"\n(?:(BEGIN)|END):[ \t]*([^\r\n]{0,40})", re.IGNORECASE)
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?(?:(BEGIN)|END):[ \t]*([^\r\n]{0,40})", re.IGNORECASE)
_LONE_CR = re.compile(rb"(?<!\r)\r++(?!\n)")
_CR_RUN = re.compile(rb"\r+\n")
_LINE_START = re.compile(rb"\n(?=[^ \t\r\n])")
_TAG = re.compile(
    rb"\nX-CALSYNC-(?:CHANNEL(?:;[^:\n]*)?:([^\n]*)|(?:SCORE|BY|EVENT)[:;][^\n]*)"
    rb"(?:\n[ \t][^\n]*)*+",
    re.IGNORECASE,
)
_CATEGORY = re.compile(rb"\nCATEGORIES:Networking\r*(?=\n)")
_VALUE = re.compile(r'(?:[^":]++|"[^"]*")*+:')
_PARAMETER = re.compile(r';([^=;:"]+)=((?:"[^"]*"|[^";])*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^([n^'])")
_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d*)?(Z?))?", re.ASCII
)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?",
    re.ASCII,
)
_ENCODINGS = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"B\0E\0", "utf-16-le"),
    (b"\0B\0E", "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Component:
    """One VEVENT or VTIMEZONE: whole lines from `start` to `end`, its own lines in `spans`."""

    name: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...] = ()  # without the lines of its sub-components
    whole: bool = True  # False: it was never closed


def wide_encoding(data: bytes) -> str:
    """The name of the UTF-16 encoding of a file, or nothing."""
    return next((name for prefix, name in _ENCODINGS if data.startswith(prefix)), "")


def has_lone_cr(data: bytes) -> bool:
    """Does a line end in a CR that no LF follows?"""
    return b"\r" in data and _LONE_CR.search(data) is not None


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
    for opens, word, at, after in _marks(data):
        if name and word == name and not opens:
            if not depth:
                spans.append((own, at))
            line = data.find(b"\n", after)
            end = len(data) if line < 0 else line + 1
            yield Component(_KEPT[name], begin, end, tuple(spans))
            name = b""
        elif word in _BORDERS:
            if name:
                yield Component(_KEPT[name], begin, at, whole=False)
            name, begin, own, depth, spans = b"", at, at, 0, []
            if opens and word in _KEPT:
                name = word
        elif name and opens:
            if not depth:
                spans.append((own, at))
            depth += 1
        elif name and depth:
            depth -= 1
            own = at
    if name:
        yield Component(_KEPT[name], begin, len(data), whole=False)


def _marks(data: bytes) -> Iterator[tuple[bytes | None, bytes, int, int]]:
    if first := _FIRST.match(data):
        yield first[1], first[2].strip().upper(), 0, first.end()
    for match in _MARK.finditer(data):
        yield match[1], match[2].strip().upper(), match.start() + 1, match.end()


def header(data: bytes) -> list[str]:
    """The content lines that stand before the first component of the file."""
    marks = _marks(data)
    next(marks, None)
    end = next(marks, (None, b"", len(data), 0))[2]
    return list(_lines(data, 0, min(end, SMALL)))


def lines(data: bytes, component: Component) -> Iterable[str]:
    """The unfolded content lines of a component's own, very long ones cut short."""
    if len(component.spans) == 1:
        return _lines(data, *component.spans[0])
    return (line for span in component.spans for line in _lines(data, *span))


def _lines(data: bytes, start: int, end: int) -> Iterable[str]:
    if end - start > SMALL:
        return _long_lines(data, start, end)
    return _unfolded(data[start:end])


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


def _long_lines(data: bytes, start: int, end: int) -> Iterator[str]:
    for match in _LINE_START.finditer(data, start, end):
        yield from _cut(data, start, match.start())
        start = match.end()
    yield from _cut(data, start, end)


def _cut(data: bytes, start: int, end: int) -> Iterator[str]:
    chunk = data[start : min(end, start + LONGEST_LINE)]
    if end - start > LONGEST_LINE:
        chunk = chunk.decode(errors="ignore").encode()
    yield from _unfolded(chunk)


def split(line: str) -> tuple[str, str]:
    """A content line's name with parameters, and its value (RFC 5545 section 3.1)."""
    head, colon, value = line.partition(":")
    if '"' in head and (match := _VALUE.match(line)):
        return line[: match.end() - 1], line[match.end() :]
    return (head, value) if colon else ("", "")


def parameters(head: str) -> dict[str, str]:
    """The parameters of a content line by upper-case name, unquoted (RFC 5545, RFC 6868)."""
    if '"' in head:
        pairs = [(match[1], match[2]) for match in _PARAMETER.finditer(head)]
    else:
        pairs = [(key, value) for key, _, value in (p.partition("=") for p in head.split(";")[1:])]
    return {key.strip().upper(): _unquoted(value) for key, value in reversed(pairs)}


def _unquoted(value: str) -> str:
    value = value.replace('"', "").strip()
    if "^" not in value:
        return value
    return _CARET.sub(lambda match: {"n": "\n", "'": '"', "^": "^"}[match[1]], value)


def text(value: str, limit: int) -> str:
    """A TEXT value without its escapes (RFC 5545 section 3.3.11), NULs dropped, cut at `limit`."""
    value = value[: 2 * limit]
    if "\\" in value:
        value = _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
    return value.replace("\0", "").strip()[:limit]


def spliced(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The bytes with each (start, end, new) put in place; edits neither overlap nor go back."""
    parts = []
    done = 0
    for start, end, new in edits:
        parts += [data[done:start], new]
        done = end
    return b"".join([*parts, data[done:]])


def moment(value: str) -> date | None:
    """A DATE or DATE-TIME value: a day, a naive or a UTC time; None if it is neither.

    Leap seconds, hour 24, missing seconds and ISO 8601's separators are read too. The years 1 and
    9999 become 2 and 9998, so that the result can be moved to any zone.
    """
    size = len(value)
    try:
        if size == 8:
            return _inside(date.fromisoformat(value))
        if size in (15, 16) and value[8] == "T" and (size == 15 or value[15] == "Z"):
            return _inside(datetime.fromisoformat(value))
    except ValueError:
        pass
    return _repaired(value)


def _inside(value: date) -> date:
    if 1 < value.year < 9999:
        return value
    return value.replace(year=min(max(value.year, 2), 9998))


def _repaired(value: str) -> date | None:
    found = _MOMENT.fullmatch(value.strip().upper())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        at = _inside(datetime(year, month, day, tzinfo=UTC if found[7] else None))
    except ValueError:
        return None
    if found[4] is None or hour > 24 or minute > 59:
        return at.date() if isinstance(at, datetime) and found[4] is None else None
    return at + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def duration(value: str) -> tuple[timedelta, timedelta] | None:
    """A DURATION as days, kept on the clock, and exact time (RFC 5545 section 3.3.6)."""
    found = _DURATION.fullmatch(value.strip().upper())
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return sign * timedelta(weeks=weeks, days=days), sign * exact


def tag_lines(data: bytes, component: Component) -> list[tuple[int, int]]:
    """Where calsync's tag stands in a component: whole lines, their folds and ends included."""
    tags = [m for span in component.spans for m in _TAG.finditer(data, span[0], span[1])]
    found = [(tag.start() + 1, tag.end() + 1) for tag in tags]
    channel = next((tag for tag in tags if tag[1]), None)
    if channel is None or channel[1].strip().lower() == b"none":
        return found
    names = [m for span in component.spans for m in _CATEGORY.finditer(data, span[0], span[1])]
    beside = [name for name in names if name.end() == channel.start()] or names
    return sorted([*found, *((name.start() + 1, name.end() + 1) for name in beside[-1:])])


def untagged(data: bytes, component: Component) -> bytes:
    """The bytes of one component without calsync's tag."""
    at = component.start
    edits = ((start - at, end - at, b"") for start, end in tag_lines(data, component))
    return spliced(data[at : component.end], edits)

"""Text from strangers, made safe for a terminal, and Google's HTML made plain. Pure."""

from __future__ import annotations

import re

LIMIT = 200_000  # characters of a description that are looked at; Google's own limit is 8,192
ELLIPSIS = "…"

# Patterns are text here: most commands need none of them, and `re` keeps those it has compiled.
# ECMA-48: strings (OSC, DCS, PM, APC, SOS) with their content, then CSI, then any other escape.
# Possessive, and no string runs over the beginning of another: linear whatever comes.
_ESCAPES = (
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f\n]*+(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]?"
    r"|\x1b[ -/]*+[0-~]?"
)
_BREAKS = "\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
# What shows nothing and may deceive: controls, soft hyphen, bidirectional marks, overrides and
# isolates (UAX #9), zero-width and filler characters, tags, annotations, lone surrogates.
UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def clean(text: str, *, width: int = 0) -> str:
    """One line that is safe for a terminal, shortened to `width` columns if that is given."""
    if not (text.isascii() and text.isprintable()):
        text = re.sub(UNSEEN, "", re.sub(_BREAKS, " ", re.sub(_ESCAPES, "", text)))
    text = " ".join(text.split())
    return shortened(text, width) if width else text


def block(text: str) -> str:
    """Several lines that are safe for a terminal, indents and blank lines as they were."""
    if text.isascii() and text.isprintable():
        return text
    lines = re.sub(_BREAKS, "\n", re.sub(_ESCAPES, "", text)).split("\n")
    return "\n".join(re.sub(UNSEEN, "", line.replace("\t", "    ")) for line in lines)


def columns(text: str) -> int:
    """How many columns of a terminal a cleaned line takes."""
    if text.isascii():
        return len(text)
    import wcwidth

    return wcwidth.width(text)


def shortened(text: str, width: int) -> str:
    """A cleaned line, cut with an ellipsis where it takes more columns."""
    # A letter can carry any number of accents, none of which takes a column.
    bounded = text[: width * 8]
    if bounded == text and columns(text) <= width:
        return text
    if bounded.isascii():
        return bounded[: width - 1].rstrip() + ELLIPSIS
    import wcwidth

    return wcwidth.clip(bounded, 0, width - 1).rstrip() + ELLIPSIS


_TAG = r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^<>]*)>|<!(?:--|(?i:doctype\b))[^<>]*>"
_HIDDEN = r"(?i)<(style|script|title)\b[^<>]*>[^<]*</\1\s*>"
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_WRITTEN_BY_GOOGLE = r"&(?:nbsp|amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"
_HREF = r"(?i)\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))"
_BULLET = "- "
_BLOCK_NAMES = (
    "address article blockquote body center dd div dl dt footer form h1 h2 h3 h4 h5 h6 head header"
    " hr html li main nav ol p pre section table tbody tfoot thead tr ul"
)
_INLINE_NAMES = (
    "a abbr acronym b big br caption cite code col colgroup del em font html-blob i img input ins"
    " kbd label link mark meta o:p q s samp small span strike strong sub sup tt u var wbr"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_KNOWN = _BLOCKS | _CELLS | frozenset(_INLINE_NAMES.split())


def plain(text: str) -> str:
    """The words of a description, line by line, where it is HTML; any other text as it is.

    Items become lines that begin with `- `; a link becomes its label, or its address where it has
    none. Line breaks count, as Google Calendar shows them.
    """
    text = text[:LIMIT]
    if not _is_html(text):
        return text
    text = re.sub(_HIDDEN, "", text)
    lines = _Lines()
    position = 0
    for tag in re.finditer(_TAG, text):
        if not _is_tag(tag):
            continue
        lines.add(text[position : tag.start()])
        lines.tag((tag[2] or "").lower(), tag[3] or "", closing=tag[1] == "/")
        position = tag.end()
    lines.add(text[position:])
    return lines.text()


def _is_html(text: str) -> bool:
    if "&" in text and re.search(_WRITTEN_BY_GOOGLE, text):
        return True
    return "<" in text and any(map(_is_tag, re.finditer(_TAG, text)))


def _is_tag(tag: re.Match[str]) -> bool:
    # `<ana@example.com>`, `<https://…>` and `a <b and c> d` are words, not markup.
    if tag[2] is None:
        return True
    attributes = tag[3].strip(" /\t\r\n")
    return tag[2].lower() in _KNOWN and (not attributes or "=" in attributes)


def _unescaped(entity: re.Match[str]) -> str:
    import html  # its table of names is long, and few descriptions hold any

    return html.unescape(entity[0])


class _Lines:
    """Collects words and line breaks in the order of the markup."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._fresh = True  # nothing stands on the line yet, a bullet apart
        self._href = ""
        self._label = False

    def add(self, words: str) -> None:
        if not words:
            return
        words = re.sub(_ENTITY, _unescaped, words).replace("\xa0", " ")
        if self._fresh and words.isspace():
            return
        self._parts.append(words)
        self._fresh = words.rstrip(" \t\r").endswith("\n")
        self._label = self._label or not words.isspace()

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        if name == "br":
            self._break()
        elif name == "a":
            self._link(attributes, closing=closing)
        elif name in _CELLS and closing:
            self.add(" ")
        elif name in _BLOCKS:
            self._block(name, closing=closing)

    def _break(self) -> None:
        self._parts.append("\n")
        self._fresh = True

    def _block(self, name: str, *, closing: bool) -> None:
        if not self._fresh:
            self._break()
        if name == "li" and not closing and self._parts[-1:] != [_BULLET]:
            self._parts.append(_BULLET)

    def _link(self, attributes: str, *, closing: bool) -> None:
        if closing:
            self.add("" if self._label else self._href)
            self._href = ""
            return
        found = re.search(_HREF, attributes)
        self._href = next(filter(None, found.groups()), "") if found else ""
        self._label = False

    def text(self) -> str:
        lines = "".join(self._parts).replace("\r\n", "\n").split("\n")
        joined = "\n".join(line.strip(" \t") for line in lines)
        return re.sub(r"\n{3,}", "\n\n", joined).strip()

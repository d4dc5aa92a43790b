"""Unfolded content lines -> names, parameters and values (RFC 5545 section 3). Pure.

Broken values are repaired as other readers do it, or come out as None; nothing raises.
"""

from __future__ import annotations

import re
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import lru_cache
from typing import TypeVar

from calsync.model import Attendee

When = TypeVar("When", bound=date)

MOST_LINE = 2 * 1024  # characters of a title, place, name, address; nobody reads more
MOST_REMEMBERED = 400  # characters of a guest's line that is kept in mind
MOST_WORD = 40  # characters of a value from a closed set, as CONFIRMED
LONGEST = timedelta(days=366 * 100)  # what lasts longer is taken to end where it starts

_DAY = timedelta(days=1)
_NOTHING = timedelta()
_VALUE = re.compile(r'(?:[^":]++|"[^"]*")*+:')
_PARAMETER = re.compile(r';([^=;:"]+)=((?:"[^"]*"|[^;])*+)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_SPECIAL = re.compile(r"[\\;,\n]")
_CARET = re.compile(r"\^([n^'])")
_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d*)?(Z?))?", re.ASCII
)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?",
    re.ASCII,
)


def split(line: str) -> tuple[str, str]:
    """A content line's name with parameters, and its value; twice nothing where it has no colon."""
    head, colon, value = line.partition(":")
    if '"' in head and (match := _VALUE.match(line)):
        return line[: match.end() - 1], line[match.end() :]
    return (head, value) if colon else ("", "")


def parameters(head: str) -> dict[str, str]:
    """The parameters of a content line by upper-case name, unquoted (with RFC 6868)."""
    found: dict[str, str] = {}
    if '"' in head:
        for match in _PARAMETER.finditer(head):
            found.setdefault(match[1].strip().upper(), _unquoted(match[2]))
        return found
    for pair in head.split(";")[1:]:
        key, _, value = pair.partition("=")
        found.setdefault(key.strip().upper(), _unquoted(value) if "^" in value else value.strip())
    return found


def _unquoted(value: str) -> str:
    return _CARET.sub(lambda match: _CARETS[match[1]], value.replace('"', "").strip())


def text(value: str, limit: int = MOST_LINE) -> str:
    """A TEXT value without its escapes (section 3.3.11) and NULs, cut at `limit`."""
    if len(value) > limit:
        value = value[: 2 * limit]
    if "\\" in value:
        value = _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
    if "\0" in value:
        value = value.replace("\0", "")
    value = value.strip()
    return value if len(value) <= limit else value[:limit]


def plain(value: str) -> str:
    """Text that may stand in a file: no control characters but line breaks and tabs."""
    value = value.encode("utf-8", "replace").decode()
    return value if value.isprintable() else _CONTROL.sub("", value)


def escaped(value: str) -> str:
    """A TEXT value as it is written (section 3.3.11)."""
    return _SPECIAL.sub(lambda match: "\\n" if match[0] == "\n" else f"\\{match[0]}", plain(value))


def word(value: str) -> str:
    """A value from a closed set, in upper case."""
    return value[:MOST_WORD].strip().upper()


def moment(value: str) -> date | None:
    """A DATE or DATE-TIME value: a day, a local or a UTC time; None if it is neither.

    Leap seconds, hour 24, missing seconds and ISO 8601's separators are read too. The years 1 and
    9999 become 2 and 9998, so that the result can be moved to any zone.
    """
    size = len(value)
    try:
        if size == 15 and value[8] == "T":
            return movable(datetime.fromisoformat(value))
        if size == 16 and value[8] == "T" and value[15] == "Z":
            return movable(datetime.fromisoformat(value))
        if size == 8:
            return movable(date.fromisoformat(value))
    except ValueError:
        pass
    return _repaired(value[:MOST_WORD].strip().upper())


def movable(value: When) -> When:
    """A day or time that can be moved to any zone: the years 1 and 9999 become 2 and 9998."""
    if 1 < value.year < 9999:
        return value
    return value.replace(year=min(max(value.year, 2), 9998))


def _repaired(value: str) -> date | None:
    found = _MOMENT.fullmatch(value)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        at = movable(date(year, month, day))
    except ValueError:
        return None
    if found[4] is None:
        return at
    if hour > 24 or minute > 59:
        return None
    clock = timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    return datetime.combine(at, time(), tzinfo=UTC if found[7] else None) + clock


def duration(value: str) -> tuple[timedelta, timedelta] | None:
    """A DURATION as days, kept on the clock, and exact time (section 3.3.6)."""
    found = _DURATION.fullmatch(value)
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return sign * timedelta(weeks=weeks, days=days), sign * exact


def end_of(start: date, *, end: date | None, length: str) -> date:
    """When an event ends by DTEND or DURATION: of the kind its start is, and never before it.

    Without both it lasts a day, or as a time no time at all (section 3.6.1).
    """
    if end is not None:
        end = _alike(end, start)
    elif length:
        end = _after(start, length)
    if end is None or end < start or end - start > LONGEST:
        end = start
    if end == start and not isinstance(start, datetime):
        return start + _DAY
    return end


def _alike(end: date, start: date) -> date:
    if isinstance(start, datetime):
        if not isinstance(end, datetime):
            return datetime.combine(end, time(), tzinfo=start.tzinfo)
        if (end.tzinfo is None) != (start.tzinfo is None):
            return end.replace(tzinfo=start.tzinfo)
        return end
    if isinstance(end, datetime):
        return end.date() + (_DAY if end.time() > time() else _NOTHING)
    return end


def _after(start: date, value: str) -> date | None:
    length = duration(value)
    if length is None or not _NOTHING <= length[0] + length[1] <= LONGEST:
        return None
    days, exact = length
    try:
        if not isinstance(start, datetime):
            return start + days - (-exact // _DAY) * _DAY
        if start.tzinfo is None or not exact:
            return start + days + exact
        return ((start + days).astimezone(UTC) + exact).astimezone(start.tzinfo)
    except OverflowError:
        return None


def person(line: str) -> Attendee | None:
    """An ORGANIZER or ATTENDEE; None where it names neither an address nor a name."""
    return _known_person(line) if len(line) < MOST_REMEMBERED else _person(line)


def _person(line: str) -> Attendee | None:
    head, value = split(line)
    given = parameters(head).get
    value = value.strip()
    if value[:7].lower() == "mailto:":
        value = value[7:]
    email = value if "@" in value else given("EMAIL", "")
    name = given("CN", "")
    if not email and not name:
        return None
    return Attendee(
        email=text(email).lower(),
        name=text(name),
        status=given("PARTSTAT", "needs-action").lower()[:MOST_WORD],
        room=given("CUTYPE", "").upper() in ("ROOM", "RESOURCE"),
    )


_known_person = lru_cache(maxsize=4096)(_person)  # the same few people are at most meetings

"""TZID -> zone: IANA names however prefixed, Windows names, and VTIMEZONEs by their rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from datetime import tzinfo
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo
from zoneinfo import available_timezones

LONGEST_NAME = 255  # characters of a TZID worth looking at; real ones stay under 100
LARGEST_ZONE = 64 * 1024  # bytes of a VTIMEZONE; the longest real ones have 20 kB
MOST_OBSERVANCES = 300  # STANDARDs and DAYLIGHTs; Outlook writes 2, full histories about 150
MOST_ZONES = 1000  # VTIMEZONEs of one file
CACHED = 512  # zones remembered by name and by rules

_DAYS = tuple((month, day) for month in range(1, 13) for day in (5, 12, 19, 26))
_KEY = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+){0,2}")
_OFFSET = re.compile(r"\(?(?:UTC|GMT)?([+-])(\d{1,2})(?:[:.]?([0-5]\d))?(?:\)|$|\s)", re.IGNORECASE)
_UTC_NAMES = frozenset({"utc", "z", "gmt", "zulu", "etc/utc", "etc/gmt", "etc/zulu", "etc/uct"})
_FIRST = ("Europe/Berlin", "America/New_York")  # of zones with the same clocks those most live in
_MACHINE = frozenset({"localtime", "posixrules", "Factory"})  # differ from machine to machine
_TO = re.compile(rb"\nTZOFFSETTO:([+-])(\d\d):?(\d\d)", re.IGNORECASE)
_STANDARD = re.compile(rb"\nBEGIN:STANDARD[ \t\r]*(?=\n)", re.IGNORECASE)
_OBSERVANCE = re.compile(rb"\nBEGIN:(?:STANDARD|DAYLIGHT)", re.IGNORECASE)
_RULE = re.compile(rb"\nRRULE[;:]([^\r\n]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\nX-LIC-LOCATION:([^\r\n]+)", re.IGNORECASE)
_SINCE = re.compile(rb"\nDTSTART[^:\n]*:(\d{4})", re.IGNORECASE)
_NAME = re.compile(rb"\nTZID[^:\r\n]*:([^\r\n]+)", re.IGNORECASE)
_FOLD = re.compile(rb"\r?\n[ \t]")


def resolved(tzid: str, vtimezone: bytes = b"") -> tzinfo | None:
    """The zone of a TZID: by its name, else by the rules of its VTIMEZONE, else by an offset in it.

    UTC is `datetime.UTC`. None: nobody can say.
    """
    if zone := named(tzid):
        return zone
    if vtimezone and (zone := ruled(vtimezone)):
        return zone
    return _offset(tzid)


@lru_cache(maxsize=CACHED)
def named(tzid: str) -> tzinfo | None:
    """The zone that a name stands for: IANA, IANA behind a prefix, or a Windows name."""
    tzid = tzid.strip().strip('"')
    if not tzid or len(tzid) > LONGEST_NAME:
        return None
    if tzid.casefold() in _UTC_NAMES:
        return UTC
    if zone := _iana(tzid):
        return zone
    if key := _windows().get(tzid.casefold()) or _any_case().get(tzid.casefold()):
        return UTC if key == "Etc/UTC" else _iana(key)
    return _prefixed(tzid)


def _iana(key: str) -> ZoneInfo | None:
    if key in _MACHINE or not _KEY.fullmatch(key):
        return None
    try:
        return ZoneInfo(key)
    except (ValueError, OSError, KeyError):
        return None


def _prefixed(tzid: str) -> tzinfo | None:
    """`/mozilla.org/20070129_1/Europe/Berlin`, `posix/Europe/Berlin`, `tzone://Microsoft/Utc`."""
    parts = tzid.split("/")
    for size in (3, 2):
        if len(parts) > size and (zone := _iana("/".join(parts[-size:]))):
            return zone
    last = parts[-1]
    return named(last) if len(parts) > 1 and last.casefold() in _UTC_NAMES else None


@lru_cache(maxsize=1)
def _windows() -> dict[str, str]:
    from tzlocal.windows_tz import win_tz

    return {name.casefold(): key for name, key in win_tz.items()}


@lru_cache(maxsize=1)
def _any_case() -> dict[str, str]:
    return {key.casefold(): key for key in available_timezones()}


def _offset(tzid: str) -> tzinfo | None:
    """`GMT+0200`, `UTC-05:00`, `(UTC+01:00) Somewhere`."""
    found = _OFFSET.match(tzid[:LONGEST_NAME].strip())
    return found and _fixed(found[1], found[2], minutes=found[3] or "0")


def _fixed(sign: str, hours: str, *, minutes: str) -> tzinfo | None:
    distance = timedelta(hours=int(hours), minutes=int(minutes))
    if distance >= timedelta(hours=24):
        return None
    if not distance:
        return UTC
    return timezone(-distance if sign == "-" else distance)


def name_of(vtimezone: bytes) -> str:
    """The TZID of a VTIMEZONE."""
    found = _NAME.search(_FOLD.sub(b"", vtimezone[:LARGEST_ZONE]))
    return found[1].decode("utf-8", "replace").strip().strip('"') if found else ""


@lru_cache(maxsize=CACHED)
def ruled(vtimezone: bytes) -> tzinfo | None:
    """The IANA zone whose clocks a VTIMEZONE describes, else its standard offset."""
    if len(vtimezone) > LARGEST_ZONE:
        return None
    raw = _FOLD.sub(b"", vtimezone)
    if (found := _LOCATION.search(raw)) and (zone := named(found[1].decode("utf-8", "replace"))):
        return zone
    if _is_tame(raw) and (zone := _equivalent(raw)):
        return zone
    return _standard_offset(raw)


def _is_tame(raw: bytes) -> bool:
    """Can the library expand it in no time? Only yearly rules, and not too many."""
    rules = [match[1].upper() for match in _RULE.finditer(raw)]
    return len(_OBSERVANCE.findall(raw)) <= MOST_OBSERVANCES and all(
        rule.startswith(b"FREQ=YEARLY")
        and b"FREQ" not in rule[4:]
        and b"INTERVAL=0" not in rule
        and len(rule) < 200
        and b"BYHOUR" not in rule
        for rule in rules
    )


def _equivalent(raw: bytes) -> tzinfo | None:
    """The zone with the same clocks over the years, or at least lately, if its rules are young."""
    from icalendar import Timezone

    try:
        custom = Timezone.from_ical(raw).to_tz(lookup_tzid=False)  # type: ignore[attr-defined]
        young = max(2023, *(min(int(year), 2200) for year in _SINCE.findall(raw))) + 1
        several = len(set(_TO.findall(raw))) > 1
        spans = (range(2008, 2031), range(young, young + 4))
        return next(filter(None, (_alike(custom, span, several=several) for span in spans)), None)
    except Exception:  # noqa: BLE001 - the library lets all kinds out when rules are broken
        return None


def _alike(custom: tzinfo, years: Iterable[int], *, several: bool) -> tzinfo | None:
    """Zones whose rules have ended, though they had several offsets, are like none."""
    clock = [datetime(year, *day, 12) for year in years for day in _DAYS]  # noqa: DTZ001
    offsets = [(at, custom.utcoffset(at)) for at in clock]
    if several and len({offset for _, offset in offsets}) == 1:
        return None
    for zone in (UTC, *map(_iana, (*_FIRST, *sorted(set(_windows().values()))))):
        if zone and all(zone.utcoffset(at) == offset for at, offset in offsets):
            return zone
    return None


def _standard_offset(raw: bytes) -> tzinfo | None:
    standard = _STANDARD.search(raw)
    found = _TO.search(raw, standard.start() if standard else 0)
    if found is None:
        return None
    return _fixed(found[1].decode(), found[2].decode(), minutes=found[3].decode())


class Definitions:
    """The VTIMEZONEs of one file, and what TZIDs mean there; each calendar in it has its own."""

    def __init__(self, everything: Callable[[], Iterable[bytes]]) -> None:
        """Take what lists all VTIMEZONEs of the file, for TZIDs used before they are defined."""
        self._everything = everything
        self._passed: dict[str, bytes] = {}
        self._ahead: dict[str, bytes] | None = None

    def define(self, vtimezone: bytes) -> bool:
        """Take one in; True where it changes what its TZID means from here on."""
        tzid = name_of(vtimezone)
        known = self._passed.get(tzid)
        if known is None and len(self._passed) >= MOST_ZONES:
            return False
        self._passed[tzid] = vtimezone
        return known != vtimezone and (known is not None or self._ahead is not None)

    def zone(self, tzid: str) -> tzinfo | None:
        """The zone that a TZID means; None: nobody can say."""
        return named(tzid) or resolved(tzid, self._definition(tzid))

    def only(self) -> tzinfo | None:
        """The zone of the file, if it defines just one."""
        return self.zone(next(iter(self._passed))) if len(self._passed) == 1 else None

    def _definition(self, tzid: str) -> bytes:
        if tzid in self._passed:
            return self._passed[tzid]
        if self._ahead is None:
            raws = islice(self._everything(), MOST_ZONES)
            self._ahead = {}
            for raw in raws:
                self._ahead.setdefault(name_of(raw), raw)
        return self._ahead.get(tzid, b"")

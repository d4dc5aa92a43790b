"""A first configuration: what can be found out by looking, its commented text, and its writing."""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from enum import StrEnum
from itertools import islice
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

from calsync import config as settings
from calsync import environment
from calsync import ics
from calsync import ruling
from calsync import saving
from calsync import scanning
from calsync import tables
from calsync.config import Config
from calsync.errors import UsageError
from calsync.model import Event

# Where programs that keep calendars as files put them (their manuals' own examples and defaults).
FOLDERS = (".calendars", ".local/share/khal/calendars", ".local/share/vdirsyncer")
CLIENT_FILE = "client_secret*.json"
LOOKED_AT = 5000  # entries of a folder that are enough to see whether there is a calendar
NAMES = {"files": "home", "google": "google"}

_ACCOUNT = re.compile(r'^kind = "(google|files)"$', re.MULTILINE)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


class Wanted(StrEnum):
    """What an answer must be."""

    EMAILS = "your e-mail addresses, a comma between them"
    HOURS = "from and to, such as 09:00-17:00"
    ZONE = "the name of a time zone, such as Europe/Berlin"
    NAME = "the name of a calendar, such as Follow-ups"


class BadAnswerError(UsageError):
    """An answer that cannot be meant."""

    def __init__(self, value: str, wanted: Wanted) -> None:
        super().__init__(f"{value!r} cannot be meant; say {wanted}")


class NoCalendarError(UsageError):
    """There is no calendar in that place."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"there is no calendar at {path}; give an .ics file, a folder with .ics files below it,"
            " or the client_secret….json of a Google project"
        )


class ConfigExistsError(UsageError):
    """A configuration is not overwritten unasked."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is there already; say --yes to keep it as .bak and make a new one"
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose; `path` is the calendars', or that of Google's client file."""

    kind: str
    path: Path
    emails: tuple[str, ...]
    timezone: str = ""
    calendar: str = "Follow-ups"
    hours: str = "09:00-17:00"
    cards: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """What the calendars tell of their user: addresses, and a zone if the machine has none."""

    emails: tuple[str, ...] = ()
    timezone: str = ""
    zone_known: bool = True


def calendars_at(home: Path, here: Path) -> Path | None:
    """Where calendars seem to be: the usual folders, else what lies in the current one."""
    for name in FOLDERS:
        if holds_calendar(home / name):
            return home / name
    files = sorted(path for path in islice(here.glob("*.ics"), LOOKED_AT) if path.is_file())
    if not files:
        return None
    return files[0] if len(files) == 1 else here


def client_file_at(*folders: Path) -> Path | None:
    """The newest file in these folders that is named as Google names a client's."""
    found = [path for folder in folders for path in islice(folder.glob(CLIENT_FILE), LOOKED_AT)]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def holds_calendar(path: Path) -> bool:
    """Is it an .ics file, or a folder with one somewhere below?"""
    if path.is_file():
        return path.suffix.lower() == ".ics"
    names = (name for _, _, files in os.walk(path) for name in files)
    return any(name.lower().endswith(".ics") for name in islice(names, LOOKED_AT))


def place(value: str) -> Path:
    """A path as the user gave it, absolute, where there is something."""
    path = Path(os.path.abspath(environment.expanded(value.strip())))  # noqa: PTH100 - keeps links
    if not value.strip() or not path.exists() or not str(path).isprintable():
        raise NoCalendarError(path)
    return path


def calendars(value: str) -> Path:
    """The path of calendars."""
    path = place(value)
    if not holds_calendar(path):
        raise NoCalendarError(path)
    return path


def emails(value: str) -> tuple[str, ...]:
    """Addresses with commas or blanks between them."""
    found = tuple(part.lower() for part in re.split(r"[\s,;]+", value) if part)
    if not found or not all(_EMAIL.fullmatch(part) and part.isprintable() for part in found):
        raise BadAnswerError(value, Wanted.EMAILS)
    return tuple(dict.fromkeys(found))


def hours(value: str) -> str:
    """From and to."""
    try:
        parts = (part.strip() for part in value.split("-"))
        first, last = (time.fromisoformat(part.zfill(5 if ":" in part else 2)) for part in parts)
    except ValueError:
        first = last = time()
    if first.tzinfo or last.tzinfo or not first < last:
        raise BadAnswerError(value, Wanted.HOURS)
    return f"{first:%H:%M}-{last:%H:%M}"


def timezone(value: str) -> str:
    """The name of a zone."""
    try:
        return ZoneInfo(value.strip()).key
    except (LookupError, OSError, ValueError) as error:
        raise BadAnswerError(value, Wanted.ZONE) from error


def calendar_name(value: str) -> str:
    """The name of the calendar for follow-ups."""
    if not value.strip() or not value.isprintable():
        raise BadAnswerError(value, Wanted.NAME)
    return value.strip()


def glance(path: Path, *, system: str) -> Glance:
    """Who the user seems to be, and in which zone if this machine, set to UTC, does not tell."""
    read = scanning.read([str(path)], stdin=io.BytesIO())
    zones = Counter(part.zone for part in read.parts if isinstance(part, ics.Reading) and part.zone)
    guesses = scanning.guesses(read.events, read.names)
    found = tuple(dict.fromkeys(guess.email.lower() for guess in guesses))
    if system not in {"UTC", "Etc/UTC"}:
        return Glance(found)
    # Not every program describes the zones that it names.
    zones = zones or Counter(filter(None, map(_zone_of, read.events)))
    usual = next(iter(zones.most_common(1)), ("", 0))[0]
    return Glance(found, usual, zone_known=bool(usual))


def _zone_of(event: Event) -> str:
    zone = event.start.tzinfo if isinstance(event.start, datetime) else None
    return zone.key if isinstance(zone, ZoneInfo) and zone.key != "UTC" else ""


def text_of(choices: Choices) -> str:
    """The commented configuration: the example, with the one account and the answers in it."""
    blocks = "".join(f"{block}\n\n" for block in _chosen(choices.kind)).rstrip("\n") + "\n"
    name = NAMES[choices.kind]
    values = {
        "timezone": tables.quoted(choices.timezone),
        "emails": f"[{', '.join(map(tables.quoted, choices.emails))}]",
        "name": tables.quoted(name),
        "client_secrets" if choices.kind == "google" else "path": tables.quoted(str(choices.path)),
        "account": tables.quoted(name),
        "calendar": tables.quoted(choices.calendar),
        "hours": tables.quoted(choices.hours),
        "cards": "true" if choices.cards else "false",
    }
    lines = blocks.split("\n")
    return "\n".join(_answered(line, values) for line in lines)


def _answered(line: str, values: Mapping[str, str]) -> str:
    key = line.partition(" = ")[0]
    return f"{key} = {values[key]}" if key in values else line


def _chosen(kind: str) -> Iterator[str]:
    """The example's blocks without the accounts of other kinds, its rule as a comment."""
    lead = ""
    for block in settings.example().strip().split("\n\n"):
        account = _ACCOUNT.search(block)
        if account and account[1] != kind:
            lead = "".join(f"{line}\n" for line in takewhile(_is_comment, block.split("\n")))
            continue
        if "\n[[rules]]\n" in block:
            lines = (line if line.startswith("#") else f"# {line}" for line in block.split("\n"))
            yield "\n".join(lines)
        else:
            yield (lead if account else "") + block


def _is_comment(line: str) -> bool:
    return line.startswith("#")


def write(path: Path, choices: Choices, *, replace: bool) -> tuple[Config, Path | None]:
    """Write a configuration as a whole (0600) and read it back; where the old one is kept."""
    with ruling.said(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = _written(path, path.resolve(), text_of(choices), replace=replace)
    return settings.load(path), kept


def _written(path: Path, real: Path, text: str, *, replace: bool) -> Path | None:
    with saving.beside(real, text.encode("utf-8")) as temporary:
        settings.load(temporary)
        kept = _kept(path, real) if replace and real.exists() else None
        if kept is not None:
            temporary.replace(real)
        else:
            _put(temporary, real, path)
    return kept


def _kept(path: Path, real: Path) -> Path:
    """A copy of the old configuration under the first name that is free."""
    number = 1
    while True:
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        with suppress(FileExistsError):
            _make(kept, real.read_bytes())
            return kept
        number += 1


def _put(temporary: Path, real: Path, path: Path) -> None:
    """Give a finished file its name, if nothing has that name."""
    try:
        try:
            os.link(temporary, real)
        except PermissionError:  # a file system without links
            _make(real, temporary.read_bytes())
    except FileExistsError as error:
        raise ConfigExistsError(path) from error


def _make(path: Path, data: bytes) -> None:
    """Write a private file that was not there."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)

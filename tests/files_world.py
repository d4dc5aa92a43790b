"""The user, and other programs, at work in a folder of .ics files; without calsync's own code."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

import icalendar

from calsync.calendars import files
from calsync.calendars.files import FilesAccount
from calsync.calendars.protocol import Changes
from calsync.model import AccountSettings
from calsync.model import Attendee
from calsync.model import Event
from calsync.model import Me
from tests.contract_world import NOW
from tests.contract_world import make_event

LONG_AGO = time.time() - 3600
NOBODY = 65534
EMPTY = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nEND:VCALENDAR\r\n"
_VEVENT = re.compile(rb"BEGIN:VEVENT\r?\n.*?END:VEVENT\r?\n", re.DOTALL)
_SUMMARY = re.compile(rb"^SUMMARY[^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE)


class FilesWorld:
    """A folder with one event a file, or (with `file`) one file with all events."""

    tags_invitations = False
    tombstones = False

    def __init__(self, root: Path, *, file: str = "", single: bool = False) -> None:
        self.root = root
        self.file = file
        self.path = root / file if single else root
        root.mkdir(exist_ok=True)
        if file:
            (root / file).write_bytes(EMPTY)

    def account(
        self,
        *,
        clock: Callable[[], datetime] = lambda: NOW,
        progress: Callable[[str], None] = lambda _: None,
        **changes: Any,
    ) -> FilesAccount:
        """A new account object on the same folder."""
        settings = replace(AccountSettings("home", "files", path=self.path), **changes)
        return files.open_account(settings, me=Me(), clock=clock, progress=progress)

    def add(self, event: Event) -> str:
        """The user adds an event; an exception goes to the file of its series."""
        name = self.file or f"{event.uid}.ics"
        path = self.root / name
        data = path.read_bytes() if path.exists() else EMPTY
        component = vevent(event).to_ical()
        path.write_bytes(data.replace(b"END:VCALENDAR", component + b"END:VCALENDAR"))
        suffix = f"#{event.recurrence_id}" if event.recurrence_id else ""
        return f"{name}#{event.uid}{suffix}"

    def path_of(self, name: str) -> Path:
        """The file that an event's id names."""
        return self.root / unquote(name.partition("#")[0])

    def _component(self, name: str) -> bytes:
        _, uid, *rest = name.split("#")
        for match in _VEVENT.finditer(self.path_of(name).read_bytes()):
            given = icalendar.Event.from_ical(match[0])
            moved = given.decoded("RECURRENCE-ID", None)
            rid = f"{moved.astimezone(UTC):%Y%m%dT%H%M%SZ}" if moved else ""
            if (given["UID"], rid) == (uid, "".join(rest)):
                return match[0]
        raise LookupError(name)

    def edit(self, id: str, *, title: str) -> None:  # noqa: A002 - as in the model
        """The user changes a title in an editor."""
        old = self._component(id)
        new = _SUMMARY.sub(f"SUMMARY:{title}\r\n".encode(), old)
        path = self.path_of(id)
        path.write_bytes(path.read_bytes().replace(old, new))

    def delete(self, id: str) -> None:  # noqa: A002 - likewise
        """The user deletes an event; a file without any goes, unless it is the only one."""
        path = self.path_of(id)
        left = path.read_bytes().replace(self._component(id), b"")
        if b"BEGIN:VEVENT" in left or path.name == self.file:
            path.write_bytes(left)
        else:
            path.unlink()

    def _stored(self) -> Iterator[icalendar.Component]:
        for path in sorted(self.root.rglob("*.ics")):
            yield from icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")

    def titles(self) -> Sequence[str]:
        """All titles, as another program reads them."""
        return [str(component["SUMMARY"]) for component in self._stored()]

    def guests(self) -> Sequence[str]:
        """All guests, as another program reads them."""
        found: list[str] = []
        for component in self._stored():
            given = component.get("ATTENDEE", [])
            listed = given if isinstance(given, list) else [given]
            found += (str(guest).removeprefix("mailto:") for guest in listed)
        return found

    def bytes(self) -> dict[str, bytes]:
        """Every file with what is in it."""
        return {str(path): path.read_bytes() for path in self.root.rglob("*") if path.is_file()}


def vevent(event: Event) -> icalendar.Event:
    """An event as some other program writes it."""
    found = icalendar.Event()
    found.add("uid", event.uid)
    found.add("dtstamp", datetime(2026, 11, 1, tzinfo=UTC))
    found.add("dtstart", event.start)
    found.add("dtend", event.end)
    found.add("summary", event.title)
    for name in ("location", "description"):
        if getattr(event, name):
            found.add(name, getattr(event, name))
    if event.recurrence_id:
        found.add("recurrence-id", datetime.fromisoformat(event.recurrence_id))
    for line in event.recurrence:
        found.add(line.partition(":")[0], icalendar.vRecur.from_ical(line.partition(":")[2]))
    for guest in event.attendees:
        found.add("attendee", _address(guest))
    if event.organizer:
        found.add("organizer", _address(event.organizer))
    return found


def _address(person: Attendee) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = person.name
    return address


def put(world: FilesWorld, where: str, title: str = "Lunch") -> Path:
    """A file with one event, somewhere below the folder."""
    path = world.root / where
    path.parent.mkdir(parents=True, exist_ok=True)
    event = vevent(make_event(uid="put@example.com", title=title))
    path.write_bytes(EMPTY.replace(b"END:VCALENDAR", event.to_ical() + b"END:VCALENDAR"))
    return path


def aged(path: Path, seconds: float = LONG_AGO) -> Path:
    """A file that was last changed long ago."""
    os.utime(path, (seconds, seconds))
    return path


def whys(changes: Changes) -> dict[str, str]:
    """What was wrong, by file name."""
    return {Path(problem.where).name: problem.why for problem in changes.problems}


@contextmanager
def unprivileged() -> Iterator[Path]:
    """A folder of one's own, and no more rights than that, even where root runs the tests."""
    root = os.geteuid() == 0
    with TemporaryDirectory() as name:
        if root:
            os.chown(name, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield Path(name).resolve()
        finally:
            if root:
                os.setresuid(0, 0, 0)

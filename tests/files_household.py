"""A user whose calendars are files, with the verbs of `household`; edits as other programs do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar

from calsync import ics
from calsync.calendars import files
from calsync.calendars.memory import When
from calsync.calendars.protocol import Account
from calsync.model import AccountSettings
from calsync.model import Event
from calsync.model import Me
from tests.files_world import vevent
from tests.household import Household

_NAMES = {"title": "SUMMARY", "description": "DESCRIPTION", "start": "DTSTART", "end": "DTEND"}


class Hand:
    """What the user does to files with another program, and what befalls a disk."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.failures: list[Any] = []  # a disk fails no single step: see the tests of crashes

    def add(self, event: Event) -> Event:
        """The user adds an event, in a file of its own."""
        calendar = icalendar.Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//Phone//EN")
        calendar.add_component(vevent(event))
        path = self._root / "personal" / f"{event.uid}.ics"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(calendar.to_ical())
        return next(self.events(path))

    def edit(self, event: Event, **changes: Any) -> Event:
        """The user changes some fields of an event as it is now."""
        path = self._path(event)
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        (component,) = calendar.walk("VEVENT")
        for field, value in changes.items():
            component.pop(_NAMES[field], None)
            component.add(_NAMES[field], value)
        path.write_bytes(calendar.to_ical())
        return next(self.events(path))

    def delete(self, event: Event) -> None:
        """The user deletes an event."""
        self._path(event).unlink()

    def expire(self) -> None:
        """Some program touches every file."""
        for path in self._root.rglob("*.ics"):
            os.utime(path)

    def fail(self, error: BaseException, *, when: When = When.BEFORE, skip: int = 0) -> None:
        """Nothing: see `failures`."""

    def events(self, path: Path) -> Iterator[Event]:
        """The events of a file."""
        href = path.relative_to(self._root).as_posix()
        yield from ics.read(path.read_bytes(), href=href, account="home").events

    def _path(self, event: Event) -> Path:
        return self._root / event.id.partition("#")[0]


class FilesHousehold(Household):
    """One user, one folder, one ledger."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root
        self._hand = Hand(root)

    @property
    def hand(self) -> Hand:
        """The user's hand on the files."""
        return self._hand

    @property
    def home(self) -> Account:
        """The account, opened anew."""
        settings = AccountSettings("home", "files", path=self._root)
        return files.open_account(settings, me=Me(), clock=lambda: self.now)

    def add(self, title: str, *, at: datetime | None = None, **more: Any) -> Event:
        """The user adds an event that ended some hours ago, or at a given time."""
        start = at or self.now - timedelta(hours=5, minutes=30)
        uid = f"{title.lower().replace(' ', '-')}@x"
        return self._hand.add(Event("", uid, title, start, start + timedelta(hours=1), **more))

    @property
    def follow_ups(self) -> list[Event]:
        """The follow-up events in the files, in the order of time."""
        found = [e for path in self._root.rglob("*.ics") for e in self._hand.events(path)]
        return sorted((e for e in found if "promise" in e.marks), key=lambda e: str(e.start))

"""An account of plain files: one .ics, or a folder of them as vdirsyncer and khal keep it."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime
from datetime import timedelta

from calsync.calendars import files_disk as disk
from calsync.calendars import files_tree as trees
from calsync.calendars.files_cursor import ETAG
from calsync.calendars.files_cursor import Cursor
from calsync.calendars.files_cursor import Glance
from calsync.calendars.files_cursor import Seen
from calsync.calendars.files_cursor import listing_of
from calsync.calendars.files_cursor import stamp_of
from calsync.calendars.files_cursor import told
from calsync.calendars.files_tree import Folder
from calsync.calendars.files_tree import Tree
from calsync.calendars.protocol import Changes
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import Write
from calsync.errors import UsageError
from calsync.model import AccountSettings
from calsync.model import Calendar
from calsync.model import Event
from calsync.model import Me
from calsync.model import Problem

TOLD_EVERY = 1000  # files between two words of progress
_BACK = timedelta(days=1)  # so much earlier may `since` be before everything is told again


class CalendarUnknownError(UsageError):
    """The configuration names a calendar that is not there."""

    def __init__(self, account: str, name: str, known: Sequence[Folder]) -> None:
        names = ", ".join(f"“{folder.name}”" for folder in known[:20]) or "none"
        super().__init__(
            f"{account}: there is no calendar “{name}” (is the disk mounted?); there are: {names}. "
            "Change `calendars` in the configuration"
        )


def open_account(
    settings: AccountSettings,
    *,
    me: Me,  # noqa: ARG001 - every back end's door has it
    clock: Callable[[], datetime],
    progress: Callable[[str], None] = lambda _: None,
) -> FilesAccount:
    """Open an account of plain files; nothing is read yet."""
    return FilesAccount(settings, clock=clock, progress=progress)


class FilesAccount:
    """Reads what changed by the files' times, writes by replacing whole files."""

    listing_lasts = timedelta()
    requests = 0

    def __init__(
        self,
        settings: AccountSettings,
        *,
        clock: Callable[[], datetime],
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock
        self._progress = progress
        self._passed_over: tuple[Problem, ...] = ()

    def _tree(self) -> Tree:
        assert self._settings.path is not None
        return Tree.at(self.name, self._settings.path)

    def calendars(self) -> tuple[Calendar, ...]:
        """The calendars that the configuration names, and those that calsync made."""
        found, self._passed_over = trees.folders(self._tree())
        wanted = {trees.quoted(name) for name in self._settings.calendars}
        for name in wanted:
            if not any(name in _names(folder) for folder in found):
                raise CalendarUnknownError(self.name, name, found)
        return tuple(
            self._calendar(folder)
            for folder in found
            if not wanted or folder.made or wanted & _names(folder)
        )

    def _calendar(self, folder: Folder) -> Calendar:
        return Calendar(
            id=folder.id,
            name=folder.name,
            account=self.name,
            writable=os.access(folder.path, os.W_OK | os.X_OK),
            made_by_calsync=folder.made,
        )

    def changes(self, calendar: Calendar, cursor: str, *, since: datetime) -> Changes:
        """What changed since the cursor, or everything where it makes no sense or is too young."""
        tree = self._tree()
        listing, problems = trees.files(tree, calendar.id)
        place = _place(tree, calendar)
        problems = (*self._passed_over, *problems)
        self._passed_over = ()
        if (glance := _unchanged(cursor, listing, place, since=since)) is not None:
            calendar = replace(calendar, zone=glance.zone)
            return Changes((), cursor, calendar=calendar, problems=problems + glance.problems)
        known = Cursor.from_text(cursor)
        if known is None or since < known.since - _BACK:
            known = Cursor(since)
        if known.files and not listing and known.place != place:
            raise trees.FolderEmptyError(self.name, tree.folder(calendar.id))
        look = _Look(tree, calendar, known, problems=list(problems))
        for number, href in enumerate(sorted(listing), start=1):
            look.take(href, listing[href])
            if number % TOLD_EVERY == 0:
                self._progress(f"{self.name}: {calendar.name}: {number:,} files read")
        return look.changes(cursor, place, full=not known.place)

    def apply(self, writes: Sequence[Write]) -> Iterator[Outcome]:
        """Carry out writes, those in one file together."""
        from calsync.calendars.files_writes import Writer

        writer = Writer(self._tree(), settings=self._settings, clock=self._clock)
        return writer.carry_out(writes)


def _names(folder: Folder) -> set[str]:
    return {folder.id, trees.quoted(folder.name), folder.name}


def _place(tree: Tree, calendar: Calendar) -> str:
    status = tree.folder(calendar.id).stat()
    return f"{status.st_dev}:{status.st_ino}"


def _unchanged(
    cursor: str, listing: Mapping[str, os.stat_result], place: str, *, since: datetime
) -> Glance | None:
    """What was known if every file is as it was, without a look at what they hold."""
    known = Glance.from_text(cursor)
    if known is None or known.place != place or since < known.since - _BACK:
        return None
    now = time.time_ns()
    stamps = ((href, stamp_of(status, now=now)) for href, status in listing.items())
    return known if known.listing and known.listing == listing_of(stamps) else None


@dataclass(slots=True)
class _Look:
    """One look at a calendar's files."""

    tree: Tree
    calendar: Calendar
    known: Cursor
    problems: list[Problem]
    events: list[Event] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    files: dict[str, Seen] = field(default_factory=dict)
    zones: Counter[str] = field(default_factory=Counter)
    whole: bool = True  # everything that may hold events could be read
    began: int = field(default_factory=time.time_ns)  # the files' own clock, not the user's

    def take(self, href: str, status: os.stat_result) -> None:
        """Look at one file; read it only if it may have changed."""
        old = self.known.files.get(href)
        stamp = stamp_of(status, now=self.began)
        if old is not None and stamp and old.stamp == stamp:
            self._known(href, old)
            return
        try:
            data, status = disk.read(self.tree.root / trees.unquoted(href))
        except FileNotFoundError as error:
            if self.tree.is_single(self.calendar.id):
                raise trees.FolderGoneError(self.tree.account, self.tree.root / href) from error
        except OSError as error:
            self._keep(href, disk.reason(error))
        else:
            self._compare(href, data, stamp_of(status, now=self.began))

    def _keep(self, href: str, why: str) -> None:
        """What cannot be read is neither known to be there nor known to be gone."""
        self.problems.append(Problem(href, why))
        self.whole = False
        if href in self.known.files:
            self.files[href] = replace(self.known.files[href], stamp="")

    def _compare(self, href: str, data: bytes, stamp: str) -> None:
        old = self.known.files.get(href)
        digest = hashlib.blake2b(data, digest_size=12).hexdigest()
        if old is None or old.digest != digest:
            old = self._read(href, data, old.etags(href) if old else {})
        self._known(href, replace(old, stamp=stamp, digest=digest))

    def _known(self, href: str, seen: Seen) -> None:
        """A file that is what it is known to be; what is wrong with it is wrong each time."""
        self.files[href] = seen
        self.problems += seen.problems

    def _read(self, href: str, data: bytes, known: dict[str, str]) -> Seen:
        """Read a file that changed: only events that differ are told."""
        from calsync import ics  # a sync mostly finds no file changed

        reading = ics.read(
            data,
            href=href,
            account=self.tree.account,
            calendar=self.calendar.id,
            since=self.known.since,
            known=known,
        )
        self.zones[reading.zone] += 1
        etags = {event.id: event.etag for event in reading.events}
        self.events += (e for e in reading.events if known.get(e.id) != e.etag[:ETAG])
        missing = {name: etag for name, etag in known.items() if name not in etags}
        if ics.is_whole(data):
            self.gone += missing
            return Seen("", "", told(href, etags.items()), reading.problems)
        self.whole = False
        unfinished = (Problem(href, _UNFINISHED),) if known or ics.is_calendar(data) else ()
        problems = (*reading.problems, *unfinished)
        return Seen("", "", told(href, (etags | missing).items()), problems)

    def changes(self, cursor: str, place: str, *, full: bool) -> Changes:
        """What was seen."""
        for href in self.known.files.keys() - self.files.keys():
            self.gone += self.known.files[href].etags(href)
        zones = [zone for zone, _ in self.zones.most_common() if zone]
        zone = self.known.zone or next(iter(zones), "")
        after = Cursor(self.known.since, place, zone, self.files)
        same = after == self.known
        return Changes(
            events=tuple(self.events),
            cursor=cursor if same else after.as_text(),
            gone=tuple(sorted(self.gone)),
            full=full and self.whole,
            calendar=replace(self.calendar, zone=zone),
            problems=tuple(self.problems),
        )


_UNFINISHED = (
    "the file does not end with END:VCALENDAR; is it being written? "
    "What is missing from it is not taken as deleted"
)

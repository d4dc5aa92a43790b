"""The six writes, carried out in plain files: grouped by file, each file read and written once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from calsync import ics
from calsync.calendars import files_disk as disk
from calsync.calendars import files_edits as edits
from calsync.calendars import files_folders as folders
from calsync.calendars import files_tree as trees
from calsync.calendars.files_tree import Tree
from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from calsync.model import OWN_MARKS
from calsync.model import AccountSettings
from calsync.model import Event
from calsync.model import short_hash

ATTEMPTS = 3  # at a file that another program keeps changing
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,100}")
_UID = re.compile(rb"^UID[^:\r\n]*:([^\r\n]{1,200})", re.MULTILINE | re.IGNORECASE)
_GUESTS = (
    "it has guests, whom a server behind the file may tell of a change: the tag stays in the "
    "ledger, unless `tag_invitations = true`"
)

Edit = PutTag | Change | Remove


class Writer:
    """Carries out the writes of one account."""

    def __init__(
        self, tree: Tree, *, settings: AccountSettings, clock: Callable[[], datetime]
    ) -> None:
        self._tree = tree
        self._settings = settings
        self._clock = clock
        self._swept: set[Path] = set()

    def carry_out(self, writes: Sequence[Write]) -> Iterator[Outcome]:
        """One outcome a write: new calendars first, then new events, then file by file."""
        yield from (folders.make(self._tree, w) for w in writes if isinstance(w, MakeCalendar))
        creations: defaultdict[str, list[Create]] = defaultdict(list)
        files: defaultdict[str, list[Edit]] = defaultdict(list)
        for write in writes:
            if isinstance(write, Create):
                creations[write.calendar.id].append(write)
            elif isinstance(write, Edit):
                files[write.event.id.partition("#")[0]].append(write)
        for calendar, wanted in creations.items():
            yield from self._create_all(calendar, wanted)
        for href, group in files.items():
            yield from self._edit_file(href, group)
        yield from (folders.remove(self._tree, w) for w in writes if isinstance(w, RemoveCalendar))

    def _create_all(self, calendar: str, wanted: Sequence[Create]) -> Iterator[Outcome]:
        if self._tree.is_single(calendar):
            why = "follow-ups stand in files of their own, not in a single file; name a folder"
            yield from (Outcome(write, Result.REFUSED, why=why) for write in wanted)
            return
        folder = self._tree.folder(calendar)
        self._sweep(folder)
        standing = self._standing(calendar, {write.draft.uid for write in wanted})
        for write in wanted:
            there = standing.get(write.draft.uid)
            if there is not None:
                yield Outcome(write, Result.EXISTS, event=there)
                continue
            outcome = self._create(folder, write)
            if outcome.event is not None:
                standing[write.draft.uid] = outcome.event
            yield outcome

    def _sweep(self, folder: Path) -> None:
        if folder not in self._swept:
            self._swept.add(folder)
            disk.sweep(folder)

    def _standing(self, calendar: str, uids: set[str]) -> dict[str, Event]:
        """The events of a calendar that have one of these UIDs, whatever their files are called."""
        found: dict[str, Event] = {}
        raw = {uid.encode() for uid in uids}
        for href in trees.files(self._tree, calendar)[0]:
            try:
                data, _ = disk.read(self._tree.root / trees.unquoted(href))
            except OSError:
                continue
            if raw.isdisjoint(uid.strip() for uid in _UID.findall(data)):
                continue
            found |= {e.uid: e for e in self._events(data, href, calendar) if e.uid in uids}
        return found

    def _found(self, data: bytes, ids: set[str], href: str, calendar: str) -> dict[str, Event]:
        return ics.found(data, ids, href=href, account=self._tree.account, calendar=calendar)

    def _events(self, data: bytes, href: str, calendar: str) -> tuple[Event, ...]:
        return ics.read(data, href=href, account=self._tree.account, calendar=calendar).events

    def _create(self, folder: Path, write: Create) -> Outcome:
        draft = write.draft
        data = ics.draft_bytes(draft, now=self._clock())
        for name in _file_names(draft.uid):
            href = trees.href_of(write.calendar.id, name)
            try:
                disk.create(folder / name, data)
            except FileExistsError:
                if there := self._standing_in(folder / name, href, write):
                    return Outcome(write, Result.EXISTS, event=there)
                continue
            except OSError as error:
                return folders.failure(write, folder / name, error)
            event = next(iter(self._events(data, href, write.calendar.id)), None)
            return Outcome(write, Result.DONE, event=event)
        why = f"{folder}: files of these names are there, with something else in them"
        return Outcome(write, Result.FAILED, why=why)

    def _standing_in(self, path: Path, href: str, write: Create) -> Event | None:
        """The event that another machine wrote into that very file since we looked."""
        with suppress(OSError):
            data, _ = disk.read(path)
            found = self._events(data, href, write.calendar.id)
            return next((event for event in found if event.uid == write.draft.uid), None)
        return None

    def _edit_file(self, href: str, group: Sequence[Edit]) -> Iterable[Outcome]:
        path = self._tree.path_of(href)
        self._sweep(path.parent)
        for _ in range(ATTEMPTS):
            try:
                return self._attempt(path, href, group)
            except FileNotFoundError:
                return [Outcome(write, Result.GONE) for write in group]
            except OSError as error:
                return [folders.failure(write, path, error) for write in group]
            except disk.OvertakenError:
                continue
        why = f"{path} is being changed by another program all the time"
        return [Outcome(write, Result.CONFLICT, why=why) for write in group]

    def _attempt(self, path: Path, href: str, group: Sequence[Edit]) -> list[Outcome]:
        """Decide each write by the file as it is now, then write it at once."""
        data, _ = disk.read(path)
        calendar = href.rpartition("/")[0] or trees.ROOT
        names = {write.event.id for write in group}
        before = self._found(data, names, href, calendar)
        decided = [self._decided(write, before.get(write.event.id), path) for write in group]
        wanted = [w for w, o in zip(group, decided, strict=True) if o.result is Result.DONE]
        after, refused = self._edited(data, wanted)
        if after != data:
            _store(path, data, after)
        standing = self._found(after, names, href, calendar) if after != data else before
        return [_settled(outcome, standing, refused) for outcome in decided]

    def _decided(self, write: Edit, now: Event | None, path: Path) -> Outcome:
        """The outcome of a write; DONE if it may be done now."""
        if now is None:
            return Outcome(write, Result.GONE)
        if why := self._objection(write, now, path):
            return Outcome(write, Result.REFUSED, event=now, why=why)
        if now.etag != write.event.etag:
            return Outcome(write, Result.CONFLICT, event=now)
        return Outcome(write, Result.DONE, event=now)

    def _objection(self, write: Edit, now: Event, path: Path) -> str:
        if not now.writable:
            return str(ics.UnwritableFileError())
        guests = bool(now.attendees) or now.attendees_hidden
        if isinstance(write, PutTag):
            return _GUESTS if guests and not self._settings.tag_invitations else ""
        if not OWN_MARKS & now.marks.keys() and not trees.is_made(self._tree, path.parent):
            return "it is not an event of calsync's own"
        return "somebody was invited to it, and may be told" if guests else ""

    def _edited(
        self, data: bytes, writes: Iterable[Edit]
    ) -> tuple[bytes, dict[int, ics.TagRefused]]:
        """The bytes after all writes, and by the write's identity what was refused."""
        writes = list(writes)
        tags = [write for write in writes if isinstance(write, PutTag)]
        data, errors = ics.all_tagged(data, [(write.event, write.tag) for write in tags])
        refused = {id(w): errors[w.event.id] for w in tags if w.event.id in errors}
        for write in writes:
            if isinstance(write, PutTag):
                continue
            try:
                data = self._changed(data, write)
            except ics.TagRefused as error:
                refused[id(write)] = error
        return data, refused

    def _changed(self, data: bytes, write: Change | Remove) -> bytes:
        if isinstance(write, Change):
            return edits.changed(data, write.event, write.draft, now=self._clock())
        return edits.removed(data, write.event)


def _file_names(uid: str) -> tuple[str, ...]:
    """What a new file may be called: by its UID if that is harmless, else by a hash of it."""
    hashed = f"{short_hash('file', uid)}.ics"
    return (f"{uid}.ics", hashed) if _FILE_NAME.fullmatch(uid) else (hashed,)


def _store(path: Path, before: bytes, after: bytes) -> None:
    """Put the new bytes in place; a file without anything left in it goes."""
    if edits.is_empty(after):
        disk.remove(path, seen=before)
    else:
        disk.replace(path, after, seen=before)


_RESULTS = (
    (ics.NotThereError, Result.GONE),
    (ics.ChangedError, Result.CONFLICT),
    (ics.TagRefused, Result.REFUSED),
)


def _settled(
    outcome: Outcome, standing: dict[str, Event], refused: dict[int, ics.TagRefused]
) -> Outcome:
    write = outcome.write
    assert isinstance(write, Edit)
    if outcome.result is not Result.DONE:
        return outcome
    event = standing.get(write.event.id)
    error = refused.get(id(write))
    if error is not None:
        result = next(result for kind, result in _RESULTS if isinstance(error, kind))
        return Outcome(write, result, event=event, why=str(error))
    return Outcome(write, Result.DONE, event=None if isinstance(write, Remove) else event)

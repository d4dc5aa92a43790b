"""The folder for follow-ups: made at once with its marker, and removed when nothing is left."""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path

from calsync import saving
from calsync.calendars import files_disk as disk
from calsync.calendars import files_tree as trees
from calsync.calendars.files_tree import Tree
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from calsync.model import Calendar

MOST_NAME = 100  # bytes; file systems allow 255
_OURS = frozenset({trees.MARKER, trees.NAME_FILE})
_TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR})


def make(tree: Tree, write: MakeCalendar) -> Outcome:
    """Find the folder that calsync made, else make one of a name that is not taken."""
    found, _ = trees.folders(tree)
    made = min((folder for folder in found if folder.made), key=lambda f: f.id, default=None)
    if made is not None:
        return Outcome(write, Result.DONE, calendar=_calendar(tree, made.id, made.name))
    plain = folder_name(write.name)
    for name in (plain, *(f"{plain} {number}" for number in range(2, 10))):
        try:
            _make(tree, name, write.name)
        except OSError as error:
            if error.errno in _TAKEN:
                continue
            return failure(write, tree.root / name, error)
        title = trees.title_of(tree.root / name)
        return Outcome(write, Result.DONE, calendar=_calendar(tree, trees.quoted(name), title))
    why = f"{tree.root}: {plain} and the names after it are taken"
    return Outcome(write, Result.FAILED, why=why)


def _calendar(tree: Tree, name: str, title: str) -> Calendar:
    return Calendar(name, title, tree.account, made_by_calsync=True)


def folder_name(name: str) -> str:
    """A name that every file system takes, and no program hides."""
    printable = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "-" for c in name)
    short = printable.encode("utf-8", "ignore")[:MOST_NAME].decode("utf-8", "ignore")
    return short.strip(" .") or "Follow-ups"


def _make(tree: Tree, name: str, title: str) -> None:
    """A folder that takes its name together with its marker; only an empty one gives way."""
    disk.sweep(tree.root)
    temporary = Path(tempfile.mkdtemp(saving.SUFFIX, saving.PREFIX, tree.root))
    try:
        (temporary / trees.MARKER).write_bytes(trees.marker(tree))
        if trees.quoted(name) != title:
            (temporary / trees.NAME_FILE).write_text(f"{title}\n", encoding="utf-8")
        temporary.chmod(tree.root.stat().st_mode & 0o777)
        temporary.rename(tree.root / name)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    disk.flush_folder(tree.root)


def remove(tree: Tree, write: RemoveCalendar) -> Outcome:
    """Remove a folder that calsync made, if nothing of anybody else's is in it."""
    try:
        path = tree.folder(write.calendar.id)
    except trees.FolderGoneError:
        return Outcome(write, Result.GONE)
    if path == tree.root or not trees.is_made(tree, path):
        return Outcome(write, Result.REFUSED, why="calsync did not make this folder")
    try:
        left = [entry for entry in path.iterdir() if not _is_ours(entry.name)]
        if left:
            return Outcome(write, Result.REFUSED, why=f"{left[0]} is left in it")
        _remove(tree, path)
    except OSError as error:
        return failure(write, path, error)
    return Outcome(write, Result.DONE)


def _is_ours(name: str) -> bool:
    return name in _OURS or disk.is_stray(name)


def _remove(tree: Tree, path: Path) -> None:
    marker = (path / trees.MARKER).read_bytes()
    for entry in list(path.iterdir()):
        if _is_ours(entry.name):
            entry.unlink()
    try:
        path.rmdir()
    except OSError:  # something came in between
        (path / trees.MARKER).write_bytes(marker)
        raise
    disk.flush_folder(tree.root)


def failure(write: Write, path: Path, error: OSError) -> Outcome:
    """The outcome of a write that the system did not let through, which may not last."""
    result = Result.REFUSED if disk.is_denied(error) else Result.FAILED
    return Outcome(write, result, why=f"{path}: {disk.reason(error)}")

"""Which calendars and files a folder holds, by name alone; nothing in it is followed out of it.

A folder with .ics files is a calendar, and so is one without anything (vdirsyncer makes them).
Names cross the border quoted: `%` and `#`, and what cannot be printed, as `%xx`.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.parse import unquote_to_bytes

from calsync.calendars import files_disk as disk
from calsync.errors import CalsyncError
from calsync.model import Problem

ROOT = "."
MARKER = ".calsync"
NAME_FILE = "displayname"  # vdirsyncer's and khal's
DEPTH = 30
MOST_FOLDERS = 5000
MOST_FILES = 200_000
MOST_NAME = 200  # characters of a calendar's name
_LINK = "a link is not followed: put the real one here, or make it an account of its own"
_TOO_MANY = f"more than {MOST_FILES:,} files"
_METADATA = frozenset({NAME_FILE, "color", "description", "order"})


class FolderGoneError(CalsyncError):
    """A known file or folder is not there: proof of nothing but that (rule 6)."""

    def __init__(self, account: str, path: Path) -> None:
        super().__init__(
            f"{account}: {path} is gone; nothing was taken as deleted. Is the disk mounted? "
            "If it has moved, change `path` in the configuration"
        )


class FolderEmptyError(CalsyncError):
    """A known folder is empty, and another one than it was: the place where a disk was mounted."""

    def __init__(self, account: str, path: Path) -> None:
        super().__init__(
            f"{account}: {path} is empty and not the folder it was; nothing was taken as deleted. "
            "Is the disk mounted? If it is right, `calsync sync --full` goes on"
        )


class UnreadableError(CalsyncError):
    """A file or folder cannot be read."""

    def __init__(self, account: str, path: Path, error: OSError) -> None:
        super().__init__(
            f"{account}: {path} cannot be read ({disk.reason(error)}); "
            f"see `ls -ld '{path}'`, then sync again"
        )


@dataclass(frozen=True, slots=True)
class Folder:
    """One calendar: its id is the quoted path below the account's folder."""

    id: str
    path: Path
    name: str
    made: bool = False  # by calsync, for this account


@dataclass(frozen=True, slots=True)
class Tree:
    """What an account's path stands for: a folder, or one file in it."""

    account: str
    root: Path  # without links
    file: str = ""

    @classmethod
    def at(cls, account: str, path: Path) -> Tree:
        """Look at the configured path; links on the way to it are followed, none below."""
        try:
            real = _resolved(path)
            mode = real.stat().st_mode
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FolderGoneError(account, path) from error
        except OSError as error:
            raise UnreadableError(account, path, error) from error
        if stat.S_ISDIR(mode):
            return cls(account, real)
        if stat.S_ISREG(mode):
            return cls(account, real.parent, real.name)
        raise UnreadableError(account, path, disk.NotPlainError(path))

    def folder(self, calendar: str) -> Path:
        """The folder of a calendar; raises where it is gone, a link, or outside."""
        path = self._inside(calendar)
        try:
            real = _resolved(path)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FolderGoneError(self.account, path) from error
        except OSError as error:
            raise UnreadableError(self.account, path, error) from error
        if real != path or not path.is_dir():
            raise FolderGoneError(self.account, path)
        return path

    def path_of(self, href: str) -> Path:
        """The file that an event's id names, in a folder that is what it seems."""
        path = self._inside(href)
        calendar = href.rpartition("/")[0] or ROOT
        return self.folder(calendar) / path.name

    def _inside(self, quoted: str) -> Path:
        parts = unquoted(quoted).split("/")
        if quoted == ROOT:
            return self.root
        if any(part in {"", ".."} or part.startswith(".") for part in parts):
            raise FolderGoneError(self.account, self.root / "/".join(parts))
        return self.root.joinpath(*parts)

    def is_single(self, calendar: str) -> bool:
        """Is this calendar one file?"""
        return bool(self.file) and calendar == ROOT


def _resolved(path: Path) -> Path:
    """The path without links; a loop of them raises OSError, as it does not in `Path.resolve`."""
    return Path(os.path.realpath(path, strict=True))


def quoted(name: str) -> str:
    """A file's name as text that can be stored, printed, and split at `#`."""
    if name.isprintable() and "%" not in name and "#" not in name:
        return name
    safe = (c if c.isprintable() and c not in "%#" else quote(os.fsencode(c)) for c in name)
    return "".join(safe)


def unquoted(name: str) -> str:
    """The file's name that was quoted."""
    return os.fsdecode(unquote_to_bytes(os.fsencode(name))) if "%" in name else name


def href_of(calendar: str, name: str) -> str:
    """What a file is known by: its quoted path below the account's folder."""
    return quoted(name) if calendar == ROOT else f"{calendar}/{quoted(name)}"


def folders(tree: Tree) -> tuple[tuple[Folder, ...], tuple[Problem, ...]]:
    """All calendars of an account in the order of their names, and what was passed over."""
    walk = _Walk(tree)
    if tree.file:
        found = [Folder(ROOT, tree.root, Path(tree.file).stem), *walk.beside()]
    else:
        found = list(walk.below(tree.root, ROOT, 0))
    return tuple(found), tuple(walk.problems)


class _Walk:
    """One way through an account's folders."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._seen = 0
        self.problems: list[Problem] = []

    def beside(self) -> Iterator[Folder]:
        """The folders that calsync made beside a single file."""
        for name in _sorted(self._tree.root):
            path = self._tree.root / name
            if not name.startswith(".") and is_made(self._tree, path):
                yield Folder(quoted(name), path, title_of(path), made=True)

    def below(self, path: Path, calendar: str, depth: int) -> Iterator[Folder]:
        """A folder, if it is a calendar, and those below it."""
        self._seen += 1
        try:
            entries = _visible(path)
        except OSError as error:
            if not depth:
                raise UnreadableError(self._tree.account, path, error) from error
            self.problems.append(Problem(str(path), disk.reason(error)))
            return
        links = sorted(entry.path for entry in entries if _leads_away(entry))
        self.problems += (Problem(link, _LINK) for link in links)
        inner = [e for e in entries if e.is_dir(follow_symlinks=False) and not is_ics(e.name)]
        inner.sort(key=lambda entry: entry.name)
        made = {entry.name for entry in inner if is_made(self._tree, Path(entry.path))}
        if _is_calendar(entries, has_folders=len(made) < len(inner)):
            yield Folder(calendar, path, title_of(path), is_made(self._tree, path))
        for entry in self._bounded(path, inner, depth):
            yield from self.below(Path(entry.path), href_of(calendar, entry.name), depth + 1)

    def _bounded(
        self, path: Path, inner: list[os.DirEntry[str]], depth: int
    ) -> Iterator[os.DirEntry[str]]:
        for entry in inner:
            if depth >= DEPTH or self._seen >= MOST_FOLDERS:
                why = f"more than {DEPTH} folders deep, or {MOST_FOLDERS:,} in all, are not read"
                self.problems.append(Problem(str(path), why))
                return
            yield entry


def _leads_away(entry: os.DirEntry[str]) -> bool:
    """Is it a link to a folder? Those named like files are told of where files are listed."""
    try:
        return entry.is_symlink() and not is_ics(entry.name) and entry.is_dir()
    except OSError:  # a loop of links
        return True


def _visible(path: Path) -> list[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        return [entry for entry in entries if not entry.name.startswith(".")]


def _sorted(path: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in _visible(path) if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def _is_calendar(entries: list[os.DirEntry[str]], *, has_folders: bool) -> bool:
    """Does a folder hold .ics files, or nothing at all, but what vdirsyncer says of it?"""
    plain = [entry for entry in entries if not entry.is_dir(follow_symlinks=False)]
    if any(is_ics(entry.name) for entry in plain):
        return True
    return not has_folders and all(entry.name in _METADATA for entry in plain)


def is_ics(name: str) -> bool:
    """Is this the name of a calendar file?"""
    return name[-4:].lower() == ".ics" and not name.startswith(".")


def title_of(path: Path) -> str:
    """A calendar's name: what vdirsyncer and khal were told, else the folder's."""
    try:
        data, _ = disk.read(path / NAME_FILE, limit=4096)
    except OSError:
        data = b""
    text = data.decode("utf-8", "replace").strip().partition("\n")[0]
    name = "".join(c for c in text if c.isprintable())[:MOST_NAME].strip()
    return name or quoted(path.name)


def is_made(tree: Tree, path: Path) -> bool:
    """Does a folder carry calsync's marker, made for this very account?"""
    try:
        data, _ = disk.read(path / MARKER, limit=4096)
    except OSError:
        return False
    return _line(tree) in data.splitlines()


def marker(tree: Tree) -> bytes:
    """What the marker says."""
    return b"calsync made this folder for follow-ups, and knows it by this file.\n%b\n" % _line(
        tree
    )


def _line(tree: Tree) -> bytes:
    return b"for: " + quoted(tree.file or ROOT).encode()


def files(tree: Tree, calendar: str) -> tuple[Mapping[str, os.stat_result], tuple[Problem, ...]]:
    """The .ics files of a calendar by href with their status, and what was passed over."""
    if tree.is_single(calendar):
        return _single(tree), ()
    path = tree.folder(calendar)
    found: dict[str, os.stat_result] = {}
    problems: list[Problem] = []
    try:
        for entry in _calendar_files(path):
            status = _status(entry)
            if isinstance(status, str):
                problems.append(Problem(str(path / quoted(entry.name)), status))
            elif status is not None:
                found[href_of(calendar, entry.name)] = status
    except OSError as error:
        raise UnreadableError(tree.account, path, error) from error
    return found, tuple(sorted(problems, key=lambda problem: problem.where))


def _calendar_files(path: Path) -> list[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        found = [entry for entry in entries if is_ics(entry.name)]
    if len(found) > MOST_FILES:
        raise OSError(errno.EFBIG, _TOO_MANY)
    return found


def _single(tree: Tree) -> Mapping[str, os.stat_result]:
    path = tree.root / tree.file
    try:
        return {quoted(tree.file): path.stat(follow_symlinks=False)}
    except FileNotFoundError as error:
        raise FolderGoneError(tree.account, path) from error
    except OSError as error:
        raise UnreadableError(tree.account, path, error) from error


def _status(entry: os.DirEntry[str]) -> os.stat_result | str | None:
    """The status of a plain file, why it is none, or None where it is just gone."""
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        return disk.reason(error)
    if stat.S_ISREG(status.st_mode):
        return status
    if stat.S_ISLNK(status.st_mode):
        return _LINK
    if stat.S_ISDIR(status.st_mode):
        return "a folder named like a file"
    return "neither a file nor a folder, but a pipe, socket or device"

"""What `scan` reads: files, folders, the .zip that Google exports, standard input, addresses.

Every input is taken as hostile: only plain files are opened, never blocking, and every size,
count and ratio has a bound. What cannot be read is a `Problem`; the rest is read all the same.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from calsync.errors import Exit
from calsync.errors import UsageError
from calsync.model import Problem

MEBIBYTE = 1024 * 1024
FILE_LIMIT = 256 * MEBIBYTE
ZIP_LIMIT = 1024 * MEBIBYTE  # all members of one archive together, unpacked
ZIP_MEMBERS = 5000
ZIP_RATIO = 250  # text of many like events packs 30 to 100 times, a bomb about 1,000 times
ZIP_SMALL = 4 * MEBIBYTE  # below this no ratio is suspicious
FOLDER_DEPTH = 30
STDIN = "-"
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
DIRECTORY_ENTRY = b"PK\x01\x02"
SCHEMES = ("http://", "https://", "webcal://", "webcals://")


class NoSuchPathError(UsageError):
    """None of the paths given is there."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            f"There is no {' and no '.join(paths)}. Give an .ics file, a folder of them, "
            "or the .zip that Google Calendar exports."
        )


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one .ics, where they came from, and the calendar they belong to."""

    where: str
    calendar: str
    data: bytes
    skipped: int = 0  # lines left out after its head, where it is a piece of a calendar


def check(paths: Sequence[str]) -> None:
    """Refuse what can never be read: addresses of a wrong kind, and paths where none is there."""
    addresses = [path for path in paths if is_address(path)]
    for address in addresses:
        from calsync import fetching  # slow to load, and seldom wanted

        fetching.check(address, name=fetching.host_of(address))
    if not addresses and not any(path == STDIN or os.path.lexists(path) for path in paths):
        raise NoSuchPathError(paths)


def is_address(path: str) -> bool:
    """Is it an address rather than a path?"""
    return path.lower().startswith(SCHEMES)


def documents(paths: Iterable[str], *, stdin: IO[bytes]) -> Iterator[Document | Problem]:
    """Every .ics the paths lead to, one after another, each once."""
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if path == STDIN:
            yield from _unpacked(_limited(stdin, "standard input"), "stdin", "stdin")
        elif is_address(path):
            yield from _fetched(path)
        elif Path(path).is_dir():
            yield from _folder(Path(path), seen)
        else:
            name = Path(path).name
            yield from _unpacked(_file(path, seen), path, _stem(name))


def _fetched(address: str) -> Iterator[Document | Problem]:
    """What stands at an address, known by its host: the rest of an address is a secret."""
    from calsync import fetching

    host = fetching.host_of(address)
    try:
        data = fetching.fetch(address, name=host).data
    except fetching.FetchError as error:
        yield Problem(host, error.why, later=error.exit_code == Exit.LATER)
    else:
        yield from _unpacked(data, host, host)


def _folder(root: Path, seen: set[tuple[int, int]]) -> Iterator[Document | Problem]:
    """Every .ics below a folder; links to folders are named, not followed, so there is no loop."""
    found = False
    for folder, names, problems in _walk(root):
        yield from problems
        calendar = folder.name or root.resolve().name
        for name in names:
            found = True
            path = os.path.join(folder, name)  # noqa: PTH118 - of so many, pathlib takes its time
            yield from _unpacked(_file(path, seen), path, calendar)
    if not found:
        yield Problem(str(root), "there is no .ics file in this folder")


def _walk(root: Path) -> Iterator[tuple[Path, list[str], list[Problem]]]:
    waiting = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield folder, [], [Problem(str(folder), _reason(error))]
            continue
        below = [e for e in entries if e.is_dir(follow_symlinks=False)]
        problems = [
            Problem(e.path, "a link to a folder is not followed; give the folder itself")
            for e in entries
            if e.is_symlink() and _leads_to_folder(e)
        ]
        if depth == FOLDER_DEPTH and below:
            problems.append(Problem(str(folder), f"more than {FOLDER_DEPTH} folders deep"))
        elif depth < FOLDER_DEPTH:
            waiting += [(folder / e.name, depth + 1) for e in reversed(below)]
        files = [e.name for e in entries if _is_ics(e.name) and not _leads_to_folder(e)]
        yield folder, files, problems


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False


def _file(path: str, seen: set[tuple[int, int]]) -> bytes | Problem | None:
    """The bytes of a plain file; None where it was read before under another name."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        return Problem(path, _reason(error))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Problem(
                path, "not a plain file; a stream is read from standard input: calsync scan -"
            )
        if (status.st_dev, status.st_ino) in seen:
            return None
        seen.add((status.st_dev, status.st_ino))
        if status.st_size > FILE_LIMIT:
            return Problem(path, _too_big())
        return _whole(handle, status.st_size)
    except OSError as error:
        return Problem(path, _reason(error))
    finally:
        os.close(handle)


def _whole(handle: int, size: int) -> bytes:
    """What a plain file holds; what it grows by meanwhile is left for the next look."""
    data = os.read(handle, size)
    while len(data) < size and (more := os.read(handle, size - len(data))):
        data += more
    return data


def _limited(file: IO[bytes], where: str) -> bytes | Problem:
    try:
        data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        return Problem(where, _reason(error))
    return Problem(where, _too_big()) if len(data) > FILE_LIMIT else data


def _unpacked(
    data: bytes | Problem | None, where: str, calendar: str
) -> Iterator[Document | Problem]:
    if data is None:
        return
    if isinstance(data, Problem):
        yield data
    elif data.startswith(ZIP_MAGIC):
        yield from _members(data, where)
    else:
        yield Document(where, calendar, data)


def _members(data: bytes, where: str) -> Iterator[Document | Problem]:
    """The .ics members of an archive; nothing is ever written out."""
    # zipfile reads the whole directory before it can be asked how long it is.
    if data.count(DIRECTORY_ENTRY) > ZIP_MEMBERS:
        yield Problem(where, f"more than {ZIP_MEMBERS:,} files in one archive")
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        yield Problem(where, f"not a whole .zip archive ({_reason(error)})")
        return
    left = ZIP_LIMIT
    wanted = [info for info in archive.infolist() if not info.is_dir()]
    for info in wanted:
        name = f"{where}:{info.filename}"
        if info.filename.lower().endswith(".zip"):
            yield Problem(name, "an archive within an archive is not read; unpack it first")
        elif _is_ics(info.filename):
            found = _member(archive, info, name) if info.file_size <= left else _full(name)
            left -= info.file_size
            yield found
    if not any(_is_ics(info.filename) for info in wanted):
        yield Problem(where, "there is no .ics file in this archive")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Document | Problem:
    if info.file_size > FILE_LIMIT:
        return Problem(where, _too_big())
    if info.file_size > max(ZIP_SMALL, info.compress_size * ZIP_RATIO):
        return Problem(where, f"packed more than {ZIP_RATIO} times, which no calendar is")
    try:
        with archive.open(info) as file:
            data = _limited(file, where)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        return Problem(where, f"cannot be unpacked ({_reason(error)})")
    if isinstance(data, Problem):
        return data
    return Document(where, _stem(Path(info.filename).name), data)


def _full(where: str) -> Problem:
    return Problem(where, f"the archive unpacks to more than {ZIP_LIMIT // MEBIBYTE:,} MiB")


def _too_big() -> str:
    return f"larger than {FILE_LIMIT // MEBIBYTE} MiB"


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error) or "unreadable"


def _is_ics(name: str) -> bool:
    return name.lower().endswith(".ics") and not name.startswith(".")


def _stem(name: str) -> str:
    return name[: -len(".ics")] if name.lower().endswith(".ics") else name

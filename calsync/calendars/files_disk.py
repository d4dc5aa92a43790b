"""Plain files, read and written with care: bounded, never blocking, never half written.

A file is replaced by a new one that is complete before it takes the name. It is compared with
what was read just before that; another program that writes in the instants between comparison and
rename loses, and POSIX offers nothing to close that gap.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path

from calsync import saving

MEBIBYTE = 1024 * 1024
FILE_LIMIT = 256 * MEBIBYTE
STRAY_SECONDS = 3600  # no write takes that long: whoever left the file is dead
_STRAY = re.compile(r"\.calsync-\w{4,16}\.tmp")
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES})
_DENIED = frozenset({errno.EACCES, errno.EPERM})


class NotPlainError(OSError):
    """It is not a plain file: a folder, a link, a pipe, a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "not a plain file", str(path))


class TooBigError(OSError):
    """No calendar is that big."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EFBIG, f"larger than {FILE_LIMIT // MEBIBYTE} MiB", str(path))


class ProtectedError(OSError):
    """The file could only be replaced by one with other rights."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(errno.EPERM, why, str(path))


class OvertakenError(Exception):
    """Another program changed the file since it was read."""


def read(path: Path, *, limit: int = FILE_LIMIT) -> tuple[bytes, os.stat_result]:
    """The bytes of a plain file and its status; links are not followed, pipes not waited for."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        handle = os.open(path, flags)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:
            raise NotPlainError(path) from error
        raise
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotPlainError(path)
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(limit + 1) if status.st_size <= limit else b""
    finally:
        os.close(handle)
    if status.st_size > limit or len(data) > limit:
        raise TooBigError(path)
    return data, status


def replace(path: Path, data: bytes, *, seen: bytes) -> None:
    """Replace a file if it still holds what was seen; its mode, owner and attributes stay."""
    status = path.stat(follow_symlinks=False)
    _require_writable(path, status)
    with saving.beside(path, data) as temporary:
        _keep_rights(path, temporary, status)
        if read(path)[0] != seen:
            raise OvertakenError
        temporary.rename(path)
    flush_folder(path.parent)


def create(path: Path, data: bytes) -> None:
    """Make a new file, whole at once; FileExistsError if there is one."""
    with saving.beside(path, data) as temporary:
        temporary.chmod(path.parent.stat().st_mode & 0o666)
        try:
            os.link(temporary, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _create_in_place(path, data)
    flush_folder(path.parent)


def _create_in_place(path: Path, data: bytes) -> None:
    """For file systems without hard links: exclusive all the same, but not whole at once."""
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            path.unlink()
            raise


def _require_writable(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotPlainError(path)
    if not os.access(path, os.W_OK) and not _is_read_only(path):
        raise ProtectedError(path, "the file is write-protected")


def _is_read_only(path: Path) -> bool:
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _keep_rights(path: Path, temporary: Path, status: os.stat_result) -> None:
    """Give the new file the old one's owner, mode, access list and attributes, but its own time."""
    mine = temporary.stat()
    if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.chown(temporary, status.st_uid, status.st_gid, follow_symlinks=False)
        except PermissionError as error:
            raise ProtectedError(path, "the file belongs to somebody else") from error
    shutil.copystat(path, temporary, follow_symlinks=False)
    os.utime(temporary)


def remove(path: Path, *, seen: bytes) -> None:
    """Remove a file if it still holds what was seen."""
    if read(path)[0] != seen:
        raise OvertakenError
    path.unlink()
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Let the names in a folder survive a power cut, where its file system can."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what killed runs of calsync left half written."""
    oldest = time.time() - STRAY_SECONDS
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not is_stray(entry.name) or entry.stat(follow_symlinks=False).st_mtime >= oldest:
                continue
            if entry.is_file(follow_symlinks=False):
                Path(entry.path).unlink()
            elif entry.is_dir(follow_symlinks=False):  # a folder that had no name yet
                _sweep_folder(Path(entry.path))


def _sweep_folder(folder: Path) -> None:
    with suppress(OSError):
        for entry in list(folder.iterdir()):
            entry.unlink()
        folder.rmdir()


def is_stray(name: str) -> bool:
    """Is it the name of a file that calsync had not finished?"""
    return _STRAY.fullmatch(name) is not None


def is_denied(error: OSError) -> bool:
    """Will it fail again whenever it is tried? A full or read-only disk may be mended."""
    return error.errno in _DENIED


def reason(error: OSError) -> str:
    """What went wrong, in the system's words."""
    return error.strerror or str(error) or type(error).__name__

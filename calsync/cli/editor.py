"""The user's own editor: started without a shell; when it fails, that is no answer."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from calsync.errors import CalsyncError
from calsync.errors import UsageError

EDITORS = ("sensible-editor", "editor", "nano", "vim", "vi")


class NoEditorError(UsageError):
    """There is no editor, or its name is no command line."""

    def __init__(self, value: str = "") -> None:
        found = f"EDITOR={value!r} is no command" if value else "there is no editor"
        super().__init__(f"{found}; set VISUAL or EDITOR, such as EDITOR=nano")


class EditorFailedError(CalsyncError):
    """The editor could not be started, or ended badly."""

    def __init__(self, command: str, why: object, kept: Path | None) -> None:
        page_kept = f"; the page is kept: {kept}" if kept else ""
        super().__init__(
            f"the editor `{command}` failed ({why}), nothing was done{page_kept};"
            " set VISUAL or EDITOR to another, or use `calsync review`"
        )


class UnreadablePageError(CalsyncError):
    """The page came back in another encoding."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the page is no UTF-8, nothing was done; it is kept: {path}")


def command(environ: Mapping[str, str], *, terminal: bool) -> list[str]:
    """The user's editor as a command line, without a shell: VISUAL, EDITOR, else what is there."""
    value = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    if not value:
        found = next(filter(shutil.which, EDITORS), "") if terminal else ""
        if not found:
            raise NoEditorError
        return [found]
    try:
        words = shlex.split(value)
    except ValueError as error:
        raise NoEditorError(value) from error
    return words or [value]


def edited(path: Path, editor: list[str]) -> str | None:
    """What the user made of a page; None if it was not saved, or emptied."""
    before, status = path.read_bytes(), path.stat()
    failure: object = None
    try:
        code = _wait(subprocess.Popen([*editor, str(path)]))  # noqa: S603 - the user's own
        failure = f"it ended with {code}" if code else None
    except OSError as error:
        failure = error.strerror or error
    try:
        after, now = path.read_bytes(), path.stat()
    except FileNotFoundError:
        after, now = b"", status
    touched = after != before and after.strip()
    saved = (now.st_mtime_ns, now.st_ino) != (status.st_mtime_ns, status.st_ino)
    if not touched and (failure or not after.strip() or not saved):
        path.unlink(missing_ok=True)
    if failure:
        raise EditorFailedError(shlex.join(editor), failure, path if touched else None)
    if not path.exists():
        return None
    try:
        return after.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadablePageError(path) from error


def _wait(process: subprocess.Popen[bytes]) -> int:
    while True:
        # Ctrl-C is the editor's, which shares the terminal.
        with suppress(KeyboardInterrupt):
            return process.wait()

"""Files put in place as a whole: there is always the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path

PREFIX, SUFFIX = ".calsync-", ".tmp"  # what reads folders of calendars skips hidden files (vdir)


@contextmanager
def beside(target: Path, data: bytes) -> Iterator[Path]:
    """A finished private file (0600) beside another, to take its name or to go with the block."""
    handle, name = tempfile.mkstemp(SUFFIX, PREFIX, target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink()

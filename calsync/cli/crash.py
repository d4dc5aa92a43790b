"""The log that a bug leaves: version, command and traceback, without words of the user."""

from __future__ import annotations

import os
import platform
import re
import sys
import time
import traceback
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path

from calsync import __version__
from calsync import environment

KEPT = 20  # logs; cron would fill the disk with the same bug
# Addresses may carry a password before the host, and a secret in the path.
ADDRESS = re.compile(r"\b((?:https?|webcals?)://)(?:[^/\s@]*@)?([^/\s@]+)/\S*")


def log(error: BaseException) -> Path | None:
    """Write the log for a bug where only the user can read it; None if that cannot be."""
    try:
        folder = environment.home(os.environ).logs
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = time.strftime("calsync-%Y%m%d-%H%M%S", time.gmtime())
        path = folder / f"{name}-{os.getpid()}.log"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report(error, sys.argv[1:]))
        for old in sorted(folder.glob("calsync-*.log"))[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def report(error: BaseException, arguments: Sequence[str]) -> str:
    """What a developer needs to know, and nothing that is the user's own."""
    lines = [
        f"calsync {__version__}",
        f"Python {platform.python_version()} on {platform.platform()}",
        "Command: " + " ".join(["calsync", *_hidden(arguments)]),
        "",
        *traceback.format_exception(error),
    ]
    return ADDRESS.sub(r"\1\2/…", "\n".join(lines))


def _hidden(arguments: Sequence[str]) -> Iterator[str]:
    command = next((word for word in arguments if re.fullmatch("[a-z]+", word)), "")
    for word in arguments:
        if word.startswith("-"):
            yield re.sub("=.*", "=…", word, flags=re.DOTALL)
        else:
            yield word if word == command else "…"

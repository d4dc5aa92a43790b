"""Where every error ends: one line for the user, an exit code for scripts, a log for a bug."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable

import click

from calsync.errors import CalsyncError
from calsync.errors import Exit

INTERRUPTED = 130
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def exit_code(call: Callable[[], object]) -> int:
    """Run a command line; whatever happens, say it and return the exit code for it."""
    _mend_streams()
    try:
        return _finished(call)
    except CalsyncError as error:
        complain(str(error))
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        complain("stopped.")
        return INTERRUPTED
    except OSError as error:
        return _failed(error)
    except Exception as error:  # noqa: BLE001 - the last boundary: it becomes a log and a code
        return _bug(error)


def _mend_streams() -> None:
    # A closed descriptor leaves None; a terminal of another encoding must not end a command.
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: PTH123, SIM115 - for good
        elif isinstance(stream, io.TextIOWrapper) and name != "stdin":
            stream.reconfigure(errors="backslashreplace")


def complain(message: str) -> None:
    """Tell the user what went wrong."""
    from calsync import text

    click.echo(f"calsync: {text.block(message)}", err=True)


def _finished(call: Callable[[], object]) -> int:
    try:
        code = call()
    except SystemExit as stop:
        code = stop.code
    # Whatever is still buffered must fail here, not while Python shuts down.
    sys.stdout.flush()
    return code if isinstance(code, int) else Exit.OK


def _failed(error: OSError) -> int:
    if error.errno == errno.EPIPE:
        _close_stdout()
        return Exit.PARTIAL
    if error.errno in FULL:
        complain("the disk is full; make room and try again.")
        return Exit.LATER
    if error.errno in DENIED and error.filename:
        complain(f"{error.filename}: {error.strerror}; mend its permissions and try again.")
        return Exit.USAGE
    return _bug(error)


def _close_stdout() -> None:
    # The reader has gone; nothing may be said about it when Python flushes for the last time.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception) -> int:
    from calsync.cli import crash

    where = crash.log(error)
    message = f"that is a bug in calsync, not your fault: {type(error).__name__}."
    advice = f"What happened stands in {where}; please report it with that file."
    complain(f"{message} {advice if where else 'No log could be written.'}")
    return Exit.BUG

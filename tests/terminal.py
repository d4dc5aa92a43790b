"""A terminal with somebody at it: waits for a question, types an answer, pulls it narrow."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import termios
import time
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from tests.conftest import ROOT
from tests.conftest import Ran

PATIENCE = 30.0
REACTION = 0.05  # seconds, as a hand needs them; a signal before the question waits is lost
CTRL_C = "\x03"
CTRL_D = "\x04"
ROWS = 24


@dataclass(frozen=True, slots=True)
class Resize:
    """Instead of an answer: the window gets another width."""

    columns: int


Answer = str | Resize


class NotAskedError(AssertionError):
    """The program did not say what was waited for."""

    def __init__(self, wanted: str, shown: str) -> None:
        super().__init__(f"waited for {wanted!r}, saw:\n{shown}")


def converse(
    *arguments: str, says: Sequence[tuple[str, Answer]], env: Mapping[str, str] | None = None
) -> Ran:
    """Run calsync at a terminal; for each pair, wait for the words, then type or resize."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        # Tests started in the background inherit a SIGINT that is ignored; a terminal's is not.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        command = [sys.executable, "-m", "calsync", *arguments]
        os.execve(command[0], command, {**os.environ, "TERM": "dumb", **(env or {})})  # noqa: S606
    shown, seen = "", 0
    for wanted, answer in says:
        while wanted not in shown[seen:]:
            more = _read(terminal)
            if not more:
                os.close(terminal)
                os.waitpid(child, 0)
                raise NotAskedError(wanted, shown)
            shown += more
        seen = shown.index(wanted, seen) + len(wanted)
        time.sleep(REACTION)
        _answer(terminal, answer)
    while more := _read(terminal):
        shown += more
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return Ran(os.waitstatus_to_exitcode(status), shown.replace("\r\n", "\n"), "")


def _answer(terminal: int, answer: Answer) -> None:
    if isinstance(answer, Resize):
        # The kernel sends SIGWINCH to whoever is in the foreground (tty_ioctl(4)).
        termios.tcsetwinsize(terminal, (ROWS, answer.columns))
        time.sleep(REACTION)
    else:
        os.write(terminal, answer.encode())


def _read(terminal: int) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 1.0)
        if ready:
            try:
                return os.read(terminal, 65536).decode("utf-8", "replace")
            except OSError:  # the other side is closed
                return ""
    return ""

"""The real program, killed with SIGKILL at a chosen write; each run is a process of its own.

One process loads the program once and forks for every run, so that hundreds of kills take seconds.
A write is: a file made, opened, renamed or removed, a folder made, a statement sent to the ledger,
a request sent to a server.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

PROGRAM = """
import json, os, signal, sys
import calsync.calendars.files, calsync.calendars.google, calsync.cli.sync
from calsync import cli, detection, notes

FILES = {"os.rename", "os.remove", "os.mkdir", "os.link", "shutil.move", "http.client.send"}
STATEMENTS = {"INSERT", "DELETE", "UPDATE", "COMMIT", "BEGIN"}
last = seen = 0

def write():
    global seen
    seen += 1
    if seen == last:
        os.kill(os.getpid(), signal.SIGKILL)

def statement(sql):
    if sql.split(None, 1)[0] in STATEMENTS:
        write()

waiting = []  # a connection can be watched only once it is made: at the next event

def hook(event, arguments):
    while waiting:
        waiting.pop().set_trace_callback(statement)
    if event == "sqlite3.connect/handle":
        waiting.append(arguments[0])
    elif event in FILES:
        write()
    elif event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        write()

def run(asked, told):
    global last
    os.environ.update(asked["env"])
    os.dup2(told, 1), os.dup2(told, 2)
    last, sys.argv = asked["kill_at"], ["calsync", *asked["arguments"]]
    sys.addaudithook(hook)
    try:
        cli.main()
    except SystemExit as left:
        os.pwrite(told, json.dumps([left.code, seen]).encode(), 1 << 20)
        os._exit(left.code)

for line in sys.stdin:
    told = os.memfd_create("told")
    child = os.fork()
    if not child:
        run(json.loads(line), told)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    said = os.pread(told, 1 << 20, 0).rstrip(b"\\0").decode()
    counted = os.pread(told, 99, 1 << 20)
    os.close(told)
    print(json.dumps([code, said, json.loads(counted)[1] if counted else 0]), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code (negative: the signal), its words, its writes if it lived."""

    code: int
    said: str
    writes: int


class Killer:
    """Runs calsync, and kills it where it is told to."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def run(self, arguments: Sequence[str], env: Mapping[str, str], *, kill_at: int = 0) -> Ended:
        """One run, killed at that write; 0: it may live."""
        asked = {"arguments": list(arguments), "env": dict(env), "kill_at": kill_at}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ended(*json.loads(self._process.stdout.readline()))

"""One line of the table, and how a program's time and memory are measured."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of calsync and of its peer: less is better of both."""

    what: str
    calsync: float
    peer: float
    beside: str  # what the peer is
    aim: float  # how many times better than the peer calsync shall be
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """How many times better than the peer: 2.0 is half the time or memory."""
        return self.peer / self.calsync if self.calsync else float("inf")


@dataclass(frozen=True, slots=True)
class Run:
    """Time and peak memory of a whole process."""

    seconds: float
    megabytes: float


def process(command: Sequence[str], *, runs: int = 5) -> Run:
    """The medians of several runs of a program."""
    all_runs = [_once(command) for _ in range(runs)]
    return Run(
        statistics.median(run.seconds for run in all_runs),
        statistics.median(run.megabytes for run in all_runs),
    )


def call(function: Callable[[], object], *, runs: int = 5) -> float:
    """The median time of a call within this process, in seconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        function()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def python(code: str, *arguments: str) -> list[str]:
    """The command that runs a line of Python as a program of its own."""
    return [sys.executable, "-c", code, *arguments]


def calsync(*arguments: str) -> list[str]:
    """The command that runs calsync as a program of its own."""
    return [sys.executable, "-m", "calsync", *arguments]


SLOWING = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME"})

# A process begins with the peak memory of the one that started it: this one is small.
STARTER = """
import os, subprocess, sys, time
began = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(time.perf_counter() - began, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def _once(command: Sequence[str]) -> Run:
    starter = [sys.executable, "-S", "-c", STARTER, *command]
    # As installed: whoever is told to write no bytecode compiles calsync anew at each start.
    variables = {name: value for name, value in os.environ.items() if name not in SLOWING}
    done = subprocess.run(starter, check=True, capture_output=True, text=True, env=variables)
    seconds, peak, code = done.stdout.split()
    if code not in {"0", "1"}:
        raise subprocess.CalledProcessError(int(code), list(command))
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kibibytes
    return Run(float(seconds), int(peak) * unit / 1_000_000)

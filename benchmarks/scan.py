"""Reading calendar files into events beside icalendar, on the same files in the same run.

Each measurement is a process of its own, which times only the reading; this one stays small, as a
process's peak memory counts from that of its parent.
"""

from __future__ import annotations

import statistics
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.measure import Run
from benchmarks.measure import python
from benchmarks.start import FEW
from benchmarks.start import MANY

AIMS = {FEW: 5.0, MANY: 8.0}
WRITE = (
    "import sys; from pathlib import Path; from benchmarks.start import calendar; "
    "Path(sys.argv[1]).write_bytes(calendar(int(sys.argv[2]), kind=sys.argv[3]))"
)
TIME = """
import resource, sys, time
from pathlib import Path
from {module} import {name} as reader
data = Path(sys.argv[1]).read_bytes()
began = time.perf_counter()
found = reader.{method}(data)
seconds = time.perf_counter() - began
unit = 1 if sys.platform == "darwin" else 1024
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)
"""
OURS = TIME.format(module="calsync", name="ics", method="read")
THEIRS = TIME.format(module="icalendar", name="Calendar", method="from_ical")


def rows() -> Iterable[Row]:
    """Time, peak memory and growth of reading small and rich events."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, aim in AIMS.items():
            yield from _kind(Path(folder, "calendar.ics"), kind, aim=aim)


def _kind(path: Path, kind: str, *, aim: float) -> Iterable[Row]:
    ours: dict[int, Run] = {}
    for count, runs in ((10_000, 3), (100_000, 1)):
        subprocess.run(python(WRITE, str(path), str(count), kind), check=True)
        ours[count] = _read(OURS, path, runs=3)
        theirs = _read(THEIRS, path, runs=runs)
        what = f"read, {count:,} events, {kind}"
        yield Row(what, ours[count].seconds, theirs.seconds, "icalendar.from_ical", aim)
        yield Row(f"{what}: memory", ours[count].megabytes, theirs.megabytes, "the same", 2.0, "MB")
    tenfold = ours[10_000].seconds * 10
    yield Row(f"growth to ten times, {kind}", ours[100_000].seconds, tenfold, "linear", 0.8)


def _read(code: str, path: Path, *, runs: int) -> Run:
    outputs = [
        subprocess.run(python(code, str(path)), check=True, capture_output=True, text=True).stdout
        for _ in range(runs)
    ]
    seconds, megabytes = zip(*(map(float, output.split()) for output in outputs), strict=True)
    return Run(statistics.median(seconds), statistics.median(megabytes))

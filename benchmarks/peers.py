"""khal and gcalcli where they do the same work, installed beside calsync if that is possible."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.measure import calsync
from benchmarks.measure import process
from benchmarks.sync import Home
from benchmarks.sync import home

PEERS = Path(sys.prefix) / "peers"  # goes with the environment when that goes
KHAL = """
[calendars]
[[home]]
path = {calendar}
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = Europe/Berlin
local_timezone = Europe/Berlin
[sqlite]
path = {database}
"""


def rows() -> Iterable[Row]:
    """The start of each, and a folder of events read for the first and for the second time."""
    if not _installed():
        print("khal and gcalcli could not be installed: nothing to compare with", file=sys.stderr)
        return
    ours = process(calsync("--help"), runs=9)
    for name in ("khal", "gcalcli"):
        theirs = process([str(PEERS / "bin" / name), "--help"], runs=9)
        yield Row("calsync --help", ours.seconds, theirs.seconds, f"{name} --help", 2.0)
    with home(5_000, split=True) as there:
        yield from _beside_khal(there)


def _beside_khal(there: Home) -> Iterator[Row]:
    config = there.folder / "khal.conf"
    database = there.folder / "khal.db"
    config.write_text(KHAL.format(calendar=there.calendar, database=database), "utf-8")
    listing = [str(PEERS / "bin" / "khal"), "-c", str(config), "list", "2026-11-20", "7d"]
    theirs = process(listing, runs=1)
    ours = process(there.command("sync", "--accept-followups"), runs=1)
    yield Row("first look, 5,000 files", ours.seconds, theirs.seconds, "khal list, no cache", 1.0)
    there.settle()
    process(listing, runs=1)  # the tags are news to it
    theirs = process(listing, runs=5)
    ours = process(there.command("sync"), runs=5)
    yield Row("nothing new, 5,000 files", ours.seconds, theirs.seconds, "khal list, cached", 1.0)
    ours = process(there.command("opportunities", "--upcoming"), runs=5)
    yield Row("opportunities --upcoming", ours.seconds, theirs.seconds, "khal list, cached", 1.0)


def _installed() -> bool:
    """Are both there, or can they be had from the package index?"""
    if all((PEERS / "bin" / name).exists() for name in ("khal", "gcalcli")):
        return True
    try:
        venv.create(PEERS, with_pip=True)
        install = [str(PEERS / "bin" / "python"), "-m", "pip", "install", "-q", "khal", "gcalcli"]
        subprocess.run(install, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return False
    return True

"""Hostile calendars, each read by the real program: parsed, or skipped with one line that says why.

`python -m tests.test_hostile` prints the table of cases and what became of each.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.hostile_cases import CASES
from tests.hostile_cases import HEAVY
from tests.hostile_cases import SHOWN
from tests.hostile_cases import unreadable
from tests.hostile_factory import PARSED
from tests.hostile_factory import SKIPPED
from tests.hostile_factory import Case

SECONDS = 20
MEMORY = 1024 * 1024 * 1024
# Whatever a terminal would act on, or what shows nothing and deceives: ECMA-48, UAX #9.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Ran:
    """How the program ended, and how long it took."""

    code: int
    out: str
    err: str
    seconds: float


def limited() -> None:
    """In the new process: no more memory than that."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def calsync(*arguments: str, env: dict[str, str] | None = None) -> Ran:
    """The real program, bounded in memory and time."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "calsync", *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
        cwd=ROOT,
        timeout=SECONDS,
        check=False,
        preexec_fn=limited,
    )
    out, err = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
    return Ran(done.returncode, out, err, time.monotonic() - began)


def laid(case: Case, folder: Path) -> Path:
    """The folder with the case in it."""
    root = folder / "calendar"
    root.mkdir()
    case.lay(root)
    return root


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Every name below a folder, with size and kind."""
    found = {}
    for path in folder.rglob("*"):
        status = path.lstat()
        found[str(path.relative_to(folder))] = (status.st_mode, status.st_size)
    return found


def require_calm(ran: Ran) -> None:
    """Nothing that a terminal would act on, no bug and no traceback."""
    for words in (ran.out, ran.err):
        assert not UNSAFE.search(words), ascii(words[:2000])
        assert "Traceback" not in words
        assert "evil.example" not in words
    assert ran.code in {0, 1}, ran.err[-2000:]


def name_of(case: Case) -> str:
    """A case as a test's id shows it."""
    return case.name


def skip_for_root(case: Case) -> None:
    """Root may read everything."""
    if case.lay is unreadable and not os.getuid():
        pytest.skip("root may read everything")


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_it_is_read_or_named(case: Case, tmp_path: Path) -> None:
    """A scan parses it, or says in one line which file it is and why it was skipped."""
    skip_for_root(case)
    root = laid(case, tmp_path)
    before = snapshot(tmp_path)

    ran = calsync("scan", "--all", str(root))

    require_calm(ran)
    if case.outcome == PARSED:
        assert case.said in ran.out
        assert " 0 events" not in f" {ran.out}"
    else:
        (line,) = [line for line in ran.err.splitlines() if case.said in line]
        assert line.startswith(str(tmp_path))
        assert ran.code == 1
    assert snapshot(tmp_path) == before


CONFIG = """
timezone = "Europe/Berlin"
me.emails = ["me@example.com"]
[[accounts]]
name = "home"
kind = "files"
path = "{}"
"""


GROUPS = {
    "all at once": tuple(case for case in CASES if case.synced and case.lay not in HEAVY),
    **{case.name: (case,) for case in CASES if case.synced and case.lay in HEAVY},
}


@pytest.mark.parametrize("name", GROUPS)
def test_a_sync_survives_it(name: str, tmp_path: Path) -> None:
    """A sync takes in what it can, touches nothing but the calendars, and a second one agrees."""
    root = tmp_path / "calendars"
    for number, case in enumerate((CASES[0], *GROUPS[name])):
        folder = root / f"{number}"
        folder.mkdir(parents=True)
        case.lay(folder)
    home = tmp_path / "calsync"
    home.mkdir(mode=0o700)
    (home / "config.toml").write_text(CONFIG.format(root))
    env = {"CALSYNC_NOW": "2026-11-23T18:00:00+01:00", "CALSYNC_HOME": str(home)}

    first = calsync("sync", "--json", env=env)
    listed = calsync("opportunities", env=env)
    second = calsync("sync", "--json", env=env)

    for ran in (first, listed, second):
        require_calm(ran)
    assert SHOWN in listed.out
    assert [json.loads(ran.out)["accounts"][0]["status"] for ran in (first, second)] == ["ok"] * 2
    assert json.loads(second.out)["accounts"][0]["changed"] == 0
    assert {entry.name for entry in tmp_path.iterdir()} == {"calendars", "calsync"}
    assert {entry.name.partition(".")[0] for entry in home.iterdir()} == {"config", "ledger"}


def main() -> None:
    """Print what becomes of each case."""
    width = max(len(case.name) for case in CASES)
    for case in CASES:
        with tempfile.TemporaryDirectory() as name:
            ran = calsync("scan", "--all", str(laid(case, Path(name))))
        said = next((line for line in ran.err.splitlines() if case.said in line), "")
        skipped = case.outcome == SKIPPED and said
        rest = said.replace(name, "…")[:90] if skipped else ran.out.partition(",")[0]
        outcome = (
            f"{ran.seconds:5.1f} s  exit {ran.code}  {SKIPPED if skipped else PARSED:<7}  {rest}"
        )
        print(f"{case.name:<{width}}  {outcome}", flush=True)  # noqa: T201 - it is its purpose


if __name__ == "__main__":
    main()

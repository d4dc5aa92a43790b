"""The house itself: floors, sizes, and how soon the door opens."""

from __future__ import annotations

import ast
import os
import re
import socket
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.conftest import REAL_HOME
from tests.conftest import ROOT
from tests.conftest import LeavesMachineError
from tests.conftest import TouchesHomeError

PACKAGE = ROOT / "calsync"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = sorted({*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")})
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
SQL = {"database.py"}
INTERNET = {"urllib.request", "http", "httplib2", "requests", "socket", "googleapiclient"}
HEAVY = {
    *("icalendar", "dateutil", "googleapiclient", "google.auth", "google_auth_oauthlib"),
    *("httplib2", "requests", "sqlite3", "tomllib", "zoneinfo", "tzlocal", "platformdirs"),
    *("holidays", "wcwidth", "json", "hashlib", "urllib.parse", "pathlib", "difflib", "tempfile"),
    *("shutil", "subprocess", "email", "ssl", "socket", "html", "logging", "asyncio"),
}
LIBRARIES = {
    "icalendar",
    "dateutil",
    "googleapiclient",
    "google",
    "httplib2",
    "requests",
    "holidays",
}
VERBS = {
    "detection",
    "signals",
    "notes",
    "due",
    "ics",
    "entries",
    "vevents",
    "components",
    "export",
}
ACTS = {
    "pipeline",
    "push",
    "pull",
    "place",
    "harvest",
    "inbox",
    "undoing",
    "forgetting",
    "classify",
}
ACCOUNT = '[[accounts]]\nname = "home"\nkind = "files"\n'
LUNCH = b"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:lunch@example.com
DTSTAMP:20261101T000000Z
DTSTART:20261102T120000Z
DTEND:20261102T130000Z
SUMMARY:Lunch with Ana
DESCRIPTION:We talked about the roof.
END:VEVENT
END:VCALENDAR
"""


def name_of(path: Path) -> str:
    """A file as a test's id shows it."""
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a file, methods and inner ones too."""
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTION))


def imported(path: Path) -> set[str]:
    """All modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_contracts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrows point down only, the core is pure, and nothing goes in a circle."""
    monkeypatch.chdir(ROOT)

    code = lint_imports(config_filename="pyproject.toml", no_cache=True)

    assert code == 0, capsys.readouterr().out


def test_every_module_has_a_floor() -> None:
    """A new module is given its place among the layers of pyproject.toml, or within a family."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]

    placed = {name for layer in layers for name in re.findall(r"calsync\.(\w+)", layer)}
    there = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES}
    assert {name for name in there - placed if not family_of(name)} == {"__init__"}


def test_families_keep_to_themselves() -> None:
    """A part of a module, such as due_days of due, is imported by its family only."""
    strangers = {
        f"{name_of(path)}: {name}"
        for path in MODULES
        for name in (full.removeprefix("calsync.") for full in imported(path))
        if family_of(name) and not path.stem.startswith(family_of(name))
    }

    assert strangers == set()


def family_of(name: str) -> str:
    """The module that `name` is a part of, empty where it stands for itself."""
    head = name.partition("_")[0]
    return head if head != name and (PACKAGE / f"{head}.py").exists() else ""


def test_files_are_short() -> None:
    """No file, tests and benchmarks included, is longer than 400 lines: each holds one thing."""
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}

    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_functions_are_short() -> None:
    """No function is longer than 50 lines, tests and benchmarks included."""
    lengths = {
        f"{name_of(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in SOURCES
        for node in functions(path)
    }

    assert {name: length for name, length in lengths.items() if length > 50} == {}


def test_modules_say_what_they_are() -> None:
    """Every module opens with a docstring whose first line is a sentence."""
    first = {
        name_of(path): (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition(
            "\n"
        )[0]
        for path in SOURCES
    }

    assert {name: line for name, line in first.items() if not re.search(r"[.:!?]$", line)} == {}


def test_tests_say_what_they_hold() -> None:
    """Every test opens with the behaviour in a sentence."""
    unsaid = [
        f"{name_of(path)}:{node.name}"
        for path in SOURCES
        for node in functions(path)
        if node.name.startswith("test_") and not ast.get_docstring(node)
    ]

    assert unsaid == []


def test_sql_has_one_door() -> None:
    """Only one module knows SQLite."""
    assert {path.name for path in MODULES if "sqlite3" in imported(path)} == SQL


def test_internet_has_few_doors() -> None:
    """Only the Google account and what fetches addresses reach for the network."""
    reaching = {name_of(path) for path in MODULES if imported(path) & INTERNET}

    assert all(
        name == "calsync/fetching.py" or name.startswith("calsync/calendars/google")
        for name in reaching
    )


def test_help_loads_nothing_heavy() -> None:
    """`--help` loads click and the names of the commands, no command and no library."""
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "calsync", "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    click = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import click, click._textwrap, runpy"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )

    own = loaded(shown.stderr) - loaded(click.stderr)
    assert {name for name in own if name.startswith("calsync")} == {
        *("calsync", "calsync.cli", "calsync.cli.boundary", "calsync.errors")
    }
    assert own & HEAVY == set()


@pytest.mark.parametrize(
    ("command", "banned"),
    [
        pytest.param(
            "promises", VERBS | ACTS | {"records", "recurrence", "timezones"}, id="promises"
        ),
        pytest.param(
            "opportunities", VERBS | ACTS | {"recurrence", "timezones"}, id="opportunities"
        ),
        pytest.param("review --list", VERBS | ACTS | {"timezones"}, id="review"),
        pytest.param("undo --list", VERBS | ACTS | {"records", "timezones"}, id="undo"),
        pytest.param("accounts", VERBS | ACTS | {"timezones"}, id="accounts"),
        pytest.param("sync", VERBS, id="a sync that finds nothing new"),
    ],
)
def test_lists_load_little(command: str, banned: set[str], settled: Path) -> None:
    """What only looks, or finds nothing new, loads neither the languages nor a big library."""
    names = modules_of(command, settled)

    assert names & LIBRARIES == set()
    assert {name for name in banned if f"calsync.{name}" in names} == set()


@pytest.fixture
def settled(tmp_path: Path) -> Path:
    """A home whose calendar has been read and tagged, and in which nothing changes any more."""
    calendar = tmp_path / "lunch.ics"
    calendar.write_bytes(LUNCH)
    settings = (
        f'timezone = "UTC"\n[me]\nemails = ["me@example.com"]\n{ACCOUNT}path = "{calendar}"\n'
    )
    (tmp_path / "config.toml").write_text(settings, "utf-8")
    for _ in range(3):
        modules_of("sync", tmp_path)
        # Younger than two seconds a file is read again, whatever its time says.
        os.utime(calendar, (1_700_000_000, 1_700_000_000))
    return tmp_path


def modules_of(command: str, home: Path) -> set[str]:
    """The modules that a command has loaded when it ends."""
    code = "import sys; from calsync.cli import main\n"
    code += "try: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    variables = {"CALSYNC_HOME": str(home), "CALSYNC_NOW": "2026-11-20T12:00:00+00:00"}
    run = subprocess.run(
        [sys.executable, "-c", code, *command.split()],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env={**os.environ, **variables},
    )
    return set(run.stderr.split())


def loaded(report: str) -> set[str]:
    """The modules that a report of `-X importtime` names."""
    return {line.rpartition("|")[2].strip() for line in report.splitlines() if "|" in line}


def test_no_test_leaves_this_machine() -> None:
    """Whoever reaches for another machine in a test is stopped before a packet leaves."""
    with pytest.raises(LeavesMachineError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(LeavesMachineError):
        socket.getaddrinfo("calendar.example.com", 443)


def test_no_test_touches_the_real_home() -> None:
    """Whoever writes into the home of the person that runs the tests is stopped."""
    if str(REAL_HOME).startswith(tempfile.gettempdir()):
        pytest.skip("this home lies among the temporary files, which tests may write")
    with pytest.raises(TouchesHomeError):
        (REAL_HOME / ".calsync-test").touch()
    with pytest.raises(TouchesHomeError):
        (REAL_HOME / ".calsync-test").mkdir()

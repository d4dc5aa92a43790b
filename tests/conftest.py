"""What every test may use, and what none may do: leave this machine, or touch the real home."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck
from hypothesis import settings

from calsync.model import Event
from calsync.model import Promise

if TYPE_CHECKING:  # few tests need it
    from tests.google_server import GoogleServer

ROOT = Path(__file__).parent.parent
REAL_HOME = Path.home()
ALLOWED = (str(ROOT), tempfile.gettempdir(), sys.prefix, sys.base_prefix, "/dev/")
ZONE = ZoneInfo("Europe/Berlin")
CORPUS = Path(os.environ.get("CALSYNC_CORPUS") or ROOT.parent / "shared" / "corpus")
FUZZ = os.environ.get("CALSYNC_FUZZ", "")

settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=int(FUZZ) if FUZZ.isdecimal() else 2000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("fuzz" if FUZZ else "ci")


class LeavesMachineError(AssertionError):
    """A test wanted to speak to another machine."""

    def __init__(self, host: object) -> None:
        super().__init__(f"a test reached for {host}; use a server on 127.0.0.1")


class TouchesHomeError(AssertionError):
    """A test wanted to write into the home of whoever runs it."""

    def __init__(self, path: str) -> None:
        super().__init__(f"a test wrote {path}; use tmp_path or CALSYNC_HOME")


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        _guard_host(arguments[1])
    elif event == "socket.getaddrinfo":
        _guard_host((arguments[0],))
    elif event == "open":
        path, mode, flags = arguments
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            _guard_path(path)
    elif event in {"os.mkdir", "os.remove", "os.rename", "sqlite3.connect"}:
        _guard_path(arguments[0])


def _guard_host(address: object) -> None:
    host = address[0] if isinstance(address, tuple) else None  # others are local sockets
    if host in {None, "", "localhost", b"localhost"}:
        return
    try:
        inside = ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise LeavesMachineError(host)


def _guard_path(path: object) -> None:
    if not isinstance(path, str | bytes | os.PathLike):
        return
    name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - called for every open, from an open
    if name.startswith(f"{REAL_HOME}{os.sep}") and not name.startswith(ALLOWED):
        raise TouchesHomeError(name)


sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A home of its own, one zone, the real clock, no colour: whatever the machine is set to."""
    for name in list(os.environ):
        if name.startswith(("CALSYNC_", "XDG_")) and name not in {"CALSYNC_CORPUS", "CALSYNC_FUZZ"}:
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "COLUMNS", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CALSYNC_HOME", str(tmp_path / "calsync"))
    monkeypatch.setenv("TZ", ZONE.key)
    # What the hook above cannot see: programs that a test starts.
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    time.tzset()


@pytest.fixture
def server() -> Iterator[GoogleServer]:
    """Google, with one calendar; nothing that its document refuses, or that mails, may reach it."""
    from tests.google_server import GoogleServer

    with GoogleServer() as running:
        yield running
        assert running.violations == []
        assert running.google.mailed == []


def make_event(**changes: Any) -> Event:
    """Lunch with Ana, an hour at noon in Berlin, unless said otherwise."""
    start = changes.get("start", datetime(2026, 11, 24, 12, tzinfo=ZONE))
    length = timedelta(hours=1) if isinstance(start, datetime) else timedelta(days=1)
    uid = changes.get("uid", "lunch@example.com")
    usual = {
        "id": uid,
        "uid": uid,
        "title": "Lunch with Ana",
        "start": start,
        "end": start + length,
        "account": "home",
        "calendar": "private",
        "etag": "1",
    }
    return Event(**{**usual, **changes})


def make_promise(**changes: Any) -> Promise:
    """The deck that Ana shall have by Friday, unless said otherwise."""
    usual = {
        "id": "promise1",
        "text": "send Ana the deck",
        "person": "Ana",
        "due": date(2026, 11, 27),
        "seen": datetime(2026, 11, 24, 13, tzinfo=ZONE),
    }
    return Promise(**{**usual, **changes})


@dataclass(frozen=True, slots=True)
class Ran:
    """How a call of calsync ended."""

    code: int
    out: str
    err: str


def run(*arguments: str, env: Mapping[str, str] | None = None, text: str = "") -> Ran:
    """Run the real program as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "calsync", *arguments],
        input=text.encode(),
        capture_output=True,
        env={**os.environ, **(env or {})},
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def invoke(*arguments: str, env: Mapping[str, str] | None = None, text: str = "") -> Ran:
    """Run the program within this process: sooner, and counted by coverage."""
    from calsync.cli import cli

    # click 8.2 keeps the two streams apart by itself.
    old = "mix_stderr" in inspect.signature(CliRunner).parameters
    options: dict[str, Any] = {"mix_stderr": False} if old else {}
    done = CliRunner(env=env, **options).invoke(cli, arguments, input=text)
    return Ran(done.exit_code, done.stdout, done.stderr)

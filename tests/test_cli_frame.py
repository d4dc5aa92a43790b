"""The frame of the command line: help, loading, errors, output."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import __version__
from calsync import text
from calsync.cli import COMMANDS
from calsync.cli import SECTIONS
from calsync.cli import boundary
from calsync.cli import cli
from calsync.cli import crash
from calsync.cli import output
from calsync.cli.session import Session
from calsync.config import NoConfigError
from calsync.errors import CalsyncError
from calsync.errors import SignInError
from calsync.errors import TryLaterError
from calsync.errors import UsageError
from tests.conftest import ROOT
from tests.conftest import ZONE
from tests.conftest import invoke
from tests.conftest import run

CALL = Callable[[], object]


def raises(error: BaseException) -> CALL:
    """A command that ends in an error."""

    def call() -> None:
        raise error

    return call


@pytest.fixture
def asks() -> Iterator[None]:
    """A command `probe` that says what its session says."""

    @click.command(short_help="Probe.")
    @click.option("--fail", is_flag=True)
    @click.pass_obj
    def probe(session: Session, *, fail: bool) -> None:
        session.progress("looking")
        session.say("said")
        output.echo(output.bold("printed"), f" {session.verbosity}")
        if fail:
            raise KeyError

    cli.add_command(probe)
    yield
    del cli.commands["probe"]


def test_help_is_grouped() -> None:
    """The help lists every command under its section, and what each gives."""
    shown = invoke("--help")

    assert shown.code == 0
    for name, (_, section, words) in COMMANDS.items():
        assert section in SECTIONS
        assert re.search(
            rf"^{section}:\n(  .*\n)*  {name} +{re.escape(words)}$", shown.out, re.MULTILINE
        )
    assert invoke().out == shown.out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_true(name: str) -> None:
    """A command's line in the help is its own short help: a sentence that fits."""
    module, _, attribute = COMMANDS[name][0].partition(":")
    command = getattr(import_module(module), attribute)

    assert command.name == name
    assert command.get_short_help_str(limit=200) == COMMANDS[name][2]
    assert COMMANDS[name][2].endswith(".")
    assert len(COMMANDS[name][2]) <= 61


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    """A command's help ends with an example that can be typed."""
    shown = invoke(name, "--help")

    assert shown.code == 0
    assert f"calsync {name}" in shown.out.partition("Example:")[2]


def test_version() -> None:
    """The version is printed by the real program."""
    shown = run("--version")

    assert (shown.code, shown.out) == (0, f"calsync {__version__}\n")


@pytest.mark.usefixtures("asks")
def test_unknown_command_suggests() -> None:
    """A mistyped command names the near one and ends with 2."""
    near = invoke("prob")
    far = invoke("xyzzy")

    assert (near.code, far.code) == (2, 2)
    assert "did you mean probe?" in near.err
    assert "`calsync --help` lists all" in far.err


def test_unknown_option_is_wrong_use() -> None:
    """A wrong option ends with 2 and prints nothing to stdout."""
    shown = invoke("--nope")

    assert (shown.code, shown.out) == (2, "")
    assert "--nope" in shown.err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        pytest.param(CalsyncError("some failed"), 1, "some failed", id="partial"),
        pytest.param(UsageError("wrong"), 2, "wrong", id="usage"),
        pytest.param(TryLaterError("later"), 75, "later", id="later"),
        pytest.param(SignInError("sign in"), 77, "sign in", id="sign in"),
        pytest.param(UsageError("\x1b[2Ja\n  b"), 2, "a\n  b", id="cleaned"),
        pytest.param(click.Abort(), 130, "stopped.", id="abort"),
        pytest.param(KeyboardInterrupt(), 130, "stopped.", id="interrupt"),
        pytest.param(
            OSError(errno.ENOSPC, "x"), 75, "the disk is full; make room and try again.", id="full"
        ),
    ],
)
def test_errors_become_a_line_and_a_code(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind of error is one message on stderr and its exit code."""
    given_code = boundary.exit_code(raises(error))

    assert given_code == code
    assert capsys.readouterr() == ("", f"calsync: {words}\n")


@pytest.mark.parametrize(
    ("call", "code"),
    [
        pytest.param(lambda: None, 0, id="nothing"),
        pytest.param(lambda: 3, 3, id="click's exit"),
        pytest.param(raises(SystemExit(75)), 75, id="sys.exit"),
        pytest.param(raises(SystemExit()), 0, id="sys.exit without a code"),
        pytest.param(lambda: "text", 0, id="a value"),
        pytest.param(raises(click.ClickException("x")), 2, id="click's errors"),
    ],
)
def test_exit_codes(call: CALL, code: int) -> None:
    """What a command returns or exits with becomes the exit code."""
    assert boundary.exit_code(call) == code


@pytest.mark.parametrize("error", [ZeroDivisionError("secret"), OSError(errno.EIO, "odd")])
def test_a_bug_leaves_a_log(
    error: Exception, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unexpected error ends with 70 and a private log, named without a traceback."""
    code = boundary.exit_code(raises(error))

    [log] = (tmp_path / "calsync" / "logs").iterdir()
    shown = capsys.readouterr()
    assert code == 70
    assert shown.out == ""
    assert str(log) in shown.err
    assert "Traceback" not in shown.err
    assert "Traceback" in log.read_text("utf-8")
    assert __version__ in log.read_text("utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_a_bug_without_a_place_for_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no log can be written, that is said, and the exit code stays."""
    (tmp_path / "calsync").write_text("a file where the folder should be")

    code = boundary.exit_code(raises(KeyError()))

    assert code == 70
    assert "No log could be written." in capsys.readouterr().err


def test_logs_do_not_pile_up(tmp_path: Path) -> None:
    """Only the latest twenty logs are kept."""
    folder = tmp_path / "calsync" / "logs"
    folder.mkdir(parents=True)
    for number in range(30):
        (folder / f"calsync-20200101-0000{number:02}-1.log").touch()

    log = crash.log(KeyError())

    left = sorted(folder.iterdir())
    assert (len(left), left[-1]) == (20, log)


@pytest.mark.usefixtures("asks")
def test_a_bug_in_a_command(tmp_path: Path) -> None:
    """The boundary stands around every command."""
    shown = invoke("probe", "--fail")

    assert shown.code == 70
    assert len(list((tmp_path / "calsync" / "logs").iterdir())) == 1


def test_log_keeps_the_users_words_to_itself() -> None:
    """A log holds command and options, but no values and no secret addresses."""
    error = OSError("GET https://me:pw@cal.example.com/private-1a2b/basic.ics failed \ud800")
    command = ["-v", "--config=/home/me/x", "promise", "add", "Send Ana the deck", "--me", "me@x.y"]

    report = crash.report(error, command)

    assert "Command: calsync -v --config=… promise … … --me …\n" in report
    assert "https://cal.example.com/… failed" in report
    assert not re.search("Ana|me@x|pw|1a2b|/home/me/x", report)


def test_a_reader_that_goes_away() -> None:
    """A closed pipe ends the program without a word."""
    program = (
        "from calsync.cli import boundary, output\n"
        "call = lambda: [output.echo('line' * 100) for _ in range(10_000)]\n"
        "raise SystemExit(boundary.exit_code(call))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (1, b"")


def test_closed_streams(tmp_path: Path) -> None:
    """A program started without standard streams does its work and ends well."""
    command = f"exec {sys.executable} -m calsync --version <&- >&- 2>&-"

    done = subprocess.run(["sh", "-c", command], check=False, cwd=ROOT)

    assert done.returncode == 0
    assert not (tmp_path / "calsync").exists()


@pytest.mark.usefixtures("asks")
def test_session_says() -> None:
    """Output goes to stdout, remarks to stderr; -q silences and -v adds."""
    usual, quiet, verbose = invoke("probe"), invoke("-q", "probe"), invoke("-v", "probe")

    assert (usual.out, usual.err) == ("printed 0\n", "said\n")
    assert (quiet.out, quiet.err) == ("printed -1\n", "")
    assert (verbose.out, verbose.err) == ("printed 1\n", "looking\nsaid\n")


def test_session_without_a_config(tmp_path: Path) -> None:
    """A missing configuration names the command that makes one, and leaves the system's zone."""
    session = Session()

    assert session.zone == ZONE
    assert session.now.tzinfo is UTC
    with pytest.raises(NoConfigError, match=r"no config at .*config\.toml; run `calsync init`"):
        _ = session.config
    assert not session.interactive
    assert session.home.config == tmp_path / "calsync" / "config.toml"


def test_session_with_a_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--config and CALSYNC_NOW are what the session tells its command."""
    path = tmp_path / "mine.toml"
    path.write_text('timezone = "Asia/Tokyo"\n[[accounts]]\nname="a"\nkind="files"\npath="x"\n')
    monkeypatch.setenv("CALSYNC_NOW", "2026-11-23T09:00:00+01:00")

    session = Session(config=str(path))

    assert session.zone == ZoneInfo("Asia/Tokyo")
    assert session.now == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert session.config.path == path


def test_other_encodings() -> None:
    """A terminal that knows no Unicode gets what it can show."""
    program = (
        "from calsync.cli import boundary, output\n"
        "boundary.exit_code(lambda: output.echo('Café — 中'))"
    )

    shown = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        cwd=ROOT,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )

    assert shown.stdout == b"Caf\xe9 \\u2014 \\u4e2d\n"


def test_rows_are_aligned(capsys: pytest.CaptureFixture[str]) -> None:
    """Columns stand under each other whatever the letters, and hostile ones change nothing."""
    output.rows(
        [("a", "Lunch", output.dim("x")), ("bcd", "中文字", "y\x1b[2J\nz"), ("e",)], indent="  "
    )  # fmt: skip
    output.rows([])

    assert capsys.readouterr().out == "  a    Lunch   x\n  bcd  中文字  y z\n  e\n"


@given(st.recursive(st.text(st.characters()) | st.integers() | st.none(), st.lists, max_leaves=9))
def test_json_is_safe(value: object) -> None:
    """Any text makes one valid document that does nothing to a terminal and reads back the same."""
    document = output.json_bytes(value)

    assert json.loads(document) == value
    assert not re.search(text.UNSEEN, document.decode())


def test_json_of_a_list_is_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    """Lists have a line for each item; dates, sets and mappings have their plain forms."""
    output.as_json([{"day": datetime(2026, 11, 24, tzinfo=UTC), "set": {"b", "a"}}, Path("x")])
    output.as_json({"a": []})
    output.json_line({"b": "é\ud800"})

    assert capsys.readouterr().out == (
        '[\n{"day": "2026-11-24T00:00:00+00:00", "set": ["a", "b"]},\n"x"\n]\n'
        '{\n  "a": []\n}\n'
        '{"b": "é\\ud800"}\n'
    )


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        pytest.param({"TERM": "xterm"}, "\x1b[31mred\x1b[0m bold", id="terminal"),
        pytest.param({"TERM": "xterm", "NO_COLOR": "1"}, "red bold", id="NO_COLOR"),
        pytest.param({"TERM": "dumb"}, "red bold", id="dumb"),
    ],
)
def test_color_on_a_terminal_only(env: dict[str, str], expected: str) -> None:
    """Colour is for terminals that want it, and no escape of a stranger gets through."""
    program = (
        "import click; from calsync.cli import output\n"
        "with click.Context(click.Command('x')):\n"
        "    output.progress('working')\n"
        "    output.echo(output.Styled('red', 'red'), ' bo\\x1b[5mld')\n"
        "    output.rows([('a', 'b' * 500)])"
    )

    shown = on_a_terminal(program, env)

    first, second, *_ = shown.split("\r\n")
    assert first == f"working\r{' ' * 7}\r{expected}"
    assert len(second) == 80
    assert second.endswith("…")


def on_a_terminal(program: str, env: dict[str, str]) -> str:
    """What a terminal is sent by a program."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", program],
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        check=True,
        env={**os.environ, **env},
    )
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)
    return shown.decode()

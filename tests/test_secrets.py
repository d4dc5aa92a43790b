"""What calsync wrote in a whole session, file by file: private, its own, and without a secret."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from stat import S_IMODE

import pytest

from calsync.cli import crash
from tests.conftest import ROOT
from tests.conftest import Ran
from tests.conftest import run
from tests.feed_server import SECRET
from tests.feed_server import FeedServer
from tests.feed_server import calendar
from tests.feed_server import event
from tests.feed_server import serving
from tests.google_factory import meeting
from tests.google_server import GoogleServer
from tests.google_signin import CLIENT_SECRET

ACCESS = "ya29.a0-pretend-access-token"
REFRESH = "1//0-pretend-refresh-token"
SECRETS = (SECRET, ACCESS, REFRESH, CLIENT_SECRET)
GIVEN = {"config.toml", "token.json", "client_secret.json"}
CONFIG = """
timezone = "Europe/Berlin"
me.emails = ["me@example.com"]
[[accounts]]
name = "work"
kind = "google"
calendars = ["primary"]
client_secrets = "client_secret.json"
token = "token.json"
api_endpoint = "{endpoint}"
[[accounts]]
name = "meetups"
kind = "feed"
{feed}
[followups]
account = "work"
"""
COMMANDS = (
    "sync --json",
    "-v sync --full",
    "review --list",
    "review --list --json",
    "opportunities --json",
    "promises --json",
    "accounts --json",
    "auth status --json",
    "doctor",
    "export -o {home}/follow-ups.ics",
    "export --ledger -o {home}/everything.json",
    "sync --dry-run --json",
    "undo",
)


@dataclass
class Home:
    """calsync's folder, the servers it speaks to, and all that it said."""

    folder: Path
    google: GoogleServer
    feed: FeedServer
    umask: int = 0o022
    said: list[Ran] = field(default_factory=list)

    def lay(self, feed: str) -> None:
        """The files that a user sets up."""
        self.folder.mkdir(mode=0o700)
        config = CONFIG.format(endpoint=self.google.endpoint, feed=feed)
        (self.folder / "config.toml").write_text(config)
        (self.folder / "config.toml").chmod(0o600)
        self.google.signin._access[ACCESS] = self.google.signin._access["at0"]
        self.google.signin._refresh[REFRESH] = self.google.signin._refresh["rt0"]
        self.google.write_token(self.folder, token=ACCESS, refresh_token=REFRESH)
        self.google.write_client(self.folder).chmod(0o600)

    def calsync(self, *arguments: str) -> Ran:
        """The real program under the umask; what it says is kept."""
        done = subprocess.run(
            [sys.executable, "-m", "calsync", *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "CALSYNC_NOW": "2026-11-24T18:00:00+01:00"},
            cwd=ROOT,
            timeout=60,
            check=False,
            umask=self.umask,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        self.said.append(ran)
        return ran

    @property
    def written(self) -> list[Path]:
        """Every file and folder that calsync itself made."""
        return [path for path in self.folder.rglob("*") if path.name not in GIVEN]


@pytest.fixture(params=[0, 0o022], ids=["umask 0", "umask 022"])
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Home]:
    """Google with a lunch and a promise in it, and a feed whose address is a secret."""
    with GoogleServer() as google, serving(FeedServer()) as feed:
        note = "promise: send Ana the deck by Friday"
        lunch = meeting("Lunch with Ana Diaz", "2026-11-24T12:30", description=note)
        google.add_event("primary", lunch)
        feed.data = calendar(event(title="Python user group meetup"))
        feed.etag = '"one"'
        yield Home(tmp_path / "calsync", google, feed, umask=request.param)


def printing(address: str) -> str:
    """The line of the configuration for a program that prints the feed's address."""
    script = f"print('{address}'.replace('!', ''))"
    return f"url_command = {json.dumps([sys.executable, '-c', script])}"


def session(home: Home) -> None:
    """All that a user does in a week, with things that go wrong."""
    home.lay(printing(home.feed.address.replace(SECRET, f"{SECRET[:3]}!{SECRET[3:]}")))
    home.google.signin.expire()
    for command in COMMANDS:
        ran = home.calsync(*command.format(home=home.folder).split())
        assert ran.code in {0, 1}, (command, ran.err)
    for manner in ("500", "404", "noise"):
        home.feed.manner = manner
        assert home.calsync("sync", "--json").code == 1
    home.calsync("scan", home.feed.address)
    lock = home.folder / "ledger.lock"
    lock.unlink()
    lock.mkdir(mode=0o700)  # no such folder was foreseen
    assert home.calsync("sync", "--account", "meetups").code == 70


def test_a_whole_session_leaves_nothing_open_and_tells_no_secret(home: Home) -> None:
    """Every file is 0600 and every folder 0700, and mine; none but the token holds a secret.

    Nor does any output, message or --json.
    """
    session(home)

    require_private(home)
    for ran in home.said:
        assert [secret for secret in SECRETS if secret in ran.out + ran.err] == []
    assert any("meetups: the server has trouble" in ran.err for ran in home.said)
    assert home.google.signin.refreshes


def require_private(home: Home) -> None:
    """What was written is closed to others, and holds no secret."""
    names = {path.name for path in home.written}
    assert {"ledger.db", "logs", "follow-ups.ics", "everything.json"} <= names
    assert any(name.startswith("calsync-2") for name in names)  # the log of the bug
    for path in [*home.written, home.folder / "token.json"]:
        status = path.lstat()
        assert (path.name, oct(S_IMODE(status.st_mode))) == (
            path.name,
            "0o700" if path.is_dir() else "0o600",
        )
        assert status.st_uid == os.getuid()
    for path in home.written:
        data = path.read_bytes() if path.is_file() else b""
        assert [secret for secret in SECRETS if secret.encode() in data] == [], path.name


@pytest.mark.parametrize("line", ['url = "http://example.org/{}"', 'url = ["https://x.org/{}"]'])
def test_a_wrong_address_is_not_repeated(home: Home, line: str) -> None:
    """The problem with a feed's address is told without it."""
    home.lay(line.format(SECRET))

    ran = home.calsync("sync")

    assert ran.code == 2
    assert "accounts[1].url: found a value that is kept secret" in ran.err
    assert SECRET not in ran.out + ran.err


@pytest.mark.parametrize("name", ["ledger.db", "token.json"])
def test_a_link_is_not_followed(home: Home, name: str) -> None:
    """A token or ledger that is a link is refused, and what it leads to stays as it was."""
    home.lay(printing(home.feed.address))
    target = home.folder.parent / "target"
    there = home.folder / name
    if there.exists():
        there.rename(target)
    else:
        target.touch(0o600)
    before = target.read_bytes()
    there.symlink_to(target)

    ran = home.calsync("sync")

    assert ran.code in {1, 2}
    assert "is not a plain file" in ran.err
    assert target.read_bytes() == before


@pytest.mark.parametrize("name", ["ledger.db", "token.json"])
def test_what_others_can_read_is_refused(home: Home, name: str) -> None:
    """An open token or ledger is refused with the command that mends it."""
    home.lay(printing(home.feed.address))
    (home.folder / name).touch()
    (home.folder / name).chmod(0o644)

    ran = home.calsync("sync")

    assert ran.code in {1, 2}
    assert "chmod 600" in ran.err


@pytest.mark.parametrize("scheme", ["https", "http", "webcal", "webcals"])
def test_a_log_hides_addresses(scheme: str) -> None:
    """Whatever an unexpected error says, the log of it shows of an address only the host."""
    error = ValueError(f"cannot read {scheme}://me:pw@example.org/{SECRET}/basic.ics?key={SECRET}")

    report = crash.report(error, ["scan", f"{scheme}://example.org/{SECRET}"])

    assert SECRET not in report
    assert "pw" not in report
    assert f"{scheme}://example.org/…" in report


def test_a_program_is_never_run_by_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a shell would act on in `url_command` is passed on as it is."""
    folder = tmp_path / "calsync"
    folder.mkdir()
    touched = tmp_path / "touched"
    command = [f"true; touch {touched}", f"$(touch {touched})", f"`touch {touched}`"]
    (folder / "config.toml").write_text(
        f'[[accounts]]\nname = "a"\nkind = "feed"\nurl_command = {json.dumps(command)}\n'
    )
    monkeypatch.setenv("CALSYNC_HOME", str(folder))

    ran = run("sync")

    assert "`url_command` cannot be run" in ran.err
    assert not touched.exists()

"""`calsync auth status`: whether Google still accepts a sign-in, as far as it can be asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from calsync.calendars import google_auth
from calsync.errors import Exit
from tests.conftest import ROOT
from tests.conftest import Ran
from tests.google_factory import NOW
from tests.google_factory import meeting
from tests.google_factory import settings
from tests.google_server import Fault
from tests.google_server import GoogleServer

NOWHERE = "http://127.0.0.1:9/"


def calsync(server: GoogleServer, home: Path, *arguments: str) -> Ran:
    """The real program, with one account at Google."""
    config = home / "config.toml"
    config.write_text(
        'me.emails = ["me@example.com"]\n[[accounts]]\nname = "work"\nkind = "google"\n'
        f'token = "token.json"\napi_endpoint = "{server.endpoint}"\n'
    )
    config.chmod(0o600)
    done = subprocess.run(
        [sys.executable, "-m", "calsync", *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "CALSYNC_HOME": str(home), "CALSYNC_NOW": NOW.isoformat()},
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def test_a_sign_in_that_lives(server: GoogleServer, tmp_path: Path) -> None:
    """Google gives a new access token, which is kept."""
    path = server.write_token(tmp_path)

    status = google_auth.verified(settings(server, tmp_path), now=NOW)

    assert status.accepted is True
    assert status.refreshed == NOW
    assert json.loads(path.read_text())["token"] != "at0"


def test_a_sign_in_that_died(server: GoogleServer, tmp_path: Path) -> None:
    """Google says no, though the access token of the last hour looks good."""
    server.write_token(tmp_path)
    server.signin._refresh.clear()

    status = google_auth.verified(settings(server, tmp_path), now=NOW)

    assert status.accepted is False
    assert status.trouble.endswith("Run: calsync auth login work")
    assert "invalid_grant" in status.trouble


@pytest.mark.parametrize("failure", [None, (503, b"<html>busy</html>")], ids=["no network", "busy"])
def test_nobody_to_ask(
    server: GoogleServer, tmp_path: Path, failure: tuple[int, bytes] | None
) -> None:
    """Without an answer what the file says is all that is known, and that is said."""
    server.write_token(tmp_path, token_uri=server.token_uri if failure else f"{NOWHERE}token")
    server.signin.failures = 9
    server.signin.failure = failure or (0, b"")

    status = google_auth.verified(settings(server, tmp_path), now=NOW)

    assert status.accepted is None
    assert status.warnings[-1].startswith("Google could not be asked")


def test_an_access_token_alone_cannot_be_asked_about(server: GoogleServer, tmp_path: Path) -> None:
    """A file without a refresh token serves until the access token ends."""
    server.write_token(tmp_path, refresh_token=None)

    status = google_auth.verified(settings(server, tmp_path), now=NOW)

    assert status.accepted is None
    assert "no refresh token" in status.warnings[-1]


def test_the_command_tells_the_truth(server: GoogleServer, tmp_path: Path) -> None:
    """A dead sign-in is exit code 77, with what is stored where; a live one is 0."""
    server.write_token(tmp_path)
    alive = calsync(server, tmp_path, "auth", "status")
    server.signin.kill()

    dead = calsync(server, tmp_path, "auth", "status")
    rows = calsync(server, tmp_path, "auth", "status", "--json")

    assert (alive.code, alive.err) == (Exit.OK, "")
    assert alive.out.startswith("work: signed in as unknown\n")
    assert dead.code == rows.code == Exit.SIGN_IN
    assert dead.out.startswith("work: the sign-in of unknown is no longer accepted\n")
    assert f"token: {tmp_path / 'token.json'}" in dead.out
    assert dead.err == rows.err
    assert dead.err.count("\n") == 1
    assert "Run: calsync auth login work" in dead.err
    assert [row["accepted"] for row in json.loads(rows.out)] == [False]


def test_the_command_without_a_network(server: GoogleServer, tmp_path: Path) -> None:
    """What is known offline is printed, and not taken for a failure."""
    server.write_token(tmp_path, token_uri=f"{NOWHERE}token")

    ran = calsync(server, tmp_path, "auth", "status")

    assert ran.code == Exit.OK
    assert "work: signed in as unknown" in ran.out
    assert "Google could not be asked" in ran.out


@pytest.mark.slow
def test_the_doctor_does_not_wait_for_ever(server: GoogleServer, tmp_path: Path) -> None:
    """Where Google drops every request, whoever looks on is told within half a minute."""
    server.write_token(tmp_path)
    server.faults.append(Fault(1, "drop", times=10_000))
    began = time.monotonic()

    ran = calsync(server, tmp_path, "doctor")

    assert time.monotonic() - began < 30
    assert "account work: Google does not answer as it should" in ran.out


def test_forgetting_with_a_sign_in_that_dies(server: GoogleServer, tmp_path: Path) -> None:
    """What stops it in the middle is said once, and by the exit code."""
    server.write_token(tmp_path)
    server.add_event("primary", meeting("Lunch with Ana Diaz", "2026-11-19T12:30"))
    assert calsync(server, tmp_path, "sync").code == Exit.OK
    server.faults.append(Fault(len(server.requests) + 2, "403 insufficientPermissions", times=99))

    ran = calsync(server, tmp_path, "-q", "forget", "--yes")

    assert ran.code == Exit.SIGN_IN
    assert ran.err.count("work: ") == ran.err.count("\n") == 1

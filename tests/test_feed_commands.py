"""A feed and the whole program: synced beside files, alone, broken, or only looked at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import run
from tests.contract_world import NOW
from tests.feed_server import SECRET
from tests.feed_server import FeedServer
from tests.feed_server import calendar
from tests.feed_server import event
from tests.feed_server import serving

CONFIG = """
timezone = "Europe/Berlin"
me.emails = ["me@example.com"]
[[accounts]]
name = "meetups"
kind = "feed"
url = "{}"
"""
HOME = """
[[accounts]]
name = "home"
kind = "files"
path = "calendar/"
"""


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server on this machine."""
    with serving(FeedServer()) as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """calsync's folder, and a fixed clock."""
    monkeypatch.setenv("CALSYNC_NOW", NOW.isoformat())
    folder = tmp_path / "calsync"
    (folder / "calendar").mkdir(parents=True)
    return folder


def test_a_feed_is_synced_beside_files(server: FeedServer, home: Path) -> None:
    """Opportunities are found in it, tags kept local; a stranger's words make no promise."""
    (home / "config.toml").write_text(CONFIG.format(server.address) + HOME)
    note = "DESCRIPTION:promise: pay Eve by Friday #lunch\r\nSUMMARY"
    server.data = calendar(event("1", "Python user group meetup").replace("SUMMARY", note))

    synced = run("sync", "--json")
    again = run("sync", "--json")

    report = json.loads(synced.out)
    assert (synced.code, report["status"]) == (0, "ok")
    assert (report["promises"]["new"], report["tags"]["kept_local"]) == (0, 1)
    (found,) = json.loads(run("opportunities", "--json").out)
    assert (found["account"], found["channel"], found["source"]) == (
        "meetups",
        "community",
        "rules",
    )
    assert [a["changed"] for a in json.loads(again.out)["accounts"]] == [0, 0]
    assert json.loads(run("accounts", "--json").out)[0]["calendars"][0]["access"] == "read only"


def test_a_feed_alone_will_do(server: FeedServer, home: Path) -> None:
    """With feeds alone there is no place for follow-ups, and no command minds."""
    (home / "config.toml").write_text(CONFIG.format(server.address))

    assert run("sync").code == 0
    assert run("promise", "add", "send Ana the deck by Friday").code == 0
    assert run("sync").code == 0
    assert len(json.loads(run("promises", "--json").out)) == 1


def test_the_last_good_copy_is_kept(server: FeedServer, home: Path) -> None:
    """A feed that breaks fails its account, which is said, and its opportunities stay."""
    (home / "config.toml").write_text(CONFIG.format(server.address) + HOME)
    run("sync")
    server.manner = "500"

    broken = run("sync", "--json")

    accounts = {a["name"]: a for a in json.loads(broken.out)["accounts"]}
    assert (broken.code, json.loads(broken.out)["status"]) == (1, "partial")
    assert accounts["meetups"]["status"] == "failed"
    assert accounts["home"]["status"] == "ok"
    assert "meetups: the server has trouble (500)" in broken.err
    assert [o["title"] for o in json.loads(run("opportunities", "--json").out)]
    assert "has trouble" in run("accounts").out


@pytest.mark.parametrize("scheme", ["http", "webcal"])
def test_an_address_is_scanned(server: FeedServer, home: Path, scheme: str) -> None:
    """`scan` reads an address by the same door, and shows no more of it than the host."""
    assert home.exists()
    address = server.address.replace("http", scheme)

    scanned = run("scan", address, "--json")

    assert scanned.code == 0
    assert [row["title"] for row in json.loads(scanned.out)] == ["Lunch with Ana"]
    assert SECRET not in scanned.out + scanned.err


@pytest.mark.parametrize(
    ("manner", "code", "words"),
    [
        ("404", 1, "127.0.0.1: there is nothing at its address any more (404)"),
        ("endless", 1, "127.0.0.1: the answer is larger than 64 MiB"),
        ("noise", 75, "127.0.0.1: the server's answer is garbled"),
    ],
)
def test_an_address_that_cannot_be_scanned_is_a_line(
    server: FeedServer, manner: str, code: int, words: str
) -> None:
    """What cannot be fetched is one line with the host, and no more of the address."""
    server.manner = manner

    scanned = run("scan", server.address)

    assert scanned.code == code
    assert words in scanned.err
    assert SECRET not in scanned.out + scanned.err


def test_a_private_address_is_not_scanned() -> None:
    """A metadata service is not asked, whoever wants it."""
    scanned = run("scan", "https://169.254.169.254/latest/meta-data/")

    assert scanned.code == 1
    assert "leads into a private network" in scanned.err

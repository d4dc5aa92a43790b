"""`init`: by options, or asked at a terminal; then a first look."""

from __future__ import annotations

import json
from datetime import UTC
from datetime import datetime
from datetime import time
from pathlib import Path

import pytest

from calsync import config
from calsync import demo_calendar
from tests.conftest import invoke
from tests.init_factory import ics
from tests.terminal import CTRL_C
from tests.terminal import CTRL_D
from tests.terminal import converse

QUESTIONS = ("Where are", "Your e-mail", "Follow-ups go", "They are put", "Put a private")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the demo's calendars where khal would have them."""
    demo_calendar.write(tmp_path / ".calendars", now=datetime(2026, 11, 24, 16, tzinfo=UTC))
    monkeypatch.setenv("CALSYNC_NOW", "2026-11-24T17:00:00+01:00")
    return tmp_path


def path_of(home: Path) -> Path:
    """Where the configuration goes."""
    return home / "calsync" / "config.toml"


def answered(*answers: str) -> list[tuple[str, str]]:
    """The questions, each with an answer."""
    return [(question, f"{answer}\r") for question, answer in zip(QUESTIONS, answers, strict=False)]


# --- without a terminal --------------------------------------------------------------------------


def test_all_by_options(home: Path) -> None:
    """With every answer on the command line nothing is asked; a first look follows."""
    ran = invoke(
        *("init", "--files", str(home / ".calendars"), "--cards", "--timezone", "Europe/Berlin"),
        *("--email", "alex@example.com", "--email", "Alex.Kim@example.net"),
        *("--followups", "Promises", "--hours", "8-12"),
    )

    loaded = config.load(path_of(home))
    assert ran.code == 0, ran.err
    assert loaded.me.emails == {"alex@example.com", "alex.kim@example.net"}
    assert (loaded.timezone, loaded.review.cards) == ("Europe/Berlin", True)
    assert loaded.followups.calendar == "Promises"
    assert loaded.followups.hours == (time(8), time(12))
    assert "Looked at 214 events: 31 networking\n  12 lunch" in ran.out
    assert "Nothing was written yet." in ran.out
    assert "\n  */15 * * * * " in ran.out
    assert " sync --jitter 300\n" in ran.out


def test_the_first_look_writes_nothing(home: Path) -> None:
    """No calendar and no ledger is touched, and a dry run shows as much as was said."""
    before = {path: path.read_bytes() for path in (home / ".calendars").rglob("*.ics")}

    ran = invoke("init", "--yes")
    plan = json.loads(invoke("sync", "--dry-run", "--json").out)["plan"]

    assert f"see the {len(plan)} things it would write" in ran.out
    assert {p: p.read_bytes() for p in (home / ".calendars").rglob("*.ics")} == before
    assert [path.name for path in (home / "calsync").iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        pytest.param((), "--files PATH or --google FILE", id="calendars"),
        pytest.param(("--files", ".calendars"), "--email ADDR", id="addresses"),
        pytest.param(
            ("--files", ".calendars", "--email", "a@b.c"), "--cards or --no-cards", id="cards"
        ),
        pytest.param(("--files", "x.ics"), "no calendar at", id="wrong place"),
        pytest.param(("--google", "x", "--files", "y"), "--files or --google", id="both"),
        pytest.param(("--google", ".calendars", "--yes"), "--email ADDR", id="Google tells none"),
        pytest.param(("--yes", "--hours", "5"), "09:00-17:00", id="hours"),
    ],
)
def test_missing_answers_are_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], named: str
) -> None:
    """What nobody can be asked is wrong use, and the option is named; nothing is written."""
    monkeypatch.chdir(home)

    ran = invoke("init", *options)

    assert ran.code == 2
    assert named in ran.err
    assert not path_of(home).exists()


def test_yes_needs_something_to_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no calendar is found, --yes is not enough."""
    monkeypatch.chdir(tmp_path)

    ran = invoke("init", "--yes")

    assert ran.code == 2
    assert "say --files PATH or --google FILE" in ran.err


def test_google_is_told_to_sign_in(home: Path) -> None:
    """For Google there is nothing to look at yet: signing in comes next."""
    client = home / "client_secret_1.json"
    client.write_text("{}")

    ran = invoke("init", "--google", str(client), "--email", "me@gmail.com", "--no-cards")

    (account,) = config.load(path_of(home)).accounts
    assert ran.code == 0
    assert (account.kind, account.client_secrets) == ("google", client)
    assert "calsync auth login" in ran.out.partition("Next:")[2].splitlines()[1]


def test_not_overwritten_unless_said(home: Path) -> None:
    """A configuration that is there stays, unless --yes, which keeps it as .bak."""
    invoke("init", "--yes")
    path = path_of(home)
    path.write_text(path.read_text() + "# mine\n")

    refused = invoke("init", "--files", str(home / ".calendars"))
    replaced = invoke("init", "--yes")

    assert refused.code == 2
    assert "--yes" in refused.err
    assert replaced.code == 0
    assert (path.parent / "config.toml.bak").read_text().endswith("# mine\n")
    assert "# mine" not in path.read_text()


def test_a_calendar_that_cannot_be_read(home: Path) -> None:
    """What the first look could not read is said, and the exit code tells."""
    (home / ".calendars" / "work" / "torn.ics").write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\n")

    ran = invoke("init", "--yes")

    assert ran.code == 1
    assert "torn.ics" in ran.err


def test_a_place_where_nothing_can_be_written(home: Path) -> None:
    """A folder that cannot be made is said with the file and the way out, no bug."""
    (home / "file").write_text("")

    ran = invoke("--config", str(home / "file" / "x" / "config.toml"), "init", "--yes")

    assert ran.code == 2
    assert "config.toml cannot be written: Not a directory" in ran.err


# --- at a terminal -------------------------------------------------------------------------------


def test_enter_takes_what_was_found(home: Path) -> None:
    """Five questions, each with a sensible default; Enter takes them all."""
    ran = converse("init", says=answered("", "", "", "", ""))

    loaded = config.load(path_of(home))
    assert ran.code == 0
    assert "[~/.calendars]" in ran.out
    assert loaded.accounts[0].path == home / ".calendars"
    assert loaded.me.emails == {"alex@example.com"}
    assert (loaded.timezone, loaded.review.cards) == ("", False)
    assert "Looked at 214 events" in ran.out


def test_a_zone_is_asked_only_if_it_cannot_be_told(home: Path) -> None:
    """On a machine set to UTC, with calendars that name no zone, it is the sixth question."""
    path = ics(home / "a.ics", zone="")
    says = answered(str(path), "me@example.com", "", "", "y")
    says[2:2] = [("Your time zone [UTC]", "Berlin\r"), ("time zone, such as", "Europe/Berlin\r")]

    ran = converse("init", says=says, env={"TZ": "UTC"})

    assert ran.code == 0
    assert config.load(path_of(home)).timezone == "Europe/Berlin"


def test_wrong_answers_are_asked_again(home: Path) -> None:
    """A wrong answer says what is wanted, and the question comes again."""
    ran = converse(
        "init",
        says=[
            ("Where are", "/no/where\r"),
            ("there is no calendar at /no/where", "~/.calendars\r"),
            *answered("", "me", "", "", "")[1:2],
            ("say your e-mail addresses", "me@example.com\r"),
            *answered("", "", "", "", "")[2:],
        ],
    )

    assert ran.code == 0
    assert config.load(path_of(home)).me.emails == {"me@example.com"}


def test_nothing_is_no_answer(home: Path) -> None:
    """Where no address can be guessed, Enter alone is told what is wanted."""
    ran = converse(
        "init",
        says=[
            ("Where are", f"{ics(home / 'plain.ics')}\r"),
            ("Your e-mail addresses:", "\r"),
            ("say your e-mail addresses", "me@example.com\r"),
            *answered("", "", "", "", "")[2:],
        ],
    )

    assert ran.code == 0
    assert config.load(path_of(home)).me.emails == {"me@example.com"}


def test_google_is_chosen_by_name(home: Path) -> None:
    """`google` asks for the client file, which is looked for among the downloads."""
    client = home / "Downloads" / "client_secret_7.json"
    client.parent.mkdir()
    client.write_text("{}")
    says = answered("google", "me@gmail.com", "", "", "")
    says.insert(1, ("client_secret_7.json]", "\r"))

    ran = converse("init", says=says)

    assert ran.code == 0
    assert config.load(path_of(home)).accounts[0].client_secrets == client
    assert "calsync auth login" in ran.out


@pytest.mark.parametrize(
    ("key", "after"), [(CTRL_C, 0), (CTRL_D, 1), (CTRL_C, 2), (CTRL_D, 3), (CTRL_C, 4)]
)
def test_leaving_leaves_nothing(home: Path, key: str, after: int) -> None:
    """Ctrl-C and Ctrl-D at any question end it; no file is there, not even half of one."""
    says = [*answered("", "", "", "", "")[:after], (QUESTIONS[after], key)]

    ran = converse("init", says=says)

    assert ran.code == 130
    assert not path_of(home).exists()


@pytest.mark.parametrize(("answer", "replaced"), [("y", True), ("", False)])
def test_a_configuration_is_replaced_when_the_user_says_so(
    home: Path, answer: str, *, replaced: bool
) -> None:
    """Enter keeps the old one."""
    invoke("init", "--yes")
    path = path_of(home)
    path.write_text(path.read_text() + "# mine\n")
    more = answered("", "", "", "", "") if replaced else []

    ran = converse("init", says=[("is there. Keep it as .bak", f"{answer}\r"), *more])

    assert ran.code == 0
    assert ("# mine" in path.read_text()) is not replaced
    assert (path.parent / "config.toml.bak").exists() is replaced

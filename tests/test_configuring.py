"""Setting up, without a question: what is found by looking, what an answer means, the file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from calsync import config
from calsync import configuring
from calsync.configuring import Choices
from calsync.configuring import Glance
from calsync.errors import UsageError
from tests.init_factory import ics


@pytest.mark.parametrize(
    ("files", "found"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([".calendars/x.txt", "here/notes.txt"], None, id="no calendar"),
        pytest.param([".calendars/work/1.ics", "here/a.ics"], ".calendars", id="calendars"),
        pytest.param(
            [".local/share/khal/calendars/p/1.ics"], ".local/share/khal/calendars", id="khal"
        ),
        pytest.param(
            [".local/share/vdirsyncer/p/1.ICS"], ".local/share/vdirsyncer", id="vdirsyncer"
        ),
        pytest.param(["here/a.ics"], "here/a.ics", id="a file here"),
        pytest.param(["here/a.ics", "here/b.ics"], "here", id="files here"),
    ],
)
def test_calendars_are_found(tmp_path: Path, files: list[str], found: str | None) -> None:
    """The usual folders are looked at, then the current one."""
    for name in files:
        ics(tmp_path / name)

    place = configuring.calendars_at(tmp_path, tmp_path / "here")

    assert place == (tmp_path / found if found else None)


def test_the_newest_client_file_is_found(tmp_path: Path) -> None:
    """Google's downloads are known by their name; the last one counts."""
    old, new = tmp_path / "client_secret_1.json", tmp_path / "client_secret_2.json"
    for age, path in enumerate((new, old)):
        path.write_text("{}")
        os.utime(path, (1000 - age, 1000 - age))

    assert configuring.client_file_at(tmp_path / "none", tmp_path) == new
    assert configuring.client_file_at(tmp_path / "none") is None


@pytest.mark.parametrize(
    ("system", "glance"),
    [
        pytest.param("UTC", Glance((), "Europe/Madrid"), id="machine without a zone"),
        pytest.param("Europe/Berlin", Glance(), id="machine with a zone"),
    ],
)
def test_a_zone_is_taken_from_the_calendars(tmp_path: Path, system: str, glance: Glance) -> None:
    """Only a machine that is set to UTC takes the zone that the calendars name."""
    path = ics(tmp_path / "a.ics")

    assert configuring.glance(path, system=system) == glance


def test_a_zone_that_cannot_be_told(tmp_path: Path) -> None:
    """Neither machine nor calendar: it has to be asked."""
    path = ics(tmp_path / "a.ics", zone="")

    assert not configuring.glance(path, system="UTC").zone_known


def test_one_file_is_a_place_of_calendars(tmp_path: Path) -> None:
    """An .ics file is as good as a folder of them."""
    path = ics(tmp_path / "a.ics")

    assert configuring.calendars(f" {path} ") == path


@pytest.mark.parametrize(
    ("text", "hours"),
    [("9-17", "09:00-17:00"), (" 8:30 - 12:00", "08:30-12:00"), ("22:00-23:59", "22:00-23:59")],
)
def test_hours_as_people_write_them(text: str, hours: str) -> None:
    """Hours need no minutes and no zeros."""
    assert configuring.hours(text) == hours


@pytest.mark.parametrize(
    ("parse", "value"),
    [
        *((configuring.hours, value) for value in ("", "9", "17-9", "9-25", "9-17-18", "a-b")),
        *((configuring.emails, value) for value in ("", "me", "a@b c", "<a@b>", "a@b@c")),
        *((configuring.timezone, value) for value in ("", "Berlin", "../etc/passwd", "a\0b")),
        *((configuring.calendar_name, value) for value in ("", " ", "a\nb")),
        *((configuring.calendars, value) for value in ("", "/no/where", "/dev/null", "a\nb")),
        (configuring.place, "/no/where.json"),
    ],
)
def test_what_cannot_be_meant(parse: Callable[[str], object], value: str) -> None:
    """A wrong answer says what is wanted."""
    with pytest.raises(UsageError, match=r"say |give "):
        parse(value)


# --- the file ----------------------------------------------------------------------------------

FILES = Choices("files", Path('/calendars/of "me"'), ("me@example.com", "i@x.org"), cards=True)
GOOGLE = Choices("google", Path("/secrets/client.json"), ("me@example.com",), hours="10:00-12:00")


@pytest.mark.parametrize("choices", [FILES, GOOGLE], ids=["files", "google"])
def test_text_is_the_example_with_the_answers(choices: Choices) -> None:
    """Every setting is explained as in the example; one account, no rule, the user's answers."""
    text = configuring.text_of(choices)
    values = tomllib.loads(text)
    example = tomllib.loads(config.example())

    (account,) = values["accounts"]
    key = "client_secrets" if choices.kind == "google" else "path"
    assert account["kind"] == choices.kind
    assert account[key] == str(choices.path)
    assert values["followups"]["account"] == account["name"]
    assert values["followups"]["hours"] == choices.hours
    assert values["review"]["cards"] is choices.cards
    assert values["me"]["emails"] == list(choices.emails)
    assert set(values) == set(example) - {"rules"}
    assert "# One table for each account." in text
    for name in ("followups", "promises", "review", "tags", "detection"):
        assert set(values[name]) == set(example[name])


def test_written_as_a_whole(tmp_path: Path) -> None:
    """The file is private, loads, and nothing else is left beside it."""
    path = tmp_path / "new" / "config.toml"

    loaded, kept = configuring.write(path, FILES, replace=False)

    assert kept is None
    assert loaded.followups.account == "home"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_file_in_the_way_stays(tmp_path: Path) -> None:
    """What appeared while the user was asked is not overwritten."""
    path = tmp_path / "config.toml"
    path.write_text("mine")

    with pytest.raises(configuring.ConfigExistsError, match="--yes"):
        configuring.write(path, FILES, replace=False)

    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_old_ones_are_kept(tmp_path: Path) -> None:
    """Each old configuration is kept under a name of its own; a link stays one."""
    real, path = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text("first")
    path.symlink_to(real)

    _, first = configuring.write(path, FILES, replace=True)
    _, second = configuring.write(path, GOOGLE, replace=True)

    assert first is not None
    assert second is not None
    assert (first.name, first.read_text()) == ("config.toml.bak", "first")
    assert (second.name, second.read_text()) == ("config.toml.bak2", configuring.text_of(FILES))
    assert path.is_symlink()
    assert real.read_text() == configuring.text_of(GOOGLE)

"""Which calendars and files a folder holds."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from calsync.calendars import files_disk as disk
from calsync.calendars import files_tree as trees
from calsync.calendars import open_account
from calsync.calendars.files import CalendarUnknownError
from calsync.calendars.files import FilesAccount
from calsync.calendars.files_tree import FolderGoneError
from calsync.calendars.files_tree import UnreadableError
from calsync.model import AccountSettings
from calsync.model import Me
from tests.contract_world import NOW
from tests.contract_world import look
from tests.contract_world import make_event
from tests.contract_world import own_calendar
from tests.files_world import FilesWorld
from tests.files_world import put
from tests.files_world import unprivileged
from tests.files_world import whys


@pytest.fixture
def world(tmp_path: Path) -> FilesWorld:
    """A folder of one event a file."""
    return FilesWorld(tmp_path / "home")


def listed(world: FilesWorld, *names: str) -> dict[str, str]:
    """The calendars' ids and names."""
    return {c.id: c.name for c in world.account(calendars=names).calendars()}


def test_folders_are_calendars(world: FilesWorld) -> None:
    """Sub-folders are calendars, at any depth; hidden ones and those without calendars are not."""
    for where in ("work/1.ics", "a/b/2.ics", ".hidden/3.ics", "work/.git/4.ics", "x/.5.ics"):
        put(world, where)
    (world.root / "empty").mkdir()
    (world.root / "papers").mkdir()
    (world.root / "papers" / "notes.txt").write_text("no calendar")

    assert listed(world) == {"a/b": "b", "work": "work", "empty": "empty", "x": "x"}


def test_files_in_the_folder_itself_are_a_calendar(world: FilesWorld) -> None:
    """Files beside sub-folders form a calendar named as the folder."""
    put(world, "1.ics")
    put(world, "work/2.ICS")

    assert listed(world) == {".": "home", "work": "work"}


def test_displayname_names_a_calendar(world: FilesWorld) -> None:
    """A calendar is called as vdirsyncer and khal were told, in one clean line."""
    put(world, "5b1e/1.ics")
    (world.root / "5b1e" / "displayname").write_text(" My \x1b[31mwork\n\nmore\n")

    assert listed(world) == {"5b1e": "My [31mwork"}


@pytest.mark.parametrize("name", ["work", "Büro", "b#1 50%"])
def test_only_named_calendars(world: FilesWorld, name: str) -> None:
    """Calendars are named by folder or displayname; calsync's own is there without."""
    put(world, f"{name}/1.ics")
    put(world, "other/2.ics")
    own_calendar(world.account())

    assert listed(world, name) == {
        "Follow-ups": "Follow-ups",
        trees.quoted(name): trees.quoted(name),
    }


def test_unknown_calendar_is_an_error(world: FilesWorld) -> None:
    """A name that fits no calendar is an error that tells which there are."""
    put(world, "work/1.ics")

    with pytest.raises(CalendarUnknownError, match=r"“play”.*“work”"):
        listed(world, "play")


def test_single_file_is_one_calendar(tmp_path: Path) -> None:
    """One file is one calendar; what is beside it is none of ours."""
    world = FilesWorld(tmp_path / "home", file="cal.ics", single=True)
    put(world, "other/1.ics")
    put(world, "2.ics")
    world.add(make_event())

    assert listed(world) == {".": "cal"}
    assert len(look(world.account()).events) == 1


def test_link_to_the_account_is_followed(world: FilesWorld, tmp_path: Path) -> None:
    """The configured path may be a link; what it stands for is read."""
    put(world, "1.ics")
    (tmp_path / "link").symlink_to(world.root)
    world.path = tmp_path / "link"

    assert len(look(world.account()).events) == 1


def test_missing_path_is_not_made(tmp_path: Path) -> None:
    """A path that is not there is an error, and is not made."""
    world = FilesWorld(tmp_path / "home")
    world.path = tmp_path / "disk" / "home"

    with pytest.raises(FolderGoneError, match="Is the disk mounted"):
        world.account().calendars()

    assert not (tmp_path / "disk").exists()


def test_path_that_is_no_file_is_an_error(world: FilesWorld) -> None:
    """A pipe or a loop of links is no account."""
    os.mkfifo(world.root / "pipe")
    (world.root / "loop").symlink_to("loop")

    for name in ("pipe", "loop"):
        world.path = world.root / name
        with pytest.raises(UnreadableError, match=name):
            world.account().calendars()


def test_what_is_no_file_is_passed_over(world: FilesWorld, tmp_path: Path) -> None:
    """Pipes, sockets, devices, links and folders named like files are told of, never read."""
    put(world, "good.ics")
    outside = put(world, "outside.ics").rename(tmp_path / "outside.ics")
    os.mkfifo(world.root / "pipe.ics")
    (world.root / "folder.ics").mkdir()
    (world.root / "link.ics").symlink_to(outside)
    (world.root / "loop.ics").symlink_to("loop.ics")
    (world.root / "device.ics").symlink_to("/dev/zero")
    (world.root / "away").symlink_to(tmp_path)
    (world.root / "round").symlink_to("round")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(world.root / "socket.ics"))

    changes = look(world.account())

    assert [event.title for event in changes.events] == ["Lunch"]
    assert changes.full
    why = whys(changes)
    assert {name for name in why if "link is not followed" in why[name]} == {
        *("link.ics", "loop.ics", "device.ics", "away", "round"),
    }
    assert why["folder.ics"] == "a folder named like a file"
    assert {name for name in why if "pipe, socket" in why[name]} == {"pipe.ics", "socket.ics"}


def test_file_too_big_is_passed_over(world: FilesWorld) -> None:
    """A file that no calendar is as big as is told of, not read."""
    put(world, "good.ics")
    with (world.root / "big.ics").open("wb") as file:
        file.truncate(disk.FILE_LIMIT + 1)

    changes = look(world.account())

    assert whys(changes) == {"big.ics": "larger than 256 MiB"}
    assert len(changes.events) == 1


def test_folders_too_deep_are_told_of(world: FilesWorld) -> None:
    """Folders in folders are followed thirty deep."""
    put(world, "1.ics")
    put(world, "x/" * 40 + "2.ics")

    assert listed(world).keys() == {"."}
    assert "30 folders deep" in "".join(whys(look(world.account())).values())


def test_strange_names_are_kept_apart(world: FilesWorld) -> None:
    """File names with any bytes in them are told apart, found again, and stay printable."""
    names = ["a#b.ics", "a%23b.ics", "new\nline.ics", "r\u202elo.ics", "ü.ics"]
    for name in names:
        put(world, name)
    (world.root / "ü.ics").rename(world.root / os.fsdecode(b"\xff\xfe.ics"))

    events = look(world.account()).events

    assert len({event.id for event in events}) == len(names)
    assert all(event.id.isprintable() and event.id.count("#") == 1 for event in events)
    for event in events:
        assert world.root.joinpath(trees.unquoted(event.id.partition("#")[0])).exists()


def test_unreadable_folder_is_told_of() -> None:
    """A folder without the right to read it does not stop the others."""
    with unprivileged() as folder:
        world = FilesWorld(folder / "home")
        put(world, "1.ics")
        put(world, "secret/2.ics").parent.chmod(0)
        changes = look(world.account())
        (world.root / "secret").chmod(0o700)

    assert whys(changes) == {"secret": "Permission denied"}
    assert len(changes.events) == 1


def test_account_without_rights_is_an_error() -> None:
    """An account's folder, or a known calendar's, without the right to read it is an error."""
    with unprivileged() as folder:
        world = FilesWorld(folder / "home")
        path = put(world, "work/1.ics")
        account = world.account()
        (calendar,) = account.calendars()
        path.parent.chmod(0)
        with pytest.raises(UnreadableError, match=r"work cannot be read .Permission"):
            look(account, calendar=calendar)
        path.parent.chmod(0o700)
        world.root.chmod(0)
        for ask in (account.calendars, lambda: look(account, calendar=calendar)):
            with pytest.raises(UnreadableError, match="home"):
                ask()
        world.root.chmod(0o700)


def test_file_in_place_of_a_folder_is_not_followed(world: FilesWorld) -> None:
    """Where a calendar's folder became a file it is gone, not empty."""
    path = put(world, "work/1.ics")
    account = world.account()
    (calendar,) = account.calendars()
    path.rename(world.root / "1.txt")
    path.parent.rmdir()
    (world.root / "work").touch()

    with pytest.raises(FolderGoneError):
        look(account, calendar=calendar)


def test_accounts_are_opened_by_kind(world: FilesWorld) -> None:
    """The door finds the back end by the account's kind."""
    put(world, "1.ics")
    settings = AccountSettings("home", "files", path=world.root)

    account = open_account(settings, me=Me(), clock=lambda: NOW)

    assert isinstance(account, FilesAccount)
    assert len(look(account).events) == 1

"""An account of plain files: the contract, and how calendars and changes are found."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync.calendars import files_tree as trees
from calsync.calendars.files_cursor import RACY
from calsync.calendars.files_cursor import Cursor
from calsync.calendars.files_cursor import Glance
from calsync.calendars.files_cursor import Seen
from calsync.calendars.files_cursor import stamp_of
from calsync.calendars.files_cursor import told
from calsync.calendars.files_tree import FolderEmptyError
from calsync.calendars.files_tree import FolderGoneError
from calsync.model import Problem
from tests.contract import AccountContract
from tests.contract_world import LUNCH
from tests.contract_world import SINCE
from tests.contract_world import World
from tests.contract_world import create
from tests.contract_world import look
from tests.contract_world import make_event
from tests.files_world import EMPTY
from tests.files_world import LONG_AGO
from tests.files_world import FilesWorld
from tests.files_world import aged
from tests.files_world import put
from tests.files_world import unprivileged
from tests.files_world import whys


class TestContract(AccountContract):
    """Plain files keep what every account promises."""

    @pytest.fixture(params=["folder", "one-file", "folder-with-one-file"])
    def world(self, request: pytest.FixtureRequest, tmp_path: Path) -> World:
        """A folder of one event a file, one file, and a folder with one file."""
        root = tmp_path / "Kalender #1 50%"
        if request.param == "folder":
            return FilesWorld(root)
        return FilesWorld(root, file="cal.ics", single=request.param == "one-file")


@pytest.fixture
def world(tmp_path: Path) -> FilesWorld:
    """A folder of one event a file."""
    return FilesWorld(tmp_path / "home")


def test_file_that_cannot_be_read_is_not_gone() -> None:
    """A known file without the right to read it keeps its events, and is read when it can be."""
    with unprivileged() as folder:
        world = FilesWorld(folder / "home")
        path = put(world, "1.ics")
        first = look(world.account())
        path.chmod(0)
        second, full = look(world.account(), first.cursor), look(world.account())
        path.chmod(0o600)
        world.edit(first.events[0].id, title="Dinner")
        third = look(world.account(), second.cursor)

    assert (second.events, second.gone, whys(second)) == ((), (), {"1.ics": "Permission denied"})
    assert (full.events, full.full) == ((), False)
    assert [event.title for event in third.events] == ["Dinner"]


def test_unchanged_file_is_not_read_again(world: FilesWorld) -> None:
    """A file whose time, size and number are as they were is taken as unchanged."""
    path = aged(put(world, "1.ics"))
    cursor = look(world.account()).cursor
    path.write_bytes(path.read_bytes().replace(b"Lunch", b"Brunc"))
    aged(path)

    changes = look(world.account(), cursor)

    assert (changes.events, changes.cursor) == ((), cursor)


def test_young_file_is_read_again(world: FilesWorld) -> None:
    """A file changed so lately that its time may not show another change is looked into."""
    path = put(world, "1.ics")
    status = path.stat()
    cursor = look(world.account()).cursor
    path.write_bytes(path.read_bytes().replace(b"Lunch", b"Brunc"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    changes = look(world.account(), cursor)

    assert [event.title for event in changes.events] == ["Brunc"]


def test_touched_file_tells_nothing(world: FilesWorld) -> None:
    """A file written again with the same bytes has no changes, and is then known anew."""
    path = aged(put(world, "1.ics"))
    cursor = look(world.account()).cursor
    aged(path, LONG_AGO + 60)

    changes = look(world.account(), cursor)
    again = look(world.account(), changes.cursor)

    assert (changes.events, changes.gone) == ((), ())
    assert again.cursor == changes.cursor != cursor


def test_renamed_file_is_another(world: FilesWorld) -> None:
    """An event in a renamed file is told as new, and the old one as gone."""
    path = put(world, "1.ics")
    first = look(world.account())
    path.rename(world.root / "2.ics")

    changes = look(world.account(), first.cursor)

    assert [event.id for event in changes.events] == ["2.ics#put@example.com"]
    assert changes.gone == ("1.ics#put@example.com",)


@pytest.mark.parametrize("left", [0, 20, 200], ids=["nothing", "head", "most"])
def test_half_written_file_deletes_nothing(world: FilesWorld, left: int) -> None:
    """What is missing from a file that is just being written is not gone (rule 6)."""
    world = FilesWorld(world.root, file="cal.ics")
    for n in range(3):
        world.add(make_event(uid=f"{n}@example.com"))
    path = world.root / "cal.ics"
    data = path.read_bytes()
    first = look(world.account())
    path.write_bytes(data[:left])

    second = look(world.account(), first.cursor)
    path.write_bytes(data.replace(b"UID:1@", b"UID:9@"))
    third = look(world.account(), second.cursor)

    assert (second.events, second.gone, second.full) == ((), (), False)
    assert "being written" in second.problems[-1].why
    assert [event.uid for event in third.events] == ["9@example.com"]
    assert third.gone == ("cal.ics#1@example.com",)


def test_what_cannot_be_read_is_told_each_time(world: FilesWorld) -> None:
    """A file that nobody has mended is still a problem, though it is not read again (rule 10)."""
    put(world, "1.ics")
    odd = aged(put(world, "odd.ics"))
    odd.write_bytes(odd.read_bytes().replace(b"DTSTART", b"X-START"))
    aged(odd)
    first = look(world.account())

    again = look(world.account(), first.cursor)
    put(world, "2.ics")
    more = look(world.account(), again.cursor)
    odd.unlink()
    mended = look(world.account(), more.cursor)

    assert "no start" in first.problems[0].why
    assert again.problems == more.problems == first.problems
    assert mended.problems == ()


def test_folder_that_is_gone_is_not_empty(world: FilesWorld) -> None:
    """A known calendar whose folder is gone is an error, not deletions (rule 6)."""
    path = put(world, "work/1.ics")
    account = world.account()
    (calendar,) = account.calendars()
    cursor = look(account, calendar=calendar).cursor
    path.parent.rename(world.root / ".moved")

    with pytest.raises(FolderGoneError, match="work"):
        look(account, cursor, calendar)


def test_single_file_that_is_gone_is_not_empty(tmp_path: Path) -> None:
    """A known file that is gone is an error, not deletions (rule 6)."""
    world = FilesWorld(tmp_path / "home", file="cal.ics", single=True)
    account = world.account()
    calendar = account.calendars()[0]
    cursor = look(account).cursor
    world.path.unlink()

    with pytest.raises(FolderGoneError, match=r"cal\.ics"):
        look(account, cursor, calendar)


def test_mount_point_without_its_disk_is_not_empty(world: FilesWorld) -> None:
    """Another, empty folder in the place of a known one is an error, not deletions (rule 6)."""
    put(world, "1.ics")
    cursor = look(world.account()).cursor
    world.root.rename(world.root.with_name("disk"))
    world.root.mkdir()

    with pytest.raises(FolderEmptyError, match="--full"):
        look(world.account(), cursor)

    assert look(world.account()).full


def test_emptied_folder_is_empty(world: FilesWorld) -> None:
    """The same folder without its files has lost them."""
    put(world, "1.ics").with_name("2.txt").touch()
    (world.root / "2.txt").unlink()
    cursor = look(world.account()).cursor
    (world.root / "1.ics").unlink()

    changes = look(world.account(), cursor)

    assert changes.gone == ("1.ics#put@example.com",)


def test_old_events_are_left_out_but_not_lost(world: FilesWorld) -> None:
    """What was told once is not gone because it grew old; what is old already is not told."""
    old = datetime(2020, 1, 1, 9, tzinfo=UTC)
    world = FilesWorld(world.root, file="cal.ics")
    world.add(make_event(uid="old@example.com", start=old, end=old))
    world.add(make_event())
    account = world.account()
    (calendar,) = account.calendars()
    first = account.changes(calendar, "", since=SINCE)
    world.add(make_event(uid="new@example.com"))

    second = account.changes(calendar, first.cursor, since=LUNCH + timedelta(days=99))
    third = account.changes(calendar, second.cursor, since=old - timedelta(days=1))

    assert [event.uid for event in first.events] == ["one@example.com"]
    assert ([event.uid for event in second.events], second.gone) == (["new@example.com"], ())
    assert (len(third.events), third.full) == (3, True)


def test_zone_of_the_files_is_the_calendars(world: FilesWorld) -> None:
    """A calendar's zone is the one its files name, and stays known."""
    data = EMPTY.replace(b"END:VCAL", b"X-WR-TIMEZONE:Asia/Tokyo\r\nEND:VCAL")
    (world.root / "1.ics").write_bytes(data)
    first = look(world.account())
    put(world, "2.ics")

    second = look(world.account(), first.cursor)

    assert [c.calendar and c.calendar.zone for c in (first, second)] == ["Asia/Tokyo"] * 2


def test_progress_is_told(world: FilesWorld) -> None:
    """Every thousand files a word is said."""
    for n in range(1000):
        (world.root / f"{n}.ics").write_bytes(EMPTY)
    words: list[str] = []

    look(world.account(progress=words.append))

    assert words == ["home: home: 1,000 files read"]


def test_follow_ups_are_read_like_any_events(world: FilesWorld) -> None:
    """A follow-up the user moved to another calendar is found there with its marks."""
    put(world, "1.ics")
    event = create(world.account())
    world.path_of(event.id).rename(world.root / "moved.ics")

    events = {item.id: item for item in look(world.account()).events}

    moved = events[f"moved.ics#{event.uid}"]
    assert replace(moved, id=event.id, calendar=event.calendar) == event


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=20),
        st.tuples(
            st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=2),
            st.dictionaries(st.text(max_size=9), st.text(max_size=9)),
        ),
        max_size=5,
    )
)
def test_cursor_is_read_back(
    given_: dict[str, tuple[list[tuple[str, str]], dict[str, str]]],
) -> None:
    """A cursor is read back as it was, whatever the files and the ids are called."""
    files = {
        trees.quoted(name): Seen(
            "1:2:3", "f00", told("", etags.items()), tuple(Problem(*pair) for pair in wrong)
        )
        for name, (wrong, etags) in given_.items()
        if name.isprintable()
    }
    cursor = Cursor(SINCE, "1:2", "Europe/Berlin", files)

    again = Cursor.from_text(cursor.as_text())
    glance = Glance.from_text(cursor.as_text())

    assert again == cursor
    assert glance is not None
    assert sorted(map(repr, glance.problems)) == sorted(
        repr(problem) for seen in files.values() for problem in seen.problems
    )
    for name, seen in again.files.items():
        assert seen.etags(name).keys() == {name + one for one in files[name].etags("")}


def test_cursor_that_was_tampered_with_is_none() -> None:
    """A cursor of which a byte has changed counts as none."""
    text = Cursor(SINCE, "1:2", "", {"1.ics": Seen("1:2:3", "f00")}).as_text()

    assert Cursor.from_text(text.replace("1.ics", "2.ics")) is None


@pytest.mark.parametrize(("age", "known"), [(RACY + 1, True), (RACY - 1, False), (-RACY, False)])
def test_only_an_aged_file_has_a_stamp(tmp_path: Path, age: int, *, known: bool) -> None:
    """A file changed within two seconds of being read, or in the future, is never unchanged."""
    status = tmp_path.stat()

    assert bool(stamp_of(status, now=status.st_mtime_ns + age)) is known

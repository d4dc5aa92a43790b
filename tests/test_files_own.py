"""calsync's own events and folder among plain files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest

from calsync import ics
from calsync.calendars import files_disk as disk
from calsync.calendars import files_edits as edits
from calsync.calendars import files_tree as trees
from calsync.calendars.files_tree import FolderGoneError
from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from calsync.model import Calendar
from tests.contract_world import LUNCH
from tests.contract_world import NOW
from tests.contract_world import create
from tests.contract_world import first_calendar
from tests.contract_world import make_draft
from tests.contract_world import own_calendar
from tests.contract_world import read_again
from tests.contract_world import write
from tests.files_world import EMPTY
from tests.files_world import LONG_AGO
from tests.files_world import FilesWorld
from tests.files_world import aged
from tests.files_world import put

TODO = b"BEGIN:VTODO\r\nUID:todo@example.com\r\nSUMMARY:Buy milk\r\nEND:VTODO\r\n"


@pytest.fixture
def world(tmp_path: Path) -> FilesWorld:
    """A folder of one event a file."""
    return FilesWorld(tmp_path / "home")


def editing(world: FilesWorld, *titles: str, which: str) -> Callable[[], datetime]:
    """A clock; whenever it is looked at, the user gives an event the next title."""
    left = iter(titles)

    def clock() -> datetime:
        for title in left:
            world.edit(which, title=title)
            break
        return NOW

    return clock


def test_edit_of_another_event_while_writing_is_kept(world: FilesWorld) -> None:
    """An edit that comes in while a file is being written is read, and both are kept (rule 5)."""
    event = create(world.account())
    path = world.path_of(event.id)
    path.write_bytes(_with(path.read_bytes(), _component(world, "1.ics")))
    event = read_again(world, event)
    other = f"{event.id.partition('#')[0]}#put@example.com"
    clock = editing(world, "Edited meanwhile", which=other)

    outcome = write(world.account(clock=clock), Change(event, make_draft(title="Moved")))

    assert outcome.result is Result.DONE
    assert {"Edited meanwhile", "Moved"} <= set(world.titles())


def _with(data: bytes, component: bytes) -> bytes:
    return data.replace(b"END:VCALENDAR", component + b"END:VCALENDAR")


def _component(world: FilesWorld, where: str) -> bytes:
    data = put(world, where).read_bytes()
    return data[data.index(b"BEGIN:VEVENT") : data.index(b"END:VCALENDAR")]


def test_edit_of_the_same_event_while_writing_wins(world: FilesWorld) -> None:
    """An edit of the very event that comes in while it is being written wins (rule 4)."""
    event = create(world.account())
    clock = editing(world, "Mine", which=event.id)

    outcome = write(world.account(clock=clock), Change(event, make_draft(title="Moved")))

    assert outcome.result is Result.CONFLICT
    assert list(world.titles()) == ["Mine"]


def test_file_that_never_rests_is_left_alone(world: FilesWorld) -> None:
    """A file that another program changes all the time is left to it."""
    event = create(world.account())
    path = world.path_of(event.id)
    path.write_bytes(_with(path.read_bytes(), _component(world, "1.ics")))
    event = read_again(world, event)
    other = f"{event.id.partition('#')[0]}#put@example.com"
    clock = editing(world, *"abcdef", which=other)

    outcome = write(world.account(clock=clock), Change(event, make_draft(title="Moved")))

    assert outcome.result is Result.CONFLICT
    assert "all the time" in outcome.why


def test_follow_up_keeps_what_the_user_added(world: FilesWorld) -> None:
    """A changed follow-up keeps lines of the user's and of other programs, to the byte."""
    event = create(world.account())
    path = world.path_of(event.id)
    added = b"X-MINE;X=1:a\r\n folded\r\nLOCATION:Here\r\nEND:VEVENT"
    path.write_bytes(path.read_bytes().replace(b"END:VEVENT", added))
    event = read_again(world, event)
    before = path.read_bytes()

    write(world.account(), Change(event, make_draft(title="Overdue: the deck")))

    after = path.read_bytes()
    changed = {line for line in before.split(b"\r\n") if line not in after.split(b"\r\n")}
    assert {line.partition(b":")[0] for line in changed} <= {b"SUMMARY", b"DTSTAMP"}
    assert after.count(b"\r\n") == before.count(b"\r\n")
    assert added in after
    assert b"BEGIN:VALARM" in after


def test_change_that_changes_nothing_writes_nothing(world: FilesWorld) -> None:
    """A follow-up that is as drafted keeps its bytes, its time and its ETag."""
    event = create(world.account())
    path = aged(world.path_of(event.id))

    outcome = write(world.account(), Change(event, make_draft()))

    assert (outcome.result, outcome.event) == (Result.DONE, event)
    assert path.stat().st_mtime == LONG_AGO


def test_two_writes_of_one_event_do_not_mix(world: FilesWorld) -> None:
    """Of two writes of one event in one go, the second is told that the event has changed."""
    event = create(world.account())

    outcomes = list(
        world.account().apply([Change(event, make_draft(title="Moved")), Remove(event)])
    )

    assert [outcome.result for outcome in outcomes] == [Result.DONE, Result.CONFLICT]
    assert list(world.titles()) == ["Moved"]


def test_event_beside_others_is_found(world: FilesWorld) -> None:
    """A follow-up behind broken and other events in one file is the one that is changed."""
    event = create(world.account())
    path = world.path_of(event.id)
    broken = b"BEGIN:VEVENT\r\nSUMMARY:broken\r\nEND:VEVENT\r\n"
    before = broken + _component(world, "1.ics") + b"BEGIN:VEVENT"
    path.write_bytes(path.read_bytes().replace(b"BEGIN:VEVENT", before, 1))
    event = read_again(world, event)

    outcome = write(world.account(), Change(event, make_draft(title="Moved")))

    assert outcome.result is Result.DONE
    assert b"SUMMARY:broken" in path.read_bytes()
    assert b"SUMMARY:Lunch" in path.read_bytes()


def test_follow_up_with_duration_is_moved(world: FilesWorld) -> None:
    """Where another program wrote a duration, a moved follow-up has an end instead."""
    event = create(world.account())
    path = world.path_of(event.id)
    lines = path.read_bytes().split(b"\r\n")
    lines = [b"DURATION:PT30M" if line.startswith(b"DTEND") else line for line in lines]
    path.write_bytes(b"\n".join(lines))
    later = LUNCH + timedelta(days=3)

    outcome = write(
        world.account(),
        Change(read_again(world, event), make_draft(start=later, end=later, description="")),
    )

    assert outcome.event is not None
    assert (outcome.event.start, outcome.event.end) == (later, later)
    data = path.read_bytes()
    assert b"DURATION" not in data
    assert b"\nDESCRIPTION:To" not in data
    assert b"\r" not in data


def test_zone_without_its_rules_is_written_in_utc(world: FilesWorld) -> None:
    """A time in a zone that the file does not describe is written in UTC."""
    event = create(world.account(), make_draft(start=date(2026, 11, 27), end=date(2026, 11, 28)))

    outcome = write(world.account(), Change(event, make_draft()))

    assert outcome.event is not None
    assert outcome.event.start == make_draft().start
    assert b"DTSTART:20261127T113000Z" in world.path_of(event.id).read_bytes()


@pytest.mark.parametrize("kept", [b"", TODO, _component.__name__.encode()], ids=str)
def test_removed_follow_up_leaves_the_others(world: FilesWorld, kept: bytes) -> None:
    """A file with something else in it stays; one with nothing left goes."""
    event = create(world.account())
    path = world.path_of(event.id)
    other = _component(world, "1.ics") if kept.startswith(b"_") else kept
    path.write_bytes(_with(path.read_bytes(), other))

    outcome = write(world.account(), Remove(read_again(world, event)))

    assert outcome.result is Result.DONE
    assert path.exists() is bool(kept)
    assert not kept or other in path.read_bytes()


def test_follow_up_under_another_name_is_found(world: FilesWorld) -> None:
    """A follow-up whose file another program renamed is not made again (rule 3)."""
    event = create(world.account())
    path = world.path_of(event.id)
    path.rename(path.with_name("5b1e.ics"))
    with (path.parent / "a-big-one.ics").open("wb") as file:
        file.truncate(disk.FILE_LIMIT + 1)
    account = world.account()

    outcome = write(account, Create(own_calendar(account), make_draft()))

    assert outcome.result is Result.EXISTS
    assert outcome.event is not None
    assert outcome.event.id == "Follow-ups/5b1e.ics#promise1-0@calsync"


@pytest.mark.parametrize(
    ("uid", "name"),
    [
        ("abc-0@calsync", "abc-0@calsync.ics"),
        ("../../etc/passwd", None),
        (".hidden", None),
        ("a" * 300, None),
        ("é b", None),
    ],
    ids=["own", "path", "hidden", "long", "special"],
)
def test_new_file_has_a_harmless_name(world: FilesWorld, uid: str, name: str | None) -> None:
    """A new file is named by its UID if that is a harmless name, else by a hash."""
    event = create(world.account(), make_draft(uid=uid))

    path = world.path_of(event.id)
    assert path.parent == world.root / "Follow-ups"
    assert path.name == name if name else len(path.name) == 36
    assert event.uid == uid


def test_name_that_is_taken_gives_way(world: FilesWorld) -> None:
    """A file in the way stays; the follow-up gets another name, or fails if that is taken too."""
    account = world.account()
    own = own_calendar(account)
    blocking = world.root / own.id / "promise1-0@calsync.ics"
    blocking.write_bytes(b"")

    first = write(account, Create(own, make_draft()))
    assert first.event is not None
    world.path_of(first.event.id).write_bytes(b"")
    second = write(account, Create(own, make_draft()))

    assert (first.result, second.result) == (Result.DONE, Result.FAILED)
    assert blocking.read_bytes() == b""


def test_follow_ups_are_not_put_into_a_single_file(tmp_path: Path) -> None:
    """A single file takes no follow-ups."""
    world = FilesWorld(tmp_path / "home", file="cal.ics", single=True)
    account = world.account()

    outcome = write(account, Create(first_calendar(account), make_draft()))

    assert outcome.result is Result.REFUSED
    assert world.path.read_bytes() == EMPTY


@pytest.mark.parametrize("name", ["gone", "../away", "", ".hidden"])
def test_nothing_is_made_where_a_folder_is_gone(world: FilesWorld, name: str) -> None:
    """A calendar whose folder is gone, or was never inside, is not made (rule 6)."""
    with pytest.raises(FolderGoneError):
        write(world.account(), Create(Calendar(name, name), make_draft()))

    assert list(world.root.parent.rglob("*.ics")) == []


def test_folder_swapped_for_a_link_is_not_followed(world: FilesWorld, tmp_path: Path) -> None:
    """Where a calendar's folder became a link out of the account, nothing is written."""
    event = create(world.account())
    (world.root / "Follow-ups").rename(tmp_path / "away")
    (world.root / "Follow-ups").symlink_to(tmp_path / "away")

    with pytest.raises(FolderGoneError):
        write(world.account(), Change(event, make_draft(title="Moved")))


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Follow-ups", "Follow-ups"),
        ("a/b", "a-b"),
        ("../x", "-x"),
        (".hidden", "hidden"),
        ("...", "Follow-ups"),
        ("Suivi: été\n", "Suivi- été-"),
        ("é" * 90, "é" * 50),
    ],
    ids=["plain", "slash", "up", "hidden", "dots", "special", "long"],
)
def test_own_folder_has_a_harmless_name(world: FilesWorld, name: str, folder: str) -> None:
    """The folder for follow-ups is named as wished, as far as that is harmless."""
    made = write(world.account(), MakeCalendar(name)).calendar

    assert made is not None
    assert (world.root / folder).is_dir()
    assert made.id == folder
    own = [c for c in world.account().calendars() if c.made_by_calsync]
    assert [(c.id, c.name) for c in own] == [(made.id, made.name)]


def test_folder_with_something_in_it_is_not_taken_over(world: FilesWorld) -> None:
    """A folder of that name that is not calsync's is left; an empty one is taken."""
    put(world, "Follow-ups/1.ics")
    (world.root / "Follow-ups 2").touch()
    (world.root / "Follow-ups 3").mkdir()

    made = own_calendar(world.account())

    assert made.id == "Follow-ups 3"
    assert not list(world.root.glob(".*"))


def test_all_names_taken_fails(world: FilesWorld) -> None:
    """Where all names for the folder are taken, none is made."""
    for name in ("F", *(f"F {n}" for n in range(2, 10))):
        (world.root / name).touch()

    outcome = write(world.account(), MakeCalendar("F"))

    assert outcome.result is Result.FAILED
    assert not list(world.root.glob(".*"))


def test_two_files_have_a_folder_each(tmp_path: Path) -> None:
    """Two single files side by side, or one and its folder, do not share a folder."""
    accounts = [
        FilesWorld(tmp_path / "home", file=name, single=True).account()
        for name in ("one.ics", "two.ics")
    ]

    made = [own_calendar(account).id for account in accounts]

    assert made == ["Follow-ups", "Follow-ups 2"]
    assert [[c.id for c in account.calendars()] for account in accounts] == [
        [".", "Follow-ups"],
        [".", "Follow-ups 2"],
    ]


def test_own_folder_with_a_note_in_it_is_not_removed(world: FilesWorld) -> None:
    """A folder in which the user left something stays, and stays calsync's."""
    made = own_calendar(world.account())
    note = world.root / made.id / "note.txt"
    note.touch()

    refused = write(world.account(), RemoveCalendar(made))
    note.unlink()
    done = write(world.account(), RemoveCalendar(made))

    assert (refused.result, done.result) == (Result.REFUSED, Result.DONE)
    assert "note.txt is left" in refused.why


def test_event_that_is_not_there_is_not_edited(world: FilesWorld) -> None:
    """An edit of an event that is not in the bytes, or not as seen, is refused."""
    event = create(world.account())
    data = world.path_of(event.id).read_bytes()

    with pytest.raises(ics.NotThereError):
        edits.removed(EMPTY, event)
    with pytest.raises(ics.ChangedError):
        edits.removed(data.replace(b"deck", b"book"), event)


def test_marker_is_for_one_account(world: FilesWorld) -> None:
    """A folder made for another account is a calendar like any other."""
    made = own_calendar(world.account())
    marker = world.root / made.id / trees.MARKER
    marker.write_bytes(marker.read_bytes().replace(b"for: .", b"for: cal.ics"))

    assert not any(c.made_by_calsync for c in world.account().calendars())

"""What is written into plain files, and what stays as it was."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from calsync import ics
from calsync.calendars import files_disk as disk
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from tests.contract_world import ALL
from tests.contract_world import GUESTS
from tests.contract_world import first_calendar
from tests.contract_world import look
from tests.contract_world import make_draft
from tests.contract_world import make_event
from tests.contract_world import make_tag
from tests.contract_world import own_calendar
from tests.contract_world import seen
from tests.contract_world import write
from tests.files_world import LONG_AGO
from tests.files_world import NOBODY
from tests.files_world import FilesWorld
from tests.files_world import aged
from tests.files_world import put
from tests.files_world import unprivileged


@pytest.fixture
def world(tmp_path: Path) -> FilesWorld:
    """A folder of one event a file."""
    return FilesWorld(tmp_path / "home")


@pytest.fixture
def many(tmp_path: Path) -> FilesWorld:
    """A folder of one file with many events."""
    world = FilesWorld(tmp_path / "many", file="cal.ics")
    for event in ALL:
        world.add(event)
    return world


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond a hundred bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_tag_adds_lines_and_untag_gives_the_bytes_back(many: FilesWorld) -> None:
    """Tags are added lines; without them the file is byte for byte what it was."""
    before = many.bytes()
    account = many.account(tag_invitations=True)
    events = look(account).events

    tagged = [o.event for o in account.apply([PutTag(e, make_tag(e)) for e in events])]
    between = many.bytes()
    untagged = list(account.apply([PutTag(e, None) for e in tagged if e]))

    assert {outcome.result for outcome in untagged} == {Result.DONE}
    assert many.bytes() == before
    (data,) = between.values()
    assert [b for b in data.splitlines() if b"CALSYNC" not in b and b":Networking" not in b] == [
        line for text in before.values() for line in text.splitlines()
    ]


def test_many_tags_are_one_write(many: FilesWorld) -> None:
    """Writes in one file are carried out together: the file is replaced once."""
    account = many.account(tag_invitations=True)
    events = look(account).events
    path = many.root / "cal.ics"
    held = path.open("rb")  # so that its number is not given again

    outcomes = list(account.apply([PutTag(e, make_tag(e)) for e in events]))

    assert [outcome.result for outcome in outcomes] == [Result.DONE] * len(ALL)
    assert os.fstat(held.fileno()).st_ino != path.stat().st_ino
    assert list(many.root.iterdir()) == [path]
    held.close()


def test_mode_and_attributes_stay(world: FilesWorld) -> None:
    """A file keeps its mode and its attributes, but not its time."""
    path = aged(put(world, "1.ics"))
    path.chmod(0o640)
    os.setxattr(path, "user.color", b"red")
    (event,) = look(world.account()).events

    write(world.account(), PutTag(event, make_tag(event)))

    assert path.stat().st_mode & 0o777 == 0o640
    assert os.getxattr(path, "user.color") == b"red"
    assert path.stat().st_mtime > LONG_AGO + 60


@pytest.mark.parametrize("change", ["utf-16", "cr"])
def test_unwritable_encodings_are_refused(world: FilesWorld, change: str) -> None:
    """A file in UTF-16, or with lines that end in CR alone, is read but not written."""
    path = put(world, "1.ics")
    text = path.read_bytes().decode()
    path.write_bytes(text.encode("utf-16") if change == "utf-16" else text.encode()[:-1])
    if change == "cr":
        path.write_bytes(text.replace("\r\n", "\r").encode())
    before = world.bytes()
    (event,) = look(world.account()).events

    outcome = write(world.account(), PutTag(event, make_tag(event)))

    assert (outcome.result, event.title, event.writable) == (Result.REFUSED, "Lunch", False)
    assert world.bytes() == before


def test_guests_are_tagged_only_if_wished(world: FilesWorld) -> None:
    """An event with guests is tagged in the file only with `tag_invitations` (rule 1)."""
    event = seen(world, attendees=GUESTS)
    before = world.bytes()

    refused = write(world.account(), PutTag(event, make_tag(event)))
    after = world.bytes()
    done = write(world.account(tag_invitations=True), PutTag(event, make_tag(event)))

    assert (refused.result, done.result) == (Result.REFUSED, Result.DONE)
    assert "tag_invitations" in refused.why
    assert after == before != world.bytes()


def test_full_disk_fails_and_leaves_everything(world: FilesWorld) -> None:
    """A write that finds no room fails with the file's name, and leaves no trace."""
    event = seen(world)
    own = own_calendar(world.account())
    before = world.bytes()

    with full_disk():
        tag = write(world.account(), PutTag(event, make_tag(event)))
        new = write(world.account(), Create(own, make_draft()))

    assert (tag.result, new.result) == (Result.FAILED, Result.FAILED)
    assert "one@example.com.ics: File too large" in tag.why
    assert world.bytes() == before


def test_protected_files_are_refused() -> None:
    """Without the right to write it is refused, and nothing is tried by the back door."""
    with unprivileged() as folder:
        world = FilesWorld(folder / "home")
        event = seen(world)
        own = own_calendar(world.account())
        world.path_of(event.id).chmod(0o444)
        file = write(world.account(), PutTag(event, make_tag(event)))
        world.path_of(event.id).chmod(0o644)
        other = folder / "other"
        other.mkdir(mode=0o555)
        world.root.chmod(0o555)
        (world.root / own.id).chmod(0o555)
        readable = first_calendar(world.account())
        outcomes = [
            file,
            write(world.account(), PutTag(event, make_tag(event))),
            write(world.account(), Create(own, make_draft())),
            write(FilesWorld(other).account(), MakeCalendar("Other")),
        ]
        (world.root / own.id).chmod(0o755)
        outcomes.append(write(world.account(), RemoveCalendar(own)))
        world.root.chmod(0o755)

    assert [outcome.result for outcome in outcomes] == [Result.REFUSED] * len(outcomes)
    assert outcomes[0].why.endswith("the file is write-protected")
    assert not readable.writable


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_files_of_others_are_not_taken_over() -> None:
    """A file that belongs to somebody else is not replaced by one's own."""
    with unprivileged() as folder:
        world = FilesWorld(folder / "home")
        event = seen(world)
        path = world.path_of(event.id)
        path.chmod(0o666)
        os.seteuid(0)
        os.chown(path, 0, 0)
        os.seteuid(NOBODY)
        outcome = write(world.account(), PutTag(event, make_tag(event)))

    assert outcome.result is Result.REFUSED
    assert outcome.why.endswith("the file belongs to somebody else")


def test_strays_of_killed_runs_are_swept(world: FilesWorld) -> None:
    """Unfinished files of dead runs go; those of a living one, and other programs' files, stay."""
    event = seen(world)
    names = (".calsync-abcd1234.tmp", ".calsync-efgh5678.tmp", ".other.tmp")
    paths = [world.root / name for name in names]
    for path in paths:
        path.touch()
    aged(paths[0])
    aged(paths[2])

    changes = look(world.account())
    write(world.account(), PutTag(event, make_tag(event)))

    assert len(changes.events) == 1
    assert [path.exists() for path in paths] == [False, True, True]


def test_unnamed_folder_of_a_killed_run_is_swept(world: FilesWorld) -> None:
    """A folder for follow-ups that died before it had its name goes when one is made."""
    stray = world.root / ".calsync-abcd1234.tmp"
    stray.mkdir()
    (stray / ".calsync").write_text("for: .")
    aged(stray)

    write(world.account(), MakeCalendar("Follow-ups"))

    assert not stray.exists()


KILLED = """
import sys
from pathlib import Path
from tests.contract_world import look, make_tag
from tests.files_world import NOBODY
from tests.files_world import FilesWorld
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import PutTag
account = FilesWorld(Path(sys.argv[1])).account()
print("ready", flush=True)
while True:
    for tagged in (True, False):
        events = look(account).events
        writes = [PutTag(event, make_tag(event) if tagged else None) for event in events]
        list(account.apply(writes))
"""


def test_killed_run_leaves_whole_files(world: FilesWorld) -> None:
    """Whenever a run is killed, every file is whole: tagged, or as it was."""
    for n in range(20):
        world.add(make_event(uid=f"{n}@example.com"))
    before = world.bytes()

    for pause in (0.01, 0.03, 0.05, 0.1):
        run = subprocess.Popen([sys.executable, "-c", KILLED, world.root], stdout=subprocess.PIPE)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(pause)
        run.send_signal(signal.SIGKILL)
        run.communicate()

    after = {name: data for name, data in world.bytes().items() if name.endswith(".ics")}
    assert {name: ics.untagged(data) for name, data in after.items()} == before
    strays = [path.name for path in world.root.iterdir() if path.suffix != ".ics"]
    assert all(disk.is_stray(name) for name in strays)


def test_creation_without_hard_links(tmp_path: Path) -> None:
    """On a file system without hard links a new file is exclusive all the same."""
    path = tmp_path / "1.ics"

    disk._create_in_place(path, b"x" * 50)
    with pytest.raises(FileExistsError):
        disk._create_in_place(path, b"y")
    with full_disk(), pytest.raises(OSError, match="too large"):
        disk._create_in_place(tmp_path / "2.ics", b"x" * 200)

    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["1.ics"]
    assert path.read_bytes() == b"x" * 50


def test_only_plain_files_are_touched(tmp_path: Path) -> None:
    """What is not a plain file, or not as it was seen, is neither read nor replaced nor removed."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "file").write_bytes(b"new")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))

    for name in ("pipe", "link", "socket", ""):
        with pytest.raises(disk.NotPlainError):
            disk.read(tmp_path / name)
        with pytest.raises(disk.NotPlainError):
            disk.replace(tmp_path / name, b"", seen=b"")
    with pytest.raises(disk.OvertakenError):
        disk.remove(tmp_path / "file", seen=b"old")
    assert (tmp_path / "file").read_bytes() == b"new"

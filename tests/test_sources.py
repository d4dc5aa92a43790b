"""What `scan` reads: every kind of source, and nothing that could hang."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from calsync import fetching_errors
from calsync import sources
from calsync.model import Problem

SMALL = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def found(*paths: Path | str, stdin: bytes = b"") -> tuple[dict[str, str], dict[str, str]]:
    """The calendars found by name of the document, and the problems by place."""
    items = list(sources.documents([str(path) for path in paths], stdin=io.BytesIO(stdin)))
    documents = {i.where: i.calendar for i in items if isinstance(i, sources.Document)}
    return documents, {i.where: i.why for i in items if isinstance(i, Problem)}


def written(path: Path, data: bytes = SMALL) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .zip of those members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def test_a_file_is_a_calendar_by_its_name(tmp_path: Path) -> None:
    """The calendar of a file is called as the file, whatever its ending."""
    documents, problems = found(written(tmp_path / "Work.ICS"), written(tmp_path / "export.txt"))

    assert list(documents.values()) == ["Work", "export.txt"]
    assert not problems


def test_a_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    """Every .ics below counts, under its folder's name; hidden files and others do not."""
    for name in ("a.ics", "work/b.ics", "work/deep/c.ics", "work/.hidden.ics", "notes.txt"):
        written(tmp_path / "cal" / name)

    documents, problems = found(tmp_path / "cal")

    assert list(documents.values()) == ["cal", "work", "deep"]
    assert not problems


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    """The same file, given by itself, within its folder and by a link, is one document."""
    path = written(tmp_path / "a.ics")
    (tmp_path / "b.ics").symlink_to(path)

    documents, problems = found(path, tmp_path, path)

    assert list(documents.values()) == ["a"]
    assert not problems


def test_standard_input_may_be_a_calendar_or_an_archive() -> None:
    """What is piped in is told apart by its first bytes."""
    assert found("-", stdin=SMALL)[0] == {"stdin": "stdin"}
    assert found("-", stdin=zipped({"me@example.com.ics": SMALL}))[0] == {
        "stdin:me@example.com.ics": "me@example.com"
    }


def test_the_archive_that_google_exports_is_read_member_by_member(tmp_path: Path) -> None:
    """Each .ics in a .zip is a calendar of its own, other members are left alone."""
    data = zipped({"x/me@example.com.ics": SMALL, "Family_a1.ics": SMALL, "readme.html": b"<p>"})

    documents, problems = found(written(tmp_path / "me.ical.zip", data))

    assert list(documents.values()) == ["me@example.com", "Family_a1"]
    assert not problems


BOMB = zipped({"bomb.ics": b"\0" * (8 * sources.MEBIBYTE), "good.ics": SMALL})
ENCRYPTED = bytearray(zipped({"secret.ics": SMALL}, method=zipfile.ZIP_STORED))
ENCRYPTED[6] |= 1
ENCRYPTED[ENCRYPTED.rindex(b"PK\x01\x02") + 8] |= 1
TORN = bytearray(zipped({"torn.ics": SMALL * 400}))
TORN[60:70] = b"\xff" * 10
LYING = bytearray(zipped({"lie.ics": b"x" * 900}))
LYING[LYING.rindex(b"PK\x01\x02") + 24] = 5


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(BOMB, "packed more than 250 times", id="bomb"),
        pytest.param(zipped({"a.zip": zipped({"b.ics": SMALL})}), "within an archive", id="nested"),
        pytest.param(zipped({"a.txt": SMALL}), "no .ics file in this archive", id="nothing"),
        pytest.param(zipped({}), "no .ics file in this archive", id="empty"),
        pytest.param(zipped({"a.ics": SMALL})[:-30], "not a whole .zip", id="cut"),
        pytest.param(b"PK\x03\x04" + b"\0" * 99, "not a whole .zip", id="rubbish"),
        pytest.param(bytes(ENCRYPTED), "cannot be unpacked", id="encrypted"),
        pytest.param(bytes(TORN), "cannot be unpacked", id="torn"),
        pytest.param(bytes(LYING), "cannot be unpacked", id="lying about its size"),
        pytest.param(b"PK\x03\x04" + b"PK\x01\x02" * 5001, "more than 5,000 files", id="many"),
    ],
)
def test_a_bad_archive_is_a_problem_and_no_more(tmp_path: Path, data: bytes, why: str) -> None:
    """Bombs, nested, cut, encrypted and lying archives are named; their good members are read."""
    documents, problems = found(written(tmp_path / "bad.zip", data))

    assert why in " ".join(problems.values())
    assert list(documents.values()) == (["good"] if data is BOMB else [])


def test_an_archive_is_bounded_as_a_whole(tmp_path: Path) -> None:
    """Members that unpack to more than the bound together are left out from there on."""
    names = [f"{number}.ics" for number in range(6)]
    data = bytearray(zipped(dict.fromkeys(names, SMALL), method=zipfile.ZIP_STORED))
    at = -1
    for _ in names:  # each says that it is 250 MiB, stored
        at = data.index(b"PK\x01\x02", at + 1)
        data[at + 20 : at + 28] = (250 * sources.MEBIBYTE).to_bytes(4, "little") * 2

    documents, problems = found(written(tmp_path / "many.zip", bytes(data)))

    assert not documents
    assert sum("unpacks to more than" in why for why in problems.values()) == 2


@pytest.mark.parametrize("kind", ["fifo", "device", "socket-like", "loop", "sparse", "lost"])
def test_what_is_not_a_plain_file_is_skipped_with_a_line(tmp_path: Path, kind: str) -> None:
    """Pipes, devices, loops of links, huge and lost files never hang and never stop the rest."""
    bad = tmp_path / "bad.ics"
    if kind == "fifo":
        os.mkfifo(bad)
    elif kind == "device":
        bad.symlink_to("/dev/zero")
    elif kind == "socket-like":
        bad.symlink_to("/dev/tty")
    elif kind == "loop":
        bad.symlink_to(bad)
    elif kind == "sparse":
        with bad.open("wb") as file:
            file.truncate(4 * 1024**3)
    elif kind == "lost":
        bad.symlink_to(tmp_path / "gone.ics")
    written(tmp_path / "good.ics")

    documents, problems = found(tmp_path)

    assert list(documents) == [str(tmp_path / "good.ics")]
    assert list(problems) == [str(bad)]


def test_links_to_folders_are_named_and_not_followed(tmp_path: Path) -> None:
    """A folder that contains itself by a link is read once."""
    written(tmp_path / "cal" / "a.ics")
    (tmp_path / "cal" / "again").symlink_to(tmp_path / "cal")
    (tmp_path / "cal" / "again.ics").symlink_to(tmp_path / "cal")

    documents, problems = found(tmp_path / "cal")

    assert list(documents.values()) == ["cal"]
    assert {why[:16] for why in problems.values()} == {"a link to a fold"}


def test_folders_are_bounded_in_depth(tmp_path: Path) -> None:
    """Deeper than any calendar lies is not looked at, and said."""
    written(tmp_path.joinpath(*["d"] * 40) / "deep.ics")
    written(tmp_path / "a.ics")

    documents, problems = found(tmp_path)

    assert list(documents.values()) == [tmp_path.name]
    assert list(problems.values()) == ["more than 30 folders deep"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    """A closed folder is named, its neighbours are read."""
    written(tmp_path / "closed" / "a.ics")
    written(tmp_path / "open" / "b.ics")
    (tmp_path / "closed").chmod(0)

    documents, problems = found(tmp_path)
    (tmp_path / "closed").chmod(0o700)

    assert list(documents.values()) == ["open"]
    assert list(problems.values()) == ["Permission denied"]


def test_a_folder_without_any_calendar_is_a_problem(tmp_path: Path) -> None:
    """An empty folder is not silently nothing."""
    assert found(tmp_path)[1] == {str(tmp_path): "there is no .ics file in this folder"}


@pytest.mark.parametrize("address", ["HTTP://example.org/", "https://", "http://10.0.0.1/a.ics"])
def test_an_address_that_is_not_safe_is_refused_with_the_way_to_go_on(address: str) -> None:
    """Plain http beyond this machine is wrong use, and the message says what to do instead."""
    with pytest.raises(fetching_errors.AddressError, match="download the file"):
        sources.check(["somewhere.ics", address])


def test_paths_that_are_not_there_are_wrong_use(tmp_path: Path) -> None:
    """Where none of the paths exists nothing is read at all; one of them is enough."""
    with pytest.raises(sources.NoSuchPathError, match=r"no a\.ics and no b\.ics"):
        sources.check(["a.ics", "b.ics"])

    sources.check(["a.ics", str(tmp_path)])
    sources.check(["-"])

"""`calsync scan` from the outside: what it prints, what it says beside, and how it ends."""

from __future__ import annotations

import gc
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result

from calsync.cli import cli

KEYS = {
    *("key", "account", "calendar", "uid", "recurrence_id", "title", "start", "end", "all_day"),
    *("channel", "score", "source", "evidence"),
}
ME = "ORGANIZER:mailto:me@example.com\nATTENDEE:mailto:me@example.com\n"
ANA = f"{ME}ATTENDEE:mailto:ana@northwind.example\n"
BOB = f"{ME}ATTENDEE:mailto:bob@example.com\n"


def event(title: str = "Lunch with Ana Diaz", *, uid: str = "1", lines: str = ANA) -> str:
    """An event on the 24th of November 2026; a DTSTART in `lines` is used instead of noon."""
    when = "" if "DTSTART" in lines else "DTSTART:20261124T120000\nDTEND:20261124T130000\n"
    return f"BEGIN:VEVENT\nUID:{uid}\nSUMMARY:{title}\n{when}{lines}END:VEVENT\n"


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar file of those events."""
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(events)}END:VCALENDAR\n".encode()


LUNCH = calendar(event())
STANDUP = event("Stand-up", uid="2", lines=BOB)


def scan(*arguments: str | Path, stdin: bytes = b"") -> Result:
    """Run the command as the terminal would."""
    return CliRunner().invoke(cli, ["scan", *map(str, arguments)], input=stdin)


def rows(*arguments: str | Path, stdin: bytes = b"") -> list[dict[str, Any]]:
    """What `--json` prints, from a run in which all was well."""
    result = scan(*arguments, "--json", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A file `work.ics` with a lunch and a stand-up."""
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(), STANDUP))
    return path


def test_a_row_carries_what_scripts_rely_on(work: Path) -> None:
    """Each row has the agreed keys, and the lunch is found with its evidence."""
    (row,) = rows(work, "--me", "me@example.com")

    assert set(row) == KEYS
    assert (row["uid"], row["title"], row["channel"]) == ("1", "Lunch with Ana Diaz", "lunch")
    assert (row["account"], row["calendar"], row["source"]) == ("", "work", "rules")
    assert (row["start"], row["end"]) == ("2026-11-24T12:00:00", "2026-11-24T13:00:00")
    assert (row["recurrence_id"], row["all_day"], len(row["key"])) == (None, False, 8)
    assert 0.5 <= row["score"] <= 1
    assert all(set(signal) == {"signal", "weight"} for signal in row["evidence"])


def test_all_prints_every_event_with_null_where_there_is_no_channel(work: Path) -> None:
    """With --all what is no networking has a row too."""
    assert [(row["uid"], row["channel"]) for row in rows(work, "--all")] == [
        ("1", "lunch"),
        ("2", None),
    ]


def test_nothing_found_is_an_empty_array() -> None:
    """JSON stays JSON where no event is left, or none is networking."""
    assert rows("-", stdin=calendar()) == []
    assert rows("-", stdin=calendar(STANDUP)) == []


def test_a_series_is_one_row_and_its_exceptions_are_rows_of_their_own() -> None:
    """A weekly meetup with one moved evening is two rows."""
    series = "DTSTART:20261124T190000\nDTEND:20261124T210000\nRRULE:FREQ=WEEKLY\n"
    moved = "RECURRENCE-ID:20261201T190000\nDTSTART:20261202T190000\nDTEND:20261202T210000\n"
    data = calendar(*(event("Python meetup", lines=lines) for lines in (series, moved)))

    found = rows("-", stdin=data)

    assert [row["recurrence_id"] for row in found] == [None, "20261201T190000"]
    assert [row["channel"] for row in found] == ["community"] * 2
    assert len({row["key"] for row in found}) == 2


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param([], "old series day now later", id="all"),
        pytest.param(["--since", "2026-11-24"], "series day now later", id="since"),
        pytest.param(["--until", "2026-11-24"], "old series day now", id="until, that day too"),
        pytest.param(["--since", "2026-11-24", "--until", "2026-11-24"], "day now", id="one day"),
        pytest.param(["--since", "2031-01-01"], "series", id="a series goes on"),
        pytest.param(
            ["--since", "2020-01-06", "--until", "2020-01-06"], "series", id="an instance"
        ),
        pytest.param(["--since", "2020-01-07", "--until", "2020-01-07"], "", id="between two"),
    ],
)
def test_since_and_until_are_days_and_count_a_series_by_its_instances(
    options: list[str], expected: str
) -> None:
    """An event counts if it touches the days named; a series if one of its instances does."""
    times = {
        "old": "DTSTART:20200102T120000\nDTEND:20200102T130000\n",
        "series": "DTSTART:20191230T120000\nDTEND:20191230T130000\nRRULE:FREQ=WEEKLY;BYDAY=MO\n",
        "day": "DTSTART;VALUE=DATE:20261124\n",
        "now": "DTSTART:20261124T230000\nDTEND:20261125T010000\n",
        "later": "DTSTART:20261125T000000\nDTEND:20261125T010000\n",
    }
    data = calendar(*(event(uid=uid, lines=lines) for uid, lines in times.items()))

    found = rows("-", "--all", *options, stdin=data)

    assert [row["uid"] for row in found] == expected.split()


def test_the_far_future_is_after_every_day() -> None:
    """Without --until there is no end, whatever year a broken clock wrote."""
    lines = "DTSTART:99991231T120000\nDTEND:99991231T130000\n"

    assert len(rows("-", "--all", "--since", "2021-01-01", stdin=calendar(event(lines=lines)))) == 1


def test_the_first_and_the_last_day_there_is_may_be_named() -> None:
    """No date that click takes for one is out of reach."""
    found = rows("-", "--since", "0001-01-01", "--until", "9999-12-31", stdin=LUNCH)

    assert len(found) == 1


def test_an_ended_series_is_left_out() -> None:
    """A series whose last instance is over does not touch the time after it."""
    lines = "DTSTART:20200106T120000\nDTEND:20200106T130000\nRRULE:FREQ=WEEKLY;COUNT=3\n"

    assert rows("-", "--all", "--since", "2021-01-01", stdin=calendar(event(lines=lines))) == []


def test_the_list_has_a_summary_and_short_keys(work: Path) -> None:
    """People get counts, then key, date, channel, score and title."""
    result = scan(work, "--me", "me@example.com")

    summary, counts, row = result.stdout.splitlines()
    assert summary == "2 events, 1 networking"
    assert counts == "  1 lunch"
    key, *words = row.split()
    assert len(key) == 3
    assert words[:5] == ["Tue", "24", "Nov", "2026", "12:00"]
    assert words[5] == "lunch"
    assert words[7:] == ["Lunch", "with", "Ana", "Diaz"]
    assert rows(work)[0]["key"].startswith(key)


def test_the_list_is_by_date_and_says_what_repeats() -> None:
    """Rows are in the order of time, days and series among them."""
    later = event("Dinner with Ana Diaz", uid="2", lines=f"DTSTART;VALUE=DATE:20261201\n{ANA}")
    data = calendar(later, event(lines=f"DTSTART:20261124T120000Z\nRRULE:FREQ=WEEKLY\n{ANA}"))

    lines = scan("-", stdin=data).stdout.splitlines()[2:]

    assert lines[0].endswith("Lunch with Ana Diaz (repeats)")
    assert lines[1].endswith("Dinner with Ana Diaz")


def test_nothing_networking_is_a_summary_alone() -> None:
    """Without any row there are no counts either."""
    assert scan("-", stdin=calendar(STANDUP)).stdout == "1 event, 0 networking\n"


def test_who_is_me_is_guessed_and_said() -> None:
    """Whoever is at all meetings is taken for the user, on stderr alone."""
    meetings = [event("Sync", uid=str(n), lines=BOB if n % 2 else ANA) for n in range(4)]

    result = scan("-", "--json", stdin=calendar(*meetings))

    assert "me@example.com (in 4 of 4 meetings)" in result.stderr
    assert json.loads(result.stdout) is not None


def test_who_is_me_may_be_the_name_of_the_calendar() -> None:
    """The calendar that Google exports is named by its owner's address."""
    result = scan("-", stdin=calendar(event(), head="X-WR-CALNAME:me@example.com\n"))

    assert "me@example.com (the calendar's name)" in result.stderr


def test_a_doubtful_guess_is_not_made_but_said() -> None:
    """Two people at the same meetings: the user is asked for their address."""
    assert "say --me EMAIL" in scan("-", stdin=LUNCH).stderr
    assert scan("-", stdin=calendar(event(lines=""))).stderr == ""
    assert scan("-", "--me", "me@example.com", stdin=LUNCH).stderr == ""


def test_a_broken_event_is_a_line_and_the_rest_is_there(tmp_path: Path) -> None:
    """A component without a start is named with file and line; the exit code says partly."""
    broken = "BEGIN:VEVENT\nUID:x\nSUMMARY:No start\nEND:VEVENT\n"
    path = tmp_path / "a.ics"
    path.write_bytes(calendar(broken, event()))

    result = scan(path, "--json", "--me", "me@example.com")

    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path}:3: ")
    assert [row["uid"] for row in json.loads(result.stdout)] == ["1"]


@pytest.mark.usefixtures("work")
def test_one_file_of_several_may_fail(tmp_path: Path) -> None:
    """What is not a calendar is named, the rest is read."""
    (tmp_path / "noise.ics").write_bytes(os.urandom(999))

    result = scan(tmp_path, "--json")

    assert result.exit_code == 1
    assert "noise.ics" in result.stderr
    assert len(json.loads(result.stdout)) == 1


@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG", b"<html>", b"PK\x03\x04 no"])
def test_nothing_readable_at_all_prints_nothing(data: bytes) -> None:
    """Where not one calendar was read there is no output, not even an empty array."""
    result = scan("-", "--json", stdin=data)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "nothing could be read" in result.stderr


def test_server_out_of_reach_is_for_later() -> None:
    """Where only a server did not answer, the exit code says: later."""
    result = scan("http://127.0.0.1:1/cal.ics")

    assert result.exit_code == 75
    assert result.stderr.endswith("calsync: nothing could be read; try again later\n")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("http://example.org/a.ics", "only https addresses are fetched"),
        ("nowhere.ics", "There is no nowhere.ics"),
    ],
)
def test_wrong_use_is_exit_code_2(path: str, said: str) -> None:
    """Addresses and paths that are not there are wrong use, with the way to go on."""
    result = scan(path)

    assert result.exit_code == 2
    assert said in result.stderr


def test_a_wrong_date_is_named() -> None:
    """A date that is none is wrong use."""
    assert scan("-", "--since", "soon").exit_code == 2


def test_the_archive_that_google_exports_is_read() -> None:
    """Each member is a calendar, and its name tells who the user is."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("me@example.com.ics", LUNCH)

    result = scan("-", "--json", stdin=data.getvalue())

    assert [row["calendar"] for row in json.loads(result.stdout)] == ["me@example.com"]
    assert "me@example.com" in result.stderr


def test_hashtags_count_in_own_words_only() -> None:
    """A hashtag in an invitation of somebody else's decides nothing."""
    mine = event("Walk #community", uid="1", lines=ME)
    theirs = event(
        "Walk #community", uid="2", lines=ME.replace("ORGANIZER:mailto:me", "ORGANIZER:mailto:ana")
    )

    found = rows("-", "--all", "--me", "me@example.com", stdin=calendar(mine, theirs))

    assert [(row["uid"], row["source"]) for row in found] == [("1", "hashtag"), ("2", "rules")]


def test_text_from_a_calendar_cannot_play_with_the_terminal() -> None:
    """Escape sequences and bidirectional marks in titles and file names are taken out."""
    title = "Lunch \x1b[31mwith\x1b]0;x\x07 Ana \u202eDiaz"

    result = scan("-", "--all", stdin=calendar(event(title)))

    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "Lunch with Ana Diaz" in result.stdout


def test_a_calendar_tells_its_own_zone() -> None:
    """Times of a calendar in Tokyo are judged on the clock of Tokyo, not of this machine."""
    lines = f"DTSTART:20261124T030000Z\nDTEND:20261124T040000Z\n{ANA}"
    data = calendar(event(lines=lines), head="X-WR-TIMEZONE:Asia/Tokyo\n")

    (row,) = rows("-", stdin=data)

    assert "noon" in {signal["signal"] for signal in row["evidence"]}


def test_the_collector_of_garbage_runs_again_afterwards(work: Path) -> None:
    """What scan turns off it turns on, however it ends."""
    scan(work)
    scan("-", stdin=b"nothing")

    assert gc.isenabled()

"""The hostile calendars: bombs, sizes, zones, bytes, times, files that are none, and names."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

from tests.hostile_factory import GOOD
from tests.hostile_factory import NAME
from tests.hostile_factory import PARSED
from tests.hostile_factory import SKIPPED
from tests.hostile_factory import Case
from tests.hostile_factory import calendar
from tests.hostile_factory import event
from tests.hostile_factory import file
from tests.hostile_factory import made


def _many_guests() -> str:
    return calendar(event("\n".join(f"ATTENDEE:mailto:g{n}@x.example" for n in range(1_000_000))))


def _many_events() -> str:
    return calendar("BEGIN:VEVENT\nDTSTART:20261124\nSUMMARY:x\nEND:VEVENT\n" * 100_000)


def _long_line(size: int) -> Callable[[], str]:
    return lambda: calendar(event("DESCRIPTION:" + "x" * size))


def _many_dates() -> str:
    dates = ",".join(
        f"20{n % 90 + 10}{n % 12 + 1:02}{n % 28 + 1:02}T120000" for n in range(500_000)
    )
    return calendar(event(f"RDATE:{dates}"))


def _folds() -> str:
    return calendar(event("DESCRIPTION:" + "\n x" * 5_000_000))


def _deep() -> str:
    return calendar(event("BEGIN:X\n" * 500_000 + "END:X\n" * 500_000))


def _open_events() -> str:
    return calendar("BEGIN:VEVENT\n" * 200_000, event())


def _zone(*lines: str, name: str = "Odd") -> str:
    given = "\n".join(lines)
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{given}\nEND:VTIMEZONE\n"


def _observance(*lines: str, offset: str = "+0100") -> str:
    given = "".join(f"{line}\n" for line in lines)
    offsets = f"TZOFFSETFROM:+0000\nTZOFFSETTO:{offset}\n"
    return f"BEGIN:STANDARD\nDTSTART:19700101T000000\n{offsets}{given}END:STANDARD"


def _in_zone(zone: str, name: str = "Odd") -> str:
    return calendar(zone, event(f"DTSTART;TZID={name}:20261124T120000"))


def _recursive_zone() -> str:
    return _in_zone(_zone("BEGIN:VTIMEZONE\nTZID:Odd\n" * 10_000 + _observance()))


def _loop(folder: Path) -> None:
    (folder / NAME).symlink_to(folder / NAME)


def _folder_loop(folder: Path) -> None:
    (folder / "loop").symlink_to(folder, target_is_directory=True)


def _folder_named_ics(folder: Path) -> None:
    (folder / NAME).mkdir()


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / NAME)


def _device(folder: Path) -> None:
    (folder / NAME).symlink_to("/dev/zero")


def unreadable(folder: Path) -> None:
    """Lay a file that only root may read."""
    file(GOOD)(folder)
    (folder / NAME).chmod(0)


def _huge(folder: Path) -> None:
    with (folder / NAME).open("wb") as out:
        out.truncate(300 * 1024 * 1024)


def _deep_folders(folder: Path) -> None:
    deep = folder.joinpath(*["d"] * 60)
    deep.mkdir(parents=True)
    file(GOOD)(deep)


def _evil_name(folder: Path) -> None:
    file("", "\x1b[31mred\u202e.ics")(folder)


SHOWN = "Lunch with Ana"
MANY_GUESTS, DEEP, LONG_LINE = made(_many_guests), made(_deep), made(_long_line(10_000_000))
HEAVY = (MANY_GUESTS, DEEP, LONG_LINE)
CASES = (
    Case("a calendar as it should be", file(GOOD), PARSED, SHOWN, synced=True),
    # recurrence bombs
    Case(
        "FREQ=SECONDLY for ever",
        file(calendar(event("RRULE:FREQ=SECONDLY", start="16010101T000000"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "SECONDLY that never matches",
        file(calendar(event("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "COUNT of a billion",
        file(calendar(event("RRULE:FREQ=MINUTELY;COUNT=1000000000"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "INTERVAL of a thousand digits",
        file(calendar(event("RRULE:FREQ=DAILY;INTERVAL=" + "9" * 1000))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "every BY rule at once",
        file(
            calendar(
                event(
                    "RRULE:FREQ=YEARLY;BYSECOND="
                    + ",".join(map(str, range(60)))
                    + ";BYMINUTE="
                    + ",".join(map(str, range(60)))
                    + ";BYHOUR="
                    + ",".join(map(str, range(24)))
                )
            )
        ),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "a rule that makes no sense",
        file(calendar(event("RRULE:FREQ=FORTNIGHTLY;COUNT=x"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case("5,000 rules", file(calendar(event("RRULE:FREQ=DAILY\n" * 5000))), PARSED, SHOWN),
    Case("half a million RDATEs", made(_many_dates), PARSED, SHOWN, synced=True),
    # size
    Case("a line of 10 MB", LONG_LINE, PARSED, SHOWN, synced=True),
    Case("a line of 100 MB", made(_long_line(100_000_000)), PARSED, SHOWN),
    Case("five million folds", made(_folds), PARSED, SHOWN),
    Case("a million attendees", MANY_GUESTS, PARSED, SHOWN, synced=True),
    Case("100,000 events without a UID", made(_many_events), PARSED, "x"),
    Case("half a million levels", DEEP, PARSED, SHOWN, synced=True),
    Case("200,000 events that never end", made(_open_events), PARSED, SHOWN),
    Case("larger than any calendar", _huge, SKIPPED, "larger than 256 MiB", synced=True),
    # zones
    Case("a zone within itself", made(_recursive_zone), PARSED, SHOWN, synced=True),
    Case("a zone without offsets", file(_in_zone(_zone("X-A:1"))), PARSED, SHOWN),
    Case(
        "a zone 99 hours off",
        file(_in_zone(_zone(_observance(offset="+9959")))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "a zone that changes each second",
        file(_in_zone(_zone(_observance("RRULE:FREQ=SECONDLY")))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "a zone of 100,000 changes",
        made(lambda: _in_zone(_zone(*[_observance()] * 100_000))),
        PARSED,
        SHOWN,
    ),
    Case(
        "a zone that is a path",
        file(_in_zone("", "../../../etc/passwd")),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case("a zone nobody knows", file(_in_zone("", "Mars/Olympus")), PARSED, SHOWN),
    # bytes
    Case("NUL bytes", file(GOOD.replace("Lunch", "Lu\0nch")), PARSED, "", synced=True),
    Case("NUL bytes alone", file(b"\0" * 4096), SKIPPED, "this is not a calendar"),
    Case("UTF-8 with a BOM", file(b"\xef\xbb\xbf" + GOOD.encode()), PARSED, SHOWN, synced=True),
    Case("UTF-16 with a BOM", file(GOOD.encode("utf-16")), PARSED, SHOWN, synced=True),
    Case("UTF-16 without one", file(GOOD.encode("utf-16-be")), PARSED, SHOWN),
    Case(
        "latin-1",
        file(GOOD.replace("Ana", "Jos\u00e9").encode("latin-1")),
        PARSED,
        "Jos\u00e9",
        synced=True,
    ),
    Case(
        "invalid UTF-8",
        file(GOOD.encode().replace(b"Ana", b"\xff\xfe\xc0\x80Ana")),
        PARSED,
        "Lunch with",
        synced=True,
    ),
    Case("CR-only lines", file(GOOD.replace("\n", "\r")), PARSED, SHOWN, synced=True),
    Case("CR CR LF lines", file(GOOD.replace("\n", "\r\r\n")), PARSED, SHOWN),
    # times
    Case(
        "DTEND before DTSTART",
        file(calendar(event("DTEND:20251124T120000"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case("the year 1", file(calendar(event(start="00010101T000000Z"))), PARSED, SHOWN, synced=True),
    Case(
        "the year 9999",
        file(calendar(event("DTEND:99991231T235959Z", start="99991231T235959Z"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "all of the year 9999",
        file(calendar(event("DTSTART;VALUE=DATE:99991231\nRRULE:FREQ=DAILY"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "the year 0",
        file(calendar(event(start="00000101T000000Z"))),
        SKIPPED,
        "is not a time",
        synced=True,
    ),
    Case(
        "a leap second", file(calendar(event(start="20161231T235960Z"))), PARSED, SHOWN, synced=True
    ),
    Case(
        "a time that does not exist",
        file(calendar(event("DTSTART;TZID=Europe/Berlin:20260329T023000"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "a time that exists twice",
        file(calendar(event("DTSTART;TZID=Europe/Berlin:20261025T023000"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case("30 February", file(calendar(event(start="20260230T120000"))), SKIPPED, "is not a time"),
    Case(
        "a length of 10^400 weeks",
        file(calendar(event("DURATION:P" + "9" * 400 + "W"))),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case("a length that is negative", file(calendar(event("DURATION:-P5D"))), PARSED, SHOWN),
    # no calendar at all
    Case(
        "a web page",
        file("<!DOCTYPE html><title>Sign in</title>"),
        SKIPPED,
        "this is a web page",
        synced=True,
    ),
    Case("gzip", file(gzip.compress(GOOD.encode())), SKIPPED, "compressed file", synced=True),
    Case("an empty file", file(b""), SKIPPED, "the file is empty", synced=True),
    Case("cut off", file(GOOD[:-30]), SKIPPED, "not complete", synced=True),
    Case("no start", file(calendar("BEGIN:VEVENT\nUID:1\nEND:VEVENT\n")), SKIPPED, "no start"),
    # what is no plain file
    Case("a link to itself", _loop, SKIPPED, "symbolic links", synced=True),
    Case("a folder within itself", _folder_loop, SKIPPED, "not followed", synced=True),
    Case("a folder named x.ics", _folder_named_ics, SKIPPED, "no .ics file", synced=True),
    Case("a pipe", _fifo, SKIPPED, "not a plain file", synced=True),
    Case("a device", _device, SKIPPED, "not a plain file", synced=True),
    Case("an unreadable file", unreadable, SKIPPED, "Permission denied", synced=True),
    Case("60 folders deep", _deep_folders, SKIPPED, "folders deep", synced=True),
    Case("escapes in its name", _evil_name, SKIPPED, "the file is empty", synced=True),
    # names and words
    Case(
        "a UID that is a path",
        file(GOOD.replace("UID:1", "UID:../../../../tmp/evil")),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "a UID of a megabyte",
        file(GOOD.replace("UID:1", "UID:" + "u" * 1_000_000)),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "bidirectional overrides",
        file(GOOD.replace("Ana", "\u202eAna\u2066 \u200f")),
        PARSED,
        "Lunch with",
        synced=True,
    ),
    Case(
        "a hyperlink for the terminal",
        file(GOOD.replace("Ana", "\x1b]8;;https://evil.example\x07Ana\x1b]8;;\x07")),
        PARSED,
        SHOWN,
        synced=True,
    ),
    Case(
        "colours and a bell",
        file(GOOD.replace("Ana", "\x1b[31m\x07\x9b2JAna")),
        PARSED,
        "Lunch with",
        synced=True,
    ),
    Case(
        "escapes in a problem",
        file(calendar(event(start="\x1b]0;owned\x07\u202e"))),
        SKIPPED,
        "is not a time",
        synced=True,
    ),
)

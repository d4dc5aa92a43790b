"""Calendar files for tests: single events, and whole folders as real programs leave them behind."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from random import Random

CRLF = "\r\n"
BERLIN = (
    "BEGIN:VTIMEZONE",
    "TZID:{tzid}",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar(*parts: str | bytes, end: str = CRLF) -> bytes:
    """A file of components, or of header lines before them."""
    rows = [part if isinstance(part, bytes) else part.encode() + end.encode() for part in parts]
    head = f"BEGIN:VCALENDAR{end}VERSION:2.0{end}PRODID:-//Tests//EN{end}".encode()
    return head + b"".join(rows) + f"END:VCALENDAR{end}".encode()


def vevent(*lines: str, end: str = CRLF) -> bytes:
    """A VEVENT of these lines, with a UID and a start where they have none."""
    names = {line.partition(":")[0].partition(";")[0] for line in lines}
    more = [] if "UID" in names else ["UID:one@example.org"]
    more += [] if "DTSTART" in names else ["DTSTART:20261123T113000Z"]
    return end.join(["BEGIN:VEVENT", *more, *lines, "END:VEVENT", ""]).encode()


def single(*lines: str, end: str = CRLF) -> bytes:
    """A file with one event of these lines."""
    return calendar(vevent(*lines, end=end), end=end)


def vtimezone(tzid: str, *, lines: tuple[str, ...] = BERLIN) -> bytes:
    """A VTIMEZONE with the rules of Central Europe, or of these lines."""
    return CRLF.join([*lines, ""]).format(tzid=tzid).encode()


def folder(count: int, *, seed: int = 1) -> Iterator[bytes]:
    """Files with one event each, or a few, of the kinds that programs write into folders."""
    dice = Random(seed)  # noqa: S311 - the same folder every time
    for number in range(count):
        yield _file(dice, number)


def _file(dice: Random, number: int) -> bytes:
    end = dice.choice(["\r\n", "\r\n", "\n", "\n", "\r\r\n"])
    parts: list[str | bytes] = []
    zone = dice.choice(
        ["Europe/Berlin", "W. Europe Standard Time", "/example.org/Europe/Berlin", ""]
    )
    if zone:
        parts.append(vtimezone(zone).replace(b"\r\n", end.encode()))
    ranks = range(dice.choice([1, 1, 1, 2]))
    parts += [_event(dice, f"{number}-{rank}@example.org", zone, end) for rank in ranks]
    if dice.random() < 0.1:
        parts.append(
            end.join(["BEGIN:VTODO", "UID:todo", "SUMMARY:Networking", "END:VTODO", ""]).encode()
        )
    data = calendar(*parts, end=end)
    if dice.random() < 0.2:
        rows = data.split(b"\n")
        data = b"".join(row.rstrip(b"\r") + dice.choice([b"\n", b"\r\n"]) for row in rows[:-1])
    return dice.choice([b"", b"", b"", b"\xef\xbb\xbf"]) + data


def _event(dice: Random, uid: str, zone: str, end: str) -> bytes:
    when = f"DTSTART;TZID={zone}:20261123T113000" if zone else "DTSTART;VALUE=DATE:20261123"
    lines = ["BEGIN:VEVENT", when, f"UID:{uid}"]
    choices = (
        "SUMMARY;LANGUAGE=de:Mittagessen\\, mit Ana – und Ümit",
        "SUMMARY:",
        "DTSTAMP:20261101T100000Z",
        "CREATED:00001231T000000Z",
        "CATEGORIES:Networking",
        "CATEGORIES:",
        "CATEGORIES:Work,Networking",
        'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Café: ; Bar":geo:52.5,13.4',
        "X-MOZ-LASTACK:20261101T100000Z",
        'ORGANIZER;CN="Doe; Jane":mailto:jane@example.org',
        "ATTENDEE;CN=Ana;PARTSTAT=ACCEPTED;X-NUM-GUESTS=0:mailto:ana@example.net",
        "DESCRIPTION:" + "Bring the deck\\; ask about the 日本 trip. " * 6,
        "REQUEST-STATUS:2.0;Success",
        "RRULE:FREQ=WEEKLY;BYDAY=MO;WKST=SU",
        "",
    )
    lines += dice.sample(choices, dice.randrange(len(choices)))
    lines += [f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{_blob(dice)}"] if dice.random() < 0.3 else []
    alarm = (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT15M",
        "DESCRIPTION:Reminder",
        "END:VALARM",
    )
    lines += alarm * dice.randrange(3)
    rows = [_fold(line, end + dice.choice(" \t")) for line in [*lines, "END:VEVENT"]]
    return b"".join(row + end.encode() for row in rows)


def _blob(dice: Random) -> str:
    return base64.b64encode(dice.randbytes(400)).decode()


def _fold(line: str, break_: str) -> bytes:
    """Fold by octets, as some programs do, in the middle of characters too."""
    raw = line.encode()
    rows = [raw[:75], *(raw[at : at + 74] for at in range(75, len(raw), 74))]
    return break_.encode().join(rows)

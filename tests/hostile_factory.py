"""What a hostile calendar is made of, and what lays one into a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

NAME = "bad.ics"
PARSED, SKIPPED = "parsed", "skipped"
Lay = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Case:
    """What is laid into a folder, and what must be said of it."""

    name: str
    lay: Lay
    outcome: str
    said: str = ""  # of the event's row where it is parsed, of the reason where it is skipped
    synced: bool = False  # worth a whole sync too


def event(*lines: str, title: str = "Lunch with Ana", start: str = "20261124T120000") -> str:
    """An event of those lines."""
    given = "\n".join(lines)
    when = "" if "DTSTART" in given else f"DTSTART:{start}\n"
    return f"BEGIN:VEVENT\nUID:1\nSUMMARY:{title}\n{when}{given}\nEND:VEVENT\n".replace(
        "\n\n", "\n"
    )


def calendar(*parts: str) -> str:
    """A calendar of those parts."""
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(parts)}END:VCALENDAR\n"


GOOD = calendar(event())


def file(data: str | bytes, name: str = NAME) -> Lay:
    """Lay one file."""

    def lay(folder: Path) -> None:
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)

    return lay


def made(build: Callable[[], str | bytes]) -> Lay:
    """Lay one file that is too large to be kept."""

    def lay(folder: Path) -> None:
        file(build())(folder)

    return lay

"""A small calendar file, as `init` finds it."""

from __future__ import annotations

from pathlib import Path

ICS = """BEGIN:VCALENDAR
{}BEGIN:VEVENT
UID:1
DTSTART:20261124T120000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR
"""


def ics(path: Path, *, zone: str = "Europe/Madrid") -> Path:
    """Lay a calendar that names its zone, or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ICS.format(f"X-WR-TIMEZONE:{zone}\n" if zone else ""))
    return path

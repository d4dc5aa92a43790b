"""A configuration with comments of the user's, a rule, and how the file is laid."""

from __future__ import annotations

from pathlib import Path

from calsync.model import Rule

CONFIG = """# Mine.
timezone = "Europe/Berlin"
[me]
emails = ["alex@example.com", "alex.kim@example.net"]
[[accounts]]
name = "alex"
kind = "files"
path = "calendar"   # beside this file
"""
MEETUP = Rule(None, title="meetup")


def written(path: Path, text: str) -> Path:
    """A configuration with that text, as it stands on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    path.chmod(0o600)
    return path

"""What cron was told already: one cause once a day, also where no ledger can be opened."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from calsync.model import short_hash

NAME = "said.json"  # of the file, among the logs


def is_news(folder: Path, cause: str, *, day: str) -> bool:
    """Was this not said on that day yet? From now on it was; what cannot be remembered is news."""
    name = short_hash("said", cause)[:16]
    said = _said(folder / NAME, day)
    if name in said:
        return False
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with os.fdopen(os.open(folder / NAME, flags, 0o600), "w") as file:
            json.dump({"day": day, "said": [*said, name]}, file)
    return True


def _said(path: Path, day: str) -> list[str]:
    try:
        known = json.loads(path.read_text())
        return [str(name) for name in known["said"]] if known["day"] == day else []
    except (OSError, ValueError, LookupError, TypeError):
        return []

"""What calsync is told from outside: its folders, the clock, the zone, and who may read a file."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from calsync.errors import UsageError

FIRST_YEAR, LAST_YEAR = 1970, 9000  # years before and after a moment must be there too


@dataclass(frozen=True, slots=True)
class Home:
    """Where calsync keeps its things."""

    config: Path
    ledger: Path
    logs: Path  # a folder


class BadClockError(UsageError):
    """CALSYNC_NOW is no moment."""

    def __init__(self, value: str) -> None:
        super().__init__(
            f"CALSYNC_NOW is {value!r}; "
            "give it as ISO 8601 with an offset, such as 2026-11-23T09:00:00+01:00, or unset it."
        )


class WritableByOthersError(UsageError):
    """Others could tell calsync what to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} can be changed by others; run `chmod go-w '{path}'`.")


def home(environ: Mapping[str, str]) -> Home:
    """Where things are: all in CALSYNC_HOME, else in the platform's own folders."""
    folders = _in_one_folder(environ) or _in_platform_folders()
    if environ.get("CALSYNC_CONFIG"):
        return replace(folders, config=expanded(environ["CALSYNC_CONFIG"]).absolute())
    return folders


def _in_one_folder(environ: Mapping[str, str]) -> Home | None:
    if not environ.get("CALSYNC_HOME"):
        return None
    # Lexically: SQLite finds nothing behind `/..`.
    folder = Path(os.path.abspath(expanded(environ["CALSYNC_HOME"])))  # noqa: PTH100
    return Home(
        config=folder / "config.toml",
        ledger=folder / "ledger.db",
        logs=folder / "logs",
    )


def _in_platform_folders() -> Home:
    import platformdirs

    return Home(
        config=platformdirs.user_config_path("calsync") / "config.toml",
        ledger=platformdirs.user_data_path("calsync") / "ledger.db",
        logs=platformdirs.user_log_path("calsync"),
    )


def expanded(value: str) -> Path:
    """A path with its ~ put in, where that user exists."""
    return Path(os.path.expanduser(value))  # noqa: PTH111 - pathlib's raises


def clock(environ: Mapping[str, str]) -> datetime:
    """The moment that every command takes for now: CALSYNC_NOW, else the system's clock."""
    value = environ.get("CALSYNC_NOW", "")
    if not value:
        return datetime.now(UTC)
    try:
        now = datetime.fromisoformat(value)
    except ValueError as error:
        raise BadClockError(value) from error
    if now.tzinfo is None or not FIRST_YEAR <= now.year <= LAST_YEAR:
        raise BadClockError(value)
    return now


def system_zone() -> ZoneInfo:
    """The zone this machine is set to, UTC where it cannot be told."""
    import tzlocal

    # It warns where the machine has no zone at all, which is UTC and no news.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return tzlocal.get_localzone()
        except (LookupError, ValueError, OSError):
            return ZoneInfo("UTC")


def check_not_writable(path: Path) -> None:
    """Refuse a file that others may change."""
    if os.name == "posix" and path.stat().st_mode & 0o022:
        raise WritableByOthersError(path)

"""The folders, the clock, the zone, and who may read a file."""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tzlocal.unix

from calsync import environment


def test_home_in_one_folder() -> None:
    """CALSYNC_HOME holds everything; CALSYNC_CONFIG says where the configuration is."""
    home = environment.home({"CALSYNC_HOME": "~/c", "CALSYNC_CONFIG": "my.toml"})

    folder = Path.home() / "c"
    assert home == environment.Home(
        config=Path("my.toml").absolute(),
        ledger=folder / "ledger.db",
        logs=folder / "logs",
    )


def test_home_above_the_root() -> None:
    """Nothing is above it, whatever SQLite makes of `/..`."""
    home = environment.home({"CALSYNC_HOME": "/../c/../d"})

    assert home.ledger == Path("/d/ledger.db")


def test_home_of_the_platform(tmp_path: Path) -> None:
    """Without it, the platform's own folders are used."""
    home = environment.home({})

    for path in (home.config, home.ledger, home.logs):
        assert path.is_relative_to(tmp_path)
        assert "calsync" in str(path)


def test_clock() -> None:
    """CALSYNC_NOW is the moment, else the system's clock."""
    now = environment.clock({"CALSYNC_NOW": "2026-11-23T09:00:00Z"})

    assert now == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert abs(datetime.now(UTC) - environment.clock({})).total_seconds() < 5


@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "2026-11-23T09:00:00",
        "2026-11-23",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
    ],
)
def test_bad_clock(value: str) -> None:
    """A moment without an offset, at the end of time, or none at all, is wrong use."""
    with pytest.raises(environment.BadClockError, match="offset"):
        environment.clock({"CALSYNC_NOW": value})


def test_system_zone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The machine's zone is taken; one that cannot be read is UTC."""
    broken = tmp_path / "zone"
    broken.write_bytes(b"no zone")

    for name, expected in (("Asia/Tokyo", "Asia/Tokyo"), (str(broken), "UTC")):
        monkeypatch.setenv("TZ", name)
        monkeypatch.setattr(tzlocal.unix, "_cache_tz", None)
        assert environment.system_zone() == ZoneInfo(expected)

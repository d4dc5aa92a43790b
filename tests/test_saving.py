"""A file beside another: whole, private, and gone unless it took the name."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from calsync import saving
from tests.onfiles import mode_of


class GivenUpError(Exception):
    """Whoever wanted the file does not want it any more."""


def test_takes_the_name(tmp_path: Path) -> None:
    """What was written stands under the name it was given, for its owner alone."""
    target = tmp_path / "config.toml"

    with saving.beside(target, b"whole") as temporary:
        temporary.replace(target)

    assert (target.read_bytes(), mode_of(target)) == (b"whole", 0o600)
    assert list(tmp_path.iterdir()) == [target]


def test_leaves_nothing_behind(tmp_path: Path) -> None:
    """Where it is given up the old file stays as it was, and the new one is gone."""
    target = tmp_path / "config.toml"
    target.write_bytes(b"old")

    with suppress(GivenUpError), saving.beside(target, b"new"):
        raise GivenUpError

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]

"""Configurations as they stand on disk, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from calsync import config
from calsync.config import ConfigError

HOME = '[[accounts]]\nname = "home"\nkind = "files"\npath = "calendar"\n'
FEED = '[[accounts]]\nname = "meetups"\nkind = "feed"\n'
Written = Callable[[str], Path]


def write(folder: Path, content: str) -> Path:
    """Write a configuration and give its path."""
    path = folder / "config.toml"
    path.write_text(content, "utf-8")
    path.chmod(0o644)
    return path


def written(tmp_path: Path) -> Written:
    """A function that writes a configuration there and gives its path."""
    return partial(write, tmp_path)


def problems(path: Path) -> tuple[str, ...]:
    """All that is wrong with a configuration."""
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    return caught.value.problems

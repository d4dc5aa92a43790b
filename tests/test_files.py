"""An account of plain files: the contract, and what only files do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract import AccountContract
from tests.contract_world import World
from tests.files_world import FilesWorld


class TestContract(AccountContract):
    """Plain files keep what every account promises."""

    @pytest.fixture(params=["folder", "one-file", "folder-with-one-file"])
    def world(self, request: pytest.FixtureRequest, tmp_path: Path) -> World:
        """A folder of one event a file, one file, and a folder with one file."""
        root = tmp_path / "Kalender #1 50%"
        if request.param == "folder":
            return FilesWorld(root)
        return FilesWorld(root, file="cal.ics", single=request.param == "one-file")

"""What every account promises: one class of tests that all back ends run.

A back end's test module subclasses `AccountContract` and gives it a fixture `world`, which is a
`tests.contract_world.World`: the user, and other programs, at work behind calsync's back.

    class TestContract(AccountContract):
        @pytest.fixture
        def world(self, tmp_path: Path) -> World:
            return FilesWorld(tmp_path)
"""

from __future__ import annotations

from tests.contract_follow_ups import FollowUps
from tests.contract_reads import Reads
from tests.contract_tags import Tags


class AccountContract(Reads, Tags, FollowUps):
    """The promises of `calsync.calendars.protocol.Account`."""

"""An account that answers otherwise than its server would."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from calsync.calendars.memory import MemoryAccount
from calsync.calendars.protocol import Changes
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from calsync.model import Calendar
from calsync.model import Problem
from tests.household import SETTINGS
from tests.household import Household


class Answers(MemoryAccount):
    """An account that answers some kind of write otherwise, as often as told."""

    kind: type = PutTag
    result: Result | None = None  # None: no answer at all
    left = 1
    problems: tuple[Problem, ...] = ()  # what it says of every calendar

    def apply(self, writes: Sequence[Write]) -> Iterator[Outcome]:
        """Carry out all writes but the first of that kind."""
        for write in writes:
            if isinstance(write, self.kind) and self.left:
                self.left -= 1
                if self.result is not None:
                    yield Outcome(write, self.result, why="as told")
                continue
            yield from super().apply([write])

    def changes(self, calendar: Calendar, cursor: str, *, since: datetime) -> Changes:
        """What changed, and what could not be read."""
        told = super().changes(calendar, cursor, since=since)
        return replace(told, problems=self.problems)


def answering(home: Household, kind: type, result: Result | None, *, times: int = 1) -> Answers:
    """Let the account answer so."""
    account = Answers(SETTINGS, home.server)
    account.kind, account.result, account.left = kind, result, times
    home.others["home"] = account
    return account

"""One run over the accounts: what every step is given, and what it plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # half of the start of a command that only lists would go into these
    from datetime import date

    from calsync.calendars.protocol import Account
    from calsync.calendars.protocol import Write
    from calsync.config import Config
    from calsync.journal import Run
    from calsync.ledger import Ledger
    from calsync.model import Calendar
    from calsync.model import Event
    from calsync.model import FollowUp
    from calsync.model import Me
    from calsync.model import Promise
    from calsync.records import Card
    from calsync.records import Seen
    from calsync.records import TagRecord


@dataclass(frozen=True, slots=True)
class Job:
    """The settled circumstances of a run."""

    config: Config
    ledger: Ledger
    run: Run
    now: datetime
    zone: tzinfo
    accounts: Mapping[str, Account]

    @property
    def today(self) -> date:
        """What day it is on the user's clock."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Planned:
    """A write that was decided, and what the ledger remembers once it is done."""

    account: str
    write: Write
    operation: str  # tag, untag, create, move, chase, close, rewrite, make-calendar ...
    title: str
    promise: Promise | None = None
    follow_up: FollowUp | None = None
    tag: TagRecord | None = None
    card: Card | None = None


def owned(event: Event, calendar: Calendar | None, me: Me) -> bool:
    """Are the words in this event the user's own? A stranger's never act (rule 11)."""
    if calendar is None or calendar.feed:
        return False
    if event.organizer is None:
        return calendar.mine and (not event.creator or me.is_me(event.creator))
    if event.creator and not me.is_me(event.creator):
        return False
    return me.is_me(event.organizer.email)


def declined(event: Event, me: Me) -> bool:
    """Did the user say no to this event?"""
    return any(guest.status == "declined" and me.is_me(guest.email) for guest in event.attendees)


def own_events(job: Job) -> tuple[Seen, ...]:
    """The follow-ups and cards in the mirror; what an invitation claims to be is none (rule 11)."""
    me = job.config.me
    return tuple(seen for seen in job.ledger.mirror.made() if not _may_be_forged(seen.event, me))


def _may_be_forged(event: Event, me: Me) -> bool:
    """Could somebody else have written its marks? Google, which names a creator, allows no such."""
    organizer = event.organizer
    return organizer is not None and not event.creator and not me.is_me(organizer.email)

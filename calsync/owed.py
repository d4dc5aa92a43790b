"""The open promises, soonest due first, and the follow-ups that stand for them."""

from __future__ import annotations

from operator import attrgetter

from calsync.job import Job
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.model import State


def open_promises(job: Job) -> tuple[Promise, ...]:
    """Every open promise, soonest due first."""
    found = job.ledger.all(Promise, state=State.OPEN)
    return tuple(sorted(found, key=attrgetter("urgency")))


def overdue(job: Job) -> tuple[Promise, ...]:
    """The open promises of the user's own that are past their due day, oldest first."""
    late = [promise for promise in open_promises(job) if promise.is_late(job.today)]
    return tuple(promise for promise in late if promise.mine and not promise.asks)


def planned(job: Job, promise: Promise) -> FollowUp | None:
    """The follow-up that stands for a promise now."""
    found = job.ledger.get(FollowUp, promise.id)
    return None if found is None or found.gone else found

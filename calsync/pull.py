"""Observe: bring the mirror up to date with one account, and judge what is new in it."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta

from calsync import classify
from calsync.calendars.protocol import Account
from calsync.calendars.protocol import Changes
from calsync.errors import CalsyncError
from calsync.job import Job
from calsync.journal import WriteState
from calsync.model import Calendar
from calsync.model import Event
from calsync.model import Problem

HISTORY = timedelta(days=366)  # how far back a first look goes
FEW = 10  # so many may disappear at once
SHARE = 0.2  # or this part of a calendar


class MuchDisappearedError(CalsyncError):
    """An answer so short that it may be a mistake."""

    def __init__(self, account: str, where: str, gone: int, total: int) -> None:
        super().__init__(
            f"{account}: {gone} of {total} events{where} disappeared;"
            " if that is right, `calsync sync --accept-deletions` goes on"
        )


class CalendarGoneError(CalsyncError):
    """A calendar that was there is not."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(
            f"{calendar.account}: the calendar “{calendar.name}” is gone;"
            " if that is right, `calsync sync --accept-deletions` goes on"
        )


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one account had to say."""

    seen: int = 0
    changed: int = 0
    problems: tuple[Problem, ...] = ()


def meet(job: Job, account: Account, *, full: bool, accept_deletions: bool) -> None:
    """Bring the mirror's list of an account's calendars up to date, before any event is read."""
    removed = _removed(job, account.name)
    listed = _listed(job, account, anew=full or accept_deletions or bool(removed))
    _missing(job, account.name, [*listed, *removed], accept_deletions=accept_deletions)
    names = {calendar.id for calendar in listed}
    for calendar in removed:
        if calendar.id not in names:
            job.ledger.mirror.drop_calendar(calendar)
    known = {calendar.id for calendar in job.ledger.mirror.calendars(account.name)}
    for calendar in listed:
        if calendar.id not in known:
            job.ledger.mirror.put_calendar(calendar, cursor="")


def drop_strangers(job: Job) -> None:
    """Take accounts out of the mirror that the configuration does not name any more."""
    named = {account.name for account in job.config.accounts}
    for calendar in job.ledger.mirror.calendars():
        if calendar.account not in named:
            job.ledger.mirror.drop_calendar(calendar)


def pull(job: Job, account: Account, *, full: bool, accept_deletions: bool) -> Pulled:
    """Bring the mirror up to date with an account; each calendar in one transaction."""
    meet(job, account, full=full, accept_deletions=accept_deletions)
    return events(job, account, full=full, accept_deletions=accept_deletions)


def events(job: Job, account: Account, *, full: bool, accept_deletions: bool) -> Pulled:
    """Read the calendars that the mirror lists; each is stored in one transaction.

    Those of which something disappeared wait until all were read: the account counts as a whole.
    """
    total = Pulled()
    waiting: list[_News] = []
    for calendar in job.ledger.mirror.calendars(account.name):
        cursor = "" if full else job.ledger.mirror.cursor(calendar)
        changes = account.changes(calendar, cursor, since=job.now - HISTORY)
        changed = 0
        if replace(changes, problems=()) != Changes((), cursor, calendar=calendar):
            news = _compared(job, calendar, changes)
            changed = len(news.changed) + len(news.gone)
            if news.gone:
                waiting.append(news)
            else:
                _store(job, news)
        total = Pulled(
            seen=total.seen + len(changes.events) + len(changes.gone),
            changed=total.changed + changed,
            problems=total.problems + changes.problems,
        )
    if not accept_deletions:
        _check(job, account.name, waiting)
    for news in waiting:
        _store(job, news)
    return total


def _listed(job: Job, account: Account, *, anew: bool) -> tuple[Calendar, ...]:
    """The account's calendars; asked for only where the last list is no longer good."""
    name = f"listed:{account.name}"
    last = job.ledger.setting(name)
    known = job.ledger.mirror.calendars(account.name)
    settings = job.config.account(account.name)
    measure = f"{settings.calendars} {settings.access}"
    at, _, by = last.partition(" ")
    if known and not anew and by == measure and _is_good(at, account.listing_lasts, job.now):
        return known
    listed = account.calendars()
    if account.listing_lasts:
        job.ledger.put_setting(name, f"{job.now.isoformat()} {measure}")
    return listed


def _is_good(at: str, lasts: timedelta, now: datetime) -> bool:
    """Is a list of that age still good? One from the future (the clock was set back) is not."""
    return timedelta() <= now - datetime.fromisoformat(at) < lasts


def _removed(job: Job, account: str) -> list[Calendar]:
    """The calendars that a killed run may have removed: they are gone by our own hand."""
    writes = job.ledger.writes(state=WriteState.INTENDED)
    ours = {one.calendar for one in writes if one.operation == "remove-calendar"}
    return [one for one in job.ledger.mirror.calendars(account) if one.id in ours]


def _missing(job: Job, account: str, listed: Sequence[Calendar], *, accept_deletions: bool) -> None:
    """A known calendar that is gone stops its account, unless the user no longer names it."""
    settings = job.config.account(account)
    names = {calendar.id for calendar in listed}
    for calendar in job.ledger.mirror.calendars(account):
        if calendar.id in names:
            continue
        named = not settings.calendars or {calendar.id, calendar.name} & set(settings.calendars)
        if (named or calendar.made_by_calsync) and not accept_deletions:
            raise CalendarGoneError(calendar)
        job.ledger.mirror.drop_calendar(calendar)


@dataclass(frozen=True, slots=True)
class _News:
    """What is different in one calendar."""

    calendar: Calendar
    cursor: str
    changed: tuple[Event, ...]
    gone: frozenset[str]
    known: int  # how many events there were


def _compared(job: Job, calendar: Calendar, changes: Changes) -> _News:
    known = job.ledger.mirror.etags(calendar)
    gone = known.keys() & set(changes.gone)
    if changes.full:
        gone |= known.keys() - {event.id for event in changes.events}
    changed = tuple(e for e in changes.events if not e.etag or known.get(e.id) != e.etag)
    home = changes.calendar or calendar
    return _News(home, changes.cursor, changed, frozenset(gone), len(known))


def _check(job: Job, account: str, waiting: Sequence[_News]) -> None:
    """Stop where more disappeared, from a calendar or from all, than anybody deletes (rule 6)."""
    for news in waiting:
        if _is_much(len(news.gone), news.known):
            where = f" of “{news.calendar.name}”"
            raise MuchDisappearedError(account, where, len(news.gone), news.known)
    gone = sum(len(news.gone) for news in waiting)
    if waiting and _is_much(gone, known := job.ledger.mirror.size(account)):
        raise MuchDisappearedError(account, "", gone, known)


def _is_much(gone: int, known: int) -> bool:
    return gone > FEW and gone > SHARE * known


def _store(job: Job, news: _News) -> None:
    """Write what changed into the mirror, with its cursor."""
    mirror, calendar = job.ledger.mirror, news.calendar
    with job.ledger.transaction():
        marked = classify.adopt_marks(job, news.changed)
        judge = classify.Judge(job, calendar)
        mirror.drop_events(calendar, [*news.gone, *_orphans(job, calendar, news.gone)])
        mirror.put_events((judge(event) for event in news.changed), zone=job.zone)
        mirror.put_calendar(calendar, cursor=news.cursor)
        for uid in marked:
            classify.rejudge_series(job, calendar.account, calendar.id, uid)


def _orphans(job: Job, calendar: Calendar, gone: Collection[str]) -> list[str]:
    """The exceptions of series that are gone: their server may not name them."""
    where = {"account": calendar.account, "calendar": calendar.id}
    out = []
    for name in gone:
        for seen in job.ledger.mirror.events(**where, id=name):
            if seen.event.series:
                family = job.ledger.mirror.events(**where, uid=seen.event.uid)
                anchors = {seen.event.anchor, seen.event.id}
                out += [s.event.id for s in family if s.event.anchor in anchors]
    return out

"""The whole of a sync: pull, classify, harvest, place, push. A second run finds nothing to do."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from calsync import classify
from calsync import forgetting
from calsync import harvest
from calsync import inbox
from calsync import place
from calsync import pull
from calsync import push
from calsync import runs
from calsync.errors import CalsyncError
from calsync.errors import Exit
from calsync.errors import SignInError
from calsync.job import Job
from calsync.job import Planned
from calsync.journal import RunStatus
from calsync.model import Event
from calsync.model import Problem
from calsync.model import Promise
from calsync.promises import Act
from calsync.reconciliation import Met
from calsync.reconciliation import News
from calsync.reconciliation import Turn
from calsync.records import AccountState
from calsync.records import Seen

MANY = 20  # so many new follow-ups in one run are looked at by the user first
ROUNDS = 3  # how often what changed under our hands is decided anew


class ManyFollowUpsError(CalsyncError):
    """More new follow-ups than anybody promises in a day."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} new follow-ups at once, none was made: look at them with"
            " `calsync sync --dry-run`; if they are right, `calsync sync --accept-followups`"
        )


@dataclass(frozen=True, slots=True)
class Options:
    """How a sync was asked for."""

    dry_run: bool = False
    full: bool = False
    accept_deletions: bool = False
    accept_followups: bool = False


@dataclass(frozen=True, slots=True)
class AccountReport:
    """How one account fared."""

    name: str
    error: CalsyncError | None = None
    requests: int = 0
    seen: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a sync did, or with `dry_run` would do."""

    run: int
    status: RunStatus
    accounts: tuple[AccountReport, ...]
    plan: tuple[Planned, ...] = ()
    found: tuple[Seen, ...] = ()  # new opportunities
    turns: tuple[Turn, ...] = ()
    acts: tuple[tuple[Act, Promise], ...] = ()
    done: tuple[tuple[str, int], ...] = ()  # writes by operation
    kept_local: int = 0
    vanished: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    failures: tuple[str, ...] = ()
    wrote: bool = False

    def count(self, *operations: str) -> int:
        """How many writes of these operations were done."""
        return sum(number for name, number in self.done if name in operations)

    def turned(self, news: News) -> int:
        """How many promises took that turn in a note."""
        return sum(turn.news is news for turn in self.turns)

    def acted(self, act: Act) -> int:
        """How many promises the user acted on in a calendar."""
        return sum(done is act for done, _ in self.acts)

    @property
    def kept(self) -> int:
        """How many promises were kept, by a note or in a calendar."""
        return self.turned(News.KEPT) + self.acted(Act.KEEP)

    @property
    def exit_code(self) -> Exit:
        """77 if anybody must sign in, else 1 if anything worked, else 75 where waiting helps."""
        errors = [account.error for account in self.accounts if account.error is not None]
        if any(isinstance(error, SignInError) for error in errors):
            return Exit.SIGN_IN
        if self.status is RunStatus.OK:
            return Exit.OK
        if errors and len(errors) == len(self.accounts):
            return max(Exit(error.exit_code) for error in errors)
        return Exit.PARTIAL


class _Tally:
    """What the rounds of a sync add up to."""

    def __init__(self) -> None:
        self.accounts: dict[str, AccountReport] = {}
        self.plan: list[Planned] = []
        self.turns: list[Turn] = []
        self.met: list[Met] = []
        self.pushed = push.Pushed()
        self.kept_local = 0
        self.vanished: list[Event] = []
        self.problems: list[Problem] = []


def sync(job: Job, options: Options) -> Report:
    """Bring calendars, promises and follow-ups into step; never asks anything."""
    tally = _Tally()
    mirror = job.ledger.mirror
    before = mirror.opportunity_keys()
    pull.drop_strangers(job)
    # The calendars tell the zone, and the rules may be new: both count for what is read next.
    names = tuple(name for name in job.accounts if _meet(job, name, options, tally))
    job = in_zone(job)
    classify.rejudge(job)
    for number in range(ROUNDS):
        first = number == 0
        tally.pushed.again.clear()
        pulled = [name for name in names if _pull(job, name, options, tally, first=first)]
        job = in_zone(job)
        classify.rejudge(job)
        _decide(job, pulled, options, tally)
        if options.dry_run or not tally.pushed.again:
            break
        names = tuple(pulled)
    return _report(job, tally, _found(job, before))


def _found(job: Job, before: frozenset[str]) -> tuple[Seen, ...]:
    """The opportunities that were not there before."""
    mirror = job.ledger.mirror
    if mirror.opportunity_keys() <= before:
        return ()
    return tuple(s for s in mirror.opportunities() if s.verdict.channel and s.key not in before)


def settle(job: Job, *, account: str = "") -> Report:
    """Write what was just decided, by the same steps as `sync`, over one account.

    That is the account of the follow-ups unless another is named.
    """
    tally = _Tally()
    name = account or job.config.followups.account
    if job.ledger.setting(forgetting.PAUSED):
        tally.accounts[name] = AccountReport(name, error=forgetting.PausedError())
        return _report(job, tally, ())
    # With feeds alone there is no account that could hold a follow-up.
    met = bool(name) and _meet(job, name, Options(), tally)
    pulled = [name] if met and _pull(job, name, Options(), tally, first=True) else []
    _decide(job, pulled, Options(), tally)
    return _report(job, tally, ())


def look(job: Job) -> tuple[AccountReport, ...]:
    """Bring the mirror up to date, and say how each account fared; nothing is written."""
    tally = _Tally()
    for name in job.accounts:
        if _meet(job, name, Options(), tally):
            _pull(job, name, Options(), tally, first=True)
    return tuple(tally.accounts.values())


def in_zone(job: Job) -> Job:
    """The job in the user's zone: the configured one, else the calendars' own (travel)."""
    if job.config.timezone:
        return job
    settings = job.config.accounts
    calendars = [c for account in settings for c in job.ledger.mirror.calendars(account.name)]
    named = next((c.zone for c in calendars if c.zone and not c.made_by_calsync), "")
    from calsync import timezones

    zone = timezones.named(named) if named else None
    if zone is None or str(zone) == str(job.zone):
        return job
    job.ledger.put_setting("zone", str(zone))
    return replace(job, zone=zone)


def _meet(job: Job, name: str, options: Options, tally: _Tally) -> bool:
    """Learn which calendars an account has; whether it went well."""
    try:
        pull.meet(
            job,
            job.accounts[name],
            full=options.full,
            accept_deletions=options.accept_deletions,
        )
    except CalsyncError as error:
        _failed(job, name, error, tally)
        return False
    return True


def _pull(job: Job, name: str, options: Options, tally: _Tally, *, first: bool) -> bool:
    """Pull one account; whether it went well."""
    try:
        pulled = pull.events(
            job,
            job.accounts[name],
            full=options.full and first,
            accept_deletions=options.accept_deletions,
        )
        push.recover(job, name)
    except CalsyncError as error:
        _failed(job, name, error, tally)
        return False
    if first:
        tally.problems.extend(pulled.problems)
    before = tally.accounts.get(name, AccountReport(name))
    tally.accounts[name] = AccountReport(
        name=name,
        seen=before.seen + pulled.seen,
        changed=before.changed if not first else pulled.changed,
    )
    job.ledger.put(AccountState(name, last_good=job.now))
    return True


def _failed(job: Job, name: str, error: CalsyncError, tally: _Tally) -> None:
    old = job.ledger.get(AccountState, name) or AccountState(name)
    job.ledger.put(replace(old, error=str(error)))
    tally.accounts[name] = replace(tally.accounts.get(name, AccountReport(name)), error=error)


def _decide(job: Job, pulled: Sequence[str], options: Options, tally: _Tally) -> None:
    """Harvest, place and push for the accounts that could be read."""
    tally.met.extend(place.adopt(job, pulled))
    tally.turns.extend(inbox.answers(job, pulled))
    for name in pulled:
        tally.turns.extend(harvest.harvest(job, name))
    plans = {name: list(_tags(job, name, tally)) for name in pulled}
    try:
        for item in _follow_ups(job, options, pulled):
            plans[item.account].append(item)
    except CalsyncError as error:
        _failed(job, job.config.followups.account, error, tally)
    tally.plan.extend(item for items in plans.values() for item in items)
    if options.dry_run:
        return
    for name, items in plans.items():
        try:
            push.push(job, name, items, tally.pushed)
        except CalsyncError as error:
            _failed(job, name, error, tally)


def _tags(job: Job, account: str, tally: _Tally) -> Iterator[Planned]:
    plan = classify.plan_tags(job, account)
    with job.ledger.transaction():
        for record in plan.records:
            job.ledger.put(record)
    tally.kept_local += plan.kept_local
    tally.vanished.extend(plan.vanished)
    yield from plan.writes


def _follow_ups(job: Job, options: Options, pulled: Sequence[str]) -> list[Planned]:
    placer = place.Placer(job)
    every = (*inbox.titles(job, placer), *place.follow_ups(job, placer), *inbox.cards(job))
    planned = [item for item in every if item.account in pulled]
    new = sum(item.operation == "create" for item in planned)
    if new > MANY and not (options.accept_followups or options.dry_run):
        raise ManyFollowUpsError(new)
    return planned


def _report(job: Job, tally: _Tally, found: tuple[Seen, ...]) -> Report:
    accounts = tuple(
        replace(tally.accounts[name], requests=account.requests)
        for name, account in job.accounts.items()
        if name in tally.accounts
    )
    failed = sum(account.error is not None for account in accounts)
    status = RunStatus.OK
    if failed == len(accounts) and accounts:
        status = RunStatus.FAILED
    elif failed or tally.pushed.failures or tally.pushed.again or tally.problems:
        status = RunStatus.PARTIAL
    acts = tuple((act, met.promise) for met in tally.met for act in met.acts)
    return Report(
        run=job.run.id,
        status=status,
        accounts=accounts,
        plan=tuple(tally.plan),
        found=found,
        turns=tuple(tally.turns),
        acts=acts,
        done=tuple(sorted(tally.pushed.done.items())),
        kept_local=tally.kept_local + tally.pushed.kept_local,
        vanished=tuple(tally.vanished),
        problems=tuple(tally.problems),
        failures=(*tally.pushed.failures, *_restless(tally.pushed)),
        wrote=runs.acted(job),
    )


def _restless(pushed: push.Pushed) -> Iterator[str]:
    """What changed each time it was to be written."""
    return (f"{one}: it changed meanwhile; the next sync goes on" for one in pushed.again)

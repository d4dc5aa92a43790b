"""`calsync sync`: what cron runs."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import click

from calsync import forgetting
from calsync import opportunities
from calsync import owed
from calsync import pipeline
from calsync import place
from calsync import review
from calsync import runs
from calsync import waiting
from calsync.cli import lists
from calsync.cli import notices
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.errors import CalsyncError
from calsync.errors import Exit
from calsync.job import Job
from calsync.model import Event
from calsync.model import Promise
from calsync.model import instant
from calsync.pipeline import Options
from calsync.pipeline import Report
from calsync.promises import Act
from calsync.reconciliation import News
from calsync.records import AccountState
from calsync.records import Seen

SHOWN = 20  # opportunities, and promises, that a sync lists


@click.command(short_help="Bring calendars, promises and follow-ups into step; for cron.")
@click.option("--dry-run", is_flag=True, help="Print what would be written; change nothing.")
@click.option("--full", is_flag=True, help="Read everything again, not only what changed.")
@click.option("--rebuild", is_flag=True, help="Start a new ledger from what the calendars hold.")
@click.option("--account", "only", metavar="NAME", default="", help="Only this account.")
@click.option("--accept-deletions", is_flag=True, help="Go on though much has disappeared.")
@click.option("--accept-followups", is_flag=True, help="Go on though very many are new.")
@click.option(
    "--jitter",
    type=click.IntRange(0, 86_400),
    metavar="SECONDS",
    default=0,
    help="Wait a random time first.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a report for scripts.")
@click.pass_obj
def sync(
    session: Session,
    *,
    dry_run: bool,
    full: bool,
    rebuild: bool,
    only: str,
    accept_deletions: bool,
    accept_followups: bool,
    jitter: int,
    as_json: bool,
) -> None:
    """Bring calendars, promises and follow-ups into step; for cron.

    Never asks anything. Silent when its output goes nowhere and all is well.

    \b
    Example:
      calsync sync --dry-run
      */15 * * * * calsync sync --jitter 300
    """
    options = Options(
        dry_run=dry_run,
        full=full or rebuild,
        accept_deletions=accept_deletions,
        accept_followups=accept_followups,
    )
    if jitter and not dry_run:
        time.sleep(random.uniform(0, jitter))  # noqa: S311 - spreads load, guards nothing
    try:
        with _opened(session, only, dry_run=dry_run, rebuild=rebuild) as job:
            _resume(job, wanted=full or rebuild)
            report = pipeline.sync(job, options)
            # A first sync learns the zone from the calendars.
            _tell(session, pipeline.in_zone(job), report, as_json=as_json, dry_run=dry_run)
    except runs.RunHeldError:
        if sys.stderr.isatty():
            raise
        sys.exit(Exit.LATER)
    except CalsyncError as error:
        day = f"{session.now:%Y-%m-%d}"
        watched = dry_run or session.verbosity > 0 or sys.stderr.isatty()
        if watched or notices.is_news(session.home.logs, str(error), day=day):
            raise
        sys.exit(error.exit_code)
    sys.exit(report.exit_code)


def _opened(
    session: Session, only: str, *, dry_run: bool, rebuild: bool
) -> AbstractContextManager[Job]:
    if dry_run:
        return work.looking_ahead(session, "sync", only=only)
    return work.acting(session, "sync", only=only, rebuild=rebuild)


def _resume(job: Job, *, wanted: bool) -> None:
    """After `forget` nothing is written until the user asks for everything again."""
    if not job.ledger.setting(forgetting.PAUSED):
        return
    if not wanted:
        raise forgetting.PausedError
    job.ledger.put_setting(forgetting.PAUSED, "")


def _tell(session: Session, job: Job, report: Report, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        job.ledger.tell_run(report.run)
        output.as_json(as_row(report, dry_run=dry_run))
    elif dry_run or sys.stdout.isatty() or session.verbosity > 0:
        for line in summary(job, report, dry_run=dry_run):
            output.echo(line)
    _complain(job, report, watched=dry_run or session.verbosity > 0 or sys.stderr.isatty())


def _complain(job: Job, report: Report, *, watched: bool) -> None:
    """Say what went wrong; where nobody watches each cause once a day."""
    day = f"{job.now.astimezone(job.zone):%Y-%m-%d}"
    for cause, more in _causes(job, report):
        known = job.ledger.said_today(cause, day=day)
        if watched or not known:
            output.say(f"calsync: {cause}{more}")


def _causes(job: Job, report: Report) -> Iterator[tuple[str, str]]:
    """What went wrong, and what else helps to judge it."""
    for account in report.accounts:
        if account.error:
            state = job.ledger.get(AccountState, account.name)
            good = state.last_good if state else None
            since = [f"last good {lists.moment(good, job.zone)}"] if good else []
            if account.name == job.config.followups.account:
                since += _held_up(job)
            yield str(account.error), f"\n  ({', '.join(since)})" if since else ""
    yield from ((cause, "") for cause in _rest(report))


def _held_up(job: Job) -> list[str]:
    """The follow-ups that cannot be written before the account is well again."""
    count = len(place.unplaced(job))
    return [f"{count} follow-up{' waits' if count == 1 else 's wait'}"] if count else []


def _rest(report: Report) -> tuple[str, ...]:
    return (*(f"{problem.where}: {problem.why}" for problem in report.problems), *report.failures)


def summary(job: Job, report: Report, *, dry_run: bool) -> Iterator[str]:
    """What a person wants to know of a sync."""
    yield from _accounts(report)
    yield from _opportunities(job, report)
    yield from _promises(job, report)
    if passed := report.count("chase"):
        yield f"{passed} follow-up{'' if passed == 1 else 's'} passed and moved on"
    if report.vanished:
        count = len(report.vanished)
        tags = "1 tag was" if count == 1 else f"{count} tags were"
        yield f"{tags} taken away by you; calsync leaves it at that"
    if dry_run:
        yield from _plan(job, report)
    yield from _next(job, report, dry_run=dry_run)


def _accounts(report: Report) -> Iterator[str]:
    """Each account, in columns."""
    width = max((len(account.name) for account in report.accounts), default=0)
    digits = max((len(str(account.changed)) for account in report.accounts), default=0)
    for account in report.accounts:
        state = "failed" if account.error else f"{account.changed:>{max(digits, 2)}} changed"
        yield f"{account.name:<{width}}  {state}"


def _opportunities(job: Job, report: Report) -> Iterator[str]:
    """What is new, the nearest by name."""
    if not report.found:
        return
    yield f"Opportunities: {len(report.found)} new"
    keys = lists.shortened(job.ledger.mirror.opportunity_keys())
    for shown, seen in _nearest(job, report.found):
        key, repeats = keys[seen.key], seen.event.series
        line = lists.opportunity_line(shown, seen.verdict, key=key, zone=job.zone, repeats=repeats)
        yield output.cut(f"  {line}")
    if len(report.found) > SHOWN:
        yield f"  and {len(report.found) - SHOWN} more: calsync opportunities"


def _nearest(job: Job, found: Iterable[Seen]) -> list[tuple[Event, Seen]]:
    """Those that matter most now, in the order of time; of a series its next instance is shown."""
    dated = []
    for seen in found:
        event = seen.event
        shown = (opportunities.current(job, event) if event.series else event) or event
        dated.append((instant(shown.start, job.zone), shown, seen))
    near = sorted(dated, key=lambda item: (abs(item[0] - job.now), item[2].key))[:SHOWN]
    return [(shown, seen) for _, shown, seen in sorted(near, key=lambda item: item[0])]


def _promises(job: Job, report: Report) -> Iterator[str]:
    new = [turn.promise for turn in report.turns if turn.news is News.NEW]
    late = owed.overdue(job)
    counts = ((len(new), "new"), (report.kept, "kept"), (report.acted(Act.MOVE), "moved"))
    parts = [f"{number} {word}" for number, word in (*counts, (len(late), "overdue")) if number]
    if parts:
        yield f"Promises: {', '.join(parts)}"
    keys = lists.shortened(promise.id for promise in job.ledger.all(Promise))
    shown = {promise.id: promise for promise in [*late, *new]}  # a new one may be late already
    for name, promise in list(shown.items())[:SHOWN]:
        yield from lists.promise_lines(job, promise, key=keys[name])
    if len(shown) > SHOWN:
        yield f"  and {len(shown) - SHOWN} more: calsync promises"


def _plan(job: Job, report: Report) -> Iterator[str]:
    yield f"Would write: {len(report.plan)}" if report.plan else "Nothing to write"
    for item in report.plan:
        draft = getattr(item.write, "draft", None)
        when = f"  {lists.moment(draft.start, job.zone)}" if draft else ""
        tag = getattr(item.write, "tag", None)
        what = f" {tag.channel or 'none'}" if tag else ""
        yield output.cut(f"  {item.account}: {item.operation}{what}{when}  {item.title}")


def _next(job: Job, report: Report, *, dry_run: bool) -> Iterator[str]:
    waits = waiting.waiting(job)
    if len(waits):
        yield f"{review.waits(*waits.counts)}: calsync review"
    if report.wrote and not dry_run:
        yield f"Take back: calsync undo {report.run}"


def as_row(report: Report, *, dry_run: bool) -> dict[str, Any]:
    """The report for scripts."""
    row: dict[str, Any] = {
        "run": report.run,
        "status": report.status,
        "accounts": [
            {
                "name": account.name,
                "status": "failed" if account.error else "ok",
                "error": str(account.error) if account.error else None,
                "requests": account.requests,
                "seen": account.seen,
                "changed": account.changed,
            }
            for account in report.accounts
        ],
        "tags": {
            "written": report.count("tag"),
            "removed": report.count("untag"),
            "kept_local": report.kept_local,
        },
        "promises": {
            "new": report.turned(News.NEW),
            "kept": report.kept,
            "moved": report.acted(Act.MOVE),
            "dropped": 0,  # by the user alone: a sync asks in the next review
        },
        "followups": {
            "created": report.count("create"),
            "moved": report.count("move", "chase"),
            "closed": report.count("close"),
        },
        "problems": list(_rest(report)),
    }
    if dry_run:
        row["plan"] = [lists.plan_row(item) for item in report.plan]
    return row

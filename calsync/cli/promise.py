"""`calsync promise`: adding, keeping, dropping, moving, chasing."""

from __future__ import annotations

import sys

import click

from calsync import acts
from calsync import choosing
from calsync import pipeline
from calsync import runs
from calsync.cli import lists
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.job import Job
from calsync.model import Promise


@click.group(short_help="Add, keep, drop or move a promise.")
def promise() -> None:
    """Add, keep, drop or move a promise.

    PROMISE is an id as `calsync promises` shows it, or words of the promise.

    \b
    Example:
      calsync promise add "send Ana the deck by Fri"
      calsync promise keep deck
    """


@promise.command(short_help="Note a promise.")
@click.argument("words", nargs=-1, required=True)
@click.pass_obj
def add(session: Session, words: tuple[str, ...]) -> None:
    """Note a promise.

    \b
    Example:
      calsync promise add "send Ana the deck by Fri"
    """
    with work.acting(session, "promise add") as job:
        made = [acts.add(job, noted, None) for noted in acts.understood(job, " ".join(words))]
        code = _written(session, job, made)
    sys.exit(code)


@promise.command(short_help="A promise was kept.")
@click.argument("which", metavar="PROMISE")
@click.pass_obj
def keep(session: Session, which: str) -> None:
    """Say that a promise was kept.

    \b
    Example:
      calsync promise keep deck
    """
    with work.acting(session, "promise keep") as job:
        code = _written(session, job, [acts.keep(job, choosing.promise(job, which))])
    sys.exit(code)


@promise.command(short_help="A promise is off.")
@click.argument("which", metavar="PROMISE")
@click.pass_obj
def drop(session: Session, which: str) -> None:
    """Say that a promise is off.

    \b
    Example:
      calsync promise drop deck
    """
    with work.acting(session, "promise drop") as job:
        code = _written(session, job, [acts.drop(job, choosing.promise(job, which))])
    sys.exit(code)


@promise.command(short_help="Give a promise another due date.")
@click.argument("which", metavar="PROMISE")
@click.argument("when", nargs=-1, required=True)
@click.pass_obj
def move(session: Session, which: str, when: tuple[str, ...]) -> None:
    """Give a promise another due date; its follow-up moves with it.

    \b
    Example:
      calsync promise move deck next Friday
    """
    with work.acting(session, "promise move") as job:
        day, clock = acts.moved_to(job, " ".join(when))
        code = _written(session, job, [acts.move(job, choosing.promise(job, which), day, clock)])
    sys.exit(code)


@promise.command(short_help="Plan a check-in on what somebody owes you.")
@click.argument("which", metavar="PROMISE")
@click.pass_obj
def chase(session: Session, which: str) -> None:
    """Plan a check-in on what somebody owes you.

    \b
    Example:
      calsync promise chase intro
    """
    with work.acting(session, "promise chase") as job:
        code = _written(session, job, [acts.chase(job, choosing.promise(job, which))])
    sys.exit(code)


def _written(session: Session, job: Job, changed: list[Promise]) -> int:
    """Write what the promises need into the calendar, and say what came of it."""
    report = pipeline.settle(job)
    keys = lists.shortened(item.id for item in job.ledger.all(Promise))
    for item in changed:
        now = job.ledger.get(Promise, item.id) or item
        for line in lists.promise_lines(job, now, key=keys[item.id]):
            output.echo(line)
    if runs.acted(job):
        session.say(f"Take back: calsync undo {job.run.id}")
    return output.later(report)

"""`calsync undo` and `calsync forget`: taking back a run, leaving without a trace."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

import click

from calsync.cli import lists
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.errors import CalsyncError
from calsync.errors import Exit
from calsync.errors import SignInError
from calsync.errors import UsageError
from calsync.job import Job


class NotConfirmedError(UsageError):
    """Nobody could be asked."""

    def __init__(self, what: str) -> None:
        super().__init__(f"this {what}; say --yes to go on")


class ListOnlyError(UsageError):
    """--json without --list: nothing is taken back by somebody who wanted to look."""

    def __init__(self) -> None:
        super().__init__("--json goes with --list; nothing was taken back")


@click.command(short_help="Take back a run.")
@click.argument("run", required=False, default="")
@click.option("--list", "show", is_flag=True, help="Only list the runs.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print a JSON array.")
@click.pass_obj
def undo(session: Session, run: str, *, show: bool, as_json: bool) -> None:
    """Take back a run: the last one, or RUN as `calsync undo --list` numbers it.

    What you edited since is left alone. What was undone is held back until you ask again, with
    `calsync mark` or `calsync promise add`; `calsync sync --rebuild` forgets that it was undone.

    \b
    Example:
      calsync undo --list
      calsync undo 41
    """
    if as_json and not show:
        raise ListOnlyError
    if show:
        _list(session, as_json=as_json)
        return
    from calsync import undoing  # everything that acts, which a list does without

    with work.acting(session, "undo") as job:
        undone = undoing.undo(job, undoing.last_run(job, run))
        for line in undone.reversed:
            output.echo(output.cut(f"  taken back  {line}"))
        for line in undone.left:
            output.echo(f"  left        {line} (edited since, or gone)")
        how = "partly taken back; say it again later" if undone.failures else "taken back"
        session.say(f"Run {undone.run.id} ({undone.run.command}) is {how}.")
    _finish(undone.failures)


def _list(session: Session, *, as_json: bool) -> None:
    with work.reading(session) as job:
        found = job.ledger.runs()
        if as_json:
            output.as_json(
                [
                    {
                        "run": run.id,
                        "command": run.command,
                        "started": run.started.isoformat(),
                        "status": run.status,
                        "writes": len(job.ledger.writes(run=run.id)),
                    }
                    for run in found
                ]
            )
            return
        for run in found:
            when = lists.moment(run.started, job.zone)
            count = len(job.ledger.writes(run=run.id))
            writes = "write" if count == 1 else "writes"
            line = f"{run.id:>4}  {when:<16}  {run.command:<14}  {count:>3} {writes}, {run.status}"
            output.echo(line)
        if not found:
            session.say("No runs yet.")


@click.command(short_help="Take every trace of calsync out of the calendars.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--person", metavar="WHO", default="", help="Only forget what is known of somebody.")
@click.pass_obj
def forget(session: Session, *, yes: bool, person: str) -> None:
    """Take every trace of calsync out of the calendars: tags, follow-ups, its own calendar.

    Syncing is paused afterwards. The ledger and the sign-in stay on this machine until you
    delete them; Google keeps deleted events in its bin for 30 days.

    \b
    Example:
      calsync export --ledger -o everything-calsync-knows.json
      calsync forget
    """
    if person:
        _forget_person(session, person, yes=yes)
        return
    from calsync import forgetting

    with work.acting(session, "forget") as job:
        readable, failed = _look(job)
        plan = forgetting.traces(readable)
        for item in plan:
            output.echo(output.cut(f"  {item.account}: {item.operation}  {item.title}"))
        session.say("To keep what calsync knows: calsync export --ledger -o FILE")
        if not yes and not _agreed(
            session, f"Take out these {len(plan)}?", what="takes every trace out of your calendars"
        ):
            return
        pushed = forgetting.forget(readable, plan)
        count = sum(pushed.done.values())
        traces = "1 trace" if count == 1 else f"{count} traces"
        session.say(f"{traces} taken out; syncing is paused.")
        if failed or pushed.stopped or pushed.failures:
            session.say("Not all could be reached; say `calsync forget` again later.")
        session.say(f"What calsync knows stays in {session.home.ledger} until you delete it.")
    _finish((*failed, *pushed.stopped, *pushed.failures))


def _look(job: Job) -> tuple[Job, tuple[CalsyncError, ...]]:
    """Bring the mirror up to date: the job over what could be read, and why the rest could not."""
    from calsync import pipeline

    failed = {item.name: item.error for item in pipeline.look(job) if item.error}
    readable = {name: account for name, account in job.accounts.items() if name not in failed}
    return replace(job, accounts=readable), tuple(failed.values())


def _finish(failures: Sequence[str | CalsyncError]) -> None:
    for failure in failures:
        output.say(f"calsync: {failure}")
    if any(isinstance(failure, SignInError) for failure in failures):
        sys.exit(Exit.SIGN_IN)
    sys.exit(Exit.PARTIAL if failures else Exit.OK)


def _forget_person(session: Session, who: str, *, yes: bool) -> None:
    from calsync import forgetting

    with work.acting(session, "forget") as job:
        known = forgetting.known_of(job, who)
        if not known.lines:
            session.say(f"Nothing is known of {who}.")
            return
        for line in known.lines:
            output.echo(f"  {line}")
        if not yes and not _agreed(
            session, f"Forget these {len(known.lines)}?", what=f"forgets what is known of {who}"
        ):
            return
        readable, _ = _look(job)
        failures = forgetting.forget_person(readable, known)
        count = len(known.lines) - len(failures)
        session.say(f"{count} thing{'' if count == 1 else 's'} forgotten.")
        session.say("What stands in your own events stays there.")
    _finish(failures)


def _agreed(session: Session, question: str, *, what: str) -> bool:
    if not session.interactive:
        raise NotConfirmedError(what)
    agreed = click.confirm(question, err=True)
    if not agreed:
        session.say("Nothing was done.")
    return agreed

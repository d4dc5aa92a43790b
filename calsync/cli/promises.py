"""`calsync promises`: what the user owes, and is owed."""

from __future__ import annotations

from operator import attrgetter

import click

from calsync import owed
from calsync.cli import lists
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.model import State


@click.command(short_help="List what you owe, and what you are owed.")
@click.option("--overdue", is_flag=True, help="Only those past their due day.")
@click.option("--person", metavar="WHO", default="", help="Only those of one person.")
@click.option("--owed-to-me", is_flag=True, help="Only what others owe you.")
@click.option("--all", "everything", is_flag=True, help="Kept and dropped ones too.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def promises(
    session: Session,
    *,
    overdue: bool,
    person: str,
    owed_to_me: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """List what you owe, and what you are owed.

    \b
    Example:
      calsync promises --overdue
    """
    with work.reading(session) as job:
        found = job.ledger.all(Promise) if everything else owed.open_promises(job)
        shown = [
            item
            for item in sorted(found, key=attrgetter("urgency"))
            if (not overdue or (item.is_late(job.today) and item.state is State.OPEN))
            and (not owed_to_me or not item.mine)
            and person.casefold() in f"{item.person} {item.email}".casefold()
        ]
        if as_json:
            rows = [lists.promise_row(p, job.ledger.get(FollowUp, p.id)) for p in shown]
            output.as_json(rows)
            return
        keys = lists.shortened(item.id for item in job.ledger.all(Promise))
        for item in shown:
            for line in lists.promise_lines(job, item, key=keys[item.id]):
                output.echo(line)
        if not shown:
            session.say("No promises." if everything else "No open promises.")

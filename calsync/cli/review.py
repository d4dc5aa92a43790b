"""`calsync review`: looking back on meetings, a minute at a time."""

from __future__ import annotations

import sys
from datetime import tzinfo

import click

from calsync import review as words
from calsync import waiting
from calsync.cli import lists
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.waiting import Waiting


@click.command(short_help="Look back on meetings; say what was promised.")
@click.option("--list", "show", is_flag=True, help="Only list what waits.")
@click.option("--edit", is_flag=True, help="All meetings on one page, in your $EDITOR.")
@click.option("--all", "everything", is_flag=True, help="Older meetings too.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print a JSON object.")
@click.pass_obj
def review(session: Session, *, show: bool, edit: bool, everything: bool, as_json: bool) -> None:
    """Look back on meetings; say what was promised.

    Every answer is saved at once: stop whenever you like, and go on later.

    \b
    Example:
      calsync review
      calsync review --list
      calsync review --edit
    """
    if show or as_json or not (edit or session.interactive):
        with work.reading(session) as job:
            waits = waiting.waiting(job, everything=everything)
            if as_json:
                output.as_json(lists.waiting_row(job, waits))
            else:
                _list(session, waits, job.zone)
        return
    from calsync.cli import desk

    seat = desk.Desk(session, "review")
    if edit:
        from calsync.cli import editing

        sys.exit(editing.Editing(session, seat, everything=everything).run())
    from calsync.cli import reviewing

    sys.exit(reviewing.Reviewing(session, seat, everything=everything).run())


def _list(session: Session, waits: Waiting, zone: tzinfo) -> None:
    for line in lists.waiting_lines(waits, zone):
        output.echo(line)
    if not len(waits):
        session.say("Nothing waits for you.")
    if waits.older:
        session.say(words.older(waits.older))

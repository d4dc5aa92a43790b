"""`calsync export`: follow-ups and opportunities as an .ics file, or all of it as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from calsync import exporting
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session


@click.command(short_help="Write follow-ups and opportunities as an .ics file.")
@click.option(
    "--what",
    type=click.Choice([str(what) for what in exporting.What]),
    default="all",
    show_default=True,
    help="What to write.",
)
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="Into this file.")
@click.option("--todo", is_flag=True, help="Follow-ups as tasks (VTODO).")
@click.option("--with-people", is_flag=True, help="Attendees too.")
@click.option("--with-notes", is_flag=True, help="Descriptions too.")
@click.option("--with-private", is_flag=True, help="Private events too.")
@click.option("--ledger", "whole", is_flag=True, help="Everything calsync knows, as JSON.")
@click.pass_obj
def export(
    session: Session,
    *,
    what: str,
    target: Path | None,
    todo: bool,
    with_people: bool,
    with_notes: bool,
    with_private: bool,
    whole: bool,
) -> None:
    """Write follow-ups and opportunities as a calendar that other programs accept.

    \b
    Example:
      calsync export -o ~/public/calsync.ics
      calsync export --what followups --todo
    """
    keeps = exporting.Keeps(people=with_people, notes=with_notes, private=with_private)
    with work.reading(session) as job:
        if whole:
            data = output.json_bytes(exporting.everything(job))
        else:
            data = exporting.calendar(job, what=exporting.What(what), keeps=keeps, todo=todo)
    if target is None:
        output.data(data)
        return
    exporting.save(target, data, private=whole)
    session.say(f"Written: {target}")

"""`calsync accounts`: what is read, what may be written, and how it fared."""

from __future__ import annotations

from typing import Any

import click

from calsync.cli import lists
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.job import Job
from calsync.records import AccountState


@click.command(short_help="List accounts and their calendars.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def accounts(session: Session, *, as_json: bool) -> None:
    """List accounts and their calendars, what may be written, and the last good sync.

    \b
    Example:
      calsync accounts
    """
    with work.reading(session) as job:
        rows = [_row(job, settings.name, settings.kind) for settings in job.config.accounts]
        if as_json:
            output.as_json(rows)
            return
        for row in rows:
            last = job.ledger.get(AccountState, row["name"])
            good = last.last_good if last else None
            when = lists.moment(good, job.zone) if good else "never"
            output.echo(f"{row['name']} ({row['kind']}), last good sync: {when}")
            if last and last.error:
                output.echo(f"  {last.error}")
            for calendar in row["calendars"]:
                output.echo(f"  {calendar['name']}: {calendar['access']}")
            if not row["calendars"] and not (last and last.error):
                output.echo("  not read yet: calsync sync")


def _row(job: Job, name: str, kind: str) -> dict[str, Any]:
    state = job.ledger.get(AccountState, name)
    good = state.last_good if state else None
    return {
        "name": name,
        "kind": kind,
        "last_good": good.isoformat() if good else None,
        "error": state.error if state and state.error else None,
        "calendars": [
            {
                "id": calendar.id,
                "name": calendar.name,
                "access": _access(calendar.writable, own=calendar.made_by_calsync),
                "zone": calendar.zone or None,
            }
            for calendar in job.ledger.mirror.calendars(name)
        ],
    }


def _access(writable: object, *, own: bool) -> str:
    if own:
        return "made by calsync"
    return "read and tagged" if writable else "read only"

"""`calsync doctor`: what is wrong, and the cure."""

from __future__ import annotations

import sys

import click

from calsync import checkup
from calsync.checkup import Level
from calsync.cli import output
from calsync.cli.session import Session
from calsync.errors import Exit

SIGNS = {Level.OK: "ok     ", Level.WARNING: "warning", Level.WRONG: "WRONG  "}


@click.command(short_help="Find what is wrong, and say the cure.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def doctor(session: Session, *, as_json: bool) -> None:
    """Find what is wrong, and say the cure. Reads only.

    \b
    Example:
      calsync doctor
    """
    found = []
    session.progress("looking ...")
    for item in checkup.checkup(session.home, now=session.now):
        found.append(item)
        if as_json:
            continue
        output.echo(f"{SIGNS[item.level]}  {item.what}")
        if item.cure:
            output.echo(f"         -> {item.cure}")
        session.progress("looking on ...")
    if as_json:
        output.as_json([{"level": f.level, "what": f.what, "cure": f.cure or None} for f in found])
    codes = {item.code for item in found if item.level is Level.WRONG}
    if codes:
        sys.exit(Exit.SIGN_IN if Exit.SIGN_IN in codes else Exit.PARTIAL)

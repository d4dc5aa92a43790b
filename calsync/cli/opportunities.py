"""`calsync opportunities`: the networking that was found."""

from __future__ import annotations

import click

from calsync import opportunities as found
from calsync.cli import lists
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.model import Channel

CHANNELS = [str(channel) for channel in Channel]


@click.command(short_help="List the networking in your calendars.")
@click.option("--upcoming", is_flag=True, help="Only those to come.")
@click.option("--past", is_flag=True, help="Only those that are over.")
@click.option("--channel", type=click.Choice(CHANNELS), help="Only this channel.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def opportunities(
    session: Session, *, upcoming: bool, past: bool, channel: str | None, as_json: bool
) -> None:
    """List the networking in your calendars: a series is one row.

    \b
    Example:
      calsync opportunities --upcoming
    """
    with work.reading(session) as job:
        rows = found.listed(
            job,
            upcoming=upcoming,
            past=past,
            channel=Channel(channel) if channel else None,
        )
        if as_json:
            output.as_json([lists.event_row(row.event, row.verdict) for row in rows])
            return
        keys = lists.shortened(lists.key_of(row.event) for row in rows)
        for row in rows:
            key = keys[lists.key_of(row.event)]
            line = lists.opportunity_line(
                row.event, row.verdict, key=key, zone=job.zone, repeats=row.repeats
            )
            output.echo(output.cut(line))
        if not rows:
            session.say("No opportunities; `calsync sync` looks for them.")

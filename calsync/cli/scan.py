"""`calsync scan`: the networking in any calendar file, without any set-up."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import tzinfo

import click

from calsync import config
from calsync import environment
from calsync import sources
from calsync.cli import lists
from calsync.cli import output
from calsync.cli.session import Session
from calsync.errors import CalsyncError
from calsync.errors import Exit
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Me
from calsync.model import Verdict
from calsync.model import local

DATE = click.DateTime(["%Y-%m-%d"])
Found = tuple[Event, Verdict]


class NothingReadError(CalsyncError):
    """Not one calendar could be read."""

    def __init__(self) -> None:
        super().__init__(
            "nothing could be read. Give an .ics file, a folder of them, "
            "or the .zip that Google Calendar exports."
        )


@click.command(short_help="Find the networking in calendar files; needs no set-up.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--me", "emails", metavar="EMAIL", multiple=True, help="Your address; repeatable.")
@click.option("--since", type=DATE, metavar="DATE", help="Leave out what ended before that day.")
@click.option("--until", type=DATE, metavar="DATE", help="Leave out what begins after that day.")
@click.option("--all", "everything", is_flag=True, help="Print every event, networking or not.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def scan(
    session: Session,
    *,
    paths: tuple[str, ...],
    emails: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Find the networking in calendar files; needs no set-up and writes nothing.

    PATH is an .ics file, a folder of them, the .zip that Google Calendar exports, or - for
    standard input. A series is one row.

    \b
    Example:
      calsync scan ~/Downloads/me@gmail.com.ical.zip
    """
    sources.check(paths)
    zone = environment.system_zone()
    begin = since.replace(tzinfo=zone) if since else None
    end = until.replace(tzinfo=zone) + timedelta(days=1) if until else None
    with _collector_paused():
        read = sources.read(paths, stdin=sys.stdin.buffer, since=begin)
        for problem in read.problems:
            session.say(f"{problem.where}: {problem.why}")
        if not read.documents:
            raise NothingReadError
        if begin or end:
            read = sources.between(read, since=begin, until=end, zone=zone)
        found = sources.judged(read, me=_me(session, emails, read), zone=zone)
        rows = (row for row in found if everything or row[1].channel)
        if as_json:
            _print_json(rows)
        else:
            _print_list(rows, total=len(read.events), zone=zone)
    sys.exit(Exit.PARTIAL if read.problems else Exit.OK)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """What is read forms no cycles, and looking for them would take a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _me(session: Session, emails: tuple[str, ...], read: sources.Read) -> Me:
    """The user as given, else as guessed, which is said."""
    if emails:
        return config.me_of(email.strip().lower() for email in emails)
    guesses = sources.guesses(read.events, read.names)
    if guesses:
        session.say(f"{_because(guesses)} Not you? Say --me EMAIL.")
    elif any(event.attendees for event in read.events):
        session.say("Which guest is you could not be told; say --me EMAIL for better results.")
    return config.me_of(guess.email for guess in guesses)


def _because(guesses: Iterable[sources.Guess]) -> str:
    reasons = [
        f"{guess.email} (in {guess.seen} of {guess.meetings} meetings)"
        if guess.seen
        # Nobody met, but a calendar of that name.
        else f"{guess.email} (the calendar's name)"
        for guess in guesses
    ]
    return f"Taking you to be {' and '.join(reasons)}."


def _print_json(rows: Iterable[Found]) -> None:
    """A JSON array, each row written as soon as it is there."""
    encode = json.JSONEncoder().encode
    write = sys.stdout.write
    before = "[\n"
    for event, verdict in rows:
        write(before + encode(lists.event_row(event, verdict)))
        before = ",\n"
    write("[]\n" if before == "[\n" else "\n]\n")


def _print_list(rows: Iterable[Found], *, total: int, zone: tzinfo) -> None:
    """A summary and a list by date."""
    found = sorted(rows, key=lambda row: local(row[0].start, zone))
    keys = lists.shortened(lists.key_of(event) for event, _ in found)
    counts = Counter(verdict.channel for _, verdict in found if verdict.channel)
    output.echo(output.bold(f"{total:,} events, {sum(counts.values()):,} networking"))
    if counts:
        output.echo("  " + "  ".join(f"{counts[name]:,} {name}" for name in Channel))
    output.rows(
        (
            (
                keys[lists.key_of(event)],
                _when(event),
                verdict.channel or "-",
                f"{verdict.score:.2f}",
                event.title + (" (repeats)" if event.series else ""),
            )
            for event, verdict in found
        ),
        indent="  ",
    )


def _when(event: Event) -> str:
    """`Fri 27 Nov 2026 09:00` on the event's own clock: a scan may span years."""
    start = event.start
    day = f"{start:%a} {start.day:2} {start:%b} {start.year}"
    return f"{day} {start:%H:%M}" if isinstance(start, datetime) else day

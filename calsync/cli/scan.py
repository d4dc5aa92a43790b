"""`calsync scan`: the networking in any calendar file, without any set-up."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import tzinfo

import click

from calsync import config
from calsync import environment
from calsync import scanning
from calsync import sources
from calsync.cli import lists
from calsync.cli import output
from calsync.cli.session import Session
from calsync.errors import CalsyncError
from calsync.errors import Exit
from calsync.errors import TryLaterError
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Me
from calsync.model import Problem
from calsync.model import Verdict

NARROW = 72  # columns; of sixty the title would get a fifth
MOST_TOLD = 100  # things that could not be read, told one by one
DATE = click.DateTime(["%Y-%m-%d"])
Row = tuple[str, ...]


class NothingReadError(CalsyncError):
    """Not one calendar could be read."""

    def __init__(self) -> None:
        super().__init__(
            "nothing could be read. Give an .ics file, a folder of them, "
            "or the .zip that Google Calendar exports."
        )


class NothingYetError(TryLaterError):
    """Every server was out of reach."""

    def __init__(self) -> None:
        super().__init__("nothing could be read; try again later")


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

    PATH is an .ics file, a folder of them, the .zip that Google Calendar exports, an https
    address, or - for standard input. A series is one row.

    \b
    Example:
      calsync scan ~/Downloads/me@gmail.com.ical.zip
    """
    sources.check(paths)
    zone = environment.system_zone()
    begin = _midnight(since, zone) if since else None
    end = _midnight(until, zone) + timedelta(days=1) if until else None
    told = _Told(session)
    with _collector_paused():
        read = scanning.read(paths, stdin=sys.stdin.buffer, since=begin)
        told.problems(read.problems)
        if not read.parts:
            raise _nothing(read)
        me, render = _me(session, emails, read), _json_row if as_json else _list_row
        look = scanning.Look(me, zone, render, everything=everything, since=begin, until=end)
        _print(told.rows(scanning.results(read, look)), told, as_json=as_json)
    told.more()
    sys.exit(Exit.PARTIAL if told.unread else Exit.OK)


def _nothing(read: scanning.Read) -> CalsyncError:
    later = bool(read.problems) and all(problem.later for problem in read.problems)
    return NothingYetError() if later else NothingReadError()


def _midnight(day: datetime, zone: tzinfo) -> datetime:
    """When a day begins; the first and the last year are out of reach of some zones."""
    return day.replace(year=min(max(day.year, 2), 9998), tzinfo=zone)


class _Told:
    """Passes rows on; counts what was looked at, and says what could not be read."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.events = 0
        self.unread = 0

    def problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.unread += 1
            if self.unread <= MOST_TOLD:
                self._session.say(f"{problem.where}: {problem.why}")

    def more(self) -> None:
        if self.unread > MOST_TOLD:
            self._session.say(f"{self.unread - MOST_TOLD:,} more could not be read")

    def rows(self, results: Iterable[scanning.Result[Row]]) -> Iterator[Row]:
        for result in results:
            self.problems(result.problems)
            self.events += result.events
            yield from result.rows


@contextmanager
def _collector_paused() -> Iterator[None]:
    """What is read forms no cycles, and looking for them would take a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _me(session: Session, emails: tuple[str, ...], read: scanning.Read) -> Me:
    """The user as given, else as guessed, which is said."""
    if emails:
        return config.me_of(email.strip().lower() for email in emails)
    guesses = scanning.guesses(read.events, read.names)
    if guesses:
        session.say(f"{_because(guesses)} Not you? Say --me EMAIL.")
    elif any(event.attendees for event in read.events):
        session.say("Which guest is you could not be told; say --me EMAIL for better results.")
    return config.me_of(guess.email for guess in guesses)


def _because(guesses: Iterable[scanning.Guess]) -> str:
    reasons = [
        f"{guess.email} (in {guess.seen} of {guess.meetings} meetings)"
        if guess.seen
        else f"{guess.email} (the calendar's name)"
        for guess in guesses
    ]
    return f"Taking you to be {' and '.join(reasons)}."


def _json_row(event: Event, verdict: Verdict) -> Row:
    return (json.dumps(lists.event_row(event, verdict)),)


def _print_json(rows: Iterable[Row]) -> None:
    """A JSON array, its rows written as they come."""
    before = "[\n"
    for (row,) in rows:
        sys.stdout.write(before + row)
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def _list_row(event: Event, verdict: Verdict) -> Row:
    when, score = event.start.isoformat(), f"{verdict.score:.2f}"
    title = event.title + (" (repeats)" if event.series else "")
    return when, lists.key_of(event), _when(event.start), verdict.channel or "", score, title


def _when(start: date) -> str:
    """`Fri 27 Nov 2026 09:00` on the event's own clock: a scan may span years."""
    day = f"{lists.day(start)} {start.year}"
    return f"{day} {start:%H:%M}" if isinstance(start, datetime) else day


def _print(rows: Iterable[Row], told: _Told, *, as_json: bool) -> None:
    if as_json:
        _print_json(rows)
    else:
        _print_list(rows, told)


def _print_list(rows: Iterable[Row], told: _Told) -> None:
    """A summary, and a list by date."""
    found = sorted(rows)
    counts = Counter(channel for _, _, _, channel, _, _ in found)
    networking = len(found) - counts[""]
    plural = "" if told.events == 1 else "s"
    output.echo(output.bold(f"{told.events:,} event{plural}, {networking:,} networking"))
    if networking:
        found_of = (f"{counts[name]:,} {name}" for name in Channel if counts[name])
        output.echo("  " + "  ".join(found_of))
    keys = lists.shortened(key for _, key, *_ in found)
    output.rows(_columns(found, keys), indent="  ")


def _columns(found: Iterable[Row], keys: Mapping[str, str]) -> Iterator[Row]:
    """The columns of the list; where a terminal is narrow the title needs the room of the score."""
    narrow = 0 < output.room() < NARROW
    for _, key, when, channel, score, title in found:
        yield (keys[key], when, channel or "-", *(() if narrow else (score,)), title)

"""`calsync notes` and `calsync when`: what calsync understands, for scripts and for trying out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from calsync import due
from calsync import notes as reading
from calsync import text
from calsync import timezones
from calsync.cli import output
from calsync.cli.session import Session
from calsync.errors import UsageError
from calsync.model import Clarity
from calsync.model import DateOrder
from calsync.model import Noted


class BadLineError(UsageError):
    """A line on stdin is not what was asked for."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(
            f"line {number} on stdin: {why}; each line is a JSON object with id, text or note, at"
        )


@click.command(short_help="Read notes on stdin, print the promises in them.")
@click.option("--json", "as_json", is_flag=True, help="Take and print JSON lines.")
@click.pass_obj
def notes(session: Session, *, as_json: bool) -> None:
    """Read notes on stdin, print the promises in them.

    With --json each line is {"id", "note", "at", "tz", "date_order"}.

    \b
    Example:
      echo "owe Ana the deck by Fri" | calsync notes
    """
    if as_json:
        for row in _rows():
            at, order = _moment(row, session)
            found = reading.read(text.plain(str(row.get("note") or "")), at=at, order=order)
            output.json_line({"id": row.get("id"), "promises": [_promise(n) for n in _sure(found)]})
        return
    at = session.now.astimezone(session.zone)
    found = reading.read(sys.stdin.read(), at=at, order=_order(session))
    for noted in _sure(found):
        who = noted.person or "?"
        whose = f"you owe {who}" if noted.mine else f"{who} owes you"
        when = due.in_words(noted.due, today=at.date()) if noted.due else "no date"
        output.echo(f"{whose}: {noted.text} ({when})")
    if not found:
        session.say("No promises.")


def _sure(found: tuple[Noted, ...]) -> tuple[Noted, ...]:
    """What is taken up by itself, with the default of `[promises] harvest`."""
    return tuple(n for n in found if not n.done and n.clarity is not Clarity.MAYBE)


def _promise(noted: Noted) -> dict[str, Any]:
    return {
        "text": noted.text,
        "person": noted.person or None,
        "due": noted.due,
        "due_time": f"{noted.due_time:%H:%M}" if noted.due_time else None,
        "mine": noted.mine,
        "explicit": noted.explicit,
    }


@click.command(short_help="Say what a due phrase means.")
@click.argument("words", metavar="TEXT", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Take and print JSON lines.")
@click.pass_obj
def when(session: Session, words: tuple[str, ...], *, as_json: bool) -> None:
    """Say what a due phrase means, now and here.

    With --json and no TEXT each line on stdin is {"id", "text", "at", "tz", "date_order"}.

    \b
    Example:
      calsync when by next Friday
    """
    if as_json and not words:
        for row in _rows():
            at, order = _moment(row, session)
            found = due.find(str(row.get("text") or ""), at=at, order=order)
            output.json_line({"id": row.get("id"), **_due(found)})
        return
    at = session.now.astimezone(session.zone)
    found = due.find(" ".join(words) or sys.stdin.read(), at=at, order=_order(session))
    if as_json:
        output.json_line({"id": None, **_due(found)})
    elif found is None:
        output.echo("no date")
    else:
        clock = f", {found.time:%H:%M}" if found.time else ""
        output.echo(f"{due.in_words(found.date, today=at.date())}{clock}")


def _due(found: Any) -> dict[str, Any]:
    clock = found.time if found else None
    return {
        "date": found.date.isoformat() if found else None,
        "time": f"{clock:%H:%M}" if clock else None,
    }


def _order(session: Session) -> DateOrder:
    """The configured date order; without a configuration the day comes first."""
    try:
        return session.config.promises.date_order
    except UsageError:
        return DateOrder.DMY


def _rows() -> Iterator[dict[str, Any]]:
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadLineError(number, f"not JSON ({error})") from error
        if not isinstance(row, dict):
            raise BadLineError(number, "not a JSON object")
        yield {**row, "line": number}


def _moment(row: dict[str, Any], session: Session) -> tuple[datetime, DateOrder]:
    """When a line was written, in its zone, and how its dates are read."""
    try:
        at = datetime.fromisoformat(str(row.get("at") or row.get("reference") or ""))
    except ValueError as error:
        raise BadLineError(row["line"], f"at is no ISO 8601 moment ({error})") from error
    zone = timezones.named(str(row["tz"])) if row.get("tz") else None
    if row.get("tz") and zone is None:
        raise BadLineError(row["line"], f"tz {row['tz']!r} is no time zone")
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone or session.zone)
    order = row.get("date_order") or _order(session)
    if order not in set(DateOrder):
        raise BadLineError(row["line"], f"date_order {order!r} is neither MDY nor DMY")
    return (at.astimezone(zone) if zone else at), DateOrder(order)

"""`calsync explain` and `calsync mark`: why an event is what it is, and the last word on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from calsync import acts
from calsync import choosing
from calsync import classify
from calsync import detection
from calsync import pipeline
from calsync import ruling
from calsync import runs
from calsync.cli import lists
from calsync.cli import output
from calsync.cli import rules
from calsync.cli import work
from calsync.cli.session import Session
from calsync.job import Job
from calsync.model import Channel
from calsync.records import Seen

WORTH_SAYING = 0.005  # of a second best; less would be shown as 0.00


@click.command(short_help="Say why an event is an opportunity, or not.")
@click.argument("event")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def explain(session: Session, event: str, *, as_json: bool) -> None:
    """Say why an event is an opportunity, or not, and what would change that.

    EVENT is an id as lists show it, or words of the title.

    \b
    Example:
      calsync explain "lunch with ana"
    """
    with work.reading(session) as job:
        seen = classify.explained(job, choosing.event(job, event))
        changes = _what_would_change(job, seen)
        if as_json:
            row = lists.event_row(seen.event, seen.verdict)
            runner_up = seen.verdict.runner_up
            row |= {"runner_up": runner_up, "rule": seen.verdict.rule or None}
            output.as_json({**row, "would_change": list(changes)})
            return
        for line in _lines(job, seen, changes):
            for piece in output.wrapped(line, hang=4):
                output.echo(piece)


def _what_would_change(job: Job, seen: Seen) -> tuple[str, ...]:
    return detection.what_would_change(
        seen.event,
        seen.verdict,
        me=job.config.me,
        zone=job.zone,
        threshold=job.config.detection.threshold,
    )


def _lines(job: Job, seen: Seen, changes: tuple[str, ...]) -> Iterator[str]:
    event, verdict = seen.event, seen.verdict
    yield f"{event.title}, {lists.moment(event.start, job.zone)}"
    named = str(verdict.channel) if verdict.channel else "none"
    said = {"rules": "", "user": ", as you said", "hashtag": ", by your hashtag"}[verdict.source]
    if verdict.rule:
        yield f"  {named}, by your rule: {verdict.rule}"
    else:
        yield f"  {named} {verdict.score:.2f}{said}"
    if verdict.runner_up and verdict.runner_up_score >= WORTH_SAYING:
        yield f"  next best: {verdict.runner_up} {verdict.runner_up_score:.2f}"
    for signal in verdict.evidence:
        words = f"  “{signal.seen}”" if signal.seen and signal.seen not in signal.signal else ""
        weight = f"{signal.weight:+5.2f}  " if signal.weight else ""  # what decides alone has none
        yield f"  {weight}{signal.signal}{words}"
    if verdict.unsure:
        yield "  near the threshold: `calsync review` asks you"
    for change in changes:
        yield f"  {change}"


@click.command(short_help="Correct what an event is taken for.")
@click.argument("event")
@click.argument("channel", type=click.Choice(rules.CHOICES), metavar="CHANNEL|none")
@click.option("--once", is_flag=True, help="Only this instance, not the series.")
@click.pass_obj
def mark(session: Session, event: str, channel: str, *, once: bool) -> None:
    """Correct what an event is taken for, for the whole series unless --once.

    \b
    Example:
      calsync mark "board games" none
    """
    with work.acting(session, "mark") as job:
        target = choosing.event(job, event).event
        target = acts.single(job, target) if once else target
        wanted = None if channel == "none" else Channel(channel)
        acts.mark(job, target, wanted, once=once)
        report = pipeline.settle(job, account=target.account)
        when = f", {lists.moment(target.start, job.zone)}" if once else ""
        output.echo(f"{target.title}{when}: {channel}")
        if runs.acted(job):
            session.say(f"Take back: calsync undo {job.run.id}")
        found = None if once else ruling.offer(job, target, wanted)
        code = output.later(report)
    rules.offer(session, found)
    sys.exit(code)

"""`calsync demo`: the whole loop on a sample calendar."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from calsync import classify
from calsync import demo_story
from calsync import due
from calsync import owed
from calsync.cli import lists
from calsync.cli import output
from calsync.cli.session import Session
from calsync.demo_story import Story
from calsync.model import Channel
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.model import State
from calsync.records import Seen

WIDTH = 56
SHOWN = ("Lunch with Ana Diaz", "Conference call")


@click.command(short_help="See the whole loop on a sample calendar; no set-up.")
@click.pass_obj
def demo(session: Session) -> None:
    """See the whole loop on a sample calendar: no set-up, no network, no questions.

    \b
    Example:
      calsync demo
    """
    folder = Path(tempfile.mkdtemp(prefix="calsync-demo-"))
    story = demo_story.told(folder, now=session.now)
    try:
        for line in _screen(story):
            output.echo(line)
    finally:
        story.job.ledger.close()


def _screen(story: Story) -> Iterator[str]:
    seen = _events(story)
    yield from _found(seen)
    yield ""
    yield "Why (calsync explain)"
    for title in SHOWN:
        found = next(item for item in seen if item.event.title == title)
        yield from _why(classify.explained(story.job, found))
    yield ""
    yield from _noted(story, next(item for item in seen if item.event.title == SHOWN[0]))
    yield ""
    yield from _kept(story)
    yield f"Nobody mailed. See {story.exported}"
    yield ""
    yield "Yours next; this writes nothing:"
    yield "  calsync scan ~/Downloads/me@gmail.com.ical.zip"


def _events(story: Story) -> tuple[Seen, ...]:
    calendars = {c.id for c in story.job.ledger.mirror.calendars() if not c.made_by_calsync}
    events = story.job.ledger.mirror.events(account="alex")
    return tuple(item for item in events if item.event.calendar in calendars)


def _found(seen: tuple[Seen, ...]) -> Iterator[str]:
    counts = Counter(item.verdict.channel for item in seen if item.verdict.channel)
    yield f"Alex's last three months: {len(seen)} events, {counts.total()} networking"
    yield "  " + "  ".join(f"{counts[channel]} {channel}" for channel in Channel)


def _why(seen: Seen) -> Iterator[str]:
    verdict = seen.verdict
    yield f"  {seen.event.title:<20}  {verdict.channel or 'none'} {verdict.score:.2f}"
    toward = verdict.channel is not None
    strong = [s for s in verdict.evidence if (s.weight > 0) is toward]
    names = [s.signal for s in sorted(strong, key=lambda s: -abs(s.weight))]
    while names and len(", ".join(names)) > WIDTH:
        names.pop()
    yield f"    {', '.join(names)}"


def _noted(story: Story, seen: Seen) -> Iterator[str]:
    job = story.job
    today = job.now.date()
    yield "Alex typed on the phone"
    yield f"  {seen.event.description.splitlines()[-1]}"
    yield "calsync made of it"
    for promise in job.ledger.all(Promise, uid=seen.event.uid):
        when = f"due {due.in_words(promise.due, today=today)}" if promise.due else "no date"
        if promise.mine:
            yield f"  you owe {promise.person}: {promise.text}, {when}"
        else:
            yield f"  {promise.person} owes you: {promise.text}, {when}"
        follow_up = job.ledger.get(FollowUp, promise.id)
        if follow_up is not None:
            yield f"    event {lists.moment(follow_up.start, job.zone)}, only you see it"


def _kept(story: Story) -> Iterator[str]:
    mine = [promise for promise in story.job.ledger.all(Promise) if promise.mine]
    kept = sum(promise.state is State.KEPT for promise in mine)
    late = owed.overdue(story.job)
    yield f"Promises: {kept} of {len(mine)} kept, {len(late)} overdue"
    for promise in late:
        when = f", due {lists.day(promise.due)}" if promise.due else ""
        yield f"  {promise.text}, for {promise.person}{when}"

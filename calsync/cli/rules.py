"""`calsync rules`: the user's own rules, and the offer to make one out of corrections."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from typing import Any
from typing import TypeVar

import click

from calsync import config
from calsync import detection
from calsync import ruling
from calsync import text
from calsync.cli import lists
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.errors import UsageError
from calsync.job import Job
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Rule
from calsync.model import local
from calsync.ruling import Change
from calsync.ruling import Effect
from calsync.ruling import Offer

F = TypeVar("F", bound=Callable[..., Any])
CHOICES = [*(str(channel) for channel in Channel), "none"]
SHOWN = 20
YES = frozenset({"y", "yes"})


class NoPatternError(UsageError):
    """The rule says nothing about the events it is for."""

    def __init__(self) -> None:
        super().__init__(
            "which events? say --title, --organizer, --attendee, --location or --calendar WORDS"
        )


class NoChannelError(UsageError):
    """The rule does not say what the events are."""

    def __init__(self) -> None:
        super().__init__(f"what are those events? say one of: {', '.join(CHOICES)}")


class UnseenCharacterError(UsageError):
    """A pattern that no configuration holds."""

    def __init__(self) -> None:
        super().__init__("the words hold a character that cannot be seen; type them by hand")


@click.group(short_help="List, test, add and remove your own rules.")
def rules() -> None:
    """List, test, add and remove your own rules.

    A rule says what events are whose title, organizer, attendees, location and calendar hold
    the words given, in any case. The first that fits wins; only `calsync mark` is stronger.

    \b
    Example:
      calsync rules test none --title "board games"
      calsync rules add none --title "board games"
    """


def _patterns(command: F) -> F:
    """The options that make a rule."""
    for name in reversed(ruling.FIELDS):
        words = (
            f"Words in the {name}." if name != "attendee" else "Words in a guest's name, address."
        )
        command = click.option(f"--{name}", metavar="WORDS", default="", help=words)(command)
    return command


@rules.command("list", short_help="Your rules, in the order in which they are tried.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_(session: Session, *, as_json: bool) -> None:
    """Print your rules, in the order in which they are tried.

    \b
    Example:
      calsync rules list
    """
    known = session.config.rules
    if as_json:
        output.as_json([_rule_row(number, rule) for number, rule in enumerate(known, start=1)])
        return
    for number, rule in enumerate(known, start=1):
        output.echo(f"{number:>3}  {detection.as_text(rule)}")
    if not known:
        session.say('No rules yet; one is added by: calsync rules add none --title "board games"')


@rules.command(short_help="Print what rules change in the past year.")
@click.argument("channel", type=click.Choice(CHOICES), required=False)
@_patterns
@click.option("--first", is_flag=True, help="As if put before the other rules.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def test(
    session: Session, /, *, channel: str | None, first: bool, as_json: bool, **patterns: str
) -> None:
    """Print which events of the past year a rule would change; nothing is changed.

    Without a rule: what your rules change, compared with none.

    \b
    Example:
      calsync rules test none --title "board games"
      calsync rules test
    """
    known = session.config.rules
    if channel is None and not any(patterns.values()):
        old: tuple[Rule, ...] = ()
        new, verb = known, "Your rules change"
    else:
        rule = _made(channel, patterns)
        old, new = known, (rule, *known) if first else (*known, rule)
        verb = "Would change"
    with work.reading(session) as job:
        effect = ruling.effect(job, old, new)
        if as_json:
            output.as_json([_change_row(change) for change in effect.changes])
            return
        _hint_unread(session, job)
        for line in _lines(effect, job, verb=verb):
            output.echo(line)


@rules.command(short_help="Add a rule to the configuration.")
@click.argument("channel", type=click.Choice(CHOICES))
@_patterns
@click.option("--first", is_flag=True, help="Put it before the other rules.")
@click.pass_obj
def add(session: Session, /, *, channel: str, first: bool, **patterns: str) -> None:
    """Add a rule to the configuration, whose other lines stay as they are.

    \b
    Example:
      calsync rules add none --title "board games"
      calsync rules add lunch --attendee ana@example.org --first
    """
    _add(session, _made(channel, patterns), first=first)


@rules.command(short_help="Take a rule out of the configuration.")
@click.argument("rule", metavar="RULE")
@click.pass_obj
def remove(session: Session, rule: str) -> None:
    """Take a rule out of the configuration, whose other lines stay as they are.

    RULE is its number in `calsync rules list`, or words of it.

    \b
    Example:
      calsync rules remove 2
      calsync rules remove "board games"
    """
    known = session.config.rules
    number = ruling.number_of(known, rule)
    gone = known[number - 1]
    ruling.rewrite(session.home.config, ruling.removed(gone, number))
    output.echo(f"Removed: {detection.as_text(gone)}")
    session.say(f"The next sync follows it. Put back: {ruling.command(gone)}")


def _made(channel: str | None, patterns: dict[str, str]) -> Rule:
    given = {name: words.strip() for name, words in patterns.items()}
    if not any(given.values()):
        raise NoPatternError
    if channel is None:
        raise NoChannelError
    rule = Rule(None if channel == "none" else Channel(channel), **given)
    if not ruling.writable(rule):
        raise UnseenCharacterError
    return rule


def _add(session: Session, rule: Rule, *, first: bool = False) -> None:
    known = _now(session)
    if rule in known:
        raise ruling.SameRuleError(rule, known.index(rule) + 1)
    after = ruling.rewrite(session.home.config, ruling.added(rule, first=first)).rules
    number = after.index(rule) + 1
    output.echo(f"Added as rule {number}: {detection.as_text(rule)}")
    session.say(f"The next sync follows it. Take out: calsync rules remove {number}")


def _now(session: Session) -> tuple[Rule, ...]:
    """The rules as they stand in the file: within one review, some may have been added."""
    return config.load(session.home.config).rules


def learn(session: Session, job: Job, event: Event, channel: Channel | None) -> None:
    """After a correction: offer the rule that it has in common with earlier ones."""
    offer(session, ruling.offer(job, event, channel))


def offer(session: Session, found: Offer | None) -> None:
    """Offer a rule that corrections have in common; it is added only if the user says yes."""
    if found is None or found.rule in _now(session):
        return
    if not session.interactive:
        session.say(f"Your corrections make a rule: {ruling.command(found.rule)}")
        return
    with work.reading(session) as job:
        rule = f"Your corrections make a rule: {detection.as_text(found.rule)}"
        for line in (*output.wrapped(rule, hang=2), *_lines(found.effect, job, indent="  ")):
            output.echo(line)
        if _agreed():
            _add(session, found.rule)
        else:
            ruling.refuse(job, found.rule)


def _agreed() -> bool:
    try:
        answer = input("Add this rule? y  Enter no > ")
    except EOFError:
        return False
    return answer.strip().casefold() in YES


def _hint_unread(session: Session, job: Job) -> None:
    if not job.ledger.mirror.calendars():
        session.say("Nothing was read yet: calsync sync")


def _lines(
    effect: Effect, job: Job, *, verb: str = "Would change", indent: str = ""
) -> Iterator[str]:
    """What rules would change, as a list."""
    count = len(effect.changes)
    events = f"{count} event{'' if count == 1 else 's'}" if count else "nothing"
    coming = f", and {effect.coming} to come" if effect.coming else ""
    yield from output.wrapped(f"{indent}{verb} {events} in the past year{coming}", hang=4)
    for change in effect.changes[:SHOWN]:
        event = change.event
        day = event.start if event.all_day else local(event.start, job.zone)
        turn = f"{change.before or 'none'} -> {change.after or 'none'}"
        title = text.clean(event.title) + (" (repeats)" if change.repeats else "")
        yield output.cut(f"{indent}  {f'{lists.day(day)} {day.year}':<15}  {turn:<24}  {title}")
    if count > SHOWN:
        yield f"{indent}  and {count - SHOWN} more"


def _change_row(change: Change) -> dict[str, Any]:
    event = change.event
    return {
        "key": lists.key_of(event)[: lists.KEY],
        "account": event.account,
        "calendar": event.calendar,
        "uid": event.uid,
        "recurrence_id": event.recurrence_id or None,
        "title": event.title,
        "start": lists.iso(event.start),
        "from": change.before,
        "to": change.after,
    }


def _rule_row(number: int, rule: Rule) -> dict[str, Any]:
    patterns = {name: getattr(rule, name) or None for name in ruling.FIELDS}
    text = detection.as_text(rule)
    return {"number": number, "channel": rule.channel, **patterns, "text": text}

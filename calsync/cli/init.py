"""`calsync init`: a few questions, a commented configuration, a first look that writes nothing."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from calsync import configuring
from calsync import environment
from calsync import owed
from calsync import pipeline
from calsync import review
from calsync import waiting
from calsync.cli import output
from calsync.cli import work
from calsync.cli.session import Session
from calsync.configuring import Choices
from calsync.configuring import Glance
from calsync.errors import UsageError
from calsync.job import Job
from calsync.model import Channel
from calsync.pipeline import Options
from calsync.pipeline import Report
from calsync.reconciliation import News

T = TypeVar("T")
GOOGLE = "google"
WHERE = "--files PATH or --google FILE"
WHO = "--email ADDR"
CARDS = "--cards or --no-cards"
CRON_PATH = "/usr/bin:/bin"  # all that cron searches


class MissingAnswerError(UsageError):
    """Nobody can be asked, and an answer is missing."""

    def __init__(self, option: str) -> None:
        super().__init__(f"nobody to ask here; say {option}, or --yes for what can be found out")


class UnknownAnswerError(UsageError):
    """Nobody can be asked, and it cannot be found out either."""

    def __init__(self, option: str) -> None:
        super().__init__(f"that cannot be found out here; say {option}")


class TwoSourcesError(UsageError):
    """Files and Google at once."""

    def __init__(self) -> None:
        super().__init__("say --files or --google; further accounts are added in the file itself")


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line answered already."""

    files: str
    google: str
    emails: tuple[str, ...]
    timezone: str
    followups: str
    hours: str
    cards: bool | None


@click.command(short_help="Answer a few questions, and take a first look.")
@click.option("--files", metavar="PATH", default="", help="Your calendars: a folder, an .ics file.")
@click.option("--google", metavar="FILE", default="", help="Google's client file instead.")
@click.option("--email", "emails", metavar="ADDR", multiple=True, help="Yours; repeatable.")
@click.option("--timezone", metavar="ZONE", default="", help="If the calendars' is not yours.")
@click.option("--followups", metavar="NAME", default="", help="The calendar for follow-ups.")
@click.option("--hours", metavar="FROM-TO", default="", help="When follow-ups may be.")
@click.option("--cards/--no-cards", default=None, help="An event after each one that asks how.")
@click.option("--yes", is_flag=True, help="Ask nothing; replace what is there, kept as .bak.")
@click.pass_obj
def init(
    session: Session,
    *,
    files: str,
    google: str,
    emails: tuple[str, ...],
    timezone: str,
    followups: str,
    hours: str,
    cards: bool | None,
    yes: bool,
) -> None:
    """Answer a few questions, and take a first look; nothing is written into a calendar.

    \b
    Example:
      calsync init
      calsync init --files ~/.calendars --email me@example.com --no-cards
    """
    path = session.home.config
    asking = Asking(asks=session.interactive and not yes, yes=yes)
    if files and google:
        raise TwoSourcesError
    if not asking.may_replace(path):
        session.say("Nothing was changed.")
        return
    given = Given(files, google, emails, timezone, followups, hours, cards)
    choices = asking.choices(given)
    config, kept = configuring.write(path, choices, replace=path.exists())
    output.echo(f"Written: {config.path}; it explains every setting")
    if kept is not None:
        output.echo(f"The old one is kept: {kept}")
    if choices.kind == GOOGLE:
        for line in _google_next(session):
            output.echo(line)
        return
    sys.exit(_first_look(Session(config=str(path), verbosity=session.verbosity)))


class Asking:
    """The questions, at most six, each answered by the command line, by looking, or by the user."""

    def __init__(self, *, asks: bool, yes: bool) -> None:
        self._asks = asks
        self._yes = yes

    def may_replace(self, path: Path) -> bool:
        """May the configuration be written? One that is there is replaced only if so said."""
        if not path.exists() or self._yes:
            return True
        if not self._asks:
            raise configuring.ConfigExistsError(path)
        return click.confirm(f"{path} is there. Keep it as .bak and make a new one?")

    def choices(self, given: Given) -> Choices:
        """All answers."""
        kind, path = self._source(given)
        seen = Glance()
        if kind == "files":
            seen = configuring.glance(path, system=str(environment.system_zone()))
        return Choices(
            kind=kind,
            path=path,
            emails=self._emails(given, seen),
            timezone=self._timezone(given, seen),
            calendar=self._plain(
                given.followups,
                "Follow-ups",
                "Follow-ups go into a calendar of their own, named",
                configuring.calendar_name,
            ),
            hours=self._plain(
                given.hours, "09:00-17:00", "They are put between", configuring.hours
            ),
            cards=self._cards(given),
        )

    def _source(self, given: Given) -> tuple[str, Path]:
        if given.google:
            return GOOGLE, configuring.place(given.google)
        if given.files:
            return "files", configuring.calendars(given.files)
        found = configuring.calendars_at(Path.home(), Path.cwd())
        if self._asks:
            question = "Where are your calendars? Folder, .ics, or google"
            return self._prompt(question, _short(found), self._place)
        if not self._yes:
            raise MissingAnswerError(WHERE)
        if found is None:
            raise UnknownAnswerError(WHERE)
        return "files", found

    def _place(self, value: str) -> tuple[str, Path]:
        if value.strip().lower() == GOOGLE:
            found = configuring.client_file_at(Path.home() / "Downloads", Path.cwd())
            question = "Google's client file, client_secret….json (the README says how to get one)"
            return GOOGLE, self._prompt(question, _short(found), configuring.place)
        if value.strip().lower().endswith(".json"):
            return GOOGLE, configuring.place(value)
        return "files", configuring.calendars(value)

    def _emails(self, given: Given, seen: Glance) -> tuple[str, ...]:
        if given.emails:
            return configuring.emails(",".join(given.emails))
        if self._asks:
            return self._prompt("Your e-mail addresses", ", ".join(seen.emails), configuring.emails)
        if not self._yes:
            raise MissingAnswerError(WHO)
        if not seen.emails:
            raise UnknownAnswerError(WHO)
        return seen.emails

    def _timezone(self, given: Given, seen: Glance) -> str:
        if given.timezone:
            return configuring.timezone(given.timezone)
        if self._asks and not seen.zone_known:
            return self._prompt("Your time zone", "UTC", configuring.timezone)
        return seen.timezone

    def _plain(self, given: str, usual: str, question: str, parse: Callable[[str], str]) -> str:
        """An answer that has a default whoever asks."""
        if self._asks and not given:
            return self._prompt(question, usual, parse)
        return parse(given or usual)

    def _cards(self, given: Given) -> bool:
        if given.cards is not None:
            return given.cards
        if self._asks:
            question = "Put a private “How was …?” after each meeting?"
            return click.confirm(question, default=False)
        if not self._yes:
            raise MissingAnswerError(CARDS)
        return False

    def _prompt(self, question: str, default: str, parse: Callable[[str], T]) -> T:
        def proc(value: str) -> T:
            try:
                return parse(value)
            except UsageError as error:
                raise click.UsageError(str(error)) from error

        # Without a default an empty answer would be asked for again without a word.
        answer: T = click.prompt(
            question, default=default, value_proc=proc, show_default=bool(default)
        )
        return answer


def _short(path: Path | None) -> str:
    """A path as people write it."""
    if path is None:
        return ""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def _first_look(session: Session) -> int:
    """What a first sync would find, in a few lines; the exit code."""
    with work.looking_ahead(session, "sync") as job:
        report = pipeline.sync(job, Options(dry_run=True))
        for line in _found(job, report):
            output.echo(line)
        for account in report.accounts:
            if account.error:
                session.say(f"calsync: {account.error}")
        for problem in report.problems:
            session.say(f"calsync: {problem.where}: {problem.why}")
        for line in _next(session, job, report):
            output.echo(line)
    return report.exit_code


def _found(job: Job, report: Report) -> Iterator[str]:
    mirror = job.ledger.mirror
    calendars = [c for c in mirror.calendars() if not c.made_by_calsync]
    events = sum(len(mirror.events(account=c.account, calendar=c.id)) for c in calendars)
    channels = Counter(s.verdict.channel for s in mirror.opportunities() if s.verdict.channel)
    noun = "event" if events == 1 else "events"
    yield f"Looked at {events:,} {noun}: {channels.total():,} networking"
    if channels:
        yield "  " + "  ".join(f"{channels[name]} {name}" for name in Channel if channels[name])
    new = report.turned(News.NEW)
    late = len(owed.overdue(job))
    if new:
        yield f"Promises in your notes: {new}, {late} overdue" if late else f"Promises: {new}"
    yield "Nothing was written yet."


def _next(session: Session, job: Job, report: Report) -> Iterator[str]:
    waits = waiting.waiting(job)
    yield ""
    yield "Next:"
    count = len(report.plan)
    things = "the one thing" if count == 1 else f"the {count} things" if count else "what"
    yield f"  calsync sync --dry-run    see {things} it would write"
    yield "  calsync sync              write; calsync undo takes back"
    if len(waits):
        yield f"  calsync review            {review.waits(*waits.counts)}"
    yield "Then from cron (crontab -e):"
    yield f"  {_cron(session)}"


def _google_next(session: Session) -> Iterator[str]:
    yield ""
    yield "Next:"
    yield "  calsync auth login        sign in; opens the browser"
    yield "  calsync sync --dry-run    see what it would write"
    yield "Then from cron (crontab -e):"
    yield f"  {_cron(session)}"


def _cron(session: Session) -> str:
    """The line for cron, which knows neither this terminal's PATH nor its variables."""
    program = shutil.which(sys.argv[0]) or ""
    if shutil.which("calsync", path=CRON_PATH):
        words = ["calsync"]
    elif Path(program).name == "calsync":
        words = [str(Path(program).absolute())]
    else:
        words = [sys.executable, "-m", "calsync"]
    kept = os.environ.get("CALSYNC_HOME")
    before = f"CALSYNC_HOME={shlex.quote(str(session.home.ledger.parent))} " if kept else ""
    if session.home.config != environment.home({"CALSYNC_HOME": kept or ""}).config:
        words += ["--config", str(session.home.config)]
    # In a crontab a bare % ends the command.
    command = f"{before}{shlex.join(words)} sync --jitter 300".replace("%", "\\%")
    return f"*/15 * * * * {command}"

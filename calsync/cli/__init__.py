"""The command line: a command a module, loaded when called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any

import click

from calsync import __version__

DAILY = "Every day"
SETUP = "Setting up"
BACK = "Taking back"
SCRIPTS = "For scripts"
SECTIONS = (DAILY, SETUP, BACK, SCRIPTS)

# Name, where it is, where --help shows it, and its short help word for word (a test compares).
COMMANDS: dict[str, tuple[str, str, str]] = {
    "demo": (
        "calsync.cli.demo:demo",
        SETUP,
        "See the whole loop on a sample calendar; no set-up.",
    ),
    "init": (
        "calsync.cli.init:init",
        SETUP,
        "Answer a few questions, and take a first look.",
    ),
    "scan": (
        "calsync.cli.scan:scan",
        DAILY,
        "Find the networking in calendar files; needs no set-up.",
    ),
    "sync": (
        "calsync.cli.sync:sync",
        DAILY,
        "Bring calendars, promises and follow-ups into step; for cron.",
    ),
    "review": ("calsync.cli.review:review", DAILY, "Look back on meetings; say what was promised."),
    "promises": (
        "calsync.cli.promises:promises",
        DAILY,
        "List what you owe, and what you are owed.",
    ),
    "promise": ("calsync.cli.promise:promise", DAILY, "Add, keep, drop or move a promise."),
    "opportunities": (
        "calsync.cli.opportunities:opportunities",
        DAILY,
        "List the networking in your calendars.",
    ),
    "explain": (
        "calsync.cli.explain:explain",
        DAILY,
        "Say why an event is an opportunity, or not.",
    ),
    "mark": ("calsync.cli.explain:mark", DAILY, "Correct what an event is taken for."),
    "export": (
        "calsync.cli.export:export",
        DAILY,
        "Write follow-ups and opportunities as an .ics file.",
    ),
    "rules": (
        "calsync.cli.rules:rules",
        SETUP,
        "List, test, add and remove your own rules.",
    ),
    "auth": ("calsync.cli.auth:auth", SETUP, "Sign in to Google, see it, sign out."),
    "accounts": ("calsync.cli.accounts:accounts", SETUP, "List accounts and their calendars."),
    "doctor": ("calsync.cli.doctor:doctor", SETUP, "Find what is wrong, and say the cure."),
    "undo": ("calsync.cli.undo:undo", BACK, "Take back a run."),
    "forget": (
        "calsync.cli.undo:forget",
        BACK,
        "Take every trace of calsync out of the calendars.",
    ),
    "notes": (
        "calsync.cli.scripts:notes",
        SCRIPTS,
        "Read notes on stdin, print the promises in them.",
    ),
    "when": ("calsync.cli.scripts:when", SCRIPTS, "Say what a due phrase means."),
}


class Commands(click.Group):
    """A group that knows its commands by name only, until one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help."""
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of that name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was meant, or name those that are near."""
        if args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            ctx.fail(_unknown(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, without loading any."""
        names = [name for name in self.list_commands(ctx) if name in COMMANDS]
        width = max(map(len, names), default=0)
        for title in SECTIONS:
            here = [name for name in names if COMMANDS[name][1] == title]
            if here:
                with formatter.section(title):
                    formatter.write_dl([(name.ljust(width), COMMANDS[name][2]) for name in here])

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line, and turn whatever comes of it into an exit code."""
        from calsync.cli import boundary

        extra = {**extra, "prog_name": "calsync", "standalone_mode": False}
        sys.exit(boundary.exit_code(lambda: super(Commands, self).main(*args, **extra)))


def _unknown(name: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`calsync --help` lists all."
    return f"there is no command {name!r}; {hint}"


@click.group(
    cls=Commands,
    # A fixed width spares --help the asking, and the README's copy of it stays true.
    context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 78},
    invoke_without_command=True,
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Use this configuration.",
)
@click.option("-v", "--verbose", count=True, help="Say more.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and what was asked for.")
@click.version_option(__version__, prog_name="calsync", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, config: str | None, verbose: int, quiet: bool) -> None:
    """Find the networking in your calendar, and keep every promise you make there."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        return
    from calsync.cli.session import Session

    ctx.obj = session = Session(config=config, verbosity=-1 if quiet else verbose)
    ctx.call_on_close(session.finish)


def main() -> None:
    """Run calsync as the terminal asked for it."""
    # What a command loads and reads is kept to its end: looking through it for garbage is in vain.
    gc.set_threshold(50_000, 20, 20)
    cli.main()

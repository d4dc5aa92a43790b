"""`calsync auth`: signing in to Google, what is stored where, signing out."""

from __future__ import annotations

import sys
import webbrowser

import click

from calsync.cli import lists
from calsync.cli import output
from calsync.cli.session import Session
from calsync.errors import Exit
from calsync.errors import SignInError
from calsync.errors import UsageError
from calsync.model import AccountSettings

TIMEOUT = 600  # seconds that a sign-in waits for the browser


class NoGoogleAccountError(UsageError):
    """The account named is not one that is signed in to."""

    def __init__(self, name: str, known: list[str]) -> None:
        if known:
            words = f"“{name}” is no Google account; there are: {', '.join(known)}"
        else:
            words = (
                "there is no Google account in the configuration; the README says how to add one"
            )
        super().__init__(words)


@click.group(short_help="Sign in to Google, see it, sign out.")
def auth() -> None:
    """Sign in to Google, see what is stored where, sign out.

    \b
    Example:
      calsync auth login
    """


@auth.command(short_help="Sign in; opens the browser.")
@click.argument("account", required=False, default="")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Wait on this port.")
@click.option("--no-browser", is_flag=True, help="Only print the address; paste the answer.")
@click.pass_obj
def login(session: Session, account: str, *, port: int, no_browser: bool) -> None:
    """Sign in; opens the browser, and waits for the answer on this machine only.

    On a machine without one: --no-browser prints the address, and takes the address that the
    browser ended at, pasted.

    \b
    Example:
      calsync auth login work --no-browser --port 8765
    """
    from calsync.calendars import google_auth

    for settings in _chosen(session, account):
        visit = google_auth.Visit(
            say=session.say,
            open_browser=None if no_browser else webbrowser.open,
            paste=_paste if sys.stdin.isatty() or no_browser else None,
            port=port,
            timeout=TIMEOUT,
        )
        status = google_auth.login(settings, visit, now=session.now)
        session.say(f"{settings.name}: signed in as {status.who or 'somebody'}; {status.path}")
        for warning in status.warnings:
            session.say(f"  {warning}")


def _paste() -> str:
    return sys.stdin.readline()


@auth.command(short_help="What is stored where, and when it will die.")
@click.argument("account", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def status(session: Session, account: str, *, as_json: bool) -> None:
    """Print who is signed in, what is stored where, and when it will die.

    Google is asked whether it still accepts the sign-in.

    \b
    Example:
      calsync auth status
    """
    from calsync.calendars import google_auth

    found, missing = [], []
    for settings in _chosen(session, account):
        try:
            found.append(google_auth.verified(settings, now=session.now))
        except SignInError as error:
            missing.append(error)
    if as_json:
        output.as_json([lists.sign_in_row(item) for item in found])
    else:
        for item in found:
            for line in lists.sign_in_lines(item, session.zone):
                output.echo(line)
    gone = [*map(str, missing), *(item.trouble for item in found if item.trouble)]
    for words in gone:
        session.say(f"calsync: {words}")
    if gone:
        sys.exit(Exit.SIGN_IN)


@auth.command(short_help="Sign out: revoke the token and delete it.")
@click.argument("account", required=False, default="")
@click.pass_obj
def logout(session: Session, account: str) -> None:
    """Sign out: tell Google to forget the token, and delete it here.

    \b
    Example:
      calsync auth logout work
    """
    from calsync.calendars import google_auth

    for settings in _chosen(session, account):
        try:
            revoked = google_auth.logout(settings)
        except SignInError:
            session.say(f"{settings.name}: nobody was signed in.")
            continue
        if revoked:
            session.say(f"{settings.name}: signed out.")
        else:
            session.say(
                f"{settings.name}: the token is deleted here, but Google could not be told;"
                " take calsync's access away at myaccount.google.com/permissions"
            )


def _chosen(session: Session, account: str) -> list[AccountSettings]:
    google = [item for item in session.config.accounts if item.kind == "google"]
    chosen = [item for item in google if not account or item.name == account]
    if not chosen:
        raise NoGoogleAccountError(account, [item.name for item in google])
    return chosen

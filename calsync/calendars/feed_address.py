"""Where the address of a feed comes from: the configuration, a variable, or a program's output."""

from __future__ import annotations

import os
import subprocess

from calsync.errors import CalsyncError
from calsync.errors import UsageError
from calsync.model import AccountSettings

SECONDS = 30  # a password manager may ask an agent, but from cron nobody answers it
MOST_OUTPUT = 64 * 1024


class NoVariableError(UsageError):
    """The variable that holds the address is not set."""

    def __init__(self, account: str, name: str) -> None:
        super().__init__(
            f"{account}: the environment variable {name} is not set; "
            "set it where calsync runs, for cron in the crontab"
        )


class CommandError(CalsyncError):
    """The program that knows the address did not say it."""

    def __init__(self, account: str, why: str) -> None:
        super().__init__(f"{account}: `url_command` {why}; run it by hand and mend it")


def address(settings: AccountSettings) -> str:
    """The feed's address; it is a secret."""
    if settings.url_command:
        return _printed(settings)
    if not settings.url_env:
        return settings.url
    found = os.environ.get(settings.url_env, "").strip()
    if not found:
        raise NoVariableError(settings.name, settings.url_env)
    return found


def _printed(settings: AccountSettings) -> str:
    """The first line that the program prints; no shell, and what it says beside is not shown."""
    try:
        done = subprocess.run(  # noqa: S603 - the user's own program, given as a list
            settings.url_command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CommandError(settings.name, f"did not end within {SECONDS} s") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is none"
        raise CommandError(settings.name, f"cannot be run ({why})") from None
    if done.returncode:
        raise CommandError(settings.name, f"failed with exit status {done.returncode}")
    printed = done.stdout[:MOST_OUTPUT].decode("utf-8", "replace").strip()
    if not printed:
        raise CommandError(settings.name, "printed nothing")
    return printed.splitlines()[0].strip()

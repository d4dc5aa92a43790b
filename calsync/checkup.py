"""What may be wrong, and the cure: the configuration, the accounts, the ledger, the machine."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from pathlib import Path

from calsync import calendars
from calsync import config as settings
from calsync.config import Config
from calsync.environment import Home
from calsync.errors import CalsyncError
from calsync.ledger import Ledger
from calsync.model import AccountSettings
from calsync.records import AccountState

STALE = timedelta(days=2)  # cron should have run by then
OLD_ZONES = "2024"


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, and what cures it."""

    level: Level
    what: str
    cure: str = ""


def checkup(home: Home, *, now: datetime) -> Iterator[Finding]:
    """Look at everything, and go on where something is wrong."""
    yield from _machine()
    try:
        config = settings.load(home.config)
    except CalsyncError as error:
        yield Finding(Level.WRONG, str(error), "correct the file, or `calsync init`")
        return
    yield Finding(Level.OK, f"configuration {home.config}")
    yield from _accounts(config, now)
    yield from _ledger(home.ledger, config, now)


def _machine() -> Iterator[Finding]:
    yield Finding(Level.OK, f"Python {sys.version.split()[0]}")
    try:
        zones = version("tzdata")
    except PackageNotFoundError:
        yield Finding(Level.WARNING, "no tzdata package", "pip install tzdata")
        return
    if zones < OLD_ZONES:
        yield Finding(Level.WARNING, f"time zone data of {zones}", "pip install -U tzdata")
    if os.environ.get("CALSYNC_NOW"):
        cure = "unset CALSYNC_NOW, unless you are replaying something"
        yield Finding(Level.WARNING, f"CALSYNC_NOW={os.environ['CALSYNC_NOW']}", cure)


def _accounts(config: Config, now: datetime) -> Iterator[Finding]:
    if not config.me.emails:
        cure = "name your addresses under [me] emails"
        yield Finding(Level.WARNING, "calsync does not know who you are", cure)
    for account in config.accounts:
        if account.kind == "google":
            yield from _google(account, now)
        yield _reads(account, config, now)


def _reads(account: AccountSettings, config: Config, now: datetime) -> Finding:
    try:
        opened = calendars.open_account(account, me=config.me, clock=lambda: now)
        found = opened.calendars()
    except CalsyncError as error:
        return Finding(Level.WRONG, f"account {account.name}: {error}", "see above")
    if not found:
        cure = "check its path, or its calendars in the config"
        return Finding(Level.WARNING, f"account {account.name}: no calendars", cure)
    names = ", ".join(calendar.name for calendar in found[:6])
    return Finding(Level.OK, f"account {account.name}: {len(found)} calendars ({names})")


def _google(account: AccountSettings, now: datetime) -> Iterator[Finding]:
    from calsync.calendars import google_auth

    try:
        status = google_auth.status(account, now=now)
    except CalsyncError as error:
        yield Finding(Level.WRONG, str(error), f"calsync auth login {account.name}")
        return
    for warning in status.warnings:
        yield Finding(Level.WARNING, f"account {account.name}: {warning}", "as it says")


def _ledger(path: Path, config: Config, now: datetime) -> Iterator[Finding]:
    if not path.exists():
        yield Finding(Level.WARNING, "no ledger yet", "calsync sync")
        return
    try:
        ledger = Ledger.open(path)
    except CalsyncError as error:
        yield Finding(Level.WRONG, str(error), "as it says")
        return
    try:
        trouble = ledger.trouble()
        states = () if trouble else ledger.all(AccountState)
    finally:
        ledger.close()
    if trouble:
        cure = "`calsync sync --rebuild` keeps it aside and starts a new one"
        yield Finding(Level.WRONG, f"{path} is damaged: {trouble}", cure)
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    yield Finding(Level.OK, f"ledger {path} ({mode:o})")
    known = {state.account: state for state in states}
    for account in config.accounts:
        yield _fared(account.name, known.get(account.name), now)


def _fared(name: str, state: AccountState | None, now: datetime) -> Finding:
    if state is None or state.last_good is None:
        return Finding(Level.WARNING, f"account {name}: never synced", "calsync sync")
    if state.error:
        return Finding(Level.WRONG, f"account {name}: {state.error}", "as it says")
    age = now - state.last_good
    if age > STALE:
        cure = "is the cron line there? See the README"
        return Finding(Level.WARNING, f"account {name}: last good sync {age.days} days ago", cure)
    return Finding(Level.OK, f"account {name}: synced {state.last_good:%Y-%m-%d %H:%M}")

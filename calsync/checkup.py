"""What may be wrong, and the cure: the configuration, the accounts, the ledger, the machine."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Collection
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
from calsync import timezones
from calsync.calendars.protocol import Account
from calsync.config import Config
from calsync.environment import Home
from calsync.errors import CalsyncError
from calsync.errors import Exit
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
    code: Exit = Exit.PARTIAL  # what a script is told where this is wrong


def checkup(home: Home, *, now: datetime) -> Iterator[Finding]:
    """Look at everything, and go on where something is wrong."""
    yield from _machine()
    try:
        config = settings.load(home.config)
    except CalsyncError as error:
        yield _wrong(error)
        return
    yield Finding(Level.OK, f"configuration {home.config}")
    silent = []
    for account in config.accounts:
        found = tuple(_account(account, config, now))
        silent += [account.name for item in found if item.level is Level.WRONG]
        yield from found
    if not config.me.emails:
        cure = "name your addresses under [me] emails"
        yield Finding(Level.WARNING, "calsync does not know who you are", cure)
    yield from _ledger(home.ledger, config, now, silent=silent)


def _wrong(error: CalsyncError, *, account: str = "", before: str = "") -> Finding:
    """An error as a finding: its last sentence is the cure."""
    words = str(error).removeprefix(f"{account}: ")
    if "\n" in words:
        what, _, cure = words.rpartition("\n")
    elif ". " in words:
        what, _, cure = words.partition(". ")
    else:
        what, _, cure = words.rpartition("; ")
    what, cure = (what, cure) if what else (words, "calsync -v sync")
    named = f"account {account}: " if account else ""
    return Finding(Level.WRONG, f"{named}{before}{what}", cure, error.exit_code)


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


def _account(account: AccountSettings, config: Config, now: datetime) -> Iterator[Finding]:
    try:
        if account.kind == "google":
            yield from _google(account, now)
        yield _reads(account, config, now)
    except CalsyncError as error:
        yield _wrong(error, account=account.name)


def _reads(account: AccountSettings, config: Config, now: datetime) -> Finding:
    found = _opened(account, config, now).calendars()
    if not found:
        cure = "check its path, or its calendars in the config"
        return Finding(Level.WARNING, f"account {account.name}: no calendars", cure)
    names = ", ".join(calendar.name for calendar in found[:6])
    count = "1 calendar" if len(found) == 1 else f"{len(found)} calendars"
    return Finding(Level.OK, f"account {account.name}: {count} ({names})")


def _opened(account: AccountSettings, config: Config, now: datetime) -> Account:
    """The account; one at Google is given up sooner than by a sync, for somebody looks on."""
    if account.kind != "google":
        return calendars.open_account(account, me=config.me, clock=lambda: now)
    from calsync.calendars import google
    from calsync.calendars.google_session import BRIEF

    return google.open_account(account, me=config.me, clock=lambda: now, patience=BRIEF)


def _google(account: AccountSettings, now: datetime) -> Iterator[Finding]:
    from calsync.calendars import google_auth

    for warning in google_auth.status(account, now=now).warnings:
        cure = f"calsync auth login {account.name}"
        yield Finding(Level.WARNING, f"account {account.name}: {warning}", cure)


def _ledger(
    path: Path, config: Config, now: datetime, *, silent: Collection[str]
) -> Iterator[Finding]:
    if not path.exists():
        yield Finding(Level.WARNING, "no ledger yet", "calsync sync")
        return
    try:
        ledger = Ledger.open(path)
    except CalsyncError as error:
        yield _wrong(error)
        return
    try:
        trouble = ledger.trouble()
        told = config.timezone or ("" if trouble else ledger.setting("zone"))
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
    zone = timezones.named(told) if told else None
    for account in config.accounts:
        if account.name not in silent:
            yield _fared(account.name, known.get(account.name), now.astimezone(zone))


def _fared(name: str, state: AccountState | None, now: datetime) -> Finding:
    if state is not None and state.error:
        return _wrong(CalsyncError(state.error), account=name, before="the last sync failed: ")
    if state is None or state.last_good is None:
        return Finding(Level.WARNING, f"account {name}: never synced", "calsync sync")
    good = state.last_good.astimezone(now.tzinfo)
    age = now - good
    if age > STALE:
        cure = "is the cron line there? See the README"
        return Finding(Level.WARNING, f"account {name}: last good sync {age.days} days ago", cure)
    return Finding(Level.OK, f"account {name}: synced {good:%Y-%m-%d %H:%M}")

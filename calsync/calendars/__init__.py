"""Account kinds, each loaded when opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calsync.calendars.protocol import Account
    from calsync.model import AccountSettings
    from calsync.model import Me

KINDS = {
    "feed": "calsync.calendars.feed",
    "files": "calsync.calendars.files",
    "google": "calsync.calendars.google",
}


def open_account(
    settings: AccountSettings,
    *,
    me: Me,
    clock: Callable[[], datetime],
    progress: Callable[[str], None] = lambda _: None,
) -> Account:
    """Open an account by its kind."""
    module = import_module(KINDS[settings.kind])
    account: Account = module.open_account(settings, me=me, clock=clock, progress=progress)
    return account

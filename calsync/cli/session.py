"""What a command is given: the clock, the folders, the configuration, each made when asked for."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import datetime
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from calsync import config as settings
from calsync import environment
from calsync.cli import output


class Session:
    """One call of calsync."""

    def __init__(self, *, config: str | None = None, verbosity: int = 0) -> None:
        self._config = config
        self.verbosity = verbosity  # -1 quiet, 0 as usual, more for each -v

    @cached_property
    def now(self) -> datetime:
        """The moment that this call takes for now."""
        return environment.clock(os.environ)

    @cached_property
    def home(self) -> environment.Home:
        """Where calsync keeps its things, the configuration as the command line says."""
        home = environment.home(os.environ)
        return replace(home, config=Path(self._config).absolute()) if self._config else home

    @cached_property
    def config(self) -> settings.Config:
        """The configuration; a missing or broken one is said with what to do."""
        return settings.load(self.home.config)

    @cached_property
    def zone(self) -> tzinfo:
        """The configured zone, else the system's; a missing configuration is no obstacle."""
        try:
            name = self.config.timezone
        except settings.NoConfigError:
            name = ""
        return ZoneInfo(name) if name else environment.system_zone()

    @property
    def interactive(self) -> bool:
        """Is there somebody to ask?"""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def say(self, text: str) -> None:
        """Tell the user something beside the output, unless they want quiet."""
        if self.verbosity >= 0:
            output.say(text)

    def progress(self, text: str) -> None:
        """Show what is going on, where somebody watches."""
        if self.verbosity >= 0:
            output.progress(text, lines=self.verbosity > 0)

    def finish(self) -> None:
        """Leave no half-written line behind."""
        output.erase_progress()

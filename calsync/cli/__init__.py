"""The command line: a command a module, loaded when called."""

from __future__ import annotations

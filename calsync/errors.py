"""What can go wrong, each with its exit code; the message says what to do next. Pure."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes that scripts rely on."""

    OK = 0
    PARTIAL = 1
    USAGE = 2
    BUG = 70
    LATER = 75
    SIGN_IN = 77


class CalsyncError(Exception):
    """The root of all errors a user may meet."""

    exit_code = Exit.PARTIAL


class UsageError(CalsyncError):
    """Wrong use or wrong configuration."""

    exit_code = Exit.USAGE


class TryLaterError(CalsyncError):
    """Nothing is broken, but not now."""

    exit_code = Exit.LATER


class SignInError(CalsyncError):
    """The account wants the user to sign in again."""

    exit_code = Exit.SIGN_IN

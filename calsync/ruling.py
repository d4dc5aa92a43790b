"""The user's own rules: what they change, which one a correction suggests, and their lines.

The configuration is edited by lines, and every edit is held against what a TOML reader makes of
it: a library that writes TOML moves comments from the table below to the one above.
"""

from __future__ import annotations

import errno
import re
import shlex
import tomllib
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from calsync import choosing
from calsync import config as settings
from calsync import detection
from calsync import recurrence
from calsync import saving
from calsync import tables
from calsync.classify import Judge
from calsync.config import Config
from calsync.errors import TryLaterError
from calsync.errors import UsageError
from calsync.job import Job
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Rule
from calsync.model import instant
from calsync.model import short_hash
from calsync.records import Mark

YEAR = timedelta(days=366)
KIND = "rule"
LISTED = "rules list"
FIELDS = ("title", "organizer", "attendee", "location", "calendar")
NO_RULE = "no-rule:"  # a setting of the ledger: this rule was offered and not wanted

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_HEADER = re.compile(r"[ \t]*\[{1,2}[\w.\"' \t-]+\]{1,2}[ \t]*(?:#.*)?\s*")
_RULES = re.compile(r"[ \t]*\[\[[ \t]*(?:rules|\"rules\"|'rules')[ \t]*\]\][ \t]*(?:#.*)?\s*")
_BLANK = re.compile(r"\s*")
_NO_VALUE = re.compile(r"[ \t]*(?:#.*)?\s*")

Edit = Callable[[str], str]


class ByHandError(UsageError):
    """The rules are written in a way that no edit by lines can be sure of."""

    def __init__(self, rule: str) -> None:
        super().__init__(
            f"the rules are written in an unusual way; change this one by hand: {rule}"
        )


class SameRuleError(UsageError):
    """The rule is there already."""

    def __init__(self, rule: Rule, number: int) -> None:
        super().__init__(f"{detection.as_text(rule)}: that is rule {number} already")


class ChangedMeanwhileError(TryLaterError):
    """Somebody else saved the configuration in the same moment."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was changed in the meantime; nothing was written, try again")


class UnwritableError(UsageError):
    """The configuration is where nothing can be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path} cannot be written: {error.strerror or error}; give calsync the right to, or"
            " another place with --config"
        )


@dataclass(frozen=True, slots=True)
class Change:
    """An event, or of a series its last instance, that rules would take for something else."""

    event: Event
    before: Channel | None
    after: Channel | None
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What rules would change in the past year, oldest first, and in how many events to come."""

    changes: tuple[Change, ...] = ()
    coming: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A rule that the user's corrections have in common, and what it would change."""

    rule: Rule
    effect: Effect


def effect(job: Job, old: Sequence[Rule], new: Sequence[Rule]) -> Effect:
    """What the events in the mirror would be taken for by other rules."""
    changes, coming = [], 0
    for event, before, after in _differing(job, old, new):
        shown = _in_past_year(job, event)
        if shown is not None:
            changes.append(Change(shown, before, after, repeats=event.series))
        elif _comes(job, event):
            coming += 1
    changes.sort(key=lambda change: instant(change.event.start, job.zone))
    return Effect(tuple(changes), coming)


def _differing(
    job: Job, old: Sequence[Rule], new: Sequence[Rule]
) -> Iterator[tuple[Event, Channel | None, Channel | None]]:
    turned = set(old) ^ set(new)
    for calendar in job.ledger.mirror.calendars():
        before = Judge(_with(job, old), calendar)
        after = Judge(_with(job, new), calendar)
        for seen in job.ledger.mirror.events(account=calendar.account, calendar=calendar.id):
            event = seen.event
            if any(detection.matches(rule, event) for rule in turned):
                was, will = before(event).verdict.channel, after(event).verdict.channel
                if was is not will:
                    yield event, was, will


def _with(job: Job, rules: Sequence[Rule]) -> Job:
    return replace(job, config=replace(job.config, rules=tuple(rules)))


def _in_past_year(job: Job, event: Event) -> Event | None:
    """The event, or the last instance of a series, if it began in the past year."""
    since = job.now - YEAR
    if not event.series:
        return event if since <= instant(event.start, job.zone) <= job.now else None
    last = None
    for instance in recurrence.instances(event, start=since, end=job.now, zone=job.zone):
        last = instance
    return last and replace(last, recurrence_id=event.recurrence_id)


def _comes(job: Job, event: Event) -> bool:
    """Is the event, or an instance of the series, still to come within a year?"""
    if not event.series:
        return instant(event.start, job.zone) > job.now
    ahead = recurrence.instances(event, start=job.now, end=job.now + YEAR, zone=job.zone)
    return any(True for _ in ahead)


def offer(job: Job, event: Event, channel: Channel | None) -> Offer | None:
    """The rule that a correction has in common with earlier ones, unless it was offered before."""
    seen = tuple(item.event for item in job.ledger.mirror.opportunities())
    settled = tuple(_settled(job, event))
    rule = detection.suggest_rule(event, channel, settled, me=job.config.me, seen=seen)
    if rule is None or rule in job.config.rules or not writable(rule):
        return None
    if job.ledger.setting(_refusal(rule)):
        return None
    return Offer(rule, effect(job, job.config.rules, (*job.config.rules, rule)))


def refuse(job: Job, rule: Rule) -> None:
    """The user does not want that rule, and is not asked again."""
    job.ledger.put_setting(_refusal(rule), "1")


def _refusal(rule: Rule) -> str:
    return NO_RULE + short_hash(detection.as_text(rule))[:16]


def _settled(job: Job, but: Event) -> Iterator[tuple[Event, Channel | None]]:
    """The events that the user has marked, and as what."""
    for mark in job.ledger.all(Mark):
        where = {"account": mark.account, "calendar": mark.calendar, "uid": mark.uid}
        if (mark.account, mark.calendar, mark.uid) == (but.account, but.calendar, but.uid):
            continue
        seen = job.ledger.mirror.events(**where, recurrence_id=mark.recurrence_id)
        seen = seen or job.ledger.mirror.events(**where, recurrence_id="")
        yield from ((item.event, mark.channel) for item in seen)


def writable(rule: Rule) -> bool:
    """Can the configuration hold it? It has no place for characters that cannot be seen."""
    patterns = [getattr(rule, name) for name in FIELDS]
    return any(patterns) and all(pattern.isprintable() for pattern in patterns)


def number_of(rules: Sequence[Rule], words: str) -> int:
    """Which rule is meant: its number from 1, or words of it."""
    if words.isdecimal() and 0 < int(words) <= len(rules):
        return int(words)
    texts = [f"{number}  {detection.as_text(rule)}" for number, rule in enumerate(rules, start=1)]
    found = [text for text in texts if words.casefold() in text.partition("  ")[2].casefold()]
    if not found or words.isdecimal():
        raise choosing.NoneFitsError(KIND, words, LISTED)
    if len(found) > 1:
        raise choosing.SeveralFitError(KIND, words, found)
    return texts.index(found[0]) + 1


def command(rule: Rule) -> str:
    """The command line that adds a rule."""
    given = [(name, getattr(rule, name)) for name in FIELDS if getattr(rule, name)]
    options = [part for name, pattern in given for part in (f"--{name}", pattern)]
    return shlex.join(["calsync", "rules", "add", str(rule.channel or "none"), *options])


def added(rule: Rule, *, first: bool = False) -> Edit:
    """An edit that puts a rule after the others, or before them."""

    def edit(text: str) -> str:
        lines = _LINE.findall(text)
        end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
        table = _table(rule, end)
        spans = _spans(lines)
        if first and spans:
            at = spans[0][0]
            after = "".join([*lines[:at], table, end, *lines[at:]])
        else:
            after = text + ("" if text.endswith("\n") or not text else end) + end + table
        place = 0 if first else len(_parsed(text)[1])
        return _checked(text, after, rule, lambda rules: rules.insert(place, _values(rule)))

    return edit


def removed(rule: Rule, number: int) -> Edit:
    """An edit that takes out the lines of a rule, and the blank line that set them apart."""

    def edit(text: str) -> str:
        lines = _LINE.findall(text)
        spans = _spans(lines)
        if len(spans) < number:
            raise ByHandError(detection.as_text(rule))
        start, end = spans[number - 1]
        if start and _BLANK.fullmatch(lines[start - 1]):
            start -= 1
        elif end < len(lines) and _BLANK.fullmatch(lines[end]):
            end += 1
        after = "".join([*lines[:start], *lines[end:]])
        return _checked(text, after, rule, lambda rules: rules.pop(number - 1))

    return edit


def _table(rule: Rule, end: str) -> str:
    pairs = [f"{name} = {tables.quoted(value)}" for name, value in _values(rule).items()]
    return "".join(line + end for line in ("[[rules]]", *pairs))


def _values(rule: Rule) -> dict[str, str]:
    patterns = {name: getattr(rule, name) for name in FIELDS if getattr(rule, name)}
    return {"channel": str(rule.channel or "none"), **patterns}


def _spans(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where each [[rules]] table begins and ends, without the comments that follow it."""
    headers = [number for number, line in enumerate(lines) if _HEADER.fullmatch(line)]
    spans = []
    for start, end in zip(headers, [*headers[1:], len(lines)], strict=False):
        if _RULES.fullmatch(lines[start]):
            last = end
            while _NO_VALUE.fullmatch(lines[last - 1]):
                last -= 1
            spans.append((start, last))
    return spans


def _checked(before: str, after: str, rule: Rule, change: Callable[[list[object]], object]) -> str:
    """The edited text, if it says just what the old one says after that change of its rules."""
    rest, rules = _parsed(before)
    change(rules)
    try:
        same = _parsed(after) == (rest, rules)
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise ByHandError(detection.as_text(rule))
    return after


def _parsed(text: str) -> tuple[dict[str, object], list[object]]:
    values = tomllib.loads(text.removeprefix("\ufeff"))
    rules = values.pop("rules", [])
    return values, rules


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Say which file it is that cannot be written; a full disk has words of its own."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise UnwritableError(path, error) from error


def rewrite(path: Path, edit: Edit) -> Config:
    """Edit a configuration: read, checked and replaced as a whole, its mode kept."""
    settings.load(path)
    with said(path):
        _replace(path, path.resolve(), edit)
    return settings.load(path)


def _replace(path: Path, real: Path, edit: Edit) -> None:
    old = real.read_bytes()
    new = edit(old.decode("utf-8")).encode("utf-8")
    with saving.beside(real, new) as temporary:
        temporary.chmod(real.stat().st_mode & 0o7777)
        settings.load(temporary)
        if real.read_bytes() != old:
            raise ChangedMeanwhileError(path)
        temporary.replace(real)

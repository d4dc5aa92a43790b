"""Which event, promise or person the user means: a short id, a full one, or words of the title."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from calsync import text
from calsync.errors import UsageError
from calsync.job import Job
from calsync.model import Promise
from calsync.model import State
from calsync.occurrences import occurrences
from calsync.records import Seen

T = TypeVar("T")
SHOWN = 12
TITLE = 60  # columns of what a choice is called
SHORTEST = 3  # characters of a short id
AROUND = timedelta(days=400)
_KEY = re.compile("[0-9a-v]{3,16}")


class NoneFitsError(UsageError):
    """Nothing is called that."""

    def __init__(self, kind: str, words: str, where: str) -> None:
        super().__init__(f"no {kind} fits “{text.clean(words)}”; `calsync {where}` lists them")


class SeveralFitError(UsageError):
    """More than one is called that; nothing was done."""

    def __init__(self, kind: str, words: str, choices: Sequence[str]) -> None:
        more = f"\n  and {len(choices) - SHOWN} more" if len(choices) > SHOWN else ""
        listed = "\n  ".join(choices[:SHOWN])
        super().__init__(
            f"several {kind}s fit “{text.clean(words)}”; say which by its id:\n  {listed}{more}"
        )


def event(job: Job, words: str) -> Seen:
    """The event that the user means: opportunities first, then all others."""
    found = job.ledger.mirror.find_events(words)
    exact = [seen for seen in found if words in {seen.event.id, seen.event.uid}]
    keyed = _keyed(job, found, words.lower())
    worded = _nearest(found, " ".join(words.casefold().split()))
    own = [seen for seen in worded if seen.verdict.channel is not None or seen.verdict.unsure]
    pool = exact or keyed or own or worded
    masters = [seen for seen in pool if not seen.event.recurrence_id]
    series = {seen.event.uid for seen in pool}
    if len(series) == 1 and masters and not keyed:
        pool = masters
    return _only(pool, "event", words, "opportunities", _event_line)


def _keyed(job: Job, found: Sequence[Seen], key: str) -> list[Seen]:
    """The events whose short id begins so; of series also the instances, as a review lists them."""
    if len(key) < SHORTEST:
        return []
    keyed = [seen for seen in found if seen.key.startswith(key)]
    if keyed or not _KEY.fullmatch(key):
        return keyed
    seen = job.ledger.mirror.opportunities()
    start, end = job.now - AROUND, job.now + AROUND
    instances = (
        Seen(event, item.verdict) for item, event in occurrences(job, seen, start=start, end=end)
    )
    return [instance for instance in instances if instance.key.startswith(key)]


def _nearest(found: Sequence[Seen], words: str) -> list[Seen]:
    """The events of just that title, else those with these words in a row, else all."""
    titles = [(" ".join(seen.event.title.casefold().split()), seen) for seen in found]
    same = [seen for title, seen in titles if title == words]
    return same or [seen for title, seen in titles if words in title] or list(found)


def promise(job: Job, words: str) -> Promise:
    """The promise that the user means, words in a row first; open ones first, then all."""
    everything = job.ledger.all(Promise)
    keyed = [p for p in everything if p.id.startswith(words.lower()) and len(words) >= SHORTEST]
    said = words.casefold().split()
    lines = [(" ".join(f"{p.text} {p.person}".casefold().split()), p) for p in everything if said]
    in_a_row = [p for line, p in lines if " ".join(said) in line]
    pool = keyed or in_a_row or [p for line, p in lines if all(word in line for word in said)]
    pool = [p for p in pool if p.state is State.OPEN] or pool
    return _only(pool, "promise", words, "promises --all", _promise_line)


def _only(pool: Sequence[T], kind: str, words: str, where: str, line: Callable[[T], str]) -> T:
    if not pool:
        raise NoneFitsError(kind, words, where)
    if len(pool) > 1:
        raise SeveralFitError(kind, words, [line(item) for item in pool])
    return pool[0]


def _event_line(seen: Seen) -> str:
    title = text.clean(seen.event.title, width=TITLE)
    return f"{seen.key[:8]}  {seen.event.start:%Y-%m-%d}  {title}"


def _promise_line(item: Promise) -> str:
    who = f" ({text.clean(item.person)})" if item.person else ""
    return f"{item.id[:8]}  {text.clean(item.text, width=TITLE)}{who}"

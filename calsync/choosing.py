"""Which event, promise or person the user means: a short id, a full one, or words of the title."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from typing import TypeVar

from calsync import text
from calsync.errors import UsageError
from calsync.job import Job
from calsync.model import Promise
from calsync.model import State
from calsync.records import Seen

T = TypeVar("T")
SHOWN = 12


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
    own = [seen for seen in found if seen.verdict.channel is not None or seen.verdict.unsure]
    exact = [seen for seen in found if words in {seen.event.id, seen.event.uid}]
    keyed = [seen for seen in own or found if seen.key.startswith(words.lower())]
    pool = exact or keyed or own or list(found)
    masters = [seen for seen in pool if not seen.event.recurrence_id]
    series = {seen.event.uid for seen in pool}
    if len(series) == 1 and masters and not keyed:
        pool = masters
    return _only(pool, "event", words, "opportunities", _event_line)


def promise(job: Job, words: str) -> Promise:
    """The promise that the user means: open ones first, then all."""
    everything = job.ledger.all(Promise)
    keyed = [p for p in everything if p.id.startswith(words.lower())]
    folded = words.casefold()
    worded = [p for p in everything if folded in f"{p.text} {p.person}".casefold()]
    pool = keyed or worded
    pool = [p for p in pool if p.state is State.OPEN] or pool
    return _only(pool, "promise", words, "promises --all", _promise_line)


def _only(pool: Sequence[T], kind: str, words: str, where: str, line: Callable[[T], str]) -> T:
    if not pool:
        raise NoneFitsError(kind, words, where)
    if len(pool) > 1:
        raise SeveralFitError(kind, words, [line(item) for item in pool])
    return pool[0]


def _event_line(seen: Seen) -> str:
    return f"{seen.key[:8]}  {seen.event.start:%Y-%m-%d}  {text.clean(seen.event.title)}"


def _promise_line(item: Promise) -> str:
    return f"{item.id[:8]}  {text.clean(item.text)}" + (
        f" ({text.clean(item.person)})" if item.person else ""
    )

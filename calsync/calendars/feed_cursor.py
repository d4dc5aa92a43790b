"""What was seen of a feed, and which of its events are the same though their UIDs changed. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import time

from calsync import codec
from calsync.model import Event
from calsync.model import Problem
from calsync.model import instant
from calsync.model import rid_of
from calsync.model import short_hash

VERSION = "feed-3"
FOREVER = "9999"


@dataclass(frozen=True, slots=True)
class Known:
    """One event as it was told."""

    uid: str
    etag: str
    ends: str  # the day, as 20261124
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """A feed as it was seen: what stands for its copy, and its events by id."""

    since: datetime
    etag: str = ""
    modified: str = ""
    digest: str = ""
    events: Mapping[str, Known] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()  # what could not be read in that copy

    @classmethod
    def from_text(cls, text: str) -> Cursor | None:
        """Read a cursor; None where there is none, or one of another version."""
        with suppress(ValueError, TypeError, RecursionError):
            version, *head, rows, told = json.loads(text)
            if version == VERSION:
                since, etag, modified, digest = head
                problems = tuple(codec.load(Problem, one) for one in told)
                events = {
                    name: Known(uid, etag, ends, tuple(keys))
                    for name, uid, etag, ends, keys in rows
                }
                since = datetime.fromisoformat(since)
                return cls(since, etag, modified, digest, events, problems)
        return None

    def as_text(self) -> str:
        """The cursor as the ledger keeps it."""
        rows = [[name, k.uid, k.etag, k.ends, k.keys] for name, k in self.events.items()]
        head = [VERSION, self.since.isoformat(), self.etag, self.modified, self.digest]
        problems = [codec.dump(problem) for problem in self.problems]
        return json.dumps([*head, rows, problems], separators=(",", ":"))


def known(event: Event) -> Known:
    """What is remembered of an event."""
    ends = FOREVER if event.series else f"{instant(event.end, UTC):%Y%m%d}"
    return Known(event.uid, event.etag, ends, keys(event))


def etag(event: Event) -> str:
    """What changes with what an event says, and with nothing else, such as its UID or DTSTAMP."""
    said = replace(event, id="", uid="", etag="")
    return short_hash("feed", json.dumps(codec.dump(said), sort_keys=True))[:24]


def keys(event: Event) -> tuple[str, ...]:
    """What an event is known by where its UID is not kept: its title or page, and its start."""
    words = (" ".join(event.title.casefold().split()), event.url.strip())
    when = rid_of(event.start) if event.recurrence_id == "" else event.recurrence_id
    return tuple(short_hash(word, when)[:16] for word in words if word)


def renamed(events: Sequence[Event], seen: Cursor) -> Iterator[Event]:
    """The events, each under the UID it had: some feeds make up new ones at every fetch."""
    uids = _old_uids(events, seen)
    for event in events:
        uid = uids.get(event.uid)
        if uid is None:
            yield event
        else:
            rest = event.id[len(f"#{event.uid}") :]
            yield replace(event, uid=uid, id=f"#{uid}{rest}")


def _old_uids(events: Sequence[Event], seen: Cursor) -> dict[str, str]:
    """By new UID the old one, for events that lost theirs; each old UID goes to one event."""
    there = {event.uid for event in events}
    before = {item.uid for item in seen.events.values()}
    lost: dict[str, list[str]] = {}
    for item in reversed(list(seen.events.values())):
        if item.uid not in there:
            for key in item.keys:
                lost.setdefault(key, []).append(item.uid)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for event in events:
        if lost and event.uid not in before and event.uid not in found:
            uid = _free(lost, keys(event), taken)
            if uid:
                found[event.uid] = uid
                taken.add(uid)
    return found


def _free(lost: Mapping[str, list[str]], named: Iterable[str], taken: set[str]) -> str:
    for key in named:
        waiting = lost.get(key, [])
        while waiting:
            uid = waiting.pop()
            if uid not in taken:
                return uid
    return ""


def gone(seen: Cursor, events: Mapping[str, Known], *, now: datetime) -> tuple[str, ...]:
    """The ids that are no longer told, but for what is over: many feeds only look ahead."""
    today = f"{datetime.combine(now.astimezone(UTC).date(), time()):%Y%m%d}"
    return tuple(
        sorted(
            name for name, item in seen.events.items() if name not in events and item.ends > today
        )
    )

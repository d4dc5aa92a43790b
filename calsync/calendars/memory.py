"""A calendar server in memory, as careful as a real one: what tests and trials write to.

It keeps ETags, tombstones (if wished) and cursors, lets the user edit behind calsync's back, and
fails on command before or after a write has been carried out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Changes
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from calsync.errors import CalsyncError
from calsync.model import OWN_MARKS
from calsync.model import TAG_MARKS
from calsync.model import AccountSettings
from calsync.model import Calendar
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Me
from calsync.model import Source
from calsync.model import Tag


class CalendarGoneError(CalsyncError):
    """A calendar that was there is not."""

    def __init__(self, account: str, calendar: str) -> None:
        super().__init__(f"{account}: the calendar {calendar} is gone; list the calendars again")


class When(StrEnum):
    """At which step a failure strikes."""

    READ = "read"  # instead of an answer to `calendars` or `changes`
    BEFORE = "before"  # instead of a write
    AFTER = "after"  # the write is carried out, its outcome never arrives


@dataclass(frozen=True, slots=True)
class Failure:
    """An error to be raised; `skip` steps of its kind go well before."""

    error: BaseException
    when: When = When.BEFORE
    skip: int = 0


@dataclass(slots=True)
class Server:
    """What is stored: calendars, events, and the number of the change each of them saw last."""

    tombstones: bool = True  # does the id of a deleted event stay taken, as Google's does?
    calendars: dict[str, Calendar] = field(default_factory=dict)
    events: dict[tuple[str, str], Event] = field(default_factory=dict)
    deleted: dict[tuple[str, str], Event] = field(default_factory=dict)
    changed: dict[tuple[str, str], int] = field(default_factory=dict)
    failures: deque[Failure] = field(default_factory=deque)
    writes: list[Write] = field(default_factory=list)  # all that were carried out
    version: int = 0
    oldest: int = 0  # cursors before this change are no longer known

    def add_calendar(self, calendar: Calendar) -> Calendar:
        """A calendar comes into being."""
        self.calendars[calendar.id] = calendar
        return calendar

    def drop_calendar(self, calendar: str) -> None:
        """A calendar goes, with all that is in it."""
        del self.calendars[calendar]
        for key in [key for key in self.changed if key[0] == calendar]:
            del self.changed[key]
            self.events.pop(key, None)
            self.deleted.pop(key, None)

    def add(self, event: Event) -> Event:
        """The user adds an event to `event.calendar`, or changes the one of the same id."""
        key = (event.calendar, event.id or _id_of(event))
        self.version += 1
        self.deleted.pop(key, None)
        self.changed[key] = self.version
        account = self.calendars[event.calendar].account
        stored = replace(event, id=key[1], account=account, etag=f'"{self.version}"')
        self.events[key] = stored
        return stored

    def edit(self, event: Event, **changes: Any) -> Event:
        """The user changes some fields of an event as it is now."""
        return self.add(replace(self.events[event.calendar, event.id], **changes))

    def delete(self, event: Event) -> None:
        """The user deletes an event; a series goes with its exceptions."""
        stored = self.events[event.calendar, event.id]
        gone = [stored]
        if not stored.recurrence_id:
            gone += [e for e in self.events.values() if e.recurrence_id and _same(e, stored)]
        for one in gone:
            self.version += 1
            key = (one.calendar, one.id)
            del self.events[key]
            self.changed[key] = self.version
            self.deleted[key] = replace(one, cancelled=True, etag=f'"{self.version}"')

    def expire(self) -> None:
        """Forget all cursors, as Google does with 410."""
        self.version += 1
        self.oldest = self.version

    def fail(self, error: BaseException, *, when: When = When.BEFORE, skip: int = 0) -> None:
        """Let a step fail; several failures strike in their order."""
        self.failures.append(Failure(error, when, skip))

    def strike(self, when: When) -> None:
        """Raise the next failure if it is due at this step."""
        if not self.failures or self.failures[0].when is not when:
            return
        failure = self.failures.popleft()
        if failure.skip:
            self.failures.appendleft(replace(failure, skip=failure.skip - 1))
            return
        raise failure.error


def _id_of(event: Event) -> str:
    return f"{event.uid}_{event.recurrence_id}" if event.recurrence_id else event.uid


def _same(event: Event, other: Event) -> bool:
    return (event.calendar, event.uid) == (other.calendar, other.uid)


def open_account(
    settings: AccountSettings,
    *,
    me: Me,  # noqa: ARG001 - every back end's door has it
    clock: Callable[[], datetime],  # noqa: ARG001 - likewise
    progress: Callable[[str], None] = lambda _: None,
) -> MemoryAccount:
    """Open an account on a new, empty server."""
    return MemoryAccount(settings, Server(), progress=progress)


class MemoryAccount:
    """An account on a server in memory; several may share one server."""

    listing_lasts = timedelta()

    def __init__(
        self,
        settings: AccountSettings,
        server: Server,
        *,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.name = settings.name
        self.server = server
        self._settings = settings
        self._progress = progress
        self.requests = 0

    def calendars(self) -> tuple[Calendar, ...]:
        """The calendars that the configuration names, and those that calsync made."""
        self.requests += 1
        self.server.strike(When.READ)
        names = set(self._settings.calendars)
        return tuple(
            calendar
            for calendar in self.server.calendars.values()
            if not names or calendar.made_by_calsync or {calendar.id, calendar.name} & names
        )

    def changes(self, calendar: Calendar, cursor: str, *, since: datetime) -> Changes:
        """What changed since the cursor; everything where it is missing or no longer known."""
        del since  # whatever is stored is told
        server = self.server
        self.requests += 1
        server.strike(When.READ)
        if calendar.id not in server.calendars:
            raise CalendarGoneError(self.name, calendar.id)
        seen = int(cursor) if cursor.isdecimal() and len(cursor) < 10 else -1
        full = not server.oldest <= seen <= server.version
        keys = [
            key
            for key, version in server.changed.items()
            if key[0] == calendar.id and (full or version > seen)
        ]
        events = tuple(server.events[key] for key in keys if key in server.events)
        self._progress(f"{self.name}: {calendar.name}: {len(events):,} events read")
        return Changes(
            events=events,
            cursor=str(server.version),
            gone=() if full else tuple(key[1] for key in keys if key not in server.events),
            full=full,
            calendar=server.calendars[calendar.id],
        )

    def apply(self, writes: Sequence[Write]) -> Iterator[Outcome]:
        """Carry out writes one by one."""
        for write in writes:
            self.requests += 1
            self.server.strike(When.BEFORE)
            outcome = self._carry_out(write)
            self.server.writes.append(write)
            self.server.strike(When.AFTER)
            yield outcome

    def _carry_out(self, write: Write) -> Outcome:
        match write:
            case PutTag():
                return self._tag(write)
            case Create():
                return self._create(write)
            case Change():
                return self._change(write)
            case Remove():
                return self._remove(write)
            case MakeCalendar():
                return self._make_calendar(write)
            case RemoveCalendar():  # pragma: no branch - there are no others
                return self._remove_calendar(write)

    def _tag(self, write: PutTag) -> Outcome:
        event = write.event
        now = self._now(event)
        if now is None:
            return Outcome(write, Result.GONE)
        if not now.writable or not self._may_write(event.calendar):
            return Outcome(write, Result.REFUSED, event=now, why="it may not be written here")
        color = now.color if write.color is None else write.color
        wanted = replace(now, marks=_tagged(now, write.tag), color=color)
        return self._put(write, event, wanted)

    def _put(self, write: Write, seen: Event, wanted: Event) -> Outcome:
        """Store an event if it is as it was seen; nothing is stored where nothing changes."""
        now = self._now(seen)
        if wanted == now:
            return Outcome(write, Result.DONE, event=now)
        if now is None or now.etag != seen.etag:
            return Outcome(write, Result.CONFLICT, event=now)
        return Outcome(write, Result.DONE, event=self.server.add(wanted))

    def _now(self, event: Event) -> Event | None:
        return self.server.events.get((event.calendar, event.id))

    def _may_write(self, calendar: str) -> bool:
        return calendar in self.server.calendars and self.server.calendars[calendar].writable

    def _create(self, write: Create) -> Outcome:
        server, draft = self.server, write.draft
        key = (write.calendar.id, draft.id or draft.uid)
        if key[0] not in server.calendars:
            return Outcome(write, Result.GONE, why=f"there is no calendar {key[0]}")
        if not self._may_write(key[0]):
            return Outcome(write, Result.REFUSED, why=f"{write.calendar.name} is read-only")
        there = server.events.get(key) or (server.deleted.get(key) if server.tombstones else None)
        if there is not None:
            return Outcome(write, Result.EXISTS, event=there)
        blank = Event(id=key[1], uid=draft.uid, title="", start=draft.start, end=draft.end)
        event = _drafted(replace(blank, calendar=key[0], private=True), draft)
        return Outcome(write, Result.DONE, event=server.add(event))

    def _change(self, write: Change) -> Outcome:
        now = self._now(write.event)
        if now is None:
            return Outcome(write, Result.GONE)
        if why := self._not_ours(now):
            return Outcome(write, Result.REFUSED, event=now, why=why)
        return self._put(write, write.event, _drafted(now, write.draft))

    def _not_ours(self, event: Event) -> str:
        calendar = self.server.calendars[event.calendar]
        if not (OWN_MARKS & event.marks.keys() or calendar.made_by_calsync):
            return "it is not an event of calsync's own"
        return "somebody was invited to it, and would be told" if event.attendees else ""

    def _remove(self, write: Remove) -> Outcome:
        now = self._now(write.event)
        if now is None:
            return Outcome(write, Result.GONE)
        if why := self._not_ours(now):
            return Outcome(write, Result.REFUSED, event=now, why=why)
        if now.etag != write.event.etag:
            return Outcome(write, Result.CONFLICT, event=now)
        self.server.delete(now)
        return Outcome(write, Result.DONE)

    def _make_calendar(self, write: MakeCalendar) -> Outcome:
        made = [own for own in self.server.calendars.values() if own.made_by_calsync]
        if made:
            found = min(made, key=lambda calendar: calendar.id)
            return Outcome(write, Result.DONE, calendar=found)
        number = len(self.server.calendars) + 1
        made_now = Calendar(f"made-{number}", write.name, self.name, made_by_calsync=True)
        return Outcome(write, Result.DONE, calendar=self.server.add_calendar(made_now))

    def _remove_calendar(self, write: RemoveCalendar) -> Outcome:
        calendar = self.server.calendars.get(write.calendar.id)
        if calendar is None:
            return Outcome(write, Result.GONE)
        if not calendar.made_by_calsync:
            return Outcome(write, Result.REFUSED, why="calsync did not make this calendar")
        if any(key[0] == calendar.id for key in self.server.events):
            return Outcome(write, Result.REFUSED, why="there are events left in it")
        self.server.drop_calendar(calendar.id)
        return Outcome(write, Result.DONE)


def _tagged(event: Event, tag: Tag | None) -> MappingProxyType[str, str]:
    marks = {key: value for key, value in event.marks.items() if key not in TAG_MARKS}
    if tag is not None:
        channel = tag.channel.value if tag.channel else "none"
        by = Source.RULES if tag.by is Source.RULES else Source.USER
        values = (channel, f"{tag.score:.2f}", by.value, tag.event)
        marks |= zip(TAG_MARKS, values, strict=True)
    return MappingProxyType(marks)


def _drafted(event: Event, draft: Draft) -> Event:
    return replace(
        event,
        title=draft.title,
        start=draft.start,
        end=draft.end,
        description=draft.description,
        busy=draft.busy,
        marks=MappingProxyType(dict(draft.marks)),
    )

"""The words of a review: what is asked, which keys answer, how a date reads. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import tzinfo

from calsync import text
from calsync.model import Event
from calsync.model import Promise
from calsync.model import Verdict
from calsync.model import local

LATER = "later"
LONGEST = 60  # columns of a title, and of a place
ANYWHERE: Mapping[str, str] = {"u": "undo the last answer", "q": "stop here"}
AT_A_MEETING: Mapping[str, str] = {
    "w": "I wasn't there",
    "x": "not networking",
    "s": "later",
    **ANYWHERE,
}


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask: lines to show, keys with their meaning, what Enter means."""

    lines: tuple[str, ...]
    keys: Mapping[str, str]
    enter: str

    @property
    def prompt(self) -> str:
        """The line of keys."""
        keys = "  ".join(f"{key} {meaning}" for key, meaning in self.keys.items())
        enter = f"Enter {self.enter}" if self.enter else ""
        # Where Enter decides nothing it comes last, after what would.
        parts = (keys, enter) if self.enter == LATER else (enter, keys)
        return f"  {'  '.join(filter(None, parts))} > "


def counted(overdue: int, asked: int, unsure: int, meetings: int) -> str:
    """`1 overdue promise, 1 meeting`."""
    counts = (
        (overdue, "overdue promise"),
        (asked, "question"),
        (unsure, "unsure event"),
        (meetings, "meeting"),
    )
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n)


def older(count: int) -> str:
    """`2 older ones: calsync review --all`; empty where there are none."""
    return f"{count} older one{'' if count == 1 else 's'}: calsync review --all" if count else ""


def waits(*counts: int) -> str:
    """`1 meeting waits`, as a sync says it."""
    return f"{counted(*counts)} wait{'s' if sum(counts) == 1 else ''}"


def opening(overdue: int, asked: int, unsure: int, meetings: int) -> str:
    """`1 overdue promise, 1 meeting: about a minute`."""
    minutes = max(1, round((overdue + asked + unsure) / 6 + meetings * 0.75))
    length = "about a minute" if minutes == 1 else f"about {minutes} minutes"
    return f"{counted(overdue, asked, unsure, meetings)}: {length}"


def owes(promise: Promise) -> str:
    """Who owes whom what."""
    if not promise.mine:
        return f"{promise.person or 'Somebody'} owes you: {promise.text}"
    # "You owe Ana: send Ana the deck" would name her twice.
    named = not promise.person or promise.person in promise.text
    return promise.text if named else f"You owe {promise.person}: {promise.text}"


def due_line(promise: Promise, *, today: date, follow_up: date | None, zone: tzinfo) -> str:
    """`due Fri 27 Nov, in 4 days; follow-up Thu 26 Nov 09:00`."""
    from calsync import due  # its languages take long to load, and most lists name no due day

    when = f"due {due.in_words(promise.due, today=today)}" if promise.due else "no date"
    if promise.due and promise.due_time:
        when = f"{when}, {promise.due_time:%H:%M}"
    if follow_up is None:
        return when if promise.mine else f"{when}, no event"
    return f"{when}; follow-up {_moment(follow_up, today=today, zone=zone)}"


def _moment(value: date, *, today: date, zone: tzinfo) -> str:
    if not isinstance(value, datetime):
        return "today" if value == today else f"{value:%a} {value.day} {value:%b}"
    here = local(value, zone)
    day = "today" if here.date() == today else f"{here:%a} {here.day} {here:%b}"
    return f"{day} {here:%H:%M}"


def overdue(promise: Promise, *, today: date) -> Question:
    """A promise past its day."""
    from calsync import due

    assert promise.due is not None
    return Question(
        lines=(
            f"Overdue: {re.sub('^You owe', 'you owe', owes(promise))}",
            f"  due {due.in_words(promise.due, today=today)}",
        ),
        keys={"k": "kept", "m": "move", "d": "drop"},
        enter=LATER,
    )


def asked(promise: Promise) -> Question:
    """A promise whose line was removed, or whose follow-up was deleted."""
    if promise.asks == "removed":
        why = "  its line is gone from the notes"
        keys = {"k": "kept", "d": "drop", "s": "later"}
        return Question((owes(promise), why), keys, enter="still open")
    why = "  you deleted its follow-up"
    keys = {"k": "kept", "m": "new date", "d": "drop", "s": "later"}
    return Question((owes(promise), why), keys, enter="open, no event")


def unsure(event: Event, verdict: Verdict, *, zone: tzinfo, today: date) -> Question:
    """An event that may be networking."""
    best = verdict.runner_up
    guess = f", perhaps {best}" if best else ""
    when = _moment(event.start, today=today, zone=zone)
    lines = (f"Is this networking? {event.title}, {when}{guess}",)
    return Question(lines, {"y": "yes", "n": "no", "c": "another channel"}, enter=LATER)


def heading(event: Event, number: int, count: int, *, zone: tzinfo, today: date) -> str:
    """`1/1 Lunch with Ana Diaz, today 12:30, Trattoria Roma`."""
    title, place = text.clean(event.title, width=LONGEST), text.block(event.location).strip()
    where = f", {text.clean(place.splitlines()[0], width=LONGEST)}" if place else ""
    return f"{number}/{count} {title}, {_moment(event.start, today=today, zone=zone)}{where}"


def background(last_met: datetime | None, note: str, *, today: date) -> Iterator[str]:
    """When they last met, and what was noted."""
    if last_met is not None:
        day = last_met.date()
        year = f" {day.year}" if day.year != today.year else ""
        yield f"last met {day.day} {day:%b}{year}"
    if lines := [line.strip() for line in note.splitlines() if line.strip()]:
        yield f"note: “{' / '.join(lines)}”"


def known(promise: Promise, line: str) -> Question:
    """A promise that sync took up by itself."""
    keys = {"e": "edit", "n": "no promise", "?": "more"}
    return Question((f"{owes(promise)} (planned by sync)", f"  {line}"), keys, enter="right")


def proposed(promise: Promise, line: str) -> Question:
    """A promise that the note may hold."""
    keys = {"y": "yes", "e": "edit", "n": "no", "?": "more"}
    return Question((owes(promise), f"  {line}"), keys, enter="")


def understood(promise: Promise, line: str) -> Question:
    """What was made of the user's own words."""
    lead = () if promise.mine else (owes(promise),)
    return Question((*lead, f"  {line}"), {"e": "edit", "u": "undo"}, enter="save")


def more(*, meeting: bool) -> tuple[str, ...]:
    """The keys that work at any question, or at any of a meeting."""
    keys = AT_A_MEETING if meeting else ANYWHERE
    return tuple(f"  {key}  {meaning}" for key, meaning in keys.items())

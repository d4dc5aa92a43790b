"""What the ledger remembers beside promises and follow-ups, frozen. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from calsync.model import Channel
from calsync.model import Event
from calsync.model import Origin
from calsync.model import Source
from calsync.model import Verdict
from calsync.model import event_key


@dataclass(frozen=True, slots=True)
class Seen:
    """An event in the mirror, with what it was taken for."""

    event: Event
    verdict: Verdict

    @property
    def key(self) -> str:
        """The event's full short id."""
        event = self.event
        return event_key(event.account, event.calendar, event.uid, event.recurrence_id)


@dataclass(frozen=True, slots=True)
class Mark:
    """The user's own verdict on a series (no recurrence id) or one instance."""

    account: str
    calendar: str
    uid: str
    recurrence_id: str
    channel: Channel | None
    at: datetime


class TagState(StrEnum):
    """What became of a tag."""

    WRITTEN = "written"
    LOCAL = "local"  # calsync may not write there
    VANISHED = "vanished"  # the user took it away
    HELD = "held"  # undone: not again until the user asks


@dataclass(frozen=True, slots=True)
class TagRecord:
    """The tag of one event, as far as the ledger knows."""

    account: str
    calendar: str
    uid: str
    recurrence_id: str
    state: TagState
    channel: Channel | None
    by: Source
    why: str = ""
    etag: str = ""  # of the event when the tag was refused: tried again when that changes


@dataclass(frozen=True, slots=True)
class NoteRead:
    """The note of an event as last harvested."""

    account: str
    calendar: str
    uid: str
    recurrence_id: str
    note: str  # hash
    at: datetime


@dataclass(frozen=True, slots=True)
class Declined:
    """A proposed promise that the user said is none."""

    account: str
    calendar: str
    uid: str
    recurrence_id: str
    line_mark: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A meeting the user is done with."""

    account: str
    calendar: str
    uid: str
    recurrence_id: str
    answer: str  # "done", "absent", "not networking"
    at: datetime


class CardState(StrEnum):
    """Whether a card was answered."""

    OPEN = "open"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Card:
    """The event that asks how a meeting was."""

    account: str  # of the meeting, as the next three
    calendar: str
    uid: str
    recurrence_id: str
    event: str  # the card's own id
    card_uid: str
    note: str = ""  # hash of what was typed into it when last read
    state: CardState = CardState.OPEN


@dataclass(frozen=True, slots=True)
class PersonNote:
    """One thing to remember about somebody."""

    who: str  # e-mail address, else the name
    name: str
    text: str
    at: datetime
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class AccountState:
    """How an account last fared."""

    account: str
    last_good: datetime | None = None
    error: str = ""

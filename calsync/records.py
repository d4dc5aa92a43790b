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
from calsync.model import Where
from calsync.model import event_key


@dataclass(frozen=True, slots=True)
class Seen:
    """An event in the mirror, with what it was taken for."""

    event: Event
    verdict: Verdict

    @property
    def key(self) -> str:
        """The event's full short id."""
        return event_key(*self.event.where)


@dataclass(frozen=True, slots=True)
class About:
    """A record about an event: a series or a single one (no recurrence id), or an instance."""

    account: str
    calendar: str
    uid: str
    recurrence_id: str

    @property
    def where(self) -> Where:
        """What identifies that event in the ledger."""
        return self.account, self.calendar, self.uid, self.recurrence_id


@dataclass(frozen=True, slots=True)
class Mark(About):
    """The user's own verdict on a series (no recurrence id) or one instance."""

    channel: Channel | None
    at: datetime


class TagState(StrEnum):
    """What became of a tag."""

    WRITTEN = "written"
    LOCAL = "local"  # calsync may not write there
    VANISHED = "vanished"  # the user took it away
    HELD = "held"  # undone: not again until the user asks


@dataclass(frozen=True, slots=True)
class TagRecord(About):
    """The tag of one event, as far as the ledger knows."""

    state: TagState
    channel: Channel | None
    by: Source
    why: str = ""
    etag: str = ""  # of the event when the tag was refused: tried again when that changes


@dataclass(frozen=True, slots=True)
class NoteRead(About):
    """The note of an event as last harvested."""

    note: str  # hash
    at: datetime


@dataclass(frozen=True, slots=True)
class Declined(About):
    """A proposed promise that the user said is none."""

    line_mark: str


@dataclass(frozen=True, slots=True)
class Reviewed(About):
    """A meeting the user is done with."""

    answer: str  # "done", "absent", "not networking"
    at: datetime


class CardState(StrEnum):
    """Whether a card was answered."""

    OPEN = "open"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Card(About):
    """The event that asks how a meeting was."""

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

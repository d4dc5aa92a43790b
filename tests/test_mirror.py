"""The mirror: events in, the right ones out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from datetime import timedelta

import pytest

from calsync.ledger import Ledger
from calsync.mirror import note_hash
from calsync.model import NOTHING
from calsync.model import Attendee
from calsync.model import Calendar
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Verdict
from calsync.records import Mark
from calsync.records import NoteRead
from calsync.records import Seen
from tests.conftest import make_event
from tests.household import ZONE
from tests.household import at

CALENDAR = Calendar("private", "Private", account="home")
LUNCH = Verdict(Channel.LUNCH, 0.9)


@pytest.fixture
def ledger() -> Ledger:
    """An empty ledger."""
    return Ledger.in_memory()


def put(ledger: Ledger, *events: Event, verdict: Verdict = NOTHING) -> None:
    """Copy events into the mirror."""
    ledger.mirror.put_events([Seen(event, verdict) for event in events], zone=ZONE)


def uids(found: Iterable[Seen]) -> list[str]:
    """Which events they are."""
    return [seen.event.uid for seen in found]


def test_calendar_has_its_cursor(ledger: Ledger) -> None:
    """A calendar comes back with the cursor of its events; unknown ones have none."""
    ledger.mirror.put_calendar(CALENDAR, cursor="7")

    assert ledger.mirror.calendars() == ledger.mirror.calendars("home") == (CALENDAR,)
    assert ledger.mirror.calendars("work") == ()
    assert ledger.mirror.cursor(CALENDAR) == "7"
    assert ledger.mirror.cursor(Calendar("x", "X", account="home")) == ""


def test_dropped_calendar_takes_its_events(ledger: Ledger) -> None:
    """Nothing of it stays."""
    ledger.mirror.put_calendar(CALENDAR, cursor="7")
    put(ledger, make_event(), make_event(uid="other", calendar="work"))

    ledger.mirror.drop_calendar(CALENDAR)

    assert uids(ledger.mirror.events()) == ["other"]
    assert ledger.mirror.calendars() == ()


def test_event_is_replaced(ledger: Ledger) -> None:
    """The same id again is the same event, as it is now."""
    put(ledger, make_event(title="Old"))
    put(ledger, make_event(title="New", etag="2"))

    (seen,) = ledger.mirror.events()
    assert seen.event.title == "New"
    assert ledger.mirror.etags(CALENDAR) == {"lunch@example.com": "2"}

    ledger.mirror.drop_events(CALENDAR, ["lunch@example.com"])
    assert ledger.mirror.events() == ()


def test_opportunities_and_tagged(ledger: Ledger) -> None:
    """Events with a channel, those calsync is unsure about, and those that carry a tag."""
    put(ledger, make_event(uid="a"), verdict=LUNCH)
    put(ledger, make_event(uid="b"), verdict=Verdict(None, 0.4, unsure=True))
    put(ledger, make_event(uid="c", marks={"by": "rules"}))
    put(ledger, make_event(uid="d"))

    assert uids(ledger.mirror.opportunities()) == ["a", "b"]
    assert len(ledger.mirror.opportunity_keys()) == 1
    assert uids(ledger.mirror.tagging("home")) == ["a", "c"]
    assert ledger.mirror.tagging("work") == ()


def test_made_by_calsync(ledger: Ledger) -> None:
    """Follow-ups and cards are found by their marks."""
    put(ledger, make_event(uid="a", marks={"promise": "p"}), make_event(uid="b"))
    put(ledger, make_event(uid="c", marks={"card": "x"}))

    assert uids(ledger.mirror.made()) == ["a", "c"]


SPANS = [
    ("touches", make_event(start=at("11-24 12:00")), True),
    ("before", make_event(start=at("11-20 12:00")), False),
    ("after", make_event(start=at("11-28 12:00")), False),
    ("day", make_event(start=date(2026, 11, 24)), True),
    ("series", make_event(start=at("01-05 12:00"), recurrence=("RRULE:FREQ=WEEKLY",)), True),
    ("moved out", make_event(start=at("12-24 12:00"), recurrence_id="20261124T110000Z"), True),
]


@pytest.mark.parametrize(("event", "found"), [row[1:] for row in SPANS], ids=[r[0] for r in SPANS])
def test_around(ledger: Ledger, event: Event, *, found: bool) -> None:
    """What touches a span, every series that might, and exceptions moved out of it."""
    put(ledger, event)

    around = ledger.mirror.around(at("11-24 00:00"), at("11-25 00:00"))

    assert bool(around) is found


def test_meeting_by_address(ledger: Ledger) -> None:
    """Earlier events with one of the guests, whatever letters the address has."""
    odd = "ä_na%@other.example"
    put(ledger, make_event(attendees=(Attendee(odd),), start=at("11-01 12:00")))
    put(ledger, make_event(uid="later", attendees=(Attendee(odd),), start=at("11-30 12:00")))
    put(ledger, make_event(uid="other", attendees=(Attendee("b@x"),), start=at("11-02 12:00")))

    found = ledger.mirror.meeting([odd], before=at("11-24 00:00"), since=at("10-01 00:00"))

    assert uids(found) == ["lunch@example.com"]


def test_unread_notes(ledger: Ledger) -> None:
    """Notes of events that have begun, until they were read as they are now."""
    noon = at("11-24 12:00")
    event = make_event(start=noon, description="owe Ana the deck")
    put(ledger, event, make_event(uid="empty"), make_event(uid="made", marks={"card": "x"}))
    now = noon + timedelta(hours=1)

    before = tuple(ledger.mirror.unread_notes(account="home", now=noon - timedelta(hours=1)))
    unread = tuple(ledger.mirror.unread_notes(account="home", now=now))
    where = (event.account, event.calendar, event.uid, "")
    ledger.put(NoteRead(*where, note=note_hash(event.description), at=at("11-24 14:00")))

    assert (uids(before), uids(unread)) == ([], ["lunch@example.com"])
    assert tuple(ledger.mirror.unread_notes(account="home", now=now)) == ()


def test_count_tells_of_changes(ledger: Ledger) -> None:
    """The count of an account's changes stands still exactly while nothing about it changes."""
    event = make_event()
    mark = Mark(event.account, event.calendar, event.uid, "", channel=None, at=at("11-24 14:00"))
    counts = []

    def count() -> None:
        counts.append(ledger.mirror.count("home"))

    put(ledger, event)
    count()
    ledger.put(mark)
    count()
    ledger.drop(mark)
    count()
    ledger.mirror.drop_events(CALENDAR, [event.id])
    count()
    ledger.mirror.drop_events(CALENDAR, [])
    put(ledger)
    count()
    ledger.mirror.drop_calendar(CALENDAR)
    count()

    assert counts == ["1", "2", "3", "4", "4", "5"]
    assert ledger.mirror.count("other") == ""


WORDS = [
    ("lunch ana", ["a"]),
    ("ANA lunch", ["a"]),
    ("100%", ["c"]),
    ("_", []),
    ("straße", ["d"]),
    ("a", ["a", "d"]),  # the id of one, a letter of the other
    ("", ["a", "b", "c", "d"]),
]


@pytest.mark.parametrize(("words", "expected"), WORDS, ids=[row[0] or "empty" for row in WORDS])
def test_find_by_words(ledger: Ledger, words: str, expected: list[str]) -> None:
    """All the words of a title in any order, signs taken for what they are."""
    put(ledger, make_event(uid="a", title="Lunch with Ana"), make_event(uid="b", title="Bowling"))
    put(ledger, make_event(uid="c", title="100% done"), make_event(uid="d", title="Straße am Eck"))

    assert uids(ledger.mirror.find_events(words)) == expected


def test_find_by_id(ledger: Ledger) -> None:
    """The short id, the account's id, and the uid."""
    put(ledger, make_event(id="google1", uid="uid1@x", title="Lunch"))
    (seen,) = ledger.mirror.events()

    for words in (seen.key[:3], seen.key, "google1", "uid1@x"):
        assert uids(ledger.mirror.find_events(words)) == ["uid1@x"]


def test_hostile_text_is_kept(ledger: Ledger) -> None:
    """Half a surrogate pair and a NUL neither stop the mirror nor change the event."""
    put(ledger, make_event(title="a\ud800\0b", uid="\ud800"))

    (seen,) = ledger.mirror.events(uid="\ud800")
    assert seen.event.title == "a\ud800\0b"

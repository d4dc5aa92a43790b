"""Whatever strangers send, and whatever users type: never an exception that is not calsync's own.

A short run with the same cases each time is part of every test; `make fuzz` looks for new ones.
"""

from __future__ import annotations

import json
import string
import tempfile
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import codec
from calsync import components
from calsync import config
from calsync import detection
from calsync import due
from calsync import fetching_places
from calsync import ics
from calsync import notes
from calsync import recurrence
from calsync.calendars.feed_cursor import Cursor
from calsync.calendars.feed_cursor import Known
from calsync.errors import UsageError
from calsync.fetching_errors import FetchError
from calsync.model import DateOrder
from calsync.model import Event
from calsync.model import Me
from calsync.model import event_key
from calsync.model import instant

pytestmark = pytest.mark.fuzz
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 12, tzinfo=BERLIN)
ME = Me(frozenset({"me@example.com"}), frozenset({"example.com"}))

# --- calendars -----------------------------------------------------------------------------------

NAMES = st.sampled_from(
    (
        *("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE", "UID"),
        *("SUMMARY", "DESCRIPTION", "ATTENDEE", "ORGANIZER", "STATUS", "CLASS", "TRANSP", "URL"),
        *("X-WR-TIMEZONE", "X-CALSYNC-CHANNEL", "X-CALSYNC-PROMISE", "TZID", "TZOFFSETTO"),
    )
)
PARAMETERS = st.sampled_from(
    (
        *("", ";VALUE=DATE", ";TZID=Europe/Berlin", ";TZID=Odd", ';TZID="a:b"', ";TZID=/x/../y"),
        *(";CN=Ana;PARTSTAT=DECLINED", ";RANGE=THISANDFUTURE", ";;=", ';A="'),
    )
)
VALUES = st.sampled_from(
    (
        *("20261124", "20261124T120000", "20261124T120000Z", "00010101", "99991231T235960Z"),
        *("20260329T023000", "P1D", "-P9999999W", "PT", "mailto:ana@example.org", "+9959"),
        *("FREQ=DAILY", "FREQ=SECONDLY;COUNT=99999999", "FREQ=YEARLY;BYDAY=-53MO;BYSETPOS=9"),
        *("FREQ=WEEKLY;UNTIL=00010101;INTERVAL=0", "lunch \\n promise: call Ana \\,\\;\\"),
    )
) | st.text(max_size=20)
LINES = st.builds("{}{}:{}".format, NAMES, PARAMETERS, VALUES) | st.sampled_from(
    tuple(
        f"{edge}:{name}"
        for edge in ("BEGIN", "END", "begin")
        for name in ("VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "VALARM", "VTODO", "X")
    )
)
ENCODINGS = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1"))
ENDS = st.sampled_from(("\r\n", "\n", "\r", "\r\r\n", "\n ", "\0\n"))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Something like a calendar, or nothing like it."""
    end = draw(ENDS)
    given_ = draw(st.lists(LINES, max_size=12))
    body = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART:20261124", *given_, "END:VEVENT"]
    data = end.join([*body, "END:VCALENDAR", ""]).encode(draw(ENCODINGS), "replace")
    cut = draw(st.integers(0, len(data)))
    return data[:cut] + draw(st.binary(max_size=8)) + data[cut + draw(st.integers(0, 9)) :]


@given(files() | st.binary(max_size=400))
def test_any_file_is_read(data: bytes) -> None:
    """Events come out that can be judged, expanded, compared and kept, or problems that say why."""
    reading = ics.read(data, href="a.ics")

    assert len({event.id for event in reading.events}) == len(reading.events)
    for event in reading.events:
        assert instant(event.start, BERLIN) <= instant(event.end, BERLIN)
        assert event_key("", "", event.uid, event.recurrence_id)
        assert detection.detect(event, me=ME, zone=BERLIN, own_words=False).score <= 1
        assert codec.load(Event, json.loads(json.dumps(codec.dump(event)))).uid == event.uid
        span = recurrence.instances(event, start=NOW, end=NOW + timedelta(days=99), zone=BERLIN)
        list(islice(span, 50))
    assert all(problem.where.startswith("a.ics") and problem.why for problem in reading.problems)


@given(files() | st.binary(max_size=400))
def test_any_file_keeps_its_bytes(data: bytes) -> None:
    """Tags are found and taken out of anything, and taking them out twice changes no more."""
    bare = components.untagged(data)

    assert components.untagged(bare) == bare


# --- words ---------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    (
        *("I'll send Ana the deck", "promise:", "- [ ]", "- [x]", "by Friday", "next week", "am"),
        *("in 2 weeks", "bis Freitag", "le 3 mars", "el lunes", "3/4", "31.2.", "24:00", "ASAP"),
        *("owe", "she will", "Tom", "\n", "\t", "<br>", "&nbsp;", "> ", "@me", "99999999999", "-1"),
    )
)
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=20).map(" ".join) | st.text()
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - zones are given beside


@given(TEXTS, MOMENTS, st.sampled_from(DateOrder))
def test_any_note_is_read(note: str, at: datetime, order: DateOrder) -> None:
    """Every promise has words and stands in the note."""
    for noted in notes.read(note, at=at, order=order):
        assert noted.text
        assert noted.line


@given(TEXTS, MOMENTS, st.sampled_from(DateOrder))
def test_any_phrase_is_read(text: str, at: datetime, order: DateOrder) -> None:
    """A due date stands where it says, and is of the years around unless it is all that is said."""
    found = due.find(text, at=at, order=order)

    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        beside = text[: found.start] + text[found.end :]
        assert abs(found.date.year - at.year) <= 10 or not any(map(str.isalnum, beside))


# --- configuration -------------------------------------------------------------------------------

SECTIONS = st.sampled_from(
    (
        *("", "[me]", "[[accounts]]", "[accounts]", "[followups]", "[promises]", "[review]"),
        *("[tags]", "[detection]", "[[rules]]", "[rules.a]", "[x]"),
    )
)
KEYS = st.sampled_from(
    (
        *("timezone", "emails", "name", "kind", "path", "url", "url_command", "url_env", "token"),
        *("allow_hosts", "calendars", "access", "api_endpoint", "hours", "days", "minutes", "busy"),
        *("country", "harvest", "date_order", "threshold", "channel", "title", "color", "password"),
    )
)
PLAIN = (
    st.integers()
    | st.floats()
    | st.booleans()
    | st.text(st.characters(codec="utf-8"), max_size=12)
    | st.sampled_from(("files", "google", "feed", "https://x.org/", "09:00-17:00", "mon", "none"))
)
SETTINGS = PLAIN | st.lists(PLAIN, max_size=3)


def toml(value: object) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(value)
    return json.dumps(value).replace("NaN", "nan").replace("Infinity", "inf")


@given(st.lists(SECTIONS | st.builds("{} = {}".format, KEYS, SETTINGS.map(toml)), max_size=14))
def test_any_configuration_is_read_or_refused(lines: list[str]) -> None:
    """A configuration loads, or says what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_text("\n".join(lines), "utf-8")
        said = ""
        try:
            accounts = config.load(path).accounts
        except UsageError as error:
            accounts, said = (), str(error)
        assert accounts or str(path) in said


@given(st.binary(max_size=200))
def test_any_bytes_are_no_configuration(data: bytes) -> None:
    """Bytes that are no TOML, or say nothing, are refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_bytes(data)

        with pytest.raises(UsageError):
            config.load(path)


# --- addresses and feeds -------------------------------------------------------------------------

PIECES = st.sampled_from(
    (
        *("https://", "http://", "webcal://", "//", "@", ":", "[", "]", "::1", "127.0.0.1", "#"),
        *("localhost", "example.org", "10.0.0.1", "%00", "\r\n", " ", "?", "99999", "\u2028", ".."),
    )
)
ADDRESSES = st.lists(PIECES | st.text(string.printable, max_size=4), max_size=8).map("".join)


@given(ADDRESSES, ADDRESSES)
def test_any_address_is_taken_apart_or_refused(address: str, location: str) -> None:
    """What is taken for an address is https, or on this machine, and smuggles nothing."""
    try:
        found = fetching_places.place(address, "feed")
        found = fetching_places.redirected(found, location, name="feed")
    except FetchError:
        return
    assert found.scheme == "https" or found.is_local
    assert found.target.isascii()
    assert found.target.isprintable()
    assert " " not in found.target
    assert found.host.isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6),
    max_leaves=12,
)


@given(
    st.text()
    | JSON.map(json.dumps)
    | JSON.map(lambda rows: json.dumps(["feed-3", *(rows or [])]) if isinstance(rows, list) else "")
)
def test_any_cursor_is_read_or_none(text: str) -> None:
    """A feed's cursor that makes no sense counts as none."""
    assert Cursor.from_text(text) is None


WORD = st.text(max_size=9)
KNOWN = st.builds(Known, WORD, WORD, WORD, st.lists(WORD, max_size=2).map(tuple))


@given(st.dictionaries(WORD, KNOWN, max_size=5), WORD)
def test_a_cursor_comes_back(events: dict[str, Known], etag: str) -> None:
    """What was seen of a feed is read back as it was."""
    cursor = Cursor(NOW, etag, "", "d", events)

    assert Cursor.from_text(cursor.as_text()) == cursor

"""Tags in iCalendar files: added lines, every other byte as it was; and calsync's own events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync import ics
from calsync.model import Channel
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Source
from calsync.model import Tag
from tests.ical_factory import calendar
from tests.ical_factory import folder
from tests.ical_factory import single
from tests.ical_factory import vevent

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LUNCH = Tag(Channel.LUNCH, 0.81, Source.RULES, "one@example.org")
NONE = Tag(None, 0.0, Source.USER, "one@example.org")


def first(data: bytes) -> Event:
    """The first event of a file."""
    return ics.read(data, href="f").events[0]


def make_draft(title: str, **given: object) -> Draft:
    """A follow-up on a Friday morning."""
    start = datetime(2026, 11, 27, 9, tzinfo=BERLIN)
    draft = Draft("", "p-0@calsync", title, start, start.replace(minute=30))
    return replace(draft, **given)  # type: ignore[arg-type]


def test_a_tag_is_the_components_last_lines() -> None:
    """The tag stands before the first sub-component, in lines that end as the one before."""
    alarm = ("BEGIN:VALARM", "ACTION:AUDIO", "END:VALARM")
    data = single("SUMMARY:a", *alarm)

    changed = ics.tagged(data, first(data), LUNCH)

    tag = ("CATEGORIES:Networking", "X-CALSYNC-CHANNEL:lunch", "X-CALSYNC-SCORE:0.81")
    assert changed == single(
        "SUMMARY:a", *tag, "X-CALSYNC-BY:rules", "X-CALSYNC-EVENT:one@example.org", *alarm
    )


def test_a_mark_of_none_has_no_category() -> None:
    """What the user marked as none is no networking."""
    data = single("SUMMARY:a")

    changed = ics.tagged(data, first(data), NONE)

    assert b"Networking" not in changed
    assert dict(first(changed).marks)["channel"] == "none"
    assert ics.untagged(changed) == data


def test_long_values_are_folded_and_escaped() -> None:
    """A long id is folded by octets between characters, and read back the same."""
    data = single("SUMMARY:a", end="\n")
    tag = replace(LUNCH, event="é" * 80 + "a,b;c\\d\ne\x07")

    changed = ics.tagged(data, first(data), tag)

    assert max(len(row) for row in changed.split(b"\n")) <= 75
    assert changed.decode().count("\n ") == 2
    assert first(changed).marks["event"] == "é" * 80 + "a,b;c\\d\ne"
    assert ics.untagged(changed) == data


def test_only_the_one_event_is_tagged() -> None:
    """Of equal components the one is tagged that was meant."""
    data = calendar(vevent("UID:a"), vevent("UID:a"), vevent("UID:b"))
    event = ics.read(data, href="x#y").events[1]

    changed = ics.tagged(data, event, LUNCH)

    marked = [bool(event.marks) for event in ics.read(changed).events]
    assert marked == [False, True, False]


def test_many_events_are_tagged_at_once() -> None:
    """One reading of the file serves many tags; what is refused is told by id."""
    data = calendar(vevent("UID:a"), vevent("UID:b"), vevent("DTSTART:x"), vevent("UID:c"))
    a, b, c = ics.read(data, href="f").events
    gone = replace(c, id="f#d", uid="d")

    changed, refused = ics.all_tagged(
        data, [(c, LUNCH), (a, NONE), (replace(b, etag=""), LUNCH), (gone, None)]
    )

    assert [dict(event.marks).get("channel") for event in ics.read(changed).events] == [
        "none",
        None,
        "lunch",
    ]
    assert {id_: type(why) for id_, why in refused.items()} == {
        "f#b": ics.ChangedError,
        "f#d": ics.NotThereError,
    }
    assert ics.all_tagged(data, []) == (data, {})


def test_a_tag_is_replaced_and_removed() -> None:
    """A second tag takes the place of the first; none at all gives back the original bytes."""
    data = single("CATEGORIES:Networking", "SUMMARY:a")
    once = ics.tagged(data, first(data), LUNCH)

    twice = ics.tagged(once, first(once), NONE)

    assert twice.count(b"X-CALSYNC-CHANNEL") == 1
    assert ics.tagged(twice, first(twice), None) == ics.tagged(once, first(once), None) == data


@pytest.mark.parametrize(
    ("data", "now", "error"),
    [
        pytest.param(
            single("SUMMARY:a").decode().encode("utf-16"),
            None,
            ics.UnwritableFileError,
            id="UTF-16",
        ),
        pytest.param(single("SUMMARY:a", end="\r"), None, ics.UnwritableFileError, id="CR only"),
        pytest.param(single("UID:a"), single("UID:b"), ics.NotThereError, id="gone"),
        pytest.param(single("UID:a"), calendar("END:X"), ics.NotThereError, id="empty"),
        pytest.param(single("UID:a"), single("UID:a", "SUMMARY:b"), ics.ChangedError, id="edited"),
    ],
)
def test_a_tag_may_be_refused(data: bytes, now: bytes | None, error: type[ics.TagRefused]) -> None:
    """A file is not written where lines are in doubt, or the event is no longer as it was read."""
    event = first(data)

    with pytest.raises(error) as refused:
        ics.tagged(now or data, event, LUNCH)

    assert str(refused.value).count(";") == 1
    assert event.writable is (error is not ics.UnwritableFileError)
    assert ics.untagged(data) == data


def test_a_folder_of_real_files_is_left_as_it_was() -> None:
    """500 files of all kinds, tagged and untagged: not a byte differs."""
    files = list(folder(500))

    changed = [tag_all(data, LUNCH) for data in files]

    assert all(first(data).marks["channel"] == "lunch" for data in changed)
    assert [ics.untagged(data) for data in changed] == files
    assert [tag_all(tag_all(data, NONE), None) for data in changed] == files


def test_a_tag_only_adds_lines() -> None:
    """Without the lines that a tag added, in their places, a file is the one before."""
    for data in folder(100, seed=2):
        changed = tag_all(data, LUNCH)

        left = list(data.split(b"\n"))
        added = [
            row
            for row in changed.split(b"\n")
            if not (left and row == left[0] and left.pop(0) is not None)
        ]
        assert left == []
        assert all(row.startswith((b"CATEGORIES:Networking", b"X-CALSYNC-")) for row in added)


def tag_all(data: bytes, tag: Tag | None) -> bytes:
    """The file with all its events tagged."""
    events = ics.read(data, href="f").events
    changed, refused = ics.all_tagged(data, [(event, tag) for event in events])
    assert refused == {}
    return changed


PIECES = (
    *(b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VALARM"),
    *(
        b"END:VALARM",
        b"UID:a",
        b"UID:b",
        b"DTSTART:20261123",
        b"DTSTART;TZID=Europe:20261123T113000",
    ),
    *(b"SUMMARY:a", b"CATEGORIES:Networking", b"CATEGORIES:", b"X-CALSYNC-CHANNEL:lunch"),
    *(
        b"X-CALSYNC-CHANNEL:none",
        b"X-CALSYNC-BY:user",
        b" folded",
        b"\tfolded",
        b"",
        b"\r",
        b"\xe9",
    ),
    *(
        b"RRULE:FREQ=DAILY",
        b"EXDATE;TZID=Mine:20261123",
        b'ATTENDEE;CN=":x',
        b"\0",
        b"DURATION:P1D",
    ),
    *(b"BEGIN:VTIMEZONE", b"TZID:Mine", b"END:VTIMEZONE", b"RECURRENCE-ID:20261123", b"DTEND:9999"),
)
MUTATED = st.builds(
    lambda rows, last: b"".join(row + end for row, end in rows) + last,
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from((b"\n", b"\r\n", b"\r\r\n")))),
    st.binary(max_size=8),
).map(lambda rest: b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261123\n" + rest)


@settings(max_examples=400, deadline=None)
@given(MUTATED, st.sampled_from((LUNCH, NONE)))
def test_tagging_can_always_be_taken_back(data: bytes, tag: Tag) -> None:
    """Whatever a file is, tagging what can be tagged and untagging it changes nothing else."""
    for event in ics.read(data, href="f").events:
        if not event.writable:
            continue
        changed = ics.tagged(data, event, tag)

        (again,) = (other for other in ics.read(changed, href="f").events if other.id == event.id)
        assert again.marks["channel"] == (tag.channel or "none")
        assert ics.untagged(changed) == ics.untagged(data)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.binary(), MUTATED, MUTATED.map(lambda data: data.decode("latin-1").encode("utf-16"))
    )
)
def test_reading_never_fails(data: bytes) -> None:
    """Any bytes are read without an exception, and twice the same."""
    reading = ics.read(data, since=NOW)

    assert reading == ics.read(data, since=NOW)
    assert len({event.id for event in reading.events}) == len(reading.events)


def test_a_draft_is_a_file_that_others_read() -> None:
    """A follow-up is private, free, without guests, with a reminder at its start."""
    draft = make_draft(
        "Follow up: Ana, deck; „Größe“" * 3,
        description="one\r\ntwo\x07",
        marks={
            "promise": "p",
            "due": "2026-11-27",
            "mine": "",
            "bad key": "x",
            "source": "a\nEND:VEVENT",
        },
    )

    data = ics.draft_bytes(draft, now=NOW)

    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert found["SUMMARY"] == draft.title
    assert found["DESCRIPTION"] == "one\ntwo"
    assert [found[name] for name in ("UID", "CLASS", "TRANSP")] == [
        "p-0@calsync",
        "PRIVATE",
        "TRANSPARENT",
    ]
    assert found.decoded("DTSTART") == draft.start
    assert b"TRIGGER:PT0S" in data
    assert b"ATTENDEE" not in data
    assert max(len(row) for row in data.split(b"\r\n")) <= 75


def test_a_draft_is_read_back() -> None:
    """What calsync wrote comes back as it was, marks included."""
    draft = make_draft("Follow up: a, b", marks={"promise": "p", "source": "a\nb,c"}, busy=True)

    (event,) = ics.read(ics.draft_bytes(draft, now=NOW)).events

    assert (event.title, event.start, event.end, event.uid) == (
        draft.title,
        draft.start,
        draft.end,
        draft.uid,
    )
    assert dict(event.marks) == dict(draft.marks)
    assert event.private
    assert event.busy
    assert ics.tagged(ics.draft_bytes(draft, now=NOW), replace(event, id=event.id), None)


def test_a_draft_may_fill_a_day() -> None:
    """An all-day follow-up needs no zone."""
    draft = make_draft("a", start=date(2026, 11, 27), end=date(2026, 11, 28))

    data = ics.draft_bytes(draft, now=NOW)

    assert b"VTIMEZONE" not in data
    assert first(data).start == date(2026, 11, 27)

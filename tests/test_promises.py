"""A promise's life: ids, legal steps, and the follow-up that stands for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import promises
from calsync.model import Draft
from calsync.model import Event
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import Slot
from calsync.model import State
from calsync.promises import Act
from calsync.promises import Actor
from tests.conftest import make_event
from tests.conftest import make_promise
from tests.household import MONDAY
from tests.household import at
from tests.household import day

START, END = at("11-26 09:00"), at("11-26 09:30")
ORIGIN = Origin("home", "c", "lunch@x", "", "Lunch with Ana", day("11-23"))


def drafted(promise: Promise, **changes: Any) -> Draft:
    """The follow-up of a promise on Thursday morning."""
    usual: dict[str, Any] = {"slot": Slot.FREE, "details": True}
    return promises.draft(promise, START, END, **{**usual, **changes})


def written(promise: Promise, **changes: Any) -> Event:
    """The event that a draft becomes, as the user left it."""
    draft = drafted(promise)
    event = make_event(
        id=draft.id,
        uid=draft.uid,
        title=draft.title,
        start=draft.start,
        end=draft.end,
        description=draft.description,
        marks=draft.marks,
    )
    return replace(event, **changes)


class TestSteps:
    """One table of legal steps."""

    @pytest.mark.parametrize("state", State)
    @pytest.mark.parametrize("act", Act)
    @pytest.mark.parametrize("by", Actor)
    def test_only_what_the_table_says(self, state: State, act: Act, by: Actor) -> None:
        """A step leads where the table says, or is refused with what to do."""
        promise = make_promise(state=state)
        legal = promises.STEPS.get((state, act))

        if legal and by in legal[1]:
            assert promises.step(promise, act, by=by).state is legal[0]
        else:
            with pytest.raises(promises.IllegalStepError, match="calsync promises --all"):
                promises.step(promise, act, by=by)

    def test_who_may_do_what(self) -> None:
        """The whole table: what happens to a promise, where that leads, and who may do it."""
        table = {
            f"{state} {act} {to}": " ".join(sorted(who))
            for (state, act), (to, who) in promises.STEPS.items()
        }

        assert table == {
            "open keep kept": "calendar user",
            "open drop dropped": "user",
            "open move open": "calendar user",
            "open edit open": "calendar user",
            "open ask open": "calendar sync user",
            "kept reopen open": "calendar user",
            "dropped reopen open": "user",
        }

    def test_sync_never_closes(self) -> None:
        """Nothing but the user's own hand keeps or drops a promise."""
        by_sync = {act for (_, act), (_, who) in promises.STEPS.items() if Actor.SYNC in who}

        assert by_sync == {Act.ASK}


class TestIds:
    """Derived, so that the same thing is the same everywhere."""

    def test_same_line_same_id(self) -> None:
        """The same event, line and rank; another rank is another promise."""
        first = promises.promise_id("u", "", "line", 0)

        assert first == promises.promise_id("u", "", "line", 0)
        assert len({first, promises.promise_id("u", "", "line", 1)}) == 2
        assert len({promises.line_mark("a", 0), promises.line_mark("a", 1)}) == 2

    @pytest.mark.parametrize(
        ("changes", "marks"),
        [
            ({}, {}),
            ({"mine": False}, {"mine": "0"}),
            ({"line_mark": "abc"}, {"line": "abc"}),
            ({"due_time": time(15)}, {"due": "2026-11-27T15:00"}),
            ({"state": State.KEPT}, {"state": "kept"}),
            ({"origin": ORIGIN}, {"source": '["home","c","lunch@x",""]'}),
        ],
    )
    def test_marks(self, changes: dict[str, Any], marks: dict[str, str]) -> None:
        """What a follow-up carries, so that the ledger can be lost; nothing that says nothing."""
        usual = {
            "promise": "promise1",
            "due": "2026-11-27",
            "placed": "20261126T080000Z",
            "state": "open",
            "generation": "0",
        }

        assert drafted(make_promise(**changes)).marks == {**usual, **marks}

    def test_ids_of_old(self) -> None:
        """What calendars carry since the first version: another id would be another follow-up."""
        assert promises.line_mark("call Tom", 0) == "1ivhgqng84d60rja"
        assert (
            promises.promise_id("u@x", "20261123T113000Z", "1ivhgqng84d60rja", 0)
            == "e48if5m2bvgoe0hn57e8mrugts"
        )
        assert (
            promises.event_id("e48if5m2bvgoe0hn57e8mrugts", 0) == "uuimqnanggn85hufr5aqj3dc2bh9i2ap"
        )
        assert promises.event_uid("p", 2) == "p-2@calsync"

    def test_google_takes_the_id(self) -> None:
        """Google wants 5 to 1,024 characters of base32hex."""
        name = promises.event_id("p", 0)

        assert set(name) <= set("0123456789abcdefghijklmnopqrstuv")
        assert 5 <= len(name) <= 1024
        assert name != promises.event_id("p", 1)
        assert promises.event_uid("p", 1) == "p-1@calsync"


DONE = [
    "✓ deck",
    " ✔deck",
    "[x] deck",
    "[X] deck",
    "Done: deck",
    "erledigt deck",
    "FATTO",
    "hecho!",
]
OPEN = ["deck", "donetsk", "not done", "[ ] deck", "x deck", "faite-moi", ""]


@pytest.mark.parametrize("title", DONE)
def test_says_done(title: str) -> None:
    """A tick, [x], or the word for it in the six languages."""
    assert promises.says_done(title)


@pytest.mark.parametrize("title", [t for t in OPEN if t != "faite-moi"])
def test_says_not_done(title: str) -> None:
    """Only as a word of its own, at the beginning."""
    assert not promises.says_done(title)


class TestDraft:
    """The follow-up as it shall be."""

    def test_titles(self) -> None:
        """What is owed, whose it is, and whether it is over."""
        mine = make_promise()
        theirs = make_promise(mine=False, text="intro to Carla")

        assert drafted(mine).title == "Follow up: send Ana the deck"
        assert drafted(theirs).title == "Follow up: Ana owes you: intro to Carla"
        assert drafted(replace(theirs, person="")).title == "Follow up: intro to Carla"
        assert promises.title_of(mine, overdue=True) == "Overdue: send Ana the deck"
        assert promises.title_of(replace(mine, state=State.KEPT)).startswith("✓ ")

    def test_description(self) -> None:
        """Who, what, when, where from."""
        promise = make_promise(email="ana@x", origin=ORIGIN)

        assert drafted(promise).description.splitlines()[:4] == [
            "To: Ana <ana@x>",
            "Promise: send Ana the deck",
            "Due: Fri 27 Nov 2026",
            "Noted at: Lunch with Ana, Mon 23 Nov 2026",
        ]

    @pytest.mark.parametrize(
        ("slot", "words"), [(Slot.CHOSEN, "calsync chose"), (Slot.DAY, "No free slot")]
    )
    def test_says_how_it_was_placed(self, slot: Slot, words: str) -> None:
        """A chosen date and a full day are said."""
        assert words in drafted(make_promise(), slot=slot).description
        assert words not in drafted(make_promise()).description

    def test_title_only(self) -> None:
        """Without details there are neither people nor meetings in it."""
        plain = drafted(make_promise(origin=ORIGIN), details=False).description

        assert "To:" not in plain
        assert "Lunch" not in plain

    def test_owed_and_dateless(self) -> None:
        """Of a promise of somebody else without date there is less to say."""
        promise = make_promise(mine=False, due=None, origin=replace(ORIGIN, start=None))

        words = drafted(promise).description

        assert words.startswith("From: Ana\nPromise: ")
        assert "Noted at: Lunch with Ana\n" in words
        assert drafted(promise).marks["mine"] == "0"

    def test_no_person_no_title(self) -> None:
        """Nobody named, nothing noted: no such lines."""
        promise = make_promise(person="", origin=replace(ORIGIN, title=""))

        assert drafted(promise).description.startswith("Promise: ")
        assert "Noted at" not in drafted(promise).description

    def test_long_source_is_left_out(self) -> None:
        """Google keeps no more than 1,024 characters."""
        promise = make_promise(origin=replace(ORIGIN, uid="u" * 1100))

        assert "source" not in drafted(promise).marks


DUES = [
    (None, None, ""),
    (day("11-27"), None, "2026-11-27"),
    (day("11-27"), time(15), "2026-11-27T15:00"),
]


@pytest.mark.parametrize(("due", "clock", "text"), DUES)
def test_due_text(due: date | None, clock: time | None, text: str) -> None:
    """A day, a day and a clock time, or nothing."""
    assert promises.due_text(make_promise(due=due, due_time=clock)) == text


class TestReadBack:
    """After the loss of the ledger the event says it all."""

    @pytest.mark.parametrize(
        "promise",
        [
            make_promise(email="ana@x", origin=ORIGIN, line_mark="abc"),
            make_promise(due_time=time(15), generation=3),
            make_promise(due=None, person="", mine=False),
            make_promise(state=State.KEPT),
            make_promise(state=State.DROPPED),
        ],
    )
    def test_promise_comes_back(self, promise: Promise) -> None:
        """The same promise, but for what only the ledger knew."""
        found, follow_up = promises.read_back(written(promise), now=MONDAY)

        origin = replace(ORIGIN, start=None) if promise.origin else None
        assert found == replace(promise, seen=MONDAY, origin=origin)
        assert (follow_up.start, follow_up.generation) == (START, promise.generation)

    @pytest.mark.parametrize("busy", [True, False])
    def test_taken_as_calsync_wrote_it(self, busy: bool) -> None:  # noqa: FBT001 - a row
        """Nothing in it counts as an edit of the user's."""
        event = written(make_promise(), busy=busy)

        known = promises.follow_up_of(event, make_promise())

        assert known.written
        assert known.written.busy is busy
        assert (known.written.title, known.written.description) == (event.title, event.description)
        assert (known.account, known.calendar, known.id) == (
            event.account,
            event.calendar,
            event.id,
        )

    def test_moved_by_hand_is_seen(self) -> None:
        """Where calsync had put it stands in the mark."""
        promise = make_promise()
        event = written(promise, start=START + timedelta(days=1), end=END + timedelta(days=1))

        assert promises.follow_up_of(event, promise).start == START

    @pytest.mark.parametrize(
        ("placed", "start"),
        [
            ("20261125", day("11-25")),
            ("20261126T080000Z", START),
            ("soon", START),
            ("2026-W48", START),
        ],
    )
    def test_where_it_was_placed(self, placed: str, start: date) -> None:
        """A mark that is no time is taken for the event's own start."""
        event = written(make_promise(), marks={"promise": "p", "placed": placed})

        assert promises.follow_up_of(event, make_promise()).start == start

    @pytest.mark.parametrize(
        ("placed", "zone"),
        [("00010101T000000Z", "America/Lima"), ("99991231T235959Z", "Asia/Tokyo")],
    )
    def test_placed_out_of_all_time(self, placed: str, zone: str) -> None:
        """A moment that no local clock shows is none."""
        start = START.astimezone(ZoneInfo(zone))
        event = written(make_promise(), start=start, marks={"promise": "p", "placed": placed})

        assert promises.follow_up_of(event, make_promise()).start == start

    def test_day_of_an_all_day_event(self) -> None:
        """An event that fills its day has no zone to read the mark in."""
        event = written(
            make_promise(),
            start=day("11-27"),
            end=day("11-28"),
            marks={"promise": "p", "placed": "20261126T080000Z"},
        )

        found = promises.follow_up_of(event, make_promise()).start

        assert found == datetime(2026, 11, 26, 8, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("title", "text"),
        [
            ("✓ Follow up: the deck", "the deck"),
            ("Done: ✓ Overdue: the deck", "the deck"),
            ("the deck", "the deck"),
            ("✓", "(no title)"),
        ],
    )
    def test_text_from_the_title(self, title: str, text: str) -> None:
        """Where the description is gone the title serves."""
        event = written(make_promise(), title=title, description="")

        assert promises.read_back(event, now=MONDAY)[0].text == text

    def test_person_without_address(self) -> None:
        """A name alone, or an empty address, is a person all the same."""
        event = written(make_promise(), description="To: Ana <>\nPromise: deck")

        found, _ = promises.read_back(event, now=MONDAY)

        assert (found.person, found.email) == ("Ana", "")

    @given(st.text(), st.text(), st.text(), st.text(), st.text())
    def test_hostile_marks(
        self, due: str, placed: str, source: str, number: str, text: str
    ) -> None:
        """Whatever stands in the marks, something is read and nothing is raised."""
        marks = {"promise": "p", "due": due, "placed": placed, "source": source}
        marks |= {"generation": number, "state": text}
        event = make_event(marks=marks, description=text, title=text)

        found, _ = promises.read_back(event, now=MONDAY)

        assert found.id == "p"

    @pytest.mark.parametrize(
        "source", ["[" * 100_000, "[1,2,3,4]", '["a"]', "{}", "null", '"abc"', "7"]
    )
    def test_source_that_is_none(self, source: str) -> None:
        """A source that names no event is none."""
        event = make_event(marks={"promise": "p", "source": source})

        assert promises.read_back(event, now=MONDAY)[0].origin is None

    @pytest.mark.parametrize("due", ["2026-11-27T٠9:00", "2026-11-27T25:00", "2026-11-27T9"])
    def test_clock_that_is_none(self, due: str) -> None:
        """A clock time that is none leaves the day."""
        found, _ = promises.read_back(make_event(marks={"promise": "p", "due": due}), now=MONDAY)

        assert (found.due, found.due_time) == (day("11-27"), None)

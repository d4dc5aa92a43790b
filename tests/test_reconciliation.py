"""What follows when ledger and calendars differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from typing import Any

import pytest

from calsync import promises
from calsync import reconciliation
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.model import Slot
from calsync.model import State
from calsync.model import rid_of
from calsync.promises import Act
from calsync.reconciliation import Need
from tests.conftest import make_event
from tests.conftest import make_promise
from tests.household import MONDAY
from tests.household import ZONE
from tests.household import at
from tests.household import day

START, END = at("11-26 09:00"), at("11-26 09:30")


def follow_up(promise: Promise, **changes: Any) -> FollowUp:
    """The follow-up of a promise on Thursday morning, as written."""
    draft = promises.draft(promise, START, END, slot=Slot.FREE, details=True)
    known = FollowUp(
        promise.id, promise.generation, "home", "f", "id", draft.uid, draft.title, START, END, draft
    )
    return replace(known, **changes)


def event_of(known: FollowUp, **changes: Any) -> Event:
    """The event as calsync wrote it, with what the user changed."""
    assert known.written
    event = make_event(id="id", uid=known.uid, title=known.title, start=START, end=END)
    return replace(event, account="home", calendar="f", marks=known.written.marks, **changes)


class TestMet:
    """What the user did to a follow-up."""

    def test_nothing(self) -> None:
        """An event as it was left says nothing."""
        promise = make_promise()
        known = follow_up(promise)

        met = reconciliation.met(promise, known, event_of(known), zone=ZONE)

        assert met == reconciliation.Met(promise, known)

    def test_taken_as_it_is_now(self) -> None:
        """Where it is, what it is called and when it stands is as the user has it."""
        promise = make_promise()
        known = follow_up(promise)
        now = make_event(
            id="other",
            uid="other@x",
            title="Deck!",
            start=at("11-25 16:00"),
            end=at("11-25 17:00"),
            account="work",
            calendar="g",
        )

        met = reconciliation.met(promise, known, now, zone=ZONE)

        assert met.follow_up == replace(
            known,
            account="work",
            calendar="g",
            id="other",
            uid="other@x",
            title="Deck!",
            start=at("11-25 16:00"),
            end=at("11-25 17:00"),
        )
        assert (met.promise, met.acts) == (promise, ())

    def test_ticked(self) -> None:
        """A tick keeps the promise."""
        promise = make_promise(asks="removed")
        known = follow_up(promise)

        met = reconciliation.met(promise, known, event_of(known, title="✓ deck"), zone=ZONE)

        assert (met.promise.state, met.promise.asks, met.acts) == (State.KEPT, "", (Act.KEEP,))

    def test_unticked(self) -> None:
        """Taking the tick away opens it again; a title that never had one does not."""
        promise = make_promise(state=State.KEPT)
        known = follow_up(promise)

        met = reconciliation.met(promise, known, event_of(known, title="deck"), zone=ZONE)
        bare = follow_up(make_promise())
        other = reconciliation.met(promise, bare, event_of(bare), zone=ZONE)

        assert (met.promise.state, met.acts) == (State.OPEN, (Act.REOPEN,))
        assert other.promise.state is State.KEPT

    @pytest.mark.parametrize("cancelled", [True, False])
    def test_deleted(self, cancelled: bool) -> None:  # noqa: FBT001 - a row of the table
        """Deleting or cancelling asks, once; a closed promise asks nothing."""
        promise = make_promise()
        known = follow_up(promise)
        event = event_of(known, cancelled=True) if cancelled else None

        met = reconciliation.met(promise, known, event, zone=ZONE)
        again = reconciliation.met(met.promise, met.follow_up, event, zone=ZONE)
        closed = replace(promise, state=State.KEPT)
        kept = reconciliation.met(closed, known, event, zone=ZONE)

        assert (met.promise.asks, met.follow_up.gone, met.acts) == ("deleted", True, (Act.ASK,))
        assert again == reconciliation.Met(met.promise, met.follow_up)
        assert (kept.promise, kept.follow_up.gone) == (closed, True)

    def test_back_again(self) -> None:
        """A deleted event that is there again answers the question."""
        promise = make_promise(asks="deleted")
        known = follow_up(promise, gone=True)

        met = reconciliation.met(promise, known, event_of(known), zone=ZONE)

        assert (met.promise.asks, met.follow_up.gone) == ("", False)

    @pytest.mark.parametrize(
        ("start", "due"),
        [("11-25 10:00", "11-27"), ("11-27 16:00", "11-27"), ("12-02 10:00", "12-02")],
    )
    def test_moved(self, start: str, due: str) -> None:
        """Put past the due day, that day is the due day; otherwise it stays."""
        promise = make_promise()
        known = follow_up(promise)

        met = reconciliation.met(promise, known, event_of(known, start=at(start)), zone=ZONE)

        assert (met.promise.due, met.follow_up.start) == (day(due), at(start))
        assert met.acts == ((Act.MOVE,) if met.promise != promise else ())

    @pytest.mark.parametrize(
        ("carries", "due"),
        [("2026-12-02", "12-02"), ("2026-11-27", "11-27"), ("", "11-27"), ("soon", "11-27")],
    )
    def test_moved_by_another_calsync(self, carries: str, due: str) -> None:
        """Where calsync itself put it elsewhere, the due day is the one it wrote."""
        promise = make_promise()
        known = follow_up(promise)
        marks = {"due": carries, "placed": rid_of(at("11-30 10:00"))}
        event = replace(event_of(known, start=at("11-30 10:00")), marks=marks)

        met = reconciliation.met(promise, known, event, zone=ZONE)

        assert (met.promise.due, met.follow_up.start) == (day(due), at("11-30 10:00"))
        assert met.acts == ((Act.MOVE,) if due == "12-02" else ())


# name, changes of the promise, of the follow-up, now, need
NEEDS = [
    ("fresh", {}, {}, MONDAY, Need.NOTHING),
    ("passed", {}, {}, at("11-26 10:00"), Need.CHASE),
    ("passed thrice", {}, {"times_overdue": 3}, at("11-26 10:00"), Need.NOTHING),
    ("other day", {"due": day("12-01")}, {}, MONDAY, Need.MOVE),
    ("other day, passed", {"due": day("12-01")}, {}, at("11-30 10:00"), Need.MOVE),
    ("both days passed", {"due": day("11-28")}, {}, at("11-30 10:00"), Need.CHASE),
    ("no day any more, passed", {"due": None}, {}, at("11-30 10:00"), Need.CHASE),
    ("hand-moved", {"due": day("12-01")}, {"start": at("11-30 09:00")}, MONDAY, Need.REWRITE),
    ("other line", {"line_mark": "x"}, {}, MONDAY, Need.REWRITE),
    ("kept", {"state": State.KEPT}, {}, MONDAY, Need.REWRITE),
    ("gone", {}, {"gone": True}, MONDAY, Need.NOTHING),
    ("never written", {}, {"written": None}, MONDAY, Need.NOTHING),
    ("asked for again", {"generation": 1}, {"gone": True}, MONDAY, Need.PLACE),
    ("again, but kept", {"generation": 1, "state": State.KEPT}, {}, MONDAY, Need.NOTHING),
]


@pytest.mark.parametrize(
    ("promise", "known", "now", "need"), [row[1:] for row in NEEDS], ids=[row[0] for row in NEEDS]
)
def test_need(promise: dict[str, Any], known: dict[str, Any], now: datetime, need: Need) -> None:
    """What a follow-up needs now."""
    follow = follow_up(make_promise(), **known)
    if "start" in known:
        follow = replace(follow, end=follow.start + timedelta(minutes=30))

    assert reconciliation.need(make_promise(**promise), follow, now=now, zone=ZONE) is need


def test_need_without_any() -> None:
    """An open promise of the user's own needs one; one that is owed to him does not."""
    mine, theirs = make_promise(), make_promise(mine=False, wants_event=False)

    assert reconciliation.need(mine, None, now=MONDAY, zone=ZONE) is Need.PLACE
    assert reconciliation.need(theirs, None, now=MONDAY, zone=ZONE) is Need.NOTHING


def test_closed_needs_nothing_more() -> None:
    """Once its end stands in the event there is nothing to write."""
    kept = make_promise(state=State.KEPT)

    assert reconciliation.need(kept, follow_up(kept), now=MONDAY, zone=ZONE) is Need.NOTHING


def test_opened_again_is_rewritten() -> None:
    """An open promise whose event says kept is written anew."""
    known = follow_up(make_promise(state=State.KEPT))

    assert reconciliation.need(make_promise(), known, now=MONDAY, zone=ZONE) is Need.REWRITE


class TestMerged:
    """What the user edited stays as he has it."""

    def test_untouched(self) -> None:
        """Nothing edited: the new draft as it is; nothing known: likewise."""
        known = follow_up(make_promise())
        draft = follow_up(make_promise(text="the slides")).written
        assert draft
        assert known.written
        event = event_of(known, description=known.written.description, busy=False)

        assert reconciliation.merged(draft, event, known.written) == draft
        assert reconciliation.merged(draft, event, None) == draft

    def test_edited(self) -> None:
        """Title, description and busy, each by itself."""
        known = follow_up(make_promise())
        assert known.written
        event = event_of(known, title="Deck!", description="by train", busy=True)

        merged = reconciliation.merged(known.written, event, known.written)

        assert (merged.title, merged.description, merged.busy) == ("Deck!", "by train", True)

    @pytest.mark.parametrize(
        ("theirs", "title"), [("Deck!", "✓ Deck!"), ("done: Deck!", "done: Deck!")]
    )
    def test_own_title_gets_the_tick(self, theirs: str, title: str) -> None:
        """A closed promise is ticked in the user's own title, unless it says so already."""
        known = follow_up(make_promise())
        draft = follow_up(make_promise(state=State.KEPT)).written
        assert draft

        merged = reconciliation.merged(draft, event_of(known, title=theirs), known.written)

        assert merged.title == title


def test_hand_moved() -> None:
    """Where calsync put it is no move; a follow-up that was never written was not moved."""
    known = follow_up(make_promise())

    assert not reconciliation.hand_moved(known)
    assert reconciliation.hand_moved(replace(known, start=at("11-27 09:00")))
    assert not reconciliation.hand_moved(replace(known, written=None))
    assert known.written
    assert known.written.marks["placed"] == rid_of(START)

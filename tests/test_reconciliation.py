"""What follows when ledger and calendars differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import promises
from calsync import reconciliation
from calsync.model import Clarity
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Noted
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import Slot
from calsync.model import State
from calsync.model import rid_of
from calsync.promises import Act
from calsync.reconciliation import Need
from calsync.reconciliation import News
from tests.conftest import make_event
from tests.conftest import make_promise
from tests.household import MONDAY
from tests.household import ZONE
from tests.household import at
from tests.household import day

ORIGIN = Origin("home", "c", "lunch@x")
ALL = frozenset(Clarity)
START, END = at("11-26 09:00"), at("11-26 09:30")


def line(text: str, **changes: Any) -> Noted:
    """A promise as it stands in a note."""
    usual = {"text": text, "line": text, "clarity": Clarity.MARKED}
    return Noted(**{**usual, **changes})


def read(
    found: Sequence[Noted], known: Sequence[Promise] = (), **changes: Any
) -> list[tuple[News, Promise]]:
    """What a note's lines mean for the promises known from it."""
    usual: dict[str, Any] = {"origin": ORIGIN, "now": MONDAY, "takes": ALL}
    turns = reconciliation.harvested(found, known, **{**usual, **changes})
    return [(turn.news, turn.promise) for turn in turns]


def of(*lines: Noted) -> list[Promise]:
    """The promises that these lines made."""
    return [promise for _, promise in read(lines)]


class TestNotes:
    """The same line is the same promise."""

    def test_new(self) -> None:
        """A line not seen before makes a promise."""
        ((news, promise),) = read([line("send Ana the deck", person="Ana", due=day("11-27"))])

        assert news is News.NEW
        assert (promise.text, promise.person, promise.due) == (
            *("send Ana the deck", "Ana", day("11-27")),
        )

    def test_same_again(self) -> None:
        """The second time it means nothing."""
        lines = [line("send Ana the deck"), line("call Tom")]

        assert read(lines, of(*lines)) == []

    def test_equal_lines_are_two(self) -> None:
        """Two equal lines are two promises, and stay two."""
        lines = [line("call Tom"), line("call Tom")]
        known = of(*lines)

        assert len({promise.id for promise in known}) == 2
        assert read(lines, known) == []

    def test_edited(self) -> None:
        """A vanished and a new line that share half their words are one line edited."""
        known = of(line("send Ana the deck by Fri", person="Ana", email="ana@x"))

        ((news, promise),) = read([line("send Ana the slides by Thu", due=day("11-26"))], known)

        assert (news, promise.id) == (News.EDITED, known[0].id)
        assert (promise.text, promise.due) == ("send Ana the slides by Thu", day("11-26"))
        assert (promise.person, promise.email) == ("Ana", "ana@x")

    def test_edited_for_somebody_else(self) -> None:
        """A new person takes the old one's address away."""
        known = of(line("send the deck by Fri", person="Ana", email="ana@x"))

        ((_, promise),) = read([line("send the deck by Thu", person="Tom")], known)

        assert (promise.person, promise.email) == ("Tom", "")

    def test_edited_and_ticked(self) -> None:
        """An edited line that is ticked off keeps its promise."""
        known = of(line("send Ana the deck by Fri"))

        ((_, promise),) = read([line("send Ana the deck by Thu", done=True)], known)

        assert promise.state is State.KEPT

    def test_edited_after_the_end(self) -> None:
        """A closed promise only follows its line."""
        (known,) = of(line("send Ana the deck by Fri"))
        closed = replace(known, state=State.DROPPED)

        ((_, promise),) = read([line("send Ana the deck by Thu")], [closed])

        assert promise == replace(
            closed, line="send Ana the deck by Thu", line_mark=promise.line_mark
        )

    @pytest.mark.parametrize(
        "now",
        [
            pytest.param("owe Ana the deck and budget, she'll intro me to Carla", id="one-edited"),
            pytest.param("she'll intro me to Carla", id="one-removed"),
            pytest.param("she'll intro me to Carla, owe Ana the deck by Mon", id="turned-round"),
        ],
    )
    def test_edited_line_of_two_promises(self, now: str) -> None:
        """Each promise of a line follows its own words."""
        before = "owe Ana the deck, she'll intro me to Carla"
        deck, intro = of(line("the deck", line=before), line("intro", line=before, mine=False))
        found = [line("intro", line=now, mine=False)]
        found += [line("the deck and budget", line=now)] if "deck" in now else []

        edited = {p.id: p.text for news, p in read(found, [deck, intro]) if news is News.EDITED}

        assert edited[intro.id] == "intro"
        assert edited.get(deck.id, "the deck and budget") == "the deck and budget"

    def test_other_words_are_another(self) -> None:
        """Fewer than half the words: one is gone, one is new."""
        known = of(line("send Ana the deck by Fri"))

        turns = read([line("call Tom")], known)

        assert [news for news, _ in turns] == [News.NEW, News.REMOVED]

    def test_removed_is_asked_once(self) -> None:
        """A line that is gone is a question, not an answer; closed promises ask nothing."""
        known = of(line("send Ana the deck"))

        ((news, promise),) = read([], known)

        assert (news, promise.asks, promise.state) == (News.REMOVED, "removed", State.OPEN)
        assert read([], [promise]) == []
        assert read([], [replace(known[0], state=State.KEPT)]) == []

    def test_back_again(self) -> None:
        """A line that had gone is there again: nothing to ask."""
        known = of(line("send Ana the deck"))
        ((_, asked),) = read([], known)

        ((news, promise),) = read([line("send Ana the deck")], [asked])

        assert (news, promise.asks) == (News.BACK, "")

    def test_line_of_a_rebuilt_promise(self) -> None:
        """After a rebuild only the line's mark is known; the line itself is learnt again."""
        (known,) = of(line("send Ana the deck"))

        ((news, promise),) = read([line("send Ana the deck")], [replace(known, line="")])

        assert (news, promise) == (News.BACK, known)

    def test_ticked(self) -> None:
        """Ticking the line keeps the promise, once; a ticked line makes none."""
        (known,) = of(line("call Tom"))

        ((news, promise),) = read([line("call Tom", done=True)], [known])

        assert (news, promise.state) == (News.KEPT, State.KEPT)
        assert read([line("call Tom", done=True)], [promise]) == []
        assert read([line("call Tom", done=True)]) == []

    def test_takes_only_what_it_may(self) -> None:
        """What is not clear enough, or was declined, is not taken."""
        lines = [line("call Tom", clarity=Clarity.MAYBE), line("call Eve")]
        declined = {promises.line_mark("call Eve", 0)}

        assert read(lines, takes={Clarity.MARKED}, declined=declined) == []

    def test_undone_line_moved(self) -> None:
        """A line whose promise has been told apart gets another id, not the same again."""
        (known,) = of(line("call Tom"))
        apart = replace(known, line_mark="")

        ((_, promise),) = read([line("call Tom")], [apart])

        assert promise.id != known.id

    def test_proposals(self) -> None:
        """What nobody knows of yet, was not declined and is not done, is proposed."""
        lines = [line("a"), line("b"), line("c"), line("d", done=True)]
        known = of(line("a"))

        found = reconciliation.proposals(lines, known, {promises.line_mark("b", 0)})

        assert [noted.text for _, noted in found] == ["c"]

    @given(st.lists(st.sampled_from(["call Tom", "call Eve", "send the deck", ""]), max_size=6))
    def test_reading_twice_changes_nothing(self, texts: list[str]) -> None:
        """Whatever stands in a note: the second reading finds nothing new."""
        lines = [line(text) for text in texts]

        assert read(lines, of(*lines)) == []


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

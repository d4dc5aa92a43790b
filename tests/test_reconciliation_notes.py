"""What the lines of a note mean for its promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import promises
from calsync import reconciliation
from calsync.model import Clarity
from calsync.model import Noted
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import State
from calsync.reconciliation import News
from tests.household import MONDAY
from tests.household import day

ORIGIN = Origin("home", "c", "lunch@x")
ALL = frozenset(Clarity)


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

    @pytest.mark.parametrize("said", ["", "Ana", "diaz", "Ana Diaz"])
    def test_edited_for_the_same(self, said: str) -> None:
        """A part of the name, or none, is still who it was for, with the address."""
        known = of(line("send the deck by Fri", person="Ana Diaz", email="ana@x"))

        ((_, promise),) = read([line("send the deck by Thu", person=said)], known)

        assert (promise.person, promise.email) == ("Ana Diaz", "ana@x")

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

    def test_one_line_becomes_two(self) -> None:
        """Of two lines that are like the one that vanished one is it, the other is new."""
        known = of(line("send Ana the deck by Fri"))

        turns = read([line("send Ana the deck by Thu"), line("send Ana the deck by Wed")], known)

        assert sorted(news for news, _ in turns) == [News.EDITED, News.NEW]
        assert len({promise.id for _, promise in turns}) == 2

    @pytest.mark.parametrize(
        ("before", "after", "edited"),
        [("call Ana Diaz today", "call Ana about prices", True), ("a b c d e", "a b x y z", False)],
        ids=["half", "less than half"],
    )
    def test_half_the_words(self, before: str, after: str, edited: bool) -> None:  # noqa: FBT001 - a row
        """Half the words of the longer line are enough, fewer are not."""
        turns = read([line(after)], of(line(before)))

        assert (turns[0][0] is News.EDITED) is edited

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

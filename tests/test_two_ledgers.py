"""Two machines with a ledger each, on one calendar: the user's last word holds on both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync import acts
from calsync import pipeline
from calsync import tagging
from calsync.model import Channel
from calsync.model import Event
from calsync.records import Mark
from tests.household import Household


@pytest.fixture
def homes() -> tuple[Household, Household]:
    """Two machines that have seen the same lunch."""
    one = Household()
    two = Household(server=one.server)
    one.lunch(note="")
    settle(one, two)
    return one, two


def settle(*homes: Household) -> None:
    """Each syncs twice, in turn."""
    for home in homes * 2:
        home.sync()


def mark(home: Household, channel: Channel | None, *, title: str = "Lunch with Ana Diaz") -> None:
    """The user corrects a verdict on one of the machines."""
    with home.job("mark") as job:
        (seen,) = [one for one in job.ledger.mirror.events() if one.event.title == title]
        acts.mark(job, seen.event, channel, once=False)
        pipeline.settle(job)


def written(home: Household) -> tuple[Channel | None, bool]:
    """What the lunch's tag says, and whether it is the user's word."""
    (event,) = [one for one in home.server.events.values() if one.title.startswith("Lunch")]
    tag = tagging.tag_on(event)
    assert tag is not None
    return tag.channel, tag.by == "user"


def quiet(*homes: Household) -> bool:
    """Has none of them anything left to write?"""
    return all(home.sync().plan == () for home in homes * 2)


@pytest.mark.parametrize("channel", [None, Channel.TRAINING, Channel.LUNCH])
def test_a_mark_made_on_one_holds_on_the_other(
    homes: tuple[Household, Household], channel: Channel | None
) -> None:
    """What the rules of the other say does not write over the user's word."""
    one, two = homes

    mark(one, channel)

    assert quiet(two, one)
    assert written(two) == (channel, True)
    assert [known.channel for known in two.ledger.all(Mark)] == [channel]


def test_the_last_of_two_marks_holds(homes: tuple[Household, Household]) -> None:
    """Marked on one, marked otherwise on the other: no writing to and fro."""
    one, two = homes
    mark(one, None)
    settle(two, one)

    mark(two, Channel.SOCIAL)

    assert quiet(one, two)
    assert written(one) == (Channel.SOCIAL, True)


def test_a_mark_taken_back_is_taken_back_on_both(homes: tuple[Household, Household]) -> None:
    """`undo` on one machine is not undone by the other."""
    one, two = homes
    mark(one, None)
    settle(two, one)

    one.undo()

    assert quiet(two, one)
    assert written(one) == (Channel.LUNCH, False)
    assert two.ledger.all(Mark) == ()


def test_an_exception_does_not_mark_itself(homes: tuple[Household, Household]) -> None:
    """Google gives an exception what its series carried; the series' next mark holds for it too."""
    home, _ = homes
    weekly = home.add("Lunch with Bo Lee", recurrence=("RRULE:FREQ=WEEKLY",))
    home.sync()
    mark(home, None, title="Lunch with Bo Lee")
    series = home.now_is(weekly)
    home.server.add(_exception(series))
    home.sync()

    mark(home, Channel.COMMUNITY, title="Lunch with Bo Lee")

    assert len(home.ledger.all(Mark)) == 1
    verdicts = {one.verdict.channel for one in home.ledger.mirror.events(uid=weekly.uid)}
    assert verdicts == {Channel.COMMUNITY}


def _exception(series: Event) -> Event:
    return replace(
        series,
        id="",
        title="Lunch with Bo, elsewhere",
        recurrence=(),
        recurrence_id="20261130T113000Z",
        anchor=series.anchor or series.uid,
        etag="",
    )

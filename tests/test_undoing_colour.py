"""A colour is taken back with the tag that brought it, and no other."""

from __future__ import annotations

import pytest

from calsync.calendars.protocol import PutTag
from calsync.config import Tags
from tests.household import Household
from tests.household import config


@pytest.fixture
def home() -> Household:
    """A user who wants opportunities coloured."""
    return Household(config=config(tags=Tags(color="5")))


@pytest.mark.parametrize("color", ["", "5"])
def test_users_own_stays(home: Household, color: str) -> None:
    """A colour that the user chose after the event was tagged is left alone."""
    home.config = config(tags=Tags(color=color))
    lunch = home.lunch(note="")
    home.sync()
    home.server.edit(lunch, color="7")

    undone = home.undo()

    assert undone.reversed == ("tag: Lunch with Ana Diaz",)
    assert (home.now_is(lunch).color, dict(home.now_is(lunch).marks)) == ("7", {})


def test_goes_though_the_event_was_edited(home: Household) -> None:
    """The configured colour goes with the tag, whatever else the user changed."""
    lunch = home.lunch(note="")
    home.sync()
    home.server.edit(lunch, location="Borchardt")

    home.undo()

    assert home.now_is(lunch).color == ""


def test_none_is_written_where_none_was() -> None:
    """Without a configured colour no write says anything about one (rule 2)."""
    home = Household()
    home.lunch(note="")
    home.sync()

    home.undo()

    assert [w.color for w in home.server.writes if isinstance(w, PutTag)] == [None, None]


def test_comes_back_with_its_tag(home: Household) -> None:
    """A tag that lost its reason took its colour along; both are put back."""
    lunch = home.lunch(note="")
    home.sync()
    home.server.edit(lunch, title="Dentist")
    home.sync()
    assert home.now_is(lunch).color == ""

    home.undo()

    assert home.now_is(lunch).color == "5"
    assert home.now_is(lunch).marks["channel"] == "lunch"

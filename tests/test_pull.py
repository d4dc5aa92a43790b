"""What an account tells comes into the mirror, and a short answer proves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from typing import Any

import pytest

from calsync import pull
from calsync.calendars.memory import MemoryAccount
from calsync.calendars.protocol import Changes
from calsync.model import Calendar
from tests.household import SETTINGS
from tests.household import Household
from tests.household import at
from tests.household import config


class Listens(MemoryAccount):
    """An account that remembers what it was asked, and tells all or only masters of what went."""

    asked: list[tuple[str, datetime]]
    cursor: Any = ""
    etags = True
    exceptions = True

    def changes(self, calendar: Calendar, cursor: str, *, since: datetime) -> Changes:
        """What changed, as this server tells it."""
        self.asked.append((cursor, since))
        told = super().changes(calendar, cursor, since=since)
        if not self.exceptions:
            told = replace(told, gone=tuple(name for name in told.gone if "_" not in name))
        if not self.etags:
            told = replace(told, events=tuple(replace(e, etag="") for e in told.events))
        return replace(told, cursor=self.cursor) if self.cursor else told


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


@pytest.fixture
def account(home: Household) -> Listens:
    """The user's account."""
    account = Listens(SETTINGS, home.server)
    account.asked = []
    home.others["home"] = account
    return account


def look(home: Household, account: MemoryAccount, **how: bool) -> pull.Pulled:
    """Bring the mirror up to date."""
    usual = {"full": False, "accept_deletions": False}
    with home.job() as job:
        return pull.pull(job, account, **{**usual, **how})


def mirrored(home: Household) -> list[str]:
    """The ids of what the mirror has."""
    return sorted(seen.event.id for seen in home.ledger.mirror.events())


def test_asks_from_where_it_was(home: Household, account: Listens) -> None:
    """First for a year back, then for what changed; with --full from the beginning again."""
    home.lunch()
    look(home, account)
    look(home, account)
    look(home, account, full=True)

    since = home.now - timedelta(days=366)
    assert account.asked == [("", since), (account.asked[1][0], since), ("", since)]
    assert account.asked[1][0]


def test_counts_every_calendar(home: Household, account: Listens) -> None:
    """What was seen and what changed, over all calendars of the account."""
    home.server.add_calendar(Calendar("d", "Club", account="home"))
    events = [home.add("Lunch"), home.add("Board"), home.add("Game", calendar="d")]
    first = look(home, account)
    home.server.delete(events[0])
    home.server.edit(events[1], title="Board!")

    second = look(home, account)

    assert (first.seen, first.changed) == (3, 3)
    assert (second.seen, second.changed) == (2, 2)


def test_told_anew_is_not_changed(home: Household, account: Listens) -> None:
    """Events that are as they were do not count as changed; without an ETag nobody can tell."""
    home.lunch()
    look(home, account)

    same = look(home, account, full=True)
    account.etags = False
    look(home, account, full=True)
    unknown = look(home, account, full=True)

    assert (same.seen, same.changed) == (1, 0)
    assert (unknown.seen, unknown.changed) == (1, 1)


# how many there were, how many went, does it stop?
DISAPPEARED = [
    pytest.param(12, 10, False, id="ten at most"),
    pytest.param(12, 11, True, id="more than ten"),
    pytest.param(55, 11, False, id="a fifth at most"),
    pytest.param(54, 11, True, id="more than a fifth"),
]


@pytest.mark.parametrize(("before", "gone", "stops"), DISAPPEARED)
@pytest.mark.parametrize("full", [False, True])
def test_much_disappeared(
    home: Household, account: Listens, *, before: int, gone: int, stops: bool, full: bool
) -> None:
    """More than ten events and more than a fifth gone at once: nothing of it is believed."""
    events = [home.add(f"Standup {number}") for number in range(before)]
    look(home, account)
    for event in events[:gone]:
        home.server.delete(event)

    if stops:
        with pytest.raises(pull.MuchDisappearedError, match=f"{gone} of {before}"):
            look(home, account, full=full)
    else:
        look(home, account, full=full)

    assert len(mirrored(home)) == (before if stops else before - gone)
    look(home, account, full=full, accept_deletions=True)
    assert len(mirrored(home)) == before - gone


@pytest.mark.parametrize(("each", "stops"), [(30, True), (50, False)], ids=["much", "little"])
def test_much_disappeared_in_all(
    home: Household, account: Listens, *, each: int, stops: bool
) -> None:
    """A few events of each calendar are much of an account: it is left as it was, all of it."""
    home.server.add_calendar(Calendar("d", "Club", account="home"))
    events = [home.add(f"Standup {n}", calendar=name) for name in "cd" for n in range(each)]
    look(home, account)
    for event in (*events[:8], *events[-8:]):
        home.server.delete(event)

    if stops:
        with pytest.raises(pull.MuchDisappearedError, match="home: 16 of 60 events disappeared"):
            look(home, account)
    else:
        look(home, account)

    assert len(mirrored(home)) == 2 * each - (0 if stops else 16)


def test_exceptions_go_with_their_series(home: Household, account: Listens) -> None:
    """A server may not name the exceptions of a series that is gone; other events stay."""
    account.exceptions = False
    series = home.add("Standup", at=at("11-04 12:00"), recurrence=("RRULE:FREQ=WEEKLY",))
    home.add("Standup", at=at("11-26 12:00"), uid=series.uid, recurrence_id="20261125T110000Z")
    home.add("Board")
    look(home, account)
    before = mirrored(home)
    home.server.delete(series)

    look(home, account)

    assert (len(before), mirrored(home)) == (3, ["board@x"])


def test_exceptions_of_another_series_stay(home: Household, account: Listens) -> None:
    """Where a series was cut in two of one UID, the exceptions of the other part stay."""
    account.exceptions = False
    weekly = ("RRULE:FREQ=WEEKLY",)
    first = home.add("Standup", id="a", anchor="a", at=at("11-04 12:00"), recurrence=weekly)
    home.add("Standup", id="b", anchor="b", at=at("11-18 12:00"), recurrence=weekly)
    for anchor, rid in (("a", "20261111T110000Z"), ("b", "20261125T110000Z")):
        home.add("Standup", id=f"{anchor}_1", anchor=anchor, recurrence_id=rid)
    look(home, account)
    home.server.delete(first)

    look(home, account)

    assert mirrored(home) == ["b", "b_1"]


def test_single_event_takes_no_namesake_along(home: Household, account: Listens) -> None:
    """Of two events of one UID the one that stays stays: only a series has exceptions."""
    single = home.add("Standup")
    home.add("Standup", id="twin")
    look(home, account)
    home.server.delete(single)

    look(home, account)

    assert mirrored(home) == ["twin"]


@pytest.mark.parametrize("named", [("c", "d"), ("c", "Club"), ()])
def test_named_calendar_that_is_gone(home: Household, named: tuple[str, ...]) -> None:
    """A calendar that the user names, by id or name or not at all, stops its account when gone."""
    home.server.add_calendar(Calendar("d", "Club", account="home"))
    only = replace(SETTINGS, calendars=named)
    home.config = config(accounts=(only,))
    account = MemoryAccount(only, home.server)
    look(home, account)
    home.server.drop_calendar("d")

    with pytest.raises(pull.CalendarGoneError, match="Club"):
        look(home, account)
    look(home, account, accept_deletions=True)

    assert [calendar.id for calendar in home.ledger.mirror.calendars()] == ["c"]


def test_calendars_are_named_by_account(home: Household) -> None:
    """What one account's settings name says nothing about another's calendars."""
    work = replace(SETTINGS, name="work")
    server = Household().server
    server.calendars = {name: Calendar(name, name, account="work") for name in ("e", "f")}
    home.config = config(accounts=(SETTINGS, work))
    look(home, MemoryAccount(work, server))
    only = replace(work, calendars=("e",))
    home.config = config(accounts=(SETTINGS, only))

    look(home, MemoryAccount(only, server))

    assert [calendar.id for calendar in home.ledger.mirror.calendars("work")] == ["e"]


def test_cursor_is_saved_with_its_events(home: Household, account: Listens) -> None:
    """Where a cursor cannot be saved the events it stands for are not there either (rule 8)."""
    home.lunch()
    account.cursor = 10**30  # nothing that a database takes

    with pytest.raises(OverflowError):
        look(home, account)

    assert mirrored(home) == []


class Patient(MemoryAccount):
    """An account whose list of calendars is good for an hour."""

    listing_lasts = timedelta(hours=1)


# what happens after the first look, how the second is asked for, is a new calendar seen?
LISTS = [
    pytest.param({"minutes": 59}, {}, False, id="good"),
    pytest.param({"minutes": 60}, {}, True, id="an hour old"),
    pytest.param({"minutes": 0}, {}, False, id="just asked"),
    pytest.param({"minutes": -1}, {}, True, id="from the future"),
    pytest.param({"minutes": 1}, {"full": True}, True, id="in full"),
    pytest.param({"minutes": 1}, {"accept_deletions": True}, True, id="deletions accepted"),
]


@pytest.mark.parametrize(("by", "how", "seen"), LISTS)
def test_list_of_calendars(
    home: Household, *, by: dict[str, int], how: dict[str, bool], seen: bool
) -> None:
    """A list that is still good is not asked for again, unless the user wants all anew."""
    account = Patient(SETTINGS, home.server)
    look(home, account)
    home.server.add_calendar(Calendar("d", "Club", account="home"))
    home.later(**by)

    look(home, account, **how)

    assert (len(home.ledger.mirror.calendars()) == 2) is seen


def test_other_settings_want_another_list(home: Household) -> None:
    """A list made for other calendars, or another access, is not good any more."""
    home.server.add_calendar(Calendar("d", "Club", account="home"))
    only = replace(SETTINGS, calendars=("c",))
    home.config = config(accounts=(only,))
    look(home, Patient(only, home.server))
    home.config = config(accounts=(SETTINGS,))

    look(home, Patient(SETTINGS, home.server))

    assert len(home.ledger.mirror.calendars()) == 2

"""The user's own rules: the commands, what they change, and learning them."""

from __future__ import annotations

import json
import re
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest

from calsync import acts
from calsync import config
from calsync import demo_calendar
from calsync import ruling
from calsync.model import Channel
from tests.conftest import invoke
from tests.household import MONDAY
from tests.household import Household
from tests.rules_factory import CONFIG
from tests.rules_factory import MEETUP
from tests.rules_factory import written
from tests.terminal import converse

NOW = "2026-11-24T17:00:00+01:00"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Alex's calendars and configuration, read once."""
    folder = tmp_path / "calsync"
    demo_calendar.write(folder / "calendar", now=datetime(2026, 11, 24, 16, tzinfo=UTC))
    monkeypatch.setenv("CALSYNC_NOW", NOW)
    written(folder / "config.toml", CONFIG)
    assert invoke("sync").code == 0
    return folder


def verdicts() -> dict[str, str | None]:
    """What every event is taken for, by its id."""
    return {row["key"]: row["channel"] for row in json.loads(invoke("opportunities", "--json").out)}


def taken_for(house: Household) -> dict[str, Channel | None]:
    """What every event of a household is taken for, by its title."""
    events = house.ledger.mirror.events(account="home")
    return {seen.event.title: seen.verdict.channel for seen in events}


# --- the commands --------------------------------------------------------------------------------


def test_a_rule_changes_what_test_has_shown(home: Path) -> None:
    """`rules test` prints what an added rule then changes, and nothing else changes."""
    before = verdicts()
    shown = json.loads(invoke("rules", "test", "none", "--title", "MEETUP", "--json").out)

    added = invoke("rules", "add", "none", "--title", "MEETUP")
    assert invoke("sync").code == 0

    after = verdicts()
    gone = {key for key in before if key not in after}
    assert {(row["from"], row["to"]) for row in shown} == {("community", None)}
    assert gone == {row["key"] for row in shown}
    assert {key: value for key, value in before.items() if key not in gone} == after
    assert added.out == 'Added as rule 1: title has "MEETUP": none\n'
    assert (home / "config.toml").read_text().startswith(CONFIG)


@pytest.mark.usefixtures("home")
def test_rules_are_listed_and_removed() -> None:
    """Rules have numbers; the one before the others is the first; removing says the way back."""
    invoke("rules", "add", "none", "--title", "board games")
    invoke("rules", "add", "lunch", "--attendee", "ana@x.org", "--location", "cafe", "--first")

    listed = invoke("rules", "list").out.splitlines()
    rows = json.loads(invoke("rules", "list", "--json").out)
    removed = invoke("rules", "remove", "board")

    assert listed == [
        '  1  attendee has "ana@x.org" and location has "cafe": lunch',
        '  2  title has "board games": none',
    ]
    assert [row["channel"] for row in rows] == ["lunch", None]
    assert "Put back: calsync rules add none --title 'board games'" in removed.err
    assert [row["number"] for row in json.loads(invoke("rules", "list", "--json").out)] == [1]


@pytest.mark.usefixtures("home")
def test_all_rules_are_tested_against_none() -> None:
    """Without a rule, `rules test` shows what the user's rules change."""
    none_yet = invoke("rules", "test").out
    invoke("rules", "add", "none", "--title", "meetup")

    shown = invoke("rules", "test").out.splitlines()

    assert none_yet == "Your rules change nothing in the past year\n"
    assert shown[0] == "Your rules change 4 events in the past year"
    assert shown[2] == (
        "  Wed 4 Nov 2026   community -> none         Python meetup (monthly) (repeats)"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("add", "none"), "--title", id="no pattern"),
        pytest.param(("add", "none", "--title", " "), "--title", id="blank"),
        pytest.param(("add", "none", "--title", "a\u200bb"), "cannot be seen", id="unseen"),
        pytest.param(("test", "--title", "x"), "say one of: lunch", id="no channel"),
        pytest.param(("test", "lunch"), "--title", id="channel only"),
        pytest.param(("remove", "1"), "calsync rules list", id="none there"),
    ],
)
@pytest.mark.usefixtures("home")
def test_what_is_missing_is_named(arguments: tuple[str, ...], words: str) -> None:
    """A rule that says too little is wrong use, and the message names the option."""
    shown = invoke("rules", *arguments)

    assert shown.code == 2
    assert words in shown.err


@pytest.mark.usefixtures("home")
def test_the_same_rule_twice_is_wrong_use() -> None:
    """A rule that is there already is not added again."""
    invoke("rules", "add", "none", "--title", "meetup")

    again = invoke("rules", "add", "none", "--title", "meetup")

    assert (again.code, again.err) == (
        2,
        'calsync: title has "meetup": none: that is rule 1 already\n',
    )


# --- learning ------------------------------------------------------------------------------------


def games(house: Household) -> None:
    """Some evenings of board games that look like a community event, and others."""
    for number in range(4):
        house.add(f"Vim user group #{number}", at=MONDAY - timedelta(days=7 * number + 1))
    house.add("Python meetup", at=MONDAY - timedelta(days=3))
    house.add("Vim user group next", at=MONDAY + timedelta(days=3))
    house.lunch()
    house.sync()


def corrected(house: Household, title: str) -> ruling.Offer | None:
    """The user says that an event is no networking; the rule that is offered."""
    with house.job("mark") as job:
        seen = next(s for s in job.ledger.mirror.events(account="home") if s.event.title == title)
        acts.mark(job, seen.event, None, once=False)
        return ruling.offer(job, seen.event, None)


def test_one_correction_changes_its_series_and_nothing_else() -> None:
    """What the user says of a series holds for it alone, now and after the next sync."""
    house = Household()
    games(house)
    house.add("Vim user group meetup", recurrence=("RRULE:FREQ=MONTHLY;COUNT=9",))
    house.sync()
    before = taken_for(house)

    offered = corrected(house, "Vim user group meetup")
    house.sync()

    assert offered is None
    assert before["Vim user group meetup"] is Channel.COMMUNITY
    assert taken_for(house) == {**before, "Vim user group meetup": None}


def test_an_accepted_rule_changes_what_it_had_shown() -> None:
    """The second correction of a kind offers a rule; taken up, it changes what was shown."""
    house = Household()
    games(house)
    corrected(house, "Vim user group #0")
    offered = corrected(house, "Vim user group #1")
    before = taken_for(house)
    assert offered is not None

    house.config = config.Config(
        me=house.config.me,
        accounts=house.config.accounts,
        followups=house.config.followups,
        rules=(offered.rule,),
    )
    house.sync()

    changed = {title for title, channel in taken_for(house).items() if before[title] is not channel}
    shown = {change.event.title for change in offered.effect.changes}
    assert shown == {"Vim user group #2", "Vim user group #3"}
    assert offered.effect.coming == 1
    assert changed == {*shown, "Vim user group next"}


def test_a_refused_rule_is_not_offered_again() -> None:
    """Who said no is not asked the same at the next correction."""
    house = Household()
    games(house)
    corrected(house, "Vim user group #0")
    offered = corrected(house, "Vim user group #1")
    assert offered is not None
    with house.job() as job:
        ruling.refuse(job, offered.rule)

    again = corrected(house, "Vim user group #2")

    assert again is None


@pytest.mark.parametrize(
    ("days", "rule", "past", "coming"),
    [
        pytest.param(-3, "", 1, 0, id="past"),
        pytest.param(-400, "", 0, 0, id="long past"),
        pytest.param(3, "", 0, 1, id="to come"),
        pytest.param(-9, "RRULE:FREQ=WEEKLY", 1, 0, id="series"),
        pytest.param(-900, "RRULE:FREQ=WEEKLY;COUNT=9", 0, 0, id="series long past"),
        pytest.param(30, "RRULE:FREQ=WEEKLY;COUNT=9", 0, 1, id="series to come"),
    ],
)
def test_the_past_year_is_shown_the_rest_counted(
    days: int, rule: str, past: int, coming: int
) -> None:
    """A series is one event, shown by its last instance of the past year."""
    house = Household()
    at = MONDAY + timedelta(days=days)
    house.add("Vim user group meetup", at=at, recurrence=(rule,) if rule else ())
    house.sync()

    with house.job() as job:
        effect = ruling.effect(job, (), (MEETUP,))

    assert (len(effect.changes), effect.coming) == (past, coming)
    assert all(change.event.start > MONDAY - timedelta(days=7) for change in effect.changes)


MARKED = ("DevOps meetup Hamburg", "PyLadies Hamburg meetup")


def test_without_a_terminal_the_command_is_printed(home: Path) -> None:
    """Nobody can be asked, so nothing is added: the command that would add it is printed."""
    first, second = (invoke("mark", title, "none") for title in MARKED)

    assert "rule" not in first.err
    assert "Your corrections make a rule: calsync rules add none --title " in second.err
    assert (home / "config.toml").read_text() == CONFIG


@pytest.mark.parametrize(
    ("answer", "adds"), [("y\r", True), ("\r", False), ("n\r", False), ("\x04", False)]
)
def test_the_user_is_asked(home: Path, answer: str, *, adds: bool) -> None:
    """At a terminal the rule is added only when the user says yes."""
    invoke("mark", MARKED[0], "none")

    shown = converse("mark", MARKED[1], "none", says=[("Enter no > ", answer)])
    again = invoke("mark", MARKED[1], "none")

    assert shown.code == 0
    assert re.search(r"Would change \d+ events? in the past year\n    [MTWFS]", shown.out)
    assert len(config.load(home / "config.toml").rules) == adds
    assert "make a rule" not in again.err


def test_the_offer_fits_into_the_window(home: Path) -> None:
    """On a narrow terminal the rule and what it would change are wrapped or cut, not overlong."""
    invoke("mark", MARKED[0], "none")

    shown = converse("mark", MARKED[1], "none", says=[("Enter no > ", "\r")], env={"COLUMNS": "40"})

    offered = shown.out[shown.out.index("Your corrections") :].splitlines()
    assert shown.code == 0
    assert any("->" in line for line in offered)
    assert max(map(len, offered)) <= 40
    assert (home / "config.toml").read_text() == CONFIG


def test_a_review_offers_too(home: Path) -> None:
    """A correction within a review offers the rule that it makes."""
    invoke("mark", MARKED[1], "none")
    waits = [row["title"] for row in json.loads(invoke("review", "--json").out)["meetings"]]
    place = waits.index(MARKED[0])

    shown = converse(
        "review",
        says=[
            *(("Enter later > ", "\r") for _ in range(3)),
            *((f"/{len(waits)} ", "s\r") for _ in range(place)),
            (MARKED[0], "x\r"),
            ("Enter no > ", "y\r"),
            (" > ", "q\r"),
        ],
    )

    assert "Added as rule 1" in shown.out
    assert len(config.load(home / "config.toml").rules) == 1

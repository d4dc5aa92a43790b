"""The lines of the user's own rules, written into the file and taken out of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import ruling
from calsync.errors import UsageError
from calsync.model import Channel
from calsync.model import Rule
from tests.rules_factory import CONFIG
from tests.rules_factory import MEETUP
from tests.rules_factory import written

TABLES = CONFIG[CONFIG.index("[me]") :]
TWO_RULES = """# The first
[[rules]]
channel = "none"  # never
title = "board games"

# About Ana
[[rules]]
title = '''ana'''
channel = "lunch"
# the end
[tags]
color = ""
"""
BOARD = Rule(None, title="board games")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CONFIG, id="plain"),
        pytest.param("\ufeff" + CONFIG.replace("\n", "\r\n"), id="BOM and CRLF"),
        pytest.param(CONFIG + TWO_RULES, id="others"),
        pytest.param(TWO_RULES.replace("[[rules]]", "[[ 'rules' ]] # x") + TABLES, id="odd"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_adding_and_removing_gives_the_same_bytes(text: str, *, first: bool) -> None:
    """A rule added is found by the reader, and once removed every byte is as before."""
    rule = Rule(Channel.LUNCH, title='Ana "the\\boss" é', attendee="ana@example.org")
    old = tomllib.loads(text.removeprefix("\ufeff")).get("rules", [])

    added = ruling.added(rule, first=first)(text)

    rules = tomllib.loads(added.removeprefix("\ufeff"))["rules"]
    place = 0 if first else len(old)
    assert rules.pop(place) == {
        "channel": "lunch",
        "title": 'Ana "the\\boss" é',
        "attendee": "ana@example.org",
    }
    assert rules == old
    assert ruling.removed(rule, place + 1)(added) == text


def test_a_rule_of_the_users_own_hand_is_taken_out() -> None:
    """Only the lines of that table go: comments, other rules and spacing stay."""
    without = ruling.removed(BOARD, 1)(TWO_RULES)

    assert without == TWO_RULES.replace(
        '[[rules]]\nchannel = "none"  # never\ntitle = "board games"\n\n', ""
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('rules = [{channel = "none", title = "board games"}]\n', id="in one line"),
        pytest.param(
            'x = """\n[[rules]]\n"""\n[[rules]]\nchannel="none"\ntitle="board games"\n',
            id="in text",
        ),
    ],
)
def test_what_is_written_unusually_is_left_alone(text: str) -> None:
    """Where lines cannot tell for sure, the user is sent to the file."""
    with pytest.raises(ruling.ByHandError, match="by hand"):
        ruling.removed(BOARD, 1)(text)


def test_rules_in_one_line_take_no_table() -> None:
    """TOML allows no table after an array of the same name."""
    with pytest.raises(ruling.ByHandError, match="meetup"):
        ruling.added(MEETUP)('rules = [{channel = "none", title = "x"}]\n')


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_words_survive(words: str) -> None:
    """Whatever can be seen can be the pattern of a rule."""
    text = ruling.added(Rule(None, location=words))(CONFIG)

    assert tomllib.loads(text)["rules"] == [{"channel": "none", "location": words}]


def test_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    """A linked configuration stays linked, and as readable as it was."""
    real = written(tmp_path / "dotfiles" / "calsync.toml", CONFIG)
    real.chmod(0o640)
    link = tmp_path / "config.toml"
    link.symlink_to(real)

    loaded = ruling.rewrite(link, ruling.added(MEETUP))

    assert loaded.rules == (MEETUP,)
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert list(real.parent.iterdir()) == [real]


def test_an_edit_meanwhile_is_not_lost(tmp_path: Path) -> None:
    """Who saves the file in the same moment wins; nothing of it is overwritten."""
    path = written(tmp_path / "config.toml", CONFIG)

    def edit(text: str) -> str:
        path.write_text(CONFIG + "# by hand\n")
        return ruling.added(MEETUP)(text)

    with pytest.raises(ruling.ChangedMeanwhileError):
        ruling.rewrite(path, edit)

    assert path.read_text() == CONFIG + "# by hand\n"


@pytest.mark.parametrize(
    ("words", "number"), [("2", 2), ("board", 1), ("ANA", 2), ("attendee has", 2)]
)
def test_a_rule_is_named(words: str, number: int) -> None:
    """By its number, or by words of it."""
    rules = (BOARD, Rule(Channel.LUNCH, attendee="Ana"))

    assert ruling.number_of(rules, words) == number


@pytest.mark.parametrize("words", ["0", "3", "nobody", "has"])
def test_no_rule_or_several(words: str) -> None:
    """If none fits, or several, nothing is done."""
    with pytest.raises(UsageError, match=r"fits? “"):
        ruling.number_of((BOARD, Rule(Channel.LUNCH, attendee="Ana")), words)

"""Whole reviews at a real terminal, as the user sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from tests.onfiles import OnFiles
from tests.review_evening import ELSE
from tests.review_evening import GUEST
from tests.review_evening import MINE
from tests.review_evening import NOTHING
from tests.review_evening import after_lunch
from tests.review_evening import after_sync
from tests.review_evening import overdue
from tests.review_evening import states
from tests.review_evening import waits
from tests.terminal import CTRL_C
from tests.terminal import CTRL_D
from tests.terminal import Answer
from tests.terminal import Resize
from tests.terminal import converse

# Prompts end with a space.
TRANSCRIPT = """\
1 overdue promise, 1 meeting: about a minute

Overdue: send Tom Berg the pricing sheet
  due Fri 20 Nov, 3 days ago
  k kept  m move  d drop  Enter later > k

1/1 Lunch with Ana Diaz, today 12:30, Trattoria Roma
  note: “owe Ana the deck by Fri”
You owe Ana Diaz: the deck (planned by sync)
  due Fri 27 Nov, in 4 days; follow-up Thu 26 Nov 09:00
  Enter right  e edit  n no promise  ? more > \

Promised anything else? (Enter: no) > venue tips tomorrow
  due Tue 24 Nov, tomorrow; follow-up Tue 24 Nov 09:30
  Enter save  e edit  u undo > \

Promised anything else? (Enter: no) > \

One thing to remember about Ana Diaz? > runs marathons
Written: 2 follow-ups. Take back: calsync undo 3
"""
home = pytest.fixture(after_lunch)
synced = pytest.fixture(after_sync)
LATER, MORE, UNDO, ABOUT = "Enter later > ", "? more > ", "u undo > ", "Ana Diaz? > "
SETTLED = {"send Tom Berg the pricing sheet": "kept", "the deck": "open", "venue tips": "open"}
KEPT = [(LATER, "k\r"), (MORE, "\r")]
REST = [(UNDO, "\r"), (ELSE, "\r"), (ABOUT, "runs marathons\r")]


def test_a_review(home: OnFiles) -> None:
    """An overdue promise, a promise from the note, one more, and a thing to remember."""
    overdue(home)
    assert home.calsync("sync").code == 0

    shown = home.at_terminal("review", says=[*KEPT, (ELSE, "venue tips tomorrow\r"), *REST])
    again = home.at_terminal("review", says=[])

    assert (shown.code, shown.out) == (0, TRANSCRIPT)
    assert (again.code, again.out) == (0, "Nothing waits for you.\n")
    assert states(home) == SETTLED
    assert len(home.follow_ups()) == 3
    assert waits(home) == NOTHING


def test_it_can_be_taken_back(synced: OnFiles) -> None:
    """The whole review is one run."""
    before = synced.files()
    synced.at_terminal(
        "review",
        says=[
            ("? more > ", "n\r"),
            (ELSE, "venue tips tomorrow\r"),
            ("u undo > ", "\r"),
            (ELSE, "\r"),
            ("Ana Diaz? > ", "runs marathons\r"),
        ],
    )
    assert states(synced) == {"the deck": "dropped", "venue tips": "open"}

    undone = synced.calsync("undo")

    assert undone.code == 0
    assert states(synced) == {"the deck": "open", "venue tips": "dropped"}
    assert {n for n in synced.files() if "@" not in n} == {n for n in before if "@" not in n}
    assert len(synced.follow_ups()) == 1
    assert waits(synced)["meetings"] == 1


def test_garbage(synced: OnFiles) -> None:
    """What is no answer shows the keys; what is no promise says so; escapes go nowhere."""
    shown = synced.at_terminal(
        "review",
        says=[
            ("? more > ", "hm\r"),
            ("? more > ", "\x1b[A\x07é\r"),
            ("? more > ", "?\r"),
            ("? more > ", "\r"),
            (ELSE, "?\r"),
            (ELSE, "???\r"),
            ("say what", "\r"),
            ("Ana Diaz? > ", "\r"),
        ],
    )

    assert shown.code == 0
    assert shown.out.count("  w I wasn't there") == 4
    assert "no promise in “???”" in shown.out
    assert "\x1b" not in shown.out
    assert waits(synced) == NOTHING


@pytest.mark.parametrize(
    ("key", "words"),
    [("q\r", ""), (CTRL_D, ""), (CTRL_C, "Stopped; what you answered is saved.")],
    ids=["q", "ctrl-d", "ctrl-c"],
)
def test_stopping(synced: OnFiles, key: str, words: str) -> None:
    """However the user stops: what was answered is saved, the rest waits."""
    shown = synced.at_terminal("review", says=[("? more > ", "n\r"), (ELSE, key)])

    assert shown.code == 0
    assert words in shown.out
    assert "Take back: calsync undo 2" in shown.out
    assert states(synced) == {"the deck": "dropped"}
    assert waits(synced)["meetings"] == 1


def test_stopping_at_once(synced: OnFiles) -> None:
    """A review without an answer leaves no run."""
    synced.at_terminal("review", says=[("? more > ", "q\r")])

    assert [row["command"] for row in synced.json("undo", "--list")] == ["sync"]


class TestUndo:
    """`u` takes back the last answer."""

    def test_nothing_to_take_back(self, synced: OnFiles) -> None:
        """At the first question there is none."""
        shown = synced.at_terminal("review", says=[("? more > ", "u\r"), ("? more > ", "q\r")])

        assert "nothing to take back yet" in shown.out

    def test_asks_that_again_and_no_more(self, synced: OnFiles) -> None:
        """The question is asked anew; those answered before it are not."""
        synced.lunch("owe Ana the deck by Fri\ntodo: call Eve by Thu", GUEST, MINE)
        assert synced.calsync("sync").code == 0

        shown = synced.at_terminal(
            "review",
            says=[
                ("call Eve", ""),
                ("? more > ", "n\r"),
                ("the deck", ""),
                ("? more > ", "n\r"),
                (ELSE, "u\r"),
                ("taken back", ""),
                ("the deck", ""),
                ("? more > ", "\r"),
                (ELSE, "\r"),
                ("Ana Diaz? > ", "\r"),
            ],
        )

        assert shown.code == 0
        assert states(synced) == {"call Eve": "dropped", "the deck": "open"}
        assert shown.out.count("You owe Eve") + shown.out.count("call Eve (planned") <= 2

    def test_words_not_saved_yet(self, synced: OnFiles) -> None:
        """At what was made of the user's words it takes back those, not an earlier answer."""
        synced.at_terminal(
            "review",
            says=[
                ("? more > ", "n\r"),
                (ELSE, "venue tips tomorrow\r"),
                ("u undo > ", "u\r"),
                (ELSE, "q\r"),
            ],
        )

        assert states(synced) == {"the deck": "dropped"}

    def test_back_to_the_meeting_before(self, synced: OnFiles) -> None:
        """At the first question of the second meeting it goes back to the first."""
        synced.add("Dinner with Tom Berg", "11-22 19:00")
        assert synced.calsync("sync").code == 0

        shown = synced.at_terminal(
            "review",
            says=[
                ("? more > ", "\r"),
                (ELSE, "\r"),
                ("Ana Diaz? > ", "\r"),
                ("2/2 Dinner", ""),
                (ELSE, "u\r"),
                ("1/2 Lunch", ""),
                (ELSE, "w\r"),
                ("2/2 Dinner", ""),
                (ELSE, "\r"),
            ],
        )

        assert shown.code == 0
        assert waits(synced) == NOTHING

    def test_what_was_closed_is_open_in_the_calendar(self, home: OnFiles) -> None:
        """A promise that was kept and taken back is open, here and in the file."""
        overdue(home)
        assert home.calsync("sync").code == 0

        home.at_terminal(
            "review",
            says=[("Enter later > ", "k\r"), ("? more > ", "u\r"), ("Enter later > ", "q\r")],
        )

        assert states(home)["send Tom Berg the pricing sheet"] == "open"
        assert not any(
            "✓".encode() in data.split(b"DESCRIPTION")[0] for data in home.files().values()
        )


def test_names_cannot_reach_the_terminal(home: OnFiles) -> None:
    """A guest's name, a title and a note that carry escapes are cleaned everywhere."""
    evil = "\x1b]0;owned\x07\x1b[2J\u202eAna"
    guest = f"ATTENDEE;CN={evil}:mailto:ana@other.example"
    home.lunch(f"todo: call {evil} by Fri", guest, MINE, f"LOCATION:{evil}")
    assert home.calsync("sync").code == 0

    shown = home.at_terminal(
        "review", says=[("? more > ", "\r"), (ELSE, "\r"), ("remember about", "q\r")], TERM="xterm"
    )

    assert shown.code == 0
    assert not {"\x1b]", "\x1b[2J", "\u202e", "\x07"} & {
        piece for piece in ("\x1b]", "\x1b[2J", "\u202e", "\x07") if piece in shown.out
    }


def test_forty_columns(synced: OnFiles) -> None:
    """On a narrow terminal no line is longer than it."""
    shown = synced.at_terminal(
        "review",
        says=[("more >", "\r"), ("(Enter: no) >", "venue tips tomorrow\r"), ("undo >", "q\r")],
        COLUMNS="40",
    )

    assert shown.code == 0
    lines = shown.out.replace("> venue tips tomorrow", ">").splitlines()
    assert max(len(line) for line in lines if "calsync undo" not in line) <= 40


def after(told: str, words: str) -> str:
    """What came after some words, what was typed left out: its length is the user's."""
    return re.sub(r"(?<= > ).*", "", told.partition(words)[2])


RESIZED = {
    "between two questions": (
        [(LATER, Resize(40)), ("", "k\r"), (MORE, "\r"), (ELSE, "venue tips tomorrow\r")],
        "> k\n",
    ),
    "in an answer": (
        [*KEPT, (ELSE, "venue tips"), ("tips", Resize(40)), ("", " tomorrow\r")],
        "tomorrow\n",
    ),
    "wider first": (
        [
            *((LATER, Resize(200)), ("", "k\r"), (MORE, "\r"), (ELSE, "venue")),
            *(("venue", Resize(20)), ("", " tips"), ("tips", Resize(40)), ("", " tomorrow\r")),
        ],
        "tomorrow\n",
    ),
}


@pytest.mark.parametrize("terminal", ["dumb", "xterm"])
@pytest.mark.parametrize(("says", "words"), RESIZED.values(), ids=RESIZED)
def test_the_window_gets_narrow(
    home: OnFiles, says: Sequence[tuple[str, Answer]], words: str, terminal: str
) -> None:
    """Whenever it does: from the next line on all fits into it, and no answer is lost."""
    overdue(home)
    assert home.calsync("sync").code == 0

    shown = converse("review", says=[*says, *REST], env={**home.env, "TERM": terminal})

    rest = after(shown.out, words)
    assert shown.code == 0
    assert rest.split() == after(TRANSCRIPT, words).split()
    assert max(map(len, rest.splitlines())) <= 40
    assert states(home) == SETTLED
    assert waits(home) == NOTHING


def test_without_a_terminal_it_lists(synced: OnFiles) -> None:
    """Where nobody can be asked it says what waits."""
    shown = synced.calsync("review")

    assert shown.code == 0
    assert "Lunch with Ana Diaz" in shown.out

"""Which words in a note are promises: hundreds of invented notes, and what always holds."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from datetime import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from calsync import notes
from calsync import notes_wording
from calsync.model import Attendee
from calsync.model import Clarity
from calsync.model import DateOrder
from calsync.model import Noted
from calsync.notes_grammar import fold
from calsync.notes_words import LANGUAGES

THURSDAY = datetime(2026, 10, 8, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
FRIDAY = date(2026, 10, 9)
CASES = Path(__file__).with_name("note_cases")
CORPUS = Path(os.environ.get("CALSYNC_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
WORDS = sorted(
    {word for g in LANGUAGES for word in (*g.usual, *g.base, *g.own, *g.other, *g.he, *g.i)}
    | {"Ana", "Tom", "Friday", "the", "deck", ",", ".", ":", "->", "(", ")", '"', "'s", "?", "\n- "}
    | {"TODO: ", "- [ ] ", "- [x] ", "~~", "@me", "@Tom", "AI: ", "\nAction items:\n", "\n\n", "✓"}
)


def read(
    note: str, *, people: Sequence[Attendee] = (), mine: Collection[str] = ()
) -> tuple[Noted, ...]:
    """The promises of a note written on a Thursday."""
    return notes.read(note, at=THURSDAY, people=people, mine=mine)


def only(note: str) -> Noted:
    """The one promise of a note."""
    (found,) = read(note)
    return found


def surely(found: Sequence[Noted]) -> list[Noted]:
    """The promises to act on."""
    return [one for one in found if not one.done and one.clarity is not Clarity.MAYBE]


def cases() -> Iterator[Any]:
    """The notes of the tables: after each, lines that say what is promised by whom."""
    for table in sorted(CASES.glob("*.txt")):
        for block in table.read_text("utf-8").rstrip("\n").split("\n----\n"):
            rows = block.split("\n")
            wanted = [row.removeprefix("=> ") for row in rows if row.startswith("=> ")]
            note = "\n".join(row for row in rows if not row.startswith("=> "))
            yield pytest.param(note, wanted, id=f"{table.stem}: {note[:60]}")


def take(found: list[Noted], wanted: str) -> str:
    """What is wrong about a wanted promise, which is taken from those found."""
    whose, _, words = wanted.removesuffix(" (perhaps)").partition(" ")
    words, _, person = words.partition(" | ")
    for one in found:
        if one.mine == (whose == "mine") and fold(words) in fold(one.text):
            found.remove(one)
            return "" if fold(person) in fold(one.person) else f"{wanted}: {one.person}"
    return "" if wanted.endswith(" (perhaps)") else f"{wanted}: missing"


@pytest.mark.parametrize(("note", "wanted"), list(cases()))
def test_tables(note: str, wanted: list[str]) -> None:
    """A note gives its promises and nothing else, each with the right owner and person."""
    found = surely(read(note))

    certain_first = sorted(wanted, key=lambda row: row.endswith(" (perhaps)"))
    assert [wrong for row in certain_first if (wrong := take(found, row))] == []
    assert found == []


MARKERS = (
    "promise: the deck",
    "Promised: the deck",
    "TODO the deck",
    "todo: the deck",
    "To do: the deck",
    "- [ ] the deck",
    "* [ ] the deck",
    "[] the deck",
    "☐ the deck",
    "follow up: the deck",
    "Follow-up: the deck",
    "action: the deck",
    "ACTION: the deck",
    "AI: send the deck",
    "@me the deck",
    "ACTION ITEMS\n- the deck",
    "**Action items:**\n\n- the deck",
    "## Next steps\nthe deck",
    "Versprechen: the deck",
    "Zu erledigen: the deck",
    "Aufgabe: the deck",
    "Nachfassen: the deck",
    "Nächste Schritte:\n- the deck",
    "promesa: the deck",
    "Por hacer: the deck",
    "Pendiente: the deck",
    "Acción: the deck",
    "Próximos pasos:\n- the deck",
    "Promesse : the deck",
    "À faire : the deck",
    "a faire: the deck",
    "Tâche : the deck",
    "Suivi : the deck",
    "promessa: the deck",
    "A fazer: the deck",
    "Tarefa: the deck",
    "Ação: the deck",
    "Da fare: the deck",
    "Azione: the deck",
    "Prossimi passi:\n- the deck",
)


@pytest.mark.parametrize("note", MARKERS)
def test_markers(note: str) -> None:
    """A marked line is a promise of the writer's own, whatever its words."""
    found = only(note)

    assert (found.clarity, found.explicit, found.mine, found.done) == (
        Clarity.MARKED,
        True,
        True,
        False,
    )
    assert found.text.endswith("the deck")


@pytest.mark.parametrize(
    "note",
    [
        "- [x] send Ana the deck",
        "[X] send Ana the deck",
        "☑ TODO: send Ana the deck",
        "~~send Ana the deck~~",
        "- ~~send Ana the deck~~",
        "✓ send Ana the deck",
        "✅ send Ana the deck",
        "send Ana the deck ✓",
        "send Ana the deck (done)",
        "- [ ] send Ana the deck (done)",
        "TODO: send Ana the deck – erledigt",
        "send Ana the deck - fatto",
    ],
)
def test_done(note: str) -> None:
    """What is ticked off or struck is handed back as done."""
    found = only(note)

    assert found.done
    assert found.text == "send Ana the deck"


@pytest.mark.parametrize(
    ("open_", "done"),
    [
        ("- [ ] send Ana the deck", "- [x] send Ana the deck"),
        ("* send Ana  the deck", "~~send Ana the deck~~"),
        ("☐ send Ana the deck", "☑ send Ana the deck"),
        ("1. [ ] **send Ana the deck**", "1. [x] **send Ana the deck**"),
    ],
)
def test_line(open_: str, done: str) -> None:
    """The line is the same before and after it is ticked off."""
    lines = {found.line for note in (open_, done) for found in read(note)}

    assert lines == {"send Ana the deck"}


def test_line_with_marker() -> None:
    """The line keeps its marker and loses its bullet."""
    found = only("  -  TODO:  send Ana   the deck by Friday")

    assert found.line == "TODO: send Ana the deck by Friday"
    assert found.text == "send Ana the deck"


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("I'll send Ana the deck by Friday", [FRIDAY]),
        ("By Friday I'll send Ana the deck", [FRIDAY]),
        ("Friday: send Ana the deck", [FRIDAY]),
        ("send Ana the deck, Fri", [FRIDAY]),
        ("send Ana the deck (Friday)", [FRIDAY]),
        ("send Ana the deck tomorrow, call Tom on Monday", [FRIDAY, date(2026, 10, 12)]),
        ("owe Ana the deck by Fri, she'll intro me to Carla", [FRIDAY, None]),
        ("He sends me the list, I send him the map, both Friday", [FRIDAY, FRIDAY]),
        ("Waiting for the contract from Ana since Monday", [None]),
        ("send Ana the slides of Friday's talk", [None]),
        ("Ana wants the deck by Friday. I said yes.", [FRIDAY]),
        ("Ana wants the deck by Friday\n- said ok", [FRIDAY]),
    ],
)
def test_due(note: str, wanted: list[date | None]) -> None:
    """A date holds for the promise in whose clause it stands, and a date of the thing for none."""
    found = read(note)

    assert [one.due for one in found] == wanted


def test_due_time() -> None:
    """A clock time is kept, and neither it nor the day stays in the words."""
    found = only("TODO: send Ana the deck by tomorrow 3pm!")

    assert (found.text, found.due, found.due_time) == ("send Ana the deck", FRIDAY, time(15))


def test_order() -> None:
    """Slashes are read in the user's order."""
    found = notes.read("TODO: call Ana on 3/12", at=THURSDAY, order=DateOrder.MDY)

    assert [one.due for one in found] == [date(2027, 3, 12)]


PEOPLE = (
    Attendee("ana.diaz@example.com", "Ana Diaz"),
    Attendee("tom@example.com", "Tom Berg"),
    Attendee("tom.lee@example.com"),
    Attendee("jose@example.com", "José Núñez"),
)


@pytest.mark.parametrize(
    ("note", "person", "email"),
    [
        ("send Ana the deck", "Ana Diaz", "ana.diaz@example.com"),
        ("send Ana Diaz the deck", "Ana Diaz", "ana.diaz@example.com"),
        ("send Jose the deck", "José Núñez", "jose@example.com"),
        ("send Lee the deck", "Lee", "tom.lee@example.com"),
        ("send Tom the deck", "Tom", ""),
        ("send Eva the deck", "Eva", ""),
        ("TODO: the deck", "", ""),
        ("Lunch with Ana\nI'll send her the deck", "Ana Diaz", "ana.diaz@example.com"),
    ],
)
def test_people(note: str, person: str, email: str) -> None:
    """A name becomes the guest whom it fits, unless it fits several."""
    (found,) = read(note, people=PEOPLE)

    assert (found.person, found.email) == (person, email)


@pytest.mark.parametrize(
    ("note", "is_mine"),
    [
        ("AI: Alex – send the deck", True),
        ("AI (Alex): send the deck", True),
        ("@Alex send the deck", True),
        ("AI: me – send the deck", True),
        ("AI: Ana – send the deck", False),
        ("AI Ana: send the deck", False),
        ("Action (Ana): send the deck", False),
        ("@Ana send the deck", False),
        ("Action items:\n- Ana: send the deck", False),
        ("Action items:\n- Ana to send the deck", False),
        ("todo: Ana sends the deck", False),
        ("Follow ups:\n- Ana: the deck", True),
    ],
)
def test_owner(note: str, is_mine: bool) -> None:  # noqa: FBT001 - a row of the table
    """With another's name after the marker the item is theirs, with the user's own it is not."""
    (found,) = read(note, mine=["Alex"])

    assert found.mine is is_mine
    assert found.text.endswith("deck")


@pytest.mark.parametrize(
    "note",
    [
        "I should send Ana the deck",
        "maybe I'll send Ana the deck",
        "if it rains on Saturday I'll bring the tent",
        "I write a book",
        "renew passport",
        "Submit expenses within 30 days.",
        "waiting for the parcel",
        "Ana brings the cake",
    ],
)
def test_maybe(note: str) -> None:
    """What is unsure is handed back for a question in review only."""
    found = only(note)

    assert found.clarity is Clarity.MAYBE


def test_html() -> None:
    """A description as Google writes it is read like the text it shows."""
    found = read(
        "<p>Lunch with <b>Ana</b></p><ul><li>I&#39;ll send her the deck by Friday</li>"
        '<li>she&#39;ll intro me to <a href="https://example.com">Carla</a></li></ul>'
    )

    assert [(one.text, one.person, one.due, one.mine) for one in found] == [
        ("send her the deck", "Ana", FRIDAY, True),
        ("intro me to Carla", "Ana", None, False),
    ]


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("owe Ana the deck by Fri, she'll intro me to Carla", ["the deck", "intro me to Carla"]),
        ("TODO: by Friday send Ana the deck", ["send Ana the deck"]),
        ("send Ana the deck (Friday), and call Tom", ["send Ana the deck", "call Tom"]),
        ("promised Ana - by Friday - the deck", ["the deck"]),
        ("Bill: pay Ana by 19 Oct!", ["pay Ana"]),
        ("le mandaré a Ana el informe el viernes", ["mandaré a Ana el informe"]),
        ("Ben asked for the deck; said yes, by Monday", ["Ben asked for the deck"]),
        ('lend Ana the "Blue Book" (2nd ed.)', ['lend Ana the "Blue Book" 2nd ed']),
        ("I'll send Ana the deck and, by Friday,", ["send Ana the deck"]),
    ],
)
def test_words(note: str, wanted: list[str]) -> None:
    """A promise's words read as a title: no subject, conjunction, date or stray sign is left."""
    found = read(note)

    assert [one.text for one in found] == wanted


def test_it() -> None:
    """A promise whose object is "it" carries the words that say what."""
    found = only("Piers wants to see the script → told him I'd clean it up and send it next week")

    assert found.text == "Piers wants to see the script: clean it up and send it"


def test_bounds() -> None:
    """A huge note or line gives no more promises than anyone keeps, in bounded words."""
    found = read("TODO: " + "send Ana the deck and call Tom, " * 5000 + "\n- [ ] a" * 100_000)

    assert len(found) == notes.MOST
    assert max(len(one.text) for one in found) <= notes_wording.LONGEST


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
def test_any_text(note: str) -> None:
    """Whatever is typed, what comes out has words, a bounded length and a line of the note."""
    found = read(note)

    assert all(one.text and len(one.text) <= notes_wording.LONGEST and one.line for one in found)


@pytest.mark.skipif(not (CORPUS / "notes-dev.jsonl").exists(), reason="the corpus is not here")
def test_corpus() -> None:
    """The labelled notes without a promise give none, the others at least nine in ten."""
    hits = wanted = extra = 0
    for row in map(json.loads, (CORPUS / "notes-dev.jsonl").read_text("utf-8").splitlines()):
        at = datetime.fromisoformat(row["reference"]).astimezone(ZoneInfo(row["tz"]))
        found = surely(notes.read(row["text"], at=at, order=DateOrder(row["date_order"])))
        needed = [one for one in row["promises"] if not one["optional"]]
        wanted += len(needed)
        hits += sum(any(fits(one, noted) for noted in found) for one in needed)
        extra += not row["promises"] and bool(found)

    assert extra == 0
    assert hits >= 0.9 * wanted


def fits(wanted: dict[str, Any], found: Noted) -> bool:
    """Is this the labelled promise?"""
    held = all(fold(words) in fold(found.text) for words in wanted["text_contains"])
    return held and found.mine == wanted["mine"]

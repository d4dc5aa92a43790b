"""The contract of every --json: keys and types, frozen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.onfiles import OnFiles

Shape = Any  # a type, a tuple of types, a dict of shapes, or a list of one shape

NONE = type(None)
TEXT = (str, NONE)
EVENT = {
    "key": str,
    "account": str,
    "calendar": str,
    "uid": str,
    "recurrence_id": TEXT,
    "title": str,
    "start": str,
    "end": str,
    "all_day": bool,
    "channel": TEXT,
    "score": float,
    "source": str,
    "evidence": [{"signal": str, "weight": float}],
}
ORIGIN = {
    name: TEXT if name in {"recurrence_id", "start"} else str
    for name in (*("account", "calendar", "uid", "recurrence_id", "title", "start"),)
}
FOLLOW_UP = dict.fromkeys(("account", "calendar", "uid", "start", "end", "state"), str)
PROMISE = {
    "id": str,
    "text": str,
    "person": TEXT,
    "due": TEXT,
    "due_time": TEXT,
    "mine": bool,
    "state": str,
    "event": (ORIGIN, NONE),
    "followup": (FOLLOW_UP, NONE),
}
SYNC = {
    "run": int,
    "status": str,
    "accounts": [
        {
            "name": str,
            "status": str,
            "error": TEXT,
            "requests": int,
            "seen": int,
            "changed": int,
        }
    ],
    "tags": {"written": int, "removed": int, "kept_local": int},
    "promises": {"new": int, "kept": int, "moved": int, "dropped": int},
    "followups": {"created": int, "moved": int, "closed": int},
    "problems": [str],
}
ACCOUNT = {
    "name": str,
    "kind": str,
    "last_good": TEXT,
    "error": TEXT,
    "calendars": [{"id": str, "name": str, "access": str, "zone": TEXT}],
}
RUN = {"run": int, "command": str, "started": str, "status": str, "writes": int}
FINDING = {"level": str, "what": str, "cure": TEXT}
REVIEW = {
    "overdue": [PROMISE],
    "asked": [{**PROMISE, "asks": str}],
    "unsure": [EVENT],
    "meetings": [EVENT],
    "older": int,
}
EXPLAIN = {**EVENT, "runner_up": TEXT, "rule": TEXT, "would_change": [str]}

SHAPES: dict[str, tuple[tuple[str, ...], Shape]] = {
    "opportunities": (("opportunities",), [EVENT]),
    "promises": (("promises", "--all"), [PROMISE]),
    "sync": (("sync",), SYNC),
    "accounts": (("accounts",), [ACCOUNT]),
    "undo": (("undo", "--list"), [RUN]),
    "doctor": (("doctor",), [FINDING]),
    "review": (("review",), REVIEW),
    "explain": (("explain", "lunch with ana"), EXPLAIN),
}


@pytest.fixture
def home(tmp_path: Path) -> OnFiles:
    """A user with some of everything."""
    home = OnFiles(tmp_path / "home")
    home.now = "2026-11-19T10:00:00+01:00"
    assert home.calsync("promise", "add", "send Tom the price list by Fri 15:00").code == 0
    assert home.calsync("promise", "add", "Eve will send me the photos").code == 0
    home.now = "2026-11-23T18:00:00+01:00"
    home.lunch()
    home.add("Meetup: Python", "11-18 18:00", "RRULE:FREQ=WEEKLY")
    assert home.calsync("sync").code == 0
    return home


def misfits(value: Any, shape: Shape, where: str = "") -> list[str]:
    """Where a value differs from its shape."""
    if isinstance(shape, tuple):
        return [] if any(not misfits(value, one, where) for one in shape) else [where]
    if isinstance(shape, dict):
        if not isinstance(value, dict) or value.keys() != shape.keys():
            return [f"{where}: {value if not isinstance(value, dict) else value.keys()}"]
        return [bad for key in shape for bad in misfits(value[key], shape[key], f"{where}.{key}")]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{where}: {value}"]
        return [
            bad for n, one in enumerate(value) for bad in misfits(one, shape[0], f"{where}[{n}]")
        ]
    right = type(value) is shape or (shape is float and type(value) is int)
    return [] if right else [f"{where}: {value!r}"]


@pytest.mark.parametrize(("command", "shape"), SHAPES.values(), ids=SHAPES.keys())
def test_shape(home: OnFiles, command: tuple[str, ...], shape: Shape) -> None:
    """Exactly these keys, of these types; JSON alone on stdout."""
    found = home.json(*command)

    assert found
    assert misfits(found, shape) == []


def test_dry_run_has_its_plan(home: OnFiles) -> None:
    """A plan, and in it what would be written where."""
    home.add("Dinner with Eve Lind", "11-22 19:00", note="todo: call Eve by Thu")

    row = home.json("sync", "--dry-run")

    assert row.keys() == {*SYNC, "plan"}
    plan = {item["operation"]: item for item in row["plan"]}
    assert plan["tag"] == {
        "account": "home",
        "operation": "tag",
        "title": "Dinner with Eve Lind",
        "calendar": "personal",
        "uid": "dinner-with-eve-lind@x",
        "recurrence_id": None,
        "channel": "lunch",
    }
    assert plan["create"].keys() == {
        *("account", "operation", "title", "uid", "start", "end", "promise"),
    }


def test_values(home: OnFiles) -> None:
    """What the rows say is so."""
    rows = {row["text"]: row for row in home.json("promises")}
    deck = rows["the deck"]

    assert (deck["person"], deck["due"], deck["mine"], deck["state"]) == (
        *("Ana", "2026-11-27", True, "open"),
    )
    assert deck["event"]["uid"] == "lunch-with-ana-diaz@x"
    assert deck["followup"]["start"] == "2026-11-26T09:00:00+01:00"
    photos = next(row for row in rows.values() if not row["mine"])
    assert (photos["followup"], photos["event"]) == (None, None)


def test_what_waits_has_its_follow_up(home: OnFiles) -> None:
    """An overdue promise in the review says where its follow-up stands."""
    (row,) = home.json("review")["overdue"]

    assert row["followup"]["state"] == "open"


def test_failing_sync(home: OnFiles) -> None:
    """A failed account says why; stdout is JSON all the same."""
    home.personal.rename(home.root / "elsewhere")

    done = home.calsync("sync", "--json")

    row = json.loads(done.out)
    assert done.code == 1
    assert (row["status"], row["accounts"][0]["status"]) == ("failed", "failed")
    assert "is gone" in row["accounts"][0]["error"]
    assert misfits(row, SYNC) == []


def test_unreadable_event_is_a_problem(home: OnFiles) -> None:
    """What could not be read stands under problems, and the rest is done."""
    (home.personal / "broken.ics").write_bytes(b"BEGIN:VCALENDAR\r\nnonsense")

    done = home.calsync("sync", "--json")

    row = json.loads(done.out)
    assert (row["status"], done.code) == ("partial", 1)
    assert "broken.ics" in row["problems"][0]


@pytest.mark.parametrize("command", ["opportunities", "promises", "accounts"])
def test_nothing_is_an_empty_array(tmp_path: Path, command: str) -> None:
    """Where there is nothing there is an array all the same."""
    home = OnFiles(tmp_path / "home")

    assert isinstance(home.json(command), list)

"""The ledger: records in and out, their history, runs and writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from calsync.journal import RunStatus
from calsync.journal import WriteRecord
from calsync.journal import WriteState
from calsync.ledger import Ledger
from calsync.model import Channel
from calsync.model import FollowUp
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import Source
from calsync.model import State
from calsync.records import AccountState
from calsync.records import Card
from calsync.records import Declined
from calsync.records import Mark
from calsync.records import NoteRead
from calsync.records import PersonNote
from calsync.records import Reviewed
from calsync.records import TagRecord
from calsync.records import TagState
from tests.conftest import make_promise
from tests.household import MONDAY
from tests.household import day

WHERE = ("home", "c", "lunch@x", "")
RECORDS = [
    Mark(*WHERE, Channel.LUNCH, MONDAY),
    TagRecord(*WHERE, TagState.LOCAL, None, Source.RULES),
    NoteRead(*WHERE, "hash", MONDAY),
    Declined(*WHERE, "line"),
    Reviewed(*WHERE, "done", MONDAY),
    Card(*WHERE, "event", "uid"),
    make_promise(origin=Origin(*WHERE)),
    FollowUp("p", 0, "home", "c", "id", "uid", "Follow up", day("11-26"), day("11-27")),
    PersonNote("ana@x", "Ana", "runs marathons", MONDAY),
    AccountState("home", MONDAY, "no network"),
]


@pytest.fixture
def ledger() -> Ledger:
    """An empty ledger."""
    return Ledger.in_memory()


@pytest.mark.parametrize("record", RECORDS, ids=[type(record).__name__ for record in RECORDS])
def test_record_comes_and_goes(ledger: Ledger, record: object) -> None:
    """What is put is there, once, until it is dropped."""
    ledger.put(record)
    ledger.put(record)

    assert ledger.all(type(record)) == (record,)

    ledger.drop(record)
    assert ledger.all(type(record)) == ()


def test_get_by_key(ledger: Ledger) -> None:
    """One record by its key; None where there is none."""
    ledger.put(make_promise())

    assert ledger.get(Promise, "promise1") == make_promise()
    assert ledger.get(Promise, "promise2") is None


def test_all_by_column(ledger: Ledger) -> None:
    """Records by state and by the event they came from."""
    ledger.put(make_promise(id="a", state=State.KEPT))
    ledger.put(make_promise(id="b", origin=Origin(*WHERE)))

    assert [p.id for p in ledger.all(Promise, state=State.OPEN)] == ["b"]
    assert [p.id for p in ledger.all(Promise, uid="lunch@x")] == ["b"]


class TestJournal:
    """What a run changed is remembered, and can be put back."""

    def test_records_before_and_after(self, ledger: Ledger) -> None:
        """Each change with what was there; no change is no step."""
        run = ledger.begin_run("promise add", now=MONDAY)
        promise = make_promise()

        ledger.put(promise, run=run)
        ledger.put(promise, run=run)
        ledger.put(replace(promise, state=State.KEPT), run=run)
        ledger.drop(replace(promise, state=State.KEPT), run=run)

        steps = ledger.journal(run.id)
        assert [(bool(s.before), bool(s.after)) for s in steps] == [
            *((False, True), (True, True), (True, False)),
        ]
        assert ledger.history(promise) == steps

    def test_bookkeeping_is_no_history(self, ledger: Ledger) -> None:
        """That a note was read, or an account synced, is not for `undo` to know."""
        run = ledger.begin_run("sync", now=MONDAY)

        ledger.put(NoteRead(*WHERE, "hash", MONDAY), run=run)

        assert ledger.journal(run.id) == ()

    def test_revert(self, ledger: Ledger) -> None:
        """A step is put back, backwards, unless the record was changed since."""
        run = ledger.begin_run("review", now=MONDAY)
        ledger.put(make_promise())
        ledger.put(make_promise(text="slides"), run=run)
        (step,) = ledger.journal(run.id)

        assert ledger.revert(step, run=run)
        assert ledger.all(Promise) == (make_promise(),)

        ledger.put(make_promise(text="by hand"))
        assert not ledger.revert(step, run=run)

    def test_revert_of_a_new_record(self, ledger: Ledger) -> None:
        """What was not there before is gone again."""
        run = ledger.begin_run("review", now=MONDAY)
        ledger.put(make_promise(), run=run)

        ledger.revert(ledger.journal(run.id)[0], run=run)

        assert ledger.all(Promise) == ()

    def test_revert_since(self, ledger: Ledger) -> None:
        """The last answers of a review are taken back as if unsaid."""
        run = ledger.begin_run("review", now=MONDAY)
        ledger.put(make_promise(id="a"), run=run)
        ledger.put(make_promise(id="b"), run=run)
        ledger.put(make_promise(id="b", text="slides"), run=run)

        ledger.revert_since(run, 1)

        assert [p.id for p in ledger.all(Promise)] == ["a"]
        assert len(ledger.journal(run.id)) == 1


class TestErase:
    """What is forgotten leaves no trace."""

    def test_promise_goes_with_its_writes(self, ledger: Ledger) -> None:
        """Record, history, and every write that speaks of it."""
        run = ledger.begin_run("sync", now=MONDAY)
        name = "a1b2c3d4e5f6g7h8i9j0k1l2m3"
        ledger.put(make_promise(id=name), run=run)
        body = f'{{"marks":{{"promise":"{name}"}}}}'
        write = WriteRecord(run.id, 1, "home", "c", "e", "create", "Follow up: deck", after=body)
        ledger.put_write(write)
        ledger.put_write(replace(write, order=2, after="{}"))

        ledger.erase(make_promise(id=name))

        assert (ledger.all(Promise), ledger.journal(run.id)) == ((), ())
        assert [write.order for write in ledger.writes()] == [2]

    def test_note_leaves_the_writes(self, ledger: Ledger) -> None:
        """A note about somebody stands in no calendar."""
        run = ledger.begin_run("review", now=MONDAY)
        note = PersonNote("Ana", "Ana", "runs marathons", MONDAY)
        ledger.put(note, run=run)
        ledger.put_write(WriteRecord(run.id, 1, "home", "c", "e", "tag", "Lunch with Ana"))

        ledger.erase(note)

        assert ledger.all(PersonNote) == ()
        assert len(ledger.writes()) == 1


class TestRuns:
    """Runs are numbered, and end somehow."""

    def test_numbered_on(self, ledger: Ledger) -> None:
        """Each has the next number, newest first; a discarded one is gone."""
        first = ledger.begin_run("sync", now=MONDAY)
        second = ledger.begin_run("review", now=MONDAY)
        ended = ledger.end_run(first, status=RunStatus.OK, now=MONDAY + timedelta(minutes=1))

        assert ledger.runs() == (second, ended)

        ledger.discard_run(second)
        assert ledger.runs() == (ended,)

    def test_writes_in_order(self, ledger: Ledger) -> None:
        """Writes of a run or in a state, and the number of the next."""
        run = ledger.begin_run("sync", now=MONDAY)
        assert ledger.next_order(run) == 1
        write = WriteRecord(run.id, 1, "home", "c", "e", "tag", "Lunch")
        ledger.put_write(write)
        ledger.put_write(replace(write, order=2, state=WriteState.DONE))

        assert ledger.next_order(run) == 3
        assert [w.order for w in ledger.writes(run=run.id)] == [1, 2]
        assert [w.order for w in ledger.writes(state=WriteState.DONE)] == [2]

        ledger.put_write(replace(write, state=WriteState.FAILED))
        assert [w.state for w in ledger.writes()] == [WriteState.FAILED, WriteState.DONE]


def test_one_cause_once_a_day(ledger: Ledger) -> None:
    """What was said today is not said again, tomorrow it is."""
    said = [
        ledger.said_today(cause, day=day)
        for cause, day in (("a", "1"), ("a", "1"), ("b", "1"), ("a", "2"), ("a", "2"))
    ]

    assert said == [False, True, False, False, True]


def test_settings(ledger: Ledger) -> None:
    """A value is remembered, and replaced."""
    assert ledger.setting("zone") == ""
    ledger.put_setting("zone", "Europe/Berlin")
    ledger.put_setting("zone", "Europe/Paris")

    assert ledger.setting("zone") == "Europe/Paris"


def test_whole_file_has_no_trouble(ledger: Ledger) -> None:
    """SQLite's own check finds nothing."""
    assert ledger.trouble() == ""

"""The whole loop over Google: whatever breaks, one tag, one follow-up, nobody mailed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from calsync import pipeline
from calsync import runs
from calsync.calendars.protocol import Account
from calsync.config import Config
from calsync.config import FollowUps
from calsync.job import Job
from calsync.journal import Run
from calsync.journal import RunStatus
from calsync.ledger import Ledger
from calsync.model import AccountSettings
from calsync.model import Promise
from calsync.model import State
from calsync.pipeline import Options
from calsync.pipeline import Report
from tests import google_factory
from tests.google_factory import meeting
from tests.google_server import KINDS
from tests.google_server import Fault
from tests.google_server import GoogleServer
from tests.household import ZONE

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=ZONE)


class Machine:
    """A computer with its own ledger that syncs the calendars on a server."""

    def __init__(self, server: GoogleServer, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.server = server
        self.folder = folder
        self.ledger = Ledger.in_memory()
        self.now = NOW
        settings = AccountSettings("work", "google")
        self.config = Config(
            me=google_factory.ME, accounts=(settings,), followups=FollowUps(account="work")
        )

    def sync(self, **options: bool) -> Report:
        """One sync, with the real client library."""
        account: Account = google_factory.opened(self.server, self.folder, clock=lambda: self.now)
        run = Run(0, "sync", self.now)
        job = Job(self.config, self.ledger, run, self.now, ZONE, {"work": account})
        with runs.numbered(job) as numbered:
            return pipeline.sync(numbered, Options(**options))

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What its ledger knows."""
        return self.ledger.all(Promise)


@pytest.fixture
def server() -> Iterator[GoogleServer]:
    """A server with lunch today, and a note in it."""
    with GoogleServer() as running:
        note = "owe Ana the deck by Fri"
        running.add_event("primary", meeting("Lunch with Ana Diaz", description=note))
        yield running


def _calendars(server: GoogleServer) -> list[list[tuple[Any, ...]]]:
    """Every event of every calendar that has any, without what differs from run to run.

    A calendar takes no id from the client: one made twice may stay behind empty (the smallest id
    is used from then on).
    """
    return [
        sorted(
            (
                event.get("summary", ""),
                str(event.get("start")),
                str(event.get("attendees")),
                str(sorted(event.get("extendedProperties", {}).get("private", {}).items())),
            )
            for event in server.events(name)
        )
        for name in sorted(server.google.books)
        if server.events(name)
    ]


def _follow_ups(server: GoogleServer) -> list[Any]:
    return [
        event
        for name in server.google.books
        for event in server.events(name)
        if "calsync-promise" in event.get("extendedProperties", {}).get("private", {})
    ]


def test_tag_and_follow_up(server: GoogleServer, tmp_path: Path) -> None:
    """The lunch is tagged, the promise stands in a calendar of its own; then all is quiet."""
    machine = Machine(server, tmp_path)

    first = machine.sync()
    asked = len(server.requests)
    report = machine.sync()

    (follow_up,) = _follow_ups(server)
    assert first.accounts[0].requests == asked
    assert follow_up["summary"] == "Follow up: the deck"
    assert "attendees" not in follow_up
    assert (report.plan, report.accounts[0].requests) == ((), 2)
    assert server.google.mailed == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_fault_at_every_request(tmp_path: Path, kind: str, *, after: bool) -> None:
    """A fault at any request, before or after it was carried out: the same in the end."""
    with GoogleServer() as whole:
        whole.add_event("primary", meeting("Lunch with Ana Diaz", description="owe Ana the deck"))
        machine = Machine(whole, tmp_path / "whole")
        machine.sync()
        requests, state = len(whole.requests), _calendars(whole)

    for number in range(1, requests + 1):
        with GoogleServer() as server:
            lunch = meeting("Lunch with Ana Diaz", description="owe Ana the deck")
            server.add_event("primary", lunch)
            server.faults.append(Fault(nth=number, kind=kind, after=after))
            machine = Machine(server, tmp_path / f"{number}")

            machine.sync()
            machine.sync()
            report = machine.sync()

            assert report.plan == ()
            assert _calendars(server) == state, f"{kind} at request {number}"
            assert len(machine.promises) == 1
            assert server.google.mailed == []


def test_two_machines_in_turn(server: GoogleServer, tmp_path: Path) -> None:
    """Two machines on one calendar: one tag, one follow-up."""
    one, two = Machine(server, tmp_path / "one"), Machine(server, tmp_path / "two")

    one.sync()
    first = two.sync()
    second = one.sync()

    assert (first.plan, second.plan) == ((), ())
    assert len(_follow_ups(server)) == 1
    assert {p.id for p in one.promises} == {p.id for p in two.promises}


def test_two_machines_at_once(server: GoogleServer, tmp_path: Path) -> None:
    """Both have decided before either writes: the derived id lets only one follow-up be."""
    one, two = Machine(server, tmp_path / "one"), Machine(server, tmp_path / "two")
    one.sync(dry_run=True)
    two.sync(dry_run=True)

    one.sync()
    two.sync()
    one.sync()
    report = two.sync()

    assert report.plan == ()
    assert len(_follow_ups(server)) == 1


def test_lost_ledger(server: GoogleServer, tmp_path: Path) -> None:
    """A new ledger finds everything in the calendars."""
    machine = Machine(server, tmp_path)
    machine.sync()
    before = machine.promises
    machine.ledger = Ledger.in_memory()

    report = machine.sync()

    assert report.plan == ()
    assert [p.id for p in machine.promises] == [p.id for p in before]


def test_old_backup(server: GoogleServer, tmp_path: Path) -> None:
    """A restored backup of an old ledger adds nothing, and revives nothing."""
    machine = Machine(server, tmp_path)
    path = tmp_path / "ledger.db"
    machine.ledger = Ledger.open(path)
    machine.sync(dry_run=False)
    backup = Ledger.snapshot(path)
    (follow_up,) = _follow_ups(server)
    book = next(name for name in server.google.books if server.events(name) == [follow_up])
    server.delete_event(book, follow_up["id"])
    machine.sync()
    machine.ledger.close()
    machine.ledger = backup

    machine.sync()
    report = machine.sync()

    assert _follow_ups(server) == []
    assert report.plan == ()
    assert machine.promises[0].asks == "deleted"


def test_expired_tokens(server: GoogleServer, tmp_path: Path) -> None:
    """410: a new list beside the mirror, nothing of the user's lost."""
    machine = Machine(server, tmp_path)
    machine.sync()
    for name in server.google.books:
        server.expire_tokens(name)

    report = machine.sync()

    assert (report.plan, report.status) == ((), RunStatus.OK)
    assert len(machine.promises) == 1


def test_ticked_in_google(server: GoogleServer, tmp_path: Path) -> None:
    """A tick on the phone keeps the promise."""
    machine = Machine(server, tmp_path)
    machine.sync()
    (follow_up,) = _follow_ups(server)
    book = next(name for name in server.google.books if server.events(name) == [follow_up])
    server.change_event(book, follow_up["id"], {"summary": "✓ Follow up: the deck"})

    machine.sync()

    assert machine.promises[0].state is State.KEPT


def test_passed_is_moved(server: GoogleServer, tmp_path: Path) -> None:
    """A follow-up that passed is moved and called overdue, as the same event."""
    machine = Machine(server, tmp_path)
    machine.sync()
    machine.now = NOW + timedelta(days=7)

    machine.sync()

    (follow_up,) = _follow_ups(server)
    assert follow_up["summary"] == "Overdue: the deck"
    assert follow_up["start"]["dateTime"] > "2026-11-30"


def test_own_calendar_writes_nowhere_else(server: GoogleServer, tmp_path: Path) -> None:
    """With access = "own-calendar" tags stay in the ledger, follow-ups come all the same."""
    machine = Machine(server, tmp_path)
    settings = replace(google_factory.settings(server, tmp_path), access="own-calendar")
    account = google_factory.opened(server, tmp_path, access=settings.access)
    job = Job(machine.config, machine.ledger, Run(0, "sync", NOW), NOW, ZONE, {"work": account})

    with runs.numbered(job) as numbered:
        report = pipeline.sync(numbered, Options())

    (lunch,) = server.events("me@example.com")
    assert "extendedProperties" not in lunch
    assert (report.kept_local, len(_follow_ups(server))) == (1, 1)


def test_what_stops_the_account_is_said_once(server: GoogleServer, tmp_path: Path) -> None:
    """The write that was refused with it is no second cause."""
    machine = Machine(server, tmp_path / "one")
    server.faults.append(Fault(3, "quota", times=10_000))

    report = machine.sync()

    assert [str(account.error) for account in report.accounts] == [
        "work: Google has stopped this account for some hours (quotaExceeded). Sync again later."
    ]
    assert report.failures == ()

"""What goes wrong on the way to Google and back: the end is as if nothing had."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from calsync.calendars.google import GoogleAccount
from calsync.calendars.google_errors import BusyError
from calsync.calendars.google_errors import QuotaError
from calsync.calendars.google_session import Patience
from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import Result
from calsync.errors import Exit
from calsync.errors import TryLaterError
from tests.google_factory import Hourglass
from tests.google_factory import applied
from tests.google_factory import draft
from tests.google_factory import lunch_tag
from tests.google_factory import meeting
from tests.google_factory import named
from tests.google_factory import opened
from tests.google_factory import pulled
from tests.google_server import KINDS
from tests.google_server import Fault
from tests.google_server import GoogleServer

REQUESTS = 10  # of an undisturbed run of `sync`


def sync(account: GoogleAccount) -> None:
    """What a sync does, in small: decide from what is there, and write."""
    calendar = applied(account, MakeCalendar("Follow-ups")).calendar
    assert calendar is not None
    for event in pulled(account).events:
        if "channel" not in event.marks:
            assert applied(account, PutTag(event, lunch_tag(event))).result is Result.DONE
    made = applied(account, Create(calendar, draft())).event
    assert made is not None
    if made.title != "✓ sent":
        made = applied(account, Change(made, draft("✓ sent"))).event
    old = applied(account, Create(calendar, replace(draft("old"), id="p2g00"))).event
    assert old is not None
    if not old.cancelled:
        applied(account, Remove(old))


def synced(server: GoogleServer, folder: Path) -> int:
    """Sync until it goes through, as cron does; how often that was."""
    for attempt in range(1, 4):
        try:
            sync(opened(server, folder, patience=Hourglass().patience(timeout=0.25)))
        except TryLaterError:
            continue
        return attempt
    raise AssertionError


def state(server: GoogleServer) -> list[Any]:
    """All that is stored, without what names a version."""
    versions = {"etag", "updated", "sequence", "creator", "organizer"}
    return [
        {key: value for key, value in event.items() if key not in versions}
        for calendar in sorted(server.google.books)
        for event in server.events(calendar, deleted=True)
    ]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What a run without faults leaves."""
    with GoogleServer() as other:
        other.add_event("primary", meeting(id="lunch00"))
        sync(opened(other, tmp_path_factory.mktemp("undisturbed")))
        return state(other)


def test_an_undisturbed_run_takes_few_requests(server: GoogleServer, tmp_path: Path) -> None:
    """The faults below are put at each of these requests in turn."""
    server.add_event("primary", meeting(id="lunch00"))

    sync(opened(server, tmp_path))

    assert len(server.requests) == REQUESTS


@pytest.mark.parametrize("nth", range(1, REQUESTS + 2))
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_any_request_leaves_the_same_end(
    server: GoogleServer,
    tmp_path: Path,
    undisturbed: list[Any],
    *,
    kind: str,
    after: bool,
    nth: int,
) -> None:
    """Each kind of fault, before and after each write was applied: same end, nothing twice."""
    server.add_event("primary", meeting(id="lunch00"))
    server.faults.append(Fault(nth, kind, after=after))
    server.hang = 0.4

    attempts = synced(server, tmp_path)

    assert attempts == 1 or kind == "quota"
    assert state(server) == undisturbed


def test_a_lost_answer_is_settled_by_reading(server: GoogleServer, tmp_path: Path) -> None:
    """A connection that closes after the insert costs a question, not a second insert."""
    account = opened(server, tmp_path)
    calendar = named(account)
    server.requests.clear()
    server.faults.append(Fault(1, "drop", after=True))

    outcome = applied(account, Create(calendar, draft()))

    assert outcome.result is Result.DONE
    calls = [request.call for request in server.requests]
    assert calls == ["events.insert", "events.get"]


def test_what_reading_cannot_settle_is_unknown(server: GoogleServer, tmp_path: Path) -> None:
    """Where the network stays away after a write its outcome is unknown, and the account stops."""
    account = opened(server, tmp_path, patience=Hourglass().patience(total=20))
    calendar = named(account)
    server.requests.clear()
    server.faults.append(Fault(1, "drop", times=10_000))
    outcomes = account.apply([Create(calendar, draft()), Create(calendar, draft())])

    first = next(outcomes)

    assert first.result is Result.UNKNOWN
    with pytest.raises(BusyError, match=r"Sync again\."):
        next(outcomes)


@pytest.mark.parametrize("kind", ["rate", "429"])
def test_too_fast_for_too_long_fails(server: GoogleServer, tmp_path: Path, kind: str) -> None:
    """A rate limit that stays is a failed write, nothing applied, and exit code 75."""
    account = opened(server, tmp_path, patience=Hourglass().patience(total=20))
    calendar = named(account)
    server.requests.clear()
    server.faults.append(Fault(1, kind, times=10_000))
    outcomes = account.apply([Create(calendar, draft())])

    first = next(outcomes)

    assert first.result is Result.FAILED
    with pytest.raises(BusyError) as stopped:
        next(outcomes)
    assert stopped.value.exit_code is Exit.LATER


def test_quota_stops_the_account_at_once(server: GoogleServer, tmp_path: Path) -> None:
    """quotaExceeded is an anti-abuse stop: one request, no backoff, exit code 75."""
    account = opened(server, tmp_path)
    calendar = named(account)
    server.requests.clear()
    server.faults.append(Fault(1, "quota", times=10_000))
    outcomes = account.apply([Create(calendar, draft()), Create(calendar, draft())])

    first = next(outcomes)

    assert first.result is Result.FAILED
    with pytest.raises(QuotaError, match="for some hours") as stopped:
        next(outcomes)
    assert stopped.value.exit_code is Exit.LATER
    assert len(server.requests) == 1


def test_waiting_grows_is_jittered_and_honours_retry_after(
    server: GoogleServer, tmp_path: Path
) -> None:
    """Truncated exponential backoff: between half and whole of 1, 2, 4, 4 s, or what was asked."""
    glass = Hourglass()
    account = opened(server, tmp_path, patience=glass.patience(first=1, longest=4))
    server.faults += [Fault(1, "500", times=4), Fault(5, "429")]

    account.calendars()

    bounds = [(0.5, 1), (1, 2), (2, 4), (2, 4), (2, 4)]
    assert len(glass.slept) == len(bounds)
    pairs = zip(glass.slept, bounds, strict=True)
    assert all(least <= delay <= most for delay, (least, most) in pairs)


def test_retry_after_beyond_our_patience_is_not_waited_for(
    server: GoogleServer, tmp_path: Path
) -> None:
    """Where Google asks for more time than there is, the account stops at once."""
    account = opened(server, tmp_path, patience=Hourglass().patience(total=1.5))
    server.faults.append(Fault(1, "429", times=10_000))

    with pytest.raises(BusyError, match="rateLimitExceeded"):
        account.calendars()

    assert len(server.requests) == 1


def test_a_server_that_is_not_there(server: GoogleServer, tmp_path: Path) -> None:
    """A refused connection is said in one line and tried again within the total time."""
    account = opened(
        server,
        tmp_path,
        patience=Hourglass().patience(total=20),
        api_endpoint="http://127.0.0.1:9/calendar/v3/",
    )

    with pytest.raises(BusyError, match="work: Google does not answer"):
        account.calendars()


def test_a_hung_server_is_left(server: GoogleServer, tmp_path: Path) -> None:
    """Every request has a timeout."""
    server.hang = 5
    server.faults.append(Fault(1, "hang", times=10_000))
    account = opened(server, tmp_path, patience=Patience(timeout=0.1, total=0.3, first=0.1))

    with pytest.raises(BusyError, match="timed out"):
        account.calendars()


def test_an_event_that_is_not_visible_yet(server: GoogleServer, tmp_path: Path) -> None:
    """A write refused with 404 is looked at before it counts as gone."""
    account = opened(server, tmp_path)
    made = applied(account, Create(named(account), draft())).event
    assert made is not None
    server.refuse("primary", made.id, status=404, reason="notFound")

    outcome = applied(account, Change(made, draft("later")))

    assert outcome.result is Result.CONFLICT
    assert outcome.event == made


def test_two_machines_at_once_make_one_of_each(server: GoogleServer, tmp_path: Path) -> None:
    """Two machines that sync step by step beside each other: one tag, one follow-up."""
    server.add_event("primary", meeting(id="lunch00"))
    one, two = opened(server, tmp_path), opened(server, tmp_path)
    seen = [pulled(account).events[0] for account in (one, two)]
    calendar = applied(one, MakeCalendar("Follow-ups")).calendar
    assert calendar is not None

    results = [
        [
            applied(account, PutTag(event, lunch_tag(event))).result,
            applied(account, Create(calendar, draft())).result,
        ]
        for account, event in zip((one, two), seen, strict=True)
    ]

    assert results == [[Result.DONE, Result.DONE], [Result.DONE, Result.EXISTS]]
    assert len(server.events(calendar.id)) == 1


def test_a_list_whose_pages_are_forgotten_is_begun_again(
    server: GoogleServer, tmp_path: Path
) -> None:
    """Where Google no longer knows a page, the list is read from the start, and whole."""
    for number in range(4):
        server.add_event("primary", meeting(f"Lunch {number}"))
    server.google.page_limit = 2
    account = opened(server, tmp_path)
    calendar = named(account)
    server.requests.clear()
    server.google.forget_page = 1

    changes = pulled(account, calendar=calendar.id)

    assert [event.title for event in changes.events] == [f"Lunch {n}" for n in range(4)]

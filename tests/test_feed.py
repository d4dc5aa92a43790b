"""A feed: read only, a stranger's words, and what it said last is kept when it breaks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from calsync import ics
from calsync.calendars import feed
from calsync.calendars.feed import FeedAccount
from calsync.calendars.protocol import Changes
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Result
from calsync.errors import CalsyncError
from calsync.errors import UsageError
from calsync.fetching import Door
from calsync.model import AccountSettings
from calsync.model import Event
from calsync.model import Me
from tests.contract_reads import Reads
from tests.contract_world import NOW
from tests.contract_world import SINCE
from tests.contract_world import World
from tests.contract_world import first_calendar
from tests.contract_world import look
from tests.contract_world import make_tag
from tests.contract_world import write
from tests.feed_server import SECRET
from tests.feed_server import FeedServer
from tests.feed_server import calendar
from tests.feed_server import event
from tests.feed_server import serving
from tests.files_world import FilesWorld

DOOR = Door(seconds=2, idle=1)


def opened(**changes: Any) -> FeedAccount:
    """The account, with little patience."""
    settings = AccountSettings("meetups", "feed", **changes)
    return feed.open_account(settings, me=Me(), clock=lambda: NOW, door=DOOR)


def titles(changes: Changes) -> list[str]:
    """The titles of what was told."""
    return [event.title for event in changes.events]


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server on this machine."""
    with serving(FeedServer()) as running:
        yield running


@pytest.fixture
def account(server: FeedServer) -> FeedAccount:
    """The account that reads it."""
    return opened(url=server.address)


@dataclass
class FeedWorld:
    """A folder of .ics files, put together into one calendar that is served."""

    files: FilesWorld
    server: FeedServer
    tags_invitations: bool = False
    tombstones: bool = False
    ids: dict[str, str] = field(default_factory=dict)

    def account(self) -> FeedAccount:
        """A new account object, which remembers nothing."""
        self._publish()
        return opened(url=self.server.address)

    def _publish(self) -> None:
        texts = [path.read_text() for path in sorted(self.files.root.rglob("*.ics"))]
        components = ("".join(t.partition("BEGIN:VEVENT")[1:]) for t in texts)
        bodies = (body.rpartition("END:VCALENDAR")[0] for body in components)
        self.server.data = calendar(*bodies)

    def add(self, event: Event) -> str:
        """The user adds an event or an exception; its id in the feed."""
        there = self.files.add(event)
        name = f"#{event.uid}#{event.recurrence_id}" if event.recurrence_id else f"#{event.uid}"
        self.ids[name] = there
        return name

    def edit(self, id: str, *, title: str) -> None:  # noqa: A002 - as in the model
        """Give an event another title."""
        self.files.edit(self.ids[id], title=title)

    def delete(self, id: str) -> None:  # noqa: A002 - likewise
        """Delete an event."""
        self.files.delete(self.ids.pop(id))

    def titles(self) -> Sequence[str]:
        """The titles of all that is served."""
        return self.files.titles()

    def guests(self) -> Sequence[str]:
        """The guests of all that is served."""
        return self.files.guests()


class TestContract(Reads):
    """What every account promises of its reading holds for a feed."""

    @pytest.fixture
    def world(self, tmp_path: Path, server: FeedServer) -> World:
        """A calendar that somebody else edits."""
        return FeedWorld(FilesWorld(tmp_path), server)


def test_a_feed_is_read_only_and_nobody_s_own(account: FeedAccount) -> None:
    """Its calendar and its events say so, and every write is refused."""
    (found,) = account.calendars()
    (lunch,) = look(account).events

    outcome = write(account, PutTag(lunch, make_tag(lunch)))

    assert (found.feed, found.writable, found.mine, found.zone) == (True, False, False, "")
    assert not lunch.writable
    assert outcome.result is Result.REFUSED


def test_a_stranger_s_marks_count_for_nothing(server: FeedServer, account: FeedAccount) -> None:
    """Lines that only calsync writes are left out: a feed must not forge a follow-up."""
    forged = event().replace("SUMMARY", "X-CALSYNC-PROMISE:p1\r\nX-CALSYNC-STATE:open\r\nSUMMARY")
    server.data = calendar(forged)

    (found,) = look(account).events

    assert not found.marks


def test_a_feed_that_did_not_change_is_not_sent(server: FeedServer, account: FeedAccount) -> None:
    """ETag and Last-Modified are kept in the cursor, and a 304 is no change."""
    server.etag = '"one"'
    server.modified = "Tue, 24 Nov 2026 09:00:00 GMT"
    first = look(account)

    again = look(account, first.cursor)

    assert titles(first) == ["Lunch with Ana"]
    assert (again.events, again.gone, again.full) == ((), (), False)
    assert again.cursor == first.cursor
    assert server.asked[1]["if-none-match"] == '"one"'


def test_an_earlier_since_tells_more(server: FeedServer, account: FeedAccount) -> None:
    """When older events are wanted than before, the whole calendar is asked for again."""
    server.etag = '"one"'
    server.data = calendar(event(), event("old", "Old", start="20200101T113000Z"))
    first = look(account)

    earlier = account.changes(
        first_calendar(account), first.cursor, since=datetime(2019, 1, 1, tzinfo=UTC)
    )

    assert titles(first) == ["Lunch with Ana"]
    assert "Old" in titles(earlier)
    assert "if-none-match" not in server.asked[1]


@pytest.mark.parametrize(
    ("manner", "data", "words"),
    [
        ("500", b"", "has trouble"),
        ("404", b"", "nothing at its address"),
        ("short", calendar(event()), "breaks off"),
        ("plain", b"", "the file is empty; what it said before is kept"),
        ("plain", b"<html><body>Sign in</body></html>", "this is a web page"),
        ("plain", b"\x1f\x8b\x08 not unpacked", "compressed file"),
        ("plain", calendar(event())[:-20], "breaks off before END:VCALENDAR"),
        ("plain", calendar("BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 100_001), "more than 100,000"),
        ("plain", calendar(event() * 20_001), "more than 20,000"),
    ],
    ids=["500", "404", "short", "empty", "html", "gzip", "truncated", "many", "many now"],
)
def test_a_broken_feed_is_an_error_and_no_change(
    server: FeedServer, account: FeedAccount, manner: str, data: bytes, words: str
) -> None:
    """What does not come as a whole calendar tells nothing; the account is named."""
    cursor = look(account).cursor
    server.manner, server.data = manner, data

    with pytest.raises(CalsyncError, match=words) as caught:
        look(account, cursor)

    assert str(caught.value).startswith("meetups: ")
    assert SECRET not in str(caught.value)


def test_what_is_over_may_leave_the_feed(server: FeedServer, account: FeedAccount) -> None:
    """Many feeds only look ahead: what has passed stays known, what was called off is gone."""
    past, coming = event("past", "Past", start="20261110T113000Z"), event("next", "Next")
    server.data = calendar(past, coming, event("stays", "Stays"))
    cursor = look(account).cursor
    server.data = calendar(event("stays", "Stays"))

    changes = look(account, cursor)

    assert changes.gone == ("#next",)
    assert not changes.full


def test_uids_made_up_at_each_fetch_make_no_new_events(
    server: FeedServer, account: FeedAccount
) -> None:
    """An event is known by its title and start where its UID is another one every time."""

    def served(fetch: int) -> bytes:
        stamp = f"DTSTAMP:2026112{fetch}T000000Z\r\n"
        made = (
            event(f"{fetch}-a", "Book Club"),
            event(f"{fetch}-b", "Book Club", start="20261128T113000Z"),
            event(f"{fetch}-c", "  book   CLUB"),
        )
        return calendar(*(one.replace("SUMMARY", f"{stamp}SUMMARY") for one in made))

    server.data = served(1)
    first = look(account)
    server.data = served(2)
    second = look(account, first.cursor)
    server.data = served(3).replace(b"book   CLUB", b"book   CLUB!")
    third = look(account, second.cursor)

    assert [e.uid for e in first.events] == ["1-a", "1-b", "1-c"]
    assert (second.events, second.gone) == ((), ())
    assert [e.uid for e in third.events] == ["3-c"]
    assert third.gone == ("#1-c",)


def test_an_event_is_known_by_its_page(server: FeedServer, account: FeedAccount) -> None:
    """Where the title was changed too, the event's own page and start tell which one it was."""
    page = "URL:https://example.org/e/7\r\nSUMMARY"
    server.data = calendar(event("1", "Book Club").replace("SUMMARY", page))
    cursor = look(account).cursor
    server.data = calendar(event("2", "Book Club (full)").replace("SUMMARY", page))

    changes = look(account, cursor)

    assert [(e.uid, e.title) for e in changes.events] == [("1", "Book Club (full)")]
    assert changes.gone == ()


def test_an_exception_follows_its_series(server: FeedServer, account: FeedAccount) -> None:
    """A series under a new UID takes its exceptions along, new ones too."""
    rule = "RRULE:FREQ=WEEKLY\r\nSUMMARY"
    server.data = calendar(event("1", "Club").replace("SUMMARY", rule))
    cursor = look(account).cursor
    moved = event("2", "Moved").replace("SUMMARY", "RECURRENCE-ID:20261204T113000Z\r\nSUMMARY")
    server.data = calendar(event("2", "Club").replace("SUMMARY", rule), moved)

    changes = look(account, cursor)

    assert [(e.uid, e.id) for e in changes.events] == [("1", "#1#20261204T113000Z")]


def test_problems_are_told_by_the_account_s_name(server: FeedServer, account: FeedAccount) -> None:
    """What cannot be read has its line, not the address, and is told until it is mended."""
    server.data = calendar(event(start="never"))
    first = look(account)

    again = look(account, first.cursor)

    assert [problem.where for problem in first.problems] == ["meetups:3"]
    assert again.problems == first.problems


def test_events_look_the_same_whoever_reads_them(server: FeedServer, account: FeedAccount) -> None:
    """A feed's event is that of the file, but for what calsync itself puts there."""
    (found,) = look(account).events
    (plain,) = ics.read(server.data, account="meetups", calendar="feed", since=SINCE).events

    assert replace(found, etag="", writable=True) == replace(plain, etag="")


# --- where the address comes from ----------------------------------------------------------------


def test_the_address_may_be_printed_by_a_program(server: FeedServer, tmp_path: Path) -> None:
    """The program is run as it is given, without a shell; its first line is the address."""
    script = f"import sys; print({server.address!r}, sys.argv[1], sep='\\n')"
    touched = tmp_path / "touched"

    changes = look(opened(url_command=(sys.executable, "-c", script, f"; touch {touched}")))

    assert titles(changes) == ["Lunch with Ana"]
    assert not touched.exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("false",), "failed with exit status 1"),
        (("true",), "printed nothing"),
        (("no-such-program-anywhere",), "cannot be run"),
        (("a\0b",), "cannot be run"),
    ],
)
def test_a_program_that_fails_is_named_by_its_key(command: tuple[str, ...], words: str) -> None:
    """What went wrong is said, without the words of the command or its output."""
    with pytest.raises(CalsyncError, match=words) as caught:
        look(opened(url_command=command))

    assert "meetups: `url_command`" in str(caught.value)


def test_the_address_may_stand_in_the_environment(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable holds the address; a missing one is said by its name."""
    account = opened(url_env="MEETUPS_URL")
    with pytest.raises(UsageError, match="MEETUPS_URL is not set"):
        look(account)
    monkeypatch.setenv("MEETUPS_URL", server.address)

    assert titles(look(account)) == ["Lunch with Ana"]

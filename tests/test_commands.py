"""The commands on files: what they print, write, and how they end."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from calsync.cli import boundary
from calsync.errors import Exit
from tests.onfiles import CONFIG
from tests.onfiles import TWO
from tests.onfiles import OnFiles
from tests.onfiles import mode_of


@pytest.fixture
def home(tmp_path: Path) -> OnFiles:
    """A Monday evening after lunch with Ana."""
    home = OnFiles(tmp_path / "home")
    home.lunch()
    return home


@pytest.fixture
def synced(home: OnFiles) -> OnFiles:
    """The same, after a sync."""
    assert home.calsync("sync").code == 0
    return home


class TestPromise:
    """`promise` and `promises`."""

    def test_add_keep_move_drop(self, home: OnFiles) -> None:
        """Each says what came of it, and how to take it back."""
        added = home.calsync("promise", "add", "send", "Tom", "the", "slides", "by", "10", "Dec")
        moved = home.calsync("promise", "move", "slides", "17", "Dec")
        kept = home.calsync("promise", "keep", "slides")
        again = home.calsync("promise", "drop", "slides")

        assert (added.code, moved.code, kept.code, again.code) == (0, 0, 0, Exit.USAGE)
        assert "due Thu 10 Dec\n       follow-up Wed 9 Dec 09:00" in added.out
        assert "follow-up Wed 16 Dec 09:00" in moved.out
        assert "(kept)" in kept.out
        assert "is kept" in again.err
        assert added.err == "Take back: calsync undo 1\n"

    def test_several_fit(self, home: OnFiles) -> None:
        """The choices are listed, and nothing is done."""
        for who in ("Tom", "Eve"):
            home.calsync("promise", "add", f"send {who} the slides by 10 Dec")
        before = home.files()

        done = home.calsync("promise", "keep", "slides")

        assert done.code == Exit.USAGE
        assert "several promises fit" in done.err
        assert "(Tom)" in done.err
        assert home.files() == before
        assert len(home.json("undo", "--list")) == 2

    def test_list(self, synced: OnFiles) -> None:
        """Soonest due first; overdue, of one person, owed to the user."""
        for words in ("send Tom the slides by Tue", "Eve will send me the photos", "call Max"):
            synced.calsync("promise", "add", words)

        def texts(*options: str) -> list[str]:
            return [row["text"] for row in synced.json("promises", *options)]

        assert texts()[:2] == ["send Tom the slides", "the deck"]
        assert len(texts()) == 4
        assert texts("--person", "tom") == ["send Tom the slides"]
        assert len(texts("--owed-to-me")) == 1
        assert texts("--overdue") == []
        synced.later(days=3)
        assert texts("--overdue") == ["send Tom the slides"]

    def test_nothing(self, home: OnFiles) -> None:
        """An empty list says so, on stderr."""
        assert home.calsync("promises").err == "No open promises.\n"
        assert home.calsync("promises", "--all").err == "No promises.\n"

    def test_overdue_is_said(self, synced: OnFiles) -> None:
        """What is past its due day is told from what is not."""
        assert "due Fri 27 Nov\n" in synced.calsync("promises").out
        synced.later(days=5)
        assert "due Fri 27 Nov (overdue)\n" in synced.calsync("promises").out

    def test_chase(self, home: OnFiles) -> None:
        """A check-in on what somebody owes the user."""
        home.lunch(note="")
        home.calsync("promise", "add", "Eve will send me the photos by 10 Dec")
        assert home.follow_ups() == []

        done = home.calsync("promise", "chase", "photos")
        again = home.calsync("promise", "chase", "photos")

        assert "follow-up Wed 9 Dec 09:00" in done.out
        assert ("Take back" in done.err, again.err) == (True, "")
        assert len(home.follow_ups()) == 1

    def test_calendar_out_of_reach(self, synced: OnFiles) -> None:
        """The promise is saved, the rest is said, and the exit code knows."""
        synced.personal.rename(synced.root / "elsewhere")

        done = synced.calsync("-q", "promise", "add", "call Tom by 10 Dec")

        assert done.code == Exit.PARTIAL
        assert "saved; the calendar follows later" in done.err
        assert "call Tom" in done.out


class TestMark:
    """`mark` and `explain`."""

    def test_mark(self, synced: OnFiles) -> None:
        """The verdict is the user's, in the file too."""
        done = synced.calsync("mark", "lunch with ana", "social")

        assert (done.code, done.out) == (0, "Lunch with Ana Diaz: social\n")
        (row,) = synced.json("opportunities")
        assert (row["channel"], row["source"]) == ("social", "user")
        assert any(b"X-CALSYNC-CHANNEL:social" in data for data in synced.files().values())
        assert ", as you said" in synced.calsync("explain", "lunch with ana").out

    def test_once(self, home: OnFiles) -> None:
        """One instance of a series; which one is said."""
        home.add("Coffee with Tom Berg", "11-18 09:00", "RRULE:FREQ=WEEKLY")
        home.calsync("sync")

        done = home.calsync("mark", "coffee", "community", "--once")

        assert done.out == "Coffee with Tom Berg, Wed 25 Nov 09:00: community\n"
        assert home.calsync("undo").code == 0

    def test_listed_instance_is_known(self, home: OnFiles) -> None:
        """The id that `review --list` shows of an instance names it."""
        home.add("Lunch with Tom Berg", "11-18 12:00", "RRULE:FREQ=WEEKLY")
        home.calsync("mark", "tom berg", "lunch")
        home.calsync("sync")
        home.calsync("mark", "tom berg", "lunch")
        (key,) = [r["key"] for r in home.json("review")["meetings"] if "Tom" in r["title"]]

        done = home.calsync("mark", key, "none", "--once")

        assert done.out == "Lunch with Tom Berg, Wed 18 Nov 12:00: none\n"


class TestExport:
    """`export`."""

    def test_to_a_file(self, synced: OnFiles) -> None:
        """The same bytes as on stdout, and the same again."""
        target = synced.root / "out.ics"
        shown = synced.process("export")

        done = synced.calsync("export", "-o", str(target))

        assert done.code == 0
        assert done.err == f"Written: {target}\n"
        assert target.read_bytes().decode() == shown.out
        assert synced.calsync("export", "--what", "followups").out.count("BEGIN:VEVENT") == 1

    def test_ledger_is_private(self, synced: OnFiles) -> None:
        """What calsync knows is for the user's eyes."""
        target = synced.root / "all.json"

        synced.calsync("export", "--ledger", "-o", str(target))

        assert mode_of(target) == 0o600

    def test_not_writable(self, synced: OnFiles) -> None:
        """What cannot be written is said, without a log."""
        done = synced.calsync("export", "-o", str(synced.root / "absent" / "x.ics"))

        assert done.code == Exit.USAGE
        assert "cannot be written" in done.err


def test_permission_given_later(home: OnFiles) -> None:
    """Tags that stayed in the ledger are written once the configuration lets them be."""
    guest = home.lunch("", "ORGANIZER:mailto:me@example.com", "ATTENDEE:mailto:ana@other.example")
    plan = home.json("sync", "--dry-run")
    first = home.json("sync")["tags"]
    assert (plan["plan"], first["written"], first["kept_local"]) == ([], 0, 1)
    assert b"X-CALSYNC" not in guest.read_bytes()
    home.configure(text=CONFIG.replace("[followups]", "tag_invitations = true\n[followups]"))

    counts = [home.json("sync")["tags"]["written"] for _ in range(2)]

    assert counts == [1, 0]
    assert b"X-CALSYNC-CHANNEL:lunch" in guest.read_bytes()


def test_account_by_another_name(synced: OnFiles) -> None:
    """Nothing is listed twice or made again, and a follow-up moved by hand is seen."""
    synced.configure(text=CONFIG.replace('"home"', '"house"'))
    (name,) = synced.follow_ups()
    path = synced.root / "calendar" / name
    path.write_bytes(path.read_bytes().replace(b":20261126T09", b":20261201T09"))

    assert synced.calsync("sync").code == 0

    assert [row["account"] for row in synced.json("opportunities")] == ["house"]
    (promise,) = synced.json("promises")
    assert (promise["due"], promise["followup"]["account"]) == ("2026-12-01", "house")
    assert synced.follow_ups() == [name]


class TestUndo:
    """`undo` and `forget`."""

    def test_undo(self, home: OnFiles) -> None:
        """Every byte is as before; it is said what was taken back."""
        before = home.files()
        home.calsync("sync")

        done = home.calsync("undo")

        assert done.code == 0
        assert "taken back  create: Follow up: the deck" in done.out
        assert done.err == "Run 1 (sync) is taken back.\n"
        assert home.files() == before
        assert "sync" in home.calsync("undo", "--list").out
        assert home.calsync("undo").code == Exit.USAGE

    def test_json_only_lists(self, synced: OnFiles) -> None:
        """Whoever wants the list for a script and forgets --list takes nothing back."""
        before = synced.files()

        done = synced.calsync("undo", "--json")

        assert (done.code, synced.files()) == (Exit.USAGE, before)
        assert "--list" in done.err

    def test_nothing_yet(self, home: OnFiles) -> None:
        """There is nothing to list or take back."""
        assert home.calsync("undo", "--list").err == "No runs yet.\n"
        assert "nothing to take back" in home.calsync("undo").err

    def test_edited_since(self, synced: OnFiles) -> None:
        """What the user edited is left, and said."""
        (name,) = synced.follow_ups()
        path = synced.root / "calendar" / name
        path.write_bytes(path.read_bytes().replace(b"SUMMARY:", b"SUMMARY:Mine! "))

        assert "left        create: Follow up: the deck" in synced.calsync("undo").out
        assert path.exists()

    def test_forget(self, home: OnFiles) -> None:
        """Not a byte is left changed, syncing is paused, and `--full` resumes it."""
        before = home.files()
        home.calsync("sync")
        after = home.files()

        done = home.calsync("forget", "--yes")

        assert done.code == 0
        assert home.files() == before
        assert "syncing is paused" in done.err
        paused = home.calsync("sync")
        assert (paused.code, "calsync sync --full" in paused.err) == (Exit.USAGE, True)
        assert home.calsync("sync").err == ""
        assert home.calsync("promise", "add", "call Tom").code == Exit.PARTIAL
        assert home.files() == before
        assert home.calsync("sync", "--full").code == 0
        assert len(home.files()) == len(after) + 1

    def test_forget_asks(self, synced: OnFiles) -> None:
        """Without --yes it asks; where nobody can be asked it does nothing."""
        before = synced.files()

        silent = synced.calsync("forget")
        no = synced.at_terminal("forget", says=[("[y/N]", "n\r")])

        assert (silent.code, no.code) == (Exit.USAGE, 0)
        assert "--yes" in silent.err
        assert "Nothing was done." in no.out
        assert "calsync export --ledger" in no.out
        assert synced.files() == before
        assert synced.at_terminal("forget", says=[("[y/N]", "y\r")]).code == 0
        assert synced.files() != before

    def test_forget_somebody(self, synced: OnFiles) -> None:
        """Only what is known of them; the rest stays."""
        nobody = synced.calsync("forget", "--person", "Nobody")
        silent = synced.calsync("forget", "--person", "Ana")
        done = synced.calsync("forget", "--person", "Ana", "--yes")

        assert nobody.err == "Nothing is known of Nobody.\n"
        assert (silent.code, "forgets what is known of Ana; say --yes" in silent.err) == (2, True)
        assert (done.code, "1 thing forgotten" in done.err) == (0, True)
        assert synced.follow_ups() == []
        assert synced.json("promises", "--all") == []
        assert synced.calsync("sync").code == 0
        assert b"the deck" not in synced.ledger.read_bytes().replace(b"owe Ana the deck", b"")

    def test_one_account_out_of_reach(self, home: OnFiles) -> None:
        """What can be reached is forgotten; the rest is said."""
        before = home.files()
        home.configure(text=TWO)
        home.calsync("sync")

        done = home.calsync("forget", "--yes")

        assert done.code == Exit.SIGN_IN
        assert "work" in done.err
        assert home.files() == before


def test_hostile_titles_are_cleaned(home: OnFiles) -> None:
    """No command prints what a terminal would act on."""
    home.add(
        "Lunch with \x1b]0;x\x07\u202eEvil", "11-22 12:00", note="todo: call \x1b[31mEve by Fri"
    )
    home.calsync("sync")

    for command in (
        *(["opportunities"], ["promises"], ["review"], ["explain", "evil"], ["undo", "--list"]),
        *(["sync", "--dry-run", "--full"], ["accounts"], ["opportunities", "--json"]),
        *(["promises", "--json"], ["review", "--json"], ["mark", "evil", "none"], ["undo"]),
    ):
        done = home.calsync(*command)
        assert done.code == 0, done.err
        assert not {"\x1b", "\x07", "\u202e"} & set(done.out + done.err), command


def test_accounts(home: OnFiles) -> None:
    """What is read, what may be written, when it last went well."""
    assert "not read yet" in home.calsync("accounts").out
    home.calsync("sync")

    lines = home.calsync("accounts").out.splitlines()

    assert lines == [
        "home (files), last good sync: Mon 23 Nov 18:00",
        *("  Follow-ups: made by calsync", "  personal: read and tagged"),
    ]
    home.personal.rename(home.root / "elsewhere")
    home.calsync("sync")
    assert "is gone" in home.calsync("accounts").out


def test_exposed_ledger_is_refused(synced: OnFiles) -> None:
    """Whatever the command, with the cure."""
    synced.ledger.chmod(0o644)

    done = synced.calsync("promises")

    assert (done.code, f"chmod 600 {synced.ledger}" in done.err) == (Exit.USAGE, True)


def test_denied_is_no_bug(capsys: pytest.CaptureFixture[str]) -> None:
    """What may not be written is named, with what to do, and leaves no log."""

    def call() -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/data/ledger.lock")

    assert boundary.exit_code(call) == Exit.USAGE
    assert capsys.readouterr().err.startswith("calsync: /data/ledger.lock: Permission denied; mend")

"""What a stranger meets: lists that fit, words that say what to do, codes that hold."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from calsync.errors import Exit
from tests.conftest import ROOT
from tests.conftest import invoke
from tests.conftest import run
from tests.onfiles import CONFIG
from tests.onfiles import OnFiles

LONG = "Lunch with " + "Bartholomew " * 14
WEEKLY = "RRULE:FREQ=WEEKLY"


@pytest.fixture
def home(tmp_path: Path) -> OnFiles:
    """A Monday evening after lunch with Ana."""
    home = OnFiles(tmp_path / "home")
    home.lunch()
    return home


def widest(shown: str) -> int:
    """How many columns the longest line takes."""
    return max(map(len, shown.splitlines()))


class TestLists:
    """What is listed, at a terminal of sixty columns and in a pipe."""

    @pytest.mark.parametrize(
        "command",
        [("sync", "--dry-run"), ("sync",), ("opportunities",), ("review", "--list"), ("promises",)],
        ids=" ".join,
    )
    def test_a_line_fits(self, home: OnFiles, command: tuple[str, ...]) -> None:
        """A long title is cut, a long promise goes on below."""
        home.add(LONG, "11-23 13:30", note="owe Eve " + "the very long paper " * 8 + "by Fri")
        if command[0] != "sync":
            home.calsync("sync")

        shown = home.at_terminal(*command, says=[], COLUMNS="60")

        assert shown.code == 0
        assert widest(shown.out) <= 60
        assert "…" in shown.out or "promises" in command

    def test_a_narrow_scan_leaves_room_for_titles(self, home: OnFiles) -> None:
        """The score gives way; in a pipe it is there."""
        shown = home.at_terminal("scan", str(home.personal), says=[], COLUMNS="60").out
        piped = home.calsync("scan", str(home.personal)).out

        assert re.search(r"Mon 23 Nov 2026 12:30  lunch  Lunch with Ana Diaz", shown)
        assert re.search(r"lunch  \d\.\d\d  Lunch with Ana Diaz", piped)

    def test_a_pipe_gets_all(self, home: OnFiles) -> None:
        """Where nobody watches nothing is cut."""
        home.add(LONG, "11-23 13:30")
        home.calsync("sync")

        assert LONG.strip() in home.calsync("opportunities").out

    def test_a_series_shows_its_next_date(self, home: OnFiles) -> None:
        """Not the day on which it began years ago."""
        home.add("Dinner with Tom Berg", "09-02 19:00", WEEKLY)

        shown = home.at_terminal("sync", says=[])

        assert "Wed 25 Nov 19:00  lunch       Dinner with Tom Berg  (repeats)" in shown.out

    def test_a_first_sync_lists_what_is_near(self, home: OnFiles) -> None:
        """Of very many new ones those around today are shown, in the order of time."""
        for number in range(24):
            home.add(f"Lunch with Tom {number}", f"{number // 3 + 1:02}-{number + 1:02} 12:00")

        shown = home.calsync("-v", "sync").out

        assert "Opportunities: 25 new" in shown
        assert "and 5 more: calsync opportunities" in shown
        assert "Lunch with Ana" in shown
        assert "Lunch with Tom 4\n" not in shown
        assert shown.index("Lunch with Tom 9") < shown.index("Lunch with Tom 20")


class TestWords:
    """What is said."""

    def test_a_person_is_named_once(self, home: OnFiles) -> None:
        """The words of a promise may name its person already."""
        done = home.calsync("promise", "add", "send Tom the slides by 10 Dec")

        assert "send Tom the slides, due Thu 10 Dec" in done.out
        assert done.code == Exit.OK

    def test_taking_back_nothing(self, home: OnFiles) -> None:
        """Where there is no run yet, no list is said to show one."""
        done = home.calsync("undo")

        assert (done.code, "nothing to take back" in done.err) == (Exit.USAGE, True)

    def test_taken_back_already(self, home: OnFiles) -> None:
        """A run that is there is not said to be missing."""
        home.calsync("sync")
        home.calsync("undo", "1")

        done = home.calsync("undo", "1")

        assert (done.code, "run 1 is taken back already" in done.err) == (Exit.USAGE, True)

    def test_choices_are_short(self, home: OnFiles) -> None:
        """A title of many lines does not bury the others."""
        home.add(LONG, "11-23 13:30")
        home.calsync("sync")

        done = home.calsync("explain", "lunch with")

        assert done.code == Exit.USAGE
        assert widest(done.err) <= 90

    def test_no_google_account(self, home: OnFiles) -> None:
        """A user of files who signs in is told what is missing."""
        done = home.calsync("auth", "login")

        assert (done.code, "no Google account in the configuration" in done.err) == (2, True)

    def test_signing_out_twice(self, home: OnFiles) -> None:
        """Nobody is told to sign in who wants to sign out."""
        google = '[[accounts]]\nname = "work"\nkind = "google"\ntoken = "t.json"\n[followups]'
        home.configure(text=CONFIG.replace("[followups]", google))

        done = home.calsync("auth", "logout")

        assert (done.code, done.err) == (Exit.OK, "work: nobody was signed in.\n")
        assert home.calsync("doctor").code == Exit.SIGN_IN

    def test_what_is_over_can_be_noted_anew(self, home: OnFiles) -> None:
        """Moving a dropped promise says what works instead."""
        home.calsync("promise", "add", "call Tom by 10 Dec")
        home.calsync("promise", "drop", "tom")

        assert "calsync promise add" in home.calsync("promise", "move", "tom", "fri").err

    def test_no_second_best(self, home: OnFiles) -> None:
        """What nothing speaks for is not named as the next best."""
        home.add("Conference call", "11-23 11:00")
        home.calsync("sync")

        assert "0.00" not in home.calsync("explain", "lunch").out.partition("next best")[2]

    def test_what_decides_alone_has_no_weight(self, home: OnFiles) -> None:
        """A hashtag is named, not weighed."""
        home.add("Walk with Bo #community", "11-22 10:00")
        home.calsync("sync")

        told = home.calsync("explain", "walk").out.splitlines()

        assert told[1:] == ["  community 1.00, by your hashtag", "  #community"]


class TestCron:
    """Where nobody watches, and where somebody asked to be told."""

    @pytest.mark.parametrize("options", [("-v", "sync"), ("sync", "--dry-run")], ids=" ".join)
    def test_who_asks_is_told_each_time(self, home: OnFiles, options: tuple[str, ...]) -> None:
        """Once a day is for cron alone."""
        home.calsync("sync")
        home.personal.rename(home.root / "elsewhere")
        home.calsync("sync")

        assert "is gone" in home.calsync(*options).err
        assert home.calsync("sync").err == ""

    def test_first_sync_in_the_calendars_zone(
        self, home: OnFiles, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What a first sync says is in the zone that it just learnt, not in the machine's."""
        zone = "X-WR-TIMEZONE:Europe/Berlin"
        path = home.personal / "zone.ics"
        path.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zone}\r\nEND:VCALENDAR\r\n")
        home.configure(text=CONFIG.replace('timezone = "Europe/Berlin"', ""))

        monkeypatch.setenv("TZ", "America/New_York")

        shown = home.calsync("-v", "sync")

        assert "Mon 23 Nov 12:30  lunch" in shown.out
        assert "follow-up Thu 26 Nov 09:00" in shown.out

    def test_init_takes_the_zone_of_the_events(self, home: OnFiles) -> None:
        """On a server in UTC, with files that name a zone and do not describe it."""
        (home.root / "config.toml").unlink()
        given = ("--files", str(home.root / "calendar"), "--email", "me@example.com")

        done = run("init", *given, "--no-cards", "--yes", env={**home.env, "TZ": "UTC"})

        assert done.code == Exit.OK
        assert 'timezone = "Europe/Berlin"' in (home.root / "config.toml").read_text()

    def test_no_configuration_makes_nothing(self, tmp_path: Path) -> None:
        """Looking at lists before `init` leaves no ledger behind."""
        nobody = tmp_path / "nobody"

        done = invoke("promises", env={"CALSYNC_HOME": str(nobody)})

        assert (done.code, "calsync init" in done.err) == (Exit.USAGE, True)
        assert not nobody.exists()

    def test_what_waits_for_an_account(self, home: OnFiles) -> None:
        """An account out of reach holds up follow-ups: how many is said with the cause."""
        home.calsync("sync")
        home.personal.rename(home.root / "elsewhere")
        home.calsync("promise", "add", "call Tom by 10 Dec")

        said = home.calsync("-v", "sync").err

        assert "(last good Mon 23 Nov 18:00, 1 follow-up waits)" in said

    def test_the_line_that_init_prints_works(self, home: OnFiles, tmp_path: Path) -> None:
        """PATH and HOME are all that cron gives: program and folder are named in the line."""
        (home.root / "config.toml").unlink()
        folder = str(home.root / "calendar")
        email = ("--email", "me@example.com")
        ran = home.process("init", "--files", folder, *email, "--no-cards", "--yes")

        line = ran.out.partition("*/15 * * * * ")[2].strip().replace("--jitter 300", "--jitter 0")
        bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
        done = subprocess.run(  # noqa: S602 - as cron runs it
            line, shell=True, env=bare, cwd=ROOT, capture_output=True, check=False
        )

        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert home.ledger.exists()

    def test_a_follow_up_moved_on_is_said(self, home: OnFiles) -> None:
        """What can be taken back is said."""
        home.calsync("sync")
        home.later(days=3)

        shown = home.calsync("-v", "sync").out

        assert "1 follow-up passed and moved on" in shown
        assert "Take back" in shown


@pytest.mark.parametrize("words", ["hi", "Hello", "hallo\n", "met", "Hi\n\nhey"])
def test_a_note_of_a_greeting(home: OnFiles, words: str) -> None:
    """A note that only greets holds no promise, and no bug."""
    done = home.calsync("notes", text=words)

    assert (done.code, done.err) == (Exit.OK, "No promises.\n")


class TestReview:
    """Looking back with somebody at the terminal."""

    def test_other_words_keep_the_date(self, home: OnFiles) -> None:
        """A proposal in the user's words: when stays unless they say, and is shown before it is."""
        home.lunch(
            "todo: send Ana the deck by Fri",
            *("ORGANIZER:mailto:ana@other.example", "ATTENDEE:mailto:me@example.com"),
        )
        home.calsync("sync")

        shown = home.at_terminal(
            "review",
            says=[
                ("? more > ", "e\r"),
                ("In your words > ", "send her the slides\r"),
                ("due Fri 27 Nov, in 4 days; follow-up Thu 26 Nov 09:00", ""),
                ("Promised anything else? (Enter: no) > ", "q\r"),
            ],
        )

        (row,) = home.json("promises")
        assert shown.code == 0
        assert (row["due"], "slides" in row["text"]) == ("2026-11-27", True)

    def test_a_title_of_many_lines(self, home: OnFiles) -> None:
        """The question stands below its meeting, not below a screen of its title."""
        home.add(LONG, "11-23 13:30")
        home.calsync("sync")

        shown = home.at_terminal("review", says=[("anything else? (Enter: no) > ", "q\r")])

        heading = shown.out.partition("1/2")[2].partition("Promised")[0]
        assert heading.count("\n") <= 3
        assert "…" in heading


@pytest.mark.parametrize("title", ["", " ", "🍕", "...", "与王小明共进午餐", "\u202e"], ids=ascii)
def test_an_event_of_hardly_a_title(home: OnFiles, title: str) -> None:
    """Whatever stands for a title, the sync goes through and knows what comes next."""
    path = home.add("Nameless", "11-23 13:30")
    path.write_text(path.read_text().replace("SUMMARY:Nameless", f"SUMMARY:{title}"))

    done = home.calsync("-v", "sync")

    assert (done.code, done.err) == (Exit.OK, "")
    assert "home   2 changed" in done.out


def test_accounts_in_the_order_of_the_configuration(home: OnFiles) -> None:
    """Also where one of them failed before the others were read."""
    google = '[[accounts]]\nname = "a"\nkind = "google"\ntoken = "t.json"\n[followups]'
    home.configure(text=CONFIG.replace("[followups]", google))

    done = home.calsync("-v", "sync")

    assert done.code == Exit.SIGN_IN
    assert [line.split()[0] for line in done.out.splitlines()[:2]] == ["home", "a"]

"""The review in an editor: which one is started, and what a saved page does."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from calsync import demo_calendar
from calsync.cli import editor
from calsync.ledger import Ledger
from calsync.records import Mark
from calsync.records import PersonNote
from tests.conftest import Ran
from tests.conftest import invoke
from tests.terminal import converse

CONFIG = """timezone = "Europe/Berlin"
[me]
emails = ["alex@example.com", "alex.kim@example.net"]
[[accounts]]
name = "alex"
kind = "files"
path = "calendar"
[promises]
harvest = "HARVEST"
"""


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        pytest.param({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"], id="visual"),
        pytest.param({"VISUAL": " ", "EDITOR": "'my vi' -n"}, ["my vi", "-n"], id="editor"),
        pytest.param({"EDITOR": "vi; rm -rf $HOME"}, ["vi;", "rm", "-rf", "$HOME"], id="no shell"),
    ],
)
def test_the_editor_is_no_shell_command(environ: dict[str, str], words: list[str]) -> None:
    """VISUAL comes before EDITOR; its words are taken as they are."""
    assert editor.command(environ, terminal=False) == words


def test_a_broken_editor_setting_is_wrong_use() -> None:
    """What cannot be split into words is said."""
    with pytest.raises(editor.NoEditorError, match="set VISUAL or EDITOR"):
        editor.command({"EDITOR": "vi 'x"}, terminal=True)


def test_no_editor_is_started_unasked() -> None:
    """Without a terminal only an editor that was named is started; at one, any that is there."""
    with pytest.raises(editor.NoEditorError, match="there is no editor"):
        editor.command({}, terminal=False)

    assert editor.command({}, terminal=True)[0] in editor.EDITORS


# --- from the page to the calendar ---------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Alex's calendars, read once with a setting for the harvest."""

    def made(harvest: str = "clear") -> Path:
        folder = tmp_path / "calsync"
        demo_calendar.write(folder / "calendar", now=datetime(2026, 11, 24, 16, tzinfo=UTC))
        monkeypatch.setenv("CALSYNC_NOW", "2026-11-24T17:00:00+01:00")
        (folder / "config.toml").write_text(CONFIG.replace("HARVEST", harvest))
        (folder / "config.toml").chmod(0o600)
        assert invoke("sync").code == 0
        return folder

    return made


def shown(folder: Path) -> str:
    """The page that would be edited."""
    copies = folder / "copies"
    copies.mkdir(exist_ok=True)
    invoke("review", "--edit", env={"EDITOR": f"cp -t {copies}"})
    (copy,) = copies.iterdir()
    text = copy.read_text()
    copy.unlink()
    return text


def saved(folder: Path, text: str) -> Ran:
    """A review whose page comes back with that text."""
    mine = folder / "mine.md"
    mine.write_text(text)
    return invoke("review", "--edit", env={"EDITOR": f"cp {mine}"})


def kept_pages(folder: Path) -> list[Path]:
    """The pages that were left for the user."""
    return list(folder.glob("review-*.md"))


def promises(*options: str) -> dict[str, dict[str, Any]]:
    """The promises in the ledger, by their words."""
    return {row["text"]: row for row in json.loads(invoke("promises", "--json", *options).out)}


def meetings() -> list[str]:
    """The titles of the meetings that wait."""
    return [row["title"] for row in json.loads(invoke("review", "--json").out)["meetings"]]


def test_an_unsaved_page_changes_nothing(home: Callable[[str], Path]) -> None:
    """An editor left without saving leaves every meeting waiting, and no page behind."""
    folder = home("clear")
    before = meetings()

    ran = invoke("review", "--edit", env={"EDITOR": "true"})

    assert (ran.code, ran.out.splitlines()[0]) == (
        0,
        "The page was not saved, or is empty: nothing was done.",
    )
    assert meetings() == before
    assert kept_pages(folder) == []
    assert len(json.loads(invoke("undo", "--list", "--json").out)) == 1


def test_a_page_saved_as_it_was_confirms(home: Callable[[str], Path]) -> None:
    """Saving without a change says that all is right; only what is overdue still waits."""
    folder = home("clear")

    ran = saved(folder, shown(folder))

    assert ran.code == 0
    assert ran.out.startswith("5 meetings done")
    assert meetings() == []
    assert kept_pages(folder) == []


@pytest.mark.parametrize("command", ["false", "no-such-editor", "cp /dev/null"])
def test_a_failing_editor_changes_nothing(home: Callable[[str], Path], command: str) -> None:
    """An editor that fails, is not there or empties the page: nothing is done, and it is said."""
    folder = home("clear")
    before = meetings()

    ran = invoke("review", "--edit", env={"EDITOR": command})

    assert "nothing was done" in ran.out + ran.err
    assert ran.code == (0 if command.startswith("cp") else 1)
    assert meetings() == before
    assert kept_pages(folder) == []


def test_a_page_changed_by_a_failing_editor_is_kept(home: Callable[[str], Path]) -> None:
    """What the user typed before the editor broke is in a file whose path is printed."""
    folder = home("clear")
    script = folder / "editor.py"
    script.write_text("import sys; open(sys.argv[1], 'a').write('call Tim'); sys.exit(3)")

    ran = invoke("review", "--edit", env={"EDITOR": f"{sys.executable} {script}"})

    (kept,) = kept_pages(folder)
    assert ran.code == 1
    assert str(kept) in ran.err
    assert kept.read_text().endswith("call Tim")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_everything_on_a_page_is_done(home: Callable[[str], Path]) -> None:
    """Kept, dropped, reworded, moved, promised anew, remembered, put off, absent: one run."""
    folder = home("clear")
    text = shown(folder)
    text = re.sub(r"- \[ \] (the pricing sheet.*)", r"- [x] \1", text)
    text = re.sub(r".*send me the slides.*\n", "", text)
    text = text.replace("our runbook template, for Jonas, due Wed 25", "our template, due Mon 30")
    text = text.replace("the deck, for Ana", "the whole deck, for Ana")
    text = text.replace("(arr)", "(arr)\ncall Tim by Friday\nremember Ana: has twins")
    text = re.sub(r"(## 3\..*)", r"\1\nwasn't there", text)
    text = re.sub(r"(## 5\..*)", r"\1\nskip", text)

    ran = saved(folder, text)

    known = promises("--all")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0].startswith(
        "4 meetings done, 1 new, 1 kept, 2 changed, 1 dropped, 1 remembered"
    )
    assert known["the pricing sheet"]["state"] == "kept"
    assert known["send me the slides"]["state"] == "dropped"
    assert known["send him our template"]["due"] == "2026-11-30"
    assert known["send him our template"]["person"] == "Jonas"
    assert known["the whole deck"]["due"] == "2026-11-27"
    assert known["call Tim"]["followup"]["start"] <= "2026-11-27"
    assert known["call Tim"]["event"]["title"] == "Lunch with Ana Diaz"
    assert meetings() == ["Data Engineering Meetup Hamburg"]
    ledger = Ledger.open(folder / "ledger.db")
    assert [(n.name, n.text) for n in ledger.all(PersonNote)] == [("Ana Diaz", "has twins")]
    ledger.close()


def test_a_page_is_taken_back_as_one_run(home: Callable[[str], Path]) -> None:
    """All that a page did is one run, which `undo` reverses."""
    folder = home("clear")
    before, waiting = promises("--all"), meetings()
    saved(folder, shown(folder).replace("## 2.", "call Tim by Friday\n## 2."))

    undone = invoke("undo")

    assert undone.code == 0
    assert meetings() == waiting
    after = {text: row["state"] for text, row in promises("--all").items()}
    assert after.pop("call Tim") == "dropped"
    assert after == {text: row["state"] for text, row in before.items()}


def test_proposals_are_taken_by_one_sign(home: Callable[[str], Path]) -> None:
    """A proposal is taken, declined by its line, or makes its meeting wait."""
    folder = home("marked")
    text = shown(folder)
    assert "- [?] send him our runbook template, for Jonas, due Wed 25 Nov 2026 (?3)" in text
    text = text.replace("- [?] send him", "- [ ] send him")
    text = re.sub(r".*send me the slides.*\n", "", text)
    text = text.replace("- [?] the pricing sheet", "- [x] the price list")

    saved(folder, text)
    again = shown(folder)

    known = promises("--all")
    assert known["send him our runbook template"]["due"] == "2026-11-25"
    assert known["the price list"]["state"] == "kept"
    assert known["the price list"]["person"] == "Rafael Ortega"
    assert "send me the slides" not in {**known, again: 1}
    assert meetings() == ["Lunch with Ana Diaz"]
    assert "- [?] the deck" in again


def test_what_cannot_be_placed_is_named(home: Callable[[str], Path]) -> None:
    """A line that says nothing is named with its number, its page kept, its meeting waits."""
    folder = home("clear")
    lines = shown(folder).split("\n")
    place = next(n for n, line in enumerate(lines) if line.startswith("## 2."))
    lines.insert(place + 1, "???")
    lines.insert(0, "hello")

    ran = saved(folder, "\n".join(lines))

    (kept,) = kept_pages(folder)
    assert ran.code == 1
    assert "calsync: line 1: hello: " in ran.err
    assert f"calsync: line {place + 3}: ???: no promise in" in ran.err
    assert f"the page is kept: {kept}" in ran.err
    assert kept.read_text() == "\n".join(lines)
    assert meetings() == ["DevOps meetup Hamburg"]


def test_not_networking_marks_the_series(home: Callable[[str], Path]) -> None:
    """`not networking` is a correction of the series, `… this time` of one instance."""
    folder = home("clear")
    text = shown(folder)
    text = re.sub(r"(## 3\..*)", r"\1\nnot networking", text)
    text = re.sub(r"(## 5\..*)", r"\1\nnot networking this time", text)

    ran = saved(folder, text)

    ledger = Ledger.open(folder / "ledger.db")
    marks = ledger.all(Mark)
    ledger.close()
    titles = {row["title"] for row in json.loads(invoke("opportunities", "--json").out)}
    assert ran.code == 0
    assert [bool(mark.recurrence_id) for mark in sorted(marks, key=lambda m: m.recurrence_id)] == [
        False,
        True,
    ]
    assert "Founders breakfast (RSVP 40)" not in titles
    assert "Data Engineering Meetup Hamburg" in titles


def test_nothing_waits(home: Callable[[str], Path]) -> None:
    """Without a meeting no editor is opened."""
    folder = home("clear")
    saved(folder, shown(folder))

    ran = invoke("review", "--edit", env={"EDITOR": "false"})

    assert ran.code == 0
    assert ran.out.startswith("No meeting waits for you.\n")


@pytest.mark.skipif(not os.path.exists("/usr/bin/vim"), reason="no vim")  # noqa: PTH110
def test_a_real_editor(home: Callable[[str], Path]) -> None:
    """In vim, at a terminal: a line is typed, the page saved."""
    home("clear")

    ran = converse(
        "review",
        "--edit",
        says=[("Trattoria", "/(arr\rocall Tim by Friday\x1b:wq\r")],
        env={"EDITOR": "vim -u NONE -n", "TERM": "vt100"},
    )

    assert "5 meetings done, 1 new" in ran.out
    assert "call Tim" in promises()


SAVES_AND_UNPLUGS = """
import pathlib, shutil, sys
page = pathlib.Path(sys.argv[1])
page.write_text(page.read_text() + "call Tim by Friday\\n")
folder = page.parent / "calendar"
folder.rename(page.parent / "elsewhere")
"""


def test_answers_are_saved_though_the_calendar_is_gone(home: Callable[[str], Path]) -> None:
    """What was answered stays answered; the calendar follows with a later sync."""
    folder = home("clear")
    script = folder / "editor.py"
    script.write_text(SAVES_AND_UNPLUGS)

    ran = invoke("review", "--edit", env={"EDITOR": f"{sys.executable} {script}"})
    (folder / "elsewhere").rename(folder / "calendar")
    later = invoke("sync", "--json")

    assert ran.code == 1
    assert "saved; the calendar follows later: " in ran.err
    assert ran.out.startswith("5 meetings done, 1 new")
    assert "call Tim" in promises()
    assert json.loads(later.out)["followups"]["created"] == 1


def test_a_corrected_page_offers_a_rule(home: Callable[[str], Path]) -> None:
    """`not networking` on the page is a correction like any other."""
    folder = home("clear")
    invoke("mark", "PyLadies Hamburg meetup", "none")
    text = re.sub(r"(## 2\..*)", r"\1\nnot networking", shown(folder))

    ran = saved(folder, text)

    assert "Your corrections make a rule: calsync rules add none --title " in ran.err


def test_a_page_of_another_encoding_is_kept(home: Callable[[str], Path]) -> None:
    """What cannot be read is left for the user, and nothing is done."""
    folder = home("clear")
    before = meetings()
    (folder / "mine.md").write_bytes(shown(folder).encode() + b"caf\xe9\n")

    ran = invoke("review", "--edit", env={"EDITOR": f"cp {folder / 'mine.md'}"})

    (kept,) = kept_pages(folder)
    assert ran.code == 1
    assert f"it is kept: {kept}" in ran.err
    assert meetings() == before

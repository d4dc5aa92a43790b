"""What the papers say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calsync import __version__
from calsync.cli import COMMANDS
from tests.conftest import ROOT
from tests.conftest import run

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAPERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def _shown(command: str) -> str:
    """What the README shows under a command."""
    block = re.search(rf"```console\n\$ {re.escape(command)}\n(.*?)```", README, re.DOTALL)
    assert block, command
    return block[1]


def test_help_is_as_shown() -> None:
    """The README shows the help text word for word."""
    printed = run("--help").out

    assert _shown("calsync --help").strip() == printed.strip()


def test_first_screen_is_real() -> None:
    """Every line of the README's first example is one that the demo prints."""
    printed = run("demo", env={"CALSYNC_NOW": "2026-11-23T18:00:00+01:00"}).out

    assert [line for line in _shown("calsync demo").splitlines() if line not in printed] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example(name: str) -> None:
    """The help of each command ends with an example of it."""
    printed = run(name, "--help").out

    assert re.search(rf"Example:\n.*\bcalsync {name}\b", printed, re.DOTALL)


def test_changelog_knows_the_version() -> None:
    """The version has its entry."""
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", PAPERS)
def test_links_lead_somewhere(paper: str) -> None:
    """A link to a file of the project names one that exists."""
    text = (ROOT / paper).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_rules_are_where_comments_point() -> None:
    """Comments and docstrings name rules by number: CONTRIBUTING has each of them."""
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    numbers = {
        int(found)
        for path in _sources()
        for found in re.findall(r"\(rule (\d+)\)", path.read_text(encoding="utf-8"))
    }

    assert all(f"\n{number}. **" in contributing for number in numbers)


def test_no_word_of_papers_that_are_not_here() -> None:
    """No comment points to a document that is not part of the project."""
    strays = [p.name for p in _sources() if re.search(r"\b(DESIGN|STYLE)\b", p.read_text("utf-8"))]

    assert strays == []


def _sources() -> list[Path]:
    here = Path(__file__)
    return [p for d in ("calsync", "tests") for p in (ROOT / d).rglob("*.py") if p != here]

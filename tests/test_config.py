"""The configuration and its example."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from calsync import calendars
from calsync import config
from calsync.config import Config
from calsync.config import Details
from calsync.config import FollowUps
from calsync.config import Harvest
from calsync.model import AccountSettings
from calsync.model import Channel
from calsync.model import DateOrder
from calsync.model import Rule
from tests import config_factory
from tests.config_factory import FEED
from tests.config_factory import HOME
from tests.config_factory import Written
from tests.config_factory import problems
from tests.conftest import ROOT

EXAMPLE = ROOT / config.EXAMPLE
written = pytest.fixture(config_factory.written)
EVERYTHING = """
timezone = "Asia/Tokyo"
me.emails = ["Me@Example.com", "me@gmail.com"]
[[accounts]]
name = "work"
kind = "google"
calendars = ["primary"]
access = "own-calendar"
client_secrets = "/etc/secret.json"
token = "~/token.json"
api_endpoint = "http://127.0.0.1:8085/calendar/v3/"
[[accounts]]
name = "me@home"
kind = "files"
path = "cal/my.ics"
tag_invitations = true
[followups]
account = "me@home"
calendar = "Later"
minutes = 45
hours = "08:30 - 12:00"
days = ["sat", "sun"]
busy = true
details = "title"
country = "DE"
buffer = 15
per_day = 2
[promises]
harvest = "all"
harvest_days = 0
date_order = "MDY"
[review]
days = 7
cards = true
[tags]
color = "11"
[detection]
threshold = 1
[[rules]]
organizer = "@acme.com"
channel = "training"
"""


def test_example_shows_every_default() -> None:
    """Loaded, the example differs from the defaults only where it says that there is none."""
    loaded = config.load(EXAMPLE)

    usual = Config()
    assert replace(loaded.followups, account="") == usual.followups
    for name in ("timezone", "promises", "review", "tags", "detection"):
        assert getattr(loaded, name) == getattr(usual, name)
    assert loaded.accounts == (
        AccountSettings(
            name="work",
            kind="google",
            client_secrets=ROOT / "client_secret.json",
            token=ROOT / "token.json",
        ),
        AccountSettings(name="home", kind="files", path=ROOT / "calendar"),
    )
    assert loaded.rules == (Rule(channel=None, title="board games"),)


def test_example_shows_every_key() -> None:
    """Each key of the dataclasses stands in the example, and no other."""
    shown = tomllib.loads(config.example())

    for section in fields(Config):
        value = getattr(Config(), section.name)
        if section.name not in {"path", "timezone", "me", "accounts", "rules"}:
            assert set(shown[section.name]) == {key.name for key in fields(value)}
    assert set(shown) == {section.name for section in fields(Config)} - {"path"}
    assert set(shown["rules"][0]) == {key.name for key in fields(Rule)}
    feed = {"url", "url_command", "url_env", "allow_hosts"}
    keys = {key for account in shown["accounts"] for key in account}
    assert keys == {key.name for key in fields(AccountSettings)} - feed
    (commented,) = tomllib.loads(without_marks(config.example()))["accounts"]
    assert set(commented) == {"name", "kind", *feed}


def without_marks(example: str) -> str:
    """The account in the example that stands in comments, as it is once the marks are gone."""
    begin = example.index("# [[accounts]]")
    lines = example[begin : example.index("[followups]")].splitlines()
    return "\n".join(line[2:] for line in lines if line[2:3] == "[" or " = " in line)


def test_kinds_are_those_that_exist() -> None:
    """The configuration takes exactly the kinds that can be opened."""
    assert set(calendars.KINDS) == config.KINDS


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ('url = "webcal://example.org/a.ics"', "url", "webcal://example.org/a.ics"),
        ('url = "http://127.0.0.1:8085/a.ics"', "url", "http://127.0.0.1:8085/a.ics"),
        ('url_command = ["pass", "show"]', "url_command", ("pass", "show")),
        ('url_env = "MEETUPS"', "url_env", "MEETUPS"),
    ],
)
def test_a_feed_has_one_address(written: Written, line: str, key: str, value: object) -> None:
    """A feed says in one of three ways where it is; its address never shows in its settings."""
    loaded = config.load(written(FEED + line + '\nallow_hosts = ["cloud.lan"]\n'))

    (account,) = loaded.accounts
    assert getattr(account, key) == value
    assert account.allow_hosts == ("cloud.lan",)
    assert "example.org" not in repr(account)


def test_follow_ups_never_go_to_a_feed(written: Written) -> None:
    """A feed is read only: the other account is meant, and with feeds alone there is none."""
    feed = FEED + 'url_env = "X"\n'

    assert config.load(written(feed + HOME)).followups.account == "home"
    assert config.load(written(feed)).followups.account == ""
    assert problems(written(feed + HOME + '[followups]\naccount = "meetups"'))


def test_everything_set(written: Written, tmp_path: Path) -> None:
    """Every key is read; paths are relative to the file, absolute, or from ~."""
    path = written(EVERYTHING)

    loaded = config.load(path)

    assert loaded.path == path
    assert loaded.timezone == "Asia/Tokyo"
    assert loaded.me.emails == {"me@example.com", "me@gmail.com"}
    assert loaded.me.domains == {"example.com"}
    work, home = loaded.accounts
    assert (work.calendars, work.access) == (("primary",), "own-calendar")
    assert work.client_secrets == Path("/etc/secret.json")
    assert work.token == tmp_path / "token.json"
    assert work.api_endpoint == "http://127.0.0.1:8085/calendar/v3/"
    assert (home.path, home.tag_invitations) == (tmp_path / "cal" / "my.ics", True)
    assert loaded.followups == FollowUps(
        account="me@home",
        calendar="Later",
        minutes=45,
        hours=(time(8, 30), time(12)),
        days=frozenset({5, 6}),
        busy=True,
        details=Details.TITLE,
        country="DE",
        buffer=15,
        per_day=2,
    )
    assert loaded.promises == config.Promises(Harvest.ALL, 0, DateOrder.MDY)
    assert loaded.review == config.Review(days=7, cards=True)
    assert (loaded.tags.color, loaded.detection.threshold) == ("11", 1.0)
    assert loaded.rules == (Rule(channel=Channel.TRAINING, organizer="@acme.com"),)


def test_least_configuration(written: Written) -> None:
    """One account is enough; follow-ups go there, and all else has its default."""
    loaded = config.load(written("\ufeff" + HOME))

    assert loaded.followups == FollowUps(account="home")
    assert loaded.promises == Config().promises

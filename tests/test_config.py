"""The configuration and its example."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from dataclasses import fields
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from calsync import calendars
from calsync import config
from calsync import environment
from calsync.config import Config
from calsync.config import ConfigError
from calsync.config import Details
from calsync.config import FollowUps
from calsync.config import Harvest
from calsync.model import AccountSettings
from calsync.model import Channel
from calsync.model import DateOrder
from calsync.model import Rule
from tests.conftest import ROOT

HOME = '[[accounts]]\nname = "home"\nkind = "files"\npath = "calendar"\n'
WORK = '[[accounts]]\nname = "work"\nkind = "google"\n'
FEED = '[[accounts]]\nname = "meetups"\nkind = "feed"\n'
EXAMPLE = ROOT / config.EXAMPLE
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


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a configuration and gives its path."""

    def write(content: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(content, "utf-8")
        path.chmod(0o644)
        return path

    return write


Written = Callable[[str], Path]


def problems(path: Path) -> tuple[str, ...]:
    """All that is wrong with a configuration."""
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    return caught.value.problems


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


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(
            HOME + "[followups]\nminuts = 5",
            "followups.minuts: unknown key, did you mean minutes?",
            id="mistyped",
        ),
        pytest.param(
            HOME + "[tags]\nhue = 5", "tags.hue: unknown key, allowed: color", id="unknown"
        ),
        pytest.param(
            HOME + "[followup]", "followup: unknown key, did you mean followups?", id="section"
        ),
        pytest.param(HOME + '["a b"]', "allowed: accounts, timezone, me, foll", id="odd section"),
        pytest.param("me = 1\n" + HOME, "me: found 1, must be a table: [me]", id="no table"),
        pytest.param(
            "accounts = [1]", "accounts: found [1], must be tables, each [[accounts]]", id="list"
        ),
        pytest.param(
            "[accounts]", "accounts: found {}, must be tables, each [[accounts]]", id="one table"
        ),
        pytest.param(
            "", "accounts: none, must be one table [[accounts]] for each account", id="no account"
        ),
        pytest.param(
            HOME + HOME + '[followups]\naccount = "home"',
            "accounts: several are named 'home', each needs a name of its own",
            id="same name",
        ),
        pytest.param(
            WORK + WORK.replace("work", "other") + '[followups]\naccount = "work"',
            "each needs one of its own",
            id="same token",
        ),
        pytest.param(
            WORK + HOME,
            'followups.account: missing, must be one of "work", "home"',
            id="no follow-up account",
        ),
        pytest.param(
            HOME + '[followups]\naccount = "cloud"',
            'followups.account: found "cloud", must be one of "home"',
            id="unknown follow-up account",
        ),
        pytest.param(
            HOME.replace("files", "caldav") + 'username = "me"',
            'accounts[0].kind: found "caldav", must be one of "feed", "files", "google"; '
            "caldav is not built yet",
            id="kind that is not built",
        ),
        pytest.param(FEED, "url: missing, must be the feed's address; or", id="no address"),
        pytest.param(
            FEED + 'url = "https://x.org/"\nurl_env = "X"',
            "url_env: found beside url, must be one of the two",
            id="two addresses",
        ),
        pytest.param(
            FEED + 'url = "http://example.org/s3cret"',
            "url: found a value that is kept secret, must be an https or webcal address",
            id="feed in plain http",
        ),
        pytest.param(FEED + "url_command = []", "found a value that is kept secret", id="command"),
        pytest.param(FEED + 'url_env = "a-b"', 'url_env: found "a-b"', id="variable"),
        pytest.param(
            FEED + 'url_env = "X"\nallow_hosts = ["http://x"]', "allow_hosts: found", id="hosts"
        ),
        pytest.param(
            HOME + 'password = "hunter2"',
            "accounts[0].password: secrets never stand here; "
            "take it out, and name the file that holds it instead",
            id="password",
        ),
        pytest.param(
            WORK + 'client_secret = "GOCSPX-1"', "accounts[0].client_secret: secrets", id="secret"
        ),
        pytest.param(WORK + 'path = "x"', "accounts[0].path: unknown key", id="another kind's key"),
        pytest.param(
            HOME.replace('path = "calendar"', ""),
            "accounts[0].path: missing, must be a path, relative to this file, absolute or from ~",
            id="no path",
        ),
        pytest.param(HOME.replace('"home"', '"a/b"'), 'accounts[0].name: found "a/b"', id="name"),
        pytest.param(HOME.replace('"calendar"', '" "'), 'accounts[0].path: found " "', id="blank"),
        pytest.param(HOME + 'calendars = "x"', 'calendars: found "x", must be a list', id="text"),
        pytest.param(
            HOME + "tag_invitations = 1",
            "accounts[0].tag_invitations: found 1, must be true or false",
            id="no truth",
        ),
        pytest.param(
            WORK + 'api_endpoint = "http://example.com/"',
            "must be an https address, or http on this machine only",
            id="plain http",
        ),
        pytest.param(WORK + 'api_endpoint = "https://me:pw@x/"', "api_endpoint: found", id="login"),
        pytest.param(WORK + 'api_endpoint = "https:///x"', "api_endpoint: found", id="no host"),
        pytest.param(WORK + 'api_endpoint = "http://[::1"', "api_endpoint: found", id="no address"),
        pytest.param('timezone = "Mars/X"\n' + HOME, 'timezone: found "Mars/X"', id="zone"),
        pytest.param('timezone = "Europe"\n' + HOME, 'timezone: found "Europe"', id="folder"),
        pytest.param('timezone = "../x"\n' + HOME, 'timezone: found "../x"', id="path as zone"),
        pytest.param('timezone = "a\\u0007"\n' + HOME, "timezone: found", id="control"),
        pytest.param('me.emails = ["me"]\n' + HOME, 'me.emails: found ["me"]', id="e-mail"),
        pytest.param(
            HOME + "[followups]\nminutes = true",
            "followups.minutes: found true, must be a whole number from 5 to 480",
            id="true is no number",
        ),
        pytest.param(HOME + "[followups]\nminutes = 4", "minutes: found 4", id="too small"),
        pytest.param(HOME + '[followups]\ncalendar = ""', 'calendar: found ""', id="empty"),
        pytest.param(
            HOME + '[followups]\nhours = "17:00-09:00"',
            'hours: found "17:00-09:00", must be from and to, such as "09:00-17:00"',
            id="backwards",
        ),
        pytest.param(HOME + '[followups]\nhours = "9-5"', 'hours: found "9-5"', id="no times"),
        pytest.param(HOME + '[followups]\nhours = "09:00"', 'hours: found "09:00"', id="one time"),
        pytest.param(
            HOME + '[followups]\nhours = "09:00Z-10:00Z"', "hours: found", id="times with zone"
        ),
        pytest.param(HOME + "[followups]\ndays = []", "days: found []", id="no days"),
        pytest.param(HOME + '[followups]\ndays = ["monday"]', "days: found", id="long day"),
        pytest.param(HOME + '[followups]\ndetails = "Full"', "details: found", id="no word of it"),
        pytest.param(
            HOME + '[followups]\ncountry = "XX"',
            'country: found "XX", must be an ISO code such as "DE" '
            '(with `pip install "calsync[holidays]"`), or ""',
            id="country",
        ),
        pytest.param(HOME + '[tags]\ncolor = "12"', 'tags.color: found "12"', id="color"),
        pytest.param(HOME + "[detection]\nthreshold = nan", "threshold: found NaN", id="nan"),
        pytest.param(
            HOME + "[detection]\nthreshold = 2",
            "detection.threshold: found 2, must be a number from 0 to 1",
            id="threshold",
        ),
        pytest.param(
            HOME + f'[detection]\nthreshold = "{"x" * 99}"', f'found "{"x" * 58}…, ', id="long"
        ),
        pytest.param(
            HOME + '[[rules]]\ntitle = "x"\nchannel = "brunch"',
            'rules[0].channel: found "brunch", must be one of "lunch", "training", "conference", '
            '"community", "social", "none"',
            id="channel",
        ),
        pytest.param(
            HOME + '[[rules]]\nchannel = "none"',
            "rules[0].title: missing, or organizer, attendee, location or calendar instead",
            id="rule that fits all",
        ),
        pytest.param(HOME + '[[rules]]\ntitle = "x"', "rules[0].channel: missing", id="no channel"),
    ],
)  # fmt: skip
def test_problem(content: str, problem: str, written: Written) -> None:
    """A problem is one line: where, what was found, what is allowed."""
    [found] = problems(written(content))

    assert problem in found


def test_all_problems_at_once(written: Written) -> None:
    """Everything that is wrong is said together, without secrets, and ends with what to do."""
    path = written(f'{HOME}password = "hunter2"\n[review]\ndays = 0\ncard = true')

    with pytest.raises(ConfigError) as caught:
        config.load(path)

    lines = str(caught.value).splitlines()
    assert lines[0] == f"{path} has 3 problems:"
    assert [line.partition(":")[0] for line in lines[1:-1]] == [
        "  review.days",
        "  accounts[0].password",
        "  review.card",
    ]
    assert lines[-1] == "Correct it and try again; config.example.toml shows every key."
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"timezone = ", id="no TOML"),
        pytest.param(b"timezone = '\xff'", id="no UTF-8"),
        pytest.param(b"a = " + b"[" * 100_000, id="too deep"),
    ],
)
def test_unreadable(content: bytes, tmp_path: Path) -> None:
    """What is no TOML is said with the place of the mistake."""
    path = tmp_path / "config.toml"
    path.write_bytes(content)

    with pytest.raises(config.UnreadableConfigError, match=r"config\.toml cannot be read: "):
        config.load(path)


def test_country_without_the_extra(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the holidays are not installed, a country is refused with the command to install."""
    monkeypatch.setitem(sys.modules, "holidays", None)

    [found] = problems(written(HOME + '[followups]\ncountry = "DE"'))

    assert 'pip install "calsync[holidays]"' in found


def test_missing(tmp_path: Path) -> None:
    """A missing file is an error of its own, and a folder is unreadable."""
    with pytest.raises(config.NoConfigError):
        config.load(tmp_path / "none.toml")
    with pytest.raises(config.UnreadableConfigError):
        config.load(tmp_path)


@pytest.mark.parametrize("mode", [0o646, 0o664])
def test_others_may_not_write_it(mode: int, written: Written) -> None:
    """A file that others can change is refused with the command that mends it."""
    path = written(HOME)
    path.chmod(mode)

    with pytest.raises(environment.WritableByOthersError, match=r"run `chmod go-w '.*toml'`"):
        config.load(path)

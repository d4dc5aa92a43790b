"""What is wrong with a configuration is said in one line each, all at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from calsync import config
from calsync import environment
from calsync.config import ConfigError
from tests import config_factory
from tests.config_factory import FEED
from tests.config_factory import HOME
from tests.config_factory import Written
from tests.config_factory import problems

WORK = '[[accounts]]\nname = "work"\nkind = "google"\n'
written = pytest.fixture(config_factory.written)


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

"""The configuration: TOML becomes frozen values, or every problem at once with its key."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from calsync import environment
from calsync import providers
from calsync import tables
from calsync.errors import UsageError
from calsync.model import AccountSettings
from calsync.model import Channel
from calsync.model import DateOrder
from calsync.model import Me
from calsync.model import Rule
from calsync.tables import Kind
from calsync.tables import Table

KINDS = frozenset({"feed", "files", "google"})
T = TypeVar("T")
DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
LOOPBACK = re.compile(r"localhost|::1|127(\.\d{1,3}){3}")
EXAMPLE = "config.example.toml"


class Access(StrEnum):
    """What calsync may do in a Google account."""

    FULL = "full"
    OWN_CALENDAR = "own-calendar"


class Details(StrEnum):
    """What a follow-up says beside its title."""

    FULL = "full"
    TITLE = "title"


class Harvest(StrEnum):
    """Which promises a sync takes from notes by itself."""

    MARKED = "marked"
    CLEAR = "clear"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class FollowUps:
    """Where and when follow-ups are put."""

    account: str = ""
    calendar: str = "Follow-ups"
    minutes: int = 30
    hours: tuple[time, time] = (time(9), time(17))
    days: frozenset[int] = frozenset(range(5))  # 0 is Monday
    busy: bool = False
    details: Details = Details.FULL
    country: str = ""  # ISO 3166 code, whose public holidays are no working days
    buffer: int = 0  # minutes kept free before and after
    per_day: int = 4


@dataclass(frozen=True, slots=True)
class Promises:
    """How promises are read from notes."""

    harvest: Harvest = Harvest.CLEAR
    harvest_days: int = 31
    date_order: DateOrder = DateOrder.DMY


@dataclass(frozen=True, slots=True)
class Review:
    """What a review asks about."""

    days: int = 14
    cards: bool = False


@dataclass(frozen=True, slots=True)
class Tags:
    """How opportunities are shown in their own calendar."""

    color: str = ""  # a Google colour id


@dataclass(frozen=True, slots=True)
class Detection:
    """From which score on an event is an opportunity."""

    threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the user may set."""

    path: Path | None = None
    timezone: str = ""  # empty: the calendar's own, else the system's
    me: Me = field(default_factory=Me)
    accounts: tuple[AccountSettings, ...] = ()
    followups: FollowUps = field(default_factory=FollowUps)
    promises: Promises = field(default_factory=Promises)
    review: Review = field(default_factory=Review)
    tags: Tags = field(default_factory=Tags)
    detection: Detection = field(default_factory=Detection)
    rules: tuple[Rule, ...] = ()

    def account(self, name: str) -> AccountSettings:
        """The account of that name, which is there."""
        return {settings.name: settings for settings in self.accounts}[name]


class NoConfigError(UsageError):
    """There is no configuration yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no config at {path}; run `calsync init`.")


class UnreadableConfigError(UsageError):
    """The file is no TOML, or cannot be read at all."""

    def __init__(self, path: Path, why: object) -> None:
        super().__init__(f"{path} cannot be read: {why}. Correct it and try again.")


class ConfigError(UsageError):
    """What the configuration says cannot be meant; names every problem."""

    def __init__(self, path: Path, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        count = f"{len(self.problems)} problems" if len(self.problems) > 1 else "one problem"
        advice = f"Correct it and try again; {EXAMPLE} shows every key."
        super().__init__(f"{path} has {count}:\n{lines}\n{advice}")


def example() -> str:
    """The commented example: every key with its default."""
    here = Path(__file__).parent
    packaged = here / EXAMPLE
    source = packaged if packaged.exists() else here.parent / EXAMPLE
    return source.read_text("utf-8")


def load(path: Path) -> Config:
    """Read a configuration; a `ConfigError` names all that is wrong with it."""
    problems: list[str] = []
    root = Table(_values(path), "", problems)
    accounts = _accounts(root, path.absolute().parent)
    config = Config(
        path=path,
        timezone=root.read("timezone", "", _ZONE),
        me=_me(root.table("me")),
        accounts=accounts,
        followups=_followups(root.table("followups"), accounts),
        promises=_promises(root.table("promises")),
        review=_review(root.table("review")),
        tags=Tags(color=root.table("tags").read("color", "", _COLOR)),
        detection=_detection(root.table("detection")),
        rules=tuple(_rule(table) for table in root.tables("rules")),
    )
    root.close()
    if problems:
        raise ConfigError(path, problems)
    return config


def _values(path: Path) -> dict[str, object]:
    try:
        environment.check_not_writable(path)
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise NoConfigError(path) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableConfigError(path, error) from error


def me_of(emails: Iterable[str]) -> Me:
    """The user by their addresses; a domain is inside unless it is a public mail provider's."""
    addresses = frozenset(email.strip().lower() for email in emails)
    domains = frozenset(address.rpartition("@")[2] for address in addresses)
    own = frozenset(domain for domain in domains if not providers.is_public(domain))
    return Me(emails=addresses, domains=own)


def _me(table: Table) -> Me:
    emails: tuple[str, ...] = table.read("emails", (), _EMAILS)
    return me_of(emails)


def _zone(value: object) -> str:
    name = tables.TEXT.parse(value)
    try:
        return name and ZoneInfo(name).key
    except (LookupError, OSError) as error:
        raise ValueError from error


def _emails(value: object) -> tuple[str, ...]:
    addresses = tables.TEXTS.parse(value)
    if not all(re.fullmatch(r"[^@\s]+@[^@\s]+", address) for address in addresses):
        raise ValueError
    return addresses


def _hours(value: object) -> tuple[time, time]:
    first, last = (time.fromisoformat(part.strip()) for part in tables.TEXT.parse(value).split("-"))
    if first.tzinfo or last.tzinfo or not first < last:
        raise ValueError
    return first, last


def _days(value: object) -> frozenset[int]:
    days = frozenset(tables.one_of(DAYS).parse(day) for day in tables.TEXTS.parse(value))
    if not days:
        raise ValueError
    return days


def _country(value: object) -> str:
    country = tables.TEXT.parse(value)
    if country and country not in _countries():
        raise ValueError
    return country


def _countries() -> Collection[str]:
    try:
        import holidays  # an extra, and slow to load
    except ImportError:
        return ()
    return holidays.list_supported_countries()


def _endpoint(value: object) -> str:
    from urllib.parse import urlsplit

    address = tables.TEXT.parse(value)
    parts = urlsplit(address)
    host = parts.hostname or ""
    plain = parts.scheme == "http" and LOOPBACK.fullmatch(host)
    if address and (parts.username or not host or not (plain or parts.scheme == "https")):
        raise ValueError
    return address


def _path_in(folder: Path) -> Kind[Path | None]:
    def parse(value: object) -> Path | None:
        return folder / environment.expanded(tables.FILLED.parse(value))

    return Kind("a path, relative to this file, absolute or from ~", parse)


_ZONE = Kind('the name of a zone such as "Europe/Berlin", or ""', _zone)
_EMAILS = Kind('a list of e-mail addresses such as ["me@example.com"]', _emails)
_NAME = tables.matching("a short name of letters, digits, and -_.@+", r"\w[\w.@+-]{0,59}")
_KIND = Kind(
    'one of "feed", "files", "google"; caldav is not built yet',
    tables.one_of({kind: kind for kind in KINDS}).parse,
)
_HOURS = Kind('from and to, such as "09:00-17:00"', _hours)
_DAYS = Kind('a list of days such as ["mon", "tue"]', _days)
_COUNTRY = Kind(
    'an ISO code such as "DE" (with `pip install "calsync[holidays]"`), or ""', _country
)
_COLOR = tables.matching('a Google colour id from "1" to "11", or ""', r"([1-9]|1[01])?")
_ENDPOINT = Kind("an https address, or http on this machine only", _endpoint)
_CHANNEL = tables.one_of({channel: channel for channel in Channel} | {"none": None})


def _accounts(root: Table, folder: Path) -> tuple[AccountSettings, ...]:
    accounts = tuple(_account(table, folder) for table in root.tables("accounts"))
    if root.values.get("accounts", []) == []:
        root.problem("accounts", "none, must be one table [[accounts]] for each account")
    for name in _twice(account.name for account in accounts):
        root.problem("accounts", f"several are named {name!r}, each needs a name of its own")
    for token in _twice(account.token for account in accounts):
        root.problem("accounts", f"several have the token {token}, each needs one of its own")
    return accounts


def _twice(values: Iterable[T]) -> list[T]:
    return [value for value, count in Counter(values).items() if value and count > 1]


def _account(table: Table, folder: Path) -> AccountSettings:
    name = table.require("name", "", _NAME)
    kind = table.require("kind", "", _KIND)
    if kind == "google":
        return AccountSettings(
            name=name,
            kind=kind,
            calendars=table.read("calendars", (), tables.TEXTS),
            access=table.read("access", Access.FULL, tables.member(Access)),
            client_secrets=table.read(
                "client_secrets", folder / "client_secret.json", _path_in(folder)
            ),
            token=table.read("token", folder / "token.json", _path_in(folder)),
            api_endpoint=table.read("api_endpoint", "", _ENDPOINT),
        )
    if kind == "files":
        return AccountSettings(
            name=name,
            kind=kind,
            calendars=table.read("calendars", (), tables.TEXTS),
            path=table.require("path", None, _path_in(folder)),
            tag_invitations=table.read("tag_invitations", False, tables.FLAG),
        )
    if kind == "feed":
        from calsync import config_feed

        return config_feed.settings(table, name)
    table.ignore_rest()
    return AccountSettings(name=name, kind=kind)


def _followups(table: Table, accounts: tuple[AccountSettings, ...]) -> FollowUps:
    default = FollowUps()
    return FollowUps(
        account=_target(table, [a.name for a in accounts if a.name and a.kind != "feed"]),
        calendar=table.read("calendar", default.calendar, tables.FILLED),
        minutes=table.read("minutes", default.minutes, tables.whole(5, 480)),
        hours=table.read("hours", default.hours, _HOURS),
        days=table.read("days", default.days, _DAYS),
        busy=table.read("busy", default.busy, tables.FLAG),
        details=table.read("details", default.details, tables.member(Details)),
        country=table.read("country", default.country, _COUNTRY),
        buffer=table.read("buffer", default.buffer, tables.whole(0, 240)),
        per_day=table.read("per_day", default.per_day, tables.whole(1, 100)),
    )


def _target(table: Table, names: list[str]) -> str:
    if not names:
        return table.read("account", "", tables.TEXT)
    known = tables.one_of({name: name for name in names})
    if len(names) == 1:
        return table.read("account", names[0], known)
    return table.require("account", "", known)


def _promises(table: Table) -> Promises:
    default = Promises()
    return Promises(
        harvest=table.read("harvest", default.harvest, tables.member(Harvest)),
        harvest_days=table.read("harvest_days", default.harvest_days, tables.whole(0, 3650)),
        date_order=table.read("date_order", default.date_order, tables.member(DateOrder)),
    )


def _review(table: Table) -> Review:
    default = Review()
    return Review(
        days=table.read("days", default.days, tables.whole(1, 3650)),
        cards=table.read("cards", default.cards, tables.FLAG),
    )


def _detection(table: Table) -> Detection:
    default = Detection()
    return Detection(threshold=table.read("threshold", default.threshold, tables.number(0, 1)))


def _rule(table: Table) -> Rule:
    rule = Rule(
        channel=table.require("channel", None, _CHANNEL),
        title=table.read("title", "", tables.TEXT),
        organizer=table.read("organizer", "", tables.TEXT),
        attendee=table.read("attendee", "", tables.TEXT),
        location=table.read("location", "", tables.TEXT),
        calendar=table.read("calendar", "", tables.TEXT),
    )
    if not (rule.title or rule.organizer or rule.attendee or rule.location or rule.calendar):
        table.problem("title", "missing, or organizer, attendee, location or calendar instead")
    return rule

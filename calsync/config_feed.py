"""The table of a feed in the configuration: an address, or how it is found out. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from calsync import tables
from calsync.model import AccountSettings
from calsync.tables import Kind
from calsync.tables import Table

SCHEMES = frozenset({"https", "webcal", "webcals"})
LOOPBACK = re.compile(r"localhost|::1|127(\.\d{1,3}){3}")
WAYS = ("url", "url_command", "url_env")


def settings(table: Table, name: str) -> AccountSettings:
    """The settings of a feed; exactly one of three keys says where it is."""
    given = [key for key in WAYS if key in table.values]
    if not given:
        table.problem("url", "missing, must be the feed's address; or url_command, or url_env")
    for key in given[1:]:
        table.problem(key, f"found beside {given[0]}, must be one of the two")
    return AccountSettings(
        name=name,
        kind="feed",
        url=table.read("url", "", _URL),
        url_command=table.read("url_command", (), _COMMAND),
        url_env=table.read("url_env", "", _VARIABLE),
        allow_hosts=table.read("allow_hosts", (), _HOSTS),
    )


def _address(value: object) -> str:
    address = tables.FILLED.parse(value)
    parts = urlsplit(address)
    host = parts.hostname or ""
    plain = parts.scheme == "http" and LOOPBACK.fullmatch(host)
    if not host or not (plain or parts.scheme in SCHEMES):
        raise ValueError
    return address


def _words(value: object) -> tuple[str, ...]:
    words = tables.TEXTS.parse(value)
    if not words:
        raise ValueError
    return words


def _hosts(value: object) -> tuple[str, ...]:
    hosts = tables.TEXTS.parse(value)
    if not all(re.fullmatch(r"[\w.:-]{1,253}", host) for host in hosts):
        raise ValueError
    return hosts


_URL = Kind(
    "an https or webcal address, or http on this machine only",
    _address,
    secret=True,
)
_COMMAND = Kind('a list of words, such as ["pass", "show", "feed"]', _words, secret=True)
_VARIABLE = tables.matching("the name of an environment variable", r"[A-Za-z_]\w{0,99}")
_HOSTS = Kind('a list of host names, such as ["cloud.lan"]', _hosts)

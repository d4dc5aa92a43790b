"""Addresses taken apart, and which of them may be reached. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from ipaddress import IPv4Address
from ipaddress import IPv6Address
from ipaddress import IPv6Network
from ipaddress import ip_address
from urllib.parse import quote
from urllib.parse import unquote
from urllib.parse import urljoin
from urllib.parse import urlsplit

from calsync import fetching_errors as errors

MOST_ADDRESS = 8 * 1024  # characters; browsers and servers give up at that, too
WEBCAL = {"webcal": "https", "webcals": "https"}
AZURE = IPv4Address("168.63.129.16")  # its metadata service, though in public address space
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address

_HOST = re.compile(r"[\w.:%-]+", re.ASCII)  # names by RFC 3986, and IPv6 with its scope

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Place:
    """One address, taken apart."""

    scheme: str
    host: str
    port: int
    target: str
    login: str = field(default="", repr=False)
    webcal: bool = False

    @property
    def is_local(self) -> bool:
        """Does it say by itself that it is on this machine?"""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


def place(address: str, name: str) -> Place:
    """An address taken apart, if it is one that may be fetched at all."""
    try:
        parts = urlsplit(address.strip())
        scheme = WEBCAL.get(parts.scheme, parts.scheme)
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        port = parts.port or (80 if scheme == "http" else 443)
    except ValueError:
        raise errors.AddressError(name) from None
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    login = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    webcal = parts.scheme in WEBCAL
    found = Place(scheme, host, port, target, login if parts.username else "", webcal=webcal)
    insecure = scheme != "https" and not (scheme == "http" and found.is_local)
    if insecure or not _HOST.fullmatch(host) or len(address) > MOST_ADDRESS:
        raise errors.AddressError(name)
    return found


def redirected(before: Place, location: str, *, name: str) -> Place:
    """Where a redirect leads, checked like any other address; a login does not go along."""
    host = f"[{before.host}]" if ":" in before.host else before.host
    try:
        address = urljoin(f"{before.scheme}://{host}:{before.port}{before.target}", location)
    except ValueError:
        raise errors.GarbledError(name) from None
    led = place(address, name)
    same = (led.scheme, led.host, led.port) == (before.scheme, before.host, before.port)
    return replace(led, login=before.login) if same and not led.login else led


def is_public(address: Address) -> bool:
    """Is it out on the internet? Addresses within addresses are looked into."""
    inner = _within(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and address != AZURE


def _within(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)

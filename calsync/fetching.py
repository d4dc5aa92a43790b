"""Fetching a calendar from an address that a stranger may answer: bounded, and never led astray.

Only https, and http on this machine where the given address says so. A host's addresses are looked
up once and checked, and one of those is connected to, so no second answer of a name server counts
(DNS rebinding); each redirect is checked like the first address. Proxies are not used: behind one
there is no telling what is connected to. An address is a secret: it stands in no message.
"""

from __future__ import annotations

import base64
import http.client
import io
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from calsync import __version__
from calsync import fetching_errors as errors
from calsync import fetching_places as places
from calsync.fetching_places import Address
from calsync.fetching_places import Place

MEBIBYTE = 1024 * 1024
CHUNK = 64 * 1024
MOST_VALIDATOR = 1024  # characters of an ETag that are kept and sent back
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PRINTABLE = re.compile(r"[ -~]+")

FetchError = errors.FetchError


@dataclass(frozen=True, slots=True)
class Copy:
    """What stands for the copy that is at hand (RFC 9110 section 8.8)."""

    etag: str = ""
    modified: str = ""


NO_COPY = Copy()


def resolved(host: str, port: int) -> tuple[str, ...]:
    """The numeric addresses of a host."""
    with suppress(ValueError):
        return (str(ip_address(host)),)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(info[4][0]) for info in found))


@dataclass(frozen=True, slots=True)
class Door:
    """What may come in: how much, for how long, and from which hosts beside the public ones."""

    allow: frozenset[str] = frozenset()  # names of hosts that may be on a private network
    size: int = 64 * MEBIBYTE  # unpacked; 100,000 events of a dozen properties are 45 MiB
    seconds: float = 60.0  # for all of it, redirects included
    idle: float = 20.0  # for any one step
    hops: int = 5
    resolve: Callable[[str, int], Sequence[str]] = resolved
    monotonic: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, and what stands for it at the next time."""

    data: bytes = b""
    copy: Copy = NO_COPY
    unchanged: bool = False  # the copy at hand is still good
    requests: int = 1


@dataclass(frozen=True, slots=True)
class _Call:
    """One fetch on its way."""

    name: str
    door: Door
    deadline: float
    local: bool  # the given address was on this machine, so redirects to it are no surprise

    def left(self) -> float:
        """For how long the next step may take."""
        left = self.deadline - self.door.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self.door.idle)


def host_of(address: str) -> str:
    """The host of an address, which may be shown; the rest may not."""
    try:
        return urlsplit(address.strip()).hostname or "the address"
    except ValueError:
        return "the address"


def check(address: str, *, name: str) -> None:
    """Refuse what can never be fetched: no https, and not this machine."""
    places.place(address, name)


def fetch(address: str, *, name: str, copy: Copy = NO_COPY, door: Door | None = None) -> Fetched:
    """What stands at an address; messages say `name` for it."""
    door = door or Door()
    place = places.place(address, name)
    call = _Call(name, door, door.monotonic() + door.seconds, place.is_local)
    try:
        return _either(call, place, copy)
    except ssl.SSLCertVerificationError:
        raise errors.CertificateError(name) from None
    except TimeoutError:
        raise errors.TooSlowError(name, door.seconds) from None
    except OSError as error:
        raise errors.UnreachableError(name, error) from None
    except (http.client.HTTPException, zlib.error, ValueError):
        raise errors.GarbledError(name) from None


def _either(call: _Call, place: Place, copy: Copy) -> Fetched:
    """Webcal means https; on this machine, where few have certificates, http will do."""
    try:
        return _fetched(call, place, copy)
    except ssl.SSLCertVerificationError:
        raise
    except ssl.SSLError:
        if not (place.webcal and place.is_local):
            raise
        return _fetched(call, replace(place, scheme="http"), copy)


def _fetched(call: _Call, place: Place, copy: Copy) -> Fetched:
    for hop in range(1, call.door.hops + 2):
        with _asked(call, place, copy) as answer:
            if answer.status in REDIRECTS:
                place = places.redirected(place, answer.getheader("Location", ""), name=call.name)
                continue
            return replace(_taken(call, answer, copy), requests=hop)
    raise errors.RedirectsError(call.name, call.door.hops)


def _taken(call: _Call, answer: http.client.HTTPResponse, copy: Copy) -> Fetched:
    if answer.status == http.client.NOT_MODIFIED and copy != NO_COPY:
        return Fetched(copy=copy, unchanged=True)
    if answer.status != http.client.OK:
        raise errors.of_status(call.name, answer.status)
    data = b"".join(_body(call, answer))
    return Fetched(data, _copy(answer))


class _Asked:
    """An answer that ends with its connection."""

    def __init__(self, connection: http.client.HTTPConnection, socket_: _Bounded) -> None:
        self._connection = connection
        self._socket = socket_

    def __enter__(self) -> http.client.HTTPResponse:
        try:
            return self._connection.getresponse()
        except BaseException:
            self._socket.end()
            raise

    def __exit__(self, *_: object) -> None:
        self._socket.end()


def _asked(call: _Call, place: Place, copy: Copy) -> _Asked:
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    connection: Any = kind(place.host, place.port)
    connection.sock = bounded = _connected(call, place)
    headers = {
        "Accept": "text/calendar, */*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        "User-Agent": f"calsync/{__version__}",
    }
    if copy.etag:
        headers["If-None-Match"] = copy.etag
    if copy.modified:
        headers["If-Modified-Since"] = copy.modified
    if place.login:
        headers["Authorization"] = "Basic " + base64.b64encode(place.login.encode()).decode()
    try:
        connection.request("GET", place.target, headers=headers)
    except BaseException:
        bounded.end()
        raise
    return _Asked(connection, bounded)


def _connected(call: _Call, place: Place) -> _Bounded:
    """A connection to one of the host's addresses, all of which may be connected to."""
    addresses = [ip_address(found) for found in call.door.resolve(place.host, place.port)]
    if not all(_may(call, place, address) for address in addresses):
        raise errors.PrivateError(call.name)
    failure: OSError = OSError("the name leads nowhere")
    for address in addresses:
        try:
            plain = socket.create_connection((str(address), place.port), timeout=call.left())
        except OSError as error:
            failure = error
            continue
        return _Bounded(call, _secured(call, place, plain))
    raise failure


def _secured(call: _Call, place: Place, plain: socket.socket) -> socket.socket:
    if place.scheme == "http":
        return plain
    try:
        plain.settimeout(call.left())
        return ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
    except BaseException:
        plain.close()
        raise


def _may(call: _Call, place: Place, address: Address) -> bool:
    """May this address of a host be connected to?"""
    if place.is_local:
        return call.local and address.is_loopback
    return place.host.lower().rstrip(".") in call.door.allow or places.is_public(address)


class _Bounded:
    """A socket of which every use ends by the deadline, however slowly the other side drips."""

    def __init__(self, call: _Call, plain: socket.socket) -> None:
        self._call = call
        self._socket = plain

    def sendall(self, data: bytes) -> None:
        """Send all of it in time."""
        self._socket.settimeout(self._call.left())
        self._socket.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What `http.client` reads answers from."""
        assert mode == "rb"
        return io.BufferedReader(_Received(self._call, self._socket))

    def close(self) -> None:
        """Leave it open: `http.client` closes it before the answer is read."""

    def end(self) -> None:
        """Close the connection."""
        self._socket.close()


class _Received(io.RawIOBase):
    def __init__(self, call: _Call, plain: socket.socket) -> None:
        super().__init__()
        self._call = call
        self._socket = plain

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # no mmap
        self._socket.settimeout(self._call.left())
        return self._socket.recv_into(buffer)


def _body(call: _Call, answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """The unpacked body, piece by piece, and never more than may come in."""
    limit = call.door.size
    unpack = _unpacker(answer.getheader("Content-Encoding", ""))
    packed = size = 0
    if (answer.length or 0) > limit:
        raise errors.TooBigError(call.name, limit)
    while piece := answer.read(CHUNK):
        packed += len(piece)
        for part in unpack(piece):
            size += len(part)
            if max(size, packed) > limit:
                raise errors.TooBigError(call.name, limit)
            yield part
    if answer.length:  # `read` tells nothing of what is missing
        raise errors.GarbledError(call.name)


def _unpacker(encoding: str) -> Callable[[bytes], Iterator[bytes]]:
    """What turns pieces of an encoded body into pieces of at most 64 KiB of what it says."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return lambda piece: iter((piece,))
    if name not in {"gzip", "x-gzip", "deflate"}:
        raise http.client.UnknownTransferEncoding
    return _Inflated(name).parts


class _Inflated:
    """gzip, zlib, and the bare deflate that some servers send for it (RFC 9110 section 8.4.1)."""

    def __init__(self, name: str) -> None:
        self._bare_allowed = name == "deflate"
        self._inflate = zlib.decompressobj(wbits=47)  # either header

    def parts(self, piece: bytes) -> Iterator[bytes]:
        """What a piece unpacks to."""
        while piece and not self._inflate.eof:
            yield self._part(piece)
            piece = self._inflate.unconsumed_tail

    def _part(self, piece: bytes) -> bytes:
        bare, self._bare_allowed = self._bare_allowed, False
        try:
            return self._inflate.decompress(piece, CHUNK)
        except zlib.error:
            if not bare:
                raise
            self._inflate = zlib.decompressobj(wbits=-15)
            return self._inflate.decompress(piece, CHUNK)


def _copy(answer: http.client.HTTPResponse) -> Copy:
    return Copy(
        _validator(answer.getheader("ETag", "")), _validator(answer.getheader("Last-Modified", ""))
    )


def _validator(value: str) -> str:
    kept = len(value) <= MOST_VALIDATOR and _PRINTABLE.fullmatch(value)
    return value if kept else ""

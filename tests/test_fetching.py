"""Fetching from an address: what comes in, what is refused, and that it always ends."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from calsync import fetching
from calsync import fetching_places
from calsync.errors import CalsyncError
from calsync.errors import Exit
from calsync.fetching import Copy
from calsync.fetching import Door
from calsync.fetching import Fetched
from tests.feed_server import SECRET
from tests.feed_server import FeedServer
from tests.feed_server import calendar
from tests.feed_server import made_certificate
from tests.feed_server import serving


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server on this machine."""
    with serving(FeedServer()) as running:
        yield running


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody signed."""
    if not shutil.which("openssl"):
        pytest.skip("needs the program openssl")
    return made_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def secure(certificate: Path) -> Iterator[FeedServer]:
    """A server on this machine that speaks TLS."""
    with serving(FeedServer(), certificate=certificate) as running:
        yield running


def fetch(address: str, *, copy: Copy = fetching.NO_COPY, **door: Any) -> Fetched:
    """Fetch with some patience, however busy the machine is."""
    patience = {"seconds": 30, "idle": 15, "size": 1_000_000}
    return fetching.fetch(address, name="feed", copy=copy, door=Door(**{**patience, **door}))


def refused(address: str, **door: Any) -> CalsyncError:
    """The error that a fetch ends with; it never tells the address."""
    with pytest.raises(CalsyncError) as caught:
        fetch(address, **door)
    error = caught.value
    assert SECRET not in str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None
    assert str(error).startswith("feed: ")
    return error


@pytest.mark.parametrize("manner", ["plain", "gzip", "zlib", "bare", "chunks"])
def test_a_calendar_comes_however_it_is_packed(server: FeedServer, manner: str) -> None:
    """Plain, gzip, deflate with and without its header, and in chunks: the bytes are the same."""
    server.manner = manner

    assert fetch(server.address).data == server.data


@pytest.mark.parametrize("manner", ["gzip", "bare"])
def test_an_answer_of_many_pieces_is_whole(server: FeedServer, manner: str) -> None:
    """What unpacks to more than one piece is put together again."""
    server.manner = manner
    server.data = bytes(range(256)) * 3000

    assert fetch(server.address).data == server.data


def test_a_known_copy_is_asked_for_and_not_sent_again(server: FeedServer) -> None:
    """ETag and Last-Modified are sent back as they came; 304 says that the copy is still good."""
    server.etag = '"one"'
    server.modified = "Tue, 24 Nov 2026 09:00:00 GMT"
    copy = fetch(server.address).copy

    again = fetch(server.address, copy=copy)

    assert copy == Copy('"one"', "Tue, 24 Nov 2026 09:00:00 GMT")
    assert (again.unchanged, again.data, again.copy) == (True, b"", copy)
    assert server.asked[1]["if-none-match"] == '"one"'
    assert server.asked[1]["if-modified-since"] == server.modified


@pytest.mark.parametrize("etag", ["x" * 2000, "caf\xe9"])
def test_a_strange_etag_is_not_kept(server: FeedServer, etag: str) -> None:
    """What is too long or not plain ASCII is never sent back."""
    server.etag = etag

    assert fetch(server.address).copy == fetching.NO_COPY


@pytest.mark.parametrize(
    ("manner", "code", "words"),
    [
        ("304", Exit.PARTIAL, "status 304, not with a calendar"),
        ("404", Exit.PARTIAL, "nothing at its address any more (404)"),
        ("410", Exit.PARTIAL, "nothing at its address any more (410)"),
        ("401", Exit.PARTIAL, "refuses access (401)"),
        ("403", Exit.PARTIAL, "refuses access (403)"),
        ("429", Exit.LATER, "has trouble (429)"),
        ("500", Exit.LATER, "has trouble (500)"),
        ("204", Exit.PARTIAL, "status 204"),
        ("stall", Exit.LATER, "did not answer in time"),
        ("silent", Exit.LATER, "did not answer in time"),
        ("drip", Exit.LATER, "did not answer in time"),
        ("drip head", Exit.LATER, "did not answer in time"),
        ("bomb", Exit.PARTIAL, "larger than 1 MiB"),
        ("endless", Exit.PARTIAL, "larger than 1 MiB"),
        ("huge", Exit.PARTIAL, "larger than 1 MiB"),
        ("short", Exit.LATER, "garbled or breaks off"),
        ("torn", Exit.LATER, "garbled or breaks off"),
        ("headers", Exit.LATER, "garbled or breaks off"),
        ("noise", Exit.LATER, "garbled or breaks off"),
        ("badly packed", Exit.LATER, "garbled or breaks off"),
        ("oddly packed", Exit.LATER, "garbled or breaks off"),
        ("hang up", Exit.LATER, ""),
    ],
)
def test_what_is_no_good_answer_is_one_error(
    server: FeedServer, manner: str, code: Exit, words: str
) -> None:
    """Each bad answer ends soon, with its cause, the exit code for it, and never the address."""
    server.manner = manner
    short = {"seconds": 0.6, "idle": 0.4} if words == "did not answer in time" else {}

    error = refused(server.address, size=1024 * 1024, **short)

    assert error.exit_code is code
    assert words in str(error)


def test_a_redirect_is_followed(server: FeedServer) -> None:
    """A redirect leads to where the calendar is, relative or not."""
    server.manner, server.location = "redirect", "/there.ics"

    got = fetch(server.address)

    assert (got.data, got.requests) == (server.data, 2)


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("/again", "redirects more than 5 times"),
        ("https://10.0.0.1/x.ics", "private network"),
        ("https://169.254.169.254/latest/meta-data/", "private network"),
        ("https://[fd00:ec2::254]/", "private network"),
        ("http://192.0.2.7/x.ics", "only https"),
        ("file:///etc/passwd", "only https"),
        ("ftp://127.0.0.1/x.ics", "only https"),
        ("gopher://x/", "only https"),
        ("", "redirects more than"),
        ("http://[::1/", "garbled"),
        ("http://127.0.0.1:99999/", "only https"),
    ],
)
def test_each_redirect_is_checked_anew(server: FeedServer, location: str, words: str) -> None:
    """A redirect into a private network, to plain http or to no http at all is not followed."""
    server.manner, server.location = "redirect", location

    assert words in str(refused(server.address))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://example.org/a.ics", "only https"),
        ("https://", "only https"),
        ("https:///a.ics", "only https"),
        ("https://" + "x" * 9000, "only https"),
        ("https://a..b/", "only https"),
        ("ftp://127.0.0.1/", "only https"),
        ("http://[::1", "only https"),
        ("https://10.1.2.3/a.ics", "private network"),
        ("https://192.168.0.1/", "private network"),
        ("https://[fe80::1]/", "private network"),
        ("https://224.0.0.1/", "private network"),
        ("https://0.0.0.0/", "private network"),
        ("https://[::ffff:10.0.0.1]/", "private network"),
    ],
)
def test_an_address_that_must_not_be_fetched_is_refused(address: str, words: str) -> None:
    """Plain http beyond this machine and private addresses are refused before any connection."""
    assert words in str(refused(address))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("2001:0:4136:e378:8000:63bf:f5ff:fffe", False),
        ("168.63.129.16", False),
        ("100.100.100.200", False),
        ("169.254.169.254", False),
        ("127.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("255.255.255.255", False),
        ("ff02::1", False),
    ],
)
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:  # noqa: FBT001 - a table
    """Addresses that hide another within themselves are judged by that one."""
    assert fetching_places.is_public(ip_address(address)) is public


def leading(*addresses: str) -> Callable[[str, int], tuple[str, ...]]:
    """A name server that always gives the same answer."""
    return lambda _host, _port: addresses


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("93.184.215.14", "10.0.0.1"), ("::1",)])
def test_a_public_name_must_not_lead_inside(addresses: tuple[str, ...]) -> None:
    """A name that leads to this machine or a private network, even beside a public address."""
    error = refused("https://feed.example/a.ics", resolve=leading(*addresses))

    assert "private network" in str(error)
    assert "allow_hosts" in str(error)


def test_an_allowed_host_may_be_private(
    secure: FeedServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host allowed by name is reached wherever it is, under its own name and certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    asked: list[str] = []

    def resolve(host: str, _: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",)

    address = f"webcal://Feed.Example:{secure.port}/a.ics"
    got = fetch(address, allow=frozenset({"feed.example"}), resolve=resolve)

    assert got.data == secure.data
    assert asked == ["feed.example"]  # once: what was checked is what is connected to
    assert secure.asked[0]["host"].lower() == f"feed.example:{secure.port}"


def test_a_redirect_from_outside_does_not_reach_this_machine(
    secure: FeedServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only an address that was on this machine from the first may lead to this machine."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secure.manner, secure.location = "redirect", f"https://127.0.0.1:{secure.port}/there.ics"

    error = refused(
        f"https://feed.example:{secure.port}/a.ics",
        allow=frozenset({"feed.example"}),
        resolve=leading("127.0.0.1"),
    )

    assert "private network" in str(error)
    assert len(secure.asked) == 1


def test_this_machine_is_known_by_its_name(server: FeedServer) -> None:
    """localhost is looked up like any name, and must lead to this machine."""
    assert fetch(server.address.replace("127.0.0.1", "localhost")).data == server.data
    assert "private" in str(refused("http://localhost:9/", resolve=leading("10.0.0.1")))


def test_a_certificate_that_nobody_signed_is_refused(secure: FeedServer) -> None:
    """An unknown certificate ends it before anything is asked, webcal or not."""
    refused(secure.address.replace("https:", "webcal:"))

    error = refused(secure.address)

    assert "certificate is not valid" in str(error)
    assert secure.asked == []


def test_what_speaks_no_tls_is_unreachable(server: FeedServer) -> None:
    """https to a server of plain http is one error that says to try again."""
    error = refused(server.address.replace("http:", "https:"))

    assert error.exit_code is Exit.LATER


def test_webcal_on_this_machine_may_be_plain(server: FeedServer) -> None:
    """webcal is tried with TLS first; where this machine's own server has none, without."""
    assert fetch(server.address.replace("http:", "webcal:")).data == server.data


def test_a_login_goes_to_its_own_host_only(server: FeedServer) -> None:
    """User and password in the address are sent as such, and not along with a redirect."""
    with serving(FeedServer(data=calendar())) as other:
        server.manner = "redirect"
        server.location = f"http://127.0.0.1:{other.port}/there.ics"
        address = server.address.replace("//", "//me:s%40cret@")

        fetch(address)

        assert server.asked[0]["authorization"] == "Basic bWU6c0BjcmV0"
        assert "authorization" not in other.asked[0]
        server.location = "/there.ics"
        fetch(address)
        assert server.asked[-1]["authorization"] == "Basic bWU6c0BjcmV0"


@pytest.mark.parametrize(
    "resolve", [leading(), leading("127.0.0.1", "127.0.0.1")], ids=["nowhere", "closed"]
)
def test_a_host_that_is_not_there_is_unreachable(
    resolve: Callable[[str, int], tuple[str, ...]],
) -> None:
    """A name that leads nowhere, or to closed doors, is worth another try later."""
    error = refused("http://localhost:9/a.ics", resolve=resolve)

    assert error.exit_code is Exit.LATER
    assert "cannot be reached" in str(error)


def test_strange_characters_in_an_address_cannot_smuggle_a_header(server: FeedServer) -> None:
    """Blanks and line ends in an address are encoded or dropped."""
    address = server.address + "\r\nX-Evil: 1\u00e9 y"

    fetch(address)

    assert "x-evil" not in server.asked[0]


def test_a_line_that_breaks_while_asking_is_unreachable(server: FeedServer) -> None:
    """A connection that is gone before the question is sent is an error like any other."""
    clock = iter((0.0, 0.0, 99.0))

    error = refused(server.address, monotonic=lambda: next(clock))

    assert "did not answer in time" in str(error)


def test_the_host_of_an_address_may_be_shown() -> None:
    """Of an address that makes no sense not even that."""
    assert fetching.host_of("https://me:pw@example.org:1/x") == "example.org"
    assert fetching.host_of("https://[::1") == "the address"

"""A loopback server that serves calendars, and misbehaves as it is told."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path

SECRET = "s3cret-4d1f"
LUNCH = (
    "BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\n"
    "DTSTART:{start}\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
)


def event(uid: str = "1", title: str = "Lunch with Ana", *, start: str = "20261127T113000Z") -> str:
    """An event of an hour."""
    return LUNCH.format(uid=uid, title=title, start=start)


def calendar(*events: str) -> bytes:
    """A calendar of those events."""
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()


def deflated(data: bytes) -> bytes:
    """Bare deflate, as some servers send it."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "bare": deflated,
}


@dataclass
class FeedServer:
    """What it serves, how, and what it was asked."""

    data: bytes = field(default_factory=lambda: calendar(event()))
    manner: str = "plain"
    etag: str = ""
    modified: str = ""
    location: str = ""
    scheme: str = "http"
    port: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The feed's address, with a secret in its path."""
        return f"{self.scheme}://127.0.0.1:{self.port}/{SECRET}/basic.ics?key={SECRET}"


@contextmanager
def serving(server: FeedServer, *, certificate: Path | None = None) -> Iterator[FeedServer]:
    """The server at work, over TLS where there is a certificate."""
    httpd = _Httpd(("127.0.0.1", 0), _handler(server))
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        httpd.socket = context.wrap_socket(
            httpd.socket, server_side=True, do_handshake_on_connect=False
        )
        server.scheme = "https"
    server.port = httpd.server_address[1]
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def made_certificate(folder: Path) -> Path:
    """A certificate for this machine, signed by itself, with its key."""
    path = folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "36500", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost,DNS:feed.example,IP:127.0.0.1"),
            *("-keyout", str(folder / "key.pem"), "-out", str(path)),
        ],
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + (folder / "key.pem").read_bytes())
    return path


class _Httpd(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are no news."""


def _handler(server: FeedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.asked.append({name.lower(): value for name, value in self.headers.items()})
            with suppress(OSError):
                _MANNERS.get(server.manner, _plain)(self, server)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _head(handler: BaseHTTPRequestHandler, status: int, **headers: str | int) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()


def _plain(handler: BaseHTTPRequestHandler, server: FeedServer) -> None:
    if server.manner.isdecimal():
        _head(handler, int(server.manner), Content_Length=0)
        return
    known = handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")
    if (server.etag and known[0] == server.etag) or (
        server.modified and known[1] == server.modified
    ):
        _head(handler, 304)
        return
    headers: dict[str, str | int] = {}
    data = server.data
    if server.manner in PACKED:
        data = PACKED[server.manner](data)
        headers["Content_Encoding"] = "gzip" if server.manner == "gzip" else "deflate"
    if server.etag:
        headers["ETag"] = server.etag
    if server.modified:
        headers["Last_Modified"] = server.modified
    _head(handler, 200, Content_Length=len(data), **headers)
    handler.wfile.write(data)


def _redirect(handler: BaseHTTPRequestHandler, server: FeedServer) -> None:
    if handler.path == "/there.ics":
        _plain(handler, server)
    else:
        _head(handler, 302, Location=server.location, Content_Length=0)


def _stall(handler: BaseHTTPRequestHandler, _: FeedServer) -> None:
    _head(handler, 200, Content_Length=1000)
    time.sleep(3)


def _silent(_: BaseHTTPRequestHandler, __: FeedServer) -> None:
    time.sleep(3)


def _drip(handler: BaseHTTPRequestHandler, server: FeedServer) -> None:
    _head(handler, 200, Content_Length=len(server.data))
    for number in range(len(server.data)):
        handler.wfile.write(server.data[number : number + 1])
        time.sleep(0.05)


def _drip_head(handler: BaseHTTPRequestHandler, _: FeedServer) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _number in range(200):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def _bomb(handler: BaseHTTPRequestHandler, _: FeedServer) -> None:
    """A thousandfold packed answer."""
    data = gzip.compress(b"BEGIN:VCALENDAR\r\n" + b" " * 50_000_000)
    _head(handler, 200, Content_Encoding="gzip", Content_Length=len(data))
    handler.wfile.write(data)


def _endless(handler: BaseHTTPRequestHandler, _: FeedServer) -> None:
    _head(handler, 200)
    while True:
        handler.wfile.write(b" " * 65536)


def _huge(handler: BaseHTTPRequestHandler, _: FeedServer) -> None:
    _head(handler, 200, Content_Length=10**12)


def _short(handler: BaseHTTPRequestHandler, server: FeedServer) -> None:
    _head(handler, 200, Content_Length=len(server.data) + 10)
    handler.wfile.write(server.data)


def _chunks(handler: BaseHTTPRequestHandler, server: FeedServer) -> None:
    _head(handler, 200, Transfer_Encoding="chunked")
    for start in range(0, len(server.data), 50):
        part = server.data[start : start + 50]
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
    handler.wfile.write(b"0\r\n\r\n")


def _torn(handler: BaseHTTPRequestHandler, server: FeedServer) -> None:
    _head(handler, 200, Transfer_Encoding="chunked")
    handler.wfile.write(b"%x\r\n%s" % (len(server.data) + 10, server.data))


def _headers(handler: BaseHTTPRequestHandler, _: FeedServer) -> None:
    _head(handler, 200, **{f"X-{number}": number for number in range(500)})


def _noise(handler: BaseHTTPRequestHandler, _: FeedServer) -> None:
    handler.wfile.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")


def _badly_packed(handler: BaseHTTPRequestHandler, server: FeedServer) -> None:
    _head(handler, 200, Content_Encoding="gzip", Content_Length=len(server.data))
    handler.wfile.write(server.data)


def _oddly_packed(handler: BaseHTTPRequestHandler, server: FeedServer) -> None:
    _head(handler, 200, Content_Encoding="br", Content_Length=len(server.data))
    handler.wfile.write(server.data)


def _hang_up(handler: BaseHTTPRequestHandler, _: FeedServer) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


_MANNERS: dict[str, Callable[[BaseHTTPRequestHandler, FeedServer], None]] = {
    "redirect": _redirect,
    "stall": _stall,
    "silent": _silent,
    "drip": _drip,
    "drip head": _drip_head,
    "bomb": _bomb,
    "endless": _endless,
    "huge": _huge,
    "short": _short,
    "chunks": _chunks,
    "torn": _torn,
    "headers": _headers,
    "noise": _noise,
    "badly packed": _badly_packed,
    "oddly packed": _oddly_packed,
    "hang up": _hang_up,
}

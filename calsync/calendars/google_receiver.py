"""The loopback address that Google sends the browser back to after a sign-in."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs
from urllib.parse import urlsplit

from calsync.calendars.google_errors import PortError

THANKS = b"calsync has its answer. You may close this window.\n"
SORRY = b"calsync does not wait for this.\n"


def answer_in(address: str) -> dict[str, str]:
    """The fields of an address that Google has sent a browser to."""
    try:
        return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    except ValueError:
        return {}


class Receiver(ThreadingHTTPServer):
    """Listens on loopback only, and takes nothing that does not carry our state."""

    daemon_threads = True
    state = ""

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.answers: queue.Queue[str] = queue.Queue()
        self.port = self.server_port
        self.address = f"http://127.0.0.1:{self.port}/"

    @classmethod
    @contextmanager
    def listening(cls, account: str, port: int) -> Iterator[Self]:
        """A receiver at work until the block ends."""
        try:
            receiver = cls(port)
        except (OSError, OverflowError) as error:
            raise PortError(account, port) from error
        thread = threading.Thread(target=receiver.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            receiver.shutdown()
            receiver.server_close()
            thread.join()

    def accept(self, address: str) -> bool:
        """Take an address if it is the answer to what we asked."""
        fields = answer_in(address)
        ours = bool(self.state) and fields.get("state") == self.state
        if not ours or not {"code", "error"} & fields.keys():
            return False
        self.answers.put(address)
        return True


class _Handler(BaseHTTPRequestHandler):
    server: Receiver
    timeout = 10.0

    def do_GET(self) -> None:
        """Take the answer; a page icon or a stranger's request is none."""
        taken = self.server.accept(self.path)
        self.send_response(200 if taken else 404)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(THANKS if taken else SORRY)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """Say nothing: the address holds the code."""

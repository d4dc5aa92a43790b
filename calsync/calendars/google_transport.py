"""A connection to Google that sends every request once, and waits for no answer for ever.

httplib2 sends a request a second time, a POST included, when the connection closes without an
answer; whether to ask again is for the session to decide. A socket's timeout is about silence
alone: an answer that comes byte by byte would never end.
"""

from __future__ import annotations

import http.client
import io
import socket
import time
import weakref
from typing import Any

import httplib2

ANSWER = 3  # an answer may take so many times as long as it may be silent


class _Timed(io.RawIOBase):
    """What comes through a socket, until the time for one answer is up."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._silence = sock.gettimeout() or 0.0
        self._until = time.monotonic() + ANSWER * self._silence

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Wait for more, but not beyond the end of the time."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise EndlessError
        self._sock.settimeout(min(self._silence, left))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        """Leave the socket to the next answer as it was."""
        if not self.closed:
            self._sock.settimeout(self._silence)
            self._raw.close()
        super().close()


class EndlessError(TimeoutError):
    """An answer that dribbles in and does not end."""

    def __init__(self) -> None:
        super().__init__("the answer took too long")


class _Socket:
    """As much of a socket as an answer needs."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The file that the answer is read from."""
        return io.BufferedReader(_Timed(self._sock))


class _Answer(http.client.HTTPResponse):
    """An answer that is whole within its time."""

    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(_Socket(sock), *args, **options)  # type: ignore[arg-type]  # all it asks for


class _Once:
    """Turns the answer that never came into an error that httplib2 does not retry."""

    response_class = _Answer

    def getresponse(self) -> Any:
        try:
            return super().getresponse()  # type: ignore[misc]  # the connection beside it
        except (http.client.BadStatusLine, http.client.ResponseNotReady) as error:
            raise ConnectionAbortedError(*error.args) from error


class _Plain(_Once, httplib2.HTTPConnectionWithTimeout):  # type: ignore[misc]  # untyped
    pass


class _Secure(_Once, httplib2.HTTPSConnectionWithTimeout):  # type: ignore[misc]  # untyped
    pass


def _close(connections: dict[str, Any]) -> None:
    for connection in connections.values():
        connection.close()


class Http(httplib2.Http):  # type: ignore[misc]  # untyped
    """httplib2 with a timeout, without silent repetition and without redirects."""

    def __init__(self, *, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self.follow_redirects = False
        weakref.finalize(self, _close, self.connections)

    def request(self, uri: str, method: str = "GET", **options: Any) -> Any:
        """One request, one answer."""
        options["connection_type"] = _Secure if uri.lower().startswith("https:") else _Plain
        return super().request(uri, method, **options)

    def close(self) -> None:
        """Close all connections; the next request opens a new one."""
        _close(self.connections)
        self.connections.clear()

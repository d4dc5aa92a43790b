"""A connection to Google that sends every request once.

httplib2 sends a request a second time, a POST included, when the connection closes without an
answer; whether to ask again is for the session to decide.
"""

from __future__ import annotations

import http.client
import weakref
from typing import Any

import httplib2


class _Once:
    """Turns the answer that never came into an error that httplib2 does not retry."""

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

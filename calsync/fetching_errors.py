"""What can go wrong with an address; no message shows it. Pure."""

from __future__ import annotations

from calsync.errors import CalsyncError
from calsync.errors import Exit

MEBIBYTE = 1024 * 1024


class FetchError(CalsyncError):
    """Nothing useful came from an address."""

    def __init__(self, name: str, why: str) -> None:
        self.why = why
        super().__init__(f"{name}: {why}")


class AddressError(FetchError):
    """It can never be fetched."""

    exit_code = Exit.USAGE

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "only https addresses are fetched (http on this machine alone); "
            "correct the address, or download the file and give its path",
        )


class PrivateError(FetchError):
    """The host is on a private network, or is this machine under another name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "the address leads into a private network; if that is right, name its host in "
            "`allow_hosts` of the account, or download the file and give its path",
        )


class UnreachableError(FetchError):
    """No connection, or it broke."""

    exit_code = Exit.LATER

    def __init__(self, name: str, error: OSError) -> None:
        why = error.strerror or "the connection broke"
        super().__init__(name, f"the server cannot be reached ({why}); try again later")


class CertificateError(FetchError):
    """Whoever answers cannot show that it is the host."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name, "the server's certificate is not valid; check the address, or ask who runs it"
        )


class TooSlowError(FetchError):
    """It took too long."""

    exit_code = Exit.LATER

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(
            name, f"the server did not answer in time (at most {seconds:g} s); try again later"
        )


class TooBigError(FetchError):
    """More came than any calendar holds."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(
            name,
            f"the answer is larger than {limit / MEBIBYTE:g} MiB; "
            "ask for a shorter one, such as the coming year alone",
        )


class RedirectsError(FetchError):
    """It led from address to address."""

    def __init__(self, name: str, hops: int) -> None:
        super().__init__(
            name,
            f"the server redirects more than {hops} times; open it in a browser and copy "
            "the address it ends at",
        )


class GarbledError(FetchError):
    """What came is no HTTP, or breaks off."""

    exit_code = Exit.LATER

    def __init__(self, name: str) -> None:
        super().__init__(name, "the server's answer is garbled or breaks off; try again later")


class GoneError(FetchError):
    """There is nothing at the address."""

    def __init__(self, name: str, status: int) -> None:
        super().__init__(
            name, f"there is nothing at its address any more ({status}); get the new one"
        )


class ForbiddenError(FetchError):
    """The server wants a sign-in, or does not know the address's secret any more."""

    def __init__(self, name: str, status: int) -> None:
        super().__init__(
            name, f"the server refuses access ({status}); get the calendar's address anew"
        )


class FailingError(FetchError):
    """The server has trouble, or too many ask."""

    exit_code = Exit.LATER

    def __init__(self, name: str, status: int) -> None:
        super().__init__(name, f"the server has trouble ({status}); try again later")


class OddAnswerError(FetchError):
    """A status that no calendar comes with."""

    def __init__(self, name: str, status: int) -> None:
        super().__init__(
            name, f"the server answers with status {status}, not with a calendar; check the address"
        )


def of_status(name: str, status: int) -> FetchError:
    """The error that a status stands for (RFC 9110 section 15)."""
    if status in {404, 410}:
        return GoneError(name, status)
    if status in {401, 403, 407}:
        return ForbiddenError(name, status)
    if status in {408, 425, 429} or status >= 500:
        return FailingError(name, status)
    return OddAnswerError(name, status)

"""What calsync saw in a calendar's files, as the text that stands for having seen it. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from os import stat_result

from calsync import codec
from calsync.model import Problem

VERSION = "files-4"
ETAG = 12  # characters of an ETag that are kept: 48 bits
RACY = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use (FAT's)


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as it was read; its events are kept as text until they are asked for."""

    stamp: str  # time, size and number, as `stamp_of` puts them
    digest: str
    told: str = "{}"  # JSON: each event's id without the file's name, and its ETag
    problems: tuple[Problem, ...] = ()  # what could not be read in it

    def etags(self, href: str) -> dict[str, str]:
        """The ids of the file's events that were told, and their ETags."""
        return {href + name: etag for name, etag in json.loads(self.told).items()}


def told(href: str, etags: Iterable[tuple[str, str]]) -> str:
    """Ids and ETags as text."""
    return json.dumps(
        {name[len(href) :]: etag[:ETAG] for name, etag in etags}, separators=(",", ":")
    )


def stamp_of(status: stat_result, *, now: int) -> str:
    """What must be the same for a file to be taken as unchanged; nothing ever is, if too young.

    A file changed twice within a tick of its file system's clock shows the same time both times.
    """
    if status.st_mtime_ns > now - RACY:
        return ""
    return f"{status.st_mtime_ns}:{status.st_size}:{status.st_ino}"


@dataclass(frozen=True, slots=True)
class Glance:
    """What a look at the folder alone can tell to be as it was: nothing else need be read."""

    since: datetime
    place: str
    zone: str
    listing: str  # stands for all names and times; empty: a file was too young to be sure
    problems: tuple[Problem, ...]  # as true as when the files were read

    @classmethod
    def from_text(cls, text: str) -> Glance | None:
        """The beginning of a cursor; None where there is none, or one of another version."""
        with suppress(ValueError, TypeError):
            version, _, *rest = json.loads(text[: text.find("\n")])
            if version == VERSION:
                since, place, zone, listing, told = rest
                known = tuple(codec.load(Problem, one) for one in told)
                return cls(datetime.fromisoformat(since), place, zone, listing, known)
        return None


def listing_of(stamps: Iterable[tuple[str, str]]) -> str:
    """What stands for all files of a calendar and their stamps; empty where one has none."""
    lines = []
    for href, stamp in stamps:
        if not stamp:
            return ""
        lines.append(f"{stamp} {href}")
    return _digest("\n".join(sorted(lines)))


@dataclass(frozen=True, slots=True)
class Cursor:
    """All files of a calendar as they were read, and since when events were told."""

    since: datetime
    place: str = ""  # which folder it was: device and number
    zone: str = ""
    files: Mapping[str, Seen] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str) -> Cursor | None:
        """Read a cursor; None where there is none, or one of another version."""
        head, _, body = text.partition("\n")
        with suppress(ValueError, TypeError, KeyError):
            version, digest, since, place, zone, *_ = json.loads(head)
            if (version, digest) == (VERSION, _digest(body)):
                files = dict(map(_parsed, filter(None, body.split("\n"))))
                return cls(datetime.fromisoformat(since), place, zone, files)
        return None

    def as_text(self) -> str:
        """The cursor as the ledger keeps it."""
        files = sorted(self.files.items())
        body = "\n".join(_line(href, seen) for href, seen in files)
        listing = listing_of((href, seen.stamp) for href, seen in files)
        problems = [codec.dump(problem) for _, seen in files for problem in seen.problems]
        head = [self.since.isoformat(), self.place, self.zone, listing, problems]
        return f"{json.dumps([VERSION, _digest(body), *head])}\n{body}"


def _line(href: str, seen: Seen) -> str:
    problems = json.dumps([codec.dump(problem) for problem in seen.problems])
    return f"{seen.stamp} {seen.digest} {href}\t{seen.told}\t{problems}"


def _parsed(line: str) -> tuple[str, Seen]:
    head, told, wrong = line.split("\t")
    stamp, digest, href = head.split(" ", 2)
    problems = () if wrong == "[]" else tuple(codec.load(Problem, one) for one in json.loads(wrong))
    return href, Seen(stamp, digest, told, problems)


def _digest(body: str) -> str:
    return hashlib.blake2b(body.encode(), digest_size=12).hexdigest()

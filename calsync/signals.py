"""What an event shows: the words of its texts, and what is not a word. Pure.

Every signal has a name, a readable form and a weight for each channel and for none. Texts are read
up to a fixed length and looked up word by word, so the time taken is bounded whatever a calendar
holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from functools import lru_cache
from operator import itemgetter

from calsync.lexicon import ANY_EVENT
from calsync.lexicon import Found
from calsync.lexicon import Telling
from calsync.lexicon import Weights
from calsync.lexicon import table
from calsync.model import Event
from calsync.model import Me
from calsync.signals_circumstances import read_guests
from calsync.signals_circumstances import read_recurrence
from calsync.signals_circumstances import read_time
from calsync.signals_shape import read_heading
from calsync.signals_shape import read_shape
from calsync.signals_subjects import leave_out_subjects
from calsync.signals_words import REMEMBERED
from calsync.signals_words import in_place
from calsync.signals_words import in_text
from calsync.signals_words import read_title

TITLE_READ = 300
DESCRIPTION_READ = 240
LOCATION_READ = 160
GUESTS_READ = 25
NO_PAIRS = (0.0,) * 6
NAMES = frozenset(("known_conference", "known_community"))


def shown(event: Event, *, me: Me, zone: tzinfo) -> Found:
    """Every signal an event shows, and the words each one saw."""
    title = event.title[:TITLE_READ]
    found = _in_title(title)
    if event.description:
        description = event.description[:DESCRIPTION_READ]
        found.update(in_text(description))
        read_heading(description, title, found)
    else:
        found["no description"] = ""
    if event.url:
        found.update(in_text(event.url[:LOCATION_READ]))
    _read_place(event.location[:LOCATION_READ], found)
    read_guests(event.attendees[:GUESTS_READ], event.organizer, found, me=me)
    read_time(event, found, zone)
    if event.recurrence:
        read_recurrence(event, found)
    return found


def _in_title(title: str) -> Found:
    found: Found = {ANY_EVENT: ""}
    read_title(title, found)
    read_shape(title, found)
    leave_out_subjects(title, found)
    return found


def _read_place(location: str, found: Found) -> None:
    there, otherwise = in_place(location)
    before = len(found)
    found.update(there)
    if len(found) == before:
        found[otherwise] = ""


def summed(found: Iterable[str]) -> tuple[Weights, tuple[str, ...]]:
    """The logits of the channels, and of none, that signals and their pairs add up to; the pairs.

    Unrolled: it is done for every event.
    """
    a = b = c = d = e = f = 0.0
    shared = 0
    weighing = table().weighing
    for signal in found:
        u, v, w, x, y, z, groups = weighing[signal]
        a += u
        b += v
        c += w
        d += x
        e += y
        f += z
        shared |= groups
    (u, v, w, x, y, z), pairs = _pairs_of(shared)
    return (a + u, b + v, c + w, d + x, e + y, f + z), pairs


@lru_cache(maxsize=REMEMBERED)
def _pairs_of(shared: int) -> tuple[Weights, tuple[str, ...]]:
    """What the pairs add whose two groups are both among some groups, and which they are."""
    both: list[str] = []
    known = table()
    ahead, pairs = shared & known.paired, known.pairs
    while ahead:
        one = ahead & -ahead
        ahead ^= one
        others, several = pairs[one]
        if others & shared:
            both += [name for other, name in several if other & shared]
    if not both:
        return NO_PAIRS, ()
    columns = zip(*[known.weights[name] for name in both], strict=True)
    return tuple(map(sum, columns)), tuple(both)


def heaviest(found: Iterable[str], channel: int) -> list[Telling]:
    """The signals that weigh most for a channel, by its number, or against it."""
    telling = filter(None, map(table().telling[channel].get, found))
    return sorted(telling, key=itemgetter(0), reverse=True)


def is_town(word: str) -> bool:
    """Does the word name a place?"""
    return word in table().towns


def is_filling(word: str) -> bool:
    """Does the word only join others?"""
    return word in table().filling


def is_common(word: str) -> bool:
    """Does the word say of what kind an event is, as "meetup" does, but not which one it is?"""
    return not NAMES.issuperset(table().title.words.get(word) or NAMES)


def readable(signal: str, seen: str) -> str:
    """A signal as people read it: the words in quotes, or what it stands for."""
    return f'"{seen}"' if seen and signal in table().words else table().says[signal]

"""What an event shows: the words of its texts, and what is not a word. Pure.

Every signal has a name, a readable form and a weight for each channel and for none. Texts are read
up to a fixed length and looked up word by word, so the time taken is bounded whatever a calendar
holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from datetime import tzinfo
from functools import lru_cache
from operator import itemgetter

from calsync.lexicon import ANY_EVENT
from calsync.lexicon import Lexicon
from calsync.lexicon import Phrase
from calsync.lexicon import Table
from calsync.lexicon import Telling
from calsync.lexicon import Weights
from calsync.lexicon import table
from calsync.lexicon import words_of
from calsync.model import Event
from calsync.model import Me

TITLE_READ = 300
DESCRIPTION_READ = 600
LOCATION_READ = 160
GUESTS_READ = 25
REMEMBERED = 4096  # texts whose signals are kept: titles and places come again and again
NAMED_LIKE = ("Con", "CON", "Conf", "CONF", "Day", "Days", "Fest", "Summit")
UNTELLING = frozenset(
    (
        ANY_EVENT,
        "with",
        "host",
        "address",
        "first_name",
        "plain",
        "neutral_meeting_words",
        "tech_topics",
        "town",
    )
)
NAMES = frozenset(("known_conference", "known_community"))

Found = dict[str, str]  # signal -> the words it saw
Pairs = tuple[tuple[str, str], ...]


def shown(event: Event, *, me: Me, zone: tzinfo) -> Found:
    """Every signal an event shows, and the words each one saw."""
    found = _in_title(event.title[:TITLE_READ]).copy()
    if event.description:
        _add(_in_text(event.description[:DESCRIPTION_READ]), found)
    else:
        found["no description"] = ""
    if event.url:
        _add(_in_text(event.url[:LOCATION_READ]), found)
    _read_place(event.location[:LOCATION_READ], found)
    _read_guests(event, found, me)
    _read_time(event, found, zone)
    _read_recurrence(event, found)
    return found


def combined(found: Iterable[str]) -> list[str]:
    """The pairs of signals that say more than their sum."""
    known, shared = table(), 0
    groups = known.groups
    for signal in found:
        if signal in groups:
            shared |= groups[signal]
    both: list[str] = []
    ahead, pairs = shared & known.paired, known.pairs
    while ahead:
        one = ahead & -ahead
        ahead ^= one
        both += [name for other, name in pairs[one] if other & shared]
    return both


def summed(found: Iterable[str]) -> Weights:
    """The logits of the channels, and of none, that signals add up to."""
    a = b = c = d = e = f = 0.0
    weights = table().weights
    for signal in found:
        u, v, w, x, y, z = weights[signal]
        a, b, c, d, e, f = a + u, b + v, c + w, d + x, e + y, f + z
    return a, b, c, d, e, f


def heaviest(found: Iterable[str], channel: int) -> list[Telling]:
    """The signals that weigh most for a channel, by its number, or against it."""
    telling = table().telling[channel]
    heavy = [telling[name] for name in found if name in telling]
    heavy.sort(key=itemgetter(0), reverse=True)
    return heavy


def is_town(word: str) -> bool:
    """Does the word name a place?"""
    return word in table().towns


def is_filling(word: str) -> bool:
    """Does the word only join others?"""
    return word in table().filling


def is_common(word: str) -> bool:
    """Does the word say of what kind an event is, as "meetup" does, but not which one it is?"""
    return not NAMES.issuperset(table().title.singles.get(word, NAMES))


def readable(signal: str, seen: str) -> str:
    """A signal as people read it: the words in quotes, or what it stands for."""
    return f'"{seen}"' if seen and signal in table().words else table().says[signal]


def _scan(words: list[str], found: Found, lexicon: Lexicon) -> list[str]:
    """Look words up, the longest phrase first; what belongs to no signal is handed back."""
    unknown, go_on = [], 0
    singles, phrases = lexicon.singles, lexicon.phrases
    for at, (word, second) in enumerate(zip(words, [*words[1:], ""], strict=False)):
        if at < go_on:
            continue
        several = phrases[word].get(second) if word in phrases else None
        if several and (phrase := _phrase_at(words, at, several)):
            go_on = at + len(phrase.words)
            _show(phrase.signals, phrase.seen, found)
        elif word in singles:
            _show(singles[word], word, found)
        else:
            unknown.append(word)
    return unknown


def _show(signals: tuple[str, ...], seen: str, found: Found) -> None:
    for signal in signals:
        if signal not in found:
            found[signal] = seen


def _phrase_at(words: list[str], at: int, several: tuple[Phrase, ...]) -> Phrase | None:
    for phrase in several:
        if words[at : at + len(phrase.words)] == phrase.words:
            return phrase
    return None


@lru_cache(maxsize=REMEMBERED)
def _in_title(title: str) -> Found:
    found: Found = {ANY_EVENT: ""}
    _read_title(title, found)
    _read_shape(title, found)
    return found


@lru_cache(maxsize=REMEMBERED)
def _in_text(text: str) -> Pairs:
    found: Found = {}
    _read_text(text, found)
    return tuple(found.items())


def _add(pairs: Pairs, found: Found) -> None:
    for signal, seen in pairs:
        if signal not in found:
            found[signal] = seen


def _read_title(title: str, found: Found) -> None:
    if "/" in title:
        title = title.replace(" w/", " with ").replace(" c/", " com ").replace(" m/", " mit ")
    words = words_of(title)
    known = table()
    for word in _scan(words, found, known.title):
        if word[-3:] in known.last_letters or word[:4] in known.first_letters:
            _read_compound(word, found, known)
        elif word[-1].isdecimal() and len(name := word.rstrip("0123456789")) > 2:
            _show(known.title.singles.get(name, ()), word, found)
    if found.keys() <= UNTELLING:
        found["no telling word"] = ""
    if len(words) == 1:
        found["one word"] = ""
    elif len(words) > 7:
        found["a long title"] = ""


def _read_compound(word: str, found: Found, known: Table) -> None:
    """Half-known words: German compounds, hack..., ...conf."""
    ends, starts = known.ends, known.starts
    for size in range(min(len(word), 12) if len(word) > 4 else 0, 2, -1):
        if signal := ends.get(word[-size:]):
            found.setdefault(signal, word)
            return
        if signal := starts.get(word[:size]):
            found.setdefault(signal, word)
            return


def _read_text(text: str, found: Found) -> None:
    """Signals of a longer text: every word and every phrase it holds, in the order of the text."""
    lexicon = table().text
    words = words_of(text)
    keys, singles, phrases = lexicon.keys, lexicon.singles, lexicon.phrases
    for at in [at for at, word in enumerate(words) if word in keys]:
        word = words[at]
        if word in singles:
            _show(singles[word], word, found)
        several = phrases[word].get("".join(words[at + 1 : at + 2])) if word in phrases else None
        if several and (phrase := _phrase_at(words, at, several)):
            _show(phrase.signals, phrase.seen, found)


def _read_place(location: str, found: Found) -> None:
    pairs, otherwise = _in_place(location)
    before = len(found)
    _add(pairs, found)
    if len(found) == before:
        found[otherwise] = ""


@lru_cache(maxsize=REMEMBERED)
def _in_place(location: str) -> tuple[Pairs, str]:
    """The signals of a place, and what it is where they say nothing new."""
    if not location or location.isspace():
        return (), "no place"
    words = words_of(location)
    found: Found = {}
    _scan(words, found, table().place)
    if any(word.isdecimal() for word in words):
        return tuple(found.items()), "a street address"
    if "," in location and len(words) < 7:
        return tuple(found.items()), "a city and its country"
    return tuple(found.items()), "some other place"


def _read_shape(title: str, found: Found) -> None:
    tokens = title.split()
    capital = ""
    for token in tokens:
        if token.islower():
            continue
        bare = token if token.isalnum() else token.strip(".,:;!?()[]'\"’“”-–")
        if bare.isalpha() and bare.istitle():
            if token is not tokens[0]:
                capital = bare
        elif not _is_odd(bare, found, alone=_alone(tokens)) and token is not tokens[0]:
            capital = bare if bare[:1].isupper() else capital
    if capital and len(tokens) < 7:
        found["a name"] = capital
    _read_marks(title, found)


def _alone(tokens: list[str]) -> bool:
    """Is there but one word, or one and a year?"""
    return len(tokens) == 1 or (len(tokens) == 2 and tokens[1][-2:].isdecimal())


def _is_odd(bare: str, found: Found, *, alone: bool) -> bool:
    """Is it a number or written in its own way? Its signals are shown then."""
    if bare.isdecimal():
        _read_number(bare, found)
    elif bare[:1] == "#" and bare[1:].isdecimal():
        found["a number in a series"] = bare
    elif bare[1:] != bare[1:].lower():
        _read_capitals(bare, found, alone=alone)
    else:
        return False
    return True


def _read_number(bare: str, found: Found) -> None:
    if len(bare) == 4 and "2000" <= bare <= "2039":
        found["a year in the title"] = bare
    elif len(bare) < 3:
        found.setdefault("a number in a series", bare)


def _read_capitals(bare: str, found: Found, *, alone: bool) -> None:
    if len(bare) > 4 and bare.endswith(NAMED_LIKE):
        found["a name like KubeCon or DevFest"] = bare
    elif bare.isupper():
        if alone and len(bare) < 8:
            found["an acronym alone"] = bare
    elif bare.isalpha():
        found["a made-up name"] = bare


def _read_marks(title: str, found: Found) -> None:
    if title.islower():
        found["typed in small letters"] = ""
    elif title.isupper() and " " in title:
        found["all capitals"] = ""
    if "<>" in title or " / " in title or " x " in title:
        found["two people"] = ""
    if " vs " in title or " v " in title or " vs. " in title or _two_towns(title):
        found["one against another"] = ""


def _two_towns(title: str) -> bool:
    """Do the clubs of two towns play each other?"""
    one, dash, other = title.casefold().replace("–", "-").partition(" - ")
    return bool(dash) and one in table().towns and other in table().towns


def _read_guests(event: Event, found: Found, me: Me) -> None:
    inside = outside = 0
    for guest in event.attendees[:GUESTS_READ]:
        if guest.room:
            found["a room is booked"] = guest.name
        elif me.is_me(guest.email):
            continue
        elif me.is_inside(guest.email):
            inside += 1
        else:
            outside += 1
    found[_company(inside, outside)] = ""
    organizer = event.organizer
    if organizer and organizer.email and not me.is_inside(organizer.email):
        found["invited from outside"] = organizer.email


def _company(inside: int, outside: int) -> str:
    if outside > 8:
        return "many guests from outside"
    if outside and inside:
        return "guests from inside and outside"
    if outside:
        return "guest from outside" if outside == 1 else "guests from outside"
    if inside:
        return "one colleague only" if inside == 1 else "colleagues only"
    return "nobody else listed"


_HOURS = (
    ("night",) * 6
    + ("early morning",) * 3
    + ("morning",) * 3
    + ("noon",) * 2
    + ("afternoon",) * 3
    + ("evening",) * 5
    + ("night",) * 2
)


def _read_time(event: Event, found: Found, zone: tzinfo) -> None:
    start, end = event.start, event.end
    if start.weekday() > 4:
        found["weekend"] = ""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        days = end.toordinal() - start.toordinal()
        found["all day" if days < 2 else "several days" if days < 8 else "more than a week"] = ""
        return
    try:
        length = end - start
        clock = start.astimezone(zone) if start.tzinfo else start
    except (TypeError, ValueError, OverflowError):
        return
    found[_HOURS[clock.hour]] = ""
    found[_length(length)] = ""


_HOUR = timedelta(hours=1)


def _length(length: timedelta) -> str:
    hours = length / _HOUR
    if hours <= 0:
        return "no end"
    if hours <= 0.5:
        return "short"
    if hours <= 1.5:
        return "an hour"
    if hours <= 5:
        return "some hours"
    if hours <= 14:
        return "most of a day"
    return "several days" if hours < 190 else "more than a week"


_RHYTHMS = {
    "FREQ=DAILY": "daily series",
    "FREQ=WEEKLY": "weekly series",
    "FREQ=MONTHLY": "monthly series",
    "FREQ=YEARLY": "yearly series",
}


def _read_recurrence(event: Event, found: Found) -> None:
    for line in event.recurrence[:3]:
        for part, signal in _RHYTHMS.items():
            if part in line[:200].upper():
                found[signal] = ""

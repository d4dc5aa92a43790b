"""What an event shows: the words of its texts, and what is not a word. Pure.

Every signal has a name, a readable form and a weight for each channel and for none. The words stand
in `detection.toml`, the fitted weights in `detection_weights.toml`. Texts are read up to a fixed
length and looked up word by word, so the time taken is bounded whatever a calendar holds.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any

from calsync.model import Channel
from calsync.model import Event
from calsync.model import Me

CHANNELS = tuple(Channel)
NONE = len(CHANNELS)
TITLE_READ = 300
DESCRIPTION_READ = 600
LOCATION_READ = 160
GUESTS_READ = 25
TEXT_SHARE = 0.4
NAMED_LIKE = ("Con", "CON", "Conf", "CONF", "Day", "Days", "Fest", "Summit")
REMEMBERED = 4096  # texts whose signals are kept: titles and places come again and again

UNTELLING = frozenset(
    ("with", "host", "address", "first_name", "plain", "neutral_meeting_words", "tech_topics")
)

Weights = tuple[float, ...]
Found = dict[str, str]  # signal -> the words it saw
Pairs = tuple[tuple[str, str], ...]

_WORD = re.compile(r"\w+")
_NO_WEIGHTS: Weights = (0.0,) * (NONE + 1)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that belong together, and the signals they give."""

    words: tuple[str, ...]
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases to look for in one text."""

    singles: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[Phrase, ...]]  # by first word, the longest first
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All that detection knows."""

    title: Lexicon
    text: Lexicon
    place: Lexicon
    ends: Mapping[str, str]
    starts: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]  # signal -> the groups it belongs to
    pairs: tuple[tuple[str, str, str], ...]
    weights: Mapping[str, Weights]
    leans: Mapping[str, Weights]  # the weights before any fitting
    says: Mapping[str, str]
    words: frozenset[str]  # the signals that are words of title or description


def spellings(word: str) -> set[str]:
    """A word as people type it: with accents, without them, umlauts written out."""
    plain = unicodedata.normalize("NFC", word.strip().casefold())
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    written_out = plain.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {plain, bare, written_out}


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _WORD.findall(text.casefold())


def _split(words: str) -> list[str]:
    return [word for part in words.split(",") if (word := part.strip())]


def _lexicon(rows: Iterable[tuple[str, str]]) -> Lexicon:
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for signal, words in rows:
        for word in _split(words):
            for spelling in spellings(word):
                found.setdefault(tuple(words_of(spelling)), {})[signal] = None
    singles = {key[0]: tuple(signals) for key, signals in found.items() if len(key) == 1}
    phrases: dict[str, list[Phrase]] = {}
    for key, signals in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        if len(key) > 1:
            phrases.setdefault(key[0], []).append(Phrase(key, tuple(signals)))
    frozen = {first: tuple(several) for first, several in phrases.items()}
    return Lexicon(singles, frozen, frozenset(singles) | frozenset(frozen))


def _weights(lean: Mapping[str, float], share: float = 1.0) -> Weights:
    return tuple(share * lean.get(name, 0.0) for name in (*CHANNELS, "none"))


def _affixes(rows: Mapping[str, Any], kind: str) -> dict[str, str]:
    return {
        spelling: f"{kind}:{name}"
        for name, row in rows.items()
        for word in _split(row["words"])
        for spelling in spellings(word)
    }


def _leans(data: Mapping[str, Any]) -> dict[str, Weights]:
    leans = {name: _weights(row["lean"]) for name, row in data["words"].items()}
    for name, row in data["words"].items():
        if row.get("text"):
            leans[f"text:{name}"] = _weights(row["lean"], TEXT_SHARE)
    for kind, prefix in _PREFIXES.items():
        for name, row in data[kind].items():
            leans[f"{prefix}:{name}"] = _weights(row["lean"])
    return leans | {name: _weights(lean) for name, lean in data["context"].items()}


_PREFIXES = {
    "ends": "ends",
    "starts": "starts",
    "places": "place",
    "links": "link",
    "both": "both",
}


def _says(data: Mapping[str, Any]) -> dict[str, str]:
    says = {name: row.get("says", name) for name, row in data["words"].items()}
    says |= {f"text:{name}": f"{said}, in the description" for name, said in says.items()}
    for kind, prefix in _PREFIXES.items():
        says |= {f"{prefix}:{name}": row["says"] for name, row in data[kind].items()}
    return says | {name: name for name in data["context"]}


def table_of(data: Mapping[str, Any], fitted: Mapping[str, list[float]]) -> Table:
    """The table made of the words' file and the fitted weights."""
    words, places, links = data["words"], data["places"], data["links"]
    link_rows = [(f"link:{name}", row["words"]) for name, row in links.items()]
    text_rows = [(f"text:{name}", row["words"]) for name, row in words.items() if row.get("text")]
    place_rows = [(f"place:{name}", row["words"]) for name, row in places.items()]
    groups: dict[str, tuple[str, ...]] = {}
    for group, members in data["groups"].items():
        for member in members:
            groups[member] = (*groups.get(member, ()), group)
    leans = _leans(data)
    return Table(
        title=_lexicon((name, row["words"]) for name, row in words.items()),
        text=_lexicon(text_rows + link_rows),
        place=_lexicon(place_rows + link_rows),
        ends=_affixes(data["ends"], "ends"),
        starts=_affixes(data["starts"], "starts"),
        groups=groups,
        pairs=tuple((*row["of"], f"both:{name}") for name, row in data["both"].items()),
        weights=leans | {name: tuple(weights) for name, weights in fitted.items()},
        leans=leans,
        says=_says(data),
        words=frozenset(words) | frozenset(name for name, _ in text_rows),
    )


def _load() -> Table:
    here = Path(__file__)
    data = tomllib.loads(here.with_name("detection.toml").read_text("utf-8"))
    weights = tomllib.loads(here.with_name("detection_weights.toml").read_text("utf-8"))
    return table_of(data, weights)


TABLE = _load()


def signals(event: Event, *, me: Me, zone: tzinfo, table: Table = TABLE) -> Found:
    """Every signal an event shows, and the words each one saw."""
    found: Found = {"anything": ""}
    found.update(_in_title(event.title[:TITLE_READ], table))
    if event.description:
        _add(_in_text(event.description[:DESCRIPTION_READ], table), found)
    if event.url:
        _add(_in_text(event.url[:LOCATION_READ], table), found)
    _read_place(event.location[:LOCATION_READ], found, table)
    _read_guests(event, found, me)
    _read_time(event, found, zone)
    _read_recurrence(event, found)
    return found


def combined(found: Iterable[str], table: Table = TABLE) -> list[str]:
    """The pairs of signals that say more than their sum."""
    groups: set[str] = set()
    for signal in found:
        groups.update(table.groups.get(signal, ()))
    return [name for one, other, name in table.pairs if one in groups and other in groups]


def summed(found: Iterable[str], table: Table = TABLE) -> Weights:
    """The logits of the channels, and of none, that signals add up to."""
    a = b = c = d = e = f = 0.0
    for signal in found:
        u, v, w, x, y, z = table.weights.get(signal, _NO_WEIGHTS)
        a, b, c, d, e, f = a + u, b + v, c + w, d + x, e + y, f + z
    return a, b, c, d, e, f


def _scan(words: list[str], found: Found, lexicon: Lexicon) -> list[str]:
    """Look words up, the longest phrase first; what belongs to no signal is handed back."""
    unknown, at, count = [], 0, len(words)
    singles, phrases = lexicon.singles, lexicon.phrases
    while at < count:
        word = words[at]
        phrase = _phrase_at(words, at, phrases[word]) if word in phrases else None
        if phrase:
            seen, hits = " ".join(phrase.words), phrase.signals
            at += len(phrase.words)
        else:
            seen, hits = word, singles.get(word, ())
            at += 1
            if not hits:
                unknown.append(word)
        for signal in hits:
            found.setdefault(signal, seen)
    return unknown


def _phrase_at(words: list[str], at: int, phrases: tuple[Phrase, ...]) -> Phrase | None:
    for phrase in phrases:
        if tuple(words[at : at + len(phrase.words)]) == phrase.words:
            return phrase
    return None


@lru_cache(maxsize=REMEMBERED)
def _in_title(title: str, table: Table) -> Pairs:
    found: Found = {}
    _read_title(title, found, table)
    _read_shape(title, found)
    return tuple(found.items())


@lru_cache(maxsize=REMEMBERED)
def _in_text(text: str, table: Table) -> Pairs:
    found: Found = {}
    _read_text(text, found, table)
    return tuple(found.items())


def _add(pairs: Pairs, found: Found) -> None:
    for signal, seen in pairs:
        found.setdefault(signal, seen)


def _read_title(title: str, found: Found, table: Table) -> None:
    if "/" in title:
        title = title.replace(" w/", " with ").replace(" c/", " com ").replace(" m/", " mit ")
    words = words_of(title)
    before = len(found)
    for word in _scan(words, found, table.title):
        if len(word) > 4:
            _read_compound(word, found, table)
    if all(signal in UNTELLING for signal in list(found)[before:]):
        found["no telling word"] = ""
    if len(words) == 1:
        found["one word"] = ""
    elif len(words) > 7:
        found["a long title"] = ""


def _read_compound(word: str, found: Found, table: Table) -> None:
    """Half-known words: German compounds, hack..., ...conf."""
    ends, starts = table.ends, table.starts
    for size in range(min(len(word) - 1, 12), 2, -1):
        if signal := ends.get(word[-size:]):
            found.setdefault(signal, word)
            return
        if signal := starts.get(word[:size]):
            found.setdefault(signal, word)
            return


def _read_text(text: str, found: Found, table: Table) -> None:
    lexicon = table.text
    words = words_of(text)
    hits = lexicon.keys.intersection(words)
    if not hits:
        return
    joined = f" {' '.join(words)} "
    for word in hits:
        for signal in lexicon.singles.get(word, ()):
            found.setdefault(signal, word)
        for phrase in lexicon.phrases.get(word, ()):
            seen = " ".join(phrase.words)
            if f" {seen} " in joined:
                for signal in phrase.signals:
                    found.setdefault(signal, seen)


def _read_place(location: str, found: Found, table: Table) -> None:
    pairs, otherwise = _in_place(location, table)
    before = len(found)
    _add(pairs, found)
    if len(found) == before:
        found[otherwise] = ""


@lru_cache(maxsize=REMEMBERED)
def _in_place(location: str, table: Table) -> tuple[Pairs, str]:
    """The signals of a place, and what it is where they say nothing new."""
    if not location or location.isspace():
        return (), "no place"
    words = words_of(location)
    found: Found = {}
    _scan(words, found, table.place)
    if any(word.isdecimal() for word in words):
        return tuple(found.items()), "a street address"
    if "," in location and len(words) < 7:
        return tuple(found.items()), "a city and its country"
    return tuple(found.items()), "some other place"


def _read_shape(title: str, found: Found) -> None:
    tokens = title.split()
    capital = ""
    for token in tokens:
        bare = token.strip(".,:;!?()[]'\"’“”-–")
        if bare.isdecimal():
            _read_number(bare, found)
        elif bare[:1] == "#" and bare[1:].isdecimal():
            found["a number in a series"] = bare
        elif bare[1:] != bare[1:].lower():
            _read_capitals(bare, found, alone=len(tokens) == 1)
        elif token is not tokens[0] and bare[:1].isupper():
            capital = bare
    if capital and len(tokens) < 7:
        found["a name"] = capital
    _read_marks(title, found)


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
    if " vs " in title or " v " in title or " vs. " in title:
        found["one against another"] = ""


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

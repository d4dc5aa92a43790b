"""The signals of how a title is written: names, numbers, capitals, marks. Pure."""

from __future__ import annotations

from calsync.lexicon import Found
from calsync.lexicon import table

NAMED_LIKE = ("Con", "CON", "Conf", "CONF", "Day", "Days", "Fest", "Summit")
MARKS = ".,:;!?()[]'\"’“”-–"  # around a word, not of it


def read_shape(title: str, found: Found) -> None:
    """How a title is written."""
    tokens = title.split()
    capital = ""
    for at, token in enumerate(tokens):
        if token.islower():
            continue
        bare = token if token.isalnum() else token.strip(MARKS)
        plain = bare.istitle() and bare.isalpha()
        if (plain or not _is_odd(bare, found, tokens)) and at and bare[:1].isupper():
            capital = bare
    if capital and len(tokens) < 7:
        found["a name"] = capital
    _read_marks(title, found)


def _alone(tokens: list[str]) -> bool:
    """Is there but one word, or one and a year?"""
    return len(tokens) == 1 or (len(tokens) == 2 and tokens[1][-2:].isdecimal())


def _is_odd(bare: str, found: Found, tokens: list[str]) -> bool:
    """Is it a number or written in its own way? Its signals are shown then."""
    if bare.isdecimal():
        _read_number(bare, found)
    elif bare[:1] == "#" and bare[1:].isdecimal():
        found["a number in a series"] = bare
    elif bare[1:] != bare[1:].lower():
        _read_capitals(bare, found, tokens)
    else:
        return False
    return True


def _read_number(bare: str, found: Found) -> None:
    if len(bare) == 4 and "2000" <= bare <= "2039":
        found["a year in the title"] = bare
    elif len(bare) < 3:
        found.setdefault("a number in a series", bare)


def _read_capitals(bare: str, found: Found, tokens: list[str]) -> None:
    if len(bare) > 4 and bare.endswith(NAMED_LIKE):
        found["a name like KubeCon or DevFest"] = bare
    elif bare.isupper():
        if len(bare) < 8 and _alone(tokens):
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
    if " - " not in title and " – " not in title:
        return False
    one, _, other = title.casefold().replace("–", "-").partition(" - ")
    return one in table().towns and other in table().towns

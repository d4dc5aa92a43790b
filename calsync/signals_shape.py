"""The signals of how a title is written: names, numbers, capitals, marks. Pure."""

from __future__ import annotations

import re

from calsync.lexicon import Found
from calsync.lexicon import table

HEADING_READ = 54
NAMED_LIKE = ("Con", "CON", "Conf", "CONF", "Day", "Days", "Fest", "Summit")
_WEEK_AND_DAY = re.compile(r"WK?[0-9]{1,2}D[0-9]")
_CODE_IN_BRACKETS = re.compile(r"[A-Z]{2,5}(?!20[0-3])[0-9]{3}\)")
_COURSE_CODE = re.compile(r"[A-Z]{3,5}(?!20[0-3])[0-9]{3,4}")
_PART_OF_SEVERAL = re.compile(
    r"\b(session|sessione|sesi[oó]n|s[eé]ance|sess[aã]o|le(?:sson|zione|ktion|cci[oó]n|[cç]on)|lição"
    r"|m[oó]dul[eo]?|unit|unidad|unità|einheit|level|lvl|n[ií]vel|nivel|niveau|livello|stufe)"
    r" [0-9]{1,2}\b",
    re.IGNORECASE,
)
_SO_MANY_OF = re.compile(r"(?<![0-9/])([0-9]{1,2}) ?(?:/|of|von|de|di|sur) ?([0-9]{1,2})(?![0-9/])")
_STAND = re.compile(
    r"\b(?:messestand|stand|booth|estande?) (?:no\.? |nr\.? )?#?[A-Z]{0,2}[0-9]+", re.IGNORECASE
)
_CHAT = re.compile(r"#\w+(?:chat|hour|talk)\b", re.IGNORECASE)
_VERSUS = re.compile(r" (?:v|vs)\.? ")
_HEADING = re.compile(
    r"(?!Join |Hi|Hello|Dear|Please |Agenda|Zoom|Microsoft|Google )[A-ZÀ-Þ][^.:!?/@]{2,50}"
)
MARKS = ".,:;!?()[]'\"’“”-–"  # around a word, not of it


def read_shape(title: str, found: Found) -> None:
    """How a title is written."""
    tokens = title.split()
    capital, number = "", False
    for at, token in enumerate(tokens):
        if token.islower():
            continue
        if token.isalpha() and token.istitle():
            capital = token if at else capital
            continue
        bare = token.strip(MARKS)
        number = number or bare[-1:].isdecimal()
        plain = bare.istitle() and bare.isalpha()
        if (plain or not _is_odd(bare, found, tokens)) and at and bare[:1].isupper():
            capital = bare
    if capital and len(tokens) < 7:
        found["a name"] = capital
    _read_marks(title, found)
    if number:
        _read_counted(title, found)
    if " (" in title or " from " in title or " @ " in title:
        _read_brackets(title, found)


def read_heading(description: str, title: str, found: Found) -> None:
    """Calendars of meetups give the group's name as the first line of the description."""
    heading = description[: description.find("\n", 0, HEADING_READ) + 1].strip()
    if not heading or not _HEADING.fullmatch(heading):
        return
    words = heading.split()
    capitals = sum(word[0].isupper() for word in words)
    if len(words) < 6 and 2 * capitals > len(words) and heading not in title:
        found["a group's name above the description"] = heading


def _read_brackets(title: str, found: Found) -> None:
    """Who somebody is stands in brackets or after a word: `Mick (scaffolder)`, `Jo from Acme`."""
    before, mark, after = title.partition(" (")
    if _CODE_IN_BRACKETS.match(after):
        found["a course's code"] = after.partition(")")[0]
    if not mark:
        before, mark, after = title.replace(" @ ", " from ").partition(" from ")
    name = "".join(before.split()[-1:])
    if not name.istitle() or not after[:1].isalpha() or (mark != " (" and after[0].islower()):
        return
    signals = table().title.words.get(name.casefold())
    if not signals or "first_name" in signals:
        found["somebody, and who that is"] = name


def _alone(tokens: list[str]) -> bool:
    """Is there but one word, or one and a year?"""
    return len(tokens) == 1 or (len(tokens) == 2 and tokens[1][-2:].isdecimal())


def _is_odd(bare: str, found: Found, tokens: list[str]) -> bool:
    """Is it a number or written in its own way? Its signals are shown then."""
    if bare.isdecimal():
        _read_number(bare, found)
    elif bare[:1] == "#" and bare[1:].isdecimal():
        found["a number after #"] = bare
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
        elif bare[-1].isdecimal():
            _read_code(bare, found)
    elif bare.isalpha():
        found["a made-up name"] = bare


def _read_counted(title: str, found: Found) -> None:
    """Which one of several: `taller, sesión 3`, `evening school 5/10`; or the number of a stand."""
    if part := _PART_OF_SEVERAL.search(title):
        found["which part of a course"] = part[0]
        if found.get("official") == part[1].casefold():
            del found["official"]
    elif (part := _SO_MANY_OF.search(title)) and int(part[1]) <= int(part[2]) < 31:
        found["which part of a course"] = part[0]
    if stand := _STAND.search(title):
        found["a stand's number"] = stand[0]


def _read_code(bare: str, found: Found) -> None:
    if _WEEK_AND_DAY.fullmatch(bare):
        found["a week and a day"] = bare
    elif _COURSE_CODE.fullmatch(bare):
        found["a course's code"] = bare


def _read_marks(title: str, found: Found) -> None:
    if title.islower():
        found["typed in small letters"] = ""
    elif title.isupper() and " " in title:
        found["all capitals"] = ""
    if "#" in title and (chat := _CHAT.search(title)):
        found["a chat's hashtag"] = chat[0]
    if "<>" in title or " / " in title or " x " in title:
        found["two people"] = ""
    if (" v" in title and _VERSUS.search(title)) or _two_towns(title):
        found["one against another"] = ""


def _two_towns(title: str) -> bool:
    """Do the clubs of two towns play each other?"""
    if " - " not in title and " – " not in title:
        return False
    one, _, other = title.casefold().replace("–", "-").partition(" - ")
    return one in table().towns and other in table().towns

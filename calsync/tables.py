"""Reading TOML tables key by key, where every problem is collected and none stops the rest. Pure.

A problem says where, what was found, and what is allowed there.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import Any
from typing import Generic
from typing import TypeVar

SECRET = re.compile(
    r"(.*_)?(password|passwd|passphrase|secret|(access|refresh|id)_token|(api|private)_?key)"
)

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of value: what is allowed in words, and a parser that raises ValueError."""

    allowed: str
    parse: Callable[[Any], T]
    secret: bool = False  # a wrong value is not shown


def _typed(value: object, wanted: type[T]) -> T:
    # True is an int for Python, not for whoever wrote it.
    if type(value) is not wanted:
        raise ValueError
    return value


def _text(value: object) -> str:
    text = _typed(value, str)
    if not text.isprintable():
        raise ValueError
    return text


def _filled(value: object) -> str:
    text = _text(value).strip()
    if not text:
        raise ValueError
    return text


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_filled(item) for item in _typed(value, list))


TEXT = Kind("a text on one line", _text)
FILLED = Kind("a text on one line that is not empty", _filled)
TEXTS = Kind('a list of texts, such as ["one", "two"]', _texts)
FLAG = Kind("true or false", lambda value: _typed(value, bool))


def whole(low: int, high: int) -> Kind[int]:
    """A whole number between two, both allowed."""

    def parse(value: object) -> int:
        number = _typed(value, int)
        if not low <= number <= high:
            raise ValueError
        return number

    return Kind(f"a whole number from {low} to {high}", parse)


def number(low: float, high: float) -> Kind[float]:
    """A number between two, both allowed."""

    def parse(value: object) -> float:
        found = float(value) if type(value) is int else _typed(value, float)
        if math.isnan(found) or not low <= found <= high:
            raise ValueError
        return found

    return Kind(f"a number from {low:g} to {high:g}", parse)


def one_of(choices: Mapping[str, T]) -> Kind[T]:
    """One of a few words, each of which stands for a value."""

    def parse(value: object) -> T:
        word = _typed(value, str)
        if word not in choices:
            raise ValueError
        return choices[word]

    return Kind("one of " + ", ".join(f'"{choice}"' for choice in choices), parse)


def member(words: type[E]) -> Kind[E]:
    """A member of a closed set of words."""
    return one_of({str(word): word for word in words})


def matching(allowed: str, pattern: str) -> Kind[str]:
    """A text of a certain form."""

    def parse(value: object) -> str:
        text = _typed(value, str)
        if not re.fullmatch(pattern, text):
            raise ValueError
        return text

    return Kind(allowed, parse)


@dataclass(slots=True)
class Table:
    """One table while it is read: takes keys, notes problems, and names what is left over."""

    values: Mapping[str, object]
    path: str
    problems: list[str]
    _asked: list[str] = field(default_factory=list)
    _inner: list[Table] = field(default_factory=list)

    def read(self, key: str, default: T, kind: Kind[T]) -> T:
        """The value of a key, the default where it is absent or wrong."""
        self._asked.append(key)
        if key not in self.values:
            return default
        value = self.values[key]
        try:
            return kind.parse(value)
        except ValueError:
            found = "a value that is kept secret" if kind.secret else _shown(value)
            self.problem(key, f"found {found}, must be {kind.allowed}")
            return default

    def require(self, key: str, default: T, kind: Kind[T]) -> T:
        """The value of a key that must be there; the default only keeps the reading going."""
        if key not in self.values:
            self.problem(key, f"missing, must be {kind.allowed}")
        return self.read(key, default, kind)

    def table(self, key: str) -> Table:
        """A table within this one, empty where it is absent or none."""
        self._asked.append(key)
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.problem(key, f"found {_shown(value)}, must be a table: [{self._name(key)}]")
            value = {}
        return self._open(value, self._name(key))

    def tables(self, key: str) -> list[Table]:
        """The tables of a list of them, empty where it is absent or none."""
        self._asked.append(key)
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            name = self._name(key)
            return [self._open(item, f"{name}[{index}]") for index, item in enumerate(value)]
        self.problem(key, f"found {_shown(value)}, must be tables, each [[{self._name(key)}]]")
        return []

    def problem(self, key: str, what: str) -> None:
        """Note that something is wrong with a key."""
        self.problems.append(f"{self._name(key)}: {what}")

    def ignore_rest(self) -> None:
        """Let the other keys be, whatever they are, unless they are secrets."""
        self._asked += [key for key in self.values if not SECRET.fullmatch(key.lower())]

    def close(self) -> None:
        """Note every key that nobody asked for, here and in the tables within."""
        for key in self.values:
            if key not in self._asked:
                self.problem(key, self._left_over(key))
        for table in self._inner:
            table.close()

    def _left_over(self, key: str) -> str:
        if SECRET.fullmatch(key.lower()):
            return "secrets never stand here; take it out, and name the file that holds it instead"
        import difflib  # only for what is wrong

        near = difflib.get_close_matches(key.lower(), self._asked, n=1)
        if near:
            return f"unknown key, did you mean {near[0]}?"
        return "unknown key, allowed: " + ", ".join(dict.fromkeys(self._asked))

    def _open(self, values: Mapping[str, object], path: str) -> Table:
        table = Table(values, path, self.problems)
        self._inner.append(table)
        return table

    def _name(self, key: str) -> str:
        shown = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)
        return f"{self.path}.{shown}" if self.path else shown


def _shown(value: object) -> str:
    found = json.dumps(value, ensure_ascii=False, default=str)
    return found if len(found) <= 60 else found[:59] + "…"


def quoted(text: str) -> str:
    """A text as a TOML file has it; only what may stand in a configuration is given."""
    return json.dumps(text, ensure_ascii=False)

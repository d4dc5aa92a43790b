"""Frozen values <-> JSON-ready dicts, wall time and zone kept. Pure."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Mapping
from dataclasses import MISSING
from dataclasses import fields
from dataclasses import is_dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from enum import Enum
from functools import cache
from typing import Any
from typing import NamedTuple
from typing import TypeVar
from typing import cast
from zoneinfo import ZoneInfo

from calsync.model import EMPTY

T = TypeVar("T")
Convert = Callable[[Any], Any]


class _Field(NamedTuple):
    name: str
    default: object
    dump: Convert
    load: Convert


def dump(value: object) -> dict[str, Any]:
    """A dataclass as a dict without its defaults, ready for JSON."""
    out: dict[str, Any] = {}
    for name, default, convert, _ in _plan(cast("Hashable", type(value))):
        item = getattr(value, name)
        if item is not default and item != default:
            out[name] = convert(item)
    return out


def load(kind: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass that `dump` made the dict of; keys unknown to it are ignored."""
    plan = _plan(cast("Hashable", kind))
    return kind(**{name: convert(data[name]) for name, _, _, convert in plan if name in data})


def parse(text: str) -> dict[str, Any]:
    """The dict in a JSON text."""
    value = json.loads(text)
    assert isinstance(value, dict)
    return value


def dump_time(value: date) -> str:
    """A day, a floating time, or a wall time with its zone in brackets (as in RFC 9557)."""
    if not isinstance(value, datetime):
        return value.isoformat()
    zone = value.tzinfo
    if zone is None or zone is UTC:
        return value.isoformat()
    key = getattr(zone, "key", None)
    fold = "~" if value.fold else ""
    return f"{value.isoformat()}[{key}]{fold}" if key else value.isoformat()


def load_time(text: str) -> date:
    """The time that `dump_time` wrote."""
    if len(text) == 10:
        return date.fromisoformat(text)
    moment, bracket, rest = text.partition("[")
    value = datetime.fromisoformat(moment)
    if bracket:
        name, _, fold = rest.partition("]")
        zone = _zone(name)  # unknown to this machine: the offset serves
        return value.replace(tzinfo=zone or value.tzinfo, fold=1 if fold else 0)
    if value.tzinfo is not None and value.utcoffset() == timedelta(0):
        return value.replace(tzinfo=UTC)
    return value


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None


def _same(value: Any) -> Any:
    return value


def _load_moment(text: str) -> datetime:
    value = load_time(text)
    assert isinstance(value, datetime)
    return value


def _optional(convert: Convert) -> Convert:
    return lambda item: None if item is None else convert(item)


_SCALARS: Mapping[type, tuple[Convert, Convert]] = {
    datetime: (dump_time, _load_moment),
    date: (dump_time, load_time),
    time: (time.isoformat, time.fromisoformat),
    str: (_same, _same),
    int: (_same, _same),
    float: (_same, float),
    bool: (_same, bool),
}


def _converters(hint: Any) -> tuple[Convert, Convert]:
    """How values of an annotated type are written and read."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        there, back = _converters(next(a for a in arguments if a is not types.NoneType))
        return _optional(there), _optional(back)
    if origin is tuple:
        there, back = _converters(arguments[0])
        return (
            lambda items: [there(item) for item in items],
            lambda items: tuple(back(item) for item in items),
        )
    if origin is not None and issubclass(origin, Mapping):
        return dict, lambda item: types.MappingProxyType(dict(item))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda item: item.value, hint
    assert is_dataclass(hint), hint
    return dump, lambda item: load(cast("type[object]", hint), item)


@cache
def _plan(kind: Any) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(kind)
    out = []
    for item in fields(kind):
        default = MISSING if item.default is MISSING else item.default
        if typing.get_origin(hints[item.name]) is Mapping:
            default = EMPTY
        out.append(_Field(item.name, default, *_converters(hints[item.name])))
    return tuple(out)

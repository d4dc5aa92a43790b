"""Speed and memory beside a peer, one table: `python -m benchmarks [NAME...]`."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator

import benchmarks
from benchmarks.measure import Row

HEAD = f"{'what':<46} {'calsync':>11} {'peer':>11} {'ratio':>8} {'aim':>7}  beside"


def main(names: list[str]) -> None:
    """Print a line for each measurement; every module here that offers `rows` is asked."""
    sys.stdout.write(f"{HEAD}\n{'-' * len(HEAD)}\n")
    for row in _rows(names):
        sys.stdout.write(f"{_line(row)}\n")
        sys.stdout.flush()
    sys.stdout.write("\nratio: how many times better than the peer; aim: the least wanted.\n")


def _rows(names: list[str]) -> Iterator[Row]:
    for name in sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__)):
        if name == "__main__" or (names and name not in names):
            continue
        rows = getattr(importlib.import_module(f"benchmarks.{name}"), "rows", None)
        if rows is not None and not inspect.signature(rows).parameters:
            yield from rows()


def _line(row: Row) -> str:
    short = "" if row.ratio >= row.aim else "  (short of it)"
    ours, theirs = (_amount(value, row.unit) for value in (row.calsync, row.peer))
    numbers = f"{ours:>11} {theirs:>11} {row.ratio:>8.2f} {row.aim:>7.2f}"
    return f"{row.what:<46} {numbers}  {row.beside}{short}"


def _amount(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:,.0f} {unit}"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


if __name__ == "__main__":
    main(sys.argv[1:])

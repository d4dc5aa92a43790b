"""How fast due dates are read, in long lines too, and how many of a labelled file are right.

    python -m benchmarks.due [LABELLED.jsonl]

A labelled file has JSON lines with `text`, `reference` (ISO 8601 with offset), `tz`, `date_order`,
`expected_date` (null: none), and where other days also count `accept` or `range_start`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from calsync import due
from calsync import due_joints
from calsync.model import DateOrder

AT = datetime(2026, 10, 8, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
LENGTHS = (1_000, 10_000, 100_000)
PIECES = ("send Ana the deck by Friday, ", "in two weeks from ", "5 of 5, ", "mon/tue - ")


def seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """The least processor time it takes."""
    spent = []
    for _ in range(times):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return min(spent)


def speed() -> None:
    """Print the time a phrase takes."""
    tables = (*due_joints.STAGES, due_joints.JOINED, due_joints.LATE, due_joints.ROLES)
    phrases = [rule.example for table in tables for rule in table]
    spent = seconds(lambda: [due.find(phrase, at=AT) for phrase in phrases], times=9)
    print(f"{spent / len(phrases) * 1e6:.0f} µs a phrase ({len(phrases)} phrases)")


def linearity() -> None:
    """Print the time long lines take, which must grow as they do."""
    for piece in PIECES:
        spent = []
        for length in LENGTHS:
            text = piece * (length // len(piece))
            spent.append(seconds(partial(due.find_all, text, at=AT)))
        pairs = zip(LENGTHS, spent, strict=True)
        each = ", ".join(f"{length:,}: {one:.3f} s" for length, one in pairs)
        print(f"{piece!r} {each}")


def judged(row: dict[str, Any], text: str) -> str:
    """Was it read exactly, acceptably, wrongly, or missed?"""
    at = datetime.fromisoformat(row["reference"]).astimezone(ZoneInfo(row.get("tz") or "UTC"))
    found = due.find(text, at=at, order=DateOrder(row.get("date_order") or "DMY"))
    day, wanted = found and found.date.isoformat(), row["expected_date"]
    if day == wanted:
        return "exact"
    if day is None:
        return "missed"
    within = wanted and row.get("range_start") and row["range_start"] <= day <= wanted
    return "accepted" if within or day in (row.get("accept") or ()) else "wrong"


def accuracy(path: Path) -> None:
    """Print how a labelled file is read, and what is wrong or missed."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    outcomes = [(judged(row, row["text"]), row) for row in rows]
    for outcome, row in outcomes:
        if outcome in {"wrong", "missed"}:
            print(f"{outcome}: {row['text']!r} is {row['expected_date']}")
    counts = Counter(outcome for outcome, _ in outcomes)
    for outcome, count in counts.most_common():
        print(f"{outcome} {count} ({100 * count / len(rows):.1f} %)")


def main() -> None:
    """Run everything."""
    speed()
    linearity()
    for name in sys.argv[1:]:
        accuracy(Path(name))


if __name__ == "__main__":
    main()

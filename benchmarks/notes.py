"""How long a note takes, whether hostile ones cost more than their length, and how right it is.

`python -m benchmarks.notes` measures time; `python -m benchmarks.notes LABELLED.jsonl` scores
labelled notes: JSON lines of `text`, `reference`, `tz`, `date_order` and `promises`, each of them
with `text_contains`, `person`, `person_accept`, `due`, `due_accept`, `mine` and `optional`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping
from datetime import UTC
from datetime import datetime
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from calsync import notes
from calsync.model import Clarity
from calsync.model import DateOrder
from calsync.model import Noted
from calsync.notes_grammar import fold

AT = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
NOTE = """Lunch with Priya, Trattoria Roma
she is leaving in the spring
I'll send her my notes on hiring by Thursday
the pasta was great, prices have gone up
talked about the new office
TODO: book flights
- [ ] ask Tom for the numbers
her kid starts school in September
they moved to a bigger place near the river
owe Casper a call back by Tuesday
nobody likes the new badge system
next one: 5 Nov
"""
HOSTILE = (
    "a",
    "a ",
    "I'll send Ana the deck and ",
    "promise: ",
    "[x] ",
    "~",
    '"',
    "((",
    "aa.bb-",
    "me = ",
    "[ ] a ",
    "A (b) ",
)


def main() -> None:
    """Prints the times, or the score of the labelled notes that are named."""
    if len(sys.argv) > 1:
        score(Path(sys.argv[1]))
        return
    print(f"a note of 12 lines        {seconds(lambda: read(NOTE), 200) * 1e6:8.0f} µs")
    for size in (250_000, 500_000, 1_000_000):
        spent = seconds(partial(read, NOTE * (size // len(NOTE))))
        print(f"notes of {size:9,} letters {spent * 1e3:8.1f} ms")
    for unit in HOSTILE:
        lines = ((unit * size)[:size] for size in (50_000, 100_000))
        times = [seconds(partial(read, line)) * 1e3 for line in lines]
        print(f"a line of {unit!r:<28} 50,000: {times[0]:6.1f} ms  100,000: {times[1]:6.1f} ms")


def read(note: str) -> tuple[Noted, ...]:
    """The promises of a note written at a fixed moment."""
    return notes.read(note, at=AT)


def seconds(function: Callable[[], object], runs: int = 3) -> float:
    """The processor time of a call, the mean of several."""
    function()
    began = process_time()
    for _ in range(runs):
        function()
    return (process_time() - began) / runs


def score(path: Path) -> None:
    """Prints precision, recall, F1, false alarms, and how many persons and days are right."""
    counts: Counter[str] = Counter()
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        at = datetime.fromisoformat(row["reference"]).astimezone(ZoneInfo(row["tz"]))
        found = notes.read(row["text"], at=at, order=DateOrder(row["date_order"]))
        sure = [one for one in found if not one.done and one.clarity is not Clarity.MAYBE]
        counts += _counted(row, sure)
    precision = counts["right"] / max(counts["right"] + counts["extra"], 1)
    recall = counts["right"] / max(counts["right"] + counts["missed"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print(f"false alarms in {counts['alarms']} of {counts['empty']} notes without a promise")
    print(f"persons {counts['persons']}, days {counts['days']} of {counts['right']} right")


def _counted(row: Mapping[str, Any], found: list[Noted]) -> Counter[str]:
    counts: Counter[str] = Counter()
    needed = [one for one in row["promises"] if not one["optional"]]
    for wanted in [*needed, *(one for one in row["promises"] if one["optional"])]:
        hit = next((one for one in found if _fits(wanted, one)), None)
        if hit:
            found.remove(hit)
        if wanted["optional"]:
            continue
        counts["right" if hit else "missed"] += 1
        counts["persons"] += hit is not None and _same_person(wanted, hit)
        counts["days"] += hit is not None and _same_day(wanted, hit)
    counts["extra"] += len(found)
    counts["empty"] += not needed
    counts["alarms"] += not needed and bool(found)
    return counts


def _fits(wanted: Mapping[str, Any], found: Noted) -> bool:
    held = all(fold(words) in fold(found.text) for words in wanted["text_contains"])
    return held and wanted["mine"] == found.mine


def _same_person(wanted: Mapping[str, Any], found: Noted) -> bool:
    have = set(fold(found.person).replace(".", "").split())
    for name in (wanted["person"], *wanted["person_accept"]):
        want = set(fold(name or "").replace(".", "").split())
        if want == have or (want and have and (want <= have or have <= want)):
            return True
    return False


def _same_day(wanted: Mapping[str, Any], found: Noted) -> bool:
    day = found.due.isoformat() if found.due else None
    return day in (wanted["due"], *wanted["due_accept"])


if __name__ == "__main__":
    main()

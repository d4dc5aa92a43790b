"""How right detection is on labelled events, and how long it takes.

python -m benchmarks.detection LABELLED.jsonl [...] [--errors N]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from benchmarks import labelled
from calsync.detection import detect
from calsync.lexicon import table

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled event, what it was taken for, and how surely."""

    row: labelled.Row
    guess: str
    score: float

    @property
    def networking(self) -> tuple[bool, bool]:
        """Is it networking, and was it taken for it?"""
        return self.row.label != "none", self.guess != "none"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the scores, the confusion, the worst errors and the time an event takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=40)
    arguments = parser.parse_args(argv)
    rows = labelled.rows(arguments.files)
    loading = time.process_time()
    table()
    loading = time.process_time() - loading
    unseen = microseconds(rows, rounds=1)
    judged = [judge(row) for row in rows]
    print_channels(judged)
    print_scores("all rows", judged)
    print_confusion(judged)
    print_groups("language", judged, lambda one: one.row.lang)
    print_groups("source", judged, lambda one: one.row.source)
    print_errors(judged, arguments.errors)
    again = microseconds(rows, rounds=ROUNDS)
    print(f"\n{unseen:.1f} µs an event never seen before, {again:.1f} µs seen again")
    print(f"{loading * 1e3:.0f} ms to read the tables, once")
    return 0


def judge(row: labelled.Row) -> Judged:
    """What detection says of one row."""
    verdict = detect(row.event, me=labelled.ME, zone=UTC)
    return Judged(row, str(verdict.channel or "none"), verdict.score)


def microseconds(rows: Sequence[labelled.Row], *, rounds: int) -> float:
    """The processor time one event takes, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        for row in rows:
            detect(row.event, me=labelled.ME, zone=UTC)
        best = min(best, time.process_time() - begun)
    return best / len(rows) * 1e6


def rates(right: int, invented: int, missed: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    precision = right / (right + invented) if right + invented else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def of_label(judged: Sequence[Judged], label: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one label."""
    pairs = [(one.row.label == label, one.guess == label) for one in judged]
    return rates(*(pairs.count(pair) for pair in ((True, True), (False, True), (True, False))))


def of_networking(judged: Sequence[Judged]) -> tuple[float, float, float]:
    """Precision, recall and F1 of networking or not."""
    pairs = [one.networking for one in judged]
    return rates(*(pairs.count(pair) for pair in ((True, True), (False, True), (True, False))))


def macro(judged: Sequence[Judged]) -> float:
    """The mean F1 of the labels that occur."""
    labels = [label for label in labelled.LABELS if any(one.row.label == label for one in judged)]
    return sum(of_label(judged, label)[2] for label in labels) / len(labels)


def print_scores(name: str, judged: Sequence[Judged]) -> None:
    """One line: how many, macro F1, networking or not."""
    precision, recall, both = of_networking(judged)
    print(
        f"{name}: {len(judged)}, macro F1 {macro(judged):.3f}, networking or not:"
        f" precision {precision:.3f} recall {recall:.3f} F1 {both:.3f}"
    )


def print_channels(judged: Sequence[Judged]) -> None:
    """A line for each label."""
    print(f"{'':12}{'prec':>7}{'rec':>7}{'F1':>7}{'n':>7}")
    for label in labelled.LABELS:
        count = sum(one.row.label == label for one in judged)
        precision, recall, both = of_label(judged, label)
        print(f"{label:12}{precision:7.3f}{recall:7.3f}{both:7.3f}{count:7d}")


def print_confusion(judged: Sequence[Judged]) -> None:
    """What each label was taken for."""
    counts = Counter((one.row.label, one.guess) for one in judged)
    print("\nis / taken for" + "".join(f"{label[:10]:>12}" for label in labelled.LABELS))
    for label in labelled.LABELS:
        numbers = "".join(f"{counts[label, guess]:12d}" for guess in labelled.LABELS)
        print(f"{label:14}{numbers}")


def print_groups(name: str, judged: Sequence[Judged], key: Callable[[Judged], str]) -> None:
    """A line for each group of rows."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[key(one)].append(one)
    print(f"\nby {name}: n, accuracy, macro F1, networking-or-not F1")
    for group, members in sorted(groups.items(), key=lambda item: -len(item[1])):
        right = sum(one.guess == one.row.label for one in members) / len(members)
        networking = of_networking(members)[2]
        print(f"{group:55}{len(members):6d} {right:.3f} {macro(members):.3f} {networking:.3f}")


def print_errors(judged: Sequence[Judged], shown: int) -> None:
    """The worst errors: invented ones first, the surest first."""
    wrong = [one for one in judged if one.guess != one.row.label]
    wrong.sort(key=lambda one: (one.networking[0] == one.networking[1], -one.score))
    print(f"\n{len(wrong)} errors")
    for one in wrong[:shown]:
        title = one.row.event.title[:80]
        print(f"{one.row.label:>10} -> {one.guess:10} {one.score:.2f} [{one.row.lang}] {title}")


if __name__ == "__main__":
    sys.exit(main())

"""Fit the weights of detection's signals, and say what they are worth where nothing was fitted.

    python -m benchmarks.fit_detection LABELLED.jsonl [...] [--write]

Needs numpy and scipy, which calsync itself does not. A multinomial logistic regression is drawn
towards the hand-written leans of `calsync/detection.toml`. Whole sources are left out in turn;
`--write` then fits on everything and writes `calsync/detection_weights.toml`.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from benchmarks import detection
from benchmarks import labelled
from calsync import signals
from calsync.lexicon import table

WEIGHTS = Path(__file__).parents[1] / "calsync" / "detection_weights.toml"
WORDY = ("ends", "starts", "link", "both")
CONTEXT = frozenset(
    name
    for name in table().leans
    if name not in table().words and name.partition(":")[0] not in WORDY
)
EXAMPLES = Path(__file__).with_name("everyday.txt")
PULL = 6.0  # how strongly a word's weight is drawn to its lean
CONTEXT_PULL = 6.0  # so many times stronger for what is not a word: it differs most by source
HEADER = """\
# Written by `python -m benchmarks.fit_detection ... --write`; do not edit, edit detection.toml.
# What each signal adds to: lunch, training, conference, community, social, none.
"""


@dataclass(frozen=True, slots=True)
class Data:
    """What the rows show, as matrices."""

    shown: Any  # rows x signals
    labels: Any
    worth: Any  # how much each row counts
    sources: list[str]


def main(argv: Sequence[str] | None = None) -> int:
    """Print what leaving each source out gives; write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pull", type=float, default=PULL)
    arguments = parser.parse_args(argv)
    try:
        np = importlib.import_module("numpy")
        importlib.import_module("scipy.optimize")
    except ImportError:
        print("fitting needs numpy and scipy: pip install numpy scipy", file=sys.stderr)
        return 2
    rows = labelled.rows(arguments.files) + labelled.everyday(EXAMPLES)
    names = list(table().leans)
    data = matrices(np, rows, names)
    prior = np.array([table().leans[name] for name in names])
    pull = pulls(np, names, arguments.pull)
    print("leans alone:")
    report(rows, predict(np, data, prior))
    print("\neach source left out in turn:")
    report(rows, left_out(np, data, prior, pull))
    if arguments.write:
        fitted = fit(np, data, prior, data.worth, pull)
        WEIGHTS.write_text(HEADER + as_toml(names, fitted, prior), encoding="utf-8")
        print(f"\nwritten: {WEIGHTS}")
    return 0


def matrices(np: Any, rows: list[labelled.Row], names: list[str]) -> Data:
    """Which signals each row shows; sources count by the square root of their rows."""
    place = {name: column for column, name in enumerate(names)}
    shown = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        found = list(signals.shown(row.event, me=labelled.ME, zone=UTC))
        for name in (*found, *signals.summed(found)[1]):
            shown[number, place[name]] = 1.0
    sizes = Counter(row.source for row in rows)
    worth = np.array([weight_of(row.source, sizes[row.source]) for row in rows])
    labels = np.array([labelled.LABELS.index(row.label) for row in rows])
    return Data(shown, labels, worth * len(rows) / worth.sum(), [row.source for row in rows])


def pulls(np: Any, names: list[str], pull: float) -> Any:
    """How strongly each signal's weights are drawn to their leans."""
    firm = [CONTEXT_PULL if name in CONTEXT else 1.0 for name in names]
    return pull * np.array(firm)[:, None]


def weight_of(source: str, size: int) -> float:
    """What one row of a source counts: everyday rows count for themselves."""
    return 1.0 if source in ("written", "everyday") else min(1.0, (60 / size) ** 0.5)


def fit(np: Any, data: Data, prior: Any, worth: Any, pull: Any) -> Any:
    """The weights most likely given the rows and the leans."""
    optimize = importlib.import_module("scipy.optimize")
    wanted = np.eye(len(labelled.LABELS))[data.labels]

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(prior.shape)
        odds = data.shown @ weights
        odds -= odds.max(axis=1, keepdims=True)
        likely = np.exp(odds)
        likely /= likely.sum(axis=1, keepdims=True)
        away = weights - prior
        cost = -(worth * np.log(likely[wanted > 0] + 1e-12)).sum() + (pull * away**2).sum() / 2
        return cost, (data.shown.T @ ((likely - wanted) * worth[:, None]) + pull * away).ravel()

    found = optimize.minimize(
        loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    return found.x.reshape(prior.shape)


def predict(np: Any, data: Data, weights: Any) -> list[str]:
    """The labels that weights give, by the rule that detection uses."""
    odds = data.shown @ weights
    odds -= odds.max(axis=1, keepdims=True)
    likely = np.exp(odds)
    likely /= likely.sum(axis=1, keepdims=True)
    best = likely[:, :-1].argmax(axis=1)
    networking = likely[:, -1] <= 0.5
    return [
        labelled.LABELS[one] if is_one else "none"
        for one, is_one in zip(best, networking, strict=True)
    ]


def left_out(np: Any, data: Data, prior: Any, pull: Any) -> list[str]:
    """What each row is taken for by weights that never saw its source."""
    guesses = [""] * len(data.sources)
    for source in sorted(set(data.sources)):
        held = np.array([one == source for one in data.sources])
        weights = fit(np, data, prior, data.worth * ~held, pull)
        for number, guess in enumerate(predict(np, data, weights)):
            if held[number]:
                guesses[number] = guess
    return guesses


def report(rows: list[labelled.Row], guesses: list[str]) -> None:
    """Print the scores of guesses, as a whole and by source."""
    judged = [detection.Judged(row, guess, 0.0) for row, guess in zip(rows, guesses, strict=True)]
    own = ("written", "everyday")
    real = [one for one in judged if one.row.source not in own]
    detection.print_scores("real rows", real)
    for source in own:
        detection.print_scores(source, [one for one in judged if one.row.source == source])
    detection.print_groups("source", judged, lambda one: one.row.source)


def as_toml(names: list[str], fitted: Any, prior: Any) -> str:
    """The weights, one signal a line; what stayed at its lean is left out."""
    lines = []
    for name, weights, lean in zip(names, fitted, prior, strict=True):
        if abs(weights - lean).max() >= 0.01:
            numbers = ", ".join(f"{weight:.2f}" for weight in weights)
            lines.append(f'"{name}" = [{numbers}]')
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

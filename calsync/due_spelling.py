"""Names of days and months with a slip of the finger in them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

NAMES = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "tomorrow",
    "yesterday",
    "january",
    "february",
    "august",
    "september",
    "october",
    "november",
    "december",
    "christmas",
    "thanksgiving",
    "halloween",
    "weekend",
)
OTHERS = frozenset({"sundry", "munday"})
BOUNDS = frozenset((name[0], name[-1]) for name in NAMES)
LENGTHS = range(5, 14)


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word) - 1))


SHORTENED = {short: name for name in NAMES for short in _shortened(name)}


def mended(word: str) -> str:
    """The name meant by a folded word: one letter too few, too many, wrong, or out of place.

    The first and the last letter must be right.
    """
    if len(word) not in LENGTHS or (word[0], word[-1]) not in BOUNDS or word in OTHERS:
        return word
    if word in SHORTENED:
        return SHORTENED[word]
    for short in _shortened(word):
        if short in NAMES:
            return short
        if short in SHORTENED:
            return SHORTENED[short]
    return word

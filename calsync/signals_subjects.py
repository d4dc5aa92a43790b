"""What a title names as the event, and what it only says it is about. Pure.

`Webinar: budget planning` is a webinar, `Instagram Live: a tour of the nursery` is live: words of
everyday life after the mark tell what it is about, or who somebody is, and not what it is.
"""

from __future__ import annotations

import re

from calsync.lexicon import Found
from calsync.lexicon import words_of

NAMING = frozenset(
    (
        "business_meal",
        "certification",
        "fair",
        "hackathon",
        "known_community",
        "known_conference",
        "live",
        "lunch_and_learn",
        "meetup",
        "seminar",
        "user_group",
        "webinar",
    )
)
MEALS = frozenset(("aperitif", "breakfast", "coffee", "dinner", "drinks", "food", "lunch"))
WHO = "somebody, and who that is"
ABOUT = frozenset(
    (
        "animals",
        "celebration",
        "chore",
        "entertainment",
        "health",
        "meeting",
        "meeting_word",
        "official",
        "product",
        "religion",
        "school",
        "sport",
        "stage",
        "subjects",
        "travel",
        "vehicle",
    )
)

_MARK = re.compile(r"[:|(]| [-–—/] ")


def leave_out_subjects(title: str, found: Found) -> None:
    """Take out the everyday words that follow the name of an event and a mark."""
    if ABOUT.isdisjoint(found):
        return
    naming = [found[name] for name in NAMING.intersection(found)]
    if WHO in found and not MEALS.isdisjoint(found):
        naming.append(found[WHO])
    if not naming:
        return
    mark = _MARK.search(title)
    if mark is None:
        return
    before = frozenset(words_of(title[: mark.start()]))
    if not any(_first(seen) in before for seen in naming):
        return
    for name in ABOUT.intersection(found):
        if _first(found[name]) not in before:
            del found[name]


def _first(seen: str) -> str:
    return seen.casefold().partition(" ")[0]

"""Is an event networking, of which channel, and why? Pure.

The user's own rules come first, then the user's hashtags, then the evidence: named signals whose
weights are summed for each of five channels and for none. The score is how likely the event is to
be networking at all, the channel is the likeliest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from functools import lru_cache
from math import exp
from math import log
from math import pow as power

from calsync import signals
from calsync.lexicon import ANY_EVENT
from calsync.lexicon import Found
from calsync.lexicon import Telling
from calsync.lexicon import words_of
from calsync.model import OWN_MARKS
from calsync.model import Attendee
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Me
from calsync.model import Rule
from calsync.model import Signal
from calsync.model import Source
from calsync.model import Verdict

CHANNELS = tuple(Channel)
NONE = len(CHANNELS)
BY_RULES = Source.RULES
UNSURE_SHARE = 0.7  # from this share of the threshold on a missed one is worth a question
EVIDENCE_SHOWN = 6

SPECIAL_KINDS = {
    "birthday": "a birthday",
    "workingLocation": "a working location",
    "outOfOffice": "out of office",
    "focusTime": "focus time",
}
HASHTAGS: dict[str, Channel | None] = {channel.value: channel for channel in Channel}
HASHTAGS["notnetworking"] = None
ANY_CHANNEL = "networking"
NOBODY_ELSE = "nobody else listed"
LACKS = (ANY_EVENT, NOBODY_ELSE, "no place", "no description", "no telling word", "no end")
CHANGES_SHOWN = 3
CONFIDENCE = 1.35  # so that clear cases come out at 0.94 or 0.08, not at 1.00 or 0.00
COMPANY = (
    NOBODY_ELSE,
    "guest from outside",
    "guests from outside",
    "guests from inside and outside",
    "colleagues only",
    "one colleague only",
)
RHYTHM = ("weekly series", "monthly series", "daily series", "yearly series")
RIVALS = {
    "guest from outside": COMPANY,
    "colleagues only": COMPANY,
    "place:restaurant": ("no place", "some other place"),
    "weekly series": RHYTHM,
}
ADDABLE = tuple(RIVALS)
NOBODY = Me()
OTHERS_READ = 500
LAST_RESORT = 0.1  # what a common word alone is worth
DESCRIPTION_READ = 600  # hashtags stand at the end, further on than what tells of the event
TITLE_WORDS = 12
REMEMBERED = 4096
PUNCTUATION = " .,:;!?-–—/|()[]\"'@#&+"

# It stands alone: in `menu/#lunch`, `C#lunch` and `&#lunch;` the sign is part of something else.
_HASHTAG = re.compile(r"""(?:(?<![^\s([{<>«“‘„"'*])(?<!=["'])|(?<=&nbsp;))#(\w+)""")


def detect(
    event: Event,
    *,
    me: Me,
    zone: tzinfo,
    rules: Sequence[Rule] = (),
    threshold: float = 0.5,
    own_words: bool = False,
) -> Verdict:
    """What an event is, and why; hashtags count only where the words are the user's own."""
    said = _said_so(event, me, rules) or (_by_hashtag(event, me, zone) if own_words else None)
    return said or judged(signals.shown(event, me=me, zone=zone), threshold)


def _said_so(event: Event, me: Me, rules: Sequence[Rule]) -> Verdict | None:
    """The verdict that stands before any evidence is looked at, where there is one."""
    if excluded := never(event, me):
        return Verdict(None, 0.0, evidence=(Signal(excluded, 0.0),))
    for rule in rules:
        if matches(rule, event):
            likely = float(rule.channel is not None)
            return Verdict(rule.channel, likely, Source.USER, rule=as_text(rule))
    return None


def _by_hashtag(event: Event, me: Me, zone: tzinfo) -> Verdict | None:
    """The verdict of the user's own hashtag, where there is one."""
    tag = _own_hashtag(event)
    if tag in HASHTAGS:
        return _tagged(tag, HASHTAGS[tag])
    if tag == ANY_CHANNEL:
        verdict = judged(signals.shown(_without_hashtags(event), me=me, zone=zone), 0.0)
        return _tagged(tag, verdict.channel)
    return None


def never(event: Event, me: Me) -> str:
    """Why an event is no opportunity whatever its words are; empty when it may be one."""
    if event.marks and not OWN_MARKS.isdisjoint(event.marks):
        return "made by calsync"
    if event.cancelled:
        return "cancelled"
    if event.kind in SPECIAL_KINDS:
        return SPECIAL_KINDS[event.kind]
    for guest in event.attendees:
        if guest.status == "declined" and me.is_me(guest.email):
            return "declined"
    return ""


def judged(found: Found, threshold: float) -> Verdict:
    """The verdict that signals add up to; for none, the runner-up is the likeliest channel."""
    score, best, second, behind, heavy = _summed(tuple(found))
    evidence = tuple(
        [
            Signal(f'"{seen}"' if quoted else shown.signal, shown.weight, seen)
            if (seen := found.get(name))
            else shown
            for _, shown, name, quoted in heavy
        ]
    )
    if score < threshold:
        doubtful = score >= threshold * UNSURE_SHARE
        return Verdict(None, score, BY_RULES, evidence, CHANNELS[best], score, doubtful)
    second_score = round(score * _odds(-behind), 4)
    return Verdict(CHANNELS[best], score, BY_RULES, evidence, CHANNELS[second], second_score)


@lru_cache(maxsize=REMEMBERED)
def _summed(names: tuple[str, ...]) -> tuple[float, int, int, float, tuple[Telling, ...]]:
    """What signals add up to, whatever words they saw.

    The score, the best channel and the next, by how much that weighs less, and the evidence.
    """
    (*weights, none), pairs = signals.summed(names)
    most, next_most, *_ = sorted(weights, reverse=True)
    best = weights.index(most)
    second = weights.index(next_most, best + 1 if next_most == most else 0)
    a, b, c, d, e = weights
    whole = exp(a - most) + exp(b - most) + exp(c - most) + exp(d - most) + exp(e - most)
    odds = _odds(most + log(whole) - none)
    score = odds / (1.0 + odds)
    heavy = signals.heaviest((*names, *pairs), best)[:EVIDENCE_SHOWN]
    return round(score, 4), best, second, most - next_most, tuple(heavy)


def _odds(weight: float) -> float:
    """The odds that evidence makes: even for none, and growing more slowly the more there is.

    Signals repeat each other, so the odds of a logistic model, which multiply, would be too bold.
    """
    grown = power(1.0 + abs(weight), CONFIDENCE)
    return grown if weight > 0 else 1.0 / grown


def _own_hashtag(event: Event) -> str:
    """The first hashtag of calsync's in title or description; empty where there is none."""
    text = f"{event.title[: signals.TITLE_READ]} {event.description[:DESCRIPTION_READ]}"
    tags = _HASHTAG.findall(text.casefold()) if "#" in text else []
    return next((tag for tag in tags if tag in HASHTAGS or tag == ANY_CHANNEL), "")


def _without_hashtags(event: Event) -> Event:
    """The event without its hashtags, which would count as words."""
    title = _HASHTAG.sub("", event.title[: signals.TITLE_READ])
    description = _HASHTAG.sub("", event.description[:DESCRIPTION_READ])
    return replace(event, title=title, description=description)


def _tagged(tag: str, channel: Channel | None) -> Verdict:
    seen = Signal(f"#{tag}", 0.0, f"#{tag}")
    return Verdict(channel, float(channel is not None), Source.HASHTAG, (seen,))


def what_would_change(
    event: Event, verdict: Verdict, *, me: Me, zone: tzinfo, threshold: float = 0.5
) -> tuple[str, ...]:
    """What would turn the verdict: signals that decide it, or that would if they were there."""
    if verdict.source is not Source.RULES or never(event, me):
        return ()
    found = signals.shown(event, me=me, zone=zone)
    lines = []
    for name in (*_heaviest(found, verdict), *_addable(found)):
        absent = name not in found
        other = _toggled(found, name, absent=absent)
        changed = judged(other, threshold)
        if changed.channel is not verdict.channel:
            word = "with" if absent else "without"
            said = f"{word} {_spoken(name, found)}: {changed.channel or 'none'} {changed.score:.2f}"
            lines.append(said)
    return tuple(lines[:CHANGES_SHOWN])


def _heaviest(found: Found, verdict: Verdict) -> list[str]:
    """The signals whose absence might turn the verdict, the heaviest first."""
    channel = CHANNELS.index(verdict.channel or verdict.runner_up or CHANNELS[0])
    names = [name for name in found if name not in LACKS]
    heavy = [name for _, _, name, _ in signals.heaviest(names, channel)]
    return [*heavy, *(name for name in names if name not in heavy)]


def _addable(found: Found) -> list[str]:
    """Signals whose absence is worth naming: who is there, where, how often."""
    return [name for name in ADDABLE if name not in found]


def _toggled(found: Found, name: str, *, absent: bool) -> Found:
    """The signals with one more, which its rivals make room for, or with one less."""
    without = {name} if not absent else set(RIVALS[name])
    kept = {signal: seen for signal, seen in found.items() if signal not in without}
    if absent:
        kept[name] = ""
    elif name in COMPANY:
        kept[NOBODY_ELSE] = ""
    return kept


def _spoken(name: str, found: Found) -> str:
    said = signals.readable(name, found.get(name, ""))
    return f"a {said}" if said.startswith(("guest ", "weekly ", "monthly ")) else said


def matches(rule: Rule, event: Event) -> bool:
    """Does every pattern the rule gives stand in the event? Any case; no pattern, no match."""
    pairs = [
        (rule.title, event.title),
        (rule.location, event.location),
        (rule.calendar, event.calendar),
        (rule.organizer, _who(event.organizer)),
    ]
    given = [(pattern.casefold(), text) for pattern, text in pairs if pattern]
    if not all(pattern in text.casefold() for pattern, text in given):
        return False
    if not rule.attendee:
        return bool(given)
    wanted = rule.attendee.casefold()
    return any(wanted in _who(guest).casefold() for guest in event.attendees)


def _who(guest: Attendee | None) -> str:
    return f"{guest.name} {guest.email}" if guest else ""


def as_text(rule: Rule) -> str:
    """A rule as people read it."""
    parts = [
        f'{field} has "{pattern}"'
        for field in ("title", "organizer", "attendee", "location", "calendar")
        if (pattern := getattr(rule, field))
    ]
    return f"{' and '.join(parts) or 'nothing'}: {rule.channel or 'none'}"


def suggest_rule(
    event: Event,
    channel: Channel | None,
    others: Sequence[tuple[Event, Channel | None]],
    *,
    me: Me = NOBODY,
    seen: Sequence[Event] = (),
) -> Rule | None:
    """The rule that a correction shares with others, where none speaks against it.

    `others` are the events whose channel the user has settled, `seen` all that are taken for
    opportunities: the rule that holds for most of the former and fewest of the latter wins.
    """
    same = [other for other, said in others[:OTHERS_READ] if said is channel]
    against = [other for other, said in others[:OTHERS_READ] if said is not channel]
    rest = [other for other in seen[:OTHERS_READ] if other not in same and other != event]
    best, most = None, (0.0, 0.0)
    for worth, rule in _candidates(event, channel, me):
        support = sum(matches(rule, other) for other in same)
        if not support or any(matches(rule, other) for other in against):
            continue
        strays = sum(matches(rule, other) for other in rest)
        telling = support * worth * log(2 + len(rest) / (1 + strays))
        if (float(worth > LAST_RESORT), telling) > most:
            best, most = rule, (float(worth > LAST_RESORT), telling)
    return best


def _candidates(event: Event, channel: Channel | None, me: Me) -> Iterator[tuple[float, Rule]]:
    """Rules an event suggests and what each is worth, the longest phrases first."""
    words = event.title[: signals.TITLE_READ].split()[:TITLE_WORDS]
    where = frozenset(words_of(event.location[: signals.LOCATION_READ]))
    for size in range(len(words), 0, -1):
        for at in range(len(words) - size + 1):
            phrase = " ".join(words[at : at + size]).strip(PUNCTUATION)
            if worth := _worth(phrase, where):
                yield worth, Rule(channel, title=phrase)
    if event.organizer and event.organizer.email and not me.is_me(event.organizer.email):
        yield 1.0, Rule(channel, organizer=event.organizer.email)
    for guest in event.attendees[: signals.GUESTS_READ]:
        if guest.email and not guest.room and not me.is_me(guest.email):
            yield 0.6, Rule(channel, attendee=guest.email)


def _worth(phrase: str, where: frozenset[str]) -> float:
    """How well a phrase could tell events apart: nothing for places, little for one common word."""
    words = [word for word in words_of(phrase) if len(word) > 1 and not word.isdecimal()]
    if not words or signals.is_filling(words[0]) or signals.is_filling(words[-1]):
        return 0.0
    kept = [word for word in words if word not in where and not signals.is_town(word)]
    telling = [word for word in kept if not signals.is_filling(word)]
    if not any(len(word) > 3 for word in telling) and len(telling) < 2:
        return 0.0
    common = all(signals.is_common(word) for word in telling)
    if len(telling) > 1:
        return 0.8 if common else 1.0
    return LAST_RESORT if common else 0.9

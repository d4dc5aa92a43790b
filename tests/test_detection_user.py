"""What the user's word changes of what an event is taken for: rules, hashtags, corrections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync import detection
from calsync.model import Attendee
from calsync.model import Channel
from calsync.model import Rule
from calsync.model import Source
from tests.detection_factory import ME
from tests.detection_factory import OUTSIDE
from tests.detection_factory import OWN
from tests.detection_factory import WEEKLY
from tests.detection_factory import at
from tests.detection_factory import detect
from tests.detection_factory import entry
from tests.detection_factory import together


def test_first_rule_wins_over_evidence_and_hashtags() -> None:
    """The user's first fitting rule decides, and is named."""
    rules = [
        Rule(Channel.SOCIAL, title="nothing like it"),
        Rule(None, title="BOARD games"),
        Rule(Channel.COMMUNITY, title="board"),
    ]

    verdict = detect(entry("Board games #community"), rules=rules, own_words=True)

    assert (verdict.channel, verdict.source, verdict.score) == (None, Source.USER, 0.0)
    assert verdict.rule == 'title has "BOARD games": none'


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        pytest.param(Rule(None, title="lunch WITH"), True, id="title"),
        pytest.param(Rule(None, location="roma"), True, id="location"),
        pytest.param(Rule(None, calendar="Priv"), True, id="calendar"),
        pytest.param(Rule(None, organizer="me@"), True, id="organizer"),
        pytest.param(Rule(None, attendee="diaz"), True, id="attendee's name"),
        pytest.param(Rule(None, attendee="@acme"), True, id="attendee's address"),
        pytest.param(Rule(None, title="lunch", attendee="@acme"), True, id="all of several"),
        pytest.param(Rule(None, title="lunch", attendee="@other"), False, id="one of several"),
        pytest.param(Rule(None, title="dinner"), False, id="other words"),
        pytest.param(Rule(None), False, id="no pattern"),
    ],
)
def test_rules_are_substrings_of_any_case(rule: Rule, fits: bool) -> None:  # noqa: FBT001
    """A rule fits where every pattern it gives is found, and one without patterns never."""
    event = entry("Lunch with Ana", location="Trattoria Roma", **together(OUTSIDE))

    assert detection.matches(rule, event) is fits


def test_a_rule_for_organizers_needs_one() -> None:
    """An event without an organiser fits no rule that names one."""
    assert not detection.matches(Rule(None, organizer="ana"), entry("Lunch"))


def test_rules_are_readable() -> None:
    """A rule reads as a sentence."""
    rule = Rule(Channel.LUNCH, title="lunch", attendee="@acme")

    assert detection.as_text(rule) == 'title has "lunch" and attendee has "@acme": lunch'
    assert detection.as_text(Rule(None)) == "nothing: none"


@pytest.mark.parametrize(
    ("tag", "channel"),
    [(f"#{channel}", channel) for channel in Channel]
    + [("#networking", Channel.LUNCH), ("#NotNetworking", None)],
)
def test_own_hashtags_decide(tag: str, channel: Channel | None) -> None:
    """A hashtag of the user's own is the verdict; #networking leaves the channel to the words."""
    event = entry("Eat with Ana", description=f"see you there {tag}", **at(12), **together(OUTSIDE))

    verdict = detect(event, own_words=True)

    assert (verdict.channel, verdict.source) == (channel, Source.HASHTAG)
    assert verdict.score == (0.0 if channel is None else 1.0)
    assert verdict.evidence[0].signal == tag.lower()


def test_networking_hashtag_lifts_what_was_none() -> None:
    """#networking takes the likeliest channel where the words alone would not do."""
    verdict = detect(entry("Lunch #networking", **WEEKLY), own_words=True)

    assert verdict.channel is Channel.LUNCH


@pytest.mark.parametrize("title", ["Zahnarzt #lunch", "Zahnarzt #2 #holiday"])
def test_hashtags_of_others_are_only_words(title: str) -> None:
    """Somebody else's hashtag, or one that is not calsync's, decides nothing."""
    own = "#lunch" not in title

    verdict = detect(entry(title), own_words=own)

    assert (verdict.channel, verdict.source) == (None, Source.RULES)


STANDING_ALONE = [
    pytest.param("#lunch", id="alone"),
    pytest.param("Zahnarzt (#lunch)", id="in brackets"),
    pytest.param("Zahnarzt “#lunch”", id="in quotes"),
    pytest.param("<p>Zahnarzt<br>#lunch</p>", id="after a tag"),
    pytest.param("Zahnarzt&nbsp;#lunch", id="after a space of HTML"),
    pytest.param("Zahnarzt\t#lunch, #social.", id="the first of two"),
]
PART_OF_SOMETHING = [
    pytest.param("https://venue.example/menu/#lunch", id="address"),
    pytest.param("https://venue.example/menu#lunch", id="page"),
    pytest.param("https://venue.example/?day=#lunch", id="query"),
    pytest.param('<a href="#lunch">menu</a>', id="link within a page"),
    pytest.param("C#lunch", id="word"),
    pytest.param("&#lunch;", id="character of HTML"),
    pytest.param("##lunch", id="heading"),
]


@pytest.mark.parametrize("words", STANDING_ALONE)
def test_a_hashtag_stands_alone(words: str) -> None:
    """A hashtag counts at the start, after white space and after opening punctuation."""
    by_description = detect(entry("Zahnarzt", description=words), own_words=True)
    by_title = detect(entry(words), own_words=True)

    assert by_description.channel is by_title.channel is Channel.LUNCH
    assert by_description.source is by_title.source is Source.HASHTAG


@pytest.mark.parametrize("words", PART_OF_SOMETHING)
def test_a_hashtag_is_no_part_of_something_else(words: str) -> None:
    """The same sign within an address, a word or a character's code is no hashtag."""
    verdict = detect(entry("Zahnarzt", description=words), own_words=True)

    assert verdict.source is Source.RULES


def test_learns_the_words_that_corrections_share() -> None:
    """After two corrections alike one rule is proposed, of the longest words they share."""
    others = [(entry("Board games night"), None), (entry("Python meetup"), Channel.COMMUNITY)]

    rule = detection.suggest_rule(entry("Board games @ Tom's"), None, others)

    assert rule == Rule(None, title="Board games")


def test_learns_the_organiser() -> None:
    """Where the words differ, the same organiser makes the rule; the user's own address never."""
    organizer = Attendee("news@acme.example")
    event = entry("Alpha", organizer=organizer)
    others = [(entry("Beta", organizer=organizer), Channel.TRAINING)]

    assert detection.suggest_rule(event, Channel.TRAINING, others, me=ME) == Rule(
        Channel.TRAINING, organizer="news@acme.example"
    )
    mine = [(entry("Beta", organizer=OWN), Channel.TRAINING)]
    assert detection.suggest_rule(replace(event, organizer=OWN), None, mine, me=ME) is None


def test_learns_the_people() -> None:
    """Where words and organiser differ, a guest they share makes the rule, a room never."""
    room = Attendee("room@acme.example", room=True)
    event = entry("Alpha", **together(room, OUTSIDE))
    others = [(entry("Beta", **together(room, OUTSIDE)), Channel.LUNCH)]

    rule = detection.suggest_rule(event, Channel.LUNCH, others, me=ME)

    assert rule == Rule(Channel.LUNCH, attendee="ana@acme.example")


@pytest.mark.parametrize(
    ("title", "other", "learned"),
    [
        pytest.param("Toastmasters Hamburg", "Toastmasters Altona", "Toastmasters", id="a name"),
        pytest.param("Zen circle Altona", "The Zen circle", "Zen circle", id="two words"),
        pytest.param("Yoga", "yoga class", "Yoga", id="a common word, where nothing else is"),
        pytest.param("Hamburg walk", "Museum Hamburg", "", id="a town"),
        pytest.param("walk in Ottensen", "Museum Ottensen", "", id="the place it is at"),
        pytest.param("the walk", "the museum", "", id="an article"),
    ],
)
def test_learns_words_that_tell_events_apart(title: str, other: str, learned: str) -> None:
    """Names and phrases make a rule, one common word only where nothing else is shared."""
    event = entry(title, location="Cafe, Ottensen")

    rule = detection.suggest_rule(event, None, [(entry(other), None)])

    assert rule == (Rule(None, title=learned) if learned else None)


def test_learns_the_organiser_before_a_common_word() -> None:
    """What is common to many of the user's events is no rule where there is a better one."""
    organizer = Attendee("news@acme.example")
    event = entry("Meetup: boats", organizer=organizer)
    others = [(entry("Meetup: cars", organizer=organizer), None), (entry("Meetup"), None)]

    rule = detection.suggest_rule(event, None, others, seen=[entry("Meetup: Python")])

    assert rule == Rule(None, organizer="news@acme.example")


def test_learns_the_words_that_others_do_not_have() -> None:
    """Of two phrases alike in support the one wins that fewer other opportunities share."""
    seen = [entry(f"Garden tour {number}") for number in range(9)]
    others = [(entry("Garden tour, Alpine club"), None)]

    rule = detection.suggest_rule(entry("Alpine club: Garden tour"), None, others, seen=seen)

    assert rule == Rule(None, title="Alpine club")


def test_learns_nothing_that_another_word_of_the_user_contradicts() -> None:
    """A rule that would undo another correction is not proposed."""
    others = [(entry("Board games night"), None), (entry("Board games fair"), Channel.CONFERENCE)]

    assert detection.suggest_rule(entry("Board games @ Tom's"), None, others) is None

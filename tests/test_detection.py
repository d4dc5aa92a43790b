"""What an event is taken for, why, and what the user's word changes."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from benchmarks import detection as benchmark
from benchmarks import labelled
from calsync import detection
from calsync import signals
from calsync.model import Attendee
from calsync.model import Channel
from calsync.model import Event
from calsync.model import Me
from calsync.model import Rule
from calsync.model import Source
from calsync.model import Verdict
from tests.conftest import ROOT
from tests.conftest import make_event

ME = Me(frozenset({"me@example.com"}), frozenset({"example.com"}))
CORPUS = Path(os.environ.get("CALSYNC_CORPUS", ROOT.parent / "shared" / "corpus"))
OWN = Attendee("me@example.com")
OUTSIDE = Attendee("ana@acme.example", "Ana Diaz")
INSIDE = Attendee("bob@example.com")


def detect(event: Event, **given: Any) -> Verdict:
    """The verdict of the usual user, in UTC."""
    return detection.detect(event, me=ME, zone=UTC, **given)


def entry(title: str, **changes: Any) -> Event:
    """An hour at ten with nobody listed, unless said otherwise."""
    usual = {"start": datetime(2026, 11, 24, 10, tzinfo=UTC)}
    return make_event(title=title, **{**usual, **changes})


def at(hour: int) -> dict[str, datetime]:
    """A start at some hour of an ordinary Tuesday."""
    return {"start": datetime(2026, 11, 24, hour, tzinfo=UTC)}


def together(*guests: Attendee) -> dict[str, Any]:
    """The user and some guests."""
    return {"attendees": (OWN, *guests), "organizer": OWN}


def days(count: int) -> dict[str, date]:
    """Some whole days from a Tuesday on."""
    start = date(2026, 11, 24)
    return {"start": start, "end": start + timedelta(days=count)}


FLOATING = at(12)["start"].replace(tzinfo=None)
WEEKLY = {"recurrence": ("RRULE:FREQ=WEEKLY",)}
MONTHLY = {"recurrence": ("RRULE:FREQ=MONTHLY",)}

NETWORKING = [
    ("lunch", entry("Lunch w/ Priya (Acme)", **at(12), **together(OUTSIDE))),
    ("lunch", entry("Mittagessen mit Jonas", location="Ratskeller", **at(12))),
    ("lunch", entry("comida con cliente", location="Casa Lucio", **at(14), **together(OUTSIDE))),
    ("lunch", entry("déjeuner avec Karim", **at(12), **together(OUTSIDE))),
    ("lunch", entry("almoço c/ Rafael", **at(12), **together(OUTSIDE))),
    ("lunch", entry("pranzo con Giulia", location="Trattoria", **at(13))),
    ("training", entry("Scrum master certification course")),
    ("training", entry("Datenschutzschulung", **together(INSIDE))),
    ("training", entry("curso de liderazgo", location="Aula 2")),
    ("training", entry("webinaire RGPD", location="en ligne")),
    ("training", entry("treinamento obrigatório LGPD")),
    ("training", entry("corso sicurezza", **together(INSIDE))),
    ("training", entry("lunch & learn: intro to dbt", **at(12), **together(INSIDE))),
    ("conference", entry("KubeCon day 2", location="RAI Amsterdam", **days(1))),
    ("conference", entry("Fachtagung Pflege", location="Stadthalle", **days(2))),
    ("conference", entry("Congreso AEDIPE", location="Palacio de Congresos", **days(2))),
    ("conference", entry("Salon de l'Agriculture", location="Porte de Versailles", **days(2))),
    ("conference", entry("Simpósio Brasileiro de Robótica", **days(3))),
    ("conference", entry("Convegno nazionale", location="Bologna", **days(2))),
    ("community", entry("Python meetup", **at(18), **MONTHLY)),
    ("community", entry("PHP-Stammtisch", location="Wirtshaus", **at(19), **MONTHLY)),
    ("community", entry("encuentro de emprendedores", **at(19))),
    ("community", entry("apéro Ruby", location="Le Patchwork", **at(18))),
    ("community", entry("encontro Ruby on Rio", **at(19))),
    ("community", entry("aperitivo startup", **at(18))),
    ("social", entry("LinkedIn Live: hiring", location="LinkedIn")),
    ("social", entry("Fragestunde live", location="YouTube", **at(18))),
    ("social", entry("directo con Pau", location="Instagram", **at(19))),
    ("social", entry("live coding Symfony", location="Twitch", **at(18))),
    ("social", entry("Reddit AMA")),
]

TRAPS = [
    entry("Conference call", **together(INSIDE, OUTSIDE)),
    entry("Parent-teacher conference", location="Room 12"),
    entry("press conference"),
    entry("Napoli - Roma", **at(20)),
    entry("van in workshop", **at(9)),
    entry("Dog training", **at(18), **WEEKLY),
    entry("weight training", **at(7), **WEEKLY),
    entry("training for marathon", **at(7)),
    entry("lunch break", **at(12), **WEEKLY),
    entry("Lunch with Mom", **at(13)),
    entry("Lunch", **at(12), **WEEKLY),
    entry("Team lunch", **at(12), **together(INSIDE, Attendee("eve@example.com"))),
    entry("community service"),
    entry("Train to Berlin"),
    entry("Zug nach Hamburg"),
    entry("book flights PyCon"),
    entry("CFP deadline Devoxx", **days(1)),
    entry("AMA dues (doctor's association)", **days(1)),
    entry("live deploy", **together(INSIDE)),
    entry("Arsenal v Spurs", location="TV", **at(19)),
    entry("gym", **at(18)),
    entry("Ella's birthday party", **days(1)),
    entry("standup", **together(INSIDE), **WEEKLY),
    entry("Elternabend", location="Grundschule", **at(19)),
    entry("comida en casa de los abuelos", **at(14)),
    entry("déjeuner chez maman", **at(12)),
    entry("almoço de família", **at(12)),
    entry("pranzo dalla nonna", **at(13)),
    entry("Zahnarzt"),
    entry("Catch up", location="Meet", **together(INSIDE)),
    entry("Public holiday", **days(1)),
]


@pytest.mark.parametrize(
    ("channel", "event"), [pytest.param(*row, id=row[1].title) for row in NETWORKING]
)
def test_networking_is_found(channel: str, event: Event) -> None:
    """What people type in six languages when they are about to meet others is recognised."""
    verdict = detect(event)

    assert verdict.channel == channel
    assert verdict.score >= 0.5


@pytest.mark.parametrize("event", [pytest.param(event, id=event.title) for event in TRAPS])
def test_traps_are_left_alone(event: Event) -> None:
    """Everyday life and office routine is none, whatever words it borrows."""
    verdict = detect(event)

    assert verdict.channel is None
    assert verdict.score < 0.5


def test_evidence_names_words_and_circumstances() -> None:
    """The evidence quotes the words, names what is no word, and gives the heaviest first."""
    event = entry("Lunch with Ana", location="Trattoria Roma", **at(12), **together(OUTSIDE))

    evidence = detect(event).evidence

    names = [signal.signal for signal in evidence]
    sizes = [abs(signal.weight) for signal in evidence]
    assert '"lunch with"' in names
    assert "a meal with a guest from outside" in names
    assert evidence[names.index('"lunch with"')].seen == "lunch with"
    assert sizes == sorted(sizes, reverse=True)


def test_rooms_and_strangers_who_invite_are_signals() -> None:
    """A room is no guest, and an organiser from outside is evidence of its own."""
    room = Attendee("room@example.com", "Room 5", room=True)
    event = entry("Python meetup", attendees=(OWN, room), organizer=OUTSIDE)

    found = signals.shown(event, me=ME, zone=UTC)

    assert found["a room is booked"] == "Room 5"
    assert found["invited from outside"] == "ana@acme.example"
    assert "nobody else listed" in found


def test_runner_up_is_the_next_channel() -> None:
    """A tagged event names the channel that came second, with a lower score."""
    verdict = detect(entry("Python conference and meetup", **days(2)))

    assert verdict.runner_up is not None
    assert verdict.runner_up is not verdict.channel
    assert verdict.runner_up_score < verdict.score


def test_none_names_the_likeliest_channel() -> None:
    """An event that is none says which channel it came nearest to, and how near."""
    verdict = detect(entry("Lunch", **at(12), **WEEKLY))

    assert (verdict.channel, verdict.runner_up) == (None, Channel.LUNCH)
    assert verdict.runner_up_score == verdict.score


def test_between_two_thresholds_it_is_unsure() -> None:
    """What nearly reached the threshold is worth a question, what did or is far off is not."""
    event = entry("Python meetup", **at(18))
    score = detect(event).score

    just_missed = detect(event, threshold=min(1.0, score + 0.01))
    far_off = detect(entry("Zahnarzt"))

    assert (just_missed.channel, just_missed.unsure) == (None, True)
    assert not detect(event).unsure
    assert not far_off.unsure


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("birthday", "a birthday"),
        ("workingLocation", "a working location"),
        ("outOfOffice", "out of office"),
        ("focusTime", "focus time"),
    ],
)
def test_special_kinds_are_never_networking(kind: str, why: str) -> None:
    """Google's special events are none, even where a rule of the user's would fit."""
    event = entry("Lunch with Ana", kind=kind)

    verdict = detect(event, rules=[Rule(Channel.LUNCH, title="lunch")])

    assert (verdict.channel, verdict.score) == (None, 0.0)
    assert [signal.signal for signal in verdict.evidence] == [why]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        pytest.param({"marks": {"promise": "p1"}}, "made by calsync", id="follow-up"),
        pytest.param({"marks": {"card": "1"}}, "made by calsync", id="card"),
        pytest.param({"cancelled": True}, "cancelled", id="cancelled"),
        pytest.param(together(OUTSIDE), "declined", id="declined"),
    ],
)
def test_what_can_be_no_opportunity(changes: dict[str, Any], why: str) -> None:
    """What calsync made, and what will not take place for the user, is none."""
    event = entry("Lunch with Ana", **changes)
    declined = replace(OWN, status="declined")
    guests = (declined, *event.attendees[1:]) if event.attendees else ()

    verdict = detect(replace(event, attendees=guests))

    assert verdict.channel is None
    assert [signal.signal for signal in verdict.evidence] == [why]


def test_a_guest_who_declined_changes_nothing() -> None:
    """Only the user's own answer takes an event away."""
    event = entry("Lunch with Ana", **at(12), **together(replace(OUTSIDE, status="declined")))

    assert detect(event).channel is Channel.LUNCH


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


def test_what_would_change_names_the_deciding_signal() -> None:
    """Each line names one signal and the verdict without it."""
    event = entry("Lunch", **at(12), **together(OUTSIDE))
    verdict = detect(event)

    lines = detection.what_would_change(event, verdict, me=ME, zone=UTC)

    assert verdict.channel is Channel.LUNCH
    assert any(line.startswith("without a guest from outside: none 0.") for line in lines)
    assert len(lines) <= 3


def test_what_would_change_names_what_is_missing() -> None:
    """Where nothing is tagged it says what would have turned it."""
    event = entry("Lunch", **at(12))

    lines = detection.what_would_change(event, detect(event), me=ME, zone=UTC)

    assert any(line.startswith("with a guest from outside: lunch 0.") for line in lines)


def test_nothing_would_change_the_users_word() -> None:
    """A verdict of the user's own, or of a special event, has no signals to lack."""
    ruled = entry("Lunch with Ana")
    special = entry("Lunch with Ana", cancelled=True)
    by_rule = detect(ruled, rules=[Rule(None, title="lunch")])

    assert detection.what_would_change(ruled, by_rule, me=ME, zone=UTC) == ()
    assert detection.what_would_change(special, detect(special), me=ME, zone=UTC) == ()


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


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"start": FLOATING, "end": FLOATING.replace(hour=0)}, id="floating"),
        pytest.param({"end": FLOATING}, id="mixed"),
        pytest.param({"start": date.min, "end": date.max}, id="all of time"),
        pytest.param({"location": " ", "url": "https://lu.ma/x", "title": ""}, id="blank"),
        pytest.param({"title": "1 # #3 2026 v 12345 () ÅÄÖ ß  WWWWWWWWW"}, id="odd title"),
        pytest.param({"attendees": (Attendee(""),) * 200, "organizer": Attendee("")}, id="crowd"),
        pytest.param({"recurrence": ("RRULE:FREQ=YEARLY", "RRULE:FREQ=DAILY")}, id="rhythms"),
    ],
)
def test_odd_events_are_judged_too(changes: dict[str, Any]) -> None:
    """Whatever a calendar holds, there is a verdict."""
    event = replace(entry("Meetup", location="x"), **changes)

    verdict = detect(event)

    assert 0.0 <= verdict.score <= 1.0


def test_the_last_day_of_time_is_judged_too() -> None:
    """A moment that the user's zone cannot hold is left out of the evidence."""
    event = entry("Meetup", start=datetime(9999, 12, 31, 22, tzinfo=UTC))

    verdict = detection.detect(event, me=ME, zone=timezone(timedelta(hours=14)))

    assert verdict.channel is Channel.COMMUNITY


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=200))
def test_any_text_is_judged(title: str, description: str, location: str) -> None:
    """No text raises, and the score is a probability with one meaning."""
    event = entry(title, description=description, location=location, url=location)

    verdict = detect(event, own_words=True)
    changes = detection.what_would_change(event, verdict, me=ME, zone=UTC)

    assert 0.0 <= verdict.score <= 1.0
    assert (verdict.channel is not None) == (verdict.score >= 0.5)
    assert len(changes) <= 3


def test_long_texts_take_no_longer() -> None:
    """A hundred thousand words take as long as a page."""
    begun = process_time()
    for _ in range(20):
        detect(entry("lunch with " * 50_000, description="training for " * 50_000))

    assert process_time() - begun < 1.0


def test_accents_and_spellings_do_not_matter() -> None:
    """A word is known with its accents, without them, in capitals, and with umlauts written out."""
    titles = ["Petit déjeuner avec Léa", "PETIT DEJEUNER AVEC LEA", "Fruehstueck mit Lea"]

    assert {detect(entry(title, **at(8))).channel for title in titles} == {Channel.LUNCH}


def test_the_benchmark_prints_what_it_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """The everyday examples are right nine times in ten."""
    rows = labelled.everyday(ROOT / "benchmarks" / "everyday.txt")

    judged = [benchmark.judge(row) for row in rows]
    benchmark.print_scores("everyday", judged)

    assert benchmark.of_networking(judged)[2] > 0.95
    assert benchmark.macro(judged) > 0.9
    assert capsys.readouterr().out.startswith("everyday: ")


@pytest.mark.skipif(not (CORPUS / "events-dev.jsonl").exists(), reason="no labelled events here")
def test_labelled_events() -> None:
    """Labelled events of other people's calendars are right as often as the notes say."""
    judged = [benchmark.judge(row) for row in labelled.rows([CORPUS / "events-dev.jsonl"])]

    written = [one for one in judged if one.row.source == "written"]
    assert benchmark.of_networking(judged)[2] > 0.95
    assert benchmark.macro(judged) > 0.9
    assert benchmark.of_networking(written)[0] > 0.97

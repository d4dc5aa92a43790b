"""What an event is taken for, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
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
from calsync.model import Rule
from tests.conftest import CORPUS
from tests.conftest import ROOT
from tests.detection_factory import INSIDE
from tests.detection_factory import ME
from tests.detection_factory import OUTSIDE
from tests.detection_factory import OWN
from tests.detection_factory import WEEKLY
from tests.detection_factory import at
from tests.detection_factory import days
from tests.detection_factory import detect
from tests.detection_factory import entry
from tests.detection_factory import together

FLOATING = at(12)["start"].replace(tzinfo=None)
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

"""Which event or promise the user means."""

from __future__ import annotations

import pytest

from calsync import acts
from calsync import choosing
from calsync.model import Event
from calsync.model import Promise
from calsync.model import event_key
from tests.household import Household
from tests.household import at


@pytest.fixture
def home() -> Household:
    """A user with some events."""
    home = Household()
    home.add("Lunch with Ana Diaz")
    home.add("Lunch with Ana")
    home.add("Ana on holiday")
    home.add("Meetup: Python", at=at("11-04 18:00"), recurrence=("RRULE:FREQ=WEEKLY",))
    home.sync()
    return home


def event(home: Household, words: str) -> Event:
    """The event that is meant."""
    with home.job("look") as job:
        return choosing.event(job, words).event


def promise(home: Household, words: str) -> Promise:
    """The promise that is meant."""
    with home.job("look") as job:
        return choosing.promise(job, words)


def key(found: Event) -> str:
    """Its full short id."""
    return event_key("home", found.calendar, found.uid, found.recurrence_id)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("diaz", "Lunch with Ana Diaz"),
        ("lunch  with ANA", "Lunch with Ana"),  # just that title
        ("ana lunch diaz", "Lunch with Ana Diaz"),
        ("holiday", "Ana on holiday"),
        ("lunch-with-ana@x", "Lunch with Ana"),
        ("python", "Meetup: Python"),
    ],
)
def test_words(home: Household, words: str, title: str) -> None:
    """Words of the title in any order, the whole title first, or the uid."""
    assert event(home, words).title == title


def test_opportunities_first(home: Household) -> None:
    """Where only one of those that fit is an opportunity, it is meant."""
    home.add("Diaz payroll")
    home.sync()

    assert event(home, "diaz").title == "Lunch with Ana Diaz"


def test_words_in_a_row(home: Household) -> None:
    """An event with these words in a row comes before one that only has them all."""
    home.add("Holiday on the coast")
    home.sync()

    assert event(home, "on  Holiday").title == "Ana on holiday"


@pytest.mark.parametrize("length", [3, 5, 8, 16])
def test_short_id(home: Household, length: int) -> None:
    """As lists show it, in any case."""
    wanted = event(home, "holiday")

    assert event(home, key(wanted)[:length].upper()) == wanted


def test_several_fit(home: Household) -> None:
    """The choices are listed with their ids, at most twelve, and cleaned."""
    for number in range(14):
        home.add(f"Lunch with \x1b[31mPerson\u202e {number}")
    home.sync()

    with pytest.raises(choosing.SeveralFitError) as caught:
        event(home, "lunch with")

    lines = str(caught.value).splitlines()
    assert lines[0] == "several events fit “lunch with”; say which by its id:"
    assert len(lines) == 14
    assert lines[-1] == "  and 4 more"
    assert not {"\x1b", "\u202e"} & set(str(caught.value))


def test_several_promises_fit(home: Household) -> None:
    """Each choice has its short id, its words and its person; an id is enough to tell them."""
    made = [home.promise("send Ana the deck by Fri"), home.promise("call Tom about the deck")]

    with pytest.raises(choosing.SeveralFitError) as caught:
        promise(home, "deck")

    lines = str(caught.value).splitlines()[1:]
    assert sorted(lines) == sorted(f"  {p.id[:8]}  {p.text} ({p.person})" for p in made)
    assert promise(home, made[1].id[:3]) == made[1]
    with pytest.raises(choosing.NoneFitsError):
        promise(home, made[1].id[:2])


def test_none_fits(home: Household) -> None:
    """What lists them is said."""
    with pytest.raises(choosing.NoneFitsError, match="no event fits “dentist”; `calsync opportun"):
        event(home, "den\x07tist")
    with pytest.raises(choosing.NoneFitsError, match="promises --all"):
        promise(home, "deck")


def test_series_over_its_exceptions(home: Household) -> None:
    """Words name the series; the id of an exception names that."""
    uid = event(home, "python").uid
    rid = "20261125T170000Z"
    home.add("Meetup: Python", at=at("11-26 18:00"), uid=uid, recurrence_id=rid)
    home.sync()

    assert event(home, "python").series
    assert event(home, event_key("home", "c", uid, rid)).recurrence_id == rid


def test_instance_by_its_id(home: Household) -> None:
    """A review lists instances of series: their ids are known too."""
    uid = event(home, "python").uid
    wanted = event_key("home", "c", uid, "20261118T170000Z")

    found = event(home, wanted[:8])

    assert (found.title, found.start) == ("Meetup: Python", at("11-18 18:00"))
    with pytest.raises(choosing.NoneFitsError):
        event(home, "0123456789abcdef")
    with pytest.raises(choosing.NoneFitsError):
        event(home, "zz")


def test_promise_by_words_person_and_id(home: Household) -> None:
    """Words of the promise, the person, or the id."""
    home.promise("send Eve the photos by Fri")
    home.promise("call Tom by Thu")
    photos, tom = promise(home, "PHOTOS"), promise(home, "tom")

    assert promise(home, "eve") == photos
    assert promise(home, tom.id[:6]) == tom
    with pytest.raises(choosing.SeveralFitError, match=r"\(Eve\)"):
        promise(home, "o")


def test_promise_by_words_in_any_order(home: Household) -> None:
    """Words of the promise and of the person; those in a row are meant first."""
    home.promise("send Ana the deck by Fri")
    home.promise("send Tom the price of the deck by Fri")

    with home.job("look") as job:
        assert choosing.promise(job, "deck  ANA").text == "send Ana the deck"
        assert choosing.promise(job, "the deck tom").person == "Tom"
        with pytest.raises(choosing.NoneFitsError):
            choosing.promise(job, " ")


def test_open_promise_first(home: Household) -> None:
    """A closed promise is meant only where no open one fits."""
    with home.job("promise") as job:
        first = acts.add(job, acts.understood(job, "send Eve the photos")[0], None)
        acts.drop(job, first)
    assert promise(home, "photos").id == first.id
    again = home.promise("send Eve the photos")

    assert promise(home, "photos").id == again.id

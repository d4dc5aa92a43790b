"""Opportunities are tagged in their own calendar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync import acts
from calsync.model import Attendee
from calsync.model import Channel
from calsync.model import Rule
from calsync.model import Source
from calsync.records import Mark
from calsync.records import TagRecord
from calsync.records import TagState
from tests.household import Household

ANA = Attendee("ana@other.example", "Ana Diaz")
ME = Attendee("me@example.com", "Me")


@pytest.fixture
def home() -> Household:
    """A user on a Monday evening."""
    return Household()


class TestTags:
    """Opportunities are tagged in their own calendar."""

    def test_tags_an_opportunity(self, home: Household) -> None:
        """A lunch with somebody from outside carries the tag afterwards, and nothing else."""
        lunch = home.lunch(note="")

        home.sync()

        after = home.now_is(lunch)
        assert after.marks["channel"] == "lunch"
        assert after.marks["by"] == "rules"
        assert replace(after, marks={}, etag="") == replace(lunch, marks={}, etag="")

    def test_leaves_the_rest(self, home: Household) -> None:
        """A conference call is no conference."""
        call = home.add("Conference call")

        home.sync()

        assert home.now_is(call) == call

    def test_evidence_is_kept_where_it_is_asked_for(self, home: Household) -> None:
        """What an event was taken for is explained, and why one is unsure; of the rest nothing."""
        home.lunch(note="")
        home.add("Coffee")
        home.add("Dentist")

        home.sync()

        found = {s.event.title: s.verdict for s in home.ledger.mirror.events()}
        unsure = {title for title, verdict in found.items() if verdict.unsure}
        assert unsure == {"Coffee"}
        assert {title for title, verdict in found.items() if verdict.evidence} == {
            *("Lunch with Ana Diaz", "Coffee"),
        }

    def test_evidence_is_kept_for_what_the_user_marked(self, home: Household) -> None:
        """An event that only the user takes for a lunch still says what calsync saw."""
        dentist = home.add("Dentist")
        home.sync()
        with home.job("mark") as job:
            (seen,) = home.ledger.mirror.events(id=dentist.id)
            acts.mark(job, seen.event, Channel.LUNCH, once=False)

        (seen,) = home.ledger.mirror.events(id=dentist.id)

        assert seen.verdict.channel is Channel.LUNCH
        assert seen.verdict.evidence

    def test_second_sync_plans_nothing(self, home: Household) -> None:
        """What was done is not done again."""
        home.lunch()
        home.sync()

        report = home.sync()

        assert (report.plan, report.turns, report.wrote) == ((), (), False)

    def test_dry_run_changes_nothing(self, home: Household) -> None:
        """The plan is printed; calendars stay as they are."""
        lunch = home.lunch()

        report = home.sync(dry_run=True)

        assert [item.operation for item in report.plan] == ["tag", "make-calendar", "create"]
        assert home.now_is(lunch) == lunch

    def test_vanished_tag_stays_away(self, home: Household) -> None:
        """A tag that the user took away is kept in the ledger only, and said once."""
        lunch = home.lunch(note="")
        home.sync()
        home.server.edit(lunch, marks={})

        first, second = home.sync(), home.sync()

        assert [event.title for event in first.vanished] == ["Lunch with Ana Diaz"]
        assert second.vanished == ()
        assert home.now_is(lunch).marks == {}

    def test_one_after_the_other_stay_away(self, home: Household) -> None:
        """Tags that the user takes away one by one are no re-export, however many it gets to be."""
        lunches = [home.add(f"Lunch with Person {number}") for number in range(5)]
        home.sync()

        for lunch in lunches:
            home.server.edit(lunch, marks={})
            home.sync()

        assert [dict(home.now_is(lunch).marks) for lunch in lunches] == [{}] * 5

    def test_re_export_gets_its_tags_back(self, home: Household) -> None:
        """When most tags of a calendar vanish together it was a re-export: they are written."""
        lunches = [home.add(f"Lunch with {name}") for name in ("Ana Diaz", "Tom Berg", "Eve Lind")]
        home.sync()
        for lunch in lunches:
            home.server.edit(lunch, marks={})

        home.sync()

        assert all(home.now_is(lunch).marks.get("channel") == "lunch" for lunch in lunches)

    @pytest.mark.parametrize(
        ("had", "lost", "back"),
        [(2, 2, False), (3, 3, True), (6, 3, False), (5, 3, True), (7, 3, False)],
    )
    def test_how_many_make_a_re_export(
        self,
        home: Household,
        had: int,
        lost: int,
        back: bool,  # noqa: FBT001 - a row of the table
    ) -> None:
        """Three at least, and more than half of those there were."""
        lunches = [home.add(f"Lunch with Person {number}") for number in range(had)]
        home.sync()
        for lunch in lunches[:lost]:
            home.server.edit(lunch, marks={})

        home.sync()

        assert {bool(home.now_is(lunch).marks) for lunch in lunches[:lost]} == {back}

    @pytest.mark.parametrize(
        ("title", "channel"), [("Lunch with Ana Diaz", None), ("Call", Channel.LUNCH)]
    )
    def test_users_word_outlives_the_ledger(
        self, home: Household, title: str, channel: Channel | None
    ) -> None:
        """A new ledger reads the user's mark from the tag, and his word is still over the rules."""
        event = home.add(title)
        home.sync()
        with home.job("mark") as job:
            (seen,) = job.ledger.mirror.events()
            said = acts.mark(job, seen.event, channel, once=False)
        home.sync()
        tagged = home.now_is(event)
        home.lose_ledger()

        report = home.sync()

        assert (report.plan, home.now_is(event)) == ((), tagged)
        assert [(mark.uid, mark.channel) for mark in home.ledger.all(Mark)] == [(said.uid, channel)]
        (again,) = home.ledger.mirror.events()
        assert (again.verdict.channel, again.verdict.source) == (channel, Source.USER)

    def test_new_rules_count_for_what_is_known(self, home: Household) -> None:
        """A rule of the user's own is applied to events read long ago, and taken back with it."""
        event = home.add("Chess evening")
        home.sync()
        before = home.config
        home.config = replace(before, rules=(Rule(Channel.COMMUNITY, title="chess"),))
        home.sync()
        tagged = home.now_is(event).marks["channel"]
        home.config = before

        home.sync()

        assert (tagged, dict(home.now_is(event).marks)) == ("community", {})

    def test_rules_tag_is_no_word_of_the_user(self, home: Household) -> None:
        """A tag that rules wrote makes no mark in a new ledger."""
        home.lunch(note="")
        home.sync()
        home.lose_ledger()

        home.sync()

        assert home.ledger.all(Mark) == ()

    def test_copy_is_judged_anew(self, home: Household) -> None:
        """A copy carries another event's tag: it gets its own."""
        lunch = home.lunch(note="")
        home.sync()
        copy = home.server.add(replace(home.now_is(lunch), id="copy", uid="copy@x"))

        home.sync()

        assert home.now_is(copy).marks["event"] == "copy@x"

    def test_read_only_event_stays_local(self, home: Household) -> None:
        """What calsync may not write it remembers, and does not try again."""
        home.lunch(note="", writable=False)

        first, second = home.sync(), home.sync()

        (record,) = home.ledger.all(TagRecord)
        assert record.state is TagState.LOCAL
        assert (first.kept_local, second.kept_local) == (1, 0)

    def test_tag_goes_with_its_reason(self, home: Household) -> None:
        """An event that is no opportunity any more loses its tag."""
        lunch = home.lunch(note="")
        home.sync()
        home.server.edit(lunch, title="Dentist")

        home.sync()

        assert home.now_is(lunch).marks == {}

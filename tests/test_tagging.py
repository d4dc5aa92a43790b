"""What becomes of a tag: the user's word first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calsync import tagging
from calsync.model import NOTHING
from calsync.model import Channel
from calsync.model import Source
from calsync.model import Tag
from calsync.model import Verdict
from calsync.records import Mark
from calsync.records import TagRecord
from calsync.records import TagState
from tests.conftest import make_event
from tests.household import MONDAY

UID = "lunch@example.com"
WHERE = ("home", "private", UID, "")
LUNCH = Verdict(Channel.LUNCH, 0.94)
TAGGED = {"channel": "lunch", "score": "0.94", "by": "rules", "event": UID}
OF_USER = {**TAGGED, "by": "user"}


def record(state: TagState, **changes: object) -> TagRecord:
    """What the ledger knows of the tag."""
    return replace(TagRecord(*WHERE, state, Channel.LUNCH, Source.RULES), **changes)  # type: ignore[arg-type] # any field


TAGS = [
    ("whole", TAGGED, Tag(Channel.LUNCH, 0.94, Source.RULES, UID)),
    ("none by the user", {"by": "user", "event": UID}, Tag(None, 0, Source.USER, UID)),
    ("channel none", {**OF_USER, "channel": "none"}, Tag(None, 0.94, Source.USER, UID)),
    ("a copy's", {**TAGGED, "event": "another"}, None),
    ("no owner", {"channel": "lunch", "by": "rules"}, None),
    ("by nobody", {"channel": "lunch", "event": UID}, None),
    ("by a stranger", {**TAGGED, "by": "me"}, None),
    ("none by rules", {"by": "rules", "event": UID}, None),
    ("unknown channel", {**TAGGED, "channel": "party"}, None),
    ("no score", {**TAGGED, "score": "high"}, None),
]


@pytest.mark.parametrize(("marks", "tag"), [row[1:] for row in TAGS], ids=[row[0] for row in TAGS])
def test_tag_on(marks: dict[str, str], tag: Tag | None) -> None:
    """The tag that an event carries, if it is its own and makes sense."""
    assert tagging.tag_on(make_event(marks=marks)) == tag


def test_tag_of_a_series_instance() -> None:
    """Where the account has its own id for the series, the tag names that."""
    event = make_event(anchor="series1", marks={**TAGGED, "event": "series1"})

    assert tagging.tag_on(event) is not None


def test_users_word_is_over_all() -> None:
    """A mark makes the verdict the user's."""
    verdict = tagging.judged(replace(LUNCH, unsure=True), Mark(*WHERE, None, MONDAY))

    assert (verdict.channel, verdict.source, verdict.unsure) == (None, Source.USER, False)
    assert tagging.judged(LUNCH, None) == LUNCH


BY_RULE = Verdict(Channel.SOCIAL, 1.0, Source.USER, rule='title has "chat": social')


@pytest.mark.parametrize(
    ("verdict", "channel", "next_best"),
    [
        pytest.param(LUNCH, None, Channel.LUNCH, id="corrected"),
        pytest.param(
            replace(LUNCH, runner_up=Channel.SOCIAL), Channel.LUNCH, Channel.SOCIAL, id="agreed"
        ),
        pytest.param(replace(NOTHING, runner_up=Channel.LUNCH), Channel.LUNCH, None, id="found"),
        pytest.param(BY_RULE, None, Channel.SOCIAL, id="over-a-rule"),
    ],
)
def test_what_it_was_is_next_best(
    verdict: Verdict, channel: Channel | None, next_best: Channel | None
) -> None:
    """A mark says what the event was taken for without it, and stands on its own."""
    said = tagging.judged(verdict, Mark(*WHERE, channel, MONDAY))
    tag = tagging.wanted_tag(make_event(), said)

    assert (said.channel, said.runner_up, said.rule) == (channel, next_best, "")
    assert tag is not None
    assert (tag.channel, tag.by) == (channel, Source.USER)


WANTED = [
    ("rules", LUNCH, Source.RULES),
    ("user", replace(LUNCH, source=Source.USER), Source.USER),
    ("user's none", Verdict(None, 1, Source.USER), Source.USER),
    ("user's rule", replace(LUNCH, source=Source.USER, rule="title: x"), Source.RULES),
    ("hashtag", replace(LUNCH, source=Source.HASHTAG), Source.USER),
    ("hashtag's none", Verdict(None, 1, Source.HASHTAG), None),
    ("nothing", NOTHING, None),
]


@pytest.mark.parametrize(("verdict", "by"), [r[1:] for r in WANTED], ids=[r[0] for r in WANTED])
def test_wanted(verdict: Verdict, by: Source | None) -> None:
    """None is written only where the user said so."""
    tag = tagging.wanted_tag(make_event(), verdict)

    assert (tag.by if tag else None) == by


# name, marks, writable, verdict, record, writes, the record's state afterwards
STEPS = [
    ("new", {}, True, LUNCH, None, True, None),
    ("there", TAGGED, True, LUNCH, None, False, TagState.WRITTEN),
    ("other score", {**TAGGED, "score": "0.5"}, True, LUNCH, None, False, TagState.WRITTEN),
    ("other channel", {**TAGGED, "channel": "social"}, True, LUNCH, None, True, None),
    ("user's stays", OF_USER, True, LUNCH, None, False, TagState.WRITTEN),
    ("read-only", {}, False, LUNCH, None, False, TagState.LOCAL),
    ("vanished", {}, True, LUNCH, record(TagState.WRITTEN), False, TagState.VANISHED),
    ("stays away", {}, True, LUNCH, record(TagState.VANISHED), False, TagState.VANISHED),
    ("undone", {}, True, LUNCH, record(TagState.HELD), False, TagState.HELD),
    ("refused", {}, True, LUNCH, record(TagState.LOCAL, etag="1"), False, TagState.LOCAL),
    ("changed since", {}, True, LUNCH, record(TagState.LOCAL, etag="0"), True, TagState.LOCAL),
    ("reason gone", TAGGED, True, NOTHING, None, True, None),
    ("nothing there", {}, True, NOTHING, None, False, None),
    ("gone, read-only", TAGGED, False, NOTHING, None, False, None),
    ("gone, put back", TAGGED, True, NOTHING, record(TagState.HELD), False, TagState.HELD),
    (
        "gone, refused",
        TAGGED,
        True,
        NOTHING,
        record(TagState.LOCAL, etag="1"),
        False,
        TagState.LOCAL,
    ),
    (
        "gone, no ETag known",
        TAGGED,
        True,
        NOTHING,
        record(TagState.WRITTEN, etag="1"),
        True,
        TagState.WRITTEN,
    ),
    ("gone, tried again", TAGGED, True, NOTHING, record(TagState.LOCAL), True, TagState.LOCAL),
]


@pytest.mark.parametrize(
    ("marks", "writable", "verdict", "known", "writes", "state"),
    [row[1:] for row in STEPS],
    ids=[row[0] for row in STEPS],
)
def test_step(
    marks: dict[str, str],
    writable: bool,  # noqa: FBT001 - a row of the table
    verdict: Verdict,
    known: TagRecord | None,
    writes: bool,  # noqa: FBT001 - likewise
    state: TagState | None,
) -> None:
    """Whether a tag is written or taken away, and what is remembered without."""
    step = tagging.tag_step(make_event(marks=marks, writable=writable), verdict, known)

    assert step.write is writes
    assert (step.record.state if step.record else None) == state
    assert step.tag is None or verdict is LUNCH


def test_re_export_is_written_again() -> None:
    """Where most of a calendar's tags vanished together they were not taken away by the user."""
    step = tagging.tag_step(make_event(), LUNCH, record(TagState.WRITTEN), restore=True)

    assert step.write


def test_records() -> None:
    """What is remembered of a tag that was written, taken away, or kept from the calendar."""
    tag = Tag(Channel.LUNCH, 0.94, Source.RULES, UID)

    assert tagging.tag_written(make_event(), tag) == record(TagState.WRITTEN)
    assert tagging.tag_written(make_event(), None) is None
    assert tagging.tag_kept(make_event(), tag, why="no") == record(
        TagState.LOCAL, why="no", etag="1"
    )

"""What to do about the tag of one event: the user's word first, rules second. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace

from calsync.model import Channel
from calsync.model import Event
from calsync.model import Source
from calsync.model import Tag
from calsync.model import Verdict
from calsync.records import Mark
from calsync.records import TagRecord
from calsync.records import TagState


@dataclass(frozen=True, slots=True)
class TagStep:
    """What to do about one event's tag: write `tag` (None takes it away), remember `record`."""

    write: bool
    tag: Tag | None
    record: TagRecord | None


def tag_on(event: Event) -> Tag | None:
    """The tag an event carries; a copy that carries another event's tag carries none."""
    marks = event.marks
    if marks.get("event", "") not in {event.anchor or event.uid, event.uid}:
        return None
    if marks.get("by") not in set(Source) or not ("channel" in marks or marks["by"] == Source.USER):
        return None
    try:
        channel = Channel(marks["channel"]) if marks.get("channel") not in {None, "none"} else None
        score = float(marks.get("score", "0"))
    except ValueError:
        return None
    return Tag(channel=channel, score=score, by=Source(marks["by"]), event=marks["event"])


def said_elsewhere(event: Event, record: TagRecord | None) -> Tag | None:
    """The tag that another calsync has written since, where one of the two is the user's word."""
    current = tag_on(event)
    if current is None or record is None or record.state is not TagState.WRITTEN:
        return None
    same = current.channel is record.channel and current.by is record.by
    return None if same or Source.USER not in {current.by, record.by} else current


def judged(verdict: Verdict, mark: Mark | None) -> Verdict:
    """The verdict with the user's own word over it, even over a rule; what it was is next best."""
    if mark is None:
        return verdict
    best, score = verdict.channel, verdict.score
    if best in {None, mark.channel}:
        best, score = verdict.runner_up, verdict.runner_up_score
    if best is mark.channel:
        best, score = None, 0.0
    return replace(
        verdict,
        channel=mark.channel,
        score=1.0,
        source=Source.USER,
        runner_up=best,
        runner_up_score=score,
        unsure=False,
        rule="",
    )


def wanted_tag(event: Event, verdict: Verdict) -> Tag | None:
    """The tag an event should carry: for `none` only where the user said so."""
    by = Source.RULES if verdict.source is Source.RULES or verdict.rule else Source.USER
    if verdict.channel is None and (by is Source.RULES or verdict.source is Source.HASHTAG):
        return None
    return Tag(verdict.channel, round(verdict.score, 2), by, event.anchor or event.uid)


def tag_step(
    event: Event, verdict: Verdict, record: TagRecord | None, *, restore: bool = False
) -> TagStep:
    """What to do about an event's tag; `restore`: most of the calendar's tags vanished at once."""
    wanted, current = wanted_tag(event, verdict), tag_on(event)
    if wanted is None:
        stays = not event.writable or _stays(event, record)
        return TagStep(write=current is not None and not stays, tag=None, record=record)
    if current is not None and _serves(current, wanted):
        return TagStep(write=False, tag=current, record=_record(event, current, TagState.WRITTEN))
    kept = _kept(event, wanted, record, vanished=current is None and not restore)
    if kept is not None:
        return TagStep(write=False, tag=None, record=kept)
    return TagStep(write=True, tag=wanted, record=record)


def _stays(event: Event, record: TagRecord | None) -> bool:
    """Does a tag that lost its reason stay: put back by `undo`, or not calsync's to take away?"""
    if record is None:
        return False
    refused = record.state is TagState.LOCAL and record.etag == event.etag
    return refused or record.state is TagState.HELD


def _kept(
    event: Event, wanted: Tag, record: TagRecord | None, *, vanished: bool
) -> TagRecord | None:
    """Why a wanted tag stays in the ledger alone, or None where it may be written."""
    if record is not None:
        if record.state in {TagState.VANISHED, TagState.HELD}:
            return record
        if record.state is TagState.WRITTEN and vanished:
            return _record(event, wanted, TagState.VANISHED)
        if record.state is TagState.LOCAL and record.etag == event.etag:
            return replace(record, channel=wanted.channel)
    return None if event.writable else _record(event, wanted, TagState.LOCAL)


def _serves(current: Tag, wanted: Tag) -> bool:
    """A changed score alone is not worth a write; the user's word over a rule's is."""
    return current.channel is wanted.channel and (
        current.by is wanted.by or current.by is Source.USER
    )


def _record(event: Event, tag: Tag, state: TagState) -> TagRecord:
    return TagRecord(
        account=event.account,
        calendar=event.calendar,
        uid=event.uid,
        recurrence_id=event.recurrence_id,
        state=state,
        channel=tag.channel,
        by=tag.by,
        etag=event.etag if state is TagState.LOCAL else "",
    )


def tag_written(event: Event, tag: Tag | None) -> TagRecord | None:
    """The record of a tag that was written."""
    return _record(event, tag, TagState.WRITTEN) if tag else None


def tag_kept(event: Event, tag: Tag, *, why: str, state: TagState = TagState.LOCAL) -> TagRecord:
    """The record of a tag that stays in the ledger."""
    return replace(_record(event, tag, state), why=why, etag=event.etag)

"""Classify: judge the events in the mirror, and plan the tags that say so."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from calsync import __version__
from calsync import tagging
from calsync.calendars.protocol import PutTag
from calsync.job import Job
from calsync.job import Planned
from calsync.job import owned
from calsync.journal import Step
from calsync.model import NOTHING
from calsync.model import Calendar
from calsync.model import Event
from calsync.model import Source
from calsync.model import Where
from calsync.model import short_hash
from calsync.records import Mark
from calsync.records import Seen
from calsync.records import TagRecord
from calsync.records import TagState

SOME = 3  # so many tags gone at once, and most of the calendar's: a re-export, not the user


class Judge:
    """Judges events of one calendar, the user's marks over all."""

    def __init__(self, job: Job, calendar: Calendar) -> None:
        self._job = job
        self._calendar = calendar
        marks = job.ledger.all(Mark, account=calendar.account, calendar=calendar.id)
        self._marks = {(mark.uid, mark.recurrence_id): mark for mark in marks}

    def __call__(self, event: Event) -> Seen:
        """The event with its verdict, and the evidence where there is something to say."""
        seen = self.explained(event)
        if seen.verdict.channel is None and not seen.verdict.unsure:
            # Nine events of ten: what spoke against them is found again when somebody asks.
            return Seen(event, replace(seen.verdict, evidence=()))
        return seen

    def explained(self, event: Event) -> Seen:
        """The event with its verdict and all the evidence."""
        from calsync import detection  # a sync that finds nothing new has no use for its tables

        config = self._job.config
        if self._calendar.made_by_calsync:
            return Seen(event, NOTHING)  # calsync does not feed on itself (rule 12)
        verdict = detection.detect(
            event,
            me=config.me,
            zone=self._job.zone,
            rules=config.rules,
            threshold=config.detection.threshold,
            own_words=owned(event, self._calendar, config.me),
        )
        return Seen(event, tagging.judged(verdict, self.mark(event)))

    def mark(self, event: Event) -> Mark | None:
        """The user's word on this instance, else on its series, else on its tag."""
        mine = self._marks.get((event.uid, event.recurrence_id))
        return mine or self._marks.get((event.uid, "")) or _tagged_by_user(self._job, event)


def _tagged_by_user(job: Job, event: Event) -> Mark | None:
    """The mark that a tag stands for whose ledger is lost (rule 7)."""
    tag = tagging.tag_on(event) if "by" in event.marks else None
    if tag is None or tag.by is not Source.USER:
        return None
    if job.ledger.get(TagRecord, *event.where) is not None:
        return None
    return Mark(*event.where, channel=tag.channel, at=job.now)


def adopt_marks(job: Job, events: Iterable[Event]) -> frozenset[str]:
    """Take over the marks that tags stand for, of a lost ledger or another calsync; whose they are.

    Two machines that each held to their own verdict would write for ever.
    """
    tagged = [event for event in events if "by" in event.marks]
    tagged.sort(key=lambda event: event.recurrence_id)  # a series before its exceptions
    return frozenset(event.uid for event in tagged if _adopted(job, event))


def _adopted(job: Job, event: Event) -> bool:
    known = job.ledger.get(Mark, *event.where)
    said = tagging.said_elsewhere(event, job.ledger.get(TagRecord, *event.where))
    if said is not None and said.by is not Source.USER:
        if known is not None:
            job.ledger.drop(known)
        return known is not None
    if said is not None:
        mark: Mark | None = Mark(*event.where, channel=said.channel, at=job.now)
    else:
        mark = _tagged_by_user(job, event) if known is None else None
    if mark is None or _inherited(job, mark):
        return False
    job.ledger.put(mark)
    return True


def _inherited(job: Job, mark: Mark) -> bool:
    """Does an exception only carry what its series was marked as when it came to be?"""
    series = job.ledger.get(Mark, mark.account, mark.calendar, mark.uid, "")
    return bool(mark.recurrence_id) and series is not None and series.channel is mark.channel


def explained(job: Job, seen: Seen) -> Seen:
    """An event of the mirror with all the evidence for its verdict."""
    for calendar in job.ledger.mirror.calendars(seen.event.account):
        if calendar.id == seen.event.calendar:
            return Judge(job, calendar).explained(seen.event)
    return seen


def rejudge(job: Job) -> None:
    """Judge everything in the mirror anew if the rules it was judged by have changed."""
    if not _judged_differently(job):
        return
    mirror = job.ledger.mirror
    with job.ledger.transaction():
        for calendar in mirror.calendars():
            events = mirror.events(account=calendar.account, calendar=calendar.id)
            judge = Judge(job, calendar)
            mirror.put_events((judge(item.event) for item in events), zone=job.zone)
        job.ledger.put_setting("judged-by", _measure(job))


def rejudge_series(job: Job, account: str, calendar: str, uid: str) -> None:
    """Judge one series, its exceptions, or a single event anew."""
    mirror = job.ledger.mirror
    where = {"account": account, "calendar": calendar, "uid": uid}
    for home in mirror.calendars(account):
        if home.id == calendar:
            judge = Judge(job, home)
            mirror.put_events([judge(seen.event) for seen in mirror.events(**where)], zone=job.zone)


def rejudge_marked(job: Job, steps: Sequence[Step]) -> None:
    """Judge anew what the marks among these changes spoke of."""
    for account, calendar, uid, _ in {tuple(json.loads(s.key)) for s in steps if s.kind == "marks"}:
        rejudge_series(job, account, calendar, uid)


def _measure(job: Job) -> str:
    """What verdicts depend on beside the event."""
    config = job.config
    parts = [repr(config.rules), repr(config.detection), repr(sorted(config.me.emails))]
    return short_hash(*parts, str(job.zone), __version__)


def _judged_differently(job: Job) -> bool:
    return job.ledger.setting("judged-by") != _measure(job)


@dataclass(frozen=True, slots=True)
class TagPlan:
    """Writes to be made, and what the ledger learns without any."""

    writes: tuple[Planned, ...] = ()
    records: tuple[TagRecord, ...] = ()
    kept_local: int = 0
    vanished: tuple[Event, ...] = ()


def plan_tags(job: Job, account: str) -> TagPlan:
    """What the tags of one account need."""
    _try_again(job, account)
    settled, state = f"tags-settled:{account}", f"{job.ledger.mirror.count(account)} {__version__}"
    if job.ledger.setting(settled) == state:
        return TagPlan()
    seen = [item for item in job.ledger.mirror.tagging(account) if _carries_tag(job, item.event)]
    records = {record.where: record for record in job.ledger.all(TagRecord, account=account)}
    restored = _re_exported(seen, records)
    writes, learnt, vanished, kept = [], [], [], 0
    quiet = _keeps_quiet(job, account)
    for item in seen:
        event = item.event
        if quiet and (event.attendees or event.attendees_hidden):
            event = replace(event, writable=False)
        record = records.get(event.where)
        restore = event.calendar in restored
        step = tagging.tag_step(event, item.verdict, record, restore=restore)
        if step.write:
            writes.append(_planned(job, event, step))
            continue
        if step.record is None or step.record == record:
            continue
        learnt.append(step.record)
        kept += step.record.state is TagState.LOCAL
        if step.record.state is TagState.VANISHED:
            vanished.append(event)
    if not writes and not learnt:
        job.ledger.put_setting(settled, state)
    return TagPlan(tuple(writes), tuple(learnt), kept, tuple(vanished))


def _try_again(job: Job, account: str) -> None:
    """Where an account's settings changed, tags kept in the ledger alone may be written now."""
    name, state = f"tags-tried:{account}", short_hash(repr(job.config.account(account)))
    before = job.ledger.setting(name)
    if before == state:
        return
    with job.ledger.transaction():
        for record in job.ledger.all(TagRecord, account=account) if before else ():
            if record.state is TagState.LOCAL:
                job.ledger.put(replace(record, etag=""))
        job.ledger.put_setting(name, state)


def _keeps_quiet(job: Job, account: str) -> bool:
    """A server behind a folder may tell the guests of an event that it was changed (rule 1)."""
    settings = job.config.account(account)
    return settings.kind == "files" and not settings.tag_invitations


def _carries_tag(job: Job, event: Event) -> bool:
    """A series carries its tag once; an exception only if it stands alone or was marked itself."""
    if not event.recurrence_id:
        return True
    if job.ledger.get(Mark, *event.where) is not None:
        return True
    series = {"account": event.account, "calendar": event.calendar, "uid": event.uid}
    return not job.ledger.mirror.events(**series, recurrence_id="")


def _re_exported(seen: Sequence[Seen], records: Mapping[Where, TagRecord]) -> frozenset[str]:
    """The calendars most of whose tags vanished at once."""
    had: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for item in seen:
        record = records.get(item.event.where)
        if record is not None and record.state is TagState.WRITTEN:
            had[record.calendar] += 1
            lost[record.calendar] += tagging.tag_on(item.event) is None
    return frozenset(c for c, n in lost.items() if n >= SOME and n * 2 > had[c])


def _planned(job: Job, event: Event, step: tagging.TagStep) -> Planned:
    """The write of one tag, with the colour only where the event has none."""
    color = job.config.tags.color
    if not color or (event.color and event.color != color):
        change = None
    elif step.tag is None:
        change = "" if event.color else None
    else:
        change = None if event.color else color
    return Planned(
        event.account,
        PutTag(event, step.tag, color=change),
        operation="tag" if step.tag else "untag",
        title=event.title,
        tag=tagging.tag_written(event, step.tag),
    )

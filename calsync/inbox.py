"""What the user types into calsync's own calendar: titles that are promises, and cards."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from datetime import timedelta

from calsync import acts
from calsync import harvest
from calsync import place
from calsync import promises
from calsync import text
from calsync import waiting
from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.errors import UsageError
from calsync.job import Job
from calsync.job import Planned
from calsync.job import own_events
from calsync.mirror import note_hash
from calsync.model import Draft
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import Slot
from calsync.model import instant
from calsync.model import local
from calsync.model import short_hash
from calsync.reconciliation import Turn
from calsync.records import Card
from calsync.records import CardState
from calsync.waiting import Meeting

BEFORE = timedelta(days=1)  # a card stands in the calendar before its meeting ends
AFTER = timedelta(days=3)  # no cards for meetings longer ago
LENGTH = timedelta(minutes=15)
EVENING = 17  # o'clock: when a card for a whole day stands


# --- titles ------------------------------------------------------------------------------------


def titles(job: Job, placer: place.Placer) -> Iterator[Planned]:
    """Each bare event in a calendar that calsync made is a promise, and becomes its follow-up."""
    account = job.config.followups.account
    for calendar in job.ledger.mirror.calendars(account):
        if not calendar.made_by_calsync:
            continue
        for seen in job.ledger.mirror.events(account=account, calendar=calendar.id):
            if _is_typed(job, seen.event):
                yield from _taken_up(job, placer, seen.event)


def _is_typed(job: Job, event: Event) -> bool:
    """Is this an event that only the user can have typed, and has not been taken up yet?"""
    ours = event.title.startswith((promises.TITLE, promises.OVERDUE))
    strange = event.marks or event.attendees or event.series or event.recurrence_id
    if ours or strange or event.cancelled or promises.says_done(event.title):
        return False
    return job.ledger.get(Promise, _typed_id(event)) is None


def _typed_id(event: Event) -> str:
    return promises.promise_id(event.uid, "", "title", 0)


def _taken_up(job: Job, placer: place.Placer, event: Event) -> Iterator[Planned]:
    try:
        noted = acts.understood(job, event.title)[0]
    except UsageError:
        return
    promise = Promise(
        id=_typed_id(event),
        text=noted.text,
        person=noted.person,
        due=noted.due,
        due_time=noted.due_time,
        mine=noted.mine,
        explicit=True,
        seen=job.now,
    )
    start, end, slot = event.start, event.end, Slot.FREE
    if noted.due:
        placement = placer.place(promise)
        start, end, slot = placement.start, placement.end, placement.slot
    details = job.config.followups.details == "full"
    draft = promises.draft(promise, start, end, slot=slot, details=details)
    draft = replace(draft, id=event.id, uid=event.uid, busy=job.config.followups.busy)
    follow_up = FollowUp(
        promise=promise.id,
        generation=0,
        account=event.account,
        calendar=event.calendar,
        id=event.id,
        uid=event.uid,
        title=draft.title,
        start=start,
        end=end,
        written=draft,
    )
    yield Planned(
        event.account,
        Change(event, draft),
        operation="adopt",
        title=draft.title,
        promise=promise,
        follow_up=follow_up,
    )


# --- cards -------------------------------------------------------------------------------------


def cards(job: Job) -> Iterator[Planned]:
    """A private "How was …?" after each opportunity, one a conference day."""
    calendar = place.follow_up_calendar(job)
    if not job.config.review.cards or calendar is None or not calendar.made_by_calsync:
        return
    start, end = job.now - AFTER, job.now + BEFORE
    for meeting in waiting.meetings_between(job, start, end):
        if job.ledger.get(Card, *meeting.event.where) is None:
            draft = _card(meeting.event, zone_end=_ends(job, meeting))
            yield Planned(
                calendar.account,
                Create(calendar, draft),
                operation="card",
                title=draft.title,
                card=Card(*meeting.event.where, event=draft.id, card_uid=draft.uid),
            )


def _ends(job: Job, meeting: Meeting) -> datetime:
    """When a meeting's card stands: at its end, or on the evening of its last day."""
    last = max((e for _, e in meeting.sessions), key=lambda e: instant(e.end, job.zone))
    if not last.all_day:
        return local(last.end, job.zone)
    day = local(last.end, job.zone) - timedelta(days=1)
    return day.replace(hour=EVENING, minute=0)


def _card(event: Event, *, zone_end: datetime) -> Draft:
    name = short_hash("card", event.uid, event.recurrence_id)
    return Draft(
        id=name,
        uid=f"{name[:26]}-card@calsync",
        title=f"How was {text.clean(event.title, width=60)}?",
        start=zone_end,
        end=zone_end + LENGTH,
        description="\n".join((*harvest.PROMPT, "", "")),
        marks={"card": name[:16], "source": promises.source(event.where)},
    )


def answers(job: Job, pulled: Collection[str]) -> Iterator[Turn]:
    """Read what was typed into cards; a card ticked off or deleted means nothing was promised."""
    events = {s.event.uid: s.event for s in own_events(job) if "card" in s.event.marks}
    known = {card.card_uid: card for card in job.ledger.all(Card)}
    for uid, event in events.items():
        card = known.get(uid)
        if card is None and (card := _rebuilt(event)) is not None:
            job.ledger.put(card)
            known[uid] = card
        if card is not None and card.state is CardState.OPEN:
            yield from _answer(job, card, event)
    for uid, card in known.items():
        if uid not in events and card.state is CardState.OPEN and _was_pulled(job, pulled):
            _close(job, card, "done" if card.note else "nothing promised")


def _was_pulled(job: Job, pulled: Collection[str]) -> bool:
    return job.config.followups.account in pulled


def _rebuilt(event: Event) -> Card | None:
    """The record of a card whose ledger is lost."""
    where = promises.source_of(event)
    return Card(*where, event=event.id, card_uid=event.uid) if where else None


def _answer(job: Job, card: Card, event: Event) -> Iterator[Turn]:
    words = harvest.typed(event)
    note = note_hash(words)
    if note == card.note and not promises.says_done(event.title):
        return
    with job.ledger.transaction():
        if words:
            origin = _origin(job, card, event)
            for turn in harvest.card_turns(job, words, origin, at=local(event.start, job.zone)):
                job.ledger.put(turn.promise, run=job.run)
                yield turn
        if promises.says_done(event.title):
            _close(job, card, "done")
        else:
            _reviewed(job, card, "done")
            job.ledger.put(replace(card, note=note))


def _origin(job: Job, card: Card, event: Event) -> Origin:
    """The meeting a card asks about."""
    where = {"account": card.account, "calendar": card.calendar, "uid": card.uid}
    found = job.ledger.mirror.events(**where)
    title = found[0].event.title if found else event.title
    return Origin(**where, recurrence_id=card.recurrence_id, title=title, start=event.start)


def _close(job: Job, card: Card, answer: str) -> None:
    with job.ledger.transaction():
        job.ledger.put(replace(card, state=CardState.ANSWERED))
        _reviewed(job, card, answer)


def _reviewed(job: Job, card: Card, answer: str) -> None:
    acts.reviewed_as(job, card.where, answer)

"""Promises out of notes: only the user's own words act, the rest is proposed in review."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from datetime import tzinfo
from itertools import islice

from calsync import __version__
from calsync import reconciliation
from calsync import text
from calsync.config import Harvest
from calsync.job import Job
from calsync.job import owned
from calsync.mirror import note_hash
from calsync.model import Calendar
from calsync.model import Clarity
from calsync.model import Event
from calsync.model import Noted
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import instant
from calsync.model import local
from calsync.model import short_hash
from calsync.reconciliation import Turn
from calsync.records import Card
from calsync.records import Declined
from calsync.records import NoteRead

TOGETHER = 500  # notes saved at once
NEVER = datetime.max.replace(tzinfo=UTC)
RECENT = timedelta(days=400)  # a yearly series has had an instance by then
PROMPT = (
    "What did you promise, and what were you promised? One line each, below.",
    "Delete this event, or begin its title with ✓, if nothing was promised.",
)
TAKES: dict[Harvest, frozenset[Clarity]] = {
    Harvest.MARKED: frozenset({Clarity.MARKED}),
    Harvest.CLEAR: frozenset({Clarity.MARKED, Clarity.CLEAR}),
    Harvest.ALL: frozenset(Clarity),
}


def harvest(job: Job, account: str) -> Iterator[Turn]:
    """Read every note of an account that is new or changed, and keep what it promises."""
    calendars = {calendar.id: calendar for calendar in job.ledger.mirror.calendars(account)}
    state = _state(job, account, calendars.values())
    mirror = job.ledger.mirror
    since = _since(job, account, state)
    if since is None:
        _settle(job, account)
    unread = mirror.unread_notes(account=account, now=job.now, since=since)
    again: list[datetime] = []
    # A note alone would be saved as fast, but ten thousand wait for the disk ten thousand times.
    while some := list(islice(unread, TOGETHER)):
        with job.ledger.transaction():
            for seen in some:
                calendar = calendars.get(seen.event.calendar)
                if calendar is None or calendar.made_by_calsync:
                    continue  # see inbox.py
                if owned(seen.event, calendar, job.config.me):
                    yield from _harvested(job, seen.event, again)
    _remember(job, account, state, again)


def _settle(job: Job, account: str) -> None:
    """Put aside the notes from which nothing would be taken: most of those of a first sync."""
    before = job.now - timedelta(days=job.config.promises.harvest_days)
    old = job.ledger.mirror.settled_notes(account=account, before=before)
    read = (
        NoteRead(account, calendar, uid, recurrence_id, note=note, at=job.now)
        for calendar, uid, recurrence_id, note in old
    )
    job.ledger.put_all(read, NoteRead)


def _harvested(job: Job, event: Event, again: list[datetime]) -> Iterator[Turn]:
    """Read one note; one to be read later says when in `again`."""
    replaced = job.ledger.mirror.exceptions(event) if event.series else frozenset()
    written = written_at(event, now=job.now, zone=job.zone, replaced=replaced)
    if written is None:
        again.extend(_first_end(job, event, replaced))
        return
    _disown(job, event)
    for turn in _turns(job, event, written):
        job.ledger.put(turn.promise, run=job.run)
        yield turn
    job.ledger.put(NoteRead(*event.where, note=note_hash(event.description), at=job.now))


# --- what need not be looked at again ------------------------------------------------------------


def _state(job: Job, account: str, calendars: Iterable[Calendar]) -> str:
    """On what it depends which notes are read, beside the time."""
    emails = repr(sorted(job.config.me.emails))
    parts = (job.ledger.mirror.count(account), emails, repr(tuple(calendars)), str(job.zone))
    return short_hash(*parts, __version__)


def _since(job: Job, account: str, state: str) -> datetime | None:
    """The moment up to which every note was looked at, unless anything speaks for all again."""
    known, _, moments = job.ledger.setting(_name(account)).partition(" ")
    if known != state:
        return None
    last, again = map(datetime.fromisoformat, moments.split())
    return last if last <= job.now < again else None


def _remember(job: Job, account: str, state: str, again: Sequence[datetime]) -> None:
    kept = _since(job, account, state)
    if kept is not None and not again and job.now - kept < timedelta(days=1):
        return  # the few that began since are passed over as fast as this is written
    before = job.ledger.setting(_name(account)).rpartition(" ")[2]
    moments = [*again, datetime.fromisoformat(before) if kept else NEVER]
    value = f"{state} {job.now.isoformat()} {min(moments).isoformat()}"
    job.ledger.put_setting(_name(account), value)


def _name(account: str) -> str:
    return f"harvested:{account}"


def _first_end(job: Job, event: Event, replaced: Collection[str]) -> Iterator[datetime]:
    """When a note that cannot be read yet can be: as soon as an instance has ended."""
    if not event.series:
        yield instant(event.start, job.zone)
        return
    from calsync import recurrence

    end = job.now + RECENT
    coming = recurrence.instances(event, start=job.now, end=end, zone=job.zone, replaced=replaced)
    yield min((instant(item.end, job.zone) for item in islice(coming, 5)), default=end)


def written_at(
    event: Event, *, now: datetime, zone: tzinfo, replaced: Collection[str] = ()
) -> datetime | None:
    """The moment a note is read against: the end of its event, or of the last instance so far.

    None where the event, or the first instance of the series, has not begun. `replaced` are the
    instances that have an event of their own.
    """
    if not event.series:
        begun = instant(event.start, zone) <= now
        return last_moment(event, zone) if begun else None
    from calsync import recurrence

    past = recurrence.instances(event, start=now - RECENT, end=now, zone=zone, replaced=replaced)
    ended = [item for item in past if instant(item.end, zone) <= now]
    return last_moment(ended[-1], zone) if ended else None


def last_moment(event: Event, zone: tzinfo) -> datetime:
    """When an event ends, on the user's clock; the last day itself where it fills days."""
    end = local(event.end, zone)
    return end - timedelta(minutes=1) if event.all_day else end


def _disown(job: Job, event: Event) -> None:
    """Leave the lines that came with a copy, or from the series, with what they came from."""
    lines = {p.line_mark for p in _inherited(job, event) if p.line_mark}
    if not lines:
        return
    own = {p.line_mark for p in promises_of(job, event)}
    for mark in sorted(lines - own - declined_lines(job, event)):
        job.ledger.put(Declined(*event.where, line_mark=mark))


def _inherited(job: Job, event: Event) -> Iterator[Promise]:
    """The promises noted in the event that this one was copied from, or in its series."""
    origins = set()
    if event.recurrence_id:
        origins.add(event.uid)
    tagged = event.marks.get("event", "")
    if tagged not in {"", event.uid, event.anchor}:  # another's tag: a copy
        found = job.ledger.mirror.events(account=event.account, id=tagged)
        origins |= {tagged, *(seen.event.uid for seen in found)}
    for uid in sorted(origins):
        for promise in job.ledger.all(Promise, uid=uid):
            if promise.origin and not (promise.origin.recurrence_id and uid == event.uid):
                yield promise


def _turns(job: Job, event: Event, written: datetime) -> Iterator[Turn]:
    """What the note of one event means for its promises."""
    known = promises_of(job, event)
    old = written < job.now - timedelta(days=job.config.promises.harvest_days)
    if old and not known:
        return iter(())  # whatever it says, nothing is taken from it
    takes: Collection[Clarity] = frozenset() if old else TAKES[job.config.promises.harvest]
    found = _once(read(job, event, at=written), _in_card(job, event, at=written))
    return reconciliation.harvested(
        found,
        known,
        origin=origin_of(event),
        now=job.now,
        takes=takes,
        declined=declined_lines(job, event) if found else (),
    )


def typed(event: Event) -> str:
    """What the user typed into a card."""
    lines = text.plain(event.description).splitlines()
    return "\n".join(line for line in lines if line.strip() and line.strip() not in PROMPT)


def card_turns(job: Job, words: str, origin: Origin, *, at: datetime) -> Iterator[Turn]:
    """What the user typed into a card means, beside what stands in the meeting's own note."""
    where = {"account": origin.account, "calendar": origin.calendar, "uid": origin.uid}
    events = job.ledger.mirror.events(**where, recurrence_id=origin.recurrence_id)
    noted = tuple(noted for seen in events for noted in read(job, seen.event, at=at))
    found = _once(noted, read_text(job, words, at=at, event=events[0].event if events else None))
    known = [
        p
        for p in job.ledger.all(Promise, uid=origin.uid)
        if p.origin and p.origin.recurrence_id == origin.recurrence_id
    ]
    takes = TAKES[job.config.promises.harvest]
    return reconciliation.harvested(found, known, origin=origin, now=job.now, takes=takes)


def _once(note: Sequence[Noted], card: Sequence[Noted]) -> tuple[Noted, ...]:
    """What the note and the card of a meeting say; a line that stands in both is one."""
    lines = {noted.line for noted in note}
    return (*note, *(noted for noted in card if noted.line not in lines))


def _in_card(job: Job, event: Event, *, at: datetime) -> tuple[Noted, ...]:
    """The promises typed into the card of a meeting."""
    card = job.ledger.get(Card, *event.where)
    if card is None:
        return ()
    found = job.ledger.mirror.events(uid=card.card_uid)
    return tuple(n for seen in found for n in read_text(job, typed(seen.event), at=at, event=event))


def read(job: Job, event: Event, *, at: datetime) -> tuple[Noted, ...]:
    """The promises in an event's note."""
    return read_text(job, text.plain(event.description), at=at, event=event)


def read_text(job: Job, words: str, *, at: datetime, event: Event | None) -> tuple[Noted, ...]:
    """The promises in a text about an event, whose guests lend their names."""
    guests = event.attendees if event else ()
    people = tuple(guest for guest in guests if not job.config.me.is_me(guest.email))
    from calsync import notes  # six languages, and a sync mostly finds nothing new to read

    return notes.read(
        words,
        at=at,
        order=job.config.promises.date_order,
        people=people,
        mine=job.config.me.emails,
    )


def promises_of(job: Job, event: Event) -> tuple[Promise, ...]:
    """The promises known to come from an event, whichever calendar shows it."""
    known = job.ledger.all(Promise, uid=event.uid)
    return tuple(p for p in known if p.origin and p.origin.recurrence_id == event.recurrence_id)


def declined_lines(job: Job, event: Event) -> frozenset[str]:
    """The lines of an event's note that the user said are no promise."""
    where = {"account": event.account, "calendar": event.calendar, "uid": event.uid}
    found = job.ledger.all(Declined, **where, recurrence_id=event.recurrence_id)
    return frozenset(item.line_mark for item in found)


def origin_of(event: Event) -> Origin:
    """Where a promise noted in this event comes from."""
    return Origin(
        account=event.account,
        calendar=event.calendar,
        uid=event.uid,
        recurrence_id=event.recurrence_id,
        title=event.title,
        start=event.start,
    )

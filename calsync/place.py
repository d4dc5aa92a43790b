"""Decide: what the follow-ups need and where they go, as writes that push.py carries out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from operator import attrgetter

from calsync import promises
from calsync import reconciliation
from calsync import scheduling
from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.job import Job
from calsync.job import Planned
from calsync.job import own_events
from calsync.model import Calendar
from calsync.model import Draft
from calsync.model import Event
from calsync.model import FollowUp
from calsync.model import Promise
from calsync.model import Slot
from calsync.model import State
from calsync.model import instant
from calsync.model import local
from calsync.occurrences import busy_spans
from calsync.reconciliation import Met
from calsync.reconciliation import Need

AHEAD = timedelta(days=62)  # how far beyond today, or the last due day, free time is looked for


def adopt(job: Job, pulled: Collection[str]) -> Iterator[Met]:
    """Look at every follow-up event of the accounts just pulled: the user's hand wins.

    A follow-up whose promise the ledger does not know (a lost ledger, another machine's) brings
    its promise with it. Copies that the user made of a follow-up are left alone.
    """
    ledger = job.ledger
    events = _originals(job)
    known = {item.promise: item for item in ledger.all(FollowUp)}
    for name, event in events.items():
        promise = ledger.get(Promise, name)
        if name in known and promise is not None:
            continue
        read, follow_up = promises.read_back(event, now=job.now)
        # Not this run's doing, so not for it to take back.
        ledger.put(promise or _at_home(job, read))
        ledger.put(follow_up)
        known[name] = follow_up
    for name, follow_up in known.items():
        promise = ledger.get(Promise, name)
        found = events.get(name)
        if promise is None or (found is None and follow_up.account not in pulled):
            continue
        met = reconciliation.met(promise, follow_up, found, zone=job.zone)
        if met.promise != promise:
            ledger.put(met.promise, run=job.run)
        if met.follow_up != follow_up:
            ledger.put(met.follow_up, run=job.run)
        yield met


def _at_home(job: Job, promise: Promise) -> Promise:
    """A promise read back from its follow-up, with what the event it came from still says."""
    origin = promise.origin
    if origin is None:
        return promise
    which = {"uid": origin.uid, "recurrence_id": origin.recurrence_id}
    find = job.ledger.mirror.events
    # Another machine may have another name for the account.
    found = find(account=origin.account, calendar=origin.calendar, **which) or find(**which)
    if not found:
        return promise
    event = found[0].event
    return replace(promise, origin=replace(origin, title=event.title, start=event.start))


def _originals(job: Job) -> dict[str, Event]:
    """Each promise's own follow-up event: the one with the derived id, else the oldest."""
    found: dict[str, Event] = {}
    for seen in own_events(job):
        event = seen.event
        name = event.marks.get("promise", "")
        if not name:
            continue
        other = found.get(name)
        if other is None or _closeness(event) > _closeness(other):
            found[name] = event
    return found


def _closeness(event: Event) -> tuple[bool, int]:
    """How surely an event is the follow-up that calsync made: its own id, the last generation."""
    name, number = event.marks.get("promise", ""), promises.generation_of(event)
    own = event.uid == promises.event_uid(name, number)
    return own or event.id == promises.event_id(name, number), number


class Placer:
    """Finds a place for each follow-up in turn; what it placed is taken for the next."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._busy: list[tuple[datetime, datetime]] | None = None
        self._taken: Counter[date] = Counter()

    def place(self, promise: Promise) -> scheduling.Placement:
        """The place of a follow-up that has none."""
        return self._remember(
            scheduling.place(
                due=promise.due,
                due_time=promise.due_time,
                now=self._job.now,
                zone=self._job.zone,
                busy=self._spans(),
                taken=self._taken,
                hours=hours(self._job),
            )
        )

    def preview(self, promise: Promise) -> scheduling.Placement | None:
        """Where a promise's follow-up would go now; None where it needs none."""
        if not promise.mine:
            return None
        spans, taken = list(self._spans()), self._taken.copy()
        for other in unplaced(self._job):
            self.place(other)
        placement = self.place(promise)
        self._busy, self._taken = spans, taken
        return placement

    def chase(self) -> scheduling.Placement:
        """The first free slot from now."""
        return self._remember(
            scheduling.place_overdue(
                now=self._job.now,
                zone=self._job.zone,
                busy=self._spans(),
                taken=self._taken,
                hours=hours(self._job),
            )
        )

    def _spans(self) -> list[tuple[datetime, datetime]]:
        if self._busy is None:
            job = self._job
            dues = [p.due for p in job.ledger.all(Promise, state=State.OPEN) if p.due]
            last = max((instant(day, job.zone) for day in dues), default=job.now)
            until = min(max(last, job.now) + AHEAD, job.now + timedelta(days=800))
            self._busy = list(busy_spans(job, until=until))
            for follow_up in job.ledger.all(FollowUp):
                self._taken[local(follow_up.start, job.zone).date()] += not follow_up.gone
        return self._busy

    def _remember(self, placement: scheduling.Placement) -> scheduling.Placement:
        zone = self._job.zone
        if placement.slot is not Slot.DAY:
            self._spans().append((instant(placement.start, zone), instant(placement.end, zone)))
            self._spans().sort()
        self._taken[local(placement.start, zone).date()] += 1
        return placement


def unplaced(job: Job) -> list[Promise]:
    """The promises that get their follow-up with the next writing, soonest due first."""
    known = {item.promise for item in job.ledger.all(FollowUp)}
    waiting = job.ledger.all(Promise, state=State.OPEN)
    found = [item for item in waiting if item.wants_event and item.id not in known]
    return sorted(found, key=attrgetter("urgency"))


def hours(job: Job) -> scheduling.Hours:
    """When follow-ups may stand, by the configuration."""
    wanted = job.config.followups
    start, end = wanted.hours
    return scheduling.Hours(
        start=start,
        end=end,
        days=wanted.days,
        minutes=wanted.minutes,
        buffer=wanted.buffer,
        per_day=wanted.per_day,
        holidays=_holidays(wanted.country, job.now),
    )


def _holidays(country: str, now: datetime) -> frozenset[date]:
    """The public holidays of this year and the next two, if a country is configured."""
    if not country:
        return frozenset()
    import holidays  # an extra, and slow to load

    return frozenset(holidays.country_holidays(country, years=range(now.year, now.year + 3)))


def follow_up_calendar(job: Job) -> Calendar | None:
    """Where follow-ups go: calsync's own calendar (the smallest id), else the one of that name."""
    wanted = job.config.followups
    listed = job.ledger.mirror.calendars(wanted.account)
    own = [calendar for calendar in listed if calendar.made_by_calsync]
    named = [c for c in listed if wanted.calendar in {c.id, c.name} and c.writable]
    return min(own or named, key=lambda calendar: calendar.id, default=None)


def follow_ups(job: Job, placer: Placer) -> Iterator[Planned]:
    """The writes that the follow-ups need, soonest due first."""
    known = {item.promise: item for item in job.ledger.all(FollowUp)}
    calendar = follow_up_calendar(job)
    made = calendar is not None
    for promise in sorted(job.ledger.all(Promise), key=attrgetter("urgency")):
        follow_up = known.get(promise.id)
        need = reconciliation.need(promise, follow_up, now=job.now, zone=job.zone)
        if need is Need.PLACE:
            if not made:
                made = True
                yield _new_calendar(job)
            yield _placed(job, promise, placer.place(promise), calendar)
        elif need is not Need.NOTHING and follow_up is not None:
            yield from _changed(job, placer, promise, follow_up, need)


def _new_calendar(job: Job) -> Planned:
    wanted = job.config.followups
    write = MakeCalendar(wanted.calendar)
    return Planned(wanted.account, write, operation="make-calendar", title=wanted.calendar)


def _placed(
    job: Job, promise: Promise, placement: scheduling.Placement, calendar: Calendar | None
) -> Planned:
    """A follow-up made at a place; the calendar may have to be made first."""
    wanted = job.config.followups
    details = wanted.details == "full"
    draft = promises.draft(
        promise, placement.start, placement.end, slot=placement.slot, details=details
    )
    draft = replace(draft, busy=wanted.busy)
    target = calendar or Calendar(id="", name=wanted.calendar, account=wanted.account)
    return Planned(
        wanted.account,
        Create(target, draft),
        operation="create",
        title=draft.title,
        promise=promise,
        follow_up=_follow_up(draft, promise, target),
    )


def _follow_up(draft: Draft, promise: Promise, calendar: Calendar) -> FollowUp:
    return FollowUp(
        promise=promise.id,
        generation=promise.generation,
        account=calendar.account,
        calendar=calendar.id,
        id=draft.id,
        uid=draft.uid,
        title=draft.title,
        start=draft.start,
        end=draft.end,
        written=draft,
    )


def _changed(
    job: Job, placer: Placer, promise: Promise, follow_up: FollowUp, need: Need
) -> Iterator[Planned]:
    """A follow-up moved, chased or rewritten, with what the user edited left alone."""
    where = {"account": follow_up.account, "calendar": follow_up.calendar, "id": follow_up.id}
    events = job.ledger.mirror.events(**where)
    if not events:
        return
    event = events[0].event
    late = 0 if need is Need.MOVE else follow_up.times_overdue + (need is Need.CHASE)
    draft = _redrafted(job, placer, promise, follow_up, need)
    titled = promises.title_of(promise, overdue=late > 0 and _is_over(job, promise))
    draft = replace(draft, title=titled, id=event.id, uid=event.uid)
    merged = reconciliation.merged(draft, event, follow_up.written)
    after = replace(
        follow_up,
        title=merged.title,
        start=merged.start,
        end=merged.end,
        written=merged,
        times_overdue=late,
    )
    if _is_done(event, merged):
        job.ledger.put(after)
        return
    yield Planned(
        follow_up.account,
        Change(event, merged),
        operation=_operation(promise, need),
        title=merged.title,
        promise=promise,
        follow_up=after,
    )


def _redrafted(
    job: Job, placer: Placer, promise: Promise, follow_up: FollowUp, need: Need
) -> Draft:
    """What a follow-up shall be now, whoever changed it since."""
    start, end, slot = _place_again(placer, promise, follow_up, need)
    moved = start != follow_up.start
    placed = "" if moved or follow_up.written is None else follow_up.written.marks.get("placed", "")
    wanted = job.config.followups
    details = wanted.details == "full"
    draft = promises.draft(promise, start, end, slot=slot, details=details, placed=placed)
    return replace(draft, busy=wanted.busy and promise.state is State.OPEN)


def _is_done(event: Event, draft: Draft) -> bool:
    """Does the event say all of it already? Then another machine wrote it."""
    said = (event.title, event.start, event.end, event.busy, dict(event.marks))
    wanted = (draft.title, draft.start, draft.end, draft.busy, dict(draft.marks))
    return said == wanted and event.description.strip() == draft.description.strip()


def _operation(promise: Promise, need: Need) -> str:
    if need is Need.REWRITE and promise.state is not State.OPEN:
        return "close"
    return str(need)


def _is_over(job: Job, promise: Promise) -> bool:
    """Is the time over that a follow-up was to be kept in? Without a due day it always is."""
    return promise.due is None or promise.is_late(job.today)


def _place_again(
    placer: Placer, promise: Promise, follow_up: FollowUp, need: Need
) -> tuple[date, date, Slot]:
    """Where a follow-up goes that exists: a new place only where one is needed."""
    if need is Need.MOVE:
        placement = placer.place(promise)
        return placement.start, placement.end, placement.slot
    if need is Need.CHASE:
        placement = placer.chase()
        return placement.start, placement.end, Slot.FREE
    return follow_up.start, follow_up.end, _slot_of(promise, follow_up)


def _slot_of(promise: Promise, follow_up: FollowUp) -> Slot:
    """How the place was chosen that a follow-up has; by hand it needs no reason."""
    if promise.due is None:
        return Slot.CHOSEN
    timed = isinstance(follow_up.start, datetime)
    return Slot.FREE if timed or reconciliation.hand_moved(follow_up) else Slot.DAY

"""The loop of a review: show a question, take a key, save the answer. The words are review.py's."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from calsync import acts
from calsync import harvest
from calsync import meetings
from calsync import owed
from calsync import place
from calsync import review
from calsync import text
from calsync import waiting
from calsync.cli import asking
from calsync.cli import output
from calsync.cli import rules
from calsync.cli.desk import Desk
from calsync.cli.session import Session
from calsync.errors import Exit
from calsync.errors import UsageError
from calsync.job import Job
from calsync.meetings import Known
from calsync.model import Channel
from calsync.model import Noted
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import State
from calsync.model import local
from calsync.records import Seen
from calsync.review import Question
from calsync.waiting import Meeting


class Reviewing:
    """One review, from the first question to the last.

    Each answer is saved at once, in the ledger; the calendar follows when the review ends, so that
    an answer taken back has left no trace there.
    """

    def __init__(self, session: Session, desk: Desk, *, everything: bool) -> None:
        self._session = session
        self._desk = desk
        self._job = desk.job
        self._everything = everything
        self._today = desk.job.today
        self._number = 0  # of the thing that is asked about
        self._answers: list[tuple[int, int]] = []  # where in the journal each began, and about what
        self._touched = {desk.job.config.followups.account}  # accounts that have to follow
        self._spoken: set[str] = set()  # promises that were asked about

    def run(self) -> int:
        """Ask all there is to ask; the exit code."""
        waits = waiting.waiting(self._job, everything=self._everything)
        try:
            self._through(waits)
        except (asking.Stop, EOFError):
            output.echo("")
        except KeyboardInterrupt:
            output.echo("")
            output.echo("Stopped; what you answered is saved.")
        return self._settle() if self._answers else self._close(0, Exit.OK)

    def _through(self, waits: waiting.Waiting) -> None:
        if not len(waits):
            asking.show(f"Nothing waits for you. {review.older(waits.older)}".rstrip())
            return
        asking.show(review.opening(*waits.counts))
        things = tuple(self._things(waits))
        while self._number < len(things):
            try:
                things[self._number]()
            except asking.Back:
                self._take_back()
            else:
                self._number += 1

    def _things(self, waits: waiting.Waiting) -> Iterator[Callable[[], None]]:
        """All there is to ask about, in order."""
        yield from (partial(self._overdue, promise) for promise in waits.overdue)
        yield from (partial(self._asked, promise) for promise in waits.asked)
        yield from (partial(self._unsure, seen) for seen in waits.unsure)
        for number, meeting in enumerate(waits.meetings, start=1):
            yield partial(self._meet, meeting, number, len(waits.meetings))

    # --- promises ------------------------------------------------------------------------------

    def _overdue(self, promise: Promise) -> None:
        now = self._job.ledger.get(Promise, promise.id)
        if now is None or now.state is not State.OPEN:
            return
        output.echo("")
        self._spoken.add(promise.id)
        self._answer(now, asking.ask(review.overdue(now, today=self._today)))

    def _asked(self, promise: Promise) -> None:
        now = self._job.ledger.get(Promise, promise.id)
        if now is None or not now.asks:
            return
        output.echo("")
        self._spoken.add(promise.id)
        key = asking.ask(review.asked(now))
        if not key:
            self._save(acts.leave, now)
        self._answer(now, key)

    def _answer(self, promise: Promise, key: str) -> None:
        if key == "k":
            self._save(acts.keep, promise)
        elif key == "d":
            self._save(acts.drop, promise)
        elif key == "m":
            self._move(promise)

    def _move(self, promise: Promise) -> None:
        while words := asking.line("  New date (Enter: leave it) > "):
            try:
                day, clock = acts.moved_to(self._job, words)
            except UsageError as error:
                asking.show(str(error))
                continue
            moved = replace(promise, due=day, due_time=clock)
            asking.show(f"  {self._due(moved, placed=True)}")
            self._save(acts.move, promise, day, clock)
            return

    # --- verdicts ------------------------------------------------------------------------------

    def _unsure(self, seen: Seen) -> None:
        found = self._job.ledger.mirror.events(key=seen.key)
        if not any(now.verdict.unsure for now in found):
            return
        output.echo("")
        zone = self._job.zone
        question = review.unsure(seen.event, seen.verdict, zone=zone, today=self._today)
        key = asking.ask(question)
        if key == "n":
            self._mark(seen, None)
        elif key == "y" and seen.verdict.runner_up:
            self._mark(seen, seen.verdict.runner_up)
        elif key in {"y", "c"}:
            self._mark(seen, self._channel())

    def _channel(self) -> Channel | None:
        keys = {channel[:3]: str(channel) for channel in Channel}
        answer = asking.ask(Question((), keys, enter="none"))
        return next((channel for channel in Channel if answer and channel[:3] == answer), None)

    def _mark(self, seen: Seen, channel: Channel | None) -> None:
        self._save(acts.mark, seen.event, channel, once=False)
        self._touched.add(seen.event.account)
        rules.learn(self._session, self._job, seen.event, channel)

    # --- meetings ------------------------------------------------------------------------------

    def _meet(self, meeting: Meeting, number: int, count: int) -> None:
        now = waiting.again(self._job, meeting)
        if now is None:
            return
        try:
            self._meeting(now, number, count)
        except asking.Leave as leave:
            if leave.key == "w":
                self._done(now, "absent")
            elif leave.key == "x":
                self._not_networking(now)

    def _meeting(self, meeting: Meeting, number: int, count: int) -> None:
        output.echo("")
        zone = self._job.zone
        asking.show(review.heading(meeting.event, number, count, zone=zone, today=self._today))
        note = " ".join(text.plain(meeting.noted_in.description).split())[:300]
        known = meetings.known(self._job, meeting)
        met = local(known.last_met, zone) if known.last_met else None
        background = "; ".join(review.background(met, note, today=self._today))
        if background:
            asking.show(background, indent="  ")
        if meeting.verdict.channel is Channel.CONFERENCE:
            self._whom(meeting)
        for promise in known.promises:
            if not promise.confirmed and promise.id not in self._spoken:
                self._known(promise)
        for mark, noted in known.proposals:
            self._proposed(meeting, mark, noted)
        self._anything_else(meeting)
        self._remember(meeting, known)
        self._done(meeting, "done")

    def _whom(self, meeting: Meeting) -> None:
        words = asking.line("Whom did you meet? (names, Enter: nobody new) > ", meeting=True)
        names = [part.strip() for part in words.split(",") if part.strip()]
        origin = harvest.origin_of(meeting.event)

        def save(job: Job) -> None:
            for name in names:
                acts.remember(job, "", name, f"met at {meeting.event.title}", origin)

        if names:
            self._save(save)

    def _known(self, promise: Promise) -> None:
        key = asking.ask(review.known(promise, self._due(promise)), meeting=True)
        if not key:
            self._save(acts.confirm, promise)
        elif key == "n":
            self._save(acts.drop, promise)
        elif found := self._words("  In your words > "):
            self._save(_reworded, promise, found)

    def _proposed(self, meeting: Meeting, mark: str, noted: Noted) -> None:
        event = meeting.noted_in
        promise = _as_promise(noted)
        question = review.proposed(promise, self._due(promise, placed=True))
        key = asking.ask(question, meeting=True)
        origin = harvest.origin_of(event)
        if key == "y":
            self._save(acts.add, noted, origin, mark=mark)
        elif key == "n":
            self._save(acts.decline, event, mark)
        elif said := self._words("  In your words > "):
            found = (_filled(said[0], noted), *said[1:])
            for item in found:
                asking.show(f"  {self._due(_as_promise(item), placed=True)}")

            def save(job: Job) -> None:
                acts.decline(job, event, mark)
                _added(job, found, origin)

            self._save(save)

    def _anything_else(self, meeting: Meeting) -> None:
        origin = harvest.origin_of(meeting.event)
        people = meetings.guests(self._job, meeting.event)
        asking.complete([person.name for person in people if person.name])
        while words := asking.line("Promised anything else? (Enter: no) > ", meeting=True):
            try:
                found = acts.understood(self._job, words, people=people)
            except UsageError as error:
                asking.show(str(error))
                continue
            self._offer(found, origin)

    def _offer(self, found: Sequence[Noted], origin: Origin) -> None:
        for noted in found:
            promise = _as_promise(noted)
            key = asking.ask(review.understood(promise, self._due(promise, placed=True)))
            if key == "e":
                self._offer(self._words("  In your words > "), origin)
            elif not key:
                self._save(acts.add, noted, origin)

    def _words(self, prompt: str) -> Sequence[Noted]:
        """The user's words, until they are understood or he gives up."""
        while words := asking.line(prompt):
            try:
                return acts.understood(self._job, words)
            except UsageError as error:
                asking.show(str(error))
        return ()

    def _remember(self, meeting: Meeting, known: Known) -> None:
        people = meetings.guests(self._job, meeting.event)
        names = [promise.person for promise in known.promises if promise.person]
        if len(people) == 1:
            who, name = people[0].email, people[0].name or people[0].email
        elif names:
            who, name = "", names[0]
        else:
            return
        words = asking.line(f"One thing to remember about {name}? > ", meeting=True)
        if words:
            origin = harvest.origin_of(meeting.event)
            self._save(acts.remember, who, name, words, origin)

    def _done(self, meeting: Meeting, answer: str) -> None:
        self._save(_reviewed, meeting, answer)

    def _not_networking(self, meeting: Meeting) -> None:
        once = False
        if meeting.noted_in.series:
            once = asking.ask(Question((), {"t": "this one"}, enter="the series")) == "t"
        target = meeting.event if once else meeting.noted_in

        def save(job: Job) -> None:
            acts.mark(job, target, None, once=once)
            _reviewed(job, meeting, "not networking")

        self._save(save)
        self._touched.add(target.account)
        if not once:
            rules.learn(self._session, self._job, target, None)

    # --- saving --------------------------------------------------------------------------------

    def _save(self, what: Callable[..., object], *said: object, **how: object) -> None:
        """Save one answer: `what(job, *said, **how)`."""
        begins = len(self._job.ledger.journal(self._job.run.id))
        try:
            self._desk.act(lambda job: what(job, *said, **how))
        except UsageError as error:  # a sync was there first: the promise is closed already
            asking.show(str(error))
            return
        self._answers.append((begins, self._number))

    def _take_back(self) -> None:
        """Take back the last answer, and go back to what it was about."""
        if not self._answers:
            asking.show("  nothing to take back yet")
            return
        order, self._number = self._answers.pop()
        self._desk.act(lambda job: acts.take_back(job, order))
        asking.show("  taken back")

    def _settle(self) -> int:
        """Let the calendars follow, say what was written, and end the run."""
        return self._close(*self._desk.settle(sorted(self._touched)))

    def _close(self, written: int, code: Exit) -> int:
        if self._desk.close():
            noun = "follow-up" if written == 1 else "follow-ups"
            did = f"Written: {written} {noun}" if written else "Saved"
            asking.show(f"{did}. Take back: calsync undo {self._job.run.id}")
        return code

    def _due(self, promise: Promise, *, placed: bool = False) -> str:
        if placed:
            found = place.Placer(self._job).preview(promise)
            start = found.start if found else None
        else:
            follow_up = owed.planned(self._job, promise)
            start = follow_up.start if follow_up else None
        return review.due_line(promise, today=self._today, follow_up=start, zone=self._job.zone)


def _as_promise(noted: Noted) -> Promise:
    return Promise(
        id="",
        text=noted.text,
        person=noted.person,
        due=noted.due,
        due_time=noted.due_time,
        mine=noted.mine,
    )


def _filled(said: Noted, proposed: Noted) -> Noted:
    """The user's words for a proposal: who and when stay where they do not say."""
    when = said if said.due else proposed
    person = said.person or proposed.person
    return replace(said, person=person, due=when.due, due_time=when.due_time)


def _added(job: Job, found: Sequence[Noted], origin: Origin | None) -> None:
    for noted in found:
        acts.add(job, noted, origin)


def _reworded(job: Job, promise: Promise, found: Sequence[Noted]) -> None:
    acts.reword(job, promise, found[0])
    _added(job, found[1:], promise.origin)


def _reviewed(job: Job, meeting: Meeting, answer: str) -> None:
    for _, event in meeting.sessions:
        acts.reviewed(job, event, answer)

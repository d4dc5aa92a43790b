"""The loop of a review: show a question, take a key, save the answer. The words are review.py's."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from calsync import acts
from calsync import harvest
from calsync import meetings
from calsync import owed
from calsync import place
from calsync import review
from calsync import text
from calsync import waiting
from calsync.cli import output
from calsync.cli import rules
from calsync.cli.desk import Desk
from calsync.cli.session import Session
from calsync.errors import CalsyncError
from calsync.errors import UsageError
from calsync.job import Job
from calsync.meetings import Known
from calsync.model import Channel
from calsync.model import Noted
from calsync.model import Origin
from calsync.model import Promise
from calsync.model import local
from calsync.records import Seen
from calsync.review import Question
from calsync.waiting import Meeting

WIDTH = 72


class _Stop(Exception):  # noqa: N818 - the user stops, nothing is wrong
    """The user has had enough."""


class _Leave(Exception):  # noqa: N818 - likewise
    """The user leaves this meeting for later, or is done with it."""


class _Back(Exception):  # noqa: N818 - likewise
    """The user takes the last answer back."""


class Reviewing:
    """One review, from the first question to the last."""

    def __init__(self, session: Session, desk: Desk, *, everything: bool) -> None:
        self._session = session
        self._desk = desk
        self._everything = everything
        self._today = session.now.astimezone(desk.job.zone).date()
        self._written = 0
        self._marks: list[int] = []  # where in the journal each answer began

    def run(self) -> int:
        """Ask all there is to ask; the exit code."""
        job = self._desk.job
        waits = waiting.waiting(job, everything=self._everything)
        try:
            self._through(waits)
        except (_Stop, EOFError):
            output.echo("")
        except KeyboardInterrupt:
            output.echo("")
            output.echo("Stopped; what you answered is saved.")
        self._settle()
        did = self._desk.close()
        if did:
            noun = "follow-up" if self._written == 1 else "follow-ups"
            back = f"Take back: calsync undo {job.run.id}"
            output.echo(f"Written: {self._written} {noun}. {back}")
        return 0

    def _through(self, waits: waiting.Waiting) -> None:
        if not len(waits):
            older = f" {waits.older} older ones: calsync review --all" if waits.older else ""
            output.echo(f"Nothing waits for you.{older}")
            return
        counts = (len(waits.overdue), len(waits.asked), len(waits.unsure), len(waits.meetings))
        output.echo(review.opening(*counts))
        for promise in waits.overdue:
            self._again(self._overdue, promise)
        for promise in waits.asked:
            self._again(self._asked, promise)
        for seen in waits.unsure:
            self._again(self._unsure, seen)
        for number, meeting in enumerate(waits.meetings, start=1):
            self._again(self._meeting, meeting, number, len(waits.meetings))

    def _again(self, ask: Callable[..., None], *what: object) -> None:
        """Ask, and ask anew after an answer was taken back."""
        while True:
            try:
                ask(*what)
            except _Back:
                self._take_back()
                continue
            except _Leave:
                pass
            return

    # --- promises ------------------------------------------------------------------------------

    def _overdue(self, promise: Promise) -> None:
        output.echo("")
        key = self._ask(review.overdue(promise, today=self._today))
        self._answer(promise, key)

    def _asked(self, promise: Promise) -> None:
        output.echo("")
        key = self._ask(review.asked(promise))
        if not key:
            self._save(acts.leave, promise)
        self._answer(promise, key)

    def _answer(self, promise: Promise, key: str) -> None:
        if key == "k":
            self._save(acts.keep, promise)
        elif key == "d":
            self._save(acts.drop, promise)
        elif key == "m":
            self._move(promise)

    def _move(self, promise: Promise) -> None:
        while words := self._line("  New date (Enter: leave it) > "):
            try:
                day, clock = acts.moved_to(self._desk.job, words)
            except UsageError as error:
                self._show(str(error))
                continue
            moved = replace(promise, due=day, due_time=clock)
            self._show(f"  {self._due(moved, placed=True)}")
            self._save(acts.move, promise, day, clock)
            return

    # --- verdicts ------------------------------------------------------------------------------

    def _unsure(self, seen: Seen) -> None:
        output.echo("")
        zone = self._desk.job.zone
        question = review.unsure(seen.event, seen.verdict, zone=zone, today=self._today)
        key = self._ask(question)
        if key == "n":
            self._mark(seen, None)
        elif key == "y" and seen.verdict.runner_up:
            self._mark(seen, seen.verdict.runner_up)
        elif key in {"y", "c"}:
            self._mark(seen, self._channel())

    def _channel(self) -> Channel | None:
        keys = {channel[:3]: str(channel) for channel in Channel}
        answer = self._ask(Question((), keys, enter="none"))
        return next((channel for channel in Channel if answer and channel[:3] == answer), None)

    def _mark(self, seen: Seen, channel: Channel | None) -> None:
        self._save(acts.mark, seen.event, channel, once=False)
        self._settle(seen.event.account)
        rules.learn(self._session, self._desk.job, seen.event, channel)

    # --- meetings ------------------------------------------------------------------------------

    def _meeting(self, meeting: Meeting, number: int, count: int) -> None:
        output.echo("")
        zone = self._desk.job.zone
        head = review.heading(meeting.event, number, count, zone=zone, today=self._today)
        self._show(head)
        note = " ".join(text.plain(meeting.noted_in.description).split())[:300]
        known = meetings.known(self._desk.job, meeting)
        met = local(known.last_met, zone) if known.last_met else None
        self._show("; ".join(review.background(met, note, today=self._today)), indent="  ")
        if meeting.verdict.channel is Channel.CONFERENCE:
            self._whom(meeting)
        for promise in known.promises:
            if not promise.confirmed:
                self._known(meeting, promise)
        for mark, noted in known.proposals:
            self._proposed(meeting, mark, noted)
        self._anything_else(meeting)
        self._remember(meeting, known)
        self._done(meeting, "done")

    def _whom(self, meeting: Meeting) -> None:
        names = self._line("Whom did you meet? (names, Enter: nobody new) > ", meeting)
        for name in (part.strip() for part in names.split(",") if part.strip()):
            words = f"met at {meeting.event.title}"
            origin = harvest.origin_of(meeting.event)
            self._save(acts.remember, "", name, words, origin)

    def _known(self, meeting: Meeting, promise: Promise) -> None:
        key = self._ask(review.known(promise, self._due(promise)), meeting)
        if not key:
            self._save(acts.confirm, promise)
        elif key == "n":
            self._save(acts.drop, promise)
        elif key == "e":
            self._reword(promise)

    def _reword(self, promise: Promise) -> None:
        noted = self._words("  In your words > ")
        if noted:
            self._save(acts.reword, promise, noted[0])

    def _proposed(self, meeting: Meeting, mark: str, noted: Noted) -> None:
        event = meeting.noted_in
        promise = self._as_promise(noted)
        key = self._ask(review.proposed(promise, self._due(promise, placed=True)), meeting)
        origin = harvest.origin_of(event)
        if key == "y":
            self._save(acts.add, noted, origin, mark=mark)
        elif key == "n":
            self._save(acts.decline, event, mark)
        elif key == "e":
            words = self._words("  In your words > ")
            self._save(acts.decline, event, mark)
            self._add(words, origin)

    def _anything_else(self, meeting: Meeting) -> None:
        origin = harvest.origin_of(meeting.event)
        people = meetings.guests(self._desk.job, meeting.event)
        self._complete([person.name for person in people if person.name])
        while words := self._line("Promised anything else? (Enter: no) > ", meeting):
            try:
                found = acts.understood(self._desk.job, words, people=people)
            except UsageError as error:
                self._show(str(error))
                continue
            self._offer(found, origin)

    def _offer(self, found: Sequence[Noted], origin: Origin) -> None:
        for noted in found:
            promise = self._as_promise(noted)
            key = self._ask(review.understood(promise, self._due(promise, placed=True)))
            if key == "e":
                self._add(self._words("  In your words > "), origin)
            elif not key:
                self._add([noted], origin)

    def _add(self, found: Sequence[Noted], origin: Origin) -> None:
        for noted in found:
            self._save(acts.add, noted, origin)

    def _words(self, prompt: str) -> Sequence[Noted]:
        """The user's words, until they are understood or he gives up."""
        while words := self._line(prompt):
            try:
                return acts.understood(self._desk.job, words)
            except UsageError as error:
                self._show(str(error))
        return ()

    def _remember(self, meeting: Meeting, known: Known) -> None:
        people = meetings.guests(self._desk.job, meeting.event)
        names = [promise.person for promise in known.promises if promise.person]
        if len(people) == 1:
            who, name = people[0].email, people[0].name or people[0].email
        elif names:
            who, name = "", names[0]
        else:
            return
        words = self._line(f"One thing to remember about {name}? > ", meeting)
        if words:
            origin = harvest.origin_of(meeting.event)
            self._save(acts.remember, who, name, words, origin)

    def _done(self, meeting: Meeting, answer: str) -> None:
        def save(job: Job) -> None:
            for _, event in meeting.sessions:
                acts.reviewed(job, event, answer)

        self._save(save)
        self._settle()

    # --- asking --------------------------------------------------------------------------------

    def _ask(self, question: Question, meeting: Meeting | None = None) -> str:
        """The key that answers, empty for Enter; keys that work anywhere do their work."""
        for line in question.lines:
            self._show(line)
        while True:
            answer = self._line(question.prompt, meeting).lower()
            if not answer and question.enter:
                return ""
            if answer in question.keys and answer != "?":
                if answer == "u":
                    return "u"
                return answer
            for line in review.more():
                self._show(line)

    def _line(self, prompt: str, meeting: Meeting | None = None) -> str:
        """What the user typed; the keys that work at every question of a meeting are done here."""
        typed = input(text.clean(prompt) + " " if not prompt.endswith(" ") else prompt).strip()
        key = typed.lower()
        if key == "q":
            raise _Stop
        if key == "u" and self._marks:
            raise _Back
        if meeting is not None and key in {"s", "w", "x"}:
            self._leave(meeting, key)
        if meeting is not None and key == "?":
            for line in review.more():
                self._show(line)
            return self._line(prompt, meeting)
        return typed

    def _leave(self, meeting: Meeting, key: str) -> NoReturn:
        """The user wasn't there, it was no networking, or it is for later."""
        if key == "w":
            self._done(meeting, "absent")
        elif key == "x":
            self._not_networking(meeting)
        raise _Leave

    def _not_networking(self, meeting: Meeting) -> None:
        event = meeting.event
        once = False
        if meeting.noted_in.series:
            answer = input("  t this one  Enter the series > ").strip().lower()
            once = answer == "t"
        target = event if once else meeting.noted_in
        self._save(acts.mark, target, None, once=once)
        self._done(meeting, "not networking")
        self._settle(event.account)
        if not once:
            rules.learn(self._session, self._desk.job, target, None)

    # --- saving and showing --------------------------------------------------------------------

    def _save(self, what: Callable[..., object], *said: object, **how: object) -> None:
        """Save one answer: `what(job, *said, **how)`."""
        self._marks.append(len(self._desk.job.ledger.journal(self._desk.job.run.id)))
        self._desk.act(lambda job: what(job, *said, **how))

    def _take_back(self) -> None:
        order = self._marks.pop()
        self._desk.act(lambda job: job.ledger.revert_since(job.run, order))
        self._show("  taken back")

    def _settle(self, account: str = "") -> None:
        try:
            report = self._desk.settle(account)
        except CalsyncError as error:
            self._show(f"saved; the calendar follows later: {error}")
            return
        self._written += report.count("create", "move", "rewrite", "close")
        for item in report.accounts:
            if item.error:
                self._show(f"saved; the calendar follows later: {item.error}")

    def _as_promise(self, noted: Noted) -> Promise:
        return Promise(
            id="",
            text=noted.text,
            person=noted.person,
            due=noted.due,
            due_time=noted.due_time,
            mine=noted.mine,
        )

    def _due(self, promise: Promise, *, placed: bool = False) -> str:
        job = self._desk.job
        if placed:
            found = place.Placer(job).preview(promise)
            start = found.start if found else None
        else:
            follow_up = owed.planned(job, promise)
            start = follow_up.start if follow_up else None
        return review.due_line(promise, today=self._today, follow_up=start, zone=job.zone)

    def _show(self, line: str, *, indent: str = "") -> None:
        width = min(WIDTH, shutil.get_terminal_size().columns)
        lead = indent or line[: len(line) - len(line.lstrip())]
        for piece in textwrap.wrap(
            text.clean(line), width, initial_indent=lead, subsequent_indent=lead or "  "
        ):
            output.echo(piece)

    def _complete(self, names: Sequence[str]) -> None:
        """Let Tab complete the names of the people at the meeting."""
        if os.environ.get("TERM") in {None, "dumb"}:
            return
        import readline

        def complete(start: str, state: int) -> str | None:
            fitting = [n for n in names if n.casefold().startswith(start.casefold())]
            return fitting[state] if state < len(fitting) else None

        readline.set_completer(complete)
        readline.set_completer_delims("\n,")
        readline.parse_and_bind("tab: complete")

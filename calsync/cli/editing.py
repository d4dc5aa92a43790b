"""`calsync review --edit`: all meetings on one page in the user's editor. The page is page.py's."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import partial
from pathlib import Path

from calsync import acts
from calsync import harvest
from calsync import meetings
from calsync import page
from calsync import text
from calsync import waiting
from calsync.cli import editor
from calsync.cli import lists
from calsync.cli import output
from calsync.cli import rules
from calsync.cli.desk import Desk
from calsync.cli.session import Session
from calsync.errors import CalsyncError
from calsync.errors import Exit
from calsync.errors import TryLaterError
from calsync.job import Job
from calsync.model import Noted
from calsync.model import Promise
from calsync.model import State
from calsync.page import Answer
from calsync.page import Item
from calsync.page import Said
from calsync.page import Section
from calsync.waiting import Meeting

NOTE_SHOWN = 4000
NEW, KEPT, CHANGED, DROPPED, REMEMBERED = "new", "kept", "changed", "dropped", "remembered"
COUNTED = ("meetings done", NEW, KEPT, CHANGED, DROPPED, REMEMBERED, "follow-ups written")
ACTING = frozenset({Said.RIGHT, Said.KEPT, Said.NONE, Said.PROMISE, Said.REMEMBER})
ANSWERS: Mapping[Said | None, str] = {
    None: "done",
    Said.ABSENT: "absent",
    Said.NOT_NETWORKING: "not networking",
    Said.NOT_THIS_TIME: "not networking",
}
MARKS = frozenset({Said.NOT_NETWORKING, Said.NOT_THIS_TIME})


@dataclass(frozen=True, slots=True)
class Entry:
    """What an item on the page stands for: a promise, or a proposal with its line's mark."""

    promise: Promise | None = None
    noted: Noted | None = None
    mark: str = ""


class Editing:
    """One review on a page, from the first heading to what could not be placed."""

    def __init__(self, session: Session, desk: Desk, *, everything: bool) -> None:
        self._session = session
        self._desk = desk
        self._waits = waiting.waiting(desk.job, everything=everything)
        self._keys = lists.shortened(promise.id for promise in desk.job.ledger.all(Promise))
        self._entries: dict[str, Entry] = {}
        self._sections = tuple(self._section(meeting) for meeting in self._waits.meetings)
        self._hushed: frozenset[int] = frozenset()  # meetings put off, or that were none
        self._counts: Counter[str] = Counter()
        self._lost: list[str] = []
        self._failed: set[int] = set()  # meetings with a line that could not be placed
        self._code = Exit.OK  # of what the calendars made of it

    def run(self) -> int:
        """Show the page, and do what it says; the exit code."""
        try:
            return self._run()
        finally:
            if self._desk.close():
                number = self._desk.job.run.id
                output.echo(f"Take back: calsync undo {number}")

    def _run(self) -> int:
        if not self._sections:
            output.echo("No meeting waits for you.")
            self._others(0)
            return Exit.OK
        program = editor.command(os.environ, terminal=self._session.interactive)
        path = self._written()
        said = editor.edited(path, program)
        if said is None:
            output.echo("The page was not saved, or is empty: nothing was done.")
            return Exit.OK
        try:
            self._carry_out(page.read(said, self._sections))
        except BaseException:
            output.say(f"calsync: not all of the page was done; it is kept: {path}")
            raise
        return self._end(path)

    def _written(self) -> Path:
        folder = self._session.home.ledger.parent
        handle, name = tempfile.mkstemp(dir=folder, prefix="review-", suffix=".md")
        with os.fdopen(handle, "wb") as file:
            file.write(page.render(self._sections).encode("utf-8", "replace"))
        return Path(name)

    # --- the page ------------------------------------------------------------------------------

    def _section(self, meeting: Meeting) -> Section:
        job = self._desk.job
        known = meetings.known(job, meeting)
        items = [self._known(promise) for promise in known.promises]
        items += [self._proposed(meeting, mark, noted) for mark, noted in known.proposals]
        event = meeting.event
        place = event.location.strip().splitlines()
        heading = ", ".join([event.title, lists.moment(event.start, job.zone), *place[:1]])
        note = text.plain(meeting.noted_in.description)[:NOTE_SHOWN]
        return Section(heading, note, tuple(item for item in items if item is not None))

    def _known(self, promise: Promise) -> Item | None:
        key = self._keys[promise.id]
        if key in self._entries:  # another instance of the series shows it
            return None
        self._entries[key] = Entry(promise=promise)
        return Item(key, promise.text, _tail(promise))

    def _proposed(self, meeting: Meeting, mark: str, noted: Noted) -> Item | None:
        name = f"{meeting.noted_in.uid} {mark}"
        if any(entry.mark == name for entry in self._entries.values()):
            return None
        number = 1 + sum(entry.noted is not None for entry in self._entries.values())
        self._entries[f"?{number}"] = Entry(noted=noted, mark=name)
        return Item(f"?{number}", noted.text, _tail(noted), asks=True)

    # --- what it says --------------------------------------------------------------------------

    def _carry_out(self, answers: Sequence[Answer]) -> None:
        ended = {a.section: a.said for a in answers if a.said in page.ENDED}
        skipped = {a.section for a in answers if a.said is Said.SKIP}
        self._hushed = frozenset({*ended, *skipped})
        for answer in answers:
            self._one(answer)
        done = sorted(page.done(answers) - self._failed)
        for number in done:
            self._finish(self._waits.meetings[number - 1], ended.get(number))
        self._settle(done, ended)
        for number in done:
            if ended.get(number) is Said.NOT_NETWORKING:
                event = self._waits.meetings[number - 1].noted_in
                rules.learn(self._session, self._desk.job, event, None)
        self._counts["meetings done"] = len(done)

    def _one(self, answer: Answer) -> None:
        """Do what one line says, or name it."""
        if answer.said is Said.LOST:
            self._name(answer, "not understood, or not below a meeting of the page")
            return
        act = self._act(answer)
        if act is None:
            return
        try:
            self._counts[self._desk.act(act)] += 1
        except TryLaterError:
            raise
        except CalsyncError as error:
            self._name(answer, str(error))

    def _name(self, answer: Answer, why: str) -> None:
        self._failed.add(answer.section)
        where = f"line {answer.line}" if answer.line else f"the line of ({answer.item})"
        self._lost.append(f"{where}: {answer.words or answer.item}: {why}")

    def _act(self, answer: Answer) -> Callable[[Job], str] | None:
        """What a line does to the ledger; the act returns what to count it as."""
        if answer.said not in ACTING:
            return None
        entry = self._entries.get(answer.item, Entry())
        meeting = self._waits.meetings[answer.section - 1]
        if entry.promise is not None:
            hushed = answer.section in self._hushed
            return partial(_of_known, answer=answer, promise=entry.promise, hushed=hushed)
        if entry.noted is not None:
            return partial(_of_proposal, answer=answer, meeting=meeting, entry=entry)
        if answer.said is Said.REMEMBER:
            return partial(_remembered, answer=answer, meeting=meeting)
        return partial(_promised, answer=answer, meeting=meeting)

    def _finish(self, meeting: Meeting, said: Said | None) -> None:
        """A meeting is done with; one that was no networking is marked."""
        once = said is Said.NOT_THIS_TIME and meeting.noted_in.series

        def act(job: Job) -> None:
            if said in MARKS:
                target = meeting.event if once else meeting.noted_in
                acts.mark(job, target, None, once=once)
            for _, event in meeting.sessions:
                acts.reviewed(job, event, ANSWERS[said])

        self._desk.act(act)

    def _settle(self, done: Sequence[int], ended: Mapping[int, Said]) -> None:
        """Write what was answered into the calendars."""
        marked = [number for number in done if ended.get(number) in MARKS]
        touched = {self._waits.meetings[number - 1].event.account for number in marked}
        accounts = sorted({self._desk.job.config.followups.account, *touched})
        self._counts["follow-ups written"], self._code = self._desk.settle(accounts)

    # --- the end -------------------------------------------------------------------------------

    def _end(self, path: Path) -> int:
        counted = [_counted(self._counts[name], name) for name in COUNTED if self._counts[name]]
        output.echo(", ".join(counted) or "Nothing was changed.")
        self._others(len(self._sections) - self._counts["meetings done"])
        if not self._lost:
            path.unlink(missing_ok=True)
            return self._code
        for line in self._lost:
            output.say(f"calsync: {line}")
        output.say(f"calsync: the page is kept: {path}")
        return max(self._code, Exit.PARTIAL)

    def _others(self, left: int) -> None:
        waits = self._waits
        count = left + len(waits.overdue) + len(waits.asked) + len(waits.unsure)
        if count:
            output.echo(f"{count} wait{'s' if count == 1 else ''} for you: calsync review")


def _counted(count: int, name: str) -> str:
    one = name.replace("meetings", "meeting").replace("follow-ups", "follow-up")
    return f"{count} {one if count == 1 else name}"


def _of_known(job: Job, *, answer: Answer, promise: Promise, hushed: bool) -> str:
    """A promise of the ledger was left as it is, edited, kept or taken out."""
    now = job.ledger.get(Promise, promise.id) or promise
    if now.state is not State.OPEN:
        return ""  # settled elsewhere while the page was open
    if answer.said is Said.NONE:
        acts.drop(job, now)
        return DROPPED
    if answer.words:
        now = acts.reword(job, now, _said(job, answer.words, promise))
    if answer.said is Said.KEPT:
        acts.keep(job, now)
        return KEPT
    if not now.confirmed and not hushed:
        acts.confirm(job, now)
    return CHANGED if answer.words else ""


def _of_proposal(job: Job, *, answer: Answer, meeting: Meeting, entry: Entry) -> str:
    """A proposal was taken, perhaps in other words, or declined."""
    noted, mark = entry.noted, entry.mark.rpartition(" ")[2]
    assert noted is not None
    if answer.said is Said.NONE:
        acts.decline(job, meeting.noted_in, mark)
        return ""
    if answer.words:
        said = _said(job, answer.words, noted)
        due, clock = (said.due, said.due_time) if said.due else (noted.due, noted.due_time)
        acts.decline(job, meeting.noted_in, mark)
        noted = replace(said, person=said.person or noted.person, due=due, due_time=clock)
        mark = ""
    promise = acts.add(job, noted, harvest.origin_of(meeting.noted_in), mark=mark)
    return _taken(job, promise, kept=answer.said is Said.KEPT)


def _promised(job: Job, *, answer: Answer, meeting: Meeting) -> str:
    """The user typed what was promised."""
    people = meetings.guests(job, meeting.event)
    origin = harvest.origin_of(meeting.event)
    counted = NEW
    for noted in acts.understood(job, answer.words, people=people):
        promise = acts.add(job, noted, origin)
        counted = _taken(job, promise, kept=answer.said is Said.KEPT)
    return counted


def _taken(job: Job, promise: Promise, *, kept: bool) -> str:
    if not kept:
        return NEW
    acts.keep(job, promise)
    return KEPT


def _remembered(job: Job, *, answer: Answer, meeting: Meeting) -> str:
    """The user typed a note about somebody; a guest is known by the address too."""
    name = answer.name.casefold()
    people = meetings.guests(job, meeting.event)
    fitting = [p for p in people if name in f"{p.name} {p.email}".casefold()]
    one = fitting[0] if len(fitting) == 1 else None
    who, named = (one.email, one.name or answer.name) if one else ("", answer.name)
    acts.remember(job, who, named, answer.words, harvest.origin_of(meeting.event))
    return REMEMBERED


def _tail(promise: Promise | Noted) -> str:
    """For whom and by when, where the words do not say it."""
    when = f", due {lists.day(promise.due)} {promise.due.year}" if promise.due else ""
    clock = f" {promise.due_time:%H:%M}" if promise.due_time else ""
    return text.clean(_whose(promise)) + when + clock


def _whose(promise: Promise | Noted) -> str:
    if not promise.mine:
        return f", owed to you by {promise.person or 'somebody'}"
    return f", for {promise.person}" if promise.person not in promise.text else ""


def _said(job: Job, words: str, promise: Promise | Noted) -> Noted:
    """The user's words for a promise that was shown; whose it is stays."""
    own = words.replace(text.clean(_whose(promise)), "")
    return replace(acts.understood(job, own)[0], mine=promise.mine)

"""The six writes, carried out at Google: each sent through the gateway, settled by reading."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from typing import Any

from calsync.calendars import google_events as events
from calsync.calendars.google_errors import LostError
from calsync.calendars.google_errors import RejectedError
from calsync.calendars.google_errors import SenselessError
from calsync.calendars.google_events import Place
from calsync.calendars.google_session import Session
from calsync.calendars.protocol import Change
from calsync.calendars.protocol import Create
from calsync.calendars.protocol import MakeCalendar
from calsync.calendars.protocol import Outcome
from calsync.calendars.protocol import PutTag
from calsync.calendars.protocol import Remove
from calsync.calendars.protocol import RemoveCalendar
from calsync.calendars.protocol import Result
from calsync.calendars.protocol import Write
from calsync.errors import CalsyncError
from calsync.errors import SignInError
from calsync.errors import TryLaterError
from calsync.model import OWN_MARKS
from calsync.model import TAG_MARKS
from calsync.model import Calendar
from calsync.model import Event

OWN_LINE = "calsync: follow-ups"
DESCRIPTION = (
    f"Follow-ups that calsync keeps for you. It knows this calendar by the next line.\n{OWN_LINE}"
)
SILENT = "none"


class UnsettledError(Exception):
    """A write may have been carried out, and reading could not tell; nothing more gets through."""

    def __init__(self, cause: CalsyncError) -> None:
        super().__init__(str(cause))
        self.cause = cause


class Writer:
    """Carries out one write after another; never repeats one without having read."""

    def __init__(
        self,
        session: Session,
        *,
        place: Callable[[str], Place],
        calendars: Callable[[], tuple[Calendar, ...]],
        zone: Callable[[], str],
    ) -> None:
        self._session = session
        self._place = place
        self._calendars = calendars
        self._zone = zone

    def carry_out(self, write: Write) -> Outcome:
        """One write, one outcome."""
        match write:
            case PutTag():
                return self._tag(write)
            case Create():
                return self._create(write)
            case Change():
                return self._change(write)
            case Remove():
                return self._remove(write)
            case MakeCalendar():
                return self._make_calendar(write)
            case RemoveCalendar():
                return self._remove_calendar(write)

    def _tag(self, write: PutTag) -> Outcome:
        if not write.event.writable:
            return Outcome(write, Result.REFUSED, why=f"{write.event.kind} may not be written here")
        return self._patch(write, write.event, events.tag_body(write.tag, write.color))

    def _change(self, write: Change) -> Outcome:
        if why := self._not_ours(write.event):
            return Outcome(write, Result.REFUSED, why=why)
        body = events.change_body(write.event, write.draft)
        if not body:
            return Outcome(write, Result.DONE, event=write.event)
        return self._patch(write, write.event, body)

    def _not_ours(self, event: Event) -> str:
        if not (
            OWN_MARKS & event.marks.keys() or self._place(event.calendar).calendar.made_by_calsync
        ):
            return "it is not an event of calsync's own"
        if event.attendees or event.attendees_hidden:
            return "somebody was invited to it, and would be told"
        return "" if event.writable else f"{event.kind} may not be written here"

    def _patch(self, write: PutTag | Change, event: Event, body: Mapping[str, Any]) -> Outcome:
        """Patch if unchanged; If-Match makes sending it again after a look harmless."""
        if not event.etag:
            return self._look(write, event)
        waiting = self._session.waiting()
        while True:
            request = self._session.api.events().patch(
                calendarId=event.calendar,
                eventId=event.id,
                body=body,
                sendUpdates=SILENT,
                fields=events.FIELDS,
            )
            try:
                answer = self._session.write(request, waiting, etag=event.etag)
                return Outcome(write, Result.DONE, event=self._read_answer(event.calendar, answer))
            except RejectedError as error:
                return self._rejected(write, event, error)
            except LostError as error:
                outcome = self._settle(write, event)
                if outcome is not None:
                    return outcome
                waiting.again(error)

    def _rejected(self, write: Write, event: Event, error: RejectedError) -> Outcome:
        if error.status in {409, 412, 404, 410}:
            return self._look(write, event)
        return Outcome(write, Result.REFUSED, why=error.why)

    def _settle(self, write: PutTag | Change | Remove, event: Event) -> Outcome | None:
        """After a lost answer: how it ended, or None if it was not carried out."""
        try:
            outcome = self._look(write, event)
        except (TryLaterError, SignInError) as error:
            raise UnsettledError(error) from error
        if outcome.event is not None and outcome.event.etag == event.etag:
            return None
        return outcome

    def _look(self, write: Write, event: Event) -> Outcome:
        """Read the event again: it may be gone, be as wanted already, or have been changed."""
        now = self._get(event.calendar, event.id)
        if now is None or now.cancelled:
            result = Result.GONE
        elif _is_as_wanted(now, write):
            result = Result.DONE
        else:
            result = Result.CONFLICT
        return Outcome(write, result, event=now)

    def _get(self, calendar: str, event: str) -> Event | None:
        request = self._session.api.events().get(
            calendarId=calendar, eventId=event, fields=events.FIELDS
        )
        try:
            return self._read_answer(calendar, self._session.read(request, "id"))
        except RejectedError as error:
            if error.status in {404, 410}:
                return None
            raise

    def _read_answer(self, calendar: str, answer: Mapping[str, Any]) -> Event:
        """The event of an answer; a deleted one is only guaranteed its id (disc. Event.status)."""
        start = answer.get("originalStartTime", {"date": "1970-01-01"})
        try:
            return events.read_event({"start": start, **answer}, self._place(calendar))
        except events.UNREADABLE as error:
            raise SenselessError(error) from error

    def _create(self, write: Create) -> Outcome:
        calendar = write.calendar
        if not self._place(calendar.id).may_write:
            return Outcome(write, Result.REFUSED, why=f"{calendar.name} may not be written")
        waiting = self._session.waiting()
        while True:
            request = self._session.api.events().insert(
                calendarId=calendar.id,
                body=events.new_body(write.draft),
                sendUpdates=SILENT,
                fields=events.FIELDS,
            )
            try:
                answer = self._session.write(request, waiting)
                return Outcome(write, Result.DONE, event=self._read_answer(calendar.id, answer))
            except RejectedError as error:
                return self._not_created(write, error)
            except LostError as error:
                outcome = self._found(write, lost=True)
                if outcome is not None:
                    return outcome
                waiting.again(error)

    def _not_created(self, write: Create, error: RejectedError) -> Outcome:
        if error.status == 409:
            found = self._found(write, lost=False)
            return found or Outcome(write, Result.FAILED, why=error.why)
        result = Result.GONE if error.status in {404, 410} else Result.REFUSED
        return Outcome(write, result, why=error.why)

    def _found(self, write: Create, *, lost: bool) -> Outcome | None:
        """An event with the draft's id: just made, or there before; None if there is none."""
        try:
            event = self._get(write.calendar.id, write.draft.id)
        except (TryLaterError, SignInError) as error:
            if not lost:
                raise
            raise UnsettledError(error) from error
        if event is None:
            return None
        made = lost and not event.cancelled and not events.change_body(event, write.draft)
        return Outcome(write, Result.DONE if made else Result.EXISTS, event=event)

    def _remove(self, write: Remove) -> Outcome:
        event = write.event
        if why := self._not_ours(event):
            return Outcome(write, Result.REFUSED, why=why)
        if not event.etag:
            return self._look(write, event)
        waiting = self._session.waiting()
        lost = False
        while True:
            request = self._session.api.events().delete(
                calendarId=event.calendar, eventId=event.id, sendUpdates=SILENT
            )
            try:
                self._session.write(request, waiting, etag=event.etag)
                return Outcome(write, Result.DONE)
            except RejectedError as error:
                return _after_loss(self._rejected(write, event, error), lost=lost)
            except LostError as error:
                lost = True
                outcome = self._settle(write, event)
                if outcome is not None:
                    return _after_loss(outcome, lost=lost)
                waiting.again(error)

    def _make_calendar(self, write: MakeCalendar) -> Outcome:
        """Found or made, then listed again: of several the smallest id wins."""
        found = self._own_calendars()
        if not found:
            try:
                made = self._insert_calendar(write)
            except RejectedError as error:
                return Outcome(write, Result.REFUSED, why=error.why)
            found = self._own_calendars() or [made]
        return Outcome(write, Result.DONE, calendar=found[0])

    def _own_calendars(self) -> list[Calendar]:
        own = [calendar for calendar in self._calendars() if calendar.made_by_calsync]
        return sorted(own, key=lambda calendar: calendar.id)

    def _insert_calendar(self, write: MakeCalendar) -> Calendar:
        zone = self._zone()
        body = {"summary": write.name, "description": DESCRIPTION}
        body |= {"timeZone": zone} if zone else {}
        waiting = self._session.waiting()
        while True:
            request = self._session.api.calendars().insert(body=body, fields="id")
            try:
                made = self._session.write(request, waiting)
                return self._new_calendar(made, name=write.name, zone=zone)
            except LostError as error:
                if found := self._own_calendars():
                    return found[0]
                waiting.again(error)

    def _new_calendar(self, made: Mapping[str, Any], *, name: str, zone: str) -> Calendar:
        if not isinstance(made.get("id"), str):
            raise SenselessError(KeyError("id"))
        account = self._session.name
        return Calendar(made["id"], name, account, zone=zone, made_by_calsync=True)

    def _remove_calendar(self, write: RemoveCalendar) -> Outcome:
        calendar = next((own for own in self._own_calendars() if own.id == write.calendar.id), None)
        if calendar is None:
            gone = all(known.id != write.calendar.id for known in self._calendars())
            result = Result.GONE if gone else Result.REFUSED
            return Outcome(write, result, why="calsync did not make this calendar")
        if self._holds_events(calendar):
            return Outcome(write, Result.REFUSED, why="there are events left in it")
        waiting = self._session.waiting()
        while True:
            request = self._session.api.calendars().delete(calendarId=calendar.id)
            try:
                self._session.write(request, waiting)
                return Outcome(write, Result.DONE)
            except RejectedError as error:
                done = error.status in {404, 410}
                return Outcome(write, Result.DONE if done else Result.REFUSED, why=error.why)
            except LostError as error:
                waiting.again(error)

    def _holds_events(self, calendar: Calendar) -> bool:
        """Is anything left? A page may be empty while more follow (disc. events.list)."""
        page: dict[str, Any] = {"nextPageToken": None}
        while "nextPageToken" in page:
            request = self._session.api.events().list(
                calendarId=calendar.id,
                pageToken=page["nextPageToken"],
                fields="items(id,status),nextPageToken,nextSyncToken",
            )
            page = self._session.read(request, "nextPageToken", "nextSyncToken")
            if any(item.get("status") != "cancelled" for item in page.get("items", ())):
                return True
        return False


def _is_as_wanted(event: Event, write: Write) -> bool:
    if isinstance(write, Change):
        return not events.change_body(event, write.draft)
    if not isinstance(write, PutTag):
        return False
    wanted = events.tag_marks(write.tag) if write.tag else {}
    marks = {name: event.marks[name] for name in TAG_MARKS if name in event.marks}
    return marks == wanted and write.color in {None, event.color}


def _after_loss(outcome: Outcome, *, lost: bool) -> Outcome:
    """A removal whose answer was lost, and that is gone when looked at, was ours."""
    if lost and outcome.result is Result.GONE:
        return Outcome(outcome.write, Result.DONE)
    return outcome

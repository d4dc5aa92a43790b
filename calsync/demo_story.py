"""The demo's three months: Alex syncs every week, and ticks off what was done, but for one."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from calsync import calendars
from calsync import demo_calendar
from calsync import exporting
from calsync import pipeline
from calsync import runs
from calsync.config import Config
from calsync.config import FollowUps
from calsync.config import me_of
from calsync.job import Job
from calsync.journal import Run
from calsync.ledger import Ledger
from calsync.model import AccountSettings
from calsync.model import instant
from calsync.pipeline import Options
from calsync.pipeline import Report
from calsync.promises import DONE

WEEKS = 11
FORGOTTEN = "pricing sheet"  # the one promise that Alex does not keep
ZONE = ZoneInfo("Europe/Berlin")
CONFIG = """# The demo's configuration; `calsync --config FILE sync` goes on from here.
timezone = "Europe/Berlin"
[me]
emails = ["alex@example.com", "alex.kim@example.net"]
[[accounts]]
name = "alex"
kind = "files"
path = "calendar"
[followups]
account = "alex"
"""


@dataclass(frozen=True, slots=True)
class Story:
    """Where the demo stands after its last sync."""

    job: Job
    report: Report
    exported: Path


def told(folder: Path, *, now: datetime) -> Story:
    """Live through three months in an empty folder; the ledger stays open for looking."""
    now = now.astimezone(ZONE)
    demo_calendar.write(folder / "calendar", now=now)
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "config.toml").chmod(0o600)
    job = _opened(folder, now)
    for week in range(WEEKS, 0, -1):
        job = replace(job, now=now - timedelta(weeks=week))
        _sync(job)
        _tick_off(job, folder)
    job = replace(job, now=now)
    report = _sync(job)
    exported = folder / "followups.ics"
    keeps = exporting.Keeps()
    data = exporting.calendar(job, what=exporting.What.FOLLOWUPS, keeps=keeps, todo=False)
    exported.write_bytes(data)
    return Story(job, report, exported)


def _opened(folder: Path, now: datetime) -> Job:
    me = me_of(("alex@example.com", "alex.kim@example.net"))
    settings = AccountSettings(name="alex", kind="files", path=folder / "calendar")
    account = calendars.open_account(settings, me=me, clock=lambda: now)
    config = Config(
        timezone=ZONE.key, me=me, accounts=(settings,), followups=FollowUps(account="alex")
    )
    return Job(
        config=config,
        ledger=Ledger.open(folder / "ledger.db"),
        run=Run(id=0, command="sync", started=now),
        now=now,
        zone=ZONE,
        accounts=MappingProxyType({"alex": account}),
    )


def _sync(job: Job) -> Report:
    with runs.numbered(job) as numbered:
        return pipeline.sync(numbered, Options())


def _tick_off(job: Job, folder: Path) -> None:
    """Alex ticks off in the calendar whatever comes up this week, with whichever program."""
    week = job.now + timedelta(weeks=1)
    for seen in job.ledger.mirror.made():
        event = seen.event
        due_now = instant(event.end, job.zone) <= week and not event.title.startswith(DONE)
        if due_now and FORGOTTEN not in event.title:
            path = folder / "calendar" / event.id.partition("#")[0]
            ticked = path.read_bytes().replace(b"SUMMARY:", f"SUMMARY:{DONE}".encode(), 1)
            path.write_bytes(ticked)

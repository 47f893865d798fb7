"""A file as a runner has after some weeks, and the command line called on copies of it in this process."""

from __future__ import annotations

import datetime as dt
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from planner.cli import main
from planner.clock import Clock
from planner.config import Settings
from planner.session_clock import Moment
from planner.store import connections, quick
from planner.store.published_events import PublishedEvent, store_published_events
from planner.store.synced_files import SyncedFile, store_synced_files
from planner.training.workouts import Sport, Workout
from planner.usecases import session
from planner.usecases.planbook import Planbook
from tests.cli.said import Said
from tests.exchange.recordings.fit_bytes import begin

TODAY = dt.date(2027, 2, 3)
_RUN_START = dt.datetime(2027, 2, 2, 7, tzinfo=dt.UTC)
_MEETING = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART:20270216T060000
DTEND:20270216T090000
SUMMARY:Meeting
END:VEVENT
END:VCALENDAR
"""
_SETTINGS = (
    "set floor 3G",
    "set zone Europe/Berlin",
    "set birth-year 1980",
    "exercise lunges --by distance --legs light",
)
_BLOCK = "new --template half --start 2027-01-04 --level experienced --body-mass 75"


def call(path: Path, *words: str, today: dt.date = TODAY) -> Said:
    """Run a command of the command line on a file."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(["--db", str(path), "--today", str(today), *words])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


def write_lived_in(path: Path) -> None:
    """Write a block with a month that was done, and a row in every other table."""
    for words in (_BLOCK, "add 2027-02-05 easy --distance 8 --title Club", *_SETTINGS):
        assert call(path, *words.split(), today=dt.date(2027, 1, 4)).code == 0, words
    for workout in quick.read_days(path, dt.date(2027, 1, 4), dt.date(2027, 1, 31)):
        if workout.is_training:
            assert call(path, "done", str(workout.id)).code == 0
    run = path.with_name("run.fit")
    run.write_bytes(begin().session(start=_RUN_START, timer_s=1800, elapsed_s=1800, distance_m=5500).close())
    calendar = path.with_name("work.ics")
    calendar.write_text(_MEETING)
    for words in (f"import {run}", f"busy {calendar}", "away 2027-03-01 2027-03-03", "feel sore 3"):
        assert call(path, *words.split()).code == 0, words
    book = Planbook(path, Clock(TODAY), Settings())
    tonight = next(one for one in quick.read_days(path, TODAY, dt.date(2027, 2, 20)) if one.sport is Sport.STRENGTH)
    session.start_session(book, tonight, Moment(1_801_000_000.0, 5_000.0, "boot"))
    place = dt.datetime.combine(tonight.date, dt.time(18))
    with connections.write_transaction(path, is_operation=False) as connection:
        sent = PublishedEvent(tonight.id, "ab", 1, _RUN_START, place, place + dt.timedelta(hours=1), tonight.title)
        store_published_events(connection, [sent])
        store_synced_files(
            connection, "/calendars/planner", [SyncedFile(tonight.id, f"{place:%Y-%m-%dT%H:%M}", "ab", "cd", 1, 1, 400)]
        )


def todays_run(path: Path) -> Workout:
    """Return the run of today."""
    return next(one for one in quick.read_days(path, TODAY, TODAY) if one.sport is Sport.RUN)

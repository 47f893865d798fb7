"""A squad: the runners of a settings file, each with their week, next workout and race, and what a coach looks into.

Each runner's file is opened once and read in one state. SQLite reads the whole schema of every file that it opens,
which takes longer than all that is read here; so a large squad is divided among some processes.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from planner.clock import Clock
from planner.invocation import with_database
from planner.store import quick, squad_rows
from planner.store.missing_file import WhenMissing, set_when_missing
from planner.store.row_values import leave_out_damaged_rows
from planner.training.absences import Absence
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workouts import DayStatus, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.stored_zone import StoredZone

LOOK_BACK_DAYS = 7
"""So many days before today it is counted what was missed, and looked for pain."""
_LOOK_AHEAD_DAYS = 366
"""Within so many days the next workout is looked for."""
_LARGE = 100
"""From so many runners on several processes read them: starting those takes as long as reading about 50 files."""
_AT_ONCE = 20
"""So many files one process reads before it hands over what it found."""
_MOST_PROCESSES = 8


@dataclass(frozen=True, slots=True)
class RunnerNow:
    """How one runner of a squad is doing.

    Attributes:
        today: The runner's today, in their own time zone.
        week: The first day of their week.
        unit: The unit of their distances.
        totals: What is planned, done and left this week.
        next: The first open workout from today on, within a year; or None.
        race: The next race, or None.
        last_marked: The latest day, up to today, on which something was marked as done or skipped; or None.
        missed: How many workouts of the last 7 days are neither done nor skipped.
        pain: The worst pain recorded in the last 7 days and today, 0 to 10, or None.
        questions: How many questions about recordings are open.
        absence: Why there is no training today, or None.
    """

    today: dt.date
    week: dt.date
    unit: Unit
    totals: Totals
    next: Workout | None
    race: Workout | None
    last_marked: dt.date | None
    missed: int
    pain: int | None
    questions: int
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class SquadRow:
    """One runner of a squad.

    Attributes:
        name: The name in the settings.
        database: The runner's file.
        now: How they are doing; None where the file cannot be read.
        problems: What could not be read, a sentence each; empty when all was.
    """

    name: str
    database: Path
    now: RunnerNow | None
    problems: tuple[str, ...] = field(default=())


def read_squad(athletes: Mapping[str, Path], today: dt.date | None = None) -> Iterator[SquadRow]:
    """Yield the runners of a squad in the order given, each as soon as it and those before it are read.

    Args:
        athletes: The database of each runner, by name.
        today: The day that is taken for today; None takes each runner's own.
    """
    processes = min(_processors(), _MOST_PROCESSES)
    if len(athletes) < _LARGE or processes == 1:
        yield from (_read_row(today, each) for each in athletes.items())
        return
    import multiprocessing

    # Ctrl+c ends the process that was started first, which ends the others: they never see it, not even as they start.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pool = multiprocessing.get_context("spawn").Pool(processes)
    finally:
        signal.signal(signal.SIGINT, before)
    with pool:
        yield from pool.imap(partial(_read_row, today), athletes.items(), _AT_ONCE)


def _processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _read_row(today: dt.date | None, athlete: tuple[str, Path]) -> SquadRow:
    name, path = athlete
    book = Planbook(path, Clock(today) if today is not None else Clock(read_zone=StoredZone(path)))
    with with_database(name), set_when_missing(WhenMissing.REFUSE), leave_out_damaged_rows() as damaged:
        try:
            now = _read_now(book)
        except RefusedError as refusal:
            return SquadRow(name, path, None, (*damaged, str(refusal)))
    return SquadRow(name, path, now, tuple(damaged))


def _read_now(book: Planbook) -> RunnerNow:
    """Return how a runner is doing, from one state of the file.

    Raises:
        RefusedError: The file cannot be read.
    """
    with quick.read_snapshot(book.path):
        today = book.today
        week = first_day_of_week(today, quick.read_week_start(book.path))
        earliest = today - DAY * LOOK_BACK_DAYS
        workouts = quick.read_days(book.path, min(week, earliest), week + WEEK - DAY)
        latest = [one for one in workouts if earliest <= one.date <= today]
        return RunnerNow(
            today=today,
            week=week,
            unit=quick.read_unit(book.path),
            totals=sum_totals((one for one in workouts if one.date >= week), today),
            next=squad_rows.read_first_open(book.path, today, today + DAY * _LOOK_AHEAD_DAYS),
            race=squad_rows.read_next_race(book.path, today),
            last_marked=squad_rows.read_last_marked_day(book.path, today),
            missed=sum(one.status_on(today) is DayStatus.MISSED for one in latest),
            pain=_worst_pain(latest),
            questions=_count_questions(book),
            absence=next((one for one in squad_rows.read_absences_on(book.path, today) if one.stops_training), None),
        )


def _worst_pain(workouts: Iterable[Workout]) -> int | None:
    outcomes = [one.actual for one in workouts if one.actual is not None]
    recorded = (pain for outcome in outcomes for pain in (outcome.pain, outcome.pain_next))
    return max((pain for pain in recorded if pain is not None), default=None)


def _count_questions(book: Planbook) -> int:
    if not squad_rows.has_open_recordings(book.path):
        return 0
    from planner.usecases.recordings.inbox import read_inbox  # here: most runners have no open recordings

    return len(read_inbox(book))

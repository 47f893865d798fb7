"""Reading the calendar, and the totals of the last weeks, for the command line and the screens.

Loads neither SQLModel nor the slotter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.store import quick
from planner.training.refusal import RefusedError
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workouts import Sport, Workout
from planner.usecases.planbook import Planbook

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from planner.training.absences import Absence
    from planner.training.blocks import Block, Runner
    from planner.training.busy_times import BusyDays
    from planner.training.form_start import FormStart
    from planner.training.progress import WeekProgress
    from planner.training.races import Unit

_NEAR_DAYS = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """The workouts from one day to another, with their totals.

    Attributes:
        first: The first day.
        last: The last day, included.
        workouts: The workouts of these days, in calendar order.
        totals: Their totals.
    """

    first: dt.date
    last: dt.date
    workouts: tuple[Workout, ...]
    totals: Totals


@dataclass(frozen=True, slots=True)
class Recorded:
    """The recordings of a workout.

    Attributes:
        recordings: Their numbers, in the order of their starts.
        made_by: Who linked them, a `LinkMaker` value.
        words: Why, in half a sentence; empty of a workout that is there only because of its recording.
    """

    recordings: tuple[int, ...]
    made_by: str
    words: str

    def text_of(self, workout: Workout) -> str:
        """Return what the workout's day says: ``recorded: 10.0 of 10 km, same day``; empty where there is no reason."""
        if not self.words:
            return ""
        from planner.training.outcomes import has_planned_sets  # here: most lists have no recordings

        by = {"auto": "recorded", "inbox": "recorded, as you answered", "person": "recorded, linked by you"}
        is_copied = workout.sport is Sport.STRENGTH and has_planned_sets(workout)
        return f"{by[self.made_by]}: {self.words}{'; sets as planned' if is_copied else ''}"


def list_workouts(book: Planbook, first: dt.date, last: dt.date) -> Listing:
    """Return the workouts from ``first`` to ``last``, both included, with their totals."""
    workouts = read_workouts(book, first, last)
    return Listing(first, last, workouts, sum_totals(workouts, book.today))


def next_open_day(book: Planbook) -> Listing:
    """Return the open workouts of the first day, from today on, that has one; of today, and none, if there is no such.

    A year is looked ahead.
    """
    for days in (_NEAR_DAYS, 366):  # nearly always within the first few days, which are read faster
        workouts = [
            workout
            for workout in read_workouts(book, book.today, book.today + DAY * days)
            if workout.is_open and workout.is_training
        ]
        if workouts:
            day = workouts[0].date
            of_day = tuple(workout for workout in workouts if workout.date == day)
            return Listing(day, day, of_day, sum_totals(of_day, book.today))
    return Listing(book.today, book.today, (), sum_totals((), book.today))


def unmarked_yesterday(book: Planbook) -> list[Workout]:
    """Return yesterday's training that was neither marked done nor skipped.

    Raises:
        RefusedError: The file cannot be read.
    """
    yesterday = book.today - DAY
    return [one for one in read_workouts(book, yesterday, yesterday) if one.is_open and one.is_training]


def next_race_block(book: Planbook) -> Block | None:
    """Return the block with the first race from today on; None where no race is planned.

    Raises:
        RefusedError: The file cannot be read.
    """
    ahead = (block for block in read_blocks(book) if block.race_date is not None and block.race_date >= book.today)
    return min(ahead, key=lambda block: block.race_date or block.last_day, default=None)


def next_session(book: Planbook, after: dt.date) -> Workout | None:
    """Return the first open strength session after a day, and not before today; None where a year has none.

    Raises:
        RefusedError: The file cannot be read.
    """
    first = max(after + DAY, book.today)
    for days in (_NEAR_DAYS, 366):
        for workout in read_workouts(book, first, first + DAY * days):
            if workout.sport is Sport.STRENGTH and workout.is_open:
                return workout
    return None


def read_workouts(book: Planbook, first: dt.date, last: dt.date) -> tuple[Workout, ...]:
    """Return the workouts from ``first`` to ``last``, both included, by date, slot (none last), start time and id."""
    return tuple(quick.read_days(book.path, first, last))


def read_workout(book: Planbook, number: int) -> Workout:
    """Return one workout.

    Raises:
        RefusedError: There is no such workout.
    """
    return quick.read_workout(book.path, number)


def read_existing(book: Planbook, numbers: Iterable[int]) -> dict[int, Workout]:
    """Return workouts by their numbers; those that are gone are left out.

    Raises:
        RefusedError: The file cannot be read.
    """
    wanted = sorted(numbers)
    with quick.read_snapshot(book.path):
        try:
            return {workout.id: workout for workout in quick.read_workouts(book.path, wanted)}
        except RefusedError:
            each = ((number, read_or_none(book, number)) for number in wanted)
            return {number: workout for number, workout in each if workout is not None}


def read_or_none(book: Planbook, number: int) -> Workout | None:
    """Return one workout; None when it is gone or damaged."""
    try:
        return quick.read_workout(book.path, number)
    except RefusedError:
        return None


def read_if_newer(book: Planbook, workout: Workout) -> Workout | None:
    """Return a workout as another session has changed it since it was read; None when it is unchanged or gone."""
    stored = read_or_none(book, workout.id)
    return stored if stored is not None and stored.version != workout.version else None


def read_week(book: Planbook, day: dt.date) -> Listing:
    """Return the workouts of the week that contains a day, by the runner's first day of the week."""
    first = first_day_of_week(day, quick.read_week_start(book.path))
    return list_workouts(book, first, first + 6 * DAY)


def read_recorded(book: Planbook, workouts: Iterable[Workout]) -> dict[int, Recorded]:
    """Return the recordings of some workouts, by the number of the workout; those without any are missing.

    Raises:
        RefusedError: The file cannot be read.
    """
    done = [workout.id for workout in workouts if workout.id and workout.actual is not None]
    found: dict[int, Recorded] = {}
    for workout_id, number, made_by, words in quick.read_link_rows(book.path, done):
        before = found[workout_id].recordings if workout_id in found else ()
        found[workout_id] = Recorded((*before, number), made_by, words)
    return found


def is_nothing_planned(book: Planbook) -> bool:
    """Return whether there is no block and no workout yet.

    Raises:
        RefusedError: The file cannot be read.
    """
    return quick.is_nothing_planned(book.path)


def read_blocks(book: Planbook) -> tuple[Block, ...]:
    """Return all blocks, by first day."""
    return tuple(quick.read_blocks(book.path))


def read_absences(book: Planbook) -> tuple[Absence, ...]:
    """Return all absences and feelings, by first day."""
    return tuple(quick.read_absences(book.path))


def read_busy_days(book: Planbook, first: dt.date, last: dt.date) -> BusyDays:
    """Return what other calendars of the runner fill from ``first`` to ``last``, both included."""
    from planner.training.busy_times import busy_days  # here: the first frame shows no busy times

    return busy_days(quick.read_busy_times(book.path, first, last))


def read_runner(book: Planbook) -> Runner:
    """Return the runner's data."""
    return quick.read_runner(book.path)


def read_unit(book: Planbook) -> Unit:
    """Return the unit that the runner has distances in."""
    return quick.read_unit(book.path)


def read_runner_blocks_absences(book: Planbook) -> tuple[Runner, tuple[Block, ...], tuple[Absence, ...]]:
    """Return the runner's data, all blocks and all absences of one state of the file."""
    runner, blocks, absences = quick.read_runner_context(book.path)
    return runner, tuple(blocks), tuple(absences)


def calendar_span(book: Planbook) -> tuple[dt.date, dt.date]:
    """Return the dates of the earliest and the latest workout; today twice when there are no workouts."""
    return quick.read_date_range(book.path) or (book.today, book.today)


USUAL_WEEKS, MOST_WEEKS = 12, 520
_WEEKS_AHEAD = 26


@dataclass(frozen=True, slots=True)
class WeeksReview:
    """Some weeks, with the data they were computed from.

    Attributes:
        weeks: Oldest first, today's week last.
        this_week_workouts: The workouts of today's week.
        runner: The runner's data.
        workouts: All workouts that were read: from almost a year before the first week to half a year from now.
        begin: The first day that was read.
        start: Where fitness and fatigue stand before that day.
    """

    weeks: tuple[WeekProgress, ...]
    this_week_workouts: tuple[Workout, ...]
    runner: Runner
    workouts: tuple[Workout, ...]
    begin: dt.date
    start: FormStart


def review_weeks(book: Planbook, weeks: int = USUAL_WEEKS) -> WeeksReview:
    """Return the last weeks, and the workouts of the current one.

    Raises:
        RefusedError: ``weeks`` is below 1 or above 520, or the file cannot be read.
    """
    from planner.store.progress_rows import read_ascents, read_form_start  # here: the first frame shows no weeks
    from planner.training.progress import first_day_needed, weekly_progress

    if not 1 <= weeks <= MOST_WEEKS:
        raise RefusedError(f"weeks must be between 1 and {MOST_WEEKS}, not {weeks}.")
    with quick.read_snapshot(book.path):
        runner = read_runner(book)
        first = first_day_of_week(book.today, runner.week_start)
        last, begin = first + 6 * DAY, first_day_needed(book.today, runner.week_start, weeks)
        workouts = read_workouts(book, begin, last + _WEEKS_AHEAD * WEEK)
        ascents = read_ascents(book.path, first - WEEK * (weeks - 1), last)
        start = read_form_start(book.path, begin)
    past = [workout for workout in workouts if workout.date <= last]
    progress = weekly_progress(past, book.today, runner.week_start, weeks, ascents, start=start)
    this_week = tuple(workout for workout in past if workout.date >= first)
    with_reasons = _with_reasons(progress, workouts, book.today, runner)
    return WeeksReview(with_reasons, this_week, runner, workouts, begin, start)


def _with_reasons(
    weeks: tuple[WeekProgress, ...], workouts: tuple[Workout, ...], today: dt.date, runner: Runner
) -> tuple[WeekProgress, ...]:
    """Return the weeks with why the running of each was low."""
    from planner.training.low_weeks import low_week_reasons, moved_away_from

    by_week: dict[dt.date, list[Workout]] = {}
    for workout in workouts:
        by_week.setdefault(first_day_of_week(workout.date, runner.week_start), []).append(workout)
    moved = [workout for workout in workouts if workout.is_moved]
    with_reasons = []
    for week in weeks:
        before = sum_totals(by_week.get(week.start - WEEK, ()), today).run.planned_m
        away = moved_away_from(moved, week.start)
        why = low_week_reasons(by_week.get(week.start, ()), away, before, today, runner.unit)
        with_reasons.append(replace(week, why=why))
    return tuple(with_reasons)

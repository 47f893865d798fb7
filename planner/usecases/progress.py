"""What the weeks say together: records, weeks in a row, the next long run, key runs after heavy sessions, the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.store import quick
from planner.store.progress_rows import read_longest_done, read_recorded_weeks
from planner.training.blocks import Block, block_on
from planner.training.deloads import can_be_lighter, deload_workout
from planner.training.doses import Equipment, equipment_of
from planner.training.form_outlook import FormDay, form_outlook
from planner.training.interference import LedgerRow, interference_ledger
from planner.training.longest_run_guard import LongestRunGuard, guard_longest_run
from planner.training.progress import planned_load, workload_by_day
from planner.training.races import Unit
from planner.training.running_records import RunningRecords, RunRecord, count_streak, excused_weeks
from planner.training.strength_records import StrengthRecords
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY, WEEK, days_between, first_day_of_week
from planner.training.workload_ratios import WorkloadRatios, workload_ratios
from planner.training.workouts import Sport, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.queries import WeeksReview, read_blocks, review_weeks
from planner.usecases.strength.records import read_records

_DAYS_OF_OUTLOOK = 42
"""Days that the form is worked out ahead where no block says how many."""


@dataclass(frozen=True, slots=True)
class BlockWeek:
    """A week of a block.

    Attributes:
        start: Its first day, on the weekday that the runner's weeks begin on.
        totals: What is planned, done and left in it.
        left: Of that, what is still ahead, as planned.
        phase: Its phase by the plan; empty where it has none.
        has_race: Whether the block's race is in it.
        longest_m: The longest run planned in it, in metres; 0 where none has a distance.
        load_left_au: The load of what is still ahead, in AU, as planned.
        lighter_m: The running planned in it if it is made lighter, in metres.
    """

    start: dt.date
    totals: Totals
    left: Totals
    phase: str
    has_race: bool
    longest_m: float
    load_left_au: float = 0.0
    lighter_m: float = 0.0

    def contains(self, day: dt.date) -> bool:
        """Return whether a day is in it."""
        return self.start <= day < self.start + WEEK


@dataclass(frozen=True, slots=True)
class BlockOverview:
    """A block, week by week.

    Attributes:
        block: The block.
        weeks: All of its weeks, in order.
    """

    block: Block
    weeks: tuple[BlockWeek, ...]


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """Some weeks and what they say together.

    Attributes:
        reviewed: The weeks, with the workouts that they were worked out from.
        today: Today.
        blocks: All blocks.
        strength: The longest hold and the heaviest sled.
        guard: The longest run of 30 days and the next long one; None where nothing was run.
        ledger: The key runs by hours since the last heavy session; empty where there are too few to compare.
    """

    reviewed: WeeksReview
    today: dt.date
    blocks: tuple[Block, ...]
    strength: StrengthRecords
    guard: LongestRunGuard | None
    ledger: tuple[LedgerRow, ...]

    @property
    def unit(self) -> Unit:
        """The runner's unit of distance."""
        return self.reviewed.runner.unit


def read_report(book: Planbook, weeks: int) -> ProgressReport:
    """Read the last weeks and what they say together.

    Raises:
        RefusedError: ``weeks`` is out of range, or the file cannot be read.
    """
    with quick.read_snapshot(book.path):
        reviewed = review_weeks(book, weeks)
        return ProgressReport(
            reviewed,
            book.today,
            read_blocks(book),
            read_records(book),
            guard_longest_run(reviewed.workouts, book.today),
            interference_ledger(reviewed.workouts, book.today),
        )


def read_running_records(book: Planbook, week_start: int) -> RunningRecords:
    """Return the records of all running, and the weeks in a row; of fifty years it takes some 25 ms.

    Raises:
        RefusedError: The file cannot be read.
    """
    this_week = first_day_of_week(book.today, week_start)
    with quick.read_snapshot(book.path):
        runs = read_recorded_weeks(book.path, Sport.RUN, this_week)
        strength = read_recorded_weeks(book.path, Sport.STRENGTH, this_week)
        excused = excused_weeks(quick.read_absences(book.path), this_week)
        longest = read_longest_done(book.path, Sport.RUN)
    best_start, best_m = max(runs, key=lambda week: week[1], default=(this_week, 0.0))
    return RunningRecords(
        RunRecord(*longest) if longest else None,
        RunRecord(best_m, best_start) if best_m else None,
        count_streak({start for start, _ in runs}, excused, this_week),
        count_streak({start for start, _ in strength}, excused, this_week),
    )


def form_line(reviewed: WeeksReview, blocks: Sequence[Block], today: dt.date) -> tuple[FormDay, ...]:
    """Return the form of each day of the weeks, and ahead to the end of the block, or for six weeks without one."""
    last = max(_last_day_ahead(reviewed, blocks, today), today + 7 * DAY)
    if block_ahead(blocks, today) is None:
        last = max(last, today + _DAYS_OF_OUTLOOK * DAY)
    return form_outlook(reviewed.workouts, reviewed.begin, reviewed.weeks[0].start, last, today, start=reviewed.start)


def ratios_on(reviewed: WeeksReview, day: dt.date) -> WorkloadRatios | None:
    """Return ACWR of a day, not after today; None where less than 28 days are recorded by then."""
    recorded = [workout for workout in reviewed.workouts if workout.actual is not None and workout.date <= day]
    first_logged = reviewed.start.first_logged_of(workout.date for workout in recorded)
    if first_logged is None:
        return None
    loads = workload_by_day(recorded)
    return workload_ratios([loads[one] for one in days_between(max(first_logged, reviewed.begin), day)])


def weeks_ahead(report: ProgressReport) -> tuple[BlockWeek, ...]:
    """Return the weeks after today's: to the end of the block, of the next one, or of what is planned without one.

    There are 26 at most.
    """
    reviewed, today = report.reviewed, report.today
    block, last = block_ahead(report.blocks, today), _last_day_ahead(reviewed, report.blocks, today)
    first = reviewed.weeks[-1].start + WEEK
    by_week: dict[dt.date, list[Workout]] = {}
    for workout in reviewed.workouts:
        if workout.date >= first:
            by_week.setdefault(first_day_of_week(workout.date, reviewed.runner.week_start), []).append(workout)
    weeks = [first + WEEK * number for number in range((last - first).days // 7 + 1)]
    equipment = equipment_of(reviewed.runner)
    return tuple(
        replace(
            _block_week(block, start, by_week.get(start, []), today),
            lighter_m=_lighter_m(by_week.get(start, []), equipment, today),
        )
        for start in weeks
    )


def block_ahead(blocks: Sequence[Block], today: dt.date) -> Block | None:
    """Return the block of today, else the next one; None where there is neither."""
    coming = (block for block in blocks if block.start > today)
    return block_on(blocks, today) or min(coming, key=lambda block: block.start, default=None)


def _last_day_ahead(reviewed: WeeksReview, blocks: Sequence[Block], today: dt.date) -> dt.date:
    """Return the last day of the block of today or the next one, or else that is planned; 26 weeks ahead at most."""
    block = block_ahead(blocks, today)
    training = (workout.date for workout in reviewed.workouts if workout.is_training)
    last = max(training, default=today) if block is None else block.last_day
    return min(last, reviewed.weeks[-1].start + 27 * WEEK - DAY)


def _lighter_m(week: Sequence[Workout], equipment: Equipment, today: dt.date) -> float:
    """Return the running of a week, in metres, if what can be lighter is."""
    lighter = (deload_workout(one, equipment) if can_be_lighter(one, today) else one for one in week)
    return sum_totals(lighter, today).run.planned_m


def block_overview(
    book: Planbook, blocks: Sequence[Block], week_start: int, workouts: Sequence[Workout] = ()
) -> BlockOverview | None:
    """Return the block of today, else the next one, else the last one; None where there is none.

    Args:
        book: The planbook.
        blocks: All blocks.
        week_start: The weekday that weeks begin on.
        workouts: The workouts of the block, if they were read already; else they are read.

    Raises:
        RefusedError: The file cannot be read.
    """
    if not blocks:
        return None
    block = block_ahead(blocks, book.today) or max(blocks, key=lambda one: one.last_day)
    first = first_day_of_week(block.start, week_start)
    if not workouts or workouts[0].date > first or workouts[-1].date < block.last_day:
        workouts = quick.read_days(book.path, first, block.last_day + 6 * DAY)
    by_week: dict[dt.date, list[Workout]] = {}
    for workout in workouts:
        by_week.setdefault(first_day_of_week(workout.date, week_start), []).append(workout)
    weeks = []
    start = first
    while start <= block.last_day:
        of_week = by_week.get(start, [])
        weeks.append(_block_week(block, start, of_week, book.today))
        start += WEEK
    return BlockOverview(block, tuple(weeks))


def _block_week(block: Block | None, start: dt.date, workouts: Sequence[Workout], today: dt.date) -> BlockWeek:
    has_race = block is not None and block.race_date is not None and start <= block.race_date < start + WEEK
    longest = max((run.planned.distance_m or 0.0 for run in workouts if run.sport is Sport.RUN), default=0.0)
    phase = "" if block is None else block.phase_on(max(start, block.start)) or ""
    ahead = [workout for workout in workouts if workout.is_left(today)]
    return BlockWeek(
        start,
        sum_totals(workouts, today),
        sum_totals(ahead, today),
        phase,
        has_race,
        longest,
        load_left_au=sum(planned_load(workout) for workout in ahead),
    )

"""The runs of a block's coming weeks when its race day changes: generated again, or the plan's weeks rearranged.

Generated runs continue from what was run in the last weeks. Other plans lose weeks right after today, or repeat the
weeks before their taper; the last two weeks keep their distance in days to the race.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.training.blocks import Block
from planner.training.formatting import format_bare_distance
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.rescheduling import move_with_plan
from planner.training.run_plans.goals import PlanRequest, PriorWeeks
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.run_plans.taper_rules import TAPER_DAYS
from planner.training.run_plans.weekly_volumes import building_weeks, is_step_back, max_reachable_peak
from planner.training.runner_paces import PaceOrigin
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import RunKind, Sport, StoredStatus, Workout
from planner.usecases.blocks.draft import merge_phases, workout_from_entry
from planner.usecases.blocks.options import BlockOptions

_LONG_RUN_LOOKBACK_DAYS = 30
"""Days before the window whose longest run limits the next one (W3)."""
_WEEKS_BACK = 4
_MAX_WEEKLY_GROWTH = 1.30
"""The ratio of one week to the week before at which the slotter warns (W4)."""


@dataclass(frozen=True, slots=True)
class ReplanWindow:
    """The days that are planned again.

    Attributes:
        first_day: The first of them; it begins a week of the block.
        weeks_before: How many weeks of the block are before it.
        target_day: The day that is planned for: the race day, or the block's last day if it has no race.
    """

    first_day: dt.date
    weeks_before: int
    target_day: dt.date

    @property
    def weeks_left(self) -> int:
        """The number of weeks from the first day to the target day, both weeks included."""
        return (self.target_day - self.first_day).days // 7 + 1


@dataclass(frozen=True, slots=True)
class NewRuns:
    """The runs of a block's coming weeks.

    Attributes:
        workouts: The runs; new ones have the number 0, moved ones keep theirs.
        last_day: The block's last day.
        phases: ``(first day, name)`` of each phase of the block.
        remarks: What the runner should know, one sentence each.
        step_back_weeks: The lighter weeks among the coming ones, by their index in the block; None if they are only
            to be found in the running.
    """

    workouts: tuple[Workout, ...]
    last_day: dt.date
    phases: tuple[tuple[int, str], ...]
    remarks: tuple[str, ...] = ()
    step_back_weeks: frozenset[int] | None = None


def with_easy_pace(options: BlockOptions, own_easy: float | None, recent_runs: Sequence[Workout]) -> BlockOptions:
    """Return the options with an easy pace where theirs is assumed: the runner's own, else the median of recent runs.

    Args:
        options: The options that the block was made with.
        own_easy: The easy pace, in s/km, that the runner has set since, or None.
        recent_runs: The runs of the last weeks.
    """
    if options.paces.origin is not PaceOrigin.ASSUMED:
        return options
    if own_easy is not None:
        return replace(options, easy_pace=own_easy)
    efforts = [run.actual.effort for run in recent_runs if run.actual and run.kind in (RunKind.EASY, RunKind.LONG)]
    paces = [
        effort.duration_s / effort.distance_m * 1000 for effort in efforts if effort.duration_s and effort.distance_m
    ]
    return replace(options, easy_pace=statistics.median(paces)) if paces else options


def generate_runs(
    block: Block,
    plan_request: PlanRequest,
    options: BlockOptions,
    window: ReplanWindow,
    *,
    recent_runs: Sequence[Workout],
    unit: Unit,
) -> NewRuns:
    """Generate the runs of the window again.

    Args:
        block: The stored block.
        plan_request: What its runs were generated from.
        options: The options; their easy pace estimates missing times.
        window: The days that are planned again.
        recent_runs: The runs of the weeks before the window.
        unit: The unit of distances in remarks.

    Raises:
        RefusedError: The plan cannot have so few or so many weeks.
    """
    figures = plan_request.settings
    nearest = max(window.first_day, block.start + WEEK * (figures.min_weeks - 1))
    farthest = block.start + WEEK * figures.max_weeks - DAY
    if window.target_day < nearest:
        raise RefusedError(_too_near(block, window, nearest))
    if window.target_day > farthest:
        raise RefusedError(
            f"A race on {window.target_day} is too far off for {block.name}: the last that can be is {farthest}."
        )
    weekday = None if plan_request.race_weekday is None else (window.target_day - window.first_day).days % 7
    renewed = replace(plan_request, weeks=window.weeks_left, race_weekday=weekday, easy_pace=options.easy_pace)
    if window.weeks_before:
        renewed = _continue_request(renewed, options, window, recent_runs)
    peak = min(plan_request.peak_m, max_reachable_peak(renewed))
    renewed = replace(renewed, peak_m=peak if renewed.prior else max(peak, renewed.current_m))
    plan = generate_plan(renewed)
    items = tuple(
        replace(
            workout_from_entry(entry, window.first_day, options.paces, options.start_times, unit), block_id=block.id
        )
        for entry in plan.entries
    )
    ahead = [(day + 7 * window.weeks_before, name) for day, name in plan.phases]
    phases = [phase for phase in block.phases if phase[0] < 7 * window.weeks_before]
    return NewRuns(
        items,
        window.first_day + DAY * (plan.days - 1),
        tuple(merge_phases([*phases, *ahead])),
        tuple(_remarks(plan_request, renewed, window, items, unit)),
        None
        if plan.step_back_weeks is None
        else frozenset(week + window.weeks_before for week in plan.step_back_weeks),
    )


def _too_near(block: Block, window: ReplanWindow, nearest: dt.date) -> str:
    return f"A race on {window.target_day} is too near for {block.name}: the nearest that can be is {nearest}."


def _continue_request(
    plan_request: PlanRequest, options: BlockOptions, window: ReplanWindow, before: Sequence[Workout]
) -> PlanRequest:
    """Return the plan request with the last weeks as its start; step-back weeks do not count as a normal week."""
    pace = options.paces.easy
    runs = [((run.date - window.first_day).days, _counted_metres(run, pace)) for run in before]
    weeks = [sum(metres for day, metres in runs if -7 * ago <= day < 7 - 7 * ago) for ago in range(1, _WEEKS_BACK + 1)]
    first = replace(plan_request, weeks=plan_request.weeks + window.weeks_before)
    normal = [
        metres
        for ago, metres in enumerate(weeks, start=1)
        if metres and not (ago <= window.weeks_before and is_step_back(first, window.weeks_before - ago))
    ]
    prior = PriorWeeks(window.weeks_before, weeks[0], tuple(run for run in runs if run[0] >= -_LONG_RUN_LOOKBACK_DAYS))
    return replace(plan_request, prior=prior, current_m=normal[0] if normal else plan_request.current_m)


def _counted_metres(run: Workout, pace: float) -> float:
    """Return the metres that a run counts for: its distance, or its time at easy pace if that is less.

    The slotter's warnings compare minutes, so the growth of a plan must respect them as well.
    """
    actual = run.actual.effort if run.actual else run.planned
    metres = actual.distance_m or run.planned.distance_m
    seconds = actual.duration_s or run.planned.duration_s
    if not seconds:
        return metres or 0.0
    by_time = seconds / pace * 1000
    return min(metres, by_time) if metres else by_time


def _remarks(
    plan_request: PlanRequest, renewed: PlanRequest, window: ReplanWindow, workouts: Sequence[Workout], unit: Unit
) -> Iterator[str]:
    if not building_weeks(renewed):
        left = "1 week is" if window.weeks_left == 1 else f"{window.weeks_left} weeks are"
        yield f"Only {left} left: the taper, and nothing to build."
    elif renewed.peak_m <= plan_request.peak_m - 1000:
        yield (
            f"The peak week is {format_bare_distance(renewed.peak_m, unit)}, not "
            f"{format_bare_distance(plan_request.peak_m, unit)} {unit.value}: "
            "no more can be reached from what the last weeks held."
        )
    last_week_m = renewed.prior.last_week_m if renewed.prior else 0.0
    runs = (run for run in workouts if run.date < window.first_day + WEEK and run.kind != RunKind.RACE)
    next_week_m = sum(run.planned.distance_m or 0.0 for run in runs)
    if last_week_m and next_week_m > _MAX_WEEKLY_GROWTH * last_week_m:
        yield (
            f"The last week holds only {format_bare_distance(last_week_m, unit)} {unit.value}, so the next one, of "
            f"{format_bare_distance(next_week_m, unit)}, is more than 30 % above it."
        )


def rearrange_runs(block: Block, race_date: dt.date, window: ReplanWindow, workouts: Sequence[Workout]) -> NewRuns:
    """Rearrange the runs of a plan that was not generated here: leave weeks out, or repeat those before the taper.

    Args:
        block: The stored block.
        race_date: Its race date.
        window: The days that are planned again.
        workouts: All its workouts except slotted sessions.

    Raises:
        RefusedError: The race would be before the window, or there is no week that could be repeated.
    """
    if window.target_day < window.first_day:
        raise RefusedError(_too_near(block, window, window.first_day))
    last = block.last_day + (window.target_day - race_date)
    sources = dict(_source_days(block, race_date, window, last))
    by_day: defaultdict[dt.date, list[Workout]] = defaultdict(list)
    for workout in workouts:
        is_past = workout.date < window.first_day
        by_day[workout.plan_day if is_past else workout.date].append(workout)
    moved: set[int] = set()
    runs: list[Workout] = []
    # The nearest day that repeats a workout gets the workout itself, the others get copies.
    for day in sorted(sources, key=lambda day: (abs((day - sources[day]).days), day)):
        for workout in by_day[sources[day]]:
            is_other_race = workout.kind == RunKind.RACE and day != window.target_day
            if workout.status is StoredStatus.UNPLANNED or is_other_race:
                continue
            if workout.date < window.first_day or workout.id in moved:
                runs.append(_copy_planned(workout, day))
                continue
            moved.add(workout.id)
            if workout.status is StoredStatus.PLANNED and not workout.locked:
                runs.append(move_with_plan(workout, day))
    past = [(number, block.phase_on(block.start + DAY * number)) for number in range(7 * window.weeks_before)]
    coming = [((day - block.start).days, block.phase_on(sources[day])) for day in sorted(sources)]
    phases = tuple(merge_phases((number, name) for number, name in (*past, *coming) if name is not None))
    return NewRuns(tuple(sorted(runs, key=lambda run: (run.date, run.slot or "~"))), last, phases)


def _source_days(
    block: Block, race_date: dt.date, window: ReplanWindow, last: dt.date
) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield each day of the window with the day of the old plan that it repeats."""
    later = (window.target_day - race_date).days
    taper, new_taper = race_date - DAY * (TAPER_DAYS - 1), window.target_day - DAY * (TAPER_DAYS - 1)
    weeks_before_taper = (taper - block.start).days // 7
    if later > 0 and weeks_before_taper < 1 and window.first_day < new_taper:
        raise RefusedError(f"{block.name} has no week before its taper that could be repeated.")
    cycle = min(-(-later // 7), weeks_before_taper)
    for number in range((last - window.first_day).days + 1):
        day = window.first_day + DAY * number
        if day >= new_taper:
            yield day, day - DAY * later
        elif later < 0:
            yield day, day + WEEK * (-later // 7)
        else:
            over = (day - taper).days
            yield day, day - WEEK * cycle * (over // (7 * cycle) + 1) if over >= 0 else day


def _copy_planned(workout: Workout, day: dt.date) -> Workout:
    """Return a copy of a workout on another day, as it was planned."""
    return Workout(
        date=day,
        sport=workout.sport,
        kind=workout.kind,
        title=workout.title,
        slot=workout.slot,
        start=workout.start,
        planned=workout.planned,
        estimated=workout.estimated,
        reason=workout.reason if workout.sport is Sport.RUN else None,
        note=workout.note,
        block_id=workout.block_id,
    )

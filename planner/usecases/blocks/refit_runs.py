"""The runs of the weeks to come when a block gets another race day: generated anew, or the plan's own weeks rearranged.

A plan of ours goes on from what the last weeks really held. A plan of another's loses weeks right after today, or has
the weeks before its taper repeated; the last fortnight keeps its days to the race.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.training.blocks import Block
from planner.training.formatting import format_bare_distance
from planner.training.goals import PlanRequest, PriorWeeks
from planner.training.paces import DEFAULT_EASY_PACE_S_PER_KM
from planner.training.plan_generator import generate_plan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.rescheduling import move_workout
from planner.training.weekly_volumes import TAPER_DAYS, building_weeks, is_step_back, max_reachable_peak
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import RunKind, Sport, StoredStatus, Workout
from planner.usecases.blocks.draft import workout_from_entry
from planner.usecases.blocks.options import BlockOptions

_LONG_RUN_LOOKBACK_DAYS = 30
"""Days before the seam whose runs a new long run is measured by (W3)."""
_WEEKS_BACK = 4
_MAX_WEEKLY_GROWTH = 1.30
"""The growth from week to week at which the slotter warns (W4)."""


@dataclass(frozen=True, slots=True)
class ReplanWindow:
    """Where the old plan ends and the new one begins.

    Attributes:
        first_day: The first day that is planned anew; it begins a week of the block.
        weeks_before: How many weeks of the block lie before it.
        target_day: The day that is planned for: the race day, or the block's last where it has no race.
    """

    first_day: dt.date
    weeks_before: int
    target_day: dt.date

    @property
    def weeks_left(self) -> int:
        """How many weeks there are from it on, that of its end included."""
        return (self.target_day - self.first_day).days // 7 + 1


@dataclass(frozen=True, slots=True)
class NewRuns:
    """The runs of the weeks to come.

    Attributes:
        workouts: What shall stand there: new ones have the number 0, those of the plan that move keep theirs.
        last_day: The block's last day.
        phases: ``(first day, name)`` of each phase of the block.
        remarks: What should be known, a sentence each.
    """

    workouts: tuple[Workout, ...]
    last_day: dt.date
    phases: tuple[tuple[int, str], ...]
    remarks: tuple[str, ...] = ()


def with_easy_pace(options: BlockOptions, recent_runs: Sequence[Workout]) -> BlockOptions:
    """The choices with an easy pace: the runner's own, else that of the runs done of late, if there are any."""
    if options.easy_pace is not None:
        return options
    efforts = [one.actual.effort for one in recent_runs if one.actual and one.kind in (RunKind.EASY, RunKind.LONG)]
    found = [one.duration_s / one.distance_m * 1000 for one in efforts if one.duration_s and one.distance_m]
    return replace(options, easy_pace=statistics.median(found)) if found else options


def generate_runs(
    block: Block,
    plan_request: PlanRequest,
    options: BlockOptions,
    window: ReplanWindow,
    *,
    recent_runs: Sequence[Workout],
    unit: Unit,
) -> NewRuns:
    """The runs of a plan of ours, made anew from a seam on.

    Args:
        block: The block as it stands.
        plan_request: What it was generated from.
        options: What the runner decided; new times are estimated by its easy pace.
        window: Where and until when.
        recent_runs: The runs of the weeks before the seam that count.
        unit: What the runner reads distances in.

    Raises:
        RefusedError: No such plan can be made, in so few or so many weeks.
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
    anew = replace(plan_request, weeks=window.weeks_left, race_weekday=weekday)
    if window.weeks_before:
        anew = _continue_request(anew, options, window, recent_runs)
    peak = min(plan_request.peak_m, max_reachable_peak(anew))
    anew = replace(anew, peak_m=peak if anew.prior else max(peak, anew.current_m))
    plan = generate_plan(anew)
    items = tuple(
        replace(workout_from_entry(entry, window.first_day, options.easy_pace, options.start_times), block_id=block.id)
        for entry in plan.entries
    )
    ahead = [(day + 7 * window.weeks_before, name) for day, name in plan.phases]
    phases = [phase for phase in block.phases if phase[0] < 7 * window.weeks_before]
    return NewRuns(
        items,
        window.first_day + DAY * (plan.days - 1),
        tuple(_merge_phases([*phases, *ahead])),
        tuple(_remarks(plan_request, anew, window, items, unit)),
    )


def _too_near(block: Block, window: ReplanWindow, nearest: dt.date) -> str:
    return f"A race on {window.target_day} is too near for {block.name}: the nearest that can be is {nearest}."


def _continue_request(
    plan_request: PlanRequest, options: BlockOptions, window: ReplanWindow, before: Sequence[Workout]
) -> PlanRequest:
    """The wish as a plan that goes on from what the last weeks held; lighter weeks do not say what a week holds."""
    pace = options.easy_pace or DEFAULT_EASY_PACE_S_PER_KM
    runs = [((run.date - window.first_day).days, _counted_metres(run, pace)) for run in before]
    weeks = [sum(metres for day, metres in runs if -7 * ago <= day < 7 - 7 * ago) for ago in range(1, _WEEKS_BACK + 1)]
    first = replace(plan_request, weeks=plan_request.weeks + window.weeks_before)
    normal = [
        held
        for ago, held in enumerate(weeks, start=1)
        if held and not (ago <= window.weeks_before and is_step_back(first, window.weeks_before - ago))
    ]
    held = PriorWeeks(window.weeks_before, weeks[0], tuple(run for run in runs if run[0] >= -_LONG_RUN_LOOKBACK_DAYS))
    return replace(plan_request, prior=held, current_m=normal[0] if normal else plan_request.current_m)


def _counted_metres(run: Workout, pace: float) -> float:
    """What a run counts for: its distance, or what its time makes at easy pace where that is less.

    The slotter compares minutes, so a plan that shall grow by no more than so much must be measured by them as well.
    """
    actual = run.actual.effort if run.actual else run.planned
    metres = actual.distance_m or run.planned.distance_m
    seconds = actual.duration_s or run.planned.duration_s
    if not seconds:
        return metres or 0.0
    by_time = seconds / pace * 1000
    return min(metres, by_time) if metres else by_time


def _remarks(
    plan_request: PlanRequest, anew: PlanRequest, window: ReplanWindow, workouts: Sequence[Workout], unit: Unit
) -> Iterator[str]:
    if not building_weeks(anew):
        left = "1 week is" if window.weeks_left == 1 else f"{window.weeks_left} weeks are"
        yield f"Only {left} left: the taper, and nothing to build."
    elif anew.peak_m <= plan_request.peak_m - 1000:
        yield (
            f"The peak week is {format_bare_distance(anew.peak_m, unit)}, not "
            f"{format_bare_distance(plan_request.peak_m, unit)} {unit.value}: "
            "no more can be reached from what the last weeks held."
        )
    held = anew.prior.last_week_m if anew.prior else 0.0
    runs = (run for run in workouts if run.date < window.first_day + WEEK and run.kind != RunKind.RACE)
    begins = sum(run.planned.distance_m or 0.0 for run in runs)
    if held and begins > _MAX_WEEKLY_GROWTH * held:
        yield (
            f"The last week holds only {format_bare_distance(held, unit)} {unit.value}, so the next one, of "
            f"{format_bare_distance(begins, unit)}, is more than 30 % above it (W4)."
        )


def _merge_phases(phases: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The phases without those that only go on."""
    name = None
    for phase in phases:
        if phase[1] != name:
            yield phase
        name = phase[1]


def rearrange_runs(block: Block, race_date: dt.date, window: ReplanWindow, workouts: Sequence[Workout]) -> NewRuns:
    """The runs of a plan of another's: weeks left out after the seam, or those before the taper repeated.

    Args:
        block: The block as it stands.
        race_date: Its race day as it stands.
        window: Where and until when.
        workouts: Everything of it but our strength.

    Raises:
        RefusedError: The race would lie before the seam, or there is no week that could be repeated.
    """
    if window.target_day < window.first_day:
        raise RefusedError(_too_near(block, window, window.first_day))
    last = block.last_day + (window.target_day - race_date)
    sources = dict(_source_days(block, race_date, window, last))
    standing: dict[dt.date, list[Workout]] = {}
    for item in workouts:
        standing.setdefault(item.original_date or item.date if item.date < window.first_day else item.date, []).append(
            item
        )
    used: set[int] = set()
    found: list[Workout] = []
    for day in sorted(sources, key=lambda day: (abs((day - sources[day]).days), day)):
        for item in standing.get(sources[day], ()):
            if item.status is StoredStatus.UNPLANNED or (item.kind == RunKind.RACE and day != window.target_day):
                continue
            if item.date < window.first_day or item.id in used:
                found.append(_copy_planned(item, day))
                continue
            used.add(item.id)
            if item.status is StoredStatus.PLANNED and not item.locked:
                found.append(move_workout(item, day))
    phases: tuple[tuple[int, str], ...] = ()
    if block.phases:
        behind = [(number, block.phase_on(block.start + DAY * number)) for number in range(7 * window.weeks_before)]
        ahead = [((day - block.start).days, block.phase_on(sources[day])) for day in sorted(sources)]
        phases = tuple(_merge_phases([(number, name) for number, name in (*behind, *ahead) if name is not None]))
    return NewRuns(tuple(sorted(found, key=lambda one: (one.date, one.slot or "~"))), last, phases)


def _source_days(
    block: Block, race_date: dt.date, window: ReplanWindow, last: dt.date
) -> Iterator[tuple[dt.date, dt.date]]:
    """For each day from the seam on, the day of the old plan that it repeats."""
    later = (window.target_day - race_date).days
    taper, taper_then = race_date - DAY * (TAPER_DAYS - 1), window.target_day - DAY * (TAPER_DAYS - 1)
    there = (taper - block.start).days // 7
    if later > 0 and there < 1 and window.first_day < taper_then:
        raise RefusedError(f"{block.name} has no week before its taper that could be repeated.")
    cycle = min(-(-later // 7), there)
    for number in range((last - window.first_day).days + 1):
        day = window.first_day + DAY * number
        if day >= taper_then:
            yield day, day - DAY * later
        elif later < 0:
            yield day, day + WEEK * (-later // 7)
        else:
            over = (day - taper).days
            yield day, day - WEEK * cycle * (over // (7 * cycle) + 1) if over >= 0 else day


def _copy_planned(workout: Workout, day: dt.date) -> Workout:
    """A workout of the plan once more, as it was planned."""
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

"""Compute weekly progress: what was planned and done, the training load, and the adherence to the plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.training.form_start import NOTHING_LOGGED, FormStart
from planner.training.totals import Totals, sum_totals
from planner.training.training_load import (
    ASSUMED_CROSS_RPE,
    ASSUMED_RPE,
    FITNESS_DAYS,
    DailyForm,
    monotony,
    session_load,
    strain,
)
from planner.training.weeks import DAY, WEEK, days_between, first_day_of_week
from planner.training.workouts import AS_PLANNED, DayStatus, Effort, RunKind, Sport, Workout

_LEAD_DAYS = 48 * 7
"""Days before the first week shown of which the workouts are read, for what looks back from it."""
_NOTHING = Totals()


@dataclass(frozen=True, slots=True)
class Adherence:
    """The number of workouts by status; not counted are those still ahead and those made afterwards."""

    on_time: int = 0
    shifted: int = 0
    skipped: int = 0
    missed: int = 0
    unplanned: int = 0


@dataclass(frozen=True, slots=True)
class WeekProgress:
    """One week.

    Attributes:
        start: Its first day.
        totals: Running and strength: planned, done and left.
        load_au: Load of what was done in it, in AU (RPE x minutes).
        estimated_loads: How many workouts in `load_au` had no rating or no measured time of their own.
        monotony: Monotony of the seven days up to its end, or up to today in the current week; None when undefined.
        strain: Load of those seven days times monotony, in AU; None when undefined.
        form: Fitness, fatigue and balance on the morning of its last day, or of today in the current week: the three
            are of one moment, and balance is fitness minus fatigue.
        warming_up: Whether less than 42 days are recorded, so that `form` means nothing yet.
        adherence: The number of workouts by status.
        longest_m: The longest run of it that was done, in metres; None without one.
        ascent_m: What its runs climbed, in metres; None where no recording of them says so.
        why: Why its running was low, a sentence a reason.
        made_afterwards: Of what was planned, that which was planned once its day was over and is not marked.
    """

    start: dt.date
    totals: Totals
    load_au: float
    estimated_loads: int
    monotony: float | None
    strain: float | None
    form: DailyForm
    warming_up: bool
    adherence: Adherence
    longest_m: float | None = None
    ascent_m: float | None = None
    why: tuple[str, ...] = ()
    made_afterwards: Totals = _NOTHING


_NO_ASCENTS: Mapping[int, float] = {}


def first_day_needed(today: dt.date, week_start: int, weeks: int) -> dt.date:
    """Return the first day whose workouts `weekly_progress` needs."""
    return _first_week_start(today, week_start, weeks) - dt.timedelta(days=_LEAD_DAYS)


def weekly_progress(
    workouts: Sequence[Workout],
    today: dt.date,
    week_start: int,
    weeks: int,
    ascents: Mapping[int, float] = _NO_ASCENTS,
    *,
    start: FormStart = NOTHING_LOGGED,
) -> tuple[WeekProgress, ...]:
    """Return the last weeks, the oldest first and today's week last.

    Args:
        workouts: All workouts from `first_day_needed` to the end of this week.
        today: Today's date.
        week_start: The weekday that weeks begin on, Monday 0 to Sunday 6.
        weeks: How many weeks, at least 1.
        ascents: Metres climbed by the number of the run that a recording was linked to.
        start: Where the averages stand before `first_day_needed`.
    """
    first = _first_week_start(today, week_start, weeks)
    begin = first - dt.timedelta(days=_LEAD_DAYS)
    loads: defaultdict[dt.date, float] = defaultdict(float)
    estimated: Counter[dt.date] = Counter()
    for workout in workouts:
        load, is_estimated = workout_load(workout)
        loads[workout.date] += load
        estimated[workout.date] += is_estimated
    days = days_between(begin, today)
    evenings = dict(zip(days, start.daily_form(loads[day] for day in days), strict=True))
    first_logged = start.first_logged_of(workout.date for workout in workouts if workout.actual is not None)
    warm_from = (first_logged or today) + dt.timedelta(days=FITNESS_DAYS)
    by_week = _group_by_week(workouts, first)
    progress = []
    for number in range(weeks):
        first_day = first + WEEK * number
        week = [first_day + DAY * day for day in range(7)]
        end = min(week[-1], today)
        last_seven = [loads[end - DAY * back] for back in range(7)]
        progress.append(
            WeekProgress(
                start=first_day,
                totals=sum_totals(by_week[number], today),
                load_au=round(sum(loads[day] for day in week), 1),
                estimated_loads=sum(estimated[day] for day in week),
                monotony=monotony(last_seven),
                strain=strain(last_seven),
                form=evenings[end - DAY].next_morning,
                warming_up=end < warm_from,
                adherence=_count_adherence(by_week[number], today),
                longest_m=_longest_run_m(by_week[number]),
                ascent_m=_ascent_m(by_week[number], ascents),
                made_afterwards=sum_totals(filter(_is_unmarked_and_made_afterwards, by_week[number]), today),
            )
        )
    return tuple(progress)


def workload_by_day(workouts: Iterable[Workout]) -> defaultdict[dt.date, float]:
    """Return the load of what was done on each day, in AU; 0 on any other day."""
    loads: defaultdict[dt.date, float] = defaultdict(float)
    for workout in workouts:
        loads[workout.date] += workout_load(workout)[0]
    return loads


def workout_load(workout: Workout) -> tuple[float, bool]:
    """Return the load of what was done, in AU, and whether its rating or time is estimated; 0 when nothing was done."""
    if workout.actual is None:
        return 0.0, False
    effort = workout.actual.effort
    load = recorded_load(workout.sport, workout.kind, workout.planned, effort)
    is_planned_estimate = workout.actual.source == AS_PLANNED and "duration_s" in workout.estimated
    is_estimated = not load or effort.rpe is None or not effort.duration_s or is_planned_estimate
    return load, is_estimated


def recorded_load(sport: Sport, kind: str | None, planned: Effort, done: Effort) -> float:
    """Return the load of what was done, in AU; of a figure that was not recorded, that of the plan or what is usual.

    Args:
        sport: The sport.
        kind: The kind, a `RunKind` of a run.
        planned: What was planned.
        done: What was recorded.
    """
    rpe = done.rpe if done.rpe is not None else _planned_rpe(sport, kind, planned)
    seconds = done.duration_s or planned.duration_s
    return session_load(rpe, seconds) if rpe is not None and seconds else 0.0


def planned_load(workout: Workout) -> float:
    """Return the load that a planned workout will have, in AU: its rating, or what is usual for its kind; 0 unknown."""
    rpe, seconds = _planned_rpe(workout.sport, workout.kind, workout.planned), workout.planned.duration_s
    return session_load(rpe, seconds) if rpe is not None and seconds else 0.0


def _planned_rpe(sport: Sport, kind: str | None, planned: Effort) -> float | None:
    if planned.rpe is not None:
        return planned.rpe
    if sport is Sport.RUN and kind:
        return ASSUMED_RPE[RunKind(kind)]
    return ASSUMED_CROSS_RPE if sport is Sport.CROSS else None


def _longest_run_m(workouts: Iterable[Workout]) -> float | None:
    lengths = (one.actual.effort.distance_m for one in workouts if one.sport is Sport.RUN and one.actual is not None)
    return max((length for length in lengths if length is not None), default=None)


def _ascent_m(workouts: Iterable[Workout], ascents: Mapping[int, float]) -> float | None:
    """Return the sum of what is known of a week's runs; None where nothing is."""
    known = [
        ascents[one.id] for one in workouts if one.sport is Sport.RUN and one.actual is not None and one.id in ascents
    ]
    return round(sum(known), 3) if known else None


def _count_adherence(workouts: Iterable[Workout], today: dt.date) -> Adherence:
    """Count runs, strength and cross training by status as of today."""
    counts: Counter[str] = Counter()
    for workout in workouts:
        if not workout.is_training or workout.is_made_afterwards:
            continue
        status = workout.status_on(today)
        if status is DayStatus.DONE:
            counts["shifted" if workout.is_moved else "on_time"] += 1
        elif status is not DayStatus.PLANNED:
            counts[status.value] += 1
    return Adherence(**counts)


def _is_unmarked_and_made_afterwards(workout: Workout) -> bool:
    return workout.is_open and workout.is_made_afterwards


def _group_by_week(workouts: Iterable[Workout], first: dt.date) -> defaultdict[int, list[Workout]]:
    weeks: defaultdict[int, list[Workout]] = defaultdict(list)
    for workout in workouts:
        weeks[(workout.date - first).days // 7].append(workout)
    return weeks


def _first_week_start(today: dt.date, week_start: int, weeks: int) -> dt.date:
    return first_day_of_week(today, week_start) - WEEK * (weeks - 1)

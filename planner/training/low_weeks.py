"""Say in words why less was run in a week than planned, or why its plan is a lighter one.

The shares from which something is worth a sentence are defaults of ours.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from planner.text import clean_line, count_word, join_words
from planner.training.formatting import format_day, format_hours
from planner.training.measures import format_distance
from planner.training.races import Unit
from planner.training.weeks import DAY
from planner.training.workouts import DayStatus, Sport, StoredStatus, Workout

LIGHTER_SHARE = 0.85
"""Share of the week before below which the plan of a week is called lighter."""
_SHORT_SHARE, _SHORT_M = 0.95, 500.0
"""A run is short when less than this share of its plan was run, and this many metres are missing."""
_MOST_DAYS = 3
"""So many days are named; more are counted."""
_MOST_REASON = 60
_PLAIN_REASONS = {"sick": "ill", "injured": "injured", "away": "away"}
"""How the kinds of absence are said of a run that was skipped for one."""


def low_week_reasons(
    workouts: Iterable[Workout],
    moved_away: Iterable[Workout],
    planned_before_m: float,
    today: dt.date,
    unit: Unit,
) -> tuple[str, ...]:
    """Return why a week's running was low, a sentence a reason; empty for a week that went as planned.

    Args:
        workouts: The workouts of the week.
        moved_away: The workouts first planned for this week that are in another one now.
        planned_before_m: Running planned in the week before, in metres.
        today: Today.
        unit: The unit of distances.
    """
    runs = [workout for workout in workouts if workout.sport is Sport.RUN]
    planned = [run for run in runs if run.status is not StoredStatus.UNPLANNED]
    planned_m = sum(run.planned.distance_m or 0.0 for run in planned)
    sentences = []
    if 0 < planned_m < LIGHTER_SHARE * planned_before_m:
        share = f"{format_distance(planned_m, unit)} after {format_distance(planned_before_m, unit)} the week before"
        sentences.append(f"The plan is lighter: {share}.")
    by_reason: defaultdict[str, list[Workout]] = defaultdict(list)
    for run in planned:
        if run.status_on(today) is DayStatus.SKIPPED:
            by_reason[_skip_words(run)].append(run)
    sentences += [f"Skipped: {_amount_and_days(skipped, unit)}{reason}." for reason, skipped in by_reason.items()]
    missed = [run for run in planned if run.status_on(today) is DayStatus.MISSED]
    if missed:
        sentences.append(f"Missed: {_amount_and_days(missed, unit)}.")
    away = [run for run in moved_away if run.sport is Sport.RUN]
    if away:
        days = join_words([format_day(run.date) for run in away[:_MOST_DAYS]])
        to = f"to {days}" if len(away) <= _MOST_DAYS else "to other weeks"
        sentences.append(f"Moved: {_amount(away, unit)} {to}.")
    short = [run for run in planned if _missing_m(run) > 0]
    if short:
        missing = format_distance(sum(_missing_m(run) for run in short), unit)
        sentences.append(f"Shorter than planned: {missing} less in {count_word(len(short), 'run')}.")
    return tuple(sentences)


def moved_away_from(workouts: Iterable[Workout], first: dt.date) -> list[Workout]:
    """Return the workouts that the plan has in the week from a day on and the runner has in another week."""
    last = first + 6 * DAY
    return [
        workout
        for workout in workouts
        if workout.plan_date is not None and first <= workout.plan_date <= last and not first <= workout.date <= last
    ]


def _skip_words(run: Workout) -> str:
    if run.replaced_by_id is not None:
        return ", replaced by another workout"
    reason = clean_line(run.skip_reason or "", _MOST_REASON).rstrip(".")
    kind, colon, note = reason.partition(":")
    reason = _PLAIN_REASONS.get(kind, kind) + colon + note
    return f" ({reason})" if reason else ""


def _amount_and_days(runs: Sequence[Workout], unit: Unit) -> str:
    if len(runs) > _MOST_DAYS:
        return f"{_amount(runs, unit)} in {count_word(len(runs), 'run')}"
    days = [format_day(day) for day in dict.fromkeys(run.date for run in runs)]
    return f"{_amount(runs, unit)}, {join_words(days)}"


def _amount(runs: Sequence[Workout], unit: Unit) -> str:
    """Return what was planned of some runs: their distance, where none has one their time, else how many they are."""
    metres = sum(run.planned.distance_m or 0.0 for run in runs)
    if metres:
        return format_distance(metres, unit)
    seconds = sum(run.planned.duration_s or 0 for run in runs)
    return format_hours(seconds) if seconds else count_word(len(runs), "run")


def _missing_m(run: Workout) -> float:
    """Return the metres that a done run lacks; 0 where it is nearly as long as planned, or a length is unknown."""
    planned_m = run.planned.distance_m
    if run.actual is None or run.actual.effort.distance_m is None or planned_m is None:
        return 0.0
    done_m = run.actual.effort.distance_m
    is_short = done_m < _SHORT_SHARE * planned_m and planned_m - done_m >= _SHORT_M
    return planned_m - done_m if is_short else 0.0

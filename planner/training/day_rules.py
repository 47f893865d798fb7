"""Find workouts of a day that cannot both be done as they are planned: their times overlap, or two runs share a half.

A workout without a planned time is taken to last as long as the slotter takes it to. These rules are this planner's
defaults, not evidence.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from planner.training.sources import CodedRule
from planner.training.workout_names import workout_name
from planner.training.workouts import SESSION_MINUTES, Sport, Workout

ASSUMED_RUN_MINUTES = 30
"""Minutes that a run or other training without distance and time is taken to last."""
DAY_RULES = {
    rule.code: rule
    for rule in (
        CodedRule("T1", "no two workouts of a day overlap"),
        CodedRule("T2", "one run in each half of a day"),
    )
}
_HELP = "Move one of them to another day or time, or take it out."


@dataclass(frozen=True, slots=True)
class DayIssue:
    """Two workouts of a day that are in each other's way.

    Attributes:
        code: The rule.
        workout: The later of the two.
        text: Why, in a sentence.
        help: What would help, in a sentence.
    """

    code: str
    workout: Workout
    text: str
    help: str


def find_day_issues(workouts: Iterable[Workout]) -> Iterator[DayIssue]:
    """Yield the pairs of planned workouts that overlap, and the pairs of runs in one half of a day, by day."""
    by_day: defaultdict[dt.date, list[Workout]] = defaultdict(list)
    for workout in workouts:
        if workout.is_open and workout.start is not None:
            by_day[workout.date].append(workout)
    for day in sorted(by_day):
        for first, second in combinations(sorted(by_day[day], key=_order_in_day), 2):
            end = _minute(first) + _minutes(first)
            name = workout_name(first)
            if _minute(second) < end:
                until = f"{end // 60 % 24:02d}:{end % 60:02d}"
                text = f"It begins at {second.start}, and the {name} at {first.start} lasts until about {until}."
                yield DayIssue("T1", second, text, _HELP)
            elif first.sport is second.sport is Sport.RUN and first.slot is second.slot:
                text = f"The {name} at {first.start} is in the same half of the day."
                yield DayIssue("T2", second, text, _HELP)


def _order_in_day(workout: Workout) -> tuple[str, int, str, int]:
    """Return the key that sorts a day by time; of two that start together the longer is first, whatever their ids."""
    return (workout.start or "", -_minutes(workout), workout_name(workout), workout.id)


def _minute(workout: Workout) -> int:
    """Return when a workout starts, in minutes from midnight."""
    hours, minutes = (workout.start or "00:00").split(":")
    return int(hours) * 60 + int(minutes)


def _minutes(workout: Workout) -> int:
    """Return how long a workout lasts, in minutes."""
    if workout.planned.duration_s:
        return round(workout.planned.duration_s / 60)
    if workout.strength_kind is not None:
        return SESSION_MINUTES[workout.strength_kind]
    return ASSUMED_RUN_MINUTES

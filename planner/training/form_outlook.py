"""Fitness, fatigue and balance day by day: of what was done up to today, and of what is planned from then on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.training.progress import planned_load, workout_load
from planner.training.training_load import FITNESS_DAYS, DailyForm, daily_form
from planner.training.weeks import DAY, days_between
from planner.training.workouts import Workout


@dataclass(frozen=True, slots=True)
class FormDay:
    """One day of the line.

    Attributes:
        day: The day.
        form: Its fitness, fatigue and balance, in AU a day; None before anything was recorded.
        is_ahead: Whether it follows from the plan, not from what was done.
        warming_up: Whether less than 42 days were recorded by then, so that it means little.
    """

    day: dt.date
    form: DailyForm | None
    is_ahead: bool = False
    warming_up: bool = False


def form_outlook(
    workouts: Iterable[Workout], begin: dt.date, first: dt.date, last: dt.date, today: dt.date
) -> tuple[FormDay, ...]:
    """Return the days from ``first`` to ``last``, both included.

    Args:
        workouts: The workouts from ``begin`` to ``last``.
        begin: The day on which the averages start from 0.
        first: The first day returned, not before ``begin``.
        last: The last one; days after today follow from the plan, if all that is left of it is done.
        today: Today.
    """
    done: defaultdict[dt.date, float] = defaultdict(float)
    left: defaultdict[dt.date, float] = defaultdict(float)
    recorded = None
    for workout in workouts:
        if workout.actual is not None:
            done[workout.date] += workout_load(workout)[0]
            recorded = workout.date if recorded is None else min(recorded, workout.date)
        elif workout.is_training and workout.is_left(today):
            left[workout.date] += planned_load(workout)
    past = days_between(begin, min(last, today))
    forms = dict(zip(past, daily_form(done[day] for day in past), strict=True))
    if last > today >= begin:
        # Today is worked out again with what is left of it; the line up to today has only what was done.
        before = forms.get(today - DAY, DailyForm(0.0, 0.0, 0.0))
        ahead = days_between(today, last)
        loads = (done[day] + left[day] for day in ahead)
        outlook = dict(zip(ahead, daily_form(loads, before.fitness, before.fatigue), strict=True))
        forms |= {day: form for day, form in outlook.items() if day > today}
    warm_from = None if recorded is None else recorded + FITNESS_DAYS * DAY
    return tuple(
        FormDay(
            day,
            forms.get(day) if recorded is not None and day >= recorded else None,
            is_ahead=day > today,
            warming_up=warm_from is None or day < warm_from,
        )
        for day in days_between(first, last)
    )

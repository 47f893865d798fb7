"""Fitness, fatigue and balance day by day: of what was done up to today, and of what is planned from then on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.training.form_start import NOTHING_LOGGED, FormStart
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
    workouts: Iterable[Workout],
    begin: dt.date,
    first: dt.date,
    last: dt.date,
    today: dt.date,
    *,
    start: FormStart = NOTHING_LOGGED,
) -> tuple[FormDay, ...]:
    """Return the days from ``first`` to ``last``, both included.

    Args:
        workouts: The workouts from ``begin`` to ``last``.
        begin: The day on which the workouts begin.
        first: The first day returned, not before ``begin``.
        last: The last one; days after today follow from the plan, if all that is left of it is done.
        today: Today.
        start: Where the averages stand before ``begin``.
    """
    done: defaultdict[dt.date, float] = defaultdict(float)
    left: defaultdict[dt.date, float] = defaultdict(float)
    logged: list[dt.date] = []
    for workout in workouts:
        if workout.actual is not None:
            done[workout.date] += workout_load(workout)[0]
            logged.append(workout.date)
        elif workout.is_training and workout.is_left(today):
            left[workout.date] += planned_load(workout)
    past = days_between(begin, min(last, today))
    forms = dict(zip(past, start.daily_form(done[day] for day in past), strict=True))
    if last > today >= begin:
        # Today is worked out again with what is left of it; the line up to today has only what was done.
        before = forms.get(today - DAY, DailyForm(start.fitness, start.fatigue, 0.0))
        ahead = days_between(today, last)
        loads = (done[day] + left[day] for day in ahead)
        outlook = dict(zip(ahead, daily_form(loads, before.fitness, before.fatigue), strict=True))
        forms |= {day: form for day, form in outlook.items() if day > today}
    first_logged = start.first_logged_of(logged)
    warm_from = None if first_logged is None else first_logged + FITNESS_DAYS * DAY
    return tuple(
        FormDay(
            day,
            forms.get(day) if first_logged is not None and day >= first_logged else None,
            is_ahead=day > today,
            warming_up=warm_from is None or day < warm_from,
        )
        for day in days_between(first, last)
    )

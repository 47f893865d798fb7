"""A lighter week: fewer kilometres, less time, easier sled work, no day of rest less."""

from __future__ import annotations

import datetime as dt

from planner.store import quick
from planner.training.arranging import DAY, is_race
from planner.training.deloads import lighter
from planner.training.doses import Equipment, Floor
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.totals import Totals, totals
from planner.training.wording import asks_for_work, day_name, distance, number
from planner.training.workouts import State, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


def plan_deload(book: Planbook, day: dt.date) -> Change:
    """What is still ahead of the week that holds a day, made lighter (`planner.training.deloads`).

    Raises:
        RefusedError: Nothing of that week is still ahead.
    """
    athlete = quick.read_athlete(book.path)
    first = day - DAY * ((day.weekday() - athlete.week_start) % 7)
    held = quick.read_days(book.path, first, first + DAY * 6)
    floor = Floor(athlete.floor) if athlete.floor else Floor.GYM_TURF
    equipment = Equipment(athlete.body_mass_kg, athlete.sled_kg, floor)
    ahead = [workout for workout in held if _can_be_lighter(workout, book.today)]
    changed = tuple(eased for workout in ahead if (eased := lighter(workout, equipment)) != workout)
    if not changed:
        raise RefusedError(f"Nothing of the week of {day_name(first)} is still ahead that could be made lighter.")
    after = {workout.id: workout for workout in changed}
    sums = totals(held, book.today), totals([after.get(workout.id, workout) for workout in held], book.today)
    return Change(
        f"deload: week of {day_name(first)}",
        changed=changed,
        remarks=(_compared(sums[0], sums[1], athlete.unit),),
    )


def _can_be_lighter(workout: Workout, today: dt.date) -> bool:
    return asks_for_work(workout) and workout.state is State.PLANNED and workout.date >= today and not is_race(workout)


def _compared(before: Totals, after: Totals, unit: Unit) -> str:
    parts = [f"{distance(before.run.planned_m, unit)} → {distance(after.run.planned_m, unit)} {unit}"]
    if before.strength.sled_m_planned:
        parts.append(f"sled {number(before.strength.sled_m_planned)} → {number(after.strength.sled_m_planned)} m")
    return ", ".join(parts)

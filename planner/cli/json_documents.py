"""The JSON documents that scripts rely on: metres, seconds, kilograms and local dates, whatever unit is displayed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from planner.training.steps import steps_documents
from planner.training.workouts import Effort, Exercise, ExerciseSet, Workout

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:  # `planner today` needs none of these modules
    from typing import Any

    from planner.training.totals import RunTotals, StrengthTotals, Totals
    from planner.usecases.queries import Listing, Recorded
    from planner.usecases.strength.rung_history import RungOfWeek


def listing_document(listing: Listing, today: dt.date, recorded: Mapping[int, Recorded]) -> dict[str, Any]:
    """Return the document of ``agenda``, ``week`` and ``today``."""
    return {
        "from": listing.first.isoformat(),
        "to": listing.last.isoformat(),
        "items": workout_documents(listing.workouts, today, recorded),
        "totals": totals_document(listing.totals),
    }


def operation_document(
    name: str,
    workouts: Iterable[Workout],
    today: dt.date,
    recorded: Mapping[int, Recorded],
    *,
    removed: Iterable[int] = (),
    remarks: Iterable[str] = (),
    offer: Iterable[str] = (),
    unplaced: Iterable[str] = (),
) -> dict[str, Any]:
    """Return the document of every command that changes the calendar.

    Args:
        name: What the history calls the operation.
        workouts: The changed and new workouts.
        today: Today.
        recorded: The recordings of workouts, by the number of the workout.
        removed: The numbers of the removed workouts.
        remarks: What the runner should know, a sentence each.
        offer: The better places for strength, a line each.
        unplaced: The sessions without a better place, a sentence each.
    """
    return {
        "operation": name,
        "items": workout_documents(workouts, today, recorded),
        "removed": list(removed),
        "remarks": list(remarks),
        "offer": list(offer),
        "unplaced": list(unplaced),
    }


def workout_documents(
    workouts: Iterable[Workout], today: dt.date, recorded: Mapping[int, Recorded]
) -> list[dict[str, Any]]:
    """Return workouts, with the numbers of their recordings."""
    return [workout_document(workout, today, recorded.get(workout.id)) for workout in workouts]


def workout_document(workout: Workout, today: dt.date, recorded: Recorded | None) -> dict[str, Any]:
    """Return one workout."""
    actual = None
    if workout.actual is not None:
        actual = {
            **_effort_document(workout.actual.effort),
            "note": workout.actual.note,
            "source": workout.actual.source,
            "pain": workout.actual.pain,
            "pain_next": workout.actual.pain_next,
        }
    return {
        "id": workout.id or None,
        "block": workout.block_id,
        "date": workout.date.isoformat(),
        "slot": workout.slot,
        "start": workout.start,
        "sport": workout.sport,
        "kind": workout.kind,
        "title": workout.title,
        "status": workout.status_on(today),
        "original_date": workout.original_date.isoformat() if workout.original_date else None,
        "locked": workout.locked,
        "reason": workout.skip_reason or workout.reason,
        "shifted": workout.is_moved,
        "recordings": [] if recorded is None else list(recorded.recordings),
        "planned": {
            **_effort_document(workout.planned),
            "note": workout.note,
            "estimated": _estimated_figure(workout),
        },
        "actual": actual,
    }


def _estimated_figure(workout: Workout) -> str | None:
    """Return which planned figure the plan did not give; at most one is worked out, from the other."""
    names = {"distance_m": "distance", "duration_s": "time"}
    return next((names[figure] for figure in names if figure in workout.estimated), None)


def _effort_document(effort: Effort) -> dict[str, Any]:
    return {
        "distance_m": json_number(effort.distance_m),
        "duration_s": effort.duration_s,
        "rpe": json_number(effort.rpe),
        "sets": [_set_document(exercise_set) for exercise_set in effort.sets],
        "steps": steps_documents(effort.steps),
    }


def _set_document(exercise_set: ExerciseSet) -> dict[str, Any]:
    document: dict[str, Any] = {
        "exercise": exercise_set.exercise,
        "rounds": exercise_set.rounds,
        "distance_m": json_number(exercise_set.distance_m),
        "load_kg": exercise_set.load_kg,
        "hold_s": exercise_set.hold_s,
    }
    if exercise_set.exercise == Exercise.WALL_SIT:
        document |= {"knee_angle_deg": exercise_set.knee_angle_deg, "squeeze": exercise_set.squeeze}
    elif exercise_set.is_own:
        document |= {"repetitions": exercise_set.repetitions, "legs": exercise_set.leg_load}
    return document


def totals_document(totals: Totals) -> dict[str, Any]:
    """Return the totals of some workouts."""
    return {"run": run_totals_document(totals.run), "strength": strength_totals_document(totals.strength)}


def run_totals_document(run: RunTotals) -> dict[str, Any]:
    """Return running totals in metres and seconds."""
    return {
        "planned_m": json_number(run.planned_m),
        "done_m": json_number(run.done_m),
        "left_m": json_number(run.left_m),
        "planned_s": run.planned_s,
        "done_s": run.done_s,
        "left_s": run.left_s,
    }


def strength_totals_document(strength: StrengthTotals) -> dict[str, Any]:
    """Return strength totals: sessions, metres, kg·m and seconds."""
    return {
        "planned_sessions": strength.planned_sessions,
        "done_sessions": strength.done_sessions,
        "sled_m_planned": json_number(strength.sled_m_planned),
        "sled_m_done": json_number(strength.sled_m_done),
        "sled_kgm_done": json_number(strength.sled_kgm_done),
        "wall_sit_s_planned": strength.wall_sit_s_planned,
        "wall_sit_s_done": strength.wall_sit_s_done,
    }


def rung_document(rung: RungOfWeek) -> dict[str, Any]:
    """Return the sled load of one kind of session in one week: rungs are counted from 0, loads are in kilograms."""
    return {
        "block": rung.block_id,
        "week": rung.week,
        "start": rung.first_day.isoformat(),
        "kind": rung.kind,
        "table_rung": rung.table_rung,
        "planned_rung": rung.planned_rung,
        "planned_kg": rung.planned_kg,
        "done_rung": rung.done_rung,
        "done_kg": rung.done_kg,
        "why": rung.why,
    }


def json_number(value: float | None) -> float | int | None:
    """Return a whole number as an int, so that JSON has 8000, not 8000.0."""
    return int(value) if value is not None and value == int(value) else value

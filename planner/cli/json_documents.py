"""The JSON that other people's scripts rely on. Metres, seconds, kilograms and local dates, whatever is displayed."""

from __future__ import annotations

import datetime as dt

from planner.training.workouts import Effort, Exercise, ExerciseSet, Workout

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:  # nor need it load what only `progress` knows
    from typing import Any

    from planner.training.progress import WeekProgress
    from planner.training.totals import RunTotals, StrengthTotals
    from planner.usecases.queries import Listing


def listing_document(listing: Listing, today: dt.date) -> dict[str, Any]:
    """What ``agenda``, ``week`` and ``today`` print."""
    return {
        "from": listing.first.isoformat(),
        "to": listing.last.isoformat(),
        "items": [workout_document(item, today) for item in listing.workouts],
        "totals": {
            "run": run_totals_document(listing.totals.run),
            "strength": strength_totals_document(listing.totals.strength),
        },
    }


def workout_document(workout: Workout, today: dt.date) -> dict[str, Any]:
    """One item."""
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
        "planned": _effort_document(workout.planned),
        "actual": actual,
    }


def _effort_document(effort: Effort) -> dict[str, Any]:
    return {
        "distance_m": number(effort.distance_m),
        "duration_s": effort.duration_s,
        "rpe": number(effort.rpe),
        "sets": [_set_document(part) for part in effort.sets],
    }


def _set_document(part: ExerciseSet) -> dict[str, Any]:
    document: dict[str, Any] = {
        "exercise": part.exercise,
        "rounds": part.rounds,
        "distance_m": number(part.distance_m),
        "load_kg": part.load_kg,
        "hold_s": part.hold_s,
    }
    if part.exercise is Exercise.WALL_SIT:
        document |= {"knee_angle_deg": part.knee_angle_deg, "squeeze": part.squeeze}
    return document


def run_totals_document(run: RunTotals) -> dict[str, Any]:
    """Running totals, metres and seconds."""
    return {
        "planned_m": number(run.planned_m),
        "done_m": number(run.done_m),
        "left_m": number(run.left_m),
        "planned_s": run.planned_s,
        "done_s": run.done_s,
        "left_s": run.left_s,
    }


def strength_totals_document(strength: StrengthTotals) -> dict[str, Any]:
    """Strength totals: sessions, metres, kg·m and seconds."""
    return {
        "planned_sessions": strength.planned_sessions,
        "done_sessions": strength.done_sessions,
        "sled_m_planned": number(strength.sled_m_planned),
        "sled_m_done": number(strength.sled_m_done),
        "sled_kgm_done": number(strength.sled_kgm_done),
        "wall_sit_s_planned": strength.wall_sit_s_planned,
        "wall_sit_s_done": strength.wall_sit_s_done,
    }


def progress_document(weeks: tuple[WeekProgress, ...]) -> dict[str, Any]:
    """What ``progress`` prints: oldest first, today's week last."""
    return {"weeks": [_week_document(week) for week in weeks]}


def _week_document(week: WeekProgress) -> dict[str, Any]:
    adherence = week.adherence
    return {
        "start": week.start.isoformat(),
        "run": run_totals_document(week.totals.run),
        "strength": strength_totals_document(week.totals.strength),
        "load_au": number(week.load_au),
        "load_estimated_sessions": week.estimated_loads,
        "monotony": _rounded(week.monotony),
        "strain": _rounded(week.strain),
        "ctl": _rounded(week.form.fitness),
        "atl": _rounded(week.form.fatigue),
        "tsb": _rounded(week.form.balance),
        "warming_up": week.warming_up,
        "adherence": {
            "on_time": adherence.on_time,
            "shifted": adherence.shifted,
            "skipped": adherence.skipped,
            "missed": adherence.missed,
            "unplanned": adherence.unplanned,
        },
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def number(value: float | None) -> float | int | None:
    """A whole number as such: 8000, not 8000.0."""
    return int(value) if value is not None and value == int(value) else value

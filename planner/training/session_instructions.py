"""Write the instructions of a strength session, line by line: what a coach would say before each part.

The lines are made from the session's own sets. A load is where to start; the rating is the cap and outranks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.text import capitalize_first
from planner.training.doses import RPE_CAP, format_load_zone
from planner.training.formatting import format_hold, format_number, format_sets
from planner.training.light_doses import hard_run_before, light_dose_after, light_session_advice
from planner.training.precautions import BREATHING
from planner.training.workouts import Exercise, ExerciseSet, Sport, StrengthKind, Workout

_REST_S = {StrengthKind.HEAVY: 60, StrengthKind.MODERATE: 60, StrengthKind.LIGHT: 30}
_REST_AFTER_TWO_S = 120
_REST_BETWEEN_HOLDS_S = 120
_SECONDS_A_ROUND = "25 to 40 s"


def session_instructions(workout: Workout, calendar: Iterable[Workout] = ()) -> tuple[str, ...]:
    """Return the instructions of a strength session, one or two sentences a line; empty for anything else.

    Args:
        workout: The session; its kind and its planned sets count.
        calendar: The workouts of the days before: a light session says which run it follows and what that changes.
    """
    if workout.sport is not Sport.STRENGTH or workout.kind not in list(StrengthKind) or not workout.planned.sets:
        return ()
    return (*_recovery_line(workout, tuple(calendar)), *_set_lines(StrengthKind(workout.kind), workout.planned.sets))


def _recovery_line(workout: Workout, calendar: tuple[Workout, ...]) -> Iterator[str]:
    if workout.kind == StrengthKind.LIGHT and workout.planned.sled_m:
        advice = light_session_advice(workout, calendar) or light_dose_after(hard_run_before(workout, calendar)).reason
        if advice:
            yield advice


def _set_lines(kind: StrengthKind, parts: tuple[ExerciseSet, ...]) -> Iterator[str]:
    for part in parts:
        yield f"{capitalize_first(format_sets((part,)))}. {_rpe_cap_line(kind, part)}"
        yield from _wall_sit_lines(kind, part) if part.exercise is Exercise.WALL_SIT else _sled_lines(kind, part)
    if any(part.exercise is Exercise.WALL_SIT for part in parts):
        yield BREATHING


def _rpe_cap_line(kind: StrengthKind, part: ExerciseSet) -> str:
    cap_text = f"No round may feel harder than {RPE_CAP[kind]:g} of 10 (RPE)"
    if part.exercise is Exercise.WALL_SIT:
        return f"{cap_text.replace('round', 'hold')}: then stand up."
    if not part.load_kg:
        return f"{cap_text}: then stop."
    return (
        f"{cap_text}: then take plates off. That cap goes before the load, which is a start ({format_load_zone(kind)})."
    )


def _sled_lines(kind: StrengthKind, part: ExerciseSet) -> Iterator[str]:
    metres = format_number(part.distance_m or 0)
    yield (
        f"Lane: {metres} m clear behind you, even, dry and lit, its end marked or watched by a spotter; "
        "shoes that grip. Stop before you turn."
    )
    bands = "Bands doubled evenly on both handles, arms around them, chest tall: " if part.load_kg else "Chest tall: "
    yield f"{bands}short quiet steps backward, {metres} m in about {_SECONDS_A_ROUND}, control before speed."
    if part.rounds > 1:
        longer_rest = f", {_REST_AFTER_TWO_S} s after every second one" if kind is StrengthKind.HEAVY else ""
        from_text = "30 to " if kind is StrengthKind.MODERATE else ""
        yield f"Rest {from_text}{_REST_S[kind]} s between rounds{longer_rest}; walk back without a load."


def _wall_sit_lines(kind: StrengthKind, part: ExerciseSet) -> Iterator[str]:
    if part.knee_angle_deg:
        yield f"Knees at {part.knee_angle_deg}° (180° is standing), back flat on the wall, feet under the knees."
    if part.squeeze:
        effort = "2 to 3" if kind is StrengthKind.LIGHT else "4 to 5"
        yield f"Squeeze the ball between the knees at {effort} of 10, all through the {format_hold(part.hold_s or 0)}."
    if part.rounds > 1:
        yield f"Rest {_REST_BETWEEN_HOLDS_S} s between holds."

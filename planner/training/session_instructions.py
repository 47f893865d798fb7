"""Write the instructions of a strength session, line by line: what a coach would say before each part.

The lines are made from the session's own sets. A load is where to start; the rating is the cap and outranks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.text import capitalize_first
from planner.training.doses import EMPTY_SLED_WORDS, RPE_CAP, format_load_zone
from planner.training.formatting import format_hold, format_number, format_sets
from planner.training.light_doses import hard_run_before, light_dose_after, light_session_advice
from planner.training.precautions import BREATHING
from planner.training.workouts import Exercise, ExerciseSet, Sport, StrengthKind, Workout, first_set

_REST_S = {StrengthKind.HEAVY: 60, StrengthKind.MODERATE: 60, StrengthKind.LIGHT: 30}
_REST_AFTER_TWO_S = 120
_REST_BETWEEN_HOLDS_S = 120
_SECONDS_A_ROUND = "25 to 40 s"
"""How long 20 m take at 0.5 to 0.8 m/s, the speed of a controlled round (a default)."""


def session_instructions(workout: Workout, calendar: Iterable[Workout] = ()) -> tuple[str, ...]:
    """Return the instructions of a strength session, one or two sentences a line; empty for anything else.

    Args:
        workout: The session; its kind and its planned sets count.
        calendar: The workouts of the days before: a light session says which run it follows and what that changes.
    """
    if workout.sport is not Sport.STRENGTH or workout.kind not in list(StrengthKind) or not workout.planned.sets:
        return ()
    kind = StrengthKind(workout.kind)
    return (
        *_recovery_line(workout, tuple(calendar)),
        *_warm_up_line(kind, workout.planned.sets),
        *_set_lines(kind, workout.planned.sets, has_plates=EMPTY_SLED_WORDS not in workout.note),
    )


def _recovery_line(workout: Workout, calendar: tuple[Workout, ...]) -> Iterator[str]:
    if workout.kind == StrengthKind.LIGHT and workout.planned.sled_m:
        advice = light_session_advice(workout, calendar) or light_dose_after(hard_run_before(workout, calendar)).reason
        if advice:
            yield advice


def _warm_up_line(kind: StrengthKind, parts: tuple[ExerciseSet, ...]) -> Iterator[str]:
    """Yield the warm-up of a heavy or moderate session: it is part of its minutes."""
    sled = first_set(parts, Exercise.REVERSE_SLED_PUSH)
    if kind is StrengthKind.LIGHT or sled is None:
        return
    metres = format_number(sled.distance_m or 0)
    loaded = ", then one with half the load" if sled.load_kg else ""
    yield f"Warm up: 5 min of easy walking or jogging, {metres} m backward without a load{loaded}."


def _set_lines(kind: StrengthKind, parts: tuple[ExerciseSet, ...], *, has_plates: bool) -> Iterator[str]:
    for part in parts:
        yield f"{capitalize_first(format_sets((part,)))}. {_rpe_cap_line(kind, part, has_plates=has_plates)}"
        yield from _wall_sit_lines(kind, part) if part.exercise == Exercise.WALL_SIT else _sled_lines(kind, part)
    if any(part.exercise == Exercise.WALL_SIT for part in parts):
        yield BREATHING


def _rpe_cap_line(kind: StrengthKind, part: ExerciseSet, *, has_plates: bool) -> str:
    cap_text = f"No round may feel harder than {RPE_CAP[kind]:g} of 10 (RPE)"
    if part.exercise == Exercise.WALL_SIT:
        return f"{cap_text.replace('round', 'hold')}: then stand up."
    if not part.load_kg:
        return f"{cap_text}: then stop."
    if not has_plates:
        return f"{cap_text}: then do no more. That cap goes before the rounds."
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
    if part.rounds <= 1:
        return
    longer_rest = f", {_REST_AFTER_TWO_S} s after every second one" if kind is StrengthKind.HEAVY else ""
    yield f"Rest {_REST_S[kind]} s between rounds{longer_rest}."
    if part.load_kg != 0:
        yield (
            "At the end put the bands on the other handles and drag the sled back the same way: that is the next "
            "round. Without room to turn, walk back without a load and bring the sled by its straps."
        )


def _wall_sit_lines(kind: StrengthKind, part: ExerciseSet) -> Iterator[str]:
    if part.knee_angle_deg:
        yield f"Knees at {part.knee_angle_deg}° (180° is standing), back flat on the wall, feet under the knees."
    if part.squeeze:
        effort = "2 to 3" if kind is StrengthKind.LIGHT else "4 to 5"
        yield f"Squeeze the ball between the knees at {effort} of 10, all through the {format_hold(part.hold_s or 0)}."
    if part.rounds > 1:
        yield f"Rest {_REST_BETWEEN_HOLDS_S} s between holds."

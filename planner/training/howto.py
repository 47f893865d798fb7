"""How a strength session is done, line by line: what a coach beside you would say before each part.

The lines are rendered from the session's own sets. Loads are where to start; the rating is the cap and outranks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.training.doses import RPE_CAP, zone_percent
from planner.training.lightdoses import hard_run_before, light_advice, light_dose_after
from planner.training.precautions import BREATHE
from planner.training.wording import hold, number, sets
from planner.training.workouts import Exercise, ExerciseSet, Sport, StrengthKind, Workout

_REST_S = {StrengthKind.HEAVY: 60, StrengthKind.MODERATE: 60, StrengthKind.LIGHT: 30}
_REST_AFTER_TWO_S = 120
_REST_BETWEEN_HOLDS_S = 120
_SECONDS_A_LANE = "25 to 40 s"


def how_to(workout: Workout, calendar: Iterable[Workout] = ()) -> tuple[str, ...]:
    """The instructions of a strength session, one sentence or two a line; empty for anything else.

    Args:
        workout: Its kind and its planned sets are looked at.
        calendar: The days before it: a light session says which run it follows, and what really running that changes.
    """
    if workout.sport is not Sport.STRENGTH or workout.kind not in list(StrengthKind) or not workout.planned.sets:
        return ()
    return (*_follows(workout, tuple(calendar)), *_lines(StrengthKind(workout.kind), workout.planned.sets))


def _follows(workout: Workout, calendar: tuple[Workout, ...]) -> Iterator[str]:
    if workout.kind == StrengthKind.LIGHT and workout.planned.sled_m:
        said = light_advice(workout, calendar) or light_dose_after(hard_run_before(workout, calendar)).why
        yield from (said,) if said else ()


def _lines(kind: StrengthKind, parts: tuple[ExerciseSet, ...]) -> Iterator[str]:
    for part in parts:
        yield f"{_capitalised(sets((part,)))}. {_cap(kind, part)}"
        yield from _wall_sit(kind, part) if part.exercise is Exercise.WALL_SIT else _sled(kind, part)
    if any(part.exercise is Exercise.WALL_SIT for part in parts):
        yield BREATHE


def _cap(kind: StrengthKind, part: ExerciseSet) -> str:
    cap = f"No round may feel harder than {RPE_CAP[kind]:g} of 10 (RPE)"
    if part.exercise is Exercise.WALL_SIT:
        return f"{cap.replace('round', 'hold')}: then stand up."
    if not part.load_kg:
        return f"{cap}: then stop."
    return f"{cap}: then take plates off. That cap goes before the load, which is a start ({zone_percent(kind)})."


def _sled(kind: StrengthKind, part: ExerciseSet) -> Iterator[str]:
    metres = number(part.distance_m or 0)
    yield (
        f"Lane: {metres} m clear behind you, even, dry and lit, its end marked or watched by a spotter; "
        "shoes that grip. Stop before you turn."
    )
    bands = "Bands doubled evenly on both handles, arms around them, chest tall: " if part.load_kg else "Chest tall: "
    yield f"{bands}short quiet steps backward, {metres} m in about {_SECONDS_A_LANE}, control before speed."
    if part.rounds > 1:
        longer = f", {_REST_AFTER_TWO_S} s after every second one" if kind is StrengthKind.HEAVY else ""
        least = "30 to " if kind is StrengthKind.MODERATE else ""
        yield f"Rest {least}{_REST_S[kind]} s between rounds{longer}; walk back without a load."


def _wall_sit(kind: StrengthKind, part: ExerciseSet) -> Iterator[str]:
    if part.knee_angle_deg:
        yield f"Knees at {part.knee_angle_deg}° (180° is standing), back flat on the wall, feet under the knees."
    if part.squeeze:
        effort = "2 to 3" if kind is StrengthKind.LIGHT else "4 to 5"
        yield f"Squeeze the ball between the knees at {effort} of 10, all through the {hold(part.hold_s or 0)}."
    if part.rounds > 1:
        yield f"Rest {_REST_BETWEEN_HOLDS_S} s between holds."


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]

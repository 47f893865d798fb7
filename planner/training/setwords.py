"""Sled rounds and wall sits as people write them: ``5 × 20 m, 56 kg`` and ``2 × 1:30``, read and written back.

A reader is forgiving about form and strict about sense, as those of `planner.training.measures` are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.training.wording import format_hold, format_number
from planner.training.workouts import Exercise, ExerciseSet

LANE_M = 20.0
MAX_ROUNDS, MAX_ROUND_LENGTH_M, MAX_LOAD_KG, MAX_TYPED_HOLD_S = 100, 1000.0, 1000.0, 3600
DEFAULT_KNEE_ANGLE_DEG = 120

_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"
_METRES = r"[0-9]{1,4}(?:\.[0-9]{1,3})?|[0-9]{1,4},[0-9]{1,3}(?=\s*m)"
"""Metres; a comma is a decimal one only where the ``m`` is written: in ``5x20,56`` it comes before the load."""
_TIMES = r"\s*[x×*]\s*"
_SLED = re.compile(
    rf"(?P<rounds>[0-9]{{1,3}})(?:{_TIMES}(?P<metres>{_METRES})\s*m?)?"
    rf"(?:\s*(?:,|@|at|with)?\s*(?<![0-9])(?P<kg>{_NUMBER})\s*(?:kgs?)?)?",
    re.IGNORECASE,
)
_SIT = re.compile(
    rf"(?:(?P<rounds>[0-9]{{1,3}}){_TIMES})?(?P<hold>[0-9]{{1,2}}:[0-5][0-9]|[0-9]{{1,4}})\s*(?:s|secs?|seconds?)?"
    r"(?:\s*(?:,|@|at)?\s*(?<![0-9])(?P<angle>[0-9]{2,3})\s*(?:°|deg\w*))?",
    re.IGNORECASE,
)


def parse_sled(text: str, field: str = "sled", planned: ExerciseSet | None = None) -> ExerciseSet:
    """Sled rounds: ``5 × 20 m, 56 kg``, ``5x20 56``, ``5`` (rounds; the lane and load of the plan, else 20 m).

    Args:
        text: What was written.
        field: What the value is, for the refusal.
        planned: The planned rounds, for what was left out.

    Raises:
        RefusedError: It is not written so, or a figure is out of range.
    """
    found = _SLED.fullmatch(text.strip()) if len(text) <= 40 else None
    if found is None:
        raise RefusedError(f"{field} {quoted(text)} is not sled rounds; write them like 5 x 20 m, 56 kg.")
    rounds = _check_range(int(found["rounds"]), (1, MAX_ROUNDS, "rounds"), field, text)
    planned_m, planned_kg = (planned.distance_m, planned.load_kg) if planned else (None, None)
    metres = float((found["metres"] or "").replace(",", ".") or planned_m or LANE_M)
    load = float(found["kg"].replace(",", ".")) if found["kg"] else planned_kg
    _check_range(metres, (1, MAX_ROUND_LENGTH_M, "metres a round"), field, text)
    if load is not None:
        _check_range(load, (0, MAX_LOAD_KG, "kg"), field, text)
    return ExerciseSet(Exercise.REVERSE_SLED_PUSH, int(rounds), distance_m=metres, load_kg=load)


def parse_wall_sit(text: str, field: str = "wall sit", planned: ExerciseSet | None = None) -> ExerciseSet:
    """Wall sits: ``2 × 1:30``, ``2x90``, ``90 s``, ``3 x 60 110°``; angle and ball of the plan, else 120° with a ball.

    Raises:
        RefusedError: It is not written so, or a figure is out of range.
    """
    found = _SIT.fullmatch(text.strip()) if len(text) <= 40 else None
    if found is None:
        raise RefusedError(f"{field} {quoted(text)} is not wall sits; write them like 2 x 1:30 or 90 s.")
    rounds = _check_range(int(found["rounds"] or 1), (1, MAX_ROUNDS, "holds"), field, text)
    minutes, _, seconds = found["hold"].rpartition(":")
    held = _check_range(int(minutes or 0) * 60 + int(seconds), (1, MAX_TYPED_HOLD_S, "seconds"), field, text)
    base = planned or ExerciseSet(Exercise.WALL_SIT, 1, hold_s=60, knee_angle_deg=DEFAULT_KNEE_ANGLE_DEG, squeeze=True)
    angle = base.knee_angle_deg
    if found["angle"]:
        angle = int(_check_range(int(found["angle"]), (60, 180, "degrees"), field, text))
    return replace(base, rounds=int(rounds), hold_s=int(held), knee_angle_deg=angle)


def format_sled(part: ExerciseSet | None) -> str:
    """``5 × 20 m, 56 kg``; empty for none."""
    if part is None:
        return ""
    lanes = f"{part.rounds} × {format_number(part.distance_m or 0)} m"
    return lanes if part.load_kg is None else f"{lanes}, {part.load_kg:g} kg"


def format_wall_sit(part: ExerciseSet | None) -> str:
    """``2 × 1:30``; empty for none."""
    return "" if part is None else f"{part.rounds} × {format_hold(part.hold_s or 0)}"


def first_set(parts: tuple[ExerciseSet, ...], exercise: Exercise) -> ExerciseSet | None:
    """The first set of an exercise."""
    return next((part for part in parts if part.exercise is exercise), None)


def _check_range(value: float, bounds: tuple[float, float, str], field: str, text: str) -> float:
    least, most, unit = bounds
    if not least <= value <= most:
        raise RefusedError(f"{field} {quoted(text)} must have {least:g} to {most:g} {unit}.")
    return value

"""Sled rounds and wall sits as people write them: ``5 × 20 m, 56 kg`` and ``2 × 1:30``, read and written back.

A reader is forgiving about form and strict about sense, as those of `planner.training.measures` are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.training.wording import hold, number
from planner.training.workouts import Exercise, ExerciseSet

LANE_M = 20.0
MOST_ROUNDS, LONGEST_LANE_M, MOST_KG, LONGEST_HOLD_S = 100, 1000.0, 1000.0, 3600
USUAL_KNEE_ANGLE = 120

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


def read_sled(text: str, field: str = "sled", like: ExerciseSet | None = None) -> ExerciseSet:
    """Sled rounds: ``5 × 20 m, 56 kg``, ``5x20 56``, ``5`` (rounds; the lane and load of the plan, else 20 m).

    Args:
        text: What was written.
        field: What the value is, for the refusal.
        like: The planned rounds, for what was left out.

    Raises:
        RefusedError: It is not written so, or a figure is out of range.
    """
    found = _SLED.fullmatch(text.strip()) if len(text) <= 40 else None
    if found is None:
        raise RefusedError(f"{field} {quoted(text)} is not sled rounds; write them like 5 x 20 m, 56 kg.")
    rounds = _within(int(found["rounds"]), (1, MOST_ROUNDS, "rounds"), field, text)
    planned_m, planned_kg = (like.distance_m, like.load_kg) if like else (None, None)
    metres = float((found["metres"] or "").replace(",", ".") or planned_m or LANE_M)
    load = float(found["kg"].replace(",", ".")) if found["kg"] else planned_kg
    _within(metres, (1, LONGEST_LANE_M, "metres a round"), field, text)
    if load is not None:
        _within(load, (0, MOST_KG, "kg"), field, text)
    return ExerciseSet(Exercise.REVERSE_SLED_PUSH, int(rounds), distance_m=metres, load_kg=load)


def read_wall_sit(text: str, field: str = "wall sit", like: ExerciseSet | None = None) -> ExerciseSet:
    """Wall sits: ``2 × 1:30``, ``2x90``, ``90 s``, ``3 x 60 110°``; angle and ball of the plan, else 120° with a ball.

    Raises:
        RefusedError: It is not written so, or a figure is out of range.
    """
    found = _SIT.fullmatch(text.strip()) if len(text) <= 40 else None
    if found is None:
        raise RefusedError(f"{field} {quoted(text)} is not wall sits; write them like 2 x 1:30 or 90 s.")
    rounds = _within(int(found["rounds"] or 1), (1, MOST_ROUNDS, "holds"), field, text)
    minutes, _, seconds = found["hold"].rpartition(":")
    held = _within(int(minutes or 0) * 60 + int(seconds), (1, LONGEST_HOLD_S, "seconds"), field, text)
    base = like or ExerciseSet(Exercise.WALL_SIT, 1, hold_s=60, knee_angle_deg=USUAL_KNEE_ANGLE, squeeze=True)
    angle = base.knee_angle_deg
    if found["angle"]:
        angle = int(_within(int(found["angle"]), (60, 180, "degrees"), field, text))
    return replace(base, rounds=int(rounds), hold_s=int(held), knee_angle_deg=angle)


def sled_words(part: ExerciseSet | None) -> str:
    """``5 × 20 m, 56 kg``; empty for none."""
    if part is None:
        return ""
    lanes = f"{part.rounds} × {number(part.distance_m or 0)} m"
    return lanes if part.load_kg is None else f"{lanes}, {part.load_kg:g} kg"


def wall_sit_words(part: ExerciseSet | None) -> str:
    """``2 × 1:30``; empty for none."""
    return "" if part is None else f"{part.rounds} × {hold(part.hold_s or 0)}"


def first_of(parts: tuple[ExerciseSet, ...], exercise: Exercise) -> ExerciseSet | None:
    """The first set of an exercise."""
    return next((part for part in parts if part.exercise is exercise), None)


def _within(value: float, bounds: tuple[float, float, str], field: str, text: str) -> float:
    least, most, unit = bounds
    if not least <= value <= most:
        raise RefusedError(f"{field} {quoted(text)} must have {least:g} to {most:g} {unit}.")
    return value

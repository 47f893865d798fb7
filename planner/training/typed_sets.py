"""Parse and format the sled rounds and wall sits of a session as people type them.

Several loads or holds of one exercise are parted by a comma or a semicolon: ``4x20 56, 2x20 62``. A comma only parts
two sets where another set follows it, since it also separates a load or an angle: ``5x20,56``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.training.formatting import format_hold
from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.training.workouts import LANE_M, Exercise, ExerciseSet

MAX_ROUNDS = 100
_MAX_ROUND_LENGTH_M, _MAX_LOAD_KG, _MAX_TYPED_HOLD_S = 1000.0, 1000.0, 3600
MAX_SETS = 50
"""Most sets of one exercise that a field takes."""
LONGEST_SET = 40
"""Most characters of one typed set."""
_DEFAULT_SIT = ExerciseSet(Exercise.WALL_SIT, 1, hold_s=60, knee_angle_deg=120, squeeze=True)

_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"
_METRES = r"[0-9]{1,4}(?:\.[0-9]{1,3})?|[0-9]{1,4},[0-9]{1,3}(?=\s*m)"
"""Metres. A comma is a decimal comma only where an ``m`` follows; in ``5x20,56`` it separates the load."""
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
_NEXT_SLED = re.compile(r";|,(?=\s*[0-9]{1,3}\s*[x×*])", re.IGNORECASE)
_NEXT_SIT = re.compile(r";|,(?=\s*(?:[0-9]{1,3}\s*[x×*]|[0-9]{1,2}:|[0-9]{1,4}\s*s))", re.IGNORECASE)
"""Where another set begins: after a semicolon, and after a comma that only another set can follow."""


def parse_sled(text: str, field: str = "sled", planned: Sequence[ExerciseSet] = ()) -> tuple[ExerciseSet, ...]:
    """Parse sled rounds: ``5 × 20 m, 56 kg``, ``5x20 56``, ``5``, and several loads, ``4x20 56, 2x20 62``.

    Metres and load that are left out are as planned, else 20 m and no load.

    Args:
        text: The typed text.
        field: The name of the value, for the refusal.
        planned: The planned sets, for what is left out; the last of the sled serves those that come after it.

    Raises:
        RefusedError: The text has another form, a number is out of range, or there are too many sets.
    """
    parts = _split(text, _NEXT_SLED, field)
    bases = _bases(planned, Exercise.REVERSE_SLED_PUSH, len(parts))
    return tuple(_parse_sled_set(part, field, base) for part, base in zip(parts, bases, strict=True))


def _parse_sled_set(text: str, field: str, planned: ExerciseSet | None) -> ExerciseSet:
    match = _SLED.fullmatch(text) if len(text) <= LONGEST_SET else None
    if match is None:
        raise RefusedError(f"{field} {quoted(text)} is not sled rounds; write them like 5 x 20 m, 56 kg.")
    rounds = check_range(int(match["rounds"]), (1, MAX_ROUNDS, "rounds"), field, text)
    planned_m, planned_kg = (planned.distance_m, planned.load_kg) if planned else (None, None)
    metres = float((match["metres"] or "").replace(",", ".") or planned_m or LANE_M)
    load = float(match["kg"].replace(",", ".")) if match["kg"] else planned_kg
    check_range(metres, (1, _MAX_ROUND_LENGTH_M, "metres a round"), field, text)
    if load is not None:
        check_range(load, (0, _MAX_LOAD_KG, "kg"), field, text)
    return ExerciseSet(Exercise.REVERSE_SLED_PUSH, int(rounds), distance_m=metres, load_kg=load)


def parse_wall_sit(text: str, field: str = "wall sit", planned: Sequence[ExerciseSet] = ()) -> tuple[ExerciseSet, ...]:
    """Parse wall sits: ``2 × 1:30``, ``2x90``, ``90 s``, ``3 x 60 110°``, and several holds, ``2x1:30, 1x2:00``.

    Angle and ball that are left out are as planned, else 120° and a ball.

    Args:
        text: The typed text.
        field: The name of the value, for the refusal.
        planned: The planned sets, for what is left out; the last wall sit serves those that come after it.

    Raises:
        RefusedError: The text has another form, a number is out of range, or there are too many sets.
    """
    parts = _split(text, _NEXT_SIT, field)
    bases = _bases(planned, Exercise.WALL_SIT, len(parts))
    return tuple(_parse_wall_sit_set(part, field, base) for part, base in zip(parts, bases, strict=True))


def _parse_wall_sit_set(text: str, field: str, planned: ExerciseSet | None) -> ExerciseSet:
    match = _SIT.fullmatch(text) if len(text) <= LONGEST_SET else None
    if match is None:
        raise RefusedError(f"{field} {quoted(text)} is not wall sits; write them like 2 x 1:30 or 90 s.")
    rounds = check_range(int(match["rounds"] or 1), (1, MAX_ROUNDS, "holds"), field, text)
    hold_s = check_range(parse_clock(match["hold"]), (1, _MAX_TYPED_HOLD_S, "seconds"), field, text)
    base = planned or _DEFAULT_SIT
    angle = base.knee_angle_deg
    if match["angle"]:
        angle = int(check_range(int(match["angle"]), (60, 180, "degrees"), field, text))
    return replace(base, rounds=int(rounds), hold_s=int(hold_s), knee_angle_deg=angle)


def format_sled(sets: Iterable[ExerciseSet]) -> str:
    """Format the sled rounds among sets as they are typed: ``4 × 20 m, 56 kg; 2 × 20 m, 62 kg``; empty for none."""
    return "; ".join(_format_sled_set(part) for part in sets if part.exercise == Exercise.REVERSE_SLED_PUSH)


def _format_sled_set(part: ExerciseSet) -> str:
    lanes = f"{part.rounds} × {format_exact(part.distance_m or 0)} m"
    return lanes if part.load_kg is None else f"{lanes}, {format_exact(part.load_kg)} kg"


def format_wall_sit(sets: Iterable[ExerciseSet]) -> str:
    """Format the wall sits among sets as they are typed: ``2 × 1:30; 1 × 2:00``; empty for none.

    The angle of the knees is only written where it is not the same in all of them.
    """
    sits = [part for part in sets if part.exercise == Exercise.WALL_SIT]
    has_angles = len({part.knee_angle_deg for part in sits}) > 1
    return "; ".join(_format_wall_sit_set(part, with_angle=has_angles) for part in sits)


def _format_wall_sit_set(part: ExerciseSet, *, with_angle: bool) -> str:
    angle = f" {part.knee_angle_deg}°" if with_angle and part.knee_angle_deg is not None else ""
    return f"{part.rounds} × {format_hold(part.hold_s or 0)}{angle}"


def format_exact(value: float) -> str:
    """Format metres or kilograms to the last of the three decimals that are stored: ``20``, ``56.25``."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def parse_clock(text: str) -> int:
    """Return the seconds of ``1:30`` or ``90``."""
    minutes, _, seconds = text.rpartition(":")
    return int(minutes or 0) * 60 + int(seconds)


def _split(text: str, separator: re.Pattern[str], field: str) -> list[str]:
    """Return the typed sets of a text; a text without one is a set that cannot be read.

    Raises:
        RefusedError: There are too many.
    """
    parts = [part.strip() for part in separator.split(text[: MAX_SETS * (LONGEST_SET + 2)])]
    parts = [part for part in parts if part] or [""]
    if len(parts) > MAX_SETS or len(text) > MAX_SETS * (LONGEST_SET + 2):
        raise RefusedError(f"{field} {quoted(text)} has more than {MAX_SETS} sets of one exercise.")
    return parts


def _bases(planned: Sequence[ExerciseSet], exercise: str, count: int) -> list[ExerciseSet | None]:
    """Return the planned set that each of some typed sets is completed with."""
    found = [part for part in planned if part.exercise == exercise]
    return [found[min(index, len(found) - 1)] if found else None for index in range(count)]


def check_range(value: float, bounds: tuple[float, float, str], field: str, text: str) -> float:
    """Return a number that is within its bounds, least, most and unit.

    Raises:
        RefusedError: It is not.
    """
    least, most, unit = bounds
    if not least <= value <= most:
        raise RefusedError(f"{field} {quoted(text)} must have {least:g} to {most:g} {unit}.")
    return value

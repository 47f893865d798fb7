"""The steps of a strength session for a watch: the segments that the timer of the gym session walks through.

No watch measures 20 m in a hall, so a round ends with the lap button; holds and rests end by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.exchange.watches.watch_steps import Phase, WatchExercise, WatchRepeat, WatchStep, WatchSteps
from planner.text import capitalize_first, format_count
from planner.training.formatting import format_exercise, format_number, format_round
from planner.training.session_timer.segments import Segment, SegmentKind, session_segments
from planner.training.workouts import Exercise, ExerciseSet, Workout

_BACKWARD_DRAG: Final = WatchExercise(45, 0)
_WALL_SQUAT: Final = WatchExercise(28, 20)
_UNKNOWN: Final = WatchExercise(65534)
_LONGEST_PATTERN: Final = 8
"""The most steps that are looked at as one repetition: two rounds of two exercises, with their rests."""
_NAMES = {SegmentKind.WARM_UP: "Warm-up", SegmentKind.READY: "Get ready", SegmentKind.REST: "Rest"}
_PHASES = {
    SegmentKind.WARM_UP: Phase.WARM_UP,
    SegmentKind.WARM_UP_ROUND: Phase.WARM_UP,
    SegmentKind.READY: Phase.REST,
    SegmentKind.REST: Phase.REST,
}


def strength_watch_steps(workout: Workout, sled_kg: float) -> WatchSteps:
    """Return the steps of a strength session with sets: warm-up, rounds, holds and rests, repeated where they repeat.

    Args:
        workout: The session; its kind and its planned sets count.
        sled_kg: The mass of the empty sled in kilograms; 0 where unknown.
    """
    sets = workout.planned.sets
    segments = session_segments(workout.strength_kind, sets, sled_kg=sled_kg)
    return _with_repeats([_watch_step(segment, sets[segment.part], sled_kg) for segment in segments])


def _watch_step(segment: Segment, part: ExerciseSet, sled_kg: float) -> WatchStep:
    phase = _PHASES.get(segment.kind, Phase.ACTIVE)
    if segment.kind in _NAMES:
        notes = "easy walking or jogging" if segment.kind is SegmentKind.WARM_UP else ""
        return WatchStep(_NAMES[segment.kind], phase, segment.seconds, notes=notes)
    load_kg = segment.load_kg(part.load_kg, sled_kg)
    exercise, name, notes = _name(part, load_kg)
    load = f"{format_number(load_kg)} kg" if load_kg else ""
    return WatchStep(
        capitalize_first(name),
        phase,
        segment.seconds,
        notes=", ".join(words for words in (notes, load) if words),
        exercise=exercise,
        load_kg=load_kg or None,
    )


def _name(part: ExerciseSet, load_kg: float | None) -> tuple[WatchExercise, str, str]:
    """Return which exercise a round or hold is, its name with what ends it, and more in words."""
    if part.exercise == Exercise.WALL_SIT:
        angle = f"knees {part.knee_angle_deg}°" if part.knee_angle_deg else ""
        ball = "squeeze the ball" if part.squeeze else ""
        return _WALL_SQUAT, "wall sit", ", ".join(words for words in (angle, ball) if words)
    if part.exercise == Exercise.REVERSE_SLED_PUSH:
        is_walk = load_kg == 0
        exercise = _UNKNOWN if is_walk else _BACKWARD_DRAG
        notes = "backward, without the sled" if is_walk else "backward"
        return exercise, f"{'walk' if is_walk else 'sled'} {format_round(part)}".strip(), notes
    own = format_exercise(part.exercise)
    if part.hold_s:
        return _UNKNOWN, own, ""
    if part.repetitions is not None:
        return _UNKNOWN, f"{part.repetitions} × {own}", format_count(part.repetitions, "time")
    return _UNKNOWN, f"{format_round(part)} {own}".strip(), ""


def _with_repeats(steps: Sequence[WatchStep]) -> WatchSteps:
    """Return steps with those that come several times in a row as repeats; the longest stretch first."""
    repeated: list[WatchStep | WatchRepeat] = []
    position = 0
    while position < len(steps):
        size, count = max(
            ((size, _count(steps, position, size)) for size in range(1, _LONGEST_PATTERN + 1)),
            key=lambda found: (found[0] * found[1], -found[0]) if found[1] > 1 else (0, 0),
        )
        if count > 1:
            repeated.append(WatchRepeat(count, tuple(steps[position : position + size])))
            position += size * count
        else:
            repeated.append(steps[position])
            position += 1
    return tuple(repeated)


def _count(steps: Sequence[WatchStep], position: int, size: int) -> int:
    """Return how often the next so many steps come in a row, at least once."""
    pattern, count = steps[position : position + size], 1
    while steps[position + size * count : position + size * (count + 1)] == pattern:
        count += 1
    return count

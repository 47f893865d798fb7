"""Which guides and examples of the exercise library a session needs."""

from __future__ import annotations

from collections.abc import Sequence

from planner.training.workouts import Exercise, ExerciseSet, first_set


def guide_name(part: ExerciseSet, sets: Sequence[ExerciseSet]) -> str:
    """Return the name of the guide for one set of a session.

    A sled without a load is the backward walk. A wall sit in a session without either is the wall sit alone. An
    exercise of the runner's own keeps its name, whether the library has something on it or not.

    Args:
        part: The set.
        sets: All sets of the session.
    """
    if part.exercise == Exercise.REVERSE_SLED_PUSH and part.load_kg == 0:
        return "backward_walk"
    if part.exercise == Exercise.WALL_SIT and first_set(tuple(sets), Exercise.REVERSE_SLED_PUSH) is None:
        return "wall_sit_alone"
    return str(part.exercise)


def guide_names_of(sets: Sequence[ExerciseSet]) -> tuple[str, ...]:
    """Return the names of the guides for the exercises of a session, each once, in the order they are done in."""
    return tuple(dict.fromkeys(guide_name(part, sets) for part in sets))

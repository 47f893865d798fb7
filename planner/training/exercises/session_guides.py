"""Which guides and examples of the exercise library a session needs."""

from __future__ import annotations

from collections.abc import Iterable

from planner.training.workouts import Exercise, ExerciseSet


def guide_names_of(sets: Iterable[ExerciseSet]) -> tuple[str, ...]:
    """Return the names of the guides for the exercises of a session, each once, in the order they are done in.

    A sled without a load is the backward walk. A wall sit that neither of them goes before is the wall
    sit alone. An exercise of the runner's own keeps its name, whether the library has something on it or not.
    """
    names: dict[str, None] = {}
    for part in sets:
        name = str(part.exercise)
        if name == Exercise.REVERSE_SLED_PUSH and not part.load_kg:
            name = "backward_walk"
        elif name == Exercise.WALL_SIT and Exercise.REVERSE_SLED_PUSH not in names and "backward_walk" not in names:
            name = "wall_sit_alone"
        names[name] = None
    return tuple(names)

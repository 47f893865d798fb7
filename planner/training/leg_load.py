"""How much a strength session asks of the legs, as the rules count it: its kind, or more by its own exercises.

How much an exercise asks is what the runner said of it, or a default of this planner for the examples; not evidence.
"""

from __future__ import annotations

from planner.text import join_words
from planner.training.formatting import format_exercise
from planner.training.workouts import ExerciseSet, LegLoad, Sport, StrengthKind, Workout

_ORDER = (StrengthKind.LIGHT, StrengthKind.MODERATE, StrengthKind.HEAVY)
_KIND_OF = {
    LegLoad.HEAVY: StrengthKind.HEAVY,
    LegLoad.MODERATE: StrengthKind.MODERATE,
    LegLoad.LIGHT: StrengthKind.LIGHT,
    LegLoad.NONE: None,
}


def kind_of_exercise(part: ExerciseSet) -> StrengthKind | None:
    """Return the kind that an exercise of the runner's own counts as; None for one that leaves the legs alone.

    The sled and the wall sit have none of their own: they are what the kind of their session is.
    """
    return None if part.leg_load is None else _KIND_OF[part.leg_load]


def counted_kind(workout: Workout) -> StrengthKind | None:
    """Return the kind that the rules count a session as: the highest of its kind and of its own exercises.

    What was done of it counts once that is recorded. None is no session to the rules: another workout, or strength
    without a kind and without an exercise for the legs.
    """
    if workout.sport is not Sport.STRENGTH:
        return None
    kinds = [workout.strength_kind] if workout.strength_kind is not None else []
    kinds += [kind for part in _counted_sets(workout) if (kind := kind_of_exercise(part)) is not None]
    return max(kinds, key=_ORDER.index, default=None)


def is_for_legs(workout: Workout) -> bool:
    """Return whether strength is work for the legs; without exercises to tell, it is taken to be."""
    sets = _counted_sets(workout)
    has_none = workout.kind is None and bool(sets) and all(part.leg_load is LegLoad.NONE for part in sets)
    return workout.sport is Sport.STRENGTH and not has_none


def is_of_own_exercises(workout: Workout) -> bool:
    """Return whether a session has exercises of the runner's own and no sled and no wall sit, so that no dose fits."""
    sets = workout.planned.sets
    return bool(sets) and all(part.is_own for part in sets)


def counted_kind_text(workout: Workout) -> str:
    """Return why a session counts as more than its kind: ``It counts as heavy because of its wall ball.``; or empty."""
    kind = counted_kind(workout)
    if kind is None or kind == workout.kind:
        return ""
    names = dict.fromkeys(
        format_exercise(part.exercise) for part in _counted_sets(workout) if kind_of_exercise(part) is kind
    )
    return f"It counts as {kind} because of its {join_words(names)}."


def _counted_sets(workout: Workout) -> tuple[ExerciseSet, ...]:
    """Return the sets that were done; the planned ones while none are recorded."""
    done = workout.actual.effort.sets if workout.actual is not None else ()
    return done or workout.planned.sets

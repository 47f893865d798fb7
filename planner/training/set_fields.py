"""The fields that hold the sets of a session: sled, wall sit, and exercises of the runner's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.training.measures import quoted
from planner.training.own_exercises import KnownExercises, format_own_sets, parse_own_sets
from planner.training.refusal import RefusedError
from planner.training.typed_sets import format_sled, format_wall_sit, parse_sled, parse_wall_sit
from planner.training.workouts import Exercise, ExerciseSet, Sport

_SAID = {"sled": "sled", "sit": "wall sit", "exercises": "exercise"}
"""What a refusal calls each field."""
SET_FIELDS = tuple(_SAID)
"""The fields that hold sets."""


def format_set_fields(sets: tuple[ExerciseSet, ...]) -> dict[str, str]:
    """Return the texts of the fields, as `parse_sets` reads them."""
    return {"sled": format_sled(sets), "sit": format_wall_sit(sets), "exercises": format_own_sets(sets)}


def parse_sets(
    given: Mapping[str, str], before: tuple[ExerciseSet, ...], sport: Sport, known: KnownExercises
) -> tuple[ExerciseSet, ...]:
    """Return the sets with the typed fields; a field that is not given leaves its sets unchanged.

    Args:
        given: Texts by the names of `SET_FIELDS`; an empty one takes its sets away.
        before: The sets before.
        sport: The sport of the workout.
        known: The exercises of the runner's own that are defined.

    Raises:
        RefusedError: A text cannot be read, or the workout is no strength session.
    """
    typed = {name: given[name] for name in SET_FIELDS if name in given}
    if sport is not Sport.STRENGTH:
        for name, text in typed.items():
            if text:
                only = "exercises" if name == "exercises" else "a sled and a wall sit"
                raise RefusedError(f"{_SAID[name]} {quoted(text)}: only a strength session has {only}.")
        return ()
    sets = before
    if "sled" in typed:
        sleds = parse_sled(typed["sled"], planned=sets) if typed["sled"] else ()
        sets = _replaced(sets, lambda part: part.exercise == Exercise.REVERSE_SLED_PUSH, sleds, 0)
    if "sit" in typed:
        sits = parse_wall_sit(typed["sit"], planned=sets) if typed["sit"] else ()
        founding = max((index for index, part in enumerate(sets, start=1) if not part.is_own), default=0)
        sets = _replaced(sets, lambda part: part.exercise == Exercise.WALL_SIT, sits, founding)
    if "exercises" in typed:
        own = parse_own_sets(typed["exercises"], known, before) if typed["exercises"] else ()
        sets = _replaced(sets, lambda part: part.is_own, own, len(sets))
    return sets


def _replaced(
    sets: tuple[ExerciseSet, ...],
    is_replaced: Callable[[ExerciseSet], bool],
    new: tuple[ExerciseSet, ...],
    place: int,
) -> tuple[ExerciseSet, ...]:
    """Return sets with some of them replaced, each by one new set; further ones come after the last of them.

    Args:
        sets: All sets; exercises may take turns in them.
        is_replaced: Whether a set is replaced.
        new: The new sets.
        place: Where they go if there is none to replace.
    """
    places = [index for index, part in enumerate(sets) if is_replaced(part)]
    end = places[-1] + 1 if places else place
    coming = iter(new)
    kept: list[ExerciseSet] = []
    for part in sets[:end]:
        if not is_replaced(part):
            kept.append(part)
        elif (replacement := next(coming, None)) is not None:
            kept.append(replacement)
    return (*kept, *coming, *sets[end:])

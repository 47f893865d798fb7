"""The titles of the planner's own strength sessions: they say what is really done, and nothing that is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.training.workouts import DEMANDING_KINDS, Exercise, ExerciseSet, StrengthKind, Workout

_SLED, _WALK, _SIT = "sled", "backward walk", "wall sit"


def session_title(kind: str, parts: Sequence[ExerciseSet] = ()) -> str:
    """Return the title of a session: ``Heavy sled and wall sit``, ``Backward walk and wall sit``, ``Wall sit``.

    Args:
        kind: A `StrengthKind` value.
        parts: Its sets; a sled and a wall sit where there are none yet.
    """
    return _title(kind, _exercises(parts))


def session_name(kind: str, parts: Sequence[ExerciseSet] = ()) -> str:
    """Return what a sentence calls a session: ``heavy sled``, ``backward walk``, ``wall sit``, ``light session``."""
    return "light session" if kind == StrengthKind.LIGHT else _title(kind, _exercises(parts)[:1]).lower()


def fit_heading(text: str, kind: str, parts: Sequence[ExerciseSet]) -> str:
    """Return a sentence that begins with a session, ``Heavy sled Tuesday evening``, without the sled if it has none."""
    with_sled, without = f"{kind} sled ".capitalize(), f"{kind} session ".capitalize()
    has_sled = _SLED in _exercises(parts)
    before, after = (without, with_sled) if has_sled else (with_sled, without)
    is_loaded_kind = kind in DEMANDING_KINDS
    return after + text.removeprefix(before) if is_loaded_kind and text.startswith(before) else text


def has_own_title(workout: Workout) -> bool:
    """Return whether a session has one of the planner's own titles, which follow its sets, and not the runner's."""
    return not workout.title or workout.title in _OWN_TITLES


def with_title_of_sets(workout: Workout, before: Workout | None = None) -> Workout:
    """Return a session whose title and reason say what its sets are, unless the title is the runner's own.

    Args:
        workout: The session with its new sets.
        before: The session whose title is judged; the session itself when None.
    """
    if workout.kind not in list(StrengthKind) or not has_own_title(before or workout):
        return workout
    sets = workout.planned.sets
    reason = workout.reason and fit_heading(workout.reason, workout.kind, sets)
    return replace(workout, title=session_title(workout.kind, sets), reason=reason)


def _exercises(parts: Sequence[ExerciseSet]) -> tuple[str, ...]:
    sleds = [part for part in parts if part.exercise is Exercise.REVERSE_SLED_PUSH]
    is_walk = bool(sleds) and all(part.load_kg == 0 for part in sleds)
    first = ((_WALK if is_walk else _SLED),) if sleds or not parts else ()
    return first + ((_SIT,) if len(sleds) < len(parts) or not parts else ())


def _title(kind: str, exercises: Sequence[str]) -> str:
    """Return a title. Only what is loaded has the name of its kind, and what is light."""
    names = " and ".join(exercises)
    is_graded = _SLED in exercises or kind == StrengthKind.LIGHT
    return f"{kind} {names}".capitalize() if is_graded else names.capitalize()


_OWN_TITLES = frozenset(
    {
        *(
            _title(kind, exercises)
            for kind in StrengthKind
            for exercises in ((_SLED, _SIT), (_WALK, _SIT), (_SLED,), (_WALK,), (_SIT,))
        ),
        # of older versions
        "Wall sit, no sled",
        "Light wall sit, no sled",
    }
)

"""What workouts are called: in a sentence, in the titles of the planner's own sessions, and where a reason begins.

Titles and names say what is really done: no sled where there is none. The first frame needs this module, so it compiles
no regular expression.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.text import capitalize_first, join_first
from planner.training.formatting import format_exercise, kind_name, part_of_day
from planner.training.workouts import DEMANDING_KINDS, Exercise, ExerciseSet, RunKind, Sport, StrengthKind, Workout

RUN_NAMES: dict[str, str] = {
    **{kind: kind.value for kind in RunKind},
    RunKind.EASY: "easy run",
    RunKind.RECOVERY: "recovery run",
    RunKind.LONG: "long run",
    RunKind.HILLS: "hill run",
    RunKind.RACE_PACE: "race-pace run",
    RunKind.TIME_TRIAL: "time trial",
    Sport.CROSS: "cross training",
}
"""What a sentence calls a run of each kind, and the training that counts as one."""
SHORT_RUN_NAMES: dict[str, str] = {
    **{kind: kind.value for kind in RunKind},
    RunKind.RECOVERY: "recov",
    RunKind.INTERVALS: "ints",
    RunKind.RACE_PACE: "pace",
    RunKind.TIME_TRIAL: "trial",
    Sport.CROSS: "cross",
}
"""What a run of each kind is called in a few cells."""
_HEADINGS = tuple(f"{kind.capitalize()} " for kind in StrengthKind)
_HEADING_WORDS = 5
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


def workout_name(workout: Workout) -> str:
    """Return what a sentence calls a workout: ``easy run``, ``tempo``, ``heavy sled``; the sport without a kind.

    Strength without a kind is called by an exercise of the runner's own: ``farmers carry``.
    """
    if workout.sport is Sport.STRENGTH and (workout.kind or _own_names(workout.planned.sets)):
        return session_name(workout.kind or "", workout.planned.sets)
    return RUN_NAMES.get(workout.kind or workout.sport) or kind_name(workout).lower()


def session_heading(kind: str, weekday: str, minute: int) -> str:
    """Return what a session is and when, as its reason begins: ``Heavy sled Tuesday evening``.

    Args:
        kind: Its kind.
        weekday: The name of its weekday.
        minute: When it starts, in minutes after midnight.
    """
    return f"{capitalize_first(session_name(kind))} {weekday} {part_of_day(minute)}"


def split_reason(reason: str) -> tuple[str, str]:
    """Split a session's reason into its heading, ``Heavy sled Tuesday evening``, and the rest.

    The heading may be empty. A reason that an older version stored has a colon after it, others have a comma.
    """
    for separator in (": ", ", "):
        heading, _, rest = reason.partition(separator)
        if rest and heading.startswith(_HEADINGS) and len(heading.split()) <= _HEADING_WORDS:
            return heading, rest
    return "", reason


def reason_without_heading(workout: Workout) -> str:
    """Return why a workout is where it is, for a place that already names it; empty when there is no reason."""
    return capitalize_first(split_reason(workout.reason or "")[1])


def fit_heading(text: str, kind: str, parts: Sequence[ExerciseSet]) -> str:
    """Return a sentence that begins with a session, ``Heavy sled Tuesday evening``, without the sled if it has none."""
    with_sled, without = f"{kind} sled ".capitalize(), f"{kind} session ".capitalize()
    has_sled = _SLED in _exercises(parts)
    before, after = (without, with_sled) if has_sled else (with_sled, without)
    is_loaded_kind = kind in DEMANDING_KINDS
    return after + text.removeprefix(before) if is_loaded_kind and text.startswith(before) else text


def has_own_title(workout: Workout) -> bool:
    """Return whether a session has one of the planner's own titles, which follow its sets, and not the runner's."""
    is_strength = workout.sport is Sport.STRENGTH
    return not workout.title or workout.title in _OWN_TITLES or (is_strength and workout.title == own_title(workout))


def own_title(workout: Workout) -> str:
    """Return the planner's own title of a strength session; ``Strength`` without a kind and an own exercise."""
    sets = workout.planned.sets
    return session_title(workout.kind or "", sets) if workout.kind or _own_names(sets) else kind_name(workout)


def with_title_of_sets(workout: Workout, before: Workout | None = None) -> Workout:
    """Return a session whose title and reason say what its sets are, unless the title is the runner's own.

    Args:
        workout: The session with its new sets.
        before: The session whose title is judged; the session itself when None.
    """
    is_named_by_sets = workout.sport is Sport.STRENGTH and (workout.kind or _own_names(workout.planned.sets))
    if not is_named_by_sets or not has_own_title(before or workout):
        return workout
    reason = workout.reason and fit_heading(workout.reason, workout.kind or "", workout.planned.sets)
    return replace(workout, title=own_title(workout), reason=reason)


def _exercises(parts: Sequence[ExerciseSet]) -> tuple[str, ...]:
    sleds = [part for part in parts if part.exercise == Exercise.REVERSE_SLED_PUSH]
    is_walk = bool(sleds) and all(part.load_kg == 0 for part in sleds)
    first = ((_WALK if is_walk else _SLED),) if sleds or not parts else ()
    has_sit = any(part.exercise == Exercise.WALL_SIT for part in parts) or not parts
    return first + (_SIT,) * has_sit + _own_names(parts)


def _own_names(parts: Sequence[ExerciseSet]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(format_exercise(part.exercise) for part in parts if part.is_own))


def _title(kind: str, exercises: Sequence[str]) -> str:
    """Return a title. Only what is loaded has the name of its kind, and what is light."""
    names = join_first(exercises)
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

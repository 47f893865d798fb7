"""A workout in a few words, with how much it is: ``Easy 8 km``, ``Heavy sled 5 x 20 m``.

A status bar and the calendars of other programs show it. Everything in it is ASCII, but for the runner's own titles.
"""

from __future__ import annotations

from dataclasses import replace

from planner.text import capitalize_first, clean_line, format_count, join_words
from planner.training.formatting import format_amounts, format_number, format_round, kind_name
from planner.training.races import Unit
from planner.training.workout_names import session_name
from planner.training.workouts import Effort, ExerciseSet, Sport, Workout, main_sets

_MAX_TITLE = 30


def short_name(workout: Workout, effort: Effort, unit: Unit, *, with_load: bool = False) -> str:
    """Return a workout in a few words.

    Args:
        workout: The workout.
        effort: How much of it: what is planned, or what was done.
        unit: The unit of distances.
        with_load: Whether the loads of a session are named: ``Heavy sled 5 x 20 m, 56 kg``.
    """
    if workout.sport is Sport.STRENGTH and workout.kind:
        name, amount = capitalize_first(session_name(workout.kind, effort.sets)), _short_sets(effort.sets)
        amount += _loads(effort.sets) if with_load else ""
    else:
        is_plain_run = workout.sport is Sport.RUN and not workout.is_race
        name = kind_name(workout) if is_plain_run else clean_line(workout.title, _MAX_TITLE)
        amount = format_amounts(replace(effort, duration_s=None) if effort.distance_m else effort, unit)
    return " ".join(word for word in (name or kind_name(workout), amount) if word)


def _short_sets(parts: tuple[ExerciseSet, ...]) -> str:
    """Return the rounds of the main exercise: ``5 x 20 m``, ``2 x 1:30, 1 x 2:00``, ``3 x 20``, ``3 rounds``."""
    return ", ".join(
        f"{part.rounds} x {each}" if (each := format_round(part)) else format_count(part.rounds, "round")
        for part in main_sets(parts)
    )


def _loads(parts: tuple[ExerciseSet, ...]) -> str:
    """Return the loads of the main exercise, each once: ``, 56 kg``, ``, 56 and 62 kg``; empty without any."""
    main = {part.exercise for part in main_sets(parts)}
    loads = dict.fromkeys(format_number(part.load_kg) for part in parts if part.exercise in main and part.load_kg)
    return f", {join_words(loads)} kg" if loads else ""

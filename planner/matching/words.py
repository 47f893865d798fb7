"""Why recordings are linked, and what a question offers, in words made of the same numbers as the cost."""

from __future__ import annotations

from collections.abc import Sequence

from planner.matching.cost import clock_minute, half_of_day, is_after_midnight, nearest_measure
from planner.matching.figures import DEFAULT_FIGURES, MatchFigures
from planner.matching.recording_sets import RecordingSet
from planner.text import capitalize_first, count_word, join_words
from planner.training.formatting import (
    format_bare_distance,
    format_day,
    format_day_and_year,
    format_hours,
    whole_minutes,
)
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.workout_names import workout_name
from planner.training.workouts import RunKind, Sport, Workout

_HOUR_S = 3600
_SPORT_NOUNS = {Sport.RUN: "run", Sport.STRENGTH: "session", Sport.CROSS: "workout"}


def explain_link(
    workout: Workout,
    recordings: RecordingSet,
    margin: int | None,
    unit: Unit,
    figures: MatchFigures = DEFAULT_FIGURES,
) -> str:
    """Return why recordings are linked to a workout: ``10.0 of 10 km, same day, am; next best 655 dearer``.

    Args:
        workout: The workout as it was before the link.
        recordings: Its recordings.
        margin: How much dearer the next best is, or None where that was not worked out.
        unit: The unit of distances.
        figures: The figures of matching.
    """
    next_best = "" if margin is None else f"; next best {margin} dearer"
    return ", ".join(_likenesses(workout, recordings, unit, figures)) + next_best


def describe_choice(
    workout: Workout, recordings: RecordingSet, unit: Unit, figures: MatchFigures = DEFAULT_FIGURES
) -> str:
    """Return a workout as a choice for recordings: ``Sunday's long run, a day later, 20.3 of 20 km``.

    Args:
        workout: The workout.
        recordings: The recordings.
        unit: The unit of distances.
        figures: The figures of matching.
    """
    size = _size(workout, recordings, unit)
    day = _day(workout, recordings, figures)
    parts = [f"{workout.date:%A}'s {workout_name(workout)}", "" if day == "same day" else day, size]
    return ", ".join(part for part in parts if part)


def describe_question(sets: Sequence[RecordingSet], choices: Sequence[Workout], unit: Unit) -> str:
    """Return a question: which recordings it is about, and which workouts they may be, as given.

    Args:
        sets: The recordings: one set, or several of which one is the workout.
        choices: The workouts, the likeliest first; none where only the sport is asked.
        unit: The unit of distances.
    """
    named = name_recordings(sets, unit)
    if not choices:
        return f"{named}: which sport?"
    offered = join_words((describe_choice(workout, sets[0], unit) for workout in choices), "or")
    return f"{named}: {offered}?"


def name_recordings(sets: Sequence[RecordingSet], unit: Unit) -> str:
    """Return what a question calls its recordings: ``The run of Mon 11 Jan 18:00, 20.3 km``.

    Args:
        sets: The recordings: one set, or several of which one is the workout.
        unit: The unit of distances.
    """
    return capitalize_first(join_words((_name_set(each, unit) for each in sets), "or"))


def _likenesses(workout: Workout, recordings: RecordingSet, unit: Unit, figures: MatchFigures) -> list[str]:
    words = [_size(workout, recordings, unit) or "no figures to compare", _day(workout, recordings, figures)]
    half = half_of_day(recordings.local_start)
    if clock_minute(workout) is not None or workout.slot is half:
        words.append(half.value if clock_minute(workout) is None else f"{recordings.local_start:%H:%M}")
    if recordings.is_race and workout.kind == RunKind.RACE:
        words.append("marked as a race")
    if len(recordings.recordings) > 1:
        words.append(count_word(len(recordings.recordings), "recording"))
    return words


def _size(workout: Workout, recordings: RecordingSet, unit: Unit) -> str:
    """Return how much of the plan was done, ``10.0 of 10 km`` or ``46 of 45 min``; empty where nothing compares."""
    measure = nearest_measure(workout, recordings)
    if measure is None:
        return ""
    name, done, planned = measure
    if name == "distance_m":
        return f"{done / METRES_PER_UNIT[unit]:.1f} of {format_bare_distance(planned, unit)} {unit}"
    if done < _HOUR_S and planned < _HOUR_S:
        return f"{whole_minutes(done)} of {whole_minutes(planned)} min"
    return f"{format_hours(done)} of {format_hours(planned)}"


def _day(workout: Workout, recordings: RecordingSet, figures: MatchFigures) -> str:
    days = (recordings.date - workout.date).days
    if days == 0:
        return "same day"
    if is_after_midnight(workout, recordings, figures):
        return "after midnight"
    length = "a day" if abs(days) == 1 else count_word(abs(days), "day")
    return f"{length} {'later' if days > 0 else 'earlier'}"


def _name_set(recordings: RecordingSet, unit: Unit) -> str:
    """Return recordings as a person knows them: ``the run of Mon 11 Jan 18:00, 20.3 km``."""
    start = recordings.local_start
    figures = []
    if recordings.distance_m is not None:
        figures.append(f"{recordings.distance_m / METRES_PER_UNIT[unit]:.1f} {unit}")
    elif recordings.duration_s is not None:
        figures.append(format_hours(round(recordings.duration_s)))
    if len(recordings.recordings) > 1:
        figures.append(count_word(len(recordings.recordings), "recording"))
    if all(recording.sport_said for recording in recordings.recordings):
        named = f"the {_SPORT_NOUNS[recordings.sport]} of {format_day(start.date())}"
    else:  # it has no choices, whose days would say the year
        named = f"the recording of {format_day_and_year(start.date())}"
    return ", ".join([f"{named} {start:%H:%M}", *figures])

"""Workouts as events of intervals.icu, as its bulk endpoint takes them.

The site reads a description as a training: a line that begins with ``-`` is a step there, one that ends in ``3x``
repeats those that follow, and ``20 m`` is twenty minutes. A description of ours has none of these, and runs with steps
carry them in a FIT file.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
from typing import Any, Final

from planner.exchange.watches.workout_files import workout_file
from planner.text import capitalize_first, clean_line, clean_note, format_count
from planner.training.formatting import format_exercise, format_hold, format_number
from planner.training.races import Priority, Unit
from planner.training.shared_notes import shared_note
from planner.training.steps_text import format_step_lines
from planner.training.workout_names import workout_name
from planner.training.workout_uids import workout_uid
from planner.training.workouts import Exercise, ExerciseSet, Sport, Workout

_TYPES: Final = {Sport.RUN: "Run", Sport.STRENGTH: "WeightTraining"}
_METRES: Final = re.compile(r"(?<=\d) m\b")
_REPEAT_AT_END: Final = re.compile(r"\d\s*[x×]$", re.IGNORECASE)


def can_be_event(workout: Workout) -> bool:
    """Return whether a workout can be an event: a run or a strength session."""
    return workout.sport in _TYPES


def intervals_event(
    workout: Workout, start: dt.datetime | dt.date, database: str, *, unit: Unit, sled_kg: float
) -> dict[str, Any]:
    """Return a planned run or strength session as an event; what is not known of it is left out.

    Args:
        workout: The workout; what is planned of it counts.
        start: When it starts on the runner's clock; a date where it has no time.
        database: The id of its database.
        unit: The unit of distances in words.
        sled_kg: The mass of the empty sled in kilograms; 0 where unknown.
    """
    begin = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    event: dict[str, Any] = {
        "category": f"RACE_{workout.priority or Priority.A}" if workout.is_race else "WORKOUT",
        "start_date_local": begin.isoformat(timespec="seconds"),
        "type": _TYPES[workout.sport],
        "name": clean_line(workout.title) or capitalize_first(workout_name(workout)),
        "description": _description(workout, unit),
        "external_id": workout_uid(database, workout.id),
    }
    if workout.planned.duration_s is not None:
        event["moving_time"] = workout.planned.duration_s
    if workout.planned.distance_m is not None:
        event["distance"] = workout.planned.distance_m
    if workout.sport is Sport.RUN and workout.planned.steps:
        file = workout_file(workout, database, unit=unit, sled_kg=sled_kg)
        event |= {"filename": file.name, "file_contents_base64": base64.b64encode(file.content).decode("ascii")}
    return event


def removed_event(uid: str) -> dict[str, str]:
    """Return what deletes the event of a workout that is gone."""
    return {"external_id": uid}


def _description(workout: Workout, unit: Unit) -> str:
    """Return the steps or sets of a workout and its note, as lines that the site takes for words."""
    steps = (_METRES.sub(" metres", line) for line in format_step_lines(workout.planned.steps, unit))
    sets = (_set_line(part) for part in workout.planned.sets)
    note = clean_note(shared_note(workout.note)).split("\n")
    return "\n".join(_as_words(line) for line in (*steps, *sets, *note) if line.strip())


def _as_words(line: str) -> str:
    """Return a line that is no step and no repetition."""
    line = line.strip()
    if line.startswith("-"):
        line = f"–{line.lstrip('-')}"
    return f"{line}." if _REPEAT_AT_END.search(line) else line


def _set_line(part: ExerciseSet) -> str:
    """Return a set in words: ``Sled: 5 rounds of 20 metres, 56 kg``."""
    name, more = format_exercise(part.exercise), []
    if part.exercise == Exercise.REVERSE_SLED_PUSH:
        name = "walk backward" if part.load_kg == 0 else "sled"
        more = ["no sled"] if part.load_kg == 0 else []
    elif part.exercise == Exercise.WALL_SIT:
        name = "wall sit"
        more = [f"knees {part.knee_angle_deg}°"] if part.knee_angle_deg else []
        more += ["squeeze the ball"] if part.squeeze else []
    if part.load_kg:
        more.append(f"{format_number(part.load_kg)} kg")
    one = _round_words(part)
    rounds = format_count(part.rounds, "round")
    return capitalize_first(f"{name}: {', '.join([f'{rounds} of {one}' if one else rounds, *more])}")


def _round_words(part: ExerciseSet) -> str:
    if part.distance_m is not None:
        return f"{format_number(part.distance_m)} metres"
    if part.hold_s is not None:
        return format_hold(part.hold_s)
    return "" if part.repetitions is None else format_count(part.repetitions, "repetition")

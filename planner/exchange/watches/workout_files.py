"""Workouts as FIT workout files, one each, and the schedule that puts them on their days.

A watch knows a workout by two numbers of its file, the serial number and the time it was created. Both follow from the
workout's number and from the database that it is in, so that a file that is copied again replaces the one before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from planner.exchange.watches import fit_profile
from planner.exchange.watches.fit_file import Message, fit_file
from planner.exchange.watches.run_steps import run_watch_steps
from planner.exchange.watches.strength_steps import strength_watch_steps
from planner.exchange.watches.watch_steps import (
    Ending,
    Phase,
    WatchRepeat,
    WatchStep,
    WatchSteps,
    fit_name,
    fit_steps,
    with_first_note,
)
from planner.text import capitalize_first, clean_line
from planner.training.races import Unit
from planner.training.shared_notes import shared_note
from planner.training.workout_names import has_own_title, workout_name
from planner.training.workouts import Sport, Workout

SCHEDULE_NAME: Final = "schedule.fit"
MAX_WORKOUTS: Final = 30
"""The most workouts that a Garmin watch shows."""
FIRST_DAY: Final = dt.date(1990, 1, 1)
LAST_DAY: Final = dt.date(2125, 12, 31)
"""The days that a schedule can have: FIT counts the seconds from 1989 on in 32 bits."""
_OWN_NAME: Final = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+-([1-9]\d*)\.fit")
_LONGEST_WORDS: Final = 40
_SCHEDULE_NUMBER: Final = 2**32 - 1
"""No workout gets this number."""
_EPOCH: Final = dt.datetime(1989, 12, 31)  # noqa: DTZ001 - FIT counts a local time from there, too
_CREATED_FROM_S: Final = (dt.date(2020, 1, 1) - _EPOCH.date()).days * 86_400
_CREATED_WITHIN_S: Final = 4 * 365 * 86_400
_NOON: Final = dt.time(12)
_FILE_ID_ENDS_AT: Final = 14 + 6 + 5 * 3 + 1 + 1 + 2 + 2 + 4
"""Where in a file of ours its serial number ends: after the header, the definition, and the fields up to it."""

_Values: TypeAlias = dict[str, int | str | None]


@dataclass(frozen=True, slots=True)
class WorkoutFile:
    """A workout as a FIT file.

    Attributes:
        name: The name of the file.
        content: Its bytes.
        lost: What the file cannot tell of the workout, half a sentence each.
    """

    name: str
    content: bytes
    lost: tuple[str, ...] = ()


def workout_file(workout: Workout, database: str, *, unit: Unit, sled_kg: float) -> WorkoutFile:
    """Return a planned run or strength session as a FIT workout file.

    Args:
        workout: The workout; what is planned of it counts.
        database: The id of its database, hexadecimal digits.
        unit: The unit of distances in words.
        sled_kg: The mass of the empty sled in kilograms; 0 where unknown.
    """
    name = watch_name(workout)
    shown = fit_name(name)
    named = () if shown == name else (f'its name is cut: "{name}"',)
    steps, lost = _steps(workout, shown, unit, sled_kg)
    note = shared_note(workout.note)
    about_all = " · ".join(filter(None, (name if named else "", clean_line(note, len(note) + 1))))
    fitted, cut = fit_steps(with_first_note(steps, about_all))
    is_run = workout.sport is Sport.RUN
    numbered = list(_step_values(fitted))
    values: _Values = {
        "sport": fit_profile.RUNNING if is_run else fit_profile.TRAINING,
        "sub_sport": fit_profile.ANY_RUNNING if is_run else fit_profile.STRENGTH_TRAINING,
        "num_valid_steps": len(numbered),
        "wkt_name": shown,
    }
    messages = (
        _file_id(fit_profile.WORKOUT_FILE, workout.id, database),
        Message(fit_profile.WORKOUT, values),
        *(Message(fit_profile.STEP, {"message_index": index, **one}) for index, one in enumerate(numbered)),
    )
    return WorkoutFile(file_name(workout), fit_file(messages), tuple(dict.fromkeys((*named, *lost, *cut))))


def schedule_file(starts: Mapping[int, dt.datetime | dt.date], database: str) -> WorkoutFile:
    """Return the FIT file that puts workouts on their days; one without a time is put at noon.

    Args:
        starts: When each workout starts on the runner's clock, by its number, from `FIRST_DAY` to `LAST_DAY`; a date
            where it has no time.
        database: The id of their database, hexadecimal digits.
    """
    messages = [_file_id(fit_profile.SCHEDULE_FILE, _SCHEDULE_NUMBER, database)]
    for number, start in starts.items():
        moment = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, _NOON)
        values: _Values = {
            **_identity(number, database),
            "completed": 0,
            "type": 0,
            "scheduled_time": int((moment - _EPOCH).total_seconds()),
        }
        messages.append(Message(fit_profile.SCHEDULE, values))
    return WorkoutFile(SCHEDULE_NAME, fit_file(messages))


def file_name(workout: Workout) -> str:
    """Return the name of a workout's file: ``2027-01-07-heavy-sled-41.fit``."""
    words = re.sub(r"[^a-z0-9]+", "-", workout_name(workout).lower())[:_LONGEST_WORDS].strip("-")
    return f"{workout.date.isoformat()}-{words or workout.sport.value}-{workout.id}.fit"


def is_named_like_ours(name: str) -> bool:
    """Return whether a file has a name that a file of ours would have."""
    return name == SCHEDULE_NAME or _OWN_NAME.fullmatch(name) is not None


def is_ours(name: str, content: bytes) -> bool:
    """Return whether a file is one of ours, by its name and by how it begins; one that is empty is, too.

    A recording that another program gave such a name is not.

    Args:
        name: The name of the file.
        content: Its bytes, or the first hundred of them.
    """
    found = _OWN_NAME.fullmatch(name)
    if name == SCHEDULE_NAME:
        expected = _file_id(fit_profile.SCHEDULE_FILE, _SCHEDULE_NUMBER, "0")
    elif found is not None:
        expected = _file_id(fit_profile.WORKOUT_FILE, int(found[1]), "0")
    else:
        return False
    header = 14
    return not content or content[header:_FILE_ID_ENDS_AT] == fit_file([expected])[header:_FILE_ID_ENDS_AT]


def watch_name(workout: Workout) -> str:
    """Return what a watch calls a workout: its title; in short words where the planner's own title is too long."""
    title = clean_line(workout.title)
    if workout.sport is Sport.STRENGTH and has_own_title(workout) and fit_name(title) != title:
        title = ""
    return title or capitalize_first(workout_name(workout))


def _steps(workout: Workout, name: str, unit: Unit, sled_kg: float) -> tuple[WatchSteps, tuple[str, ...]]:
    if workout.sport is Sport.STRENGTH and workout.planned.sets:
        return strength_watch_steps(workout, sled_kg), ()
    return run_watch_steps(workout, name, unit)


def _file_id(kind: int, number: int, database: str) -> Message:
    return Message(fit_profile.FILE_ID, {"type": kind, **_identity(number, database)})


def _identity(number: int, database: str) -> _Values:
    """Return how a watch knows the file of a workout."""
    number = number % 2**32 or 1  # the field has 32 bits, of which 0 means "unknown"
    created = _CREATED_FROM_S + (int(database, 16) + number) % _CREATED_WITHIN_S
    return {
        "manufacturer": fit_profile.MANUFACTURER,
        "product": fit_profile.PRODUCT,
        "serial_number": number,
        "time_created": created,
    }


def _step_values(steps: WatchSteps) -> Iterator[_Values]:
    """Yield the values of the messages of steps: a repeat comes after its steps, and points to the first of them."""
    index = 0
    for part in steps:
        if isinstance(part, WatchStep):
            yield _values_of(part)
            index += 1
            continue
        yield from map(_values_of, part.steps)
        yield _repeat_values(part, index)
        index += len(part.steps) + 1


def _repeat_values(repeat: WatchRepeat, first: int) -> _Values:
    return {
        "duration_type": Ending.REPEATED,
        "duration_value": first,
        "target_type": fit_profile.NO_TARGET,
        "target_value": repeat.count,
        "intensity": Phase.ACTIVE,
    }


def _values_of(step: WatchStep) -> _Values:
    length = None
    if step.duration_s is not None:
        length = step.duration_s * 1000
    elif step.distance_m is not None:
        length = round(step.distance_m * 100)
    values: _Values = {
        "wkt_step_name": step.name,
        "duration_type": step.ending,
        "duration_value": length,
        "target_type": fit_profile.NO_TARGET,
        "intensity": step.phase,
        "notes": step.notes or None,
    }
    if step.pace_s_per_km is not None:
        fast, slow = step.pace_s_per_km
        values |= {
            "target_type": fit_profile.SPEED_TARGET,
            "target_value": 0,
            "custom_target_value_low": round(1_000_000 / slow),
            "custom_target_value_high": round(1_000_000 / fast),
        }
    if step.exercise is not None:
        values |= {"exercise_category": step.exercise.category, "exercise_name": step.exercise.number}
    if step.load_kg is not None:
        values |= {"exercise_weight": round(step.load_kg * 100), "weight_display_unit": fit_profile.KILOGRAMS}
    return values

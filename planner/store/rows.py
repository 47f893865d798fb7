"""Between rows and the domain's values: the one place that knows which column holds which field, and in what form.

Used by both ways into the file, so that what one writes the other reads. Columns are listed in the order in which rows
are read.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planner.training.blocks import Athlete, Block
from planner.training.plans import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Level,
    Outcome,
    RunKind,
    Slot,
    Sport,
    State,
    StrengthKind,
    Workout,
)

ITEM_COLUMNS = (
    "id", "block_id", "date", "slot", "start", "sport", "kind", "title", "note",
    "planned_distance_m", "planned_duration_s", "planned_rpe", "estimated",
    "state", "skip_reason", "original_date", "locked", "reason",
    "actual_distance_m", "actual_duration_s", "actual_rpe", "actual_note", "actual_source", "version",
)  # fmt: skip
SET_COLUMNS = (
    "item_id", "part", "position", "exercise", "rounds",
    "distance_m", "load_kg", "hold_s", "knee_angle_deg", "squeeze",
)  # fmt: skip
BLOCK_COLUMNS = (
    "id", "name", "start", "days", "race_date", "race_distance", "priority",
    "level", "unit", "source", "phases", "created", "version",
)  # fmt: skip
ATHLETE_COLUMNS = (
    "body_mass_kg", "sled_kg", "floor", "level", "easy_pace_s_per_km", "unit", "week_start", "version",
)  # fmt: skip

ITEM_ORDER = "date, CASE slot WHEN 'am' THEN 0 WHEN 'pm' THEN 1 ELSE 2 END, start IS NULL, start, id"
"""How a day is read: morning, afternoon, no half of the day; within one by time, items without a time last."""

_KINDS: dict[str, dict[str, str]] = {
    Sport.RUN: {kind.value: kind for kind in RunKind},
    Sport.STRENGTH: {kind.value: kind for kind in StrengthKind},
}
_STORED_DECIMALS = 3


def workout_from(row: Sequence[Any], sets: Iterable[Sequence[Any]] = ()) -> Workout:
    """A workout from its row and its sets.

    Args:
        row: One row in the order of `ITEM_COLUMNS`.
        sets: Its rows in the order of `SET_COLUMNS`, sorted by position.
    """
    (number, block_id, date, slot, start, sport, kind, title, note, distance_m, duration_s, rpe, estimated,
     state, skip_reason, original_date, locked, reason,
     actual_distance_m, actual_duration_s, actual_rpe, actual_note, actual_source, version) = row  # fmt: skip
    planned_sets: list[ExerciseSet] = []
    actual_sets: list[ExerciseSet] = []
    for part in sets:
        (planned_sets if part[1] == "planned" else actual_sets).append(_set_from(part))
    actual = None
    if actual_source is not None:
        effort = Effort(actual_distance_m, actual_duration_s, actual_rpe, tuple(actual_sets))
        actual = Outcome(effort, actual_note, actual_source)
    return Workout(
        date=dt.date.fromisoformat(date),
        sport=Sport(sport),
        kind=_KINDS[sport][kind] if kind is not None else None,
        title=title,
        slot=Slot(slot) if slot is not None else None,
        start=start,
        planned=Effort(distance_m, duration_s, rpe, tuple(planned_sets)),
        estimated=tuple(estimated.split(",")) if estimated else (),
        actual=actual,
        state=State(state),
        skip_reason=skip_reason,
        original_date=_date(original_date),
        locked=bool(locked),
        reason=reason,
        note=note,
        block_id=block_id,
        id=number,
        version=version,
    )


def workouts_from(rows: Iterable[Sequence[Any]], sets: Iterable[Sequence[Any]]) -> list[Workout]:
    """Workouts in the order of ``rows``; ``sets`` may come in any order of items, but sorted by position within one."""
    of_item: dict[int, list[Sequence[Any]]] = {}
    for part in sets:
        of_item.setdefault(part[0], []).append(part)
    return [workout_from(row, of_item.get(row[0], ())) for row in rows]


def item_values(workout: Workout) -> dict[str, Any]:
    """The row of a workout, all columns but ``id`` and ``version``.

    Raises:
        RefusedError: A text cannot be stored, or a number is not one.
    """
    planned, actual = workout.planned, workout.actual
    done = actual.effort if actual is not None else Effort()
    return {
        "block_id": workout.block_id,
        "date": workout.date.isoformat(),
        "slot": _value(workout.slot),
        "start": _text("start", workout.start),
        "sport": workout.sport.value,
        "kind": _text("kind", _value(workout.kind)),
        "title": _text("title", workout.title),
        "note": _text("note", workout.note),
        "planned_distance_m": _real("planned_distance_m", planned.distance_m),
        "planned_duration_s": planned.duration_s,
        "planned_rpe": _real("planned_rpe", planned.rpe),
        "estimated": ",".join(workout.estimated),
        "state": workout.state.value,
        "skip_reason": _text("skip_reason", workout.skip_reason),
        "original_date": _iso(workout.original_date),
        "locked": int(workout.locked),
        "reason": _text("reason", workout.reason),
        "actual_distance_m": _real("actual_distance_m", done.distance_m),
        "actual_duration_s": done.duration_s,
        "actual_rpe": _real("actual_rpe", done.rpe),
        "actual_note": _text("actual_note", actual.note) if actual is not None else None,
        "actual_source": _text("actual_source", actual.source) if actual is not None else None,
    }


def set_values(workout: Workout) -> list[dict[str, Any]]:
    """The rows of a workout's sets, planned then actual, all columns but ``id`` and ``item_id``."""
    parts = {"planned": workout.planned.sets, "actual": workout.actual.effort.sets if workout.actual else ()}
    return [
        {
            "part": part,
            "position": position,
            "exercise": one.exercise.value,
            "rounds": one.rounds,
            "distance_m": _real("distance_m", one.distance_m),
            "load_kg": _real("load_kg", one.load_kg),
            "hold_s": one.hold_s,
            "knee_angle_deg": one.knee_angle_deg,
            "squeeze": int(one.squeeze),
        }
        for part, sets in parts.items()
        for position, one in enumerate(sets)
    ]


def as_stored(workout: Workout, number: int, version: int) -> Workout:
    """The workout as it will be read back: numbers to three decimals, with its number and version."""
    row = {**item_values(workout), "id": number, "version": version}
    sets = [{**one, "item_id": number} for one in set_values(workout)]
    return workout_from(picked(row, ITEM_COLUMNS), [picked(one, SET_COLUMNS) for one in sets])


def picked(values: Mapping[str, Any], columns: Sequence[str]) -> tuple[Any, ...]:
    """The values in the order of the columns."""
    return tuple(values[column] for column in columns)


def block_from(row: Sequence[Any]) -> Block:
    """A block from its row, in the order of `BLOCK_COLUMNS`."""
    (number, name, start, days, race_date, race_distance, priority,
     level, unit, source, phases, created, version) = row  # fmt: skip
    return Block(
        name=name,
        start=dt.date.fromisoformat(start),
        days=days,
        race_date=_date(race_date),
        race_distance=RaceDistance(race_distance) if race_distance is not None else None,
        priority=Priority(priority) if priority is not None else None,
        level=Level(level),
        unit=Unit(unit),
        source=source,
        phases=_phases_from(phases),
        created=created,
        id=number,
        version=version,
    )


def block_values(block: Block) -> dict[str, Any]:
    """The row of a block, all columns but ``id`` and ``version``."""
    import json

    for _, name in block.phases:
        _text("phases", name)
    return {
        "name": _text("name", block.name),
        "start": block.start.isoformat(),
        "days": block.days,
        "race_date": _iso(block.race_date),
        "race_distance": _value(block.race_distance),
        "priority": _value(block.priority),
        "level": block.level.value,
        "unit": block.unit.value,
        "source": _text("source", block.source),
        "phases": json.dumps([[day, name] for day, name in block.phases], ensure_ascii=False),
        "created": block.created,
    }


def athlete_from(row: Sequence[Any] | None) -> Athlete:
    """The athlete from the one row, in the order of `ATHLETE_COLUMNS`; an unknown athlete when there is none."""
    if row is None:
        return Athlete()
    body_mass_kg, sled_kg, floor, level, easy_pace_s_per_km, unit, week_start, version = row
    return Athlete(
        body_mass_kg=body_mass_kg,
        sled_kg=sled_kg,
        floor=floor,
        level=Level(level) if level is not None else None,
        easy_pace_s_per_km=easy_pace_s_per_km,
        unit=Unit(unit),
        week_start=week_start,
        version=version,
    )


def athlete_values(athlete: Athlete) -> dict[str, Any]:
    """The row of the athlete, all columns but ``id`` and ``version``."""
    return {
        "body_mass_kg": _real("body_mass_kg", athlete.body_mass_kg),
        "sled_kg": _real("sled_kg", athlete.sled_kg),
        "floor": _text("floor", athlete.floor),
        "level": _value(athlete.level),
        "easy_pace_s_per_km": _real("easy_pace_s_per_km", athlete.easy_pace_s_per_km),
        "unit": athlete.unit.value,
        "week_start": athlete.week_start,
    }


def _set_from(row: Sequence[Any]) -> ExerciseSet:
    _, _, _, exercise, rounds, distance_m, load_kg, hold_s, knee_angle_deg, squeeze = row
    return ExerciseSet(Exercise(exercise), rounds, distance_m, load_kg, hold_s, knee_angle_deg, bool(squeeze))


def _phases_from(phases: str) -> tuple[tuple[int, str], ...]:
    if phases == "[]":
        return ()
    import json

    return tuple((int(day), str(name)) for day, name in json.loads(phases))


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text is not None else None


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date is not None else None


def _value(name: str | None) -> str | None:
    """The plain string of an enumeration's member."""
    return str(name) if name is not None else None


def _real(column: str, number: float | None) -> float | None:
    if number is None:
        return None
    if not math.isfinite(number):
        raise RefusedError(f"{column} must be a number, not {number}; nothing was changed.")
    return round(float(number), _STORED_DECIMALS)


def _text(column: str, text: str | None) -> str | None:
    """The text itself, once it is certain that SQLite can hold and give it back."""
    if text is None:
        return None
    if "\0" in text:
        raise RefusedError(f"{column} must not contain a NUL character; nothing was changed.")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            broken = f"U+{ord(text[error.start]):04X}"
            raise RefusedError(f"{column} contains half a character ({broken}); nothing was changed.") from error
    return text

"""Conversion between rows and blocks, the runner, absences, accepted findings, busy times and own exercises.

`planner.store.quick` and the repository both use it, so that each reads what the other writes. The ``*_COLUMNS`` are in
the order in which rows are read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from planner.store import column_values
from planner.training.absences import Absence, AbsenceKind
from planner.training.blocks import Block, Runner
from planner.training.busy_times import BusyTime
from planner.training.findings import Acceptance
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import LegLoad, StrengthLevel

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

    from planner.training.own_exercises import OwnExercise

BLOCK_COLUMNS = (
    "id", "name", "start", "days", "race_date", "race_distance", "priority",
    "level", "unit", "source", "phases", "created", "choices", "version",
)  # fmt: skip
RUNNER_COLUMNS = (
    "body_mass_kg", "sled_kg", "floor", "level", "easy_pace_s_per_km", "unit", "week_start", "screening",
    "birth_year", "zone", "version",
)  # fmt: skip
ABSENCE_COLUMNS = ("id", "kind", "first", "last", "note", "version", "soreness")
ACCEPTANCE_COLUMNS = ("id", "block_id", "code", "date", "note", "version")
EXERCISE_COLUMNS = ("id", "name", "measure", "leg_load", "version")
BUSY_TIME_COLUMNS = ("id", "date", "start_minute", "end_minute", "runs", "version")


def block_from_row(row: Sequence[Any]) -> Block:
    """Convert a row, in the order of `BLOCK_COLUMNS`, to a block."""
    (number, name, start, days, race_date, race_distance, priority,
     level, unit, source, phases, created, choices, version) = row  # fmt: skip
    return Block(
        name=name,
        start=dt.date.fromisoformat(start),
        days=days,
        race_date=column_values.date_from_text(race_date),
        race_distance=RaceDistance(race_distance) if race_distance is not None else None,
        priority=Priority(priority) if priority is not None else None,
        level=StrengthLevel(level),
        unit=Unit(unit),
        source=source,
        phases=_parse_phases(phases),
        created=created,
        provenance=_parse_options(choices),
        id=number,
        version=version,
    )


def block_to_row(block: Block) -> dict[str, Any]:
    """Convert a block to its row: all columns but ``id`` and ``version``.

    Raises:
        RefusedError: A text cannot be stored, a number is too large, or the provenance is not plain JSON.
    """
    import json

    for _, name in block.phases:
        column_values.check_text("phases", name)
    return {
        "name": column_values.check_text("name", block.name),
        "start": block.start.isoformat(),
        "days": column_values.check_integer("days", block.days),
        "race_date": column_values.date_to_text(block.race_date),
        "race_distance": column_values.enum_text(block.race_distance),
        "priority": column_values.enum_text(block.priority),
        "level": block.level.value,
        "unit": block.unit.value,
        "source": column_values.check_text("source", block.source),
        "phases": json.dumps([[day, name] for day, name in block.phases], ensure_ascii=False),
        "created": column_values.check_text("created", block.created),
        "choices": _options_json(block.provenance),
    }


def runner_from_row(row: Sequence[Any] | None) -> Runner:
    """Convert the one row, in the order of `RUNNER_COLUMNS`; None gives a runner of whom nothing is known."""
    if row is None:
        return Runner()
    (body_mass_kg, sled_kg, floor, level, easy_pace_s_per_km, unit, week_start, screening, birth_year, zone,
     version) = row  # fmt: skip
    return Runner(
        body_mass_kg=body_mass_kg,
        sled_kg=sled_kg,
        floor=floor,
        level=StrengthLevel(level) if level is not None else None,
        easy_pace_s_per_km=easy_pace_s_per_km,
        unit=Unit(unit),
        week_start=week_start,
        screening=screening,
        birth_year=birth_year,
        zone=zone,
        version=version,
    )


def runner_to_row(runner: Runner) -> dict[str, Any]:
    """Convert the runner's data to its row: all columns but ``id`` and ``version``.

    Raises:
        RefusedError: A text cannot be stored, or a number is too large or none.
    """
    return {
        "body_mass_kg": column_values.round_real("body_mass_kg", runner.body_mass_kg),
        "sled_kg": column_values.round_real("sled_kg", runner.sled_kg),
        "floor": column_values.check_text("floor", runner.floor),
        "level": column_values.enum_text(runner.level),
        "easy_pace_s_per_km": column_values.round_real("easy_pace_s_per_km", runner.easy_pace_s_per_km),
        "unit": runner.unit.value,
        "week_start": column_values.check_integer("week_start", runner.week_start),
        "screening": column_values.check_text("screening", runner.screening),
        "birth_year": None
        if runner.birth_year is None
        else column_values.check_integer("birth_year", runner.birth_year),
        "zone": column_values.check_text("zone", runner.zone),
    }


def absence_from_row(row: Sequence[Any]) -> Absence:
    """Convert a row, in the order of `ABSENCE_COLUMNS`, to an absence."""
    number, kind, first, last, note, version, soreness = row
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return Absence(*days, AbsenceKind(kind), note, number, version, soreness)


def absence_to_row(absence: Absence) -> dict[str, Any]:
    """Convert an absence to its row: all columns but ``id`` and ``version``.

    Raises:
        RefusedError: The note cannot be stored.
    """
    return {
        "kind": absence.kind.value,
        "first": absence.first.isoformat(),
        "last": absence.last.isoformat(),
        "note": column_values.check_text("note", absence.note),
        "soreness": absence.soreness,
    }


def acceptance_from_row(row: Sequence[Any]) -> Acceptance:
    """Convert a row, in the order of `ACCEPTANCE_COLUMNS`, to an accepted finding."""
    number, block_id, code, date, note, version = row
    return Acceptance(code, block_id, column_values.date_from_text(date), note, number, version)


def acceptance_to_row(acceptance: Acceptance) -> dict[str, Any]:
    """Convert an accepted finding to its row: all columns but ``id`` and ``version``.

    Raises:
        RefusedError: A text cannot be stored, or a number is too large.
    """
    return {
        "block_id": column_values.check_integer("block_id", acceptance.block_id),
        "code": column_values.check_text("code", acceptance.code),
        "date": column_values.date_to_text(acceptance.date),
        "note": column_values.check_text("note", acceptance.note),
    }


def busy_time_from_row(row: Sequence[Any]) -> BusyTime:
    """Convert a row, in the order of `BUSY_TIME_COLUMNS`, to a busy time."""
    number, date, start_minute, end_minute, runs, version = row
    return BusyTime(dt.date.fromisoformat(date), start_minute, end_minute, bool(runs), number, version)


def busy_time_to_row(time: BusyTime) -> dict[str, Any]:
    """Convert a busy time to its row: all columns but ``id`` and ``version``."""
    return {
        "date": time.day.isoformat(),
        "start_minute": time.start_minute,
        "end_minute": time.end_minute,
        "runs": int(time.closes_runs),
    }


def exercise_from_row(row: Sequence[Any]) -> OwnExercise:
    """Convert a row, in the order of `EXERCISE_COLUMNS`, to an exercise of the runner's own."""
    from planner.training.exercises.examples import ExerciseMeasure
    from planner.training.own_exercises import OwnExercise

    number, name, measure, leg_load, version = row
    return OwnExercise(name, ExerciseMeasure(measure), LegLoad(leg_load), number, version)


def exercise_to_row(exercise: OwnExercise) -> dict[str, Any]:
    """Convert an exercise of the runner's own to its row: all columns but ``id`` and ``version``.

    Raises:
        RefusedError: The name cannot be stored.
    """
    return {
        "name": column_values.check_text("name", exercise.name),
        "measure": exercise.measure.value,
        "leg_load": exercise.leg_load.value,
    }


def _parse_phases(phases: str) -> tuple[tuple[int, str], ...]:
    if phases == "[]":
        return ()
    import json

    return tuple((int(day), str(name)) for day, name in json.loads(phases))


def _parse_options(choices: str | None) -> Mapping[str, Any] | None:
    if choices is None:
        return None
    import json

    options: dict[str, Any] = json.loads(choices)
    return options


def _options_json(choices: Mapping[str, Any] | None) -> str | None:
    if choices is None:
        return None
    import json

    try:
        return column_values.check_text("choices", json.dumps(dict(choices), ensure_ascii=False, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise RefusedError(f"choices must be plain values ({error}); nothing was changed.") from error

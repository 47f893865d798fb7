"""Conversion between rows and blocks, absences, accepted findings, busy times and own exercises.

`planner.store.quick` and the repository both use it, so that each reads what the other writes. The ``*_COLUMNS`` are in
the order in which rows are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.store import column_values
from planner.store.row_values import (
    LAST_DATE,
    TableReader,
    json_text,
    json_value,
    member_of,
    read_date,
    read_flag,
    read_text,
    whole_number,
)
from planner.training.absences import Absence, AbsenceKind
from planner.training.blocks import Block
from planner.training.busy_times import BusyTime
from planner.training.findings import Acceptance
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import LegLoad, StrengthLevel

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

    from planner.training.exercises.examples import ExerciseMeasure
    from planner.training.own_exercises import OwnExercise


def _read_phases(stored: str) -> tuple[tuple[int, str], ...]:
    if stored == "[]":
        return ()
    return tuple((int(day), read_text(name)) for day, name in json_value(list)(stored))


def _read_measure(stored: str) -> ExerciseMeasure:
    from planner.training.exercises.examples import ExerciseMeasure

    return ExerciseMeasure(stored)


_BLOCKS = TableReader(
    "Block",
    {
        "id": whole_number(),
        "name": read_text,
        "start": read_date,
        "days": whole_number(1, 84_006),
        "race_date": read_date,
        "race_distance": member_of(RaceDistance),
        "priority": member_of(Priority),
        "level": member_of(StrengthLevel),
        "unit": member_of(Unit),
        "source": read_text,
        "phases": _read_phases,
        "created": read_text,
        "choices": json_value(dict),
        "version": whole_number(1),
    },
    optional={"race_date", "race_distance", "priority", "choices"},
)
_ABSENCES = TableReader(
    "Absence",
    {
        "id": whole_number(),
        "kind": member_of(AbsenceKind),
        "first": read_date,
        "last": read_date,
        "note": read_text,
        "version": whole_number(1),
        "soreness": whole_number(0, 10),
    },
    optional={"soreness"},
)
_ACCEPTANCES = TableReader(
    "Accepted finding",
    {
        "id": whole_number(),
        "block_id": whole_number(),
        "code": read_text,
        "date": read_date,
        "note": read_text,
        "version": whole_number(1),
    },
    optional={"block_id", "date"},
)
_EXERCISES = TableReader(
    "Exercise",
    {
        "id": whole_number(),
        "name": read_text,
        "measure": _read_measure,
        "leg_load": member_of(LegLoad),
        "version": whole_number(1),
    },
)
_BUSY_TIMES = TableReader(
    "Busy time",
    {
        "id": whole_number(),
        "date": read_date,
        "start_minute": whole_number(0, 1439),
        "end_minute": whole_number(1, 1440),
        "runs": read_flag,
        "version": whole_number(1),
    },
)
SLOTTINGS = TableReader(
    "The slotting of block",
    {
        "block_id": whole_number(),
        "problem": json_text(start=str, days=int, anchors=dict, targets=list, runs=list, history=list),
        "answer": json_text(sessions=list, pairs=list),
    },
    key="block_id",
)
BLOCK_COLUMNS, ABSENCE_COLUMNS = _BLOCKS.columns, _ABSENCES.columns
ACCEPTANCE_COLUMNS, EXERCISE_COLUMNS = _ACCEPTANCES.columns, _EXERCISES.columns
BUSY_TIME_COLUMNS = _BUSY_TIMES.columns


def block_from_row(row: Sequence[Any]) -> Block:
    """Convert a row, in the order of `BLOCK_COLUMNS`, to a block.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    (number, name, start, days, race_date, race_distance, priority,
     level, unit, source, phases, created, choices, version) = _BLOCKS.read(row)  # fmt: skip
    if days > (LAST_DATE - start).days + 1:
        raise _BLOCKS.damaged(row, "days")
    return Block(
        name=name,
        start=start,
        days=days,
        race_date=race_date,
        race_distance=race_distance,
        priority=priority,
        level=level,
        unit=unit,
        source=source,
        phases=phases,
        created=created,
        provenance=choices,
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


def absence_from_row(row: Sequence[Any]) -> Absence:
    """Convert a row, in the order of `ABSENCE_COLUMNS`, to an absence.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    number, kind, first, last, note, version, soreness = _ABSENCES.read(row)
    if last < first:
        raise _ABSENCES.damaged(row, "last")
    return Absence(first, last, kind, note, number, version, soreness)


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
    """Convert a row, in the order of `ACCEPTANCE_COLUMNS`, to an accepted finding.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    number, block_id, code, date, note, version = _ACCEPTANCES.read(row)
    return Acceptance(code, block_id, date, note, number, version)


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
    """Convert a row, in the order of `BUSY_TIME_COLUMNS`, to a busy time.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    number, date, start_minute, end_minute, runs, version = _BUSY_TIMES.read(row)
    return BusyTime(date, start_minute, end_minute, runs, number, version)


def busy_time_to_row(time: BusyTime) -> dict[str, Any]:
    """Convert a busy time to its row: all columns but ``id`` and ``version``."""
    return {
        "date": time.day.isoformat(),
        "start_minute": time.start_minute,
        "end_minute": time.end_minute,
        "runs": int(time.closes_runs),
    }


def exercise_from_row(row: Sequence[Any]) -> OwnExercise:
    """Convert a row, in the order of `EXERCISE_COLUMNS`, to an exercise of the runner's own.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    from planner.training.own_exercises import OwnExercise

    number, name, measure, leg_load, version = _EXERCISES.read(row)
    return OwnExercise(name, measure, leg_load, number, version)


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


def _options_json(choices: Mapping[str, Any] | None) -> str | None:
    if choices is None:
        return None
    import json

    try:
        return column_values.check_text("choices", json.dumps(dict(choices), ensure_ascii=False, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise RefusedError(f"choices must be plain values ({error}); nothing was changed.") from error

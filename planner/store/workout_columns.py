"""How each column of a workout and of its exercise sets is read, in the order in which rows are read."""

from __future__ import annotations

from functools import lru_cache

from planner.store.column_values import ordered_values
from planner.store.row_values import (
    TableReader,
    member_of,
    read_clock_time,
    read_date,
    read_flag,
    read_text,
    real_number,
    whole_number,
)
from planner.training.races import Priority
from planner.training.steps import Repeat, Step, steps_from_documents
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    FormerKind,
    LegLoad,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
)

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

    from planner.store.row_values import Reader

KIND_BY_SPORT: dict[str, dict[str | None, str | None]] = {
    Sport.RUN: {kind.value: kind for kind in RunKind},
    Sport.STRENGTH: {None: None, **{kind.value: kind for kind in StrengthKind}},
    Sport.CROSS: {None: None},
    Sport.REST: {None: None},
    Sport.NOTE: {None: None},
}
"""The kinds of each sport by the words that are stored; None of a sport, or a strength day, without one."""

_MAX_DISTANCE_M, _MAX_DURATION_S = 10_000_000, 864_000


@lru_cache(maxsize=1024)  # a block repeats its runs, and steps are frozen
def _parse_steps(stored: str) -> tuple[Step | Repeat, ...]:
    import json

    return steps_from_documents(json.loads(stored))


def _read_estimated(stored: str) -> tuple[str, ...]:
    return tuple(read_text(stored).split(",")) if stored else ()


_FOUNDING: dict[str, str] = {exercise.value: exercise for exercise in Exercise}
_SET_VALUES: dict[str, Reader] = {
    "exercise": lambda stored: _FOUNDING.get(stored) or read_text(stored),
    "rounds": whole_number(1, 1000),
    "distance_m": real_number(0, 10_000),
    "load_kg": real_number(0, 2000),
    "hold_s": whole_number(0, 86_400),
    "knee_angle_deg": whole_number(0, 180),
    "squeeze": read_flag,
    "repetitions": whole_number(1, 10_000),
    "leg_load": member_of(LegLoad),
}
_OPTIONAL_SET_VALUES = {"distance_m", "load_kg", "hold_s", "knee_angle_deg", "repetitions", "leg_load"}
SETS = TableReader(
    "A set of workout",
    {
        "item_id": whole_number(),
        "part": {"planned": True, "actual": False}.__getitem__,
        "position": whole_number(0, 999),
        **_SET_VALUES,
    },
    _OPTIONAL_SET_VALUES,
    key="item_id",
)
_FORMER_SETS = TableReader("A set of a former kind", _SET_VALUES, _OPTIONAL_SET_VALUES)
_FORMER_TEXTS = TableReader(
    "A former kind",
    {"note": read_text, "priority": member_of(Priority), "slot": member_of(Slot), "start": read_clock_time},
    {"priority", "slot", "start"},
)


def _parse_former_kind(stored: str) -> FormerKind:
    import json

    return _read_former_kind(json.loads(stored))


def _read_former_kind(document: dict[str, Any]) -> FormerKind:
    sport, kind = Sport(document["sport"]), document["kind"]
    sets = tuple(
        ExerciseSet(*_FORMER_SETS.read(ordered_values(values, _FORMER_SETS.columns))) for values in document["sets"]
    )
    steps = steps_from_documents(document["steps"])
    planned = Effort(document["distance_m"], document["duration_s"], document["rpe"], sets, steps)
    known_kind = KIND_BY_SPORT[sport][kind] if kind is not None else None
    note, priority, slot, start = _FORMER_TEXTS.read(ordered_values(document, _FORMER_TEXTS.columns))
    before = document["before"]
    return FormerKind(
        sport,
        known_kind,
        document["title"],
        planned,
        tuple(document["estimated"]),
        note,
        priority,
        slot,
        start,
        None if before is None else _read_former_kind(before),
    )


ITEMS = TableReader(
    "Workout",
    {
        "id": whole_number(),
        "block_id": whole_number(),
        "date": read_date,
        "slot": member_of(Slot),
        "start": read_clock_time,
        "sport": member_of(Sport),
        "kind": read_text,
        "title": read_text,
        "note": read_text,
        "planned_distance_m": real_number(0, _MAX_DISTANCE_M),
        "planned_duration_s": whole_number(0, _MAX_DURATION_S),
        "planned_rpe": real_number(0, 10),
        "estimated": _read_estimated,
        "state": member_of(StoredStatus),
        "skip_reason": read_text,
        "original_date": read_date,
        "locked": read_flag,
        "reason": read_text,
        "actual_distance_m": real_number(0, _MAX_DISTANCE_M),
        "actual_duration_s": whole_number(0, _MAX_DURATION_S),
        "actual_rpe": real_number(0, 10),
        "actual_note": read_text,
        "actual_source": read_text,
        "actual_pain": whole_number(0, 10),
        "actual_pain_next": whole_number(0, 10),
        "replaced_by": whole_number(),
        "planned_steps": _parse_steps,
        "actual_steps": _parse_steps,
        "priority": member_of(Priority),
        "plan_date": read_date,
        "former_kind": _parse_former_kind,
        "made_on": read_date,
        "version": whole_number(1),
    },
    optional={
        *("block_id", "slot", "start", "kind", "planned_distance_m", "planned_duration_s", "planned_rpe"),
        *("skip_reason", "original_date", "reason", "actual_distance_m", "actual_duration_s", "actual_rpe"),
        *("actual_note", "actual_source", "actual_pain", "actual_pain_next", "replaced_by", "planned_steps"),
        *("actual_steps", "priority", "plan_date", "former_kind", "made_on"),
    },
)
LOADS = ITEMS.of_columns(
    *("id", "date", "sport", "kind"),
    *("planned_duration_s", "planned_rpe", "actual_duration_s", "actual_rpe"),
)
"""What the training load of a workout is worked out from."""

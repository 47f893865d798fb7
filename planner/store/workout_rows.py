"""Conversion between workouts and the rows of ``item`` and ``exercise_set``.

This is the only place that knows which column holds which field, and in what form. The ``*_COLUMNS`` are in the order
in which rows are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.store import column_values
from planner.store.row_values import read_each
from planner.store.workout_columns import ITEMS, KIND_BY_SPORT, SETS
from planner.training.steps import Repeat, Step, check_steps, steps_documents
from planner.training.workouts import Effort, ExerciseSet, FormerKind, Outcome, Workout

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

ITEM_COLUMNS, SET_COLUMNS = ITEMS.columns, SETS.columns
ITEM_ORDER = "date, CASE slot WHEN 'am' THEN 0 WHEN 'pm' THEN 1 ELSE 2 END, start IS NULL, start, id"
"""ORDER BY of workouts: by date, slot (am, pm, none), start time (none last), id; as `changes.calendar_sort_key`."""

_LONGEST_FORMER_KIND = 40_000
"""The most characters of the column ``former_kind``."""


def workout_from_row(row: Sequence[Any], sets: Iterable[Sequence[Any]] = ()) -> Workout:
    """Convert a row and the rows of its exercise sets to a workout.

    Args:
        row: One row in the order of `ITEM_COLUMNS`.
        sets: Its rows in the order of `SET_COLUMNS`, sorted by position.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    (number, block_id, date, slot, start, sport, kind, title, note, distance_m, duration_s, rpe, estimated,
     status, skip_reason, original_date, locked, reason,
     actual_distance_m, actual_duration_s, actual_rpe, actual_note, actual_source, actual_pain,
     actual_pain_next, replaced_by, planned_steps, actual_steps, priority, plan_date, former_kind,
     made_on, version) = ITEMS.read(row)  # fmt: skip
    planned_sets: list[ExerciseSet] = []
    actual_sets: list[ExerciseSet] = []
    for part in sets:
        _, is_planned, _, *values = SETS.read(part)
        (planned_sets if is_planned else actual_sets).append(ExerciseSet(*values))
    if kind not in KIND_BY_SPORT[sport]:
        raise ITEMS.damaged(row, "kind")
    actual = None
    if actual_source is not None:
        if actual_note is None:
            raise ITEMS.damaged(row, "actual_note")
        effort = Effort(actual_distance_m, actual_duration_s, actual_rpe, tuple(actual_sets), actual_steps or ())
        actual = Outcome(effort, actual_note, actual_source, actual_pain, actual_pain_next)
    return Workout(
        date=date,
        sport=sport,
        kind=KIND_BY_SPORT[sport][kind],
        title=title,
        slot=slot,
        start=start,
        planned=Effort(distance_m, duration_s, rpe, tuple(planned_sets), planned_steps or ()),
        estimated=estimated,
        actual=actual,
        status=status,
        skip_reason=skip_reason,
        original_date=original_date,
        plan_date=plan_date,
        locked=locked,
        reason=reason,
        priority=priority,
        note=note,
        block_id=block_id,
        replaced_by_id=replaced_by,
        id=number,
        version=version,
        former_kind=former_kind,
        made_on=made_on,
    )


def workouts_from_rows(rows: Iterable[Sequence[Any]], sets: Iterable[Sequence[Any]]) -> list[Workout]:
    """Convert rows to workouts, in the same order.

    Args:
        rows: Rows in the order of `ITEM_COLUMNS`.
        sets: The rows of all their exercise sets, sorted by position within each workout.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    sets_of = sets_by_workout(sets)
    return read_each(rows, lambda row: workout_from_row(row, sets_of.get(row[0], ())))


def sets_by_workout(sets: Iterable[Sequence[Any]]) -> dict[int, list[Sequence[Any]]]:
    """Return the rows of exercise sets, in the same order, by the id of their workout."""
    sets_of: dict[int, list[Sequence[Any]]] = {}
    for part in sets:
        sets_of.setdefault(part[0], []).append(part)
    return sets_of


def workout_to_row(workout: Workout) -> dict[str, Any]:
    """Convert a workout to its row of ``item``: all columns but ``id`` and ``version``.

    Raises:
        RefusedError: A text or step cannot be stored, or a number is too large or none.
    """
    planned, actual = workout.planned, workout.actual
    done = actual.effort if actual is not None else Effort()
    return {
        "block_id": column_values.check_integer("block_id", workout.block_id),
        "date": workout.date.isoformat(),
        "slot": column_values.enum_text(workout.slot),
        "start": column_values.check_text("start", workout.start),
        "sport": workout.sport.value,
        "kind": column_values.check_text("kind", column_values.enum_text(workout.kind)),
        "title": column_values.check_text("title", workout.title),
        "note": column_values.check_text("note", workout.note),
        "planned_distance_m": column_values.round_real("planned_distance_m", planned.distance_m),
        "planned_duration_s": column_values.check_integer("planned_duration_s", planned.duration_s),
        "planned_rpe": column_values.round_real("planned_rpe", planned.rpe),
        "estimated": column_values.check_text("estimated", ",".join(workout.estimated)),
        "state": workout.status.value,
        "skip_reason": column_values.check_text("skip_reason", workout.skip_reason),
        "original_date": column_values.date_to_text(workout.original_date),
        "plan_date": column_values.date_to_text(workout.plan_date),
        "locked": int(workout.locked),
        "reason": column_values.check_text("reason", workout.reason),
        "actual_distance_m": column_values.round_real("actual_distance_m", done.distance_m),
        "actual_duration_s": column_values.check_integer("actual_duration_s", done.duration_s),
        "actual_rpe": column_values.round_real("actual_rpe", done.rpe),
        "actual_note": column_values.check_text("actual_note", actual.note) if actual is not None else None,
        "actual_source": column_values.check_text("actual_source", actual.source) if actual is not None else None,
        "actual_pain": column_values.check_integer("actual_pain", actual.pain) if actual is not None else None,
        "actual_pain_next": column_values.check_integer("actual_pain_next", actual.pain_next)
        if actual is not None
        else None,
        "replaced_by": column_values.check_integer("replaced_by", workout.replaced_by_id),
        "planned_steps": _steps_to_text(planned.steps),
        "actual_steps": _steps_to_text(done.steps),
        "priority": column_values.enum_text(workout.priority),
        "former_kind": _former_kind_to_text(workout.former_kind) if workout.former_kind is not None else None,
        "made_on": column_values.date_to_text(workout.made_on),
    }


def _steps_to_text(steps: tuple[Step | Repeat, ...]) -> str | None:
    """Return the steps as JSON; None where there are none."""
    if not steps:
        return None
    import json

    return json.dumps(steps_documents(check_steps(steps)), ensure_ascii=False, separators=(",", ":"))


def _former_kind_to_text(former: FormerKind) -> str:
    """Return as JSON what a workout was; its figures and sets are named like the columns that hold them.

    Of several kinds that it was, the oldest are left out where all of them are too long for the column.
    """
    import json

    document = _former_kind_document(former)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    while len(text) > _LONGEST_FORMER_KIND and document["before"] is not None:
        latest = document
        while latest["before"]["before"] is not None:
            latest = latest["before"]
        latest["before"] = None
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text


def _former_kind_document(was: FormerKind) -> dict[str, Any]:
    planned = was.planned
    return {
        "sport": was.sport.value,
        "kind": column_values.enum_text(was.kind),
        "title": column_values.check_text("title", was.title),
        "distance_m": column_values.round_real("planned_distance_m", planned.distance_m),
        "duration_s": column_values.check_integer("planned_duration_s", planned.duration_s),
        "rpe": column_values.round_real("planned_rpe", planned.rpe),
        "sets": [_set_values(exercise_set) for exercise_set in planned.sets],
        "steps": steps_documents(planned.steps),
        "estimated": list(was.estimated),
        "note": column_values.check_text("note", was.note),
        "priority": column_values.enum_text(was.priority),
        "slot": column_values.enum_text(was.slot),
        "start": column_values.check_text("start", was.start),
        "before": _former_kind_document(was.before) if was.before is not None else None,
    }


def sets_to_rows(workout: Workout) -> list[dict[str, Any]]:
    """Convert a workout's exercise sets to rows, planned before actual: all columns but ``id`` and ``item_id``.

    Raises:
        RefusedError: A number is too large or none.
    """
    parts = {"planned": workout.planned.sets, "actual": workout.actual.effort.sets if workout.actual else ()}
    return [
        {"part": part, "position": position, **_set_values(exercise_set)}
        for part, sets in parts.items()
        for position, exercise_set in enumerate(sets)
    ]


def _set_values(exercise_set: ExerciseSet) -> dict[str, Any]:
    """Return the columns of an exercise set that say what it is."""
    return {
        "exercise": column_values.check_text("exercise", str(exercise_set.exercise)),
        "rounds": column_values.check_integer("rounds", exercise_set.rounds),
        "distance_m": column_values.round_real("distance_m", exercise_set.distance_m),
        "load_kg": column_values.round_real("load_kg", exercise_set.load_kg),
        "hold_s": column_values.check_integer("hold_s", exercise_set.hold_s),
        "knee_angle_deg": column_values.check_integer("knee_angle_deg", exercise_set.knee_angle_deg),
        "squeeze": int(exercise_set.squeeze),
        "repetitions": column_values.check_integer("repetitions", exercise_set.repetitions),
        "leg_load": column_values.enum_text(exercise_set.leg_load),
    }


def workout_of_rows(values: dict[str, Any], sets: Iterable[dict[str, Any]], number: int, version: int) -> Workout:
    """Return the workout that will be read back: numbers to three decimals, with its id and version.

    Args:
        values: Its row, from `workout_to_row`.
        sets: The rows of its sets, from `sets_to_rows`.
        number: Its id.
        version: Its version.
    """
    row = {**values, "id": number, "version": version}
    set_rows = [{**each, "item_id": number} for each in sets]
    return workout_from_row(
        column_values.ordered_values(row, ITEM_COLUMNS),
        [column_values.ordered_values(each, SET_COLUMNS) for each in set_rows],
    )

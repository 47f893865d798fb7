"""Reads and single-workout writes on plain `sqlite3`, for everything that must start at once.

They use the same file, pragmas, conversions and journal as the repository, but not SQLModel, which takes 300 ms to
import.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from planner.store import workout_table
from planner.store.connections import read_transaction, write_transaction
from planner.store.row_values import (
    REAL_DATE_SQL,
    TableReader,
    one_of,
    read_date,
    read_each,
    read_text,
    whole_number,
)
from planner.store.workout_rows import ITEM_ORDER
from planner.training.workouts import Sport, Workout

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame, the blocks 8
if TYPE_CHECKING:
    from typing import Any, Literal, NamedTuple

    from planner.training.absences import Absence
    from planner.training.blocks import Block, Runner
    from planner.training.busy_times import BusyTime
    from planner.training.findings import Acceptance
    from planner.training.own_exercises import OwnExercise
    from planner.training.races import Unit

    class SearchEntry(NamedTuple):
        """The columns of a workout that a search needs; at run time a plain tuple.

        Attributes:
            id: The workout's id.
            date: Its day, ``YYYY-MM-DD``.
            sport: Its sport, as stored.
            kind: Its kind of run or session, as stored; None for other sports.
            title: Its title.
            note: The planned note.
            actual_note: The note on what was done; None when nothing was recorded.
            skip_reason: Why it was skipped, if it was.
            state: Its stored status.
            locked: 1 when it is locked, else 0.
            plan_date: The day the plan has it on, ``YYYY-MM-DD``; None when it was not moved.
            made_on: The day it was made, ``YYYY-MM-DD``, if it was made for a day that was over.
            distance_m: Metres done, or planned when nothing was recorded.
            duration_s: Seconds done, or planned when nothing was recorded.
        """

        id: int
        date: str
        sport: str
        kind: str | None
        title: str
        note: str
        actual_note: str | None
        skip_reason: str | None
        state: str
        locked: int
        plan_date: str | None
        made_on: str | None
        distance_m: float | None
        duration_s: int | None


_LINKS = TableReader(
    "The link of workout",
    {
        "item_id": whole_number(),
        "recording_id": whole_number(),
        "made_by": one_of("auto", "inbox", "person"),
        "words": read_text,
    },
    key="item_id",
)
_MOST_BOUND = 500
"""So many values at most are bound to one query."""


@contextmanager
def read_snapshot(path: str | os.PathLike[str]) -> Iterator[None]:
    """Make every read inside see one state of the file, over one connection. Nothing may be written inside.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path):
        yield


def read_days(path: str | os.PathLike[str], first: dt.date, last: dt.date, sport: Sport | None = None) -> list[Workout]:
    """Return the workouts from ``first`` to ``last``, both included, by date, slot (am, pm, none) and start time.

    Args:
        path: The file.
        first: The first day.
        last: The last day.
        sport: The sport of the workouts to read; None for all of them.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        return workout_table.read_workouts_between(connection, first, last, sport)


def read_all_workouts(path: str | os.PathLike[str]) -> list[Workout]:
    """Return every workout, in the order of `read_days`.

    Raises:
        RefusedError: The file cannot be read.
    """
    return read_days(path, dt.date.min, dt.date.max)


def read_workout(path: str | os.PathLike[str], number: int) -> Workout:
    """Return one workout.

    Raises:
        RefusedError: There is no such workout, or the file cannot be read.
    """
    with read_transaction(path) as connection:
        return workout_table.read_workout(connection, number)


def read_workouts(path: str | os.PathLike[str], numbers: Sequence[int]) -> list[Workout]:
    """Return the workouts with these ids, in that order, over one connection.

    Raises:
        RefusedError: There is no such workout, or the file cannot be read.
    """
    if not numbers:
        return []
    with read_transaction(path) as connection:
        return list(workout_table.read_workouts(connection, numbers))


def read_replaced_by(path: str | os.PathLike[str], numbers: Sequence[int]) -> list[Workout]:
    """Return the workouts that others were done in place of, by the ids of those others.

    Raises:
        RefusedError: The file cannot be read.
    """
    if not numbers:
        return []
    query = f"SELECT id FROM item WHERE replaced_by IN (SELECT value FROM json_each(?)) ORDER BY {ITEM_ORDER}"
    return read_workouts(path, [row[0] for row in _read_rows(path, query, f"[{','.join(map(str, numbers))}]")])


def read_workouts_among(path: str | os.PathLike[str], numbers: Sequence[int]) -> list[Workout]:
    """Return those workouts with these ids that there are, in the order of `read_days`.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        return workout_table.read_workouts_among(connection, numbers)


def read_moved_out(path: str | os.PathLike[str], first: dt.date, last: dt.date) -> list[Workout]:
    """Return the workouts that the plan has on a day from ``first`` to ``last`` and are on another day outside now.

    Raises:
        RefusedError: The file cannot be read.
    """
    days = (first.isoformat(), last.isoformat())
    query = f"""
        SELECT id FROM item WHERE plan_date BETWEEN ? AND ? AND date NOT BETWEEN ? AND ? ORDER BY {ITEM_ORDER}"""
    return read_workouts(path, [row[0] for row in _read_rows(path, query, *days, *days)])


def read_date_range(path: str | os.PathLike[str]) -> tuple[dt.date, dt.date] | None:
    """Return the dates of the earliest and the latest workout; None when there are no workouts.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        earliest, latest = (
            connection.execute(f"SELECT date FROM item WHERE {REAL_DATE_SQL} ORDER BY date {order} LIMIT 1").fetchone()
            for order in ("ASC", "DESC")
        )
        return (read_date(earliest[0]), read_date(latest[0])) if earliest is not None else None


def is_nothing_planned(path: str | os.PathLike[str]) -> bool:
    """Return whether there is no block and no workout, not even a damaged one.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        query = "SELECT EXISTS(SELECT 1 FROM item) OR EXISTS(SELECT 1 FROM block)"
        return not connection.execute(query).fetchone()[0]


def read_runner_context(path: str | os.PathLike[str]) -> tuple[Runner, list[Block], list[Absence]]:
    """Return the runner, all blocks and all absences of one state of the file.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path):
        return read_runner(path), read_blocks(path), read_absences(path)


def read_runner(path: str | os.PathLike[str]) -> Runner:
    """Return the runner's data.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store import runner_rows

    rows = _read_rows(path, f"SELECT {', '.join(runner_rows.RUNNER_COLUMNS)} FROM athlete")
    found = read_each(rows, runner_rows.runner_from_row)
    return found[0] if found else runner_rows.runner_from_row(None)


def read_unit(path: str | os.PathLike[str]) -> Unit:
    """Return the runner's unit, with less to load than `read_runner`.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store.runner_rows import USUAL_UNIT

    unit: Unit = _read_of_runner(path, "unit", USUAL_UNIT)
    return unit


def read_week_start(path: str | os.PathLike[str]) -> int:
    """Return the weekday that the runner's weeks begin on, Monday 0, with less to load than `read_runner`.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store.runner_rows import USUAL_WEEK_START

    weekday: int = _read_of_runner(path, "week_start", USUAL_WEEK_START)
    return weekday


def _read_of_runner(path: str | os.PathLike[str], column: str, otherwise: object) -> Any:  # noqa: ANN401 - as the column
    from planner.store.runner_rows import RUNNER_COLUMNS, RUNNERS

    rows = read_each(_read_rows(path, f"SELECT {', '.join(RUNNER_COLUMNS)} FROM athlete"), RUNNERS.read)
    return rows[0][RUNNER_COLUMNS.index(column)] if rows else otherwise


def read_zone(path: str | os.PathLike[str]) -> str | None:
    """Return the name of the runner's time zone; None where none is set.

    Raises:
        RefusedError: The file cannot be read.
    """
    rows = _read_rows(path, "SELECT zone FROM athlete")
    return rows[0][0] if rows else None


def read_blocks(path: str | os.PathLike[str]) -> list[Block]:
    """Return all blocks, by first day.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store import block_rows

    rows = _read_rows(path, f"SELECT {', '.join(block_rows.BLOCK_COLUMNS)} FROM block ORDER BY start, id")
    return read_each(rows, block_rows.block_from_row)


def read_slotting(path: str | os.PathLike[str], block_id: int) -> tuple[str, str] | None:
    """Return the slotting problem and answer a block was made with, as JSON; None when it was not slotted.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store.block_rows import SLOTTINGS

    rows = _read_rows(path, f"SELECT {', '.join(SLOTTINGS.columns)} FROM slotting WHERE block_id = ?", block_id)
    if not rows:
        return None
    _, problem, answer = SLOTTINGS.read(rows[0])
    return problem, answer


def read_absences(path: str | os.PathLike[str]) -> list[Absence]:
    """Return all absences and feelings, by first day.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store import block_rows

    rows = _read_rows(path, f"SELECT {', '.join(block_rows.ABSENCE_COLUMNS)} FROM absence ORDER BY first, id")
    return read_each(rows, block_rows.absence_from_row)


def read_busy_times(path: str | os.PathLike[str], first: dt.date, last: dt.date) -> list[BusyTime]:
    """Return what other calendars fill from ``first`` to ``last``, both included, by day and start.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store import block_rows

    columns = ", ".join(block_rows.BUSY_TIME_COLUMNS)
    query = f"SELECT {columns} FROM busy_time WHERE date BETWEEN ? AND ? ORDER BY date, start_minute, id"
    rows = _read_rows(path, query, first.isoformat(), last.isoformat())
    return read_each(rows, block_rows.busy_time_from_row)


def read_exercises(path: str | os.PathLike[str]) -> list[OwnExercise]:
    """Return all exercises of the runner's own that are defined, by name.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store import block_rows

    rows = _read_rows(path, f"SELECT {', '.join(block_rows.EXERCISE_COLUMNS)} FROM exercise ORDER BY name")
    return read_each(rows, block_rows.exercise_from_row)


def read_workouts_with_exercise(path: str | os.PathLike[str], name: str) -> list[Workout]:
    """Return the workouts that have a planned or recorded set of an exercise, in the order of `read_days`.

    Raises:
        RefusedError: The file cannot be read.
    """
    rows = _read_rows(path, "SELECT DISTINCT item_id FROM exercise_set WHERE exercise = ?", name)
    numbers = {row[0] for row in rows}
    if not numbers:
        return []
    with read_transaction(path) as connection:
        found = list(workout_table.read_workouts(connection, numbers))
    return sorted(found, key=lambda one: (one.date, one.slot is None, one.slot or "", one.start or "~", one.id))


def read_greatest_done(
    path: str | os.PathLike[str],
    column: Literal["hold_s", "load_kg"],
    exercise: str,
    *,
    least_m: float = 0.0,
    but_for: int = 0,
) -> tuple[float, dt.date, int] | None:
    """Return the longest hold (s) or heaviest load (kg) recorded of an exercise, with its first day and workout.

    Args:
        path: The file.
        column: Which of the two.
        exercise: The exercise.
        least_m: The least metres a round of a set that counts.
        but_for: The id of a workout that does not count.

    Raises:
        RefusedError: The file cannot be read.
    """
    rows = _read_rows(
        path,
        f"SELECT {column}, date, item.id FROM exercise_set JOIN item ON item.id = item_id"
        f" WHERE part = 'actual' AND exercise = ? AND {column} > 0 AND coalesce(distance_m, 0) >= ? AND item.id <> ?"
        f" AND {REAL_DATE_SQL} ORDER BY {column} DESC, date, item.id LIMIT 1",
        exercise,
        least_m,
        but_for,
    )
    return (rows[0][0], read_date(rows[0][1]), rows[0][2]) if rows else None


def read_link_rows(path: str | os.PathLike[str], numbers: Sequence[int]) -> list[tuple[int, int, str, str]]:
    """Return what is linked to some workouts, in the order in which the recordings start.

    Returns:
        The numbers of workout and recording, who linked them (a `LinkMaker` value), and why in half a sentence.

    Raises:
        RefusedError: The file cannot be read.
    """
    rows: list[tuple[Any, ...]] = []
    for begin in range(0, len(numbers), _MOST_BOUND):
        batch = numbers[begin : begin + _MOST_BOUND]
        rows += _read_rows(
            path,
            f"SELECT {', '.join(_LINKS.columns)} FROM recording_link"
            " JOIN recording ON recording.id = recording_id"
            f" WHERE item_id IN ({', '.join('?' * len(batch))}) ORDER BY start_utc, recording_id",
            *batch,
        )
    return [(item, recording, made_by, words) for item, recording, made_by, words in read_each(rows, _LINKS.read)]


def read_acceptances(path: str | os.PathLike[str]) -> list[Acceptance]:
    """Return all findings the runner has accepted, oldest acceptance first.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store import block_rows

    rows = _read_rows(path, f"SELECT {', '.join(block_rows.ACCEPTANCE_COLUMNS)} FROM acceptance ORDER BY id")
    return read_each(rows, block_rows.acceptance_from_row)


def write_workout(
    path: str | os.PathLike[str],
    workout: Workout,
    *,
    name: str,
    now: dt.datetime,
    finish: Callable[[sqlite3.Connection], frozenset[int]] | None = None,
) -> Workout:
    """Store a workout over the one it was read from; see `write_workouts`."""
    (stored,) = write_workouts(path, [workout], name=name, now=now, finish=finish)
    return stored


def write_workouts(
    path: str | os.PathLike[str],
    workouts: Sequence[Workout],
    *,
    name: str,
    now: dt.datetime,
    finish: Callable[[sqlite3.Connection], frozenset[int]] | None = None,
) -> list[Workout]:
    """Store workouts over those they were read from, as one operation of the journal; none when nothing differs.

    Args:
        path: The database.
        workouts: The workouts, with the ids and versions they were read with.
        name: What the history calls the operation.
        now: The present instant, with its offset.
        finish: Called at the end of the operation; changes what follows, and returns the numbers of the workouts that
            it changed.

    Returns:
        The workouts as stored, in the order given.

    Raises:
        StaleEditError: One was changed since it was read; nothing was changed.
        RefusedError: A workout or its block does not exist, a value breaks a rule of the schema, or the file cannot
            be written.
    """
    from planner.store import journal

    with write_transaction(path) as connection:
        journal.begin_operation(connection, name, now)
        stored = workout_table.replace_workouts(connection, path, workouts)
        followed = finish(connection) if finish is not None else ()
        stored = [workout_table.read_workout(connection, one.id) if one.id in followed else one for one in stored]
        if not journal.end_operation(connection):
            connection.execute("ROLLBACK")
    return stored


def _read_rows(path: str | os.PathLike[str], query: str, *values: object) -> list[tuple[Any, ...]]:
    with read_transaction(path) as connection:
        return connection.execute(query, values).fetchall()

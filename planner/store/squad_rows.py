"""What the table of a squad asks of each runner's file beyond the days around today, with little to load."""

from __future__ import annotations

import datetime as dt
import os

from planner.store import workout_table
from planner.store.block_rows import ABSENCE_COLUMNS, absence_from_row
from planner.store.connections import read_transaction
from planner.store.row_values import REAL_DATE_SQL, read_date, read_each
from planner.store.workout_rows import ITEM_ORDER
from planner.training.absences import Absence
from planner.training.workouts import RunKind, Sport, StoredStatus, Workout

_IS_OPEN_SQL = f"{REAL_DATE_SQL} AND state = '{StoredStatus.PLANNED}'"
_TRAINING_SQL = f"sport NOT IN ('{Sport.REST}', '{Sport.NOTE}')"
_RACE_SQL = f"sport = '{Sport.RUN}' AND kind = '{RunKind.RACE}'"


def read_first_open(path: str | os.PathLike[str], first: dt.date, last: dt.date) -> Workout | None:
    """Return the first workout from ``first`` to ``last`` that is neither done nor skipped; None without any.

    Raises:
        RefusedError: The file cannot be read.
    """
    return _read_first(path, _TRAINING_SQL, first, last)


def read_next_race(path: str | os.PathLike[str], first: dt.date) -> Workout | None:
    """Return the first race from a day on that is neither done nor skipped; None without any.

    Raises:
        RefusedError: The file cannot be read.
    """
    return _read_first(path, _RACE_SQL, first, dt.date.max)


def _read_first(path: str | os.PathLike[str], which: str, first: dt.date, last: dt.date) -> Workout | None:
    query = (
        f"SELECT id FROM item WHERE date BETWEEN ? AND ? AND {_IS_OPEN_SQL} AND {which} ORDER BY {ITEM_ORDER} LIMIT 1"
    )
    with read_transaction(path) as connection:
        found = connection.execute(query, (first.isoformat(), last.isoformat())).fetchone()
        return workout_table.read_workout(connection, found[0]) if found is not None else None


def read_last_marked_day(path: str | os.PathLike[str], last: dt.date) -> dt.date | None:
    """Return the latest day, up to ``last``, with a workout that was done or skipped; None without any.

    Raises:
        RefusedError: The file cannot be read.
    """
    query = (
        f"SELECT date FROM item WHERE date <= ? AND {REAL_DATE_SQL} AND state <> '{StoredStatus.PLANNED}'"
        " ORDER BY date DESC LIMIT 1"
    )
    with read_transaction(path) as connection:
        found = connection.execute(query, (last.isoformat(),)).fetchone()
        return read_date(found[0]) if found is not None else None


def read_absences_on(path: str | os.PathLike[str], day: dt.date) -> list[Absence]:
    """Return the absences and feelings of a day, by their first day.

    Raises:
        RefusedError: The file cannot be read.
    """
    query = f"SELECT {', '.join(ABSENCE_COLUMNS)} FROM absence WHERE first <= ? AND last >= ? ORDER BY first, id"
    with read_transaction(path) as connection:
        rows = connection.execute(query, (day.isoformat(), day.isoformat())).fetchall()
    return read_each(rows, absence_from_row)


def has_open_recordings(path: str | os.PathLike[str]) -> bool:
    """Return whether there is a recording that may be asked about: one that is not linked to a workout of the plan.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store.recording_table import read_open_span

    with read_transaction(path) as connection:
        if not connection.execute("SELECT EXISTS(SELECT 1 FROM recording)").fetchone()[0]:
            return False
        return read_open_span(connection) is not None

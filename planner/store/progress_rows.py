"""Sums over all that was recorded, worked out by SQLite: a file of fifty years answers as soon as one of a year."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from planner.store.connections import read_transaction
from planner.store.row_values import REAL_DATE_SQL, read_date, read_each
from planner.store.workout_columns import KIND_BY_SPORT, LOADS
from planner.training.form_start import CARRIED_DAYS, FormStart, form_start
from planner.training.progress import recorded_load
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Effort, Sport


def read_recorded_weeks(path: str | os.PathLike[str], sport: Sport, this_week: dt.date) -> list[tuple[dt.date, float]]:
    """Return the weeks up to today's in which something of a sport was recorded, oldest first.

    Args:
        path: The file.
        sport: The sport.
        this_week: The first day of today's week, which says on which weekday weeks begin.

    Returns:
        The first day of each, and the metres recorded in it; 0 where no distance is known.

    Raises:
        RefusedError: The file cannot be read.
    """
    query = f"""
        SELECT cast(julianday(:start) - julianday(date) + 6 AS INTEGER) / 7 AS weeks_ago, total(actual_distance_m)
        FROM item WHERE sport = :sport AND actual_source IS NOT NULL AND date < :end AND {REAL_DATE_SQL}
        GROUP BY weeks_ago ORDER BY weeks_ago DESC"""
    values = {"start": this_week.isoformat(), "end": (this_week + WEEK).isoformat(), "sport": sport.value}
    with read_transaction(path) as connection:
        rows = connection.execute(query, values).fetchall()
    return [(this_week - weeks_ago * WEEK, round(metres, 3)) for weeks_ago, metres in rows]


def read_longest_done(path: str | os.PathLike[str], sport: Sport) -> tuple[float, dt.date, int] | None:
    """Return the longest distance recorded of a sport in metres, with its first day and its workout; None without one.

    Raises:
        RefusedError: The file cannot be read.
    """
    query = f"""
        SELECT actual_distance_m, date, id FROM item
        WHERE sport = ? AND actual_distance_m BETWEEN 0.001 AND 10000000 AND {REAL_DATE_SQL}
        ORDER BY actual_distance_m DESC, date, id LIMIT 1"""
    with read_transaction(path) as connection:
        row = connection.execute(query, (sport.value,)).fetchone()
    return (row[0], read_date(row[1]), row[2]) if row else None


def read_ascents(path: str | os.PathLike[str], first: dt.date, last: dt.date) -> dict[int, float]:
    """Return the metres climbed in the workouts of some days, both ends included, by workout.

    They are of the recordings linked to each; a workout without a recording that knows its climb is left out.

    Raises:
        RefusedError: The file cannot be read.
    """
    query = """
        SELECT item_id, sum(ascent_m) FROM recording_link JOIN recording ON recording.id = recording_id
        WHERE ascent_m IS NOT NULL AND item_id IN (SELECT id FROM item WHERE date BETWEEN ? AND ?)
        GROUP BY item_id"""
    with read_transaction(path) as connection:
        return dict(connection.execute(query, (first.isoformat(), last.isoformat())).fetchall())


def read_form_start(path: str | os.PathLike[str], begin: dt.date) -> FormStart:
    """Return where fitness and fatigue stand before a day, from what was recorded before it.

    Raises:
        RefusedError: The file cannot be read.
    """
    first_logged = f"SELECT date FROM item WHERE actual_source IS NOT NULL AND {REAL_DATE_SQL} ORDER BY date LIMIT 1"
    recorded = f"""
        SELECT {", ".join(LOADS.columns)} FROM item
        WHERE actual_source IS NOT NULL AND date >= ? AND date < ? ORDER BY date, id"""
    with read_transaction(path) as connection:
        first = connection.execute(first_logged).fetchone()
        days = ((begin - CARRIED_DAYS * DAY).isoformat(), begin.isoformat())
        rows = connection.execute(recorded, days).fetchall()
    loads: defaultdict[dt.date, float] = defaultdict(float)
    for date, load in read_each(rows, _load_of_row):
        loads[date] += load
    return form_start(begin, read_date(first[0]) if first else None, loads)


def _load_of_row(row: Sequence[Any]) -> tuple[dt.date, float]:
    """Return the day of a row in the order of `LOADS`, and the load of what was done, in AU."""
    _, date, sport, kind, planned_s, planned_rpe, done_s, done_rpe = LOADS.read(row)
    if kind not in KIND_BY_SPORT[sport]:
        raise LOADS.damaged(row, "kind")
    planned, done = Effort(duration_s=planned_s, rpe=planned_rpe), Effort(duration_s=done_s, rpe=done_rpe)
    return date, recorded_load(sport, kind, planned, done)

"""Files of a runner's whole life, in plain SQL: fifty years of training with recordings, and more planned ahead.

All begin as a file of `seasons.fill`. The block that runs is copied back through the years, season by season, with its
slotting, its sets and what was done; recordings are linked to the runs. The journal is off meanwhile, since nobody made
these edits, so that the file is as one whose history has been forgotten. The schema's rules and references hold for
every row as for any other: `planner check` finds nothing.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from planner.store import connections, journal
from planner.usecases.planbook import Planbook
from tests.bench.seasons import FEW, fill
from tests.many_runs import add_many_runs

FIFTY_YEARS = 18_000
"""About as many workouts as a runner plans in fifty years."""
HALF_A_MILLION = 500_000
AHEAD = 24_000
"""So many workouts are planned ahead to be locked or deleted at once."""
AHEAD_DAYS = 3_600

_SEASON_DAYS = 91
"""A block of ten weeks and three weeks without one."""
_SKIPPED_EVERY = 13

_SEASONS_SQL = f"""
CREATE TEMP TABLE season AS
  WITH RECURSIVE back (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM back WHERE n < :seasons)
  SELECT n, '-' || (n * {_SEASON_DAYS}) || ' days' AS back,
    (SELECT id FROM block) + n AS block_id, (SELECT max(id) FROM item) * n AS items_up FROM back
"""

_BLOCKS_SQL = """
INSERT INTO block (id, name, start, days, race_date, race_distance, priority, level, unit, source, phases, created,
                   choices)
  SELECT season.block_id, name || ', season ' || n, date(start, back), days, date(race_date, back),
    race_distance, priority, level, unit, source, phases, created, choices
  FROM block, season
"""

_SLOTTING_SQL = """
INSERT INTO slotting (block_id, problem, answer)
  SELECT season.block_id, json_set(problem, '$.start', date(json_extract(problem, '$.start'), back)), answer
  FROM slotting, season
"""

_ITEMS_SQL = f"""
INSERT INTO item (id, block_id, date, slot, start, sport, kind, title, note, planned_distance_m, planned_duration_s,
                  planned_rpe, estimated, state, skip_reason, original_date, locked, reason, actual_distance_m,
                  actual_duration_s, actual_rpe, actual_note, actual_source, actual_pain, planned_steps)
  SELECT item.id + items_up, season.block_id, date(date, back), slot, item.start, sport, kind, title,
    note, planned_distance_m, planned_duration_s, planned_rpe, estimated,
    iif(sport IN ('rest', 'note'), 'planned', iif(item.id % {_SKIPPED_EVERY} = 0, 'skipped', 'done')),
    iif(sport NOT IN ('rest', 'note') AND item.id % {_SKIPPED_EVERY} = 0, 'a cold', NULL),
    iif(item.id % 9 = 0, date(date, back, '-1 days'), NULL), locked, reason,
    iif(done, planned_distance_m, NULL), iif(done, planned_duration_s, NULL), iif(done, planned_rpe, NULL),
    iif(done, iif(item.id % 5 = 0, 'Windy along the river, legs fine', ''), NULL), iif(done, 'as planned', NULL),
    iif(done AND sport = 'strength', 1, NULL), planned_steps
  FROM (SELECT *, sport NOT IN ('rest', 'note') AND id % {_SKIPPED_EVERY} <> 0 AS done
        FROM item WHERE block_id IS NOT NULL) AS item, season
"""

_SETS_SQL = """
INSERT INTO exercise_set (item_id, part, position, exercise, rounds, distance_m, load_kg, hold_s, knee_angle_deg,
                          squeeze, repetitions, leg_load)
  SELECT copy.id, parts.part, position, exercise, rounds, distance_m, load_kg, hold_s, knee_angle_deg, squeeze,
    repetitions, leg_load
  FROM exercise_set JOIN item AS own ON own.id = item_id, season
  JOIN item AS copy ON copy.id = item_id + items_up
  JOIN (SELECT 'planned' AS part UNION ALL SELECT 'actual') AS parts
    ON parts.part = 'planned' OR copy.actual_source IS NOT NULL
  WHERE exercise_set.part = 'planned' AND own.block_id = (SELECT id FROM block ORDER BY id LIMIT 1)
"""

_RECORDINGS_SQL = (
    """
INSERT INTO recording (id, sport, device_sport, start_utc, utc_offset_s, local_start, date, distance_m, duration_s,
                       moving_s, elapsed_s, avg_hr, ascent_m, title)
  SELECT item.id, 'run', 'running', date || 'T06:00:00Z', 3600, date || 'T07:00:00', date, actual_distance_m,
    actual_duration_s, actual_duration_s, actual_duration_s + 60, 140, 35, 'Morning run'
  FROM item, block ON block.id = block_id
  WHERE actual_source IS NOT NULL AND item.sport = 'run' AND actual_distance_m > 0 AND actual_duration_s > 0
    AND block.name LIKE '%, season %'
""",
    """
INSERT INTO recording_source (recording_id, name, format, sha256)
  SELECT id, 'run-' || id || '.fit', 'fit', printf('%064x', id) FROM recording
""",
    """
INSERT INTO recording_link (item_id, recording_id, made_by, cost, margin, words, before)
  SELECT recording.id, recording.id, 'auto', 0, 500, 'same day, same distance',
    json_object(
      'was', json_object('date', item.date, 'original_date', original_date, 'state', 'planned', 'skip_reason', NULL,
                         'replaced_by', NULL, 'actual', NULL),
      'written', json_object('date', item.date, 'original_date', original_date, 'state', 'done', 'skip_reason', NULL,
                             'replaced_by', NULL,
                             'actual', json_object('distance_m', recording.distance_m,
                                                   'duration_s', actual_duration_s, 'note', '', 'source', 'recorded')))
  FROM recording JOIN item ON item.id = recording.id
""",
    """
UPDATE item SET actual_source = 'recorded', actual_note = '' WHERE id IN (SELECT id FROM recording)
""",
)


def fill_years(path: Path, count: int = FIFTY_YEARS) -> Planbook:
    """A new file of at least ``count`` workouts in blocks, a season each, back from the block that runs."""
    book = fill(path, FEW)
    with connections.write_transaction(path) as connection, journal.unrecorded(connection):
        each = connection.execute("SELECT count(*) FROM item WHERE block_id IS NOT NULL").fetchone()[0]
        connection.execute(_SEASONS_SQL, {"seasons": -(-(count - FEW) // each)})
        for statement in (_BLOCKS_SQL, _SLOTTING_SQL, _ITEMS_SQL, _SETS_SQL, *_RECORDINGS_SQL):
            connection.execute(statement)
        _forget_history(connection)
    return book


def fill_rows(path: Path, count: int = HALF_A_MILLION) -> Planbook:
    """A file of fifty years with ``count`` workouts in all, those beyond planned from next year to 2197."""
    book = fill_years(path)
    with connections.read_transaction(path) as connection:
        known = connection.execute("SELECT count(*) FROM item").fetchone()[0]
    add_many_runs(path, count - known, days=62_000)
    return book


def fill_ahead(path: Path) -> Planbook:
    """A file of fifty years with `AHEAD` runs more, some on each of the `AHEAD_DAYS` from next year on."""
    book = fill_years(path)
    add_many_runs(path, AHEAD, days=AHEAD_DAYS)
    return book


def _forget_history(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM operation")

"""The tables in SQL: version 1 first, then what each later version added.

Each rule for a value is a named CHECK. The name is the sentence that a person reads when the rule is broken
(``planned_rpe must be 0 to 10``), and its first word is the column. Real numbers have at most three decimals
(millimetres, grams), so that the journal's JSON holds them exactly; the rule uses arithmetic because SQLite's ``round``
to decimals converts to text and back. A date is real when ``date(d, '+0 days')`` returns it unchanged: plain
``date(d)`` accepts 30 February. The SQL of a released version never changes; later changes go into a new version and a
migration.
"""

from __future__ import annotations

JOURNALED_TABLES = ("athlete", "block", "item", "exercise_set", "slotting", "absence", "acceptance")
"""The tables that hold the runner's data, parents before children; all changes to them are journaled."""

ALL_TABLES = frozenset({*JOURNALED_TABLES, "operation", "change", "journal_state"})
"""Every table of the newest version."""

ADDED_IN_VERSION = {"absence": 2, "acceptance": 3}
"""The schema version that added a table, where it is not the first."""


def tables_in_version(version: int) -> frozenset[str]:
    """Return the tables of a file with this schema version."""
    return frozenset(table for table in ALL_TABLES if ADDED_IN_VERSION.get(table, 1) <= version)


DATA_SQL = """
CREATE TABLE athlete (
  id INTEGER PRIMARY KEY CONSTRAINT "id must be 1" CHECK (id = 1),
  body_mass_kg REAL CONSTRAINT "body_mass_kg must be above 0 and at most 500"
    CHECK (body_mass_kg > 0 AND body_mass_kg <= 500 AND body_mass_kg = round(body_mass_kg * 1000) / 1000.0),
  sled_kg REAL CONSTRAINT "sled_kg must be 0 to 1000"
    CHECK (sled_kg BETWEEN 0 AND 1000 AND sled_kg = round(sled_kg * 1000) / 1000.0),
  floor TEXT CONSTRAINT "floor must be at most 200 characters"
    CHECK (length(floor) <= 200 AND instr(floor, char(0)) = 0),
  level TEXT CONSTRAINT "level must be novice or experienced" CHECK (level IN ('novice', 'experienced')),
  easy_pace_s_per_km REAL CONSTRAINT "easy_pace_s_per_km must be 60 to 3600"
    CHECK (easy_pace_s_per_km BETWEEN 60 AND 3600
           AND easy_pace_s_per_km = round(easy_pace_s_per_km * 1000) / 1000.0),
  unit TEXT NOT NULL DEFAULT 'km' CONSTRAINT "unit must be km or mi" CHECK (unit IN ('km', 'mi')),
  week_start INTEGER NOT NULL DEFAULT 0 CONSTRAINT "week_start must be 0 to 6" CHECK (week_start BETWEEN 0 AND 6),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1)
) STRICT;

CREATE TABLE block (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CONSTRAINT "name must be 1 to 200 characters"
    CHECK (length(name) BETWEEN 1 AND 200 AND instr(name, char(0)) = 0),
  start TEXT NOT NULL CONSTRAINT "start must be a real date from 1970 to 2199"
    CHECK (start IS date(start, '+0 days') AND start BETWEEN '1970-01-01' AND '2199-12-31'),
  days INTEGER NOT NULL CONSTRAINT "days must be at least 1 and end by 2199"
    CHECK (days BETWEEN 1 AND 84006 AND date(start, '+' || (days - 1) || ' days') <= '2199-12-31'),
  race_date TEXT CONSTRAINT "race_date must be a real date from 1970 to 2199"
    CHECK (race_date IS date(race_date, '+0 days') AND race_date BETWEEN '1970-01-01' AND '2199-12-31'),
  race_distance TEXT CONSTRAINT "race_distance must be 10k, half or marathon"
    CHECK (race_distance IN ('10k', 'half', 'marathon')),
  priority TEXT CONSTRAINT "priority must be A, B or C" CHECK (priority IN ('A', 'B', 'C')),
  level TEXT NOT NULL CONSTRAINT "level must be novice or experienced" CHECK (level IN ('novice', 'experienced')),
  unit TEXT NOT NULL CONSTRAINT "unit must be km or mi" CHECK (unit IN ('km', 'mi')),
  source TEXT NOT NULL DEFAULT '' CONSTRAINT "source must be at most 4000 characters"
    CHECK (length(source) <= 4000 AND instr(source, char(0)) = 0),
  phases TEXT NOT NULL DEFAULT '[]' CONSTRAINT "phases must be a JSON list"
    CHECK (CASE WHEN json_valid(phases) THEN json_type(phases) = 'array' ELSE 0 END),
  created TEXT NOT NULL CONSTRAINT "created must be an instant in UTC"
    CHECK (created IS strftime('%Y-%m-%dT%H:%M:%SZ', created)),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1)
) STRICT;

CREATE TABLE item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  block_id INTEGER REFERENCES block (id) ON DELETE CASCADE,
  date TEXT NOT NULL CONSTRAINT "date must be a real date from 1970 to 2199"
    CHECK (date IS date(date, '+0 days') AND date BETWEEN '1970-01-01' AND '2199-12-31'),
  slot TEXT CONSTRAINT "slot must be am or pm" CHECK (slot IN ('am', 'pm')),
  start TEXT CONSTRAINT "start must be a time from 00:00 to 23:59"
    CHECK (start GLOB '[0-2][0-9]:[0-5][0-9]' AND start < '24:00'),
  sport TEXT NOT NULL CONSTRAINT "sport must be run, strength, cross, rest or note"
    CHECK (sport IN ('run', 'strength', 'cross', 'rest', 'note')),
  kind TEXT,
  title TEXT NOT NULL CONSTRAINT "title must be at most 200 characters"
    CHECK (length(title) <= 200 AND instr(title, char(0)) = 0),
  note TEXT NOT NULL DEFAULT '' CONSTRAINT "note must be at most 10000 characters"
    CHECK (length(note) <= 10000 AND instr(note, char(0)) = 0),
  planned_distance_m REAL CONSTRAINT "planned_distance_m must be 0 to 10000000"
    CHECK (planned_distance_m BETWEEN 0 AND 10000000
           AND planned_distance_m = round(planned_distance_m * 1000) / 1000.0),
  planned_duration_s INTEGER CONSTRAINT "planned_duration_s must be 0 to 864000"
    CHECK (planned_duration_s BETWEEN 0 AND 864000),
  planned_rpe REAL CONSTRAINT "planned_rpe must be 0 to 10"
    CHECK (planned_rpe BETWEEN 0 AND 10 AND planned_rpe = round(planned_rpe * 1000) / 1000.0),
  estimated TEXT NOT NULL DEFAULT '' CONSTRAINT "estimated must name fields, parted by commas"
    CHECK (NOT estimated GLOB '*[^a-z_,]*'),
  state TEXT NOT NULL DEFAULT 'planned' CONSTRAINT "state must be planned, done, skipped or unplanned"
    CHECK (state IN ('planned', 'done', 'skipped', 'unplanned')),
  skip_reason TEXT CONSTRAINT "skip_reason must be at most 10000 characters"
    CHECK (length(skip_reason) <= 10000 AND instr(skip_reason, char(0)) = 0),
  original_date TEXT CONSTRAINT "original_date must be a real date from 1970 to 2199"
    CHECK (original_date IS date(original_date, '+0 days')
           AND original_date BETWEEN '1970-01-01' AND '2199-12-31'),
  locked INTEGER NOT NULL DEFAULT 0 CONSTRAINT "locked must be 0 or 1" CHECK (locked IN (0, 1)),
  reason TEXT CONSTRAINT "reason must be at most 10000 characters"
    CHECK (length(reason) <= 10000 AND instr(reason, char(0)) = 0),
  actual_distance_m REAL CONSTRAINT "actual_distance_m must be 0 to 10000000"
    CHECK (actual_distance_m BETWEEN 0 AND 10000000
           AND actual_distance_m = round(actual_distance_m * 1000) / 1000.0),
  actual_duration_s INTEGER CONSTRAINT "actual_duration_s must be 0 to 864000"
    CHECK (actual_duration_s BETWEEN 0 AND 864000),
  actual_rpe REAL CONSTRAINT "actual_rpe must be 0 to 10"
    CHECK (actual_rpe BETWEEN 0 AND 10 AND actual_rpe = round(actual_rpe * 1000) / 1000.0),
  actual_note TEXT CONSTRAINT "actual_note must be at most 10000 characters"
    CHECK (length(actual_note) <= 10000 AND instr(actual_note, char(0)) = 0),
  actual_source TEXT CONSTRAINT "actual_source must be at most 4000 characters"
    CHECK (length(actual_source) <= 4000 AND instr(actual_source, char(0)) = 0),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1),
  CONSTRAINT "kind must fit the sport" CHECK (
    CASE sport
      WHEN 'run' THEN coalesce(kind IN ('easy', 'recovery', 'long', 'tempo', 'intervals', 'hills', 'race_pace',
                                        'time_trial', 'race'), 0)
      -- a strength day of a coach's own has no kind: no dose is known of it
      WHEN 'strength' THEN kind IS NULL OR kind IN ('heavy', 'moderate', 'light')
      ELSE kind IS NULL
    END),
  CONSTRAINT "state must be done or unplanned where something was recorded"
    CHECK (actual_source IS NULL OR state IN ('done', 'unplanned')),
  CONSTRAINT "actual_source must say where recorded figures come from"
    CHECK ((actual_source IS NULL) = (actual_note IS NULL) AND (actual_source IS NOT NULL
           OR (actual_distance_m IS NULL AND actual_duration_s IS NULL AND actual_rpe IS NULL)))
) STRICT;
CREATE INDEX item_by_date ON item (date);
CREATE INDEX item_by_block ON item (block_id);

CREATE TABLE exercise_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  part TEXT NOT NULL CONSTRAINT "part must be planned or actual" CHECK (part IN ('planned', 'actual')),
  position INTEGER NOT NULL CONSTRAINT "position must be 0 to 999" CHECK (position BETWEEN 0 AND 999),
  exercise TEXT NOT NULL CONSTRAINT "exercise must be reverse_sled_push or wall_sit"
    CHECK (exercise IN ('reverse_sled_push', 'wall_sit')),
  rounds INTEGER NOT NULL CONSTRAINT "rounds must be 1 to 1000" CHECK (rounds BETWEEN 1 AND 1000),
  distance_m REAL CONSTRAINT "distance_m must be 0 to 10000"
    CHECK (distance_m BETWEEN 0 AND 10000 AND distance_m = round(distance_m * 1000) / 1000.0),
  load_kg REAL CONSTRAINT "load_kg must be 0 to 2000"
    CHECK (load_kg BETWEEN 0 AND 2000 AND load_kg = round(load_kg * 1000) / 1000.0),
  hold_s INTEGER CONSTRAINT "hold_s must be 0 to 86400" CHECK (hold_s BETWEEN 0 AND 86400),
  knee_angle_deg INTEGER CONSTRAINT "knee_angle_deg must be 0 to 180" CHECK (knee_angle_deg BETWEEN 0 AND 180),
  squeeze INTEGER NOT NULL DEFAULT 0 CONSTRAINT "squeeze must be 0 or 1" CHECK (squeeze IN (0, 1)),
  UNIQUE (item_id, part, position)
) STRICT;

CREATE TABLE slotting (
  block_id INTEGER PRIMARY KEY REFERENCES block (id) ON DELETE CASCADE,
  problem TEXT NOT NULL CONSTRAINT "problem must be JSON" CHECK (json_valid(problem)),
  answer TEXT NOT NULL CONSTRAINT "answer must be JSON" CHECK (json_valid(answer))
) STRICT;

INSERT INTO athlete (id) VALUES (1);
"""

JOURNAL_SQL = """
CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CONSTRAINT "name must be 1 to 1000 characters"
    CHECK (length(name) BETWEEN 1 AND 1000 AND instr(name, char(0)) = 0),
  at TEXT NOT NULL CONSTRAINT "at must be an instant in UTC"
    CHECK (at GLOB '????-??-??T??:??:??*Z' AND julianday(at) IS NOT NULL),
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped')),
  turned TEXT,
  changes INTEGER,
  size INTEGER
) STRICT;

CREATE TABLE change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX change_by_operation ON change (operation_id, seq);

CREATE TABLE journal_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  recording INTEGER NOT NULL CHECK (recording IN (0, 1)),
  operation_id INTEGER REFERENCES operation (id) ON DELETE SET NULL
) STRICT;
INSERT INTO journal_state (id, recording) VALUES (1, 1);

CREATE TRIGGER operation_closes_the_way_forward AFTER INSERT ON operation
BEGIN
  UPDATE operation SET state = 'dropped' WHERE state = 'undone';
  DELETE FROM change WHERE operation_id IN (SELECT id FROM operation WHERE state = 'dropped');
END;
"""
"""``state`` of an operation: done, undone (can be redone), or dropped (undone, and then something new was done).

``changes`` (rows) and ``size`` (characters of JSON) are counted when an operation ends; those of another program's
operation are counted at the planner's next write.
"""

VERSION_2_SQL = """
CREATE TABLE absence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CONSTRAINT "kind must be sick, injured or away" CHECK (kind IN ('sick', 'injured', 'away')),
  first TEXT NOT NULL CONSTRAINT "first must be a real date from 1970 to 2199"
    CHECK (first IS date(first, '+0 days') AND first BETWEEN '1970-01-01' AND '2199-12-31'),
  last TEXT NOT NULL CONSTRAINT "last must be a real date from 1970 to 2199"
    CHECK (last IS date(last, '+0 days') AND last BETWEEN '1970-01-01' AND '2199-12-31'),
  note TEXT NOT NULL DEFAULT '' CONSTRAINT "note must be at most 10000 characters"
    CHECK (length(note) <= 10000 AND instr(note, char(0)) = 0),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1),
  CONSTRAINT "last must not be before first" CHECK (last >= first)
) STRICT;

ALTER TABLE item ADD COLUMN actual_pain INTEGER CONSTRAINT "actual_pain must be 0 to 10 of something recorded"
  CHECK (actual_pain IS NULL OR (actual_pain BETWEEN 0 AND 10 AND actual_source IS NOT NULL));
ALTER TABLE item ADD COLUMN replaced_by INTEGER REFERENCES item (id) ON DELETE SET NULL
  CONSTRAINT "replaced_by must be another workout than the one that was skipped"
  CHECK (replaced_by IS NULL OR (replaced_by <> id AND state = 'skipped'));
CREATE INDEX item_by_replacement ON item (replaced_by) WHERE replaced_by IS NOT NULL;
"""

VERSION_3_SQL = """
ALTER TABLE athlete ADD COLUMN screening TEXT
  CONSTRAINT "screening must be a JSON object of at most 20000 characters"
  CHECK (screening IS NULL OR CASE WHEN json_valid(screening)
         THEN json_type(screening) = 'object' AND length(screening) <= 20000 ELSE 0 END);
ALTER TABLE block ADD COLUMN choices TEXT
  CONSTRAINT "choices must be a JSON object of at most 20000 characters"
  CHECK (choices IS NULL OR CASE WHEN json_valid(choices)
         THEN json_type(choices) = 'object' AND length(choices) <= 20000 ELSE 0 END);
ALTER TABLE item ADD COLUMN actual_pain_next INTEGER
  CONSTRAINT "actual_pain_next must be 0 to 10 of something recorded"
  CHECK (actual_pain_next IS NULL OR (actual_pain_next BETWEEN 0 AND 10 AND actual_source IS NOT NULL));

CREATE TABLE acceptance (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  block_id INTEGER REFERENCES block (id) ON DELETE CASCADE,
  code TEXT NOT NULL CONSTRAINT "code must be 1 to 20 characters"
    CHECK (length(code) BETWEEN 1 AND 20 AND instr(code, char(0)) = 0),
  date TEXT CONSTRAINT "date must be a real date from 1970 to 2199"
    CHECK (date IS date(date, '+0 days') AND (date IS NULL OR date BETWEEN '1970-01-01' AND '2199-12-31')),
  note TEXT NOT NULL DEFAULT '' CONSTRAINT "note must be at most 10000 characters"
    CHECK (length(note) <= 10000 AND instr(note, char(0)) = 0),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1)
) STRICT;
CREATE INDEX acceptance_by_block ON acceptance (block_id);
"""

VERSION_4_SQL = """
CREATE TABLE absence_then (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CONSTRAINT "kind must be sick, injured, away, slept badly or sore"
    CHECK (kind IN ('sick', 'injured', 'away', 'slept badly', 'sore')),
  first TEXT NOT NULL CONSTRAINT "first must be a real date from 1970 to 2199"
    CHECK (first IS date(first, '+0 days') AND first BETWEEN '1970-01-01' AND '2199-12-31'),
  last TEXT NOT NULL CONSTRAINT "last must be a real date from 1970 to 2199"
    CHECK (last IS date(last, '+0 days') AND last BETWEEN '1970-01-01' AND '2199-12-31'),
  note TEXT NOT NULL DEFAULT '' CONSTRAINT "note must be at most 10000 characters"
    CHECK (length(note) <= 10000 AND instr(note, char(0)) = 0),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1),
  soreness INTEGER CONSTRAINT "soreness must be 0 to 10 of a sore day, and of no other"
    CHECK ((kind = 'sore') = (soreness IS NOT NULL) AND (soreness IS NULL OR soreness BETWEEN 0 AND 10)),
  CONSTRAINT "last must not be before first" CHECK (last >= first)
) STRICT;
INSERT INTO absence_then (id, kind, first, last, note, version)
  SELECT id, kind, first, last, note, version FROM absence;
DELETE FROM sqlite_sequence WHERE name = 'absence_then';
INSERT INTO sqlite_sequence (name, seq) SELECT 'absence_then', seq FROM sqlite_sequence WHERE name = 'absence';
DROP TABLE absence;
ALTER TABLE absence_then RENAME TO absence;
"""
"""SQLite cannot change the rule of a column, so the table is replaced by a copy; its ids continue as before."""

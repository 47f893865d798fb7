CREATE TABLE exercise (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CONSTRAINT "name must be 1 to 60 characters, and none of the two founding exercises"
    CHECK (length(name) BETWEEN 1 AND 60 AND instr(name, char(0)) = 0
           AND name NOT IN ('reverse_sled_push', 'wall_sit')),
  measure TEXT NOT NULL CONSTRAINT "measure must be distance, hold, rounds or repetitions"
    CHECK (measure IN ('distance', 'hold', 'rounds', 'repetitions')),
  leg_load TEXT NOT NULL CONSTRAINT "leg_load must be heavy, moderate, light or none"
    CHECK (leg_load IN ('heavy', 'moderate', 'light', 'none')),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1)
) STRICT;

CREATE TABLE exercise_set_then (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  part TEXT NOT NULL CONSTRAINT "part must be planned or actual" CHECK (part IN ('planned', 'actual')),
  position INTEGER NOT NULL CONSTRAINT "position must be 0 to 999" CHECK (position BETWEEN 0 AND 999),
  exercise TEXT NOT NULL CONSTRAINT "exercise must be 1 to 60 characters"
    CHECK (length(exercise) BETWEEN 1 AND 60 AND instr(exercise, char(0)) = 0),
  rounds INTEGER NOT NULL CONSTRAINT "rounds must be 1 to 1000" CHECK (rounds BETWEEN 1 AND 1000),
  distance_m REAL CONSTRAINT "distance_m must be 0 to 10000"
    CHECK (distance_m BETWEEN 0 AND 10000 AND distance_m = round(distance_m * 1000) / 1000.0),
  load_kg REAL CONSTRAINT "load_kg must be 0 to 2000"
    CHECK (load_kg BETWEEN 0 AND 2000 AND load_kg = round(load_kg * 1000) / 1000.0),
  hold_s INTEGER CONSTRAINT "hold_s must be 0 to 86400" CHECK (hold_s BETWEEN 0 AND 86400),
  knee_angle_deg INTEGER CONSTRAINT "knee_angle_deg must be 0 to 180" CHECK (knee_angle_deg BETWEEN 0 AND 180),
  squeeze INTEGER NOT NULL DEFAULT 0 CONSTRAINT "squeeze must be 0 or 1" CHECK (squeeze IN (0, 1)),
  repetitions INTEGER CONSTRAINT "repetitions must be 1 to 10000, and never of a sled push or a wall sit"
    CHECK (repetitions IS NULL
           OR (repetitions BETWEEN 1 AND 10000 AND exercise NOT IN ('reverse_sled_push', 'wall_sit'))),
  leg_load TEXT CONSTRAINT "leg_load must be heavy, moderate, light or none, of an exercise of the runner's own"
    CHECK ((leg_load IS NULL) = (exercise IN ('reverse_sled_push', 'wall_sit'))
           AND (leg_load IS NULL OR leg_load IN ('heavy', 'moderate', 'light', 'none'))),
  UNIQUE (item_id, part, position)
) STRICT;
INSERT INTO exercise_set_then (id, item_id, part, position, exercise, rounds, distance_m, load_kg, hold_s,
                               knee_angle_deg, squeeze)
  SELECT id, item_id, part, position, exercise, rounds, distance_m, load_kg, hold_s, knee_angle_deg, squeeze
  FROM exercise_set;
DELETE FROM sqlite_sequence WHERE name = 'exercise_set_then';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'exercise_set_then', seq FROM sqlite_sequence WHERE name = 'exercise_set';
DROP TABLE exercise_set;
ALTER TABLE exercise_set_then RENAME TO exercise_set;

-- A running session. It is no data of the plan, so the journal does not record it, and it outlives its workout.
CREATE TABLE session_timer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL UNIQUE CONSTRAINT "item_id must be at least 1" CHECK (item_id >= 1),
  started TEXT NOT NULL CONSTRAINT "started must be an instant in UTC"
    CHECK (started IS strftime('%Y-%m-%dT%H:%M:%SZ', started)),
  run TEXT NOT NULL CONSTRAINT "run must be a JSON object of at most 200000 characters"
    CHECK (CASE WHEN json_valid(run) THEN json_type(run) = 'object' AND length(run) <= 200000 ELSE 0 END),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1)
) STRICT;

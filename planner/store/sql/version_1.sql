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

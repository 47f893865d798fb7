ALTER TABLE athlete ADD COLUMN zone TEXT
  CONSTRAINT "zone must be the name of a time zone, such as Europe/Berlin"
  CHECK (zone IS NULL OR (length(zone) BETWEEN 1 AND 60 AND instr(zone, char(0)) = 0));

CREATE TABLE recording (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sport TEXT NOT NULL CONSTRAINT "sport must be run, strength or cross" CHECK (sport IN ('run', 'strength', 'cross')),
  sport_said INTEGER NOT NULL DEFAULT 1 CONSTRAINT "sport_said must be 0 or 1" CHECK (sport_said IN (0, 1)),
  device_sport TEXT NOT NULL DEFAULT '' CONSTRAINT "device_sport must be at most 200 characters"
    CHECK (length(device_sport) <= 200 AND instr(device_sport, char(0)) = 0),
  start_utc TEXT NOT NULL CONSTRAINT "start_utc must be an instant in UTC"
    CHECK (start_utc IS strftime('%Y-%m-%dT%H:%M:%SZ', start_utc)),
  -- the file's own offset; NULL where it has none and the runner's time zone says what the local time was
  utc_offset_s INTEGER CONSTRAINT "utc_offset_s must be at most 14 hours, in whole quarters"
    CHECK (utc_offset_s IS NULL OR (utc_offset_s BETWEEN -50400 AND 50400 AND utc_offset_s % 900 = 0)),
  local_start TEXT NOT NULL CONSTRAINT "local_start must be a local time"
    CHECK (local_start IS strftime('%Y-%m-%dT%H:%M:%S', local_start)),
  date TEXT NOT NULL CONSTRAINT "date must be the date of local_start" CHECK (date IS date(local_start)),
  distance_m REAL CONSTRAINT "distance_m must be 0 to 10000000"
    CHECK (distance_m BETWEEN 0 AND 10000000 AND distance_m = round(distance_m * 1000) / 1000.0),
  duration_s REAL CONSTRAINT "duration_s must be 0 to 8640000"
    CHECK (duration_s BETWEEN 0 AND 8640000 AND duration_s = round(duration_s * 1000) / 1000.0),
  moving_s REAL CONSTRAINT "moving_s must be 0 to 8640000"
    CHECK (moving_s BETWEEN 0 AND 8640000 AND moving_s = round(moving_s * 1000) / 1000.0),
  elapsed_s REAL CONSTRAINT "elapsed_s must be 0 to 8640000"
    CHECK (elapsed_s BETWEEN 0 AND 8640000 AND elapsed_s = round(elapsed_s * 1000) / 1000.0),
  avg_hr INTEGER CONSTRAINT "avg_hr must be 1 to 300" CHECK (avg_hr BETWEEN 1 AND 300),
  ascent_m REAL CONSTRAINT "ascent_m must be 0 to 100000"
    CHECK (ascent_m BETWEEN 0 AND 100000 AND ascent_m = round(ascent_m * 1000) / 1000.0),
  title TEXT NOT NULL DEFAULT '' CONSTRAINT "title must be at most 200 characters"
    CHECK (length(title) <= 200 AND instr(title, char(0)) = 0),
  is_race INTEGER NOT NULL DEFAULT 0 CONSTRAINT "is_race must be 0 or 1" CHECK (is_race IN (0, 1)),
  sets TEXT NOT NULL DEFAULT '' CONSTRAINT "sets must be at most 10000 characters"
    CHECK (length(sets) <= 10000 AND instr(sets, char(0)) = 0),
  remarks TEXT NOT NULL DEFAULT '' CONSTRAINT "remarks must be at most 10000 characters"
    CHECK (length(remarks) <= 10000 AND instr(remarks, char(0)) = 0),
  -- perhaps the same activity as another recording; it counts nowhere until that is answered
  double_of INTEGER REFERENCES recording (id) ON DELETE SET NULL,
  -- the runner has said that it belongs to no plan, or has merged or parted it
  settled INTEGER NOT NULL DEFAULT 0 CONSTRAINT "settled must be 0 or 1" CHECK (settled IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1),
  CONSTRAINT "double_of must be another recording" CHECK (double_of IS NULL OR double_of <> id)
) STRICT;
CREATE INDEX recording_by_date ON recording (date);
CREATE INDEX recording_by_double ON recording (double_of) WHERE double_of IS NOT NULL;

-- the files that a recording was read from, the richest first
CREATE TABLE recording_source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  recording_id INTEGER NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
  name TEXT NOT NULL CONSTRAINT "name must be 1 to 300 characters"
    CHECK (length(name) BETWEEN 1 AND 300 AND instr(name, char(0)) = 0),
  format TEXT NOT NULL CONSTRAINT "format must be fit, tcx, gpx or csv" CHECK (format IN ('fit', 'tcx', 'gpx', 'csv')),
  sha256 TEXT NOT NULL CONSTRAINT "sha256 must be 64 hexadecimal digits"
    CHECK (length(sha256) = 64 AND NOT sha256 GLOB '*[^0-9a-f]*'),
  part INTEGER NOT NULL DEFAULT 0 CONSTRAINT "part must be 0 to 100000" CHECK (part BETWEEN 0 AND 100000),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1)
) STRICT;
CREATE INDEX recording_source_by_hash ON recording_source (sha256);
CREATE INDEX recording_source_by_recording ON recording_source (recording_id);

CREATE TABLE recording_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  recording_id INTEGER NOT NULL UNIQUE REFERENCES recording (id) ON DELETE CASCADE,
  made_by TEXT NOT NULL CONSTRAINT "made_by must be auto, inbox or person"
    CHECK (made_by IN ('auto', 'inbox', 'person')),
  cost INTEGER CONSTRAINT "cost must be 0 to 1000000" CHECK (cost BETWEEN 0 AND 1000000),
  margin INTEGER CONSTRAINT "margin must be 0 to 1000000" CHECK (margin BETWEEN 0 AND 1000000),
  words TEXT NOT NULL DEFAULT '' CONSTRAINT "words must be at most 1000 characters"
    CHECK (length(words) <= 1000 AND instr(words, char(0)) = 0),
  -- what was recorded of the workout by hand, and its day and status, before the first link; for the way back
  before TEXT CONSTRAINT "before must be a JSON object of at most 20000 characters"
    CHECK (before IS NULL OR CASE WHEN json_valid(before)
           THEN json_type(before) = 'object' AND length(before) <= 20000 ELSE 0 END),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1)
) STRICT;
CREATE INDEX recording_link_by_item ON recording_link (item_id);

-- a pair that the runner refused; it is never offered again
CREATE TABLE refused_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  recording_id INTEGER NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1),
  UNIQUE (item_id, recording_id)
) STRICT;
CREATE INDEX refused_link_by_recording ON refused_link (recording_id);

-- two recordings that the runner said are different activities
CREATE TABLE distinct_recording (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  recording_id INTEGER NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1),
  UNIQUE (recording_id, other_id),
  CONSTRAINT "other_id must be a later recording" CHECK (recording_id < other_id)
) STRICT;
CREATE INDEX distinct_recording_by_other ON distinct_recording (other_id);

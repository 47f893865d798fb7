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

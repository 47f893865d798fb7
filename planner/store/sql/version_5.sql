ALTER TABLE item ADD COLUMN planned_steps TEXT
  CONSTRAINT "planned_steps must be a JSON list of at most 20000 characters, of a run"
  CHECK (planned_steps IS NULL OR (sport = 'run' AND CASE WHEN json_valid(planned_steps)
         THEN json_type(planned_steps) = 'array' AND length(planned_steps) <= 20000 ELSE 0 END));
ALTER TABLE item ADD COLUMN actual_steps TEXT
  CONSTRAINT "actual_steps must be a JSON list of at most 20000 characters, of something recorded"
  CHECK (actual_steps IS NULL OR (actual_source IS NOT NULL AND CASE WHEN json_valid(actual_steps)
         THEN json_type(actual_steps) = 'array' AND length(actual_steps) <= 20000 ELSE 0 END));
ALTER TABLE athlete ADD COLUMN birth_year INTEGER
  CONSTRAINT "birth_year must be a year from 1900 to 2100"
  CHECK (birth_year IS NULL OR (typeof(birth_year) = 'integer' AND birth_year BETWEEN 1900 AND 2100));
ALTER TABLE item ADD COLUMN priority TEXT
  CONSTRAINT "priority must be A, B or C, of a run"
  CHECK (priority IS NULL OR (sport = 'run' AND priority IN ('A', 'B', 'C')));

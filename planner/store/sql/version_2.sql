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

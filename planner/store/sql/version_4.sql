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

-- By which name the database is known outside, and what was last sent to calendars. The journal records none of it: undo
-- takes back what is planned, never what a calendar has seen.
CREATE TABLE identity (
  id INTEGER PRIMARY KEY CONSTRAINT "id must be 1" CHECK (id = 1),
  database_id TEXT NOT NULL CONSTRAINT "database_id must be 12 hexadecimal digits"
    CHECK (length(database_id) = 12 AND NOT database_id GLOB '*[^0-9a-f]*'),
  -- how often something was written to the two tables below, so that each such transaction can be seen in the file
  sendings INTEGER NOT NULL DEFAULT 0 CONSTRAINT "sendings must be at least 0" CHECK (sendings >= 0)
) STRICT;
INSERT INTO identity (id, database_id) VALUES (1, lower(hex(randomblob(6))));

-- The event of each workout as it was last sent, wherever to. It outlives its workout.
CREATE TABLE published (
  item_id INTEGER PRIMARY KEY CONSTRAINT "item_id must be at least 1" CHECK (item_id >= 1),
  digest TEXT NOT NULL CONSTRAINT "digest must be 1 to 64 hexadecimal digits"
    CHECK (length(digest) BETWEEN 1 AND 64 AND NOT digest GLOB '*[^0-9a-f]*'),
  sequence INTEGER NOT NULL CONSTRAINT "sequence must be 0 to 2147483647" CHECK (sequence BETWEEN 0 AND 2147483647),
  stamp TEXT NOT NULL CONSTRAINT "stamp must be an instant in UTC"
    CHECK (stamp IS strftime('%Y-%m-%dT%H:%M:%SZ', stamp)),
  -- a date, or a date with its time on the runner's clock
  starts TEXT NOT NULL CONSTRAINT "starts must be a date, or a date with a time"
    CHECK (coalesce(starts IN (date(starts, '+0 days'), strftime('%Y-%m-%dT%H:%M', starts, '+0 days')), 0)),
  ends TEXT NOT NULL CONSTRAINT "ends must be a date or a time as the start is"
    CHECK (length(ends) = length(starts)
           AND coalesce(ends IN (date(ends, '+0 days'), strftime('%Y-%m-%dT%H:%M', ends, '+0 days')), 0)),
  summary TEXT NOT NULL CONSTRAINT "summary must be at most 1000 characters"
    CHECK (length(summary) <= 1000 AND instr(summary, char(0)) = 0),
  -- the day on which it was sent first that the workout is skipped or gone; NULL while it takes place
  removed_on TEXT CONSTRAINT "removed_on must be a real date" CHECK (removed_on IS date(removed_on, '+0 days'))
) STRICT;

-- The file of each workout in each folder of a calendar, as it was when it was last written or read.
CREATE TABLE synced (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  folder TEXT NOT NULL CONSTRAINT "folder must be 1 to 4096 characters"
    CHECK (length(folder) BETWEEN 1 AND 4096 AND instr(folder, char(0)) = 0),
  item_id INTEGER NOT NULL CONSTRAINT "item_id must be at least 1" CHECK (item_id >= 1),
  -- the day, or the day with its time, on which the file has the workout
  place TEXT NOT NULL CONSTRAINT "place must be a date, or a date with a time"
    CHECK (coalesce(place IN (date(place, '+0 days'), strftime('%Y-%m-%dT%H:%M', place, '+0 days')), 0)),
  digest TEXT NOT NULL CONSTRAINT "digest must be 1 to 64 hexadecimal digits"
    CHECK (length(digest) BETWEEN 1 AND 64 AND NOT digest GLOB '*[^0-9a-f]*'),
  -- of the text alone that is in the file, a person's own included
  text_digest TEXT NOT NULL CONSTRAINT "text_digest must be 1 to 64 hexadecimal digits"
    CHECK (length(text_digest) BETWEEN 1 AND 64 AND NOT text_digest GLOB '*[^0-9a-f]*'),
  -- which of our writings is in the file
  revision INTEGER NOT NULL CONSTRAINT "revision must be 0 to 2147483647" CHECK (revision BETWEEN 0 AND 2147483647),
  mtime INTEGER NOT NULL, -- nanoseconds since 1970
  size INTEGER NOT NULL CONSTRAINT "size must be at least 0" CHECK (size >= 0),
  -- what the runner is asked about the file; NULL where nothing is
  pending TEXT CONSTRAINT "pending must be 1 to 1000 characters"
    CHECK (length(pending) BETWEEN 1 AND 1000 AND instr(pending, char(0)) = 0),
  UNIQUE (folder, item_id)
) STRICT;

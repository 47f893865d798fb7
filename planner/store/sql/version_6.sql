CREATE TABLE busy_time (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  date TEXT NOT NULL CONSTRAINT "date must be a real date from 1970 to 2199"
    CHECK (date IS date(date, '+0 days') AND date BETWEEN '1970-01-01' AND '2199-12-31'),
  start_minute INTEGER NOT NULL CONSTRAINT "start_minute must be 0 to 1439" CHECK (start_minute BETWEEN 0 AND 1439),
  end_minute INTEGER NOT NULL CONSTRAINT "end_minute must be 1 to 1440" CHECK (end_minute BETWEEN 1 AND 1440),
  runs INTEGER NOT NULL DEFAULT 0 CONSTRAINT "runs must be 0 or 1" CHECK (runs IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CONSTRAINT "version must be at least 1" CHECK (version >= 1),
  CONSTRAINT "end_minute must be after start_minute" CHECK (end_minute > start_minute)
) STRICT;
CREATE INDEX busy_time_date ON busy_time (date);

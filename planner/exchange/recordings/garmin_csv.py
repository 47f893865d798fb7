"""The list of activities that Garmin Connect saves as CSV: in the runner's language, with numbers of any country.

Its times are local and have no zone. Its distances have no unit: kilometres or miles, metres in a pool.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

from planner.exchange.recordings.csv_activity import (
    METRES_PER_KM,
    METRES_PER_MILE,
    MOST_SECONDS,
    believed_ascent_m,
    believed_hr,
    sets_line,
    shown_distance_m,
)
from planner.exchange.recordings.csv_numbers import (
    find_decimal_sign,
    is_day_first,
    positive,
    read_duration_s,
    read_moment,
    read_number,
)
from planner.exchange.recordings.csv_table import Columns, CsvRow, column_names, read_heads, read_table, say_unread
from planner.exchange.recordings.sport_words import find_sport
from planner.text import clean_line
from planner.training.recordings import (
    MAX_AHEAD_OF_LIST,
    FileReading,
    FileVerdict,
    ParsedActivity,
    RecordingFormat,
    ahead_remark,
    is_believed,
)
from planner.training.workouts import Sport

DEVICE_SPORT_LIMIT = 80
"""Characters of a sport's name that are kept."""
_METRES_PER_FOOT = 0.3048
_MILES_FROM_M = 1270.0
"""Metres by steps and stride for each 1 of distance: 1000 where it is a kilometre, 1609 where it is a mile."""
_SAMPLE_ROWS = 1_000
"""Rows that show how the file writes numbers, and which unit it has."""
_TYPICAL = ("title", "timer", "favorite", "calories", "avg_hr", "moving", "elapsed")


def is_garmin_csv(text: str) -> bool:
    """Return whether a text is Garmin Connect's list of activities, from its first line."""
    columns = Columns(read_heads(text), column_names("garmin"))
    return "type" in columns and "date" in columns and sum(column in columns for column in _TYPICAL) >= 2


def read_garmin_csv(text: str, now: dt.datetime) -> FileReading:
    """Return the activities of the list.

    Args:
        text: The decoded file.
        now: The present instant; what lies after it was never done.
    """
    table = read_table(text)
    columns = Columns(table.heads, column_names("garmin"))
    decimal_sign = find_decimal_sign(chain.from_iterable(row.cells for row in table.rows[:_SAMPLE_ROWS]))
    reader = _RowReader(
        columns,
        decimal_sign,
        day_first=is_day_first(columns.first(row, "date") for row in table.rows),
        has_miles=_has_miles(table.rows[:_SAMPLE_ROWS], columns, decimal_sign),
    )
    read = [(row.number, reader.read(row, now)) for row in table.rows]
    activities = tuple(activity for _number, activity in read if activity is not None)
    unread = say_unread(table, [number for number, activity in read if activity is None])
    if not activities:
        return FileReading(FileVerdict.SKIPPED, reason=unread or "no activity is listed in it")
    return FileReading(FileVerdict.DAMAGED_BUT_KEPT if unread else FileVerdict.IMPORTED, activities, unread)


def _has_miles(rows: Sequence[CsvRow], columns: Columns, decimal_sign: str) -> bool:
    """Return whether distances are in miles: steps a minute, minutes and metres a stride give the metres of a run."""
    metres_for_one: list[float] = []
    for row in rows:
        if find_sport(columns.first(row, "type")).sport is not Sport.RUN:
            continue
        distance, cadence, stride_m = (
            read_number(columns.first(row, column), decimal_sign) for column in ("distance", "cadence", "stride")
        )
        seconds = read_duration_s(columns.first(row, "timer"))
        if distance and cadence and stride_m and seconds:
            metres_for_one.append(cadence * seconds / 60 * stride_m / distance)
    return bool(metres_for_one) and median(metres_for_one) > _MILES_FROM_M


@dataclass(frozen=True, slots=True)
class _RowReader:
    """How the rows of one list are read: its columns, its numbers, its dates and its unit."""

    columns: Columns
    decimal_sign: str
    day_first: bool
    has_miles: bool

    def read(self, row: CsvRow, now: dt.datetime) -> ParsedActivity | None:
        """Return the activity of a row; None where it has no time that can be believed, or no figure at all."""
        columns = self.columns
        local_start = read_moment(columns.first(row, "date"), day_first=self.day_first)
        if local_start is None or not is_believed(local_start, now, MAX_AHEAD_OF_LIST):
            return None
        device_sport = clean_line(columns.first(row, "type"), DEVICE_SPORT_LIMIT)
        sport = find_sport(device_sport)
        timer_s, moving_s, elapsed_s = (
            positive(read_duration_s(columns.first(row, column)), MOST_SECONDS)
            for column in ("timer", "moving", "elapsed")
        )
        duration_s = timer_s or moving_s or elapsed_s
        unit_m = METRES_PER_MILE if self.has_miles else METRES_PER_KM
        distance_m = shown_distance_m(self._number(row, "distance"), sport, duration_s, unit_m)
        if duration_s is None and distance_m is None:
            return None
        ascent = self._number(row, "ascent")
        miles = "the distance is read as miles, because its steps and strides make so many"
        remarks = (miles if self.has_miles and distance_m else "", ahead_remark(local_start, now))
        return ParsedActivity(
            RecordingFormat.CSV,
            sport.sport,
            sport_said=sport.is_said,
            device_sport=device_sport,
            local_start=local_start,
            distance_m=distance_m,
            duration_s=duration_s,
            moving_s=moving_s,
            elapsed_s=elapsed_s,
            avg_hr=believed_hr(self._number(row, "avg_hr")),
            ascent_m=believed_ascent_m(round(ascent * _METRES_PER_FOOT, 1) if ascent and self.has_miles else ascent),
            title=clean_line(columns.first(row, "title")),
            sets=sets_line(sport.sport, self._number(row, "sets"), self._number(row, "reps")),
            remarks=tuple(filter(None, remarks)),
        )

    def _number(self, row: CsvRow, column: str) -> float | None:
        return read_number(self.columns.first(row, column), self.decimal_sign)

"""Strava's list of activities, ``activities.csv``: 10 columns in 2019, 103 in 2026, in the runner's language.

Its times are UTC. A row is joined to its file by the name of the file, never by the activity's number, which differs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from planner.exchange.recordings.csv_activity import (
    MOST_SECONDS,
    believed_ascent_m,
    believed_distance_m,
    believed_hr,
    sets_line,
    shown_distance_m,
)
from planner.exchange.recordings.csv_numbers import (
    find_decimal_sign,
    is_day_first,
    positive,
    read_exact_number,
    read_moment,
    read_number,
)
from planner.exchange.recordings.csv_table import (
    Columns,
    CsvRow,
    column_names,
    read_heads,
    read_table,
    say_unread,
)
from planner.exchange.recordings.sport_words import NamedSport, find_sport
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

DEVICE_SPORT_LIMIT = 80
"""Characters of a sport's name that are kept."""
_FILENAME_LIMIT = 400
_YES = frozenset({"1", "1.0", "true", "yes"})


@dataclass(frozen=True, slots=True)
class StravaRow:
    """One activity of the list.

    Attributes:
        number: The number of its row, the head being 1.
        filename: The file that it was recorded in, as the list names it; empty where it was typed in.
        activity: What the row itself says.
    """

    number: int
    filename: str
    activity: ParsedActivity


@dataclass(frozen=True, slots=True)
class StravaList:
    """The rows of the list, each activity once, and what could not be read, half a sentence or empty."""

    rows: tuple[StravaRow, ...]
    unread: str = ""


def is_strava_csv(text: str) -> bool:
    """Return whether a text is Strava's list of activities, from its first line."""
    columns = Columns(read_heads(text), column_names("strava"))
    return all(column in columns for column in ("filename", "date", "type"))


def read_strava_csv(text: str, now: dt.datetime) -> StravaList:
    """Return the activities of the list, as the rows have them.

    Args:
        text: The decoded file.
        now: The present instant; what lies after it was never done.
    """
    names = column_names("strava")
    table = read_table(text, frozenset().union(*names.values()))
    columns = Columns(table.heads, names)
    reader = _RowReader(
        columns,
        decimal_sign=find_decimal_sign(columns.first(row, "distance") for row in table.rows),
        day_first=is_day_first(columns.first(row, "date") for row in table.rows),
        # until the middle of 2019 the heads were the names of the fields, and the only distance was in metres
        is_distance_exact=columns.count("distance") == 1 and "distance" in table.raw_heads,
    )
    rows: list[StravaRow] = []
    unread: list[int] = []
    seen: set[str] = set()
    for row in table.rows:
        number = columns.first(row, "id")
        if number and number in seen:
            continue  # the list has some activities twice
        activity = reader.read(row, now)
        if activity is None:
            unread.append(row.number)
            continue
        seen.add(number)
        filename = columns.first(row, "filename")
        rows.append(StravaRow(row.number, filename if len(filename) <= _FILENAME_LIMIT else "", activity))
    return StravaList(tuple(rows), say_unread(table, unread))


def read_strava_list(text: str, now: dt.datetime) -> FileReading:
    """Return the activities of the list when it comes alone, without the files that it names."""
    listed = read_strava_csv(text, now)
    if not listed.rows:
        return FileReading(FileVerdict.SKIPPED, reason=listed.unread or "no activity is listed in it")
    verdict = FileVerdict.DAMAGED_BUT_KEPT if listed.unread else FileVerdict.IMPORTED
    return FileReading(verdict, tuple(row.activity for row in listed.rows), listed.unread)


def join_row(reading: FileReading, row: ParsedActivity) -> FileReading:
    """Return what a file says together with what Strava's list says of it: one activity, not two.

    The file is the richer. What it lacks comes from the row, and so do the title and the sport, which the runner may
    have corrected on Strava. A file whose watch was never set gets its date from the row.

    Args:
        reading: What the file holds.
        row: The row that names the file.
    """
    if not reading.activities:
        remark = f"the figures are those of Strava's list, because its file cannot be read ({reading.reason})"
        return FileReading(FileVerdict.IMPORTED, (replace(row, remarks=(*row.remarks, remark)),))
    if len(reading.activities) > 1:  # a triathlon: the row is the sum of its parts
        titled = tuple(replace(activity, title=row.title or activity.title) for activity in reading.activities)
        return replace(reading, activities=titled)
    activity = _fill(reading.activities[0], row)
    if reading.needs_date and row.start_utc is not None:
        remark = "the watch was never set; the date is that of Strava's list"
        dated = replace(
            activity, start_utc=row.start_utc, utc_offset_s=None, local_start=None, remarks=(*activity.remarks, remark)
        )
        return FileReading(FileVerdict.IMPORTED, (dated,))
    return replace(reading, activities=(activity,))


def _fill(activity: ParsedActivity, row: ParsedActivity) -> ParsedActivity:
    """Return an activity with what only the row knows."""
    is_sport_known = row.sport_said
    return replace(
        activity,
        sport=row.sport if is_sport_known else activity.sport,
        sport_said=is_sport_known or activity.sport_said,
        device_sport=row.device_sport or activity.device_sport,
        distance_m=row.distance_m if activity.distance_m is None else activity.distance_m,
        duration_s=row.duration_s if activity.duration_s is None else activity.duration_s,
        moving_s=row.moving_s if activity.moving_s is None else activity.moving_s,
        elapsed_s=row.elapsed_s if activity.elapsed_s is None else activity.elapsed_s,
        avg_hr=row.avg_hr if activity.avg_hr is None else activity.avg_hr,
        ascent_m=row.ascent_m if activity.ascent_m is None else activity.ascent_m,
        title=row.title or activity.title,
        is_race=row.is_race or activity.is_race,
        sets=activity.sets or row.sets,
    )


@dataclass(frozen=True, slots=True)
class _RowReader:
    """How the rows of one list are read: its columns, and how its language writes numbers and dates."""

    columns: Columns
    decimal_sign: str
    day_first: bool
    is_distance_exact: bool

    def read(self, row: CsvRow, now: dt.datetime) -> ParsedActivity | None:
        """Return the activity of a row; None where it has no time that can be believed, or no figure at all."""
        columns = self.columns
        start = read_moment(columns.first(row, "date"), day_first=self.day_first)
        if start is None or not is_believed(start, now, MAX_AHEAD_OF_LIST):
            return None
        device_sport = clean_line(columns.first(row, "type"), DEVICE_SPORT_LIMIT)
        sport = find_sport(device_sport)
        elapsed_s, moving_s, timer_s = (
            positive(read_exact_number(columns.last(row, column)), MOST_SECONDS)
            for column in ("elapsed", "moving", "timer")
        )
        duration_s = timer_s or moving_s or elapsed_s
        distance_m = self._distance_m(row, sport, duration_s)
        if duration_s is None and distance_m is None:
            return None
        ascent_m = believed_ascent_m(read_exact_number(columns.last(row, "ascent")))
        sets, repetitions = (read_exact_number(columns.last(row, column)) for column in ("sets", "reps"))
        return ParsedActivity(
            RecordingFormat.CSV,
            sport.sport,
            sport_said=sport.is_said,
            device_sport=device_sport,
            start_utc=start.replace(tzinfo=dt.UTC),
            distance_m=distance_m,
            duration_s=duration_s,
            moving_s=moving_s,
            elapsed_s=elapsed_s,
            avg_hr=believed_hr(read_exact_number(columns.last(row, "avg_hr"))),
            ascent_m=ascent_m if distance_m else None,  # Strava writes 0.0 of what never moved
            title=clean_line(columns.first(row, "title")),
            is_race=columns.last(row, "race").lower() in _YES,
            sets=sets_line(sport.sport, sets, repetitions),
            remarks=tuple(filter(None, [ahead_remark(start, now)])),
        )

    def _distance_m(self, row: CsvRow, sport: NamedSport, seconds: float | None) -> float | None:
        """Return the exact metres of the later column, or those of the first one, which is for people."""
        if self.is_distance_exact or self.columns.count("distance") > 1:
            exact = read_exact_number(self.columns.last(row, "distance"))
            if exact is not None:
                return believed_distance_m(exact)
        return shown_distance_m(read_number(self.columns.first(row, "distance"), self.decimal_sign), sport, seconds)

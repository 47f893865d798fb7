"""Plans as a list: a row a workout, each with a date or a day number.

Header names are matched freely (``Date``, ``Day``, ``CalendarWeek``; ``Distance (km)``, ``km``; ``Notes``). What a
row leaves out is read from its title's words, as with any other plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.exchange.csv_rows import UNIT_NAMES, CsvRow, parse_bare_number, parse_csv, plan_name_from_file
from planner.exchange.measures_in_text import find_distance, find_duration, normalize_text
from planner.exchange.plan_builder import MAX_PLAN_DAYS, ParsedWorkout, PlanHeader, build_plan, first_few, format_count
from planner.text import clean_line, clean_note
from planner.training.measures import parse_date, parse_distance, parse_duration, parse_rpe, quoted
from planner.training.plans import Plan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAY_KEYS
from planner.training.workouts import Effort, RunKind, Slot, Sport, StrengthKind

_COLUMN_NAMES: Final = {
    "date": {"date"},
    "day": {"day", "day number", "day no"},
    "week": {"week", "wk", "week number", "week no"},
    "slot": {"slot", "am/pm", "half", "half of day", "time of day"},
    "sport": {"sport"},
    "kind": {"kind", "type", "run type", "workout type"},
    "title": {"title", "workout", "name", "session"},
    "distance": {"distance", "dist", "km", "mi", "miles", "metres", "meters", "planned distance"},
    "unit": {"unit", "units"},
    "duration": {"duration", "time", "minutes", "min", "seconds", "planned duration"},
    "rpe": {"rpe"},
    "note": {"note", "notes", "comment", "comments", "details", "description"},
}
_ACTIVITY_COLUMNS: Final = {
    "activity type",
    "activity id",
    "activity date",
    "avg hr",
    "max hr",
    "elapsed time",
    "favorite",
}
_NAME_WITH_UNIT = re.compile(r"(?P<name>[a-z ]+?)\s*[( ]\s*(?P<unit>km|mi|miles|m|metres|min|minutes|s|seconds)\s*\)?")
_METRE_NAMES: Final = {"m", "metres", "meters"}
_DAY_NUMBER = re.compile(r"(?:day\s*)?([0-9]{1,4})", re.IGNORECASE)


def is_daily_header(header: CsvRow) -> bool:
    """Whether a header row is that of a list of days: a date or a day, and what is done on it."""
    columns = _find_columns(header)
    return bool(columns.keys() & {"date", "day"}) and bool(
        columns.keys() & {"title", "distance", "kind", "duration", "note"}
    )


def is_activity_header(header: CsvRow) -> bool:
    """Whether a header row is that of a watch maker's or Strava's list of past activities."""
    return len({_split_unit(cell)[0] for cell in header.cells} & _ACTIVITY_COLUMNS) >= 2


def parse_daily_csv(text: str, file: str) -> Plan:
    """The plan of a list of days.

    Args:
        text: The decoded file.
        file: What it is called, for a refusal; the plan takes its name from it.

    Raises:
        RefusedError: With the line, the column and the value that is wrong.
    """
    header, *days = parse_csv(text, file)
    if not is_daily_header(header):
        raise RefusedError(f"{file}: the first row names no day or date and no workout, so this is no list of days.")
    return _DailyCsvParser(file, header, days).parse()


def _split_unit(cell: str) -> tuple[str, str]:
    """A header's name in plain words, and the unit in it, if any: ``distance_km`` gives ``distance`` and ``km``."""
    name = normalize_text(cell.replace("_", " "))
    match = _NAME_WITH_UNIT.fullmatch(name)
    return (match["name"], match["unit"]) if match is not None else (name, "")


def _find_columns(header: CsvRow) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in enumerate(header.cells):
        name, _ = _split_unit(cell)
        for field, names in _COLUMN_NAMES.items():
            if name in names:
                columns.setdefault(field, column)
    return columns


@dataclass(slots=True)
class _DailyCsvParser:
    """The rows of one file, read by the names of its header."""

    file: str
    header: CsvRow
    rows: Sequence[CsvRow]

    def parse(self) -> Plan:
        columns = _find_columns(self.header)
        if "title" not in columns and "note" in columns:
            columns["title"] = columns.pop("note")
        unit, unit_remark = self._plan_unit(columns)
        numbers, day_remark = self._day_numbers(columns)
        drafts = [self._parse_workout(row, columns, day, unit) for row, day in zip(self.rows, numbers, strict=True)]
        length = max(numbers, default=-1) + 1
        remarks = [remark for remark in (day_remark, unit_remark) if remark]
        missing = length - len(set(numbers))
        if missing > 0:
            verb = "has" if missing == 1 else "have"
            remarks.append(
                f"{format_count(missing, 'day')} {verb} no row and {'is' if missing == 1 else 'are'} taken as rest."
            )
        extra = [
            clean_line(cell, 40) for column, cell in enumerate(self.header.cells) if column not in columns.values()
        ]
        extra = [cell for cell in extra if cell]
        if extra:
            remarks.append(f"Columns that are not used: {first_few(extra)}.")
        heading = PlanHeader(name=plan_name_from_file(self.file), unit=unit, has_race=False)
        return build_plan(self.file, heading, drafts, length, remarks)

    def _where(self, row: CsvRow, columns: dict[str, int], field: str) -> str:
        return f"{self.file}: line {row.line}: {clean_line(self.header.cell(columns[field]), 40)}"

    def _cell(self, row: CsvRow, columns: dict[str, int], field: str) -> str:
        return row.cell(columns[field]) if field in columns else ""

    def _plan_unit(self, columns: dict[str, int]) -> tuple[Unit, str]:
        """The plan's unit: of its unit column, of its header, of its first distance that names one; else kilometres."""
        if "unit" in columns:
            for row in self.rows:
                if self._cell(row, columns, "unit"):
                    return self._row_unit(row, columns), ""
        if "distance" not in columns:
            return Unit.KM, ""
        cell = self.header.cell(columns["distance"])
        name, in_name = _split_unit(cell)
        if name in _METRE_NAMES or in_name in _METRE_NAMES:
            return Unit.KM, ""
        if (in_name or name) in UNIT_NAMES:
            return UNIT_NAMES[in_name or name], ""
        distances = [normalize_text(self._cell(row, columns, "distance")) for row in self.rows]
        named = next((text for text in distances if text[-1:].isalpha()), "")
        if named:
            return (Unit.MI if re.search(r"mi(?:les?)?$", named) else Unit.KM), ""
        return Unit.KM, "The file names no unit of distance; kilometres are assumed." if any(distances) else ""

    def _row_unit(self, row: CsvRow, columns: dict[str, int]) -> Unit:
        text = self._cell(row, columns, "unit")
        if text.lower() not in UNIT_NAMES:
            raise RefusedError(f"{self._where(row, columns, 'unit')} {quoted(text)} must be km or miles.")
        return UNIT_NAMES[text.lower()]

    def _day_numbers(self, columns: dict[str, int]) -> tuple[list[int], str]:
        """The day of each row, from 0, and what to say of it."""
        if "date" in columns:
            dates = [
                parse_date(self._cell(row, columns, "date"), self._where(row, columns, "date")) for row in self.rows
            ]
            first, last = min(dates, default=dt.date.min), max(dates, default=dt.date.min)
            if (last - first).days >= MAX_PLAN_DAYS:
                raise RefusedError(f"{self.file}: the dates {first} to {last} are more than 3 years.")
            remark = f"The dates {first} to {last} are read as days 1 to {(last - first).days + 1}." if dates else ""
            return [(date - first).days for date in dates], remark
        if "week" in columns:
            return [self._day_of_week(row, columns) for row in self.rows], ""
        days = [self._parse_day_number(row, columns, "day") for row in self.rows]
        start = 0 if 0 in days else 1
        return [day - start for day in days], ""

    def _day_of_week(self, row: CsvRow, columns: dict[str, int]) -> int:
        week = self._parse_day_number(row, columns, "week")
        text = self._cell(row, columns, "day").lower()
        day = (
            WEEKDAY_KEYS.index(text[:3]) + 1
            if text[:3] in WEEKDAY_KEYS
            else self._parse_day_number(row, columns, "day")
        )
        if week < 1 or not 1 <= day <= 7:
            raise RefusedError(f"{self._where(row, columns, 'day')} {quoted(text)} must be a weekday or 1 to 7.")
        return (week - 1) * 7 + day - 1

    def _parse_day_number(self, row: CsvRow, columns: dict[str, int], field: str) -> int:
        text = self._cell(row, columns, field)
        match = _DAY_NUMBER.fullmatch(text)
        if match is None or int(match[1]) > MAX_PLAN_DAYS:
            raise RefusedError(f"{self._where(row, columns, field)} {quoted(text)} is not a day of the plan.")
        return int(match[1])

    def _parse_workout(self, row: CsvRow, columns: dict[str, int], day: int, unit: Unit) -> ParsedWorkout:
        title = clean_line(self._cell(row, columns, "title"))
        sport, kind, in_words = self._sport_and_kind(row, columns)
        return ParsedWorkout(
            day=day,
            title=title or clean_line(in_words or (kind or "").replace("_", " ").capitalize()),
            source_text=clean_note(f"{in_words}: {title}" if in_words and title else in_words or title),
            slot=self._parse_slot(row, columns),
            planned=self._parse_effort(row, columns, unit, normalize_text(title)),
            note=clean_note(self._cell(row, columns, "note")),
            sport=sport,
            kind=kind,
        )

    def _parse_slot(self, row: CsvRow, columns: dict[str, int]) -> Slot | None:
        text = self._cell(row, columns, "slot").lower()
        if text not in {"", "am", "pm"}:
            raise RefusedError(f"{self._where(row, columns, 'slot')} {quoted(text)} must be am or pm.")
        return Slot(text) if text else None

    def _sport_and_kind(self, row: CsvRow, columns: dict[str, int]) -> tuple[Sport | None, str | None, str]:
        """The row's sport and kind, and the words of a column of types that name neither by our names."""
        sport_text = self._cell(row, columns, "sport").lower()
        kind_text = re.sub(r"[\s-]+", "_", self._cell(row, columns, "kind").lower())
        if sport_text and sport_text not in set(Sport):
            raise RefusedError(
                f"{self._where(row, columns, 'sport')} {quoted(sport_text)} is no sport; {_choices_text(Sport)}."
            )
        sport = Sport(sport_text) if sport_text else None
        if not kind_text:
            return sport, None, ""
        if sport is None and kind_text in set(Sport):
            return Sport(kind_text), None, ""
        kinds = StrengthKind if sport is Sport.STRENGTH or kind_text in set(StrengthKind) else RunKind
        of = Sport.STRENGTH if kinds is StrengthKind else Sport.RUN
        if kind_text not in set(kinds) and _split_unit(self.header.cell(columns["kind"]))[0] != "kind":
            return sport, None, self._cell(row, columns, "kind")
        if kind_text not in set(kinds) or sport not in {None, of}:
            raise RefusedError(
                f"{self._where(row, columns, 'kind')} {quoted(kind_text)} is no kind; {_choices_text(kinds)}."
            )
        return of, kind_text, ""

    def _parse_effort(self, row: CsvRow, columns: dict[str, int], unit: Unit, title: str) -> Effort:
        """The row's figures; without a distance and a duration, what its title's words say."""
        distance = duration = rpe = None
        text = self._cell(row, columns, "distance")
        if text and parse_bare_number(text) != 0:
            own = self._row_unit(row, columns) if self._cell(row, columns, "unit") else unit
            name, in_name = _split_unit(self.header.cell(columns["distance"]))
            bare_metres = (name in _METRE_NAMES or in_name in _METRE_NAMES) and parse_bare_number(text) is not None
            distance = parse_distance(f"{text} m" if bare_metres else text, self._where(row, columns, "distance"), own)
        text = self._cell(row, columns, "duration")
        if text and parse_bare_number(text) != 0:
            name, in_name = _split_unit(self.header.cell(columns["duration"]))
            seconds = "seconds" in name or in_name in {"s", "seconds"}
            bare_seconds = seconds and parse_bare_number(text) is not None
            duration = parse_duration(f"{text} s" if bare_seconds else text, self._where(row, columns, "duration"))
        text = self._cell(row, columns, "rpe")
        if text:
            rpe = parse_rpe(text, self._where(row, columns, "rpe"))
        if distance is None and duration is None:
            distance_in_title, duration_in_title = find_distance(title), find_duration(title)
            distance = round(distance_in_title.high, 3) if distance_in_title is not None else None
            duration = (
                round(duration_in_title.high) if distance_in_title is None and duration_in_title is not None else None
            )
        return Effort(distance, duration, rpe)


def _choices_text(kinds: type[Sport | RunKind | StrengthKind]) -> str:
    return f"write one of {', '.join(kinds)}"

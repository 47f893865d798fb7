"""Plans as a CSV list with one row for each workout, which has a date or a day number.

Header names are matched loosely (``Date``, ``Day``, ``Week``; ``Distance (km)``, ``km``; ``Notes``). What a row leaves
out is read from the words of its title, as in any other plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from planner.exchange.plans.measures_in_text import effort_in_text, normalize_text
from planner.exchange.plans.plan_builder import MAX_PLAN_DAYS, ParsedWorkout, PlanHeader, build_plan, count_phrase
from planner.exchange.plans.tables import (
    UNIT_NAMES,
    TableRow,
    parse_bare_number,
    plan_name_from_file,
    unused_columns_remark,
)
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


def is_day_list_header(header: TableRow) -> bool:
    """Return whether a header row is that of a list of days: a date or a day, and what is done on it."""
    fields = _find_columns(header).keys()
    return bool(fields & {"date", "day"}) and bool(fields & {"title", "distance", "kind", "duration", "note"})


def is_activity_header(header: TableRow) -> bool:
    """Return whether a header row is that of a watch maker's or Strava's list of past activities."""
    return len({_split_unit(cell)[0] for cell in header.cells} & _ACTIVITY_COLUMNS) >= 2


def parse_day_list(rows: Sequence[TableRow], file: str) -> Plan:
    """Return the plan in a list of days.

    Args:
        rows: The rows of the file; the first one satisfies `is_day_list_header`.
        file: The name of the file, for a refusal; the plan is named after it.

    Raises:
        RefusedError: A value is wrong, a day is missing, or there is no run; the message names line, column and value.
    """
    return _DayListParser(file, rows[0], rows[1:]).parse()


def _split_unit(cell: str) -> tuple[str, str]:
    """Return a header's name and the unit in it, if any: ``distance_km`` gives ``distance`` and ``km``."""
    name = normalize_text(cell.replace("_", " "))
    match = _NAME_WITH_UNIT.fullmatch(name)
    return (match["name"], match["unit"]) if match is not None else (name, "")


def _find_columns(header: TableRow) -> dict[str, int]:
    """Return the column of each field; the first of several with one meaning."""
    columns: dict[str, int] = {}
    for column, cell in enumerate(header.cells):
        name, _ = _split_unit(cell)
        for field_name, names in _COLUMN_NAMES.items():
            if name in names:
                columns.setdefault(field_name, column)
    return columns


class _DayListParser:
    """Reads the rows of one file by the names of its header."""

    def __init__(self, file: str, header: TableRow, rows: Sequence[TableRow]) -> None:
        self._file = file
        self._header = header
        self._rows = rows
        self._columns = _find_columns(header)
        if "title" not in self._columns and "note" in self._columns:
            self._columns["title"] = self._columns.pop("note")
        self._unit, self._unit_remark = self._plan_unit()

    def parse(self) -> Plan:
        numbers, first_date, day_remark = self._day_numbers()
        workouts = [self._parse_workout(row, day) for row, day in zip(self._rows, numbers, strict=True)]
        day_count = max(numbers, default=-1) + 1
        remarks = [remark for remark in (day_remark, self._unit_remark) if remark]
        missing = day_count - len(set(numbers))
        if missing > 0:
            days = count_phrase(missing, "day", "has no row and is", "have no row and are")
            remarks.append(f"{days} taken as rest.")
        remarks += unused_columns_remark(self._header, self._columns.values())
        header = PlanHeader(
            name=plan_name_from_file(self._file),
            unit=self._unit,
            has_race=False,
            first_weekday=0 if "week" in self._columns and self._names_weekdays() else None,
            first_date=first_date,
        )
        return build_plan(self._file, header, workouts, day_count, remarks)

    def _cell(self, row: TableRow, field: str) -> str:
        return row.cell(self._columns[field]) if field in self._columns else ""

    def _where(self, row: TableRow, field: str) -> str:
        return f"{self._file}: line {row.line}: {clean_line(self._header.cell(self._columns[field]), 40)}"

    def _wrong_value(self, row: TableRow, field: str, value: str, why: str) -> RefusedError:
        return RefusedError(f"{self._where(row, field)} {quoted(value)} {why}.")

    def _plan_unit(self) -> tuple[Unit, str]:
        """Return the unit of the plan, and a remark when it is a guess.

        It is taken from the unit column, else from the header, else from the first distance with a unit, else it is
        kilometres.
        """
        for row in self._rows:
            if self._cell(row, "unit"):
                return self._row_unit(row), ""
        if "distance" not in self._columns:
            return Unit.KM, ""
        name, unit_name = self._split_header("distance")
        if name in _METRE_NAMES or unit_name in _METRE_NAMES:
            return Unit.KM, ""
        if (unit_name or name) in UNIT_NAMES:
            return UNIT_NAMES[unit_name or name], ""
        distances = [normalize_text(self._cell(row, "distance")) for row in self._rows]
        with_unit = next((text for text in distances if text[-1:].isalpha()), "")
        if with_unit:
            return (Unit.MI if re.search(r"mi(?:les?)?$", with_unit) else Unit.KM), ""
        return Unit.KM, "The file names no unit of distance; kilometres are assumed." if any(distances) else ""

    def _split_header(self, field: str) -> tuple[str, str]:
        return _split_unit(self._header.cell(self._columns[field]))

    def _row_unit(self, row: TableRow) -> Unit:
        text = self._cell(row, "unit")
        if text.lower() not in UNIT_NAMES:
            raise self._wrong_value(row, "unit", text, "must be km or miles")
        return UNIT_NAMES[text.lower()]

    def _names_weekdays(self) -> bool:
        return any(self._cell(row, "day").lower()[:3] in WEEKDAY_KEYS for row in self._rows)

    def _day_numbers(self) -> tuple[list[int], dt.date | None, str]:
        """Return the day of each row, from 0, the date of the first day, and a remark on dates that become days."""
        if "date" in self._columns:
            dates = [parse_date(self._cell(row, "date"), self._where(row, "date")) for row in self._rows]
            first, last = min(dates, default=dt.date.min), max(dates, default=dt.date.min)
            if (last - first).days >= MAX_PLAN_DAYS:
                raise RefusedError(f"{self._file}: the dates {first} to {last} are more than 3 years.")
            remark = f"The dates {first} to {last} are read as days 1 to {(last - first).days + 1}." if dates else ""
            return [(date - first).days for date in dates], first if dates else None, remark
        if "week" in self._columns:
            return [self._day_of_week(row) for row in self._rows], None, ""
        days = [self._parse_day_number(row, "day") for row in self._rows]
        first_number = 0 if 0 in days else 1
        return [day - first_number for day in days], None, ""

    def _day_of_week(self, row: TableRow) -> int:
        week = self._parse_day_number(row, "week")
        text = self._cell(row, "day").lower()
        is_weekday = text[:3] in WEEKDAY_KEYS
        day = WEEKDAY_KEYS.index(text[:3]) + 1 if is_weekday else self._parse_day_number(row, "day")
        if week < 1 or not 1 <= day <= 7:
            raise self._wrong_value(row, "day", text, "must be a weekday or 1 to 7")
        return (week - 1) * 7 + day - 1

    def _parse_day_number(self, row: TableRow, field: str) -> int:
        text = self._cell(row, field)
        match = _DAY_NUMBER.fullmatch(text)
        if match is None or int(match[1]) > MAX_PLAN_DAYS:
            raise self._wrong_value(row, field, text, "is not a day of the plan")
        return int(match[1])

    def _parse_workout(self, row: TableRow, day: int) -> ParsedWorkout:
        title = clean_line(self._cell(row, "title"))
        sport, kind, type_text = self._sport_and_kind(row)
        return ParsedWorkout(
            day=day,
            title=title or clean_line(type_text or (kind or "").replace("_", " ").capitalize()),
            source_text=clean_note(f"{type_text}: {title}" if type_text and title else type_text or title),
            slot=self._parse_slot(row),
            planned=self._parse_effort(row, normalize_text(title)),
            note=clean_note(self._cell(row, "note")),
            sport=sport,
            kind=kind,
        )

    def _parse_slot(self, row: TableRow) -> Slot | None:
        text = self._cell(row, "slot").lower()
        if text not in {"", "am", "pm"}:
            raise self._wrong_value(row, "slot", text, "must be am or pm")
        return Slot(text) if text else None

    def _sport_and_kind(self, row: TableRow) -> tuple[Sport | None, str | None, str]:
        """Return the row's sport and kind, and the text in a column of types that is neither of ours."""
        sport_text = self._cell(row, "sport").lower()
        kind_text = re.sub(r"[\s-]+", "_", self._cell(row, "kind").lower())
        if sport_text and sport_text not in set(Sport):
            raise self._wrong_value(row, "sport", sport_text, f"is no sport; {_choices_text(Sport)}")
        sport = Sport(sport_text) if sport_text else None
        if not kind_text:
            return sport, None, ""
        if sport is None and kind_text in set(Sport):
            return Sport(kind_text), None, ""
        kinds = StrengthKind if sport is Sport.STRENGTH or kind_text in set(StrengthKind) else RunKind
        sport_of_kind = Sport.STRENGTH if kinds is StrengthKind else Sport.RUN
        if kind_text not in set(kinds) and self._split_header("kind")[0] != "kind":
            return sport, None, self._cell(row, "kind")  # other programs have types of their own, in words
        if kind_text not in set(kinds) or sport not in {None, sport_of_kind}:
            raise self._wrong_value(row, "kind", kind_text, f"is no kind; {_choices_text(kinds)}")
        return sport_of_kind, kind_text, ""

    def _parse_effort(self, row: TableRow, title: str) -> Effort:
        """Return the row's figures; without a distance and a duration, what the words of its title give."""
        distance_m = duration_s = rpe = None
        text = self._cell(row, "distance")
        if text and parse_bare_number(text) != 0:
            unit = self._row_unit(row) if self._cell(row, "unit") else self._unit
            is_metres = parse_bare_number(text) is not None and bool(_METRE_NAMES & {*self._split_header("distance")})
            distance_m = parse_distance(f"{text} m" if is_metres else text, self._where(row, "distance"), unit)
        text = self._cell(row, "duration")
        if text and parse_bare_number(text) != 0:
            name, unit_name = self._split_header("duration")
            in_seconds = "seconds" in name or unit_name in {"s", "seconds"}
            is_seconds = in_seconds and parse_bare_number(text) is not None
            duration_s = parse_duration(f"{text} s" if is_seconds else text, self._where(row, "duration"))
        text = self._cell(row, "rpe")
        if text:
            rpe = parse_rpe(text, self._where(row, "rpe"))
        if distance_m is None and duration_s is None:
            return replace(effort_in_text(title), rpe=rpe)
        return Effort(distance_m, duration_s, rpe)


def _choices_text(kinds: type[Sport | RunKind | StrengthKind]) -> str:
    return f"write one of {', '.join(kinds)}"

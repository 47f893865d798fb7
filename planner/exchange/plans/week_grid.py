"""Plans as a CSV grid: a row for each week, a column for each day, in each cell a workout in words, maybe with steps.

`planner.exchange.plans.cells` reads the cells. Columns that are not weekdays (totals, paces) and rows without a week
number are not part of the plan, and the remarks say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from planner.exchange.plans.cells import DefinedWorkouts, parse_cell
from planner.exchange.plans.figure_check import SourceCell
from planner.exchange.plans.file_units import find_file_units
from planner.exchange.plans.plan_builder import ParsedWorkout, PlanHeader, build_plan, count_phrase, first_few
from planner.exchange.plans.tables import TableRow, plan_name_from_file, unused_columns_remark
from planner.text import clean_line, format_count
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAYS

_MIN_WEEKDAY_COLUMNS = 3
_WEEK_NAMES = {"week", "wk", "w", "week no", "week no.", "week number", "#"}
_WEEK_NUMBER = re.compile(r"(?:w|wk|week)?\s*([0-9]{1,3})\b", re.IGNORECASE)


def find_weekday_columns(header: TableRow) -> dict[int, int]:
    """Return the column of each weekday (Monday 0) that a header names; empty when it is not the header of a grid."""
    columns: dict[int, int] = {}
    for column, cell in enumerate(header.cells):
        name = cell.lower().rstrip(".")
        for weekday, full in enumerate(name.lower() for name in WEEKDAYS):
            if len(name) >= 2 and (full.startswith(name) or name == f"{full}s"):
                columns.setdefault(weekday, column)
    return columns if len(columns) >= _MIN_WEEKDAY_COLUMNS else {}


def parse_week_grid(rows: Sequence[TableRow], file: str) -> Plan:
    """Return the plan in a grid.

    Args:
        rows: The rows of the file; `find_weekday_columns` finds the weekdays in the first one.
        file: The name of the file, for a refusal; the plan is named after it.

    Raises:
        RefusedError: No row is a week, there is no run, or a distance or duration is out of range.
    """
    header, *rows = rows
    columns = find_weekday_columns(header)
    first = min(columns, key=lambda weekday: columns[weekday])  # a week of the plan may begin on any weekday
    offsets = {(weekday - first) % 7: column for weekday, column in columns.items()}
    week_column = _find_week_column(header, rows)
    weeks, others = _split_week_rows(rows, week_column, columns.values())
    if not weeks:
        raise RefusedError(f"{file}: no row is a week of the plan.")
    units = find_file_units(cell for row in weeks for cell in row.cells)
    defined = DefinedWorkouts()
    workouts: list[ParsedWorkout] = []
    cells: list[SourceCell] = []
    for week, row in enumerate(weeks):
        for offset, column in sorted(offsets.items()):
            text, day = row.cell(column), week * 7 + offset
            where = f"week {week + 1} {WEEKDAYS[(first + offset) % 7][:3]}"
            workouts += parse_cell(text, day, units, where=where, defined=defined)
            cells.append(SourceCell(where, day, text))
    used_columns = {*columns.values(), week_column}
    remarks = [*unused_columns_remark(header, used_columns), *_row_remarks(others, defined.references)]
    name = plan_name_from_file(file)
    plan_header = PlanHeader(name, unit=units.unit, has_race=False, first_weekday=first)
    return build_plan(file, plan_header, workouts, len(weeks) * 7, [*units.remarks, *remarks], cells=cells)


def _find_week_column(header: TableRow, rows: Sequence[TableRow]) -> int | None:
    """Return the column of week numbers, if any: one with such a name, or an unnamed first column with numbers."""
    for column, cell in enumerate(header.cells):
        if cell.lower() in _WEEK_NAMES:
            return column
    is_unnamed = not header.cell(0) and any(_WEEK_NUMBER.fullmatch(row.cell(0)) for row in rows)
    return 0 if is_unnamed else None


def _split_week_rows(
    rows: Sequence[TableRow], week_column: int | None, weekday_columns: Iterable[int]
) -> tuple[list[TableRow], list[TableRow]]:
    """Return the rows that are weeks, by their number or else because a day of theirs has a workout, and the others."""
    weeks: list[TableRow] = []
    others: list[TableRow] = []
    for row in rows:
        if week_column is None:
            is_week = any(row.cell(column) for column in weekday_columns)
        else:
            is_week = _WEEK_NUMBER.match(row.cell(week_column)) is not None
        (weeks if is_week else others).append(row)
    return weeks, others


def _row_remarks(other_rows: Sequence[TableRow], references: int) -> list[str]:
    remarks = []
    if other_rows:
        shown = [f'"{clean_line(" ".join(cell for cell in row.cells if cell), 40)}"' for row in other_rows]
        remarks.append(f"{format_count(len(other_rows), 'row')} without a week number left out: {first_few(shown)}.")
    if references:
        cells = count_phrase(references, "cell", "refers", "refer")
        takes = "takes" if references == 1 else "take"
        remarks.append(f"{cells} to an earlier workout by its name and {takes} its steps.")
    return remarks

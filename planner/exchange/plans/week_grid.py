"""Plans as a CSV grid: a row for each week, a column for each day, in each cell a workout in words, maybe with steps.

A cell may define a workout (``running: 14k, 4x 1.6k @TMP`` and lines of steps), and later cells refer to it by its name
alone. Columns that are not weekdays (totals, paces) and rows without a week number are not part of the plan, and the
remarks say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.exchange.plans.measures_in_text import MeasureRange, find_distance, find_duration, normalize_text
from planner.exchange.plans.plan_builder import ParsedWorkout, PlanHeader, build_plan, count_phrase, first_few
from planner.exchange.plans.tables import TableRow, plan_name_from_file, unused_columns_remark
from planner.text import clean_line, clean_note, format_count
from planner.training.plans import Plan
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAYS
from planner.training.workouts import Effort, Sport

_MIN_WEEKDAY_COLUMNS = 3
_WEEK_NAMES = {"week", "wk", "w", "week no", "week no.", "week number", "#"}
_WEEK_NUMBER = re.compile(r"(?:w|wk|week)?\s*([0-9]{1,3})\b", re.IGNORECASE)
_SPORT = re.compile(r"(running|run|cycling|biking|swimming|strength|cross|walking)\s*:\s*(.+)", re.IGNORECASE)
_STEP = re.compile(r"(?P<indent> *)- ?(?P<name>[a-z][a-z -]{0,30}?) ?: ?(?P<what>[^@]*)", re.IGNORECASE)
_STEP_DISTANCE = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,3})?)\s*(km|k|mi|m)\b", re.IGNORECASE)
_METRES_PER = {"k": METRES_PER_UNIT[Unit.KM], "km": METRES_PER_UNIT[Unit.KM], "mi": METRES_PER_UNIT[Unit.MI], "m": 1.0}
_STEP_TIME = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,4}):([0-9]{2})")
_MILES = re.compile(r"[0-9]\s*(?:mi|miles?)\b", re.IGNORECASE)
_KILOMETRES = re.compile(r"[0-9]\s*(?:k|km)\b", re.IGNORECASE)


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
    defined: dict[str, _GridCell] = {}  # cells with steps, by the name that later cells refer to
    workouts: list[ParsedWorkout] = []
    references = 0
    for week, row in enumerate(weeks):
        for offset, column in sorted(offsets.items()):
            cell = _parse_cell(row.cell(column))
            if cell is None:
                continue
            if cell.steps:
                defined[normalize_text(cell.name)] = cell
            elif normalize_text(cell.name) in defined:
                cell = defined[normalize_text(cell.name)]
                references += 1
            workouts.append(_make_workout(cell, week * 7 + offset))
    used_columns = {*columns.values(), week_column}
    remarks = [*unused_columns_remark(header, used_columns), *_row_remarks(others, references)]
    plan_header = PlanHeader(name=plan_name_from_file(file), unit=_guess_unit(weeks), has_race=False)
    return build_plan(file, plan_header, workouts, len(weeks) * 7, remarks)


@dataclass(frozen=True, slots=True)
class _GridCell:
    """A cell: the sport it names, the name of the workout, and the lines of its steps."""

    sport: Sport | None
    name: str
    steps: tuple[str, ...]


def _parse_cell(text: str) -> _GridCell | None:
    lines = [line.rstrip() for line in clean_note(text).split("\n") if line.strip()]
    if not lines:
        return None
    with_sport = _SPORT.fullmatch(lines[0].strip())
    if with_sport is None:
        return _GridCell(None, clean_line(lines[0]), tuple(lines[1:]))
    word = with_sport[1].lower()
    sport = Sport.RUN if word.startswith("run") else Sport.STRENGTH if word == "strength" else Sport.CROSS
    return _GridCell(sport, clean_line(with_sport[2]), tuple(lines[1:]))


def _make_workout(cell: _GridCell, day: int) -> ParsedWorkout:
    planned, range_line = _planned_effort(cell)
    note_lines = [cell.name, *cell.steps] if cell.steps else []
    if range_line:
        note_lines.append(range_line)
    note = clean_note("\n".join(note_lines))
    return ParsedWorkout(day, cell.name, cell.name, planned=planned, note=note, sport=cell.sport)


def _planned_effort(cell: _GridCell) -> tuple[Effort, str]:
    """Return the distance or duration of a cell, and a line for the note when its name gives a range."""
    words = normalize_text(cell.name)
    distance, duration = find_distance(words), find_duration(words)
    steps_m, steps_s = _sum_steps(cell.steps)
    if distance is not None:
        metres, line = _figure_of_range(distance, steps_m)
        return Effort(distance_m=round(metres, 3)), line
    if duration is not None:
        seconds, line = _figure_of_range(duration, steps_s)
        return Effort(duration_s=round(seconds)), line
    if steps_m is not None:
        return Effort(distance_m=round(steps_m, 3)), ""
    return Effort(duration_s=None if steps_s is None else round(steps_s)), ""


def _figure_of_range(span: MeasureRange, steps: float | None) -> tuple[float, str]:
    """Return what is planned, in metres or seconds, and a line for the note when the name gives a range.

    Args:
        span: The figure or range in the name.
        steps: What the steps add up to, in the same unit, or None.
    """
    if span.low == span.high:
        return span.high, ""
    if steps is None:
        return span.high, "The name gives a range; its upper end is planned."
    return steps, "The name gives a range; what the steps add up to is planned."


def _sum_steps(lines: Sequence[str]) -> tuple[float | None, float | None]:
    """Return what the steps add up to: metres when only distances are given, seconds when only times are."""
    metres = seconds = 0.0
    repeats, repeat_indent = 1, -1
    for line in lines:
        step = _STEP.match(line)
        if step is None:
            continue
        indent = len(step["indent"])
        if indent <= repeat_indent:  # steps of a repetition are indented more than it
            repeats, repeat_indent = 1, -1
        what = step["what"].strip()
        if step["name"].lower() == "repeat":
            repeats, repeat_indent = (int(what) if what.isascii() and what.isdigit() and len(what) < 4 else 1), indent
            continue
        distance, clock = _STEP_DISTANCE.match(what), _STEP_TIME.match(what)
        if distance is not None:
            metres += repeats * float(distance[1].replace(",", ".")) * _METRES_PER[distance[2].lower()]
        elif clock is not None:
            seconds += repeats * (int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    if metres and not seconds:
        return metres, None
    return (None, seconds) if seconds and not metres else (None, None)


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


def _guess_unit(weeks: Sequence[TableRow]) -> Unit:
    text = "\n".join("\n".join(row.cells) for row in weeks)
    return Unit.MI if len(_MILES.findall(text)) > len(_KILOMETRES.findall(text)) else Unit.KM


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

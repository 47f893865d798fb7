"""Plans as a grid: a row a week, a column a day, in each cell a workout in words, perhaps with its steps below.

A cell may define a workout once (``running: 14k, 4x 1.6k @TMP`` and lines of steps) and later cells refer to it by its
name alone. Columns beside the weekdays (totals, paces) and rows without a week number are no part of the plan, and the
remarks say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planner.exchange.csv_rows import CsvRow, parse_csv, plan_name_from_file
from planner.exchange.measures_in_text import MeasureRange, find_distance, find_duration, normalize_text
from planner.exchange.plan_builder import ParsedWorkout, PlanHeader, build_plan, first_few, format_count
from planner.text import clean_line, clean_note
from planner.training.measures import METRES_PER_MILE
from planner.training.plans import Plan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAYS
from planner.training.workouts import Effort, Sport

_FEWEST_WEEKDAYS = 3
_WEEK_NAMES = {"week", "wk", "w", "week no", "week no.", "week number", "#"}
_WEEK_NUMBER = re.compile(r"(?:w|wk|week)?\s*([0-9]{1,3})\b", re.IGNORECASE)
_SPORT = re.compile(r"(running|run|cycling|biking|swimming|strength|cross|walking)\s*:\s*(.+)", re.IGNORECASE)
_STEP = re.compile(r"(?P<indent> *)- ?(?P<name>[a-z][a-z -]{0,30}?) ?: ?(?P<what>[^@]*)", re.IGNORECASE)
_STEP_DISTANCE = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,3})?)\s*(km|k|mi|m)\b", re.IGNORECASE)
_STEP_TIME = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,4}):([0-9]{2})")
_MILES = re.compile(r"[0-9]\s*(?:mi|miles?)\b", re.IGNORECASE)
_KILOMETRES = re.compile(r"[0-9]\s*(?:k|km)\b", re.IGNORECASE)


def find_weekday_columns(header: CsvRow) -> dict[int, int]:
    """Column of each weekday (Monday 0) that the header names; empty when it is no grid's header."""
    columns: dict[int, int] = {}
    for column, cell in enumerate(header.cells):
        name = cell.lower().rstrip(".")
        for weekday, full in enumerate(name.lower() for name in WEEKDAYS):
            if len(name) >= 2 and (full.startswith(name) or name == f"{full}s"):
                columns.setdefault(weekday, column)
    return columns if len(columns) >= _FEWEST_WEEKDAYS else {}


def parse_grid_csv(text: str, file: str) -> Plan:
    """The plan of a grid CSV.

    Args:
        text: The decoded file.
        file: What it is called, for a refusal; the plan takes its name from it.

    Raises:
        RefusedError: When it is no such grid, or a cell holds an absurd measure.
    """
    header, *rows = parse_csv(text, file)
    columns = find_weekday_columns(header)
    if not columns:
        raise RefusedError(f"{file}: the first row names no weekdays, so this is no grid of weeks.")
    first = min(columns, key=lambda weekday: columns[weekday])
    offsets = {(weekday - first) % 7: column for weekday, column in columns.items()}
    weeks, others = _split_week_rows(header, rows, set(columns.values()))
    if not weeks:
        raise RefusedError(f"{file}: no row is a week of the plan.")
    unit = _guess_unit(weeks)
    known: dict[str, _GridCell] = {}
    drafts: list[ParsedWorkout] = []
    references = 0
    for week, row in enumerate(weeks):
        for offset, column in sorted(offsets.items()):
            cell = _parse_cell(row.cell(column))
            if cell is None:
                continue
            if cell.steps:
                known[normalize_text(cell.name)] = cell
            elif normalize_text(cell.name) in known:
                cell = known[normalize_text(cell.name)]
                references += 1
            drafts.append(_make_workout(cell, week * 7 + offset))
    heading = PlanHeader(name=plan_name_from_file(file), unit=unit, has_race=False)
    used = {*columns.values(), *_find_week_column(header, rows)}
    remarks = _remarks(header, used, others, references)
    return build_plan(file, heading, drafts, len(weeks) * 7, remarks)


@dataclass(frozen=True, slots=True)
class _GridCell:
    """A cell: what sport it names, the workout's name, and the lines of its steps."""

    sport: Sport | None
    name: str
    steps: tuple[str, ...]


def _parse_cell(text: str) -> _GridCell | None:
    lines = [line.rstrip() for line in clean_note(text).split("\n") if line.strip()]
    if not lines:
        return None
    named = _SPORT.fullmatch(lines[0].strip())
    if named is None:
        return _GridCell(None, clean_line(lines[0]), tuple(lines[1:]))
    word = named[1].lower()
    sport = Sport.RUN if word.startswith("run") else Sport.STRENGTH if word == "strength" else Sport.CROSS
    return _GridCell(sport, clean_line(named[2]), tuple(lines[1:]))


def _make_workout(cell: _GridCell, day: int) -> ParsedWorkout:
    planned, spread = _planned_effort(cell)
    note = "\n".join([cell.name, *cell.steps]) if cell.steps else ""
    if spread:
        note = f"{note}\n{spread}" if note else spread
    return ParsedWorkout(day, cell.name, cell.name, planned=planned, note=clean_note(note), sport=cell.sport)


def _planned_effort(cell: _GridCell) -> tuple[Effort, str]:
    """The measure of a cell, and a line on its range: the name's figure; for a range what the steps add up to."""
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
    """What is planned of a name's figure, and what to say of it when that is a range."""
    if span.low == span.high:
        return span.high, ""
    if steps is None:
        return span.high, "The name gives a range; its upper end is planned."
    return steps, "The name gives a range; what the steps add up to is planned."


def _sum_steps(lines: Sequence[str]) -> tuple[float | None, float | None]:
    """What the steps add up to: metres when all that are measured have distances, seconds when all have times."""
    metres = seconds = 0.0
    repeats, repeat_indent = 1, -1
    for line in lines:
        step = _STEP.match(line)
        if step is None:
            continue
        indent = len(step["indent"])
        if indent <= repeat_indent:
            repeats, repeat_indent = 1, -1
        what = step["what"].strip()
        if step["name"].lower() == "repeat":
            repeats, repeat_indent = (int(what) if what.isascii() and what.isdigit() and len(what) < 4 else 1), indent
            continue
        distance, clock = _STEP_DISTANCE.match(what), _STEP_TIME.match(what)
        if distance is not None:
            factor = {"k": 1000.0, "m": 1.0}[distance[2][0].lower()] if distance[2].lower() != "mi" else METRES_PER_MILE
            metres += repeats * float(distance[1].replace(",", ".")) * factor
        elif clock is not None:
            seconds += repeats * (int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    if metres and not seconds:
        return metres, None
    return (None, seconds) if seconds and not metres else (None, None)


def _find_week_column(header: CsvRow, rows: Sequence[CsvRow]) -> list[int]:
    """The column of week numbers, if there is one: named so, or a first column without a name that holds numbers."""
    for column, cell in enumerate(header.cells):
        if cell.lower() in _WEEK_NAMES:
            return [column]
    unnamed = not header.cell(0) and any(_WEEK_NUMBER.fullmatch(row.cell(0)) for row in rows)
    return [0] if unnamed else []


def _split_week_rows(header: CsvRow, rows: Sequence[CsvRow], weekdays: set[int]) -> tuple[list[CsvRow], list[CsvRow]]:
    """The rows that are weeks, and the others."""
    numbered = _find_week_column(header, rows)
    weeks: list[CsvRow] = []
    others: list[CsvRow] = []
    for row in rows:
        is_week = (
            _WEEK_NUMBER.match(row.cell(numbered[0])) is not None
            if numbered
            else any(row.cell(column) for column in weekdays)
        )
        (weeks if is_week else others).append(row)
    return weeks, others


def _guess_unit(weeks: Sequence[CsvRow]) -> Unit:
    text = "\n".join("\n".join(row.cells) for row in weeks)
    return Unit.MI if len(_MILES.findall(text)) > len(_KILOMETRES.findall(text)) else Unit.KM


def _remarks(header: CsvRow, used: set[int], others: Sequence[CsvRow], references: int) -> list[str]:
    remarks = []
    extra = [clean_line(cell, 40) for column, cell in enumerate(header.cells) if cell and column not in used]
    if extra:
        remarks.append(f"Columns that are not used: {', '.join(extra)}.")
    if others:
        shown = [f'"{clean_line(" ".join(cell for cell in row.cells if cell), 40)}"' for row in others]
        remarks.append(f"{format_count(len(others), 'row')} without a week number left out: {first_few(shown)}.")
    if references:
        verbs = ("refers", "takes") if references == 1 else ("refer", "take")
        remarks.append(
            f"{format_count(references, 'cell')} {verbs[0]} to an earlier workout by its name and {verbs[1]} its steps."
        )
    return remarks

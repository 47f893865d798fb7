"""Which layout a table has, and the plan in it: a grid of weeks, a list of days, our own CSV, time-to-run's template.

The head may have other rows above it, such as a title. Where no row is a head that is known, the refusal names its
words.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.exchange.plans.plan_hints import NO_HINTS, PlanHints
from planner.exchange.plans.tables import day_list, own_csv, timetorun_csv, week_grid
from planner.exchange.plans.tables.grid_weeks import read_week_label
from planner.exchange.plans.tables.table_heads import Head, find_columns
from planner.exchange.plans.tables.table_rows import TableRow
from planner.exchange.plans.words.weekday_words import find_weekdays
from planner.text import clean_line
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.weeks import DAYS_A_WEEK

_MOST_DAY_ROWS = 200
"""The most rows of a grid with a row for each weekday: several for a day, and what is noted below them."""
_MAX_ROWS_ABOVE = 40
_SHOWN_HEADS = 8


class UnknownHeadError(RefusedError):
    """No row of a table is a head that is known."""


def parse_table(rows: Sequence[TableRow], file: str, hints: PlanHints = NO_HINTS) -> Plan:
    """Return the plan in a table, whatever kind of file it comes from.

    Args:
        rows: Its rows, at least one, without empty ones.
        file: The name of the file, for a refusal.
        hints: What is known besides the file.

    Raises:
        UnknownHeadError: No row is a head that is known.
        RefusedError: The table is no plan.
    """
    if own_csv.is_own_head(rows[0]):
        return own_csv.parse_own_csv(rows, file, hints)
    if timetorun_csv.is_timetorun_template(rows):
        return timetorun_csv.parse_timetorun_csv(rows, file)
    for at, row in enumerate(rows[:_MAX_ROWS_ABOVE]):
        below, remarks = rows[at + 1 :], _rows_above(rows[:at])
        if week_grid.find_grid_head(row) is not None:
            return week_grid.parse_week_grid(row, below, file, hints, remarks)
        if day_list.is_activity_header(row):
            raise RefusedError(f"{file} is a list of past activities, not a run plan.")
        if day_list.is_day_list_header(row):
            header, days, words = _with_week_headings(row, rows[:at], below)
            return day_list.parse_day_list(header, days, file, hints, words)
    turned = _turn_weeks(rows)
    if turned:
        return week_grid.parse_week_grid(turned[0], turned[1:], file, hints)
    raise UnknownHeadError(
        f"{file}: the head of the table ({_head_words(rows)}) is not understood; a grid needs a column for each "
        "weekday (Week, Mon to Sun), a list needs Date or Day, and Workout or Distance."
    )


def _with_week_headings(
    header: TableRow, above: Sequence[TableRow], below: Sequence[TableRow]
) -> tuple[TableRow, list[TableRow], list[str]]:
    """Return a list of days without the lines between its tables, as which a text has its weeks: ``Week 2: Build``.

    Returns:
        The head, with a column for the week where such lines give it; the rows of days; and a remark on other lines.
    """
    headings = [row for row in (*above, *below) if _is_heading(row, header)]
    weeks = {row.line: number for row in headings if (number := read_week_label(row.cells[0])[0]) is not None}
    days = [row for row in below if row not in headings and row.cells != header.cells]
    others = [row for row in headings if row.line not in weeks]
    words = (
        [f"Words around the table: {'; '.join(clean_line(row.cells[0], 80) for row in others[:3])}."] if others else []
    )
    heads = find_columns(header)
    if not weeks or Head.WEEK in heads or Head.DATE in heads:
        return header, days, words
    lines = sorted(weeks)
    found = [next((str(weeks[line]) for line in reversed(lines) if line < row.line), "") for row in days]
    rows = [TableRow(row.line, (week, *row.cells)) for week, row in zip(found, days, strict=True)]
    return TableRow(header.line, ("Week", *header.cells)), rows, words


def _is_heading(row: TableRow, header: TableRow) -> bool:
    """Return whether a row is a line between the rows of a table; a label of a week may have empty cells after it."""
    is_label = read_week_label(row.cell(0))[0] is not None and not row.cell(0)[0].isdigit()
    return len(header.cells) > 1 and (len(row.cells) == 1 or (is_label and not any(row.cells[1:])))


def _turn_weeks(rows: Sequence[TableRow]) -> list[TableRow]:
    """Return a grid with a row for each weekday and a column for each week as a row for each week, else no rows."""
    for at, head in enumerate(rows[:_MAX_ROWS_ABOVE]):
        labels = [read_week_label(cell)[0] for cell in head.cells[1:]]
        names = [row.cell(0) for row in rows[at + 1 :]]
        if not labels or None in labels or len(names) > _MOST_DAY_ROWS:
            continue
        if len({day for day in find_weekdays(names) if day is not None}) == DAYS_A_WEEK:
            columns = [TableRow(head.line, ("Week", *names))]
            for column, cell in enumerate(head.cells[1:], start=1):
                columns.append(TableRow(head.line, (cell, *(row.cell(column) for row in rows[at + 1 :]))))
            return columns
    return []


def _rows_above(rows: Sequence[TableRow]) -> list[str]:
    """Return a remark on the rows above the head."""
    texts = [clean_line(" ".join(cell for cell in row.cells if cell), 80) for row in rows]
    return [f"Above the table: {'; '.join(texts)}."] if texts else []


def _head_words(rows: Sequence[TableRow]) -> str:
    """Return the words of the first row that has several, as far as they fit a sentence."""
    head = next((row for row in rows if sum(map(bool, row.cells)) > 1), rows[0])
    words = [f'"{clean_line(cell, 16)}"' for cell in head.cells if cell]
    return ", ".join(words[:_SHOWN_HEADS]) + (" ..." if len(words) > _SHOWN_HEADS else "")

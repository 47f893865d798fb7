"""The form day by day: fatigue as an area, fitness as a line over it, and balance above and below a zero line.

What follows from the plan is dotted. Days before anything was recorded are blank, a balance of zero is on the line.
The three differ in shape first and in colour second.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.training.form_outlook import FormDay
from planner.training.races import Unit
from planner.training.week_charts import Axis, ValueFormat, fit_axis
from planner.tui.widgets.rows import Piece, Row, merge_pieces, row_width

MIN_FORM_HEIGHT = 8
"""Rows from which both parts have room."""
_MOST_BALANCE_ROWS = 3
"""Rows above the zero line, and as many below it, at most."""


@dataclass(frozen=True, slots=True)
class FormGlyphs:
    """The characters the form is drawn with.

    Attributes:
        fill: A cell of past fatigue filled from the bottom, from empty to full.
        ahead: A cell of fatigue that follows from the plan.
        line: The line of fitness within a cell, from its bottom to its top.
        line_ahead: The same where it follows from the plan.
        above: A balance above zero.
        below: A balance below zero.
        zero: The zero line.
        missing: Below a day of which nothing is known.
        axis: The axis.
        baseline: The baseline.
        selected: The baseline under the selected week.
    """

    fill: str
    ahead: str
    line: str
    line_ahead: str
    above: str
    below: str
    zero: str
    missing: str
    axis: str
    baseline: str
    selected: str


UNICODE_FORM = FormGlyphs(" ▁▂▃▄▅▆▇█", "░", "▁━▔", "·", "▄", "▀", "─", " ", "│", "▔", "▔")
ASCII_FORM = FormGlyphs(" :", ".", "=", "-", "+", "-", "_", " ", "|", "-", "=")


def draw_form(
    days: Sequence[FormDay],
    selected: tuple[dt.date, dt.date],
    today: dt.date,
    *,
    width: int,
    height: int,
    glyphs: FormGlyphs = UNICODE_FORM,
) -> list[Row]:
    """Draw the days in ``height`` rows of at most ``width`` cells.

    Args:
        days: The days in order, at least one.
        selected: The first and the last day that are marked.
        today: Today.
        width: Cells, at least 30.
        height: Rows, at least 8.
        glyphs: The characters to draw with.
    """
    known = [day.form for day in days if day.form is not None]
    balance_rows = min(max((height - 4) // 5, 1), _MOST_BALANCE_ROWS)
    upper_rows = height - 4 - 2 * balance_rows
    highest = max((max(form.fitness, form.fatigue) for form in known), default=0.0)
    axis = fit_axis(highest, upper_rows, ValueFormat.NUMBER, Unit.KM)
    swing = fit_axis(max((abs(form.balance) for form in known), default=0.0), 1, ValueFormat.NUMBER, Unit.KM).top
    labels = [*(label for _, label in axis.ticks), "0", f"–{swing:.0f}", f"+{swing:.0f}"]
    axis_width = max(len(label) for label in labels) + 2
    columns = _share_days(days, width - axis_width - 1)
    rows = [_heading_row(width, glyphs)]
    rows += [()] * (upper_rows - axis.rows)
    tick_labels = {number - 1: label for number, label in axis.ticks}
    for line in range(axis.rows - 1, -1, -1):
        cells = [_upper_cell(column[-1], axis, line, glyphs) for column in columns]
        rows.append(_labelled(tick_labels.get(line, ""), axis_width, glyphs.axis, cells))
    rows.append(_labelled("0", axis_width, glyphs.axis, [_base_cell(column, selected, glyphs) for column in columns]))
    for line in range(balance_rows, -balance_rows - 1, -1):
        cells = [_balance_cell(column[-1], swing, balance_rows, line, glyphs) for column in columns]
        label = {balance_rows: f"+{swing:.0f}", -balance_rows: f"–{swing:.0f}", 0: "0"}.get(line, "")
        rows.append(_labelled(label, axis_width, glyphs.axis, cells))
    rows.append(_dates_row(columns, today, axis_width))
    return rows


def _share_days(days: Sequence[FormDay], cells: int) -> list[Sequence[FormDay]]:
    """Return the days of each column: several where there are more days than columns, else a day several times."""
    if len(days) > cells:
        size = math.ceil(len(days) / max(cells, 1))
        # Columns end on the last day, so that the newest one is whole.
        first = len(days) % size
        return [*([days[:first]] if first else []), *(days[i : i + size] for i in range(first, len(days), size))]
    return [(days[x * len(days) // cells],) for x in range(cells)]


def _heading_row(width: int, glyphs: FormGlyphs) -> Row:
    pieces = [
        Piece(f" {glyphs.line[len(glyphs.line) // 2]} fitness", "long"),
        Piece(f"  {glyphs.fill[-1]} fatigue", "faint"),
        Piece(f"  {glyphs.above}{glyphs.below} balance", "cross"),
        Piece(f"  {glyphs.ahead} as planned", "muted"),
        Piece("  AU a day, averages of 42 and 7 days", "muted"),
    ]
    while len(pieces) > 1 and row_width(pieces) > width:
        pieces.pop()
    return tuple(pieces)


def _upper_cell(day: FormDay, axis: Axis, line: int, glyphs: FormGlyphs) -> Piece:
    """Return the cell of fitness and fatigue in one row, counted from the baseline up."""
    if day.form is None:
        return Piece(" ")
    steps = len(glyphs.fill) - 1
    fatigue = axis.bar_height(day.form.fatigue, steps) - line * steps
    levels = len(glyphs.line)
    height = max(axis.bar_height(day.form.fitness, levels) - 1, 0) if day.form.fitness > 0 else None
    if height is not None and height // levels == line:
        under = "cursor" if fatigue >= steps and not day.is_ahead else "ground"
        return Piece(glyphs.line_ahead if day.is_ahead else glyphs.line[height % levels], "long", under)
    if fatigue <= 0:
        return Piece(" ")
    if day.is_ahead:
        return Piece(glyphs.ahead, "faint")
    return Piece(glyphs.fill[min(fatigue, steps)], "faint")


def _base_cell(column: Sequence[FormDay], selected: tuple[dt.date, dt.date], glyphs: FormGlyphs) -> Piece:
    if column[0].day <= selected[1] and column[-1].day >= selected[0]:
        return Piece(glyphs.selected, "accent")
    return Piece(glyphs.baseline, "muted")


def _balance_cell(day: FormDay, swing: float, rows: int, line: int, glyphs: FormGlyphs) -> Piece:
    """Return the cell of the balance in one row: 0 is the zero line, positive rows are above it."""
    if day.form is None:
        return Piece(glyphs.missing)
    halves = round(day.form.balance / swing * rows * 2)
    if halves == 0 and abs(day.form.balance) >= 0.5:
        halves = 1 if day.form.balance > 0 else -1  # what is shown as a number is shown as a bar
    color = "muted" if day.is_ahead else "cross"
    if line == 0:
        return Piece(glyphs.zero, "muted" if halves else color)
    reached = halves if line > 0 else -halves
    missing = 2 * abs(line) - reached
    if missing >= 2:
        return Piece(" ")
    if day.is_ahead:
        return Piece(glyphs.ahead, color)
    full = glyphs.fill[-1] if len(glyphs.fill) > 2 else (glyphs.above if line > 0 else glyphs.below)
    half = glyphs.above if line > 0 else glyphs.below
    return Piece(half if missing == 1 else full, color)


def _labelled(label: str, axis_width: int, axis: str, cells: Sequence[Piece]) -> Row:
    return merge_pieces([Piece(f"{label:>{axis_width - 1}} {axis}", "muted"), *cells])


def _dates_row(columns: Sequence[Sequence[FormDay]], today: dt.date, axis_width: int) -> Row:
    """Return the months under the columns in which they begin, and where today is."""
    placed: dict[int, tuple[str, str]] = {}
    today_x = next((x for x, column in enumerate(columns) if column[-1].day >= today), len(columns) - 1)
    today_x = min(today_x, max(len(columns) - 5, 0))
    placed[today_x] = ("today", "today")
    for x, column in enumerate(columns):
        is_first = x == 0 or columns[x - 1][-1].day.month != column[-1].day.month
        text = f"{column[-1].day:%b}"
        fits = all(x > other + len(words) or x + len(text) < other for other, (words, _) in placed.items())
        if is_first and fits and x + len(text) <= len(columns):
            placed[x] = (text, "muted")
    pieces, used = [Piece(" " * (axis_width + 1), "muted")], 0
    for x, (text, color) in sorted(placed.items()):
        pieces.append(Piece(" " * (x - used) + text, color))
        used = x + len(text)
    return tuple(pieces)

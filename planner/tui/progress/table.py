"""The table of the Progress screen: a week a line, newest first, one right-aligned column a metric, a sum below.

A narrow terminal leaves columns out, the least important first and never the selected one. A wide one gets wider gaps
and a column for the week's place in its block.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.cells import cell_len

from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import METRICS, Metric
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row, merge_pieces

_DATE_WIDTH = 8
_MAX_GAP = 4
_DROP_ORDER = ("climb", "monotony", "sled_work", "time", "strength", "on_time", "load", "wall_sit", "sled", "run")
_BLOCK_WEEK_GAP = 4


@dataclass(frozen=True, slots=True)
class TableColumn:
    """The column of a metric.

    Attributes:
        metric: The metric.
        title: The heading.
        width: Cells without the gap.
        planned_width: Cells of the planned part, so that the done parts end on one edge; 0 in a column without plan.
        gap: Blank cells before it.
    """

    metric: Metric
    title: str
    width: int
    planned_width: int
    gap: int = 1

    def pad_cell(self, cell: tuple[str, str]) -> str:
        """Return the text of a cell, right-aligned in the column's width."""
        return _cell_text(self.metric, cell, self.planned_width).rjust(self.width)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The columns of the table for a given width.

    Attributes:
        columns: The columns that fit.
        shows_block_week: Whether there is also room for the week's place in its block.
    """

    columns: tuple[TableColumn, ...]
    shows_block_week: bool = False


def lay_out_table(data: ProgressData, width: int, selected: Metric) -> TableLayout:
    """Choose the columns that fit ``width`` cells, ``selected`` among them, and the gaps between them."""
    columns = [_column(data, metric) for metric in METRICS if metric is selected or _is_known(data, metric)]
    for dropped_id in _DROP_ORDER:
        if _DATE_WIDTH + sum(column.width + 1 for column in columns) < width:
            break
        if dropped_id != selected.id:
            columns = [column for column in columns if column.metric.id != dropped_id]
    spare = max(width - _DATE_WIDTH - sum(column.width + 1 for column in columns) - 1, 0)
    block_week_width = max(cell_len(week.block_week) for week in data.weeks) + _BLOCK_WEEK_GAP
    shows_block_week = _BLOCK_WEEK_GAP < block_week_width <= spare - len(columns)
    extra_gap, rest = divmod(spare - block_week_width if shows_block_week else spare, len(columns))
    if extra_gap >= _MAX_GAP - 1:
        extra_gap, rest = _MAX_GAP - 1, 0
    spread = (replace(column, gap=1 + extra_gap + (index < rest)) for index, column in enumerate(columns))
    return TableLayout(tuple(spread), shows_block_week)


def _is_known(data: ProgressData, metric: Metric) -> bool:
    """Return whether a metric is worth a column: what only recordings know has one once a recording knows it."""
    return metric.id != "climb" or data.total_of(metric) is not None


def _column(data: ProgressData, metric: Metric) -> TableColumn:
    cells = [
        metric.cell_texts(amount, data.unit, is_ahead=week.is_ahead)
        for week, amount in zip(data.weeks, data.amounts(metric), strict=True)
    ]
    planned_width = max(len(planned) for _, planned in cells)
    cells.append(metric.cell_texts(data.total_of(metric), data.unit))
    title = metric.with_unit(metric.column_title, data.unit)
    width = max(cell_len(title), *(len(_cell_text(metric, cell, planned_width)) for cell in cells))
    return TableColumn(metric, title, width, planned_width)


def _cell_text(metric: Metric, cell: tuple[str, str], planned_width: int) -> str:
    done, planned = cell
    return f"{done}{metric.separator if done else ''}{planned:>{planned_width}}" if planned else done


def table_header_row(layout: TableLayout, selected: Metric) -> Row:
    """Return the column headings; the selected one is highlighted."""
    pieces = [Piece("  Week  ", "muted", "band")]
    for column in layout.columns:
        title = " " * column.gap + f"{column.title:>{column.width}}"
        pieces.append(Piece(title, "accent" if column.metric is selected else "muted", "band"))
    return merge_pieces(pieces)


def table_week_row(
    data: ProgressData, index: int, layout: TableLayout, selected: Metric, glyphs: Glyphs, *, under_cursor: bool
) -> Row:
    """Return the row of a week. The cursor also has a mark of its own, for terminals without background colours."""
    week = data.weeks[index]
    start = week.progress.start
    background = "cursor" if under_cursor else "ground"
    color = "text" if under_cursor else "faint" if week.is_empty else "muted" if week.is_ahead else "text"
    today = glyphs.today if index == data.this_week else " "
    pieces = [
        Piece("▌" if under_cursor else " ", "accent", background),
        Piece(f"{today}{start.day:>2} {start:%b}", color, background),
    ]
    for column in layout.columns:
        text = column.pad_cell(
            column.metric.cell_texts(column.metric.amount_of(week), data.unit, is_ahead=week.is_ahead)
        )
        is_selected = under_cursor and column.metric is selected
        pieces += (
            Piece(" " * column.gap, color, background),
            Piece(text, "accent" if is_selected else color, background),
        )
    if layout.shows_block_week and week.block_week:
        pieces.append(Piece(" " * _BLOCK_WEEK_GAP + week.block_week, "muted", background))
    return merge_pieces(pieces)


def table_total_row(data: ProgressData, layout: TableLayout) -> Row:
    """Return the sums over the weeks up to this one; blank under a metric that cannot be summed."""
    pieces = [Piece("  Sum   ", "muted", "band")]
    for column in layout.columns:
        amount = data.total_of(column.metric)
        if amount is None:
            # A blank takes the colour of the piece before it, so that both are sent to the terminal as one.
            pieces.append(Piece(" " * (column.gap + column.width), pieces[-1].color, "band"))
        else:
            text = replace(column, planned_width=0).pad_cell(column.metric.cell_texts(amount, data.unit))
            pieces.append(Piece(" " * column.gap + text, "text", "band"))
    return merge_pieces(pieces)

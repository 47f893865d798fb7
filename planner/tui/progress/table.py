"""The table: a week a line, newest first, figures right-aligned under their names, a sum below.

Columns give way on a narrow terminal, the least asked for first and the chosen one never; on a wide one they move apart
and the week's place in its block joins them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.cells import cell_len

from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import METRICS, Amount, Metric
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row

_DATE_WIDTH = 8
_MAX_GAP = 4
_DROP_ORDER = ("monotony", "sled_work", "time", "strength", "on_time", "load", "wall_sit", "sled", "run")
_BLOCK_WEEK_GAP = 4


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A figure's column.

    Attributes:
        metric: The figure.
        title: Its name over the column.
        width: Cells it takes, without the gap.
        planned_width: Cells of what was planned, so that what was done ends on one edge; 0 where the column shows none.
        gap: Blank cells before it.
    """

    metric: Metric
    title: str
    width: int
    planned_width: int
    gap: int = 1

    def pad_cell(self, cell: tuple[str, str]) -> str:
        """A cell brought to the column's width."""
        return _cell_text(self.metric, cell, self.planned_width).rjust(self.width)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The table's columns in a given width.

    Attributes:
        columns: Those that fit.
        shows_block_week: Whether there is room for the week's place in its block.
    """

    columns: tuple[TableColumn, ...]
    shows_block_week: bool = False


def lay_out_table(data: ProgressData, width: int, selected: Metric) -> TableLayout:
    """The columns that fit ``width`` cells, ``selected`` among them, and the gaps between them."""
    columns = [_column(data, figure) for figure in METRICS]
    for gives_way in _DROP_ORDER:
        if _DATE_WIDTH + sum(column.width + 1 for column in columns) < width:
            break
        if gives_way != selected.id:
            columns = [column for column in columns if column.metric.id != gives_way]
    spare = max(width - _DATE_WIDTH - sum(column.width + 1 for column in columns) - 1, 0)
    place = max(cell_len(week.block_week) for week in data.weeks) + _BLOCK_WEEK_GAP
    with_place = _BLOCK_WEEK_GAP < place <= spare - len(columns)
    more, rest = divmod(spare - place if with_place else spare, len(columns))
    if more >= _MAX_GAP - 1:
        more, rest = _MAX_GAP - 1, 0
    spread = (replace(column, gap=1 + more + (number < rest)) for number, column in enumerate(columns))
    return TableLayout(tuple(spread), with_place)


def _column(review: ProgressData, figure: Metric) -> TableColumn:
    cells = [figure.cell_texts(amount, review.unit) for amount in review.amounts(figure)]
    planned = max(len(planned) for _, planned in cells)
    whole = [*cells, figure.cell_texts(review.total_of(figure), review.unit)]
    head = figure.with_unit(figure.column_title, review.unit)
    return TableColumn(
        figure, head, max(cell_len(head), *(len(_cell_text(figure, cell, planned)) for cell in whole)), planned
    )


def _cell_text(figure: Metric, cell: tuple[str, str], planned: int) -> str:
    return f"{cell[0]}{figure.separator}{cell[1]:>{planned}}" if cell[1] else cell[0]


def table_header_row(layout: TableLayout, selected: Metric, ground: str = "band") -> Row:
    """The names of the columns; the chosen one stands out."""
    pieces = [Piece("  Week  ", "muted", ground)]
    for column in layout.columns:
        name = " " * column.gap + f"{column.title:>{column.width}}"
        _append(pieces, Piece(name, "accent" if column.metric is selected else "muted", ground))
    return tuple(pieces)


def table_week_row(
    data: ProgressData,
    index: int,
    layout: TableLayout,
    selected: Metric,
    glyphs: Glyphs,
    *,
    under_cursor: bool,
) -> Row:
    """One week. The cursor has its own mark beside its ground, for terminals without grounds."""
    week = data.weeks[index]
    start = week.progress.start
    ground = "cursor" if under_cursor else "ground"
    ink = "faint" if week.is_empty and not under_cursor else "text"
    today = glyphs.today if index == len(data.weeks) - 1 else " "
    pieces = [Piece("▌" if under_cursor else " ", "accent", ground)]
    pieces.append(Piece(f"{today}{start.day:>2} {start:%b}", ink, ground))
    for column in layout.columns:
        text = column.pad_cell(column.metric.cell_texts(column.metric.amount_of(week), data.unit))
        if under_cursor and column.metric is selected:
            _append(pieces, Piece(" " * column.gap, ink, ground))
            pieces.append(Piece(text, "accent", ground))
        else:
            _append(pieces, Piece(" " * column.gap + text, ink, ground))
    if layout.shows_block_week and week.block_week:
        _append(pieces, Piece(" " * _BLOCK_WEEK_GAP + week.block_week, "muted", ground))
    return tuple(pieces)


def table_total_row(data: ProgressData, layout: TableLayout) -> Row:
    """What the weeks add up to; blank under a figure that does not add up."""
    pieces = [Piece("  Sum   ", "muted", "band")]
    for column in layout.columns:
        amount: Amount | None = data.total_of(column.metric)
        text = (
            column.pad_cell(column.metric.cell_texts(amount, data.unit)) if amount is not None else " " * column.width
        )
        _append(pieces, Piece(" " * column.gap + text, "text" if amount is not None else pieces[-1].color, "band"))
    return tuple(pieces)


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece; one of the same style joins its neighbour."""
    last = pieces[-1]
    if (last.color, last.background) == (piece.color, piece.background):
        pieces[-1] = last._replace(text=last.text + piece.text)
    else:
        pieces.append(piece)


def scroll_top(count: int, height: int, cursor: int, top: int) -> int:
    """The first line of a list to show so that the cursor's is in sight, scrolling as little as that needs."""
    top = min(max(top, cursor - height + 1), cursor)
    return min(max(top, 0), max(count - height, 0))

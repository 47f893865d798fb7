"""The table: a week a line, newest first, figures right-aligned under their names, a sum below.

Columns give way on a narrow terminal, the least asked for first and the chosen one never; on a wide one they move apart
and the week's place in its block joins them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.cells import cell_len

from planner.tui.progress.figures import FIGURES, Amount, Figure
from planner.tui.progress.review import Review
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row

_DATE_WIDTH = 8
_WIDEST_GAP = 4
_GIVE_WAY = ("monotony", "sled_work", "time", "strength", "on_time", "load", "wall_sit", "sled", "run")
_PLACE_GAP = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A figure's column.

    Attributes:
        figure: The figure.
        head: Its name over the column.
        width: Cells it takes, without the gap.
        planned: Cells of what was planned, so that what was done ends on one edge; 0 where the column shows none.
        gap: Blank cells before it.
    """

    figure: Figure
    head: str
    width: int
    planned: int
    gap: int = 1

    def text(self, cell: tuple[str, str]) -> str:
        """A cell brought to the column's width."""
        return _joined(self.figure, cell, self.planned).rjust(self.width)


@dataclass(frozen=True, slots=True)
class Layout:
    """The table's columns in a given width.

    Attributes:
        columns: Those that fit.
        place: Whether there is room for the week's place in its block.
    """

    columns: tuple[Column, ...]
    place: bool = False


def layout(review: Review, width: int, chosen: Figure) -> Layout:
    """The columns that fit ``width`` cells, ``chosen`` among them, and the gaps between them."""
    columns = [_column(review, figure) for figure in FIGURES]
    for gives_way in _GIVE_WAY:
        if _DATE_WIDTH + sum(column.width + 1 for column in columns) < width:
            break
        if gives_way != chosen.id:
            columns = [column for column in columns if column.figure.id != gives_way]
    spare = max(width - _DATE_WIDTH - sum(column.width + 1 for column in columns) - 1, 0)
    place = max(cell_len(week.place) for week in review.weeks) + _PLACE_GAP
    with_place = _PLACE_GAP < place <= spare - len(columns)
    more, rest = divmod(spare - place if with_place else spare, len(columns))
    if more >= _WIDEST_GAP - 1:
        more, rest = _WIDEST_GAP - 1, 0
    spread = (replace(column, gap=1 + more + (number < rest)) for number, column in enumerate(columns))
    return Layout(tuple(spread), with_place)


def _column(review: Review, figure: Figure) -> Column:
    cells = [figure.cell(amount, review.unit) for amount in review.amounts(figure)]
    planned = max(len(planned) for _, planned in cells)
    whole = [*cells, figure.cell(review.sum_of(figure), review.unit)]
    head = figure.label(figure.head, review.unit)
    return Column(figure, head, max(cell_len(head), *(len(_joined(figure, cell, planned)) for cell in whole)), planned)


def _joined(figure: Figure, cell: tuple[str, str], planned: int) -> str:
    return f"{cell[0]}{figure.joint}{cell[1]:>{planned}}" if cell[1] else cell[0]


def head_row(shape: Layout, chosen: Figure, ground: str = "band") -> Row:
    """The names of the columns; the chosen one stands out."""
    pieces = [Piece("  Week  ", "muted", ground)]
    for column in shape.columns:
        name = " " * column.gap + f"{column.head:>{column.width}}"
        _join(pieces, Piece(name, "accent" if column.figure is chosen else "muted", ground))
    return tuple(pieces)


def week_row(
    review: Review,
    place: int,
    shape: Layout,
    chosen: Figure,
    glyphs: Glyphs,
    *,
    under_cursor: bool,
) -> Row:
    """One week. The cursor has its own mark beside its ground, for terminals without grounds."""
    week = review.weeks[place]
    start = week.progress.start
    ground = "cursor" if under_cursor else "ground"
    ink = "faint" if week.is_empty and not under_cursor else "text"
    today = glyphs.today if place == len(review.weeks) - 1 else " "
    pieces = [Piece("▌" if under_cursor else " ", "accent", ground)]
    pieces.append(Piece(f"{today}{start.day:>2} {start:%b}", ink, ground))
    for column in shape.columns:
        text = column.text(column.figure.cell(column.figure.amount(week), review.unit))
        if under_cursor and column.figure is chosen:
            _join(pieces, Piece(" " * column.gap, ink, ground))
            pieces.append(Piece(text, "accent", ground))
        else:
            _join(pieces, Piece(" " * column.gap + text, ink, ground))
    if shape.place and week.place:
        _join(pieces, Piece(" " * _PLACE_GAP + week.place, "muted", ground))
    return tuple(pieces)


def sum_row(review: Review, shape: Layout) -> Row:
    """What the weeks add up to; blank under a figure that does not add up."""
    pieces = [Piece("  Sum   ", "muted", "band")]
    for column in shape.columns:
        amount: Amount | None = review.sum_of(column.figure)
        text = column.text(column.figure.cell(amount, review.unit)) if amount is not None else " " * column.width
        _join(pieces, Piece(" " * column.gap + text, "text" if amount is not None else pieces[-1].ink, "band"))
    return tuple(pieces)


def _join(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece; one of the same style joins its neighbour."""
    last = pieces[-1]
    if (last.ink, last.ground) == (piece.ink, piece.ground):
        pieces[-1] = last._replace(text=last.text + piece.text)
    else:
        pieces.append(piece)


def first_visible(count: int, room: int, cursor: int, top: int) -> int:
    """The first line of a list to show so that the cursor's is in sight, scrolling as little as that needs."""
    top = min(max(top, cursor - room + 1), cursor)
    return min(max(top, 0), max(count - room, 0))

"""Rows in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from planner.tui.widgets.rows import Piece, Row, row_width


def side_by_side(left: Sequence[Row], right: Sequence[Row], right_from: int, background: str = "sheet") -> list[Row]:
    """Return the rows of two columns.

    Args:
        left: Rows of the left column, none wider than ``right_from``.
        right: Rows of the right column.
        right_from: The column in cells where the right one begins.
        background: The palette's name of the background between them.
    """
    rows: list[Row] = []
    for before, after in zip_longest(left, right, fillvalue=()):
        gap = Piece(" " * (right_from - row_width(before)), "text", background)
        rows.append((*before, gap, *after) if after else before)
    return rows

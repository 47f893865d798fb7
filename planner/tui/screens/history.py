"""The history of operations, to be read: what was done, when, and whether it was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.tui import wording
from planner.tui.screens.sheet import Sheet
from planner.tui.widgets.lines import Piece, Row
from planner.usecases.planbook import Planbook

if TYPE_CHECKING:
    from planner.usecases.history import Operation

_STAMP_WIDTH = 18


def history_sheet(book: Planbook) -> Sheet:
    """The operations, newest first.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.usecases.history import log

    operations = log(book)
    return Sheet("History, newest first", lambda width: _rows(operations, width))


def _rows(operations: Sequence[Operation], width: int) -> list[Row]:
    if not operations:
        return [(), (Piece("Nothing has been done yet.", "muted", "sheet"),)]
    rows: list[Row] = [()]
    for operation in operations:
        state, ink = ("", "text") if operation.state == "done" else (f" ({operation.state})", "muted")
        stamp = f"{operation.at.astimezone():%Y-%m-%d %H:%M}"
        first, *rest = wording.wrap(f"{clean_line(operation.name)}{state}", max(width - _STAMP_WIDTH, 8))
        rows.append((Piece(f"{stamp:<{_STAMP_WIDTH}}", "muted", "sheet"), Piece(first, ink, "sheet")))
        rows += [(Piece(" " * _STAMP_WIDTH + part, ink, "sheet"),) for part in rest]
    return rows

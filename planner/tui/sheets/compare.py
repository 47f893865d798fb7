"""Two blocks side by side: the totals of each, then their weeks; the runner keeps one of them."""

from __future__ import annotations

from typing import Literal

from planner.training.races import Unit
from planner.tui.keys import sheet_commands
from planner.tui.sheets.compare_text import BlockNames, comparison_rows
from planner.tui.sheets.sheet import ScrollSheet
from planner.usecases.blocks.compare import BlockComparison

CompareAnswer = Literal["keep", "swap"]


class CompareSheet(ScrollSheet[CompareAnswer]):
    """Shows two blocks side by side; its result says which is kept: ``keep`` the first, ``swap`` for the other.

    Args:
        comparison: The two blocks.
        names: The names over their columns: the first, then the other.
        unit: The unit of distances.
    """

    MAX_WIDTH = 150
    NON_ROW_LINES = 6
    COMMAND_TABLE = sheet_commands.COMPARE

    def __init__(self, comparison: BlockComparison, names: BlockNames, unit: Unit = Unit.KM) -> None:
        super().__init__(
            "Which of the two?", lambda width: comparison_rows(comparison, names, unit, self.host.glyphs, width)
        )

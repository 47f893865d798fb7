"""Two blocks side by side: what each comes to, then week beside week; one of them is kept."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.binding import Binding, BindingType

from planner.training.races import Unit
from planner.tui.host import host_of
from planner.tui.sheets.compare_text import BlockNames, comparison_rows
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Row
from planner.usecases.blocks.compare import BlockComparison

CompareAnswer = Literal["keep", "swap"]


class CompareSheet(ScrollSheet[CompareAnswer]):
    """Lays two blocks side by side; its result is which is kept: ``keep`` the one at hand, ``swap`` for the other.

    Args:
        comparison: The two.
        names: What they are called over their columns: the one at hand, then the other.
        unit: What distances are shown in.
    """

    MAX_WIDTH = 150
    NON_ROW_LINES = 6
    FOOT = "k keep   o the other   escape later"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "answer('keep')", "Keep the first, drop the other."),
        Binding("o", "answer('swap')", "Go back to the other."),
        Binding("escape,q,c", "close", "Decide later."),
        Binding("home,g", "scroll(-9999)", "Go to the totals."),
        Binding("end,G", "scroll(9999)", "Go to the last week."),
    ]

    def __init__(self, comparison: BlockComparison, names: BlockNames, unit: Unit = Unit.KM) -> None:
        super().__init__()
        self._comparison = comparison
        self._names = names
        self._unit = unit

    @property
    def heading(self) -> str:
        """The question."""
        return "Which of the two?"

    def rows(self, width: int) -> list[Row]:
        """The totals of the two, then week beside week."""
        return comparison_rows(self._comparison, self._names, self._unit, host_of(self).glyphs, width)

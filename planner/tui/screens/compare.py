"""Two blocks side by side: what each comes to, then week beside week; one of them is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.widget import Widget

from planner.training.races import Unit
from planner.tui import wording
from planner.tui.app import planner_app
from planner.tui.comparetext import Names, comparison_rows
from planner.tui.screens.sheet import FittedSheet
from planner.tui.widgets.lines import Lines, Piece
from planner.tui.widgets.passage import Passage
from planner.usecases.comparing import Comparison

_FRAME = 6

Answer = Literal["keep", "swap"]


class CompareScreen(FittedSheet[Answer]):
    """Lays two blocks side by side; its result is which is kept: ``keep`` the one at hand, ``swap`` for the other.

    Args:
        comparison: The two.
        names: What they are called over their columns: the one at hand, then the other.
        unit: What distances are shown in.
    """

    WIDEST: ClassVar[int] = 150
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "answer('keep')", "Keep the first, drop the other."),
        Binding("o", "answer('swap')", "Go back to the other."),
        Binding("escape,q,c", "close", "Decide later."),
        Binding("down,j", "scroll(1)", "Read on by a line."),
        Binding("up", "scroll(-1)", "Read back by a line."),
        Binding("pagedown,space", "page(1)", "Read on by a page."),
        Binding("pageup", "page(-1)", "Read back by a page."),
        Binding("home,g", "scroll(-9999)", "Go to the totals."),
        Binding("end,G", "scroll(9999)", "Go to the last week."),
    ]

    def __init__(self, comparison: Comparison, names: Names, unit: Unit = Unit.KM) -> None:
        super().__init__()
        self._comparison = comparison
        self._names = names
        self._unit = unit

    def parts(self) -> Iterable[Widget]:
        """The question, the two, and how to answer."""
        self._title = Lines(ground="sheet")
        self._body = Passage(id="compare-body")
        self._foot = Lines(ground="sheet")
        return self._title, Lines(ground="sheet"), self._body, Lines(ground="sheet"), self._foot

    @property
    def text(self) -> str:
        """Everything that is said of the two, in sight or not."""
        return self._body.everything

    def action_answer(self, answer: Answer) -> None:
        """Keep one of them."""
        self.dismiss(answer)

    def action_scroll(self, lines: int) -> None:
        """Show what is further down or up."""
        self._body.read_on(lines)
        self._show_foot()

    def action_page(self, pages: int) -> None:
        """A page further down or up."""
        self._body.page(pages)
        self._show_foot()

    def fit(self, width: int, height: int) -> None:
        """As many lines as the screen has room for."""
        self._width = width
        glyphs = planner_app(self).glyphs
        self._title.show([(Piece("Which of the two?", "title", "sheet"),)])
        self._body.tell(
            comparison_rows(self._comparison, self._names, self._unit, glyphs, width), max(height - _FRAME, 1)
        )
        self._show_foot()

    def _show_foot(self) -> None:
        below = self._body.below
        keys = "k keep   o the other   escape later"
        more = f"↓ {below} more" if below > 0 else ""
        line = wording.spread(keys, more, self._width, planner_app(self).glyphs)
        self._foot.show([(Piece(line.rstrip(), "muted", "sheet"),)])

"""The sheet that says how an exercise is done: the pages of the exercise library over any screen."""

from __future__ import annotations

from collections.abc import Sequence

from planner.tui import theme
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.session.howto_widget import HowToWidget
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.widgets.rows import Piece

_MAX_LINES = 44
"""Lines of the widget: more would only be blank."""
_EDGE_LINES = 2
"""Blank lines, or those of the border, above and below what is on a sheet."""
_EDGES_FROM = 16
"""Lines of the screen from which the sheet has blank edges; a drawing needs them on a smaller one."""


class HowToSheet(SizedSheet[None]):
    """The how-to, opened at the exercises of a session or of a dose.

    Args:
        names: Exercises by their names in JSON; the first that has a page is shown.
    """

    MAX_WIDTH = 124
    COMMAND_TABLE = sheet_commands.HOWTO

    def __init__(self, names: Sequence[str]) -> None:
        self._howto, self._foot = HowToWidget(ground="sheet"), sheet_line()
        super().__init__(self._howto, self._foot)
        self._howto.show_exercises(names)

    @property
    def howto(self) -> HowToWidget:
        """The pages."""
        return self._howto

    def action_step_frame(self, by: int) -> None:
        """Show another picture of the drawing."""
        self._howto.step_frame(by)

    def action_step_exercise(self, by: int) -> None:
        """Show another exercise."""
        self._howto.step_exercise(by)
        self._show_foot()

    def action_scroll(self, lines: int) -> None:
        """Scroll down by some lines, or up when negative."""
        self._howto.move(lines)

    def action_page(self, pages: int) -> None:
        """Scroll down by some screenfuls, or up when negative."""
        self._howto.move_pages(pages)

    def fit(self, width: int, height: int) -> None:
        """Give the pages all lines of the screen."""
        has_edges = height >= _EDGES_FROM or not theme.styles_of(self.app.theme).palette.has_backgrounds
        self.set_class(not has_edges, "-low")
        self._howto.styles.height = max(min(height - 1 - (_EDGE_LINES if has_edges else 0), _MAX_LINES), 1)
        self._width = width
        self._show_foot()

    def _show_foot(self) -> None:
        """Show the keys; a page without pictures has none that steps them."""
        words = {} if self._howto.page.frames else {"howto.next_picture": ""}
        keys = foot_text(self.COMMAND_TABLE, self._width, words=words)
        self._foot.show([(Piece(keys, "muted", "sheet"),)])


class DayHowToSheet(HowToSheet):
    """The how-to over a day."""

    COMMAND_TABLE = sheet_commands.DAY_HOWTO


class BuilderHowToSheet(HowToSheet):
    """The how-to over a drafted block."""

    COMMAND_TABLE = sheet_commands.BUILDER_HOWTO


class SessionHowToSheet(HowToSheet):
    """The how-to over a running session."""

    COMMAND_TABLE = sheet_commands.SESSION_HOWTO

"""The choice of a colour theme: a list, with the screen below in the theme under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.sheet import Overlay, sheet_line
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row

_WORDS = {
    "auto": "light or calm, as the terminal is",
    "calm": "dark and quiet",
    "light": "for a light terminal",
    "contrast": "for eyes that see some colours alike",
    "plain": "the terminal's own colours, bold and reverse",
}
_NAME_WIDTH = 22
_FRAME = 6
"""Lines of the screen that are not the list."""


class ColoursSheet(Overlay[str]):
    """Asks for a theme; None when it is left with escape.

    Args:
        names: The themes.
        chosen: The theme in use.
        preview: Shows the screen below in a theme.
    """

    COMMAND_TABLE = sheet_commands.COLOURS

    def __init__(self, names: Sequence[str], chosen: str, preview: Callable[[str], None]) -> None:
        self._list = RowList()
        foot = sheet_line(Piece(foot_text(self.COMMAND_TABLE), "muted", "sheet"))
        super().__init__(sheet_line(Piece("Colours", "title", "sheet")), sheet_line(), self._list, sheet_line(), foot)
        self._names = names
        self._preview = preview
        self._list.show_options([_row(name) for name in names], names.index(chosen) if chosen in names else 0)

    @property
    def full_text(self) -> str:
        """The text of the list."""
        return self._list.text

    def fit_to_terminal(self) -> None:
        """Give the list as many lines as it needs and the screen has."""
        self._list.styles.height = max(min(len(self._names), self.app.size.height - _FRAME), 1)

    def action_step(self, by: int) -> None:
        """Move the cursor down by some themes, or up when negative, and show the one under it."""
        self._list.move_round(by)
        self._preview(self._names[self._list.cursor])
        self.refresh()

    def action_choose(self) -> None:
        """Take the theme under the cursor."""
        self.dismiss(self._names[self._list.cursor])


def _row(name: str) -> Row:
    words = _WORDS.get(name, "")
    return (Piece(f" {name:<{_NAME_WIDTH}}", "text", "sheet"), Piece(words, "muted", "sheet"))

"""A choice of one of several words: the list is there at once, and typing finds in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Input

from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.ask import StillInput
from planner.tui.sheets.sheet import Overlay, sheet_line
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row

_MAX_LINES = 14
_FRAME = 6
"""Lines of the sheet that are not the list."""
_NO_MATCH: Row = (Piece("Nothing is called that.", "muted", "sheet"),)


class PickSheet(Overlay[str]):
    """Asks for one of some words; None when it is left with escape.

    Args:
        question: What is chosen, in a word or two.
        choices: The value and the words of each choice.
        current: The value that is chosen now.
    """

    AUTO_FOCUS = "Input"
    COMMAND_TABLE = sheet_commands.PICK

    def __init__(self, question: str, choices: Sequence[tuple[str, str]], current: str = "") -> None:
        self._list, self._field = RowList(), StillInput("type to find")
        title = sheet_line(Piece(question, "title", "sheet"))
        foot = sheet_line(Piece(foot_text(self.COMMAND_TABLE, separator=" · "), "muted", "sheet"))
        super().__init__(title, self._field, sheet_line(), self._list, sheet_line(), foot)
        self._choices = self._matches = list(choices)
        self._show_matches()
        self._list.move_to(next((at for at, (value, _) in enumerate(choices) if value == current), 0))

    def fit_to_terminal(self) -> None:
        """Give the list as many lines as it needs and the screen has."""
        self._list.styles.height = max(min(_MAX_LINES, len(self._choices), self.app.size.height - _FRAME - 2), 1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the choices with a word for every typed one; those that begin with what was typed come first."""
        typed = event.value.casefold()
        found = [choice for choice in self._choices if _has_words(choice[1].casefold(), typed.split())]
        self._matches = sorted(found, key=lambda choice: not choice[1].casefold().startswith(typed.strip()))
        self._show_matches()

    def on_input_submitted(self) -> None:
        """Take the choice under the cursor."""
        if self._matches:
            self.dismiss(self._matches[self._list.cursor][0])

    def action_step(self, by: int) -> None:
        """Move the cursor down by some choices, or up when negative."""
        self._list.move_round(by)

    def _show_matches(self) -> None:
        self._list.show_options([(Piece(words, "text", "sheet"),) for _, words in self._matches] or [_NO_MATCH])


def _has_words(text: str, typed: Sequence[str]) -> bool:
    """Return whether each typed word begins a word of a text."""
    return all(any(word.startswith(start) for word in text.split()) for start in typed)

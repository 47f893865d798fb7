"""What stands in for a screen that this installation does not have."""

from __future__ import annotations

from textual.app import ComposeResult

from planner.tui import commands
from planner.tui.screens.base import ModeScreen
from planner.tui.widgets.lines import Lines, Piece


class BlankScreen(ModeScreen):
    """One sentence, and the way back."""

    def __init__(self, key: str) -> None:
        super().__init__(key)

    def compose(self) -> ComposeResult:
        """The sentence."""
        name = next(name for _, key, name in commands.MODES if key == self._key)
        words = Lines(id="words")
        words.show([(), (Piece(f"  {name} is not part of this installation. 1 goes back to the calendar.", "muted"),)])
        words.styles.height = 3
        yield words
        yield self.bar

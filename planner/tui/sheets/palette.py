"""The palette: the runner types a few letters of a command, and enter runs it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.widgets import Input

from planner.tui.keys import sheet_commands
from planner.tui.keys.command import Command
from planner.tui.sheets.ask import StillInput
from planner.tui.sheets.sheet import Overlay, sheet_line
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row

_MIN_KEY_WIDTH, _MAX_KEY_WIDTH = 8, 14
_MAX_LINES = 12
_FRAME = 4
"""Lines of the sheet that are not the list."""
NO_MATCH: Row = (Piece("Nothing is called that.", "muted", "sheet"),)


class PaletteSheet(Overlay[Command]):
    """Finds a command by its words; None when it is left with escape."""

    AUTO_FOCUS = "Input"
    COMMAND_TABLE = sheet_commands.PALETTE

    def __init__(self, offered: Sequence[Command]) -> None:
        self._list = RowList()
        super().__init__(StillInput("what do you want to do?"), sheet_line(), self._list)
        self._commands = list(offered)
        self._matches = self._commands
        widest = max((cell_len(command.key_text) for command in offered), default=0) + 2
        self._key_width = min(max(widest, _MIN_KEY_WIDTH), _MAX_KEY_WIDTH)
        self._show_matches()

    @property
    def full_text(self) -> str:
        """The text of the list."""
        return self._list.text

    def fit_to_terminal(self) -> None:
        """Give the list as many lines as it needs and the screen has."""
        self._list.styles.height = max(min(_MAX_LINES, len(self._commands), self.app.size.height - _FRAME), 1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the commands that match, the likeliest first."""
        self._matches = rank_commands(self._commands, event.value)
        self._show_matches()

    def on_input_submitted(self) -> None:
        """Run the command under the cursor."""
        self.dismiss(self._matches[self._list.cursor] if self._matches else None)

    def action_step(self, by: int) -> None:
        """Move the cursor down by some commands, or up when negative."""
        self._list.move_round(by)

    def _show_matches(self) -> None:
        self._list.show_options([self._row(command) for command in self._matches] or [NO_MATCH])

    def _row(self, command: Command) -> Row:
        padded = command.key_text + " " * max(self._key_width - cell_len(command.key_text), 1)
        return (Piece(padded, "accent", "sheet"), Piece(command.help, "text", "sheet"))


def rank_commands(commands: Sequence[Command], query: str) -> list[Command]:
    """Return the commands that have every typed word; those that begin with it come first."""
    words = query.lower().split()
    if not words:
        return list(commands)
    scored = [(score, command) for command in commands if (score := _distance(command, words)) is not None]
    return [command for _, command in sorted(scored, key=lambda pair: pair[0])]


def _distance(command: Command, typed_words: Sequence[str]) -> int | None:
    """Return how far a command is from what was typed, 0 the nearest; None where it lacks one of the words."""
    name = command.footer_word.lower()
    text = f"{name} {command.help} {command.id.partition('.')[2].replace('_', ' ')}".lower()
    keys = command.key_text.lower().split()
    if not all(word in text or word in keys for word in typed_words):
        return None
    typed = " ".join(typed_words)
    if typed == name or typed in keys:
        return 0
    if name.startswith(typed) or command.help.lower().startswith(typed):
        return 1
    words = text.replace("(", " ").split()
    return 2 if all(any(word.startswith(start) for word in words) for start in typed_words) else 3

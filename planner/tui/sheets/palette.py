"""The palette: type a few letters of what you want, run it with enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from planner.tui.keys.command import Command
from planner.tui.sheets.ask import StillInput
from planner.tui.sheets.sheet import Overlay
from planner.tui.widgets.option_list import ChoiceList
from planner.tui.widgets.rows import Piece, Row, RowsWidget

_MIN_KEY_WIDTH, _MAX_KEY_WIDTH = 8, 14
_MAX_LINES = 12
_FRAME = 4
"""Lines of the sheet that are not the list."""
NO_MATCH: Row = (Piece("Nothing is called that.", "muted", "sheet"),)


class PaletteSheet(Overlay[Command]):
    """Finds a command by its words; None when it is left with escape."""

    AUTO_FOCUS = "Input"
    COMMAND_TABLE = (
        Command("palette.run", "enter", "", "Run the command under the cursor."),
        Command("palette.down", "down", "step(1)", "Go to the next command.", key_label="↓"),
        Command("palette.up", "up", "step(-1)", "Go to the command before.", key_label="↑"),
        Command("palette.cancel", "escape", "cancel", "Go back."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel"),
        Binding("down", "step(1)", "down", priority=True),
        Binding("up", "step(-1)", "up", priority=True),
    ]

    def __init__(self, offered: Sequence[Command]) -> None:
        super().__init__()
        self._commands = list(offered)
        self._matches = self._commands
        widest = max((cell_len(command.key_text) for command in offered), default=0) + 2
        self._key_width = min(max(widest, _MIN_KEY_WIDTH), _MAX_KEY_WIDTH)

    def compose(self) -> ComposeResult:
        """A field over a list."""
        self._list = ChoiceList()
        with Vertical(classes="sheet"):
            yield StillInput(placeholder="what do you want to do?")
            yield RowsWidget(background="sheet")
            yield self._list

    def on_mount(self) -> None:
        """Offer everything."""
        self._show_matches()

    def fit_to_terminal(self) -> None:
        """Keep the chosen command in sight."""
        self._list.styles.height = max(min(_MAX_LINES, len(self._commands), self.app.size.height - _FRAME), 1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches, the likeliest first."""
        self._matches = rank_commands(self._commands, event.value)
        self._show_matches()

    def on_input_submitted(self) -> None:
        """Run the chosen command."""
        self.dismiss(self._matches[self._list.cursor] if self._matches else None)

    def action_step(self, by: int) -> None:
        """Down or up the list."""
        self._list.move(by)

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)

    @property
    def full_text(self) -> str:
        """What the list shows."""
        return self._list.text

    def _show_matches(self) -> None:
        self._list.set_rows([self._row(command) for command in self._matches] or [NO_MATCH])

    def _row(self, command: Command) -> Row:
        padded = command.key_text + " " * max(self._key_width - cell_len(command.key_text), 1)
        return (Piece(padded, "accent", "sheet"), Piece(command.help, "text", "sheet"))


def rank_commands(commands: Sequence[Command], query: str) -> list[Command]:
    """The commands that have every word that was typed; those that begin with it come before those that contain it."""
    words = query.lower().split()
    if not words:
        return list(commands)
    scored = [(score, command) for command in commands if (score := _distance(command, words)) is not None]
    return [command for _, command in sorted(scored, key=lambda pair: pair[0])]


def _distance(command: Command, words: Sequence[str]) -> int | None:
    """How far a command is from what was typed, 0 the nearest; None where a word is not in it at all."""
    name = command.footer_word.lower()
    told = f"{name} {command.help} {command.id.partition('.')[2].replace('_', ' ')}".lower()
    own = command.key_text.lower().split()
    if not all(word in told or word in own for word in words):
        return None
    typed = " ".join(words)
    if typed == name or typed in own:
        return 0
    if name.startswith(typed) or command.help.lower().startswith(typed):
        return 1
    begun = told.replace("(", " ").split()
    return 2 if all(any(one.startswith(word) for one in begun) for word in words) else 3

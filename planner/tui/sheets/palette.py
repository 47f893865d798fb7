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
from planner.tui.sheets.ask import QuietInput
from planner.tui.sheets.overlay import Overlay
from planner.tui.widgets.option_list import Choices
from planner.tui.widgets.rows import Lines, Piece, Row

_LEAST_KEY, _WIDEST_KEY = 8, 14
_MOST_LINES = 12
_FRAME = 4
"""Lines of the sheet that are not the list."""
NOTHING: Row = (Piece("Nothing is called that.", "muted", "sheet"),)


class PaletteScreen(Overlay[Command]):
    """Finds a command by its words; None when it is left with escape."""

    AUTO_FOCUS = "Input"
    HERE = (
        Command("palette.run", "enter", "", "Run the command under the cursor."),
        Command("palette.down", "down", "step(1)", "Go to the next command.", shown="↓"),
        Command("palette.up", "up", "step(-1)", "Go to the command before.", shown="↑"),
        Command("palette.cancel", "escape", "cancel", "Go back."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel"),
        Binding("down", "step(1)", "down", priority=True),
        Binding("up", "step(-1)", "up", priority=True),
    ]

    def __init__(self, offered: Sequence[Command]) -> None:
        super().__init__()
        self._offered = list(offered)
        self._found = self._offered
        widest = max((cell_len(command.key) for command in offered), default=0) + 2
        self._key_width = min(max(widest, _LEAST_KEY), _WIDEST_KEY)

    def compose(self) -> ComposeResult:
        """A field over a list."""
        self._choices = Choices()
        with Vertical(classes="sheet"):
            yield QuietInput(placeholder="what do you want to do?")
            yield Lines(ground="sheet")
            yield self._choices

    def on_mount(self) -> None:
        """Offer everything."""
        self._offer()

    def fit_to_terminal(self) -> None:
        """Keep the chosen command in sight."""
        self._choices.styles.height = max(min(_MOST_LINES, len(self._offered), self.app.size.height - _FRAME), 1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches, the likeliest first."""
        self._found = ranked(self._offered, event.value)
        self._offer()

    def on_input_submitted(self) -> None:
        """Run the chosen command."""
        self.dismiss(self._found[self._choices.chosen] if self._found else None)

    def action_step(self, by: int) -> None:
        """Down or up the list."""
        self._choices.step(by)

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)

    @property
    def text(self) -> str:
        """What the list shows."""
        return self._choices.text

    def _offer(self) -> None:
        self._choices.offer([self._row(command) for command in self._found] or [NOTHING])

    def _row(self, command: Command) -> Row:
        padded = command.key + " " * max(self._key_width - cell_len(command.key), 1)
        return (Piece(padded, "accent", "sheet"), Piece(command.help, "text", "sheet"))


def ranked(commands: Sequence[Command], typed: str) -> list[Command]:
    """The commands that have every word that was typed; those that begin with it come before those that contain it."""
    words = typed.lower().split()
    if not words:
        return list(commands)
    scored = [(score, command) for command in commands if (score := _score(command, words)) is not None]
    return [command for _, command in sorted(scored, key=lambda pair: pair[0])]


def _score(command: Command, words: Sequence[str]) -> int | None:
    """How far a command is from what was typed, 0 the nearest; None where a word is not in it at all."""
    name = command.footer.lower()
    told = f"{name} {command.help} {command.id.partition('.')[2].replace('_', ' ')}".lower()
    own = command.key.lower().split()
    if not all(word in told or word in own for word in words):
        return None
    typed = " ".join(words)
    if typed == name or typed in own:
        return 0
    if name.startswith(typed) or command.help.lower().startswith(typed):
        return 1
    begun = told.replace("(", " ").split()
    return 2 if all(any(one.startswith(word) for one in begun) for word in words) else 3

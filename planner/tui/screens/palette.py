"""The palette: type a few letters of what you want, run it with enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from planner.tui.commands import Command
from planner.tui.screens.ask import QuietInput
from planner.tui.widgets.choices import Choices
from planner.tui.widgets.lines import Lines, Piece, Row

_KEY_WIDTH = 8
_MOST_LINES = 12


class PaletteScreen(ModalScreen[Command | None]):
    """Finds a command by its words; None when it is left with escape."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel"),
        Binding("down", "step(1)", "down", priority=True),
        Binding("up", "step(-1)", "up", priority=True),
    ]

    def __init__(self, offered: Sequence[Command]) -> None:
        super().__init__()
        self._offered = list(offered)
        self._found = self._offered

    def compose(self) -> ComposeResult:
        """A field over a list."""
        self._choices = Choices()
        self._choices.styles.height = min(_MOST_LINES, len(self._offered))
        self._choices.offer([_row(command) for command in self._found])
        with Vertical(classes="sheet"):
            yield QuietInput(placeholder="what do you want to do?")
            yield Lines(ground="sheet")
            yield self._choices

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches."""
        words = event.value.lower().split()
        self._found = [command for command in self._offered if all(word in _searched(command) for word in words)]
        self._choices.offer([_row(command) for command in self._found])

    def on_input_submitted(self) -> None:
        """Run the chosen command."""
        self.dismiss(self._found[self._choices.chosen] if self._found else None)

    def action_step(self, by: int) -> None:
        """Down or up the list."""
        self._choices.step(by)

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)


def _searched(command: Command) -> str:
    return f"{command.footer} {command.help} {command.key}".lower()


def _row(command: Command) -> Row:
    return (Piece(f"{command.key:<{_KEY_WIDTH}}", "accent", "sheet"), Piece(command.help, "text", "sheet"))

"""The palette: the runner types a few letters of a command, and enter runs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len
from textual.widgets import Input

from planner.tui.keys import commands, sheet_commands
from planner.tui.keys.command import Command
from planner.tui.keys.keymap import Keymap
from planner.tui.sheets.ask import StillInput
from planner.tui.sheets.sheet import Overlay, sheet_line
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import cut_at_word, wrap_rows

_MIN_KEY_WIDTH, _MAX_KEY_WIDTH = 8, 14
_MAX_LINES = 12
_SENTENCE_LINES = 2
_FRAME = 4 + _SENTENCE_LINES
"""Lines of the sheet that are not the list."""
_WIDTH, _EDGES = 64, 4
"""Columns of the sheet and of its edges, as in the style sheet."""
NO_MATCH: Row = (Piece("Nothing is called that.", "muted", "sheet"),)


class PaletteSheet(Overlay[Command]):
    """Finds a command by its words; None when it is left with escape.

    Args:
        offered: The commands.
        elsewhere: What other screens can do, as `commands_elsewhere` has it; offered where no command here matches.
        uses: How often each was run from here, by its name; those that were run most come first.
    """

    AUTO_FOCUS = "Input"
    COMMAND_TABLE = sheet_commands.PALETTE

    def __init__(self, offered: Sequence[Command], elsewhere: Sequence[Command], uses: Mapping[str, int]) -> None:
        self._list, self._sentence = RowList(), sheet_line()
        super().__init__(StillInput("what do you want to do?"), sheet_line(), self._list, self._sentence)
        self._commands = sorted(offered, key=lambda command: -uses.get(command.id, 0))
        self._elsewhere = elsewhere
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
        self._sentence.styles.height = _SENTENCE_LINES
        self._show_sentence()

    def _show_sentence(self) -> None:
        """Show the whole sentence of the command under the cursor where its row has room for a part of it."""
        width = min(self.app.size.width, _WIDTH) - _EDGES
        command = self._matches[self._list.cursor] if self._matches else None
        is_cut = command is not None and cell_len(command.help) > width - self._key_width - 1
        self._sentence.show(wrap_rows(command.help, width, "muted")[:_SENTENCE_LINES] if command and is_cut else [])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the commands that match, the likeliest first."""
        self._matches = rank_commands(self._commands, event.value) or rank_commands(self._elsewhere, event.value)
        self._show_matches()

    def on_input_submitted(self) -> None:
        """Run the command under the cursor."""
        self.dismiss(self._matches[self._list.cursor] if self._matches else None)

    def action_step(self, by: int) -> None:
        """Move the cursor down by some commands, or up when negative."""
        self._list.move_round(by)
        self._show_sentence()

    def _show_matches(self) -> None:
        self._list.set_rows(max(len(self._matches), 1), self._row)
        if self.is_mounted:
            self._show_sentence()

    def _row(self, index: int, width: int) -> Row:
        if not self._matches:
            return NO_MATCH
        command = self._matches[index]
        padded = command.key_text + " " * max(self._key_width - cell_len(command.key_text), 1)
        sentence = cut_at_word(command.help, width - cell_len(padded), self.host.glyphs)
        return (Piece(padded, "accent", "sheet"), Piece(sentence, "text", "sheet"))


def commands_elsewhere(own: Iterable[Command], keys: Keymap) -> list[Command]:
    """Return what the screens can do that have other commands than these, each as the command that goes there."""
    here = {command.id for command in own}
    goes = {command.id: command for command in keys.apply_to(commands.APP_COMMANDS)}
    return [
        goes[f"app.{place}"]._replace(help=f"In the {place}: {command.help}", footer_word=command.footer_word)
        for place in ("calendar", "builder", "progress", "session")
        for command in commands.COMMAND_TABLES[place]
        if command.in_palette and command.id not in here
    ]


def rank_commands(offered: Sequence[Command], query: str) -> list[Command]:
    """Return the commands that have every typed word; those that begin with it come first."""
    words = query.lower().split()
    if not words:
        return list(offered)
    scored = [(score, command) for command in offered if (score := _distance(command, words)) is not None]
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

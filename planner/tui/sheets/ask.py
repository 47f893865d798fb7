"""One question with a one-line answer. A refused answer stays where it was typed, with the sentence that refuses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.tui.keys.command import Command
from planner.tui.sheets.overlay import Overlay
from planner.tui.widgets.rows import Piece, RowsWidget
from planner.tui.widgets.status_line import StatusLine

SheetResult = TypeVar("SheetResult")


class AskSheet(Overlay[SheetResult], Generic[SheetResult]):
    """Asks until the answer is accepted; None when it is left with escape.

    Args:
        question: One line.
        accept: Turns what was typed into the result, or raises `RefusedError`.
        hint: What an answer looks like.
    """

    AUTO_FOCUS = "Input"
    COMMAND_TABLE = (
        Command("ask.answer", "enter", "", "Answer."),
        Command("ask.cancel", "escape", "cancel", "Go back without an answer."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "cancel")]

    def __init__(self, question: str, accept: Callable[[str], SheetResult], hint: str = "") -> None:
        super().__init__()
        self._question = question
        self._parse = accept
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The question, the field, and room for a refusal."""
        title = RowsWidget(background="sheet")
        title.show([(Piece(clean_line(self._question), "title", "sheet"),)])
        self._message = StatusLine("enter answers · escape cancels")
        with Vertical(classes="sheet"):
            yield title
            yield RowsWidget(background="sheet")
            yield StillInput(placeholder=self._hint)
            yield RowsWidget(background="sheet")
            yield self._message

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer, or say why not."""
        try:
            answer = self._parse(event.value)
        except RefusedError as error:
            self._message.show_message(str(error), "warn")
            return
        self.dismiss(answer)

    def action_cancel(self) -> None:
        """No answer."""
        self.dismiss(None)


class StillInput(Input):
    """A field of one line whose cursor does not blink: blinking alone sends 2 KB a second."""

    def __init__(self, value: str = "", placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=False)
        self.cursor_blink = False

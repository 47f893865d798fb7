"""One question with a one-line answer. A refused answer stays where it was typed, with the sentence that refuses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.formatting import format_full_day, format_relative_day
from planner.training.refusal import RefusedError
from planner.tui.calendar import view
from planner.tui.keys.command import Command
from planner.tui.sheets.sheet import Overlay
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


_FOOT = "enter goes there   escape cancels"
_EXAMPLES = "18 feb, fri, next sun, +2w, 3 days ago, 2027-W07, race, start, end, week 7"


class GoToDateSheet(AskSheet[dt.date]):
    """Asks for a date until there is one; None when it is left with escape.

    Args:
        parse: Turns what was typed into a day, or raises `RefusedError`.
        today: Today.
        blocks: All training blocks, to say which week of which a day is in.
    """

    def __init__(self, parse: Callable[[str], dt.date], today: dt.date, blocks: Sequence[Block]) -> None:
        super().__init__("Go to which date?", parse)
        self._today = today
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """The question, the field, what it means, the keys."""
        title = RowsWidget(background="sheet")
        title.show([(Piece("Go to which date?", "title", "sheet"),)])
        self._message = StatusLine(_EXAMPLES)
        keys = RowsWidget(background="sheet")
        keys.show([(Piece(_FOOT, "muted", "sheet"),)])
        with Vertical(classes="sheet"):
            yield title
            yield RowsWidget(background="sheet")
            yield StillInput()
            yield RowsWidget(background="sheet")
            yield self._message
            yield RowsWidget(background="sheet")
            yield keys

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day is meant so far."""
        if not event.value.strip():
            self._message.show_message(_EXAMPLES)
            return
        try:
            day = self._parse(event.value)
        except RefusedError as error:
            self._message.show_message(str(error))
        else:
            self._message.show_message(describe_day(day, self._today, self._blocks), "text")


def describe_day(day: dt.date, today: dt.date, blocks: Sequence[Block]) -> str:
    """A day in words: its full date, how far it is from today, and where it stands in its block."""
    parts = [format_full_day(day), format_relative_day(day, today)]
    block = view.block_at(blocks, day)
    if block is not None:
        phase = clean_line(block.phase_on(day) or "", 30)
        parts += [f"{clean_line(block.name, 60)}, week {block.week_number(day)} of {block.weeks}", phase]
    return " · ".join(part for part in parts if part)

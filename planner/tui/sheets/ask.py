"""One question with a one-line answer. A refused answer stays in the field, with the reason below it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input

from planner.text import clean_line
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_full_day, format_relative_day
from planner.training.refusal import RefusedError
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import Command, foot_text
from planner.tui.sheets.sheet import Overlay, sheet_line
from planner.tui.widgets.option_list import NO_ROW, RowList
from planner.tui.widgets.rows import Piece
from planner.tui.widgets.status_line import StatusLine

SheetResult = TypeVar("SheetResult")
_FRAME = 10
"""Lines of a question with a list that are not the list."""
_DATE_EXAMPLES = "18 feb, fri, next sun, +2w, 3 days ago, 2027-W07, race, start, end, week 7"


class StillInput(Input):
    """A field of one line whose cursor does not blink: blinking alone sends 2 KB a second to the terminal."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self.cursor_blink = False

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where on the screen the next character goes; Textual answers a cell further at the end of the text."""
        offset = super().cursor_screen_offset
        return offset - (1, 0) if self.cursor_position == len(self.value) else offset


class AskSheet(Overlay[SheetResult], Generic[SheetResult]):
    """Asks until the answer is accepted; None when it is left with escape.

    Args:
        question: One line.
        parse: Turns what was typed into the result, or raises `RefusedError`.
        hint: An example of an answer, shown in the empty field.
        explanation: Shown below the field until there is something to say of the answer; the keys when empty.
    """

    AUTO_FOCUS = "Input"
    COMMAND_TABLE: ClassVar[tuple[Command, ...]] = sheet_commands.ASK

    def __init__(
        self, question: str, parse: Callable[[str], SheetResult], hint: str = "", explanation: str = ""
    ) -> None:
        self._message = StatusLine(explanation or foot_text(self.COMMAND_TABLE, separator=" · "))
        self._field = StillInput(hint)
        widgets: list[Widget] = [sheet_line(Piece(clean_line(question), "title", "sheet")), sheet_line()]
        widgets += [self._field, sheet_line(), self._message]
        if explanation:
            widgets += [sheet_line(), sheet_line(Piece(foot_text(self.COMMAND_TABLE), "muted", "sheet"))]
        super().__init__(*widgets)
        self._parse = parse
        self._asked = question, parse, hint, explanation

    @property
    def is_half_typed(self) -> bool:
        """Whether there is an answer that was not given."""
        return bool(self._field.value)

    def asked_again(self, error: RefusedError) -> AskSheet[SheetResult]:
        """Return the same question with what was typed, and why what was made of it was refused."""
        sheet = self._same_question()
        sheet.show_refused(self._field.value, str(error))
        return sheet

    def show_refused(self, typed: str, reason: str) -> None:
        """Put an answer into the field, and say why it was refused."""
        self._field.value = typed
        self._message.show_message(reason, "warn")

    def _same_question(self) -> AskSheet[SheetResult]:
        return AskSheet(*self._asked)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer, or show why it is refused."""
        try:
            answer = self._parse(self._answer_of(event.value))
        except RefusedError as error:
            self._message.show_message(str(error), "warn")
        else:
            self.dismiss(answer)

    def _answer_of(self, typed: str) -> str:
        """Return the answer that is meant by what was typed."""
        return typed


class AskFromListSheet(AskSheet[SheetResult], Generic[SheetResult]):
    """Asks with the usual answers below the field: typing finds one of them, or is an answer of its own.

    Args:
        question: One line.
        parse: Turns the answer into the result, or raises `RefusedError`.
        choices: The usual answers.
        explanation: Shown below the field until there is something to say of the answer; the keys when empty.
    """

    COMMAND_TABLE = sheet_commands.ASK_FROM_LIST

    def __init__(
        self, question: str, parse: Callable[[str], SheetResult], choices: Sequence[str], explanation: str = ""
    ) -> None:
        super().__init__(question, parse, "choose, or type your own words", explanation)
        self._choices = self._matches = tuple(choices)
        self._list = RowList()
        field_at = self._sheet_widgets.index(self._field) + 1
        self._sheet_widgets = (*self._sheet_widgets[:field_at], self._list, *self._sheet_widgets[field_at:])
        self._explanation = explanation
        self._show_matches()
        self._list.clear_cursor()

    def _same_question(self) -> AskSheet[SheetResult]:
        question, parse, _, explanation = self._asked
        return AskFromListSheet(question, parse, self._choices, explanation)

    def fit_to_terminal(self) -> None:
        """Give the list as many lines as it needs and the screen has."""
        self._list.styles.height = max(min(len(self._choices), self.app.size.height - _FRAME), 1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the answers that begin so; the first of them is the one that is taken."""
        typed = event.value.strip().casefold()
        self._matches = tuple(choice for choice in self._choices if choice.startswith(typed))
        self._show_matches()
        if not typed or not self._matches:
            self._list.clear_cursor()

    def _answer_of(self, typed: str) -> str:
        at = self._list.cursor
        return self._matches[at] if at != NO_ROW and self._matches else typed

    def action_step(self, by: int) -> None:
        """Move the cursor down by some answers, or up when negative."""
        if self._list.cursor == NO_ROW:
            self._list.move_to(0 if by > 0 else len(self._matches) - 1)
        else:
            self._list.move_round(by)

    def _show_matches(self) -> None:
        self._list.show_options([(Piece(choice, "text", "sheet"),) for choice in self._matches])


class GoToDateSheet(AskSheet[dt.date]):
    """Asks for a date, and shows which day is meant while it is typed.

    Args:
        parse: Turns what was typed into a day, or raises `RefusedError`.
        today: Today.
        blocks: All training blocks, to say in which week of which block a day is.
    """

    COMMAND_TABLE = sheet_commands.GO_TO_DATE

    def __init__(self, parse: Callable[[str], dt.date], today: dt.date, blocks: Sequence[Block]) -> None:
        super().__init__("Go to which date?", parse, explanation=_DATE_EXAMPLES)
        self._today = today
        self._blocks = blocks

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day is meant so far."""
        if not event.value.strip():
            self._message.show_message(_DATE_EXAMPLES)
            return
        try:
            day = self._parse(event.value)
        except RefusedError as error:
            self._message.show_message(str(error))
        else:
            self._message.show_message(describe_day(day, self._today, self._blocks), "text")


def describe_day(day: dt.date, today: dt.date, blocks: Sequence[Block]) -> str:
    """Return a day in words: its full date, how far it is from today, and its week and phase in a block."""
    parts = [format_full_day(day), format_relative_day(day, today)]
    block = block_on(blocks, day)
    if block is not None:
        phase = clean_line(block.phase_on(day) or "", 30)
        parts += [f"{clean_line(block.name, 60)}, week {block.week_number(day)} of {block.weeks}", phase]
    return " · ".join(part for part in parts if part)

"""One question with a one-line answer. A refused answer stays in the field, with the reason below it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input

from planner.text import clean_line
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_full_day, format_relative_day
from planner.training.refusal import RefusedError
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.sheet import Overlay, sheet_line
from planner.tui.widgets.rows import Piece
from planner.tui.widgets.status_line import StatusLine

SheetResult = TypeVar("SheetResult")
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
    COMMAND_TABLE = sheet_commands.ASK

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

    def asked_again(self, error: RefusedError) -> AskSheet[SheetResult]:
        """Return the same question with what was typed, and why what was made of it was refused."""
        sheet = AskSheet(*self._asked)
        sheet._field.value = self._field.value
        sheet._message.show_message(str(error), "warn")
        return sheet

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer, or show why it is refused."""
        try:
            answer = self._parse(event.value)
        except RefusedError as error:
            self._message.show_message(str(error), "warn")
        else:
            self.dismiss(answer)


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

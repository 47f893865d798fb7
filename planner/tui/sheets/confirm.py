"""A question that is answered with yes or no, with the reason why it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from planner.text import clean_line
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Row
from planner.tui.widgets.wrap import wrap_rows

_MAX_CHARS = 600


class ConfirmSheet(ScrollSheet[bool]):
    """Asks; the result is the answer, None when it is left with escape.

    Args:
        title: What it is about, in a few words.
        question: The question.
        reasons: Why it is asked, a sentence each.
    """

    MAX_WIDTH = 76
    COMMAND_TABLE = sheet_commands.CONFIRM

    def __init__(self, title: str, question: str, reasons: Sequence[str] = ()) -> None:
        texts = [(question, "text"), *((reason, "muted") for reason in reasons)]

        def rows(width: int) -> list[Row]:
            return [row for text, color in texts for row in wrap_rows(clean_line(text, _MAX_CHARS), width, color)]

        super().__init__(title, rows)

"""Going to a date: while it is typed, the day that is meant stands below it in full, or why there is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.refusal import RefusedError
from planner.training.wording import day_in_full, how_far
from planner.tui.calendar import view
from planner.tui.sheets.ask import AskScreen, QuietInput
from planner.tui.widgets.rows import Lines, Piece
from planner.tui.widgets.status_line import Sentence

_KEYS = "enter goes there   escape cancels"
_EXAMPLES = "18 feb, fri, next sun, +2w, 3 days ago, 2027-W07, race, start, end, week 7"


class GoToScreen(AskScreen[dt.date]):
    """Asks for a date until there is one; None when it is left with escape.

    Args:
        read: Turns what was typed into a day, or raises `RefusedError`.
        today: Today.
        blocks: All training blocks, to say which week of which a day is in.
    """

    def __init__(self, read: Callable[[str], dt.date], today: dt.date, blocks: Sequence[Block]) -> None:
        super().__init__("Go to which date?", read)
        self._today = today
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """The question, the field, what it means, the keys."""
        title = Lines(ground="sheet")
        title.show([(Piece("Go to which date?", "title", "sheet"),)])
        self._words = Sentence(_EXAMPLES)
        keys = Lines(ground="sheet")
        keys.show([(Piece(_KEYS, "muted", "sheet"),)])
        with Vertical(classes="sheet"):
            yield title
            yield Lines(ground="sheet")
            yield QuietInput()
            yield Lines(ground="sheet")
            yield self._words
            yield Lines(ground="sheet")
            yield keys

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day is meant so far."""
        if not event.value.strip():
            self._words.say(_EXAMPLES)
            return
        try:
            day = self._accept(event.value)
        except RefusedError as error:
            self._words.say(str(error))
        else:
            self._words.say(told(day, self._today, self._blocks), "text")


def told(day: dt.date, today: dt.date, blocks: Sequence[Block]) -> str:
    """A day in words: its full date, how far it is from today, and where it stands in its block."""
    parts = [day_in_full(day), how_far(day, today)]
    block = view.block_at(blocks, day)
    if block is not None:
        phase = clean_line(block.phase_on(day) or "", 30)
        parts += [f"{clean_line(block.name, 60)}, week {block.week_of(day)} of {block.weeks}", phase]
    return " · ".join(part for part in parts if part)

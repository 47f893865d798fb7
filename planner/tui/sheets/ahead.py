"""A question before a day that is still ahead is marked: its workouts were done today, or another day was meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from planner.text import join_words
from planner.training.formatting import format_full_day, format_relative_day
from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Row
from planner.tui.widgets.wrap import wrap_rows

AheadAnswer = Literal["today"]


class AheadSheet(ScrollSheet[AheadAnswer]):
    """Asks whether workouts that lie ahead were done today; None where they are left as they are.

    Args:
        workouts: The workouts, all of one day.
        today: Today.
    """

    MAX_WIDTH = 76
    COMMAND_TABLE = sheet_commands.AHEAD

    def __init__(self, workouts: Sequence[Workout], today: dt.date) -> None:
        super().__init__(f"{format_full_day(workouts[0].date)} is still ahead.", self._question_rows)
        self._workouts = workouts
        self._today = today

    def _question_rows(self, width: int) -> list[Row]:
        what = join_words([labels.short_title(workout, 60) for workout in self._workouts])
        is_one = len(self._workouts) == 1
        verb, done = ("is", "Was it") if is_one else ("are", "Were they")
        moved = "it moves to today, and you say how it was" if is_one else "what you tick moves to today"
        return wrap_rows(
            f"{what} {verb} planned {format_relative_day(self._workouts[0].date, self._today)}. "
            f"{done} done today already? Then {moved}.",
            width,
            "text",
        )

"""A question before a workout of a day that is still ahead is marked done: it was done today, or another was meant."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from planner.training.formatting import format_full_day, format_relative_day
from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Row
from planner.tui.widgets.wrap import wrap_rows

AheadAnswer = Literal["today"]


class AheadSheet(ScrollSheet[AheadAnswer]):
    """Asks whether a workout that lies ahead was done today; None where it is left as it is."""

    MAX_WIDTH = 76
    COMMAND_TABLE = sheet_commands.AHEAD

    def __init__(self, workout: Workout, today: dt.date) -> None:
        super().__init__(f"{format_full_day(workout.date)} is still ahead.", self._question_rows)
        self._workout = workout
        self._today = today

    def _question_rows(self, width: int) -> list[Row]:
        what = labels.short_title(self._workout, 60)
        return wrap_rows(
            f"{what} is planned {format_relative_day(self._workout.date, self._today)}. Was it done today already? "
            "Then it moves to today, and you say how it was.",
            width,
            "text",
        )

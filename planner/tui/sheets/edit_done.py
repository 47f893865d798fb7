"""A question before a workout that was done is edited: what was done is meant, or what was planned."""

from __future__ import annotations

from typing import Literal

from planner.training.formatting import format_day
from planner.training.workouts import StoredStatus, Workout
from planner.tui import labels
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Row
from planner.tui.widgets.wrap import wrap_rows

EditAnswer = Literal["done", "plan"]


class EditDoneSheet(ScrollSheet[EditAnswer]):
    """Asks what of a done workout is edited; None where nothing is."""

    MAX_WIDTH = 76
    COMMAND_TABLE = sheet_commands.EDIT_DONE

    def __init__(self, workout: Workout) -> None:
        super().__init__(f"{labels.short_title(workout, 40)}, {format_day(workout.date)}: edit what?", self._rows)
        self._is_planned = workout.status is StoredStatus.DONE
        if not self._is_planned:
            self.foot_words = {"edit_done.plan": "name and kind"}

    def _rows(self, width: int) -> list[Row]:
        if self._is_planned:
            text = "It is done. Edit what was done, or what was planned? The other one stays as it is."
        else:
            text = "It was done without a plan. Edit what was done, or its name, kind and time of day?"
        return wrap_rows(text, width, "text")

"""A question before all workouts of a selection are marked done as planned: it lists them, and what stays planned."""

from __future__ import annotations

from collections.abc import Sequence

from planner.text import capitalize_first
from planner.training.formatting import count_workouts_text, format_day
from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Row
from planner.tui.widgets.wrap import wrap_rows


class DoneSelectionSheet(ScrollSheet[bool]):
    """Asks whether workouts are marked done with the plan's figures; None where they are left as they are.

    Args:
        workouts: What would be marked done.
        stays: A sentence on what is selected, too, but stays planned; empty when nothing does.
    """

    MAX_WIDTH = 76
    COMMAND_TABLE = sheet_commands.DONE_SELECTION

    def __init__(self, workouts: Sequence[Workout], stays: str) -> None:
        super().__init__(f"{capitalize_first(count_workouts_text(workouts))} done as planned?", self._rows)
        self._workouts = workouts
        self._stays = stays

    def _rows(self, width: int) -> list[Row]:
        lines = [f"{format_day(workout.date)}  {labels.short_title(workout, 60)}" for workout in self._workouts]
        rows = [row for line in lines for row in wrap_rows(line, width, "text")]
        return [*rows, (), *wrap_rows(self._stays, width, "muted")] if self._stays else rows

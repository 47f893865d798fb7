"""The sheet of one week: its workouts with planned next to done, and a key that shows a day in the calendar."""

from __future__ import annotations

import datetime as dt

from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.progress.week_workouts import WeekWorkouts
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit_both

_FRAME_LINES = 7
_MAX_DETAIL_LINES = 5
_EMPTY_ROW: Row = (Piece("Nothing was planned or done in this week.", "muted", "sheet"),)


class WeekSheet(SizedSheet[dt.date]):
    """The workouts of one week. Its result is the day to show in the calendar, or None.

    Args:
        title: The dates of the week.
        block_week: The week's place in its block; may be empty.
        week: Its workouts.
        first_day: Its first day, the result for a week without workouts.
    """

    MAX_WIDTH = 100
    COMMAND_TABLE = sheet_commands.WEEK

    def __init__(self, title: str, block_week: str, week: WeekWorkouts, first_day: dt.date) -> None:
        self._title, self._head, self._list, self._detail = sheet_line(), sheet_line(), RowList(), sheet_line()
        foot = sheet_line(Piece(foot_text(self.COMMAND_TABLE), "muted", "sheet"))
        super().__init__(self._title, self._head, self._list, sheet_line(), self._detail, foot)
        self._title_text = title
        self._block_week = block_week
        self._week = week
        self._first = first_day

    @property
    def full_text(self) -> str:
        """The list and the selected workout in full, as text."""
        return f"{self._head.text}\n{self._list.text}\n{self._detail.text}"

    def action_step(self, by: int) -> None:
        """Select another workout; a page stops at the ends, a single step wraps around."""
        if abs(by) > 1:
            self._list.move_to(self._list.cursor + by)
        else:
            self._list.move_round(by)
        self.fit_to_terminal()

    def action_open_day(self) -> None:
        """Close the sheet and show the selected workout's day in the calendar."""
        workouts = self._week.workouts
        self.dismiss(workouts[self._list.cursor].date if workouts else self._first)

    def fit(self, width: int, height: int) -> None:
        """Give the list the lines it needs and the selected workout a few below it."""
        week, selected = self._week, self._list.cursor
        workout_rows = week.workout_rows(width - 1)
        list_lines = min(max(len(workout_rows), 1), max(height - _FRAME_LINES - _MAX_DETAIL_LINES, 3))
        detail_lines = min(_MAX_DETAIL_LINES, max(height - _FRAME_LINES - list_lines, 1))
        self._list.styles.height = list_lines
        self._detail.styles.height = detail_lines
        block_week = self._block_week if len(self._title_text) + len(self._block_week) + 2 <= width else ""
        self._title.show([(Piece(fit_both(self._title_text, block_week, width, week.glyphs), "title", "sheet"),)])
        self._head.show([(Piece(" ", "muted", "sheet"), *week.header_row(width - 1))] if workout_rows else [])
        self._list.show_options(workout_rows or [_EMPTY_ROW], selected)
        self._detail.show(week.workout_detail(selected, width)[:detail_lines] if workout_rows else [])

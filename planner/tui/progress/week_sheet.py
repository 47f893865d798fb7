"""A week opened from Progress: its workouts, planned beside done, and the way to a day in the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from planner.tui.progress.week_workouts import WeekWorkouts
from planner.tui.sheets.sheet import SizedSheet
from planner.tui.widgets.option_list import ChoiceList
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.tui.widgets.wrap import fit_both

_FRAME = 7
_MOST_DETAIL = 5
_EMPTY_ROW: Row = (Piece("Nothing was planned or done in this week.", "muted", "sheet"),)


class WeekSheet(SizedSheet[dt.date]):
    """One week. Its result is the day to go to in the calendar, or None.

    Args:
        title: Which week.
        block_week: Where it stands in its block; may be empty.
        week: Its workouts.
        first_day: Its first day, to go to when there are none.
    """

    MAX_WIDTH = 100
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_day", "Show the workout's day in the calendar."),
        Binding("down,j,tab", "step(1)", "Go to the next workout."),
        Binding("up,k,shift+tab", "step(-1)", "Go to the workout before."),
        Binding("pagedown", "step(7)", "Go seven workouts on."),
        Binding("pageup", "step(-7)", "Go seven workouts back."),
        Binding("escape,q,backspace", "close", "Go back to the weeks."),
    ]

    def __init__(self, title: str, block_week: str, week: WeekWorkouts, first_day: dt.date) -> None:
        super().__init__()
        self._title_text = title
        self._block_week = block_week
        self._week = week
        self._first = first_day

    def widgets(self) -> Iterable[Widget]:
        """The week, its workouts, the chosen one in full, and the keys."""
        self._title = RowsWidget(background="sheet")
        self._head = RowsWidget(background="sheet")
        self._list = ChoiceList(id="week-list")
        self._detail = RowsWidget(background="sheet", id="week-detail")
        self._foot = RowsWidget(background="sheet")
        return self._title, self._head, self._list, RowsWidget(background="sheet"), self._detail, self._foot

    @property
    def full_text(self) -> str:
        """The list and what is said of the chosen workout."""
        return f"{self._head.text}\n{self._list.text}\n{self._detail.text}"

    def action_step(self, by: int) -> None:
        """Another workout; a page stops at the ends, a step goes round."""
        count = len(self._week.workouts)
        if abs(by) > 1:
            by = min(max(self._list.cursor + by, 0), max(count - 1, 0)) - self._list.cursor
        self._list.move(by)
        self.refit()

    def action_open_day(self) -> None:
        """To the chosen workout's day in the calendar."""
        workouts = self._week.workouts
        self.dismiss(workouts[self._list.cursor].date if workouts else self._first)

    def fit(self, width: int, height: int) -> None:
        """The list in as many lines as it needs, and the chosen workout in a few below."""
        week, chosen = self._week, self._list.cursor
        options = [week.workout_row(number, width - 1) for number in range(len(week.workouts))]
        listed = min(max(len(options), 1), max(height - _FRAME - _MOST_DETAIL, 3))
        deep = min(_MOST_DETAIL, max(height - _FRAME - listed, 1))
        self._list.styles.height = listed
        self._detail.styles.height = deep
        place = self._block_week if len(self._title_text) + len(self._block_week) + 2 <= width else ""
        self._title.show([(Piece(fit_both(self._title_text, place, width, week.glyphs), "title", "sheet"),)])
        self._head.show([(Piece(" ", "muted", "sheet"), *week.header_row(width - 1))] if options else [])
        self._list.set_rows(options or [_EMPTY_ROW], chosen)
        self._detail.show(week.workout_detail(chosen, width)[:deep] if options else [])
        self._foot.show([(Piece("enter shows the day in the calendar   escape closes", "muted", "sheet"),)])

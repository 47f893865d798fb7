"""A week opened from Progress: its workouts, planned beside done, and the way to a day in the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from planner.tui.progress.week_list import WeekList
from planner.tui.sheets.sheet import FittedSheet
from planner.tui.widgets.option_list import Choices
from planner.tui.widgets.rows import Lines, Piece, Row
from planner.tui.widgets.wrap import spread

_FRAME = 7
_MOST_DETAIL = 5
_NOTHING: Row = (Piece("Nothing was planned or done in this week.", "muted", "sheet"),)


class WeekScreen(FittedSheet[dt.date]):
    """One week. Its result is the day to go to in the calendar, or None.

    Args:
        title: Which week.
        place: Where it stands in its block; may be empty.
        week: Its workouts.
        first: Its first day, to go to when there are none.
    """

    WIDEST = 100
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Show the workout's day in the calendar."),
        Binding("down,j,tab", "step(1)", "Go to the next workout."),
        Binding("up,k,shift+tab", "step(-1)", "Go to the workout before."),
        Binding("pagedown", "step(7)", "Go seven workouts on."),
        Binding("pageup", "step(-7)", "Go seven workouts back."),
        Binding("escape,q,backspace", "close", "Go back to the weeks."),
    ]

    def __init__(self, title: str, place: str, week: WeekList, first: dt.date) -> None:
        super().__init__()
        self._words = title
        self._place = place
        self._week = week
        self._first = first

    def parts(self) -> Iterable[Widget]:
        """The week, its workouts, the chosen one in full, and the keys."""
        self._title = Lines(ground="sheet")
        self._head = Lines(ground="sheet")
        self._choices = Choices(id="week-list")
        self._detail = Lines(ground="sheet", id="week-detail")
        self._foot = Lines(ground="sheet")
        return self._title, self._head, self._choices, Lines(ground="sheet"), self._detail, self._foot

    @property
    def text(self) -> str:
        """The list and what is said of the chosen workout."""
        return f"{self._head.text}\n{self._choices.text}\n{self._detail.text}"

    def action_step(self, by: int) -> None:
        """Another workout; a page stops at the ends, a step goes round."""
        count = len(self._week.workouts)
        if abs(by) > 1:
            by = min(max(self._choices.chosen + by, 0), max(count - 1, 0)) - self._choices.chosen
        self._choices.step(by)
        self.fit_again()

    def action_go(self) -> None:
        """To the chosen workout's day in the calendar."""
        workouts = self._week.workouts
        self.dismiss(workouts[self._choices.chosen].date if workouts else self._first)

    def fit(self, width: int, height: int) -> None:
        """The list in as many lines as it needs, and the chosen workout in a few below."""
        week, chosen = self._week, self._choices.chosen
        options = [week.row(number, width - 1) for number in range(len(week.workouts))]
        listed = min(max(len(options), 1), max(height - _FRAME - _MOST_DETAIL, 3))
        deep = min(_MOST_DETAIL, max(height - _FRAME - listed, 1))
        self._choices.styles.height = listed
        self._detail.styles.height = deep
        place = self._place if len(self._words) + len(self._place) + 2 <= width else ""
        self._title.show([(Piece(spread(self._words, place, width, week.glyphs), "title", "sheet"),)])
        self._head.show([(Piece(" ", "muted", "sheet"), *week.head(width - 1))] if options else [])
        self._choices.offer(options or [_NOTHING], chosen)
        self._detail.show(week.detail(chosen, width)[:deep] if options else [])
        self._foot.show([(Piece("enter shows the day in the calendar   escape closes", "muted", "sheet"),)])

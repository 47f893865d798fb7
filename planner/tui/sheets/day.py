"""The day opened: its workouts in a list, the chosen one in full, and the keys that change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from planner.training.workouts import Workout
from planner.tui.calendar import day_text
from planner.tui.calendar.view import CalendarView
from planner.tui.host import host_of
from planner.tui.sheets.choose import workout_list_row
from planner.tui.sheets.sheet import SizedSheet
from planner.tui.widgets.option_list import ChoiceList
from planner.tui.widgets.rows import Piece, RowsWidget
from planner.tui.widgets.scroll_text import ScrollText

_NON_TEXT_LINES = 8
_MAX_LISTED = 8


class DaySheet(SizedSheet[tuple[str, Workout | None]]):
    """One day. Its result is ``("done" | "skip" | "move" | "edit", workout)``, ``("add", None)``, or None."""

    MAX_WIDTH = 76
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "choose('done')", "Mark the workout done."),
        Binding("s", "choose('skip')", "Skip it, with the reason."),
        Binding("m", "choose('move')", "Pick it up and move it with the arrows."),
        Binding("e", "choose('edit')", "Change it."),
        Binding("a", "add", "Add a workout to the day."),
        Binding("down,j,tab", "step(1)", "Go to the day's next workout."),
        Binding("up,k,shift+tab", "step(-1)", "Go to the workout before."),
        Binding("pagedown,space", "scroll(5)", "Read on."),
        Binding("pageup", "scroll(-5)", "Read back."),
        Binding("escape,q,enter", "close", "Go back to the calendar."),
    ]

    def __init__(self, view: CalendarView, day: dt.date) -> None:
        super().__init__()
        self._view = view
        self._day = day
        self._workouts = list(view.workouts_on(day))

    def widgets(self) -> Iterable[Widget]:
        """The date, the list where there is something to choose, the workout in full, the keys."""
        self._title = RowsWidget(background="sheet")
        self._list = ChoiceList()
        self._list.set_rows([workout_list_row(self._view, workout) for workout in self._workouts])
        self._passage = ScrollText(id="day-body")
        self._foot = RowsWidget(background="sheet")
        return (
            self._title,
            self._list,
            RowsWidget(background="sheet"),
            self._passage,
            RowsWidget(background="sheet"),
            self._foot,
        )

    @property
    def full_text(self) -> str:
        """What is said of the chosen workout."""
        return self._passage.full_text

    def action_step(self, by: int) -> None:
        """Another workout of the day."""
        self._list.move(by)
        self._passage.go_to_top()
        self.refit()

    def action_scroll(self, by: int) -> None:
        """Read on in a long note."""
        self._passage.move(by)
        self._show_keys()

    def action_add(self) -> None:
        """Add a workout to the day."""
        self.dismiss(("add", None))

    def action_choose(self, verb: str) -> None:
        """Mark, skip or move the chosen workout."""
        workout = self._chosen()
        if workout is not None and verb == "edit":
            self.dismiss((verb, workout))
        elif workout is None or not workout.is_training:
            self._say("There is nothing here to mark, skip or move.   a add   escape closes")
        elif workout.actual is not None and verb != "done":
            undo = host_of(self).keys["calendar.undo"]
            self._say(f"It is done; {undo} in the calendar takes that back.   escape closes")
        else:
            self.dismiss((verb, workout))

    def _chosen(self) -> Workout | None:
        return self._workouts[self._list.cursor] if self._workouts else None

    def fit(self, width: int, height: int) -> None:
        """The list in a few lines, and the chosen workout in the rest."""
        several = len(self._workouts) > 1
        listed = min(len(self._workouts), _MAX_LISTED) if several else 0
        self._list.display = several
        self._list.styles.height = max(listed, 1)
        head, *nothing_here = day_text.day_rows(self._view, self._day, width, "sheet", with_start_keys=False)
        self._title.show([head])
        chosen = self._chosen()
        rows = nothing_here if chosen is None else day_text.workout_rows(self._view, chosen, width, "sheet")
        rows += day_text.how_to_rows(self._view, chosen, width, "sheet") if chosen is not None else []
        self._passage.show_rows(rows, height - listed - _NON_TEXT_LINES)
        self._show_keys()

    def _show_keys(self) -> None:
        keys = "d done   s skip   m move   e edit   " if self._workouts else ""
        more = "space reads on   " if self._passage.rows_below > 0 else ""
        self._say(f"{keys}a add   {more}escape closes")

    def _say(self, words: str) -> None:
        self._foot.show([(Piece(words, "muted", "sheet"),)])

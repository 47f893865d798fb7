"""Which of several workouts: a short list, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.calendar.view import CalendarView
from planner.tui.sheets.sheet import Overlay
from planner.tui.theme import color_of
from planner.tui.widgets.option_list import ChoiceList
from planner.tui.widgets.rows import Piece, Row, RowsWidget


class ChooseWorkoutSheet(Overlay[Workout]):
    """Asks for one of some workouts; None when it is left with escape."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Take the workout under the cursor."),
        Binding("down,j,tab", "step(1)", "Go to the next workout."),
        Binding("up,k,shift+tab", "step(-1)", "Go to the workout before."),
        Binding("escape,q", "cancel", "Take none of them."),
    ]

    def __init__(self, question: str, workouts: Sequence[Workout], view: CalendarView) -> None:
        super().__init__()
        self._question = question
        self._workouts = list(workouts)
        self._view = view

    def compose(self) -> ComposeResult:
        """The question, the list, and how to answer."""
        title, foot = RowsWidget(background="sheet"), RowsWidget(background="sheet")
        title.show([(Piece(self._question, "title", "sheet"),)])
        foot.show([(Piece("enter takes it   escape cancels", "muted", "sheet"),)])
        self._list = ChoiceList()
        self._list.styles.height = len(self._workouts)
        self._list.set_rows([workout_list_row(self._view, workout) for workout in self._workouts])
        with Vertical(classes="sheet"):
            yield title
            yield RowsWidget(background="sheet")
            yield self._list
            yield RowsWidget(background="sheet")
            yield foot

    def action_step(self, by: int) -> None:
        """Down or up the list."""
        self._list.move(by)

    def action_choose(self) -> None:
        """This one."""
        self.dismiss(self._workouts[self._list.cursor])

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)


def workout_list_row(view: CalendarView, workout: Workout) -> Row:
    """A workout as a line of a list: status, then what it is."""
    mark = labels.status_glyph(workout, view.today, view.glyphs)
    return (
        Piece(f"{mark} ", "muted", "sheet"),
        Piece(labels.workout_summary(workout, view.unit, view.glyphs), color_of(workout), "sheet"),
    )

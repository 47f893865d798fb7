"""Which of several workouts: a short list, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.calendar.view import MonthView
from planner.tui.sheets.overlay import Overlay
from planner.tui.theme import ink_of
from planner.tui.widgets.option_list import Choices
from planner.tui.widgets.rows import Lines, Piece, Row


class ChooseScreen(Overlay[Workout]):
    """Asks for one of some workouts; None when it is left with escape."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take the workout under the cursor."),
        Binding("down,j,tab", "step(1)", "Go to the next workout."),
        Binding("up,k,shift+tab", "step(-1)", "Go to the workout before."),
        Binding("escape,q", "cancel", "Take none of them."),
    ]

    def __init__(self, question: str, workouts: Sequence[Workout], view: MonthView) -> None:
        super().__init__()
        self._question = question
        self._workouts = list(workouts)
        self._view = view

    def compose(self) -> ComposeResult:
        """The question, the list, and how to answer."""
        title, foot = Lines(ground="sheet"), Lines(ground="sheet")
        title.show([(Piece(self._question, "title", "sheet"),)])
        foot.show([(Piece("enter takes it   escape cancels", "muted", "sheet"),)])
        self._choices = Choices()
        self._choices.styles.height = len(self._workouts)
        self._choices.offer([workout_row(self._view, workout) for workout in self._workouts])
        with Vertical(classes="sheet"):
            yield title
            yield Lines(ground="sheet")
            yield self._choices
            yield Lines(ground="sheet")
            yield foot

    def action_step(self, by: int) -> None:
        """Down or up the list."""
        self._choices.step(by)

    def action_take(self) -> None:
        """This one."""
        self.dismiss(self._workouts[self._choices.chosen])

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)


def workout_row(view: MonthView, workout: Workout) -> Row:
    """A workout as a line of a list: status, then what it is."""
    mark = labels.mark(workout, view.today, view.glyphs)
    return (
        Piece(f"{mark} ", "muted", "sheet"),
        Piece(labels.summary(workout, view.unit, view.glyphs), ink_of(workout), "sheet"),
    )

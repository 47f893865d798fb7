"""The day opened: its workouts in a list, the chosen one in full, and the keys that change it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from planner.training.wording import asks_for_work
from planner.training.workouts import Workout
from planner.tui import daytext
from planner.tui.monthview import MonthView
from planner.tui.screens.choose import workout_row
from planner.tui.screens.sheet import sheet_width
from planner.tui.widgets.choices import Choices
from planner.tui.widgets.lines import Lines, Piece, Row

_WIDEST = 76


class DayScreen(ModalScreen[tuple[str, Workout] | None]):
    """One day. Its result is ``("done" | "skip" | "move", workout)``, or None."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", "close"),
        Binding("down,j,tab", "step(1)", "down"),
        Binding("up,k,shift+tab", "step(-1)", "up"),
        Binding("pagedown,space", "scroll(5)", "read on"),
        Binding("pageup", "scroll(-5)", "read back"),
        Binding("d", "take('done')", "done"),
        Binding("s", "take('skip')", "skip"),
        Binding("m", "take('move')", "move"),
    ]

    def __init__(self, view: MonthView, day: dt.date) -> None:
        super().__init__()
        self._view = view
        self._day = day
        self._workouts = list(view.of(day))
        self._top = 0
        self._rows: list[Row] = []

    def compose(self) -> ComposeResult:
        """The date, the list where there is something to choose, the workout in full, the keys."""
        self._title = Lines(ground="sheet")
        self._choices = Choices()
        self._choices.offer([workout_row(self._view, workout) for workout in self._workouts])
        self._gap = Lines(ground="sheet")
        self._body = Lines(ground="sheet", id="day-body")
        self._foot = Lines(ground="sheet")
        with Vertical(classes="sheet"):
            yield self._title
            yield self._choices
            yield self._gap
            yield self._body
            yield Lines(ground="sheet")
            yield self._foot

    def on_mount(self) -> None:
        """Fit the sheet to its words."""
        self._fit()

    def on_resize(self) -> None:
        """Fit the sheet to the new size."""
        self._fit()

    @property
    def text(self) -> str:
        """What is said of the chosen workout."""
        return "\n".join("".join(piece.text for piece in row).rstrip() for row in self._rows)

    def action_step(self, by: int) -> None:
        """Another workout of the day."""
        self._choices.step(by)
        self._top = 0
        self._fit()

    def action_scroll(self, by: int) -> None:
        """Read on in a long note."""
        self._top += by
        self._fit()

    def action_take(self, verb: str) -> None:
        """Mark, skip or move the chosen workout."""
        workout = self._chosen()
        if workout is None or not asks_for_work(workout):
            self._foot.show(
                [(Piece("There is nothing here to mark, skip or move.   escape closes", "muted", "sheet"),)]
            )
        elif workout.actual is not None and verb != "done":
            self._foot.show(
                [(Piece("It is done; u in the calendar takes that back.   escape closes", "muted", "sheet"),)]
            )
        else:
            self.dismiss((verb, workout))

    def action_close(self) -> None:
        """Back to the month."""
        self.dismiss(None)

    def _chosen(self) -> Workout | None:
        return self._workouts[self._choices.chosen] if self._workouts else None

    def _fit(self) -> None:
        width = sheet_width(self.app.size.width, _WIDEST)
        several = len(self._workouts) > 1
        chosen = self._chosen()
        head, *rest = daytext.day_rows(self._view, self._day, width - 4, "sheet")
        self._rows = daytext.workout_rows(self._view, chosen, width - 4, "sheet") if chosen is not None else rest
        listed = min(len(self._workouts), 8) if several else 0
        self._choices.display = several
        self._choices.styles.height = max(listed, 1)
        room = max(min(len(self._rows), self.app.size.height - listed - 8), 1)
        self._body.styles.height = room
        self._top = min(max(self._top, 0), max(len(self._rows) - room, 0))
        sheet = self.query_one(".sheet")
        sheet.styles.width = width
        self._title.show([head])
        self._body.show(self._rows[self._top : self._top + room])
        more = "space reads on   " if self._top + room < len(self._rows) else ""
        keys = "d done   s skip   m move   " if chosen is not None else ""
        self._foot.show([(Piece(f"{keys}{more}escape closes", "muted", "sheet"),)])

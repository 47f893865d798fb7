"""A week opened from Progress: its workouts, planned beside done, and the way to a day in the calendar."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from planner.tui import wording
from planner.tui.progress.weeklist import WeekList
from planner.tui.screens.sheet import sheet_width
from planner.tui.widgets.choices import Choices
from planner.tui.widgets.lines import Lines, Piece, Row

_WIDEST = 100
_FRAME = 7
_MOST_DETAIL = 5


class WeekScreen(ModalScreen[dt.date | None]):
    """One week. Its result is the day to go to in the calendar, or None.

    Args:
        title: Which week.
        place: Where it stands in its block; may be empty.
        week: Its workouts.
        first: Its first day, to go to when there are none.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace", "close", "close"),
        Binding("enter", "go", "to the calendar"),
        Binding("down,j,tab", "step(1)", "down"),
        Binding("up,k,shift+tab", "step(-1)", "up"),
        Binding("pagedown", "step(7)", "a week of lines down"),
        Binding("pageup", "step(-7)", "a week of lines up"),
    ]

    def __init__(self, title: str, place: str, week: WeekList, first: dt.date) -> None:
        super().__init__()
        self._words = title
        self._place = place
        self._week = week
        self._first = first

    def compose(self) -> ComposeResult:
        """The week, its workouts, the chosen one in full, and the keys."""
        self._title = Lines(ground="sheet")
        self._head = Lines(ground="sheet")
        self._choices = Choices(id="week-list")
        self._detail = Lines(ground="sheet", id="week-detail")
        self._foot = Lines(ground="sheet")
        with Vertical(classes="sheet"):
            yield self._title
            yield self._head
            yield self._choices
            yield Lines(ground="sheet")
            yield self._detail
            yield self._foot

    def on_mount(self) -> None:
        """Fit the sheet to the week."""
        self._fit()

    def on_resize(self) -> None:
        """Fit the sheet to the new size."""
        self._fit()

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
        self._fit()

    def action_go(self) -> None:
        """To the chosen workout's day in the calendar."""
        workouts = self._week.workouts
        self.dismiss(workouts[self._choices.chosen].date if workouts else self._first)

    def action_close(self) -> None:
        """Back to the weeks."""
        self.dismiss(None)

    def _fit(self) -> None:
        width = sheet_width(self.app.size.width, _WIDEST)
        inner = width - 4
        workouts, glyphs = self._week.workouts, self._week.glyphs
        chosen = self._choices.chosen
        options = [self._week.row(place, inner - 1) for place in range(len(workouts))]
        room = max(self.app.size.height - _FRAME - _MOST_DETAIL, 3)
        listed = min(max(len(options), 1), room)
        detail: list[Row] = self._week.detail(chosen, inner) if workouts else []
        deep = min(_MOST_DETAIL, max(self.app.size.height - _FRAME - listed, 1))
        self.query_one(".sheet").styles.width = width
        self._choices.styles.height = listed
        self._detail.styles.height = deep
        place = self._place if len(self._words) + len(self._place) + 2 <= inner else ""
        spread = wording.spread(self._words, place, inner, glyphs)
        self._title.show([(Piece(spread, "title", "sheet"),)])
        head: Row = (Piece(" ", "muted", "sheet"), *(self._week.head(inner - 1) if workouts else ()))
        self._head.show([head])
        empty: Row = (Piece("Nothing was planned or done in this week.", "muted", "sheet"),)
        self._choices.offer(options or [empty], chosen)
        rows = detail[:deep]
        self._detail.show([*rows, *[(Piece("", "text", "sheet"),)] * (deep - len(rows))])
        self._foot.show([(Piece("enter shows the day in the calendar   escape closes", "muted", "sheet"),)])

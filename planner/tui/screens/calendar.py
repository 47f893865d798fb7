"""The calendar: a month with its weekly sums, the day under the cursor in words, and every edit one key away.

Wide terminals get a panel for the day, narrow ones an agenda in the month's place. Every edit is committed when it is
made; the month is then read again, and only cells that differ are drawn.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.tui import commands, daytext, monthview
from planner.tui.monthview import DAY, WEEK, MonthView
from planner.tui.screens.base import SMALLEST, is_within, too_small
from planner.tui.screens.planning import PlanningScreen
from planner.tui.shelf import Shelf
from planner.tui.widgets.agenda import Agenda
from planner.tui.widgets.lines import Lines
from planner.tui.widgets.month import MonthGrid

_MONTH_FROM = (75, 18)
_PANEL_FROM = (120, 18)
_TWO_MONTHS_FROM = (120, 56)
_LOOK_EVERY_S = 1.0


class CalendarScreen(PlanningScreen):
    """The month, the day, and the keys that plan."""

    KEY = "1"
    HERE = commands.CALENDAR
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.CALENDAR)]

    def __init__(self) -> None:
        super().__init__()
        self.cursor = dt.date.min
        self._workouts: tuple[Workout, ...] = ()

    def compose(self) -> ComposeResult:
        """Read the month and lay out what draws it."""
        self._shelf = Shelf(self.book)
        self._as_agenda = self.planner.remembered.view == "agenda"
        self.cursor = self.book.today
        self._month = monthview.month_of(self.cursor)
        self._read()
        self.view = self._arranged()
        self._title = Lines(ground="band", id="title")
        self._grid = MonthGrid(self.view, self.cursor)
        self._agenda = Agenda(self.view, self.cursor)
        self._detail = Lines(ground="band", id="detail")
        self._panel = Lines(id="panel")
        self._small = too_small()
        yield from (part for part, fits in self._parts().items() if fits)

    def on_mount(self) -> None:
        """Look at the clock and the file now and then."""
        super().on_mount()
        self._show_words()
        self.set_interval(_LOOK_EVERY_S, self._look)
        self.call_after_refresh(self.offer_draft)

    def on_resize(self, event: events.Resize) -> None:
        """Choose what fits the new size."""
        del event
        self._fit()
        if self._months != self.view.months:
            self.reload()
        else:
            self._show_words()

    def on_month_grid_picked(self, message: MonthGrid.Picked) -> None:
        """A click puts the cursor on a day."""
        self.go_to(message.day)

    # Data

    @property
    def _months(self) -> int:
        """How many months there is room for."""
        return 2 if is_within(_TWO_MONTHS_FROM, self.app.size) else 1

    def reload(self) -> None:
        """Read everything again and draw what differs."""
        self._read()
        self.show_again()

    def _read(self) -> None:
        try:
            self._shelf.read()
            self._read_month()
        except RefusedError as error:
            self.refuse(error)

    def _read_month(self) -> None:
        self._workouts = self._shelf.between(*self._visible())

    @property
    def week_start(self) -> int:
        """The runner's first day of the week."""
        return self._shelf.athlete.week_start

    def workouts_between(self, first: dt.date, last: dt.date) -> tuple[Workout, ...]:
        """The workouts of some days, both ends included."""
        return self._shelf.between(first, last)

    def _visible(self, before: int = 0, after: int = 0) -> tuple[dt.date, dt.date]:
        """The first and the last day in sight, with some months more on either side."""
        months = self._months + before + after
        first = monthview.next_month(self._month, -before)
        return monthview.visible_days(first, self._shelf.athlete.week_start, months)

    def _arranged(self) -> MonthView:
        trial, athlete = self.trial, self._shelf.athlete
        return monthview.month_view(
            self._month,
            self._workouts if trial is None else trial.over(self._workouts, *self._visible()),
            self._shelf.blocks,
            self.book.today,
            week_start=athlete.week_start,
            unit=athlete.unit,
            glyphs=self.planner.glyphs,
            ghosts=frozenset() if trial is None else trial.change.numbers,
            marked=self.marked,
            months=self._months,
            build_key=self.planner.keys["app.builder"],
        )

    def _look(self) -> None:
        """Notice a new day and another session's edits. Costs one look at the file; nothing is sent unless it shows."""
        if self.book.today != self.view.today or self._shelf.is_behind():
            self.reload()

    def on_screen_resume(self) -> None:
        """See at once what another screen has done to the file, and fit the words to a size that changed behind it."""
        if self.is_mounted:
            self._look()
            self.call_after_refresh(self._show_words)

    # What is shown

    def show_again(self) -> None:
        """Draw what differs, with an operation under way carried out."""
        self.view = self._arranged()
        self._grid.show(self.view, self.cursor)
        self._agenda.show(self.view, self.cursor)
        self._show_words()

    def restyle(self) -> None:
        """Draw everything again, in the colours and marks there are now."""
        self.show_again()
        super().restyle()

    def _show_words(self) -> None:
        width = self.size.width
        self._title.show([daytext.title_row(self.view, self.cursor, width, self.book.athlete)])
        if self._panel.display:
            self._panel.show(daytext.day_rows(self.view, self.cursor, self._panel.size.width, "ground"))
        else:
            self._detail.show(daytext.detail_rows(self.view, self.cursor, width))

    def _parts(self) -> dict[Widget, bool]:
        """Every part of the screen, and whether it has its place at this size."""
        size = self.app.size
        fits = is_within(SMALLEST, size)
        month = not self._as_agenda and is_within(_MONTH_FROM, size)
        panel = is_within(_PANEL_FROM, size)
        self._panel.styles.width = min(max(28, size.width // 4 - 2), 52)
        return {
            self._title: fits,
            self._panel: fits and panel,
            self._grid: fits and month,
            self._agenda: fits and not month,
            self._small: not fits,
            self._detail: fits and not panel,
            self.bar: fits,
        }

    def _fit(self) -> None:
        """Show the parts that fit; those that were never needed before are mounted now."""
        for part, fits in self._parts().items():
            if fits and not part.is_attached:
                self.mount(part)
            part.display = fits

    # Getting about

    def go_to(self, day: dt.date, *, month: bool = False) -> None:
        """Put the cursor on a day; an operation under way goes there too.

        Args:
            day: Where.
            month: Whether the month shown must be that day's own, not only one that shows the day.
        """
        day = min(max(day, monthview.FIRST_MONTH), dt.date(2199, 12, 31))
        moves = self.follow_cursor(day)
        self.cursor = day
        if not self.view.first <= day <= self.view.last or (month and monthview.month_of(day) != self._month):
            self._month = monthview.month_of(day)
            try:
                self._read_month()
            except RefusedError as error:
                self.refuse(error)
            self.show_again()
            self.call_after_refresh(lambda: self._shelf.reach(*self._visible(1, 1)))
        elif moves:
            self.show_again()
        else:
            self._grid.move_cursor(day)
            self._agenda.move_cursor(day)
            self._show_words()
        self.say_trial()

    def action_left(self) -> None:
        """A day back."""
        self.go_to(self.cursor - DAY)

    def action_right(self) -> None:
        """A day forward."""
        self.go_to(self.cursor + DAY)

    def action_up(self) -> None:
        """A week back; in the agenda, the line above."""
        self.go_to(self.cursor - (DAY if self._agenda.display else WEEK))

    def action_down(self) -> None:
        """A week forward; in the agenda, the line below."""
        self.go_to(self.cursor + (DAY if self._agenda.display else WEEK))

    def action_week(self, step: int) -> None:
        """A week back or forward."""
        self.go_to(self.cursor + WEEK * step)

    def action_month(self, step: int) -> None:
        """The same day of another month, or its last."""
        month = monthview.next_month(monthview.month_of(self.cursor), step)
        self.go_to(month.replace(day=min(self.cursor.day, monthview.last_day(month).day)), month=True)

    def action_today(self) -> None:
        """Today."""
        self.go_to(self.book.today, month=True)

    def action_view(self) -> None:
        """Month or agenda."""
        self._as_agenda = not self._as_agenda
        self.planner.remembered.view = "agenda" if self._as_agenda else "month"
        self._fit()
        if not self._as_agenda and self._agenda.display:
            self.say("The month needs 75 × 18; this terminal is smaller, so the agenda stays.")

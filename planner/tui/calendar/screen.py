"""The calendar: a month, a week or an agenda, the day under the cursor in words, and every edit one key away.

Wide terminals get a panel for the day, narrow ones the agenda in the place of a view that has no room. Every edit is
committed when it is made; the days are then read again, and only what differs is drawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.widget import Widget

from planner.training.refusal import RefusedError
from planner.training.weeks import WEEK
from planner.training.workouts import Workout
from planner.tui.calendar import day_text, view
from planner.tui.calendar import window as windows
from planner.tui.calendar.block_text import TextsScreen
from planner.tui.calendar.day_grid import DayGrid
from planner.tui.calendar.month_grid import MonthGrid
from planner.tui.calendar.prefetch import Ahead
from planner.tui.calendar.view import Look, MonthView
from planner.tui.keys import commands
from planner.tui.screen import too_small
from planner.tui.sizes import SMALLEST, is_within
from planner.tui.state.calendar_cache import Shelf
from planner.tui.widgets.rows import Lines
from planner.usecases.open_planbook import BusyError

if TYPE_CHECKING:  # not needed by the first frame on most terminals
    from planner.tui.calendar.agenda import Agenda
    from planner.tui.calendar.preview import Trial

_PANEL_FROM = (120, 18)
_PANEL_EDGES = 3
"""Columns of the day panel that stay blank on its left and its right, as its style sheet has them."""
_LOOK_EVERY_S = 0.5
BUSY = "Another session is writing; what it changes is shown when it has finished."


class CalendarScreen(TextsScreen):
    """The days, and the keys that plan."""

    KEY = "1"
    HERE = commands.CALENDAR
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.CALENDAR)]

    def __init__(self) -> None:
        super().__init__()
        self.cursor = dt.date.min
        self.wanted = Look.MONTH
        self._lacking = ""
        self._workouts: tuple[Workout, ...] = ()
        self._drawn: dict[Look, DayGrid | Agenda] = {}

    def compose(self) -> ComposeResult:
        """Read the days and lay out what draws them."""
        self._shelf = Shelf(self.book)
        self._ahead = Ahead(self, self._arranged, self._look_ahead)
        self.wanted = Look(self.planner.remembered.view or Look.MONTH)
        self.cursor = self.book.today
        self._window = self._window_at(self.cursor)
        self._read()
        self.view = self._shown()
        self._title = Lines(ground="band", id="title")
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
        self.call_after_refresh(self._ahead.begin)

    def on_resize(self, event: events.Resize) -> None:
        """Choose what fits the new size."""
        del event
        before = self.view.look
        if self._window_at(self.cursor).is_like(self._window):
            self._fit()
            self._show_words()
        else:
            self._turn()
        still_said = self._lacking and self.bar.message == self._lacking
        if self.view.look is not self.wanted and (before is self.wanted or still_said):
            self._lacking = windows.no_room_for([self.wanted], self.app.size, self.view.look)
            self.say(self._lacking)
        elif self.view.look is self.wanted and still_said:
            self.bar.hush()

    def on_day_grid_picked(self, message: DayGrid.Picked) -> None:
        """A click puts the cursor on a day."""
        self.go_to(message.day)

    # Data

    def _window_at(self, day: dt.date) -> windows.Window:
        look = windows.look_shown(self.wanted, self.app.size)
        return windows.window(look, day, self.app.size, self._shelf.athlete.week_start)

    def reload(self) -> None:
        """Read everything again and draw what differs; what is tried out is worked out anew."""
        self._read()
        if self.trial is not None:
            self.trial = self.trial.worked_out()
        self.show_again()
        self._ahead.begin()

    def _read(self) -> None:
        self._ahead.forget()
        self._try_to_read(self._shelf.read, self._read_days)

    def _try_to_read(self, *steps: Callable[[], object]) -> None:
        """Read, or say why that cannot be; where it is only for the moment, the next look reads again."""
        try:
            for step in steps:
                step()
        except BusyError:
            self.say(BUSY)
        except RefusedError as error:
            self.refuse(error)
        else:
            if self.bar.message == BUSY:
                self.bar.hush()

    @property
    def week_start(self) -> int:
        """The runner's first day of the week."""
        return self._shelf.athlete.week_start

    def workouts_between(self, first: dt.date, last: dt.date) -> tuple[Workout, ...]:
        """The workouts of some days, both ends included."""
        return self._shelf.between(first, last)

    def _read_days(self) -> None:
        """The days of the window; one that another first day of the week has put out of place is made anew."""
        if self._window.first.weekday() != self._shelf.athlete.week_start:
            self._window = self._window_at(self.cursor)
        self._workouts = self._shelf.between(self._window.first, self._window.last)

    def _shown(self) -> MonthView:
        """The days of the window, with what is under way there; as they are kept where nothing is and all were read."""
        if self.trial is None and not self.marked and self._shelf.holds(self._window.first, self._window.last):
            return self._ahead.view(self._window, self.book.today, self.planner.glyphs)
        return self._arranged(self._window, self.trial, self.marked)

    def _arranged(
        self, shown: windows.Window, trial: Trial | None = None, marked: frozenset[dt.date] = frozenset()
    ) -> MonthView:
        athlete, first, last = self._shelf.athlete, shown.first, shown.last
        stored = self._shelf.between(first, last) if self._shelf.holds(first, last) else self._workouts
        workouts = stored if trial is None else trial.over(stored, first, last)
        blocks = self._shelf.blocks if trial is None else trial.change.over_blocks(self._shelf.blocks)
        return view.weeks_view(first, last, workouts, blocks, self.book.today)._replace(
            month=shown.month,
            months=shown.months,
            look=shown.look,
            unit=athlete.unit,
            glyphs=self.planner.glyphs,
            ghosts=frozenset() if trial is None else trial.change.numbers,
            remarks=() if trial is None else trial.remarks,
            marked=marked,
            absences=self._shelf.absences if trial is None else trial.change.away(self._shelf.absences),
            first_keys=(self.planner.keys["app.builder"], self.planner.keys["calendar.add"]),
        )

    def _look(self) -> None:
        """Notice a new day and another session's edits. Costs one look at the file; nothing is sent unless it shows.

        At midnight the cursor stays where it is, unless it stood on today and nothing is open or tried out there.
        """
        today, was = self.book.today, self.view.today
        if today == was and not self._shelf.is_behind():
            return
        self.reload()
        self.say_trial()
        if today != was == self.cursor and not self.marked and not self._is_covered:
            self.go_to(today, month=True)

    @property
    def _is_covered(self) -> bool:
        """Whether a sheet lies over the calendar."""
        return self.app.current_mode == self.app.DEFAULT_MODE and self.app.screen is not self

    def on_screen_resume(self) -> None:
        """See at once what another screen has done to the file, and fit the words to a size that changed behind it."""
        if self.is_mounted:
            self._look()
            self.call_after_refresh(self._show_words)

    # What is shown

    @property
    def _days(self) -> DayGrid | Agenda:
        """What draws the days now."""
        return self._drawn[self.view.look]

    def show_again(self) -> None:
        """Draw what differs, with an operation under way carried out."""
        before = self.view.look
        self.view = self._shown()
        if before is not self.view.look:
            self._fit()
        self._days.show(self.view, self.cursor)
        self._show_words()

    def restyle(self) -> None:
        """Draw everything again, in the colours and marks there are now."""
        self.show_again()
        super().restyle()

    def _show_words(self) -> None:
        width = self.size.width
        self._title.show([day_text.title_row(self.view, self.cursor, width, self.book.athlete)])
        if self._panel.display:
            room = _panel_width(self.app.size) - _PANEL_EDGES  # known before it is laid out at that size
            self._panel.show(day_text.day_rows(self.view, self.cursor, room, "ground"))
        else:
            self._detail.show(day_text.detail_rows(self.view, self.cursor, width))

    def _parts(self) -> dict[Widget, bool]:
        """Every part of the screen, and whether it has its place at this size."""
        size, look = self.app.size, self.view.look
        fits = is_within(SMALLEST, size)
        panel = is_within(_PANEL_FROM, size)
        self._panel.styles.width = _panel_width(size)
        if look not in self._drawn:
            self._drawn[look] = self._made(look)
        return {
            self._title: fits,
            self._panel: fits and panel,
            **{drawn: fits and one is look for one, drawn in self._drawn.items()},
            self._small: not fits,
            self._detail: fits and not panel,
            self.bar: fits,
        }

    def _made(self, look: Look) -> DayGrid | Agenda:
        """A view that is shown for the first time."""
        if look is Look.MONTH:
            return MonthGrid(self.view, self.cursor)
        if look is Look.WEEK:
            from planner.tui.calendar.week_grid import WeekGrid

            return WeekGrid(self.view, self.cursor)
        from planner.tui.calendar.agenda import Agenda

        return Agenda(self.view, self.cursor)

    def _fit(self) -> None:
        """Show the parts that fit; those that were never needed before are mounted now, where they had stood always."""
        behind: Widget | None = None
        for part, fits in reversed(self._parts().items()):
            if fits and not part.is_attached and self.is_attached:
                self.mount(part, before=behind)
            part.display = fits
            behind = part if part.is_attached else behind

    # Getting about

    def go_to(self, day: dt.date, *, month: bool = False) -> None:
        """Put the cursor on a day; an operation under way goes there too.

        Args:
            day: Where.
            month: Whether the month shown must be that day's own, not only one that shows the day.
        """
        day = min(max(day, view.FIRST_MONTH), dt.date(2199, 12, 31))
        moves = self.follow_cursor(day)
        self.cursor = day
        if not self._window.serves(day, month=month):
            self._turn()
        elif moves:
            self.show_again()
        else:
            self._days.move_cursor(day)
            self._show_words()
        self.say_trial()

    def _turn(self) -> None:
        """Show the days around the cursor, in the view that is asked for where it has room."""
        window = self._window_at(self.cursor)
        if not window.is_like(self._window) or not self._window.serves(self.cursor, month=True):
            self._window = window
            self._try_to_read(self._read_days)
        self._fit()
        self.show_again()
        self._ahead.begin()

    def _look_ahead(self) -> Iterator[None]:
        """Read the days around, and draw the page on either side; the agenda has none, and only scrolls."""
        self._shelf.reach(*self._window.neighbourhood)
        days = self._days
        if not isinstance(days, DayGrid):
            self._ahead.keep((self._window,))
            return
        beside = [self._window_at(self._pages_on(step)) for step in (1, -1)]
        self._ahead.keep((self._window, *beside))
        for window in beside:
            yield
            if self._shelf.reach(window.first, window.last):
                yield from days.prepare(self._ahead.view(window, self.book.today, self.planner.glyphs))

    def action_page(self, step: int) -> None:
        """A month, a week, or a screenful of the agenda back or forward."""
        days = self._days
        day = self._pages_on(step) if isinstance(days, DayGrid) else days.page(step)
        self.go_to(day, month=self.view.look is Look.MONTH)

    def _pages_on(self, step: int) -> dt.date:
        """The day that lies so many months on, or weeks in the week view."""
        return self.cursor + WEEK * step if self.view.look is Look.WEEK else view.month_on(self.cursor, step)

    def action_goto(self) -> None:
        """Go to a date."""
        from planner.tui.sheets.goto import GoToScreen
        from planner.usecases.read_day import find_day

        def then(day: dt.date | None) -> None:
            if day is not None:
                self.go_to(day, month=True)

        def read(text: str) -> dt.date:
            return find_day(self.book, text, blocks=self._shelf.blocks)

        self.app.push_screen(GoToScreen(read, self.book.today, self._shelf.blocks), then)

    def action_view(self) -> None:
        """The next view: month, week, agenda. One that has no room is named and passed by."""
        look, passed = windows.next_look(self.view.look, self.app.size)
        if look is not self.view.look:
            self.wanted = look
            self.planner.remembered.view = look.value
            self._turn()
        if passed:
            self.say(windows.no_room_for(passed, self.app.size, look))


def _panel_width(size: Size) -> int:
    return min(max(28, size.width // 4 - 2), 52)

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
from planner.tui.calendar import view as windows
from planner.tui.calendar.block_text import TextsScreen
from planner.tui.calendar.day_grid import DayGrid, MonthGrid
from planner.tui.calendar.prefetch import Prefetcher
from planner.tui.calendar.view import CalendarView, ViewKind
from planner.tui.keys import commands
from planner.tui.screen import MIN_SIZE, has_room, too_small_notice
from planner.tui.state.calendar_cache import CalendarCache
from planner.tui.widgets.rows import RowsWidget
from planner.usecases.open_planbook import BusyError

if TYPE_CHECKING:  # not needed by the first frame on most terminals
    from planner.training.blocks import Block
    from planner.tui.calendar.agenda import Agenda
    from planner.tui.calendar.preview import Preview

_PANEL_FROM = (120, 18)
_PANEL_EDGES = 3
"""Columns of the day panel that stay blank on its left and its right, as its style sheet has them."""
_CHECK_EVERY_S = 0.5
BUSY_MESSAGE = "Another session is writing; what it changes is shown when it has finished."


class CalendarScreen(TextsScreen):
    """The days, and the keys that plan."""

    MODE_KEY = "1"
    COMMAND_TABLE = commands.CALENDAR_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.CALENDAR_COMMANDS)]

    def __init__(self) -> None:
        super().__init__()
        self.cursor_day = dt.date.min
        self.wanted_view = ViewKind.MONTH
        self._no_room_message = ""
        self._window_workouts: tuple[Workout, ...] = ()
        self._grids: dict[ViewKind, DayGrid | Agenda] = {}

    def compose(self) -> ComposeResult:
        """Read the days and lay out what draws them."""
        self._cache = CalendarCache(self.book)
        self._prefetcher = Prefetcher(self, self._build_view, self._prefetch)
        self.wanted_view = ViewKind(self.host.preferences.view or ViewKind.MONTH)
        self.cursor_day = self.book.today
        self._window = self._window_at(self.cursor_day)
        self._read()
        self.view = self._current_view()
        self._title = RowsWidget(background="band", id="title")
        self._detail = RowsWidget(background="band", id="detail")
        self._panel = RowsWidget(id="panel")
        self._small = too_small_notice()
        yield from (part for part, fits in self._placement().items() if fits)

    def on_mount(self) -> None:
        """Look at the clock and the file now and then."""
        super().on_mount()
        self._show_text()
        self.set_interval(_CHECK_EVERY_S, self._check_for_changes)
        self.call_after_refresh(self.offer_form_draft)
        self.call_after_refresh(self._prefetcher.start)

    def on_resize(self, event: events.Resize) -> None:
        """Choose what fits the new size."""
        del event
        before = self.view.kind
        if self._window_at(self.cursor_day).has_same_layout(self._window):
            self._place_widgets()
            self._show_text()
        else:
            self._show_window()
        still_said = self._no_room_message and self.footer.message == self._no_room_message
        if self.view.kind is not self.wanted_view and (before is self.wanted_view or still_said):
            self._no_room_message = windows.too_small_sentence([self.wanted_view], self.app.size, self.view.kind)
            self.say(self._no_room_message)
        elif self.view.kind is self.wanted_view and still_said:
            self.footer.clear_message()

    def on_day_grid_picked(self, message: DayGrid.Picked) -> None:
        """A click puts the cursor on a day."""
        self.go_to_day(message.day)

    # Data

    def _window_at(self, day: dt.date) -> windows.Window:
        look = windows.fitting_view(self.wanted_view, self.app.size)
        return windows.window_for(look, day, self.app.size, self._cache.runner.week_start)

    def reload(self) -> None:
        """Read everything again and draw what differs; what is tried out is worked out anew."""
        self._read()
        if self.preview is not None:
            self.preview = self.preview.recomputed()
        self.redraw_days()
        self._prefetcher.start()

    def _read(self) -> None:
        self._prefetcher.clear()
        self._try_to_read(self._cache.reload, self._read_days)

    def _try_to_read(self, *steps: Callable[[], object]) -> None:
        """Read, or say why that cannot be; where it is only for the moment, the next look reads again."""
        try:
            for step in steps:
                step()
        except BusyError:
            self.say(BUSY_MESSAGE)
        except RefusedError as error:
            self.show_refusal(error)
        else:
            if self.footer.message == BUSY_MESSAGE:
                self.footer.clear_message()

    @property
    def week_start(self) -> int:
        """The runner's first day of the week."""
        return self._cache.runner.week_start

    def workouts_between(self, first: dt.date, last: dt.date) -> tuple[Workout, ...]:
        """The workouts of some days, both ends included."""
        return self._cache.workouts_between(first, last)

    def _read_days(self) -> None:
        """The days of the window; one that another first day of the week has put out of place is made anew."""
        if self._window.first.weekday() != self._cache.runner.week_start:
            self._window = self._window_at(self.cursor_day)
        self._window_workouts = self._cache.workouts_between(self._window.first, self._window.last)

    def _current_view(self) -> CalendarView:
        """The days of the window, with what is under way there; as they are kept where nothing is and all were read."""
        if self.preview is None and not self.marked_days and self._cache.covers(self._window.first, self._window.last):
            return self._prefetcher.get_view(self._window, self.book.today, self.host.glyphs)
        return self._build_view(self._window, self.preview, self.marked_days)

    def _build_view(
        self, shown: windows.Window, trial: Preview | None = None, marked: frozenset[dt.date] = frozenset()
    ) -> CalendarView:
        athlete, first, last = self._cache.runner, shown.first, shown.last
        stored = self._cache.workouts_between(first, last) if self._cache.covers(first, last) else self._window_workouts
        workouts = stored if trial is None else trial.applied_to(stored, first, last)
        blocks = self._cache.blocks if trial is None else trial.change.apply_to_blocks(self._cache.blocks)
        return view.build_view(first, last, workouts, blocks, self.book.today)._replace(
            month=shown.month,
            month_count=shown.month_count,
            kind=shown.kind,
            unit=athlete.unit,
            glyphs=self.host.glyphs,
            previewed_ids=frozenset() if trial is None else trial.change.workout_ids,
            remarks=() if trial is None else trial.remarks,
            marked_days=marked,
            absences=self._cache.absences if trial is None else trial.change.apply_to_absences(self._cache.absences),
            start_keys=(self.host.keys["app.builder"], self.host.keys["calendar.add"]),
        )

    def _check_for_changes(self) -> None:
        """Notice a new day and another session's edits. Costs one look at the file; nothing is sent unless it shows.

        At midnight the cursor stays where it is, unless it stood on today and nothing is open or tried out there.
        """
        today, was = self.book.today, self.view.today
        if today == was and not self._cache.is_stale():
            return
        self.reload()
        self.describe_preview()
        if today != was == self.cursor_day and not self.marked_days and not self._is_covered:
            self.go_to_day(today, show_month=True)

    @property
    def _is_covered(self) -> bool:
        """Whether a sheet lies over the calendar."""
        return self.app.current_mode == self.app.DEFAULT_MODE and self.app.screen is not self

    def on_screen_resume(self) -> None:
        """See at once what another screen has done to the file, and fit the words to a size that changed behind it."""
        if self.is_mounted:
            self._check_for_changes()
            self.call_after_refresh(self._show_text)

    # What is shown

    @property
    def _active_grid(self) -> DayGrid | Agenda:
        """What draws the days now."""
        return self._grids[self.view.kind]

    def redraw_days(self) -> None:
        """Draw what differs, with an operation under way carried out."""
        before = self.view.kind
        self.view = self._current_view()
        if before is not self.view.kind:
            self._place_widgets()
        self._active_grid.show(self.view, self.cursor_day)
        self._show_text()

    def redraw_all(self) -> None:
        """Draw everything again, in the colours and marks there are now."""
        self.redraw_days()
        super().redraw_all()

    def _show_text(self) -> None:
        width = self.size.width
        self._title.show([day_text.calendar_title_row(self.view, self.cursor_day, width, self.book.runner_name)])
        if self._panel.display:
            room = _panel_width(self.app.size) - _PANEL_EDGES  # known before it is laid out at that size
            self._panel.show(day_text.day_rows(self.view, self.cursor_day, room, "ground"))
        else:
            self._detail.show(day_text.day_summary_rows(self.view, self.cursor_day, width))

    def _placement(self) -> dict[Widget, bool]:
        """Every part of the screen, and whether it has its place at this size."""
        size, look = self.app.size, self.view.kind
        fits = has_room(MIN_SIZE, size)
        panel = has_room(_PANEL_FROM, size)
        self._panel.styles.width = _panel_width(size)
        if look not in self._grids:
            self._grids[look] = self._make_grid(look)
        return {
            self._title: fits,
            self._panel: fits and panel,
            **{drawn: fits and one is look for one, drawn in self._grids.items()},
            self._small: not fits,
            self._detail: fits and not panel,
            self.footer: fits,
        }

    def _make_grid(self, look: ViewKind) -> DayGrid | Agenda:
        """A view that is shown for the first time."""
        if look is ViewKind.MONTH:
            return MonthGrid(self.view, self.cursor_day)
        if look is ViewKind.WEEK:
            from planner.tui.calendar.day_grid import WeekGrid

            return WeekGrid(self.view, self.cursor_day)
        from planner.tui.calendar.agenda import Agenda

        return Agenda(self.view, self.cursor_day)

    def _place_widgets(self) -> None:
        """Show the parts that fit; those that were never needed before are mounted now, where they had stood always."""
        behind: Widget | None = None
        for part, fits in reversed(self._placement().items()):
            if fits and not part.is_attached and self.is_attached:
                self.mount(part, before=behind)
            part.display = fits
            behind = part if part.is_attached else behind

    # Getting about

    def go_to_day(self, day: dt.date, *, show_month: bool = False) -> None:
        """Put the cursor on a day; an operation under way goes there too.

        Args:
            day: Where.
            show_month: Whether the month shown must be that day's own, not only one that shows the day.
        """
        day = min(max(day, view.FIRST_MONTH), dt.date(2199, 12, 31))
        moves = self.move_preview_to(day)
        self.cursor_day = day
        if not self._window.covers(day, month=show_month):
            self._show_window()
        elif moves:
            self.redraw_days()
        else:
            self._active_grid.move_cursor(day)
            self._show_text()
        self.describe_preview()

    def show_block(self, block: Block, text: str) -> None:
        """Show a block that was just stored.

        Args:
            block: The block.
            text: A sentence that says what was stored.
        """
        self.reload()
        self.go_to_day(max(block.start, self.book.today), show_month=True)
        self.say(f"{text} {self.undo_hint}")

    def _show_window(self) -> None:
        """Show the days around the cursor, in the view that is asked for where it has room."""
        window = self._window_at(self.cursor_day)
        if not window.has_same_layout(self._window) or not self._window.covers(self.cursor_day, month=True):
            self._window = window
            self._try_to_read(self._read_days)
        self._place_widgets()
        self.redraw_days()
        self._prefetcher.start()

    def _prefetch(self) -> Iterator[None]:
        """Read the days around, and draw the page on either side; the agenda has none, and only scrolls."""
        self._cache.prefetch(*self._window.prefetch_range)
        days = self._active_grid
        if not isinstance(days, DayGrid):
            self._prefetcher.retain((self._window,))
            return
        beside = [self._window_at(self._day_pages_away(step)) for step in (1, -1)]
        self._prefetcher.retain((self._window, *beside))
        for window in beside:
            yield
            if self._cache.prefetch(window.first, window.last):
                yield from days.predraw(self._prefetcher.get_view(window, self.book.today, self.host.glyphs))

    def action_page(self, step: int) -> None:
        """A month, a week, or a screenful of the agenda back or forward."""
        days = self._active_grid
        day = self._day_pages_away(step) if isinstance(days, DayGrid) else days.scroll_page(step)
        self.go_to_day(day, show_month=self.view.kind is ViewKind.MONTH)

    def _day_pages_away(self, step: int) -> dt.date:
        """The day that lies so many months on, or weeks in the week view."""
        return (
            self.cursor_day + WEEK * step
            if self.view.kind is ViewKind.WEEK
            else view.same_day_months_on(self.cursor_day, step)
        )

    def action_goto(self) -> None:
        """Go to a date."""
        from planner.tui.sheets.ask import GoToDateSheet
        from planner.usecases.parse_day import parse_calendar_day

        def then(day: dt.date | None) -> None:
            if day is not None:
                self.go_to_day(day, show_month=True)

        def read(text: str) -> dt.date:
            return parse_calendar_day(self.book, text, blocks=self._cache.blocks)

        self.app.push_screen(GoToDateSheet(read, self.book.today, self._cache.blocks), then)

    def action_view(self) -> None:
        """The next view: month, week, agenda. One that has no room is named and passed by."""
        look, passed = windows.next_view(self.view.kind, self.app.size)
        if look is not self.view.kind:
            self.wanted_view = look
            self.host.preferences.view = look.value
            self._show_window()
        if passed:
            self.say(windows.too_small_sentence(passed, self.app.size, look))


def _panel_width(size: Size) -> int:
    return min(max(28, size.width // 4 - 2), 52)

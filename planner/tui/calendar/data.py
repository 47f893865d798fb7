"""What the calendar shows: the days around the cursor, read from the file and arranged in weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.geometry import Size

from planner.invocation import program
from planner.text import format_count
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.tui.calendar import view
from planner.tui.calendar.cursor import Cursor
from planner.tui.calendar.view import CalendarView, ViewKind, Window
from planner.tui.host import Host
from planner.tui.state.calendar_cache import CalendarCache
from planner.tui.widgets.footer import KeyFooter
from planner.usecases.open_planbook import BusyError, keep_connection

if TYPE_CHECKING:  # not needed by the first frame
    from planner.tui.calendar.preview import Preview
    from planner.usecases.strength.session_gaps import Gaps

BUSY_MESSAGE = "Another session is writing; what it changes is shown when it has finished."


class CalendarData:
    """Reads the days around the cursor, and says in the bottom line when they cannot be read.

    Args:
        host: The app.
        footer: Shows why the file cannot be read.
        cursor: The cursor.
        size: Returns the size of the terminal.

    Attributes:
        cache: What was read of the file.
        wanted_view: The view the runner chose; the agenda is shown instead where it has no room.
        window: The days that are shown.
        knows_gaps: Whether the gaps of a week's sessions are read; not for the first frame, which has no time for it.
        view: What is drawn; the screen replaces it whenever the days or the preview change.
    """

    view: CalendarView

    def __init__(self, host: Host, footer: KeyFooter, cursor: Cursor, size: Callable[[], Size]) -> None:
        self._host, self._footer, self._cursor, self._size = host, footer, cursor, size
        self.cache = CalendarCache(host.book)
        self.wanted_view = ViewKind(host.preferences.get("view") or ViewKind.MONTH)
        self.window = self.window_at(cursor.day)
        self.knows_gaps = False
        self._window_workouts: tuple[Workout, ...] = ()
        self._damage_said: tuple[str, ...] = ()

    @property
    def week_start(self) -> int:
        """The runner's first day of the week; 0 is Monday."""
        return self.cache.runner.week_start

    def window_at(self, day: dt.date) -> Window:
        """Return the window that would be shown with the cursor on a day."""
        size = self._size()
        return view.window_for(view.fitting_view(self.wanted_view, size), day, size, self.week_start)

    def read(self) -> None:
        """Read the runner, the blocks and the days of the window again."""
        self._read_or_warn(self.cache.reload, self._read_window)

    def show_window(self, window: Window) -> None:
        """Make another window the one that is shown, and read its days."""
        self.window = window
        self._read_or_warn(self._read_window)

    def _read_window(self) -> None:
        if self.window.first.weekday() != self.week_start:  # another session chose another first day of the week
            self.window = self.window_at(self._cursor.day)
        self._window_workouts = self.cache.workouts_between(self.window.first, self.window.last)

    def _read_or_warn(self, *steps: Callable[[], None]) -> None:
        """Read, or say why not; while another session writes, the next look at the file reads again."""
        try:
            with keep_connection():
                for step in steps:
                    step()
        except BusyError:
            self._footer.show_message(BUSY_MESSAGE)
        except RefusedError as error:
            self._footer.set_problem(str(error))
        else:
            self._footer.set_problem("")
            if self._footer.message == BUSY_MESSAGE:
                self._footer.clear_message()
            self._warn_of_damage()

    def _warn_of_damage(self) -> None:
        """Say once which row could not be read and is missing from what is shown."""
        damage = self.cache.damage
        if damage and damage != self._damage_said:
            more = f" {format_count(len(damage) - 1, 'other row')} too: {program()} check." if len(damage) > 1 else ""
            self._footer.warn(f"{damage[0]}{more}")
        self._damage_said = damage

    def build_view(
        self, window: Window, preview: Preview | None = None, marked: frozenset[dt.date] = frozenset()
    ) -> CalendarView:
        """Arrange the days of a window.

        Args:
            window: Which days.
            preview: A change to show as if it were made.
            marked: The days it concerns, or that are selected.
        """
        cache, first, last = self.cache, window.first, window.last
        # where the file cannot be read, the days that were read last stay in sight
        workouts = cache.workouts_between(first, last) if cache.covers(first, last) else self._window_workouts
        blocks, absences = cache.blocks, cache.absences
        arranged = view.arrange_weeks(
            window,
            workouts if preview is None else preview.applied_to(workouts, first, last),
            blocks if preview is None else preview.change.apply_to_blocks(blocks),
            self._host.book.today,
        )
        return arranged._replace(
            unit=cache.runner.unit,
            sled_kg=cache.runner.sled_kg,
            glyphs=self._host.glyphs,
            previewed_ids=frozenset() if preview is None else preview.change.workout_ids,
            remarks=() if preview is None else preview.remarks,
            marked_days=marked,
            busy_texts=cache.busy_texts,
            recorded=cache.recorded,
            absences=absences if preview is None else preview.change.apply_to_absences(absences),
            start_keys=(self._host.keys["app.builder"], self._host.keys["calendar.add"]),
            gaps=self._gaps(window, preview) if window.kind is ViewKind.WEEK and self.knows_gaps else {},
        )

    def _gaps(self, window: Window, preview: Preview | None) -> Gaps:
        """Return the gaps of a week's sessions, as a preview would make them; none where the file cannot be read."""
        from planner.usecases.strength.session_gaps import CONTEXT, read_gaps

        cache, first, last = self.cache, window.first - CONTEXT, window.last + CONTEXT
        try:
            if not cache.prefetch(first, last):
                return {}
            workouts: Sequence[Workout] = cache.workouts_between(first, last)
            if preview is not None:
                workouts = preview.applied_to(workouts, first, last)
            return read_gaps(self._host.book, workouts, cache.blocks, window.first, window.last)
        except RefusedError:
            return {}

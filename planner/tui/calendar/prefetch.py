"""The pages on either side of the one in sight, made in a pause between two keys, so that turning to one only shows it.

Nothing of this is needed: a page that was not made in time is made when it is turned to. A key that comes meanwhile
waits for one step at most: the reading of the days around, or a few lines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from textual.timer import Timer
from textual.widget import Widget

from planner.tui.calendar.view import CalendarView, Window
from planner.tui.theme import Glyphs

_DELAY_S = 0.04
"""So long after a page was turned or read again; a key held down turns the next one sooner, and nothing is begun."""


class Prefetcher:
    """The views of some windows, each as it is as long as what was read stands.

    Args:
        screen: Whose pauses are used.
        build_view: Arranges the days of a window.
        steps: What is to be done in a pause, step by step.
    """

    def __init__(
        self, screen: Widget, build_view: Callable[[Window], CalendarView], steps: Callable[[], Iterator[None]]
    ) -> None:
        self._screen, self._build_view, self._steps = screen, build_view, steps
        self._views: dict[Window, CalendarView] = {}
        self._timer: Timer | None = None
        self._running: Iterator[None] | None = None

    def get_view(self, window: Window, today: dt.date, glyphs: Glyphs) -> CalendarView:
        """The days of a window, made now unless they are there."""
        view = self._views.get(window)
        if view is None or view.today != today or view.glyphs is not glyphs:
            view = self._views[window] = self._build_view(window)
        return view

    def clear(self) -> None:
        """What was read stands no longer."""
        self._views.clear()
        self.stop()

    def retain(self, windows: tuple[Window, ...]) -> None:
        """Only these may be turned to next."""
        self._views = {window: view for window, view in self._views.items() if window in windows}

    def start(self) -> None:
        """Work in the next pause."""
        self.stop()
        work = self._running = self._steps()
        self._timer = self._screen.set_timer(_DELAY_S, lambda: self._run_step(work))

    def stop(self) -> None:
        """Leave what is not done."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._running = None

    def _run_step(self, work: Iterator[None]) -> None:
        """The next step, and after it a key that was pressed meanwhile; it may have ended the work."""
        if work is not self._running:
            return
        try:
            next(work)
        except StopIteration:
            self._running = None
        else:
            self._screen.call_later(self._run_step, work)

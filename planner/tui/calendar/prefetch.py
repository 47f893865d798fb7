"""Draw the pages on either side of the one in sight while no key is pressed, so that turning to them is quick.

A page that was not drawn in time is drawn when it is turned to. A key that comes meanwhile waits for one step at most:
for reading the days around, or for drawing a few lines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from textual.timer import Timer
from textual.widget import Widget

from planner.tui.calendar.view import CalendarView, Window
from planner.tui.theme import Glyphs

_DELAY_S = 0.04
"""Seconds of silence before the work begins; a key that is held down repeats sooner, so that none is begun."""


class Prefetcher:
    """Caches the views of a few windows, and works ahead in small steps.

    Args:
        screen: The screen whose timer and message queue are used.
        build_view: Arranges the days of a window.
        steps: Does the work, one step at each `next`.
    """

    def __init__(
        self, screen: Widget, build_view: Callable[[Window], CalendarView], steps: Callable[[], Iterator[None]]
    ) -> None:
        self._screen, self._build_view, self._steps = screen, build_view, steps
        self._views: dict[Window, CalendarView] = {}
        self._timer: Timer | None = None
        self._running: Iterator[None] | None = None

    def get_view(self, window: Window, today: dt.date, glyphs: Glyphs) -> CalendarView:
        """Return the days of a window, from the cache if they are there and still current."""
        view = self._views.get(window)
        if view is None or view.today != today or view.glyphs is not glyphs:
            view = self._views[window] = self._build_view(window)
        return view

    def clear(self) -> None:
        """Drop the cached views, because the data changed, and stop."""
        self._views.clear()
        self.stop()

    def retain(self, windows: tuple[Window, ...]) -> None:
        """Drop the cached views of all other windows."""
        self._views = {window: view for window, view in self._views.items() if window in windows}

    def start(self) -> None:
        """Begin the work again, in the next pause."""
        self.stop()
        steps = self._running = self._steps()
        self._timer = self._screen.set_timer(_DELAY_S, lambda: self._run_step(steps))

    def stop(self) -> None:
        """Stop where the work is."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._running = None

    def _run_step(self, steps: Iterator[None]) -> None:
        if steps is not self._running:  # a key stopped them, or began others
            return
        try:
            next(steps)
        except StopIteration:
            self._running = None
        else:
            self._screen.call_later(self._run_step, steps)  # behind a key that waits

"""The block drafted from the form while it is edited, in a thread behind the screen.

One search runs at a time. A change of the form stops the running search, and its end starts the next one, so that only
the newest form counts and fast typing does not start a crowd of threads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from planner.training.races import Unit
from planner.tui.builder.draft_view import DraftView, build_draft_view
from planner.usecases.planbook import file_stamp

if TYPE_CHECKING:
    from planner.tui.builder.form_result import FormResult
    from planner.tui.builder.read_form import PlanFileCache
    from planner.usecases.blocks.draft_model import Draft
    from planner.usecases.planbook import Planbook

_SWITCH_INTERVAL_S = 0.0005
"""Seconds that a key waits for the searching thread each time it needs the interpreter; Python's default is ten times
that."""
_SLOW_AFTER_S = 0.2
"""How long a draft may take before the screen says that it is being made, in seconds."""


@dataclass(slots=True)
class LiveDraft:
    """Drafts the form whenever it changes, and holds the newest result.

    Attributes:
        screen: Runs the thread and the timer.
        book: The runner's book.
        form_values: Returns the form's values by field.
        on_result: Called when `result`, `draft` and `view` are new.
        on_slow: Called when a search takes a while.
        result: What the newest form that was read comes to; None before the first.
        draft: The last block that could be drafted; it may be older than `result`.
        view: The same block as the screen shows it.
        is_slow: Whether the running search takes a while.
    """

    screen: Screen[None]
    book: Planbook
    form_values: Callable[[], dict[str, str]]
    on_result: Callable[[FormResult], None]
    on_slow: Callable[[], None]
    result: FormResult | None = None
    draft: Draft | None = None
    view: DraftView | None = None
    is_slow: bool = False
    _stamp: tuple[int, ...] = ()
    _latest_request: int = 0
    _stop_event: Event | None = None
    _timer: Timer | None = None
    _plan_cache: PlanFileCache | None = None

    @property
    def is_running(self) -> bool:
        """Whether a search is running."""
        return self._stop_event is not None

    @property
    def is_stale(self) -> bool:
        """Whether `view` is known not to belong to the form."""
        return self.is_slow or self.result is None or self.result.draft is None

    @property
    def is_outdated(self) -> bool:
        """Whether the file has changed since the newest result was read from it."""
        return self.result is not None and file_stamp(self.book.path) != self._stamp

    @property
    def unit(self) -> Unit:
        """The unit distances are shown in."""
        return self.result.runner.unit if self.result is not None else Unit.KM

    def refresh(self) -> None:
        """Draft the form as it is now."""
        self._latest_request += 1
        if self._stop_event is not None:
            self._stop_event.set()  # `_finish` starts the next search
            return
        if self._timer is None:
            self._timer = self.screen.set_timer(_SLOW_AFTER_S, self._report_slow)
        self._stop_event = Event()
        search = partial(self._search, self._latest_request, self.form_values(), self._stop_event)
        self.screen.run_worker(search, thread=True, group="draft")

    def stop(self) -> None:
        """Stop a running search, because the screen closes."""
        if self._stop_event is not None:
            self._stop_event.set()

    def _search(self, request: int, values: dict[str, str], stop: Event) -> None:
        from planner.tui.builder.read_form import PlanFileCache, read_form
        from planner.usecases.blocks.draft import SearchStopped

        if self._plan_cache is None:
            self._plan_cache = PlanFileCache()
        worker, stamp = get_current_worker(), file_stamp(self.book.path)
        switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_INTERVAL_S)
        try:
            result = read_form(self.book, values, self._plan_cache, lambda: stop.is_set() or worker.is_cancelled)
        except SearchStopped:
            result = None
        finally:
            sys.setswitchinterval(switch_interval)
        self.screen.call_later(self._finish, request, result, stamp)

    def _finish(self, request: int, result: FormResult | None, stamp: tuple[int, ...]) -> None:
        self._stop_event = None
        if request != self._latest_request or result is None:
            self.refresh()
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.is_slow = False
        self.result, self._stamp = result, stamp
        if result.draft is not None:
            self.draft, self.view = result.draft, build_draft_view(result.draft, result.runner)
        self.on_result(result)

    def _report_slow(self) -> None:
        self.is_slow = True
        self.on_slow()

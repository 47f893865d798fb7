"""Drafting a block behind the screen, while the form that asks for it goes on changing.

One search at a time. A change tells the running one to stop, and its end begins the next, so that only the newest form
counts and a fast typist starts no crowd of threads. What it comes to arrives as a message.
"""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from planner.tui.screen import ModeScreen

if TYPE_CHECKING:
    from planner.tui.builder.form_result import FormResult
    from planner.tui.builder.read_form import PlanFileCache

_SLOW_AFTER_S = 0.2
"""How long a draft may take before the screen says that one is being made, in seconds."""


class DraftingScreen(ModeScreen):
    """A screen whose form is drafted with every change. What it shows is the subclass's business."""

    class DraftReady(Message):
        """The form was read and its block drafted, where it has one; None when a newer change put an end to it."""

        def __init__(self, number: int, reading: FormResult | None) -> None:
            super().__init__()
            self.number = number
            self.reading = reading

    def __init__(self) -> None:
        super().__init__()
        self.is_slow = False
        self._latest_request = 0
        self._stop_event: Event | None = None
        self._timer: Timer | None = None
        self._last_plan: PlanFileCache | None = None

    def form_values(self) -> dict[str, str]:
        """What the form holds now, by field."""
        raise NotImplementedError

    def show_result(self, result: FormResult) -> None:
        """Show what the form has come to."""
        raise NotImplementedError

    def show_slow(self) -> None:
        """Say that a block is being drafted, because it takes a while."""
        raise NotImplementedError

    @property
    def is_drafting(self) -> bool:
        """Whether the block on the screen is being drafted anew."""
        return self._stop_event is not None

    def redraft(self) -> None:
        """Draft what stands in the form."""
        self._latest_request += 1
        if self._stop_event is not None:
            self._stop_event.set()
            return
        if self._timer is None:
            self._timer = self.set_timer(_SLOW_AFTER_S, self._mark_slow)
        self._stop_event = Event()
        work = partial(self._draft, self._latest_request, self.form_values(), self._stop_event)
        self.run_worker(work, thread=True, group="draft")

    def on_unmount(self) -> None:
        """Let no search outlive the screen."""
        if self._stop_event is not None:
            self._stop_event.set()

    def on_drafting_screen_draft_ready(self, message: DraftReady) -> None:
        """Show the block, unless the form has changed meanwhile."""
        self._stop_event = None
        if message.number != self._latest_request or message.reading is None:
            self.redraft()
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.is_slow = False
        self.show_result(message.reading)

    def _mark_slow(self) -> None:
        self.is_slow = True
        self.show_slow()

    def _draft(self, number: int, chosen: dict[str, str], stop: Event) -> None:
        from planner.tui.builder.read_form import PlanFileCache, read_form
        from planner.usecases.blocks.draft import SearchStopped

        if self._last_plan is None:
            self._last_plan = PlanFileCache()
        worker = get_current_worker()
        try:
            reading = read_form(self.book, chosen, self._last_plan, lambda: stop.is_set() or worker.is_cancelled)
        except SearchStopped:
            reading = None
        self.post_message(self.DraftReady(number, reading))

"""The draft that follows the form: typing never waits for it, and no search outlives the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Event

import pytest

from planner.training.plans import Plan
from planner.tui.builder import read_form
from planner.tui.builder.screen import BuilderScreen
from planner.usecases.blocks.draft import SearchStopped, draft_in_calendar
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, as_it_stands, settle, to_field, until


class SlowDrafts:
    """Drafting that, once held, goes on only when it is released or told to stop."""

    def __init__(self) -> None:
        self.begun = self.stopped = 0
        self.over = Event()
        self._go_on = Event()
        self._go_on.set()

    def hold(self) -> None:
        self._go_on.clear()

    def release(self) -> None:
        self._go_on.set()

    def draft(
        self, book: Planbook, plan: Plan, choices: BlockOptions, should_stop: Callable[[], bool] | None = None
    ) -> Draft:
        assert should_stop is not None
        if not self._go_on.is_set():
            self.begun += 1
        while not self._go_on.wait(0.002):
            if should_stop():
                self.stopped += 1
                self.over.set()
                raise SearchStopped
        return draft_now(book, plan, choices, should_stop)


draft_now = draft_in_calendar


@pytest.fixture
def slow_drafts(monkeypatch: pytest.MonkeyPatch) -> SlowDrafts:
    slow = SlowDrafts()
    monkeypatch.setattr(read_form, "draft_in_calendar", slow.draft)
    return slow


async def test_typing_never_waits_and_only_the_newest_form_counts(
    empty_book: Planbook, open_app: OpenApp, slow_drafts: SlowDrafts
) -> None:
    async with open_app(empty_book) as pilot:
        await pilot.press("2")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, BuilderScreen)
        slow_drafts.hold()
        await to_field(pilot, "peak")
        await pilot.press("right")
        await until(pilot, lambda: slow_drafts.begun == 1)
        await pilot.press("right", "right", "right")
        assert "75 km" in as_it_stands(pilot)
        assert "496 km" in as_it_stands(pilot)  # the block before stays
        await until(pilot, lambda: "placing strength" in as_it_stands(pilot))
        await pilot.press("ctrl+s")
        assert "Still placing" in as_it_stands(pilot)
        slow_drafts.release()
        await settle(pilot)
        assert screen.live_draft.view is not None
        assert max(week.total_m for week in screen.live_draft.view.weeks) > 70_000
        assert "placing strength" not in as_it_stands(pilot)
        assert re.search(r"enter stores \d+ runs, \d+ strength from", as_it_stands(pilot))
        assert slow_drafts.stopped >= 1
        assert slow_drafts.begun <= 4


async def test_leaving_stops_the_search(empty_book: Planbook, open_app: OpenApp, slow_drafts: SlowDrafts) -> None:
    async with open_app(empty_book) as pilot:
        await pilot.press("2")
        await settle(pilot)
        slow_drafts.hold()
        await pilot.press("right")
        await until(pilot, lambda: slow_drafts.begun == 1)
    assert slow_drafts.over.wait(5)

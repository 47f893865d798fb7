"""What lies ahead is neither done nor skipped unasked: the question names the day in full."""

from __future__ import annotations

import pytest

from planner.training.workouts import StoredStatus
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See, message, state
from tests.tui.season import DAY, TODAY


@pytest.mark.parametrize("way", [("d",), ("enter", "d")])
async def test_what_lies_ahead_is_only_done_today_and_only_when_that_was_asked(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On, way: tuple[str, ...]
) -> None:
    before, saturday = state(book), TODAY + 2 * DAY
    [easy] = workouts_on(saturday)
    async with open_app(book) as pilot:
        await pilot.press("right", "right", *way, "d")
        shown = await see(pilot)
        assert "Saturday 9 January 2027 is still ahead." in shown
        assert "in 2 days" in shown
        await pilot.press("escape")
        assert message(pilot) == "Left as it is; nothing has changed."
        assert state(book) == before
        await pilot.press(*way, "enter")
        assert "Thu 7 Jan" in await see(pilot)
        await pilot.press("d")
        assert message(pilot) == "Done: Easy, now on Thu 7 Jan. u takes it back."
        [done] = [workout for workout in workouts_on(TODAY) if workout.id == easy.id]
        assert (done.status, done.original_date) == (StoredStatus.DONE, easy.original_date or saturday)
        await pilot.press("u")
    assert state(book) == before


async def test_a_skip_of_what_lies_ahead_names_the_day(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("right", "right", "s")
        assert "Saturday 9 January 2027 is still ahead, in 2 days." in await see(pilot)
        await pilot.press("escape", "V", "right", "s")
        assert "Saturday 9 January 2027 to Sunday 10 January 2027 are" in await see(pilot)
        await pilot.press(*"ill", "enter")
    assert workouts_on(TODAY + 2 * DAY)[0].skip_reason == "ill"


async def test_a_skip_of_today_asks_only_why(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("s")
        assert "still ahead" not in await see(pilot)


async def test_a_workout_that_was_not_done_after_all_is_planned_again(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("ctrl+p", *"not done after", "enter")
        assert message(pilot) == "Thu 7 Jan: nothing here is marked done."
        await pilot.press("left", "ctrl+p", *"not done after", "enter")
        assert message(pilot) == "Planned again: Easy. u takes it back."
        assert [(one.status, one.actual) for one in workouts_on(TODAY - DAY)] == [(StoredStatus.PLANNED, None)]
        await pilot.press("u")
    assert state(book) == before


async def test_a_run_without_a_distance_is_not_counted_as_the_planned_one(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d", "down", *"58", "enter")
        assert "22+" in await see(pilot)

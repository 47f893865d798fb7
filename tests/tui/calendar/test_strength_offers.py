from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from planner.clock import Clock
from planner.training.workouts import QUALITY_RUNS, Sport, Workout
from planner.tui.sheets.strength_offer import StrengthOfferSheet
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from tests.tui.driving import OpenApp, See, calendar, message, standing, state

TUESDAY = dt.date(2027, 1, 12)
DAY = dt.timedelta(days=1)
INTERVALS_TO_WEDNESDAY = ("g", *f"{TUESDAY}", "enter", "m", "enter", "right", "enter")
LINES = (
    "The moderate sled of Tue 12 Jan: Tuesday is a rest day.",
    "It leaves only 12 h before Wednesday's intervals; leave at least 20 h. Sat 16 Jan 07:58 would do.",
)
TITLE = "This breaks a rule of the planner:"


def sessions(book: Planbook) -> list[Workout]:
    held = read_workouts(book, TUESDAY - DAY, TUESDAY + 5 * DAY)
    return [workout for workout in held if workout.sport is Sport.STRENGTH]


def places(book: Planbook) -> dict[str | None, dt.date]:
    return {workout.kind: workout.date for workout in sessions(book)}


async def offered(pilot: Pilot[None]) -> StrengthOfferSheet:
    await pilot.press(*INTERVALS_TO_WEDNESDAY)
    await pilot.pause()
    sheet = pilot.app.screen
    assert isinstance(sheet, StrengthOfferSheet)
    return sheet


async def test_strength_that_could_follow_is_offered_a_line_a_session(
    slotted: Planbook, open_app: OpenApp, see: See
) -> None:
    before = places(slotted)
    async with open_app(slotted) as pilot:
        sheet = await offered(pilot)
        assert " ".join(sheet.full_text.split()) == " ".join(LINES)
        shown = await see(pilot)
        assert TITLE in shown
        assert "enter better place   k as it is   L lock it   escape leave" in shown
        assert places(slotted) == before, "nothing is changed unasked"


async def test_accepting_moves_the_sessions_as_one_operation(slotted: Planbook, open_app: OpenApp) -> None:
    first = standing(slotted)
    async with open_app(slotted) as pilot:
        before = state(slotted)
        await offered(pilot)
        assert state(slotted) == before
        await pilot.press("enter")
        moved = "Moved Intervals, 10 × 300 m at 4:18/km to Wed 13 Jan"
        assert message(pilot) == f"{moved}; strength follows. u takes it back."
        found = places(slotted)
        assert (found["moderate"], found["light"]) == (TUESDAY + 4 * DAY, TUESDAY + DAY)
        assert standing(slotted) == first + 1
        await pilot.press("u")
        assert state(slotted) == before
        assert calendar(pilot).data.view.workouts_on(TUESDAY)[0].kind in QUALITY_RUNS


async def test_leaving_changes_nothing_and_goes_back_to_the_preview(slotted: Planbook, open_app: OpenApp) -> None:
    before, first = state(slotted), standing(slotted)
    async with open_app(slotted) as pilot:
        await offered(pilot)
        await pilot.press("escape")
        assert len(pilot.app.screen_stack) == 1
        assert message(pilot).startswith("Move to Wed 13 Jan")
        assert (state(slotted), standing(slotted)) == (before, first)
        await pilot.press("left", "enter")
        assert message(pilot).startswith("Nothing would change")


async def test_keeping_leaves_the_sessions_with_a_reason_that_is_true(slotted: Planbook, open_app: OpenApp) -> None:
    before, first = places(slotted), standing(slotted)
    async with open_app(slotted) as pilot:
        await offered(pilot)
        await pilot.press("k")
        assert len(pilot.app.screen_stack) == 1
        assert places(slotted) == before
        assert standing(slotted) == first + 1
    [moderate] = [workout for workout in sessions(slotted) if workout.kind == "moderate"]
    assert moderate.reason is not None
    assert "here though Tuesday is a rest day" in moderate.reason


async def test_keeping_and_locking_ends_the_question(slotted: Planbook, open_app: OpenApp) -> None:
    before, first = places(slotted), standing(slotted)
    async with open_app(slotted) as pilot:
        await offered(pilot)
        await pilot.press("L")
        assert message(pilot).endswith("to Wed 13 Jan; strength locked. u takes it back.")
        assert places(slotted) == before
        assert [workout.locked for workout in sessions(slotted)] == [True, False, False]
        assert standing(slotted) == first + 1
        await pilot.press("m", "down", "enter", "left", "enter")
        assert not isinstance(pilot.app.screen, StrengthOfferSheet)


async def test_nothing_is_offered_where_nothing_would_move(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        await pilot.press("g", *"2027-01-16", "enter", "m", "right", "enter")
        assert message(pilot).startswith("Moved Easy to Sun 17 Jan.")
        assert len(pilot.app.screen_stack) == 1


async def test_strength_that_was_never_slotted_is_asked_about_too(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await offered(pilot)
        await pilot.press("k")
        assert message(pilot).startswith("Moved Intervals")
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("keys", [("x", "right", "enter"), ("D", "enter"), ("i", "enter")], ids=["x", "D", "i"])
async def test_other_changes_of_the_runs_are_weighed_too(
    slotted: Planbook, open_app: OpenApp, keys: tuple[str, ...]
) -> None:
    before, first = state(slotted), standing(slotted)
    async with open_app(slotted) as pilot:
        await pilot.press("g", *f"{TUESDAY}", "enter", *keys)
        await pilot.press("escape", "escape")
        while standing(slotted) > first:
            await pilot.press("u")
    assert state(slotted) == before


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (120, 40), (250, 60)])
async def test_an_offer_can_be_read_and_answered_at_every_size(
    slotted: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    async with open_app(slotted, *size) as pilot:
        sheet = await offered(pilot)
        shown = " ".join((await see(pilot)).split())
        assert TITLE in shown
        assert "enter better place" in shown
        assert "The moderate sled of Tue 12 Jan: Tuesday is a rest day." in shown
        assert " ".join(sheet.full_text.split()) == " ".join(LINES)
        await pilot.press("down", "j", "up", "f1", "escape", "enter")
        assert message(pilot).startswith("Moved Intervals")


async def test_an_offer_that_another_session_overtook_is_worked_out_again(slotted: Planbook, open_app: OpenApp) -> None:
    from planner.usecases.calendar import mark

    async with open_app(slotted) as pilot:
        await offered(pilot)
        moderate = next(workout for workout in sessions(slotted) if workout.kind == "moderate")
        mark.mark_skipped(slotted, moderate.id, "elsewhere")
        await pilot.press("enter")
        assert message(pilot).startswith("Moved Intervals")
        assert places(slotted)["moderate"] == TUESDAY


async def test_a_run_that_is_skipped_in_the_sheet_of_its_day_offers_better_places_with_a_key(
    slotted: Planbook, open_app: OpenApp
) -> None:
    before = places(slotted)
    async with open_app(replace(slotted, clock=Clock(TUESDAY)), 120, 40) as pilot:
        await pilot.press("d", "s", *"ill", "enter")
        await pilot.pause()
        assert "The moderate sled of Tue 12 Jan: Tuesday is a rest day." in message(pilot)
        assert "+ moves moderate sled Tue 12 → Sat 16 Jan. Any other key declines." in message(pilot)
        skipped = standing(slotted)
        await pilot.press("plus")
        assert places(slotted) == {**before, "moderate": TUESDAY + 4 * DAY}
        assert standing(slotted) == skipped + 1, "an operation of its own, which undo takes back"
        await pilot.press("u")
        assert places(slotted) == before
        await pilot.press("plus")
        assert message(pilot).startswith("Nothing is offered now.")

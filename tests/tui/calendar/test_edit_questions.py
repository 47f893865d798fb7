"""What is asked before an edit whose meaning is not plain: done or planned, and a race in an absence."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.training.workouts import StoredStatus
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.workout_form import WorkoutFormSheet
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_absences
from tests.tui.driving import On, OpenApp, See, fill, message, state
from tests.tui.season import TODAY

RACE = dt.date(2027, 2, 14)


@pytest.mark.parametrize("way", [("e",), ("enter", "e")])
async def test_an_edit_of_what_is_done_asks_which_of_the_two(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On, way: tuple[str, ...]
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d", "d")
        before = workouts_on(TODAY)[0]
        await pilot.press(*way)
        shown = await see(pilot)
        assert "It is done. Edit what was done, or what was planned?" in shown
        await pilot.press("d")
        assert isinstance(pilot.app.screen, DoneSheet)
        await fill(pilot, distance="9 km")
        await pilot.press("enter")
        after = workouts_on(TODAY)[0]
        assert after.actual is not None
        assert (after.planned, after.actual.effort.distance_m) == (before.planned, 9_000.0)
        await pilot.press(*way, "p")
        assert isinstance(pilot.app.screen, WorkoutFormSheet)
        await fill(pilot, distance="11 km")
        await pilot.press("enter")
        assert "Only what was planned is changed" in message(pilot)
        again = workouts_on(TODAY)[0]
        assert (again.planned.distance_m, again.actual) == (11_000.0, after.actual)


async def test_leaving_the_question_changes_nothing(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d", "d")
        before = state(book)
        await pilot.press("e", "escape")
        assert "edit what?" not in await see(pilot)
    assert state(book) == before


async def test_what_has_no_plan_has_a_form_without_one(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("a")
        await fill(pilot, what="cross", title="Bike", time="40", done="yes")
        await pilot.press("enter")
        await pilot.press("e", "down", "enter", "p")
        sheet = pilot.app.screen
        assert isinstance(sheet, WorkoutFormSheet)
        assert set(sheet.values) == {"what", "title", "start", "priority"}
        await fill(pilot, title="Turbo")
        await pilot.press("enter")
    bike = next(one for one in workouts_on(TODAY) if one.status is StoredStatus.UNPLANNED)
    assert bike.title == "Turbo"
    assert bike.actual is not None
    assert bike.actual.effort.duration_s == 2_400


async def test_an_absence_over_a_race_asks(book: Planbook, open_app: OpenApp, see: See, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        before = state(book)
        await pilot.press("g", *f"{RACE}", "enter", "i", "enter")
        assert "Half marathon race on Sun 14 Feb would be skipped too." in await see(pilot)
        await pilot.press("n")
        assert message(pilot) == "Left; nothing has changed."
        assert state(book) == before
        await pilot.press("enter", "y")
        assert workouts_on(RACE)[0].status is StoredStatus.SKIPPED
    assert [absence.first for absence in read_absences(book)] == [RACE]

"""The review of a week: once on the first start of a week, and from the palette."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.clock import Clock
from planner.store import quick
from planner.training.outcomes import TypedOutcome
from planner.training.workouts import Sport
from planner.tui.sheets.next_morning import NextMorningSheet
from planner.tui.sheets.review import ReviewSheet
from planner.tui.state.preferences import Preferences
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from tests.tui.driving import OpenApp, See, calendar, message, press, settle
from tests.tui.season import DAY, MONDAY, TODAY

NEXT_MONDAY = MONDAY + 7 * DAY
PALETTE = ["ctrl+p", *"review the last", "enter"]


def on(book: Planbook, day: dt.date) -> Planbook:
    return replace(book, clock=Clock(day))


@pytest.fixture
def known_book(book: Planbook) -> Planbook:
    """The season on the Monday after, once started in the week before."""
    Preferences.for_database(book.path).note_week(TODAY)
    return on(book, NEXT_MONDAY)


async def test_the_first_start_of_a_week_reviews_the_last_one_once(
    known_book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(known_book) as pilot:
        assert "Last week is over: + reviews it." in message(pilot)
        assert pilot.app.screen is calendar(pilot), "nothing opens by itself"
        await press(pilot, "plus")
        shown = " ".join((await see(pilot)).split())
        assert "Week from Mon 4 Jan to Sun 10 Jan 2027 Week 6 of 11, build: Half marathon" in shown
        assert (
            "You ran 22 of 54.5 km, 2 of 5 runs, with one more that was not planned: three runs were missed." in shown
        )
        assert "This week has 5 runs, 2 strength sessions and 1 other workout" in shown
        await press(pilot, "escape")
        assert pilot.app.screen is calendar(pilot)
    async with open_app(on(known_book, NEXT_MONDAY + DAY)) as pilot:
        await settle(pilot)
        assert pilot.app.screen is calendar(pilot)
    async with open_app(on(known_book, NEXT_MONDAY + 9 * DAY)) as pilot:
        await settle(pilot)
        await press(pilot, "plus")
        assert isinstance(pilot.app.screen, ReviewSheet)
        assert pilot.app.screen.review.first == NEXT_MONDAY


async def test_the_first_start_of_all_reviews_nothing(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await settle(pilot)
        assert pilot.app.screen is calendar(pilot)
    assert Preferences.for_database(book.path).week_noted_on == TODAY


async def test_a_week_without_training_is_not_reviewed(known_book: Planbook, open_app: OpenApp) -> None:
    far = dt.date(2027, 6, 2)
    async with open_app(on(known_book, far)) as pilot:
        await settle(pilot)
        assert pilot.app.screen is calendar(pilot)
    assert Preferences.for_database(known_book.path).week_noted_on == far


async def test_the_question_of_the_morning_comes_first(known_book: Planbook, open_app: OpenApp) -> None:
    sunday = NEXT_MONDAY - DAY
    (light,) = (one for one in read_workouts(known_book, sunday, sunday) if one.sport is Sport.STRENGTH)
    mark.mark_done(known_book, light.id, TypedOutcome(rpe=4))
    async with open_app(known_book) as pilot:
        await settle(pilot)
        await press(pilot, "plus")
        assert isinstance(pilot.app.screen, NextMorningSheet)
        await press(pilot, "2")
        assert message(pilot).startswith("Done: Light sled and wall sit")
        assert message(pilot).endswith("Last week is over: + reviews it.")
        await press(pilot, "plus")
        assert isinstance(pilot.app.screen, ReviewSheet)
        assert "Strength: 1 of 2 sessions" in pilot.app.screen.full_text
        await press(pilot, "escape")
        assert pilot.app.screen is calendar(pilot)


async def test_a_runner_who_begins_with_something_else_is_left_alone(known_book: Planbook, open_app: OpenApp) -> None:
    Preferences.for_database(known_book.path).note_week(NEXT_MONDAY)
    async with open_app(known_book) as pilot:
        screen = calendar(pilot)
        Preferences.for_database(known_book.path).note_week(TODAY)
        await press(pilot, "right")
        screen.after_marking.mention_question()
        await settle(pilot)
        assert pilot.app.screen is screen
    assert Preferences.for_database(known_book.path).week_noted_on == TODAY


async def test_the_palette_has_it_and_the_arrows_go_through_the_weeks(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await press(pilot, *PALETTE)
        sheet = pilot.app.screen
        assert isinstance(sheet, ReviewSheet)
        assert "Week from Mon 28 Dec to Sun 3 Jan 2027" in await see(pilot)
        assert "Sat 2   Easy, 6.5 km, 37 min: skipped: ice on the roads" in sheet.full_text
        await press(pilot, "right")
        shown = await see(pilot)
        assert "Week from Mon 4 Jan to Sun 10 Jan 2027" in shown
        assert "week after" not in shown
        assert "Easy: from Fri 8 Jan to Sat 9 Jan" in sheet.full_text
        await press(pilot, "right")
        assert sheet.review.first == MONDAY
        await press(pilot, "left", "left")
        assert "Week from Mon 21 Dec to Sun 27 Dec 2026" in await see(pilot)


@pytest.mark.parametrize(("width", "height"), [(40, 12), (60, 20), (120, 40)])
async def test_it_can_be_read_to_its_end_at_any_size(
    known_book: Planbook, open_app: OpenApp, see: See, width: int, height: int
) -> None:
    async with open_app(known_book, width, height) as pilot:
        await settle(pilot)
        await press(pilot, "plus")
        sheet = pilot.app.screen
        assert isinstance(sheet, ReviewSheet)
        last = sheet.full_text.splitlines()[-1].strip()
        for _ in range(40):
            await pilot.press("space")
        assert last in await see(pilot)


async def test_titles_are_shown_as_they_are_typed(known_book: Planbook, open_app: OpenApp) -> None:
    (run,) = (one for one in read_workouts(known_book, TODAY, TODAY) if one.sport is Sport.RUN)
    renamed = replace(run, title="[/nope] [red]Tempo")
    quick.write_workout(known_book.path, renamed, name="edit", now=known_book.clock.now())
    async with open_app(known_book) as pilot:
        await settle(pilot)
        await press(pilot, "plus")
        assert isinstance(pilot.app.screen, ReviewSheet)
        assert "[/nope] [red]Tempo" in pilot.app.screen.full_text

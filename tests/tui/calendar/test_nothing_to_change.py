from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from textual.screen import ModalScreen

from planner.training.workouts import Sport
from planner.tui.keys import commands
from planner.tui.sheets.workout_form import AddWorkoutForm
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See, calendar, make, message, standing, state
from tests.tui.season import DAY, TODAY

KEYS = [command.key_names[0] for command in commands.CALENDAR_COMMANDS if command.key_names]
WORDS = {
    "d": "no workout here",
    "s": "no workout here",
    "m": "no workout here",
    "e": "no workout here",
    "D": "no workout here",
    "y": "There is nothing to copy here.",
    "Y": "There is nothing to copy here.",
    "p": "Nothing has been copied yet",
    "L": "no workout here",
    "W": "Nothing of the week",
    "r": "There is nothing after",
    "x": "Swap ",
    "R": "There is no current or future block",
    "i": "No training ",
    "V": "1 day, 0 workouts",
    "n": "Nothing is searched for yet",
    "u": "There is nothing to take back.",
    "U": "There is nothing to bring back.",
    "tab": "",
}
"""What each key says on a day with nothing on it, in a file with nothing in it."""


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_an_empty_file_answers_every_key(empty_book: Planbook, open_app: OpenApp, size: tuple[int, int]) -> None:
    before = state(empty_book)
    async with open_app(empty_book, *size) as pilot:
        for key, words in WORDS.items():
            await pilot.press(key)
            assert words in message(pilot), key
            await pilot.press("escape")
            assert state(empty_book) == before, key


async def test_every_key_and_enter_after_it_leave_an_empty_file_empty(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        for key in KEYS:
            if key in {"i", "r"}:  # these two can be carried out where nothing is planned
                continue
            await pilot.press(key, "enter", "escape", "escape")
            assert not isinstance(pilot.app.screen, ModalScreen), key
            assert calendar(pilot).preview.current is None, key
    assert standing(empty_book) == 0


async def test_one_can_be_away_before_anything_is_planned(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await pilot.press("i", "right", "enter")
        assert message(pilot) == "Sick: Thu 7 Jan 2027 to Fri 8 Jan 2027. u takes it back."
        await pilot.press("u")
        assert message(pilot).startswith("Taken back: sick")


async def test_the_first_workout_can_be_added_by_hand(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await pilot.press("a")
        assert isinstance(getattr(pilot.app.screen, "form", None), AddWorkoutForm)
        await pilot.press(*"long", "enter")
        assert message(pilot).startswith("Add: Thu 7 Jan Long")


@pytest.mark.parametrize(
    "place",
    ["2027-01-08", "2027-01-06", "2027-01-02", "2027-03-20", "2027-02-14", "1970-01-01", "2199-12-31"],
    ids=["rest", "done", "skipped", "outside", "race", "first", "last"],
)
async def test_every_key_answers_everywhere(book: Planbook, open_app: OpenApp, place: str) -> None:
    """A rest day, a done and a skipped workout, outside any block, the race, and both ends of time."""
    before = state(book)
    async with open_app(book) as pilot:
        for key in ("d", "s", "m", "L", "e", "D", "x", "r", "W", "i", "a", "y", "Y"):
            calendar(pilot).cursor.go_to(dt.date.fromisoformat(place), show_month=True)
            await pilot.press(key)
            answered = bool(message(pilot)) or isinstance(pilot.app.screen, ModalScreen)
            assert answered or calendar(pilot).preview.current is not None, key
            await pilot.press("right", "left", "escape", "escape")
            assert pilot.app.is_running
            while standing(book) > 1:
                await pilot.press("u")
            assert state(book) == before, key


async def test_a_race_that_moves_takes_its_block_along(book: Planbook, open_app: OpenApp) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("g", *"race", "enter", "m", "enter", "right")
        await make(pilot)
        assert message(pilot) == "Moved Half marathon race to Mon 15 Feb. u takes it back."
        assert calendar(pilot).data.view.blocks[0].race_date == TODAY + 39 * DAY
        await pilot.press("u")
    assert state(book) == before


async def test_what_is_done_can_be_recorded_anew_and_edited_but_not_moved(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("left", "m")
        assert "all done or skipped here" in message(pilot)
        await pilot.press("s")
        assert "all done or skipped here" in message(pilot)
        await pilot.press("d", "d")
        assert message(pilot) == "All of it is recorded already; nothing has changed."
        await pilot.press("d", "tab", "tab", "5", "enter")
        assert message(pilot).startswith("Done: Easy.")
    [recorded, *_] = workouts_on(TODAY - DAY)
    assert recorded.actual is not None
    assert recorded.actual.effort == replace(recorded.planned, rpe=5.0)


async def test_the_opened_day_names_no_key_that_it_has_not(empty_book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(empty_book) as pilot:
        await pilot.press("enter")
        text = await see(pilot)
        assert "Nothing planned." in text
        assert "a add   escape closes" in text
        await pilot.press("a")
        assert isinstance(getattr(pilot.app.screen, "form", None), AddWorkoutForm)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_a_workout_is_added_from_a_day_that_is_open(
    book: Planbook, open_app: OpenApp, workouts_on: On, size: tuple[int, int]
) -> None:
    before = workouts_on(TODAY)
    async with open_app(book, *size) as pilot:
        await pilot.press("enter", "a", *"cross", "enter")
    assert [workout for workout in workouts_on(TODAY) if workout.sport is Sport.CROSS]
    assert len(workouts_on(TODAY)) == len(before) + 1

"""A light session that is offered once a demanding run is marked done: taken with its key, declined with any other."""

from __future__ import annotations

import pytest

from planner.training.workouts import Slot, Sport, StrengthKind, Workout
from planner.tui.app import PlannerApp
from planner.tui.sheets.screening import ScreeningSheet
from planner.usecases.calendar.edit import plan_add, plan_delete
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from tests.tui.driving import OpenApp, message, standing, state
from tests.tui.season import DAY, TODAY

TEMPO_DAY = TODAY
"""Thursday: a tempo in the morning, and a rest day after it."""


@pytest.fixture
def open_week(book: Planbook) -> Planbook:
    """The season without the sessions and the rest day around Thursday's tempo."""
    around = read_workouts(book, TEMPO_DAY, TEMPO_DAY + 3 * DAY)
    in_the_way = [one for one in around if one.sport is Sport.STRENGTH or not one.is_training]
    apply_change(book, plan_delete(book, in_the_way))
    return book


def sessions(book: Planbook) -> list[Workout]:
    return [one for one in read_workouts(book, TEMPO_DAY, TEMPO_DAY + 3 * DAY) if one.sport is Sport.STRENGTH]


MARK_DONE = ("d", "d")


async def test_its_key_adds_the_session_and_one_undo_takes_it_back(open_week: Planbook, open_app: OpenApp) -> None:
    async with open_app(open_week) as pilot:
        await pilot.press(*MARK_DONE)
        said = message(pilot)
        assert said.startswith("Done: Tempo, 3 × 10 min. u takes it back. + adds a light session Sat 9 Jan 07:52 ")
        for words in (
            "1:30 of wall sit",
            "optional",
            "may help you feel better",
            "Thu evening to Sat morning",
            "Any other key declines.",
        ):
            assert words in said
        marked, operations = state(open_week), standing(open_week)
        await pilot.press("+")
        (session,) = sessions(open_week)
        assert (session.date, session.kind) == (TEMPO_DAY + 2 * DAY, StrengthKind.LIGHT)
        assert standing(open_week) == operations + 1
        await pilot.press("u")
        assert state(open_week) == marked


@pytest.mark.parametrize("other", ["escape", "right", "n"])
async def test_any_other_key_declines_it(open_week: Planbook, open_app: OpenApp, other: str) -> None:
    async with open_app(open_week) as pilot:
        await pilot.press(*MARK_DONE)
        await pilot.press(other, "+")
        assert sessions(open_week) == []
        assert message(pilot).startswith("Nothing is offered now")


async def test_recording_the_run_again_offers_nothing_again(open_week: Planbook, open_app: OpenApp) -> None:
    async with open_app(open_week) as pilot:
        await pilot.press(*MARK_DONE, "escape")
        await pilot.press("d", "tab", "tab", "8", "enter")
        assert "light session" not in message(pilot)


async def test_nothing_is_offered_where_the_window_has_a_session(open_week: Planbook, open_app: OpenApp) -> None:
    friday = Workout(TEMPO_DAY + DAY, Sport.STRENGTH, StrengthKind.LIGHT, "Light session", Slot.PM, "18:00")
    apply_change(open_week, plan_add(open_week, friday))
    async with open_app(open_week) as pilot:
        await pilot.press(*MARK_DONE)
        assert message(pilot) == "Done: Tempo, 3 × 10 min. u takes it back."


async def test_a_selection_that_was_done_offers_one_too(open_week: Planbook, open_app: OpenApp) -> None:
    async with open_app(open_week) as pilot:
        await pilot.press("V", "left", "d", "enter")
        assert "+ adds a light session Sat 9 Jan 07:52" in message(pilot)


async def test_the_health_questions_come_before_the_first_wall_sit(open_week: Planbook) -> None:
    app = PlannerApp(open_week)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*MARK_DONE, "+")
        await pilot.pause()
        assert isinstance(app.screen, ScreeningSheet)
        assert sessions(open_week) == []
        await pilot.press("escape")
        await pilot.pause()
        assert [one.kind for one in sessions(open_week)] == [StrengthKind.LIGHT]

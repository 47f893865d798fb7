"""`f` on the calendar: how a day feels is asked in a line, shown on the day, and taken back like anything else."""

from __future__ import annotations

import pytest

from planner.training.workouts import StrengthKind
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See, message, state
from tests.tui.season import TODAY


@pytest.mark.parametrize(("views", "cell"), [(0, "7▸ sore"), (1, "7▸ !"), (2, "sore 8\n")])
async def test_soreness_stands_on_its_day_in_every_view_and_goes_with_undo(
    book: Planbook, open_app: OpenApp, see: See, views: int, cell: str
) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press(*["v"] * views, "f")
        assert "How does Thu 7 Jan feel?" in await see(pilot)
        await pilot.press(*"sore", "space", "8", "enter")
        assert message(pilot).startswith("Sore 8: no heavy session until Sat 9 Jan; E eases.")
        shown = await see(pilot)
        assert cell in shown
        assert "Thu 7 Jan  sore 8 · " in shown
        await pilot.press("u")
        shown = await see(pilot)
        assert cell not in shown
        assert "sore 8 · " not in shown
    assert state(book) == before


async def test_what_was_felt_eases_the_heavy_session_and_names_the_rule(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("f", *"slept", "space", *"badly", "enter", "E")
        assert "slept badly" in await see(pilot)
    kinds = {one.kind for step in range(3) for one in workouts_on(TODAY + step * (TODAY - TODAY.replace(day=6)))}
    assert StrengthKind.HEAVY not in kinds


async def test_what_is_no_feeling_is_said_and_asked_again(book: Planbook, open_app: OpenApp, see: See) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("f", *"sore", "space", "1", "1", "enter")
        assert "Soreness is 0 (none) to 10, not 11." in await see(pilot)
        await pilot.press("escape", "right", "f")
        assert message(pilot) == "Fri 8 Jan is ahead: how a day feels can be recorded once it has come."
    assert state(book) == before

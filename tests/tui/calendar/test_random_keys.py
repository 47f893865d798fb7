from __future__ import annotations

import random

import pytest

from planner.store import check_file
from planner.tui.keys import commands
from planner.usecases import history
from planner.usecases.planbook import Planbook
from tests.examples import seeds
from tests.tui.driving import OpenApp, settle, standing, state

KEYS = [
    key
    for command in commands.CALENDAR_COMMANDS
    for key in command.key_names
    if command.id not in {"calendar.undo", "calendar.redo"}
]
MOST = 150


async def walk(book: Planbook, open_app: OpenApp, seed: int, count: int, size: tuple[int, int]) -> None:
    """Press keys at random; the file is sound afterwards, and as many undos as operations give the first state back."""
    before, operations = state(book), standing(book)
    keys = random.Random(seed).choices(KEYS, k=count)
    async with open_app(book, *size) as pilot:
        for start in range(0, count, 10):
            await pilot.press(*keys[start : start + 10])
        await settle(pilot)
        assert pilot.app.is_running
    assert not check_file.check_database(book.path)
    for _ in range(standing(book) - operations):
        assert history.undo(book) is not None
    assert state(book) == before


@pytest.mark.parametrize("seed", seeds(2, 4))
async def test_no_row_of_keys_harms_a_season(book: Planbook, open_app: OpenApp, seed: int) -> None:
    await walk(book, open_app, seed, MOST, [(80, 24), (120, 40), (60, 20), (40, 12)][seed % 4])


@pytest.mark.parametrize("seed", seeds(1, 2))
async def test_no_row_of_keys_harms_an_empty_file(empty_book: Planbook, open_app: OpenApp, seed: int) -> None:
    await walk(empty_book, open_app, seed, MOST, (80, 24))

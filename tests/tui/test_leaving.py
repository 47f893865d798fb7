"""The program may be asked to end at any moment, also while a sheet or a screen is about to open."""

from __future__ import annotations

import asyncio
import signal

import pytest
from textual import events

from planner.tui.app import PlannerApp
from planner.usecases.planbook import Planbook
from tests.tui.driving import settle

STATUS = 128 + signal.SIGTERM
TURNS = 10
"""So many turns of the event loop a key takes at most until its screen is there."""


@pytest.mark.parametrize("key", ["slash", "H", "question_mark", "g", "a", "i", "w", "exclamation_mark", "2", "3", "4"])
async def test_the_program_may_end_while_a_key_opens_something(book: Planbook, key: str) -> None:
    for turns in range(TURNS):
        app = PlannerApp(book)
        app.screening_asked = True
        async with app.run_test(size=(80, 24)) as pilot:  # which raises whatever ends the program
            await settle(pilot)
            app.post_message(events.Key(key, key if len(key) == 1 else None))
            for _ in range(turns):
                await asyncio.sleep(0)
            app.exit(return_code=STATUS)
        assert app.return_code == STATUS

"""Pictures of planning, compared with stored ones: ``pytest tests/tui/test_planning_pictures.py --snapshot-update``."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, picture

MOVED = ["g", *"2027-01-12", "enter", "m", "enter", "right", "enter"]


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("swap", (80, 24), ["x", "right"]),
        ("offer", (80, 24), MOVED),
        ("add_sheet", (80, 24), ["a", *"tempo", "tab"]),
        ("selection", (120, 40), ["V", "down", "right"]),
        ("absence", (80, 24), ["i", "right", "right", "enter"]),
    ],
)
async def test_planning_looks_as_it_did(
    slotted: Planbook,
    open_app: OpenApp,
    see: See,
    pictures: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    keys: list[str],
) -> None:
    async with open_app(slotted, *size) as pilot:
        await pilot.press(*keys)
        await see(pilot)
        assert picture(pilot) == pictures(name=name)

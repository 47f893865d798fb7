"""Pictures of the Progress screen, compared with stored ones (``--snapshot-update`` takes them again)."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, picture


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("weeks", (80, 24), []),
        ("sled", (120, 40), ["tab", "tab", "tab", "tab", "down"]),
        ("week", (80, 24), ["enter", "down"]),
        ("block", (80, 24), ["v"]),
        ("form", (80, 24), ["v", "v"]),
        ("year", (80, 24), ["v", "v", "v", "down"]),
    ],
)
async def test_progress_looks_as_it_did(
    book: Planbook,
    open_app: OpenApp,
    see: See,
    pictures: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    keys: list[str],
) -> None:
    async with open_app(book, *size) as pilot:
        await pilot.press("3", *keys)
        await see(pilot)
        assert picture(pilot) == pictures(name=name)

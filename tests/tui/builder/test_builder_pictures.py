"""Pictures of the builder, compared with stored ones (``--snapshot-update`` takes them again)."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, picture, settle


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("form", (80, 24), []),
        ("block", (80, 24), ["tab", *["down"] * 4, "right"]),
        ("both", (120, 40), ["down", "right", "right_square_bracket"]),
        ("refused", (120, 40), ["down", "2", *["down"] * 3, "5", "tab"]),
        ("small", (60, 20), ["tab"]),
    ],
)
async def test_the_builder_looks_as_it_did(
    empty_book: Planbook,
    open_app: OpenApp,
    pictures: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    keys: list[str],
) -> None:
    async with open_app(empty_book, *size) as pilot:
        for key in ("2", *keys):
            await pilot.press(key)
            await settle(pilot)
        assert picture(pilot) == pictures(name=name)

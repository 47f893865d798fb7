"""The map of prices of a drafted block: a row a week with the draft's own prices, and keys that pin."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from planner.training.workouts import Slot
from planner.tui.builder.screen import BuilderScreen
from planner.tui.sheets.block_map import BlockMapSheet
from planner.usecases.planbook import Planbook
from planner.usecases.strength.price_map import PlaceMark
from tests.tui.driving import OpenApp, as_it_stands, picture, settle

IN_BLOCK = ("2", "tab", "down", "right")
"""The builder with its keys on the block's second week, Tuesday."""


async def opened(pilot: Pilot[None], *keys: str) -> BlockMapSheet:
    for key in (*IN_BLOCK, "w", *keys):
        await pilot.press(key)
        await settle(pilot)
    found = pilot.app.screen
    assert isinstance(found, BlockMapSheet)
    return found


def cost(pilot: Pilot[None]) -> int:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, BuilderScreen)
    assert screen.live_draft.view is not None
    return screen.live_draft.view.cost


async def test_a_place_costs_the_block_what_its_tile_says(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        map_ = await opened(pilot, "left")
        before, place = cost(pilot), map_.place
        assert place is not None
        assert place.extra
        assert f"▸+{place.extra}" in as_it_stands(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert cost(pilot) == before + place.extra
        await pilot.press("w")
        await settle(pilot)
        assert "f frees it" in as_it_stands(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert cost(pilot) == before


async def test_it_goes_through_the_weeks_and_kinds_and_says_what_forbids_a_place(
    empty_book: Planbook, open_app: OpenApp
) -> None:
    async with open_app(empty_book) as pilot:
        map_ = await opened(pilot, *["right"] * 8)
        assert map_.week.days[0].weekday() == 0
        assert map_.place is not None
        assert map_.place.mark is PlaceMark.FORBIDDEN
        assert map_.place.reason is not None
        assert map_.place.reason.text.split(":")[0] in map_.full_text
        await pilot.press("L")
        assert "No session can be forced here: a hard rule keeps it out." in as_it_stands(pilot)
        await pilot.press("end", "tab", "G", "pagedown")
        assert f"wk {len(map_._weeks)}" in as_it_stands(pilot)
        await pilot.press("w")
        assert isinstance(pilot.app.screen, BuilderScreen)


async def test_a_click_looks_at_a_place(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        map_ = await opened(pilot)
        await pilot.click("TileGrid", offset=(6 + 5 * 7 + 2, 3))
        assert map_.place is not None
        assert (map_.place.slot, (map_.day - map_._weeks[0].days[0]).days) == (Slot.PM, 14 + 3)


@pytest.mark.parametrize(("name", "size"), [("block", (80, 24)), ("block_large", (120, 40))])
async def test_the_map_looks_as_it_did(
    empty_book: Planbook, open_app: OpenApp, pictures: SnapshotAssertion, name: str, size: tuple[int, int]
) -> None:
    async with open_app(empty_book, *size) as pilot:
        await opened(pilot)
        assert picture(pilot) == pictures(name=name)

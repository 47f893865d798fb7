"""The builder screen at every size: what it shows, that it fits, and that the size may change."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from planner.config import Settings
from planner.tui.builder.form_widget import BuilderForm
from planner.tui.builder.screen import BuilderScreen
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, as_it_stands, settle, to_field, until

SIZES = [(60, 20), (80, 24), (120, 40), (250, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_form_and_block_can_be_reached(empty_book: Planbook, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(empty_book, *size) as pilot:
        await pilot.press("2")
        await settle(pilot)
        form = as_it_stands(pilot)
        assert "‹ Half marathon ›" in form
        assert re.search(r"\d+ strength · \d+ points", form)
        assert ("2 Builder" in form) or size[0] < 120
        if size[0] >= 80:
            assert re.search(r" L\d\d", form)
        await pilot.press("tab", "down", "down")
        block = as_it_stands(pilot)
        assert "Week 3" in block
        assert re.search(r"(session|sled) \w+day (morning|evening), ", block)
        assert ("‹ Half marathon ›" not in block) if size[0] < 110 else ("Half marathon" in block)
        for text in (form, block):
            assert len(text.splitlines()) == size[1]


async def test_every_field_can_be_reached_on_a_low_screen(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 60, 12) as pilot:
        await pilot.press("2")
        await settle(pilot)
        form = pilot.app.screen.query_one(BuilderForm)
        for one in form.state.fields:
            await to_field(pilot, one.name)
            assert f"▌{form.state.label(one)}" in as_it_stands(pilot)
        await pilot.press("tab", *["down"] * 11)
        assert "12 ·" in as_it_stands(pilot)
        assert isinstance(pilot.app.screen, BuilderScreen)
        assert pilot.app.screen.block_is_active


async def test_the_size_may_change_at_any_time(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await pilot.press("2")
        await settle(pilot)
        for size in [(1, 1), (20, 5), *SIZES, (300, 100), (40, 12), (80, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.press("tab", "down", "right")
            await settle(pilot)
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: "Whole block" in as_it_stands(pilot))
        lines = as_it_stands(pilot).splitlines()
        assert len(lines) == 40
        assert "Gym " in as_it_stands(pilot)
        assert "Week " in as_it_stands(pilot)
        assert re.search(r"strength · \d+ points?$", lines[0])


async def test_ascii_settings_draw_ascii(empty_book: Planbook, open_app: OpenApp) -> None:
    book = replace(empty_book, settings=Settings(glyphs="ascii"))
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("tab", "enter")
        text = as_it_stands(pilot)
        assert "Half marathon" in text
        assert [char for char in text if not char.isascii()] == []


@pytest.mark.parametrize("theme", ["contrast", "plain"])
async def test_every_theme_draws_it(empty_book: Planbook, open_app: OpenApp, theme: str) -> None:
    async with open_app(replace(empty_book, settings=Settings(theme=theme))) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("tab", "right")
        assert "Half marathon" in as_it_stands(pilot)

"""Text on every screen can be read: 4.5 : 1 in each theme, as it is drawn, in 24 bits and in 256 colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.segment import Segment
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES

from planner.config import TEXTUAL_THEMES, Settings
from planner.tui.builder.screen import BuilderScreen
from planner.tui.calendar.screen import CalendarScreen
from planner.tui.first.screen import FirstScreen
from planner.tui.progress.screen import ProgressScreen
from planner.tui.session.screen import SessionScreen
from planner.tui.sheets.block_map import BlockMapSheet
from planner.tui.sheets.day import DaySheet
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.palette import PaletteSheet
from planner.tui.sheets.price_map import PriceMapSheet
from planner.tui.theme.contrast import READABLE, contrast, in_256_colours, luminance, readable
from planner.tui.theme.palettes import palette_named
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, settle

THEMES = ("calm", "light", "contrast", "tokyo-night")
SIZES = ((40, 12), (60, 20), (120, 40), (200, 50))
PLACES = {
    "4": SessionScreen,
    "3": ProgressScreen,
    "2": BuilderScreen,
    "tab w": BlockMapSheet,
    "escape 1": CalendarScreen,
    "r": CalendarScreen,
    "escape w": PriceMapSheet,
    "escape d": DoneSheet,
    "s x": DoneSheet,
    "escape enter": DaySheet,
    "escape ctrl+p": PaletteSheet,
}
"""Keys from one place to the next, and what they show: the screens, a preview, the maps of prices, sheets."""


def texts(pilot: Pilot[None]) -> Iterator[Segment]:
    """Everything on the screen with a letter or digit in it."""
    for strip in pilot.app.screen._compositor.render_strips():
        yield from (segment for segment in strip if any(map(str.isalnum, segment.text)))


async def walk(pilot: Pilot[None]) -> Iterator[Segment]:
    found: set[Segment] = set()
    for keys, place in PLACES.items():
        await pilot.press(*keys.split())
        await settle(pilot)
        assert isinstance(pilot.app.screen, place), keys
        found |= set(texts(pilot))
    assert len(found) > 100
    return iter(sorted(found, key=lambda segment: segment.text))


def check_contrast(segments: Iterator[Segment]) -> None:
    for text, style, _ in segments:
        assert style is not None
        assert not style.dim, text
        assert style.color is not None, text
        assert style.bgcolor is not None, text
        pair = [colour.get_truecolor().hex for colour in (style.color, style.bgcolor)]
        if "#" in text and pair[0] == pair[1]:  # a lit cell of the timer's digits
            continue
        assert contrast(*pair) >= READABLE, (text, pair)
        assert contrast(*map(in_256_colours, pair)) >= READABLE, (text, pair, "256")


@pytest.mark.parametrize("theme", THEMES)
async def test_all_text_can_be_read_in_every_theme(slotted: Planbook, open_app: OpenApp, theme: str) -> None:
    async with open_app(replace(slotted, settings=Settings(theme=theme))) as pilot:
        check_contrast(await walk(pilot))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_all_text_can_be_read_at_every_size(slotted: Planbook, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(replace(slotted, settings=Settings(theme="light")), *size) as pilot:
        check_contrast(await walk(pilot))


async def walk_first_screen(pilot: Pilot[None]) -> Iterator[Segment]:
    """What the first screen shows with each of its rows under the cursor, and with a word that it cannot read."""
    found: set[Segment] = set()
    for keys in ("down", "down", "down", "2 x"):
        await pilot.press(*keys.split())
        await settle(pilot)
        assert isinstance(pilot.app.screen, FirstScreen)
        found |= set(texts(pilot))
    assert len(found) > 30
    return iter(sorted(found, key=lambda segment: segment.text))


@pytest.mark.parametrize("theme", THEMES)
async def test_the_first_screen_can_be_read_in_every_theme(empty_book: Planbook, open_app: OpenApp, theme: str) -> None:
    book = replace(empty_book, settings=Settings(theme=theme))
    async with open_app(book, begins_with_first_screen=True) as pilot:
        check_contrast(await walk_first_screen(pilot))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_first_screen_can_be_read_at_every_size(
    empty_book: Planbook, open_app: OpenApp, size: tuple[int, int]
) -> None:
    book = replace(empty_book, settings=Settings(theme="light"))
    async with open_app(book, *size, begins_with_first_screen=True) as pilot:
        check_contrast(await walk_first_screen(pilot))


@pytest.mark.parametrize("environment", [{"TERM": "xterm"}, {"NO_COLOR": "1"}, {}], ids=["16", "none", "plain"])
async def test_without_known_colours_text_is_the_terminals_own_bold_or_reversed(
    slotted: Planbook, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    theme = "tokyo-night" if environment else "plain"
    async with open_app(replace(slotted, settings=Settings(theme=theme))) as pilot:
        assert pilot.app.theme == "plain"
        for text, style, _ in await walk(pilot):
            assert style is not None
            assert not style.dim, text
            assert style.color is None or style.color.is_default, (text, style)
            assert style.bgcolor is None or style.bgcolor.is_default, (text, style)


@pytest.mark.parametrize("name", TEXTUAL_THEMES)
def test_a_colour_is_moved_until_it_can_be_read_in_every_theme_of_textual(name: str) -> None:
    palette = palette_named(name)
    for background in filter(None, palette.backgrounds.values()):
        for colour in filter(None, palette.foregrounds.values()):
            assert contrast(readable(colour, background), background) >= READABLE
    if palette.has_backgrounds:
        assert palette.is_dark == (luminance(palette.backgrounds["ground"] or "") < 0.2)


def test_the_settings_know_the_themes_of_the_textual_that_is_installed() -> None:
    assert set(TEXTUAL_THEMES) == set(BUILTIN_THEMES)

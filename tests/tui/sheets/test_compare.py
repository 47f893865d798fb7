"""Two blocks side by side on the screen: totals first, weeks on one scale, a sign a difference, an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from planner.config import Settings
from planner.training.races import Unit
from planner.training.run_plans.goals import Goal
from planner.training.workouts import StrengthLevel
from planner.tui.sheets.compare import CompareSheet, comparison_columns, comparison_rows
from planner.tui.theme import ASCII, UNICODE
from planner.tui.widgets.rows import rows_text
from planner.usecases.blocks.compare import BlockComparison, compare_blocks, summarize_draft
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.planbook import Planbook
from tests.plans import default_plan
from tests.tui.driving import OpenApp, See, picture

TODAY = dt.date(2027, 1, 7)
NAMES = ("in the form", "kept")
Answers = list[str | None]
Opened = Callable[[Pilot[None]], Awaitable[Answers]]


@pytest.fixture(scope="module")
def comparison() -> BlockComparison:
    """Twelve weeks to a half marathon beside ten to a 10 km race that begin two weeks later."""
    mine = draft_block(default_plan(Goal.HALF, 60_000), BlockOptions(start_date=dt.date(2027, 1, 11)), TODAY)
    choices = BlockOptions(start_date=dt.date(2027, 1, 25), level=StrengthLevel.EXPERIENCED)
    return compare_blocks(
        summarize_draft(mine),
        summarize_draft(draft_block(default_plan(Goal.TEN_K), choices, TODAY)),
    )


@pytest.fixture
def lay(comparison: BlockComparison, see: See) -> Opened:
    """Lay the two side by side over the calendar; what was answered is in the list that comes back."""

    async def laid(pilot: Pilot[None]) -> Answers:
        answers: Answers = []
        pilot.app.push_screen(CompareSheet(comparison, NAMES), answers.append)
        await see(pilot)
        return answers

    return laid


def sheet(pilot: Pilot[None]) -> CompareSheet:
    screen = pilot.app.screen
    assert isinstance(screen, CompareSheet)
    return screen


async def test_totals_come_first_and_weeks_below(book: Planbook, open_app: OpenApp, see: See, lay: Opened) -> None:
    async with open_app(book) as pilot:
        await lay(pilot)
        seen = await see(pilot)
        text = sheet(pilot).full_text
        assert text.index("Running, km") < text.index("Without a place") < text.index("11 Jan")
        assert "Running, km" in seen
        assert "k keep   o the other" in seen
        assert "29 Mar" not in seen
        await pilot.press("G")
        seen = await see(pilot)
        assert "29 Mar" in seen
        assert "more" not in seen.splitlines()[-2]
        assert "Running, km" in sheet(pilot).full_text


@pytest.mark.parametrize(("key", "answer"), [("k", "keep"), ("o", "swap"), ("escape", None)])
async def test_one_of_them_is_kept_or_nothing_is_decided(
    book: Planbook, open_app: OpenApp, see: See, lay: Opened, key: str, answer: str | None
) -> None:
    async with open_app(book) as pilot:
        answers = await lay(pilot)
        await pilot.press(key)
        await see(pilot)
        assert answers == [answer]
        assert not isinstance(pilot.app.screen, CompareSheet)


async def test_its_help_does_not_promise_reading_for_a_key_that_answers(
    book: Planbook, open_app: OpenApp, see: See, lay: Opened
) -> None:
    async with open_app(book) as pilot:
        await lay(pilot)
        await pilot.press("f1")
        told = [line.split() for line in (await see(pilot)).splitlines()]
        assert ["k", "Keep", "the", "first,", "drop", "the", "other."] in told
        assert ["↑", "Read", "back", "by", "a", "line."] in told


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (120, 40), (250, 60)])
async def test_it_fits_every_terminal(
    book: Planbook, open_app: OpenApp, see: See, lay: Opened, size: tuple[int, int]
) -> None:
    async with open_app(book, *size) as pilot:
        await lay(pilot)
        seen = await see(pilot)
        assert "Running, km" in seen
        assert "k keep" in seen
        await pilot.press("G")
        assert "long" in await see(pilot)


async def test_in_ascii_no_mark_is_beyond_it(book: Planbook, open_app: OpenApp, see: See, lay: Opened) -> None:
    async with open_app(replace(book, settings=Settings(glyphs="ascii")), 120, 40) as pilot:
        await lay(pilot)
        seen = await see(pilot)
        assert "====" in seen
        assert seen.isascii()


@pytest.mark.parametrize("width", [36, 56, 76, 116, 146])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_no_row_is_wider_than_the_sheet(comparison: BlockComparison, width: int, glyphs: object) -> None:
    rows = comparison_rows(comparison, NAMES, Unit.KM, UNICODE if glyphs is UNICODE else ASCII, width)
    assert max(cell_len(line) for line in rows_text(rows).splitlines()) <= width


def test_bars_of_both_share_one_scale(comparison: BlockComparison) -> None:
    shape = comparison_columns(116)
    rows = comparison_rows(comparison, NAMES, Unit.KM, UNICODE, 116)
    bars = {
        float(side.split()[0]): side.count(UNICODE.bar_full)
        for line in rows_text(rows).splitlines()
        if UNICODE.bar_full in line
        for side in (line[7 : 7 + shape.block_width], line[7 + shape.block_width : 7 + 2 * shape.block_width])
        if UNICODE.bar_full in side
    }
    most = max(bars)
    assert len(bars) > 12
    for km, cells in bars.items():
        assert abs(cells - km / most * bars[most]) <= 1


def test_a_week_that_only_one_of_them_has_is_a_difference(comparison: BlockComparison) -> None:
    lines = rows_text(comparison_rows(comparison, NAMES, Unit.KM, UNICODE, 76)).splitlines()
    first = next(line for line in lines if line.startswith("11 Jan"))
    km = first.split()[2]
    assert "·" in first
    assert first.endswith(f"+{km}")


def test_hostile_names_are_only_words(comparison: BlockComparison) -> None:
    said = rows_text(comparison_rows(comparison, ("[b]a\x1b[2J\n", "\x9b31mb"), Unit.KM, UNICODE, 76))
    assert "[b]a" in said
    assert not any((ord(letter) < 32 and letter != "\n") or 127 <= ord(letter) < 160 for letter in said)


async def test_it_looks_as_it_did(
    book: Planbook, open_app: OpenApp, see: See, lay: Opened, pictures: SnapshotAssertion
) -> None:
    async with open_app(book) as pilot:
        await lay(pilot)
        await pilot.press("pagedown")
        await see(pilot)
        assert picture(pilot) == pictures(name="side by side")

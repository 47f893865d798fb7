"""Pins in the builder: the sheet shows the cost of a placement, and the block costs exactly that afterwards."""

from __future__ import annotations

import re

from textual.pilot import Pilot

from planner.training.workouts import Sport
from planner.tui.builder.screen import BuilderScreen
from planner.tui.sheets.placements import PlacementsSheet
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, as_it_stands, press, settle
from tests.usecases.books import whole_calendar


async def in_the_block(pilot: Pilot[None], *keys: str) -> BuilderScreen:
    """The builder with its keys on the block's second week, Tuesday."""
    await pilot.press("2")
    await settle(pilot)
    await pilot.press("tab", "down", "right", *keys)
    await settle(pilot)
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, BuilderScreen)
    return screen


def sheet(pilot: Pilot[None]) -> PlacementsSheet:
    screen = pilot.app.screen
    assert isinstance(screen, PlacementsSheet)
    return screen


def cost(screen: BuilderScreen) -> int:
    assert screen.live_draft.view is not None
    return screen.live_draft.view.cost


async def test_a_forced_placement_costs_what_the_sheet_says_and_is_freed_by_the_same_key(
    empty_book: Planbook, open_app: OpenApp
) -> None:
    async with open_app(empty_book, 80, 24) as pilot:
        screen = await in_the_block(pilot, "f")
        before, line = cost(screen), sheet(pilot).selected
        assert line is not None
        assert line.regret is not None
        assert f"{line.regret} more point" in as_it_stands(pilot) or line.status == "as good"
        await pilot.press("f")
        await settle(pilot)
        assert cost(screen) == before + line.regret
        await pilot.press("f")
        await settle(pilot)
        assert "forced" in as_it_stands(pilot)
        while sheet(pilot).selected != next(one for one in sheet(pilot)._reasons.candidates if one.status == "chosen"):
            await pilot.press("down")
        await pilot.press("f")
        await settle(pilot)
        assert cost(screen) == before


async def test_a_placement_without_the_sled_costs_what_the_sheet_says(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 80, 24) as pilot:
        await press(pilot, "2", "@gym", *"tue pm, fri pm", "tab")
        await settle(pilot)
        await press(pilot, "right", "right", "right", "f")  # Thursday: the wall sit alone
        screen, line = pilot.app.screen_stack[0], sheet(pilot).selected
        assert isinstance(screen, BuilderScreen)
        assert line is not None
        assert line.regret
        before = cost(screen)
        await pilot.press("f")
        await settle(pilot)
        assert cost(screen) == before + line.regret
        assert "no sled then" not in as_it_stands(pilot)


async def test_a_placement_that_a_rule_forbids_cannot_be_forced(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 80, 24) as pilot:
        screen = await in_the_block(pilot, "left", "f")  # Monday is a rest day
        before = cost(screen)
        assert "HC2" in as_it_stands(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert "No session can be forced here: a hard rule keeps it out." in as_it_stands(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert cost(screen) == before


async def test_a_forbidden_placement_is_empty_and_shown_in_the_form(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 120, 50) as pilot:
        screen = await in_the_block(pilot, "right", "x")
        line = sheet(pilot).selected
        assert line is not None
        assert line.status == "chosen"
        await pilot.press("x")
        await settle(pilot)
        assert re.search(rf"Forbidden\s+2027-\d\d-\d\d {line.slot} {line.kind}", as_it_stands(pilot))
        chosen = screen.form.values()["forbidden"]
        assert chosen.endswith(f"{line.slot} {line.kind}")


async def test_a_locked_placement_is_locked_in_the_calendar(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 80, 24) as pilot:
        await in_the_block(pilot, "right", "L", "L")
        await pilot.press("ctrl+s", "enter")
        await settle(pilot)
        locked = [item for item in whole_calendar(empty_book).workouts if item.locked]
        assert [item.sport for item in locked] == [Sport.STRENGTH]


async def test_help_lists_locking_next_to_forcing(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 80, 62) as pilot:
        await press(pilot, "2", "question_mark")
        await settle(pilot)
        told = as_it_stands(pilot)
        lock = told.index("Force strength to a place, and lock it")
        assert told.index("Planning") < told.index("Keep strength of a kind out") < lock < told.index("Looking")

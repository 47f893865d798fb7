"""The keys of every sheet are bound, in its help and its foot as its table says; the key that opened it closes it."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from textual.screen import ModalScreen

import planner.tui
from planner.config import Settings
from planner.tui.keys.command import Command, foot_text, merge_tables
from planner.tui.keys.keynames import format_key
from planner.tui.sheets.help import sheet_keys
from planner.tui.sheets.sheet import Overlay
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, calendar, settle

Sheet = type[Overlay[Any]]


def sheets_of(kind: Sheet) -> list[Sheet]:
    """Every class of a sheet that is opened, by going through all modules of the screen."""
    found = [kind] if kind.COMMAND_TABLE else []
    return [*found, *(sheet for sub in kind.__subclasses__() for sheet in sheets_of(sub) if "[" not in sub.__name__)]


for module in pkgutil.walk_packages(planner.tui.__path__, "planner.tui."):
    import_module(module.name)
SHEETS = sorted(set(sheets_of(Overlay)), key=lambda sheet: sheet.__name__)


def key_names(sheet: Sheet) -> list[str]:
    return [key for command in sheet.COMMAND_TABLE for key in command.key_names]


def test_every_sheet_is_looked_at() -> None:
    assert len(SHEETS) >= 20
    assert {"DaySheet", "WeekSheet", "HelpSheet", "DoneSheet", "PaletteSheet"} <= {sheet.__name__ for sheet in SHEETS}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_a_sheet_binds_the_keys_of_its_table_and_no_others(sheet: Sheet) -> None:
    merged, textual = sheet._merged_bindings, ModalScreen._merged_bindings
    assert merged is not None
    assert textual is not None
    bound = {key: found for key, found in merged.key_to_bindings.items() if found != textual.key_to_bindings.get(key)}
    assert set(bound) <= set(key_names(sheet))
    for command in sheet.COMMAND_TABLE:
        for key in command.key_names if command.action else ():
            assert [one.action for one in bound[key]] == [command.action]
            assert [one.priority for one in bound[key]] == [command.has_priority]
        if command.action:
            assert hasattr(sheet, f"action_{command.action.partition('(')[0]}")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_no_two_commands_of_a_sheet_have_one_key(sheet: Sheet) -> None:
    assert len(set(key_names(sheet))) == len(key_names(sheet))
    assert len({command.id for command in sheet.COMMAND_TABLE}) == len(sheet.COMMAND_TABLE)
    assert any("escape" in command.key_names for command in sheet.COMMAND_TABLE), "there is always a way out"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_every_bound_key_is_in_the_help_and_every_key_of_the_foot_is_bound(sheet: Sheet) -> None:
    written = [format_key(key) for key in key_names(sheet)]
    assert sorted(key for keys, _ in sheet_keys(sheet.COMMAND_TABLE) for key in keys.split()) == sorted(written)
    shown = [command for command in sheet.COMMAND_TABLE if command.footer_word]
    assert {key for command in shown for key in command.key_text.split()} <= set(written)
    foot = foot_text(sheet.COMMAND_TABLE, separator="|")
    assert foot.split("|") == [f"{command.key_text} {command.footer_word}" for command in shown] or not shown


def test_a_foot_shows_whole_keys_and_the_way_out_first() -> None:
    table = (
        Command("a.one", "a", "one", "", footer_word="first"),
        Command("a.two", "b", "two", "", footer_word="second"),
        Command("a.close", "escape,q", "close", "", footer_word="closes"),
    )
    assert foot_text(table) == "a first   b second   escape closes"
    assert foot_text(table, 34) == "a first   b second   escape closes"
    assert foot_text(table, 33) == "a first   escape closes"
    assert foot_text(table, 22) == "escape closes"
    assert foot_text(table, 12) == ""
    assert foot_text(table, words={"a.one": "", "a.two": "other"}, separator=" · ") == "b other · escape closes"


def test_a_later_table_loses_the_keys_that_an_earlier_one_has() -> None:
    first = (Command("a.keep", "k", "keep", ""),)
    second = (Command("b.up", "up,k", "up", ""), Command("b.k", "k", "k", ""))
    assert [(command.id, command.keys) for command in merge_tables(first, second)] == [("a.keep", "k"), ("b.up", "up")]


REBOUND = Settings(
    keys={
        "calendar.history": ("f5",),
        "calendar.lint": ("f6",),
        "calendar.why": ("f7",),
        "app.help": ("f8",),
    }
)


@pytest.mark.parametrize("key", ["H", "exclamation_mark", "w", "question_mark", "f1"])
async def test_the_key_that_opened_a_sheet_closes_it(slotted: Planbook, open_app: OpenApp, key: str) -> None:
    async with open_app(slotted) as pilot:
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(pilot.app.screen, Overlay)
        await pilot.press(key)
        await settle(pilot)
        assert pilot.app.screen_stack == [calendar(pilot)]


@pytest.mark.parametrize(("key", "old"), [("f5", "H"), ("f6", "!"), ("f7", "w"), ("f8", "?")])
async def test_a_key_of_the_settings_that_opened_a_sheet_closes_it_and_is_in_its_help(
    slotted: Planbook, open_app: OpenApp, key: str, old: str
) -> None:
    async with open_app(replace(slotted, settings=REBOUND)) as pilot:
        await pilot.press(key)
        await settle(pilot)
        sheet = pilot.app.screen_stack[-1]
        assert isinstance(sheet, Overlay)
        closing = next(
            keys for keys, _ in sheet_keys(sheet.host.keys.apply_to(sheet.COMMAND_TABLE)) if "escape" in keys.split()
        ).split()
        assert key in closing
        assert old not in closing
        await pilot.press(key)
        await settle(pilot)
        assert pilot.app.screen_stack == [calendar(pilot)]

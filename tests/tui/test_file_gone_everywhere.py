"""No command of any screen, nor any that the palette alone has, ends the program where the file is gone or damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner.tui.host import host_of
from planner.tui.keys import commands
from planner.tui.keys.command import Command
from planner.tui.screen import ModeScreen
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, settle, until

pytestmark = pytest.mark.usefixtures("looking_often")
SCREENS = {
    "calendar": ("1", commands.CALENDAR_COMMANDS),
    "builder": ("2", commands.BUILDER_COMMANDS),
    "progress": ("3", commands.PROGRESS_COMMANDS),
    "session": ("4", commands.SESSION_COMMANDS),
}


def gone(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def of_zeroes(path: Path) -> None:
    """Only the first page is whole, as after a disk that lost what it was given."""
    first_page = path.read_bytes()[:4096]
    size = path.stat().st_size
    path.rename(path.with_name("elsewhere.db"))
    path.write_bytes(first_page + bytes(size - 4096))


def a_folder(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))
    path.mkdir()


WAYS: dict[str, Callable[[Path], None]] = {"gone": gone, "of zeroes": of_zeroes, "a folder": a_folder}


def bring_back(path: Path) -> None:
    if path.is_dir():
        path.rmdir()
    path.with_name("elsewhere.db").rename(path)


def commands_of(mode: str) -> list[Command]:
    table = (*SCREENS[mode][1], *commands.APP_COMMANDS)
    return [command for command in table if not command.id.endswith((".quit", ".leave", ".suspend"))]


async def leave_sheets(pilot: Pilot[None]) -> None:
    for _ in range(8):
        if len(pilot.app.screen_stack) == 1:
            return
        await pilot.press("escape")
        await settle(pilot)


@pytest.mark.parametrize(
    ("mode", "way"), [*((mode, way) for mode in SCREENS for way in ("gone", "of zeroes")), ("calendar", "a folder")]
)
async def test_every_command_says_what_is_wrong_and_none_ends_the_program(
    book: Planbook, open_app: OpenApp, mode: str, way: str
) -> None:
    async with open_app(book, 120, 30) as pilot:
        host_of(pilot.app.screen).screening_asked = False
        await pilot.press(SCREENS[mode][0])
        await settle(pilot)
        WAYS[way](book.path)
        for command in commands_of(mode):
            screen = pilot.app.screen
            await pilot.app.run_action(command.action, screen)
            await settle(pilot)
            if len(pilot.app.screen_stack) > 1:
                await pilot.press("enter")
                await settle(pilot)
            await leave_sheets(pilot)
            assert pilot.app.is_running, command.id
            assert len(pilot.app.screen_stack) == 1, command.id
            await pilot.press(SCREENS[mode][0])
            await settle(pilot)
        bring_back(book.path)
        screen = pilot.app.screen
        assert isinstance(screen, ModeScreen)
        await until(pilot, lambda: not host_of(screen).file_watch.problem)

"""A file that is moved, deleted or replaced under an open screen: nothing is made in its place, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner.tui.host import host_of
from planner.tui.keys import commands
from planner.tui.screen import ModeScreen
from planner.usecases.planbook import Planbook
from tests.tui.driving import LookAtFile, OpenApp, See, Spawn, as_it_stands, calendar, settle, state, until

pytestmark = pytest.mark.usefixtures("looking_often")
SCREENS = {"1": "calendar", "2": "builder", "3": "progress", "4": "session"}
TABLES = {
    "1": commands.CALENDAR_COMMANDS,
    "2": commands.BUILDER_COMMANDS,
    "3": commands.PROGRESS_COMMANDS,
    "4": commands.SESSION_COMMANDS,
}


def bottom_line(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, ModeScreen)
    return screen.footer.message


def moved_away(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def deleted(path: Path) -> None:
    shutil.copy2(path, path.with_name("elsewhere.db"))
    path.unlink()


def folder_renamed(path: Path) -> None:
    path.parent.rename(path.parent.with_name("renamed"))


def emptied(path: Path) -> None:
    shutil.copy2(path, path.with_name("elsewhere.db"))
    path.write_bytes(b"")


def replaced_by_text(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))
    path.write_text("Easy 8 km", encoding="utf-8")


GONE = "has gone: it was moved or deleted while it was open here."
WAYS_TO_GO: dict[str, tuple[Callable[[Path], None], str]] = {
    "moved away": (moved_away, GONE),
    "deleted": (deleted, GONE),
    "folder renamed": (folder_renamed, GONE),
    "emptied": (emptied, "is empty, so it is not a planner database"),
    "replaced by text": (replaced_by_text, "is a text file, not a planner database"),
}


def bring_back(path: Path) -> None:
    """Put the file where it was, as a runner would."""
    if not path.parent.exists():
        path.parent.with_name("renamed").rename(path.parent)
    else:
        shutil.copy2(path.with_name("elsewhere.db"), path)


@pytest.fixture
def own_folder(book: Planbook, tmp_path: Path) -> Planbook:
    """The season in a folder with nothing else in it."""
    folder = tmp_path / "runs"
    folder.mkdir()
    return replace(book, path=Path(shutil.move(book.path, folder / "planner.db")))


def keys_of(mode: str) -> Sequence[str]:
    table = [command for command in TABLES[mode] if not command.id.endswith((".quit", ".leave"))]
    return [key for command in table for key in command.key_names[:1]]


@pytest.mark.parametrize("way", WAYS_TO_GO)
async def test_the_calendar_keeps_what_it_shows_and_finds_the_file_again(
    own_folder: Planbook, open_app: OpenApp, see: See, way: str
) -> None:
    go, sentence = WAYS_TO_GO[way]
    before = state(own_folder)
    async with open_app(own_folder, 120, 30) as pilot:
        await settle(pilot)
        shown = (await see(pilot)).splitlines()[:20]
        go(own_folder.path)
        await until(pilot, lambda: sentence in bottom_line(pilot))
        for key in ("d", "enter", "u", "x", "D", "right"):
            await pilot.press(key)
            await pilot.press("escape")
        await pilot.press("left")
        await until(pilot, lambda: sentence in bottom_line(pilot))
        assert (await see(pilot)).splitlines()[:20] == shown
        bring_back(own_folder.path)
        await until(pilot, lambda: not bottom_line(pilot))
        assert state(own_folder) == before


@pytest.mark.parametrize(("mode", "way"), [*((mode, "moved away") for mode in SCREENS), ("1", "folder renamed")])
async def test_no_key_of_a_screen_makes_the_file_again(
    own_folder: Planbook, open_app: OpenApp, mode: str, way: str
) -> None:
    go, sentence = WAYS_TO_GO[way]
    async with open_app(own_folder, 120, 30) as pilot:
        await pilot.press(mode)
        await settle(pilot)
        go(own_folder.path)
        await until(pilot, lambda: sentence in bottom_line(pilot))
        for key in keys_of(mode):
            await pilot.press(key)
            await pilot.press("enter")
            await pilot.press("escape", "escape")
            assert not own_folder.path.exists(), key
            assert way != "folder renamed" or not own_folder.path.parent.exists(), key
            if pilot.app.current_mode != SCREENS[mode]:
                await pilot.press(mode)
        await settle(pilot)
        bring_back(own_folder.path)
        await until(pilot, lambda: sentence not in bottom_line(pilot))


@pytest.mark.parametrize("mode", SCREENS)
async def test_no_sheet_that_was_open_before_makes_the_file_again(
    own_folder: Planbook, open_app: OpenApp, mode: str
) -> None:
    path = own_folder.path
    async with open_app(own_folder, 120, 30) as pilot:
        await pilot.press(mode)
        await settle(pilot)
        for key in keys_of(mode):
            await pilot.press(key)
            await settle(pilot)
            if len(pilot.app.screen_stack) == 1:
                continue
            moved_away(path)
            await pilot.press("down", "space", "1", "enter", "u", "d", "enter")
            await settle(pilot)
            assert not path.exists(), key
            path.with_name("elsewhere.db").rename(path)
            await pilot.press(*["escape"] * 4)
            if pilot.app.current_mode != SCREENS[mode]:
                await pilot.press(mode)
            assert len(pilot.app.screen_stack) == 1, key


async def test_a_half_typed_form_is_kept_and_sent_when_the_file_is_back(
    own_folder: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(own_folder, 100, 30) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await pilot.press(*"8.4")
        moved_away(own_folder.path)
        await pilot.press("enter")
        shown = " ".join((await see(pilot)).split())
        assert "planner.db has gone: it was moved or deleted" in shown
        assert "8.4" in shown
        assert not own_folder.path.exists()
        bring_back(own_folder.path)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is calendar(pilot))
    assert "8400" in str(state(own_folder))


async def test_a_drafted_block_waits_for_the_file(own_folder: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(own_folder, 120, 40) as pilot:
        host_of(pilot.app.screen).screening_asked = False  # reading whether they were answered is refused, too
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("down", *"2027-08-01")
        await settle(pilot)
        assert "Half marathon" in (await see(pilot)).splitlines()[0]
        moved_away(own_folder.path)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: GONE in bottom_line(pilot))
        await pilot.press("ctrl+s", "ctrl+s")
        await until(pilot, lambda: "1 field open" in as_it_stands(pilot))
        await until(pilot, lambda: bool(host_of(pilot.app.screen).file_watch.problem))
        assert "There is no database" not in await see(pilot)
        bring_back(own_folder.path)
        await until(pilot, lambda: "open" not in as_it_stands(pilot).splitlines()[0])
        assert GONE not in await see(pilot)
        assert "2027-08-01" in await see(pilot)


async def test_a_key_refused_while_the_file_was_away_between_two_looks_is_refused_no_longer(
    own_folder: Planbook, open_app: OpenApp, look_at_file: LookAtFile
) -> None:
    path = own_folder.path
    async with open_app(own_folder, 120, 30) as pilot:
        await settle(pilot)
        await look_at_file(pilot)
        moved_away(path)
        await pilot.press("u")
        path.with_name("elsewhere.db").rename(path)
        assert GONE in bottom_line(pilot)
        await look_at_file(pilot)
        assert not bottom_line(pilot)


async def test_a_block_refused_while_the_file_was_away_between_two_looks_is_drafted_again(
    own_folder: Planbook, open_app: OpenApp, look_at_file: LookAtFile
) -> None:
    path = own_folder.path
    async with open_app(own_folder, 120, 40) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await look_at_file(pilot)
        moved_away(path)
        await pilot.press("down", *"2027-08-01")
        await until(pilot, lambda: "open" in as_it_stands(pilot).splitlines()[0])
        path.with_name("elsewhere.db").rename(path)
        await look_at_file(pilot)
        await until(pilot, lambda: "open" not in as_it_stands(pilot).splitlines()[0])


async def test_lists_and_the_search_name_the_file_without_its_folders(
    own_folder: Planbook, open_app: OpenApp, see: See
) -> None:
    for keys in (("H",), ("/", "t")):
        async with open_app(own_folder, 80, 24) as pilot:
            await pilot.press(*keys)
            await settle(pilot)
            moved_away(own_folder.path)
            await pilot.press("u")
            assert f"  planner.db {GONE[:20]}" in await see(pilot)
            bring_back(own_folder.path)


def test_in_a_terminal_the_form_waits_for_the_file_and_is_stored_then(spawn: Spawn, book: Planbook) -> None:
    terminal = spawn()
    terminal.wait_for("Tempo")
    terminal.press(b"d")
    terminal.wait_for("enter saves")
    moved_away(book.path)
    terminal.press(b"\x7f" * 5 + b"8.4")
    terminal.wait_for("8.4")
    terminal.press(b"\r")
    terminal.wait_for("has gone")
    assert not book.path.exists()
    book.path.with_name("elsewhere.db").rename(book.path)
    terminal.press(b"\r")
    terminal.wait_for("takes it back")
    assert "8400" in str(state(book))

"""Backing up, restoring and checking from the palette; a restore by another session is shown, too."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from planner.store.backups.backup_names import list_backup_names
from planner.training.outcomes import TypedOutcome
from planner.tui.sheets.backups import BackupsSheet
from planner.tui.sheets.confirm import ConfirmSheet
from planner.tui.sheets.database_check import DatabaseCheckSheet
from planner.usecases import history
from planner.usecases.calendar import mark
from planner.usecases.files import backups
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See, as_it_stands, message, settle, state, until
from tests.tui.season import TODAY


async def choose(pilot: Pilot[None], words: str) -> None:
    """Run a command of the palette."""
    await pilot.press("ctrl+p", *("space" if letter == " " else letter for letter in words))
    await pilot.press("enter")
    await settle(pilot)


@pytest.fixture
def marked(book: Planbook, workouts_on: On) -> Planbook:
    """The season, with a backup of it and a workout that was marked done since."""
    backups.back_up(book)
    mark.mark_done(book, workouts_on(TODAY)[0].id, TypedOutcome())
    return book


async def test_back_up_now_says_where(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await choose(pilot, "back")
        [backup] = list_backup_names(book.path)
        assert message(pilot).startswith("Backed up ")
        assert str(backup.path.parent) in message(pilot)


async def test_a_backup_is_restored_after_one_question(marked: Planbook, open_app: OpenApp, see: See) -> None:
    after = state(marked)
    async with open_app(marked) as pilot:
        marks = as_it_stands(pilot).count("✓")
        await choose(pilot, "restore")
        seen = await see(pilot)
        assert "made by hand" in seen
        assert " workouts, " in seen
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ConfirmSheet)
        await pilot.press("n")
        assert state(marked) == after
        await pilot.press("enter", "y")
        await settle(pilot)
        assert message(pilot).startswith("Restored: ")
        assert "What was there before is backup 2." in message(pilot)
        assert state(marked) != after
        await until(pilot, lambda: as_it_stands(pilot).count("✓") == marks - 1)
        await choose(pilot, "restore")
        await pilot.press("enter", "y")
        await settle(pilot)
        assert state(marked) == after


async def test_a_damaged_backup_is_marked_and_not_restored(marked: Planbook, open_app: OpenApp, see: See) -> None:
    [backup] = list_backup_names(marked.path)
    backup.path.write_bytes(backup.path.read_bytes()[:9000])
    before = state(marked)
    async with open_app(marked) as pilot:
        await choose(pilot, "restore")
        assert "It is damaged, and cannot be restored." in await see(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, BackupsSheet)
        assert "Backup 1 cannot be restored." in await see(pilot)
        assert state(marked) == before


async def test_without_backups_it_says_how_one_is_made(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await choose(pilot, "restore")
        seen = await see(pilot)
        assert '"Back up now" in the palette' in " ".join(seen.replace("│", " ").split())
        assert "restores" not in seen
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, BackupsSheet)


async def test_what_another_session_restores_is_shown(marked: Planbook, open_app: OpenApp) -> None:
    async with open_app(marked) as pilot:
        marks, inode = as_it_stands(pilot).count("✓"), marked.path.stat().st_ino
        operations = len(history.list_operations(marked))
        other = Planbook(marked.path, marked.clock)
        backups.restore(other, "1")
        assert marked.path.stat().st_ino == inode
        assert len(history.list_operations(marked)) == operations - 1
        await until(pilot, lambda: as_it_stands(pilot).count("✓") == marks - 1)


async def test_a_file_that_is_gone_is_brought_back_from_the_palette(marked: Planbook, open_app: OpenApp) -> None:
    async with open_app(marked) as pilot:
        marks = as_it_stands(pilot).count("✓")
        marked.path.unlink()
        await until(pilot, lambda: "has gone" in as_it_stands(pilot))
        await choose(pilot, "restore")
        await pilot.press("enter", "y")
        await settle(pilot)
        await until(pilot, lambda: as_it_stands(pilot).count("✓") == marks - 1)
        assert "has gone" not in as_it_stands(pilot)


async def test_a_damaged_file_is_set_aside_while_it_is_open(marked: Planbook, open_app: OpenApp) -> None:
    async with open_app(marked) as pilot:
        marks = as_it_stands(pilot).count("✓")
        marked.path.write_bytes(marked.path.read_bytes()[:20_000])
        backups.restore(Planbook(marked.path, marked.clock), "1")
        await until(pilot, lambda: as_it_stands(pilot).count("✓") == marks - 1)


async def test_the_check_says_what_is_wrong_and_what_to_do(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await choose(pilot, "check the data")
        await until(pilot, lambda: isinstance(pilot.app.screen, DatabaseCheckSheet))
        assert "There is no good backup." in await see(pilot)
        await pilot.press("escape")
        await choose(pilot, "back")
        await choose(pilot, "check the data")
        await until(pilot, lambda: isinstance(pilot.app.screen, DatabaseCheckSheet))
        assert "All is well." in await see(pilot)
        assert "Checking the database." not in await see(pilot)

"""Another planner database put in the place of the open one: it is said, and shown only when the runner asks for it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner import store
from planner.clock import Clock
from planner.training.workouts import RunKind, Sport, Workout
from planner.tui.screen import ModeScreen
from planner.usecases.calendar.edit import plan_add
from planner.usecases.changes import apply_change
from planner.usecases.files import backups
from planner.usecases.history import undo
from planner.usecases.planbook import Planbook
from tests.tui.driving import LookAtFile, OpenApp, See, as_it_stands, calendar, message, settle, state, until
from tests.tui.season import TODAY

pytestmark = pytest.mark.usefixtures("looking_often")
SENTENCE = "Another planner database has taken the place of planner.db; nothing was changed, and ctrl+l shows it"
OTHER_TITLE = "Somebody else's run"


def add_run(book: Planbook, title: str, day: dt.date = TODAY) -> None:
    apply_change(book, plan_add(book, Workout(day, Sport.RUN, RunKind.EASY, title)))


@pytest.fixture
def other(book: Planbook) -> Path:
    """Another runner's database."""
    path = book.path.with_name("other.db")
    store.prepare(path)
    add_run(replace(book, path=path), OTHER_TITLE)
    return path


def moved_over(other: Path, path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))
    shutil.copy2(other, other.with_name("copy.db"))
    other.with_name("copy.db").rename(path)


def copied_over(other: Path, path: Path) -> None:
    shutil.copy2(path, path.with_name("elsewhere.db"))
    shutil.copyfile(other, path)


def renamed_over(other: Path, path: Path) -> None:
    """As programs that keep folders alike do: a new file, under the name of the old one in one step."""
    shutil.copy2(path, path.with_name("elsewhere.db"))
    shutil.copy2(other, other.with_name("copy.db"))
    other.with_name("copy.db").replace(path)


def folder_swapped(other: Path, path: Path) -> None:
    """Another folder, in which the other database was edited last, under the name of the old one."""
    folder, theirs = path.parent, path.parent.with_name("theirs")
    theirs.mkdir()
    shutil.copy2(other, theirs / path.name)
    add_run(Planbook(theirs / path.name, Clock(TODAY)), OTHER_TITLE)
    folder.rename(folder.with_name("elsewhere"))
    theirs.rename(folder)


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "moved over": moved_over,
    "copied over": copied_over,
    "renamed over": renamed_over,
    "folder swapped": folder_swapped,
}


def foot(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, ModeScreen)
    return screen.footer.message


async def is_said(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: foot(pilot).startswith(SENTENCE))


@pytest.mark.parametrize("way", WAYS)
async def test_another_database_is_said_and_shown_when_asked_for(
    book: Planbook, other: Path, open_app: OpenApp, see: See, way: str
) -> None:
    async with open_app(book, 120, 30) as pilot:
        await settle(pilot)
        shown = (await see(pilot)).splitlines()[:20]
        WAYS[way](other, book.path)
        theirs = state(book)
        await is_said(pilot)
        for key in ("x", "d", "enter", "u", "D", "right", "left"):
            await pilot.press(key)
            await pilot.press("escape")
        assert (await see(pilot)).splitlines()[:20] == shown
        assert OTHER_TITLE not in await see(pilot)
        assert state(book) == theirs
        await pilot.press("ctrl+l")
        await until(pilot, lambda: OTHER_TITLE in as_it_stands(pilot))
        assert not message(pilot)
        await pilot.press("u")
        await until(pilot, lambda: state(book) != theirs)


async def test_the_database_that_was_open_is_found_again(book: Planbook, other: Path, open_app: OpenApp) -> None:
    before = state(book)
    async with open_app(book, 120, 30) as pilot:
        await settle(pilot)  # the screen knows its database once it was read
        renamed_over(other, book.path)
        await is_said(pilot)
        shutil.copy2(book.path.with_name("elsewhere.db"), book.path)
        await until(pilot, lambda: not message(pilot))
        assert state(book) == before


async def test_a_form_that_was_open_is_refused_and_keeps_what_was_typed(
    book: Planbook, other: Path, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 100, 30) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await pilot.press(*"8.4")
        renamed_over(other, book.path)
        theirs = state(book)
        await pilot.press("enter")
        shown = " ".join((await see(pilot)).split())
        assert "Another planner database has taken the place of planner.db" in shown
        assert "8.4" in shown
        await is_said(pilot)
        await pilot.press("ctrl+l", "enter")
        assert state(book) == theirs
        shutil.copy2(book.path.with_name("elsewhere.db"), book.path)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is calendar(pilot))
    assert "8400" in str(state(book))


async def test_a_preview_is_refused_and_forgotten_once_the_other_is_shown(
    book: Planbook, other: Path, open_app: OpenApp
) -> None:
    theirs = state(replace(book, path=other))
    async with open_app(book, 120, 30) as pilot:
        await settle(pilot)
        await pilot.press("m", "right", "right")
        assert calendar(pilot).preview.current is not None
        copied_over(other, book.path)
        await pilot.press("enter")
        await is_said(pilot)
        assert state(book) == theirs
        await pilot.press("ctrl+l", "left", "left")
        await until(pilot, lambda: OTHER_TITLE in as_it_stands(pilot))
        assert calendar(pilot).preview.current is None
        await pilot.press("enter", "escape")
    assert state(book) == theirs


@pytest.mark.parametrize("mode", ["2", "3", "4"])
async def test_other_screens_say_it_too(book: Planbook, other: Path, open_app: OpenApp, mode: str) -> None:
    async with open_app(book, 120, 30) as pilot:
        await pilot.press(mode)
        await settle(pilot)
        renamed_over(other, book.path)
        await is_said(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert not foot(pilot)
        await pilot.press(*(("tab", "1") if mode == "2" else ("1",)))  # a digit in the form is the field's
        await until(pilot, lambda: OTHER_TITLE in as_it_stands(pilot))


async def test_another_database_that_was_there_between_two_looks_is_named_no_longer(
    book: Planbook, other: Path, open_app: OpenApp, look_at_file: LookAtFile
) -> None:
    async with open_app(book, 120, 30) as pilot:
        await settle(pilot)
        await look_at_file(pilot)
        moved_over(other, book.path)
        await pilot.press("u")
        assert foot(pilot).startswith(SENTENCE)
        book.path.with_name("elsewhere.db").replace(book.path)
        await look_at_file(pilot)
        assert not foot(pilot)


async def test_an_older_copy_of_the_same_database_is_another_one(book: Planbook, open_app: OpenApp, see: See) -> None:
    old = book.path.with_name("yesterday.db")
    shutil.copy2(book.path, old)
    add_run(book, "Added since")
    async with open_app(book, 120, 30) as pilot:
        await settle(pilot)
        assert "Added since" in await see(pilot)
        shutil.copyfile(old, book.path)
        await is_said(pilot)
        assert "Added since" in await see(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "Added since" not in as_it_stands(pilot))


async def test_what_other_sessions_do_is_shown_without_a_word(book: Planbook, open_app: OpenApp) -> None:
    add_run(book, "Kept in the backup")
    backups.back_up(book)
    add_run(book, "Added since")
    async with open_app(book, 120, 30) as pilot:
        await until(pilot, lambda: "Added since" in as_it_stands(pilot))
        undo(book)
        await until(pilot, lambda: "Added since" not in as_it_stands(pilot))
        add_run(book, "One more")
        await until(pilot, lambda: "One more" in as_it_stands(pilot))
        backups.restore(book, "1")
        await until(pilot, lambda: "One more" not in as_it_stands(pilot))
        assert not message(pilot)
        add_run(book, "After the restore")
        await until(pilot, lambda: "After the restore" in as_it_stands(pilot))
        assert not message(pilot)


async def test_the_first_workout_of_an_empty_calendar_is_shown_without_a_word(
    book: Planbook, tmp_path: Path, open_app: OpenApp
) -> None:
    empty = replace(book, path=tmp_path / "empty.db")
    store.prepare(empty.path)
    async with open_app(empty, 120, 30) as pilot:
        await settle(pilot)
        add_run(empty, "The first run")
        await until(pilot, lambda: "The first run" in as_it_stands(pilot))
        assert not message(pilot)


async def test_no_backup_is_restored_over_a_database_that_is_not_shown(
    book: Planbook, other: Path, open_app: OpenApp, see: See
) -> None:
    theirs = state(replace(book, path=other))
    backups.back_up(book)
    async with open_app(book, 120, 30) as pilot:
        await settle(pilot)
        await pilot.app.run_action("restore")
        await settle(pilot)
        renamed_over(other, book.path)
        await pilot.press("enter", "y", "enter")
        await settle(pilot)
        assert "Another planner database has taken the place" in " ".join((await see(pilot)).split())
    assert state(book) == theirs

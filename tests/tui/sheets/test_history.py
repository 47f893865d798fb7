"""The history on the screen: what each operation changed, and undo and redo with both in sight."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest
from textual.pilot import Pilot

from planner.training.outcomes import TypedOutcome
from planner.tui.sheets.history import HistoryContent, HistorySheet
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Row
from planner.usecases import history
from planner.usecases.calendar import mark
from planner.usecases.history import list_operations
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See
from tests.tui.season import TODAY
from tests.usecases.books import move

pytestmark = pytest.mark.smoke

DAY = dt.timedelta(days=1)


def sheet(pilot: Pilot[None]) -> HistorySheet:
    screen = pilot.app.screen
    assert isinstance(screen, HistorySheet)
    return screen


def row_of(seen: str, words: str) -> str:
    """The first line that holds some words."""
    return next(line for line in seen.splitlines() if words in line)


@pytest.fixture
def lived(book: Planbook, workouts_on: On) -> Planbook:
    """The season with three operations more: a workout done, one moved, and one skipped that is taken back."""
    [tempo] = workouts_on(TODAY)
    mark.mark_done(book, tempo.id, TypedOutcome(distance_m=11_600, duration_s=3150, rpe=7))
    easy = workouts_on(TODAY + 6 * DAY)[0]
    move(book, easy.id, TODAY + 5 * DAY)
    mark.mark_skipped(book, workouts_on(TODAY + 3 * DAY)[0].id, "ice on the roads")
    history.undo(book)
    return book


async def test_the_list_says_what_u_takes_and_what_big_u_brings_back(
    lived: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(lived) as pilot:
        await pilot.press("H")
        seen = await see(pilot)
        assert row_of(seen, "skip: Sun 10 Jan").lstrip("▌ ").startswith("U ")
        assert row_of(seen, "skip: Sun 10 Jan").endswith("taken back")
        assert row_of(seen, "move: Easy").lstrip("▌ ").startswith("u ")
        assert row_of(seen, "mark done").lstrip("▌ ").startswith("20")
        assert "Sun 10 Jan Long run: skipped (ice on the roads)" in seen
        await pilot.press("j", "j")
        assert "Thu 7 Jan Tempo, 3 × 10 min: done, 11.6 km, 52:30, RPE 7" in await see(pilot)


async def test_undo_and_redo_change_list_and_file_at_once(
    lived: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(lived) as pilot:
        await pilot.press("H", "u")
        seen = await see(pilot)
        assert "Taken back: move: Easy to Tue 12 Jan." in seen
        assert row_of(seen, "move: Easy").endswith("taken back")
        assert row_of(seen, "mark done").lstrip("▌ ").startswith("u ")
        assert "Easy" in [one.title for one in workouts_on(TODAY + 6 * DAY)]
        await pilot.press("U")
        assert "Brought back: move: Easy to Tue 12 Jan." in await see(pilot)
        assert "Easy" in [one.title for one in workouts_on(TODAY + 5 * DAY)]
        await pilot.press("escape", "left")
        assert "E 8   →" in await see(pilot)


async def test_the_calendar_behind_follows(lived: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(lived, 250, 60) as pilot:
        await pilot.press("H")
        assert "11.6 km" in beside(await see(pilot))
        await pilot.press("u", "u")
        assert "11.6 km" not in beside(await see(pilot))
        assert "12 km" in beside(await see(pilot))


def beside(seen: str) -> str:
    """The day panel on the right, which the sheet leaves free."""
    return "\n".join(line[200:] for line in seen.splitlines())


async def test_the_last_undo_says_that_nothing_is_left(lived: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(lived) as pilot:
        await pilot.press("H", "u", "u", "u", "u")
        assert "There is nothing to take back." in await see(pilot)
        assert [one.state for one in list_operations(lived)] == ["undone"] * 4


async def test_an_undo_that_is_refused_says_why_and_changes_nothing(
    lived: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(lived) as pilot:
        await pilot.press("H")
        connection = sqlite3.connect(lived.path)
        with connection:
            connection.execute("UPDATE journal_state SET recording = 0")
            connection.execute("UPDATE item SET title = 'Other' WHERE original_date IS NOT NULL")
            connection.execute("UPDATE journal_state SET recording = 1")
        connection.close()
        await pilot.press("u")
        assert "nothing was changed" in await see(pilot)
        assert [one.state for one in list_operations(lived)][:2] == ["undone", "done"]


async def test_a_file_that_has_gone_is_not_made_anew(lived: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(lived) as pilot:
        await pilot.press("H")
        lived.path.unlink()
        await pilot.press("u")
        assert "has gone" in " ".join((await see(pilot)).split())
        assert not lived.path.exists()


async def test_changes_are_read_on_with_the_keys(lived: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(lived, 80, 24) as pilot:
        await pilot.press("H", "end")
        seen = await see(pilot)
        assert "added 56 runs, 22 strength sessions" in seen
        assert "more lines" in seen
        await pilot.press("enter", "end")
        seen = await see(pilot)
        assert "Sun 14 Feb Light sled and wall sit: added" in seen
        assert "← list" in seen
        await pilot.press("left", "home")
        assert "Sun 10 Jan Long run: skipped" in await see(pilot)
        await pilot.press("escape")
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (100, 30), (250, 60)])
async def test_every_size_shows_the_chosen_operation(
    lived: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    async with open_app(lived, *size) as pilot:
        await pilot.press("H", "j")
        lines = (await see(pilot)).splitlines()
        assert any("skip: Sun" in line and "move: Easy" in line for line in lines) == (size[0] >= 100)
        assert sum(line.count("move: Easy") for line in lines) == 2
        assert any("escape closes" in line for line in lines)


async def test_an_empty_history_says_what_to_press(empty_book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(empty_book) as pilot:
        await pilot.press("H", "j", "enter", "u", "U")
        seen = await see(pilot)
        assert "Nothing has been done yet. d marks a workout done" in seen
        assert "There is nothing to bring back." in seen


async def test_a_thousand_operations_draw_only_what_is_in_sight(
    book: Planbook, open_app: OpenApp, see: See, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(book.path)
    with connection:
        connection.executemany(
            "INSERT INTO operation (name, at, changes, size) VALUES (?, '2027-01-07T12:00:00Z', 0, 0)",
            [(f"edit {number}",) for number in range(2, 1001)],
        )
    connection.close()
    drawn: set[int] = set()
    row = HistoryContent.row

    def noted(content: HistoryContent, index: int, width: int, glyphs: Glyphs) -> Row:
        drawn.add(index)
        return row(content, index, width, glyphs)

    monkeypatch.setattr(HistoryContent, "row", noted)
    async with open_app(book) as pilot:
        await pilot.press("H")
        assert "edit 1000" in await see(pilot)
        assert len(drawn) < 24
        await pilot.press("end")
        assert "new block: Half marathon" in await see(pilot)
        assert len(drawn) < 48


async def test_a_move_under_way_ends_with_an_undo_in_the_history(lived: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(lived) as pilot:
        await pilot.press("right", "right", "m", "right", "H", "u", "escape", "enter")
        assert "Saturday 9 January" in await see(pilot)  # the day is opened; nothing is put down
        assert [one.state for one in list_operations(lived)] == ["undone", "undone", "done", "done"]

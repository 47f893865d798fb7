from __future__ import annotations

import datetime as dt
from dataclasses import replace

from textual.pilot import Pilot

from planner.training.workouts import AS_PLANNED, StoredStatus
from planner.tui.sheets.day import DaySheet
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.help import HelpSheet
from planner.tui.sheets.history import HistorySheet
from planner.tui.sheets.price_map import PriceMapSheet
from planner.usecases.history import list_operations
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See, calendar, make, settle
from tests.tui.season import TODAY

TUESDAY, WEDNESDAY, SUNDAY = dt.date(2027, 1, 5), dt.date(2027, 1, 6), dt.date(2027, 1, 10)


def no_sheet(pilot: Pilot[None]) -> bool:
    """Whether the calendar is in front again."""
    return len(pilot.app.screen_stack) == 1


async def test_d_twice_marks_done_as_planned(book: Planbook, open_app: OpenApp, see: See, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d")
        assert isinstance(pilot.app.screen, DoneSheet)
        await pilot.press("d")
        await pilot.pause()
        assert "T 12  ✓" in await see(pilot)
        assert "Done: Tempo, 3 × 10 min. u takes it back." in await see(pilot)
    [tempo] = workouts_on(TODAY)
    assert tempo.actual is not None
    assert (tempo.actual.source, tempo.actual.effort) == (AS_PLANNED, tempo.planned)


async def test_rest_days_and_empty_days_have_nothing_to_mark(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        for key in ("d", "s", "m"):
            await pilot.press("t", "right", key)
            assert "Fri 8 Jan: no workout here" in await see(pilot)
        await pilot.press("left")
        assert "d done" in await see(pilot)


async def test_s_skips_with_a_reason_and_refuses_an_empty_one(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("s")
        assert "enter answers · escape cancels" in await see(pilot), "two keys are told apart"
        await pilot.press("enter")
        assert "needs a reason" in await see(pilot)
        await pilot.press(*"a cold", "enter")
        await pilot.pause()
        assert "T 12  –" in await see(pilot)
        assert "skipped: a cold" in await see(pilot)
    [tempo] = workouts_on(TODAY)
    assert (tempo.status, tempo.skip_reason) == (StoredStatus.SKIPPED, "a cold")


async def test_m_moves_only_this(book: Planbook, open_app: OpenApp, see: See, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("m", "right")
        assert "only this" in await see(pilot)
        assert calendar(pilot).data.view.workouts_on(TODAY + dt.timedelta(days=1))[0].title == "Tempo, 3 × 10 min"
        assert workouts_on(TODAY)[0].title == "Tempo, 3 × 10 min"
        await pilot.press("enter")
        await pilot.pause()
        assert "Moved Tempo, 3 × 10 min to Fri 8 Jan. u takes it back." in await see(pilot)
        assert "T 12  →" in await see(pilot)
    assert not workouts_on(TODAY)
    moved = workouts_on(TODAY + dt.timedelta(days=1))[0]
    assert (moved.title, moved.original_date) == ("Tempo, 3 × 10 min", TODAY)


async def test_tab_previews_what_else_would_move(book: Planbook, open_app: OpenApp, see: See, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("m", "right", "right", "tab")
        assert "push until a gap" in await see(pilot)
        saturday, sunday, monday = (TODAY + dt.timedelta(days=days) for days in (2, 3, 4))
        assert [item.title for item in calendar(pilot).data.view.workouts_on(saturday)] == ["Tempo, 3 × 10 min"]
        assert "Easy" in [item.title for item in calendar(pilot).data.view.workouts_on(sunday)]
        await pilot.press("tab")
        assert "shift the rest" in await see(pilot)
        assert "Rest" in [item.title for item in calendar(pilot).data.view.workouts_on(SUNDAY)]
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
    assert [item.title for item in workouts_on(saturday)] == ["Tempo, 3 × 10 min"]
    assert "Long run" in [item.title for item in workouts_on(monday)]


async def test_escape_leaves_the_workout_where_it_was(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        before = await see(pilot)
        await pilot.press("m", "down", "right", "tab", "escape")
        await pilot.pause()
        assert await see(pilot) == before
    assert [item.title for item in workouts_on(TODAY)] == ["Tempo, 3 × 10 min"]


async def test_a_move_goes_over_the_edge_of_the_month(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("m", *["down"] * 6, "enter")
        await pilot.pause()
        assert calendar(pilot).cursor.day == dt.date(2027, 2, 18)
    assert [item.title for item in workouts_on(dt.date(2027, 2, 18))] == ["Tempo, 3 × 10 min"]


async def test_a_move_to_where_it_stands_changes_nothing(book: Planbook, open_app: OpenApp, see: See) -> None:
    count = len(list_operations(book))
    async with open_app(book) as pilot:
        await pilot.press("m", "enter")
        await pilot.pause()
        assert "Nothing would change" in await see(pilot)
    assert len(list_operations(book)) == count


async def test_u_while_moving_ends_the_move_and_takes_nothing_back(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        before = workouts_on(TODAY)
        await pilot.press("m", "right", "u")
        assert "Left; nothing has changed." in await see(pilot)
        assert calendar(pilot).preview.current is None
        await pilot.press("right", "enter")
        assert isinstance(pilot.app.screen, DaySheet)
    assert workouts_on(TODAY) == before


async def test_a_form_opened_while_moving_ends_the_move(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("m", "right", "s", "escape")
        assert calendar(pilot).preview.current is None


async def test_the_day_panel_fits_a_size_that_changed_behind_a_form(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d")
        await pilot.resize_terminal(120, 40)
        await pilot.press("escape")
        assert "Tempo, 3 × 10 min" in await see(pilot)


async def test_what_is_done_cannot_be_moved(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("left", "m")
        assert "all done or skipped here" in await see(pilot)


async def test_undo_takes_back_and_redo_brings_back_and_both_say_what(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d", "d", "u")
        await pilot.pause()
        assert "Taken back: mark done: Thu 7 Jan Tempo, 3 × 10 min." in await see(pilot)
        assert workouts_on(TODAY)[0].actual is None
        await pilot.press("U")
        await pilot.pause()
        assert "Brought back: mark done: Thu 7 Jan Tempo, 3 × 10 min." in await see(pilot)
        assert workouts_on(TODAY)[0].actual is not None


async def test_nothing_to_take_back_is_said(empty_book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(empty_book) as pilot:
        await pilot.press("u")
        assert "There is nothing to take back." in await see(pilot)
        await pilot.press("U")
        assert "There is nothing to bring back." in await see(pilot)


async def test_history_lists_the_operations_newest_first(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d", "d", "H")
        seen = await see(pilot)
        assert isinstance(pilot.app.screen, HistorySheet)
        assert seen.index("mark done") < seen.index("new block: Half marathon")
        await pilot.press("escape", "u", "H")
        assert "taken back" in await see(pilot)


async def test_w_says_why_or_why_there_is_nothing_to_say(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("w")
        sheet = pilot.app.screen
        assert isinstance(sheet, PriceMapSheet)
        assert "Half marathon was not slotted" in sheet.full_text
        await pilot.press("w")
        assert no_sheet(pilot)


async def test_enter_opens_the_day_in_full(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("left", "left", "enter")
        day = pilot.app.screen
        assert isinstance(day, DaySheet)
        assert "Tuesday 5 January" in await see(pilot)
        assert "Intervals, 5 × 1 km" in day.full_text
        await pilot.press("down")
        assert "sled 5 × 20 m, 56 kg" in day.full_text
        assert "wall sit 2 × 1:30 with ball" in day.full_text
        assert "✗ missed" in day.full_text
        assert "9.6 h after the tempo" in day.full_text
        await pilot.press("enter")
        assert no_sheet(pilot)


async def test_the_opened_day_says_when_a_key_has_nothing_to_do(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("right", "enter", "d")
        assert "There is nothing here to mark, skip or move." in await see(pilot)
        await pilot.press("escape", "left", "left", "enter", "m")
        assert "It is done" in await see(pilot)


async def test_help_lists_every_key_of_the_place(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("question_mark")
        sheet = pilot.app.screen
        assert isinstance(sheet, HelpSheet)
        for command in calendar(pilot).COMMAND_TABLE:
            assert not command.in_help or command.help.split()[0] in sheet.full_text
        assert "Everything is saved already" in sheet.full_text
        top = sheet._passage.text
        await pilot.press("pagedown")
        assert sheet._passage.text != top
        await pilot.press("up", "escape")
        assert no_sheet(pilot)


async def test_the_palette_finds_a_command_by_its_words(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("ctrl+p", *"what it changed")
        await pilot.pause()
        assert "List what was done, and what it changed." in await see(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HistorySheet)
        await pilot.press("escape", "ctrl+p", *"zzz", "enter")
        await pilot.pause()
        assert no_sheet(pilot)


async def test_the_palette_goes_down_its_list(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("ctrl+p", *"month", "down", "up", "enter")
        await pilot.pause()
        assert calendar(pilot).cursor.day.month == 12


async def test_a_file_deep_in_folders_leaves_room_for_what_is_wrong_with_it(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    deep = book.path.parent / "a-folder-with-a-rather-long-name" / "and-another-one-that-is-no-shorter" / book.path.name
    deep.parent.mkdir(parents=True)
    deep.write_bytes(book.path.read_bytes())
    async with open_app(replace(book, path=deep)) as pilot:
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()  # what is read in the background after the first frame
        deep.write_bytes(b"not a database at all" * 100)
        await pilot.press("u")
        shown = await see(pilot)
        assert "planner.db is a text file" in shown
        assert "rather-long-name" not in shown


async def test_a_damaged_file_is_said_and_does_not_end_the_program(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        book.path.write_bytes(b"not a database at all" * 100)
        await pilot.press("pagedown", "pagedown", "pagedown", "u")
        await pilot.pause()
        assert str(book.path.name) in await see(pilot)
        assert pilot.app.is_running


async def test_a_long_sentence_is_read_whole_at_the_foot_until_the_next_key(
    slotted: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(slotted) as pilot:
        before = await see(pilot)
        await pilot.press("g", *"2027-01-16", "enter", "a", *"race", "tab", *"Town half", "tab", *"21.1")
        await make(pilot)
        foot = " ".join((await see(pilot)).split())
        assert "is taken out: the race is that weekend's hard run." in foot
        await pilot.press("t")
        after = await see(pilot)
        assert after.splitlines()[-3:] == before.splitlines()[-3:]

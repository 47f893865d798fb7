"""The mouse: keys named at a foot are buttons, rows are clicked and opened, the wheel scrolls, workouts are dragged."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.events import MouseMove, MouseScrollDown
from textual.pilot import Pilot

from planner.training.workouts import Sport
from planner.tui.app import PlannerApp
from planner.tui.keys.named_keys import key_named_at
from planner.tui.session.howto_widget import HowToWidget
from planner.tui.sheets.day import DaySheet
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.findings import FindingsSheet
from planner.tui.sheets.help import HelpSheet
from planner.tui.sheets.palette import PaletteSheet
from planner.tui.sheets.sheet import Overlay
from planner.usecases.planbook import Planbook
from tests.tui.driving import (
    On,
    OpenApp,
    as_it_stands,
    calendar,
    click,
    message,
    place_of,
    press,
    settle,
    standing,
    wheel,
)
from tests.tui.season import DAY, TODAY


async def drag(pilot: Pilot[None], *places: tuple[int, int], release: bool = True) -> None:
    """Press the button at the first place, and go on to the others with it held."""
    await pilot.mouse_down(offset=places[0])
    for place in places[1:]:
        await pilot._post_mouse_events([MouseMove], offset=place, button=1)
        await pilot.pause()
    if release:
        await pilot.mouse_up(offset=places[-1])
        await pilot.pause()


@pytest.mark.parametrize(
    ("line", "at", "key"),
    [
        (" d done  s skip ", "done", "d"),
        (" d done  s skip ", "s skip", "s"),
        ("↑ ↓ choose   enter goes there", "choose", "up"),
        ("↑ ↓ choose   enter goes there", "↓", "down"),
        ("Done: Tempo. u takes it back.", "back", "u"),
        ("Done: Tempo. u takes it back.", "Tempo", ""),
        ("Moved. A light session may follow", "A light", ""),
        ("? help", "?", "question_mark"),
    ],
)
def test_the_key_that_a_line_names_where_it_is_clicked(line: str, at: str, key: str) -> None:
    keys = frozenset({"d", "s", "u", "A", "↑", "↓", "enter", "?"})
    assert key_named_at(line, line.index(at), keys, in_sentence="." in line) == key


async def test_keys_and_screens_named_at_the_foot_are_buttons(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await click(pilot, "done")
        assert isinstance(pilot.app.screen, DoneSheet)
        await press(pilot, "escape")
        await click(pilot, " 3 ")
        assert pilot.app.current_mode == "progress"
        await click(pilot, "help")
        assert isinstance(pilot.app.screen, HelpSheet)
        await click(pilot, "closes")
        assert pilot.app.screen is pilot.app.screen_stack[0]
        await click(pilot, " 1 ")
        assert pilot.app.current_mode == "calendar"


async def test_a_key_in_a_sentence_of_the_foot_is_a_button(book: Planbook, open_app: OpenApp) -> None:
    before = standing(book)
    async with open_app(book) as pilot:
        await press(pilot, "L")
        assert standing(book) == before + 1
        await click(pilot, "takes it back")
        assert standing(book) == before


async def test_rows_of_the_palette_are_clicked_and_opened(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "ctrl+p", *"week")
        await click(pilot, "Copy the week.")
        sheet = pilot.app.screen
        assert isinstance(sheet, PaletteSheet)
        assert sheet._matches[sheet._list.cursor].id == "calendar.copy_week"
        await click(pilot, "Copy the week.", times=2)
        assert "is copied" in message(pilot)


async def test_a_click_outside_a_sheet_closes_it_as_escape_does(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "a", *"10 km")
        await pilot.click(offset=(1, 1))
        await settle(pilot)
        assert not isinstance(pilot.app.screen, Overlay)
        await press(pilot, "a")
        assert "10 km" in as_it_stands(pilot)


async def test_a_double_click_opens_the_day(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await click(pilot, "T 12", times=2)
        assert isinstance(pilot.app.screen, DaySheet)
        assert "Thu 28 Jan" in as_it_stands(pilot)


async def test_the_wheel_goes_through_weeks_rows_and_texts(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await wheel(pilot, "T 12", 2)
        assert calendar(pilot).cursor.day == TODAY + 14 * DAY
        await wheel(pilot, "T 12", -1)
        assert calendar(pilot).cursor.day == TODAY + 7 * DAY
        await press(pilot, "ctrl+p")
        sheet = pilot.app.screen
        assert isinstance(sheet, PaletteSheet)
        await wheel(pilot, "▌", 2)
        assert sheet._list.cursor == 2
        await wheel(pilot, "▌", -3)
        assert sheet._list.cursor == 0, "not round the end"
        await press(pilot, "escape", "question_mark")
        below = place_of(pilot, "more")
        await wheel(pilot, "Getting about", 1)
        assert "Getting about" not in as_it_stands(pilot)
        assert place_of(pilot, "more") == below
        await press(pilot, "escape", "4")
        await pilot.pause()
        howto = pilot.app.screen.query_one(HowToWidget)
        if howto.display:
            await pilot._post_mouse_events([MouseScrollDown], widget=howto, offset=(3, 3))
            assert howto._top == 3


async def test_a_list_with_details_takes_clicks_on_either(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book, 120, 40) as pilot:
        await press(pilot, "exclamation_mark")
        sheet = pilot.app.screen
        assert isinstance(sheet, FindingsSheet)
        assert sheet._content.row_count > 1
        await press(pilot, "right")
        await pilot.click(sheet._list, offset=(3, 1))
        await pilot.pause()
        assert sheet._list.cursor == 1
        assert not sheet._detail_has_focus


@pytest.mark.parametrize(("size", "keys"), [((80, 24), []), ((120, 40), []), ((80, 24), ["v"]), ((60, 20), [])])
async def test_a_workout_is_dragged_to_another_day_and_enter_makes_it(
    book: Planbook, open_app: OpenApp, workouts_on: On, size: tuple[int, int], keys: list[str]
) -> None:
    before = standing(book)
    async with open_app(book, *size) as pilot:
        await press(pilot, *keys)
        grid = calendar(pilot)._active_grid
        region = grid.region
        cells = [(x, y) for y in range(region.height) for x in range(0, region.width, 2)]
        tempo = next(
            at
            for at in cells
            if (found := grid.workout_at(*at)) is not None
            and found.date == TODAY
            and found.kind
            and found.sport is Sport.RUN
        )
        friday = next(at for at in cells if grid.day_at(*at) == TODAY + DAY)
        saturday = next(at for at in cells if grid.day_at(*at) == TODAY + 2 * DAY)
        places = [(x + region.x, y + region.y) for x, y in (tempo, friday, saturday)]
        await drag(pilot, *places)
        assert "Move to Sat 9 Jan: only this" in message(pilot)
        assert calendar(pilot).cursor.day == TODAY + 2 * DAY
        assert standing(book) == before
        await press(pilot, "enter")
        await press(pilot, *(["k"] if isinstance(pilot.app.screen, Overlay) else []))
        assert "Tempo, 3 × 10 min" in [workout.title for workout in workouts_on(TODAY + 2 * DAY)]


async def test_a_drag_ends_without_a_change_where_it_began_and_draws_nothing_within_a_day(
    book: Planbook, open_app: OpenApp
) -> None:
    async with open_app(book) as pilot:
        x, y = place_of(pilot, "T 12")
        await drag(pilot, (x, y), (x + 1, y), release=False)
        assert "Move to" not in message(pilot)
        assert not calendar(pilot)._compositor._dirty_regions
        await drag(pilot, (x, y), (x + 9, y), (x, y))
        assert calendar(pilot).preview.current is None
        assert "Move to" not in message(pilot)


async def test_what_is_done_stays_when_it_is_dragged(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        x, y = place_of(pilot, "I 10  ✓")
        await drag(pilot, (x, y), (x + 20, y))
        assert calendar(pilot).preview.current is None
        assert "can be moved" in message(pilot)


async def test_every_day_of_the_month_is_dragged_by_its_own_workouts(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book, 120, 40) as pilot:
        grid = calendar(pilot)._active_grid
        width, height = grid.size
        found = {grid.workout_at(x, y) for x in range(width) for y in range(height)} - {None}
        shown = {
            workout
            for week in calendar(pilot).data.view.weeks
            for day in week.days
            for workout in calendar(pilot).data.view.workouts_on(day)
        }
        assert {workout.id for workout in found if workout} == {workout.id for workout in shown}
        assert isinstance(pilot.app, PlannerApp)
        assert dt.date(2027, 1, 14) in {workout.date for workout in found if workout}

"""The builder screen driven by keys: from an empty file to a stored block, and what can go wrong on the way."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from planner.training.refusal import RefusedError
from planner.training.workouts import Sport, StrengthKind
from planner.tui.builder import read_form
from planner.tui.builder.draft_widgets import DraftWeeks, Reasons
from planner.tui.builder.form_result import FormResult
from planner.tui.builder.form_session import FORM_DRAFT
from planner.tui.builder.form_widget import BuilderForm
from planner.tui.builder.screen import BuilderScreen
from planner.tui.calendar.screen import CalendarScreen
from planner.tui.sheets.block_map import BlockMapSheet
from planner.tui.sheets.help import HelpSheet
from planner.tui.state.form_drafts import FormDrafts
from planner.usecases.blocks import commit
from planner.usecases.history import list_operations
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks, read_runner
from tests.tui.driving import OpenApp, as_it_stands, press, settle
from tests.usecases.books import whole_calendar

KEYS = {" ": "space", "/": "slash", ".": "full_stop", "-": "minus", "_": "underscore", ",": "comma", "~": "tilde"}
PLAN = """\
name: "[/nope] Spring plan"
units: km
type: Half Marathon
schedule:
- workouts: [{title: Rest}, {title: Easy Run, distance: 8}, {title: Tempo run, distance: 9}, {title: Rest}, \
{title: "[A1] something odd", distance: 7}, {title: Rest}, {title: Long run, distance: 15}]
- workouts: [{title: Rest}, {title: Easy Run, distance: 5}, {title: Rest}, {title: Rest}, \
{title: Easy Run, distance: 3}, {title: Rest}, {title: Half Marathon Race, distance: 21.1}]
"""


def builder(pilot: Pilot[None]) -> BuilderScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, BuilderScreen)
    return screen


async def open_builder(pilot: Pilot[None]) -> BuilderScreen:
    await pilot.press("2")
    await settle(pilot)
    return builder(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*(KEYS.get(char, char) for char in text))
    await settle(pilot)


async def test_from_an_empty_file_to_a_block_with_keys_alone(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        assert "Half marathon, 12 weeks" in as_it_stands(pilot)
        await press(pilot, "right")
        assert "Marathon, 16 weeks" in as_it_stands(pilot)
        await press(pilot, "@date", "right", "@peak", "right")  # the race a week later, peak 75 km
        assert "Sun 9 May 2027" in as_it_stands(pilot)
        await press(pilot, "ctrl+s")
        asked = re.search(r"enter stores (\d+) runs, (\d+) strength from Mon 18 Jan", as_it_stands(pilot))
        assert asked is not None
        assert read_blocks(empty_book) == ()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CalendarScreen)
        assert pilot.app.screen.cursor.day == dt.date(2027, 1, 18)
        assert f"Marathon, 16 weeks: {asked[1]} runs" in as_it_stands(pilot)
        [block] = read_blocks(empty_book)
        assert (block.start, block.race_date) == (dt.date(2027, 1, 18), dt.date(2027, 5, 9))
        items = whole_calendar(empty_book).workouts
        assert sum(item.sport is Sport.RUN for item in items) == int(asked[1])
        assert {item.block_id for item in items} == {block.id}
        sessions = [item for item in items if item.sport is Sport.STRENGTH]
        assert len(sessions) == int(asked[2])
        assert {item.kind for item in sessions} == {StrengthKind.MODERATE, StrengthKind.LIGHT}
        assert all(item.reason for item in sessions)
        await press(pilot, "u")
        assert read_blocks(empty_book) == ()
        assert whole_calendar(empty_book).workouts == ()


async def test_a_file_becomes_a_block(
    empty_book: Planbook, open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    async with open_app(empty_book, 120, 40) as pilot:
        await open_builder(pilot)
        await press(pilot, *["left"] * 4, "@file")
        assert "type its path" in as_it_stands(pilot)
        assert "1 field open" in as_it_stands(pilot)
        await write(pilot, "./pl")
        await press(pilot, "right")  # completes
        said = as_it_stands(pilot)
        assert "[/nope] Spring plan: 2 weeks" in said
        assert "1 to check" in said
        assert '"[A1] something odd" is taken as easy' in said
        await press(pilot, "down", "ctrl+s", "enter")
        assert isinstance(pilot.app.screen, CalendarScreen)
    [block] = read_blocks(empty_book)
    assert block.name == "[/nope] Spring plan"
    titles = [item.title for item in whole_calendar(empty_book).workouts]
    assert "[A1] something odd" in titles


async def test_the_block_and_the_runner_are_as_they_were_given(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        await press(pilot, "@priority", "right", "@name")
        await write(pilot, "London, q? 2")
        await press(pilot, "@level", "right", "@away")
        await write(pilot, "2027-01-20")
        await press(pilot, "@body")
        await write(pilot, "68")
        await press(pilot, "ctrl+s", "enter")
        assert isinstance(pilot.app.screen, CalendarScreen)
    [block] = read_blocks(empty_book)
    assert (block.name, block.priority, block.level) == ("Half marathon, 12 weeksLondon, q? 2", "B", "experienced")
    assert read_runner(empty_book).body_mass_kg == 68
    assert len(list_operations(empty_book)) == 1
    day = dt.date(2027, 1, 20)
    assert not [
        item for item in whole_calendar(empty_book).workouts if item.date == day and item.sport is Sport.STRENGTH
    ]


async def test_a_bad_value_is_explained_under_its_field_and_the_last_block_stays(
    empty_book: Planbook, open_app: OpenApp
) -> None:
    async with open_app(empty_book) as pilot:
        screen = await open_builder(pilot)
        await press(pilot, "@peak")
        await write(pilot, "500")
        assert "between 5 and" in as_it_stands(pilot)
        assert "1 field open" in as_it_stands(pilot)
        assert re.search(r"T\d\S* M", as_it_stands(pilot))
        weeks = screen.query_one(DraftWeeks)
        assert {piece.color for row in weeks.rows[1:] for piece in row if piece.text.strip()} == {"faint"}
        await press(pilot, "backspace")
        assert "between 5 and" not in as_it_stands(pilot)
        assert "fields open" not in as_it_stands(pilot)
        assert {piece.color for row in weeks.rows[1:] for piece in row} > {"easy", "long"}


async def test_enter_goes_to_the_first_wrong_field(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        screen = await open_builder(pilot)
        await press(pilot, "@date")
        await write(pilot, "2026-01-03")
        await press(pilot, "tab", "ctrl+s")
        assert not screen.block_is_active
        assert "The race day 2026-01-03 is past" in screen.footer.message
        await press(pilot, "ctrl+s")
        assert read_blocks(empty_book) == ()


async def test_any_other_key_cancels_a_confirmation(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        await press(pilot, "ctrl+s", "down", "ctrl+s")
        assert "enter stores" in as_it_stands(pilot)
        assert read_blocks(empty_book) == ()
        await press(pilot, "right", "ctrl+s")
        assert read_blocks(empty_book) == ()


async def test_keys_typed_ahead_never_store_the_previous_block(
    empty_book: Planbook, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys_are_pressed, read = Event(), read_form.read_form

    def read_later(*form: Any, **options: Any) -> FormResult:
        keys_are_pressed.wait(10)  # or a fast thread could answer between two keys, and the new block would be stored
        return read(*form, **options)

    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        monkeypatch.setattr(read_form, "read_form", read_later)
        for key in ("left", "ctrl+s", "ctrl+s", *["left"] * 3, "ctrl+s"):
            pilot.app.post_message(events.Key(key, None))
        for _ in range(50):
            await pilot.pause()
        keys_are_pressed.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, BuilderScreen)
        assert read_blocks(empty_book) == ()
        assert "type its path" in as_it_stands(pilot)


async def test_a_half_typed_form_survives_a_hangup(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        await press(pilot, "right", "@peak")
        await write(pilot, "4")
    assert FormDrafts.for_database(empty_book.path).get(FORM_DRAFT) == {"plan": "marathon", "peak": "4"}
    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        assert "What you chose last time is here again." in as_it_stands(pilot)
        assert "Marathon" in as_it_stands(pilot)
        assert "1 field open" in as_it_stands(pilot)
        await press(pilot, "tab", "n")
        assert "Half marathon, 12 weeks" in as_it_stands(pilot)
        assert FormDrafts.for_database(empty_book.path).get(FORM_DRAFT) == {}
        await press(pilot, "tab", "n")
        assert "1 field open" in as_it_stands(pilot)
    assert FormDrafts.for_database(empty_book.path).get(FORM_DRAFT) == {"plan": "marathon", "peak": "4"}


async def test_a_committed_form_is_empty_again(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        await press(pilot, "right", "ctrl+s", "enter")
        assert FormDrafts.for_database(empty_book.path).get(FORM_DRAFT) == {}
        screen = await open_builder(pilot)
        assert "Half marathon, 12 weeks" in as_it_stands(pilot)
        assert "150 workouts" not in as_it_stands(pilot)
        assert screen.live_draft.view is not None
        assert screen.live_draft.view.block.start == dt.date(2027, 5, 3)  # the Monday after the stored block
        assert not any("are already between" in remark for remark in screen.live_draft.view.remarks)
        await press(pilot, "@date", "left")
        assert any("are already between" in remark for remark in screen.live_draft.view.remarks)


async def test_a_letter_goes_to_the_row_or_does_nothing(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        screen = await open_builder(pilot)
        form = screen.query_one(BuilderForm)
        for row in ("Goal", "plan", "weeks", "days", "Week", "am", "store"):
            await press(pilot, f"@{row}", *"wfxLcenbWoq1234")
            assert builder(pilot) is pilot.app.screen
            assert not screen.block_is_active
            assert form.current == row
        await press(pilot, "@plan", *"mara")
        assert "Marathon, " in as_it_stands(pilot)
        await press(pilot, "@priority", "b")
        assert "B · it matters" in as_it_stands(pilot)
        await press(pilot, "@name")
        await write(pilot, "jl")
        assert form.state.entered["name"].endswith("weeksjl")
        await press(pilot, "left", "delete", "ctrl+u")
        await write(pilot, "hq2")
        assert form.state.entered["name"] == "hq2"


async def test_space_makes_a_half_day_busy(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        screen = await open_builder(pilot)
        await press(pilot, "@pm", "right", "space")
        assert screen.live_draft.view is not None
        tuesdays = [
            item
            for week in screen.live_draft.view.weeks
            for item in week.workouts_by_day[1]
            if item.sport is Sport.STRENGTH
        ]
        assert all(item.slot == "am" for item in tuesdays)
        assert screen.host.form_drafts.get(FORM_DRAFT) == {"busy": "tue pm"}


async def test_a_paste_goes_into_the_field(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        screen = await open_builder(pilot)
        await press(pilot, "@date")
        pilot.app.post_message(events.Paste("2027-05-16\x1b[31m\nrm -rf"))
        await settle(pilot)
        assert screen.host.form_drafts.get(FORM_DRAFT)["date"] == "2027-05-1631m"
        await press(pilot, "@name")
        pilot.app.post_message(events.Paste("[/nope]\x1b]0;x\x07 漢字\nsecond"))
        await settle(pilot)
        assert screen.host.form_drafts.get(FORM_DRAFT)["name"].endswith("[/nope]]0;x 漢字")


async def test_every_placement_of_a_day_is_explained(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        await press(pilot, "tab", "w", "escape")
        await press(pilot, "right", "w")
        sheet = pilot.app.screen
        assert isinstance(sheet, BlockMapSheet)
        assert sheet.full_text.strip().startswith("Moderate sled Tuesday evening")
        await press(pilot, "left")
        assert "more points" in sheet.full_text
        await press(pilot, "left")
        assert "is a rest day." in " ".join(sheet.full_text.split())


async def test_arrows_move_through_the_block_day_by_day(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 120, 40) as pilot:
        screen = await open_builder(pilot)
        await press(pilot, "tab", "up", "left", "j", "j", "l")
        assert "Week 3" in as_it_stands(pilot)
        await press(pilot, *["down"] * 20)
        assert "Week 12" in as_it_stands(pilot)
        await press(pilot, "tab", "left_square_bracket")
        assert "Week 11" in as_it_stands(pilot)
        assert not screen.block_is_active


async def test_escape_leaves_and_the_form_stays(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        await press(pilot, "right", "escape")
        assert isinstance(pilot.app.screen, CalendarScreen)
        await open_builder(pilot)
        assert "Marathon, 16 weeks" in as_it_stands(pilot)


async def test_a_commit_that_fails_says_why_and_changes_nothing(
    empty_book: Planbook, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise RefusedError("planner.db cannot be written: the disk is full [/nope].")

    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        monkeypatch.setattr(commit, "commit_draft", refused)
        await press(pilot, "right", "ctrl+s", "enter")
        assert isinstance(pilot.app.screen, BuilderScreen)
        assert "the disk is full [/nope]" in as_it_stands(pilot)
        assert FormDrafts.for_database(empty_book.path).get(FORM_DRAFT) == {"plan": "marathon"}


async def test_help_names_the_builders_keys(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await open_builder(pilot)
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpSheet)
        assert "Put the block into the calendar" in pilot.app.screen.full_text


async def test_a_click_moves_the_cursor(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 120, 40) as pilot:
        screen = await open_builder(pilot)
        await pilot.click("#weeks", offset=(24, 4))
        await settle(pilot)
        assert screen.block_is_active
        assert "Week 4" in as_it_stands(pilot)
        await pilot.click("#form", offset=(3, 1))
        await pilot.click("#form", offset=(14, 1))
        await settle(pilot)
        assert not screen.block_is_active
        assert "Marathon, 16 weeks" in as_it_stands(pilot)


def test_the_builder_loads_no_database_layer_and_no_slotter_before_it_works() -> None:
    code = "import sys, planner.tui.builder.screen; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = done.stdout.split()
    assert "planner.tui.builder.form_widget" in loaded
    assert not [name for name in loaded if name.startswith(("sqlmodel", "sqlalchemy", "planner.slotting", "yaml"))]


async def test_a_race_day_typed_in_words_is_stored_as_a_date(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        screen = await open_builder(pilot)
        await press(pilot, "@date")
        await write(pilot, "18 apr")
        assert screen.live_draft.view is not None
        assert screen.live_draft.view.block.race_date == dt.date(2027, 4, 18)
        assert screen.form.values()["date"] == "18 apr"
        await press(pilot, "down")
        assert screen.form.values()["date"] == "2027-04-18"
        assert "Sun 18 Apr 2027" in as_it_stands(pilot)
        await press(pilot, "@date", "right")
        assert screen.live_draft.view.block.race_date == dt.date(2027, 4, 25)


async def test_letters_in_a_date_are_no_commands(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        screen = await open_builder(pilot)
        await press(pilot, "@date")
        await write(pilot, "neverland")
        assert pilot.app.screen is screen
        assert screen.form.values()["date"] == "neverland"
        assert screen.live_draft.result is not None
        assert list(screen.live_draft.result.errors) == ["date"]


async def test_what_a_coach_would_say_follows_every_change_of_the_form(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 120, 40) as pilot:
        await open_builder(pilot)
        assert "half marathon, two weeks before" in " ".join(as_it_stands(pilot).split())
        await press(pilot, "right")
        assert "of the marathon" in as_it_stands(pilot)
        assert "half marathon, two weeks before" not in " ".join(as_it_stands(pilot).split())


async def test_the_reasons_begin_with_the_coach_next_to_the_form_and_with_the_week_in_the_block(
    empty_book: Planbook, open_app: OpenApp
) -> None:
    async with open_app(empty_book, 120, 40) as pilot:
        await open_builder(pilot)
        form = as_it_stands(pilot)
        assert form.index("What a coach would say") < form.index("Week 1 ·")
        await press(pilot, "tab")
        block = builder(pilot).query_one(Reasons).full_text
        assert block.index("Week 1 ·") < block.index("What a coach would say")


async def test_a_small_screen_shows_the_coach_before_it_stores(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 60, 20) as pilot:
        await open_builder(pilot)
        assert "What a coach would say" not in as_it_stands(pilot)
        await press(pilot, "ctrl+s")
        assert "What a coach would say" in as_it_stands(pilot)
        assert "enter stores" in as_it_stands(pilot)
        await press(pilot, "down")
        assert "What a coach would say" not in as_it_stands(pilot)
        assert read_blocks(empty_book) == ()


async def test_weeks_out_of_sight_are_counted(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 80, 24) as pilot:
        await open_builder(pilot)
        await press(pilot, "right")  # the marathon: 16 weeks
        assert "more weeks" in as_it_stands(pilot)
        await press(pilot, "tab", *["down"] * 15)
        assert "weeks above" in as_it_stands(pilot)

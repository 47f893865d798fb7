"""A runner's first block on the screen: every key that is needed is named there, and the calendar says the same."""

from __future__ import annotations

import datetime as dt

from textual.pilot import Pilot

from planner.training.totals import sum_totals
from planner.training.workouts import Sport
from planner.tui.builder.draft_view import DraftView
from planner.tui.builder.form_widget import BuilderForm
from planner.tui.builder.screen import BuilderScreen
from planner.tui.calendar.screen import CalendarScreen
from planner.tui.sheets.help import HelpSheet
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks
from tests.tui.driving import OpenApp, as_it_stands, press, settle, to_field
from tests.usecases.books import whole_calendar

FEWER_THAN = 40
WEEK = dt.timedelta(days=7)


class FirstEvening:
    """A runner who knows no key: each one is pressed because the screen, or its help, has just named it."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.pressed = 0

    async def press(self, *keys: str, named: str = "") -> None:
        """Press a key, or the same one again; the screen that is there before the first of them names it."""
        if named:
            seen = " ".join(as_it_stands(self.pilot).split())
            assert named in seen or named in _words(self.pilot)  # a hint takes two lines next to the block
        await press(self.pilot, *keys)
        await settle(self.pilot)
        self.pressed += len(keys)

    async def go_to(self, name: str) -> None:
        """Down the form, a key a row, opening groups on the way, as the hint says."""
        await to_field(self.pilot, name)


async def test_a_new_runners_first_block(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        runner = FirstEvening(pilot)
        await runner.press("2", named="2 ")
        assert isinstance(pilot.app.screen, BuilderScreen)
        assert "Half marathon, 12 weeks" in as_it_stands(pilot)

        await runner.press("question_mark", named="? help")
        assert isinstance(pilot.app.screen, HelpSheet)
        told = " ".join(pilot.app.screen.full_text.split())
        assert "↓ j Go to the field below" in told
        assert "space Turn a day or a half day" in told
        await runner.press("escape", named="escape")

        await runner.go_to("date")
        await runner.press("right", "right", named="← → a week")  # two weeks later
        assert "Sun 18 Apr 2027" in as_it_stands(pilot)

        await runner.go_to("weeks")
        await runner.press("1", "2")  # typed over the old value
        assert "12 weeks" in as_it_stands(pilot)

        await runner.go_to("runner")
        await runner.press("left", named="← → change")
        assert "‹ new ›" in as_it_stands(pilot)

        await runner.go_to("days")
        await runner.press("right", "right", named="← → day")
        await runner.press("space", named="space: whether you run on this day")  # no run on Wednesday
        form = pilot.app.screen.query_one(BuilderForm).state
        assert form.entered["days"] == "tue thu sat sun"

        await runner.press("ctrl+s", named="ctrl+s store")
        assert read_blocks(empty_book) == ()
        await runner.press("enter", named="enter stores")
        assert isinstance(pilot.app.screen, CalendarScreen)
        assert runner.pressed < FEWER_THAN

        [block] = read_blocks(empty_book)
        assert (block.start, block.race_date, block.weeks) == (dt.date(2027, 1, 25), dt.date(2027, 4, 18), 12)
        items = whole_calendar(empty_book).workouts
        runs = {item.date.weekday() for item in items if item.sport is Sport.RUN}
        assert runs == {1, 3, 5, 6}
        assert any(item.sport is Sport.STRENGTH for item in items)


async def test_the_calendar_says_of_each_week_what_the_builder_said(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 120, 40) as pilot:
        await press(pilot, "2", "@peak", "6", "0")
        screen = pilot.app.screen
        assert isinstance(screen, BuilderScreen)
        view = screen.live_draft.view
        assert view is not None
        assert f"· {view.strength_count} " in as_it_stands(pilot)
        await press(pilot, "ctrl+s", "enter")
        assert isinstance(pilot.app.screen, CalendarScreen)
        _same_sums(view, empty_book)
        seen = as_it_stands(pilot)
        for week in view.weeks[:3]:
            assert f"{week.total_m / 1000:g} km" in seen
            assert f"{len(week.sessions)} sessions" in seen


def _same_sums(view: DraftView, book: Planbook) -> None:
    items = whole_calendar(book).workouts
    assert sum(item.sport is Sport.RUN for item in items) == view.run_count
    for week in view.weeks:
        held = [item for item in items if week.first <= item.date < week.first + WEEK]
        sums = sum_totals(held, book.today)
        assert sums.run.planned_m == round(week.total_m, 3)
        assert sums.run.planned_s == week.seconds
        assert sums.strength.planned_sessions == len(week.sessions)
    assert sum_totals(items, book.today).strength.planned_sessions == view.strength_count


async def test_a_wrong_value_is_explained_and_the_previous_block_stays(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 120, 40) as pilot:
        await press(pilot, "2", "@days", "right", "space")
        assert "field open" not in as_it_stands(pilot)  # the fast run has gone to another day by itself
        await press(pilot, "right", "space", "right", "space", "right", "right", "space", "right", "space")
        assert "A plan has 2 to 7 run days a week, not 0." in _words(pilot)
        assert "1 field open" in as_it_stands(pilot)
        assert "Half marathon, 12 weeks" in as_it_stands(pilot)
        await press(pilot, "ctrl+s", "enter")
        assert read_blocks(empty_book) == ()
        assert pilot.app.screen.query_one(BuilderForm).current == "days"


async def test_no_free_half_day_leads_back_to_the_half_days(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book, 80, 24) as pilot:
        await pilot.press("2")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, BuilderScreen)
        for half in ("@am", "@pm"):
            await press(pilot, half, "space", *["right", "space"] * 6)
        await press(pilot, "@plan", "ctrl+s")
        assert "Free one, or ask for 0 sessions." in screen.footer.message
        assert screen.query_one(BuilderForm).current == "am"
        assert "No half day of the week is left" in _words(pilot)
        assert read_blocks(empty_book) == ()


def _words(pilot: Pilot[None]) -> str:
    """What the form says, its lines put together again."""
    form = pilot.app.screen_stack[0].query_one(BuilderForm)
    said = ("".join(piece.text for piece in row) for row in form.rows)
    return " ".join(" ".join(said).split())

"""The head of the calendar: the block as a ribbon where there is room, words where there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from textual.pilot import Pilot

from planner import store
from planner.store import quick
from planner.training.outcomes import TypedOutcome
from planner.training.workouts import RunKind
from planner.tui.calendar.screen import CalendarScreen
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.queries import list_workouts
from tests.tui.driving import OpenApp, See
from tests.tui.season import DAY, MONDAY, NOON, TODAY


def head(seen: str) -> str:
    return seen.splitlines()[0]


def colors_of(pilot: Pilot[None], day: dt.date, line: int) -> list[tuple[str, str]]:
    """The pieces of one line of a day's cell, with the colours of the calm theme by their names."""
    screen = pilot.app.screen
    assert isinstance(screen, CalendarScreen)
    page = screen._active_grid.page  # type: ignore[union-attr]
    place = page.cell_of(day)
    assert place is not None
    return [(piece.text.strip(), piece.color) for piece in page._cell_pieces(place[0], line, place[1], None)]


async def test_the_block_is_a_ribbon_with_this_week_marked(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 80, 24) as pilot:
        assert head(await see(pilot)).endswith("▇▇▇▇ ▇▸▇▇▇▇ ▇█⚑  38 days ⚑")
        await pilot.press("v", "v")
        assert "week 6 of 11 · build" in head(await see(pilot)), "no cell of the agenda says it"


async def test_a_tall_terminal_names_the_phases_under_their_weeks(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 40) as pilot:
        first, second = (await see(pilot)).splitlines()[:2]
        assert "week 6 of 11 · build" in first
        bars = first.index("▇")
        assert [second.index(name) - bars for name in ("base", "build", "taper")] == [0, 9, 21]
        assert first[bars + 21 :].startswith("▇▇██⚑")


async def test_the_ribbon_follows_an_edit_of_another_session(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 80, 24) as pilot:
        before = head(await see(pilot))
        with store.edit(book.path, "longer", now=NOON) as plan:
            for item in quick.read_days(book.path, MONDAY + 7 * DAY, MONDAY + 13 * DAY):
                if item.kind == RunKind.LONG:
                    plan.replace_workout(replace(item, planned=replace(item.planned, distance_m=60_000.0)))
        screen = pilot.app.screen
        assert isinstance(screen, CalendarScreen)
        screen._check_for_changes()
        assert head(await see(pilot)) != before
        assert "▸▃█▃" in head(await see(pilot)), "next week is far higher than the others"


async def test_done_is_dim_with_a_bright_mark_and_missed_is_amber(book: Planbook, open_app: OpenApp, see: See) -> None:
    tempo = next(item for item in list_workouts(book, TODAY, TODAY).workouts if item.kind == RunKind.TEMPO)
    async with open_app(book, 80, 24) as pilot:
        await see(pilot)
        assert colors_of(pilot, TODAY, 1) == [("T 12", "quality")], "ahead"
        assert colors_of(pilot, MONDAY + DAY, 2) == [("S 5×20✗", "missed")]
        mark.mark_done(book, tempo.id, TypedOutcome(distance_m=12_000))
        await pilot.press("left")
        screen = pilot.app.screen
        assert isinstance(screen, CalendarScreen)
        screen._check_for_changes()
        await see(pilot)
        assert colors_of(pilot, TODAY, 1) == [("T 12", "quality_done"), ("✓", "done_mark")]
        assert colors_of(pilot, TODAY, 0)[0] == ("7▸", "today"), "marked, wherever the cursor is"

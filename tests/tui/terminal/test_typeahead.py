from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from planner.tui.app import PlannerApp
from planner.tui.builder.form_widget import BuilderForm
from planner.tui.builder.screen import BuilderScreen
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, as_it_stands, calendar, settle, until
from tests.tui.season import TODAY


def at_once(pilot: Pilot[None], *keys: str) -> None:
    """Keys that arrive in one packet, none waiting for what the one before it does."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_a_sheet_gets_what_was_typed_for_it(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        at_once(pilot, "d", *"8.2", "tab", "tab", *"6", "tab", "tab", *"dawn", "enter")
        await until(pilot, lambda: "min. u takes it back" in as_it_stands(pilot))
    [tempo] = workouts_on(TODAY)
    assert tempo.actual is not None
    assert (tempo.actual.effort.distance_m, tempo.actual.effort.rpe, tempo.actual.note) == (8200, 6, "dawn")


async def test_keys_after_a_sheet_go_to_the_screen_again(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        at_once(pilot, "s", *"ice", "enter", "u", "d", "d", "left", "enter", "escape", "H", "escape", "right", "m")
        await until(pilot, lambda: "all done or skipped here" in as_it_stands(pilot))
    assert workouts_on(TODAY)[0].actual is not None


async def test_a_paste_waits_for_its_field(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        at_once(pilot, "s")
        pilot.app.post_message(events.Paste("ice and wind"))
        at_once(pilot, "enter")
        await until(pilot, lambda: "skipped: ice and wind" in as_it_stands(pilot))


async def test_a_key_that_got_lost_holds_nothing_up(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        pilot.app._under_way = 99  # type: ignore[attr-defined]
        await pilot.press("right", "right")
        await until(pilot, lambda: "Sat 9 Jan" in as_it_stands(pilot))


@pytest.mark.parametrize("key", ["down", "pagedown"])
async def test_a_held_key_is_counted_out(book: Planbook, open_app: OpenApp, key: str) -> None:
    async with open_app(book) as pilot:
        at_once(pilot, *[key] * 12)
        words = "Thu 1 Apr" if key == "down" else "Fri 7 Jan"
        await until(pilot, lambda: words in as_it_stands(pilot))


async def test_a_key_that_comes_while_the_program_leaves_is_let_go(book: Planbook) -> None:
    """It would meet screens that are being taken down."""
    app = PlannerApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.exit()
        await app.on_event(events.Key("right_curly_bracket", "}"))
        assert not app._current_key
        assert not app._queue


async def test_keys_after_one_that_opens_the_builder_reach_it(slotted: Planbook, open_app: OpenApp) -> None:
    """The calendar opens the builder with a message to the app: the next key must not overtake it."""
    async with open_app(slotted) as pilot:
        at_once(pilot, "B", "down", "down")
        await until(pilot, lambda: isinstance(pilot.app.screen, BuilderScreen))
        await settle(pilot)
        form = pilot.app.screen.query_one(BuilderForm)
        assert form.current == form.state.fields[2].name


async def test_keys_after_a_week_of_progress_reach_the_calendar(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        at_once(pilot, "3", "down", "enter", "down", "enter", "right")
        await until(pilot, lambda: pilot.app.screen is calendar(pilot))
        await until(pilot, lambda: "Wed 30 Dec" in as_it_stands(pilot))

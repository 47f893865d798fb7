"""What a test does with the running app: find a screen, wait until it has settled, read it, take its picture."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from planner.store import connections, quick
from planner.training.workouts import Workout
from planner.tui.builder.fields import GROUP_OF
from planner.tui.builder.form_widget import BuilderForm
from planner.tui.builder.screen import BuilderScreen
from planner.tui.calendar.screen import CalendarScreen
from planner.tui.first.screen import FirstScreen
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.done_rows import DoneRows
from planner.tui.sheets.form_fields import FormFields
from planner.tui.sheets.strength_offer import StrengthOfferSheet
from planner.usecases import history
from planner.usecases.planbook import Planbook
from tests.terminal import Terminal

OpenApp = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
"""``async with open_app(book, width, height) as pilot``: the running app, settled."""
See = Callable[[Pilot[None]], Awaitable[str]]
"""The whole screen as text, once everything that was asked for is laid out."""
LookAtFile = Callable[[Pilot[None]], Awaitable[None]]
"""Looks whether the file is still there, which the app then does not do by itself."""
Spawn = Callable[..., Terminal]
"""The full screen on the season in a real terminal, by the words and the environment it is started with."""
On = Callable[[dt.date], list[Workout]]
"""What the file holds on a day."""

_LOOK_AGAIN_S = 0.004
"""How long timers, threads and programs have until one looks again, in seconds."""


def calendar(pilot: Pilot[None]) -> CalendarScreen:
    """The calendar, under whatever sheet."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, CalendarScreen)
    return screen


def as_it_stands(pilot: Pilot[None]) -> str:
    """The whole screen as text, as it is at this moment."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


async def settle(pilot: Pilot[None]) -> None:
    """Until everything is laid out, and a block on the screen answers to its form."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    while any(
        (isinstance(screen, FirstScreen) and screen.is_drafting)
        or (isinstance(screen, BuilderScreen) and screen.live_draft.is_running)
        for screen in pilot.app.screen_stack
    ):
        await pilot.app.workers.wait_for_complete()
        await _a_moment(pilot)
    for _ in range(500):
        screen = pilot.app.screen
        waiting = screen._layout_required or screen._dirty_widgets or screen._callbacks
        if not waiting and screen._compositor.size == pilot.app.size:
            break
        await _a_moment(pilot)


async def _a_moment(pilot: Pilot[None]) -> None:
    await pilot.pause(_LOOK_AGAIN_S)
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each as a person who looks would; ``@peak`` goes down the form to that field."""
    for key in keys:
        if key.startswith("@"):
            await to_field(pilot, key[1:])
        else:
            await pilot.press(key)
        if pilot.app.workers:
            await settle(pilot)


async def to_field(pilot: Pilot[None], name: str) -> None:
    """Go down the builder's form to a row; the group of a field is opened on the way."""
    form = pilot.app.screen_stack[0].query_one(BuilderForm)
    for _ in range(2 * len(form.state.fields)):
        if form.current == name:
            return
        if form.current == GROUP_OF.get(name) and form.current not in form.form_rows.open_groups:
            await pilot.press("space")
        await pilot.press("down")
    assert form.current == name


def fields_of(pilot: Pilot[None]) -> FormFields | DoneRows:
    """The fields of the sheet that is open."""
    sheet = pilot.app.screen
    return sheet.query_one(DoneRows) if isinstance(sheet, DoneSheet) else sheet.query_one(FormFields)


async def fill(pilot: Pilot[None], **fields: str) -> None:
    """Put words into fields of the sheet that is open, as a paste would; of a day into the row with the caret."""
    for name, text in fields.items():
        fields_of(pilot).set_value(name, text)
    await pilot.pause()


def place_of(pilot: Pilot[None], text: str) -> tuple[int, int]:
    """Where the last line that has a text has it."""
    lines = as_it_stands(pilot).splitlines()
    found = [(cell_len(line[: line.index(text)]), y) for y, line in enumerate(lines) if text in line]
    assert found, f"{text} is not on the screen:\n" + "\n".join(lines)
    return found[-1]


async def click(pilot: Pilot[None], text: str, times: int = 1) -> None:
    """Click on a text."""
    await pilot.click(offset=place_of(pilot, text), times=times)
    await settle(pilot)


async def wheel(pilot: Pilot[None], text: str, turns: int) -> None:
    """Turn the wheel over a text."""
    kind = MouseScrollDown if turns > 0 else MouseScrollUp
    for _ in range(abs(turns)):
        await pilot._post_mouse_events([kind], offset=place_of(pilot, text))
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Until something holds that timers or threads bring about."""
    for _ in range(5000):
        if holds():
            return
        await _a_moment(pilot)
    pytest.fail("it never came to that")


def picture(pilot: Pilot[None]) -> str:
    """The screen as SVG, the same every time."""
    return re.sub(r"terminal-\d+-", "terminal-", pilot.app.export_screenshot(simplify=True))


def message(pilot: Pilot[None]) -> str:
    """What the calendar's bottom line says."""
    return calendar(pilot).footer.message


async def make(pilot: Pilot[None]) -> None:
    """Make what is previewed or typed, as it is: where strength would break a rule, the question is answered so."""
    await pilot.press("enter")
    await pilot.pause()
    if isinstance(pilot.app.screen, StrengthOfferSheet):
        await pilot.press("k")


def state(book: Planbook) -> tuple[object, ...]:
    """Everything a runner has in the file, without the counters of changes."""
    with connections.read_transaction(book.path):
        rows = (quick.read_all_workouts(book.path), quick.read_blocks(book.path), quick.read_absences(book.path))
    return tuple(replace(row, version=0) for part in rows for row in part)


def standing(book: Planbook) -> int:
    """How many operations stand that could be taken back."""
    return sum(operation.state == "done" for operation in history.list_operations(book, 10_000))

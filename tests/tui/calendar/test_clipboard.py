"""A day, a week and a block as text, sent to the terminal's clipboard."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from planner import store
from planner.tui.calendar import clipboard
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, Spawn, calendar, message, press
from tests.tui.season import NOON, TODAY

WHOLE = {"day": "Thursday 7 January 2027", "week": "Sunday 10 January 2027", "block": "Half marathon"}


@pytest.mark.parametrize("what", WHOLE)
async def test_the_palette_sends_text_and_says_what(book: Planbook, open_app: OpenApp, what: str) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "ctrl+p", *f"{what} clipboard", "enter")
        assert WHOLE[what] in pilot.app.clipboard
        assert "Tempo, 3 × 10 min" in pilot.app.clipboard
        assert "is sent to your terminal's clipboard as text." in message(pilot)
        assert len(message(pilot)) <= 80


async def test_no_control_byte_is_in_what_is_sent(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    tempo = workouts_on(TODAY)[0]
    with store.edit(book.path, "note", now=NOON) as plan:
        plan.replace_workout(replace(tempo, note="one\x1b]0;x\a\ntwo\x9b3"))
    async with open_app(book) as pilot:
        calendar(pilot).action_clip_day()  # type: ignore[attr-defined]
        assert "two" in pilot.app.clipboard
        assert all(letter.isprintable() or letter == "\n" for letter in pilot.app.clipboard)


async def test_what_no_clipboard_takes_is_not_sent(
    book: Planbook, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "_MAX_BYTES", 50)
    async with open_app(book) as pilot:
        calendar(pilot).action_clip_block()  # type: ignore[attr-defined]
        assert pilot.app.clipboard == ""
        assert "too long" in message(pilot)


def test_the_terminal_gets_it_also_where_nothing_else_is_allowed(start: Spawn) -> None:
    terminal = start("-m", "planner", "--restricted")
    terminal.press(b"\x10day clipboard")
    terminal.wait_for("Send the day as text")
    terminal.press(b"\r")
    terminal.wait_for("is sent to your terminal's clipboard")
    sent = terminal.output.partition(b"\x1b]52;c;")[2].partition(b"\a")[0]
    assert base64.b64decode(sent).decode().startswith("Thursday 7 January 2027\n")

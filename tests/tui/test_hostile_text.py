from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace

import pytest

from planner import store
from planner.training.blocks import Block
from planner.training.workouts import Effort, RunKind, Slot, Sport, StoredStatus, Workout
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See
from tests.tui.season import NOON, TODAY

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff]")
NAMES = [
    "[/nope]",
    "[/] [b]bold[/b] [ [A1] [$x] [red]x[/blue]",
    "[@click=app.leave]press me[/] 5x400 [easy]",
    "\x1b]0;title\x07\x1b[2J\x1b]52;c;aGk=\x1b\\",
    "\x9b31m\x9d0;x\x9c",
    "\u202eevil\u2066\u200b\ufeff",
    "漢字 😀 👩‍👩‍👧‍👦 🇩🇪",
    "a" + "\u0301" * 40,
    "x" * 5000 + "one\ntwo\rthree\tfour\x00five",
    "one\ntwo\rthree\tfour\x00five",
]
PLACES: tuple[list[str], ...] = (
    [],
    ["enter"],
    ["escape", "d"],
    ["escape", "s"],
    ["escape", "m", "right"],
    ["escape", "u"],
    ["H"],
    ["enter"],
    ["escape", "slash", "o", "n", "e"],
    ["escape", "w"],
    ["escape", "v"],
    ["m", "right"],
    ["escape", "v"],
    ["m", "right"],
    ["escape", "g"],
    [*"today"],
    ["escape", "ctrl+p"],
)


def unclean(book: Planbook, name: str) -> None:
    """A file written by some other hand: words that no door of ours would let in."""
    plain = Workout(TODAY, Sport.RUN, RunKind.EASY, "Easy", slot=Slot.AM, planned=Effort(8000), reason="r", note="n")
    skipped = replace(plain, status=StoredStatus.SKIPPED, skip_reason="because")
    note = Workout(TODAY, Sport.NOTE, None, "note")
    with store.edit(book.path, "made", now=NOON) as plan:
        plan.add_block(Block("block", TODAY, 30, race_date=TODAY, phases=((0, "phase"),)))
        plan.add_workouts([plain, skipped, note])
    connection = sqlite3.connect(book.path)
    words = name.replace("\x00", "")
    with connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE item SET title = ?, reason = ?, note = ?", (words, words, words))
        connection.execute("UPDATE item SET skip_reason = ? WHERE skip_reason IS NOT NULL", (words,))
        connection.execute("UPDATE block SET name = ?", (words,))
        connection.execute("UPDATE block SET phases = ?", (json.dumps([[0, words]]),))
        connection.execute("UPDATE operation SET name = ?", (words,))
    connection.close()


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
async def test_no_word_drives_the_terminal_or_the_program(
    empty_book: Planbook,
    open_app: OpenApp,
    see: See,
    name: str,
) -> None:
    unclean(empty_book, name)
    async with open_app(empty_book, 120 if len(name) % 2 else 80, 30) as pilot:
        for keys in PLACES:
            await pilot.press(*keys)
            await pilot.pause()
            assert UNSAFE.search(await see(pilot)) is None
        assert pilot.app.is_running


async def test_brackets_are_shown_as_they_were_written(empty_book: Planbook, open_app: OpenApp, see: See) -> None:
    unclean(empty_book, "[@click=app.leave]5x400 [easy]")
    async with open_app(empty_book, 140, 30) as pilot:
        assert "[@click=app.leave]5x400 [easy]" in await see(pilot)
        await pilot.press("enter")
        assert "[@click=app.leave]5x400 [easy]" in await see(pilot)


async def test_hostile_answers_are_cleaned_before_they_are_kept(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("s")
        pilot.app.screen.query_one("Input").value = "ill \x1b]0;x\x07[/b]"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        assert "skipped: ill �]0;x�[/b]" in await see(pilot)

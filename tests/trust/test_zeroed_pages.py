"""A page of the file that reads as zeros: whatever needs it is refused, and nothing is ever written into it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.config import Settings
from planner.store import soundness
from planner.tui.app import PlannerApp
from planner.usecases.planbook import Planbook
from tests.trust.lived_in import TODAY, call, todays_run
from tests.tui.driving import settle

PAGE = 4096
SAMPLE = 23
"""In the usual run, every so many pages one."""


def edits(number: int) -> Iterator[list[str]]:
    """Yield what a runner does on a day; the words of the command line."""
    yield ["done", f"{number}"]
    yield ["add", "2027-02-04", "easy", "--distance", "5"]
    yield ["undo"]
    yield ["move", f"{number}", "2027-02-06"]
    yield ["delete", f"{number}"]


def with_hole(whole: bytes, page: int) -> bytes:
    return whole[: page * PAGE] + bytes(PAGE) + whole[(page + 1) * PAGE :]


def check_commands(lived_in: Path, directory: Path, step: int) -> None:
    whole, number = lived_in.read_bytes(), todays_run(lived_in).id
    refused = 0
    for page in range(0, len(whole) // PAGE, step):
        for is_trusted in (True, False):
            for words in edits(number):
                path = directory / f"{page}-{is_trusted}-{words[0]}.db"
                path.write_bytes(with_hole(whole, page))
                if is_trusted:  # as if the page had decayed after the last commit, unseen by the file system
                    soundness.note_commit(path)
                said = call(path, *words)
                after = path.read_bytes()
                context = page, is_trusted, words, said
                assert after[page * PAGE : (page + 1) * PAGE] == bytes(PAGE), context
                if said.code:
                    refused += 1
                    assert after == with_hole(whole, page), context
                    assert said.err.startswith("planner: "), context
                    assert said.err.count("\n") == 1, context
                path.unlink()
    assert refused


def test_no_command_writes_into_a_zeroed_page(lived_in: Path, tmp_path: Path) -> None:
    check_commands(lived_in, tmp_path, SAMPLE)


@pytest.mark.soak
def test_no_command_writes_into_any_zeroed_page(lived_in: Path, tmp_path: Path) -> None:
    check_commands(lived_in, tmp_path, 1)


async def mark_done_on_the_screen(path: Path) -> None:
    app = PlannerApp(Planbook(path, Clock(TODAY), Settings()))
    app.screening_asked = True
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("d", "d", "escape"):
            await pilot.press(key)
            await settle(pilot)  # a thread that still answers must not find the app gone


def check_screen(lived_in: Path, directory: Path, step: int) -> None:
    whole = lived_in.read_bytes()
    for page in range(0, len(whole) // PAGE, step):
        path = directory / f"{page}.db"
        path.write_bytes(with_hole(whole, page))
        soundness.note_commit(path)
        asyncio.run(mark_done_on_the_screen(path))
        assert path.read_bytes()[page * PAGE : (page + 1) * PAGE] == bytes(PAGE), page


def test_the_screen_writes_into_no_zeroed_page(lived_in: Path, tmp_path: Path) -> None:
    check_screen(lived_in, tmp_path, 3 * SAMPLE)


@pytest.mark.soak
def test_the_screen_writes_into_no_zeroed_page_whatever(lived_in: Path, tmp_path: Path) -> None:
    check_screen(lived_in, tmp_path, 2)

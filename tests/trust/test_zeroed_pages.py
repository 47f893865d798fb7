"""A page of the file that reads as zeros: whatever needs it is refused, and nothing is ever written into it.

A free page needs nobody, and may be used again: then all that was stored, and what is stored now, can be read as ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.config import Settings
from planner.store import connections, journal, soundness
from planner.tui.app import PlannerApp
from planner.usecases.planbook import Planbook
from tests.dump import canonical
from tests.many_runs import FIRST_DAY, add_many_runs
from tests.trust.figures import Report
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


def check_commands(lived_in: Path, directory: Path, step: int) -> int:
    """Run every edit on a file with each n-th page zeroed, and return how many runs that were."""
    whole, number = lived_in.read_bytes(), todays_run(lived_in).id
    runs = refused = 0
    for page in range(0, len(whole) // PAGE, step):
        for is_trusted in (True, False):
            for words in edits(number):
                path = directory / f"{page}-{is_trusted}-{words[0]}.db"
                path.write_bytes(with_hole(whole, page))
                if is_trusted:  # as if the page had decayed after the last commit, unseen by the file system
                    soundness.note_commit(path)
                said = call(path, *words)
                runs += 1
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
    return runs


def test_no_command_writes_into_a_zeroed_page(lived_in: Path, tmp_path: Path) -> None:
    check_commands(lived_in, tmp_path, SAMPLE)


@pytest.mark.soak
def test_no_command_writes_into_any_zeroed_page(lived_in: Path, tmp_path: Path, report: Report) -> None:
    report("P5", "edits of a file in which a page is zeroed", check_commands(lived_in, tmp_path, 1))


async def mark_done_on_the_screen(path: Path) -> None:
    app = PlannerApp(Planbook(path, Clock(TODAY), Settings()))
    app.screening_asked = True
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("d", "d", "escape"):
            await pilot.press(key)
            await settle(pilot)  # a thread that still answers must not find the app gone


def check_screen(lived_in: Path, directory: Path, step: int) -> int:
    """Mark a workout on the screen with each n-th page zeroed, and return how many runs that were."""
    whole = lived_in.read_bytes()
    pages = range(0, len(whole) // PAGE, step)
    for page in pages:
        path = directory / f"{page}.db"
        path.write_bytes(with_hole(whole, page))
        soundness.note_commit(path)
        asyncio.run(mark_done_on_the_screen(path))
        assert path.read_bytes()[page * PAGE : (page + 1) * PAGE] == bytes(PAGE), page
    return len(pages)


def test_the_screen_writes_into_no_zeroed_page(lived_in: Path, tmp_path: Path) -> None:
    check_screen(lived_in, tmp_path, 3 * SAMPLE)


@pytest.mark.soak
def test_the_screen_writes_into_no_zeroed_page_whatever(lived_in: Path, tmp_path: Path, report: Report) -> None:
    report("P5", "marks on the screen in a file in which a page is zeroed", check_screen(lived_in, tmp_path, 2))


@pytest.fixture
def emptied(lived_in: Path, tmp_path: Path) -> Path:
    """The same file with free pages, backed up today: some weeks were taken out, and the history forgot them."""
    path = tmp_path / "emptied" / "planner.db"
    path.parent.mkdir()
    path.write_bytes(lived_in.read_bytes())
    add_many_runs(path, 240, days=100)
    with connections.write_transaction(path) as connection, journal.unrecorded(connection):
        connection.execute("DELETE FROM item WHERE date >= ?", (FIRST_DAY.isoformat(),))
    assert call(path, "backup").code == 0
    return path


def free_pages(data: bytes) -> list[int]:
    """Return the free pages, counted from 0: those that list others, each before those it lists."""

    def number(at: int) -> int:
        return int.from_bytes(data[at : at + 4], "big")

    found: list[int] = []
    listing = number(32)
    while listing:
        begin = (listing - 1) * PAGE
        found += [listing, *(number(begin + 8 + 4 * place) for place in range(number(begin + 4)))]
        listing = number(begin)
    assert len(found) == number(36)
    return [page - 1 for page in found]


MANY = ["add", "2027-02-05", "easy", "--every", "week", "--until", "2027-06-25"]
"""A change that needs more pages than one."""


def check_free_pages(path: Path, places: slice, changes: list[list[str]]) -> tuple[int, int]:
    """Zero one free page after the other, and change the file twice each time; return how often, and refused how often.

    A change stores what it stores in the file as it was, or is refused and leaves all that was stored before it.
    """
    whole, stored = path.read_bytes(), {}
    before = canonical(path)
    for words in changes:
        path.write_bytes(whole)
        stored[words[0]] = [canonical(path) for each in (words, MANY) if call(path, *each).code == 0]
    tried = refused = 0
    for page in free_pages(whole)[places]:
        for is_trusted, words in product((True, False), changes):
            path.write_bytes(with_hole(whole, page))
            if is_trusted:
                soundness.note_commit(path)
            then = before
            for now, expected in zip((words, MANY), stored[words[0]], strict=True):
                bytes_before, said = path.read_bytes(), call(path, *now)
                tried += 1
                context = page, is_trusted, now, said
                if said.code:
                    refused += 1
                    assert path.read_bytes() == bytes_before, context
                    assert said.err.startswith(f"planner: {path} is damaged ("), context
                    assert said.err.count("\n") == 1, context
                    assert canonical(path) == then, context
                    break
                assert canonical(path) == expected, context
                then = expected
    return tried, refused


def test_a_zeroed_free_page_loses_nothing(emptied: Path) -> None:
    assert check_free_pages(emptied, slice(2), [["add", "2027-02-04", "easy"]])[1] > 0


@pytest.mark.soak
def test_no_zeroed_free_page_loses_anything(emptied: Path, report: Report) -> None:
    tried, _ = check_free_pages(emptied, slice(None), list(edits(todays_run(emptied).id)))
    report("P5", "changes of a file in which a free page is zeroed", tried)

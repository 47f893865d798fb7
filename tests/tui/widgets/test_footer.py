"""The foot of a screen where there is more to say than room."""

from __future__ import annotations

import pytest

from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, as_it_stands, calendar, press

SENTENCE = " ".join(f"word{number}" for number in range(60)) + " end."


def foot(text: str) -> str:
    return text.splitlines()[-1]


async def test_at_80_columns_the_foot_shows_how_to_leave_and_to_take_back(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        shown = foot(as_it_stands(pilot))
        assert all(key in shown for key in ("d done", "m move", "u undo", "? help", "q quit", " . …", " 4"))


async def test_a_dot_turns_a_narrow_foot_through_all_its_keys(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book, 40, 12) as pilot:
        first = foot(as_it_stands(pilot))
        assert "? help" in first
        pages = [first]
        for _ in range(12):
            await press(pilot, "full_stop")
            pages.append(foot(as_it_stands(pilot)))
            if pages[-1] == first:
                break
        assert pages[-1] == first, "it comes round"
        shown = " ".join(pages)
        assert all(f"{key} {word}" in shown for key, word in calendar(pilot).footer._keys)
        await press(pilot, "full_stop", "right")
        assert foot(as_it_stands(pilot)) == first


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_long_sentence_is_read_on_and_nothing_of_it_is_lost(
    book: Planbook, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(book, *size) as pilot:
        footer = calendar(pilot).footer
        calendar(pilot).say(SENTENCE)
        read = ""
        for _ in range(40):
            await pilot.pause()
            read += footer.text.replace("… .", "").replace("\n", " ") + " "
            if "end." in read:
                break
            await press(pilot, "full_stop")
        words = read.split()
        assert words[: len(SENTENCE.split())] == SENTENCE.split()
        await press(pilot, "right")
        assert not footer.message


async def test_a_window_that_is_too_small_says_so_in_as_many_lines_as_it_needs(
    book: Planbook, open_app: OpenApp
) -> None:
    async with open_app(book, 12, 6) as pilot:
        assert " ".join(as_it_stands(pilot).split()) == "too small: 40 × 12 is needed"

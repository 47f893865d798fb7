"""Going to a date, with the day that is meant told while one types."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.training.blocks import Block
from planner.tui.sheets.ask import describe_day
from planner.tui.widgets.status_line import StatusLine
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, calendar
from tests.tui.season import TODAY

pytestmark = pytest.mark.smoke


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("14 feb", "Sunday 14 February 2027 · in 5 weeks and 3 days · Half marathon, week 11 of 11 · taper"),
        ("2w", 'date "2w" is no date'),
        ("race", "Sunday 14 February 2027"),
        ("02/03", 'date "02/03" could be two dates, 2 Mar or 3 Feb; write the month\'s name, like 18 feb.'),
    ],
)
async def test_what_is_meant_is_told_while_it_is_typed(
    book: Planbook, open_app: OpenApp, see: See, typed: str, words: str
) -> None:
    async with open_app(book) as pilot:
        names = {"/": "slash", " ": "space"}
        await pilot.press("g", *[names.get(key, key) for key in typed])
        await see(pilot)
        assert pilot.app.screen.query_one(StatusLine).text.replace("\n", " ").startswith(words)
        assert calendar(pilot).cursor.day == TODAY


async def test_an_empty_field_shows_what_can_be_said(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("g")
        assert "18 feb, fri, next sun, +2w" in await see(pilot)
        await pilot.press("x")
        assert "is no date" in await see(pilot)
        await pilot.press("backspace")
        assert "18 feb, fri, next sun, +2w" in await see(pilot)


async def test_a_word_of_the_block_is_a_day(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("g", *"week", "space", "9", "enter")
        assert calendar(pilot).cursor.day == dt.date(2027, 1, 25)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (13, "in 13 days"),
        (-7, "7 days ago"),
        (14, "in 2 weeks"),
        (43, "in 6 weeks and 1 day"),
        (-44, "6 weeks and 2 days ago"),
    ],
)
def test_a_day_is_told_by_how_far_it_is(days: int, words: str) -> None:
    assert describe_day(TODAY + dt.timedelta(days=days), TODAY, ()).split(" · ")[1] == words


def test_a_day_is_told_by_its_block_and_phase() -> None:
    block = Block("Half\x1b", dt.date(2027, 1, 4), 14, phases=((7, "taper"),))
    assert describe_day(TODAY, TODAY, [block]) == "Thursday 7 January 2027 · today · Half\ufffd, week 1 of 2"
    assert describe_day(TODAY + dt.timedelta(days=7), TODAY, [block]).endswith("week 2 of 2 · taper")

"""Pictures of the calendar, compared with stored ones: ``pytest tests/tui/test_tui_pictures.py --snapshot-update``."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, picture


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("month", (80, 24), []),
        ("day_and_month", (120, 40), ["left", "left"]),
        ("agenda", (60, 20), []),
        ("moving", (80, 24), ["m", "right", "right", "tab"]),
        ("done_sheet", (80, 24), ["d"]),
        ("race_month", (80, 24), ["g", *"2027-02-13", "enter"]),
        ("week", (80, 24), ["v"]),
        ("week_and_day", (120, 40), ["v", "left", "left"]),
        ("race_week", (80, 24), ["v", "g", *"race", "enter", "left"]),
        ("moving_in_the_week", (80, 24), ["v", "m", "right"]),
        ("agenda_wide", (80, 24), ["v", "v"]),
        ("agenda_smallest", (40, 12), []),
        ("two_months", (250, 60), []),
        ("week_widest", (250, 60), ["v"]),
        ("going_to_a_date", (80, 24), ["g", *"race"]),
    ],
)
async def test_the_calendar_looks_as_it_did(
    book: Planbook,
    open_app: OpenApp,
    see: See,
    pictures: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    keys: list[str],
) -> None:
    async with open_app(book, *size) as pilot:
        await pilot.press(*keys)
        await see(pilot)
        assert picture(pilot) == pictures(name=name)


async def test_sixteen_colours_look_as_they_did(
    book: Planbook,
    monkeypatch: pytest.MonkeyPatch,
    open_app: OpenApp,
    see: See,
    pictures: SnapshotAssertion,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    async with open_app(book) as pilot:
        await see(pilot)
        assert picture(pilot) == pictures(name="sixteen_colours")

"""The palette asks whether coming loads and times follow what is set now, and lets them."""

from __future__ import annotations

from planner.store import quick
from planner.usecases.planbook import Planbook
from planner.usecases.runner import change_runner_setting
from tests.tui.driving import OpenApp, See, calendar, message, press

PALETTE = ["ctrl+p", *"loads", "enter"]


async def test_coming_loads_and_times_follow_the_settings_once_they_are_asked_for(
    slotted: Planbook, open_app: OpenApp, see: See
) -> None:
    change_runner_setting(slotted, "easy-pace", "8:00")
    before = quick.read_all_workouts(slotted.path)
    async with open_app(slotted) as pilot:
        await press(pilot, *PALETTE)
        asked = " ".join((await see(pilot)).split())
        assert "coming runs get another time or distance from your easy pace of 8:00 /km" in asked
        await press(pilot, "escape")
        assert pilot.app.screen is calendar(pilot)
        assert quick.read_all_workouts(slotted.path) == before
        await press(pilot, *PALETTE, "y")
        assert "Times follow the runner's settings." in message(pilot)
        assert quick.read_all_workouts(slotted.path) != before
        await press(pilot, *PALETTE)
        assert "Coming loads and times are what your body mass" in message(pilot)
        await press(pilot, "u")
        assert [one.planned for one in quick.read_all_workouts(slotted.path)] == [one.planned for one in before]

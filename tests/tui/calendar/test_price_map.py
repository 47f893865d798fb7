"""The map of prices in the calendar: what it shows, and what its keys make so, each as one operation."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from planner.store import quick
from planner.training.workouts import Slot, Sport, StrengthKind, Workout
from planner.tui.sheets.price_map import PriceMapSheet
from planner.tui.sheets.strength_offer import StrengthOfferSheet
from planner.usecases import history
from planner.usecases.planbook import Planbook
from planner.usecases.strength.explain import explain_calendar_day
from tests.tui.driving import (
    OpenApp,
    See,
    calendar,
    click,
    message,
    picture,
    place_of,
    settle,
    standing,
    state,
    until,
    wheel,
)

DAY = dt.timedelta(days=1)
TUESDAY = dt.date(2027, 1, 12)
THURSDAY = TUESDAY + 2 * DAY
TO_TUESDAY = ("down", "left")
"""From today, Wednesday 6 January."""


async def opened(pilot: Pilot[None], *keys: str) -> PriceMapSheet:
    await pilot.press(*keys, "w")
    await pilot.pause()
    return sheet(pilot)


def sheet(pilot: Pilot[None]) -> PriceMapSheet:
    found = pilot.app.screen
    assert isinstance(found, PriceMapSheet)
    return found


def session(book: Planbook, kind: StrengthKind) -> Workout:
    """The only session of a kind in the week of the tests."""
    week = quick.read_days(book.path, TUESDAY - DAY, TUESDAY + 5 * DAY, Sport.STRENGTH)
    [found] = [one for one in week if one.kind == kind]
    return found


async def test_the_map_begins_at_the_session_of_the_day_and_says_why(
    slotted: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(slotted) as pilot:
        map_ = await opened(pilot, *TO_TUESDAY, "right", "right")
        shown = await see(pilot)
        assert "Why Thursday evening? [heavy]  moderate   light" in shown
        assert "week 6 · 11 to 17 January" in shown
        assert map_.full_text.strip().startswith("Heavy sled Thursday evening, 10 h after your tempo")
        [runs, morning, evening] = [" ".join(line.split()) for line in shown.splitlines() if line[2:9].strip() in ROWS]
        assert runs == "runs rest ints 8.5 easy 7.5 tempo 8 rest easy 7.5 long 18"
        assert morning == "morning – ✗ 3 h ✗ 24 h ✗ 3 h – ✗ 24 h ✗ 3 h"
        assert evening == "evening – +20 – busy ▸● 4 – ✗ 24 h ✗ long"


ROWS = ("runs", "morning", "evening")


async def test_the_arrows_look_at_every_place_and_the_next_weeks(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        map_ = await opened(pilot, *TO_TUESDAY)
        reasons = {(one.slot, one.kind): one.text for one in explain_calendar_day(slotted, TUESDAY).candidates}
        for key, slot in (("up", Slot.AM), ("down", Slot.PM)):
            await pilot.press(key)
            assert " ".join(map_.full_text.split()).startswith(reasons[slot, StrengthKind.MODERATE])
        await pilot.press("left", "left")
        assert map_.day == TUESDAY - 2 * DAY
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert map_.day == TUESDAY + 12 * DAY
        await pilot.press("tab", "tab", "tab", "shift+tab")
        assert map_.kind is StrengthKind.HEAVY
        assert map_.place is not None
        assert map_.place.session is not None
        await pilot.press("w")
        assert pilot.app.screen is calendar(pilot)


@pytest.mark.parametrize(("size", "line"), [((80, 24), 3), ((120, 40), 8)])
async def test_a_click_looks_at_a_place(slotted: Planbook, open_app: OpenApp, size: tuple[int, int], line: int) -> None:
    async with open_app(slotted, *size) as pilot:
        map_ = await opened(pilot, *TO_TUESDAY)
        await pilot.click("TileGrid", offset=(9 + 5 * (map_._columns.step) + 3, line))
        assert (map_.day, map_.slot) == (TUESDAY + 4 * DAY, Slot.PM)
        await pilot.click("TileGrid", offset=(2, line))
        assert map_.day == TUESDAY + 4 * DAY


async def test_enter_moves_the_session_there_and_locks_it_as_one_operation(
    slotted: Planbook, open_app: OpenApp, see: See
) -> None:
    before, first = state(slotted), standing(slotted)
    number = session(slotted, StrengthKind.LIGHT).id
    async with open_app(slotted) as pilot:
        await opened(pilot, "down")
        await pilot.press("right", "right", "right", "down")
        shown = await see(pilot)
        assert "▸+8" in shown
        assert "enter move it here, locked" in shown
        await pilot.press("enter")
        await settle(pilot)
        assert message(pilot).startswith("Light session moved to Sat 16 Jan evening and locked.")
        assert calendar(pilot).cursor.day == TUESDAY + 4 * DAY
        assert standing(slotted) == first + 1
        moved = session(slotted, StrengthKind.LIGHT)
        assert (moved.id, moved.date, moved.slot, moved.locked) == (number, TUESDAY + 4 * DAY, Slot.PM, True)
        await pilot.press("w")
        await pilot.press("enter")
        await settle(pilot)
        assert not session(slotted, StrengthKind.LIGHT).locked, "the same key lets it go"
        await pilot.press("u", "u")
        assert state(slotted) == before


async def test_a_place_that_a_rule_forbids_is_asked_about(slotted: Planbook, open_app: OpenApp) -> None:
    before = state(slotted)
    async with open_app(slotted) as pilot:
        await opened(pilot, *TO_TUESDAY)
        await pilot.press("right", "up", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StrengthOfferSheet)
        assert "moderate" in pilot.app.screen.full_text.lower()
        await pilot.press("escape")
        assert state(slotted) == before
        assert message(pilot) == "Left; nothing has changed."


async def test_x_keeps_strength_out_and_allows_it_again(slotted: Planbook, open_app: OpenApp, see: See) -> None:
    before = state(slotted)
    async with open_app(slotted) as pilot:
        await opened(pilot, *TO_TUESDAY)
        await pilot.press("x")
        await settle(pilot)
        while isinstance(pilot.app.screen, StrengthOfferSheet):
            await pilot.press("k")
            await settle(pilot)
        assert history.list_operations(slotted)[0].name == "forbid: strength on Tue 12 Jan 2027 pm"
        await opened(pilot)
        place = sheet(pilot).place
        assert place is not None
        assert place.words == "never"
        assert "x allow it again" in await see(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert message(pilot).startswith("Strength may be on Tue 12 Jan evening again.")
        assert state(slotted) == before


async def test_a_day_that_is_over_is_looked_at_but_nothing_moves_there(
    slotted: Planbook, open_app: OpenApp, see: See
) -> None:
    before = standing(slotted)
    async with open_app(slotted) as pilot:
        await opened(pilot, "left")
        assert "enter" not in (await see(pilot)).splitlines()[-4]
        await pilot.press("left", "enter")
        assert "Monday 4 January 2027 is over" in await see(pilot)
        await pilot.press("x", "escape")
        assert standing(slotted) == before


async def test_what_another_session_changed_meanwhile_is_named_and_nothing_moves(
    slotted: Planbook, open_app: OpenApp
) -> None:
    async with open_app(slotted) as pilot:
        await opened(pilot, *TO_TUESDAY)
        with closing(sqlite3.connect(slotted.path)) as other, other:
            other.execute("update item set title = 'Fartlek' where date = ? and sport = 'run'", (f"{THURSDAY}",))
        before = standing(slotted)
        await pilot.press("left", "enter")
        await settle(pilot)
        assert "Another session changed it meanwhile: Thu 14 Jan Fartlek" in message(pilot)
        assert standing(slotted) == before


async def test_a_place_is_clicked_and_a_double_click_does_what_enter_does_there(
    slotted: Planbook, open_app: OpenApp
) -> None:
    before = standing(slotted)
    async with open_app(slotted) as pilot:
        map_ = await opened(pilot, *TO_TUESDAY, "right", "right")
        await click(pilot, "+20")
        here, place = (map_.day, map_.slot), map_.place
        assert place is not None
        assert place.extra == 20
        await wheel(pilot, "✗ long", 1)
        assert map_.day == here[0] + 7 * DAY
        await wheel(pilot, "✗ long", -1)
        assert (map_.day, map_.slot) == here
        assert standing(slotted) == before
        await pilot.click(offset=place_of(pilot, "+20"), times=2)
        await settle(pilot)
        assert isinstance(pilot.app.screen, StrengthOfferSheet), "what enter asks there"
        await pilot.press("k")
        await settle(pilot)
        assert standing(slotted) == before + 1


@pytest.mark.usefixtures("looking_often")
async def test_an_open_map_follows_what_another_session_changes(slotted: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(slotted, 120, 40) as pilot:
        map_ = await opened(pilot, *TO_TUESDAY)
        place, before = map_.place, standing(slotted)
        assert place is not None
        with closing(sqlite3.connect(slotted.path)) as other, other:
            other.execute(
                "update item set date = ? where date = ? and sport = 'run'", (f"{THURSDAY + DAY}", f"{THURSDAY}")
            )
        await until(pilot, lambda: not map_.week.runs_on(THURSDAY))
        assert "Another session changed it" in await see(pilot)
        assert map_.place is not None
        assert map_.place is not place
        assert (map_.day, map_.slot, map_.kind) == (place.day, place.slot, place.kind)
        await pilot.press("left")
        assert "Another session" not in await see(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert standing(slotted) == before + 1, "what is seen now may be chosen"


async def test_a_file_that_cannot_be_read_is_said_where_the_next_week_would_be(
    slotted: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(slotted) as pilot:
        map_ = await opened(pilot, *TO_TUESDAY)
        slotted.path.rename(slotted.path.with_suffix(".away"))
        await pilot.press("right_square_bracket")
        assert map_.day == TUESDAY
        assert "slotted.db has gone" in await see(pilot)


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("light", (80, 24), ["down", "w", "right"]),
        ("large", (120, 40), ["down", "right", "w"]),
        ("small", (60, 20), ["down", "w"]),
    ],
)
async def test_the_map_looks_as_it_did(
    slotted: Planbook,
    open_app: OpenApp,
    see: See,
    pictures: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    keys: list[str],
) -> None:
    async with open_app(slotted, *size) as pilot:
        await pilot.press(*keys)
        await see(pilot)
        assert picture(pilot) == pictures(name=name)

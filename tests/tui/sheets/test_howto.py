"""The how-to over any screen: each exercise with its drawing and its pages, from a session's day and the palette."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from planner.config import Settings
from planner.training.weeks import DAY
from planner.training.workouts import Sport
from planner.tui.builder.screen import BuilderScreen
from planner.tui.sheets.howto import BuilderHowToSheet, HowToSheet, SessionHowToSheet
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from tests.exercise_points import EXERCISE_POINTS, missing_points
from tests.tui.driving import OpenApp, See, as_it_stands, calendar, picture, press, settle

_STEPS_FROM = 41
"""The column of 80 in which the number of a step is, next to the drawing."""


async def test_the_first_screenful_says_how_to_begin(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        pilot.app.action_howto()  # type: ignore[attr-defined]
        shown = await see(pilot)
        for part in ("bands", "plates", "You need", "1 Put the two medium resistance bands", "5 Stop, then turn"):
            assert part in shown
        assert "1/4" in shown


async def test_the_pictures_of_an_exercise_are_stepped_round(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        pilot.app.action_howto()  # type: ignore[attr-defined]
        first = await see(pilot)
        seen = []
        for number in (2, 3, 4):
            await pilot.press("right")
            seen.append(await see(pilot))
            assert f"{number}/4" in seen[-1]
        assert len({first, *seen}) == 4
        await pilot.press("right")
        assert await see(pilot) == first
        await pilot.press("left")
        assert await see(pilot) == seen[-1]


@pytest.mark.parametrize(("width", "height"), [(40, 12), (80, 24), (250, 60)])
async def test_every_page_is_read_to_its_end_on_any_size(
    book: Planbook, open_app: OpenApp, see: See, width: int, height: int
) -> None:
    async with open_app(book, width, height) as pilot:
        pilot.app.action_howto()  # type: ignore[attr-defined]
        titles = set()
        for _ in range(5):
            shown = await see(pilot)
            titles.add(shown)
            for _ in range(60):
                assert all(len(line) <= width for line in shown.splitlines())
                if "↓ " not in shown:
                    break
                await pilot.press("space")
                shown = await see(pilot)
            assert "↓ " not in shown
            await pilot.press("tab")
        assert len(titles) == 5


@pytest.mark.parametrize("name", EXERCISE_POINTS)
async def test_each_point_of_an_exercise_is_read_on_the_screen(book: Planbook, open_app: OpenApp, name: str) -> None:
    async with open_app(book) as pilot:
        sheet = HowToSheet([name])
        pilot.app.push_screen(sheet)
        await settle(pilot)
        screenfuls = [as_it_stands(pilot)]
        while sheet.howto.rows_below:
            await pilot.press("space")
            screenfuls.append(as_it_stands(pilot))
            if sheet.howto.rows_below:
                await pilot.press("up", "up", "up")  # so that no sentence is cut between two screenfuls
                screenfuls.append(as_it_stands(pilot))
        assert missing_points(name, map(in_columns, screenfuls)) == []


def in_columns(screenful: str) -> str:
    """A screenful as it is read: across, and down each of the columns of drawing and steps."""
    lines = screenful.splitlines()
    return "\n".join((*lines, *(line[:_STEPS_FROM] for line in lines), *(line[_STEPS_FROM:] for line in lines)))


@pytest.mark.parametrize(("sheet", "key"), [(BuilderHowToSheet, "o"), (SessionHowToSheet, "question_mark")])
async def test_the_key_that_opened_it_closes_it(
    book: Planbook, open_app: OpenApp, sheet: type[HowToSheet], key: str
) -> None:
    async with open_app(book) as pilot:
        for closing in (key, "escape", "q"):
            pilot.app.push_screen(sheet([]))
            await settle(pilot)
            opened = pilot.app.screen
            assert isinstance(opened, sheet)
            await pilot.press(closing)
            await settle(pilot)
            assert pilot.app.screen is calendar(pilot)


async def test_an_exercise_of_the_runner_shows_its_example(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 80, 24) as pilot:
        pilot.app.push_screen(HowToSheet(["yoke_carry", "wall_ball"]))
        shown = await see(pilot)
        assert "Wall ball" in shown
        assert "typed as: wall ball 3x20 6kg" in shown
        assert "Sled push, forward" not in shown


async def test_an_exercise_that_nothing_is_known_of_shows_what_own_exercises_are(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 80, 24) as pilot:
        pilot.app.push_screen(HowToSheet(["yoke_carry"]))
        assert "Exercises of your own" in await see(pilot)


async def test_a_dose_of_a_drafted_block_opens_its_exercise(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await press(pilot, "tab", "o")
        assert "Reverse sled push" in await see(pilot)
        assert isinstance(pilot.app.screen, BuilderHowToSheet)
        await press(pilot, "o")
        await settle(pilot)
        assert isinstance(pilot.app.screen, BuilderScreen)


async def test_the_drawing_is_in_ascii_where_the_marks_are(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(replace(book, settings=Settings(glyphs="ascii"))) as pilot:
        pilot.app.push_screen(HowToSheet([]))
        for _ in range(4):
            await pilot.press("right")
            drawing = [line[:_STEPS_FROM] for line in (await see(pilot)).splitlines()]
            assert all(line.replace("°", "").isascii() for line in drawing)
            assert any("|______|" in line for line in drawing)


@pytest.mark.parametrize(
    ("name", "size", "exercise", "keys"),
    [
        ("sled", (80, 24), "reverse_sled_push", ["right", "right"]),
        ("wall_sit", (120, 40), "wall_sit", ["right"]),
        ("phone", (40, 12), "backward_walk", ["right"]),
    ],
)
async def test_the_how_to_looks_as_it_did(
    book: Planbook,
    open_app: OpenApp,
    see: See,
    pictures: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    exercise: str,
    keys: list[str],
) -> None:
    async with open_app(book, *size) as pilot:
        pilot.app.push_screen(HowToSheet([exercise]))
        await settle(pilot)
        await pilot.press(*keys)
        await see(pilot)
        assert picture(pilot) == pictures(name=name)


async def test_a_session_of_the_day_opens_its_own_exercises(slotted: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(slotted) as pilot:
        workouts = read_workouts(slotted, slotted.clock.today(), slotted.clock.today() + 14 * DAY)
        calendar(pilot).show_day(next(workout.date for workout in workouts if workout.sport is Sport.STRENGTH))
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("o")
        assert "Reverse sled push" in await see(pilot)
        assert isinstance(pilot.app.screen, HowToSheet)
        await pilot.press("o")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, HowToSheet)

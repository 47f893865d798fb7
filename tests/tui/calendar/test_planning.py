from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from planner.training.races import Priority
from planner.training.workouts import Sport, StoredStatus
from planner.usecases.calendar.taper import find_race
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks
from tests.tui.driving import On, OpenApp, See, calendar, make, message, press, standing, state
from tests.tui.season import DAY, MONDAY, TODAY
from tests.usecases.books import put

FRIDAY, SATURDAY, SUNDAY = TODAY + DAY, TODAY + 2 * DAY, TODAY + 3 * DAY
RACE = dt.date(2027, 2, 14)
PLACES = [((80, 24), []), ((80, 24), ["v"]), ((80, 24), ["v", "v"]), ((60, 20), []), ((120, 40), [])]
"""Month, week and agenda; the agenda of a narrow terminal; the month of a wide one."""
OPERATIONS = {
    "move": (["m", "right"], "Move to Fri 8 Jan: only this", "Moved Tempo, 3 × 10 min to Fri 8 Jan."),
    "push": (
        ["m", "right", "right", "tab"],
        "Move to Sat 9 Jan: push until a gap",
        "Moved Tempo, 3 × 10 min to Sat 9 Jan, and",
    ),
    "shift": (
        ["m", "right", "tab", "tab"],
        "Move to Fri 8 Jan: shift the rest",
        "Moved Tempo, 3 × 10 min to Fri 8 Jan, and",
    ),
    "swap": (
        ["x", "right"],
        "Swap Thu 7 Jan with Fri 8 Jan: only these two days, 1 workout and 1 rest day",
        "Swap: Thu 7 Jan and Fri",
    ),
    "weekdays": (["x", "right", "tab"], "Swap Thu 7 Jan with Fri 8 Jan: every week to come", "Swap: Thursdays and"),
    "paste": (["y", "right", "p"], "Paste on Fri 8 Jan", "Copy: Thu 7 Jan, on Fri 8 Jan."),
    "paste a week": (
        ["Y", "right", "p"],
        "Paste into the week of Mon 4 Jan: 8 workouts",
        "Copy: Mon 4 Jan to Sun 10 Jan",
    ),
    "rest": (["r"], "Rest day Thu 7 Jan", "Rest: put in on Thu 7 Jan 2027."),
    "no rest": (["right", "r"], "Rest day Fri 8 Jan", "Rest: taken out on Fri 8 Jan 2027."),
    "lighter": (["W"], "Lighter week of Mon 4 Jan", "Deload: week of Mon 4 Jan 2027."),
    "race day": (["R", "right"], "Race day on Mon 15 Feb", "Shift: Half marathon to its race on Mon 15 Feb 2027."),
    "race day, re-fitted": (
        ["R", "right", "tab"],
        "Race day on Mon 15 Feb: re-fit the weeks to come",
        "Re-fit: Half marathon to a race on Mon 15 Feb 2027.",
    ),
    "sick": (
        ["i", "right"],
        "No training Thu 7 Jan to Fri 8 Jan: sick, 2 days",
        "Sick: Thu 7 Jan 2027 to Fri 8 Jan 2027.",
    ),
    "sick backwards": (
        ["i", "left"],
        "No training Wed 6 Jan to Thu 7 Jan: sick, 2 days",
        "Sick: Wed 6 Jan 2027 to Thu 7 Jan 2027.",
    ),
    "away": (["i", "tab", "tab"], "No training Thu 7 Jan: away, 1 day", "Away: Thu 7 Jan 2027."),
}
"""By name: the keys, what the bottom line says then, and what it says once it is made."""


@pytest.mark.parametrize("place", PLACES, ids=["month", "week", "agenda", "narrow", "wide"])
async def test_every_operation_is_seen_said_made_and_taken_back(
    book: Planbook, open_app: OpenApp, see: See, place: tuple[tuple[int, int], list[str]]
) -> None:
    """In the month all of them; in each of the other views some, so that each is seen in two."""
    size, view = place
    number = PLACES.index(place)
    operations = list(OPERATIONS.items()) if number == 0 else list(OPERATIONS.items())[number - 1 :: len(PLACES) - 1]
    before = state(book)
    async with open_app(book, *size) as pilot:
        await pilot.press(*view)
        untouched = await see(pilot)
        for name, (keys, said, made) in operations:
            await pilot.press(*keys)
            assert said in message(pilot), name
            assert state(book) == before, f"{name}: nothing is changed before enter"
            assert await see(pilot) != untouched, name
            await pilot.press("escape")
            assert calendar(pilot).preview.current is None, name
            await pilot.press("t", *keys)
            await make(pilot)
            assert message(pilot).startswith(made), name
            assert message(pilot).endswith("u takes it back."), name
            assert standing(book) == 2, name
            assert state(book) != before, name
            await pilot.press("u")
            assert message(pilot).startswith("Taken back: "), name
            assert state(book) == before, name
            await pilot.press("t")


async def test_ghosts_stand_where_the_workouts_would_go(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("x", "right")
        view = calendar(pilot).data.view
        assert [workout.title for workout in view.workouts_on(TODAY)] == ["Rest"]
        assert [workout.title for workout in view.workouts_on(FRIDAY)] == ["Tempo, 3 × 10 min"]
        assert view.marked_days == {TODAY, FRIDAY}
        assert view.previewed_ids == {workout.id for day in (TODAY, FRIDAY) for workout in workouts_on(day)}
        await pilot.press("escape")
        assert not calendar(pilot).data.view.marked_days
        assert calendar(pilot).cursor.day == TODAY


async def test_a_new_race_day_is_chosen_where_the_race_is(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("R")
        assert calendar(pilot).cursor.day == RACE
        assert "February 2027" in await see(pilot)
        await pilot.press("down")
        assert "Race day on Sun 21 Feb: shift everything, 1 week later, 40 workouts and 11 rest days" in message(pilot)
        await pilot.press("escape")
        assert calendar(pilot).cursor.day == TODAY
        await pilot.press("R", "down", "enter")
        assert read_blocks(book)[0].race_date == RACE + 7 * DAY
        await pilot.press("u")
    assert read_blocks(book)[0].race_date == RACE


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_refit_drops_and_adds_is_read_before_it_is_made(
    book: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    async with open_app(book, *size) as pilot:
        await pilot.press("R", "tab", "down")
        shown = await see(pilot)
        assert "5 runs added, 1 moved" in shown
        assert "5 workouts there stay as" in shown
        assert calendar(pilot).preview.current is not None
        assert str(calendar(pilot).data.view.blocks[0].race_date) == "2027-02-21"
        assert "week 12 of 12" in shown
        await pilot.press("escape")
        assert "week 12 of 12" not in await see(pilot)


async def test_a_race_day_in_the_past_is_refused_and_the_trial_goes_on(book: Planbook, open_app: OpenApp) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("R", *["left_square_bracket"] * 6)
        assert "before today" in message(pilot) or "is past" in message(pilot)
        await pilot.press("enter")
        assert calendar(pilot).preview.current is not None
        assert state(book) == before
        await pilot.press(*["right_square_bracket"] * 7, "enter")
        assert message(pilot).startswith("Shift: Half marathon")


async def test_two_weekdays_change_places_to_the_end_of_the_block(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("right", "right", "x", "left", "tab", "enter")
        for week in range(5):
            assert [workout.title for workout in workouts_on(FRIDAY + 7 * DAY * week)] == ["Easy"]
            assert [workout.title for workout in workouts_on(SATURDAY + 7 * DAY * week)] == ["Rest"]


async def test_rest_goes_in_and_comes_out_again(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("r", "enter")
        assert [workout.sport for workout in workouts_on(TODAY)] == [Sport.REST]
        assert [workout.title for workout in workouts_on(FRIDAY)] == ["Tempo, 3 × 10 min"]
        await pilot.press("r")
        await make(pilot)
        assert message(pilot).startswith("Rest: taken out on Thu 7 Jan 2027.")
        assert [workout.title for workout in workouts_on(TODAY)] == ["Tempo, 3 × 10 min"]
        await pilot.press("u", "u")
    assert state(book) == before


async def test_a_lighter_week_says_how_much_lighter(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("down", "W")
        assert "54.5 → " in message(pilot)
        await pilot.press("enter")
    [tempo] = workouts_on(TODAY + 7 * DAY)
    assert tempo.planned.distance_m is not None
    assert tempo.planned.distance_m < 12_000


async def test_a_copied_day_is_pasted_as_often_as_one_likes(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("left", "left", "y")
        assert message(pilot) == "Tue 5 Jan is copied (2 workouts); p puts it where the cursor is then."
        for keys in (("right", "right", "right", "p"), ("right", "p")):
            await pilot.press(*keys)
            await make(pilot)
        for day in (FRIDAY, SATURDAY):
            new = [
                workout
                for workout in workouts_on(day)
                if workout.title in {"Intervals, 5 × 1 km", "Heavy sled and wall sit"}
            ]
            assert [workout.status for workout in new] == [StoredStatus.PLANNED, StoredStatus.PLANNED]
            assert all(workout.actual is None and not workout.locked for workout in new)


async def test_a_copied_week_keeps_its_weekdays(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    later = MONDAY + 70 * DAY
    async with open_app(book) as pilot:
        await pilot.press("Y", "g", *f"{later + 3 * DAY}", "enter", "p", "enter")
    for step in range(7):
        copied = {(workout.sport, workout.title) for workout in workouts_on(MONDAY + DAY * step)}
        if len(copied) > 1:  # what was run on a rest day is planned now, so that it is none
            copied -= {(Sport.REST, "Rest")}
        assert {(workout.sport, workout.title) for workout in workouts_on(later + DAY * step)} == copied


async def press_and_read(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    return message(pilot)


async def test_a_day_of_an_absence_is_one_to_train_again_from(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        kinds = [await press_and_read(pilot, key) for key in ("i", "tab", "tab", "tab")]
        assert [kind in said for kind, said in zip(("sick", "injured", "away", "sick"), kinds, strict=True)] == [
            True
        ] * 4
        await pilot.press("right", "right", "right")
        await make(pilot)
        assert message(pilot).startswith("Sick: Thu 7 Jan 2027 to Sun 10 Jan 2027.")
        assert "sick until Sun 10 Jan" in await see(pilot)
        assert {workout.status for workout in workouts_on(SUNDAY)} == {StoredStatus.SKIPPED}
        await pilot.press("left", "i")
        assert message(pilot).startswith("Training again from Sat 9 Jan.")
        assert {workout.status for workout in workouts_on(SUNDAY)} == {StoredStatus.PLANNED}
        assert [workout.status for workout in workouts_on(TODAY)] == [StoredStatus.SKIPPED]
        await pilot.press("t", "i")
        assert [workout.status for workout in workouts_on(TODAY)] == [StoredStatus.PLANNED]
        await pilot.press("u", "u", "u")
    assert state(book) == before


async def test_two_absences_never_overlap(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("right", "i", "enter", "left", "i", "right")
        assert message(pilot) == "You are already sick from Fri 8 Jan to Fri 8 Jan."
        await pilot.press("enter")
        assert calendar(pilot).preview.current is not None
        await pilot.press("left", "enter")
        assert message(pilot).startswith("Sick: Thu 7 Jan 2027.")


async def test_a_rest_day_that_comes_back_is_seen_before_it_does(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        untouched = state(book)
        await pilot.press("m", "right")
        await make(pilot)
        assert [one.sport for one in calendar(pilot).data.view.workouts_on(FRIDAY)] == [Sport.RUN]
        await pilot.press("m", "left")
        assert [one.sport for one in calendar(pilot).data.view.workouts_on(FRIDAY)] == [Sport.REST]
        assert "The rest day of Fri 8 Jan is back." in await see(pilot)
        await make(pilot)
        assert state(book) == untouched


async def test_weeks_that_grow_are_chosen_with_the_arrows_and_the_percentage_with_tab(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await press(pilot, "down", "ctrl+p", *"grow", "enter", "down")
        assert "Ramp up to the week of Thu 21 Jan: 10 % a week" in message(pilot)
        assert "The weeks become" in await see(pilot)
        await press(pilot, "tab")
        assert "5 % a week" in message(pilot)
        assert state(book) == before
        await press(pilot, "enter")
        assert message(pilot).startswith("Ramp: 2 weeks from Mon 11 Jan 2027, 5 % a week")
        assert state(book) != before
        await press(pilot, "u")
        assert state(book) == before


async def test_a_taper_is_seen_before_it_is_made_and_one_key_takes_it_back(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "g", *"2027-01-24", "enter", "a", *"race", "tab", *"Town", "tab", *"10")
        await make(pilot)
        put(book, find_race(book, dt.date(2027, 1, 24)), priority=Priority.A)
        before = state(book)
        await press(pilot, "ctrl+p", *"taper", "enter")
        assert message(pilot).startswith("Taper for the first race from Sun 24 Jan")
        assert "The weeks become" in await see(pilot)
        assert state(book) == before
        await press(pilot, "enter")
        assert message(pilot).startswith("Taper: for the race on Sun 24 Jan 2027.")
        assert state(book) != before
        await press(pilot, "u")
        assert state(book) == before


async def test_a_change_begun_where_it_would_do_nothing_says_that_the_arrows_come_next(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        for key in "mxR":
            await pilot.press(key)
            assert "arrows choose another day · escape" in (await see(pilot)).splitlines()[-1]
            await pilot.press("right")
            assert "enter · escape" in (await see(pilot)).splitlines()[-1]
            await pilot.press("escape")


async def test_the_panel_is_brief_while_a_change_is_tried_and_whole_again_after_it(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 120, 40) as pilot:
        panels = []
        for keys in (["right"] * 5, ["i"], ["escape"]):
            await pilot.press(*keys)
            panels.append([line[93:].strip() for line in (await see(pilot)).splitlines()[3:-2]])
        whole, brief, again = panels
        assert again == whole
        sets = [line for line in whole if line.startswith(("sled ", "wall sit "))]
        assert sets
        assert not set(sets) & set(brief)
        assert "18:00" in brief

from __future__ import annotations

import pytest

from planner.training.workouts import StoredStatus
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_absences
from tests.tui.driving import On, OpenApp, See, calendar, make, message, standing, state
from tests.tui.season import DAY, MONDAY, TODAY

SUNDAY = TODAY + 3 * DAY
PLACES = [((80, 24), []), ((80, 24), ["v"]), ((80, 24), ["v", "v"]), ((60, 20), []), ((120, 40), [])]
TO_SUNDAY = ("V", "right", "right", "right")


@pytest.mark.parametrize("place", PLACES, ids=["month", "week", "agenda", "narrow", "wide"])
async def test_a_selection_says_what_it_holds_and_what_can_be_done(
    book: Planbook, open_app: OpenApp, place: tuple[tuple[int, int], list[str]]
) -> None:
    size, view = place
    async with open_app(book, *size) as pilot:
        await pilot.press(*view, "V")
        assert message(pilot).startswith("1 day, 1 workout: d done · m move · s skip · D delete · y copy · L lock")
        await pilot.press("right", "right", "right")
        assert message(pilot).startswith("4 days, 4 workouts: ")
        assert calendar(pilot).data.view.marked_days == {TODAY + DAY * step for step in range(4)}
        await pilot.press("escape")
        assert not calendar(pilot).data.view.marked_days
        assert calendar(pilot).cursor.day == SUNDAY
    assert standing(book) == 1


async def test_a_selection_goes_backwards_and_over_months(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("V", "left_curly_bracket")
        assert message(pilot).startswith("32 days, 33 workouts")
        await pilot.press("right_curly_bracket", "right_curly_bracket", "right_curly_bracket")
        assert message(pilot).startswith("60 days, ")


async def test_a_selection_moves_together(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press(*TO_SUNDAY, "m", "right")
        assert message(pilot).startswith("Move to Fri 8 Jan: only these, 4 workouts")
        assert "tab" not in message(pilot)
        await make(pilot)
        assert message(pilot) == "Moved 4 workouts and 1 rest day to Fri 8 Jan. u takes it back."
        assert [workout.title for workout in workouts_on(SUNDAY + DAY)] == [
            "Long run",
            "Light sled and wall sit",
        ]
        assert standing(book) == 2
        await pilot.press("u")
    assert state(book) == before


async def test_a_selection_leaves_what_is_done_where_it_is(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("left", "V", "right", "m", "down")
        await make(pilot)
    assert len(workouts_on(TODAY - DAY)) == 1
    assert not workouts_on(TODAY)


async def test_a_selection_is_skipped_with_one_reason(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press(*TO_SUNDAY, "s")
        assert "Why skip 4 workouts?" in await see(pilot)
        await pilot.press("escape")
        await pilot.press("escape", "t", *TO_SUNDAY, "s", *"flu", "enter")
        assert message(pilot) == "Skipped: 4 workouts. u takes it back."
        assert [(workout.status, workout.skip_reason) for workout in workouts_on(SUNDAY)] == [
            (StoredStatus.SKIPPED, "flu")
        ] * 2
        assert not calendar(pilot).data.view.marked_days
        await pilot.press("u")
    assert state(book) == before


async def test_a_selection_is_marked_done_as_planned_up_to_today(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    before = state(book)
    due = [workout.id for step in (-3, -2, -1, 0) for workout in workouts_on(TODAY + DAY * step) if workout.is_open]
    later = [workout for step in (1, 2) for workout in workouts_on(TODAY + DAY * step)]
    async with open_app(book) as pilot:
        await pilot.press("left", "left", "left", "V", *["right"] * 5, "d")
        shown = await see(pilot)
        assert f"{len(due)} workouts done as planned?" in shown
        assert "Saturday 9 January 2027 is still ahead, in 2 days." in shown
        await pilot.press("escape")
        assert state(book) == before
        await pilot.press("d", "enter")
        assert message(pilot).startswith(f"Mark done: {len(due)} workouts, ")
        marked = {one.id: one for step in (-3, -2, -1, 0) for one in workouts_on(TODAY + DAY * step)}
        assert {(marked[number].status, marked[number].actual is not None) for number in due} == {
            (StoredStatus.DONE, True)
        }
        assert [workout for step in (1, 2) for workout in workouts_on(TODAY + DAY * step)] == later
        await pilot.press("u")
    assert state(book) == before


async def test_a_selection_that_lies_ahead_is_not_done(book: Planbook, open_app: OpenApp) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("right", "right", "V", "right", "d")
        assert message(pilot) == "Saturday 9 January 2027 to Sunday 10 January 2027 are still ahead."
    assert state(book) == before


async def test_a_selection_is_deleted_with_its_rest_days(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press(*TO_SUNDAY, "D")
        assert message(pilot) == "Delete: 4 workouts and 1 rest day, Thu 7 Jan to Sun 10 Jan. u takes it back."
        assert not any(workouts_on(TODAY + DAY * step) for step in range(4))
        await pilot.press("u")
    assert state(book) == before


async def test_a_selection_is_copied(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press(*TO_SUNDAY, "y")
        assert message(pilot) == "Thu 7 Jan is copied (4 workouts and 1 rest day); p puts it where the cursor is then."
        await pilot.press("g", *"2027-03-01", "enter", "p", "enter")
    there = MONDAY + 8 * 7 * DAY
    titles = [[workout.title for workout in workouts_on(there + DAY * step)] for step in range(4)]
    assert titles == [["Tempo, 3 × 10 min"], ["Rest"], ["Easy"], ["Long run", "Light sled and wall sit"]]


async def test_a_selection_is_locked_and_let_go(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press(*TO_SUNDAY, "L")
        assert message(pilot) == "Lock: 4 workouts, Thu 7 Jan to Sun 10 Jan. u takes it back."
        assert all(workout.locked for workout in (*workouts_on(TODAY), *workouts_on(SUNDAY)))
        await pilot.press("t", *TO_SUNDAY, "L")
        assert message(pilot).startswith("Unlock: 4 workouts")
        assert not any(workout.locked for workout in workouts_on(SUNDAY))


@pytest.mark.parametrize("key", ["d", "m", "s", "D", "L"])
async def test_a_selection_of_nothing_says_so(book: Planbook, open_app: OpenApp, key: str) -> None:
    async with open_app(book) as pilot:
        await pilot.press("g", *"2027-04-01", "enter", "V", "right", key)
        assert message(pilot) == "Nothing in the selection fits that."
    assert standing(book) == 1


async def test_a_selection_outlives_a_file_that_cannot_be_read(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("V")
        book.path.write_bytes(b"not a database at all" * 100)
        await pilot.press(*["right_curly_bracket"] * 6)
        assert "planner.db" in await see(pilot)
        await pilot.press("Y", "y", "m", "x", "i", "R", "W")
        assert pilot.app.is_running


@pytest.mark.parametrize("keys", [TO_SUNDAY, ("right", "right", "right", "V", "left", "left", "left")])
async def test_a_selection_is_the_time_without_training(
    book: Planbook, open_app: OpenApp, keys: tuple[str, ...]
) -> None:
    async with open_app(book) as pilot:
        await pilot.press(*keys, "i")
        assert message(pilot).startswith("No training Thu 7 Jan to Sun 10 Jan: sick, 4 days")
        await pilot.press("enter")
    assert [(away.first, away.last) for away in read_absences(book)] == [(TODAY, SUNDAY)]

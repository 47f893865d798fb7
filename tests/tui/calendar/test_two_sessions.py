from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from planner.store import quick
from planner.training.outcomes import TypedOutcome
from planner.training.workouts import Effort, RunKind, Slot, Sport, StoredStatus, Workout
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.form_sheet import FormSheet
from planner.usecases import history
from planner.usecases.calendar import edit, mark
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from tests.tui.driving import (
    On,
    OpenApp,
    See,
    Spawn,
    as_it_stands,
    calendar,
    fill,
    make,
    message,
    settle,
    standing,
    until,
)
from tests.tui.season import DAY, TODAY
from tests.usecases.books import move

FRIDAY, SATURDAY = TODAY + DAY, TODAY + 2 * DAY
DONE, NOT_DONE = "34 of 54.5 km", "22 of 54.5 km"
"""The week's running with today's tempo, and without it."""


def test_an_edit_here_is_seen_there_without_a_key(start: Spawn) -> None:
    here, there = start(), start()
    here.press(b"dd")
    here.wait_for("Done: Tempo")
    there.wait_for(DONE)
    there.press(b"u")
    there.wait_for("Taken back: mark done")
    here.wait_for(NOT_DONE)


@pytest.mark.usefixtures("looking_often")
async def test_what_one_is_about_is_kept_when_the_other_edits(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press("right", "right", "m", "right")
        mark.mark_done(book, tempo.id)
        await until(pilot, lambda: DONE in as_it_stands(pilot))
        assert message(pilot).startswith("Move to Sun 10 Jan")
        await pilot.press("escape", "d", "enter", "tab", "tab", "4")
        assert "as planned       4" in await see(pilot)
        history.undo(book)
        await until(pilot, lambda: calendar(pilot).data.view.workouts_on(TODAY)[0].status is StoredStatus.PLANNED)
        assert "as planned       4" in await see(pilot)
        await pilot.press("escape")
        assert NOT_DONE in await see(pilot)
        await pilot.press("d", "enter")
        assert "as planned       4" in await see(pilot)


@pytest.mark.usefixtures("looking_often")
async def test_what_takes_an_edit_back_is_named_only_while_it_does(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("d", "d")
        assert "Done: Tempo, 3 × 10 min. u takes it back. +" in message(pilot)
        history.undo(book)
        await until(pilot, lambda: "Done: Tempo, 3 × 10 min. +" in message(pilot))
        await pilot.press("d", "d")
        assert "u takes it back." in await see(pilot)
        await elsewhere(book, workouts_on(FRIDAY)[0].id, "Theirs")
        await until(pilot, lambda: "takes it back" not in message(pilot))
        assert "takes it back" not in await see(pilot), "it would take theirs back"


async def elsewhere(book: Planbook, number: int, title: str) -> None:
    """Another session gives a workout another title."""
    before = quick.read_workout(book.path, number)
    apply_change(book, edit.plan_edit(book, before, replace(before, title=title)))


@pytest.mark.parametrize(("key", "answer"), [("d", "enter"), ("d", "escape"), ("e", "enter"), ("e", "escape")])
async def test_a_stale_form_shows_both_versions(
    book: Planbook, open_app: OpenApp, workouts_on: On, key: str, answer: str
) -> None:
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press(key)
        sheet = pilot.app.screen
        assert isinstance(sheet, FormSheet | DoneSheet)
        await fill(pilot, distance="9 km")
        mark.mark_done(book, tempo.id, TypedOutcome(distance_m=11_000, duration_s=3600))
        await pilot.press("enter")
        assert sheet.is_current
        said = " ".join(sheet.message.text.split())
        assert "Another session changed it meanwhile:" in said
        assert "11 km" in said
        assert "enter puts them over that, escape leaves it." in said
        assert sheet.values["distance"] == "9 km"
        await pilot.press(answer)
        assert len(pilot.app.screen_stack) == 1
    [now] = workouts_on(TODAY)
    assert now.actual is not None
    mine = now.actual.effort.distance_m if key == "d" else now.planned.distance_m
    theirs = 11_000 if key == "d" else 12_000
    assert mine == (9_000 if answer == "enter" else theirs)
    assert now.status is StoredStatus.DONE


TRIALS = {
    "move": ["m", "right"],
    "push": ["m", "right", "tab"],
    "shift the rest": ["m", "right", "tab", "tab"],
    "swap": ["x", "right"],
    "swap weekdays": ["x", "right", "tab"],
    "rest day": ["r"],
    "lighter week": ["W"],
    "ill": ["i"],
    "race day": ["R", "down"],
}
"""By name: the keys that begin a trial which concerns today's tempo run."""


@pytest.mark.parametrize("noticed", [False, True], ids=["at enter", "before"])
@pytest.mark.parametrize("name", TRIALS)
async def test_a_trial_of_what_was_changed_elsewhere_says_so_and_goes_over_it_only_then(
    book: Planbook, open_app: OpenApp, workouts_on: On, name: str, noticed: bool, request: pytest.FixtureRequest
) -> None:
    if noticed:
        request.getfixturevalue("looking_often")
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press(*TRIALS[name])
        await elsewhere(book, tempo.id, "Fartlek")
        if noticed:
            await until(pilot, lambda: _version_tried_out(pilot, tempo.id) == 2)
        else:
            calendar(pilot).data.cache._stamp = _now(book)
        await pilot.press("enter")
        said = " ".join(message(pilot).split())
        assert said.startswith("Another session changed it meanwhile: Thu 7 Jan Fartlek, 12 km")
        assert said.endswith("Yours is shown over that: enter makes it so, escape leaves it.")
        assert standing(book) == 2
        assert calendar(pilot).preview.current is not None
        await make(pilot)
        assert standing(book) == 3
        assert "Another session" not in message(pilot)
    now = quick.read_workout(book.path, tempo.id)
    assert now.title == ("Easy" if name == "lighter week" else "Fartlek")
    assert (now.date, now.status, now.planned) != (tempo.date, tempo.status, tempo.planned)


async def test_a_trial_that_was_warned_of_another_session_can_be_left(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press("m", "right")
        await elsewhere(book, tempo.id, "Fartlek")
        await pilot.press("enter", "escape")
        assert calendar(pilot).preview.current is None
    assert [one.title for one in workouts_on(TODAY)] == ["Fartlek"]
    assert standing(book) == 2


async def test_what_came_to_a_day_elsewhere_is_named_before_it_is_swapped(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("x", "right", "right")
        ride = Workout(SATURDAY, Sport.CROSS, None, "Ride", Slot.PM, "18:00", Effort(duration_s=3600))
        apply_change(book, edit.plan_add(book, ride))
        await pilot.press("enter")
        assert "Another session changed it meanwhile: Sat 9 Jan Ride, 1:00 h, new." in message(pilot)
        await make(pilot)
    assert "Ride" in [one.title for one in workouts_on(TODAY)]


async def test_what_came_to_the_day_of_a_move_elsewhere_is_named_before_it_is_made(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("m", "right")
        ride = Workout(FRIDAY, Sport.CROSS, None, "Ride", Slot.PM, "18:00", Effort(duration_s=3600))
        apply_change(book, edit.plan_add(book, ride))
        await pilot.press("enter")
        assert "Fri 8 Jan Ride, 1:00 h, new." in message(pilot)
        assert "Tempo, 3 × 10 min" not in [one.title for one in workouts_on(FRIDAY)]
        await make(pilot)
    assert "Tempo, 3 × 10 min" in [one.title for one in workouts_on(FRIDAY)]


async def test_what_was_deleted_elsewhere_is_named_before_the_others_move(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press("x", "right", "right")
        apply_change(book, edit.plan_delete(book, [tempo]))
        await pilot.press("enter")
        assert "meanwhile: Tempo, 3 × 10 min of Thu 7 Jan is gone." in message(pilot)
        assert standing(book) == 2
        await make(pilot)
        assert standing(book) == 3


async def test_an_edit_in_the_moment_of_enter_is_shown_as_well(
    book: Planbook, open_app: OpenApp, workouts_on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other session is faster by less than it takes to look."""
    from planner.usecases.strength import reslot

    [tempo] = workouts_on(TODAY)
    as_it_is = reslot.apply_evaluated

    def late(book: Planbook, evaluated: reslot.EvaluatedChange) -> reslot.EvaluatedChange:
        monkeypatch.setattr(reslot, "apply_evaluated", as_it_is)
        with closing(sqlite3.connect(book.path)) as other, other:  # not by this process, whose commits the saver knows
            other.execute("UPDATE item SET title = 'Fartlek' WHERE id = ?", (tempo.id,))
        return as_it_is(book, evaluated)

    async with open_app(book) as pilot:
        await pilot.press("m", "right")
        monkeypatch.setattr(reslot, "apply_evaluated", late)
        await make(pilot)
        assert "Another session changed it meanwhile: Thu 7 Jan Fartlek, 12 km" in message(pilot)
        assert workouts_on(FRIDAY)[0].title == "Rest"
        await make(pilot)
    assert "Fartlek" in [one.title for one in workouts_on(FRIDAY)]


def test_two_terminals_that_move_the_same_run(start: Spawn, workouts_on: On) -> None:
    here, there = start(), start()
    there.press(b"m\x1b[C\x1b[C")
    there.wait_for("Move to Sat 9 Jan")
    here.press(b"m\x1b[C\r")
    here.wait_for("Moved Tempo")
    there.press(b"\r")
    there.wait_for("Another session changed it meanwhile: Fri 8 Jan")
    assert [one.title for one in workouts_on(FRIDAY)] == ["Tempo, 3 × 10 min"]
    there.press(b"\r")
    there.wait_for("Moved Tempo")
    assert "Tempo, 3 × 10 min" in [one.title for one in workouts_on(SATURDAY)]


def _version_tried_out(pilot: Pilot[None], number: int) -> int:
    trial = calendar(pilot).preview.current
    changed = trial.change.changed if trial is not None else ()
    return next((workout.version for workout in changed if workout.id == number), 0)


def _now(book: Planbook) -> tuple[int, ...]:
    from planner.usecases.planbook import file_stamp

    return file_stamp(book.path)


@pytest.mark.usefixtures("looking_often")
async def test_a_trial_follows_what_was_moved_elsewhere(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press("m", "right", "right")
        move(book, tempo.id, FRIDAY)
        await until(pilot, lambda: _version_tried_out(pilot, tempo.id) == 2)
        await settle(pilot)
        assert message(pilot).startswith("Move to Sat 9 Jan: only this")
        await pilot.press("enter")
        assert message(pilot).startswith("Another session changed it meanwhile: Fri 8 Jan Tempo")
        await pilot.press("enter")
    assert tempo.id in [workout.id for workout in workouts_on(SATURDAY)]


@pytest.mark.usefixtures("looking_often")
async def test_a_trial_of_what_was_done_elsewhere_is_refused_at_once(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press("m", "right")
        mark.mark_done(book, tempo.id)
        await until(pilot, lambda: "what is done stays on its day" in message(pilot))
        await pilot.press("enter")
        assert [workout.status for workout in workouts_on(TODAY)] == [StoredStatus.DONE]
        await pilot.press("escape")
        assert calendar(pilot).preview.current is None


@pytest.mark.usefixtures("looking_often")
async def test_a_race_shifted_elsewhere_can_still_be_shifted_here(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("R", "down")
        [block] = quick.read_blocks(book.path)
        from planner.usecases.calendar.shift import plan_shift

        apply_change(book, plan_shift(book, block, dt.date(2027, 2, 15)))
        await until(pilot, lambda: "6 days later" in message(pilot))
        await pilot.press("enter")
        assert "Half marathon, its race on Mon 15 Feb 2027" in message(pilot)
        await pilot.press("enter")
        assert message(pilot).startswith("Shift: Half marathon to its race on Sun 21 Feb 2027.")


@pytest.mark.usefixtures("looking_often")
async def test_a_selection_and_the_cursor_stay(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press("V", "right", "right")
        mark.mark_done(book, tempo.id)
        await until(pilot, lambda: calendar(pilot).data.view.workouts_on(TODAY)[0].status is StoredStatus.DONE)
        assert calendar(pilot).data.view.marked_days == {TODAY, FRIDAY, SATURDAY}
        assert calendar(pilot).cursor.day == SATURDAY
        assert message(pilot).startswith("3 days, 2 workouts")


def test_edits_of_two_sessions_at_once_are_all_kept(start: Spawn, book: Planbook, workouts_on: On) -> None:
    here, there = start(), start()
    here.press(b"dd")
    there.press(b"\x1b[C\x1b[Ca")
    there.wait_for("Add a workout")
    there.press(b"hills\r")
    there.wait_for("Add: Sat 9 Jan Hills")
    here.wait_for("Done: Tempo")
    assert workouts_on(TODAY)[0].status is StoredStatus.DONE
    assert RunKind.HILLS in [workout.kind for workout in workouts_on(SATURDAY)]
    assert standing(book) == 3

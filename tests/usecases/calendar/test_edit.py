"""Workouts added, edited, deleted, locked and skipped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.store import quick
from planner.text import TITLE_LIMIT
from planner.training.weeks import DAY
from planner.training.workouts import Effort, Outcome, RunKind, Slot, Sport, StoredStatus, Workout
from planner.usecases.calendar.edit import plan_add, plan_delete, plan_edit, plan_lock, plan_skip
from planner.usecases.planbook import Planbook
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import plan, put, refused

RACE = dt.date(2027, 2, 14)
PARKRUN = Workout(MONDAY + 5 * DAY, Sport.RUN, RunKind.TIME_TRIAL, "Parkrun", Slot.AM, "09:00", Effort(5000.0))


def items(book: Planbook, *numbers: int) -> list[Workout]:
    return [quick.read_workout(book.path, number) for number in numbers]


def test_a_new_workout_belongs_to_the_block_of_its_day(season: Planbook) -> None:
    change = plan(season, lambda: plan_add(season, PARKRUN))
    assert change.name == "add: Sat 9 Jan Parkrun"
    assert [(one.block_id, one.status) for one in change.added] == [(1, StoredStatus.PLANNED)]
    outside = plan(season, lambda: plan_add(season, replace(PARKRUN, date=dt.date(2027, 6, 5))))
    assert [one.block_id for one in outside.added] == [None]


def test_one_with_an_outcome_was_done_without_a_plan(season: Planbook) -> None:
    done = replace(PARKRUN, date=TODAY, planned=Effort(), actual=Outcome(Effort(5000.0, 1500)))
    change = plan(season, lambda: plan_add(season, done))
    assert [one.status for one in change.added] == [StoredStatus.UNPLANNED]
    said = refused(season, lambda: plan_add(season, replace(done, date=TODAY + DAY)))
    assert said == "Fri 8 Jan 2027 is still ahead: today is Thu 7 Jan 2027."


def test_an_edited_workout_on_another_day_remembers_its_own(season: Planbook) -> None:
    (before,) = items(season, 50)
    after = replace(before, date=TODAY + DAY, title="Tempo with Ann")
    change = plan(season, lambda: plan_edit(season, before, after))
    assert change.name == "edit: Fri 8 Jan Tempo with Ann"
    assert items(season, 50)[0].original_date == TODAY
    (moved,) = items(season, 50)
    plan(season, lambda: plan_edit(season, moved, replace(moved, date=TODAY)))
    assert items(season, 50)[0].original_date is None


def test_an_edited_rest_day_remembers_no_other_day(season: Planbook) -> None:
    (rest,) = items(season, 51)
    plan(season, lambda: plan_edit(season, rest, replace(rest, date=rest.date + 4 * DAY)))
    assert items(season, 51)[0].original_date is None


def test_an_edit_that_changes_nothing_is_nothing(season: Planbook) -> None:
    (before,) = items(season, 50)
    assert plan_edit(season, before, before).is_empty


@pytest.mark.parametrize(("number", "state"), [(47, "done"), (100, "unplanned")])
def test_what_happened_stays_on_its_day(season: Planbook, number: int, state: str) -> None:
    (before,) = items(season, number)
    said = refused(season, lambda: plan_edit(season, before, replace(before, date=before.date + DAY)))
    assert said == (
        f"Workout {number} is {state}; it stays on its day. "
        f"planner done {number} --at {before.date + DAY} says that it was done on another one."
    )
    plan(season, lambda: plan_edit(season, before, replace(before, title="Another name")))


def test_what_was_done_cannot_become_a_rest_day(season: Planbook) -> None:
    (before,) = items(season, 47)
    rest = replace(before, sport=Sport.REST, kind=None, slot=None, start=None, planned=Effort())
    said = refused(season, lambda: plan_edit(season, before, rest))
    assert said == "Workout 47 is done; it cannot become a rest day."


def test_the_race_edited_to_another_day_takes_its_block_along(season: Planbook) -> None:
    (race,) = items(season, 98)
    plan(season, lambda: plan_edit(season, race, replace(race, date=RACE + 7 * DAY)))
    (block,) = quick.read_blocks(season.path)
    assert (block.race_date, block.last_day) == (RACE + 7 * DAY, RACE + 7 * DAY)


def test_deleted_workouts_are_gone(season: Planbook) -> None:
    assert plan(season, lambda: plan_delete(season, items(season, 50))).name == "delete: Thu 7 Jan Tempo, 3 × 10 min"
    change = plan(season, lambda: plan_delete(season, items(season, 51, 52, 53)))
    assert change.name == "delete: 2 workouts and 1 rest day, Fri 8 Jan to Sun 10 Jan"
    assert {one.id for one in quick.read_all_workouts(season.path)} & {50, 51, 52, 53} == set()
    assert refused(season, lambda: plan_delete(season, [])) == "There is nothing to delete."


def test_workouts_are_locked_and_let_go(season: Planbook) -> None:
    change = plan(season, lambda: plan_lock(items(season, 50, 51), locked=True))
    assert (change.name, [one.id for one in change.changed]) == ("lock: Thu 7 Jan Tempo, 3 × 10 min", [50])
    assert plan_lock(items(season, 50), locked=True).is_empty
    assert plan(season, lambda: plan_lock(items(season, 50), locked=False)).name.startswith("unlock: ")
    said = refused(season, lambda: plan_lock(items(season, 51), locked=True))
    assert said == "A rest day or a note cannot be locked."


def test_several_are_skipped_for_one_reason_and_done_ones_stay(season: Planbook) -> None:
    change = plan(season, lambda: plan_skip(items(season, 49, 50, 51, 52), "  work\ttrip "))
    assert change.name == "skip: 2 workouts, Thu 7 Jan to Sat 9 Jan"
    assert {(one.id, one.skip_reason) for one in change.changed} == {(50, "work trip"), (52, "work trip")}
    assert [one.status for one in items(season, 49, 51)] == [StoredStatus.DONE, StoredStatus.PLANNED]


def test_skipping_needs_a_reason_and_something_planned(season: Planbook) -> None:
    assert refused(season, lambda: plan_skip(items(season, 50), " ")) == (
        "A skipped workout needs a reason, if only one word."
    )
    assert refused(season, lambda: plan_skip(items(season, 50), "x" * (TITLE_LIMIT + 1))).startswith(
        "A reason can hold"
    )
    assert refused(season, lambda: plan_skip(items(season, 47, 51), "ice")) == (
        "None of these workouts is still planned."
    )


def test_an_operation_on_what_another_session_changed_is_refused(season: Planbook) -> None:
    from planner.usecases.changes import apply_change

    change = plan_lock(items(season, 50), locked=True)
    put(season, items(season, 50)[0], title="Changed elsewhere")
    assert "changed by another session" in refused(season, lambda: apply_change(season, change))

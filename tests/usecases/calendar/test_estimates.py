"""A run's time and distance after every way of changing it: both said, or one of them the estimate of now."""

from __future__ import annotations

import random

import pytest

from planner.store import quick
from planner.training.parse_steps import parse_steps
from planner.training.run_estimates import planned_without_estimates, renew_estimates
from planner.training.weeks import DAY
from planner.training.workouts import Effort, RunKind, Slot, Sport, Workout
from planner.usecases.blocks.provenance import paces_of_workouts
from planner.usecases.calendar.ease import plan_deload
from planner.usecases.calendar.edit import plan_add
from planner.usecases.calendar.move import plan_copy
from planner.usecases.planbook import Planbook
from planner.usecases.runner import change_runner_setting
from tests.examples import seeds
from tests.tui.season import TODAY
from tests.usecases.books import plan
from tests.usecases.life import Life

MIXED = "2 km warm-up, 5 x (1 km at 4:10/km, 90 s jog), 2 km cool-down"


def outdated(book: Planbook) -> list[str]:
    """Return the coming runs whose estimate is not that of now."""
    paces_of, unit = paces_of_workouts(book), quick.read_runner(book.path).unit
    coming = [one for one in quick.read_days(book.path, book.today, book.today.max, Sport.RUN) if one.is_open]
    anew = [renew_estimates(one, paces_of(one), unit) for one in coming]
    return [
        f"{before.date} {before.title}: {before.planned} is now {after.planned}"
        for before, after in zip(coming, anew, strict=True)
        if (before.planned, before.estimated) != (after.planned, after.estimated)
    ]


def added(book: Planbook, kind: RunKind, planned: Effort) -> Workout:
    run = Workout(TODAY + DAY, Sport.RUN, kind, "Added", Slot.AM, "07:00", planned)
    return plan(book, lambda: plan_add(book, run)).added[0]


def test_a_copy_in_another_block_is_estimated_with_the_paces_there(slotted: Planbook) -> None:
    run = added(slotted, RunKind.EASY, Effort(10_000.0))
    change_runner_setting(slotted, "easy-pace", "8:00")
    copied = plan(slotted, lambda: plan_copy(slotted, [run], 400)).added[0]
    assert run.planned.duration_s != 4_800
    assert (copied.planned.duration_s, copied.estimated) == (4_800, ("duration_s",))


def test_a_lighter_week_estimates_its_shorter_runs_anew(slotted: Planbook) -> None:
    added(slotted, RunKind.EASY, Effort(10_300.0))
    added(slotted, RunKind.INTERVALS, Effort(steps=parse_steps(MIXED)))
    lighter = plan(slotted, lambda: plan_deload(slotted, TODAY + DAY))
    shorter = {one.planned.distance_m for one in lighter.changed if one.title in ("Added", "Easy")}
    assert {7_200, 7_700} <= shorter
    assert outdated(slotted) == []


@pytest.mark.parametrize("calendar", ["season", "slotted"])
@pytest.mark.parametrize("seed", seeds(1, 3))
def test_after_any_operations_no_estimate_is_outdated(calendar: str, seed: int, request: pytest.FixtureRequest) -> None:
    book: Planbook = request.getfixturevalue(calendar)
    before = outdated(book)
    life = Life(book, random.Random(seed))
    life.live(60 if calendar == "season" else 30)
    assert [one for one in outdated(book) if one not in before] == []
    coming = quick.read_days(book.path, TODAY, TODAY + 40 * DAY)
    assert all(planned_without_estimates(one) != Effort() for one in coming if one.estimated)

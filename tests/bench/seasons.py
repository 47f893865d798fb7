"""A runner's file for the benchmarks: a slotted 10 km block that runs, and as many workouts before it as are wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from planner import store
from planner.clock import Clock
from planner.training.run_plans.goals import Goal
from planner.training.workouts import (
    AS_PLANNED,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from planner.usecases.blocks import commit
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.planbook import Planbook
from tests.plans import default_plan

TODAY = dt.date(2027, 1, 9)
"""A Saturday with one easy run, in the fourth week of the block."""
START = dt.date(2026, 12, 14)
FEW, MANY = 100, 10_000
_NOW = dt.datetime(2027, 1, 9, 12, tzinfo=dt.UTC)
_KINDS = (RunKind.EASY, RunKind.INTERVALS, RunKind.EASY, RunKind.TEMPO, RunKind.EASY, RunKind.LONG)
_SETS = (
    ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20, 56.0),
    ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=110, squeeze=True),
)


def fill(path: Path, count: int) -> Planbook:
    """A new file of ``count`` workouts; the block, whose strength is slotted, is the last of them."""
    store.prepare(path)
    book = Planbook(path, Clock(TODAY))
    drafted = draft_in_calendar(book, default_plan(Goal.TEN_K), BlockOptions(start_date=START))
    items = tuple(_done(item) if item.date < TODAY and item.is_training else item for item in drafted.workouts)
    older = _before(START)
    with store.edit(path, "fill", now=_NOW) as plan:
        plan.add_workouts([next(older) for _ in range(count - len(items))])
    commit.commit_draft(book, replace(drafted, workouts=items))
    return book


def _before(day: dt.date) -> Iterator[Workout]:
    """Workouts that were done, from the day before on back: six runs a week, strength twice."""
    while True:
        day -= dt.timedelta(days=1)
        step = day.weekday()
        if step < 6:
            metres = 6000.0 + 1500 * step
            effort = Effort(metres, int(metres * 0.34))
            yield _done(
                Workout(day, Sport.RUN, _KINDS[step], "Along the river", slot=Slot.AM, start="07:00", planned=effort)
            )
        if step in (1, 4):
            effort = Effort(duration_s=2700, rpe=7, sets=_SETS)
            title = "Heavy sled and wall sit"
            yield _done(
                Workout(
                    day,
                    Sport.STRENGTH,
                    StrengthKind.HEAVY,
                    title,
                    slot=Slot.PM,
                    start="18:00",
                    planned=effort,
                    reason="It ends 36 h before the tempo and the day after is easy.",
                )
            )


def _done(item: Workout) -> Workout:
    return replace(item, status=StoredStatus.DONE, actual=Outcome(item.planned, "", AS_PLANNED))

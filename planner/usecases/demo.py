"""A demo: a made-up runner with 26 weeks of history and a half-marathon block in its fifth week.

Everything is made by the use cases that a person drives, from today's date and a fixed seed, so that the demo is the
same all day. The database is in a temporary directory and is deleted with it.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from planner import store
from planner.training.blocks import Block, Runner
from planner.training.doses import Floor, equipment_of
from planner.training.outcomes import TypedOutcome
from planner.training.paces import estimate_duration
from planner.training.run_plans.goals import Goal, PlanRequest
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.screening import all_clear_screening
from planner.training.training_load import ASSUMED_CROSS_RPE, ASSUMED_RPE
from planner.training.weeks import first_day_of_week
from planner.training.workouts import (
    ENTERED,
    Effort,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthLevel,
    Workout,
)
from planner.usecases.blocks import commit
from planner.usecases.blocks.availability import Unavailability
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts

_SEED = 20_29
_EASY_PACE_S_PER_KM = 345.0
_RUNNER = Runner(
    body_mass_kg=68.0,
    sled_kg=20.0,
    floor=Floor.GYM_TURF,
    level=StrengthLevel.EXPERIENCED,
    easy_pace_s_per_km=_EASY_PACE_S_PER_KM,
    screening=all_clear_screening().to_json(),
)
_OPTIONS = BlockOptions(
    level=StrengthLevel.EXPERIENCED,
    unavailable=(Unavailability(2, Slot.PM),),
    easy_pace=_EASY_PACE_S_PER_KM,
    equipment=equipment_of(_RUNNER),
)
DEMO_IS_GONE = "The demo is gone; nothing of it was kept."
"""What is said when somebody leaves the demo."""
_WEEKS_DONE = 4
"""Weeks of the current block that are past."""
_REASONS = ("cold", "work trip", "ice on the roads", "slept badly")
_NOTES = ("Legs heavy at first, then fine.", "Windy along the river.", "Felt easy.", "Quads noticed the sled.", "")


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo's planbook and its current block."""

    book: Planbook
    block: Block


@contextmanager
def demo_book(book: Planbook) -> Iterator[Demo]:
    """Fill a temporary database and delete it at the end; ``book`` gives the clock and the settings."""
    with tempfile.TemporaryDirectory(prefix="planner-demo-", ignore_cleanup_errors=True) as directory:
        yield fill_demo(replace(book, path=Path(directory) / "demo.db", runner_name="", is_demo=True))


def fill_demo(book: Planbook) -> Demo:
    """Fill a new database: a past marathon block, a past 10 km block and a current half-marathon block."""
    store.prepare(book.path)
    monday = first_day_of_week(book.today)
    start = monday - dt.timedelta(weeks=_WEEKS_DONE)
    rng = random.Random(_SEED)  # noqa: S311 - a demo, not a secret
    for goal, title, weeks_ago, peak_m in (
        (Goal.MARATHON, "Marathon", 26, 58_000.0),
        (Goal.TEN_K, "10 km, fast", 10, 48_000.0),
        (Goal.HALF, "Half marathon", 0, 60_000.0),
    ):
        first = start - dt.timedelta(weeks=weeks_ago)
        options = replace(_OPTIONS, start_date=first, name=title)
        request = with_defaults(goal, peak_m=peak_m, easy_pace=_EASY_PACE_S_PER_KM)
        block = _commit_with_history(
            book, draft_in_calendar(book, generate_plan(request), options), request, monday, rng
        )
    for workout in read_workouts(book, monday, book.today - dt.timedelta(days=1)):
        if workout.is_training:
            effort = _actual_effort(workout, rng)
            typed = TypedOutcome(distance_m=effort.distance_m, duration_s=effort.duration_s, rpe=effort.rpe)
            if workout.sport is Sport.STRENGTH:
                typed = replace(typed, pain_next=0)  # nobody who looks at a demo was in pain this morning
            mark.mark_done(book, workout.id, typed)
    return Demo(book, block)


def _commit_with_history(
    book: Planbook, draft: Draft, plan_request: PlanRequest, today: dt.date, rng: random.Random
) -> Block:
    """Store a draft with outcomes for everything before ``today``, as if it had been made on its first day."""
    made = tuple(workout.made(draft.block.start) for workout in draft.workouts)
    workouts = tuple(_with_outcome(workout, rng) if workout.date < today else workout for workout in made)
    return commit.commit_draft(book, replace(draft, workouts=workouts), _RUNNER, plan_request=plan_request)


def _with_outcome(workout: Workout, rng: random.Random) -> Workout:
    """Return a past workout as it may have gone: mostly done, sometimes moved, skipped or forgotten."""
    if not workout.is_training:
        return workout
    chance = rng.random()
    if workout.kind != RunKind.RACE:
        if chance < 0.04:
            return replace(workout, status=StoredStatus.SKIPPED, skip_reason=rng.choice(_REASONS))
        if chance < 0.07:
            return workout
    outcome = Outcome(_actual_effort(workout, rng), rng.choice(_NOTES) if chance > 0.8 else "", ENTERED)
    done = replace(workout, status=StoredStatus.DONE, actual=outcome)
    is_thursday = workout.date.weekday() == 3  # before a day of rest; a long run that left its week would make a leap
    if chance < 0.3 and workout.sport is Sport.RUN and workout.kind != RunKind.RACE and is_thursday:
        return replace(done, date=workout.date + dt.timedelta(days=1), original_date=workout.date)
    return done


def _actual_effort(workout: Workout, rng: random.Random) -> Effort:
    if workout.sport is Sport.STRENGTH:
        return replace(workout.planned, rpe=(workout.planned.rpe or 6.0) + rng.choice((-1.0, 0.0, 0.0, 1.0)))
    kind = RunKind(workout.kind) if workout.sport is Sport.RUN and workout.kind else RunKind.EASY
    metres = round((workout.planned.distance_m or 5_000.0) * rng.uniform(0.96, 1.04), -1)
    if kind is RunKind.RACE:
        metres = workout.planned.distance_m or metres
    seconds = round(estimate_duration(kind, metres, _EASY_PACE_S_PER_KM) * rng.uniform(0.97, 1.03))
    rpe = ASSUMED_RPE[kind] if workout.sport is Sport.RUN else ASSUMED_CROSS_RPE
    return Effort(metres, seconds, rpe + rng.choice((-1.0, 0.0, 0.0, 0.0, 1.0)))

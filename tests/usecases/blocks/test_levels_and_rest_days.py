"""What of the runner a slotting problem takes in: how used to strength each week finds them, and their rest days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.slotting import parse_problem
from planner.training.races import Unit
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.workouts import Effort, Outcome, Slot, Sport, StoredStatus, StrengthKind, StrengthLevel, Workout
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.slotting_problem import continue_problem, problem_as_scheduled, with_current_runs
from planner.usecases.blocks.stored_options import Provenance, provenance_from_json, provenance_to_json

MONDAY = dt.date(2027, 1, 4)
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
NOVICE = BlockOptions(start_date=MONDAY)
EXPERIENCED = replace(NOVICE, level=StrengthLevel.EXPERIENCED)


def drafted(options: BlockOptions = NOVICE, days: int = 5) -> Draft:
    return draft_block(generate_plan(with_defaults(Goal.HALF, run_day_count=days)), options, MONDAY)


def novice_weeks(problem: dict[str, object]) -> set[int]:
    levels = parse_problem(problem).level
    assert isinstance(levels, tuple)
    return {week for week, level in enumerate(levels) if level is StrengthLevel.NOVICE}


def as_of(draft: Draft, day: dt.date, *logged: Workout) -> dict[str, object]:
    workouts = (*draft.workouts, *logged)
    movable: frozenset[int] = frozenset()
    return problem_as_scheduled(draft.block, draft.problem, workouts, movable=movable, absences=(), today=day)


def session(day: dt.date) -> Workout:
    outcome = Outcome(Effort(duration_s=1500))
    kind = StrengthKind.LIGHT.value
    return Workout(day, Sport.STRENGTH, kind, "Done", slot=Slot.PM, status=StoredStatus.DONE, actual=outcome)


def test_a_block_for_a_novice_is_a_novice_s_in_its_first_two_weeks_only() -> None:
    assert novice_weeks(drafted().problem) == {0, 1}
    assert novice_weeks(drafted(EXPERIENCED).problem) == set()


def test_who_logged_too_little_is_a_novice_again_that_week_and_the_next() -> None:
    draft = drafted()
    assert novice_weeks(as_of(draft, MONDAY + 5 * WEEK)) == {0, 1, 5, 6}
    assert novice_weeks(as_of(draft, MONDAY - DAY)) == {0, 1}
    log = [session(MONDAY + 5 * WEEK - ago * DAY) for ago in (2, 4, 28)]
    assert novice_weeks(as_of(draft, MONDAY + 5 * WEEK, *log)) == {0, 1}
    assert novice_weeks(as_of(draft, MONDAY + 5 * WEEK + DAY, *log)) == {0, 1, 5, 6}
    again = continue_problem(draft.block, draft.problem, [], MONDAY + 4 * WEEK)
    assert novice_weeks(again) == {0, 1, 4, 5}
    assert novice_weeks(as_of(drafted(EXPERIENCED), MONDAY + 5 * WEEK)) == set()


def test_a_block_that_an_older_version_stored_for_a_novice_is_read_by_weeks_as_well() -> None:
    draft = drafted()
    stored = {**draft.problem, "level": "novice"}
    scheduled = problem_as_scheduled(
        draft.block, stored, draft.workouts, movable=frozenset(), absences=(), today=MONDAY
    )
    assert novice_weeks(scheduled) == {0, 1}


@pytest.mark.parametrize(("days", "expected"), [(2, True), (3, True), (4, False), (5, False)])
def test_rest_days_may_hold_light_sessions_in_plans_of_three_run_days_or_fewer(days: int, expected: bool) -> None:
    assert drafted(days=days).problem["active_rest"] is expected


@pytest.mark.parametrize("choice", [True, False])
def test_what_the_runner_says_of_rest_days_counts_and_is_kept(choice: bool) -> None:
    options = replace(NOVICE, active_rest=choice)
    for days in (3, 5):
        assert drafted(options, days).problem["active_rest"] is choice
    kept = provenance_from_json(provenance_to_json(Provenance(options=options))).options
    assert kept is not None
    assert kept.active_rest is choice


def test_a_light_session_of_a_small_plan_follows_the_long_run_on_a_day_of_rest() -> None:
    draft = drafted(days=3)
    run_days = {one.date for one in draft.workouts if one.sport is Sport.RUN}
    lights = [one for one in draft.answer.sessions if one.kind is StrengthKind.LIGHT]
    assert any(draft.block.start + DAY * one.day not in run_days for one in lights)
    assert all(
        draft.block.start + DAY * one.day in run_days
        for one in drafted(replace(NOVICE, active_rest=False), 3).answer.sessions
    )


def test_the_problem_knows_the_distances_that_the_plan_gives_and_no_estimates() -> None:
    draft = drafted()
    known = [run for run in draft.problem["runs"] if run["type"] != "race"]
    assert all(run["metres"] > 0 for run in known)
    guessed = tuple(replace(one, estimated=("distance_m",)) for one in draft.workouts)
    current = with_current_runs(replace(draft.block, unit=Unit.MI), draft.problem, guessed)
    assert all("metres" not in run for run in current["runs"])
    assert parse_problem(current).unit is Unit.MI

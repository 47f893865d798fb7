"""What a week adds up to when some of it was replaced, skipped, missed or never planned: each counts once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.training.totals import RunTotals, StrengthTotals, sum_totals
from planner.training.workouts import (
    DisplayStatus,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)

TODAY = dt.date(2027, 1, 6)
AHEAD, PAST = TODAY + dt.timedelta(days=1), TODAY - dt.timedelta(days=1)
SETS = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20.0, 56.0), ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90))
TEMPO = Workout(PAST, Sport.RUN, RunKind.TEMPO, "Tempo", planned=Effort(12_000.0, 3600))
SLED = Workout(PAST, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy", planned=Effort(None, 2700, 7.0, SETS))


def replaced(workout: Workout, by: int) -> Workout:
    return replace(workout, status=StoredStatus.SKIPPED, skip_reason=f"replaced ({by})", replaced_by_id=by)


def unplanned(workout: Workout, effort: Effort) -> Workout:
    return replace(workout, status=StoredStatus.UNPLANNED, planned=Effort(), actual=Outcome(effort))


def test_a_run_replaced_by_another_counts_as_planned_once_and_as_done_once() -> None:
    instead = unplanned(replace(TEMPO, kind=RunKind.EASY), Effort(8000.0, 2700))
    week = [replaced(TEMPO, 2), instead]
    assert week[0].display_status(TODAY) is DisplayStatus.REPLACED
    assert sum_totals(week, TODAY).run == RunTotals(
        planned_m=12_000.0, done_m=8000.0, left_m=0.0, planned_s=3600, done_s=2700, left_s=0
    )


def test_a_run_replaced_by_a_session_is_done_as_strength() -> None:
    sums = sum_totals([replaced(TEMPO, 2), unplanned(SLED, Effort(None, 1800, 6.0, SETS))], TODAY)
    assert (sums.run.planned_m, sums.run.done_m) == (12_000.0, 0.0)
    assert sums.strength == StrengthTotals(
        planned_sessions=0, done_sessions=1, sled_m_done=100.0, sled_kgm_done=5600.0, wall_sit_s_done=180
    )


def test_skipped_missed_and_replaced_sessions_are_planned_and_neither_done_nor_left() -> None:
    skipped = replace(SLED, date=AHEAD, status=StoredStatus.SKIPPED, skip_reason="away")
    sums = sum_totals([SLED, skipped, replaced(replace(SLED, date=AHEAD), 9)], TODAY).strength
    assert (sums.planned_sessions, sums.done_sessions, sums.left_sessions) == (3, 0, 0)
    assert (sums.sled_m_planned, sums.wall_sit_s_planned) == (300.0, 540)


STATES = st.sampled_from(["planned", "ahead", "done", "skipped", "replaced", "unplanned"])


@given(st.lists(st.tuples(STATES, st.integers(1, 40_000), st.integers(1, 40_000)), max_size=12))
def test_done_is_what_was_recorded_and_left_is_what_is_ahead(mixed: list[tuple[str, int, int]]) -> None:
    runs = []
    for fate, planned, done in mixed:
        run = replace(TEMPO, planned=Effort(float(planned), planned))
        outcome = Outcome(Effort(float(done), done))
        runs.append(
            {
                "planned": run,
                "ahead": replace(run, date=AHEAD),
                "done": replace(run, status=StoredStatus.DONE, actual=outcome),
                "skipped": replace(run, status=StoredStatus.SKIPPED, skip_reason="ice"),
                "replaced": replaced(run, 99),
                "unplanned": unplanned(run, outcome.effort),
            }[fate]
        )
    sums = sum_totals(runs, TODAY).run
    assert sums.planned_m == sum(planned for fate, planned, _ in mixed if fate != "unplanned")
    assert sums.done_m == sum(done for fate, _, done in mixed if fate in ("done", "unplanned"))
    assert sums.left_m == sum(planned for fate, planned, _ in mixed if fate == "ahead")
    assert (sums.planned_s, sums.done_s, sums.left_s) == (sums.planned_m, sums.done_m, sums.left_m)

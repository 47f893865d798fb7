"""Blocks that keep clear of the runner's other calendars, whatever these hold."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.training.busy_times import BusyTime, busy_days, closing_time, merge_busy_times
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.weeks import DAY
from planner.training.workouts import Slot, Sport
from planner.usecases.blocks.availability import StartTimes
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.options import BlockOptions
from tests.examples import examples

MONDAY = dt.date(2027, 1, 4)
PLAN = generate_plan(with_defaults(Goal.TEN_K, 6, 4))
ANCHORS = [StartTimes(), StartTimes("06:00", "17:15")]
TIMES = st.builds(
    lambda day, start, length, closes_runs: BusyTime(MONDAY + day * DAY, start, min(start + length, 1440), closes_runs),
    st.integers(-2, 44),
    st.integers(0, 1439),
    st.integers(1, 700),
    st.booleans(),
)


@settings(max_examples=examples(25))
@given(st.lists(TIMES, max_size=60), st.sampled_from(ANCHORS))
def test_no_session_is_placed_where_a_calendar_is_full(times: list[BusyTime], anchors: StartTimes) -> None:
    busy = busy_days(times)
    draft = draft_block(PLAN, BlockOptions(start_date=MONDAY, start_times=anchors), MONDAY, busy=busy)
    for workout in draft.workouts:
        if workout.slot is None:
            continue
        closing = closing_time(busy, workout.date, anchors.for_slot(workout.slot))
        assert workout.sport is not Sport.STRENGTH or closing is None


@settings(max_examples=examples(25))
@given(st.lists(TIMES, max_size=60))
def test_a_run_is_at_a_busy_time_only_where_the_other_half_is_full_too(times: list[BusyTime]) -> None:
    busy = busy_days(times)
    draft = draft_block(PLAN, BlockOptions(start_date=MONDAY), MONDAY, busy=busy)
    named = 0
    for workout in draft.workouts:
        if workout.sport is Sport.RUN and workout.slot is not None:
            halves = {
                slot: closing_time(busy, workout.date, StartTimes().for_slot(slot), of_runs=True) for slot in Slot
            }
            named += halves[workout.slot] is not None
            assert halves[workout.slot] is None or workout.is_race or None not in halves.values()
    assert any("that your calendar fills" in remark for remark in draft.remarks) == bool(named)
    assert [(run.date, run.kind) for run in draft.workouts if run.sport is Sport.RUN] == [
        (run.date, run.kind)
        for run in draft_block(PLAN, BlockOptions(start_date=MONDAY), MONDAY).workouts
        if run.sport is Sport.RUN
    ]


@given(st.lists(TIMES, max_size=40), st.integers(0, 23 * 60), st.integers(-2, 44))
def test_merged_times_close_the_same_half_days(times: list[BusyTime], start: int, day: int) -> None:
    anchor = f"{start // 60:02d}:{start % 60:02d}"
    merged = merge_busy_times(times)
    found = [closing_time(busy_days(some), MONDAY + day * DAY, anchor) is not None for some in (times, merged)]
    assert found[0] == found[1]
    assert len(merged) <= len(times)

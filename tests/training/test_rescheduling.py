"""Workouts put on other days: where they were first planned is kept, a race stays, a day's workouts stay together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from planner.training.refusal import RefusedError
from planner.training.rescheduling import can_be_moved, move_by_hand, move_plan_by_days, push_days, swap_days
from planner.training.weeks import DAY
from planner.training.workouts import Effort, Outcome, RunKind, Slot, Sport, StoredStatus, StrengthKind, Workout

MONDAY = dt.date(2027, 1, 4)
DAYS = st.integers(0, 20).map(lambda step: MONDAY + DAY * step)


def run(day: dt.date, kind: RunKind = RunKind.EASY, number: int = 0) -> Workout:
    return Workout(day, Sport.RUN, kind, kind.value.capitalize(), slot=Slot.AM, id=number)


def rest(day: dt.date, number: int = 0) -> Workout:
    return Workout(day, Sport.REST, None, "Rest", id=number)


@st.composite
def weeks(draw: st.DrawFn) -> list[Workout]:
    """Runs and sessions on some of three weeks' days, some of them with a detour behind them."""
    found = []
    for number, day in enumerate(draw(st.lists(DAYS, min_size=1, max_size=12)), start=1):
        sport, kind = draw(st.sampled_from([(Sport.RUN, RunKind.LONG), (Sport.STRENGTH, StrengthKind.HEAVY)]))
        original = draw(st.none() | DAYS.filter(day.__ne__))
        found.append(Workout(day, sport, kind, f"No. {number}", slot=Slot.AM, original_date=original, id=number))
    return found


def test_a_moved_workout_remembers_the_day_it_was_planned_for() -> None:
    once = move_by_hand(run(MONDAY), MONDAY + DAY)
    twice = move_by_hand(once, MONDAY + 5 * DAY)
    assert (once.date, once.original_date) == (MONDAY + DAY, MONDAY)
    assert (twice.date, twice.original_date) == (MONDAY + 5 * DAY, MONDAY)


@given(st.lists(DAYS, max_size=6))
def test_a_workout_that_comes_home_is_as_if_it_had_never_been_away(detours: list[dt.date]) -> None:
    workout = run(MONDAY)
    for day in detours:
        workout = move_by_hand(workout, day)
    assert move_by_hand(workout, MONDAY) == run(MONDAY)


@pytest.mark.parametrize(
    "workout",
    [
        rest(MONDAY),
        Workout(MONDAY, Sport.NOTE, None, "New shoes"),
        replace(run(MONDAY), status=StoredStatus.UNPLANNED, actual=Outcome(Effort(5000.0))),
    ],
)
def test_what_was_planned_for_no_day_remembers_none(workout: Workout) -> None:
    assert move_plan_by_days(workout, 3) == replace(workout, date=MONDAY + 3 * DAY)


@pytest.mark.parametrize(
    ("workout", "may"),
    [
        (run(MONDAY), True),
        (replace(run(MONDAY), locked=True), False),
        (replace(run(MONDAY), status=StoredStatus.SKIPPED, skip_reason="ice"), False),
        (replace(run(MONDAY), status=StoredStatus.DONE, actual=Outcome(Effort())), False),
        (rest(MONDAY), False),
    ],
)
def test_what_is_locked_done_skipped_or_rest_does_not_give_way(workout: Workout, *, may: bool) -> None:
    assert can_be_moved(workout) is may


def test_pushing_ends_at_the_first_day_without_a_workout() -> None:
    standing = [run(MONDAY, number=1), run(MONDAY + DAY, number=2), run(MONDAY + 3 * DAY, number=3)]
    assert {(one.id, one.date) for one in push_days(standing, MONDAY)} == {(1, MONDAY + DAY), (2, MONDAY + 2 * DAY)}
    assert push_days(standing, MONDAY + 2 * DAY) == ()


def test_a_race_that_would_have_to_give_way_is_named() -> None:
    race = replace(run(MONDAY + DAY, RunKind.RACE), title="Town 10 km")
    with pytest.raises(RefusedError, match="no free day before Town 10 km on Tue 5 Jan, and a race stays"):
        push_days([run(MONDAY), race], MONDAY)


def test_a_race_behind_a_gap_is_no_hindrance() -> None:
    race = run(MONDAY + 2 * DAY, RunKind.RACE)
    assert [one.date for one in push_days([run(MONDAY), race], MONDAY)] == [MONDAY + DAY]


@given(weeks(), DAYS)
def test_pushing_keeps_the_workouts_of_a_day_together_and_leaves_the_day_free(
    standing: list[Workout], day: dt.date
) -> None:
    after = {one.id: one for one in push_days(standing, day)}
    now = [after.get(one.id, one) for one in standing]
    assert day not in {one.date for one in now}
    for one, then in zip(standing, now, strict=True):
        for other, then_other in zip(standing, now, strict=True):
            assert (one.date == other.date) is (then.date == then_other.date)
    gap = max((one.date for one in after.values()), default=day)
    assert gap == day or gap not in {one.date for one in standing}  # what ended it was free
    assert {one.date for one in standing if one.id in after} == {day + DAY * step for step in range((gap - day).days)}


@settings(suppress_health_check=[HealthCheck.filter_too_much])  # one week in eight can be pulled back
@given(weeks(), DAYS)
def test_pulling_closer_takes_back_what_pushing_did(standing: list[Workout], day: dt.date) -> None:
    after = {one.id: one for one in push_days(standing, day)}
    now = [after.get(one.id, one) for one in standing]
    gap = max((one.date for one in after.values()), default=None)
    # With more workouts right after the gap, those would be pulled closer too.
    assume(gap is not None and gap + DAY not in {one.date for one in standing})
    back = {one.id: one for one in push_days(now, day + DAY, step=-1)}
    assert {one.id: one.date for one in back.values()} == {one.id: one.date for one in standing if one.id in after}


@given(weeks(), DAYS, DAYS)
def test_swapping_twice_changes_nothing_but_a_forgotten_detour(
    standing: list[Workout], one: dt.date, other: dt.date
) -> None:
    if one == other:
        assert {workout.date for workout in swap_days(standing, one, other)} <= {one}
        return
    once = swap_days(standing, one, other)
    twice = {workout.id: workout for workout in swap_days(once, one, other)}
    for workout in standing:
        again = twice.get(workout.id, workout)
        assert replace(again, original_date=None) == replace(workout, original_date=None)
        assert again.original_date == workout.original_date
    assert {workout.id for workout in once} == {workout.id for workout in standing if workout.date in {one, other}}

"""A taper before a race that was added: shorter runs with less fast running, lighter strength, and none too near."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.store import quick
from planner.training.races import Priority
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.taper_rules import taper_shares_before
from planner.training.run_plans.tapered_runs import work_metres
from planner.training.steps import Intensity, Step, StepKind
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import QUALITY_RUNS, Effort, RunKind, Slot, Sport, StrengthKind, Workout
from planner.usecases.blocks.provenance import paces_of_workouts
from planner.usecases.calendar.edit import plan_add
from planner.usecases.calendar.taper import find_race, plan_taper, taper_before
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import plan, put, refused

SUNDAY = MONDAY + 3 * WEEK + 6 * DAY
"""31 January 2027, in the middle of the demo's block."""


def add_race(book: Planbook, day: dt.date, metres: float, priority: Priority = Priority.A) -> Workout:
    race = Workout(day, Sport.RUN, RunKind.RACE, "Race", Slot.AM, "10:00", Effort(metres), priority=priority)
    (added,) = apply_change(book, plan_add(book, race)).added
    return added


def week_m(book: Planbook, monday: dt.date) -> float:
    week = quick.read_days(book.path, monday, monday + 6 * DAY)
    return sum(run.planned.distance_m or 0 for run in week if run.sport is Sport.RUN and not run.is_race)


def strength_between(book: Planbook, first: dt.date, last: dt.date) -> list[Workout]:
    return quick.read_days(book.path, first, last, Sport.STRENGTH)


def test_runs_get_shorter_by_two_weeks_and_all_of_them_stay(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY, 10_000)
    before = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    change = plan(slotted, lambda: plan_taper(slotted, race))
    assert change.name == "taper: for the race on Sun 31 Jan 2027"
    assert change.remarks[0].startswith("The weeks become 33.1 and ")
    assert week_m(slotted, MONDAY + 2 * WEEK) == pytest.approx(0.674 * 49_300, rel=0.02)
    runs = [one for one in quick.read_all_workouts(slotted.path) if one.sport is Sport.RUN]
    assert {one.id for one in runs} == {one.id for one in before.values() if one.sport is Sport.RUN}
    assert all(one == before[one.id] for one in runs if one.date < MONDAY + 2 * WEEK or one.date >= SUNDAY)


def test_a_race_has_as_many_lighter_weeks_as_it_matters(slotted: Planbook) -> None:
    """The spec's fourteen days for an A race; one week of them for a B race, none for a C race."""
    before = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    peak_m = max(week_m(slotted, MONDAY + weeks * WEEK) for weeks in (1, 2, 3))
    race = add_race(slotted, SUNDAY + 2 * WEEK, 21_097)
    weeks: dict[Priority, list[float]] = {}
    for priority in Priority:
        with_priority = replace(race, priority=priority)
        change = plan_taper(slotted, with_priority)
        runs = {run.id: run for run in change.changed if run.sport is Sport.RUN}
        light = [run for run in runs.values() if run.date < race.date - 6 * DAY]
        assert bool(light) == (priority is Priority.A)
        after = change.apply_to_workouts(
            quick.read_days(slotted.path, MONDAY + 4 * WEEK, race.date), MONDAY + 4 * WEEK, race.date
        )
        weeks[priority] = [
            sum(
                one.planned.distance_m or 0
                for one in after
                if one.sport is Sport.RUN and not one.is_race and (one.date - MONDAY).days // 7 == week
            )
            for week in (4, 5)
        ]
        assert not any(before[number].date != run.date for number, run in runs.items())
    assert weeks[Priority.A] == [pytest.approx(0.674 * peak_m, rel=0.03), pytest.approx(0.293 * peak_m, rel=0.05)]
    assert weeks[Priority.A][1] < weeks[Priority.B][1] < weeks[Priority.C][1]
    assert plan_taper(slotted, replace(race, priority=Priority.C)).remarks[-1].startswith("As a C race it has no ")
    assert plan_taper(slotted, replace(race, priority=Priority.B)).remarks[-1].startswith("As a B race it has one ")


def test_the_goal_of_a_block_tapers_as_its_plan_does_whatever_its_priority(season: Planbook) -> None:
    goal = find_race(season, TODAY)
    assert goal.priority is None
    shares = [share for _, share in taper_before(season, goal).weeks]
    assert shares == [*taper_shares_before(Goal.HALF, goal.date.weekday())]
    assert shares == [pytest.approx(0.674, abs=0.001), pytest.approx(0.293, abs=0.001)]


def test_fast_runs_keep_their_pace_and_do_less_the_last_one_three_days_before(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY + 2 * WEEK, 21_097)
    before = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    near = max(
        (one for one in before.values() if one.date < race.date and one.sport is Sport.RUN), key=lambda one: one.date
    )
    steps = (Step(StepKind.WARMUP, 2_000), Step(StepKind.WORK, 5_000, intensity=Intensity.THRESHOLD))
    put(
        slotted, near, kind=RunKind.RACE_PACE, title="Race pace, 5 km", planned=Effort(7_000, steps=steps), estimated=()
    )
    paces = paces_of_workouts(slotted)(race)
    change = plan(slotted, lambda: plan_taper(slotted, race))
    after = [one for one in quick.read_days(slotted.path, MONDAY + 4 * WEEK, race.date - DAY) if one.sport is Sport.RUN]
    fast = [one for one in after if one.kind in QUALITY_RUNS]
    less = [one for one in fast if work_metres(one, paces) < work_metres(before[one.id], paces)]
    assert less
    assert all(one.note.startswith("In place of: ") for one in less)
    assert [(race.date - one.date).days for one in fast][-1] >= 3
    assert len([one for one in fast if (race.date - one.date).days < 7]) <= 1
    eased = next(one for one in after if one.id == near.id)
    assert (eased.kind, eased.title, eased.planned.steps) == (RunKind.EASY, "Easy", ())
    assert any(remark.startswith("Easy instead, because the race is near: ") for remark in change.remarks)
    assert next(one for one in after if one.date == race.date - DAY).planned.distance_m <= 4_000  # type: ignore[operator]


def test_strength_is_halved_and_what_is_too_near_to_the_race_goes(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY + 2 * WEEK, 21_097)
    first = MONDAY + 4 * WEEK
    before = {one.id: one for one in strength_between(slotted, first, race.date)}
    change = plan(slotted, lambda: plan_taper(slotted, race))
    left = strength_between(slotted, first, race.date)
    assert not [one for one in left if one.kind == StrengthKind.HEAVY and race.date - one.date < 7 * DAY]
    gone = [one for one in before.values() if one.id not in {one.id for one in left}]
    assert gone
    assert all(any(f"{one.date.day} Feb is taken out: it " in remark for remark in change.remarks) for one in gone)
    halved = [one for one in left if one.kind != StrengthKind.LIGHT]
    assert halved
    for one in halved:
        assert one.planned.sets[0].rounds <= -(-before[one.id].planned.sets[0].rounds // 2)


def test_a_second_taper_changes_nothing(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY + 2 * WEEK, 21_097)
    plan(slotted, lambda: plan_taper(slotted, race))
    again = plan_taper(slotted, race)
    assert again.is_empty
    assert again.remarks == ("The weeks before the race on Sun 14 Feb taper already.",)


def test_a_marathon_has_three_weeks(season: Planbook) -> None:
    race = add_race(season, SUNDAY, 42_195)
    change = plan_taper(season, race)
    assert min(run.date for run in change.changed) >= TODAY
    assert {(run.date - MONDAY).days // 7 for run in change.changed if run.sport is Sport.RUN} == {1, 2, 3}
    assert change.remarks[0].startswith("The weeks become 45.6, 33.9 and ")


def test_the_next_race_from_a_day_on_is_found(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY, 10_000)
    assert find_race(slotted, TODAY).id == race.id
    assert find_race(slotted, SUNDAY + DAY).date > SUNDAY
    assert "There is no race from" in refused(slotted, lambda: find_race(slotted, dt.date(2028, 1, 1)))


def test_what_is_no_race_ahead_is_refused(season: Planbook) -> None:
    run = next(one for one in quick.read_days(season.path, TODAY, TODAY + 5 * DAY) if one.sport is Sport.RUN)
    assert refused(season, lambda: plan_taper(season, run)).endswith(" is no race.")
    race = find_race(season, TODAY)
    past = replace(race, date=TODAY)
    assert "is not ahead" in refused(season, lambda: plan_taper(season, past))
    far = add_race(season, MONDAY + 30 * WEEK, 10_000)
    assert "nothing to taper from" in refused(season, lambda: plan_taper(season, far))

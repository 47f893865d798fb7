"""Usual run plans, week by week: what a runner sees, where the properties only say between what it must lie."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from planner.training.plans import Plan
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.workouts import RunKind, Sport

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PLAIN = ("Easy", "Long run")
TEN_K_IN_45 = (10_000.0, 2710)


def table(plan: Plan) -> list[str]:
    return [
        ", ".join(
            f"{DAYS[entry.day % 7]} {entry.kind} {(entry.planned.distance_m or 0) / 1000:g}"
            for entry in plan.entries
            if entry.day // 7 == week and entry.sport is Sport.RUN
        )
        for week in range(plan.days // 7)
    ]


def fast(plan: Plan) -> list[str]:
    """The titles of all runs that are not easy ones, by week, without the paces, which a test of their own holds."""
    titles: list[list[str]] = [[] for _ in range(plan.days // 7)]
    for entry in plan.entries:
        if entry.sport is Sport.RUN and not entry.title.startswith("Easy, then") and entry.title not in PLAIN:
            titles[entry.day // 7].append(re.sub(r"(?: at|,) \d:\d\d/km", "", entry.title))
    return ["; ".join(week) for week in titles]


@pytest.mark.parametrize(
    ("goal", "days", "weeks"),
    [
        (
            Goal.HALF,
            5,
            [
                "Tue easy 5.5, Wed easy 5.5, Thu easy 5.5, Sat easy 5, Sun long 12.5",
                "Tue hills 5.5, Wed easy 6, Thu easy 5.5, Sat easy 5.5, Sun long 13.5",
                "Tue hills 6, Wed easy 5.5, Thu tempo 6.5, Sat easy 5.5, Sun long 14.8",
                "Tue easy 5, Wed easy 5, Thu easy 5, Sat easy 4.4, Sun long 11.5",
                "Tue intervals 7.5, Wed easy 5.5, Thu race_pace 9.5, Sat easy 4.8, Sun long 16",
                "Tue intervals 7, Wed easy 7, Thu tempo 8, Sat easy 6, Sun long 17.6",
                "Tue intervals 8, Wed easy 5.5, Thu race_pace 10.5, Sat easy 5, Sun long 19",
                "Tue easy 5.5, Wed easy 5.5, Thu tempo 6.5, Sat easy 5.5, Sun long 15",
                "Tue intervals 8.5, Wed easy 9, Thu easy 8.5, Sat easy 8.5, Sun long 18",
                "Tue intervals 9.5, Wed easy 8, Thu tempo 9.5, Sat easy 7, Sun long 20.9",
                "Tue race_pace 9.5, Wed easy 4.9, Thu easy 4.9, Sat easy 4.2, Sun long 13.5",
                "Tue race_pace 6.5, Wed easy 3.2, Thu easy 3.1, Sat easy 3.2, Sun race 21.0975",
            ],
        ),
        (
            Goal.MARATHON,
            5,
            [
                "Tue easy 6.5, Wed easy 5.5, Thu easy 5.5, Sat easy 5, Sun long 15.5",
                "Tue hills 6, Wed easy 6, Thu easy 6, Sat easy 6, Sun long 16.5",
                "Tue hills 6, Wed easy 6, Thu tempo 7, Sat easy 6, Sun long 18.1",
                "Tue easy 5.5, Wed easy 5, Thu easy 5, Sat easy 5, Sun long 14",
                "Tue hills 7, Wed easy 7, Thu tempo 7.5, Sat easy 7, Sun long 19.9",
                "Tue intervals 7.5, Wed easy 7, Thu tempo 8.5, Sat easy 6.5, Sun long 21.8",
                "Tue tempo 9.5, Wed easy 6, Thu race_pace 9.5, Sat easy 5, Sun long 23.9",
                "Tue easy 6, Wed easy 5.5, Thu tempo 7.5, Sat easy 5, Sun long 19",
                "Tue tempo 9.5, Wed easy 7.5, Thu intervals 9, Sat easy 7, Sun long 26.2",
                "Tue tempo 7, Wed easy 6.5, Thu race_pace 14.5, Sat easy 5.5, Sun long 28.4",
                "Tue easy 8, Wed easy 8, Thu easy 14.5, Sat easy 7, Sun long 27",
                "Tue easy 7.5, Wed easy 7.5, Thu tempo 8, Sat easy 7, Sun long 21.5",
                "Tue tempo 9.5, Wed easy 7, Thu easy 15.5, Sat easy 6.5, Sun long 31.2",
                "Tue tempo 8, Wed easy 8.5, Thu easy 8, Sat easy 8, Sun long 22",
                "Tue race_pace 11.5, Wed easy 4.7, Thu easy 4.7, Sat easy 4.2, Sun long 15.5",
                "Tue race_pace 7.5, Wed easy 7.5, Thu easy 7.5, Sat easy 3.2, Sun race 42.195",
            ],
        ),
        (
            Goal.AFTER_RACE,
            5,
            [
                "Wed easy 4.3, Thu easy 4.3, Sat easy 3.9, Sun long 7.5",
                "Tue easy 4.1, Wed easy 4.1, Thu easy 4.1, Sat easy 3.5, Sun long 7.5",
                "Tue tempo 6, Wed easy 4.3, Thu easy 4.3, Sat easy 3.8, Sun long 8.2",
                "Tue tempo 6.5, Wed easy 5, Thu easy 5, Sat easy 4.5, Sun long 9",
            ],
        ),
        (
            Goal.BASE,
            5,
            [
                "Tue easy 5.5, Wed easy 5.5, Thu easy 5.5, Sat easy 5, Sun long 9.5",
                "Tue hills 5.5, Wed easy 6, Thu easy 5.5, Sat easy 5.5, Sun long 10.4",
                "Tue hills 6, Wed easy 6, Thu tempo 6.5, Sat easy 6, Sun long 11",
                "Tue easy 5, Wed easy 5, Thu easy 5, Sat easy 5, Sun long 8.5",
                "Tue tempo 7.5, Wed easy 7, Thu intervals 7, Sat easy 7, Sun long 11.5",
                "Tue tempo 8, Wed easy 7.5, Thu hills 7, Sat easy 7.5, Sun long 12.6",
                "Tue tempo 8.5, Wed easy 8, Thu intervals 7.5, Sat easy 7.5, Sun long 13.5",
                "Tue easy 7, Wed easy 6, Thu tempo 6.5, Sat easy 6, Sun long 10.5",
            ],
        ),
        (
            Goal.TEN_K,
            3,
            [
                "Tue easy 6, Thu easy 6, Sun long 8",
                "Tue hills 6, Thu easy 6, Sun long 8.8",
                "Tue hills 6.5, Thu easy 7, Sun long 9",
                "Tue intervals 5.5, Thu easy 5.5, Sun long 7",
                "Tue intervals 7.5, Thu easy 7.5, Sun long 9.9",
                "Tue tempo 7.5, Thu easy 8, Sun long 10.5",
                "Tue race_pace 8, Thu easy 8.5, Sun long 11",
                "Tue tempo 8.5, Thu easy 8.5, Sun long 12",
                "Tue race_pace 6, Thu easy 6, Sun long 7.5",
                "Tue race_pace 4.5, Thu easy 3.9, Sun race 10",
            ],
        ),
    ],
    ids=["half", "marathon", "after a race", "base", "10k on three days"],
)
def test_the_weeks_of_a_usual_plan(goal: Goal, days: int, weeks: list[str]) -> None:
    assert table(generate_plan(with_defaults(goal, run_day_count=days))) == weeks


@pytest.mark.parametrize(
    ("goal", "titles"),
    [
        (
            Goal.FIVE_K,
            [
                "",
                "Hills, 8 × 100 m up; Tempo, 4 × 500 m",
                "Intervals, 8 × 200 m; Tempo, 3 × 800 m",
                "Tempo, 4 × 400 m",
                "Race pace, 4 × 600 m; Tempo, 4 × 800 m",
                "Race pace, 4 × 800 m; Tempo, 3 km steady",
                "Race pace, 4 × 400 m; Hills, 6 × 100 m up",
                "5 km race",
            ],
        ),
        (
            Goal.HALF,
            [
                "",
                "Hills, 10 × 100 m up",
                "Hills, 12 × 100 m up; Tempo, 3 × 800 m",
                "",
                "Intervals, 8 × 300 m; Race pace, 2 × 2.5 km",
                "Intervals, 6 × 400 m; Tempo, 3 × 1.2 km",
                "Intervals, 8 × 400 m; Race pace, 2 × 2.5 km",
                "Tempo, 4 × 600 m",
                "Intervals, 10 × 300 m; Long run, the last 10 km at race pace",
                "Intervals, 10 × 400 m; Tempo, 5 × 1 km",
                "Race pace, 3 × 1.5 km",
                "Easy with 3 km at race pace; Half marathon race",
            ],
        ),
        (
            Goal.MARATHON,
            [
                "",
                "Hills, 10 × 100 m up",
                "Hills, 12 × 100 m up; Tempo, 3 × 1 km",
                "",
                "Hills, 8 × 200 m up; Tempo, 4 × 800 m",
                "Intervals, 8 × 300 m; Tempo, 4 × 1 km",
                "Tempo, 5 × 1 km; Race pace, 6 km",
                "Tempo, 5 × 600 m",
                "Tempo, 2 × 2.5 km; Intervals, 6 × 600 m",
                "Tempo, 5 km steady; Race pace, 8 km",
                "Medium-long run; Long run, the last 16 km at race pace",
                "Tempo, 3 × 1.2 km",
                "Tempo, 2 × 2 km; Medium-long run",
                "Tempo, 2 × 1.6 km; Long run, the last 9 km at race pace",
                "Race pace, 8 km",
                "Easy with 3 km at race pace; Marathon race",
            ],
        ),
    ],
    ids=["5k", "half", "marathon"],
)
def test_the_fast_runs_of_a_usual_plan(goal: Goal, titles: list[str]) -> None:
    assert fast(generate_plan(replace(with_defaults(goal), recent_race=TEN_K_IN_45))) == titles


def test_the_race_says_what_the_recent_one_suggests_for_it() -> None:
    plan = generate_plan(replace(with_defaults(Goal.HALF), recent_race=TEN_K_IN_45))
    [race] = [entry for entry in plan.entries if entry.kind == RunKind.RACE]
    assert race.note == "45:10 over 10 km suggests about 1:40:06 (Daniels-Gilbert)."
    assert plan.remarks[-1] == (
        "Paces follow from 10 km in 45:10, a Daniels-Gilbert index of 45.1: easy runs at 5:21/km to 6:03/km."
    )


@pytest.mark.parametrize(
    ("goal", "phases"),
    [
        (Goal.HALF, ((0, "base"), (28, "build"), (49, "peak"), (70, "taper"))),
        (Goal.BASE, ((0, "base"), (28, "build"))),
        (Goal.AFTER_RACE, ((0, "recovery"), (14, "base"))),
    ],
)
def test_the_phases_of_a_usual_plan(goal: Goal, phases: tuple[tuple[int, str], ...]) -> None:
    assert generate_plan(with_defaults(goal)).phases == phases


def test_a_plan_of_four_weeks_has_a_peak_all_the_same() -> None:
    plan = generate_plan(with_defaults(Goal.FIVE_K, weeks=4))
    assert plan.phases == ((0, "base"), (7, "peak"), (14, "taper"))


@pytest.mark.parametrize("goal", [Goal.FIVE_K, Goal.TEN_K, Goal.HALF, Goal.MARATHON])
@pytest.mark.parametrize("days", [2, 3, 5])
def test_no_run_of_the_race_week_is_longer_than_two_fifths_of_the_longest_before(goal: Goal, days: int) -> None:
    plan = generate_plan(with_defaults(goal, run_day_count=days))
    runs = [entry for entry in plan.entries if entry.sport is Sport.RUN and entry.kind != RunKind.RACE]
    last = plan.days // 7 - 1
    longest = max(entry.planned.distance_m or 0 for entry in runs if last - 4 <= entry.day // 7 < last)
    assert all((entry.planned.distance_m or 0) <= 0.4 * longest for entry in runs if entry.day // 7 == last)

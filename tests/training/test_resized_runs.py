"""A run of another length keeps the work in its steps, and the runs of a week add up to what they should."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.training.parse_steps import parse_steps
from planner.training.resized_runs import planned_metres, resize_run, resize_week, round_down
from planner.training.run_estimates import with_estimates
from planner.training.runner_paces import RunnerPaces
from planner.training.steps_text import format_steps
from planner.training.workouts import Effort, RunKind, Slot, Sport, Workout

PACES = RunnerPaces(360.0)
MIXED = "2 km warm-up, 5 x (1 km at 4:10/km, 90 s jog), 2 km cool-down"
BY_TIME = "15 min warm-up, 3 x (8 min T, 2 min jog), 15 min cool-down"
BY_DISTANCE = "2 km warm-up, 5 x (1 km at 4:10/km, 400 m jog), 1 km cool-down"


def run(steps: str = "", number: int = 1, **figures: object) -> Workout:
    kind = RunKind.INTERVALS if steps else RunKind.EASY
    planned = Effort(steps=parse_steps(steps), **figures)  # type: ignore[arg-type]
    new = Workout(dt.date(2027, 1, 6), Sport.RUN, kind, "Run", Slot.AM, "07:00", planned, id=number, version=1)
    return with_estimates(new, PACES)


def resized(workout: Workout, share: float) -> Workout:
    return resize_run(workout, share, PACES)


def test_an_easy_run_is_as_many_times_as_long_and_its_estimate_follows() -> None:
    longer = resized(run(distance_m=8_000.0), 1.1)
    assert (longer.planned.distance_m, longer.planned.duration_s, longer.estimated) == (8_800, 3_168, ("duration_s",))
    by_time = resized(run(duration_s=3_000), 1.2)
    assert (by_time.planned.duration_s, by_time.planned.distance_m, by_time.estimated) == (
        3_600,
        10_000,
        ("distance_m",),
    )
    both = resized(run(distance_m=8_000.0, duration_s=2_700), 0.6).planned
    assert (both.distance_m, both.duration_s) == (4_800, 1_620)


@pytest.mark.parametrize(
    ("steps", "share", "expected"),
    [
        (BY_DISTANCE, 1.2, "3.3 km warm-up, 5 × (1 km at 4:10/km, 400 m jog), 1.7 km cool-down"),
        (BY_DISTANCE, 0.9, "1.3 km warm-up, 5 × (1 km at 4:10/km, 400 m jog), 700 m cool-down"),
        (BY_TIME, 1.1, "18 min warm-up, 3 × (8 min at threshold pace, 2 min jog), 18 min cool-down"),
        (MIXED, 1.1, "2.5 km warm-up, 5 × (1 km at 4:10/km, 90 s jog), 2.5 km cool-down"),
    ],
)
def test_only_the_easy_parts_of_a_structured_run_change(steps: str, share: float, expected: str) -> None:
    assert format_steps(resized(run(steps), share).planned.steps) == expected


def test_a_run_with_too_little_easy_running_is_shortened_as_far_as_its_work_allows() -> None:
    before = run(BY_DISTANCE)
    shorter = resized(before, 0.6)  # 6 km, of which the work and its recoveries are 7
    assert 8_000 <= planned_metres(shorter) < planned_metres(before)
    assert format_steps(shorter.planned.steps).startswith(("1 km", "900 m", "1.1 km", "800 m"))
    assert "5 × (1 km at 4:10/km, 400 m jog)" in format_steps(shorter.planned.steps)


def test_a_run_without_any_easy_part_stays_as_it_is() -> None:
    work = run("5 x (1 km at 4:10/km, 400 m jog)")
    assert resized(work, 0.7) == work
    assert resized(work, 1.3) == work


def test_what_the_structured_runs_cannot_give_the_others_do() -> None:
    week = [
        run("5 x (1 km at 4:10/km, 400 m jog)"),
        run(number=2, distance_m=6_000.0),
        run(number=3, distance_m=7_000.0),
    ]
    shorter = resize_week(week, 14_000, resized)
    assert [planned_metres(one) for one in shorter] == [7_000, 3_200, 3_800]
    assert [one.id for one in shorter] == [1, 2, 3]


def test_a_week_without_known_lengths_stays() -> None:
    unknown = replace(run(), planned=Effort())
    assert resize_week([unknown], 10_000, resized) == [unknown]


def test_a_limit_is_rounded_down_and_a_whole_one_kept() -> None:
    assert (round_down(14_850.0), round_down(13_500.0 * 110 / 100), round_down(14_900.0)) == (14_800, 14_800, 14_900)

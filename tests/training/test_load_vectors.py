"""Load figures against the worked examples of their papers and of common calculators, to three decimals."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.longest_run_guard import guard_longest_run
from planner.training.progress import workout_load
from planner.training.races import Unit
from planner.training.training_load import daily_form, monotony, session_load, strain
from planner.training.workload_ratios import exponential_average, workload_ratios
from planner.training.workouts import (
    ENTERED,
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

TODAY = dt.date(2027, 1, 9)
EVEN_THEN_MORE = [300.0] * 21 + [420.0] * 7
UP_AND_DOWN = [0.0, 600, 300, 0, 500, 0, 700] * 3 + [0.0, 700, 400, 0, 600, 0, 900]


@pytest.mark.parametrize(
    ("daily", "weekly", "expected", "expected_strain"),
    [
        ([940, 50, 1120, 180, 390, 50, 670], 3400, 1.212, 4119.439),
        ([900, 50, 1120, 180, 600, 50, 880], 3780, 1.307, 4940.269),
        ([600, 200, 400, 500, 100, 650, 0], 2450, 1.492, 3656.392),
    ],
)
def test_monotony_and_strain_of_a_week(
    daily: list[float], weekly: float, expected: float, expected_strain: float
) -> None:
    assert sum(daily) == weekly
    assert monotony(daily) == pytest.approx(expected, abs=5e-4)
    assert strain(daily) == pytest.approx(expected_strain, abs=5e-3)


def test_the_papers_own_table_is_per_session() -> None:
    sessions = [940, 50, 840, 280, 180, 390, 50, 390, 280]
    assert monotony(sessions) == pytest.approx(1.265, abs=5e-4)
    assert strain(sessions) == pytest.approx(4299.686, abs=5e-3)


def test_monotony_of_equal_days_is_undefined_and_of_no_days_zero() -> None:
    assert monotony([300.0] * 7) is None
    assert strain([300.0] * 7) is None
    assert monotony([0.1] * 7) is None
    assert monotony([0.0] * 7) == 0
    assert strain([0.0] * 7) == 0


def test_a_strength_session_weighs_its_rating_times_its_minutes() -> None:
    assert session_load(7, 40 * 60) == 280
    effort = Effort(duration_s=40 * 60, rpe=7)
    session = Workout(
        TODAY, Sport.STRENGTH, StrengthKind.HEAVY, "", status=StoredStatus.DONE, actual=Outcome(effort, "", ENTERED)
    )
    assert workout_load(session) == (280, False), "and it enters the load of its day"


def test_metres_under_load_and_time_under_tension() -> None:
    sled = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 10, 20.0, 56.25)
    sit = ExerciseSet(Exercise.WALL_SIT, 3, hold_s=120, knee_angle_deg=110, squeeze=True)
    effort = Effort(sets=(sled, sit))
    assert (effort.sled_m, effort.wall_sit_s) == (200, 360)
    assert effort.sled_kgm == pytest.approx(11_250, abs=5e-4)


@pytest.mark.parametrize(
    ("longest_m", "next_m", "percent", "is_seen"),
    [
        (20_000, 22_000, 10, False),
        (20_000, 22_200, 11, True),
        (20_000, 40_200, 101, True),
        (20_000, 15_000, -25, False),
    ],
)
def test_the_longest_run_of_30_days_guards_the_next(
    longest_m: float, next_m: float, percent: int, is_seen: bool
) -> None:
    def run(days: int, planned_m: float | None, done_m: float | None) -> Workout:
        actual = Outcome(Effort(done_m), "", ENTERED) if done_m else None
        status = StoredStatus.DONE if done_m else StoredStatus.PLANNED
        day = TODAY + dt.timedelta(days=days)
        return Workout(day, Sport.RUN, RunKind.LONG, "", planned=Effort(planned_m), actual=actual, status=status)

    guard = guard_longest_run([run(-31, None, 99_000), run(-30, None, longest_m), run(3, next_m, None)], TODAY)
    assert guard is not None
    assert (guard.longest_m, guard.growth_percent) == (longest_m, percent)
    assert ("Frandsen25" in guard.sentence(Unit.KM)) is is_seen


@pytest.mark.parametrize(
    ("loads", "seed", "fitness", "fatigue", "next_balance"),
    [
        ([80], 0.0, 1.905, 11.429, -9.524),
        ([80, 120], 0.0, 4.717, 26.939, -22.222),
        ([80, 120, 0], 0.0, 4.604, 23.090, -18.486),
        ([100] * 7, 0.0, 15.522, 66.008, -50.486),
        ([100] * 42, 0.0, 63.654, 99.846, -36.191),
        ([0] * 7, 50.0, 42.239, 16.996, 25.243),
    ],
)
def test_fitness_fatigue_and_the_morning_after(
    loads: list[float], seed: float, fitness: float, fatigue: float, next_balance: float
) -> None:
    days = list(daily_form([*loads, 0.0], seed, seed))
    assert days[-2].fitness == pytest.approx(fitness, abs=5e-4)
    assert days[-2].fatigue == pytest.approx(fatigue, abs=5e-4)
    assert days[-1].balance == pytest.approx(next_balance, abs=1e-3)


def test_constant_load_follows_the_closed_form() -> None:
    days = list(daily_form([60.0] * 100, 10.0, 10.0))
    assert days[-1].fitness == pytest.approx(60 + (10 - 60) * (1 - 1 / 42) ** 100)
    assert days[-1].fatigue == pytest.approx(60 + (10 - 60) * (1 - 1 / 7) ** 100)


@pytest.mark.parametrize(
    ("daily", "rolling", "uncoupled", "exponential", "averages"),
    [
        (EVEN_THEN_MORE, 1.273, 1.400, 1.163, (403.982, 347.232)),
        (UP_AND_DOWN, 1.169, 1.238, 1.435, (429.361, 299.275)),
    ],
)
def test_acwr_in_its_three_forms(
    daily: list[float], rolling: float, uncoupled: float, exponential: float, averages: tuple[float, float]
) -> None:
    found = workload_ratios(daily)
    assert found is not None
    assert found.rolling == pytest.approx(rolling, abs=5e-4)
    assert found.uncoupled == pytest.approx(uncoupled, abs=5e-4)
    assert found.exponential == pytest.approx(exponential, abs=5e-4)
    assert [exponential_average(daily, days) for days in (7, 28)] == pytest.approx(averages, abs=5e-4)


def test_acwr_without_a_month_is_none_and_without_load_undefined() -> None:
    assert workload_ratios([300.0] * 27) is None
    nothing = workload_ratios([0.0] * 28)
    assert nothing is not None
    assert nothing.text == "rolling undefined, uncoupled undefined and exponential undefined"
    first_week = workload_ratios([0.0] * 21 + [300.0] * 7)
    assert first_week is not None
    assert (first_week.rolling, first_week.uncoupled) == (4, None)


@given(st.lists(st.floats(0, 5_000), min_size=28, max_size=90))
def test_acwr_of_the_rolling_form_has_its_week_in_its_month(daily: list[float]) -> None:
    found = workload_ratios(daily)
    assert found is not None
    if found.rolling is not None:
        assert 0 <= found.rolling <= 4 + 1e-9
    if found.rolling is not None and found.uncoupled is not None and math.isfinite(found.uncoupled):
        assert (found.rolling - 1) * (found.uncoupled - 1) >= -1e-9, "both say more, or both say less"

"""Load figures against the worked examples of their papers and of common calculators."""

import pytest

from planner.training.training_load import daily_form, monotony, session_load, strain


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


def test_monotony_of_equal_days_is_undefined_and_of_no_days_zero() -> None:
    assert monotony([300.0] * 7) is None
    assert strain([300.0] * 7) is None
    assert monotony([0.1] * 7) is None
    assert monotony([0.0] * 7) == 0
    assert strain([0.0] * 7) == 0


def test_a_strength_session_weighs_its_rating_times_its_minutes() -> None:
    assert session_load(7, 40 * 60) == 280


@pytest.mark.parametrize(
    ("loads", "seed", "fitness", "fatigue", "next_balance"),
    [
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

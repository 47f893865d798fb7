"""Generated plans: the shape a coach would sign, at any peak volume."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.plans import RunPlan
from planner.training.refusal import RefusedError
from planner.training.templates import TEMPLATES, Template, generate, is_step_back, template
from planner.training.workouts import RunKind, Sport

plans = st.tuples(st.sampled_from(TEMPLATES), st.integers(20, 200).map(lambda km: km * 1000.0))


def weekly_metres(plan: RunPlan) -> list[float]:
    sums = [0.0] * (plan.days // 7)
    for entry in plan.entries:
        if entry.kind != RunKind.RACE:
            sums[entry.day // 7] += entry.planned.distance_m or 0
    return sums


@given(plans)
def test_every_day_is_there_and_the_race_comes_last(chosen: tuple[Template, float]) -> None:
    shape, peak = chosen
    plan = generate(shape, peak)
    assert [entry.day for entry in plan.entries] == list(range(shape.weeks * 7))
    race = plan.entries[-1]
    assert (race.kind, race.planned.distance_m, plan.race_day) == (RunKind.RACE, shape.race_m, plan.days - 1)


@given(plans)
def test_the_long_run_never_jumps_and_weeks_never_leap(chosen: tuple[Template, float]) -> None:
    plan = generate(*chosen)
    longs = [(entry.day, entry.planned.distance_m or 0) for entry in plan.entries if entry.kind == RunKind.LONG]
    for number, (day, metres) in enumerate(longs[1:], start=1):
        before = max(length for earlier, length in longs[:number] if day - earlier <= 30)
        assert metres <= 1.1 * before + 1e-6
    weeks = weekly_metres(plan)
    for number in range(1, len(weeks)):
        assert weeks[number] <= 1.3 * weeks[number - 1]


@given(plans)
def test_step_back_weeks_are_lighter_and_the_taper_halves(chosen: tuple[Template, float]) -> None:
    shape, _ = chosen
    weeks = weekly_metres(generate(*chosen))
    for number in range(1, shape.weeks):
        if is_step_back(number, shape.weeks):
            assert weeks[number] < weeks[number - 1]
    peak = max(weeks)
    assert sum(weeks[-2:]) <= 1.1 * peak
    assert max(weeks) <= chosen[1]


def test_two_rest_days_a_week() -> None:
    plan = generate(template("half"))
    assert sum(entry.sport is Sport.REST for entry in plan.entries) == 2 * 12


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(RefusedError, match="10k, half, marathon"):
        template("ultra")


@pytest.mark.parametrize("peak", [500_000.0, 5_000.0])
def test_an_absurd_peak_is_refused(peak: float) -> None:
    with pytest.raises(RefusedError, match="between 20 and 200 km"):
        generate(template("half"), peak)

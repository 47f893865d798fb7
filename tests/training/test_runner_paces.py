"""Which easy pace a runner has, what a race is predicted to take, and what times and distances are estimated from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.paces import METRES_PER_HALF, METRES_PER_MARATHON, race_time
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_estimates import with_estimates
from planner.training.run_plans.goals import Goal, RunningLevel
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.request_paces import easy_pace
from planner.training.runner_paces import (
    PaceOrigin,
    RunnerPaces,
    check_recent_race,
    paces_of_request,
    recent_race_text,
)
from planner.training.steps import Intensity, Repeat, Step, StepKind
from planner.training.workouts import AS_PLANNED, Effort, Outcome, RunKind, Sport, Workout

TEN_K = (10_000.0, 45 * 60 + 10)
paces = st.builds(
    RunnerPaces,
    st.none() | st.floats(240, 600),
    st.none() | st.tuples(st.just(10_000.0), st.integers(1_900, 4_500)),
    st.sampled_from(RunningLevel),
)


def run(kind: RunKind = RunKind.EASY, **planned: object) -> Workout:
    return Workout(dt.date(2027, 1, 5), Sport.RUN, kind, "", planned=Effort(**planned))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "pace"), [(RunningLevel.NEW, 435), (RunningLevel.REGULAR, 375), (RunningLevel.ADVANCED, 315)]
)
def test_nothing_known_leaves_the_level(level: RunningLevel, pace: float) -> None:
    found = RunnerPaces(level=level)
    assert (found.easy, found.origin) == (pace, PaceOrigin.ASSUMED)


def test_a_recent_race_goes_before_the_level_and_the_own_pace_before_both() -> None:
    by_race = RunnerPaces(recent_race=TEN_K, level=RunningLevel.NEW)
    assert by_race.origin is PaceOrigin.RECENT_RACE
    # The index of 45:10 is 45.1; the easy range of the book is 5:23 to 6:03 there.
    assert by_race.easy == pytest.approx(5 * 60 + 41, abs=1)
    own = RunnerPaces(320.0, TEN_K, RunningLevel.NEW)
    assert (own.easy, own.origin) == (320.0, PaceOrigin.OWN)
    assert own.index == by_race.index  # the race predicts races, whatever the easy pace


@given(paces)
def test_the_generator_and_the_estimates_have_the_same_pace(told: RunnerPaces) -> None:
    request = with_defaults(Goal.HALF, level=told.level, recent_race=told.recent_race, easy_pace=told.own_easy)
    assert paces_of_request(request) == told
    assert easy_pace(request) == told.easy


@pytest.mark.parametrize(
    ("index", "five_k", "marathon"), [(40, 1446.2, 13777.4), (50, 1196.0, 11439.7), (60, 1022.8, 9802.5)]
)
def test_a_race_is_predicted_by_the_index_of_the_recent_one(index: int, five_k: float, marathon: float) -> None:
    found = RunnerPaces(recent_race=(5_000.0, round(five_k)))
    assert found.index == pytest.approx(index, abs=0.05)
    assert found.race_time(METRES_PER_MARATHON) == pytest.approx(marathon, abs=12)


def test_a_17_minute_runner_has_a_marathon_of_2_43() -> None:
    seconds = RunnerPaces(recent_race=(5_000.0, 17 * 60)).race_time(METRES_PER_MARATHON)
    assert 2 * 3600 + 42 * 60 < seconds < 2 * 3600 + 44 * 60


@given(st.floats(25, 80), st.sampled_from([5_000.0, 10_000.0, METRES_PER_HALF, METRES_PER_MARATHON]))
def test_an_own_easy_pace_implies_the_index_whose_easy_pace_it_is(index: float, distance: float) -> None:
    recent = RunnerPaces(recent_race=(5_000.0, round(race_time(index, 5_000))))
    own = RunnerPaces(recent.easy)
    assert own.race_time(distance) == pytest.approx(recent.race_time(distance), rel=1e-4, abs=1)


@given(paces, st.floats(1_000, 160_000), st.floats(1_000, 160_000))
def test_a_longer_race_takes_longer_and_no_race_is_slower_than_easy(
    told: RunnerPaces, one: float, other: float
) -> None:
    shorter, longer = sorted((one, other))
    assert told.race_time(shorter) <= told.race_time(longer)
    by_race = RunnerPaces(recent_race=told.recent_race, level=told.level)
    metres = min(one, METRES_PER_MARATHON)
    assert by_race.race_time(metres) <= metres / 1000 * by_race.easy + 0.5  # a race time is whole seconds


def test_an_ultra_slows_by_the_exponent_beyond_the_marathon() -> None:
    found = RunnerPaces(recent_race=TEN_K)
    assert found.race_time(2 * METRES_PER_MARATHON) == pytest.approx(
        found.race_time(METRES_PER_MARATHON) * 2**1.06, abs=2
    )


@pytest.mark.parametrize("pace", [60.0, 180.0, 720.0, 3600.0])
def test_no_index_outside_its_limits(pace: float) -> None:
    found = RunnerPaces(pace)
    assert found.index is None
    assert found.training is None
    assert found.race_time(10_000) == 10 * pace
    reason = with_estimates(run(RunKind.RACE, distance_m=10_000.0), found).reason
    assert reason is not None
    assert reason.endswith("race times cannot be predicted from so slow or so fast a pace.")


@pytest.mark.parametrize(
    ("race", "sentence"),
    [
        ((1_000.0, 200), "The recent race of 1 km in 3:20 gives no paces; take one of 1.5 to 50 km."),
        ((5_000.0, 400), "The recent race of 5 km in 6:40 is unlikely. A Daniels-Gilbert index of"),
    ],
)
def test_a_recent_race_that_tells_nothing_is_refused(race: tuple[float, int], sentence: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        check_recent_race(*race)
    assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(
    ("told", "unit", "easy", "race"),
    [
        (RunnerPaces(320.0), Unit.KM, "at your easy pace of 5:20 /km", "from your easy pace of 5:20 /km"),
        (RunnerPaces(recent_race=TEN_K), Unit.KM, "at about 5:41 /km, from your 10 km in 45:10", "from your 10 km in"),
        (RunnerPaces(), Unit.KM, "at an assumed ~6:15 /km", "from an assumed easy pace of ~6:15 /km"),
        (RunnerPaces(), Unit.MI, "at an assumed ~10:04 /mi", "from an assumed easy pace of ~10:04 /mi"),
    ],
)
def test_the_sentence_says_whose_pace_it_is(told: RunnerPaces, unit: Unit, easy: str, race: str) -> None:
    by_distance = with_estimates(run(distance_m=8_000.0), told, unit)
    assert by_distance.reason == f"Time estimated from the distance {easy}."
    assert by_distance.estimated == ("duration_s",)
    by_time = with_estimates(run(duration_s=3_000), told, unit)
    assert by_time.reason == f"Distance estimated from the time {easy}."
    predicted = with_estimates(run(RunKind.RACE, distance_m=10_000.0), told, unit)
    assert predicted.reason is not None
    assert predicted.reason.startswith(f"Time predicted {race}")


@given(paces, st.sampled_from(RunKind), st.integers(2, 50))
def test_an_estimate_is_undone_by_the_other(told: RunnerPaces, kind: RunKind, kilometres: int) -> None:
    timed = with_estimates(run(kind, distance_m=kilometres * 1000.0), told)
    back = with_estimates(run(kind, duration_s=timed.planned.duration_s), told)
    assert back.planned.distance_m == pytest.approx(kilometres * 1000, abs=101)


@given(paces)
def test_nothing_is_estimated_where_nothing_is_missing_or_known(told: RunnerPaces) -> None:
    rest = Workout(dt.date(2027, 1, 5), Sport.CROSS, None, "Bike", planned=Effort(distance_m=20_000.0))
    for workout in (run(), run(distance_m=8_000.0, duration_s=2_400), rest):
        assert with_estimates(workout, told) is workout


def test_steps_take_their_own_paces_and_those_of_their_intensity() -> None:
    told = RunnerPaces(360.0, recent_race=(5_000.0, 1_196))  # an index of 50
    steps = (
        Step(StepKind.WARMUP, duration_s=600),
        Repeat(5, (Step(StepKind.WORK, 1_000.0, intensity=Intensity.INTERVAL), Step(StepKind.RECOVERY, duration_s=90))),
        Step(StepKind.WORK, 2_000.0, pace_s_per_km=(290, 300)),
        Step(StepKind.COOLDOWN, 2_000.0),
    )
    seconds = told.steps_duration_s(steps)
    assert seconds == pytest.approx(600 + 5 * (235 + 90) + 2 * 295 + 2 * 360, abs=10)
    workout = with_estimates(run(RunKind.INTERVALS, distance_m=11_000.0, steps=steps), told)
    assert workout.planned.duration_s == seconds
    assert told.steps_distance_m(steps) == pytest.approx(600 / 360 * 1000 + 5 * (1_000 + 250) + 4_000, abs=60)


def test_a_step_without_distance_and_time_leaves_the_estimate_to_the_kind() -> None:
    steps = (Step(StepKind.WORK),)
    assert RunnerPaces().steps_duration_s(steps) is None
    assert RunnerPaces().steps_distance_m(steps) is None
    with_steps = with_estimates(run(RunKind.TEMPO, distance_m=10_000.0, steps=steps), RunnerPaces())
    without = with_estimates(run(RunKind.TEMPO, distance_m=10_000.0), RunnerPaces())
    assert with_steps.planned.duration_s == without.planned.duration_s


def test_steps_by_distance_and_by_time_give_both_figures() -> None:
    steps = (
        Step(StepKind.WARMUP, 2_000.0),
        Repeat(5, (Step(StepKind.WORK, duration_s=180, pace_s_per_km=(235, 245)), Step(StepKind.RECOVERY, 200.0))),
    )
    found = with_estimates(run(RunKind.INTERVALS, steps=steps), RunnerPaces(360.0))
    assert found.planned.duration_s == 2 * 360 + 5 * (180 + 72)
    assert found.planned.distance_m == pytest.approx(2_000 + 5 * (750 + 200), abs=50)
    assert found.estimated == ("distance_m", "duration_s")
    assert found.reason == "Distance and time estimated from the steps, the easy ones at your easy pace of 6:00 /km."


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (Outcome(Effort(10_000.0, 2_710)), "10 km 45:10"),
        (Outcome(Effort(None, 2_710)), "10 km 45:10"),
        (Outcome(Effort(10_000.0, 2_710), source=AS_PLANNED), ""),
        (Outcome(Effort(10_000.0)), ""),
        (Outcome(Effort(10_000.0, 600)), ""),
        (None, ""),
    ],
)
def test_a_race_that_was_run_is_offered_for_the_next_paces(outcome: Outcome | None, text: str) -> None:
    race = replace(run(RunKind.RACE, distance_m=10_000.0), actual=outcome)
    assert recent_race_text(race) == text
    assert recent_race_text(replace(race, kind=RunKind.TEMPO)) == ""

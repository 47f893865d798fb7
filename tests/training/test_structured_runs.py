"""A structured run stays as long as its steps, whoever changes which of the two."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.training.dates import DateReader
from planner.training.deloads import deload_workout
from planner.training.doses import Equipment
from planner.training.parse_steps import parse_steps
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.steps import steps_distance_m
from planner.training.steps_text import format_steps
from planner.training.structured_runs import describe_misfit, fit_steps, with_step_sums
from planner.training.workout_fields import format_fields, parse_workout
from planner.training.workouts import Effort, RunKind, Slot, Sport, StrengthKind, Workout
from tests.examples import examples

TODAY = dt.date(2027, 1, 6)
STEPS = "2 km warm-up, 5 × (1 km at 4:10/km, 400 m jog), 1 km cool-down"
RUN = Workout(
    TODAY,
    Sport.RUN,
    RunKind.INTERVALS,
    "Intervals",
    Slot.AM,
    "07:00",
    planned=Effort(10_000.0, 3000, 7.0, steps=parse_steps(STEPS)),
    estimated=("duration_s",),
    id=1,
    version=1,
)


def typed(base: Workout = RUN, **fields: str) -> Workout:
    return parse_workout(fields, base, Unit.KM, DateReader(TODAY))


def test_a_run_without_a_length_takes_that_of_its_steps() -> None:
    assert with_step_sums(Effort(steps=parse_steps(STEPS))).distance_m == 10_000
    assert with_step_sums(Effort(steps=parse_steps("10 min warm-up, 20 min tempo"))).duration_s == 1800
    assert with_step_sums(Effort(9_000.0)) == Effort(9_000.0)


def test_steps_that_are_typed_give_the_distance() -> None:
    new = typed(replace(RUN, id=0, planned=Effort(), estimated=()), steps=STEPS)
    assert (new.planned.distance_m, new.planned.duration_s) == (10_000, None)
    longer = typed(steps=STEPS.replace("5 ×", "6 ×"))
    assert (longer.planned.distance_m, longer.estimated) == (11_400, ("duration_s",))
    by_time = typed(steps="10 min warm-up, 3 x (8 min T, 2 min jog), 10 min cool-down")
    assert (by_time.planned.distance_m, by_time.planned.duration_s, by_time.estimated) == (None, 3000, ())


def test_steps_are_cleared_with_an_empty_text_and_the_distance_stays() -> None:
    cleared = typed(steps="").planned
    assert (cleared.steps, cleared.distance_m) == ((), 10_000)


def test_the_steps_of_a_form_are_read_back_unchanged() -> None:
    assert format_fields(RUN, Unit.KM)["steps"] == STEPS
    for unit in Unit:
        assert parse_workout(format_fields(RUN, unit), RUN, unit, DateReader(TODAY)) == RUN


def test_another_distance_makes_the_easy_steps_longer_or_shorter() -> None:
    longer = typed(distance="11.5").planned
    assert format_steps(longer.steps) == "3 km warm-up, 5 × (1 km at 4:10/km, 400 m jog), 1.5 km cool-down"
    assert steps_distance_m(longer.steps) == longer.distance_m == 11_500
    shorter = typed(distance="8.5").planned
    assert format_steps(shorter.steps) == "1 km warm-up, 5 × (1 km at 4:10/km, 400 m jog), 500 m cool-down"
    emptied = typed(distance="").planned
    assert emptied == RUN.planned


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"distance": "7.2 km"}, 'distance "7.2 km": the steps add up to 10 km, not 7.2 km; change them too.'),
        (
            {"distance": "9 km", "steps": "8 km easy, 4 x (100 m R, 100 m jog)"},
            'steps "8 km easy, 4 x (100 m R, 100 m jog)" add up to 8.8 km, not 9 km; change a step, or leave ',
        ),
        (
            {"distance": "11 km", "steps": "12 km easy, 5 x 20 s strides"},
            'steps "12 km easy, 5 x 20 s strides" add up to more than 11 km; change a step, or leave that figure out.',
        ),
        ({"steps": "6 x 800 m jgo"}, '"jgo" is not understood'),
    ],
)
def test_what_does_not_fit_is_refused_by_name(fields: dict[str, str], sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_workout(fields, RUN, Unit.KM, DateReader(TODAY))
    assert sentence in str(refused.value)


def test_only_a_run_has_steps() -> None:
    session = Workout(TODAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy", id=2, version=1)
    with pytest.raises(RefusedError, match='steps "1 km easy": only a run has steps'):
        typed(session, steps="1 km easy")
    assert typed(what="cross").planned.steps == ()
    with pytest.raises(RefusedError, match="a rest day asks for nothing"):
        typed(what="rest", steps="1 km easy")


@given(st.integers(6, 40).map(lambda halves: halves * 500.0))
@settings(max_examples=examples(30))
def test_fitted_steps_add_up_or_there_are_none(metres: float) -> None:
    fitted = fit_steps(replace(RUN.planned, distance_m=metres))
    assert (fitted is None) == (metres < 8_500)
    if fitted is not None:
        assert describe_misfit(fitted) == ""
        assert steps_distance_m(fitted.steps) == metres


def lighter(kind: RunKind, steps: str, effort: Effort) -> Workout:
    run = replace(RUN, kind=kind, planned=replace(effort, steps=parse_steps(steps)))
    return deload_workout(run, Equipment(75.0, 20.0))


def test_a_lighter_week_takes_the_steps_of_a_quality_run() -> None:
    easy = deload_workout(RUN, Equipment(75.0, 20.0))
    assert (easy.kind, easy.planned.steps, easy.planned.distance_m) == (RunKind.EASY, (), 7_000)


def test_a_lighter_week_keeps_the_steps_of_other_runs_in_their_length() -> None:
    long = lighter(RunKind.LONG, "15 km easy, 5 km MP", Effort(20_000.0))
    assert format_steps(long.planned.steps) == "9 km easy, 5 km at marathon pace"
    assert long.planned.distance_m == 14_000
    fast = lighter(RunKind.LONG, "2 km easy, 12 km MP", Effort(14_000.0))
    assert (fast.planned.steps, fast.planned.distance_m) == ((), 9_800)
    walks = lighter(RunKind.EASY, "8 x (1 min run, 2 min walk)", Effort(None, 1440))
    assert format_steps(walks.planned.steps) == "6 × (1 min run, 2 min walk)"
    assert walks.planned.duration_s == 1080

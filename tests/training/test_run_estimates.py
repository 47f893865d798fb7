"""An estimate follows what it comes from: figures, steps, the kind and the paces, whatever is edited in which order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.training.dates import DateReader
from planner.training.parse_steps import parse_steps
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_estimates import follow_estimates, planned_without_estimates, renew_estimates, with_estimates
from planner.training.runner_paces import RunnerPaces
from planner.training.steps_text import format_steps
from planner.training.workout_fields import format_fields, parse_workout
from planner.training.workouts import Effort, RunKind, Slot, Sport, Workout
from tests.examples import examples

TODAY = dt.date(2027, 1, 6)
PACES = RunnerPaces(360.0)
MIXED = "2 km warm-up, 5 x (1 km at 4:10/km, 90 s jog), 2 km cool-down"
BY_TIME = "15 min warm-up, 3 x (8 min T, 2 min jog), 15 min cool-down"
BY_DISTANCE = "2 km warm-up, 5 x (1 km at 4:10/km, 400 m jog), 1 km cool-down"


def run(kind: RunKind = RunKind.EASY, steps: str = "", **figures: object) -> Workout:
    planned = Effort(steps=parse_steps(steps), **figures)  # type: ignore[arg-type]
    new = Workout(TODAY, Sport.RUN, kind, "Run", Slot.AM, "07:00", planned, id=1, version=1)
    return with_estimates(new, PACES)


def edited(before: Workout, **typed: str) -> Workout:
    """Edit a workout as the command line does, for which everything was typed."""
    after = parse_workout(typed, before, Unit.KM, DateReader(TODAY), is_form=False)
    return follow_estimates(before, after, PACES)


def edited_in_form(before: Workout, **typed: str) -> Workout:
    """Edit a workout in its form, which is filled with what it has."""
    values = format_fields(before, Unit.KM) | typed
    return follow_estimates(before, parse_workout(values, before, Unit.KM, DateReader(TODAY)), PACES)


def figures(workout: Workout) -> tuple[float | None, int | None, tuple[str, ...]]:
    return workout.planned.distance_m, workout.planned.duration_s, workout.estimated


def test_a_new_distance_takes_another_time_and_a_new_time_another_distance() -> None:
    assert figures(edited(run(distance_m=8_000.0), distance="10km")) == (10_000, 3_600, ("duration_s",))
    assert figures(edited(run(duration_s=3_000), time="1h")) == (10_000, 3_600, ("distance_m",))


def test_what_was_typed_stays() -> None:
    assert figures(edited(run(distance_m=8_000.0, duration_s=2_700), distance="10km")) == (10_000, 2_700, ())
    assert figures(edited(run(distance_m=8_000.0), time="45:00")) == (8_000, 2_700, ())


def test_a_figure_taken_out_is_estimated_from_the_other() -> None:
    both = run(distance_m=10_000.0, duration_s=3_300)
    assert figures(edited(both, time="")) == (10_000, 3_600, ("duration_s",))
    assert figures(edited(both, distance="")) == (9_200, 3_300, ("distance_m",))
    assert figures(edited(run(distance_m=10_000.0), distance="")) == (None, None, ())


def test_a_figure_typed_as_it_was_estimated_is_no_estimate_any_more() -> None:
    estimated = run(distance_m=10_000.0)
    assert figures(edited(estimated, time="1:00:00")) == (10_000, 3_600, ())
    assert format_fields(estimated, Unit.KM)["time"] == "~1:00:00"
    assert edited_in_form(estimated) == estimated
    assert figures(edited_in_form(estimated, time="1:00:00")) == (10_000, 3_600, ())
    assert figures(edited_in_form(estimated, time="~1:10:00")) == (10_000, 4_200, ())
    assert figures(edited_in_form(estimated, distance="12 km")) == (12_000, 4_320, ("duration_s",))


def test_another_kind_has_another_pace_and_what_is_no_run_has_no_estimate() -> None:
    easy = run(distance_m=10_000.0)
    tempo = edited(easy, what="tempo")
    assert tempo.planned.duration_s is not None
    assert tempo.planned.duration_s < 3_600
    assert figures(edited(tempo, what="easy")) == figures(easy)
    assert figures(edited(easy, what="cross")) == (None, 3_600, ())


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        (MIXED, "3.9 km warm-up, 5 × (1 km at 4:10/km, 90 s jog), 3.9 km cool-down"),
        (BY_TIME, "24 min warm-up, 3 × (8 min at threshold pace, 2 min jog), 24:36 min cool-down"),
        (BY_DISTANCE, "4.7 km warm-up, 5 × (1 km at 4:10/km, 400 m jog), 2.3 km cool-down"),
    ],
)
def test_a_new_distance_goes_to_the_easy_steps(steps: str, text: str) -> None:
    before = run(RunKind.INTERVALS, steps)
    if steps == BY_DISTANCE:
        before = run(RunKind.INTERVALS, steps, distance_m=10_000.0)
    elif steps == BY_TIME:
        before = run(RunKind.INTERVALS, steps, duration_s=3_600)
    after = edited(before, distance="14 km")
    assert after.planned.distance_m == 14_000
    assert format_steps(after.planned.steps) == text
    assert renew_estimates(after, PACES) == after
    assert (after.planned.duration_s or 0) > (before.planned.duration_s or 0) + 600


def test_a_new_time_goes_to_the_easy_steps_too() -> None:
    longer = edited(run(RunKind.INTERVALS, MIXED), time="1:10:00")
    assert format_steps(longer.planned.steps) == "3.5 km warm-up, 5 × (1 km at 4:10/km, 90 s jog), 3.44 km cool-down"
    assert figures(longer) == (13_200, 4_200, ("distance_m",))


def test_what_a_run_has_beyond_its_steps_is_easy_running() -> None:
    far = run(RunKind.INTERVALS, MIXED, distance_m=28_000.0)
    steps_alone = run(RunKind.INTERVALS, MIXED)
    assert (far.planned.duration_s or 0) - (steps_alone.planned.duration_s or 0) == pytest.approx(17.8 * 360, abs=10)
    shorter = edited(far, distance="9.5 km")
    assert format_steps(shorter.planned.steps) == "1.6 km warm-up, 5 × (1 km at 4:10/km, 90 s jog), 1.7 km cool-down"


@pytest.mark.parametrize("field", ["distance", "time"])
@pytest.mark.parametrize("steps", [MIXED, BY_TIME])
def test_a_run_shorter_than_its_work_is_refused(steps: str, field: str) -> None:
    before = run(RunKind.INTERVALS, steps, duration_s=3_600 if steps == BY_TIME else None)
    value = "5 km" if field == "distance" else "20:00"
    with pytest.raises(RefusedError, match=f'^{field} "{value}'):
        edited(before, **{field: value})


def test_typed_steps_set_the_distance() -> None:
    by_distance = edited(run(RunKind.INTERVALS, distance_m=12_000.0), steps=BY_DISTANCE)
    assert (by_distance.planned.distance_m, by_distance.estimated) == (10_000, ("duration_s",))
    mixed = edited(run(RunKind.INTERVALS, distance_m=12_000.0), steps=MIXED)
    assert (mixed.planned.distance_m, mixed.estimated) == (10_200, ("distance_m", "duration_s"))
    by_time = edited(run(RunKind.INTERVALS, distance_m=12_000.0), steps=BY_TIME)
    assert (by_time.planned.duration_s, by_time.estimated) == (3_600, ("distance_m",))


def test_steps_without_a_known_pace_leave_the_distance() -> None:
    before = run(distance_m=12_000.0)
    typed = {"steps": "20 min easy, 4 x (400 m R, 200 m jog)"}
    after = parse_workout(typed, before, Unit.KM, DateReader(TODAY), is_form=False)
    nobody_races_so_slowly = RunnerPaces(1_200.0)
    assert follow_estimates(before, after, nobody_races_so_slowly).planned.distance_m == 12_000


def test_steps_taken_out_leave_the_distance() -> None:
    assert figures(edited(run(RunKind.INTERVALS, MIXED), steps=""))[0::2] == (10_200, ("duration_s",))


def test_another_pace_renews_the_estimate_and_not_what_was_typed() -> None:
    renewed = renew_estimates(run(distance_m=10_000.0), RunnerPaces(330.0))
    assert figures(renewed) == (10_000, 3_300, ("duration_s",))
    assert renewed.reason == "Time estimated from the distance at your easy pace of 5:30 /km."
    typed = run(distance_m=10_000.0, duration_s=3_300)
    assert renew_estimates(typed, RunnerPaces(330.0)) == typed


EDITS = st.one_of(
    st.fixed_dictionaries({"distance": st.sampled_from(("", "6 km", "9.3 km", "14 km", "31 km"))}),
    st.fixed_dictionaries({"time": st.sampled_from(("", "31:10", "50:00", "1:10:00", "2:30:00"))}),
    st.fixed_dictionaries({"distance": st.just("12 km"), "time": st.just("55:00")}),
    st.fixed_dictionaries({"what": st.sampled_from(("easy", "long", "tempo", "intervals", "race", "cross"))}),
    st.fixed_dictionaries({"steps": st.sampled_from(("", MIXED, BY_TIME, BY_DISTANCE))}),
    st.fixed_dictionaries({"title": st.sampled_from(("", "With Ann"))}),
    st.fixed_dictionaries({"start": st.sampled_from(("am", "18:30"))}),
)
STARTS = st.sampled_from(
    (
        run(distance_m=8_000.0),
        run(duration_s=3_000),
        run(),
        run(RunKind.INTERVALS, MIXED),
        run(RunKind.INTERVALS, BY_TIME, duration_s=3_600),
        run(RunKind.INTERVALS, BY_DISTANCE, distance_m=10_000.0),
    )
)


@given(STARTS, st.lists(st.tuples(EDITS, st.booleans()), min_size=1, max_size=8))
@settings(max_examples=examples(200))
def test_after_any_edits_the_figures_are_typed_or_the_estimate_of_now(
    start: Workout, edits: list[tuple[dict[str, str], bool]]
) -> None:
    workout = start
    for typed, is_form in edits:
        try:
            workout = (edited_in_form if is_form else edited)(workout, **typed)
        except RefusedError:
            continue
        known = planned_without_estimates(workout)
        said = {name for name in ("distance_m", "duration_s") if getattr(known, name)}
        if workout.sport is not Sport.RUN:
            assert workout.estimated == ()
        elif said or known.steps:
            assert {"distance_m", "duration_s"} == said | {*workout.estimated}
            assert said.isdisjoint(workout.estimated)
        anew = with_estimates(replace(workout, planned=known, estimated=()), PACES)
        assert figures(anew) == figures(workout)

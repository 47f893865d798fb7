"""Marking again keeps what was recorded: a figure that is typed replaces that figure, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.outcomes import NOTHING_TYPED, TypedOutcome, add_note, outcome_of_other_kind, record_outcome
from planner.training.refusal import RefusedError
from planner.training.workouts import (
    AS_PLANNED,
    ENTERED,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Sport,
    StrengthKind,
    Workout,
)

DAY = dt.date(2027, 2, 10)
SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20.0, 56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90)
FEWER = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 3, 20.0, 40.0), SIT)
EASY = Workout(DAY, Sport.RUN, RunKind.EASY, "Easy", planned=Effort(6500.0, 2535), estimated=("duration_s",))
TEMPO = Workout(DAY, Sport.RUN, RunKind.TEMPO, "Tempo", planned=Effort(8000.0, 2400, rpe=7))
HEAVY = Workout(DAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy", planned=Effort(None, 2700, 7, (SLED, SIT)))
MEASURED = Outcome(Effort(8400.0, 3300), "windy")
FROM_FILE = Outcome(Effort(8400.0, 3300, 4), source="watch.fit")


def recorded(workout: Workout, outcome: Outcome | None) -> Workout:
    return replace(workout, actual=outcome)


def as_planned(workout: Workout) -> Outcome:
    return record_outcome(workout, NOTHING_TYPED)


TABLE: dict[str, tuple[Workout, Outcome | None, TypedOutcome, Outcome]] = {
    "nothing, nothing": (EASY, None, NOTHING_TYPED, Outcome(EASY.planned, source=AS_PLANNED)),
    "nothing, a rating": (EASY, None, TypedOutcome(rpe=6), Outcome(Effort(6500.0, 2535, 6), source=AS_PLANNED)),
    "nothing, the planned rating": (TEMPO, None, TypedOutcome(rpe=7), Outcome(TEMPO.planned)),
    "nothing, a time": (EASY, None, TypedOutcome(duration_s=3300), Outcome(Effort(None, 3300))),
    "nothing, a distance": (EASY, None, TypedOutcome(distance_m=8400.0), Outcome(Effort(8400.0))),
    "nothing, a time and the rest as planned": (
        TEMPO, None, TypedOutcome(duration_s=2300, as_planned=True), Outcome(Effort(8000.0, 2300)),
    ),
    "nothing, a distance and an estimated time as planned": (
        EASY, None, TypedOutcome(distance_m=7000.0, as_planned=True), Outcome(Effort(7000.0)),
    ),
    "nothing, pain": (EASY, None, TypedOutcome(pain=2), Outcome(EASY.planned, source=AS_PLANNED, pain=2)),
    "nothing, other sets": (HEAVY, None, TypedOutcome(sets=FEWER), Outcome(Effort(None, 2700, None, FEWER))),
    "nothing, the planned sets": (
        HEAVY, None, TypedOutcome(sets=(SLED, SIT)), Outcome(HEAVY.planned, source=AS_PLANNED),
    ),
    "measured, nothing": (EASY, MEASURED, NOTHING_TYPED, MEASURED),
    "measured, a rating": (EASY, MEASURED, TypedOutcome(rpe=6), replace(MEASURED, effort=Effort(8400.0, 3300, 6))),
    "measured, pain": (EASY, MEASURED, TypedOutcome(pain=3), replace(MEASURED, pain=3)),
    "measured, pain the next morning": (EASY, MEASURED, TypedOutcome(pain_next=1), replace(MEASURED, pain_next=1)),
    "measured, a note": (EASY, MEASURED, TypedOutcome(note="sore"), replace(MEASURED, note="windy\nsore")),
    "measured, the same note": (EASY, MEASURED, TypedOutcome(note="windy"), MEASURED),
    "measured, another time": (
        EASY, MEASURED, TypedOutcome(duration_s=3200), replace(MEASURED, effort=Effort(8400.0, 3200)),
    ),
    "measured, another distance": (
        EASY, MEASURED, TypedOutcome(distance_m=8300.0), replace(MEASURED, effort=Effort(8300.0, 3300)),
    ),
    "measured, as planned": (
        EASY, MEASURED, TypedOutcome(as_planned=True), Outcome(EASY.planned, "windy", AS_PLANNED),
    ),
    "measured and rated, as planned": (
        TEMPO, Outcome(Effort(8400.0, 3300, 7)), TypedOutcome(as_planned=True), Outcome(TEMPO.planned),
    ),
    "measured, no distance after all": (
        EASY, MEASURED, TypedOutcome(cleared=frozenset({"distance_m"})), replace(MEASURED, effort=Effort(None, 3300)),
    ),
    "measured, another note instead": (
        EASY, MEASURED, TypedOutcome(note="calm", cleared=frozenset({"note"})), replace(MEASURED, note="calm"),
    ),
    "a file, a rating": (EASY, FROM_FILE, TypedOutcome(rpe=6), replace(FROM_FILE, effort=Effort(8400.0, 3300, 6))),
    "a file, another distance": (EASY, FROM_FILE, TypedOutcome(distance_m=8000.0), Outcome(Effort(8000.0, 3300, 4))),
    "as planned, nothing": (EASY, as_planned(EASY), NOTHING_TYPED, as_planned(EASY)),
    "as planned, a rating": (EASY, as_planned(EASY), TypedOutcome(rpe=6), record_outcome(EASY, TypedOutcome(rpe=6))),
    "as planned, a time": (TEMPO, as_planned(TEMPO), TypedOutcome(duration_s=2300), Outcome(Effort(8000.0, 2300))),
    "as planned, the estimated time": (
        EASY, as_planned(EASY), TypedOutcome(duration_s=2400), Outcome(Effort(6500.0, 2400)),
    ),
    "as planned, a distance the time was estimated from": (
        EASY, as_planned(EASY), TypedOutcome(distance_m=8400.0), Outcome(Effort(8400.0)),
    ),
    "as planned, other sets": (
        HEAVY, as_planned(HEAVY), TypedOutcome(sets=FEWER), Outcome(Effort(None, 2700, None, FEWER)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_what_is_recorded(case: str) -> None:
    workout, before, typed, after = TABLE[case]
    assert record_outcome(recorded(workout, before), typed) == after


FIGURES: dict[str, st.SearchStrategy[Any]] = {
    "distance_m": st.sampled_from([6500.0, 8000.0, 8400.0]),
    "duration_s": st.sampled_from([2400, 2535, 3300]),
    "rpe": st.sampled_from([3.0, 7.0, 8.0]),
    "pain": st.integers(0, 10),
    "pain_next": st.integers(0, 10),
}
CALLS = st.lists(st.fixed_dictionaries({}, optional=FIGURES), min_size=1, max_size=5)


@given(workout=st.sampled_from([EASY, TEMPO]), calls=CALLS)
def test_each_figure_is_the_one_that_was_typed_last(workout: Workout, calls: list[dict[str, Any]]) -> None:
    last: dict[str, Any] = {}
    for call in calls:
        workout = recorded(workout, record_outcome(workout, TypedOutcome(**call)))
        last |= call
    outcome = workout.actual
    assert outcome is not None
    of_effort = {name: getattr(outcome.effort, name) for name in ("distance_m", "duration_s", "rpe")}
    kept = {**of_effort, "pain": outcome.pain, "pain_next": outcome.pain_next}
    assert {name: kept[name] for name in last} == last
    assert {kept[name] for name in ("pain", "pain_next") if name not in last} <= {None}
    assert workout.typed_rpe == last.get("rpe")


@given(workout=st.sampled_from([EASY, TEMPO]), calls=CALLS)
def test_marking_twice_is_marking_once(workout: Workout, calls: list[dict[str, Any]]) -> None:
    for call in calls:
        workout = recorded(workout, record_outcome(workout, TypedOutcome(**call)))
        assert record_outcome(workout, TypedOutcome(**call)) == workout.actual
        assert record_outcome(workout, NOTHING_TYPED) == workout.actual


def test_notes_together_must_fit() -> None:
    with pytest.raises(RefusedError, match="A note can hold 10000 characters"):
        add_note("x" * 9_990, "and more words")


def test_what_was_measured_is_true_of_another_kind_of_run() -> None:
    kept = outcome_of_other_kind(recorded(EASY, MEASURED), Sport.RUN)
    assert kept == MEASURED


def test_a_bike_ride_has_no_sled_and_nothing_of_the_plan() -> None:
    kept = outcome_of_other_kind(recorded(HEAVY, replace(as_planned(HEAVY), note="gym closed")), Sport.CROSS)
    assert kept == Outcome(Effort(), "gym closed", ENTERED)


def test_a_session_has_no_kilometres() -> None:
    kept = outcome_of_other_kind(recorded(EASY, MEASURED), Sport.STRENGTH)
    assert kept is not None
    assert (kept.effort.distance_m, kept.effort.duration_s) == (None, 3300)

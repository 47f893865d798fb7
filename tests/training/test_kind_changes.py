"""A workout that becomes another kind keeps what it was, and has it again when it is of that kind again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.training.kind_changes import change_kind
from planner.training.kinds import WorkoutKind
from planner.training.parse_steps import parse_steps
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)

DAY = dt.date(2027, 1, 7)
TEMPO = Workout(
    DAY, Sport.RUN, RunKind.TEMPO, "Tempo, 3 × 800 m", Slot.PM, "17:30",
    Effort(6400.0, rpe=7.0, steps=parse_steps("2 km warm-up, 3 x (800 m threshold, 200 m jog), 1.4 km cool-down")),
    note="On the track.", id=7, version=3,
)  # fmt: skip
HEAVY = Workout(
    DAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy sled", Slot.PM, "18:00",
    Effort(None, 2700, 7.0, (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20.0, 56.0),)), id=8, version=1,
)  # fmt: skip
REST = Workout(DAY, Sport.REST, None, "Rest", id=9, version=1)
KINDS: tuple[WorkoutKind, ...] = (
    (Sport.RUN, RunKind.EASY),
    (Sport.RUN, RunKind.TEMPO),
    (Sport.STRENGTH, StrengthKind.HEAVY),
    (Sport.STRENGTH, StrengthKind.LIGHT),
    (Sport.CROSS, None),
    (Sport.REST, None),
)


def kind_of(workout: Workout) -> WorkoutKind:
    return workout.sport, workout.kind


@given(st.sampled_from([TEMPO, HEAVY, REST]), st.lists(st.sampled_from(KINDS), max_size=3))
def test_back_in_its_first_kind_it_is_what_it_was(workout: Workout, detour: list[WorkoutKind]) -> None:
    changed = workout
    for kind in detour:
        changed = change_kind(changed, kind)
    again = change_kind(changed, kind_of(workout))
    assert replace(again, former_kind=None) == workout


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=30))
def test_only_the_last_few_kinds_are_kept_each_once(kinds: list[WorkoutKind]) -> None:
    changed = TEMPO
    for kind in kinds:
        changed = change_kind(changed, kind)
    kept = []
    former = changed.former_kind
    while former is not None:
        kept.append((former.sport, former.kind))
        former = former.before
    assert len(kept) <= 4
    assert len(set(kept)) == len(kept)
    assert kind_of(changed) not in kept


def test_an_estimated_figure_does_not_come_back_but_is_left_to_be_estimated_again() -> None:
    estimated = replace(TEMPO, planned=replace(TEMPO.planned, duration_s=2400), estimated=("duration_s",))
    again = change_kind(change_kind(estimated, (Sport.REST, None)), kind_of(TEMPO))
    assert (again.planned.duration_s, again.planned.distance_m, again.estimated) == (None, 6400.0, ())


def test_a_run_of_another_kind_is_as_long_as_it_was() -> None:
    of_steps_alone = replace(TEMPO, planned=replace(TEMPO.planned, distance_m=None))
    assert change_kind(of_steps_alone, (Sport.RUN, RunKind.EASY)).planned == Effort(6400.0)
    both = replace(TEMPO, planned=Effort(6400.0, 2400))
    assert change_kind(both, (Sport.RUN, RunKind.EASY)).planned == Effort(6400.0, 2400)


def test_what_was_done_keeps_its_plan_whatever_kind_it_gets() -> None:
    done = replace(TEMPO, status=StoredStatus.DONE, actual=Outcome(Effort(6400.0, 2300)))
    assert change_kind(done, (Sport.RUN, RunKind.EASY)) == replace(done, kind=RunKind.EASY)

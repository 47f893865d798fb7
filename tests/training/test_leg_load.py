"""What the rules count a session as: the highest of its kind and of its own exercises."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.training.leg_load import counted_kind, counted_kind_text, is_for_legs, is_of_own_exercises
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    LegLoad,
    Outcome,
    RunKind,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)

HEAVY, MODERATE, LIGHT = StrengthKind.HEAVY, StrengthKind.MODERATE, StrengthKind.LIGHT
SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20, 56)


def own(name: str, load: LegLoad) -> ExerciseSet:
    return ExerciseSet(name, 3, repetitions=10, leg_load=load)


LUNGE, BALL = own("sandbag_lunge", LegLoad.HEAVY), own("wall_ball", LegLoad.MODERATE)
CARRY, PLANK = own("farmers_carry", LegLoad.LIGHT), own("plank", LegLoad.NONE)

RUN = Workout(dt.date(2027, 1, 5), Sport.RUN, RunKind.LONG, "")


def session(kind: StrengthKind | None, *sets: ExerciseSet, done: tuple[ExerciseSet, ...] = ()) -> Workout:
    outcome = Outcome(Effort(sets=done)) if done else None
    status = StoredStatus.DONE if done else StoredStatus.PLANNED
    planned = Effort(sets=sets)
    return Workout(dt.date(2027, 1, 5), Sport.STRENGTH, kind, "", planned=planned, actual=outcome, status=status)


@pytest.mark.parametrize(
    ("workout", "kind"),
    [
        (session(MODERATE, SLED), MODERATE),
        (session(MODERATE, SLED, LUNGE), HEAVY),
        (session(HEAVY, SLED, CARRY), HEAVY),
        (session(LIGHT, SLED, CARRY, BALL), MODERATE),
        (session(HEAVY, PLANK), HEAVY),
        (session(None), None),
        (session(None, SLED), None),
        (session(None, PLANK), None),
        (session(None, PLANK, CARRY), LIGHT),
        (session(None, LUNGE, CARRY), HEAVY),
        (session(None, CARRY, done=(LUNGE,)), HEAVY),
        (session(MODERATE, LUNGE, done=(CARRY,)), MODERATE),
        (RUN, None),
        (Workout(dt.date(2027, 1, 5), Sport.CROSS, None, "", planned=Effort(sets=(LUNGE,))), None),
    ],
)
def test_what_a_session_counts_as(workout: Workout, kind: StrengthKind | None) -> None:
    assert counted_kind(workout) == kind


def test_why_a_session_counts_as_more_than_its_kind() -> None:
    assert counted_kind_text(session(MODERATE, SLED, BALL, LUNGE)) == "It counts as heavy because of its sandbag lunge."
    assert counted_kind_text(session(None, BALL, LUNGE, own("sled_push", LegLoad.HEAVY))) == (
        "It counts as heavy because of its sandbag lunge and sled push."
    )
    assert counted_kind_text(session(HEAVY, SLED, LUNGE)) == ""
    assert counted_kind_text(session(None, PLANK)) == ""


def test_strength_that_is_not_for_the_legs_is_known() -> None:
    assert not is_for_legs(session(None, PLANK))
    assert is_for_legs(session(None, PLANK, CARRY))
    assert is_for_legs(session(None))
    assert is_for_legs(session(LIGHT, PLANK))
    assert not is_for_legs(RUN)


def test_a_session_of_own_exercises_only_has_no_sled_and_no_wall_sit() -> None:
    assert is_of_own_exercises(session(HEAVY, LUNGE, PLANK))
    assert not is_of_own_exercises(session(HEAVY, SLED, LUNGE))
    assert not is_of_own_exercises(session(HEAVY))

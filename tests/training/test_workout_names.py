"""Titles of sessions: they say what is really done."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.training.workout_names import fit_heading, session_name, session_title, with_title_of_sets
from planner.training.workouts import Effort, Exercise, ExerciseSet, Sport, Workout

SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=40.0)
WALK = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=0.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60)


@pytest.mark.parametrize(
    ("kind", "sets", "title", "name"),
    [
        ("heavy", (SLED, SIT), "Heavy sled and wall sit", "heavy sled"),
        ("moderate", (WALK, SIT), "Backward walk and wall sit", "backward walk"),
        ("moderate", (SIT,), "Wall sit", "wall sit"),
        ("moderate", (SLED,), "Moderate sled", "moderate sled"),
        ("light", (SLED, SIT), "Light sled and wall sit", "light session"),
        ("light", (WALK, SIT), "Light backward walk and wall sit", "light session"),
        ("light", (SIT,), "Light wall sit", "light session"),
    ],
)
def test_a_title_names_what_is_done_and_no_sled_that_is_not(
    kind: str, sets: tuple[ExerciseSet, ...], title: str, name: str
) -> None:
    assert session_title(kind, sets) == title
    assert session_name(kind, sets) == name


def test_a_title_follows_its_sets_unless_it_is_the_runners_own() -> None:
    reason = "Moderate sled Tuesday evening, almost two days before the tempo."
    session = Workout(
        dt.date(2027, 1, 5), Sport.STRENGTH, "moderate", "Moderate sled and wall sit", planned=Effort(sets=(SIT,)),
        reason=reason,
    )  # fmt: skip
    alone = with_title_of_sets(session)
    assert alone.title == "Wall sit"
    assert alone.reason == "Moderate session Tuesday evening, almost two days before the tempo."
    assert fit_heading(alone.reason, "moderate", (SLED,)) == reason
    own = Workout(dt.date(2027, 1, 5), Sport.STRENGTH, "moderate", "Sled at Ann's", planned=Effort(sets=(SIT,)))
    assert with_title_of_sets(own) == own

"""The examples of own exercises: what a HYROX race asks for, none of them one of the two founding exercises."""

from planner.training.exercises.examples import EXAMPLES_BY_NAME, EXERCISE_EXAMPLES, ExerciseMeasure
from planner.training.workouts import Exercise, LegLoad


def test_the_six_exercises_of_a_race_that_no_session_of_ours_has() -> None:
    assert list(EXAMPLES_BY_NAME) == [
        "sled_push",
        "sled_pull",
        "farmers_carry",
        "sandbag_lunge",
        "wall_ball",
        "burpee_broad_jump",
    ]
    assert not EXAMPLES_BY_NAME.keys() & set(Exercise)


def test_each_example_says_what_is_counted_what_it_asks_of_the_legs_and_how_it_is_done() -> None:
    for example in EXERCISE_EXAMPLES:
        assert example.measure in ExerciseMeasure
        assert example.leg_load in LegLoad
        assert 2 <= len(example.how) <= 3
        assert all(sentence.endswith(".") and len(sentence) <= 110 for sentence in example.how), example.name


def test_only_what_is_counted_in_repetitions_has_repetitions() -> None:
    counted = [example.name for example in EXERCISE_EXAMPLES if example.measure is ExerciseMeasure.REPETITIONS]
    assert counted == ["wall_ball"]

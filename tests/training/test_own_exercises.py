"""Exercises of the runner's own as people name and type them, and what their sets are called."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.dates import DateReader
from planner.training.exercises.examples import EXERCISE_EXAMPLES, ExerciseMeasure
from planner.training.formatting import format_sets
from planner.training.own_exercises import (
    EXAMPLES,
    OwnExercise,
    example_of,
    find_own_exercise,
    format_own_sets,
    parse_exercise_name,
    parse_own_sets,
)
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.set_fields import format_set_fields, parse_sets
from planner.training.workout_fields import format_fields, parse_workout
from planner.training.workouts import Effort, Exercise, ExerciseSet, LegLoad, Slot, Sport, StrengthKind, Workout

TODAY = dt.date(2027, 1, 6)
KNOWN = {
    **EXAMPLES,
    "plank": OwnExercise("plank", ExerciseMeasure.HOLD, LegLoad.NONE),
    "hill_sauna": OwnExercise("hill_sauna", ExerciseMeasure.ROUNDS, LegLoad.NONE),
    "squat_3": OwnExercise("squat_3", ExerciseMeasure.REPETITIONS, LegLoad.HEAVY),
}


def carry(rounds: int, metres: float, load: float | None = None) -> ExerciseSet:
    return ExerciseSet("farmers_carry", rounds, metres, load, leg_load=LegLoad.LIGHT)


def balls(rounds: int, repetitions: int, load: float | None = None) -> ExerciseSet:
    return ExerciseSet("wall_ball", rounds, load_kg=load, repetitions=repetitions, leg_load=LegLoad.MODERATE)


def plank(rounds: int, hold_s: int, load: float | None = None) -> ExerciseSet:
    return ExerciseSet("plank", rounds, load_kg=load, hold_s=hold_s, leg_load=LegLoad.NONE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Farmer's carry", "farmers_carry"),
        ("farmers_carry", "farmers_carry"),
        ("  Wall-Ball ", "wall_ball"),
        ("Kniebeuge für Läufer", "kniebeuge_für_läufer"),
        ("squat 3", "squat_3"),
    ],
)
def test_a_name_is_stored_in_lower_case_with_underscores(text: str, name: str) -> None:
    assert parse_exercise_name(text) == name


@pytest.mark.parametrize(
    "text", ["sled", "Wall sit", "wall-sit", "reverse sled push", "REVERSE_SLED_PUSH", "wall sits"]
)
def test_the_two_founding_exercises_are_no_own_ones(text: str) -> None:
    with pytest.raises(RefusedError, match=r"is one of the planner's own two"):
        parse_exercise_name(text)


@pytest.mark.parametrize("text", ["90 90 stretch", "a;b", "a|b", "jump!", "[bold]", "4x20", "_x?"])
def test_a_name_with_other_signs_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"must begin with a letter"):
        parse_exercise_name(text)


def test_a_name_that_is_empty_or_too_long_is_refused() -> None:
    with pytest.raises(RefusedError, match=r'^exercise " " has no name'):
        parse_exercise_name(" ")
    assert parse_exercise_name("x" * 60) == "x" * 60
    with pytest.raises(RefusedError, match=r"can hold 60 characters; this one has 61\.$"):
        parse_exercise_name("x" * 61)


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("farmers carry 4x50 24kg", (carry(4, 50, 24),)),
        ("Farmer's carry 4 × 50 m, 24 kg", (carry(4, 50, 24),)),
        ("farmers_carry 4x50", (carry(4, 50),)),
        ("farmers carry 4x50 24kg, 2x50 32kg", (carry(4, 50, 24), carry(2, 50, 32))),
        ("farmers carry 4x50 24kg; 2x50 32kg;", (carry(4, 50, 24), carry(2, 50, 32))),
        ("farmers carry 4x12,5 m @ 24", (carry(4, 12.5, 24),)),
        ("wall ball 3x20 6 kg; farmers carry 1x100", (balls(3, 20, 6), carry(1, 100))),
        ("wall ball 3 x 20 reps with 6 kg", (balls(3, 20, 6),)),
        ("plank 3x45 s; plank 1:30; plank 60 10kg", (plank(3, 45), plank(1, 90), plank(1, 60, 10))),
        ("plank 45", (plank(1, 45),)),
        ("hill sauna 3 rounds", (ExerciseSet("hill_sauna", 3, leg_load=LegLoad.NONE),)),
        ("hill sauna 3 10kg", (ExerciseSet("hill_sauna", 3, load_kg=10, leg_load=LegLoad.NONE),)),
        ("squat 3 5x5 80", (ExerciseSet("squat_3", 5, load_kg=80, repetitions=5, leg_load=LegLoad.HEAVY),)),
        ("", ()),
    ],
)
def test_forms_of_own_sets(text: str, sets: tuple[ExerciseSet, ...]) -> None:
    assert parse_own_sets(text, KNOWN) == sets


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "wall ball 3x20 m",
            ('exercise "wall ball 3x20 m": wall ball is counted in repetitions; write it like wall ball 3x20 6kg.'),
        ),
        (
            "farmers carry 4",
            ('exercise "farmers carry 4": farmers carry is counted in metres; write it like farmers carry 4x50 24kg.'),
        ),
        ("plank 2 min", 'exercise "plank 2 min": plank is counted in seconds; write it like plank 3 x 45 s.'),
        (
            "hill sauna 3x20",
            ('exercise "hill sauna 3x20": hill sauna is counted in rounds; write it like hill sauna 3 rounds.'),
        ),
        (
            "wall ball",
            ('exercise "wall ball": wall ball is counted in repetitions; write it like wall ball 3x20 6kg.'),
        ),
        ("wall bal 3x20", 'exercise "wall bal" is not known; the nearest is wall ball.'),
        ("farmers 4x50", 'exercise "farmers" is not known; the nearest is farmers carry.'),
        (
            "nordic curl 3x8",
            (
                'exercise "nordic curl" is not known; define it first: '
                'planner exercise "nordic curl" --by repetitions --legs moderate.'
            ),
        ),
        ("wall ball 0x20", 'exercise "wall ball 0x20" must have 1 to 100 rounds.'),
        ("wall ball 3x0", 'exercise "wall ball 3x0" must have 1 to 1000 repetitions.'),
        ("wall ball 3x2.5", 'exercise "wall ball 3x2.5": 2.5 is no whole number.'),
        ("farmers carry 3x20000", 'exercise "farmers carry 3x20000" must have 1 to 10000 metres a round.'),
        ("farmers carry 3x20 1001", 'exercise "farmers carry 3x20 1001" must have 0 to 1000 kg.'),
        ("plank 3x9999", 'exercise "plank 3x9999" must have 1 to 3600 seconds.'),
        ("3x20", 'exercise "3x20" must begin with a letter and have letters, digits, spaces and hyphens only.'),
    ],
)
def test_what_is_no_set_is_refused_with_what_would_do(text: str, sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_own_sets(text, KNOWN)
    assert str(refused.value) == sentence


def test_too_many_sets_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"has more than 50 sets\.$"):
        parse_own_sets("wall ball 1x1" + ";1x1" * 50, KNOWN)
    with pytest.raises(RefusedError, match=r"has more than 50 sets\.$"):
        parse_own_sets("wall ball " * 10_000, KNOWN)


def test_every_example_can_be_typed_as_it_says_and_as_its_measure_is_written() -> None:
    for example in EXERCISE_EXAMPLES:
        (part,) = parse_own_sets(f"{example.name} {example.sets}", EXAMPLES)
        assert (part.exercise, part.leg_load) == (example.name, example.leg_load)
        (part,) = parse_own_sets(example_of(EXAMPLES[example.name]), EXAMPLES)
        assert part.exercise == example.name


def test_an_exercise_of_a_workout_is_known_there_even_when_it_is_defined_no_longer() -> None:
    before = (ExerciseSet("bench", 3, load_kg=60, repetitions=5, leg_load=LegLoad.NONE),)
    (part,) = parse_own_sets("bench 4x5 62,5", EXAMPLES, before)
    assert part == replace(before[0], rounds=4, load_kg=62.5)
    with pytest.raises(RefusedError, match="is not known"):
        find_own_exercise("bench", EXAMPLES)


LOADS = st.none() | st.integers(0, 1_000_000).map(lambda grams: grams / 1000)
ROUNDS = st.integers(1, 100)
SLEDS = st.builds(
    lambda rounds, mm, load: ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, mm / 1000, load),
    ROUNDS,
    st.integers(1000, 1_000_000),
    LOADS,
)
SITS = st.builds(
    lambda rounds, held, angle: ExerciseSet(Exercise.WALL_SIT, rounds, hold_s=held, knee_angle_deg=angle, squeeze=True),
    ROUNDS,
    st.integers(1, 3600),
    st.integers(60, 180),
)
OWN = st.one_of(
    st.builds(lambda rounds, mm, load: carry(rounds, mm / 1000, load), ROUNDS, st.integers(1000, 10**7), LOADS),
    st.builds(balls, ROUNDS, st.integers(1, 1000), LOADS),
    st.builds(plank, ROUNDS, st.integers(1, 3600), LOADS),
    st.builds(lambda rounds: ExerciseSet("hill_sauna", rounds, leg_load=LegLoad.NONE), ROUNDS),
)


@given(st.lists(SLEDS, max_size=3), st.lists(SITS, max_size=3), st.lists(OWN, max_size=4))
def test_any_sets_are_read_back_as_they_were_written(
    sleds: list[ExerciseSet], sits: list[ExerciseSet], own: list[ExerciseSet]
) -> None:
    sets = (*sleds, *sits, *own)
    texts = format_set_fields(sets)
    assert parse_sets(texts, sets, Sport.STRENGTH, KNOWN) == sets
    has_angles = len({part.knee_angle_deg for part in sits}) != 1 or sits[0].knee_angle_deg == 120
    if has_angles:  # one angle is not written, so only the default one comes back from the text alone
        assert parse_sets(texts, (), Sport.STRENGTH, KNOWN) == sets


@given(st.text(max_size=80))
def test_no_text_is_read_as_sets_that_are_written_otherwise(text: str) -> None:
    try:
        sets = parse_own_sets(text, KNOWN)
    except RefusedError:
        return
    assert parse_own_sets(format_own_sets(sets), KNOWN) == sets


SESSION = Workout(TODAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy sled and wall sit", Slot.PM, "18:00", id=3)
HEAVY_SETS = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20, 56), ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60))


def edited(workout: Workout, **fields: str) -> Workout:
    return parse_workout(fields, workout, Unit.KM, DateReader(TODAY), KNOWN)


def test_own_exercises_come_into_a_session_and_its_title_and_go_again() -> None:
    session = replace(SESSION, planned=Effort(None, 2700, 7.0, HEAVY_SETS))
    after = edited(session, exercises="farmers carry 4x50 24kg; wall ball 3x20 6")
    assert after.planned.sets == (*HEAVY_SETS, carry(4, 50, 24), balls(3, 20, 6))
    assert after.title == "Heavy sled, wall sit, farmers carry and 1 more"
    assert format_fields(after, Unit.KM)["exercises"] == "farmers carry 4 × 50 m, 24 kg; wall ball 3 × 20, 6 kg"
    assert edited(after, exercises="") == session
    own = edited(after, sled="", sit="")
    assert (own.title, own.planned.sets) == ("Farmers carry and wall ball", after.planned.sets[2:])


def test_strength_without_a_kind_is_called_by_its_exercises() -> None:
    session = edited(Workout(TODAY, Sport.RUN, "easy", ""), what="strength", exercises="plank 3x45; wall ball 3x20")
    assert (session.kind, session.title) == (None, "Plank and wall ball")
    assert edited(replace(session, id=4), exercises="").title == "Strength"
    assert edited(replace(session, id=4, title="Club night"), exercises="").title == "Club night"


def test_a_run_has_no_exercises() -> None:
    with pytest.raises(RefusedError, match=r'^exercise "plank 60": only a strength session has exercises\.$'):
        edited(Workout(TODAY, Sport.RUN, "easy", "Easy"), exercises="plank 60")
    assert edited(Workout(TODAY, Sport.RUN, "easy", "Easy"), exercises="").title == "Easy"


def test_sets_in_a_sentence() -> None:
    sets = (carry(4, 50, 24), balls(3, 20), plank(2, 90), ExerciseSet("hill_sauna", 1, leg_load=LegLoad.NONE))
    assert format_sets(sets) == "farmers carry 4 × 50 m, 24 kg; wall ball 3 × 20; plank 2 × 1:30; hill sauna 1 round"


def test_a_name_of_another_program_is_cleaned_where_it_is_shown() -> None:
    assert "\x1b" not in format_sets((ExerciseSet("a\x1b[2J_b", 1, leg_load=LegLoad.NONE),))

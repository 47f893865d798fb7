"""Sled rounds and wall sits as people write them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.own_exercises import EXAMPLES
from planner.training.refusal import RefusedError
from planner.training.set_fields import parse_sets
from planner.training.typed_sets import (
    format_sled,
    format_wall_sit,
    parse_sled,
    parse_wall_sit,
)
from planner.training.workouts import Exercise, ExerciseSet, Sport

PLANNED_SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 4, 15.0, 40.0)
PLANNED_SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60, knee_angle_deg=100, squeeze=False)


def sled(rounds: int, metres: float, load: float | None) -> ExerciseSet:
    return ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, metres, load)


@given(st.integers(1, 100), st.integers(10, 10_000), st.none() | st.integers(0, 2000))
def test_sled_rounds_are_read_back_as_they_were_written(rounds: int, tenths: int, halves: int | None) -> None:
    part = sled(rounds, tenths / 10, None if halves is None else halves / 2)
    assert parse_sled(format_sled([part])) == (part,)


@given(st.integers(1, 100), st.integers(1, 3600), st.integers(60, 180), st.booleans())
def test_wall_sits_are_read_back_as_they_were_written(rounds: int, held: int, angle: int, ball: bool) -> None:
    part = ExerciseSet(Exercise.WALL_SIT, rounds, hold_s=held, knee_angle_deg=angle, squeeze=ball)
    assert parse_wall_sit(format_wall_sit([part]), planned=[part]) == (part,)


@pytest.mark.parametrize(
    "text",
    [
        "5 × 20 m, 56 kg",
        "5x20 56",
        "5X20m56kg",
        " 5 * 20 m @ 56 kgs ",
        "5x20,56",
        "5 x 20, 56 kg",
        "5x20m at 56",
        "5x20.0 56,0",
    ],
)
def test_forms_of_five_rounds_with_56_kg(text: str) -> None:
    assert parse_sled(text) == (sled(5, 20.0, 56.0),)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("5", sled(5, 20.0, None)),
        ("5, 56 kg", sled(5, 20.0, 56.0)),
        ("5 56", sled(5, 20.0, 56.0)),
        ("6x12,5 m 40", sled(6, 12.5, 40.0)),
        ("3x20 0", sled(3, 20.0, 0.0)),
    ],
)
def test_what_a_short_form_means(text: str, part: ExerciseSet) -> None:
    assert parse_sled(text) == (part,)


def test_what_is_left_out_is_as_planned() -> None:
    assert parse_sled("3", planned=[PLANNED_SIT, PLANNED_SLED]) == (sled(3, 15.0, 40.0),)
    assert parse_sled("3x20", planned=[PLANNED_SLED]) == (sled(3, 20.0, 40.0),)
    (sit,) = parse_wall_sit("3x45", planned=[PLANNED_SIT])
    assert (sit.rounds, sit.hold_s, sit.knee_angle_deg, sit.squeeze) == (3, 45, 100, False)


@pytest.mark.parametrize(
    ("text", "rounds", "held", "angle"),
    [
        ("2 × 1:30", 2, 90, 120),
        ("2x90", 2, 90, 120),
        ("90 s", 1, 90, 120),
        ("90sec", 1, 90, 120),
        ("1:30", 1, 90, 120),
        ("3 x 60 110°", 3, 60, 110),
        ("3 x 60 s, 110 degrees", 3, 60, 110),
        ("2*45s @ 100deg", 2, 45, 100),
    ],
)
def test_forms_of_wall_sits(text: str, rounds: int, held: int, angle: int) -> None:
    (part,) = parse_wall_sit(text)
    assert (part.rounds, part.hold_s, part.knee_angle_deg, part.squeeze) == (rounds, held, angle, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "five",
        "x20",
        "56 kg",
        "10025",
        "0995",
        "5x",
        "5x20 m kg",
        "-5x20",
        "5x20 56 kg please",
        "5x20" + " " * 60 + "56",
    ],
)
def test_what_is_no_sled_is_refused_by_field_and_value(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^sled .* is not sled rounds; write them like 5 x 20 m, 56 kg\.$"):
        parse_sled(text)


@pytest.mark.parametrize("text", ["", "long", "2x", "x90", "2x1:30110", "1:90", "2x1:60", "2x60110", "90 min"])
def test_what_is_no_wall_sit_is_refused_by_field_and_value(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^wall sit .* is not wall sits; write them like 2 x 1:30 or 90 s\.$"):
        parse_wall_sit(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0x20", 'sled "0x20" must have 1 to 100 rounds.'),
        ("101", 'sled "101" must have 1 to 100 rounds.'),
        ("5x0", 'sled "5x0" must have 1 to 1000 metres a round.'),
        ("5x2000", 'sled "5x2000" must have 1 to 1000 metres a round.'),
        ("5x20 1001", 'sled "5x20 1001" must have 0 to 1000 kg.'),
    ],
)
def test_a_sled_out_of_range_is_refused_not_clamped(text: str, sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_sled(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0x90", 'sit "0x90" must have 1 to 100 holds.'),
        ("2x0", 'sit "2x0" must have 1 to 3600 seconds.'),
        ("9999", 'sit "9999" must have 1 to 3600 seconds.'),
        ("90 50°", 'sit "90 50°" must have 60 to 180 degrees.'),
    ],
)
def test_a_wall_sit_out_of_range_is_refused_not_clamped(text: str, sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_wall_sit(text, "sit")
    assert str(refused.value) == sentence


SLEDS = st.builds(
    sled,
    st.integers(1, 100),
    st.integers(10, 10_000).map(lambda tenths: tenths / 10),
    st.none() | st.integers(0, 2000).map(lambda halves: halves / 2),
)
SITS = st.builds(
    ExerciseSet,
    st.just(Exercise.WALL_SIT),
    st.integers(1, 100),
    hold_s=st.integers(1, 3600),
    knee_angle_deg=st.integers(60, 180),
    squeeze=st.just(True),
)


@given(st.lists(SLEDS, min_size=1, max_size=4), st.lists(SITS, min_size=1, max_size=4))
def test_several_loads_and_holds_are_read_back_as_they_were_written(
    sleds: list[ExerciseSet], sits: list[ExerciseSet]
) -> None:
    assert list(parse_sled(format_sled([*sits, *sleds]))) == sleds
    one_angle = [replace(part, knee_angle_deg=sits[0].knee_angle_deg) for part in sits]
    for each in (sits, one_angle):
        assert list(parse_wall_sit(format_wall_sit([*sleds, *each]), planned=each[:1])) == each


@pytest.mark.parametrize(
    "text",
    ["4x20 56, 2x20 62", "4x20,56,2x20,62", "4 × 20 m, 56 kg; 2 × 20 m, 62 kg", "4x20 56;2x20 62;", "4 56; 2 62"],
)
def test_forms_of_two_loads(text: str) -> None:
    assert parse_sled(text) == (sled(4, 20.0, 56.0), sled(2, 20.0, 62.0))


@pytest.mark.parametrize("text", ["2x1:30, 1x2:00", "2x90, 2:00", "2 × 1:30; 120", "2x90, 120 s", "2x90,1x120"])
def test_forms_of_two_holds(text: str) -> None:
    assert [(part.rounds, part.hold_s, part.knee_angle_deg) for part in parse_wall_sit(text)] == [
        (2, 90, 120),
        (1, 120, 120),
    ]


def test_an_angle_after_a_comma_is_no_second_hold() -> None:
    (sit,) = parse_wall_sit("2x90, 110°")
    assert (sit.hold_s, sit.knee_angle_deg) == (90, 110)


def test_holds_of_several_angles_show_them() -> None:
    sits = [replace(PLANNED_SIT, knee_angle_deg=angle) for angle in (110, 120)]
    assert format_wall_sit(sits) == "2 × 1:00 110°; 2 × 1:00 120°"
    assert format_wall_sit([*sits[:1], replace(PLANNED_SIT, knee_angle_deg=None)]) == "2 × 1:00 110°; 2 × 1:00"


def test_an_angle_that_all_holds_have_is_not_written() -> None:
    assert format_wall_sit([PLANNED_SIT]) == "2 × 1:00"
    assert format_wall_sit([PLANNED_SIT, replace(PLANNED_SIT, rounds=1, hold_s=90)]) == "2 × 1:00; 1 × 1:30"


def test_what_is_left_out_of_a_load_is_as_planned_and_of_one_more_as_the_last() -> None:
    planned = [sled(4, 20.0, 56.0), sled(2, 15.0, 62.0)]
    assert parse_sled("3; 1; 1", planned=planned) == (sled(3, 20.0, 56.0), sled(1, 15.0, 62.0), sled(1, 15.0, 62.0))


def test_a_field_replaces_all_sets_of_its_exercise_and_keeps_a_circuit_in_order() -> None:
    sits = [replace(PLANNED_SIT, hold_s=hold_s) for hold_s in (60, 45)]
    circuit = (sled(1, 20.0, 50.0), sits[0], sled(1, 20.0, 55.0), sits[1])
    changed = parse_sets({"sled": "1x20 52, 1x20 54, 1x20 56"}, circuit, Sport.STRENGTH, EXAMPLES)
    assert changed == (sled(1, 20.0, 52.0), sits[0], sled(1, 20.0, 54.0), sled(1, 20.0, 56.0), sits[1])
    assert parse_sets({"sled": "2x20 52"}, circuit, Sport.STRENGTH, EXAMPLES) == (sled(2, 20.0, 52.0), *sits)
    assert parse_sets({"sit": ""}, circuit, Sport.STRENGTH, EXAMPLES) == (circuit[0], circuit[2])


def test_the_set_that_cannot_be_read_is_named_not_its_neighbours() -> None:
    with pytest.raises(RefusedError, match=r'^sled "2x" is not sled rounds'):
        parse_sled("4x20 56; 2x")


def test_more_sets_than_a_session_can_have_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"has more than 50 sets of one exercise\.$"):
        parse_sled("1;" * 51)
    with pytest.raises(RefusedError, match=r"has more than 50 sets of one exercise\.$"):
        parse_wall_sit(f"1:00;{' ' * 3_000}2:00")
    assert parse_sled("1;" * 50) == (sled(1, 20.0, None),) * 50
    long_texts = "; ".join(["10 × 1000 m, 999.999 kg"] * 50)
    assert format_sled(parse_sled(long_texts)) == long_texts

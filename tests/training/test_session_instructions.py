"""The instructions of a session: each set with its cap, the lane, the rests, the knees and the ball."""

import datetime as dt
from dataclasses import replace

from planner.training.dose_tables import DOSE_TABLES
from planner.training.doses import Equipment, session_dose
from planner.training.exercises.guides import read_guide
from planner.training.exercises.session_guides import guide_names_of
from planner.training.precautions import BREATHE, BREATHING, STOP_SIGNS
from planner.training.session_instructions import SQUEEZE_EFFORT, instruct_session, session_instructions
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    LegLoad,
    Outcome,
    Sport,
    StrengthKind,
    StrengthLevel,
    Workout,
)


def session(kind: StrengthKind, equipment: Equipment = Equipment(80.0), *, sled: bool = True) -> Workout:  # noqa: B008
    measured = session_dose(kind, DOSE_TABLES[12][5], StrengthLevel.EXPERIENCED, equipment)
    effort = (measured if sled else measured.without_sled()).effort
    return Workout(dt.date(2027, 3, 1), Sport.STRENGTH, kind, "Session", planned=effort)


def test_a_heavy_session_in_full() -> None:
    assert session_instructions(session(StrengthKind.HEAVY)) == (
        "Warm up: 5 min of easy walking or jogging. 20 m backward without a load. One round with half the load.",
        (
            "Sled 6 × 20 m, 45 kg. No round may feel harder than 8 of 10 (RPE): then take plates off. "
            "That cap goes before the load, which is a start (51.5 to 75 % of body mass)."
        ),
        (
            "Lane: free and clear behind you all the way, level, dry and lit, its end marked or watched by a spotter; "
            "shoes that grip."
        ),
        "Put the two medium resistance bands on the sled's handles, doubled evenly, one on each.",
        "Stand tall, feet hip-width apart, arms wrapped around the handles, chest lifted, core braced.",
        "Walk backward slowly and deliberately, with a straight back and relaxed shoulders.",
        "Go about 20 m in 25 to 40 s: control comes before speed.",
        (
            "Chest tall, shoulders relaxed, away from the ears. Short, quiet steps backward: toes first, then the "
            "heel. The legs move the sled; the arms only hold it. One pace from the first metre to the last."
        ),
        "Rest 60 s between rounds, 120 s after every second one.",
        (
            "Stop, then turn with care: bands on the other handles, and drag it back the same way. "
            "That is the next round."
        ),
        "No room to turn at the end? Walk back without a load and bring the sled by its straps.",
        "Then rest 120 s before the next exercise.",
        "Wall sit 2 × 1:45 with ball. No hold may feel harder than 8 of 10 (RPE): then stand up.",
        "Lean with your back against the wall, feet hip-width apart and about two foot lengths away from it.",
        "Knees at 120° (180° is standing). Back flat on the wall, feet under the knees.",
        "Squeeze the ball between the knees at 4 to 5 of 10, all through the 1:45.",
        (
            "Back and head on the wall, face and shoulders loose. Weight on the whole foot, knees in line with the "
            "toes. An even squeeze from the first second to the last. Look straight ahead, and breathe out longer than "
            "in."
        ),
        "Rest 120 s between holds.",
        "To end, push up along the wall with both legs, hands on the wall.",
        BREATHING,
    )


def test_a_light_one_squeezes_less_and_rests_less() -> None:
    said = " ".join(session_instructions(session(StrengthKind.LIGHT)))
    assert "harder than 3 of 10" in said
    assert "at 2 to 3 of 10" in said
    assert "Knees at 130°" in said
    assert "between holds" not in said
    assert "Rest 30 s between rounds." in said
    assert "Warm up" not in said


def test_a_light_one_says_which_run_it_follows() -> None:
    marathon = Workout(dt.date(2027, 2, 28), Sport.RUN, "race", "Race", planned=Effort(distance_m=42_195.0))
    assert session_instructions(session(StrengthKind.LIGHT), [marathon])[0].startswith(
        "After the race of 2027-02-28 it is longer"
    )
    run = replace(marathon, actual=Outcome(marathon.planned))
    assert "4 rounds of the sled instead of 3" in session_instructions(session(StrengthKind.LIGHT), [run])[0]
    assert session_instructions(session(StrengthKind.HEAVY), [marathon]) == session_instructions(
        session(StrengthKind.HEAVY)
    )


def test_without_a_sled_no_lane_is_asked_for() -> None:
    said = " ".join(session_instructions(session(StrengthKind.MODERATE, sled=False)))
    assert "Lane" not in said
    assert said.startswith("Warm up: 5 min of easy walking or jogging, or up and down the stairs.")
    assert "half the load" not in said


def test_walking_backward_takes_no_plates_off() -> None:
    said = " ".join(session_instructions(session(StrengthKind.LIGHT, Equipment(60.0, sled_kg=44.8))))
    assert said.startswith("Walk backward 3 × 20 m, no sled.")
    assert "plates" not in said
    assert "Lane: free and clear behind you" in said
    assert "bands" not in said


def test_what_is_no_session_of_ours_has_no_instructions() -> None:
    assert session_instructions(Workout(dt.date(2027, 3, 1), Sport.RUN, "easy", "Easy")) == ()
    assert session_instructions(Workout(dt.date(2027, 3, 1), Sport.STRENGTH, None, "Yoga")) == ()


def test_with_the_empty_sled_there_are_no_plates_to_take_off() -> None:
    heavier = Equipment(80.0, sled_kg=36.0)
    empty = session_dose(StrengthKind.MODERATE, DOSE_TABLES[12][0], StrengthLevel.NOVICE, heavier)
    workout = replace(session(StrengthKind.MODERATE), planned=empty.effort, note=" ".join(empty.remarks))
    said = " ".join(session_instructions(workout))
    assert "plates" not in said
    assert "No round may feel harder than 6 of 10 (RPE): then do no more." in said


def with_sets(kind: StrengthKind | None, *sets: ExerciseSet) -> Workout:
    return Workout(dt.date(2027, 3, 1), Sport.STRENGTH, kind, "Session", planned=Effort(sets=sets))


SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 4, distance_m=20.0, load_kg=56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 1, hold_s=60, knee_angle_deg=120, squeeze=True)


def test_several_loads_of_the_sled_are_one_part_with_its_sentences_once() -> None:
    instructions = instruct_session(with_sets(StrengthKind.HEAVY, SLED, replace(SLED, rounds=2, load_kg=62.0), SIT))
    assert instructions is not None
    sled, sit = instructions.parts
    assert sled.title == "Sled 4 × 20 m, 56 kg; sled 2 × 20 m, 62 kg"
    assert sit.name == "wall_sit"
    assert sum("Lane:" in line for line in instructions.lines) == 1


def test_rounds_of_another_length_are_not_called_20_m() -> None:
    said = " ".join(session_instructions(with_sets(StrengthKind.MODERATE, replace(SLED, distance_m=15.0))))
    assert "Go 15 m: control comes before speed." in said
    assert "Go about 20 m" not in said


def test_the_wall_sit_alone_is_explained_as_such() -> None:
    alone = with_sets(StrengthKind.MODERATE, SIT, replace(SIT, hold_s=90, squeeze=False))
    assert guide_names_of(alone.planned.sets) == ("wall_sit_alone",)
    assert guide_names_of((SLED, SIT)) == ("reverse_sled_push", "wall_sit")
    said = " ".join(session_instructions(alone))
    assert "all through the 1:00." in said
    assert "Rest 120 s between holds." in said


def test_an_own_exercise_has_the_example_and_nothing_of_the_sled() -> None:
    carry = ExerciseSet("farmers_carry", 4, distance_m=50.0, load_kg=24.0, leg_load=LegLoad.LIGHT)
    instructions = instruct_session(with_sets(None, carry))
    assert instructions is not None
    assert instructions.parts[0].cap == ""
    said = " ".join(instructions.lines)
    assert "Lift a weight in each hand" in said
    assert "Rest 60 s between rounds." in said
    assert "Lane" not in said
    assert "bands" not in said
    squat = replace(carry, exercise="squat", distance_m=None, repetitions=8)
    assert "Rest 60 s" in " ".join(session_instructions(with_sets(StrengthKind.HEAVY, squat)))


def test_the_squeeze_is_that_of_the_library() -> None:
    for name in ("wall_sit", "wall_sit_alone"):
        squeeze = read_guide(name).steps["squeeze"]
        for effort in SQUEEZE_EFFORT.values():
            assert effort in squeeze


def test_stop_signs_of_all_exercises_are_listed_once() -> None:
    instructions = instruct_session(session(StrengthKind.HEAVY))
    assert instructions is not None
    assert instructions.stop_signs[0] == STOP_SIGNS
    assert len(set(instructions.stop_signs)) == len(instructions.stop_signs)
    assert instructions.breathing[0] == BREATHE


def test_the_warm_up_asks_for_no_less_than_the_empty_sled() -> None:
    heavy = with_sets(StrengthKind.HEAVY, replace(SLED, load_kg=30.0))

    def warm_up(sled_kg: float | None) -> str:
        return session_instructions(heavy, (), sled_kg)[0]

    assert warm_up(None).endswith("20 m backward without a load. One round with half the load.")
    assert warm_up(15.0).endswith("20 m backward without a load. One round with half the load.")
    assert warm_up(20.0).endswith("20 m backward without a load. One round with the empty sled.")
    assert warm_up(30.0).endswith("20 m backward without a load.")

"""The instructions of a session: each set with its cap, the lane, the rests, the knees and the ball."""

import datetime as dt
from dataclasses import replace

from planner.training.dose_tables import DOSE_TABLES
from planner.training.doses import Equipment, session_dose
from planner.training.precautions import BREATHING
from planner.training.session_instructions import session_instructions
from planner.training.workouts import Effort, Outcome, Sport, StrengthKind, StrengthLevel, Workout


def session(kind: StrengthKind, equipment: Equipment = Equipment(80.0), *, sled: bool = True) -> Workout:  # noqa: B008
    measured = session_dose(kind, DOSE_TABLES[12][5], StrengthLevel.EXPERIENCED, equipment)
    effort = (measured if sled else measured.without_sled()).effort
    return Workout(dt.date(2027, 3, 1), Sport.STRENGTH, kind, "Session", planned=effort)


def test_a_heavy_session_in_full() -> None:
    assert session_instructions(session(StrengthKind.HEAVY)) == (
        "Warm up: 5 min of easy walking or jogging, 20 m backward without a load, then one with half the load.",
        (
            "Sled 6 × 20 m, 45 kg. No round may feel harder than 8 of 10 (RPE): then take plates off. "
            "That cap goes before the load, which is a start (51.5 to 75 % of body mass)."
        ),
        (
            "Lane: 20 m clear behind you, even, dry and lit, its end marked or watched by a spotter; shoes that grip. "
            "Stop before you turn."
        ),
        (
            "Bands doubled evenly on both handles, arms around them, chest tall: short quiet steps backward, "
            "20 m in about 25 to 40 s, control before speed."
        ),
        "Rest 60 s between rounds, 120 s after every second one.",
        (
            "At the end put the bands on the other handles and drag the sled back the same way: that is the next "
            "round. Without room to turn, walk back without a load and bring the sled by its straps."
        ),
        "Wall sit 2 × 1:45 with ball. No hold may feel harder than 8 of 10 (RPE): then stand up.",
        "Knees at 120° (180° is standing), back flat on the wall, feet under the knees.",
        "Squeeze the ball between the knees at 4 to 5 of 10, all through the 1:45.",
        "Rest 120 s between holds.",
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
    assert said.startswith("Wall sit")


def test_walking_backward_takes_no_plates_off() -> None:
    said = " ".join(session_instructions(session(StrengthKind.LIGHT, Equipment(60.0, sled_kg=44.8))))
    assert said.startswith("Walk backward 3 × 20 m, no sled.")
    assert "plates" not in said
    assert "Lane: 20 m clear behind you" in said


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

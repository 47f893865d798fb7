"""What is said of links and questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.matching import RecordingSet, describe_choice, describe_question, explain_link, make_set, name_recordings
from planner.training.races import Unit
from planner.training.recordings import Recording
from planner.training.workouts import RunKind, Slot, Sport, Workout
from tests.matching.cases import recorded, run, strength


def one(*parts: Recording) -> RecordingSet:
    return make_set(parts)


MORNING, EVENING = run(1, 10, slot=Slot.AM), run(1, 10, start="18:30")
NIGHT, INDOORS = recorded("a", 10, "00:10", day=1), recorded("a", None, "09:00", minutes=75)
HALVES = recorded("a", 9, "09:00"), recorded("b", 7, "10:00")
LIFTED = recorded("a", None, "18:00", minutes=28, sport=Sport.STRENGTH)
RACE, RACED = replace(run(1, 10), kind=RunKind.RACE), recorded("a", 10.1, "09:00", is_race=True)


@pytest.mark.parametrize(
    ("workout", "recordings", "margin", "words"),
    [
        (MORNING, one(recorded("a", 10, "07:10")), 655, "10.0 of 10 km, same day, am; next best 655 dearer"),
        (MORNING, one(recorded("a", 9.8, "18:00")), 150, "9.8 of 10 km, same day; next best 150 dearer"),
        (EVENING, one(recorded("a", 10, "18:20")), None, "10.0 of 10 km, same day, 18:20"),
        (run(1, 10), one(NIGHT), 600, "10.0 of 10 km, after midnight; next best 600 dearer"),
        (run(1, 16), one(*HALVES), None, "16.0 of 16 km, same day, two recordings"),
        (run(1, None), one(recorded("a", 9, "09:00")), None, "no figures to compare, same day"),
        (run(1, 10), one(INDOORS), None, "1:15 h of 1:00 h, same day"),
        (strength(1), one(LIFTED), None, "28 of 45 min, same day"),
        (RACE, one(RACED), None, "10.1 of 10 km, same day, marked as a race"),
    ],
)
def test_a_link_says_why(workout: Workout, recordings: RecordingSet, margin: int | None, words: str) -> None:
    assert explain_link(workout, recordings, margin, Unit.KM) == words


def test_miles_are_said_in_miles() -> None:
    assert (
        explain_link(run(1, 16.09344), one(recorded("a", 8.04672, "07:00")), None, Unit.MI) == "5.0 of 10 mi, same day"
    )


def test_a_choice_names_the_workout_its_day_and_the_amounts() -> None:
    long = run(1, 20, kind="long")
    assert describe_choice(long, one(recorded("a", 20.3, "18:00", day=1)), Unit.KM) == (
        "Wednesday's long run, a day later, 20.3 of 20 km"
    )
    assert describe_choice(long, one(recorded("a", 20.3, "18:00", day=-2)), Unit.KM) == (
        "Wednesday's long run, two days earlier, 20.3 of 20 km"
    )
    assert describe_choice(run(1, None), one(recorded("a", 20.3, "18:00")), Unit.KM) == "Wednesday's easy run"


def test_a_question_names_recordings_and_choices() -> None:
    sets = [one(recorded("a", 7.9, "07:00")), one(recorded("b", None, "18:00", minutes=48))]
    assert describe_question(sets, [run(1, 8)], Unit.KM) == (
        "The run of Wed 6 Jan 07:00, 7.9 km or the run of Wed 6 Jan 18:00, 48 min: Wednesday's easy run, 7.9 of 8 km?"
    )
    session = one(recorded("a", None, "18:00", minutes=48, sport=Sport.STRENGTH))
    assert name_recordings([session], Unit.KM) == "The session of Wed 6 Jan 18:00, 48 min"
    halves = [one(recorded("a", 9, "09:00"), recorded("b", 7, "10:00"))]
    assert describe_question(halves, [], Unit.KM) == "The run of Wed 6 Jan 09:00, 16.0 km, two recordings: which sport?"


def test_a_recording_of_unknown_sport_is_named_with_its_year() -> None:
    unknown = one(recorded("a", 4.6, "14:23", sport=Sport.CROSS, sport_said=False))
    assert describe_question([unknown], [], Unit.KM) == "The recording of Wed 6 Jan 2027 14:23, 4.6 km: which sport?"

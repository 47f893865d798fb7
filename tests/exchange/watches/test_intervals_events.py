"""Workouts as events of intervals.icu: their fields, and descriptions that the site takes for words."""

from __future__ import annotations

import base64
import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange.watches.intervals_events import intervals_event
from planner.exchange.watches.workout_files import workout_file
from planner.training.races import Priority, Unit
from planner.training.steps import Intensity, Repeat, Step, StepKind
from planner.training.workouts import Effort, RunKind, Workout
from tests.examples import examples
from tests.exchange.watches.test_workout_files import DATABASE, own, run, session, sit, sled

START = dt.datetime.fromisoformat("2027-01-07T18:00")


def event(workout: Workout, start: dt.date = START) -> dict[str, Any]:
    return intervals_event(workout, start, DATABASE, unit=Unit.KM, sled_kg=20.0)


def test_a_plain_run_says_when_how_far_and_how_long() -> None:
    workout = replace(run(title="Easy", distance_m=8000.0, duration_s=2700), note="By the river.")
    assert event(workout) == {
        "category": "WORKOUT",
        "start_date_local": "2027-01-07T18:00:00",
        "type": "Run",
        "name": "Easy",
        "description": "By the river.",
        "external_id": "planner-a1b2c3d4e5f6-41",
        "moving_time": 2700,
        "distance": 8000.0,
    }


def test_a_run_with_steps_carries_its_file() -> None:
    fast = Step(StepKind.WORK, 400.0, pace_s_per_km=(235, 245), intensity=Intensity.INTERVAL)
    workout = run(Repeat(5, (fast, Step(StepKind.RECOVERY, duration_s=90, intensity=Intensity.EASY))))
    found = event(workout)
    file = workout_file(workout, DATABASE, unit=Unit.KM, sled_kg=20.0)
    assert found["filename"] == file.name
    assert base64.b64decode(found["file_contents_base64"]) == file.content
    assert found["description"] == "5 × (400 metres at 3:55-4:05/km interval pace, 90 s jog)"
    assert event(workout) == found  # sent twice it changes nothing


def test_strength_is_words_without_a_file() -> None:
    sets = (sled(5), sled(2, load_kg=0.0), sit(2), own("farmers_carry", 4, distance_m=50.0, load_kg=24.0))
    found = event(session(*sets, own("wall_ball", 3, repetitions=20), own("burpees", 3), title="Evening"))
    assert found["description"].split("\n") == [
        "Sled: 5 rounds of 20 metres, 56 kg",
        "Walk backward: 2 rounds of 20 metres, no sled",
        "Wall sit: 2 rounds of 1:30, knees 120°, squeeze the ball",
        "Farmers carry: 4 rounds of 50 metres, 24 kg",
        "Wall ball: 3 rounds of 20 repetitions",
        "Burpees: 3 rounds",
    ]
    assert (found["type"], found["name"]) == ("WeightTraining", "Evening")
    assert not {"filename", "file_contents_base64", "distance", "moving_time"} & set(found)


def test_races_have_their_priority_and_a_day_without_a_time_begins_at_midnight() -> None:
    race = replace(run(title="Half", distance_m=21_097.5), kind=RunKind.RACE, start=None, slot=None)
    sent = event(race, race.date)
    assert (sent["category"], sent["start_date_local"]) == ("RACE_A", "2027-01-07T00:00:00")
    assert event(replace(race, priority=Priority.C))["category"] == "RACE_C"


def test_health_answers_and_ratings_stay_at_home() -> None:
    note = "By the river. No wall sit, for your answer on chest pain. Not medical advice."
    workout = replace(session(sled()), note=note, planned=Effort(sets=(sled(),), rpe=7.5))
    assert event(workout)["description"] == "Sled: 1 round of 20 metres, 56 kg\nBy the river."


@pytest.mark.parametrize(
    ("note", "description"),
    [
        ("- 10 m easy\n  -- 20 m hard", "– 10 m easy\n– 20 m hard"),
        ("3x\n3 X\nthen 3 ×\n12x12x", "3x.\n3 X.\nthen 3 ×.\n12x12x."),
        ("one\r\n\r\ntwo\u2028- three", "one\ntwo\ufffd- three"),
    ],
)
def test_no_line_is_taken_for_a_step_or_a_repetition(note: str, description: str) -> None:
    assert event(replace(run(), note=note))["description"] == description


LINES = st.text(st.sampled_from("-–3x×X 0m\t\r\n\u2028\u200b\x0b") | st.characters(), max_size=40)


@settings(max_examples=examples(300))
@given(LINES)
def test_no_note_is_taken_for_steps(note: str) -> None:
    for line in event(replace(run(), note=note))["description"].splitlines():
        assert not line.strip().startswith("-")
        assert not re.search(r"\d\s*x$", line.strip(), re.IGNORECASE)

"""What of a note leaves: the runner's words, and nothing that the planner has added on health and ratings."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from planner.training.dose_tables import dose_weeks
from planner.training.doses import Equipment, session_dose
from planner.training.safety_gates import restrict_session
from planner.training.screening import QUESTIONS, Screening, screening_gates
from planner.training.shared_notes import shared_note
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Sport,
    StrengthKind,
    StrengthLevel,
    Workout,
)

SETS = (
    ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20.0, 56.0),
    ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=90),
)
SESSION = Workout(
    dt.date(2027, 1, 7),
    Sport.STRENGTH,
    StrengthKind.HEAVY,
    "",
    planned=Effort(sets=SETS),
    note="By the river, 5. gear.",
)
ANSWERS = [(question.name, choice) for question in QUESTIONS for choice in question.choices]


@pytest.mark.parametrize("cleared", [None, dt.date(2027, 1, 1)])
def test_no_answer_to_a_health_question_leaves(cleared: dt.date | None) -> None:
    added = 0
    for answers in itertools.combinations(ANSWERS, 2):
        gates = screening_gates(Screening(dict(answers), cleared_on=cleared))
        note = restrict_session(SESSION, gates).note
        added += note != SESSION.note
        assert shared_note(note) == SESSION.note
    assert added > 10


def test_no_limit_of_a_rating_leaves() -> None:
    remarks = set()
    for kind, sled_kg in itertools.product(StrengthKind, range(20, 151, 5)):
        equipment = Equipment(body_mass_kg=60.0, sled_kg=float(sled_kg))
        dose = session_dose(kind, dose_weeks(4)[0], StrengthLevel.NOVICE, equipment)
        remarks |= set(dose.remarks)
    assert any("RPE" in remark for remark in remarks)
    for remark in remarks:
        kept = shared_note(f"By the river. {remark}")
        assert kept.startswith("By the river. The empty sled (")
        assert kept.endswith(".")
        assert "RPE" not in kept


@pytest.mark.parametrize("note", ["", "No wall sit. My answer on it: no.", "A line.\n\nAnother.", "3 of 10 (RPE)"])
def test_other_words_stay(note: str) -> None:
    assert shared_note(note) == note

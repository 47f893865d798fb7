"""What the runner's health keeps out of a session when it starts, and what is asked first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.absences import AbsenceKind
from planner.training.outcomes import TypedOutcome
from planner.training.safety_gates import restrict_session
from planner.training.screening import QUESTIONS, Screening, all_clear_screening, screening_gates
from planner.training.session_gates import StartQuestion, gates_of_session
from planner.training.workouts import Effort, Exercise, ExerciseSet, LegLoad, Slot, Sport, StrengthKind, Workout
from planner.usecases import screening
from planner.usecases.calendar import mark
from planner.usecases.calendar.absences import plan_absence
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.runner import change_runner_setting
from tests.usecases.books import DAY, the

SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=100, squeeze=True)
CARRY = ExerciseSet("farmers_carry", 4, distance_m=50.0, load_kg=24.0, leg_load=LegLoad.MODERATE)
HARMLESS = {question.name: question.choices[0] for question in QUESTIONS}


def session(day: dt.date, kind: StrengthKind | None = StrengthKind.HEAVY, *sets: ExerciseSet) -> Workout:
    """A strength session of sled and wall sit, or of other sets."""
    return Workout(
        day, Sport.STRENGTH, kind, "Session", Slot.PM, "18:00", planned=Effort(sets=sets or (SLED, SIT)), id=1
    )


def test_before_the_first_heavy_session_the_health_questions_come_first_and_then_the_lane(season: Planbook) -> None:
    first = screening.session_gates(season, session(season.today))
    assert first.questions == (StartQuestion.HEALTH, StartQuestion.LANE)
    assert (first.is_refused, first.gates, first.sentences) == (False, (), ())

    screening.answer_questions(season, {"chest": "no"})
    assert screening.session_gates(season, session(season.today)).question is StartQuestion.LANE

    screening.confirm_lane(season)
    assert screening.session_gates(season, session(season.today)).question is None


def test_a_confirmed_lane_alone_answers_no_health_question(season: Planbook) -> None:
    screening.confirm_lane(season)
    assert screening.session_gates(season, session(season.today)).questions == (StartQuestion.HEALTH,)


@pytest.mark.parametrize(
    ("kind", "sets", "questions"),
    [
        (StrengthKind.MODERATE, (SLED, SIT), [StartQuestion.HEALTH]),
        (StrengthKind.MODERATE, (SLED,), []),
        (StrengthKind.LIGHT, (SLED, SIT), [StartQuestion.HEALTH]),
        (StrengthKind.LIGHT, (SLED,), []),
        (StrengthKind.HEAVY, (SIT,), [StartQuestion.HEALTH]),
        (StrengthKind.HEAVY, (CARRY,), [StartQuestion.HEALTH, StartQuestion.LANE]),
        (None, (CARRY,), []),
    ],
)
def test_only_what_is_heavy_or_has_a_wall_sit_is_asked_about(
    season: Planbook, kind: StrengthKind | None, sets: tuple[ExerciseSet, ...], questions: list[StartQuestion]
) -> None:
    assert [*screening.session_gates(season, session(season.today, kind, *sets)).questions] == questions


def test_a_yes_refuses_heavy_work_with_the_way_to_a_clearance_and_the_clearance_allows_it(season: Planbook) -> None:
    screening.answer_questions(season, {**HARMLESS, "chest": "yes"})
    heavy = screening.session_gates(season, session(season.today))
    assert heavy.is_refused
    text = " ".join(heavy.sentences)
    for words in ("chest pain", "planner screening --cleared DATE", "planner ease", "Not medical advice."):
        assert words in text

    moderate = screening.session_gates(season, session(season.today, StrengthKind.MODERATE))
    assert not moderate.is_refused
    assert moderate.allowed.planned.sets == (SLED,)
    assert "no wall sit" in moderate.sentences[0]

    home = screening.session_gates(season, session(season.today, StrengthKind.MODERATE, SIT))
    assert home.is_refused

    screening.answer_questions(season, {}, cleared=season.today)
    assert screening.session_gates(season, session(season.today)).sentences == ()


def test_raised_blood_pressure_limits_the_wall_sit_and_says_so(season: Planbook) -> None:
    screening.answer_questions(season, {**HARMLESS, "pressure": "142/90"})
    gates = screening.session_gates(season, session(season.today))
    assert not gates.is_refused
    (_, sit) = gates.allowed.planned.sets
    assert (sit.hold_s, sit.knee_angle_deg) == (60, 120)
    assert "196/112" in gates.sentences[0]
    assert "planner ease" not in " ".join(gates.sentences)  # it is done as it is limited


def test_a_lane_that_was_not_clear_is_asked_about_again_before_it_keeps_anything_out(season: Planbook) -> None:
    screening.answer_questions(season, {**HARMLESS, "lane": "no"})
    heavy = screening.session_gates(season, session(season.today))
    assert (heavy.questions, heavy.is_refused) == ((StartQuestion.LANE,), False)


def test_an_age_a_birth_or_an_injury_keeps_heavy_sessions_out_but_not_the_wall_sit_at_home(season: Planbook) -> None:
    screening.answer_questions(season, HARMLESS)
    change_runner_setting(season, "birth-year", str(season.today.year - 70))
    assert screening.session_gates(season, session(season.today)).is_refused
    assert not screening.session_gates(season, session(season.today, StrengthKind.HEAVY, SIT)).is_refused
    assert not screening.session_gates(season, session(season.today, StrengthKind.MODERATE)).is_refused


def test_bone_stress_and_injury_refuse_every_session_also_one_of_exercises_of_ones_own(season: Planbook) -> None:
    screening.answer_questions(season, {**HARMLESS, "bone": "yes"})
    own = screening.session_gates(season, session(season.today, None, CARRY))
    assert own.is_refused
    assert "get assessed" in own.sentences[0]
    assert "planner ease" not in " ".join(own.sentences)  # nothing is still allowed


def test_a_session_of_an_exercise_that_asks_nothing_of_the_legs_is_refused_by_bone_stress_alone(
    season: Planbook,
) -> None:
    plank = ExerciseSet("plank", 3, hold_s=45, leg_load=LegLoad.NONE)
    screening.answer_questions(season, {**HARMLESS, "chest": "yes"})
    assert screening.session_gates(season, session(season.today, None, plank)).sentences == ()
    screening.answer_questions(season, {"chest": "no", "bone": "yes"})
    assert screening.session_gates(season, session(season.today, None, plank)).is_refused


def test_a_session_without_sets_is_kept_out_by_its_kind_alone(season: Planbook) -> None:
    empty = Workout(season.today, Sport.STRENGTH, StrengthKind.MODERATE, "Session", Slot.PM, "18:00")
    screening.answer_questions(season, {**HARMLESS, "pressure": "142/90", "lane": "no"})
    assert not screening.session_gates(season, empty).is_refused
    heavy = screening.session_gates(season, replace(empty, kind=StrengthKind.HEAVY))
    assert heavy.questions == (StartQuestion.LANE,)


def test_what_is_left_of_a_session_is_named_by_what_it_has(season: Planbook) -> None:
    screening.answer_questions(season, {**HARMLESS, "chest": "yes"})
    moderate = replace(session(season.today, StrengthKind.MODERATE), title="Moderate sled and wall sit")
    assert screening.session_gates(season, moderate).allowed.title == "Moderate sled"


def test_a_run_is_kept_out_and_asked_about_by_nothing_here(season: Planbook) -> None:
    screening.answer_questions(season, {"bone": "yes"})
    found = screening.session_gates(season, the(season, season.today - DAY))
    assert (found.gates, found.questions, found.is_refused) == ((), (), False)


def test_a_missed_session_is_judged_by_the_day_on_which_it_is_done(season: Planbook) -> None:
    screening.answer_questions(season, HARMLESS)
    yesterday = season.today - DAY
    apply_change(season, plan_absence(season, yesterday, season.today, AbsenceKind.SICK))
    assert screening.session_gates(season, session(yesterday - DAY)).is_refused
    assert screening.session_gates(season, session(season.today + 2 * DAY)).is_refused  # heavy, within 48 h
    assert not screening.session_gates(season, session(season.today + 3 * DAY)).is_refused


def test_pain_of_yesterday_refuses_what_it_forbids_today(season: Planbook) -> None:
    screening.answer_questions(season, HARMLESS)
    run = the(season, season.today - DAY)
    mark.mark_done(season, run.id, TypedOutcome(pain=7))
    assert screening.session_gates(season, session(season.today, StrengthKind.MODERATE)).is_refused
    assert not screening.session_gates(season, session(season.today, StrengthKind.LIGHT)).is_refused
    assert not screening.session_gates(season, session(season.today, StrengthKind.LIGHT, SIT)).is_refused


ANSWERS = st.fixed_dictionaries({question.name: st.sampled_from(question.choices) for question in QUESTIONS})
SETS = st.lists(st.sampled_from([SLED, SIT, CARRY]), min_size=1, max_size=4).map(tuple)


@given(answers=ANSWERS, sets=SETS, kind=st.sampled_from([*StrengthKind, None]))
def test_what_is_allowed_breaks_no_gate_and_everything_left_out_is_explained(
    answers: dict[str, str], sets: tuple[ExerciseSet, ...], kind: StrengthKind | None
) -> None:
    day = dt.date(2027, 1, 6)
    answered = Screening(answers)
    gates = screening_gates(answered)
    found = gates_of_session(session(day, kind, *sets), gates, answered, day)
    assert restrict_session(found.allowed, gates).planned == found.allowed.planned
    if found.is_refused or found.allowed.planned.sets != sets:
        assert found.gates
        assert len(found.sentences) > len(found.gates)
    clear = gates_of_session(session(day, kind, *sets), (), all_clear_screening(), day)
    assert (clear.allowed.planned.sets, clear.is_refused, clear.questions) == (sets, False, ())

"""The safety gates: what pain, illness and health answers keep out, for how long, and what that does to a session."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.training.absences import Absence, AbsenceKind
from planner.training.dose_tables import DOSE_TABLES
from planner.training.doses import Equipment, session_dose
from planner.training.precautions import wall_sit_precaution
from planner.training.refusal import RefusedError
from planner.training.safety_gates import (
    ALL_KINDS,
    HEAVY_KINDS,
    Gate,
    PainVerdict,
    absence_gates,
    limit_sessions_by_gates,
    pain_gates,
    pain_verdict,
    restrict_session,
)
from planner.training.screening import (
    NONE_OF_THESE,
    QUESTIONS,
    Screening,
    all_clear_screening,
    classify_pressure,
    parse_answer,
    parse_screening,
    screening_gates,
    unscreened_remark,
    with_answers,
)
from planner.training.session_instructions import session_instructions
from planner.training.weekly_sessions import MAX_DEMANDING_SESSIONS, MAX_SESSIONS, WeeklySessions, check_sessions
from planner.training.workout_names import session_title
from planner.training.workouts import (
    DEMANDING_KINDS,
    Effort,
    Exercise,
    Outcome,
    RunKind,
    Sport,
    StrengthKind,
    StrengthLevel,
    Workout,
)

MONDAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)
SIT, SLED = Exercise.WALL_SIT, Exercise.REVERSE_SLED_PUSH


def ran(day: int, pain: int | None, pain_next: int | None = None) -> Workout:
    outcome = Outcome(Effort(), pain=pain, pain_next=pain_next)
    return Workout(MONDAY + day * DAY, Sport.RUN, RunKind.EASY, "Easy", actual=outcome)


def session(kind: StrengthKind = StrengthKind.HEAVY, day: int = 0) -> Workout:
    planned = session_dose(kind, DOSE_TABLES[12][9], StrengthLevel.EXPERIENCED, Equipment(70.0, 20.0)).effort
    return Workout(MONDAY + day * DAY, Sport.STRENGTH, kind, session_title(kind), planned=planned)


def gates(**answers: str) -> tuple[Gate, ...]:
    return screening_gates(Screening(answers))


def kinds_out(found: tuple[Gate, ...]) -> set[StrengthKind]:
    return {kind for gate in found for kind in gate.kinds}


def exercises_out(found: tuple[Gate, ...]) -> set[Exercise]:
    return {exercise for gate in found for exercise in gate.exercises}


# Pain (R4)


@pytest.mark.parametrize(
    ("pain", "pain_next", "verdict"),
    [
        (None, None, None),
        (0, None, PainVerdict.GO),
        (3, None, PainVerdict.GO),
        (3, 3, PainVerdict.GO),
        (4, None, PainVerdict.REDUCE),
        (5, 5, PainVerdict.REDUCE),
        (None, 5, PainVerdict.REDUCE),
        (6, None, PainVerdict.DROP),
        (10, 0, PainVerdict.DROP),
        (None, 6, PainVerdict.DROP),
        (2, 3, PainVerdict.DROP),  # worse the next morning
        (4, 5, PainVerdict.DROP),
        (0, 2, PainVerdict.GO),  # as little as load may rise with
        (1, 2, PainVerdict.GO),
    ],
)
def test_pain_says_go_keep_or_drop(pain: int | None, pain_next: int | None, verdict: PainVerdict | None) -> None:
    assert pain_verdict(pain, pain_next) is verdict


def test_a_red_day_keeps_heavy_and_moderate_out_for_a_week_and_light_in() -> None:
    [gate] = pain_gates([ran(0, 2), ran(1, 7), ran(2, 5)])
    assert (gate.kinds, gate.first, gate.last, gate.blocks_progress) == (
        DEMANDING_KINDS,
        MONDAY + DAY,
        MONDAY + 8 * DAY,
        True,
    )
    assert "pain of 7 on Tue 5 Jan" in gate.full_text
    assert "It rests on evidence, read in the source (Silber07)" in gate.full_text


def test_two_red_days_within_seven_send_to_a_clinician_and_stop_progression() -> None:
    [gate] = pain_gates([ran(6, 4, 6), ran(0, 8)])
    assert (gate.last, gate.blocks_progress) == (MONDAY + 20 * DAY, True)
    assert "clinician" in gate.remedy
    assert "6 the morning after, 4 before" in gate.why


def test_two_red_days_further_apart_are_two_single_ones() -> None:
    [gate] = pain_gates([ran(7, 6), ran(0, 8)])
    assert (gate.first, gate.last) == (MONDAY + 7 * DAY, MONDAY + 14 * DAY)
    assert "clinician" not in gate.remedy


def test_two_red_workouts_on_one_day_are_one_red_day() -> None:
    [gate] = pain_gates([ran(0, 8), ran(0, 9)])
    assert gate.last == MONDAY + 7 * DAY


def test_pain_of_five_and_less_keeps_nothing_out() -> None:
    assert pain_gates([ran(0, 5), ran(1, 4), ran(2, None)]) == ()


# Illness and injury (R8, R9)


def test_after_an_illness_heavy_waits_for_48_hours() -> None:
    sick = Absence(MONDAY, MONDAY + 2 * DAY, AbsenceKind.SICK)
    meanwhile, after = absence_gates([sick])
    assert (meanwhile.kinds, meanwhile.first, meanwhile.last) == (ALL_KINDS, sick.first, sick.last)
    assert (after.kinds, after.first, after.last) == (HEAVY_KINDS, MONDAY + 3 * DAY, MONDAY + 4 * DAY)
    assert "48 h" in after.why


def test_after_an_injury_it_is_moderate_and_light_until_weeks_have_passed_or_somebody_agrees() -> None:
    injured = Absence(MONDAY, MONDAY + 6 * DAY, AbsenceKind.INJURED)
    assert [(gate.kinds, gate.novice_loads) for gate in absence_gates([injured])] == [
        (ALL_KINDS, False),
        (HEAVY_KINDS, True),
    ]
    assert len(absence_gates([injured], MONDAY + 5 * DAY)) == 2
    assert len(absence_gates([injured], MONDAY + 6 * DAY)) == 1


def test_being_away_keeps_nothing_out() -> None:
    assert absence_gates([Absence(MONDAY, MONDAY, AbsenceKind.AWAY)]) == ()


# The health questions


def test_what_was_not_answered_is_not_assumed() -> None:
    assert screening_gates(None) == ()
    assert screening_gates(Screening()) == ()
    assert "not answered" in unscreened_remark(None)
    assert f"{len(QUESTIONS)} of the health questions" in unscreened_remark(Screening())
    assert unscreened_remark(all_clear_screening()) == ""
    assert screening_gates(all_clear_screening()) == ()


@pytest.mark.parametrize("name", [question.name for question in QUESTIONS if question.rule == "R1"])
def test_a_yes_of_the_first_list_takes_heavy_and_wall_sits_out_until_cleared(name: str) -> None:
    found = gates(**{name: "yes"})
    assert (kinds_out(found), exercises_out(found)) == ({StrengthKind.HEAVY}, {SIT})
    assert "--cleared" in found[0].full_text
    cleared = screening_gates(Screening({name: "yes"}, cleared_on=MONDAY))
    assert (kinds_out(cleared), exercises_out(cleared)) == (set(), set())


@pytest.mark.parametrize("answers", [{"pressure": "high"}, {"pressure": "161/80"}, {"pressure": "120/100"},
                                     {"vessels": "yes"}, {"pregnant": "yes"}])  # fmt: skip
def test_wall_sits_are_refused(answers: dict[str, str]) -> None:
    found = gates(**answers)
    assert SIT in exercises_out(found)
    assert any(gate.rule == "R2" and gate.exercises for gate in found)
    assert not restrict_session(session(), found).planned.wall_sit_s


@pytest.mark.parametrize("pressure", ["raised", "130/80", "120/85", "159/99"])
def test_raised_blood_pressure_limits_the_wall_sit_with_its_numbers(pressure: str) -> None:
    [gate] = gates(pressure=pressure)
    assert (gate.min_knee_angle_deg, gate.max_hold_s, gate.kinds) == (120, 60, frozenset())
    assert "196/112" in gate.why
    assert "do not hold your breath" in gate.why
    assert gate.sources_text == "Goldring14 [V]"
    limited = restrict_session(session(), (gate,))
    before, after = session().planned.sets, limited.planned.sets
    assert [one for one in after if one.exercise is SLED] == [one for one in before if one.exercise is SLED]
    [sit] = [one for one in after if one.exercise is SIT]
    assert (sit.knee_angle_deg, sit.hold_s) == (120, 60)
    assert "196/112" in limited.note
    assert limited.title == session().title


@pytest.mark.parametrize("pressure", ["normal", "unknown", "129/84", "110/70"])
def test_other_blood_pressures_limit_nothing(pressure: str) -> None:
    assert gates(pressure=pressure) == ()


def test_a_high_pressure_that_was_cleared_is_still_limited() -> None:
    [gate] = screening_gates(Screening({"pressure": "170/105"}, cleared_on=MONDAY))
    assert (gate.min_knee_angle_deg, gate.exercises) == (120, frozenset())


@pytest.mark.parametrize("name", ["age", "birth", "injury"])
def test_some_train_moderate_and_light_on_a_slower_ladder(name: str) -> None:
    [gate] = gates(**{name: "yes"})
    assert (gate.kinds, gate.novice_loads, gate.exercises) == (HEAVY_KINDS, True, frozenset())


def test_without_a_lane_there_is_no_heavy_session() -> None:
    assert kinds_out(gates(lane="no")) == {StrengthKind.HEAVY}
    assert gates(lane="yes") == ()


def test_signs_of_bone_stress_stop_running_too() -> None:
    [gate] = gates(bone="yes")
    assert gate.blocks_running
    assert (gate.kinds, gate.exercises) == (ALL_KINDS, frozenset(Exercise))
    assert "get assessed" in gate.full_text


@pytest.mark.parametrize(
    ("answer", "found"),
    [("normal", "normal"), ("129/84", "normal"), ("130/84", "raised"), ("129/85", "raised"), ("160/84", "high"),
     ("129/100", "high"), ("", ""), ("high-ish", ""), ("80/120", ""), ("1200/80", ""), ("120", ""), ("20/10", "")],
)  # fmt: skip
def test_a_reading_of_blood_pressure_is_put_into_its_class(answer: str, found: str) -> None:
    assert classify_pressure(answer) == found


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [("heart", "maybe", 'heart must be no, yes, not "maybe"'), ("weather", "no", 'no health question "weather"'),
     ("pressure", "80/120", "or a reading as 142/90")],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(name: str, text: str, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        parse_answer(name, text)


def test_answers_are_read_as_people_type_them() -> None:
    assert [parse_answer("heart", text) for text in ("no", "N", " Yes ", "y")] == ["no", "no", "yes", "yes"]


def test_a_clearance_does_not_outlive_a_new_alarm() -> None:
    cleared = Screening({"heart": "yes"}, MONDAY, MONDAY)
    later = MONDAY + 30 * DAY
    assert with_answers(cleared, {"heart": "yes", "chest": "no"}, later).cleared_on == MONDAY
    assert with_answers(cleared, {"heart": "yes", "chest": "yes"}, later).cleared_on is None


@given(st.fixed_dictionaries({}, optional={q.name: st.sampled_from(q.choices) for q in QUESTIONS}), st.booleans())
def test_answers_come_back_as_they_went_in(answers: dict[str, str], cleared: bool) -> None:
    screening = Screening(answers, MONDAY, MONDAY if cleared else None)
    assert parse_screening(screening.to_json()) == screening


@pytest.mark.parametrize(
    "text",
    ["{}", '{"answers": 3}', '{"answers": {"heart": "maybe", "shoe": "yes"}, "cleared": 5}', '{"answered": "soon"}'],
)
def test_what_does_not_belong_into_the_answers_is_left_out(text: str) -> None:
    assert parse_screening(text) == Screening()


# What the gates do


def all_gates() -> st.SearchStrategy[tuple[Gate, ...]]:
    days = st.one_of(st.none(), st.integers(-3, 9).map(lambda number: MONDAY + number * DAY))
    one = st.builds(
        lambda kinds, exercises, first, last: Gate(
            rule="R4", short_reason="pain", why="Pain.", remedy="Wait.", kinds=frozenset(kinds),
            exercises=frozenset(exercises), first=first, last=last,
        ),
        st.sets(st.sampled_from(StrengthKind)), st.sets(st.sampled_from(Exercise)), days, days,
    )  # fmt: skip
    return st.lists(one, max_size=4).map(tuple)


@given(all_gates(), st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
def test_a_week_never_asks_for_what_is_out_in_all_of_it(
    found: tuple[Gate, ...], heavy: int, moderate: int, light: int
) -> None:
    doses = WeeklySessions(heavy, moderate, light)
    assume(doses.demanding <= MAX_DEMANDING_SESSIONS and doses.demanding + light <= MAX_SESSIONS)
    left = limit_sessions_by_gates(doses, found, MONDAY, MONDAY + 6 * DAY)
    check_sessions(left)
    out = kinds_out(tuple(gate for gate in found if gate.applies_throughout(MONDAY, MONDAY + 6 * DAY)))
    assert not any(getattr(left, kind.value) for kind in out)
    assert out or left == doses


def test_heavy_turns_moderate_and_both_turn_into_one_light() -> None:
    [pain] = pain_gates([ran(-1, 9)])
    week = MONDAY, MONDAY + 6 * DAY
    assert limit_sessions_by_gates(WeeklySessions(1, 1, 0), gates(age="yes"), *week) == WeeklySessions(0, 2, 0)
    assert limit_sessions_by_gates(WeeklySessions(1, 1, 0), (pain,), *week) == WeeklySessions(0, 0, 1)
    assert limit_sessions_by_gates(WeeklySessions(1, 1, 1), (pain,), *week) == WeeklySessions(0, 0, 1)
    assert limit_sessions_by_gates(
        WeeklySessions(1, 1, 1), (pain,), MONDAY + 7 * DAY, MONDAY + 13 * DAY
    ) == WeeklySessions(1, 1, 1)


def test_a_session_without_its_wall_sit_is_called_what_it_is() -> None:
    found = gates(chest="yes")
    for kind, day in product(StrengthKind, (0, 40)):
        left = restrict_session(session(kind, day), found)
        assert [one.exercise for one in left.planned.sets] == [SLED]
        assert left.title == f"{kind.value.capitalize()} sled"
        assert left.note.endswith("Not medical advice.")


def test_a_session_on_a_day_without_a_gate_stays_as_it_is() -> None:
    assert restrict_session(session(), ()) == session()
    assert restrict_session(session(), gates(age="yes")) == session()


def test_breathing_is_said_with_every_wall_sit_and_the_lane_with_every_sled() -> None:
    sets = session().planned.sets
    assert all(word in wall_sit_precaution(sets) for word in ("Breathe", "dizziness", "headache", "chest", "sight"))
    assert any(line.startswith("Lane: ") for line in session_instructions(session()))
    sled = restrict_session(session(), gates(chest="yes")).planned.sets
    assert (wall_sit_precaution(sled), wall_sit_precaution(())) == ("", "")


def test_no_to_all_conditions_leaves_open_what_has_other_answers_and_keeps_nothing_out() -> None:
    assert [question.name for question in QUESTIONS if question not in NONE_OF_THESE] == ["pressure", "lane", "age"]
    assert Screening().open_conditions == NONE_OF_THESE
    denied = Screening({question.name: "no" for question in NONE_OF_THESE})
    assert denied.open_conditions == ()
    assert screening_gates(denied) == ()
    chest = replace(denied, answers={"chest": "yes"})
    assert [question.name for question in chest.open_conditions[:2]] == ["heart", "dizzy"]

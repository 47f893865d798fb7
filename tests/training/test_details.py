"""Edges of the training rules that no other test reached: each was found as a mutant that nobody noticed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.training.absences import Absence, AbsenceKind
from planner.training.dates import DateReader
from planner.training.dose_rules import find_dose_issues
from planner.training.dose_tables import DOSE_TABLES, DosePhase, DoseWeek, dose_weeks, remaining_dose_weeks
from planner.training.doses import Equipment, session_dose
from planner.training.feelings import feeling_gates
from planner.training.load_ladder import LoggedSession, next_ladder_position
from planner.training.measures import parse_duration
from planner.training.paces import paces_for_index
from planner.training.progress import weekly_progress, workout_load
from planner.training.refusal import RefusedError
from planner.training.safety_gates import absence_gates, pain_gates, restrict_sessions
from planner.training.screening import Screening, screening_gates
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)

MONDAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)


# doses


def test_a_block_builds_unless_strength_is_only_kept() -> None:
    assert dose_weeks(12, 11) == DOSE_TABLES[12]


def test_a_sled_lighter_than_the_load_is_loaded_up_to_it_without_a_word() -> None:
    found = session_dose(
        StrengthKind.MODERATE, DOSE_TABLES[4][0], StrengthLevel.NOVICE, Equipment(body_mass_kg=100, sled_kg=20)
    )
    assert found.effort.sets[0].load_kg == 25
    assert found.remarks == ()


@pytest.mark.parametrize(("body", "said"), [(80.0, "(40 kg, 50 % of 80 kg)"), (None, "(40 kg, 57 % of 70 kg)")])
def test_a_sled_that_is_too_heavy_is_compared_with_the_runners_own_mass(body: float | None, said: str) -> None:
    found = session_dose(
        StrengthKind.LIGHT, DOSE_TABLES[4][0], StrengthLevel.NOVICE, Equipment(body_mass_kg=body, sled_kg=40)
    )
    assert said in found.remarks[0]


def test_in_season_even_a_race_in_the_fourth_week_has_a_taper_before() -> None:
    weeks = dose_weeks(4, 3, in_season=True)
    assert [week.phase for week in weeks[2:]] == [DosePhase.TAPER, DosePhase.RACE]


# dose tables


def test_weeks_ahead_of_nothing_are_those_of_a_new_block() -> None:
    assert remaining_dose_weeks((), DOSE_TABLES[12], 12, 11) == dose_weeks(12, 11)


def test_in_season_the_weeks_ahead_hold_the_load_and_keep_their_sixth_week() -> None:
    now = dose_weeks(8, 7, in_season=True)
    ahead = remaining_dose_weeks(now[:4], now[4:], 6, 9, in_season=True)
    assert [week.phase for week in ahead[:2]] == [DosePhase.MAINTAIN, DosePhase.DELOAD]


def test_every_fourth_week_ahead_is_lighter_than_the_one_before() -> None:
    ahead = remaining_dose_weeks(DOSE_TABLES[12][:3], DOSE_TABLES[12][3:], 9, 11)
    before = DOSE_TABLES[12][2]
    assert ahead[0] == DoseWeek(DosePhase.DELOAD, before.step, 3, 1, before.hold_s)


# load ladder


def test_a_log_may_be_in_any_order() -> None:
    log = [
        LoggedSession(MONDAY - days * DAY, StrengthKind.MODERATE, rung, 5) for days, rung in ((2, 4), (5, 4), (9, 3))
    ]
    assert next_ladder_position(log, MONDAY, 0) == next_ladder_position(log[::-1], MONDAY, 0)
    assert next_ladder_position(log, MONDAY, 0).rung == 5


# safety gates


def ran(day: int, pain: int) -> Workout:
    outcome = Outcome(Effort(), pain=pain)
    return Workout(MONDAY + day * DAY, Sport.RUN, RunKind.EASY, "Easy", actual=outcome)


def test_both_days_of_bad_pain_are_named() -> None:
    [gate] = pain_gates([ran(0, 8), ran(2, 7)])
    assert "two days of bad pain within 7, Mon 4 Jan and Wed 6 Jan (pain of 7)." in gate.why


def test_what_is_waited_for_is_called_an_injury_or_an_illness() -> None:
    for kind, said in ((AbsenceKind.INJURED, "28 days after an injury"), (AbsenceKind.SICK, "48 h after an illness")):
        _, after = absence_gates([Absence(MONDAY, MONDAY, kind)])
        assert f"{said} that ended on Mon 4 Jan." in after.why


def test_how_many_sessions_hold_nothing_any_more_is_said_as_a_sentence() -> None:
    planned = session_dose(StrengthKind.MODERATE, DOSE_TABLES[4][0], StrengthLevel.NOVICE, Equipment()).effort
    sessions = [
        Workout(MONDAY + day * DAY, Sport.STRENGTH, StrengthKind.MODERATE, "Sled", planned=planned) for day in (0, 2)
    ]
    bone = screening_gates(Screening({"bone": "yes"}))
    assert restrict_sessions(sessions[:1], bone) == (
        [],
        ("1 session holds nothing but what is kept out for your health, and is left out.",),
    )
    assert restrict_sessions(sessions, bone) == (
        [],
        ("2 sessions hold nothing but what is kept out for your health, and are left out.",),
    )
    assert restrict_sessions(sessions, ()) == (sessions, ())


# paces


def test_an_index_where_the_equations_do_not_hold_is_called_one() -> None:
    with pytest.raises(RefusedError) as refusal:
        paces_for_index(86)
    assert str(refusal.value) == ("A Daniels-Gilbert index of 86.0 is outside 20 to 85, where the equations hold.")


# progress


def lifted(rpe: float | None, planned_rpe: float | None, day: dt.date = MONDAY) -> Workout:
    planned = Effort(duration_s=2700, rpe=planned_rpe)
    actual = Outcome(Effort(duration_s=2700, rpe=rpe))
    return Workout(
        day, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy", planned=planned, actual=actual, status=StoredStatus.DONE
    )


def test_a_session_without_a_rating_weighs_what_was_planned_and_one_without_any_nothing() -> None:
    assert workout_load(lifted(8.0, 7.0)) == (360.0, False)
    assert workout_load(lifted(None, 7.0)) == (315.0, True)
    assert workout_load(lifted(None, None)) == (0.0, True)


def test_what_was_planned_long_ago_and_never_done_is_no_record() -> None:
    planned = replace(lifted(None, 7.0, MONDAY - 60 * DAY), actual=None, status=StoredStatus.PLANNED)
    recent = lifted(7.0, 7.0, MONDAY - 10 * DAY)
    assert weekly_progress([planned, recent], MONDAY, 0, 1)[0].warming_up
    assert not weekly_progress([replace(recent, date=planned.date), recent], MONDAY, 0, 1)[0].warming_up


# feelings


def test_races_may_be_told_in_any_order() -> None:
    sore = [Absence(MONDAY + 9 * DAY, MONDAY + 9 * DAY, AbsenceKind.SORE, soreness=6)]
    sore += [Absence(MONDAY + DAY, MONDAY + DAY, AbsenceKind.SORE, soreness=6)]
    races = [
        Workout(MONDAY + days * DAY, Sport.RUN, RunKind.RACE, "Race", planned=Effort(10_000), status=StoredStatus.DONE)
        for days in (8, 0)
    ]
    gates = feeling_gates(sore, races)
    assert [gate.first for gate in gates] == [MONDAY + DAY, MONDAY + 9 * DAY]
    assert gates == feeling_gates(sore[::-1], races[::-1])


# dose rules


def sled(rounds: int, day: int, *, done: bool = False) -> Workout:
    effort = Effort(sets=(ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, distance_m=20.0, load_kg=50.0),))
    session = Workout(MONDAY + day * DAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy", slot=Slot.PM, id=day + 1)
    if done:
        return replace(session, actual=Outcome(effort), status=StoredStatus.UNPLANNED)
    return replace(session, planned=effort)


def faults(*sessions: Workout, easy: int | None = None) -> list[tuple[str, str]]:
    weeks = frozenset() if easy is None else frozenset({easy})
    return [
        (fault.code, fault.help) for fault in find_dose_issues(sessions, lambda day: (day - MONDAY).days // 7, weeks)
    ]


def test_what_was_done_without_a_plan_counts_as_it_was_done() -> None:
    assert faults(sled(11, 0, done=True)) == [("D3", "200 m or less, as 10 rounds of 20 m.")]


def test_an_easy_week_at_the_very_beginning_has_nothing_to_be_lighter_than() -> None:
    assert faults(sled(5, 0), easy=0) == []


def test_an_easy_week_without_wall_sits_is_helped_without_them() -> None:
    assert faults(sled(5, 0), sled(5, 7), easy=1) == [("D1", "At most 60 m, at no higher load.")]


# measures and dates


def test_tenths_of_a_minute_are_seconds() -> None:
    assert [parse_duration(text, "time") for text in ("4.1", "62.5", "30")] == [246, 3750, 1800]


@pytest.mark.parametrize("text", ["1950-W53", "1950-W10", "2300-W53"])
def test_a_week_of_a_year_that_is_not_planned_in_is_refused_for_its_year(text: str) -> None:
    with pytest.raises(RefusedError, match="must lie in the years 1970 to 2199"):
        DateReader(MONDAY).read(text)

"""Doses from week to week: an easy week that is not easy, two levers at once, and too much of anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.training.dose_rules import DOSE_RULES, DoseIssue, find_dose_issues
from planner.training.dose_tables import EASY_PHASES, LighterWeeks, dose_weeks, knee_angle_deg
from planner.training.doses import Equipment, session_dose
from planner.training.weekly_sessions import WeeklySessions, sessions_of_week
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)

MONDAY = dt.date(2027, 1, 4)
HEAVY = StrengthKind.HEAVY


def session(week: int, rounds: int, kg: float, holds: str = "2x60", kind: StrengthKind = HEAVY) -> Workout:
    """A session on the Tuesday of a week: rounds of 20 m, and wall sits."""
    times, seconds = map(int, holds.split("x"))
    sets = (
        ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, distance_m=20.0, load_kg=kg),
        ExerciseSet(Exercise.WALL_SIT, times, hold_s=seconds),
    )
    day = MONDAY + dt.timedelta(days=7 * week + 1)
    return Workout(day, Sport.STRENGTH, kind, "", slot=Slot.PM, planned=Effort(sets=sets), id=week + 1)


def faults(*sessions: Workout, easy: tuple[int, ...] = ()) -> list[DoseIssue]:
    return list(find_dose_issues(sessions, lambda day: (day - MONDAY).days // 7, frozenset(easy)))


def codes(*sessions: Workout, easy: tuple[int, ...] = ()) -> list[str]:
    return [fault.code for fault in faults(*sessions, easy=easy)]


def test_d1_an_easy_week_must_be_lighter() -> None:
    normal = session(0, 5, 50, "2x60")
    assert codes(normal, session(1, 3, 50, "1x60"), easy=(1,)) == []
    assert codes(normal, session(1, 4, 50, "1x60"), easy=(1,)) == ["D1"]
    assert codes(normal, session(1, 3, 50, "2x45"), easy=(1,)) == ["D1"]
    assert codes(normal, session(1, 3, 52, "1x60"), easy=(1,)) == ["D1"]
    assert codes(normal, session(1, 5, 50, "2x60")) == []
    [fault] = faults(normal, session(1, 4, 50, "2x60"), easy=(1,))
    assert fault.text == (
        "The week is meant to be lighter, but a session asks for 80 m of sled after 100 m (60 % is the most) "
        "and 2:00 held after 2:00 (50 % is the most)."
    )
    assert fault.help == "At most 60 m and 1:00 held, at no higher load."
    few = session(0, 2, 50, "2x60")
    assert codes(few, session(1, 2, 50, "1x60"), easy=(1,)) == []  # no session has less than two rounds
    [fault] = faults(few, session(1, 3, 50, "1x60"), easy=(1,))
    assert fault.help == "At most 40 m and 1:00 held, at no higher load."


def test_d2_load_and_metres_never_rise_together() -> None:
    assert codes(session(0, 5, 50), session(1, 6, 50)) == []
    assert codes(session(0, 5, 50), session(1, 5, 52)) == []
    assert codes(session(0, 5, 50), session(1, 6, 52)) == ["D2"]
    assert codes(session(0, 5, 50), session(1, 3, 50, "1x60"), session(2, 6, 50, "2x60"), easy=(1,)) == []
    assert codes(session(0, 5, 50), session(1, 3, 48, "1x60"), session(2, 5, 52), easy=(1,)) == []
    moderate = session(1, 6, 52, kind=StrengthKind.MODERATE)
    assert codes(session(0, 5, 50), moderate) == []


def test_a_week_that_was_made_lighter_by_hand_is_not_what_the_next_is_compared_with() -> None:
    assert codes(session(0, 6, 50), session(1, 3, 50, "1x60"), session(2, 6, 50)) == []


@pytest.mark.parametrize(("rounds", "expected"), [(10, []), (11, ["D3"])])
def test_d3_two_hundred_metres_are_the_most(rounds: int, expected: list[str]) -> None:
    assert codes(session(0, rounds, 50)) == expected


@pytest.mark.parametrize(("seconds", "expected"), [(180, []), (181, ["D4"])])
def test_d4_three_minutes_are_the_longest_hold(seconds: int, expected: list[str]) -> None:
    assert codes(session(0, 5, 50, f"2x{seconds}")) == expected


def test_d5_a_quarter_more_a_week_is_the_most() -> None:
    assert codes(session(0, 4, 50, "2x60"), session(1, 5, 50, "2x75")) == []
    assert codes(session(0, 4, 50, "2x60"), session(1, 6, 50, "2x60")) == ["D5"]
    assert codes(session(0, 4, 50, "2x60"), session(1, 4, 50, "2x76")) == ["D5"]


def test_a_kind_that_was_left_out_goes_on_where_the_other_kind_is() -> None:
    moderate, heavy = StrengthKind.MODERATE, StrengthKind.HEAVY
    weeks = [session(0, 4, 40, "2x60", moderate), session(0, 4, 50, "2x60", heavy)]
    weeks += [session(1, 5, 50, "2x75", heavy), session(2, 6, 50, "2x90", heavy)]
    assert codes(*weeks, session(3, 6, 40, "2x105", moderate)) == []
    assert codes(*weeks, session(3, 8, 40, "2x105", moderate)) == ["D5"]
    assert codes(weeks[0], session(3, 6, 40, "2x105", moderate)) == ["D5"]


def test_what_was_skipped_does_not_count() -> None:
    gone = replace(session(1, 12, 90), status=StoredStatus.SKIPPED, skip_reason="ill")
    assert codes(session(0, 5, 50), gone) == []


@given(
    st.integers(1, 30),
    st.sampled_from([3, 4, 9]),
    st.booleans(),
    st.sampled_from([0, 4, 7]),
    st.sampled_from([None, 15.0, 20.0, 25.0, 30.0, 45.0]),
)
@example(weeks=3, every=3, races=True, rung=0, sled_kg=30.0)
def test_the_planner_s_own_doses_have_no_fault(
    weeks: int, every: int, races: bool, rung: int, sled_kg: float | None
) -> None:
    lighter = LighterWeeks(frozenset(range(every - 1, weeks, every)), 2 if weeks > 12 else 1)
    rows = dose_weeks(weeks, weeks - 1 if races else None, lighter)
    level = StrengthLevel.EXPERIENCED if rung else StrengthLevel.NOVICE
    sessions = []
    for week, row in enumerate(rows):
        asked = sessions_of_week(WeeklySessions(1, 1, 1) if rung else WeeklySessions(0, 2, 1), row, level, rung)
        angle = knee_angle_deg(rows, week, is_novice=not rung)
        for kind in [StrengthKind.HEAVY] * asked.heavy + [StrengthKind.MODERATE] * asked.moderate:
            dose = session_dose(kind, row, level, Equipment(70.0, sled_kg), start_rung=rung, knee_angle_deg=angle)
            day = MONDAY + dt.timedelta(days=7 * week + 1)
            sessions.append(Workout(day, Sport.STRENGTH, kind, "", slot=Slot.PM, planned=dose.effort))
    easy = tuple(week for week, row in enumerate(rows) if row.phase in EASY_PHASES)
    assert faults(*sessions, easy=easy) == []


def test_deeper_and_longer_wall_sits_in_one_week_are_two_levers() -> None:
    def sit(week: int, hold_s: int, angle: int) -> Workout:
        part = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=hold_s, knee_angle_deg=angle)
        return replace(session(week, 4, 50), planned=Effort(sets=(part,)))

    assert codes(sit(0, 60, 120), sit(1, 70, 110)) == ["D2"]
    assert codes(sit(0, 60, 120), sit(1, 60, 110)) == []
    assert codes(sit(0, 60, 120), sit(1, 30, 110), sit(2, 70, 110), easy=(1,)) == []


def test_one_round_more_is_no_leap_however_few_there_are() -> None:
    assert codes(session(0, 2, 50), session(1, 3, 50)) == []
    assert codes(session(0, 2, 50), session(1, 4, 50)) == ["D5"]


def test_every_rule_says_that_it_is_a_default() -> None:
    assert all("default" in rule.sources_text and "not evidence" in rule.evidence_text for rule in DOSE_RULES.values())

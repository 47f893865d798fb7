"""The longest hold and the heaviest sled that were recorded: kept, said when a log beats them, and never asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.outcomes import TypedOutcome
from planner.training.strength_records import StrengthRecord, StrengthRecords, beaten_records
from planner.training.workouts import Exercise, ExerciseSet, LegLoad, Sport, Workout
from planner.usecases import history
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.strength.records import read_records
from tests.usecases.books import DAY, on, put

A_DAY = dt.date(2027, 1, 4)


def heavy(book: Planbook) -> Workout:
    """Tuesday's heavy session, which was missed."""
    (session,) = on(book, book.today - 2 * DAY, Sport.STRENGTH)
    return session


def sled(kg: float | None, rounds: int = 3, metres: float = 20.0) -> ExerciseSet:
    return ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, distance_m=metres, load_kg=kg)


def sit(seconds: int, rounds: int = 2) -> ExerciseSet:
    return ExerciseSet(Exercise.WALL_SIT, rounds, hold_s=seconds, knee_angle_deg=120)


CARRY = ExerciseSet("farmers_carry", 3, distance_m=40.0, load_kg=90.0, hold_s=None, leg_load=LegLoad.MODERATE)
PLANK = ExerciseSet("plank", 1, hold_s=600, leg_load=LegLoad.NONE)


def record(book: Planbook, *sets: ExerciseSet) -> tuple[str, ...]:
    """Record sets of the heavy session, and return what is said."""
    return mark.mark_done(book, heavy(book).id, TypedOutcome(sets=sets)).remarks


def test_the_season_has_the_records_of_its_first_sessions(season: Planbook) -> None:
    records = read_records(season)
    assert records.longest_hold is not None
    assert records.heaviest_sled is not None
    assert (records.longest_hold.value, records.heaviest_sled.value) == (90, 56.0)
    first = season.today - 37 * DAY
    assert (records.longest_hold.day, records.heaviest_sled.day) == (first, first)
    assert records.sentence == ("Recorded: longest hold 1:30, 1 Dec 2026; heaviest sled 56 kg, 1 Dec 2026.")


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        ((sled(62), sit(105)), ("Longest hold so far: 1:45.", "Heaviest sled so far: 62 kg.")),
        ((sled(56), sit(90)), ()),
        (
            (sled(40), sled(57.5), sit(60), sit(91)),
            ("Longest hold so far: 1:31.", "Heaviest sled so far: 57.5 kg."),
        ),
        ((sled(100, metres=9.9), sit(60)), ()),
        ((sled(100, metres=10), sit(60)), ("Heaviest sled so far: 100 kg.",)),
        ((sled(None), CARRY, PLANK), ()),
    ],
)
def test_a_log_that_beats_a_record_says_so(
    season: Planbook, sets: tuple[ExerciseSet, ...], said: tuple[str, ...]
) -> None:
    assert tuple(one for one in record(season, *sets) if "so far" in one) == said


def test_it_is_said_once_and_goes_with_an_undo(season: Planbook) -> None:
    before = read_records(season)
    assert "Longest hold so far: 2:00." in record(season, sled(56), sit(120))
    again = mark.mark_done(season, heavy(season).id, TypedOutcome(pain_next=1))
    assert not any("so far" in remark for remark in again.remarks)
    new = read_records(season).longest_hold
    assert new is not None
    assert (new.value, new.day, new.workout_id) == (120, heavy(season).date, heavy(season).id)
    history.undo(season)
    history.undo(season)
    assert read_records(season) == before


def test_a_session_done_as_planned_counts_with_its_plan_but_nothing_is_made_of_it(season: Planbook) -> None:
    planned = replace(heavy(season).planned, sets=(sled(70), sit(150)))
    session = put(season, heavy(season), planned=planned)
    assert mark.mark_done(season, session.id).remarks == ()
    records = read_records(season)
    assert records.longest_hold is not None
    assert records.heaviest_sled is not None
    assert (records.longest_hold.value, records.heaviest_sled.value) == (150, 70.0)
    assert read_records(season, but_for=session.id).longest_hold != records.longest_hold


SETS = st.lists(
    st.one_of(
        st.builds(sled, st.one_of(st.none(), st.integers(0, 120).map(float)), st.integers(1, 5), st.integers(1, 40)),
        st.builds(sit, st.integers(1, 300)),
    ),
    max_size=5,
)


@given(sets=SETS, hold=st.integers(1, 300), kg=st.integers(1, 120))
def test_only_what_is_more_than_before_is_a_record(sets: list[ExerciseSet], hold: int, kg: int) -> None:
    before = StrengthRecords(StrengthRecord(hold, A_DAY, 1), StrengthRecord(kg, A_DAY, 1))
    said = list(beaten_records(before, sets))
    held = [one.hold_s or 0 for one in sets if one.exercise == Exercise.WALL_SIT]
    loads = [one.load_kg or 0 for one in sets if one.total_m >= 10 * one.rounds and one.exercise != Exercise.WALL_SIT]
    assert any("hold" in one for one in said) is (max(held, default=0) > hold)
    assert any("sled" in one for one in said) is (max(loads, default=0) > kg)
    assert list(beaten_records(StrengthRecords(), sets)) == []

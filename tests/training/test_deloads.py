"""A lighter week: never more of anything, no heavy session, and what is light or a race stays as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.text import NOTE_LIMIT
from planner.training.deloads import deload_workout
from planner.training.doses import FIRST_HEAVY_RUNG, LOAD_LADDER, Equipment, Floor, system_mass_kg
from planner.training.workouts import (
    QUALITY_RUNS,
    Effort,
    Exercise,
    ExerciseSet,
    RunKind,
    Slot,
    Sport,
    StrengthKind,
    Workout,
)

MONDAY = dt.date(2027, 1, 4)
GYM = Equipment(75.0, 20.0, Floor.GYM_TURF)
SLEDS = st.builds(
    ExerciseSet,
    st.just(Exercise.REVERSE_SLED_PUSH),
    st.integers(1, 20),
    st.sampled_from([10.0, 20.0, 30.0]),
    st.none() | st.integers(0, 300).map(lambda halves: halves / 2),
)
SITS = st.builds(
    ExerciseSet,
    st.just(Exercise.WALL_SIT),
    st.integers(1, 10),
    hold_s=st.integers(1, 600),
    knee_angle_deg=st.sampled_from([100, 120]),
)
RATINGS = st.none() | st.integers(0, 20).map(lambda halves: halves / 2)
EQUIPMENT = st.builds(Equipment, st.none() | st.integers(40, 120).map(float), st.none(), st.sampled_from(Floor))
SESSIONS = st.builds(
    Workout,
    st.just(MONDAY),
    st.just(Sport.STRENGTH),
    st.none() | st.sampled_from(StrengthKind),
    st.sampled_from(["Heavy sled and wall sit", "Coach's legs"]),
    planned=st.builds(
        Effort,
        st.none(),
        st.none() | st.integers(1, 7200),
        RATINGS,
        st.lists(SLEDS | SITS, max_size=4).map(tuple),
    ),
)
RUNS = st.builds(
    Workout,
    st.just(MONDAY),
    st.just(Sport.RUN),
    st.sampled_from([kind for kind in RunKind if kind is not RunKind.RACE]),
    st.sampled_from(["Tempo, 3 × 10 min", ""]),
    planned=st.builds(Effort, st.none() | st.integers(1, 500_000).map(float), st.none() | st.integers(1, 90_000)),
)


def heavy(*sets: ExerciseSet, **more: object) -> Workout:
    effort = Effort(duration_s=2700, rpe=7.0, sets=sets)
    made = Workout(MONDAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy sled and wall sit", Slot.PM, planned=effort)
    return replace(made, **more)  # type: ignore[arg-type]


def sits(effort: Effort) -> int:
    return effort.wall_sit_s


@given(RUNS, EQUIPMENT)
def test_a_run_is_never_longer_and_never_one_of_quality(run: Workout, equipment: Equipment) -> None:
    eased = deload_workout(run, equipment)
    for before, after in (
        (run.planned.distance_m, eased.planned.distance_m),
        (run.planned.duration_s, eased.planned.duration_s),
    ):
        assert (before is None) is (after is None)
        assert before is None or after is None or 0 < after <= before
    assert eased.kind not in QUALITY_RUNS
    assert deload_workout(eased, equipment).kind == eased.kind


@pytest.mark.parametrize(("metres", "seconds"), [(8000.0, 2700), (21_100.0, 7200), (10_000.0, 3000)])
def test_a_usual_run_keeps_seven_tenths(metres: float, seconds: int) -> None:
    eased = deload_workout(Workout(MONDAY, Sport.RUN, RunKind.EASY, "", planned=Effort(metres, seconds)), GYM).planned
    assert eased.distance_m == pytest.approx(0.7 * metres, abs=50)
    assert eased.duration_s == pytest.approx(0.7 * seconds, abs=30)


def test_a_quality_run_becomes_easy_and_says_what_it_was() -> None:
    tempo = Workout(
        MONDAY, Sport.RUN, RunKind.TEMPO, "Tempo, 3 × 10 min", planned=Effort(12_000.0, 3600, 7.0), note="x"
    )
    eased = deload_workout(tempo, GYM)
    assert (eased.kind, eased.title, eased.planned.rpe) == (RunKind.EASY, "Easy", None)
    assert eased.note == "In place of: Tempo, 3 × 10 min.\nx"


def test_a_note_that_is_full_keeps_every_word() -> None:
    tempo = Workout(MONDAY, Sport.RUN, RunKind.TEMPO, "Tempo", note="x" * NOTE_LIMIT)
    assert deload_workout(tempo, GYM).note == tempo.note


@given(SESSIONS, EQUIPMENT)
def test_a_session_has_less_or_as_much_of_everything(session: Workout, equipment: Equipment) -> None:
    eased = deload_workout(session, equipment)
    before, after = session.planned, eased.planned
    assert after.sled_m <= before.sled_m
    assert after.sled_kgm <= before.sled_kgm
    assert after.wall_sit_s <= before.wall_sit_s
    assert (after.duration_s or 0) <= (before.duration_s or 0)
    assert before.rpe is None or after.rpe is None or after.rpe <= before.rpe
    for one, other in zip(before.sets, after.sets, strict=True):
        assert (one.load_kg is None) is (other.load_kg is None)
        assert (other.load_kg or 0) <= (one.load_kg or 0)
    assert eased.kind is not StrengthKind.HEAVY
    assert deload_workout(eased, equipment).kind == eased.kind


@given(SLEDS, EQUIPMENT, st.sampled_from([StrengthKind.HEAVY, StrengthKind.MODERATE]))
def test_four_rounds_or_more_lose_two_fifths_to_a_half_of_their_metres(
    sled: ExerciseSet, equipment: Equipment, kind: StrengthKind
) -> None:
    (eased,) = deload_workout(heavy(sled, kind=kind), equipment).planned.sets
    if sled.rounds >= 4:
        assert 0.4 <= 1 - eased.total_m / sled.total_m <= 0.5
    heaviest = system_mass_kg(LOAD_LADDER[FIRST_HEAVY_RUNG - 1], equipment)
    assert eased.load_kg is None or eased.load_kg <= heaviest


@given(SITS)
def test_time_under_tension_is_halved_but_for_the_last_half_minute(sit: ExerciseSet) -> None:
    (eased,) = deload_workout(heavy(sit), GYM).planned.sets
    assert eased.total_hold_s == pytest.approx(
        max(sit.total_hold_s / 2, min(30, sit.total_hold_s)), abs=1.5
    )  # whole seconds, in two rounds
    assert eased.knee_angle_deg == sit.knee_angle_deg


def test_a_heavy_session_becomes_a_moderate_one_by_name() -> None:
    assert deload_workout(heavy(), GYM).title == "Moderate sled and wall sit"
    assert deload_workout(heavy(title="Coach's legs"), GYM).title == "Coach's legs"


def test_an_effort_rated_nothing_stays_nothing() -> None:
    assert deload_workout(heavy(planned=Effort(rpe=0.0)), GYM).planned.rpe == 0.0


@pytest.mark.parametrize(
    "workout",
    [
        Workout(MONDAY, Sport.RUN, RunKind.RACE, "Half marathon", planned=Effort(21_097.5, 6000)),
        heavy(ExerciseSet(Exercise.REVERSE_SLED_PUSH, 3, 20.0, 14.0), kind=StrengthKind.LIGHT),
    ],
)
def test_races_and_light_sessions_are_as_light_as_they_are(workout: Workout) -> None:
    assert deload_workout(workout, GYM) == workout


def test_of_several_loads_half_of_all_rounds_are_kept() -> None:
    loads = ((3, 20.0), (1, 22.0), (3, 56.0))
    sets = tuple(ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, 20.0, load) for rounds, load in loads)
    heavy = Workout(MONDAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy sled", planned=Effort(sets=sets))
    lighter = deload_workout(heavy, GYM).planned.sets
    assert [(part.rounds, part.load_kg) for part in lighter] == [(2, 20.0), (2, 35.0)]

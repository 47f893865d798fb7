"""Dose tables and the invariants a runner relies on: no jump, lighter deloads, nothing heavy for a beginner."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.doses import (
    EASY_WEEKS,
    FRICTION,
    LADDER,
    NO_STRENGTH_WEEKS,
    SESSION_LIMIT_M,
    TABLES,
    DosePhase,
    DoseWeek,
    Equipment,
    Floor,
    dose,
    dose_weeks,
    friction_force,
    system_mass,
)
from planner.training.refusal import RefusedError
from planner.training.targets import WeeklyDoses, check_doses, doses_of_week
from planner.training.workouts import Exercise, Level, StrengthKind

lengths = st.integers(1, 60)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[DoseWeek, ...]:
    weeks = draw(lengths)
    race = draw(st.none() | st.integers(0, weeks - 1))
    return dose_weeks(weeks, race)


def test_the_twelve_week_table_is_the_published_one() -> None:
    cells = [f"{week.phase} +{week.step} {week.rounds} {week.holds}x{week.hold_s}" for week in TABLES[12]]
    assert cells[:4] == ["learn +0 4 2x60", "learn +0 5 2x60", "base +1 5 2x75", "deload +1 3 1x75"]
    assert cells[8:] == ["peak +4 6 2x150", "peak +4 7 2x180", "taper +4 4 2x90", "race +0 0 0x0"]
    assert {length: len(table) for length, table in TABLES.items()} == {4: 4, 8: 8, 12: 12, 16: 16}


@given(lengths, st.data())
def test_a_block_of_any_length_has_a_dose_every_week(weeks: int, data: st.DataObject) -> None:
    race = data.draw(st.none() | st.integers(0, weeks - 1))
    found = dose_weeks(weeks, race)
    assert len(found) == weeks
    if race is not None:
        assert found[race].phase is DosePhase.RACE
        assert all(week.phase is DosePhase.RECOVERY for week in found[race + 1 :])


@given(blocks())
def test_normal_weeks_grow_by_a_quarter_at_most_and_easy_weeks_shrink(weeks: tuple[DoseWeek, ...]) -> None:
    last_normal: DoseWeek | None = None
    for week in weeks:
        if week.phase in NO_STRENGTH_WEEKS:
            continue
        if week.phase in EASY_WEEKS:
            if last_normal is not None:
                assert 0.4 <= 1 - week.rounds / last_normal.rounds <= 0.6
                assert week.holds * week.hold_s <= 0.5 * last_normal.holds * last_normal.hold_s
        else:
            if last_normal is not None:
                assert week.rounds <= 1.25 * last_normal.rounds
                assert week.holds * week.hold_s <= 1.26 * last_normal.holds * last_normal.hold_s
            last_normal = week
        assert week.rounds * 20 <= SESSION_LIMIT_M


@given(blocks())
def test_a_deload_comes_within_six_weeks(weeks: tuple[DoseWeek, ...]) -> None:
    run = 0
    for week in weeks:
        run = 0 if week.phase in EASY_WEEKS | NO_STRENGTH_WEEKS else run + 1
        assert run <= 6


def test_each_rung_is_a_tenth_higher_at_most() -> None:
    assert all(high / low <= 1.1 + 1e-9 for low, high in itertools.pairwise(LADDER))


@given(st.sampled_from(Floor), st.floats(40, 120), st.sampled_from(LADDER))
def test_the_same_force_on_every_floor(floor: Floor, body: float, percent: float) -> None:
    here = system_mass(percent, Equipment(body_mass_kg=body, floor=floor))
    reference = body * percent / 100
    assert abs(here - reference * 0.33 / FRICTION[floor]) <= 0.25 + 1e-9


def test_force_and_mass_of_the_worked_example() -> None:
    assert friction_force(56.25, 0.33) == pytest.approx(182.036, abs=5e-4)
    assert friction_force(56.25, 0.33) * 200 == pytest.approx(36407.188, abs=5e-3)
    assert pytest.approx(32.004, abs=5e-4) == 56.25 * 0.33 / 0.58


@given(st.sampled_from(Level), blocks(), st.floats(40, 120), st.data())
def test_kinds_keep_to_their_zone(level: Level, weeks: tuple[DoseWeek, ...], body: float, data: st.DataObject) -> None:
    week = data.draw(st.sampled_from(weeks))
    loads = {}
    for kind in StrengthKind:
        found = dose(kind, week, level, Equipment(body_mass_kg=body))
        sled, sit = found.effort.sets
        assert sled.exercise is Exercise.REVERSE_SLED_PUSH
        assert sit.exercise is Exercise.WALL_SIT
        assert sit.squeeze
        assert 60 <= (sit.hold_s or 0) <= 180
        assert 100 <= (sit.knee_angle_deg or 0) <= 135
        loads[kind] = (sled.load_kg or 0) / body * 100
    half_kilo = 0.25 / body * 100 + 1e-9
    assert loads[StrengthKind.HEAVY] >= 51.5 - half_kilo
    assert 25 - half_kilo <= loads[StrengthKind.MODERATE] < 51.5
    assert loads[StrengthKind.LIGHT] <= 20 + half_kilo


def test_an_empty_sled_that_is_too_heavy_is_never_prescribed() -> None:
    found = dose(StrengthKind.LIGHT, TABLES[4][0], Level.NOVICE, Equipment(body_mass_kg=60, sled_kg=44.8))
    assert found.effort.sets[0].load_kg == 0
    assert "44.8 kg" in found.remarks[0]
    assert "walk backward without it" in found.remarks[0]


@pytest.mark.parametrize("equipment", [Equipment(body_mass_kg=7), Equipment(body_mass_kg=500), Equipment(sled_kg=0.0)])
def test_absurd_figures_are_refused(equipment: Equipment) -> None:
    with pytest.raises(RefusedError, match="between"):
        dose(StrengthKind.HEAVY, TABLES[4][0], Level.NOVICE, equipment)


@given(blocks(), st.sampled_from(Level), st.integers(0, 2), st.integers(0, 1))
def test_a_week_never_asks_for_more_than_was_wished(
    weeks: tuple[DoseWeek, ...], level: Level, heavy: int, light: int
) -> None:
    wanted = WeeklyDoses(heavy=heavy, moderate=2 - heavy, light=light)
    check_doses(wanted)
    for week in weeks:
        asked = doses_of_week(wanted, week, level)
        assert asked.demanding <= wanted.demanding
        assert asked.light == wanted.light
        if week.phase in NO_STRENGTH_WEEKS:
            assert asked.demanding == 0
        elif week.phase in EASY_WEEKS:
            assert (asked.heavy, asked.moderate) == (0, 1)
        elif week.phase is DosePhase.LEARN and level is Level.NOVICE:
            assert asked.heavy == 0


@pytest.mark.parametrize(
    ("doses", "words"),
    [
        (WeeklyDoses(heavy=3), "at most 2 sessions"),
        (WeeklyDoses(heavy=1, moderate=1, light=2), "at most 3 sessions"),
        (WeeklyDoses(light=-1), "light must be 0 or more"),
    ],
)
def test_more_than_a_week_can_hold_is_refused(doses: WeeklyDoses, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        check_doses(doses)

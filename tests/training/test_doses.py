"""Doses of single sessions: zones, loads for a body, a sled and a floor, and how many sessions a week asks for."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.dose_tables import DOSE_TABLES, EASY_PHASES, LIGHT_ONLY_PHASES, DosePhase, DoseWeek, dose_weeks
from planner.training.doses import (
    FLOOR_FRICTION,
    LOAD_LADDER,
    Dose,
    Equipment,
    Floor,
    LiftingBackground,
    SledUse,
    equivalent_mass_kg,
    session_dose,
    system_mass_kg,
)
from planner.training.refusal import RefusedError
from planner.training.weekly_sessions import (
    WeeklySessions,
    check_sessions,
    default_sessions,
    limit_minutes,
    sessions_of_week,
)
from planner.training.workouts import Exercise, StrengthKind, StrengthLevel


@given(st.integers(1, 52), st.sampled_from(StrengthLevel), st.floats(40, 120), st.booleans(), st.booleans())
def test_the_first_two_weeks_are_moderate_short_and_shallow_for_a_novice(
    weeks: int, level: StrengthLevel, body: float, in_season: bool, races: bool
) -> None:
    rows = dose_weeks(weeks, weeks - 1 if races else None, in_season=in_season)
    for week in rows[:2]:
        if week.phase in LIGHT_ONLY_PHASES:
            continue
        assert sessions_of_week(WeeklySessions(heavy=1, moderate=1), week, StrengthLevel.NOVICE).heavy == 0
        sled, sit = session_dose(StrengthKind.MODERATE, week, level, Equipment(body_mass_kg=body)).effort.sets
        assert sled.total_m <= 100
        assert sit.knee_angle_deg == 120


@pytest.mark.parametrize(("background", "percent"), [("none", 25.0), ("some", 36.0), ("trained", 47.0)])
def test_what_a_runner_comes_with_says_where_the_loads_start(background: str, percent: float) -> None:
    rung = LiftingBackground(background).entry_rung
    found = session_dose(
        StrengthKind.MODERATE, DOSE_TABLES[12][0], StrengthLevel.NOVICE, Equipment(100.0), start_rung=rung
    )
    assert found.effort.sets[0].load_kg == percent


def test_a_runner_who_lifts_a_little_meets_the_first_heavy_session_at_its_rung() -> None:
    wanted = WeeklySessions(heavy=1, moderate=1)
    heavy = [
        sessions_of_week(wanted, week, StrengthLevel.EXPERIENCED, LiftingBackground.SOME.entry_rung).heavy
        for week in DOSE_TABLES[12]
    ]
    assert heavy == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0]


def test_each_rung_is_a_tenth_higher_at_most() -> None:
    assert all(high / low <= 1.1 + 1e-9 for low, high in itertools.pairwise(LOAD_LADDER))


@given(st.sampled_from(Floor), st.floats(40, 120), st.sampled_from(LOAD_LADDER))
def test_the_same_force_on_every_floor(floor: Floor, body: float, percent: float) -> None:
    here = system_mass_kg(percent, Equipment(body_mass_kg=body, floor=floor))
    reference = body * percent / 100
    assert 0 <= reference * 0.33 / FLOOR_FRICTION[floor] - here + 1e-9 < 0.5 + 2e-9, "rounded down"


def test_the_mass_of_the_worked_example_on_other_floors() -> None:
    assert equivalent_mass_kg(56.25, 0.58) == pytest.approx(32.004, abs=5e-4)
    assert equivalent_mass_kg(56.25, 0.21) == pytest.approx(88.393, abs=5e-4)


@given(
    st.sampled_from(StrengthLevel),
    st.sampled_from([*DOSE_TABLES[12], *DOSE_TABLES[16]]),
    st.floats(40, 120),
)
def test_kinds_keep_to_their_zone(level: StrengthLevel, week: DoseWeek, body: float) -> None:
    loads = {}
    for kind in StrengthKind:
        found = session_dose(kind, week, level, Equipment(body_mass_kg=body))
        sled, sit = found.effort.sets
        assert sled.exercise is Exercise.REVERSE_SLED_PUSH
        assert sit.exercise is Exercise.WALL_SIT
        assert sit.squeeze
        assert 60 <= (sit.hold_s or 0) <= 180
        assert 100 <= (sit.knee_angle_deg or 0) <= 135
        loads[kind] = (sled.load_kg or 0) / body * 100
    half_kilo = 0.5 / body * 100 + 1e-9
    assert 51.5 - half_kilo < loads[StrengthKind.HEAVY] <= 75
    assert 25 - half_kilo < loads[StrengthKind.MODERATE] <= 47 + 1e-6
    assert loads[StrengthKind.LIGHT] <= 20 + 1e-6


@pytest.mark.parametrize(
    ("phase", "seconds"),
    [("learn", 60), ("base", 90), ("build", 90), ("strength", 120), ("peak", 120), ("deload", 60), ("taper", 60),
     ("race", 60), ("recovery", 60)],
)  # fmt: skip
def test_a_light_session_holds_one_to_two_minutes_by_phase(phase: str, seconds: int) -> None:
    week = DoseWeek(DosePhase(phase), 1, 5, 2, 75)
    sit = session_dose(StrengthKind.LIGHT, week, StrengthLevel.NOVICE, Equipment(70.0)).effort.sets[1]
    assert (sit.rounds, sit.hold_s, sit.knee_angle_deg) == (1, seconds, 130)


BUILD = DOSE_TABLES[12][4]  # 5 rounds, two rungs up: 30 % for a novice


def moderate(sled_kg: float, body: float = 70.0, floor: Floor = Floor.GYM_TURF) -> Dose:
    return session_dose(StrengthKind.MODERATE, BUILD, StrengthLevel.NOVICE, Equipment(body, sled_kg, floor))


def test_an_empty_sled_within_the_zone_is_used_for_fewer_rounds_and_says_so() -> None:
    found = moderate(30.0)
    sled = found.effort.sets[0]
    assert (sled.load_kg, sled.rounds, found.sled_use) == (30.0, 4, SledUse.EMPTY)
    assert sled.total_kgm <= 1.15 * 5 * 20 * 21
    assert " ".join(found.remarks) == (
        "The empty sled (30 kg, 43 % of 70 kg) is heavier than the 21 kg planned on gym turf, so it is the empty sled "
        "and 4 rounds instead of 5: no round may feel harder than 6 of 10 (RPE)."
    )


def test_an_empty_sled_that_is_a_little_heavier_costs_no_round() -> None:
    found = moderate(24.0)
    assert (found.effort.sets[0].load_kg, found.effort.sets[0].rounds) == (24.0, 5)
    assert "so it is the empty sled: no round" in found.remarks[0]


@given(
    st.sampled_from(StrengthKind),
    st.sampled_from([row for row in DOSE_TABLES[16] if row.rounds]),
    st.sampled_from(StrengthLevel),
    st.sampled_from(Floor),
    st.floats(40, 120),
    st.integers(10, 60),
)
def test_the_empty_sled_never_goes_beyond_the_zone_or_far_beyond_the_planned_work(
    kind: StrengthKind, week: DoseWeek, level: StrengthLevel, floor: Floor, body: float, sled_kg: int
) -> None:
    planned = session_dose(kind, week, level, Equipment(body, None, floor)).effort.sets[0]
    found = session_dose(kind, week, level, Equipment(body, sled_kg, floor))
    sled = found.effort.sets[0]
    assert sled.load_kg is not None
    equivalent = sled.load_kg / body * FLOOR_FRICTION[floor] / 0.33 * 100
    assert equivalent <= {"light": 30, "moderate": 47, "heavy": 75}[kind] + 1e-6
    assert sled.load_kg in (0, sled_kg, planned.load_kg)
    assert (found.sled_use is SledUse.LOADED) == (not found.remarks)
    assert (sled.load_kg == 0) == (found.sled_use is SledUse.LEFT_ASIDE)
    assert sled.rounds == 2 or sled.total_kgm <= 1.15 * planned.total_kgm + 1e-6
    assert 2 <= sled.rounds <= planned.rounds


def test_an_empty_sled_beyond_the_zone_is_left_aside_and_what_would_help_is_said() -> None:
    found = session_dose(
        StrengthKind.LIGHT, DOSE_TABLES[4][0], StrengthLevel.NOVICE, Equipment(body_mass_kg=70, sled_kg=44.8)
    )
    assert found.effort.sets[0].load_kg == 0
    assert " ".join(found.remarks) == (
        "The empty sled (44.8 kg, 64 % of 70 kg) is heavier than the 14 kg planned on gym turf, and too heavy for a "
        "light session (21 kg is the most): walk backward without it. A lighter sled or a smoother floor would help."
    )


@pytest.mark.parametrize("equipment", [Equipment(body_mass_kg=7), Equipment(body_mass_kg=500), Equipment(sled_kg=0.0)])
def test_absurd_figures_are_refused(equipment: Equipment) -> None:
    with pytest.raises(RefusedError, match="between"):
        session_dose(StrengthKind.HEAVY, DOSE_TABLES[4][0], StrengthLevel.NOVICE, equipment)


@given(
    st.sampled_from([*DOSE_TABLES[8], *DOSE_TABLES[16]]),
    st.sampled_from(StrengthLevel),
    st.integers(0, 12),
    st.integers(0, 2),
    st.integers(0, 1),
)
def test_a_week_never_asks_for_more_than_was_wished(
    week: DoseWeek, level: StrengthLevel, rung: int, heavy: int, light: int
) -> None:
    wanted = WeeklySessions(heavy=heavy, moderate=2 - heavy, light=light)
    check_sessions(wanted)
    asked = sessions_of_week(wanted, week, level, rung)
    assert asked.heavy <= wanted.heavy
    assert asked.light == wanted.light
    assert asked.demanding == (0 if week.phase in LIGHT_ONLY_PHASES else 1 if week.phase in EASY_PHASES else 2)
    if rung + week.step < 8 or (week.phase is DosePhase.LEARN and level is StrengthLevel.NOVICE):
        assert asked.heavy == 0


def test_a_lighter_week_keeps_the_heavy_session_of_the_weeks_before() -> None:
    wanted = WeeklySessions(heavy=1, moderate=1, light=1)
    asked = [sessions_of_week(wanted, week, StrengthLevel.EXPERIENCED) for week in DOSE_TABLES[12]]
    assert asked[0] == asked[1] == WeeklySessions(moderate=2, light=1)
    assert asked[2] == wanted
    assert asked[3] == asked[10] == WeeklySessions(heavy=1, light=1)


@pytest.mark.parametrize(
    ("minutes", "left"), [(200, (0, 2, 1)), (105, (0, 2, 1)), (104, (0, 2, 0)), (79, (0, 1, 0)), (39, (0, 0, 0))]
)
def test_what_a_week_has_no_minutes_for_is_dropped_the_lightest_first(minutes: int, left: tuple[int, ...]) -> None:
    kept = limit_minutes(WeeklySessions(moderate=2, light=1), minutes)
    assert (kept.heavy, kept.moderate, kept.light) == left


def test_three_run_days_have_one_moderate_and_one_light_session_by_default() -> None:
    assert default_sessions(StrengthLevel.EXPERIENCED, 3) == WeeklySessions(moderate=1, light=1)
    assert default_sessions(StrengthLevel.NOVICE, 4) == WeeklySessions(moderate=2, light=1)


@pytest.mark.parametrize(
    ("doses", "words"),
    [
        (WeeklySessions(heavy=3), "at most 2 sessions"),
        (WeeklySessions(heavy=1, moderate=1, light=2), "at most 3 sessions"),
        (WeeklySessions(light=-1), "light must be 0 or more"),
    ],
)
def test_more_than_a_week_can_hold_is_refused(doses: WeeklySessions, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        check_sessions(doses)
